"""What contacts refuse to do. Each says so in a sentence for its reader."""


class Refused(Exception):
    """A thing that was asked for and cannot be; nothing was changed."""


class NoSurvey(Refused):
    """There is no survey, or several and none was named."""


class NoQuestionnaire(Refused):
    """There is nothing that says which types and regions there are."""


class SurveyIsOver(Refused):
    """The survey was closed before."""


class SurveyNotOpen(Refused):
    """The survey has not opened yet."""


class UnknownOrganisations(Refused):
    """References that no organisation of the frame has."""


class FrameIsInUse(Refused):
    """Made-up organisations do not mix with real ones."""


class FrameChanged(Refused):
    """Somebody else changed the frame between the check of a list and its import, or at the same moment."""


class BothAnswered(Refused):
    """Of two organisations that should be one, both have begun to answer the same survey."""


class MergedBefore(Refused):
    """An organisation that was merged into another one is no longer in the frame."""


class AnsweredMeanwhile(Refused):
    """Somebody answered between the check of a file and its import."""


class DemonstrationDoesNotFit(Refused):
    """The questionnaire is another one than the demonstration's answers are for."""


class ServerUnreachable(Refused):
    """There is no mail server at the other end, or it lets nobody in; what is due waits."""


class NotInHand(Refused):
    """A call of somebody who has not, or no longer, taken it."""


class NotLaunched(Refused):
    """Nobody has been invited to the survey yet."""


class AlreadyLaunched(Refused):
    """The survey was launched before, so its calendar is changed mailing by mailing."""


class MailHeldBack(Refused):
    """All mailings of the survey are held back."""


class MailingIsSettled(Refused):
    """The mailing is on its way, or was dropped, before."""


class NotToBeDecided(Refused):
    """What became of the message is known by now."""


class NoAddress(Refused):
    """There is nothing that an email could be sent to."""


class DecidedBefore(Refused):
    """Somebody decided about it before, and otherwise."""


class TrialRefused(Refused):
    """The mail server did not take a test email."""


class HasAnswered(Refused):
    """The organisation has sent its answers, so that no outcome can be recorded by hand."""


class NoOutcome(Refused):
    """There is no outcome to withdraw."""

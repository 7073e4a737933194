"""How an organisation stands in a survey, after AAPOR's Standard Definitions for internet surveys of named persons."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Disposition(TextChoices):
    """Each organisation of the frame is in exactly one of these. Derived, never stored. The first three are interim:
    they say how things stand while answers may still come in."""

    NOT_INVITED = "not_invited", _("Not invited")
    NOT_RETURNED = "not_returned", _("Nothing returned")
    IN_PROGRESS = "in_progress", _("In progress")
    COMPLETE = "complete", _("Complete")
    PARTIAL = "partial", _("Partial")
    BREAK_OFF = "break_off", _("Break-off")
    REFUSAL = "refusal", _("Refusal")
    OPTED_OUT = "opted_out", _("Opted out of emails")
    NON_CONTACT = "non_contact", _("Non-contact")
    BOUNCED = "bounced", _("Emails bounced")
    OTHER = "other", _("Could not take part")
    INELIGIBLE = "ineligible", _("Ineligible")


class Outcome(TextChoices):
    """What staff can record by hand: a disposition that no mail and no answer tells."""

    REFUSAL = Disposition.REFUSAL.value, Disposition.REFUSAL.label
    NON_CONTACT = Disposition.NON_CONTACT.value, Disposition.NON_CONTACT.label
    OTHER = Disposition.OTHER.value, Disposition.OTHER.label
    INELIGIBLE = Disposition.INELIGIBLE.value, Disposition.INELIGIBLE.label

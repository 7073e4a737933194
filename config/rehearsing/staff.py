"""What staff do in a rehearsal, and what goes on in the background. Each scene tells in a sentence."""

from datetime import datetime

from config.rehearsing import respondents
from config.rehearsing.stage import Part, Stage
from contacts import fieldwork, ticking
from contacts.calling import calling, tasks
from contacts.calling.calling import Said
from contacts.dispositions import Outcome
from contacts.helping import naming
from contacts.mailing import delivering
from contacts.models import Call, CallTask, Message, NamedContact, Organisation
from contacts.tracking import outcomes


def launch(stage: Stage, now: datetime) -> str:
    invited = fieldwork.launch(stage.survey, now=now, by=stage.staff, at_once=False)
    return f"The survey is launched: {invited} organisations are invited."


def minute(stage: Stage, now: datetime) -> str:
    """What happens each minute by itself, everything twice: two beats, two senders."""
    for _ in range(2):
        ticking.tick(now=now)
    for _ in range(2):
        delivering.deliver(clock=lambda: now)
    stage.post.fetch()
    return ""


def hold_back(stage: Stage, now: datetime) -> str:
    """Just when the emails of a mailing are waiting to be sent."""
    ticking.tick(now=now)
    fieldwork.pause(stage.survey, now=now)
    minute(stage, now)
    waiting = Message.objects.filter(state=Message.State.QUEUED).count()
    return f"A mailing is due: {waiting} emails wait when staff hold all mail back."


def resume(stage: Stage, now: datetime) -> str:
    fieldwork.resume(stage.survey, now=now)
    return "Mail goes out again."


def telephone(stage: Stage, now: datetime, *, number: int) -> str:
    """Call those whose emails came back, in the order of the worklist, and put their addresses right."""
    for place in range(number):
        task = tasks.take_next(by=stage.staff, now=now, reason=CallTask.Reason.BOUNCED)
        if task is None:
            raise respondents.NotAsRehearsedError("There is nobody to telephone.")
        said = Said(Call.Outcome.CORRECTED, person={"email": f"put.right.{place}@example.org"})
        calling.record(task, said, by=stage.staff, now=now)
        stage.put_right.append(task.organisation)
    return f"{number} of those whose emails came back are telephoned; their addresses are put right."


def answer_where_put_right(stage: Stage, now: datetime) -> str:
    respondents.send_all(stage, stage.put_right[0], now)
    return "1 of those whose address was put right answers."


def decide_about_the_named(stage: Stage, now: datetime) -> str:
    """Accept the first, decline the second."""
    first, second = NamedContact.objects.order_by("pk")
    naming.accept(first, by=stage.staff, now=now)
    naming.decline(second, by=stage.staff, now=now)
    return "Staff make one of the named people the contact, and leave the other organisation as it is."


def record(stage: Stage, now: datetime, *, told: dict[Part, tuple[Outcome, int, str]]) -> str:
    """Write down what was said on the telephone: for each part the outcome, how many, and the reason."""
    for part, (outcome, number, reason) in told.items():
        for organisation in stage.next(part, number):
            _record(stage, organisation, outcome, reason, now)
    said = [f"{outcome.label.lower()} {number}" for outcome, number, _ in told.values()]
    return f"Recorded by hand: {', '.join(said)}."


def _record(stage: Stage, organisation: Organisation, outcome: Outcome, reason: str, now: datetime) -> None:
    outcomes.record(stage.survey, organisation, outcome=outcome, reason=reason, now=now)

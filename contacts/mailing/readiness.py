"""What to look at before a survey is launched: each point with how it stands and what to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Count, Q, QuerySet, TextChoices
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from contacts import facts, ticking
from contacts.facts import Facts
from contacts.mailing import audience, folder_reading, planning, plausible
from contacts.models import CallTask, Fieldwork, Organisation, Person
from surveys import compiling
from surveys.models import Survey
from surveys.questionnaire import checks

SEEN_LATELY = timedelta(minutes=5)
EXAMPLES = 3
ONLY_HERE = {"127.0.0.1", "localhost", "::1", ""}


class Verdict(TextChoices):
    """How a point stands. What STOPS has to be put right before a launch from the browser."""

    OK = "ok", _("Ready")
    WARNING = "warning", _("Look at this")
    STOPS = "stops", _("Put this right first")


@dataclass(frozen=True)
class Check:
    """One point: what was looked at, how it stands, and in a sentence what was found and what to do. `route` is where
    to do it, if that is a page."""

    label: str
    verdict: Verdict
    text: str
    route: str = ""


def look(survey: Survey, *, now: datetime) -> list[Check]:
    """All points in the order in which people go through them."""
    return [*_frame(survey), *_questionnaire(survey), *_calendar(survey, now), *_mail(survey, now)]


def stopped(checks_: list[Check]) -> bool:
    """Whether any point stands in the way of a launch."""
    return any(check.verdict is Verdict.STOPS for check in checks_)


# The frame ----------------------------------------------------------------------------------------


def _frame(survey: Survey) -> Iterator[Check]:
    frame, reachable = Organisation.objects.count(), audience.reachable().count()
    yield _frame_complete(frame)
    if frame:
        yield _somebody_to_write_to(frame, reachable)
        yield _addresses_plausible()
        yield _no_address_twice()
        yield _known_to_the_questionnaire(facts.facts(compiling.compiled(survey.questionnaire)))
        yield _verified()


def _frame_complete(frame: int) -> Check:
    label, route = "Organisations", "contacts:organisations"
    if not frame:
        return Check(label, Verdict.STOPS, "There is no organisation yet. Import the contact list.", "contacts:import")
    return Check(label, Verdict.OK, f"{_many(frame, 'organisation')} in the frame.", route)


def _somebody_to_write_to(frame: int, reachable: int) -> Check:
    label, missing = "Contacts", frame - reachable
    if not reachable:
        return Check(label, Verdict.STOPS, "No organisation has a contact whom mail may be sent to.")
    if missing:
        text = f"{_many(missing, 'organisation')} would get no email: no contact, or mail to the address is stopped."
        return Check(label, Verdict.WARNING, text, "contacts:organisations")
    return Check(label, Verdict.OK, "Every organisation has a contact whom mail may be sent to.")


def _addresses_plausible() -> Check:
    label = "Addresses"
    addresses = _current_people().values_list("email", flat=True).iterator()
    doubted = [(each, meant) for each in addresses if (meant := plausible.meant(each))]
    if not doubted:
        return Check(label, Verdict.OK, "No address looks mistyped.")
    examples = ", ".join(f"{each} (perhaps {meant})" for each, meant in doubted[:EXAMPLES])
    more = f" and {len(doubted) - EXAMPLES} more" if len(doubted) > EXAMPLES else ""
    return Check(label, Verdict.WARNING, f"These look mistyped: {examples}{more}.", "contacts:organisations")


def _no_address_twice() -> Check:
    label = "One address, one organisation"
    same = _current_people().values(lower=Lower("email")).annotate(organisations=Count("pk"))
    shared = same.filter(organisations__gt=1).order_by("lower")
    number = shared.count()
    if not number:
        return Check(label, Verdict.OK, "No address stands at two organisations.")
    examples = ", ".join(row["lower"] for row in shared[:EXAMPLES])
    text = f"{_many(number, 'address', 'addresses')} at several organisations, each of which gets an email: {examples}."
    return Check(label, Verdict.WARNING, text, "contacts:organisations")


def _known_to_the_questionnaire(known: Facts) -> Check:
    label = "Types and regions"
    wrong = Q()
    for fact in (known.type, known.region):
        if fact.options:
            wrong |= ~Q(**{f"{fact.name}__in": [option.code for option in fact.options]})
    number = Organisation.objects.filter(wrong).count() if wrong else 0
    if number:
        text = f"{_many(number, 'organisation')} with a type or region that the questionnaire does not know."
        return Check(label, Verdict.WARNING, text, "contacts:organisations")
    return Check(label, Verdict.OK, "Every organisation has a type and a region that the questionnaire knows.")


def _verified() -> Check:
    label = "Verification by telephone"
    open_tasks = CallTask.objects.filter(reason=CallTask.Reason.VERIFICATION, closed_at__isnull=True)
    number = open_tasks.filter(organisation__merged_into__isnull=True).count()
    if number:
        return Check(label, Verdict.WARNING, f"{_many(number, 'record')} still to be checked by telephone.")
    return Check(label, Verdict.OK, "No record waits to be checked by telephone.")


def _current_people() -> QuerySet[Person]:
    return Person.objects.filter(until__isnull=True, organisation__merged_into__isnull=True).order_by()


# The questionnaire and the survey -----------------------------------------------------------------


def _questionnaire(survey: Survey) -> Iterator[Check]:
    found = checks.problems(compiling.compiled(survey.questionnaire))
    label = "Questionnaire"
    if found:
        yield Check(label, Verdict.STOPS, "; ".join(f"{code}: {text}" for code, text in found[:EXAMPLES]) + ".")
    else:
        yield Check(label, Verdict.OK, "Every question can be reached, and every condition makes sense.")
    yield _help_line(survey)


def _help_line(survey: Survey) -> Check:
    label, route = "Help line", "contacts:mailing_settings"
    if not survey.helpline_email and not survey.helpline_phone:
        return Check(label, Verdict.STOPS, "Nobody could ask for help. Enter an address and a telephone number.", route)
    if not survey.helpline_email or not survey.helpline_phone:
        missing = "a telephone number" if survey.helpline_email else "an email address"
        return Check(label, Verdict.WARNING, f"People would look for {missing} too.", route)
    return Check(label, Verdict.OK, f"{survey.helpline_email}, {survey.helpline_phone}.", route)


# The calendar -------------------------------------------------------------------------------------


def _calendar(survey: Survey, now: datetime) -> Iterator[Check]:
    mailings = list(survey.mailings.filter(dropped_at__isnull=True))
    if survey.is_closed(now):
        yield Check("Calendar", Verdict.STOPS, "The survey is closed.", "contacts:mailings")
    elif not mailings:
        yield Check("Calendar", Verdict.STOPS, "There is no calendar yet.", "contacts:mailings")
    else:
        titles = {each.number: planning.title(each) for each in mailings}
        wrong = [f"{titles[number]}: {message}" for number, message in planning.problems(survey, now=now)]
        yield _listed("Calendar", wrong, "Order, distance and hours of all mailings are right.")
        wrong = [f"{planning.title(each)}: {text}" for each in mailings for text in planning.text_problems(each)]
        yield _listed("Texts", wrong, "All texts have the personal link, and only fields that exist.")


def _listed(label: str, wrong: list[str], right: str) -> Check:
    verdict = Verdict.STOPS if wrong else Verdict.OK
    return Check(label, verdict, " ".join(wrong) or right, "contacts:mailings")


# The mail -----------------------------------------------------------------------------------------


def _mail(survey: Survey, now: datetime) -> Iterator[Check]:
    yield _mail_server()
    yield _background(now)
    work = Fieldwork.objects.filter(survey=survey).first()
    yield _trial(work)


def _mail_server() -> Check:
    label, here = "Mail server", urlsplit(settings.SITE_URL).hostname in ONLY_HERE
    if folder_reading.in_use():
        text = "Emails are written to a folder and reach nobody. For real ones, set EMAIL_URL."
        return Check(label, Verdict.WARNING, text, "contacts:mail_folder")
    if here:
        text = f"Personal links would lead to {settings.SITE_URL}, which nobody else can open. Set SITE_URL."
        return Check(label, Verdict.STOPS, text)
    return Check(label, Verdict.OK, f"Emails go to the mail server; their links lead to {settings.SITE_URL}.")


def _background(now: datetime) -> Check:
    label, seen = "Work in the background", ticking.last_seen()
    if seen is None or now - seen > SEEN_LATELY:
        text = "It was not seen in the last minutes, so no email would go out. See that worker and beat run."
        return Check(label, Verdict.WARNING, text)
    return Check(label, Verdict.OK, "It was seen in the last minutes.")


def _trial(work: Fieldwork | None) -> Check:
    label, route = "Test email", "contacts:mailings"
    if work is None or work.trial_sent_at is None:
        text = "None was sent. Send one to yourself from the preview of a mailing."
        return Check(label, Verdict.WARNING, text, route)
    if work.trial_received_at is None:
        text = f"It went to {work.trial_sent_to}; its link was not opened yet."
        return Check(label, Verdict.WARNING, text, route)
    return Check(label, Verdict.OK, f"It reached {work.trial_sent_to}, and its link works.")


def _many(number: int, one: str, several: str = "") -> str:
    return f"{number:,} {one if number == 1 else several or one + 's'}"

"""How a survey was done, in words: the list, the dates, the mailings, the response rate and its formula."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from analysis.rendering.in_words import RowText, TableText
from analysis.writing.document import Block, Heading, Paragraph, Tabled
from contacts.mailing import progress
from contacts.tracking import standing
from contacts.tracking.standing import Standing, Status
from surveys.models import Survey

RATE = "RR1"
LIMITS = (
    (
        "Not every organisation answered, and those that did are not a random sample: where types or regions answered "
        "more often than others, the tables lean towards them."
    ),
    "What is told are the answers of one person in each organisation, as they stood when this report was made.",
    "Percentages are rounded half up from whole counts, so that they need not add up to 100.",
)


def blocks(survey: Survey, *, public: bool, now: datetime) -> Iterator[Block]:
    """The chapter on method, counted now. Outsiders are not told how many answered of each type and region: the tables
    hide some of these numbers."""
    status = standing.status(survey, now=now)
    yield Heading(1, "Method")
    yield Paragraph(_frame(status))
    yield Paragraph(dates(survey, now=now))
    yield from _mailings(survey)
    yield Heading(2, "Response")
    rate = status.total.rates[RATE]
    yield Paragraph(
        f"{status.total.complete:,} of {status.total.eligible:,} organisations answered: a response rate of "
        f"{rate.percent} "
        f"({RATE} of the American Association for Public Opinion Research: {rate.formula.text} = {rate.worked})."
    )
    for title, parts in (("Response by type", status.by_type), ("Response by region", status.by_region)):
        if len(parts) > 1 and not public:
            yield Tabled(_by(title, parts))
    yield Heading(2, "Limits")
    yield from map(Paragraph, LIMITS)


def dates(survey: Survey, *, now: datetime) -> str:
    """When the survey was, is or will be open, in a sentence."""
    opens, closes = survey.opens_at, survey.closes_at
    if opens is None:
        return "The survey has not opened yet."
    until = f" to {_day(closes)}" if closes else ""
    if opens > now:
        return f"The questionnaire is to be answered online from {_day(opens)}{until}."
    if closes and closes <= now:
        return f"The questionnaire could be answered online from {_day(opens)}{until}."
    return f"The questionnaire can be answered online from {_day(opens)}{until or ' on'}."


def _day(moment: datetime | None) -> str:
    return date_format(timezone.localtime(moment), "j F Y") if moment else ""


def _frame(status: Status) -> str:
    ineligible = status.total.frame - status.total.eligible
    sentence = f"The list holds {status.total.frame:,} organisations, each with one person who was asked to answer."
    return f"{sentence} {ineligible:,} of them were found to be outside the survey." if ineligible else sentence


def _mailings(survey: Survey) -> Iterator[Block]:
    sent = [each for each in progress.progress(survey) if each.sent]
    if sent:
        rows = tuple(RowText(each.title, (_day(each.due_at), f"{each.sent:,}")) for each in sent)
        yield Tabled(TableText("mailings", "Emails", "", ("Due", "Sent"), rows))


def _by(title: str, parts: tuple[Standing, ...] | list[Standing]) -> TableText:
    rows = tuple(
        RowText(part.label, (f"{part.eligible:,}", f"{part.complete:,}", str(part.rates[RATE].percent)))
        for part in parts
    )
    return TableText(title, title, "", ("Organisations", "Answered", "Response rate"), rows)

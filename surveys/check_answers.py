"""All answers of a respondent, section by section, each with the link that changes it."""

from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from surveys import compiling
from surveys.models import Response
from surveys.questionnaire import routing, summary
from surveys.questionnaire.definition import Answers
from surveys.questionnaire.routing import Path


@dataclass(frozen=True, slots=True)
class Row:
    """A line of templates/components/summary_list.html. It has the id of its first control: browsers carry the
    fragment of a change link through form and redirect, so that one lands on the line that was changed. The link is
    missing on a copy of what was sent."""

    id: str
    label: str
    values: tuple[str, ...]
    url: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Question:
    """`heading` is empty where the first line is the question's own answer and bears its text."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """`language` is for HTML's `lang`, where the texts are not in the language of the page."""

    title: str
    language: str
    questions: tuple[Question, ...]


def sections(response: Response, path: Path) -> list[Section]:
    """The sections on the path, in order, with the answers that are on it and a link that changes each."""
    return _sections(path, response.working_answers, response)


def sent(response: Response) -> list[Section]:
    """The same of what was sent, without links: a copy to keep."""
    asked = routing.route(compiling.compiled(response.survey.questionnaire), response.answers)
    return _sections(asked, response.answers, None)


def _sections(path: Path, answers: Answers, changed_at: Response | None) -> list[Section]:
    blocks = summary.blocks(path, routing.prune(path, answers), _)
    return [
        Section(
            section.title, compiling.other_language(section), tuple(_question(block, changed_at) for block in group)
        )
        for section, group in groupby(blocks, key=lambda block: block.page.section)
    ]


def _question(block: summary.Block, changed_at: Response | None) -> Question:
    text = f"{block.number}. {block.text}"
    address = reverse("surveys:page", args=[changed_at.public_id, block.page.code]) if changed_at else ""
    rows = tuple(
        Row(
            id=f"id_{row.control}" if address else "",
            label=row.label or text,
            values=row.values,
            url=f"{address}?then=check#id_{row.control}" if address else "",
            purpose=_("question %(number)s %(label)s") % {"number": block.number, "label": row.label},
        )
        for row in block.rows
    )
    return Question(text if block.rows[0].label else "", rows)

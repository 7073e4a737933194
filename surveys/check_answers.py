"""All answers of a respondent, section by section, each with the link that changes it."""

from dataclasses import dataclass

from django.urls import reverse

from surveys.models import Response
from surveys.questionnaire import routing, summary
from surveys.questionnaire.routing import Path


@dataclass(frozen=True, slots=True)
class Row:
    """A line of templates/components/summary_list.html. It has the id of its first control: browsers carry the
    fragment of a change link through form and redirect, so that one lands on the line that was changed."""

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
    title: str
    questions: tuple[Question, ...]


def sections(response: Response, path: Path) -> list[Section]:
    """The sections on the path, in order, with the answers that are on it."""
    found: dict[str, list[Question]] = {}
    for block in summary.blocks(path, routing.prune(path, response.answers)):
        found.setdefault(block.page.section.title, []).append(_question(response, block))
    return [Section(title, tuple(questions)) for title, questions in found.items()]


def _question(response: Response, block: summary.Block) -> Question:
    address = reverse("surveys:page", args=[response.public_id, block.page.code])
    text = f"{block.number}. {block.text}"
    rows = tuple(
        Row(
            id=f"id_{row.control}",
            label=row.label or text,
            values=row.values,
            url=f"{address}?then=check#id_{row.control}",
            purpose=f"question {block.number} {row.label}".strip(),
        )
        for row in block.rows
    )
    return Question(text if block.rows[0].label else "", rows)

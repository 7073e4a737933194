"""The report as a document: title, method, the sections with their tables and figures, and appendices."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from analysis import moments
from analysis.drawing import charts
from analysis.drawing.kinds import Kind
from analysis.outsiders import Asked
from analysis.rendering import in_words
from analysis.rendering.in_words import Section
from analysis.report import Report
from analysis.table import Table
from analysis.writing import method
from analysis.writing.document import Block, Bullets, Document, Heading, Paragraph, Picture, Quotation, Tabled
from contacts import frame
from contacts.tracking import standing
from surveys import outline
from surveys.models import Survey

MOST_BARS = 36  # of a picture: no more fit on a page


def document(survey: Survey, report: Report, asked: Asked, *, now: datetime) -> Document:
    """The whole report. Outsiders get no list of respondents."""
    blocks = [*method.blocks(survey, public=asked.is_public, now=now)]
    for section in in_words.sections(report):
        blocks += _section(section, report)
    blocks += _questionnaire(survey)
    if not asked.is_public:
        blocks += _respondents(survey)
    return Document(report.title, tuple(_front(survey, report, asked, now)), tuple(blocks))


def _front(survey: Survey, report: Report, asked: Asked, now: datetime) -> Iterator[str]:
    """What stands under the title."""
    rate = standing.status(survey, now=now).total.rates[method.RATE]
    yield f"Report on {report.responses:,} responses, a response rate of {rate.percent}"
    if asked.as_at:
        yield f"The answers as they stood at {moments.in_words(asked.as_at)}"
    if asked.is_public:
        yield (
            f"For publication: nothing is told of fewer than {asked.rules.base} respondents, and no count below "
            f"{asked.rules.cell} but 0"
        )
    yield f"Made on {moments.in_words(now)}"


def _section(section: Section, report: Report) -> Iterator[Block]:
    yield Heading(1, section.title)
    if section.sentences:
        yield Heading(2, "What the answers say")
        yield Bullets(section.sentences)
        yield Heading(2, "Tables and figures")
    figures = {figure.specification.heading.id: figure for figure in report.figures}
    for table in section.tables:
        if table.is_figure:
            figure = figures[table.id]
            yield from _pictures(figure, report.drawings[table.id].kind)
        else:
            yield Tabled(table)
    if section.quotations:
        yield Heading(2, "In respondents’ own words")
        yield from (Quotation(each.text, each.by) for each in section.quotations)


def _pictures(figure: Table, kind: Kind) -> Iterator[Picture]:
    """The figure; one that would be longer than a page in several pictures."""
    columns = len(figure.specification.columns)
    rows = max(1, MOST_BARS // columns) if kind is Kind.GROUPED else len(figure.cells) or 1
    for first in range(0, len(figure.cells) or 1, rows):
        part = _rows_of(figure, first, first + rows)
        caption = figure.specification.heading.title + (", continued" if first else "")
        yield Picture(caption, charts.drawn(part, kind), charts.described(part))


def _rows_of(figure: Table, first: int, last: int) -> Table:
    """These rows of it alone."""
    some = slice(first, last)
    heading = figure.specification.heading
    title = f"{heading.title}, continued" if first else heading.title
    specification = replace(
        figure.specification, heading=replace(heading, title=title), rows=figure.specification.rows[some]
    )
    base = replace(figure.base, by_row=figure.base.by_row[some])
    return replace(figure, specification=specification, cells=figure.cells[some], base=base)


def _questionnaire(survey: Survey) -> Iterator[Block]:
    yield Heading(1, "Appendix: the questionnaire")
    for section in outline.sections(survey.questionnaire):
        yield Heading(2, section.title)
        if section.only:
            yield Paragraph(f"{section.only}.")
        for question in section.questions:
            yield Heading(3, ". ".join(filter(None, (question.number, question.text))))
            yield from (Paragraph(f"{only}.") for only in question.only)
            yield Paragraph(f"{question.how}.")
            lines = [row.label for row in question.rows]
            if lines:
                yield Bullets(tuple(lines))
            answers = [answer.label for answer in question.answers]
            if answers and lines:
                yield Paragraph(f"Answers to each: {'; '.join(answers)}.")
            elif answers:
                yield Bullets(tuple(answers))


def _respondents(survey: Survey) -> Iterator[Block]:
    facts = frame.frame_facts()
    answered = frame.answered(survey)
    if answered:
        yield Heading(1, "Appendix: organisations that answered")
    for of_type, names in answered.items():
        yield Heading(2, f"{facts.type.label(of_type)} ({len(names):,})")
        yield Bullets(tuple(names))

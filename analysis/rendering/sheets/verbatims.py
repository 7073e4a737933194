"""Open answers word for word, with where they come from and the codes they were given."""

from collections.abc import Iterator, Sequence

from analysis.open_answers import reading
from analysis.open_answers.questions import open_questions
from contacts.spreadsheets.writing_workbooks import Book
from surveys.models import Survey
from surveys.questionnaire.definition import Option, option_of

TITLE = "Open answers"
HEADS = ("Response", "Variable", "Question", "Type", "Region", "Answer", "Codes", "Themes")


def write(book: Book, survey: Survey) -> None:
    """A row for each answer that was written."""
    book.records(TITLE, HEADS, _rows(survey), widths=(14, 16, 40, 18, 20, 80, 14, 50))


def _rows(survey: Survey) -> Iterator[list[str]]:
    facts = reading.fact_questions(survey)
    for question in open_questions(survey):
        for verbatim in reading.verbatims(survey, question):
            if verbatim.text:
                group = [
                    _label(facts[fact].options, verbatim.group.get(fact, "")) if fact in facts else ""
                    for fact in reading.FACTS
                ]
                themes = "; ".join(_label(question.frame.codes, code) for code in verbatim.codes)
                yield [
                    verbatim.reference,
                    question.variable,
                    question.text,
                    *group,
                    verbatim.text,
                    ";".join(verbatim.codes),
                    themes,
                ]


def _label(options: Sequence[Option], code: str) -> str:
    option = option_of(options, code)
    return (option.short or option.label) if option else code

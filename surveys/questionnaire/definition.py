"""A questionnaire as frozen data: the one form in which the rest of Canvass reads it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

Answer = str | int | float | bool | list[str] | None
Answers = Mapping[str, Answer]


class Kind(StrEnum):
    """How a question is answered."""

    TEXT = "text"
    LONG_TEXT = "long text"
    SINGLE = "single"
    MULTIPLE = "multiple"
    GRID = "grid"
    NUMBERS = "numbers"
    TICK = "tick"


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds when the answer to an earlier question is, or contains, one of the options."""

    question: str
    options: frozenset[str]

    def holds(self, answers: Answers) -> bool:
        answer = answers.get(self.question)
        chosen = answer if isinstance(answer, list) else [answer]
        return not self.options.isdisjoint(chosen)


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be chosen.

    `specify` adds an "other, please specify" text, `sub` a single-choice question that is asked
    of those who choose the option. `short` is the label in tables, `aliases` are other spellings
    that lists of organisations use.
    """

    code: str
    label: str
    short: str = ""
    hint: str = ""
    aliases: tuple[str, ...] = ()
    condition: Condition | None = None
    specify: bool = False
    sub: "Question | None" = None


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a grid or of a list of numbers."""

    code: str
    label: str
    short: str = ""
    hint: str = ""
    condition: Condition | None = None
    specify: bool = False
    required: bool = True


@dataclass(frozen=True, slots=True)
class CodeFrame:
    """The codes that researchers give to an open answer, and the name they are kept under."""

    code: str
    codes: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `fact` names what the sampling frame already knows of the answer:
    "name", "type" or "region"; it is offered, and the respondent confirms it."""

    code: str
    number: str
    kind: Kind
    text: str
    hint: str = ""
    introduction: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    options: tuple[Option, ...] = ()
    limit: int | None = None
    required: bool = True
    condition: Condition | None = None
    fact: str = ""
    code_frame: CodeFrame | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What is asked, validated and saved together."""

    code: str
    title: str
    questions: tuple[Question, ...]
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Pages under one title. `language` is empty where the texts are those of the file, else what they are translated
    into."""

    code: str
    title: str
    pages: tuple[Page, ...]
    condition: Condition | None = None
    language: str = ""


Part = Section | Page | Question | Item | Option


@dataclass(frozen=True, eq=False)
class Questionnaire:
    """A whole questionnaire. Compared by identity: a fielded version is compiled once. `translations` hold, by
    language, the text that stands at each address (`translating`); `language` is that of title, purpose, minutes and
    privacy, as in a section."""

    code: str
    title: str
    sections: tuple[Section, ...]
    version: int = 1
    purpose: tuple[str, ...] = ()
    minutes: str = ""
    privacy: tuple[str, ...] = ()
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    language: str = ""

    @property
    def pages(self) -> Iterator[Page]:
        """All pages, whatever their conditions, in order."""
        return (page for section in self.sections for page in section.pages)

    @property
    def questions(self) -> Iterator[Question]:
        """All questions, whatever their conditions, in order; sub-questions are not among them."""
        return (question for page in self.pages for question in page.questions)

    def question(self, code: str) -> Question:
        """The question of that code; KeyError if there is none."""
        for question in self.questions:
            if question.code == code:
                return question
        raise KeyError(code)

    def question_of_fact(self, fact: str) -> Question | None:
        """The question that confirms this fact of the frame, if one does."""
        return next((question for question in self.questions if question.fact == fact), None)


def option_of(options: Sequence[Option], code: object) -> Option | None:
    """The option of that code, if it is among these."""
    return next((option for option in options if option.code == code), None)

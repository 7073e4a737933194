"""A questionnaire as frozen data: the one form in which the rest of Canvass reads it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

Answer = str | int | float | bool | list[str] | None
Answers = Mapping[str, Answer]
Chosen = TypeVar("Chosen", bound="Option")


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
class Theme(Option):
    """One code of a code frame. `under` is the code of the theme that it is a sub-theme of; `edition` that of the code
    frames in which it came in, 0 for what the questionnaire came with. A `listed` one is no theme but an option of the
    question itself, to which an “other” can be put back. `retired` ones are given no more."""

    under: str = ""
    edition: int = 0
    listed: bool = False
    retired: bool = False


@dataclass(frozen=True, slots=True)
class CodeFrame:
    """The codes that researchers give to an open answer, and the name they are kept under."""

    code: str
    codes: tuple[Theme, ...]

    @property
    def listed(self) -> frozenset[str]:
        """The codes of its options of the question itself."""
        return frozenset(code.code for code in self.codes if code.listed)

    @property
    def themes(self) -> tuple[Theme, ...]:
        """Its themes, each followed by its sub-themes; what is no theme but a listed option is left out."""
        own = [code for code in self.codes if not code.listed]
        return tuple(each for top in own if not top.under for each in (top, *(t for t in own if t.under == top.code)))


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `fact` names what the sampling frame already knows of the answer:
    "name", "type" or "region"; it is offered, and the respondent confirms it. `code_frame` is that of a long text,
    `other_frames` are those of the texts behind its options and lines, each with the name of its control."""

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
    other_frames: tuple[tuple[str, CodeFrame], ...] = ()

    @property
    def frames(self) -> Mapping[str, CodeFrame]:
        """Its code frames by the name of the control that holds the text."""
        own = {self.code: self.code_frame} if self.code_frame else {}
        return {**own, **dict(self.other_frames)}


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


def option_of(options: Sequence[Chosen], code: object) -> Chosen | None:
    """The option of that code, if it is among these."""
    return next((option for option in options if option.code == code), None)

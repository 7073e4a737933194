"""What is wrong with the answers to a page, and what they are once read."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from surveys.questionnaire.controls import Control, ControlKind
from surveys.questionnaire.definition import Answer, Answers, Question
from surveys.questionnaire.routing import AskedPage, Path, answers_on

Raw = Mapping[str, object]

LINE_LENGTH = 250
TEXT_LENGTH = 10_000
LARGEST_NUMBER = Decimal(9_999)
NUMBER = re.compile(r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]*)(?:[.,](?P<part>[0-9]{1,2}))?(?P<vulgar>[¼½¾])?")
VULGAR = {"¼": Decimal("0.25"), "½": Decimal("0.5"), "¾": Decimal("0.75")}
UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
UNPRINTABLE_MESSAGE = (
    "Your answer held characters that cannot be shown. They are taken out here: check the text and continue"
)
MISSING, TOO_MANY, NOT_OFFERED, NOT_READABLE = "missing", "too many", "not offered", "not readable"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one control, as a code for programs and a sentence for people."""

    control: str
    code: str
    message: str


class Reading(NamedTuple):
    """What a raw value was read as, and what is wrong with it."""

    answer: Answer
    code: str = ""
    message: str = ""


class Page(NamedTuple):
    """All answers of a page as read, and its problems in the order of the page."""

    answers: dict[str, Answer]
    problems: tuple[Problem, ...]


def read_page(page: AskedPage, raw: Raw) -> Page:
    """Read what was given for the controls of a page: texts, or lists of texts, of which a multiple choice reads all
    and any other control the last. Every control of the page gets an answer; None and [] mean that it was left blank.
    What hangs on an option that was not chosen cannot be a problem."""
    answers: dict[str, Answer] = {}
    problems = []
    for control in page.controls:
        reading = read(control, raw.get(control.name))
        asked = control.asked(answers)
        answers[control.name] = reading.answer if asked or not reading.code else None
        if reading.code and asked:
            problems.append(Problem(control.name, reading.code, reading.message))
    return Page(answers, tuple(problems))


def page_problems(page: AskedPage, answers: Answers) -> tuple[Problem, ...]:
    """What is wrong with saved answers now that the path may have changed. Options that are no
    longer offered simply do not count."""
    return read_page(page, answers_on(page.controls, answers)).problems


def first_incomplete(path: Path, answers: Answers) -> AskedPage | None:
    """The first page that is not yet answered as it must be; None when all are."""
    for page in path:
        if not page.seen(answers) or page_problems(page, answers):
            return page
    return None


def read(control: Control, value: object) -> Reading:
    """One control's raw value as an answer, or what is wrong with it."""
    reading = READERS[control.kind](control, value)
    if reading.answer in (None, []) and not reading.code and control.required:
        return Reading(reading.answer, MISSING, MISSING_MESSAGES[control.kind](control))
    return reading


def without_unprintable(text: str) -> str:
    """The text without characters that neither a page nor a spreadsheet can hold."""
    return UNPRINTABLE.sub("", text)


def _text(value: object) -> str:
    """A value as text, the last one of a list. A vertical tab or form feed, as Word pastes them, is a line break."""
    if isinstance(value, list | tuple):
        value = value[-1] if value else None
    text = "" if value is None else str(value)
    return re.sub("\r\n?|[\v\f]", "\n", text)


def _read_text(control: Control, value: object) -> Reading:
    text = _text(value)
    printable = without_unprintable(text).strip()
    limit = LINE_LENGTH if control.kind is ControlKind.TEXT else TEXT_LENGTH
    if control.kind is ControlKind.TEXT:
        printable = " ".join(printable.split())
    if UNPRINTABLE.search(text):
        message = (
            "Your answer held characters that cannot be shown. They are taken out here: check the text and continue"
        )
        return Reading(printable or None, NOT_READABLE, message)
    if len(printable) > limit:
        message = f"Your answer must be {limit:,} characters or fewer; it has {len(printable):,}"
        return Reading(printable, "too long", message)
    return Reading(printable or None)


def _read_number(control: Control, value: object) -> Reading:
    text = _text(value).strip()
    if not text:
        return Reading(None)
    match = NUMBER.fullmatch(text.replace(" ", ""))
    if not match or not any(match.groups()):
        message = f"{_name(control)}: enter a number such as 2 or 0.5"
        return Reading(text, NOT_READABLE, message)
    number = Decimal(f"{match['whole'].replace(',', '') or 0}.{match['part'] or 0}")
    number += VULGAR[match["vulgar"]] if match["vulgar"] else 0
    if number > LARGEST_NUMBER:
        message = f"{_name(control)}: enter a number of {LARGEST_NUMBER:,} or less"
        return Reading(text, NOT_READABLE, message)
    return Reading(int(number) if number == number.to_integral() else float(number))


def _read_choice(control: Control, value: object) -> Reading:
    code = _text(value).strip()
    if not code:
        return Reading(None)
    if code not in {option.code for option in control.options}:
        return Reading(None, NOT_OFFERED, "Select one of the answers listed")
    return Reading(code)


def _read_choices(control: Control, value: object) -> Reading:
    given = set(map(_text, value if isinstance(value, list | tuple) else [value] if value else []))
    chosen = [option.code for option in control.options if option.code in given]
    if len(given) > len(chosen):
        return Reading(list(chosen), NOT_OFFERED, "Select only from the answers listed")
    if control.limit and len(chosen) > control.limit:
        message = f"Select up to {_word(control.limit)}; you selected {len(chosen)}"
        return Reading(list(chosen), TOO_MANY, message)
    return Reading(list(chosen))


def _read_tick(control: Control, value: object) -> Reading:
    text = _text(value).strip().lower()
    if text not in {"", "1", "0", "on", "true", "false"}:
        return Reading(None, NOT_OFFERED, "Tick the box or leave it")
    return Reading(text in {"1", "on", "true"})


READERS: dict[ControlKind, Callable[[Control, object], Reading]] = {
    ControlKind.TEXT: _read_text,
    ControlKind.LONG_TEXT: _read_text,
    ControlKind.CHOICE: _read_choice,
    ControlKind.CHOICES: _read_choices,
    ControlKind.NUMBER: _read_number,
    ControlKind.TICK: _read_tick,
}


def _name(control: Control) -> str:
    return control.item.label if control.item else control.label


def _missing_choice(control: Control) -> str:
    return f"Select an answer for {_name(control)}" if control.item else "Select one answer"


def _missing_choices(control: Control) -> str:
    return f"Select up to {_word(control.limit)}" if control.limit else "Select at least one answer"


def _missing_number(control: Control) -> str:
    return f"{_name(control)}: enter a number, 0 where there are none"


MISSING_MESSAGES: dict[ControlKind, Callable[[Control], str]] = {
    ControlKind.TEXT: lambda control: f"Enter an answer to “{_short(control.question)}”",
    ControlKind.LONG_TEXT: lambda control: "Enter an answer",
    ControlKind.CHOICE: _missing_choice,
    ControlKind.CHOICES: _missing_choices,
    ControlKind.NUMBER: _missing_number,
    ControlKind.TICK: lambda control: "Tick the box",
}


def _short(question: Question) -> str:
    return question.text.rstrip(":.? ")


def _word(number: int) -> str:
    words = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return words[number] if number < len(words) else str(number)

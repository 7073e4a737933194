"""What is wrong with the answers to a page, and what they are once read."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from surveys.questionnaire.controls import Control, ControlKind
from surveys.questionnaire.definition import Answer, Answers
from surveys.questionnaire.routing import AskedPage, Key, Path, answers_on, as_key, from_key
from surveys.questionnaire.saying import Saying, say

Raw = Mapping[str, object]

LINE_LENGTH = 250
TEXT_LENGTH = 10_000
LARGEST_NUMBER = Decimal(9_999)
NUMBER = re.compile(r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]*)(?:[.,](?P<part>[0-9]{1,2})|(?P<vulgar>[¼½¾]))?")
VULGAR = {"¼": Decimal("0.25"), "½": Decimal("0.5"), "¾": Decimal("0.75")}
UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
UNSEEN = " \n\t\u200b\u200c\u200d\u2060\ufeff"  # at either end of a text these say nothing
UNPRINTABLE_SAYING = say(
    "your answer held characters that cannot be shown. They are taken out here: check the text and continue"
)
MISSING, TOO_MANY, TOO_LONG = "missing", "too many", "too long"
NOT_OFFERED, NOT_READABLE, NOT_PRINTABLE = "not offered", "not readable", "not printable"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one control, as a code for programs and a sentence for people."""

    control: str
    code: str
    sentence: Saying

    @property
    def message(self) -> str:
        """The sentence in English."""
        return str(self.sentence)


class Reading(NamedTuple):
    """What a raw value was read as, and what is wrong with it."""

    answer: Answer
    code: str = ""
    sentence: Saying = Saying("")

    @property
    def message(self) -> str:
        """The sentence in English."""
        return str(self.sentence)


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
            problems.append(Problem(control.name, reading.code, reading.sentence))
    return Page(answers, tuple(problems))


def is_complete(page: AskedPage, answers: Answers) -> bool:
    """Whether the page is answered as it must be, now that the path may have changed. Options that are no longer
    offered simply do not count."""
    return page.seen(answers) and _is_right(page, as_key(answers, (control.name for control in page.controls)))


@lru_cache(maxsize=4096)
def _is_right(page: AskedPage, given: Key) -> bool:
    """Remembered, since each request looks at all pages of a path and changes the answers to one."""
    return not read_page(page, answers_on(page.controls, from_key(given))).problems


def first_incomplete(path: Path, answers: Answers) -> AskedPage | None:
    """The first page that is not yet answered as it must be; None when all are."""
    return next((page for page in path if not is_complete(page, answers)), None)


def read(control: Control, value: object) -> Reading:
    """One control's raw value as an answer, or what is wrong with it: the sentence begins with what it is about."""
    reading = READERS[control.kind](control, value)
    if reading.answer in (None, []) and not reading.code and control.required:
        reading = Reading(reading.answer, MISSING, MISSING_SAYINGS[control.kind](control))
    if not reading.code:
        return reading
    return reading._replace(sentence=say("%(about)s: %(wrong)s", about=_name(control), wrong=reading.sentence))


def as_typed(control: Control, value: object) -> str | list[str]:
    """A raw value as a draft keeps it, unjudged: of several boxes a list, of anything else one text."""
    if control.kind is ControlKind.CHOICES:
        several = value if isinstance(value, list | tuple) else [value] if value else []
        return [without_unprintable(_text(each)) for each in several]
    return without_unprintable(_text(value))


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
    printable = without_unprintable(text).strip().strip(UNSEEN)
    limit = LINE_LENGTH if control.kind is ControlKind.TEXT else TEXT_LENGTH
    if control.kind is ControlKind.TEXT:
        printable = " ".join(printable.split())
    if UNPRINTABLE.search(text):
        return Reading(printable or None, NOT_PRINTABLE, UNPRINTABLE_SAYING)
    if len(printable) > limit:
        told = {"limit": f"{limit:,}", "length": f"{len(printable):,}"}
        sentence = say("your answer must be %(limit)s characters or fewer; it has %(length)s", **told)
        return Reading(printable, TOO_LONG, sentence)
    return Reading(printable or None)


def _read_number(control: Control, value: object) -> Reading:
    text = _text(value).strip()
    if not text:
        return Reading(None)
    match = NUMBER.fullmatch("".join(text.split()))
    if not match or not any(match.groups()):
        sentence = say("enter a number with at most two decimals, such as 2 or 0.5")
        return Reading(text, NOT_READABLE, sentence)
    number = Decimal(f"{match['whole'].replace(',', '') or 0}.{match['part'] or 0}")
    number += VULGAR[match["vulgar"]] if match["vulgar"] else 0
    if number > LARGEST_NUMBER:
        sentence = say("enter a number of %(largest)s or less", largest=f"{LARGEST_NUMBER:,}")
        return Reading(text, NOT_READABLE, sentence)
    return Reading(int(number) if number == number.to_integral() else float(number))


def _read_choice(control: Control, value: object) -> Reading:
    code = _text(value).strip()
    if not code:
        return Reading(None)
    if code not in {option.code for option in control.options}:
        return Reading(None, NOT_OFFERED, say("select one of the answers listed"))
    return Reading(code)


def _read_choices(control: Control, value: object) -> Reading:
    given = set(map(_text, value if isinstance(value, list | tuple) else [value] if value else []))
    chosen = [option.code for option in control.options if option.code in given]
    if len(given) > len(chosen):
        return Reading(list(chosen), NOT_OFFERED, say("select only answers that are listed"))
    if control.limit and len(chosen) > control.limit:
        told = {"limit": _word(control.limit), "number": len(chosen)}
        sentence = say("select up to %(limit)s; you selected %(number)s", **told)
        return Reading(list(chosen), TOO_MANY, sentence)
    return Reading(list(chosen))


def _read_tick(control: Control, value: object) -> Reading:
    text = _text(value).strip().lower()
    if text not in {"", "1", "0", "on", "true", "false"}:
        return Reading(None, NOT_OFFERED, say("tick the box or leave it"))
    return Reading(text in {"1", "on", "true"})


READERS: dict[ControlKind, Callable[[Control, object], Reading]] = {
    ControlKind.TEXT: _read_text,
    ControlKind.LONG_TEXT: _read_text,
    ControlKind.CHOICE: _read_choice,
    ControlKind.CHOICES: _read_choices,
    ControlKind.NUMBER: _read_number,
    ControlKind.TICK: _read_tick,
}


def _name(control: Control) -> str | Saying:
    """What the sentence is about: the line, the option that opened a box, or the question by its number."""
    return control.label or say("Question %(number)s", number=control.question.number)


def _missing_choices(control: Control) -> Saying:
    if not control.limit:
        return say("select at least one answer")
    return say("select at least one answer, and up to %(limit)s", limit=_word(control.limit))


MISSING_SAYINGS: dict[ControlKind, Callable[[Control], Saying]] = {
    ControlKind.TEXT: lambda control: say("enter an answer"),
    ControlKind.LONG_TEXT: lambda control: say("enter an answer"),
    ControlKind.CHOICE: lambda control: say("select one answer"),
    ControlKind.CHOICES: _missing_choices,
    ControlKind.NUMBER: lambda control: say("enter a number, 0 where there are none"),
    ControlKind.TICK: lambda control: say("tick the box"),
}
WORDS = (
    *(say("none"), say("one"), say("two"), say("three"), say("four")),
    *(say("five"), say("six"), say("seven"), say("eight"), say("nine")),
)


def _word(number: int) -> Saying | int:
    return WORDS[number] if number < len(WORDS) else number

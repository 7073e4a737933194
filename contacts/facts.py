"""The types and regions that there are, and how lists of organisations spell them. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from surveys.questionnaire.definition import Option, Questionnaire


@dataclass(frozen=True)
class Fact:
    """Something that the frame knows of an organisation, as one of the options of a question."""

    name: str
    options: tuple[Option, ...]

    def code(self, text: str) -> str | None:
        """The code of the option that the text names: by its code, label, short label or an alias, whatever the case
        and punctuation; None where it names none."""
        return self._codes.get(_folded(text))

    def label(self, code: str) -> str:
        """The option's name in lists and tables; the code itself where there is no such option."""
        return next((option.short or option.label for option in self.options if option.code == code), code)

    @property
    def listed(self) -> str:
        """All that can be entered, for a message."""
        return ", ".join(f"{option.label} ({option.code})" for option in self.options)

    @cached_property
    def _codes(self) -> dict[str, str]:
        """Spelling to code; where two options share one, the first has it, and a code comes before any label."""
        spellings = [(_folded(option.code), option.code) for option in self.options]
        spellings += [(_folded(text), option.code) for option in self.options for text in _spellings(option)]
        return dict(reversed(spellings))


@dataclass(frozen=True)
class Facts:
    type: Fact
    region: Fact


NONE = Facts(Fact("type", ()), Fact("region", ()))


def facts(questionnaire: Questionnaire) -> Facts:
    """What this questionnaire's frame knows besides names; without options where it asks for none."""
    return Facts(*(Fact(name, _options(questionnaire, name)) for name in ("type", "region")))


def _options(questionnaire: Questionnaire, name: str) -> tuple[Option, ...]:
    question = questionnaire.question_of_fact(name)
    return question.options if question else ()


def _spellings(option: Option) -> Iterator[str]:
    yield option.label
    yield from option.aliases
    if option.short:
        yield option.short


def _folded(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", text.casefold().replace("&", " and "))

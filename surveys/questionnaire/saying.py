"""Sentences for people that can be said in another language: a template, and what goes into it.

The engine knows no catalogue of translations; whoever shows a sentence hands over the function that translates.
"""

from collections.abc import Callable
from dataclasses import dataclass

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Saying:
    """A template with %(name)s for each value. A value that is a saying itself is translated too; any other is not."""

    template: str
    values: tuple[tuple[str, object], ...] = ()

    def said(self, translate: Translate) -> str:
        """The sentence in the language that `translate` gives for templates."""
        values = {name: value.said(translate) if isinstance(value, Saying) else value for name, value in self.values}
        return translate(self.template) % values if values else translate(self.template)

    def __str__(self) -> str:
        return self.said(str)


def say(template: str, **values: object) -> Saying:
    """The saying of this template; it is collected for translation by this name."""
    return Saying(template, tuple(values.items()))

"""The fields of the builder's form: questions, some of their answers, limits of bands, levels of confidence."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from analysis.crosstabs.dimensions import USUAL_LIMITS, Dimension, Limits, Shape

TICKED = "on"  # by addresses from when there was one level
MOST_LIMITS, HIGHEST_LIMIT = 12, 10**6
WRITTEN = _("In an address %(name)s is written “%(code)s”.")
NOT_THERE = _("This questionnaire has no question “%(value)s”. It may have another name in another version.")
IS_TEXT = _("%(name)s is open text. Code its answers first: then its themes can be tabulated.")
IS_GRID = _("%(name)s has several lines. Choose one of them, or have it as rows.")
IS_NUMBERS = _(
    "%(name)s asks for numbers. These can be rows, of which means and medians are shown. "
    "Here it can be one of them, in bands."
)
WHY_NOT = {Shape.TEXT: IS_TEXT, Shape.GRID: IS_GRID, Shape.NUMBERS: IS_NUMBERS}


class DimensionField(forms.ChoiceField):
    """One question, or a line of it; `shapes` are what can stand here."""

    def __init__(self, label: Any, offered: Mapping[str, Dimension], *, shapes: frozenset[Shape], **parts: Any) -> None:
        self.offered, self.shapes = offered, shapes
        fitting = [(each.code, _short(each)) for each in offered.values() if each.shape in shapes]
        empty = [("", parts.pop("nothing", _("Choose a question")))]
        super().__init__(label=label, choices=empty + fitting, error_messages={"invalid_choice": NOT_THERE}, **parts)

    def valid_value(self, value: Any) -> bool:
        return value in self.offered

    def clean(self, value: Any) -> Dimension | None:
        named = (each for each in self.offered.values() if value and each.name.casefold() == str(value).casefold())
        meant = None if value in self.offered else next(named, None)
        if meant and meant.shape is not Shape.TEXT:
            raise ValidationError(WRITTEN, params={"name": meant.name, "code": meant.code})
        code = meant.code if meant else super().clean(value)
        if not code:
            return None
        found = self.offered[code]
        if found.shape not in self.shapes:
            raise ValidationError(WHY_NOT[found.shape], params={"name": found.name})
        return found


class LimitsField(forms.Field):
    """The limits of the bands that numbers fall into, each higher than the one before."""

    def to_python(self, value: Any) -> Limits:
        return limits_of(value or "")


def limits_of(text: str) -> Limits:
    """The limits that are written with commas between them, or the usual ones where none are. Raises
    ValidationError."""
    try:
        limits = tuple(Decimal(part.strip()) + 0 for part in text.split(",") if part.strip())  # -0 is 0
    except InvalidOperation:
        limits = (Decimal("NaN"),)
    if not all(limit.is_finite() and 0 <= limit < HIGHEST_LIMIT for limit in limits):
        raise ValidationError(
            _("Write numbers from 0 to under %(highest)s with commas between them, as 0, 1, 2, 5."),
            params={"highest": f"{HIGHEST_LIMIT:,}"},
        )
    if len(limits) > MOST_LIMITS:
        raise ValidationError(_("Write no more than %(most)d limits."), params={"most": MOST_LIMITS})
    if any(low >= high for low, high in pairwise(limits)):
        raise ValidationError(_("Write the limits from the lowest to the highest, each once."))
    return limits or USUAL_LIMITS


class LevelField(forms.ChoiceField):
    """A level of confidence in per cent; 0 for none."""

    def to_python(self, value: Any) -> str:
        return "95" if value == TICKED else super().to_python(value)

    def clean(self, value: Any) -> int:
        return int(super().clean(value) or 0)


class AnswersField(forms.MultipleChoiceField):
    """Some of the answers of a question, each as “question:answer”: those of a question that was chosen before are
    passed over."""

    def __init__(self, label: Any, dimension: Dimension | None, **parts: Any) -> None:
        self.dimension = dimension
        categories = dimension.categories if dimension else ()
        choices = [(f"{dimension.code}:{each.code}", each.label) for each in categories] if dimension else []
        super().__init__(
            label=label,
            choices=choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": _("This question has no answer “%(value)s”.")},
            **parts,
        )

    def to_python(self, value: Any) -> list[str]:
        code = self.dimension.code if self.dimension else ""
        return [each for each in super().to_python(value) if each.partition(":")[0] == code]

    def clean(self, value: Any) -> frozenset[str]:
        return frozenset(each.partition(":")[2] for each in super().clean(value))


def _short(dimension: Dimension, longest: int = 90) -> str:
    text = dimension.label if len(dimension.label) <= longest else f"{dimension.label[: longest - 1]}…"
    return f"{dimension.name}: {text}"

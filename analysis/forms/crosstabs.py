"""The builder's form. It is sent by GET, so that the address of a crosstab is the crosstab."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from analysis.crosstabs.definition import Comparison, Correction, Definition, Filter, Net, Order, Show
from analysis.crosstabs.dimensions import USUAL_LIMITS, Limits, Shape, dimensions
from analysis.forms.asking import MomentField
from analysis.forms.dimensions import AnswersField, DimensionField, LevelField, LimitsField, limits_of
from analysis.forms.naming import NameField
from analysis.models.crosstabs import LONGEST_NAME
from contacts.facts import Facts
from surveys.questionnaire.definition import Questionnaire

NETS = ("1", "2")
FILTERS = {"1": _("Only those who answered"), "2": _("And of these, only those who answered")}
LAYERS = {"1": _("A table for each answer to"), "2": _("And for each answer to")}
ALPHAS = [
    ("", _("No test")),
    ("5", _("At 5%")),
    ("5-10", _("At 5%, and at 10% with small letters")),
    ("10", _("At 10%")),
    ("1", _("At 1%")),
]
LEVELS = [("", _("None")), ("95", "95%"), ("90", "90%"), ("99", "99%")]
LONGEST_NET = 80
BOXES, TOP_TWO = 2, _("Top two boxes")
SHOWN_OF_ANSWERS = [
    (Show.COUNT, _("Count")),
    (Show.COLUMN, _("Column %")),
    (Show.ROW, _("Row %")),
    (Show.TOTAL, _("Total %")),
]
SHOWN_OF_NUMBERS = [(Show.MEAN, _("Mean")), (Show.MEDIAN, _("Median")), (Show.QUARTILES, _("Quartiles"))]
USUAL_OF_ANSWERS = _("Where none is ticked: count and column %.")
USUAL_OF_NUMBERS = _("Where none is ticked: the mean.")
ORDERS = [
    (Order.QUESTIONNAIRE, _("As in the questionnaire")),
    (Order.MOST_FIRST, _("Most first")),
    (Order.FEWEST_FIRST, _("Fewest first")),
]
OF_SOME = re.compile("survey|page|counted|left_out|undecided|top|net_[12](_of)?|filter_[12]_of")
UNUSED = (Order.QUESTIONNAIRE, Correction.NONE)
CORRECTIONS = [
    (Correction.NONE, _("None")),
    (Correction.HOLM, _("Holm")),
    (Correction.BONFERRONI, _("Bonferroni")),
]
NOT_UNDERSTOOD = _("This address has what a crosstab does not understand: %(names)s.")
NO_SUCH_PERCENT = _("Each line of a grid has a base of its own, so that count and column % are all that can be shown.")
ONLY_COUNTED = _("By columns a grid shows the answers that are counted. Choose these there, or take the columns away.")
LEFT_OUT = _("“%(labels)s” is left out of the base, so it cannot be counted.")
NOTHING_LEFT = _("Every answer in this net is left out of the base, so that nothing is left to count.")
NAME_IS_TAKEN = _("A row is called “%(name)s” already. Give the net another name.")
ANYTHING_COUNTED = frozenset({Shape.ONE, Shape.SEVERAL, Shape.GRID, Shape.NUMBERS})
ANSWERS = frozenset({Shape.ONE, Shape.SEVERAL})


@dataclass(frozen=True)
class FormPart:
    """Some fields under what they are for."""

    summary: str | Promise
    fields: list[forms.BoundField]

    @property
    def is_used(self) -> bool:
        """Whether any of them is filled in, or has a mistake."""
        return any(field.errors or (field.data and field.data not in UNUSED) for field in self.fields)


class CrosstabForm(forms.Form):
    """What is tabulated by what. Bound to the address; without rows in it nothing is asked for yet."""

    def __init__(self, sent: Any, questionnaire: Questionnaire, facts: Facts) -> None:
        super().__init__(sent)
        self.fields["bands"] = LimitsField(
            label=_("Limits of the bands that numbers fall into"), help_text=_("As 0, 1, 2, 5"), required=False
        )
        self.offered = offered = dimensions(questionnaire, facts, _readable_limits(sent.get("bands", "")))
        self.rows = offered.get(sent.get("rows", ""))
        self._add_questions()
        self._add_answers()
        self._add_choices()

    def _add_questions(self) -> None:
        rows = DimensionField(_("Rows"), self.offered, shapes=ANYTHING_COUNTED)
        rows.error_messages["required"] = _("Choose what the rows are")
        self.fields["rows"] = rows
        self.fields["columns"] = self._optional(_("Columns"), _("All respondents together"))
        for number, label in LAYERS.items():
            self.fields[f"layer_{number}"] = self._optional(label, _("No layers"))
        for number, label in FILTERS.items():
            self.fields[f"filter_{number}"] = self._optional(label, _("Everybody"))

    def _optional(self, label: Any, nothing: Any) -> DimensionField:
        return DimensionField(label, self.offered, shapes=ANSWERS, required=False, nothing=nothing)

    def _add_answers(self) -> None:
        for number in FILTERS:
            chosen = self.offered.get(self.data.get(f"filter_{number}", ""))
            if chosen:
                label = _("Answers to %(name)s that are kept") % {"name": chosen.name}
                self.fields[f"filter_{number}_of"] = AnswersField(label, chosen)
        if self.rows is None or not self.rows.categories:
            return
        if self.rows.shape is Shape.GRID:
            hint = _("Needed where there are columns: the share who gave one of these is shown for each line.")
            self.fields["counted"] = AnswersField(_("Answers that are counted"), self.rows, help_text=hint)
        self.fields["left_out"] = AnswersField(_("Answers left out of the base"), self.rows)
        if self.rows.undecided:
            self.fields["undecided"] = forms.BooleanField(
                label=_("Leave “don’t know” and “not applicable” out of the base"), required=False
            )
        self.fields["top"] = forms.BooleanField(label=_("Top two boxes as a net"), required=False)
        for number in NETS:
            self.fields[f"net_{number}"] = NameField(label=_("Name of a net"), max_length=LONGEST_NET, required=False)
            self.fields[f"net_{number}_of"] = AnswersField(_("Answers in it"), self.rows)

    def _add_choices(self) -> None:
        of_numbers = self.rows is not None and self.rows.shape is Shape.NUMBERS
        shown, usually = (SHOWN_OF_NUMBERS, USUAL_OF_NUMBERS) if of_numbers else (SHOWN_OF_ANSWERS, USUAL_OF_ANSWERS)
        self.fields["show"] = forms.MultipleChoiceField(
            label=_("Numbers shown"),
            help_text=usually,
            choices=shown,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["order"] = forms.ChoiceField(label=_("Order of the rows"), choices=ORDERS, required=False)
        self.fields["answered_only"] = forms.BooleanField(label=_("Leave blanks out of the base"), required=False)
        self.fields["hide_empty"] = forms.BooleanField(label=_("Hide empty rows and columns"), required=False)
        self.fields["weighted"] = forms.BooleanField(
            label=_("Weight to the type and region of the whole list"), required=False
        )
        self.fields["intervals"] = LevelField(label=_("Confidence intervals"), choices=LEVELS, required=False)
        self.fields["test"] = forms.ChoiceField(label=_("Compare columns"), choices=ALPHAS, required=False)
        self.fields["correction"] = forms.ChoiceField(
            label=_("Correction for many comparisons"), choices=CORRECTIONS, required=False
        )
        self.fields["finite"] = forms.BooleanField(label=_("Finite-population correction"), required=False)
        self.fields["as_at"] = MomentField()

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        named = ("rows", "columns", *(f"layer_{number}" for number in LAYERS))
        seen: set[str] = set()
        for name in named:
            dimension = cleaned.get(name)
            if dimension and dimension.code in seen:
                self.add_error(name, _("%(name)s stands in this crosstab already.") % {"name": dimension.name})
            seen |= {dimension.code} if dimension else set()
        for number in FILTERS:
            dimension = cleaned.get(f"filter_{number}")
            if dimension and not cleaned.get(f"filter_{number}_of"):
                message = _("Select the answers to %(name)s that are kept.") % {"name": dimension.name}
                self.add_error(f"filter_{number}_of", message)
        self._check_address()
        self._check_nets(cleaned)
        self._check_grid(cleaned)
        self._check_test(cleaned)
        return cleaned

    def _check_address(self) -> None:
        """Nothing is passed over that somebody may have meant, but for parts of questions that are not chosen now."""
        strange = [name for name in self.data if name not in self.fields and not OF_SOME.fullmatch(name)]
        if strange:
            self.add_error(None, ValidationError(NOT_UNDERSTOOD, params={"names": ", ".join(strange)}))

    def _check_test(self, cleaned: Mapping[str, Any]) -> None:
        """Columns are compared by what stands in them, of which the list must know how many there are."""
        if self.rows is None:
            return
        if not cleaned.get("test"):
            if cleaned.get("finite") or cleaned.get("correction", "") not in {"", Correction.NONE}:
                self.add_error("test", _("Choose a level at which columns are compared, or take the correction away."))
            return
        columns, shown = cleaned.get("columns"), set(map(Show, cleaned.get("show", ())))
        if columns is None:
            self.add_error("columns", _("Choose the columns that are to be compared."))
        elif cleaned.get("finite") and columns.fact not in {"type", "region"}:
            message = _(
                "How many there are in all is known by type and by region only. Choose one of these as columns."
            )
            self.add_error("finite", message)
        if self.rows.shape is Shape.NUMBERS:
            if shown and Show.MEAN not in shown:
                self.add_error("show", _("It is means that are compared. Show them, or do not compare columns."))
        elif shown and Show.COLUMN not in shown:
            self.add_error("show", _("It is column percentages that are compared. Show them too."))

    def _check_nets(self, cleaned: Mapping[str, Any]) -> None:
        taken = {each.label.casefold() for each in self.rows.categories} if self.rows else set()
        taken |= {str(TOP_TWO).casefold()} if cleaned.get("top") else set()
        for number in NETS:
            name, field = cleaned.get(f"net_{number}", ""), f"net_{number}"
            of = cleaned.get(f"{field}_of")
            if name and not of:
                self.add_error(f"{field}_of", _("Select the answers in this net."))
            elif of and of <= self._left_out:
                self.add_error(f"{field}_of", NOTHING_LEFT)
            if of and not name and field not in self.errors:
                self.add_error(field, _("Give this net a name."))
            if name.casefold() in taken:
                self.add_error(field, ValidationError(NAME_IS_TAKEN, params={"name": name}))
            taken |= {name.casefold()} if name else set()
        if self.rows and self._left_out and self._left_out == {category.code for category in self.rows.categories}:
            self.add_error("left_out", _("Every answer is left out, so nothing is left to count."))

    def _check_grid(self, cleaned: Mapping[str, Any]) -> None:
        """The lines of a grid have bases of their own, and by columns one number each."""
        if self.rows is None or self.rows.shape is not Shape.GRID:
            return
        if {Show.ROW, Show.TOTAL} & set(cleaned.get("show", ())):
            self.add_error("show", NO_SUCH_PERCENT)
        if not cleaned.get("columns"):
            return
        if not cleaned.get("counted"):
            self.add_error("counted", _("Select the answers that are counted, such as the first two."))
        in_vain = cleaned.get("counted", frozenset()) & self._left_out
        nobody = [each.label for each in self.rows.categories if each.code in in_vain]
        if nobody:
            self.add_error("counted", ValidationError(LEFT_OUT, params={"labels": "”, “".join(nobody)}))
        for field in ("top", *(f"net_{number}" for number in NETS)):
            if cleaned.get(field):
                self.add_error(field, ONLY_COUNTED)

    @property
    def definition(self) -> Definition:
        """What is asked for; only of a form that is valid."""
        chosen = self.cleaned_data
        rows = chosen["rows"]
        layers = tuple(chosen[name] for name in ("layer_1", "layer_2") if chosen[name])
        filters = tuple(
            Filter(chosen[f"filter_{number}"], chosen[f"filter_{number}_of"])
            for number in FILTERS
            if chosen[f"filter_{number}"]
        )
        return Definition(
            rows=rows,
            columns=chosen["columns"],
            layers=layers,
            filters=filters,
            shows=frozenset(map(Show, chosen["show"])) or frozenset({Show.COUNT, Show.COLUMN}),
            counted=chosen.get("counted", frozenset()),
            nets=tuple(self._nets()),
            left_out=self._left_out,
            answered_only=chosen["answered_only"],
            order=Order(chosen["order"] or Order.QUESTIONNAIRE),
            hide_empty=chosen["hide_empty"],
            weighted=chosen["weighted"],
            intervals=chosen["intervals"],
            testing=self._testing(),
            as_at=chosen["as_at"],
        )

    @property
    def _left_out(self) -> frozenset[str]:
        chosen: frozenset[str] = self.cleaned_data.get("left_out", frozenset())
        undecided = self.rows.undecided if self.rows and self.cleaned_data.get("undecided") else frozenset()
        return chosen | undecided

    def _nets(self) -> Iterator[Net]:
        chosen = self.cleaned_data
        if self.rows and chosen.get("top"):
            kept = [each.code for each in self.rows.categories if each.code not in self._left_out]
            yield Net(str(TOP_TWO), frozenset(kept[:BOXES]))
        for number in NETS:
            if chosen.get(f"net_{number}"):
                yield Net(chosen[f"net_{number}"], chosen[f"net_{number}_of"])

    def _testing(self) -> Comparison | None:
        chosen = self.cleaned_data
        if not chosen["test"]:
            return None
        correction = Correction(chosen["correction"] or Correction.NONE)
        alpha, _dash, looser = chosen["test"].partition("-")
        return Comparison(int(alpha), correction, finite=chosen["finite"], looser=int(looser or 0))

    @property
    def told(self) -> str:
        """What is wrong, in a line."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)

    @property
    def questions(self) -> list[forms.BoundField]:
        return self._fields("rows", "columns", "layer_1", "layer_2")

    @property
    def parts(self) -> list[FormPart]:
        """What not every crosstab needs, as far as the form has it."""
        nets = [name for number in NETS for name in (f"net_{number}", f"net_{number}_of")]
        parts = (
            (_("Only some respondents"), ("filter_1", "filter_1_of", "filter_2", "filter_2_of")),
            (_("Base and nets"), ("counted", "left_out", "undecided", "answered_only", "top", *nets)),
            (_("Numbers, order and time"), ("show", "bands", "order", "hide_empty", "as_at")),
            (_("Weights, intervals and tests"), ("weighted", "intervals", "test", "correction", "finite")),
        )
        return [FormPart(summary, fields) for summary, names in parts if (fields := self._fields(*names))]

    def _fields(self, *names: str) -> list[forms.BoundField]:
        return [self[name] for name in names if name in self.fields]


class KeepForm(forms.Form):
    """The name that a crosstab is kept under; its query comes along unseen."""

    name = NameField(
        label=_("Name"), max_length=LONGEST_NAME, error_messages={"required": _("Give the crosstab a name")}
    )
    replace = forms.BooleanField(label=_("Replace the one that has this name"), required=False)
    query = forms.CharField(widget=forms.HiddenInput)
    helper = FormHelper()


def _readable_limits(text: str) -> Limits:
    """The limits, or the usual ones where they are wrong, which is said next to their field."""
    try:
        return limits_of(text)
    except ValidationError:
        return USUAL_LIMITS

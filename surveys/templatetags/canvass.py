"""Tags of the `canvass` template pack: the questions of a page, and Django's own fields in the same look."""

import re
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from surveys import prepared_page
from surveys.layout import Choice, Group
from surveys.page_form import CHECKED, PageForm

register = template.Library()

# A subclass comes before the class it is derived from.
LOOKS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "tick"),
    (forms.Select, "govuk-select"),
    (forms.Textarea, "govuk-textarea"),
    (forms.FileInput, "canvass-file"),
    (forms.Widget, "govuk-input"),
)


@register.simple_tag
def questions(form: PageForm) -> SafeString:
    """Heading and questions of a page with what is known and, beside its control, what is wrong."""
    return prepared_page.rendered(form)


@register.filter
def look(field: BoundField) -> str:
    """How a field is shown: checkboxes, radios or tick, or the class of a single control."""
    widget = field.field.widget
    return next(look for kind, look in LOOKS if isinstance(widget, kind))


@register.filter
def described_by(field: BoundField) -> str:
    """The ids of the field's hint and error, as far as there are any."""
    hint, error = f"{field.auto_id}-hint", f"{field.auto_id}-error"
    return " ".join([hint] * bool(field.help_text) + [error] * bool(field.errors))


@register.filter
def group(field: BoundField) -> Group:
    """The choices of a field of radios or checkboxes."""
    value = field.value()
    chosen = {str(each) for each in (value if isinstance(value, list | tuple) else [value])}
    choices = (
        Choice(
            id=field.auto_id if number == 1 else f"{field.auto_id}-{number}",
            value=str(value),
            label=str(label),
            hint="",
            checked=CHECKED if str(value) in chosen else "",
        )
        for number, (value, label) in enumerate(field.field.widget.choices, start=1)
    )
    return Group(**_described(field), choices=tuple(choices), several=look(field) == "checkboxes")


@register.filter
def tick(field: BoundField) -> Group:
    """The one box of a yes-or-no field."""
    checked = CHECKED if field.value() else ""
    choice = Choice(field.auto_id, "on", str(field.label), str(field.help_text), checked)
    return Group(**_described(field), choices=(choice,), several=True)


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """A single control, tied to its hint and error. The server says what is required, beside the
    field; placeholders vanish when they are needed most, so there are none."""
    widget = field.field.widget
    error = f"{look(field)}--error" if field.errors else ""
    attributes: dict[str, Any] = {
        "id": field.auto_id,
        "class": " ".join(filter(None, [look(field), widget.attrs.get("class"), error])),
        "aria-invalid": "true" if field.errors else False,
        "aria-describedby": described_by(field) or False,
        "placeholder": False,
    }
    return widget.render(field.html_name, field.value(), attributes, field.form.renderer)


@register.filter
def drawing(svg: str) -> dict[str, str]:
    """Box and path of a picture of one path, for a page to draw: as an image of its own it would
    be a `data:` address, which the content policy refuses."""
    box, path = re.search(r'viewBox="([^"]*)"', svg), re.search(r'<path[^>]* d="([^"]*)"', svg)
    return {"box": box[1] if box else "", "path": path[1] if path else ""}


def _described(field: BoundField) -> dict[str, Any]:
    return {
        "id": field.auto_id,
        "name": field.html_name,
        "label": str(field.label),
        "hint": str(field.help_text),
        "errors": tuple(field.errors),
    }

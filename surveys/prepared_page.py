"""The questions of a page as HTML, made once for each page and language; a request only fills in what was answered.

It is made by the very layout and templates that show a page with problems, from a form with holes in place of values.
"""

from functools import lru_cache
from typing import NamedTuple

from crispy_forms.utils import render_crispy_form
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import override

from surveys.layout import page_helper
from surveys.page_form import PageForm
from surveys.questionnaire.routing import AskedPage

EDGE, BETWEEN = "\x01", "\x02"  # of a hole and of its parts: YAML knows neither, so no questionnaire holds one


class Hole(NamedTuple):
    """The place of the text of a box or, with a code, of the attribute that marks this option as chosen."""

    name: str
    code: str


class Prepared(NamedTuple):
    """HTML as a format string with a place for each hole, in the order of the page."""

    html: str
    holes: tuple[Hole, ...]


class FormWithHoles(PageForm):
    """Every text and every mark is a hole."""

    def written(self, name: str) -> str:
        return f"{EDGE}{name}{BETWEEN}{EDGE}"

    def checked(self, name: str, code: str) -> str:
        return f"{EDGE}{name}{BETWEEN}{code}{EDGE}"


def rendered(form: PageForm) -> SafeString:
    """The questions with what the form holds. One with problems is rare, and rendered in full."""
    if form.errors:
        return rendered_in_full(form)
    html, holes = _prepared(form.page, form.language)
    return format_html(html, *(form.checked(*hole) if hole.code else form.written(hole.name) for hole in holes))


def rendered_in_full(form: PageForm) -> SafeString:
    """The same by layout and templates alone."""
    with override(form.language):
        return render_crispy_form(form, page_helper(form.page.title, form.page.questions))


@lru_cache(maxsize=1024)
def _prepared(page: AskedPage, language: str | None) -> Prepared:
    pieces = rendered_in_full(FormWithHoles(page, answers={}, known={})).split(EDGE)
    fixed, holes = pieces[::2], pieces[1::2]
    html = "{}".join(piece.replace("{", "{{").replace("}", "}}") for piece in fixed)
    return Prepared(html, tuple(Hole(*hole.split(BETWEEN)) for hole in holes))

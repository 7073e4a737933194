"""A page of the questionnaire as HTML, made once for everybody who is asked the same; a request only fills in what was
answered, and what is its own: the address, how far one has come, and what guards the form.

It is made by the very layout and templates that show a page with problems, with holes in place of all that.
"""

import uuid
from datetime import datetime
from functools import lru_cache
from types import SimpleNamespace
from typing import NamedTuple

from crispy_forms.utils import render_crispy_form
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import override

from surveys.layout import page_helper
from surveys.page_form import PageForm
from surveys.questionnaire.routing import AskedPage

EDGE, BETWEEN = "\x01", "\x02"  # of a hole and of its parts: YAML knows neither, so no questionnaire holds one
REQUESTS_OWN = ("address", "back", "csrf_token", "key", "pages", "place", "shown")
OF_THE_REQUEST = ":"  # what the name of such a hole begins with; no control's does
SOMEBODY = uuid.UUID("ffffffff-ffff-4fff-bfff-ffffffffffff")  # whose address stands where another one will


class Hole(NamedTuple):
    """The place of the text of a box; with a code, of the attribute that marks this option as chosen; or of something
    that the request brings."""

    name: str
    code: str


class Prepared(NamedTuple):
    """HTML as a format string with a place for each hole, in the order of the page."""

    html: str
    holes: tuple[Hole, ...]


class SurveyShown(NamedTuple):
    """What a page shows of the survey."""

    title: str
    code: str
    helpline_email: str
    helpline_phone: str
    closes_at: datetime | None


class Frame(NamedTuple):
    """What stands around the questions of a page whoever looks at it, by the names under which its template knows it.
    `language` is the active one, `leads_back` whether there is a page before."""

    page: AskedPage
    page_language: str
    language: str | None
    leads_back: bool
    minutes: int | None
    survey: SurveyShown
    survey_title: str
    languages: tuple[str, ...]
    lasts: int


class FormWithHoles(PageForm):
    """Every text and every mark is a hole."""

    def written(self, name: str) -> str:
        return _hole(name)

    def checked(self, name: str, code: str) -> str:
        return _hole(name, code)


def whole(frame: Frame, form: PageForm, **own: object) -> SafeString:
    """The whole page, for a form without problems: `own` is what the request brings, under REQUESTS_OWN."""
    return _filled(_whole(frame), form, own)


def rendered(form: PageForm) -> SafeString:
    """The questions with what the form holds. One with problems is rare, and rendered in full."""
    if form.errors:
        return rendered_in_full(form)
    return _filled(_questions(form.page, form.language), form, {})


def rendered_in_full(form: PageForm) -> SafeString:
    """The same by layout and templates alone."""
    with override(form.language):
        return render_crispy_form(form, page_helper(form.page.title, form.page.questions))


@lru_cache(maxsize=512)
def _whole(frame: Frame) -> Prepared:
    here = {"public_id": SOMEBODY, "code": frame.page.code}
    context = {
        **frame._asdict(),
        **{name: _hole(OF_THE_REQUEST + name) for name in REQUESTS_OWN},
        "address": SOMEBODY,
        "back": _hole(f"{OF_THE_REQUEST}back") if frame.leads_back else "",
        "form": FormWithHoles(frame.page, answers={}, known={}),
        "request": SimpleNamespace(resolver_match=SimpleNamespace(kwargs=here)),
    }
    html = render_to_string("surveys/page.html", context)
    return _taken_apart(html.replace(str(SOMEBODY), _hole(f"{OF_THE_REQUEST}address")))


@lru_cache(maxsize=1024)
def _questions(page: AskedPage, language: str | None) -> Prepared:
    return _taken_apart(rendered_in_full(FormWithHoles(page, answers={}, known={})))


def _hole(name: str, code: str = "") -> str:
    return f"{EDGE}{name}{BETWEEN}{code}{EDGE}"


def _taken_apart(html: str) -> Prepared:
    pieces = html.split(EDGE)
    fixed, holes = pieces[::2], pieces[1::2]
    text = "{}".join(piece.replace("{", "{{").replace("}", "}}") for piece in fixed)
    return Prepared(text, tuple(Hole(*hole.split(BETWEEN)) for hole in holes))


def _filled(prepared: Prepared, form: PageForm, own: dict[str, object]) -> SafeString:
    return format_html(prepared.html, *(_value(hole, form, own) for hole in prepared.holes))


def _value(hole: Hole, form: PageForm, own: dict[str, object]) -> object:
    if hole.name.startswith(OF_THE_REQUEST):
        return own[hole.name.removeprefix(OF_THE_REQUEST)]
    return form.checked(*hole) if hole.code else form.written(hole.name)

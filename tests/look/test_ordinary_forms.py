"""Django's own fields in the look of the questionnaire."""

import pytest
from bs4 import BeautifulSoup
from crispy_forms.utils import render_crispy_form
from django import forms

from surveys.templatetags.canvass import drawing
from tests.look.reading import words
from tests.look.specimens import Plain


def shown(form):
    return BeautifulSoup(render_crispy_form(form, context={"csrf_token": "token"}), "html.parser")


@pytest.fixture
def empty():
    return shown(Plain())


@pytest.fixture
def wrong():
    return shown(Plain({}))


def test_a_form_has_one_button_and_leaves_judging_to_the_server(empty):
    assert [words(button) for button in empty.select("button")] == ["Continue"]
    assert (empty.form["method"], "novalidate" in empty.form.attrs) == ("post", True)


def test_a_form_carries_the_token_against_forgery(empty):
    assert empty.select_one("[name=csrfmiddlewaretoken]")["value"] == "token"


def test_a_form_with_a_file_is_sent_in_parts(empty):
    assert empty.form["enctype"] == "multipart/form-data"


def test_the_summary_of_errors_names_the_fields(wrong):
    assert words(wrong.select_one("[role=alert] li")) == "Email: This field is required."


def test_an_error_that_belongs_to_no_field_is_in_the_summary():
    form = Plain({})
    form.add_error(None, "The two do not agree")

    assert words(shown(form).select_one("[role=alert] li")) == "The two do not agree"


def test_a_field_is_tied_to_its_hint_and_its_error(wrong):
    control = wrong.select_one("#id_email")

    assert control["aria-describedby"] == "id_email-hint id_email-error"
    assert control["aria-invalid"] == "true"
    assert control["class"] == ["govuk-input", "govuk-input--error"]


def test_placeholders_are_left_out(empty):
    assert empty.select("[placeholder]") == []


def test_what_was_chosen_is_checked():
    page = shown(Plain({"state": "off", "regions": ["1"], "sure": "on"}))

    assert [box["id"] for box in page.select("[checked]")] == ["id_state-2", "id_regions", "id_sure"]


def test_a_password_is_not_sent_back():
    assert "value" not in shown(Plain({"password": "secret"})).select_one("#id_password").attrs


def test_what_was_typed_is_text_whatever_it_holds():
    page = shown(Plain({"email": "<script>", "note": "</textarea><script>"}))

    assert page.select("script") == []


def test_the_label_of_a_field_is_text_whatever_it_holds():
    class Hostile(forms.Form):
        name = forms.CharField(label="<script>", help_text="<script>")
        kind = forms.ChoiceField(label="<script>", choices=[("<script>", "<script>")], widget=forms.RadioSelect)

    assert shown(Hostile({})).select("script") == []


def test_a_picture_of_one_path_is_taken_apart_to_be_drawn_again():
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1,1H2"/></svg>'

    assert drawing(svg) == {"box": "0 0 9 9", "path": "M1,1H2"}

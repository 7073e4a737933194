"""A page that was prepared is the page that its templates would give at this moment, to the last character."""

import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.test.signals import template_rendered
from django.utils.translation import override
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from surveys.models import Survey
from surveys.page_form import PageForm
from surveys.prepared_page import SOMEBODY, rendered, rendered_in_full
from surveys.questionnaire import routing
from surveys.questionnaire.controls import ControlKind
from surveys.questionnaire.definition import Kind, Option
from surveys.views import pages
from tests.builders import appendix_a, question, questionnaire
from tests.surveys.browsing import page_at, respondent
from tests.surveys.fielding import MONDAY, fielded, started
from tests.surveys.questionnaire.test_properties import cases

STUDY = appendix_a()
PAGES = sorted(
    {
        page
        for authority in STUDY.question("q2").options
        for page in routing.route(
            STUDY, {"q2": authority.code, "q7": [chair.code for chair in STUDY.question("q7").options]}
        )
    },
    key=lambda page: page.code,
)
HOSTILE = '"><script>alert(1)</script></textarea>&amp; {} {0} {{ \x01q1\x02\x01'


@st.composite
def answers_to(draw, page):
    """Anything that can be saved for the page, also only a part of it."""
    answers = {control.name: draw(answer(control)) for control in page.controls}
    return {name: value for name, value in answers.items() if draw(st.booleans())}


def answer(control):
    codes = [option.code for option in control.options]
    return {
        ControlKind.TEXT: st.text(),
        ControlKind.LONG_TEXT: st.text(),
        ControlKind.NUMBER: st.none() | st.integers(0, 9999) | st.floats(0, 9999),
        ControlKind.CHOICE: st.sampled_from([None, *codes]),
        ControlKind.CHOICES: st.lists(st.sampled_from(codes or [""]), unique=True),
        ControlKind.TICK: st.sampled_from([None, True, False]),
    }[control.kind]


def form(page, answers=None, **known):
    return PageForm(page, answers=answers or {}, known=known)


def only_page(*questions):
    (page,) = routing.route(questionnaire(*questions), {})
    return page


def templates_for(work):
    """The names of the templates that are rendered for this work."""
    names = []

    def note(template, **_):
        names.append(template.name)

    template_rendered.connect(note)
    work()
    template_rendered.disconnect(note)
    return names


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
@hypothesis_settings(max_examples=20)
@given(st.data())
def test_a_page_of_the_study_is_what_its_templates_give(page, data):
    answers = data.draw(answers_to(page))

    assert rendered(form(page, answers)) == rendered_in_full(form(page, answers))


@given(cases())
def test_any_page_is_what_its_templates_give(case):
    made, answers = case

    forms = [form(page, answers) for page in routing.route(made, answers)]

    assert list(map(rendered, forms)) == list(map(rendered_in_full, forms))


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.LONG_TEXT])
def test_an_answer_is_text_whatever_it_holds(kind):
    page = only_page(question("q1", kind))

    html = rendered(form(page, {"q1": HOSTILE}))

    assert BeautifulSoup(html, "html.parser").select("script") == []
    assert html == rendered_in_full(form(page, {"q1": HOSTILE}))


def test_what_the_frame_knows_is_offered():
    page = only_page(question("q1", Kind.TEXT, fact="name"))

    html = rendered(form(page, name="Kestrel & Vale"))

    assert html == rendered_in_full(form(page, {"q1": "Kestrel & Vale"}))


@pytest.fixture
def browser(client, time_machine):
    time_machine.move_to(MONDAY, tick=False)
    response = started(fielded(appendix_a()), name="Anytown & <Villages>", type="d", region="f")
    respondent(client, response)
    client.post(page_at(response, "your-cdrp"), {"q1": "Anytown & <Villages>", "q2": "d", "q3": "f"})
    client.post(page_at(response, "your-role"), {"q4": "a", "q5": "b"})
    client.response = response
    return client


def without_tokens(answer):
    """A page but for the token of its form, which is masked anew each time."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["your-cdrp", "your-role", "your-team", "chair"])
@pytest.mark.parametrize("then", ["", "check"])
@pytest.mark.parametrize("language", ["en-gb", "cy"])
def test_a_whole_page_is_what_its_template_gives(browser, monkeypatch, code, then, language):
    address = f"{page_at(browser.response, code, then=then)}{'&' if then else '?'}language={language}"
    prepared = without_tokens(browser.get(address))

    monkeypatch.setattr(pages, "get_messages", lambda request: ["something to say"])  # then nothing is prepared
    in_full = without_tokens(browser.get(address))

    assert prepared == in_full


@pytest.mark.django_db
def test_a_prepared_page_holds_nothing_of_another_respondent(browser):
    other = started(browser.response.survey, name="Elsewhere", type="d", region="f")
    page = respondent(Client(), other).get(page_at(other, "your-cdrp")).content.decode()

    assert str(browser.response.public_id) not in page
    assert "Anytown" not in page
    assert str(SOMEBODY) not in page
    assert page.count(str(other.public_id)) == 3  # where drafts go, all sections, the help line


@pytest.mark.django_db
def test_a_new_help_line_stands_on_the_next_page(browser):
    browser.get(page_at(browser.response, "your-role"))
    Survey.objects.update(helpline_phone="01632 960999")

    assert "01632 960999" in browser.get(page_at(browser.response, "your-role")).content.decode()


def test_only_the_first_respondent_on_a_page_waits_for_templates():
    page = only_page(question("q1"))

    first = templates_for(lambda: rendered(form(page)))
    second = templates_for(lambda: rendered(form(page, {"q1": "a"})))

    assert (first[0], second) == ("components/question_choices.html", [])


def test_each_language_has_its_own_words():
    page = only_page(question("q1", options=(Option("a", "Somebody in particular", specify=True),)))
    english = rendered(form(page))

    with override("cy"):
        welsh = rendered(form(replace(page, section=replace(page.section, language="cy"))))

    assert welsh == english.replace("Question q1", "Cwestiwn q1").replace("Please specify", "Nodwch") != english
    assert rendered(form(page)) == english


def test_a_page_that_is_not_translated_stays_in_english_throughout():
    page = only_page(question("q1", options=(Option("a", "Somebody in particular", specify=True),)))
    english = rendered(form(page))

    with override("cy"):
        assert rendered(form(page)) == english

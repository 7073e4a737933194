"""The survey in Welsh: the interface, and the one section of the questionnaire that this test translates."""

import pytest

from surveys.questionnaire import reading
from tests.builders import APPENDIX_A
from tests.factories import MONDAY
from tests.stories.filling import POSTS
from tests.surveys.browsing import page_at, place, respondent, soup, words
from tests.surveys.fielding import fielded, started
from tests.walking import TestBrowser, answer_survey

pytestmark = pytest.mark.django_db

LANGUAGES = """
languages:
  cy:
    section.background: Gwybodaeth gefndir
    page.your-cdrp: Eich Partneriaeth
    q1: Enw'r Bartneriaeth Lleihau Trosedd ac Anhrefn
    q2: Math o awdurdod lleol
    q2.a: Cyngor Unedol
    q2.b: Cyngor Metropolitan
    q2.c: Bwrdeistref yn Llundain
    q2.d: Dosbarth / Bwrdeistref
    q2.e: Cyngor Sir
    q3: Rhanbarth
    q3.a: Dwyrain Lloegr
    q3.b: Dwyrain Canolbarth Lloegr
    q3.c: Llundain
    q3.d: Gogledd-ddwyrain Lloegr
    q3.e: Gogledd-orllewin Lloegr
    q3.f: De-ddwyrain Lloegr
    q3.g: De-orllewin Lloegr
    q3.h: Gorllewin Canolbarth Lloegr
    q3.i: Swydd Efrog a'r Humber
    page.your-role: Eich rôl
    q4: "Eich swydd:"
    q4.a: Rheolwr / swyddog diogelwch cymunedol
    q4.b: Pennaeth cymunedau mwy diogel
    q4.c: Arall
    q5: Faint o amser yr ydych wedi bod yn eich rôl bresennol
    q5.a: Llai na blwyddyn
    q5.b: 1 – 2 flynedd
    q5.c: 3 – 4 blynedd
    q5.d: 5 + mlynedd
    page.your-team: Eich tîm
    q6: Pa swyddi sydd gan y tîm diogelwch cymunedol?
    q6.hint: Rhowch rifau (cyfwerth ag amser llawn y flwyddyn) ym mhob blwch, gan nodi 0 lle nad oes rhai.
    q6.cso: Swyddogion Diogelwch Cymunedol
    q6.daat: Tîm Cyffuriau ac Alcohol
    q6.asb: Swyddogion Ymddygiad Gwrthgymdeithasol
    q6.wardens: Wardeiniaid stryd
    q6.pcso: Swyddogion Cymorth Cymunedol a ariennir gan y cyngor
    q6.ppo: Gweithwyr Troseddwyr Cyson
    q6.analysts: Dadansoddwyr
    q6.dv: Swyddogion Trais Domestig
    q6.police: Swyddogion heddlu ar y safle
    q6.admin: Staff gweinyddol
    q6.other: Arall, nodwch
"""


@pytest.fixture
def survey(time_machine):
    time_machine.move_to(MONDAY)
    questionnaire, problems = reading.read(APPENDIX_A.read_text(encoding="utf-8") + LANGUAGES)
    assert problems == ()
    return fielded(questionnaire)


@pytest.fixture
def response(survey):
    return started(survey, name="Anytown CDRP", type="d", region="f")


@pytest.fixture
def browser(client, response):
    respondent(client, response)
    client.get(f"{page_at(response, 'your-cdrp')}?language=cy")
    return client


def test_a_page_offers_the_languages_of_the_questionnaire(client, response):
    page = soup(respondent(client, response).get(page_at(response, "your-cdrp")))

    links = page.select("nav.canvass-languages a")
    assert [(link.get_text(), link["href"], link["lang"]) for link in links] == [("Cymraeg", "?language=cy", "cy")]


def test_a_translated_page_is_in_welsh_throughout(browser, response):
    browser.post(page_at(response, "your-cdrp"), {"q1": "Anytown", "q2": "d", "q3": "f"})

    page = soup(browser.get(page_at(response, "your-role")))

    assert page.html["lang"] == "cy"
    assert page.h1.get_text() == "Eich rôl"
    assert [label.get_text() for label in page.select("main label")][:3] == [
        "Rheolwr / swyddog diogelwch cymunedol",
        "Pennaeth cymunedau mwy diogel",
        "Arall",
    ]
    assert page.select("main form [lang]") == []


def test_a_mistake_is_told_in_welsh(browser, response):
    answer = browser.post(page_at(response, "your-cdrp"), {"q1": "Anytown", "q2": "d"})

    (error,) = soup(answer).select(".govuk-error-summary li")
    assert error.get_text().strip() == "Cwestiwn 3: dewiswch un ateb"
    assert soup(answer).title.get_text().startswith("Gwall: ")


def test_a_page_that_is_not_translated_says_that_it_is_in_english(browser, response):
    for code, answers in (
        ("your-cdrp", {"q1": "Anytown", "q2": "d", "q3": "f"}),
        ("your-role", {"q4": "a", "q5": "a"}),
        ("your-team", {f"q6_{post}": "1" for post in POSTS}),
    ):
        browser.post(page_at(response, code), answers)

    page = soup(browser.get(page_at(response, "chair")))

    assert page.html["lang"] == "cy"
    assert [part["lang"] for part in page.select("main form [lang]")] == ["en-gb"]
    assert page.h1.get_text(" ", strip=True).startswith("Question 7 Is the Chair of your CDRP")


def test_the_answers_are_the_same_in_both_languages(browser, response):
    answer_survey(TestBrowser(browser), place(response, "next"), {"q2": "d", "q7": ["a", "d"]})

    response.refresh_from_db()
    assert response.submitted_at is not None
    assert (response.answers["q2"], response.answers["q7"]) == ("d", ["a", "d"])


def test_the_whole_questionnaire_can_be_read_in_welsh(browser):
    page = soup(browser.get("/questionnaire/community-safety-capacity/"))

    sections = page.select("main section")
    assert [(section.h2.get_text(), section.get("lang")) for section in sections] == [
        ("Gwybodaeth gefndir", None),
        ("Leadership and strategic direction", "en-gb"),
        ("Capacity to deliver", "en-gb"),
        ("Support", "en-gb"),
    ]


def test_dates_are_welsh_too(browser, response):
    footer = soup(browser.get(page_at(response, "your-cdrp"))).footer.get_text()

    assert "Dydd Llun 23 Tachwedd 2026" in footer


def test_english_comes_back_by_its_link(browser, response):
    page = browser.get(f"{page_at(response, 'your-cdrp')}?language=en-gb")

    assert soup(page).h1.get_text() == "Your CDRP"
    assert "Page 1 of" in words(page)

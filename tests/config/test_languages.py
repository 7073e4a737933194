"""The language of respondents' pages is chosen by a link and remembered; staff's pages stay English."""

import pytest
from django.utils import translation

from config import languages
from config.roles import Role

pytestmark = pytest.mark.django_db


def language_of(answer):
    return answer.content.decode().partition('lang="')[2].partition('"')[0]


def test_pages_are_in_english_unless_another_language_is_asked_for(client):
    assert language_of(client.get("/accessibility/")) == "en-gb"


def test_the_language_that_is_asked_for_is_remembered(client):
    asked = client.get("/accessibility/?language=cy")

    assert language_of(asked) == "cy"
    assert language_of(client.get("/help/")) == "cy"


def test_english_can_be_asked_for_again(client):
    client.get("/accessibility/?language=cy")

    assert language_of(client.get("/help/?language=en-gb")) == "en-gb"
    assert language_of(client.get("/help/")) == "en-gb"


@pytest.mark.parametrize("code", ["xx", "en", "", "cy-GB", "../cy", "cy\r\nSet-Cookie: a=b"])
def test_a_language_that_there_is_not_changes_nothing(client, code):
    answer = client.get("/accessibility/", {"language": code})

    assert language_of(answer) == "en-gb"
    assert languages.COOKIE not in answer.cookies


def test_the_pages_of_staff_stay_english(study):
    browser = study.browser(Role.RESEARCHER)
    browser.get("/accessibility/?language=cy")

    assert language_of(browser.get("/staff/")) == "en-gb"


def test_the_language_ends_with_its_request(client):
    client.get("/accessibility/?language=cy")

    assert translation.get_language() == "en-gb"


def test_a_cache_keeps_a_page_for_each_language(client):
    assert "Cookie" in client.get("/accessibility/").headers["Vary"]


def test_a_page_that_is_not_there_says_so_in_the_language(client):
    client.get("/accessibility/?language=cy")

    answer = client.get("/s/nothing/")

    assert (answer.status_code, language_of(answer)) == (404, "cy")

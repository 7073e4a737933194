import pytest
from bs4 import BeautifulSoup

from config.roles import Role


def links(study, role, address="/report/"):
    soup = BeautifulSoup(study.browser(role).get(address).content, "html.parser")
    return [(link.get_text(), link["href"]) for link in soup.select("nav.canvass-navigation a")]


def test_an_administrator_finds_every_place(study):
    assert links(study, Role.ADMIN) == [
        ("Fieldwork", "/staff/"),
        ("Mailings", "/staff/mailings/"),
        ("Calls", "/staff/calls/"),
        ("Help line", "/staff/help/"),
        ("Organisations", "/staff/organisations/"),
        ("Open answers", "/open-answers/"),
        ("Report", "/report/"),
        ("Exports", "/exports/"),
        ("People", "/staff/accounts/"),
    ]


def test_a_researcher_finds_what_a_researcher_may_open(study):
    assert links(study, Role.RESEARCHER) == [
        ("Fieldwork", "/staff/"),
        ("Mailings", "/staff/mailings/"),
        ("Calls", "/staff/calls/"),
        ("Help line", "/staff/help/"),
        ("Organisations", "/staff/organisations/"),
        ("Open answers", "/open-answers/"),
        ("Report", "/report/"),
        ("Exports", "/exports/"),
    ]


def test_who_is_not_signed_in_finds_nothing(study):
    assert links(study, Role.NOBODY, "/accounts/login/") == []


@pytest.mark.parametrize(
    ("address", "current"),
    [
        ("/staff/", "Fieldwork"),
        ("/staff/organisations/A1/", "Organisations"),
        ("/staff/contacts/duplicates/", "Organisations"),
        ("/report/T07/", "Report"),
    ],
)
def test_the_place_one_is_in_is_marked(study, address, current):
    soup = BeautifulSoup(study.browser(Role.ADMIN).get(address).content, "html.parser")

    assert [link.get_text() for link in soup.select("nav.canvass-navigation a[aria-current]")] == [current]

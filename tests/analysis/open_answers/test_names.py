import pytest

from analysis.open_answers import names
from analysis.open_answers.names import Hint, Kind

KNOWN = names.known(["Reading CDRP", "Safer Tameside Partnership", "North East Derbyshire"], ["Pat Lovelace", "Li Xu"])


def test_words_that_many_partnerships_share_name_none_of_them():
    assert KNOWN.organisations == {"Reading", "Tameside", "Derbyshire"}


def test_people_are_known_by_their_surnames():
    assert KNOWN.people == {"Lovelace"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("More help for Tameside", [Hint("Tameside", Kind.ORGANISATION)]),
        ("Ask Lovelace", [Hint("Lovelace", Kind.PERSON)]),
        ("Write to pat@example.org", [Hint("pat@example.org", Kind.ADDRESS)]),
        ("Ring 01632 960 123 now", [Hint("01632 960 123", Kind.ADDRESS)]),
        ("We are in SW1A 2AA", [Hint("SW1A 2AA", Kind.ADDRESS)]),
        ("see www.example.org/x", [Hint("www.example.org/x", Kind.ADDRESS)]),
        ("Talk to Cllr Green", [Hint("Cllr Green", Kind.TITLE)]),
        ("The work of Jane Smith helps", [Hint("Jane Smith", Kind.NAME)]),
    ],
)
def test_what_may_tell_who_wrote_it_is_found(text, expected):
    assert names.hints(text, KNOWN) == expected


@pytest.mark.parametrize(
    "text",
    [
        "More money. Better partners. And time!",
        "reading all of it takes long",
        "In 2009 we had 12 of 345",
        "A CDRP needs an LAA and PSA targets",
        "Support from the Government Office and the Home Office",
        "",
    ],
)
def test_ordinary_words_are_none(text):
    assert names.hints(text, KNOWN) == []

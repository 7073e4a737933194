import pytest

from contacts import facts
from tests.builders import appendix_a
from tests.factories import with_facts


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("d", "d"),
        ("D", "d"),
        ("District / Borough", "d"),
        ("district/borough", "d"),
        ("Borough / District", "d"),
        ("District and Borough", "d"),
        ("DISTRICT & BOROUGH", "d"),
        ("Unitary authority", "a"),
        ("Metropolitan", "b"),
        ("London Borough", "c"),
        ("Parish", None),
        ("", None),
        ("?!", None),
    ],
)
def test_a_type_is_known_by_code_label_short_label_or_alias(text, code):
    assert facts.facts(appendix_a()).type.code(text) == code


@pytest.mark.parametrize("text", ["Yorkshire and the Humber", "Yorkshire & Humber", "yorkshire and humberside", "i"])
def test_a_region_is_known_whatever_its_spelling(text):
    assert facts.facts(appendix_a()).region.code(text) == "i"


def test_a_code_has_its_short_label_and_an_unknown_code_itself():
    known = facts.facts(with_facts()).type

    assert [known.label("u"), known.label("d"), known.label("x")] == ["Unitary", "District / Borough", "x"]

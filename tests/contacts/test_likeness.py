import pytest

from contacts import likeness
from contacts.likeness import Reason


def candidates(*rows):
    """Organisations in one region, each with an address and a postcode of its own unless they are given."""
    made = []
    for key, row in enumerate(rows, start=1):
        usual = {"reference": f"R{key}", "region": "n", "email": f"{key}@example.org", "postcode": f"ZZ{key} 1AA"}
        made.append(likeness.candidate(key, **usual | ({"name": row} if isinstance(row, str) else row)))
    return made


def alike(*rows):
    return [
        (pair.first.reference, pair.second.reference, pair.reasons, pair.is_certain)
        for pair in likeness.pairs(candidates(*rows))
    ]


def test_two_with_the_same_address_are_certain_whatever_its_case():
    first, second = {"name": "Anytown", "email": "Pat@example.org"}, {"name": "Elsewhere", "email": "pat@EXAMPLE.org"}

    assert alike(first, second) == [("R1", "R2", {Reason.EMAIL}, True)]


@pytest.mark.parametrize("other", ["anytown", "ANYTOWN", "Anytówn", " Anytown!"])
def test_two_with_the_same_name_are_certain_whatever_case_accents_and_points(other):
    assert alike("Anytown", {"name": other, "region": "y"}) == [("R1", "R2", {Reason.NAME}, True)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St Albans District Council", "Saint Albans"),
        ("Berwick-upon-Tweed", "Berwick on Twed"),
        ("Kingston & Richmond", "Richmond and Kingston"),
        ("Shrewsbury", "Shrewsburry"),
        ("Borough of Tendring", "Tendering Community Safety Partnership"),
        ("Xewcastle under Lyme", "Newcastle under Lyme"),
    ],
)
def test_names_that_are_much_alike_within_a_region_are_near(one, other):
    assert alike(one, other) == [("R1", "R2", {Reason.LIKE_NAME}, False)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("North Somerset", "South Somerset"),
        ("Ward 1 of Anytown", "Ward 2 of Anytown"),
        ("Leicester", "Leicestershire"),
        ("Worcester", "Wychavon"),
        ("Bedford", "Bradford"),
    ],
)
def test_names_of_two_places_are_not_alike(one, other):
    assert alike(one, other) == []


def test_names_in_two_regions_are_near_only_at_one_postcode():
    first, second = {"name": "Shrewsbury"}, {"name": "Shrewsburry", "region": "y"}
    same = {"postcode": "SY1 1AA"}

    assert alike(first, second) == []
    assert alike(first | same, second | {"postcode": "sy11aa"}) == [("R1", "R2", {Reason.POSTCODE}, False)]


def test_two_without_a_contact_are_not_alike_for_that():
    assert (
        alike({"name": "Anytown", "email": None, "postcode": None}, {"name": "Elsewhere", "email": "", "postcode": ""})
        == []
    )


def test_certain_pairs_come_first_and_then_the_most_alike():
    rows = ["Shrewsbury", "Shrewsburry", "Tendring", "Tendring", "Saint Albans", "St Albans"]

    assert [(first, second) for first, second, *_ in alike(*rows)] == [("R3", "R4"), ("R5", "R6"), ("R1", "R2")]


def test_of_many_with_one_address_each_stands_beside_the_next():
    rows = [{"name": name, "email": "info@example.org"} for name in ("Alton", "Bexley", "Corby", "Dover")]

    assert len(alike(*rows)) == 3


def test_the_work_grows_with_the_frame_and_not_with_its_square(monkeypatch):
    """Names that all begin alike and share their words, as the hardest case."""
    compared = []
    monkeypatch.setattr(likeness, "_score", lambda first, second: compared.append(1) or 0)

    for number in (500, 1000):
        likeness.pairs(candidates(*(f"Anytown {'abcdefghij'[each % 10] * (each // 10 + 1)}" for each in range(number))))

    assert len(compared) < 500 * 20 + 1000 * 20


def test_an_organisation_is_never_alike_itself():
    assert alike("Anytown Anytown") == []

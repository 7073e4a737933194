from fractions import Fraction

from contacts.dispositions import Disposition
from contacts.tracking import representing
from contacts.tracking.standing import Standing


def part(code, *, complete=0, not_returned=0, ineligible=0):
    numbers = dict.fromkeys(Disposition.values, 0)
    numbers |= {"complete": complete, "not_returned": not_returned, "ineligible": ineligible}
    return Standing(code, code.upper(), numbers)


def test_shares_of_the_frame_stand_beside_shares_of_the_completes():
    found = representing.shares([part("a", complete=3, not_returned=1), part("b", complete=1, not_returned=5)])

    assert [(share.of_frame, share.of_complete, share.difference) for share in found] == [
        (Fraction(4, 10), Fraction(3, 4), Fraction(35, 100)),
        (Fraction(6, 10), Fraction(1, 4), Fraction(-35, 100)),
    ]


def test_ineligible_organisations_are_no_part_of_the_frame_here():
    (found, _) = representing.shares([part("a", complete=1, ineligible=8), part("b", complete=1)])

    assert (found.eligible, found.of_frame, found.difference) == (1, Fraction(1, 2), 0)


def test_without_completes_there_is_nothing_to_compare():
    assert representing.shares([part("a", not_returned=3)]) == []


def test_differences_of_five_points_are_notable_the_largest_first():
    found = representing.shares(
        [
            part("a", complete=25, not_returned=15),
            part("b", complete=30, not_returned=0),
            part("c", complete=45, not_returned=85),
        ]
    )

    assert [(share.code, share.difference) for share in representing.notable(found)] == [
        ("c", Fraction(-20, 100)),
        ("b", Fraction(15, 100)),
        ("a", Fraction(5, 100)),
    ]
    assert representing.notable(share for share in found if share.code == "d") == []

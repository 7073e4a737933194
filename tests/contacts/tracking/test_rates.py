from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.dispositions import Disposition
from contacts.tracking import rates
from contacts.tracking.rates import FORMULAS, GROUPS, OTHER_FORMULAS

counts = st.fixed_dictionaries({each.value: st.integers(0, 500) for each in Disposition})


def counted(**dispositions):
    return dict.fromkeys(Disposition.values, 0) | dispositions


# 10 of each disposition would hide a wrong group; different powers of two cannot.
DIFFERENT = {disposition: 2**place for place, disposition in enumerate(Disposition.values)}


def test_every_disposition_is_in_one_group():
    assert GROUPS == {
        Disposition.NOT_INVITED: "UO",
        Disposition.NOT_RETURNED: "NC",
        Disposition.IN_PROGRESS: "O",
        Disposition.COMPLETE: "I",
        Disposition.PARTIAL: "P",
        Disposition.BREAK_OFF: "R",
        Disposition.REFUSAL: "R",
        Disposition.OPTED_OUT: "R",
        Disposition.NON_CONTACT: "NC",
        Disposition.BOUNCED: "NC",
        Disposition.OTHER: "O",
        Disposition.INELIGIBLE: "not eligible",
    }


def test_the_studys_own_rates():
    found = rates.rates(counted(complete=142, not_returned=196, in_progress=7))

    assert {code: (rate.share, rate.percent) for code, rate in found.items()} == dict.fromkeys(
        ("RR1", "RR2", "RR5", "RR6"), (Fraction(142, 345), "41.2%")
    )


def test_each_rate_takes_its_own_numbers():
    d = DIFFERENT
    refused = d["break_off"] + d["refusal"] + d["opted_out"]
    missed = d["not_returned"] + d["non_contact"] + d["bounced"]
    other = d["in_progress"] + d["other"]
    eligible = d["complete"] + d["partial"] + refused + missed + other
    reached = eligible - missed

    found = rates.rates(d, FORMULAS + OTHER_FORMULAS)

    assert {code: rate.share for code, rate in found.items()} == {
        "RR1": Fraction(d["complete"], eligible + d["not_invited"]),
        "RR2": Fraction(d["complete"] + d["partial"], eligible + d["not_invited"]),
        "RR5": Fraction(d["complete"], eligible),
        "RR6": Fraction(d["complete"] + d["partial"], eligible),
        "REF1": Fraction(refused, eligible + d["not_invited"]),
        "CON1": Fraction(reached, eligible + d["not_invited"]),
        "COOP1": Fraction(d["complete"], reached),
    }


def test_the_formula_is_shown_with_the_numbers_put_in():
    found = rates.rates(counted(complete=1420, partial=3, refusal=5, bounced=7, other=9, not_invited=11))

    assert (found["RR1"].formula.text, found["RR1"].worked) == (
        "I ÷ (I + P + R + NC + O + UO)",
        "1,420 ÷ (1,420 + 3 + 5 + 7 + 9 + 11)",
    )
    assert (found["RR6"].formula.text, found["RR6"].worked) == (
        "(I + P) ÷ (I + P + R + NC + O)",
        "(1,420 + 3) ÷ (1,420 + 3 + 5 + 7 + 9)",
    )


def test_without_anybody_there_is_no_rate():
    found = rates.rates(counted(ineligible=4))

    assert {(rate.share, rate.percent) for rate in found.values()} == {(None, "–")}


@pytest.mark.parametrize(
    ("part", "whole", "percent"), [(142, 345, "41.2%"), (9, 16, "56.3%"), (1, 16, "6.3%"), (0, 3, "0.0%")]
)
def test_a_percentage_is_rounded_half_up(part, whole, percent):
    assert rates.percent(part, whole) == percent


@given(counts)
def test_groups_part_the_frame(dispositions):
    assert sum(rates.grouped(dispositions).values()) == sum(dispositions.values())


@given(counts)
def test_rates_lie_between_nothing_and_all_and_in_their_order(dispositions):
    found = {code: rate.share for code, rate in rates.rates(dispositions, FORMULAS + OTHER_FORMULAS).items()}

    assert all(share is None or 0 <= share <= 1 for share in found.values())
    if None not in found.values():
        assert found["RR1"] <= found["RR2"] <= found["RR6"]
        assert found["RR1"] <= found["RR5"] <= found["RR6"]
        assert found["RR1"] <= found["COOP1"]


@given(counts, st.integers(1, 500))
def test_ineligible_organisations_leave_every_base(dispositions, more):
    with_more = dispositions | {"ineligible": dispositions["ineligible"] + more}

    def shares(of):
        return {code: rate.share for code, rate in rates.rates(of, FORMULAS + OTHER_FORMULAS).items()}

    assert shares(with_more) == shares(dispositions)

"""How much there is to fetch over a slow line; a kilobyte is a thousand bytes."""

import gzip

import pytest

pytestmark = pytest.mark.browser


def test_the_first_page_and_all_that_it_needs_weighs_less_than_100_kilobytes(steps):
    assert steps[0].wire < 100_000


def test_every_later_page_weighs_less_than_20_kilobytes(steps):
    assert [step for step in steps[1:] if step.wire >= 20_000] == []


def test_the_longest_page_of_questions_is_less_than_40_kilobytes_of_html_and_6_compressed(steps):
    longest = max((step.html for step in steps if "/page/" in step.address), key=len)

    assert len(longest) < 40_000
    assert len(gzip.compress(longest)) < 6_000

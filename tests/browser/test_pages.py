"""Every page that a respondent can see, in every state."""

import pytest

from tests.browser.states import STATES

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db,
    pytest.mark.timeout(3600),  # the first of these tests visits all pages
    pytest.mark.parametrize("state", STATES),
]


def test_axe_finds_nothing(visit):
    assert visit.violations == []


def test_the_nu_checker_finds_nothing(markup_faults, state):
    assert markup_faults[state] == []


def test_nothing_sticks_out_to_the_side(visit):
    assert visit.sideways == []


def test_whatever_is_in_focus_shows_it(visit):
    assert visit.unseen_focus == []


def test_what_is_to_be_touched_is_large_enough(visit):
    assert visit.small_targets == []


def test_the_title_says_error_exactly_where_something_is_wrong(visit, state):
    assert visit.title.startswith("Error:") == ("with errors" in state)


def test_a_link_leads_to_each_error(visit):
    assert visit.error_links == visit.error_messages


def test_each_such_link_leads_to_its_control(visit):
    assert visit.broken_error_links == []


def test_a_summary_of_what_is_wrong_has_the_focus(visit):
    assert visit.focus_on_arrival.startswith("div.govuk-error-summary") == (visit.summaries > 0)


def test_the_console_has_nothing_to_complain_of(visit):
    assert visit.complaints == []

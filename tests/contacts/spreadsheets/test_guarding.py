import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.spreadsheets.guarding import guarded, unguarded


@pytest.mark.parametrize("text", ["=1+1", "+44 20 7946", "-5", "@SUM(A1)", "\tx", "\r=1", "\n=1", "＝1", "'=1", "''-1"])
def test_a_text_that_begins_like_a_formula_gets_one_apostrophe_which_comes_off_again(text):
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["", "plain", "'tis", "a=1", "1-2", "'"])
def test_any_other_text_stays_as_it_is(text):
    assert guarded(text) == unguarded(text) == text


@given(st.text(alphabet="'=+-@\t\r\nab1 "))
def test_guarding_loses_nothing(text):
    assert unguarded(guarded(text)) == text


@given(st.text(alphabet="'=+-@\t\r\nab1 "))
def test_no_guarded_text_begins_like_a_formula(text):
    assert guarded(text)[:1] not in {"=", "+", "-", "@", "\t", "\r", "\n"}

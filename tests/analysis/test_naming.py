"""Names that people give: what nobody sees is no part of them."""

import pytest
from django.core.exceptions import ValidationError

from analysis.forms.naming import NameField


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  Training ", "Training"),
        ("\u202eTrain\u200bing\ufeff", "Training"),
        ("\u0646\u0645\u06cc\u200c\u062f\u0627\u0646\u0645", "\u0646\u0645\u06cc\u200c\u062f\u0627\u0646\u0645"),
    ],
)
def test_a_name_is_kept_as_it_is_seen(given, kept):
    assert NameField().clean(given) == kept


@pytest.mark.parametrize("given", ["\u200b", "\u200d \u2060", "\u202e", "\x01"])
def test_a_name_that_nobody_sees_is_none(given):
    with pytest.raises(ValidationError):
        NameField().clean(given)

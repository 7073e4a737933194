"""What people call a thing of theirs."""

import unicodedata
from typing import Any

from django import forms

JOINERS = "\u200c\u200d"  # some scripts and pictures are made with them


class NameField(forms.CharField):
    """A name, without characters that nobody sees: two names would look the same, or one like none, and marks of
    direction would turn what stands beside it."""

    def to_python(self, value: Any) -> str:
        seen = "".join(c for c in str(super().to_python(value)) if unicodedata.category(c) != "Cf" or c in JOINERS)
        return seen.strip(f" {JOINERS}")

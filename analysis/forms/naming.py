"""What people call a thing of theirs."""

import unicodedata
from typing import Any

from django import forms

UNSEEN = {"Cc", "Cf"}  # what controls a machine, or how other letters are set
JOINERS = "\u200c\u200d"  # some scripts and pictures are made with them


class NameField(forms.CharField):
    """A name, without characters that nobody sees: two names would look the same, or one like none, and marks of
    direction would turn what stands beside it."""

    def to_python(self, value: Any) -> str:
        words = " ".join(str(super().to_python(value)).split())
        seen = "".join(c for c in words if unicodedata.category(c) not in UNSEEN or c in JOINERS)
        return seen.strip(f" {JOINERS}")

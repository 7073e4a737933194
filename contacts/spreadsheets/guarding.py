"""CSV has no types: a text that begins like a formula is guarded by an apostrophe on the way out, which is taken off
again on the way in. A text that begins with apostrophes before such a sign gets one more, so nothing is lost."""

import re

SUSPECT = frozenset("'=+-@\t\r\n＝＋－＠")  # no other text needs a closer look
FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")


def guarded(text: str) -> str:
    """The text as a cell of a CSV file that no spreadsheet program takes for a formula."""
    return f"'{text}" if FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text

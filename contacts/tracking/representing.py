"""How representative the completed questionnaires are so far: shares of the frame beside shares of the completes."""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from contacts.tracking.standing import Standing

NOTABLE = Fraction(5, 100)  # a difference from which on it is said in words


class Share(NamedTuple):
    """A region or type: its numbers, and its shares of the frame and of the completes, from 0 to 1."""

    code: str
    label: str
    eligible: int
    complete: int
    of_frame: Fraction
    of_complete: Fraction

    @property
    def difference(self) -> Fraction:
        """How much larger its share of the completes is: above 0 it is over-represented."""
        return self.of_complete - self.of_frame


def shares(parts: Iterable[Standing]) -> list[Share]:
    """The share of each part; none as long as nothing is complete. Ineligible organisations are left out."""
    listed = list(parts)
    eligible, complete = sum(part.eligible for part in listed), sum(part.complete for part in listed)
    if not complete:
        return []
    return [
        Share(
            part.code,
            part.label,
            part.eligible,
            part.complete,
            Fraction(part.eligible, eligible),
            Fraction(part.complete, complete),
        )
        for part in listed
    ]


def notable(found: Iterable[Share]) -> list[Share]:
    """Those that differ by NOTABLE or more, the largest difference first."""
    far = [share for share in found if abs(share.difference) >= NOTABLE]
    return sorted(far, key=lambda share: abs(share.difference), reverse=True)

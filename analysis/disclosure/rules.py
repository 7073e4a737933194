"""Which numbers tell too much. Pure."""

from dataclasses import dataclass

SMALLEST_BASE = 10
SMALLEST_CELL = 5
LARGEST_SHARE = 85  # per cent of a sum that its two largest parts may come to
TWO_LARGEST = 2


@dataclass(frozen=True, slots=True)
class Rules:
    """Nothing is told of a base smaller than `base`, and no count between nought and `cell`."""

    base: int = SMALLEST_BASE
    cell: int = SMALLEST_CELL

    def is_small(self, count: int) -> bool:
        """Whether it is so few that each of them might be found out. Nobody is nothing to hide."""
        return 0 < count < self.cell

    def is_safe(self, count: int, base: int) -> bool:
        """Whether so many of a base may be told: not of a small base, not so few, and not what all have in common."""
        return base >= self.base and not self.is_small(count) and (count < base or not count)

    def is_safe_sum(self, parts: list[int], base: int) -> bool:
        """Whether a sum or a mean of these numbers may be told: of no small base, and not where the two largest are
        nearly all of it."""
        largest = sum(sorted(parts)[-TWO_LARGEST:])
        return base >= self.base and largest * 100 <= sum(parts) * LARGEST_SHARE


DEFAULT = Rules()

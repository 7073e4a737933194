"""Which counts may be shown to outsiders without saying what a single organisation answered. Pure.

The rules of the public audience: no base under 10, no cell under 5, nothing that all of a group share, and of each set
of cells that add up to their base so many more hidden that the hidden ones cannot be worked out from the others.
"""

from collections.abc import Sequence

SMALLEST_BASE = 10
SMALLEST_CELL = 5


def shown(counts: Sequence[int], base: int, *, adds_up: bool) -> list[bool]:
    """Whether each count may be shown. `adds_up`: whether they add up to the base, as the answers do of which everybody
    gave one."""
    if base < SMALLEST_BASE:
        return [False] * len(counts)
    safe = [_is_safe(count, base) for count in counts]
    return _secondary(counts, safe) if adds_up else safe


def _is_safe(count: int, base: int) -> bool:
    return count == 0 or SMALLEST_CELL <= count < base


def _secondary(counts: Sequence[int], safe: list[bool]) -> list[bool]:
    """Where something is hidden, hide the smallest cells beside it until at least two are, which together are no small
    cell themselves."""
    kept = list(safe)
    by_size = sorted((place for place, is_safe in enumerate(safe) if is_safe and counts[place]), key=counts.__getitem__)
    for place in by_size:
        hidden = [count for count, is_shown in zip(counts, kept, strict=True) if not is_shown]
        if not hidden or (len(hidden) > 1 and sum(hidden) >= SMALLEST_CELL):
            break
        kept[place] = False
    return kept

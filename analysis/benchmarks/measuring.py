"""Measuring several things in turn, so that what else the machine does hits all of them alike."""

import gc
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median

Work = Callable[[], object]

MILLISECONDS = 1000


def nothing() -> None:
    """What most work needs before it."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure and its reference: what was done, and the median seconds of each."""

    name: str
    seconds: float
    reference: str
    reference_seconds: float

    @property
    def ratio(self) -> float:
        """Canvass's time as a share of the reference's: below 1 is faster."""
        return self.seconds / self.reference_seconds


def compare(
    name: str, work: Work, reference: str, reference_work: Work, *, rounds: int, before: Work = nothing
) -> Comparison:
    """Do both in turn, once unmeasured and then so many times. What has to be done before the work each time is not
    measured."""
    _seconds(work, before)
    _seconds(reference_work)
    gc.collect()
    pairs = [(_seconds(work, before), _seconds(reference_work)) for _ in range(rounds)]
    return Comparison(name, median(ours for ours, _ in pairs), reference, median(theirs for _, theirs in pairs))


def lines(comparisons: list[Comparison]) -> Iterator[str]:
    """A readable table, in milliseconds."""
    yield f"{'':46}{'ms':>9}{'reference ms':>15}{'ratio':>8}  reference"
    for found in comparisons:
        ours, theirs = found.seconds * MILLISECONDS, found.reference_seconds * MILLISECONDS
        yield f"{found.name:46}{ours:9.2f}{theirs:15.2f}{found.ratio:8.2f}  {found.reference}"


def _seconds(work: Work, before: Work = nothing) -> float:
    before()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start

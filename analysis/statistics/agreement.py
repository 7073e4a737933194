"""How far two coders agree on the codes of the same answers, beyond what chance would do."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy import special

LEVEL = 0.95
SMALLEST_REACH = 1e-9  # below it stands the rounding of nothing at all


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of how many answers both coders judged: the share of judgements on which they agree, the share on which they
    would by chance, and Cohen's kappa. That is None where chance alone would have them agree on everything, as where
    neither ever gives a code; its interval is None there too, and where nothing varies from which to tell how sure
    kappa is, as where they agree on everything."""

    answers: int
    observed: float
    by_chance: float
    kappa: float | None
    interval: tuple[float, float] | None


def of_coders(one: NDArray[np.bool_], other: NDArray[np.bool_], *, level: float = LEVEL) -> Agreement | None:
    """The agreement of two coders over all codes; None where there is no answer or no code. For either coder a row for
    each answer that both have judged, and a column for each code: whether the answer has it.

    Of one code this is Cohen's kappa (Cohen, 1960) with the large-sample interval of Fleiss, Cohen and Everitt (1969);
    of several it is the pooled kappa of De Vries, Elliott, Kanouse and Teleki (Field Methods 20, 2008), with the
    interval that the same delta method gives, an answer with all its codes being one observation.
    """
    if not one.size:
        return None
    rates = one.mean(axis=0), other.mean(axis=0)
    agree = (one == other).mean(axis=1)
    chance = float((rates[0] * rates[1] + (1 - rates[0]) * (1 - rates[1])).mean())
    observed = float(agree.mean())
    if chance == 1:
        return Agreement(len(one), observed, chance, None, None)
    kappa = (observed - chance) / (1 - chance)
    # How far each answer moves the share agreed on, the share agreed on by chance, and so kappa.
    moves_chance = ((one - rates[0]) * (2 * rates[1] - 1) + (other - rates[1]) * (2 * rates[0] - 1)).mean(axis=1)
    moves = (agree - observed - (1 - kappa) * moves_chance) / (1 - chance)
    reach = float(special.ndtri((1 + level) / 2)) * sqrt(float((moves**2).mean()) / len(one))
    interval = (max(-1.0, kappa - reach), min(1.0, kappa + reach)) if reach > SMALLEST_REACH else None
    return Agreement(len(one), observed, chance, kappa, interval)


def of_each_code(one: NDArray[np.bool_], other: NDArray[np.bool_], *, level: float = LEVEL) -> list[Agreement | None]:
    """The agreement on each code by itself, in the order of the columns."""
    return [of_coders(one[:, [code]], other[:, [code]], level=level) for code in range(one.shape[1])]

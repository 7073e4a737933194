"""Quartiles, weighted or not."""

import numpy as np
from numpy.typing import NDArray


def quartile(values: NDArray[np.int64], place: int, weights: NDArray[np.float64] | None = None) -> float:
    """The first, second or third quartile of at least one value. Without weights it lies at (n + 1) p among the values
    in order, as SPSS's HAVERAGE and R's type 6 have it (Hyndman and Fan, 1996); with weights it is the first value at
    which that share of all weight is reached."""
    if weights is None:
        return float(np.quantile(values, place / 4, method="weibull"))
    return float(np.quantile(values, place / 4, weights=weights, method="inverted_cdf"))

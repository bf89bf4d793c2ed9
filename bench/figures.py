"""Percentiles, medians and shares."""

import math
import statistics
from collections.abc import Iterable, Sequence

Share = dict[str, int]
"""`right` of `of`."""


def percentile(values: Sequence[float], percent: float) -> float:
    """The nearest-rank percentile: the smallest value that `percent` % of all do not exceed.

    Raises:
        ValueError: there are no values.
    """
    if not values:
        raise ValueError("no values to take a percentile of")
    rank = max(1, math.ceil(percent / 100 * len(values)))
    return sorted(values)[rank - 1]


def spread(values: Sequence[float]) -> dict[str, float]:
    """Median and 95th percentile."""
    return {"p50": statistics.median(values), "p95": percentile(values, 95)}


def share(verdicts: Iterable[bool]) -> Share:
    """How many hold, of how many."""
    listed = list(verdicts)
    return {"right": sum(listed), "of": len(listed)}

"""Which counts look unusual beside a unit's own past; counts here are small and often zero."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from statistics import median

__all__ = ["ENOUGH", "unusual"]

#: How many earlier periods tell what is usual.
ENOUGH = 3
#: From this distance on (in robust deviations) a value is shown.
FAR = 3.5


def unusual(past: Sequence[int], now: int) -> float | None:
    """How far a count lies from a unit's own past, where that is far; ``None`` where it is usual or unknown.

    Square roots make the spread of counts alike whatever their size; the median and the median deviation bear
    single odd values; the deviation is never taken below that of a pure count (1/2), so that a past of zeros
    does not make a two unusual.

    >>> unusual([0, 0, 0, 0], 2) is None, unusual([12, 15, 11, 14], 140) > 3.5, unusual([12, 15], 140) is None
    (True, True, True)
    """
    if len(past) < ENOUGH:
        return None
    roots = [sqrt(value + 0.375) for value in past]
    centre = median(roots)
    spread = max(1.4826 * median(abs(root - centre) for root in roots), 0.5)
    distance = (sqrt(now + 0.375) - centre) / spread
    return distance if abs(distance) >= FAR else None

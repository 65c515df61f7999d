"""Half-open validity: a thing holds from its first day up to, not including, the day it ends."""

from __future__ import annotations

from datetime import date

__all__ = ["BEGINNING", "holds"]

#: The first day of data whose true beginning is not recorded.
BEGINNING = date(2000, 1, 1)


def holds(valid_from: date, valid_to: date | None, on: date) -> bool:
    """Whether something valid in ``[valid_from, valid_to)`` holds on a day; ``None`` means no end.

    >>> holds(date(2025, 7, 1), None, date(2025, 7, 1)), holds(BEGINNING, date(2025, 7, 1), date(2025, 7, 1))
    (True, False)
    """
    return valid_from <= on and (valid_to is None or on < valid_to)

"""What parties counted together: which statements about the same thing are taken off a sum, so that none is twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from phoihop.core.periods import Range
from phoihop.figures.rules.maps import Geography

__all__ = ["Together", "taken_off"]


class Together(NamedTuple):
    """One overlap (phần trùng) on the map of a day: of which unit, for which days, of which systems, how much."""

    unit: int
    range: Range
    systems: str
    value: int


def taken_off(said: Sequence[Together], *, geo: Geography, on: date) -> int:
    """What is taken off a sum of all parties, in the indicator's smallest step.

    An overlap is stated of a unit with all below it and of a whole period: one of the same systems that lies inside
    another, by unit and by days, is in that one already.
    """
    return sum(one.value for one in said if not any(_holds(other, one, geo, on) for other in said))


def _holds(other: Together, one: Together, geo: Geography, on: date) -> bool:
    return (
        other.systems == one.systems
        and (other.unit, other.range) != (one.unit, one.range)
        and other.range.covers(one.range)
        and one.unit in geo.below(other.unit, on)
    )

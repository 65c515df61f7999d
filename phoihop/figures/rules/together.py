"""What parties counted together: which statements about the same thing are taken off a sum, so that none is twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
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


def taken_off(said: Sequence[Together], parties: Mapping[str, int], *, geo: Geography, on: date) -> int:
    """What is taken off a sum of all parties, in the indicator's smallest step; ``parties``: what each of them counts.

    An overlap is stated of a unit with all below it and of a whole period: one of the same systems that lies inside
    another, by unit and by days, is in that one already. Parties can have counted together no more than what they
    still count besides the largest of them, and all parties together are never fewer than the largest: where numbers
    were lowered or withdrawn since, that much less is taken off.
    """
    by_parties: dict[str, int] = defaultdict(int)
    for one in said:
        if not any(_holds(other, one, geo, on) for other in said):
            by_parties[one.systems] += one.value
    taken = sum(
        min(value, _at_most([parties.get(system, 0) for system in systems.split(",")]))
        for systems, value in by_parties.items()
    )
    return min(taken, _at_most(list(parties.values())))


def _at_most(values: Sequence[int]) -> int:
    """How much can have been counted more than once."""
    return sum(values) - max(values, default=0)


def _holds(other: Together, one: Together, geo: Geography, on: date) -> bool:
    return (
        other.systems == one.systems
        and (other.unit, other.range) != (one.unit, one.range)
        and other.range.covers(one.range)
        and one.unit in geo.below(other.unit, on)
    )

"""What parties counted together: which statements about the same thing are taken off a sum, so that none is twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from phoihop.core.periods import Range
from phoihop.figures.rules.maps import Geography

__all__ = ["Together", "counting", "taken_off"]


class Together(NamedTuple):
    """One overlap (phần trùng) on the map of a day: of which unit, for which days, of which systems, how much."""

    unit: int
    range: Range
    systems: str
    value: int
    number: int = 0


def counting(said: Sequence[Together], *, geo: Geography, on: date, last: bool = False) -> list[Together]:
    """Which of some statements are taken off: those that no other has in it already.

    An overlap is stated of a unit with all below it and of a whole period: one of the same systems that lies inside
    another, by unit and by days, is in that one already. Of a stock, ``last``, the latest period of each unit counts,
    and what a unit states for all below it stands for theirs, whatever their periods.
    """
    if last:
        latest: dict[tuple[int, str], Together] = {}
        for one in said:
            at = latest.get((one.unit, one.systems))
            if at is None or _late(one) > _late(at):
                latest[one.unit, one.systems] = one
        said = [one for one in said if latest[one.unit, one.systems].range == one.range]
    return [one for one in said if not any(_holds(other, one, geo, on, last=last) for other in said)]


def taken_off(
    said: Sequence[Together], parties: Mapping[str, int], *, geo: Geography, on: date, last: bool = False
) -> int:
    """What is taken off a sum of all parties, in the indicator's smallest step; ``parties``: what each of them counts.

    Parties can have counted together no more than what they still count besides the largest of them, and all parties
    together are never fewer than the largest: where numbers were lowered or withdrawn since, that much less is taken
    off. Of the statements those of `counting`.
    """
    by_parties: dict[str, int] = defaultdict(int)
    for one in counting(said, geo=geo, on=on, last=last):
        by_parties[one.systems] += one.value
    taken = sum(
        min(value, _at_most([parties.get(system, 0) for system in systems.split(",")]))
        for systems, value in by_parties.items()
    )
    return min(taken, _at_most(list(parties.values())))


def _at_most(values: Sequence[int]) -> int:
    """How much can have been counted more than once."""
    return sum(values) - max(values, default=0)


def _late(one: Together) -> tuple[date, int]:
    """The later end, then the longer period."""
    return one.range.end, (one.range.end - one.range.start).days


def _holds(other: Together, one: Together, geo: Geography, on: date, *, last: bool) -> bool:
    if other.systems != one.systems or one.unit not in geo.below(other.unit, on):
        return False
    if last:
        return other.unit != one.unit
    return (other.unit, other.range) != (one.unit, one.range) and other.range.covers(one.range)

"""What an act touches: of which bodies, for which periods and indicators; whoever keeps totals asks by it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from phoihop.core.actor import System
from phoihop.figures.queries.periods import PeriodRow
from phoihop.figures.rules.values import SYSTEM_NUMBERS
from phoihop.organisations.models import Body

__all__ = ["Reporter", "Touched", "reporters", "touch"]


@dataclass(frozen=True, slots=True)
class Reporter:
    """A body as the totals see it."""

    id: int
    place: int
    system: int
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class Touched:
    """The keys that an act changes: what of whom for when."""

    reporters: Mapping[int, Reporter]
    periods: Mapping[int, PeriodRow]
    indicators: frozenset[int]
    pairs: frozenset[tuple[int, int]]


def reporters(bodies: Iterable[int]) -> dict[int, Reporter]:
    """The bodies that exist, by id."""
    rows = Body.objects.filter(pk__in=set(bodies)).values_list("pk", "place_id", "system", "valid_to")
    return {pk: Reporter(pk, place, SYSTEM_NUMBERS[System(system)], ended) for pk, place, system, ended in rows}


def touch(keys: Collection[tuple[int, int, int]], periods: Mapping[int, PeriodRow]) -> Touched:
    """What an act touches, from (body, period, indicator) ids."""
    return Touched(
        reporters({body for body, _, _ in keys}),
        periods,
        frozenset(indicator for _, _, indicator in keys),
        frozenset((body, period) for body, period, _ in keys),
    )

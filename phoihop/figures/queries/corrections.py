"""What changed of the figures after an act: who corrected which accepted value, when and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model, QuerySet

from phoihop.core.actor import System
from phoihop.figures.models import Change, Figure
from phoihop.figures.queries.geography import geography, groups_of
from phoihop.figures.queries.periods import PeriodRow
from phoihop.figures.rules.values import SYSTEM_NUMBERS, Standing
from phoihop.organisations.models import Body

__all__ = ["Correction", "by_unit", "corrections", "later"]

#: With more later acts than this everything is asked again instead of what they can have moved.
MANY = 300
#: So many rows are read by their ids in one query.
AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class Correction:
    """One change of what counts since an edition (điều chỉnh), with who made it when and why.

    ``before`` and ``after`` are the accepted values of a body; ``None`` where none was or is.
    """

    change: int
    at: datetime
    by: str
    reason: str
    body: int
    period: str
    before: int | None
    after: int | None


def by_unit(
    found_of: Mapping[tuple[int, int], Sequence[tuple[int, int, Correction]]], on: date
) -> dict[tuple[int, int, int], list[tuple[int, Correction]]]:
    """For each (unit, indicator, system) of the map of a day the corrections that it or a unit below had."""
    geo = geography()
    found: dict[tuple[int, int, int], list[tuple[int, Correction]]] = defaultdict(list)
    for (indicator, system), listed in found_of.items():
        for place, period, one in listed:
            for unit in {above for share in geo.target(place, on) for above in geo.chain(share.unit, on)}:
                found[unit, indicator, system].append((period, one))
    return found


def later(since: int, until: int | None) -> list[int] | None:
    """The numbers of the acts after one, up to another; ``None`` where they are many."""
    found = Change.objects.filter(number__gt=since)
    if until is not None:
        found = found.filter(number__lte=until)
    numbers = list(found.order_by("number").values_list("number", flat=True)[: MANY + 1])
    return None if len(numbers) > MANY else numbers


def corrections(
    since: int,
    until: int | None,
    keys: Collection[tuple[int, int, int, int]],
    on: date,
    periods: Mapping[int, PeriodRow],
) -> dict[tuple[int, int], list[tuple[int, int, Correction]]]:
    """Changed rows after a change number that concern some totals, by (indicator, system): (place, period, correction).

    Rows that leave what is accepted as it is (a claim was chosen, a report sent again) are no corrections.
    """
    spans = {periods[key[1]].range for key in keys}
    within = [pk for pk, row in periods.items() if any(span.covers(row.range) for span in spans)]
    rows = Figure.objects.filter(indicator__in={key[2] for key in keys}, period__in=within, breakdown=None)
    numbers = later(since, until)
    if numbers is None:
        rows = rows.filter(body__in=_bodies_of({key[0] for key in keys}, on), change__gt=since)
        rows = rows if until is None else rows.filter(change__lte=until)
    else:
        rows = rows.filter(change__in=numbers)
    columns = ("pk", "change", "replaces", "indicator", "body", "period", "value", "standing")
    changed = sorted(rows.order_by().values_list(*columns)) if keys else []
    old = _accepted({row[2] for row in changed if row[2] is not None})
    replaced = _by_ids(Figure, {row[2] for row in changed}, "pk", "change", "standing")
    sent = {row[0]: row[1] for row in replaced if row[2] == Standing.SUBMITTED}
    acts = {row[1] for row in changed} | set(sent.values())
    changes = {row[0]: row[1:] for row in _by_ids(Change, acts, "pk", "at", "name", "reason")}
    bodies = {row[0]: row[1:] for row in _by_ids(Body, {row[4] for row in changed}, "pk", "place", "system")}
    found: dict[tuple[int, int], list[tuple[int, int, Correction]]] = defaultdict(list)
    for _, change, replaces, indicator, body, period, value, standing in changed:
        before, after = old.get(replaces), value if standing == Standing.ACCEPTED else None
        if standing == Standing.SUBMITTED or before == after:
            continue
        at, by, reason = changes[change]
        if not reason and replaces in sent:
            reason = changes[sent[replaces]][2]  # a supplement says why when it is sent
        place, system = bodies[body]
        code = periods[period].period.code
        made = Correction(change, at, by, reason, body, code, before, after)
        found[indicator, SYSTEM_NUMBERS[System(system)]].append((place, period, made))
    return found


def _accepted(rows: Collection[int]) -> dict[int, int | None]:
    """The value that counted as accepted when each row stood: what was only sent leaves the one before in force."""
    found: dict[int, int | None] = {}
    at = {pk: pk for pk in rows}
    while at:
        here = {row[0]: row[1:] for row in _by_ids(Figure, set(at.values()), "pk", "value", "standing", "replaces")}
        at, read = {}, at
        for pk, place in read.items():
            value, standing, replaces = here[place]
            if standing == Standing.SUBMITTED and replaces is not None:
                at[pk] = replaces
            else:
                found[pk] = value if standing == Standing.ACCEPTED else None
    return found


def _bodies_of(units: Collection[int], on: date) -> QuerySet[Body, int]:
    """The bodies whose values count at some units on the map of a day."""
    places: set[int] = set()
    for unit in units:
        groups = groups_of(unit, on, children=False)
        places.update(groups.places(groups.provinces))
    return Body.objects.filter(place__in=places).values_list("pk", flat=True)


def _by_ids(model: type[Model], ids: Collection[int | None], *columns: str) -> Iterator[tuple[Any, ...]]:
    """Columns of the rows of some ids, some thousand at a time."""
    wanted = sorted(pk for pk in ids if pk is not None)
    for start in range(0, len(wanted), AT_ONCE):
        yield from model._default_manager.filter(pk__in=wanted[start : start + AT_ONCE]).values_list(*columns)

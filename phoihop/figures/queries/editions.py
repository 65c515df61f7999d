"""Frozen figures: what an edition holds, and what has changed since."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model, QuerySet

from phoihop.core.actor import System
from phoihop.core.periods import Kind
from phoihop.figures.models import Change, Edition, EditionTotal, Figure, Overlap
from phoihop.figures.queries.geography import geography, groups_of, map_version
from phoihop.figures.queries.periods import PeriodRow, all_periods
from phoihop.figures.queries.scope import sensitive
from phoihop.figures.queries.totals import SYSTEMS, sums, table
from phoihop.figures.rules.comparators import combined
from phoihop.figures.rules.values import SYSTEM_NUMBERS, Comparator, Standing
from phoihop.indicators.models import Indicator
from phoihop.organisations.models import Body

__all__ = [
    "Correction",
    "Difference",
    "diff",
    "digest",
    "digest_of",
    "frozen",
    "live_totals",
    "within_scope",
]

#: Up to so many changed units are asked one by one.
FEW = 12
#: The number of a province among the levels of units.
PROVINCE = 1
#: With more later acts than this everything is asked again instead of what they can have moved.
MANY = 300
#: So many rows are read by their ids in one query.
AT_ONCE = 5000
#: (unit, period id, indicator id, system number) → (value, comparator, counted)
Frozen = dict[tuple[int, int, int, int], tuple[int | None, int, int]]


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


@dataclass(frozen=True, slots=True)
class Difference:
    """One total that differs (chênh lệch) between an edition and another, or what stands now."""

    unit: int
    period: str
    indicator: str
    system: str
    before: int | None
    after: int | None
    corrections: tuple[Correction, ...]

    @property
    def change(self) -> int:
        return (self.after or 0) - (self.before or 0)


def digest(totals: Mapping[tuple[int, int, int, int], tuple[int | None, int, int]]) -> str:
    """SHA-256 over the totals in the order of their keys, as hex."""
    found = hashlib.sha256()
    for key in sorted(totals):
        found.update(repr((*key, *totals[key])).encode())
    return found.hexdigest()


def frozen(edition: int, **only: Collection[int]) -> Frozen:
    """The totals of an edition, all or those of some units, periods, indicators (``unit__in`` and so on)."""
    rows = EditionTotal.objects.filter(edition=edition, **only).values_list(
        "unit", "period", "indicator", "system", "value", "comparator", "counted"
    )
    return {row[:4]: row[4:] for row in rows}


def digest_of(edition: int) -> str:
    """The digest of the totals that an edition holds now: its own unless someone tampered with them."""
    return digest(frozen(edition))


def live_totals(*, place: int, period: PeriodRow, map_date: date) -> Frozen:
    """The totals of a unit and of each unit right below it, for a period and each of its years, as they stand."""
    periods = all_periods()
    rows = [period] + [
        row
        for row in periods.values()
        if row.period.kind is Kind.YEAR
        and row.period.calendar is period.period.calendar
        and period.range.covers(row.range)
        and row.id != period.id
    ]
    return _as_they_stand(place, rows, map_date, _rules(), below=True) | _all_parties(place, rows, map_date)


def within_scope(totals: Frozen, system: str) -> Frozen:
    """The totals that a body of a party may read, and so freeze: its own, and from the province up all that are shared.

    All of them for the empty ``system``; other parties' sensitive indicators and lines below a province are left out.
    """
    if not system:
        return totals
    levels, own = geography().levels, SYSTEM_NUMBERS[System(system)]
    kept = sensitive()
    return {
        key: said
        for key, said in totals.items()
        if key[3] == own or (levels[key[0]] <= PROVINCE and key[2] not in kept)
    }


def _all_parties(place: int, rows: Sequence[PeriodRow], on: date) -> Frozen:
    """The totals of all parties together (system 0), of the indicators whose systems add up."""
    adding = dict(Indicator.objects.exclude(over_systems=Indicator.OverSystems.APART).values_list("code", "pk"))
    made: Frozen = {}
    for children in (True, False) if adding else ():
        found = table(
            unit=place, ranges=[row.range for row in rows], on=on, indicators=adding,
            calendar=rows[0].period.calendar, children=children,
        )  # fmt: skip
        for (line, number, code, system), one in found.cells.items():
            if system is None and line.kind == "all":
                made[line.unit, rows[number].id, adding[code], 0] = (one.value, int(one.comparator), one.counted)
    return made


def _rules(indicators: Collection[int] | None = None) -> dict[int, tuple[str, str]]:
    rows = Indicator.objects.all() if indicators is None else Indicator.objects.filter(pk__in=indicators)
    return {pk: (units, time) for pk, units, time in rows.values_list("pk", "over_units", "over_time")}


def _as_they_stand(
    place: int,
    rows: Sequence[PeriodRow],
    on: date,
    rules: Mapping[int, tuple[str, str]],
    *,
    below: bool,
) -> Frozen:
    calendar = rows[0].period.calendar
    cells = sums(unit=place, ranges=[row.range for row in rows], on=on, rules=rules, calendar=calendar, below=below)
    ids = [row.id for row in rows]
    return {
        (line.unit, ids[number], indicator, system): (
            one.value,
            int(combined(one.mask, one.counted)) if one.counted else int(Comparator.EQ),
            one.counted,
        )
        for (line, number, indicator, system), one in cells.items()
        if line.kind == "all"
    }


def diff(edition: Edition, other: Edition | None = None) -> list[Difference]:
    """What differs between an edition and a later one (now where ``None``), each with the changes behind it.

    Later corrections, of values or of successions, show here; the edition itself never changes.
    """
    periods = all_periods()
    if other is not None:
        before, after = frozen(edition.pk), frozen(other.pk)
    else:
        before, after = _now(edition, periods)
    for party in {edition.system, other.system if other else edition.system}:
        before, after = within_scope(before, party), within_scope(after, party)
    keys = sorted(
        key for key in before.keys() | after.keys() if before.get(key, (None,))[0] != after.get(key, (None,))[0]
    )
    corrections = _corrections(edition.change, other.change if other else None, keys, edition.map_date, periods)
    codes = dict(Indicator.objects.filter(pk__in={key[2] for key in keys}).values_list("pk", "code"))
    behind = _by_unit(corrections, edition.map_date)
    found = []
    for key in keys:
        unit, period, indicator, system = key
        why = tuple(
            one
            for number in ([system] if system else SYSTEMS)
            for of_period, one in behind.get((unit, indicator, number), ())
            if periods[period].range.covers(periods[of_period].range)
        )
        found.append(
            Difference(
                unit,
                periods[period].period.code,
                codes[indicator],
                SYSTEMS[system] if system else "",
                before.get(key, (None,))[0],
                after.get(key, (None,))[0],
                why,
            )
        )
    return found


def _by_unit(
    corrections: Mapping[tuple[int, int], Sequence[tuple[int, int, Correction]]], on: date
) -> dict[tuple[int, int, int], list[tuple[int, Correction]]]:
    """For each (unit, indicator, system) of the map of a day the corrections that it or a unit below had."""
    geo = geography()
    found: dict[tuple[int, int, int], list[tuple[int, Correction]]] = defaultdict(list)
    for (indicator, system), listed in corrections.items():
        for place, period, one in listed:
            for unit in {above for share in geo.target(place, on) for above in geo.chain(share.unit, on)}:
                found[unit, indicator, system].append((period, one))
    return found


def _now(edition: Edition, periods: Mapping[int, PeriodRow]) -> tuple[Frozen, Frozen]:
    """Totals of an edition and as they stand now: only what later rows of the log or overlaps can have moved, if few.

    Other units' data, or many later acts: everything.
    """
    whole = periods[edition.period_id]
    later = _later(edition.change, None)
    if later is None or edition.map_version != map_version():
        now = live_totals(place=edition.place_id, period=whole, map_date=edition.map_date)
        return frozen(edition.pk), now
    log = Figure.objects.filter(change__in=later, breakdown=None).order_by()
    touched = list(log.values_list("indicator", "period", "body").distinct())
    shared = list(
        Overlap.objects.filter(at__gt=edition.made_at).order_by().values_list("indicator", "period", "place").distinct()
    )
    spans = {
        pk
        for pk, row in periods.items()
        if whole.range.covers(row.range)
        and (row.period.kind is Kind.YEAR or pk == whole.id)
        and any(row.range.covers(periods[period].range) for period in {one[1] for one in (*touched, *shared)})
    }
    indicators = {one[0] for one in (*touched, *shared)}
    if not spans or not indicators:
        return {}, {}
    geo = geography()
    groups = groups_of(edition.place_id, edition.map_date, children=True)
    places = set(Body.objects.filter(pk__in={body for _, _, body in touched}).values_list("place", flat=True))
    places |= {place for _, _, place in shared}
    places |= {one for place in places for side in geo.relatives(place) for one in side}
    units = {line.unit for place in places for line, _ in groups.of(place) if line.kind == "all"}
    asked = units | {edition.place_id}
    rules, rows = _rules(indicators), [periods[pk] for pk in sorted(spans)]
    only: dict[str, Collection[int]] = {"period__in": spans, "indicator__in": indicators}
    if len(units) > FEW:
        now = _as_they_stand(edition.place_id, rows, edition.map_date, rules, below=True)
        held = frozen(edition.pk, **only)
        together = _all_parties(edition.place_id, rows, edition.map_date)
        return held, now | _wanted(together, held, {key[0] for key in together}, indicators)
    now = {}
    for unit in sorted(asked):
        now |= _as_they_stand(unit, rows, edition.map_date, rules, below=False)
    held = frozen(edition.pk, unit__in=asked, **only)
    return held, now | _wanted(_all_parties(edition.place_id, rows, edition.map_date), held, asked, indicators)


def _wanted(together: Frozen, held: Frozen, units: Collection[int], indicators: Collection[int]) -> Frozen:
    """All parties' totals of some units and indicators, where the edition holds any: those of before do not."""
    if not any(key[3] == 0 for key in held):
        return {}
    return {key: said for key, said in together.items() if key[0] in units and key[2] in indicators}


def _later(since: int, until: int | None) -> list[int] | None:
    """The numbers of the acts after one, up to another; ``None`` where they are many."""
    found = Change.objects.filter(number__gt=since)
    if until is not None:
        found = found.filter(number__lte=until)
    numbers = list(found.order_by("number").values_list("number", flat=True)[: MANY + 1])
    return None if len(numbers) > MANY else numbers


def _corrections(
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
    numbers = _later(since, until)
    if numbers is None:
        rows = rows.filter(body__in=_bodies_of({key[0] for key in keys}, on), change__gt=since)
        rows = rows if until is None else rows.filter(change__lte=until)
    else:
        rows = rows.filter(change__in=numbers)
    columns = ("pk", "change", "replaces", "indicator", "body", "period", "value", "standing")
    later = sorted(rows.order_by().values_list(*columns)) if keys else []
    old = _accepted({row[2] for row in later if row[2] is not None})
    replaced = _by_ids(Figure, {row[2] for row in later}, "pk", "change", "standing")
    sent = {row[0]: row[1] for row in replaced if row[2] == Standing.SUBMITTED}
    acts = {row[1] for row in later} | set(sent.values())
    changes = {row[0]: row[1:] for row in _by_ids(Change, acts, "pk", "at", "name", "reason")}
    bodies = {row[0]: row[1:] for row in _by_ids(Body, {row[4] for row in later}, "pk", "place", "system")}
    found: dict[tuple[int, int], list[tuple[int, int, Correction]]] = defaultdict(list)
    for _, change, replaces, indicator, body, period, value, standing in later:
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

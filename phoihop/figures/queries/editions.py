"""Frozen figures: what an edition holds, and what has changed since."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from phoihop.core.actor import System
from phoihop.core.periods import Kind
from phoihop.figures.models import Edition, EditionTotal, Figure, Overlap
from phoihop.figures.queries.corrections import Correction, by_unit, corrections, later
from phoihop.figures.queries.geography import geography, groups_of, map_version
from phoihop.figures.queries.overlaps import overlaps_since
from phoihop.figures.queries.periods import PeriodRow, all_periods
from phoihop.figures.queries.scope import sensitive
from phoihop.figures.queries.totals import SYSTEMS, sums, table
from phoihop.figures.rules.comparators import combined
from phoihop.figures.rules.values import SYSTEM_NUMBERS, Comparator
from phoihop.indicators.models import Adding, Indicator
from phoihop.indicators.queries import ruled_since
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
#: (unit, period id, indicator id, system number) → (value, comparator, counted)
Frozen = dict[tuple[int, int, int, int], tuple[int | None, int, int]]


@dataclass(frozen=True, slots=True)
class Difference:
    """One total that differs (chênh lệch) between an edition and another, or what stands now.

    Behind a total of all parties may also stand another rule of adding, or other overlaps.
    """

    unit: int
    period: str
    indicator: str
    system: str
    before: int | None
    after: int | None
    corrections: tuple[Correction, ...]
    adding: tuple[Adding, ...] = ()
    overlaps: tuple[Overlap, ...] = ()

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
    made = corrections(edition.change, other.change if other else None, keys, edition.map_date, periods)
    codes = dict(Indicator.objects.filter(pk__in={key[2] for key in keys}).values_list("pk", "code"))
    behind = by_unit(made, edition.map_date)
    together = _behind_all_parties(edition, other) if any(not key[3] for key in keys) else ({}, [])
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
                *(_told_of(key, together, periods, edition.map_date) if not system else ()),
            )
        )
    return found


def _behind_all_parties(edition: Edition, other: Edition | None) -> tuple[Mapping[int, list[Adding]], list[Overlap]]:
    """What was said since an edition on how indicators add up, by indicator, and on what parties counted together."""
    said: dict[int, list[Adding]] = defaultdict(list)
    for row in ruled_since(edition.adding or 0):
        if other is None or row.pk <= (other.adding or 0):
            said[row.indicator_id].append(row)
    told = overlaps_since(edition)
    later = {row.pk for row in overlaps_since(other)} if other is not None else ()
    return said, [row for row in told if row.pk not in later]


def _told_of(
    key: tuple[int, int, int, int],
    together: tuple[Mapping[int, list[Adding]], list[Overlap]],
    periods: Mapping[int, PeriodRow],
    on: date,
) -> tuple[tuple[Adding, ...], tuple[Overlap, ...]]:
    """Of `_behind_all_parties` what concerns one total."""
    unit, period, indicator, _system = key
    groups = groups_of(unit, on, children=False)
    shared = (
        row
        for row in together[1]
        if row.indicator_id == indicator
        and periods[period].range.covers(periods[row.period_id].range)
        and groups.of(row.place_id)
    )
    return tuple(together[0].get(indicator, ())), tuple(shared)


def _now(edition: Edition, periods: Mapping[int, PeriodRow]) -> tuple[Frozen, Frozen]:
    """Totals of an edition and as they stand now: only what later rows of the log or overlaps can have moved, if few.

    Other units' data, other rules of adding, or many later acts: everything.
    """
    whole = periods[edition.period_id]
    acts = later(edition.change, None)
    if acts is None or edition.map_version != map_version() or ruled_since(edition.adding or 0):
        now = live_totals(place=edition.place_id, period=whole, map_date=edition.map_date)
        return frozen(edition.pk), now
    log = Figure.objects.filter(change__in=acts, breakdown=None).order_by()
    touched = list(log.values_list("indicator", "period", "body").distinct())
    shared = {(row.indicator_id, row.period_id, row.place_id) for row in overlaps_since(edition)}
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

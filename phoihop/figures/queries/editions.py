"""Frozen figures: what an edition holds, and what has changed since."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from phoihop.core.periods import Kind
from phoihop.figures.models import Edition, EditionTotal, Figure
from phoihop.figures.queries.geography import geography, groups_of, map_version
from phoihop.figures.queries.periods import PeriodRow, all_periods
from phoihop.figures.queries.totals import SYSTEMS, Table, table
from phoihop.figures.rules.values import SYSTEM_NUMBERS
from phoihop.indicators.models import Indicator
from phoihop.places import queries as places

__all__ = [
    "Correction",
    "Difference",
    "diff",
    "digest",
    "digest_of",
    "edition_page",
    "editions_of",
    "frozen",
    "live_totals",
]

#: Up to so many changed units are asked one by one.
FEW = 12
#: (unit, period id, indicator id, system number) → (value, comparator, counted)
Frozen = dict[tuple[int, int, int, int], tuple[int | None, int, int]]


@dataclass(frozen=True, slots=True)
class Correction:
    """One change of a base value since an edition (điều chỉnh), with who changed it when and why."""

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


def frozen(edition: int) -> Frozen:
    """The totals of an edition."""
    rows = EditionTotal.objects.filter(edition=edition).values_list(
        "unit", "period", "indicator", "system", "value", "comparator", "counted"
    )
    return {row[:4]: row[4:] for row in rows}


def digest_of(edition: int) -> str:
    """The digest of the totals that an edition holds now: its own unless someone tampered with them."""
    return digest(frozen(edition))


def editions_of(place: int) -> Sequence[Edition]:
    """The editions of a unit, newest first."""
    return list(Edition.objects.filter(place=place).select_related("period").order_by("-made_at"))


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
    codes = dict(Indicator.objects.values_list("code", "pk"))
    made: Frozen = {}
    for children in (False, True):
        found: Table = table(
            unit=place,
            ranges=[row.range for row in rows],
            on=map_date,
            indicators=list(codes),
            calendar=period.period.calendar,
            children=children,
        )
        for (line, number, code, system), total in found.cells.items():
            if system is not None and line.kind == "all" and total.halves is None:
                key = (line.unit, rows[number].id, codes[code], SYSTEM_NUMBERS[system])
                made[key] = (total.value, int(total.comparator), total.counted)
    return made


def diff(edition: Edition, other: Edition | None = None) -> list[Difference]:
    """What differs between an edition and a later one (now where ``None``), each with the changes behind it.

    Later corrections, of values or of successions, show here; the edition itself never changes.
    """
    periods = all_periods()
    before = frozen(edition.pk)
    if other is not None:
        after = frozen(other.pk)
    elif edition.map_version != map_version():
        after = live_totals(place=edition.place_id, period=periods[edition.period_id], map_date=edition.map_date)
    else:
        after = _moved(edition, before, periods)
    keys = [
        key for key in sorted(before.keys() | after.keys()) if before.get(key, (None,))[0] != after.get(key, (None,))[0]
    ]
    corrections = _corrections(edition.change, other.change if other else None, {key[2] for key in keys})
    codes = dict(Indicator.objects.filter(pk__in={key[2] for key in keys}).values_list("pk", "code"))
    geo = geography()
    found = []
    for key in keys:
        unit, period, indicator, system = key
        below = geo.below(unit, edition.map_date)
        why = tuple(
            one
            for place, number, of_period, one in corrections.get((indicator, system), ())
            if periods[period].range.covers(periods[of_period].range)
            and any(share.unit in below for share in geo.target(place, edition.map_date))
        )
        found.append(
            Difference(
                unit,
                periods[period].period.code,
                codes[indicator],
                SYSTEMS[system],
                before.get(key, (None,))[0],
                after.get(key, (None,))[0],
                why,
            )
        )
    return found


def _moved(edition: Edition, before: Frozen, periods: Mapping[int, PeriodRow]) -> Frozen:
    """The totals of an edition as they stand now: only those that later rows of the log can have moved are asked."""
    rows = Figure.objects.filter(change__gt=edition.change, breakdown=None)
    touched = list(rows.values_list("indicator", "period", "body__place").distinct())
    geo = geography()
    whole, after = periods[edition.period_id], dict(before)
    indicators = {indicator for indicator, _, _ in touched}
    spans = {
        pk
        for pk, row in periods.items()
        if whole.range.covers(row.range)
        and (row.period.kind is Kind.YEAR or pk == whole.id)
        and any(row.range.covers(periods[period].range) for _, period, _ in touched)
    }
    groups = groups_of(edition.place_id, edition.map_date, children=True)
    units = {line.unit for _, _, place in touched for line, _ in groups.of(place) if line.kind == "all"}
    below = geo.below(edition.place_id, edition.map_date)
    near = {one for place in {place for _, _, place in touched} for side in geo.relatives(place) for one in side}
    units |= {line.unit for place in near for line, _ in groups.of(place) if line.kind == "all" and line.unit in below}
    if not spans or not indicators:
        return after
    asked = units | {edition.place_id}
    for key in [key for key in after if key[0] in asked and key[1] in spans and key[2] in indicators]:
        del after[key]
    codes = dict(Indicator.objects.filter(pk__in=indicators).values_list("code", "pk"))
    for unit in sorted(units) if len(units) <= FEW else [None]:
        after |= _live(unit or edition.place_id, spans, periods, edition, codes, children=unit is None)
    after |= _live(edition.place_id, spans, periods, edition, codes, children=False)
    return after


def _live(
    unit: int,
    spans: Iterable[int],
    periods: Mapping[int, PeriodRow],
    edition: Edition,
    codes: Mapping[str, int],
    *,
    children: bool,
) -> Frozen:
    rows = [periods[pk] for pk in sorted(spans)]
    found = table(
        unit=unit,
        ranges=[row.range for row in rows],
        on=edition.map_date,
        indicators=list(codes),
        calendar=periods[edition.period_id].period.calendar,
        children=children,
    )
    return {
        (line.unit, rows[number].id, codes[code], SYSTEM_NUMBERS[system]): (
            total.value,
            int(total.comparator),
            total.counted,
        )
        for (line, number, code, system), total in found.cells.items()
        if system is not None and line.kind == "all" and total.halves is None
    }


def _corrections(
    since: int, until: int | None, indicators: Iterable[int]
) -> dict[tuple[int, int], list[tuple[int, int, int, Correction]]]:
    """Changed rows after a change number, by (indicator, system): (place, figure, period, correction)."""
    rows = Figure.objects.filter(change__gt=since, indicator__in=list(indicators), breakdown=None)
    if until is not None:
        rows = rows.filter(change__lte=until)
    periods = all_periods()
    found: dict[tuple[int, int], list[tuple[int, int, int, Correction]]] = defaultdict(list)
    for row in rows.select_related("change", "replaces", "body").order_by("pk").iterator(2000):
        before = row.replaces.value if row.replaces else None
        if row.replaces is not None and (before, row.replaces.standing) == (row.value, row.standing):
            continue
        found[row.indicator_id, SYSTEM_NUMBERS[row.body.line]].append(
            (
                row.body.place_id,
                row.pk,
                row.period_id,
                Correction(
                    row.change_id,
                    row.change.at,
                    row.change.name,
                    row.change.reason,
                    row.body_id,
                    periods[row.period_id].period.code,
                    before,
                    row.value,
                ),
            )
        )
    return found


def edition_page(edition: Edition) -> dict[str, object]:
    """An edition with its totals by unit and what differs today, named."""
    geo_names = places.names({key[0] for key in frozen(edition.pk)}, on=edition.map_date)
    codes = {row.code: row for row in Indicator.objects.all()}
    rows = [
        {
            "unit": geo_names[one.unit].heading if one.unit in geo_names else str(one.unit),
            "indicator": codes[one.indicator],
            "period": one.period,
            "before": one.before,
            "after": one.after,
            "corrections": one.corrections,
        }
        for one in diff(edition)
    ]
    return {
        "edition": edition,
        "unit_name": places.name(edition.place_id, on=edition.map_date).heading,
        "rows": rows,
        "totals": EditionTotal.objects.filter(edition=edition).count(),
    }

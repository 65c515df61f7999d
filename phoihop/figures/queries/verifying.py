"""Computing everything again and naming each difference (kiểm tra số liệu)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from django.db import connection

from phoihop.core.actor import System
from phoihop.figures.models import Counted, Edition, Figure, Period, PeriodTotal, UnitTotal
from phoihop.figures.queries import base, definitions
from phoihop.figures.queries.base import marks
from phoihop.figures.queries.definitions import Summed, UnitRow
from phoihop.figures.queries.editions import digest_of
from phoihop.figures.queries.geography import geography, units_told_otherwise
from phoihop.figures.queries.periods import PeriodRow, all_periods
from phoihop.figures.rules.in_force import LogRow, in_force
from phoihop.figures.rules.maps import Geography
from phoihop.figures.rules.selection import pick
from phoihop.figures.rules.values import SYSTEM_NUMBERS, Coverage, Force, Part
from phoihop.indicators.models import Indicator
from phoihop.organisations.models import Body
from phoihop.places.models import Place

__all__ = ["Verified", "check_family", "verify"]

BODIES_AT_ONCE = 16
INDICATORS_AT_ONCE = 12

_LOG = (
    "pk", "claim_id", "standing", "state", "force", "replaces_id", "body_id", "period_id", "indicator_id",
    "breakdown_id", "coverage", "comparator", "value",
)  # fmt: skip
_COUNTED = (
    "figure_id", "province", "place", "body", "period", "indicator", "breakdown", "system", "coverage", "views",
    "comparator", "decides", "value",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verified:
    """What was checked and every difference found, one sentence each."""

    figures: int
    totals: int
    differences: tuple[str, ...]

    @property
    def summary(self) -> str:
        return f"{self.figures} figures and {self.totals} totals"


def verify() -> Verified:
    """Recompute what counts from the log, both kept totals from what counts, and the digests of every edition.

    Reads everything, province by province, so that memory stays flat.
    """
    geo, periods = geography(), all_periods()
    differences: list[str] = [
        f"period {row.id} ({row.period.code}): its days are not those of that period"
        for row in periods.values()
        if (row.start, row.end) != (row.period.range.start, row.period.range.end)
    ]
    figures = 0
    for count, found in _check_log(geo, periods):
        figures += count
        differences += found
    totals = 0
    for checks in (_check_period_totals(), _check_unit_totals(geo, periods)):
        for count, found in checks:
            totals += count
            differences += found
    tampered = units_told_otherwise()
    for edition in Edition.objects.all():
        if edition.units_id in tampered:
            differences.append(f"edition {edition.pk} ({edition.name}): its units are not those of its digest")
        if digest_of(edition.pk) != edition.digest:
            differences.append(f"edition {edition.pk} ({edition.name}): its totals are not those of its digest")
    return Verified(figures, totals, tuple(differences))


def _check_log(geo: Geography, periods: Mapping[int, PeriodRow]) -> Iterator[tuple[int, list[str]]]:
    """Each chain names the row before; exactly the rows that count are counted, where they belong."""
    bodies = {
        pk: (place, SYSTEM_NUMBERS[System(system)])
        for pk, place, system in Body.objects.order_by("pk").values_list("pk", "place_id", "system")
    }
    reporting = sorted(set(Counted.objects.order_by().values_list("body", flat=True).distinct()) | _bodies_of_log())
    names = _Names()
    for start in range(0, len(reporting), BODIES_AT_ONCE):
        some = reporting[start : start + BODIES_AT_ONCE]
        keys: dict[tuple[object, ...], list[LogRow]] = defaultdict(list)
        facts: dict[int, tuple[object, ...]] = {}
        tips: dict[int, int] = {}
        found: list[str] = []
        for row in Figure.objects.filter(body__in=some).order_by("pk").values_list(*_LOG).iterator(chunk_size=5000):
            pk, claim, standing, state, force, replaces, *fact = row
            root = claim or pk
            if (replaces is None) != (claim is None) or (replaces is not None and tips.get(root) != replaces):
                found.append(f"figure {pk}: it does not follow the row before it in its claim")
            tips[root] = pk
            keys[tuple(fact[:5])].append(LogRow(pk, claim, standing, state, force))
            facts[pk] = (*fact, force)
        wanted = {
            pk: _expected(pk, int(views), facts[pk], bodies, periods, geo)
            for log in keys.values()
            for pk, views in in_force(log).items()
        }
        places = {bodies[body][0] for body in some if body in bodies}
        stands = {
            row[0]: row
            for row in Counted.objects.filter(place__in=places, body__in=some).values_list(*_COUNTED).iterator(5000)
        }
        found += [f"figure {pk}: it should count and does not" for pk in sorted(wanted.keys() - stands.keys())]
        found += [f"figure {pk}: it counts and should not" for pk in sorted(stands.keys() - wanted.keys())]
        found += [
            f"figure {pk} of {names.figure(stands[pk])}: it counts as {_fields(_COUNTED, stands[pk], wanted[pk])}, "
            f"should as {_fields(_COUNTED, wanted[pk], stands[pk])}"
            for pk in sorted(wanted.keys() & stands.keys())
            if wanted[pk] != stands[pk]
        ]
        yield len(facts), found


def _bodies_of_log() -> set[int]:
    return set(Figure.objects.order_by().values_list("body", flat=True).distinct())


def _expected(
    pk: int,
    views: int,
    fact: tuple[object, ...],
    bodies: dict[int, tuple[int, int]],
    periods: Mapping[int, PeriodRow],
    geo: Geography,
) -> tuple[object, ...]:
    body, period, indicator, breakdown, coverage, comparator, value, force = fact
    place, system = bodies[body]  # type: ignore[index]
    province = geo.province(place, periods[period].range.last_day)  # type: ignore[index]
    decides = 2 if force == Force.OVER_SUM else int(coverage == Coverage.AREA and geo.levels[place] < 3)
    return (
        pk, province, place, body, period, indicator, breakdown, system, coverage, views, comparator, decides, value,
    )  # fmt: skip


def _check_period_totals() -> Iterator[tuple[int, list[str]]]:
    names = _Names()
    columns = [str(field.column) for field in PeriodTotal._meta.concrete_fields if field.column != "id"]
    provinces = sorted(
        set(PeriodTotal.objects.order_by().values_list("province", flat=True).distinct())
        | set(Counted.objects.order_by().values_list("province", flat=True).distinct())
    )
    periods = list(Period.objects.values_list("pk", flat=True))
    indicators = list(Indicator.objects.values_list("pk", flat=True))
    for province in provinces:
        with connection.cursor() as cursor:
            cursor.execute(
                definitions.period_totals_sql(1, len(periods), len(indicators)), [province, *periods, *indicators]
            )
            wanted = {row[:6]: row for row in cursor.fetchall()}
            cursor.execute(f"SELECT {', '.join(columns)} FROM figures_periodtotal WHERE province = %s", [province])  # noqa: S608
            stands = {row[:6]: row for row in cursor.fetchall()}
        yield (
            len(wanted),
            [
                f"period total of {_total_named(names, key)}: {_said(columns, stands.get(key), wanted.get(key))}, "
                f"should be {_said(columns, wanted.get(key), stands.get(key))}"
                for key in sorted(wanted.keys() | stands.keys(), key=str)
                if wanted.get(key) != stands.get(key)
            ],
        )


def _check_unit_totals(geo: Geography, periods: Mapping[int, PeriodRow]) -> Iterator[tuple[int, list[str]]]:
    rules = {pk: (units, time) for pk, units, time in Indicator.objects.values_list("pk", "over_units", "over_time")}
    indicators = sorted(rules)
    reporting = set(UnitTotal.objects.order_by().values_list("province", flat=True).distinct()) | set(
        Counted.objects.order_by().values_list("province", flat=True).distinct()
    )
    families = sorted({geo.families.get(province, province) for province in reporting})
    for span in (row for row in periods.values() if row.kept):
        inside = {
            pk: row
            for pk, row in periods.items()
            if row.period.calendar is span.period.calendar and span.range.covers(row.range)
        }
        for family in families:
            for start in range(0, len(indicators), INDICATORS_AT_ONCE):
                some = {pk: rules[pk] for pk in indicators[start : start + INDICATORS_AT_ONCE]}
                yield check_family(span, inside, sorted(geo.family(family)), some, geo)


def check_family(
    span: PeriodRow,
    inside: dict[int, PeriodRow],
    provinces: Sequence[int],
    rules: dict[int, tuple[str, str]],
    geo: Geography,
) -> tuple[int, list[str]]:
    loaded = base.load(periods=inside, indicators=sorted(rules), provinces=provinces)
    own = definitions.unit_rows(loaded, span=span.id, rules=rules, geo=geo)
    wanted: dict[tuple[int, ...], tuple[object, ...]] = {
        tuple(row[:6]): (*row.accepted, *row.everything) for row in own
    }
    wanted |= province_sums(own, loaded, rules, geo)
    sums, names = Summed._fields, _Names()
    columns = ["unit", "province", "span", "indicator", "system", "part", *sums, *(f"{name}_all" for name in sums)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(columns)} FROM figures_unittotal WHERE span = %s "  # noqa: S608
            f"AND province IN ({marks(len(provinces))}) AND indicator IN ({marks(len(rules))})",
            [span.id, *provinces, *rules],
        )
        stands = {tuple(row[:6]): tuple(row[6:]) for row in cursor.fetchall()}
    return len(wanted), [
        f"unit total of {names.place(key[0])}, {names.indicator(key[3])}, {span.period.code}, system {key[4]}: "
        f"{_said(columns[6:], stands.get(key), wanted.get(key))}, "
        f"should be {_said(columns[6:], wanted.get(key), stands.get(key))}"
        for key in sorted(wanted.keys() | stands.keys())
        if wanted.get(key) != stands.get(key) and not (_empty(wanted.get(key)) and _empty(stands.get(key)))
    ]


def province_sums(
    own: Sequence[UnitRow],
    loaded: tuple[base.Base, base.Base],
    rules: dict[int, tuple[str, str]],
    geo: Geography,
) -> dict[tuple[int, ...], tuple[object, ...]]:
    """The sums of provinces from their own rows, following claims put over the sum."""
    grouped: dict[tuple[int, int, int, int], list[UnitRow]] = defaultdict(list)
    for row in own:
        if rules[row.indicator][0] == "sum":
            grouped[row.province, row.span, row.indicator, row.system].append(row)
    made: dict[tuple[int, ...], tuple[object, ...]] = {}
    for (province, span, indicator, system), rows in grouped.items():
        views = []
        for view in (0, 1):
            one = definitions.add([row.accepted if view == 0 else row.everything for row in rows])._replace(forced=0)
            values = loaded[view].rows.get((indicator, system), [])
            if any(value.decides == 2 and value.province == province for value in values):
                last = rules[indicator][1] == "last"
                picked = pick(values, last=last, geo=geo, within=geo.members(province))
                mine = definitions.summed(
                    [p for p in picked if p.row.province == province], one.excused, rules[indicator][1]
                )
                one = mine if mine.forced else one
            views.append(one)
        made[province, province, span, indicator, system, int(Part.SUM)] = (*views[0], *views[1])
    return made


def _empty(row: tuple[object, ...] | None) -> bool:
    """Whether a row says nothing: such a row and none are the same."""
    return row is None or not any(row)


def _said(columns: Sequence[str], row: tuple[object, ...] | None, other: tuple[object, ...] | None) -> str:
    """What a row says, its column before each value; beside another row only where they differ."""
    if row is None:
        return "nothing"
    return _fields(columns[-len(row) :], row, other or (None,) * len(row))


def _fields(columns: Sequence[str], row: Sequence[object], other: Sequence[object]) -> str:
    told = zip(columns, row, other, strict=True)
    return ", ".join(f"{name} {mine}" for name, mine, theirs in told if mine != theirs)


class _Names:
    """Keys of units, codes of indicators and periods, read once where a difference is to be told."""

    @cached_property
    def _places(self) -> dict[int, str]:
        return dict(Place.objects.values_list("pk", "key"))

    @cached_property
    def _indicators(self) -> dict[int, str]:
        return dict(Indicator.objects.values_list("pk", "code"))

    @cached_property
    def _periods(self) -> dict[int, str]:
        return {row.id: row.period.code for row in all_periods().values()}

    def place(self, pk: object) -> str:
        return self._places.get(cast("int", pk), f"unit {pk}")

    def indicator(self, pk: object) -> str:
        return self._indicators.get(cast("int", pk), f"indicator {pk}")

    def period(self, pk: object) -> str:
        return self._periods.get(cast("int", pk), f"period {pk}")

    def figure(self, row: Sequence[object]) -> str:
        """Unit, indicator and period of a counted row."""
        return f"{self.place(row[2])}, {self.indicator(row[5])}, {self.period(row[4])}"


def _total_named(names: _Names, key: Sequence[object]) -> str:
    """Unit, indicator, period and the rest of the key of a first kept total."""
    province, period, indicator, system, breakdown, _coverage = key
    part = f", breakdown {breakdown}" if breakdown else ""
    return f"{names.place(province)}, {names.indicator(indicator)}, {names.period(period)}, system {system}{part}"

"""Replacing kept totals by the queries that define them; nothing is ever added to a total."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from django.db import connection, transaction

from phoihop.audit.actions import record
from phoihop.core.actor import Actor
from phoihop.core.periods import Kind, Period
from phoihop.figures import models
from phoihop.figures.queries import base, definitions
from phoihop.figures.queries.base import marks
from phoihop.figures.queries.definitions import Summed, UnitRow, add, later_years
from phoihop.figures.queries.geography import geography
from phoihop.figures.queries.periods import PeriodRow, all_periods
from phoihop.figures.rules.maps import Geography
from phoihop.figures.rules.selection import pick
from phoihop.figures.rules.values import Coverage, Part
from phoihop.indicators.models import Indicator

if TYPE_CHECKING:
    from phoihop.figures.actions.log import Touched

__all__ = [
    "PERIOD_COLUMNS",
    "UNIT_COLUMNS",
    "combine_years",
    "keep_span",
    "replace",
    "spans_over",
    "write_rows",
]

_SUMMED = ("value", "counted", "excused", "mask")
PERIOD_COLUMNS = (
    "province",
    "period",
    "indicator",
    "system",
    "breakdown",
    "coverage",
    *_SUMMED,
    *(f"{column}_all" for column in _SUMMED),
)
UNIT_COLUMNS = (
    "unit",
    "province",
    "span",
    "indicator",
    "system",
    "part",
    *Summed._fields,
    *(f"{column}_all" for column in Summed._fields),
)


def spans_over(periods: Iterable[PeriodRow]) -> dict[int, list[int]]:
    """For each period the kept years and spans of years that it lies inside, shortest first."""
    rows = list(periods)
    kept = sorted((row for row in rows if row.kept), key=lambda row: row.days)
    return {
        row.id: [
            span.id for span in kept if span.period.calendar is row.period.calendar and span.range.covers(row.range)
        ]
        for row in rows
    }


def replace(touched: Touched, geo: Geography, *, deciding: bool) -> None:
    """Replace all kept totals that hold the touched keys.

    ``deciding``: the act put or took away values that decide over others, so whole families of provinces are
    computed again for these indicators.
    """
    indicators = sorted(touched.indicators)
    rules = {
        pk: (units, time)
        for pk, units, time in Indicator.objects.filter(pk__in=indicators).values_list("pk", "over_units", "over_time")
    }
    spans = spans_over(touched.periods.values())
    by_period: dict[int, set[int]] = defaultdict(set)
    places: dict[tuple[int, int], set[int]] = defaultdict(set)
    for body, period in touched.pairs:
        place = touched.reporters[body].place
        province = geo.province(place, touched.periods[period].range.last_day)
        by_period[period].add(province)
        for span in spans[period]:
            places[span, geo.families.get(province, province)].add(place)
    for period, provinces in sorted(by_period.items()):
        _replace_period_totals(sorted(provinces), [period], indicators)
    order = sorted(places, key=lambda key: (touched.periods[key[0]].days, key))
    for span, family in order:
        _replace_unit_totals(
            touched.periods[span],
            geo.family(family),
            places[span, family],
            rules,
            periods=touched.periods,
            geo=geo,
            deciding=deciding,
        )


@transaction.atomic
def keep_span(period: Period, *, by: Actor | None, at: datetime) -> None:
    """Make kept totals for a span of years (giai đoạn) that already holds figures; each write keeps them from then on.

    Takes minutes on national data: call it in the background when a programme's phase is set up.
    """
    row = models.Period.objects.select_for_update().get(
        calendar=period.calendar, kind=period.kind, year=period.year, number=period.number
    )
    geo, periods = geography(), all_periods()
    inside = {pk: one for pk, one in periods.items() if _lies_in(one, periods[row.pk])}
    rules = {pk: (units, time) for pk, units, time in Indicator.objects.values_list("pk", "over_units", "over_time")}
    for family in sorted(set(geo.families.values())):
        provinces = sorted(geo.family(family))
        for indicator, rule in sorted(rules.items()):
            loaded = base.load(periods=inside, indicators=[indicator], provinces=provinces)
            rows = definitions.unit_rows(loaded, span=row.pk, rules={indicator: rule}, geo=geo)
            write_rows(rows, row.pk, provinces, [indicator], units=None)
            if rows and rule[0] == "sum":
                _sum_provinces(row.pk, provinces, [indicator])
                _follow_forced(row.pk, loaded, {indicator: rule}, geo)
    models.Period.objects.filter(pk=row.pk).update(kept=True)
    record("figures.span_kept", row, by=by, at=at, period=period.code)


def _lies_in(row: PeriodRow, span: PeriodRow) -> bool:
    return row.period.calendar is span.period.calendar and span.range.covers(row.range)


def _replace_period_totals(provinces: Sequence[int], periods: Sequence[int], indicators: Sequence[int]) -> None:
    values = [*provinces, *periods, *indicators]
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM figures_periodtotal WHERE province IN ({marks(len(provinces))}) "  # noqa: S608
            f"AND period IN ({marks(len(periods))}) AND indicator IN ({marks(len(indicators))})",
            values,
        )
        cursor.execute(
            f"SELECT 1 FROM figures_counted WHERE views < 3 AND province IN ({marks(len(provinces))}) "  # noqa: S608
            f"AND period IN ({marks(len(periods))}) LIMIT 1",
            [*provinces, *periods],
        )
        plain = cursor.fetchone() is None
        select = definitions.period_totals_sql(len(provinces), len(periods), len(indicators), plain=plain)
        cursor.execute(f"INSERT INTO figures_periodtotal ({', '.join(PERIOD_COLUMNS)}) {select}", values)


def _replace_unit_totals(
    span: PeriodRow,
    family: frozenset[int],
    places: set[int],
    rules: Mapping[int, tuple[str, str]],
    *,
    periods: Mapping[int, PeriodRow],
    geo: Geography,
    deciding: bool,
) -> None:
    inside = {pk: row for pk, row in periods.items() if _lies_in(row, span)}
    special = set(rules) if deciding else _decided(inside, sorted(rules), family)
    ordinary = set(rules) - special
    if ordinary:
        wanted = set(places)
        for place in places:
            wanted |= geo.relatives(place)[0] | geo.relatives(place)[1]
        scope = set(wanted)
        for place in wanted:
            scope |= geo.relatives(place)[0] | geo.relatives(place)[1]
        mine = {pk: rules[pk] for pk in ordinary}
        rows = _from_years(span, inside, wanted, scope, mine, geo=geo)
        if rows is None:
            loaded = base.load(periods=inside, indicators=sorted(mine), places=sorted(scope))
            rows = definitions.unit_rows(loaded, span=span.id, rules=mine, geo=geo, only=wanted)
        write_rows(rows, span.id, sorted(family), sorted(mine), units=sorted(wanted))
        provinces = {row.province for row in rows} | {
            geo.province(place, row.range.last_day) for place in wanted for row in (span, *inside.values())
        }
        adding = [pk for pk in sorted(mine) if mine[pk][0] == "sum"]
        flows = [pk for pk in adding if mine[pk][1] == "sum"]
        left = _sum_flows(span, inside, sorted(provinces & family), flows)
        _sum_provinces(span.id, sorted(provinces & family), sorted(left | (set(adding) - set(flows))))
    if special:
        mine = {pk: rules[pk] for pk in special}
        loaded = base.load(periods=inside, indicators=sorted(mine), provinces=sorted(family))
        rows = definitions.unit_rows(loaded, span=span.id, rules=mine, geo=geo)
        write_rows(rows, span.id, sorted(family), sorted(mine), units=None)
        _sum_provinces(span.id, sorted(family), [pk for pk in sorted(mine) if mine[pk][0] == "sum"])
        _follow_forced(span.id, loaded, mine, geo)


def _decided(inside: Mapping[int, PeriodRow], indicators: Sequence[int], family: frozenset[int]) -> set[int]:
    """The indicators for which a value above communes, or one put over the sum, decides in this span."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT indicator FROM figures_counted WHERE decides > 0 AND province IN ({marks(len(family))}) "  # noqa: S608
            f"AND indicator IN ({marks(len(indicators))}) AND period IN ({marks(len(inside))}) AND breakdown IS NULL",
            [*family, *indicators, *inside],
        )
        return {row[0] for row in cursor.fetchall()}


def _from_years(
    span: PeriodRow,
    inside: Mapping[int, PeriodRow],
    wanted: Collection[int],
    scope: Collection[int],
    rules: Mapping[int, tuple[str, str]],
    *,
    geo: Geography,
) -> list[UnitRow] | None:
    """The own rows of a span of years from those of its years; ``None`` where only the base values tell.

    They tell alone where a value covers more than a year, and for stocks where an area value stands in.
    """
    years = [pk for pk, row in inside.items() if row.period.kind is Kind.YEAR]
    longer = [pk for pk, row in inside.items() if row.period.kind is Kind.SPAN]
    if span.period.kind is not Kind.SPAN:
        return None
    params = [*sorted(scope), *longer, *sorted(rules)]
    columns = ", ".join(UNIT_COLUMNS)
    with connection.cursor() as cursor:
        if longer:
            cursor.execute(
                f"SELECT 1 FROM figures_counted WHERE place IN ({marks(len(scope))}) "  # noqa: S608
                f"AND period IN ({marks(len(longer))}) AND indicator IN ({marks(len(rules))}) LIMIT 1",
                params,
            )
            if cursor.fetchone():
                return None
        cursor.execute(
            f"SELECT {columns} FROM figures_unittotal WHERE unit IN ({marks(len(scope))}) "  # noqa: S608
            f"AND span IN ({marks(len(years))}) AND indicator IN ({marks(len(rules))}) AND part <> {int(Part.SUM)}",
            [*sorted(scope), *years, *sorted(rules)],
        )
        rows = cursor.fetchall()
    return combine_years(rows, span.id, rules, wanted=wanted, geo=geo)


def combine_years(
    rows: Iterable[tuple[int, ...]],
    span: int,
    rules: Mapping[int, tuple[str, str]],
    *,
    wanted: Collection[int] | None,
    geo: Geography,
) -> list[UnitRow] | None:
    """Own rows of years made into own rows of a span; ``None`` where only the base values tell."""
    width = len(Summed._fields)
    grouped: dict[tuple[int, int], dict[tuple[int, int, int], list[tuple[Summed, Summed]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for row in rows:
        unit, province, _, indicator, system, part = row[:6]
        one, other = Summed(*row[6 : 6 + width]), Summed(*row[6 + width :])
        if rules[indicator][1] != "sum" and (rules[indicator][1] != "last" or one.standin or other.standin):
            return None
        grouped[indicator, system][unit, province, part].append((one, other))
    made: list[UnitRow] = []
    for (indicator, system), units in grouped.items():
        views = []
        for view in (0, 1):
            mine = {key: [pair[view] for pair in pairs] for key, pairs in units.items()}
            stock = rules[indicator][1] == "last"
            views.append(later_years(mine, geo) if stock else {key: add(rows) for key, rows in mine.items()})
        for unit, province, part in sorted(units):
            if wanted is None or unit in wanted:
                one, other = (view.get((unit, province, part), Summed()) for view in views)
                if one != Summed() or other != Summed():
                    made.append(UnitRow(unit, province, span, indicator, system, part, one, other))
    return made


def write_rows(
    rows: Sequence[UnitRow], span: int, family: Sequence[int], indicators: Sequence[int], *, units: Sequence[int] | None
) -> None:
    """Replace own rows of the given units (of all in the family where ``None``)."""
    where = (
        f"span = %s AND province IN ({marks(len(family))}) AND indicator IN ({marks(len(indicators))}) "
        f"AND part <> {int(Part.SUM)}"
    )
    values: list[int] = [span, *family, *indicators]
    if units is not None:
        where += f" AND unit IN ({marks(len(units))})"
        values += units
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM figures_unittotal WHERE {where}", values)  # noqa: S608
        insert = f"INSERT INTO figures_unittotal ({', '.join(UNIT_COLUMNS)}) VALUES ({marks(len(UNIT_COLUMNS))})"  # noqa: S608
        if rows:
            cursor.executemany(insert, [(*row[:6], *row.accepted, *row.everything) for row in rows])


def _sum_flows(
    span: PeriodRow, inside: Mapping[int, PeriodRow], provinces: Sequence[int], indicators: Sequence[int]
) -> set[int]:
    """The sums of provinces for flows from smaller kept totals where these tell the same; what is left to the rest.

    A year from the totals of its periods where none of them overlap and all are own values; a span from its years
    where no value covers more than one.
    """
    if not provinces or not indicators:
        return set()
    made, left = (_from_periods if span.period.kind is Kind.YEAR else _from_sums)(span, inside, provinces, indicators)
    done = [pk for pk in indicators if pk not in left]
    if done:
        where = (
            f"span = %s AND province IN ({marks(len(provinces))}) AND indicator IN ({marks(len(done))}) "
            f"AND part = {int(Part.SUM)}"
        )
        insert = f"INSERT INTO figures_unittotal ({', '.join(UNIT_COLUMNS)}) VALUES ({marks(len(UNIT_COLUMNS))})"  # noqa: S608
        rows = [
            (province, province, span.id, indicator, system, int(Part.SUM), *one, *other)
            for (province, indicator, system), (one, other) in sorted(made.items())
            if indicator not in left
        ]
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM figures_unittotal WHERE {where}", [span.id, *provinces, *done])  # noqa: S608
            cursor.executemany(insert, rows)
    return left


_Sums = dict[tuple[int, int, int], tuple[Summed, Summed]]


def _from_periods(
    span: PeriodRow, inside: Mapping[int, PeriodRow], provinces: Sequence[int], indicators: Sequence[int]
) -> tuple[_Sums, set[int]]:
    columns = ", ".join(PERIOD_COLUMNS[6:])
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT province, indicator, system, period, coverage, {columns} FROM figures_periodtotal "  # noqa: S608
            f"WHERE province IN ({marks(len(provinces))}) AND period IN ({marks(len(inside))}) "
            f"AND indicator IN ({marks(len(indicators))}) AND breakdown IS NULL",
            [*provinces, *inside, *indicators],
        )
        found: dict[tuple[int, int, int], list[tuple[int, ...]]] = defaultdict(list)
        left: set[int] = set()
        for province, indicator, system, period, coverage, *rest in cursor.fetchall():
            if coverage == Coverage.AREA:
                left.add(indicator)
            found[province, indicator, system].append((period, *rest))
    made: _Sums = {}
    for (province, indicator, system), rows in found.items():
        days = sorted((inside[row[0]].start, inside[row[0]].end) for row in rows)
        if any(one[1] > other[0] for one, other in pairwise(days)):
            left.add(indicator)
            continue
        views = []
        for at in (1, 5):
            summed = [
                Summed(
                    row[at] if row[at + 1] else None,
                    row[at + 1],
                    row[at + 2],
                    row[at + 3],
                    inside[row[0]].end.toordinal() if row[at + 1] else 0,
                )
                for row in rows
            ]
            views.append(add(summed))
        made[province, indicator, system] = (views[0], views[1])
    return made, left


def _from_sums(
    span: PeriodRow, inside: Mapping[int, PeriodRow], provinces: Sequence[int], indicators: Sequence[int]
) -> tuple[_Sums, set[int]]:
    years = [pk for pk, row in inside.items() if row.period.kind is Kind.YEAR]
    longer = [pk for pk, row in inside.items() if row.period.kind is Kind.SPAN]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT indicator FROM figures_periodtotal "  # noqa: S608
            f"WHERE province IN ({marks(len(provinces))}) AND period IN ({marks(len(longer))}) "
            f"AND indicator IN ({marks(len(indicators))})",
            [*provinces, *longer, *indicators],
        )
        left = {row[0] for row in cursor.fetchall()}
        cursor.execute(
            f"SELECT {', '.join(UNIT_COLUMNS)} FROM figures_unittotal WHERE span IN ({marks(len(years))}) "  # noqa: S608
            f"AND unit IN ({marks(len(provinces))}) AND indicator IN ({marks(len(indicators))}) "
            f"AND part = {int(Part.SUM)}",
            [*years, *provinces, *indicators],
        )
        found: dict[tuple[int, int, int], list[tuple[Summed, Summed]]] = defaultdict(list)
        width = len(Summed._fields)
        for row in cursor.fetchall():
            pair = (Summed(*row[6 : 6 + width]), Summed(*row[6 + width :]))
            if pair[0].forced or pair[1].forced:
                left.add(row[3])
            found[row[0], row[3], row[4]].append(pair)
    made = {key: (add([one for one, _ in pairs]), add([other for _, other in pairs])) for key, pairs in found.items()}
    return made, left


def _sum_provinces(span: int, provinces: Sequence[int], indicators: Sequence[int]) -> None:
    if not provinces or not indicators:
        return
    values = [span, *provinces, *indicators]
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM figures_unittotal WHERE span = %s AND province IN ({marks(len(provinces))}) "  # noqa: S608
            f"AND indicator IN ({marks(len(indicators))}) AND part = {int(Part.SUM)}",
            values,
        )
        select = definitions.province_sums_sql(len(provinces), len(indicators))
        cursor.execute(f"INSERT INTO figures_unittotal ({', '.join(UNIT_COLUMNS)}) {select}", values)


def _follow_forced(
    span: int,
    loaded: tuple[base.Base, base.Base],
    rules: Mapping[int, tuple[str, str]],
    geo: Geography,
) -> None:
    """Where a claim was put over the sum, the province's total follows it."""
    for view, end in ((0, ""), (1, "_all")):
        for (indicator, system), rows in loaded[view].rows.items():
            units, time = rules[indicator]
            claims = {row.province for row in rows if row.decides == 2}
            if units != "sum":
                continue
            for province in claims:
                within = geo.members(province)
                picked = pick(rows, last=time == "last", geo=geo, within=within)
                mine = definitions.summed([one for one in picked if one.row.province == province], 0, time)
                if mine.forced:
                    with connection.cursor() as cursor:
                        cursor.execute(
                            f"UPDATE figures_unittotal SET value{end} = %s, counted{end} = %s, mask{end} = %s, "  # noqa: S608
                            f"until{end} = %s, standin{end} = %s, forced{end} = 1 WHERE province = %s AND unit = %s "
                            f"AND span = %s AND indicator = %s AND system = %s AND part = {int(Part.SUM)}",
                            [
                                mine.value,
                                mine.counted,
                                mine.mask,
                                mine.until,
                                mine.standin,
                                province,
                                province,
                                span,
                                indicator,
                                system,
                            ],
                        )

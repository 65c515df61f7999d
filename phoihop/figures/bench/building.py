"""Building a country of figures in the real tables, by statements that move whole sets."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from phoihop.core.periods import Calendar, Kind, Period
from phoihop.figures.actions import kept, log, own
from phoihop.figures.bench.cells import NOON, SYSTEM, make_cells, reformed_provinces
from phoihop.figures.bench.loading import analyse, bulk, without_indexes
from phoihop.figures.bench.timing import processor
from phoihop.figures.queries import base, definitions
from phoihop.figures.queries.base import marks
from phoihop.figures.queries.geography import geography
from phoihop.figures.queries.periods import PeriodRow, all_periods
from phoihop.figures.queries.verifying import check_family
from phoihop.figures.rules.maps import Geography
from phoihop.figures.rules.values import SYSTEM_NUMBERS, Part
from phoihop.indicators.models import Indicator

__all__ = ["VALUE", "Built", "Scale", "build"]

LAST_YEAR, YEARS = 2026, 5
#: The value of a cell, in words that SQLite, PostgreSQL and DuckDB share: zero-heavy counts, slow stocks.
HASH = "(c.place * 7919 + i.id * 104729 + c.period * 15485 + c.place * i.id * 13 + c.place * c.period * 29) % 9973"
VALUE = (
    f"CASE WHEN i.stock = 1 THEN 5 + (c.place * 31 + i.id * 17) % 40 + c.period - c.period % 6 "
    f"WHEN ({HASH}) % 10 < 4 THEN 0 ELSE ({HASH}) % 37 END"
)
_BIG = 1 << 40


@dataclass(frozen=True, slots=True)
class Scale:
    """How much to build: provinces of today, indicators, months up to December 2026."""

    provinces: int
    indicators: int
    months: int
    #: One month in so many is reported.
    every: int = 1

    @classmethod
    def of(cls, millions: float) -> Scale:
        """About that many million values: the whole country, from one million to twelve with ever more months.

        The years and units stay the same, so that answers keep their size. Below one million a part of the country.
        """
        if millions >= 1:
            return cls(34, 60, 60, max(1, round(12 / millions)))
        return cls(max(1, round(34 * millions)), 12, 24)


@dataclass(frozen=True, slots=True)
class Built:
    """What was built and how long each step took (seconds)."""

    scale: Scale
    values: int
    cells: Path
    reformed: tuple[int, ...]
    indicators: tuple[Indicator, ...]
    steps: tuple[tuple[str, float], ...]
    checked: int
    differences: tuple[str, ...]
    processor: float

    @property
    def seconds(self) -> float:
        return sum(seconds for name, seconds in self.steps if not name.startswith("(")) or 0.0


def build(scale: Scale, *, folder: Path, say: Callable[[str], object]) -> Built:
    """Fill the tables of figures; the units, the catalogue and nothing else must be there already.

    Kept totals are made by their own definitions and compared with the base values for one reformed and one
    other family of provinces.
    """
    steps: list[tuple[str, float]] = []

    def step(name: str, run: Callable[[], object]) -> None:
        started = time.perf_counter()
        run()
        steps.append((name, time.perf_counter() - started))
        say(f"  {name:<28} {steps[-1][1]:6.1f} s")

    before = processor()
    geo = geography()
    indicators = _indicators(scale.indicators)
    periods = _periods(scale.months, scale.every)
    reformed = reformed_provinces(geo, scale.provinces)
    cells = folder / f"cells-{scale.provinces}-{scale.months}-{scale.every}.csv"
    with bulk():
        step("bodies and cells", lambda: make_cells(scale.provinces, geo, periods, reformed, cells))
        with without_indexes():
            step("log of figures", lambda: _log(indicators))
            step("what counts", lambda: _counted())
            started = time.perf_counter()
        steps.append(("indexes", time.perf_counter() - started))
        say(f"  {'indexes':<28} {steps[-1][1]:6.1f} s")
        step("totals by period", _period_totals)
        step("totals by unit and year", lambda: _unit_totals(geo, indicators, all_periods(), reformed))
    step("statistics", analyse)
    spent = processor() - before
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM figures_counted")
        values = cursor.fetchone()[0]
    checked, differences = _check(geo, reformed, indicators)
    return Built(scale, values, cells, reformed, tuple(indicators), tuple(steps), checked, tuple(differences), spent)


def _indicators(count: int) -> list[Indicator]:
    """Flows, a quarter of stocks, and both halves of two rates, from the catalogue."""
    by_code = {row.code: row for row in Indicator.objects.order_by("order")}
    wanted = [code for code in ("TT01", "MH03", "HG03", "HG04", "AT01.TS", "AT01.MS") if code in by_code]
    flows = [code for code, row in by_code.items() if row.over_time == "sum" and code not in wanted]
    stocks = [code for code, row in by_code.items() if row.over_time == "last" and row.over_units == "sum"]
    quarter = [code for code in stocks if code not in wanted][: count // 5]
    return [by_code[code] for code in (wanted + quarter + flows)[:count]]


def _periods(months: int, every: int) -> dict[int, PeriodRow]:
    wanted = [
        Period(Calendar.ADMINISTRATIVE, Kind.MONTH, year, month)
        for year in range(LAST_YEAR - YEARS + 1, LAST_YEAR + 1)
        for month in range(1, 13)
    ][-months:][::-1][::every]
    whole = Period(Calendar.ADMINISTRATIVE, Kind.SPAN, LAST_YEAR - YEARS + 1, LAST_YEAR)
    log.period_rows([whole])
    return {row.id: row for row in log.period_rows(wanted).values() if row.period.kind is Kind.MONTH}


def _log(indicators: Sequence[Indicator]) -> None:
    """Changes, sources and figures, one change and one source a report."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_indicator")
        cursor.execute("CREATE TEMPORARY TABLE bench_indicator (id INTEGER PRIMARY KEY, stock INTEGER)")
        cursor.executemany(
            "INSERT INTO bench_indicator VALUES (%s, %s)",
            [(row.pk, int(row.over_time == "last")) for row in indicators],
        )
        at = NOON if connection.vendor == "postgresql" else "2026-11-21 05:00:00"
        cursor.execute(
            "INSERT INTO figures_change (number, at, act, origin, name, body, reason) "
            "SELECT id, %s, 'put', 'bench.report:' || id, 'Cán bộ minh họa', body, '' FROM bench_cell ORDER BY id",
            [at],
        )
        cursor.execute(
            "INSERT INTO figures_source (id, kind, origin, label, address, cell, entered_by, entered_at, accepted_by, "
            "accepted_at) SELECT id, 1, 'bench.report:' || id, 'Báo cáo minh họa số ' || id, '', '', "
            "'Cán bộ minh họa', %s, 'Cấp trên minh họa', %s FROM bench_cell ORDER BY id",
            [at, at],
        )
        cursor.execute(
            "INSERT INTO figures_figure (change_id, source_id, indicator_id, body_id, period_id, coverage, standing, "
            "state, comparator, force, value) SELECT c.id, c.id, i.id, c.body, c.period, 1, 2, 1, "
            f"CASE WHEN i.stock = 0 AND ({HASH}) % 197 = 0 THEN 2 ELSE 1 END, 1, {VALUE} "
            "FROM bench_cell c CROSS JOIN bench_indicator i ORDER BY c.id, i.id"
        )
        if connection.vendor == "postgresql":
            for table, column in (("change", "number"), ("source", "id")):
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('figures_{table}', '{column}'), "
                    f"(SELECT MAX({column}) FROM figures_{table}))"
                )


def _counted() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO figures_counted (figure_id, province, place, body, period, indicator, breakdown, system, "
            "coverage, views, comparator, decides, value) "
            "SELECT f.id, c.province, c.place, f.body_id, f.period_id, f.indicator_id, NULL, "
            f"{SYSTEM_NUMBERS[SYSTEM]}, f.coverage, 3, f.comparator, 0, f.value "
            "FROM figures_figure f JOIN bench_cell c ON c.id = f.change_id "
            "ORDER BY f.id"
        )


def _period_totals() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT province FROM bench_cell")
        provinces = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT DISTINCT period FROM bench_cell")
        periods = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT id FROM bench_indicator")
        indicators = [row[0] for row in cursor.fetchall()]
        select = definitions.period_totals_sql(1, len(periods), len(indicators))
        for province in provinces:
            cursor.execute(
                f"INSERT INTO figures_periodtotal ({', '.join(kept.PERIOD_COLUMNS)}) {select}",
                [province, *periods, *indicators],
            )


def _unit_totals(
    geo: Geography, indicators: Sequence[Indicator], periods: Mapping[int, PeriodRow], reformed: Collection[int]
) -> None:
    """Own rows of every place by year, then by the span of years, then the sums of provinces."""
    rules = {row.pk: (row.over_units, row.over_time) for row in indicators}
    flows = [row.pk for row in indicators if row.over_time == "sum"]
    stocks = [row.pk for row in indicators if row.over_time == "last"]
    years = [row for row in periods.values() if row.period.kind is Kind.YEAR]
    whole = next(row for row in periods.values() if row.period.kind is Kind.SPAN)
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT province FROM bench_cell")
        provinces = sorted(row[0] for row in cursor.fetchall())
        for year in years:
            months = [row for row in periods.values() if row.period.kind is Kind.MONTH and year.range.covers(row.range)]
            for province in provinces:
                _own_rows(cursor, year, months, province, flows, stock=False)
                _own_rows(cursor, year, months, province, stocks, stock=True)
    for family in sorted({geo.families.get(place, place) for place in reformed}):
        _by_rules(geo, family, stocks, rules, periods, years)
    columns = ", ".join(own.UNIT_COLUMNS)
    with connection.cursor() as cursor:
        for province in provinces:
            cursor.execute(
                f"INSERT INTO figures_unittotal ({columns}) "
                f"SELECT unit, province, {whole.id}, indicator, system, part, SUM(value), SUM(counted), 0, "
                f"{definitions.mask_sql('mask')}, MAX(until), 0, 0, SUM(value), SUM(counted), 0, "
                f"{definitions.mask_sql('mask')}, MAX(until), 0, 0 FROM figures_unittotal "
                f"WHERE province = %s AND span IN ({marks(len(years))}) AND indicator IN ({marks(len(flows))}) "
                "GROUP BY unit, province, indicator, system, part",
                [province, *(year.id for year in years), *flows],
            )
    for family in sorted({geo.families.get(place, place) for place in provinces}):
        _span_stocks(geo, sorted(geo.family(family)), [year.id for year in years], whole.id, stocks, rules)
    with connection.cursor() as cursor:
        select = definitions.province_sums_sql(len(provinces), len(rules))
        for span in (*years, whole):
            values = [span.id, *provinces, *rules]
            cursor.execute(f"INSERT INTO figures_unittotal ({columns}) {select}", values)


def _own_rows(
    cursor: object,
    year: PeriodRow,
    months: Sequence[PeriodRow],
    province: int,
    indicators: Sequence[int],
    *,
    stock: bool,
) -> None:
    """One province and year: sums of flows, the last month of stocks; comparators of stocks are exact here."""
    if not months or not indicators:
        return
    ends = "CASE period " + " ".join(f"WHEN {row.id} THEN {row.end.toordinal()}" for row in months) + " END"
    value = f"MAX({ends} * {_BIG} + value) %% {_BIG}" if stock else "SUM(value)"
    counted = "1" if stock else "COUNT(value)"
    summed = f"{value}, {counted}, 0, {definitions.mask_sql('comparator')}, MAX({ends}), 0, 0"
    parts = "CASE WHEN place = %s THEN %s ELSE %s END"
    level = geography().levels[province]
    part = definitions.OWN_PARTS[level]
    cursor.execute(  # type: ignore[attr-defined]
        f"INSERT INTO figures_unittotal ({', '.join(own.UNIT_COLUMNS)}) "
        f"SELECT place, province, {year.id}, indicator, system, {parts}, {summed}, {summed} FROM figures_counted "
        f"WHERE province = %s AND period IN ({marks(len(months))}) AND indicator IN ({marks(len(indicators))}) "
        "GROUP BY place, province, indicator, system",
        [province, int(part), int(Part.COMMUNE), province, *(row.id for row in months), *indicators],
    )


def _by_rules(
    geo: Geography,
    family: int,
    stocks: Sequence[int],
    rules: dict[int, tuple[str, str]],
    periods: Mapping[int, PeriodRow],
    years: Sequence[PeriodRow],
) -> None:
    """Stocks of a reformed family in the year of the reform: heirs supersede those that they came from."""
    provinces = sorted(geo.family(family))
    for year in years:
        ended = (row.valid_to for p in provinces for place in geo.members(p) for row in geo.versions[place])
        if not any(day and year.start < day < year.end for day in ended):
            continue
        inside = {pk: row for pk, row in periods.items() if year.range.covers(row.range)}
        mine = {pk: rules[pk] for pk in stocks}
        rows = definitions.unit_rows(
            base.load(periods=inside, indicators=stocks, provinces=provinces), span=year.id, rules=mine, geo=geo
        )
        own.write_rows(rows, year.id, provinces, stocks)


def _span_stocks(
    geo: Geography,
    provinces: Sequence[int],
    years: Sequence[int],
    span: int,
    stocks: Sequence[int],
    rules: dict[int, tuple[str, str]],
) -> None:
    if not stocks:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(own.UNIT_COLUMNS)} FROM figures_unittotal WHERE province IN ({marks(len(provinces))}) "
            f"AND span IN ({marks(len(years))}) AND indicator IN ({marks(len(stocks))})",
            [*provinces, *years, *stocks],
        )
        rows = own.combine_years(cursor.fetchall(), span, rules, wanted=None, geo=geo) or []
    own.write_rows(rows, span, provinces, stocks)


def _check(geo: Geography, reformed: Sequence[int], indicators: Sequence[Indicator]) -> tuple[int, list[str]]:
    """Kept totals of one reformed and one other family against the base values."""
    periods = all_periods()
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT province FROM figures_periodtotal")
        there = {row[0] for row in cursor.fetchall()}
    families = sorted({geo.families[place] for place in reformed})
    families += [place for place in sorted(there) if geo.levels[place] == 1 and len(geo.family(place)) == 1][:1]
    some = {row.pk: (row.over_units, row.over_time) for row in indicators[:6]}
    checked, differences = 0, []
    for span in [row for row in periods.values() if row.kept]:
        inside = {pk: row for pk, row in periods.items() if span.range.covers(row.range)}
        for family in families:
            count, found = check_family(span, inside, sorted(geo.family(family)), some, geo)
            checked += count
            differences += found
    return checked, differences

"""DuckDB beside the product: the same base values in columns, and the eighteen questions as scans of them.

Stocks (số hiện có) count by each place's latest month; a place that the reform ended counts only until an heir has
reported.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb

from phoihop.core.periods import Kind
from phoihop.figures.bench.building import VALUE
from phoihop.figures.bench.cells import never_reported
from phoihop.figures.bench.subject import NEW_MAP, OLD_MAP, Asked
from phoihop.figures.queries.periods import all_periods

__all__ = ["amend", "differences_sql", "rows", "scan", "totals_sql"]

REFORM = date(2025, 7, 1)
#: A row of an answer: plain numbers.
Row = tuple[int, ...]


def rows(base: duckdb.DuckDBPyConnection, statements: tuple[str, ...]) -> frozenset[Row]:
    """What the statements answer, without rows that say nothing."""
    found = [row for statement in statements for row in base.execute(statement).fetchall()]
    return frozenset(tuple(int(value) for value in row) for row in found if None not in row)


def totals_sql(
    keys: str, where: str = "TRUE", *, by_year: bool = False, stock: bool | None = None, until: int = 2026
) -> str:
    """Sums by some columns of the base values: flows added, stocks by their places' latest month.

    ``by_year`` takes the latest month of each year; ``stock`` tells where all indicators asked are of one kind;
    ``until`` is the last year asked.
    """
    flows = f"SELECT {keys}, SUM(value) FROM base WHERE stock = 0 AND {where} GROUP BY ALL"
    within = "indicator, place, year" if by_year else "indicator, place"
    alive = "(ended_2025 = 0 OR year < 2025)" if by_year else f"ended_{until} = 0"
    stocks = (
        f"SELECT {keys}, SUM(value) FROM (SELECT * FROM base WHERE stock = 1 AND {where} AND {alive} "
        f"QUALIFY row_number() OVER (PARTITION BY {within} ORDER BY month DESC) = 1) GROUP BY ALL"
    )
    return {False: flows, True: stocks, None: f"{flows} UNION ALL {stocks}"}[stock]


def _edition_sql(province: int) -> str:
    """All that an edition of a province for five years holds: by unit and as a whole, by year (0 for all five)."""
    parts = [
        totals_sql(f"{unit} AS unit, indicator, {year} AS year", f"new_province = {province}", by_year=year == "year")
        for unit in ("unit", "-1")
        for year in ("year", "0")
    ]
    return " UNION ALL ".join(parts)


def differences_sql(province: int) -> str:
    """What stands now beside the edition: (unit, indicator, year, before, after) where they differ."""
    return (
        "SELECT n.unit, n.indicator, n.year, e.total, n.total "
        f"FROM ({_edition_sql(province)}) AS n(unit, indicator, year, total) "
        "JOIN edition e ON e.unit = n.unit AND e.indicator = n.indicator AND e.year = n.year WHERE e.total <> n.total"
    )


def amend(base: duckdb.DuckDBPyConnection, asked: Asked, by: int) -> None:
    """Keep an edition of the province, then add to every value of the commune's last month as the product did."""
    base.execute(
        f"CREATE TABLE edition AS SELECT * FROM ({_edition_sql(asked.province)}) AS e(unit, indicator, year, total)"
    )
    base.execute("UPDATE base SET value = value + ? WHERE place = ? AND month = 202612", [by, asked.commune])


def scan(a: Asked) -> duckdb.DuckDBPyConnection:
    """The same base values in DuckDB, with year, month and both maps' provinces written beside each."""
    base = duckdb.connect(":memory:")
    folder = a.built.cells.parent
    _places(a, folder / "places.csv")
    base.execute(
        "CREATE TABLE c AS SELECT * FROM read_csv(?, header=false, columns={'id': 'INTEGER', 'body': 'INTEGER', "
        "'place': 'INTEGER', 'province': 'INTEGER', 'period': 'INTEGER', 'level': 'INTEGER'})",
        [str(a.built.cells)],
    )
    base.execute(
        "CREATE TABLE p AS SELECT * FROM read_csv(?, header=false, columns={'place': 'INTEGER', 'unit': 'INTEGER', "
        "'new_province': 'INTEGER', 'old_province': 'INTEGER', 'ended_2025': 'INTEGER', "
        "'ended_2026': 'INTEGER'})",
        [str(folder / "places.csv")],
    )
    base.execute("CREATE TABLE i (id INTEGER, stock INTEGER)")
    base.executemany(
        "INSERT INTO i VALUES (?, ?)", [(row.pk, int(row.over_time == "last")) for row in a.built.indicators]
    )
    base.execute("CREATE TABLE m (period INTEGER, year INTEGER, month INTEGER)")
    months = [
        (row.id, row.period.year, row.period.year * 100 + row.period.number)
        for row in all_periods().values()
        if row.period.kind is Kind.MONTH
    ]
    base.executemany("INSERT INTO m VALUES (?, ?, ?)", months)
    base.execute(
        f"CREATE TABLE base AS SELECT c.place, p.unit, p.new_province, p.old_province, p.ended_2025, "
        f"p.ended_2026, i.id AS indicator, "
        f"i.stock, m.year, m.month, ({VALUE})::BIGINT AS value FROM c CROSS JOIN i JOIN p ON p.place = c.place "
        "JOIN m ON m.period = c.period"
    )
    return base


def _places(a: Asked, file: Path) -> None:
    """For each place the unit and province of today's map, the province of the old one, and by when heirs reported."""
    months = [row for row in all_periods().values() if row.period.kind is Kind.MONTH]
    after = {
        last: [row.id for row in months if row.start >= REFORM and row.period.year <= last] for last in (2025, 2026)
    }
    lines = []
    for place in a.geo.levels:
        new, old = a.geo.target(place, NEW_MAP)[0].unit, a.geo.target(place, OLD_MAP)[0].unit
        told = [
            any(not never_reported(heir, month) for heir in a.geo.relatives(place)[1] for month in some)
            for some in after.values()
        ]
        lines.append([place, new, a.geo.province(new, NEW_MAP), a.geo.province(old, OLD_MAP), *map(int, told)])
    file.write_text("\n".join(",".join(map(str, line)) for line in lines), encoding="ascii")

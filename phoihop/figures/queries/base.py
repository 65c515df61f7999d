"""The base values that count, read for the pure rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from django.db import connection

from phoihop.figures.queries.periods import PeriodRow
from phoihop.figures.rules.in_force import Views
from phoihop.figures.rules.selection import Row
from phoihop.figures.rules.values import Coverage

__all__ = ["Base", "execute", "load", "marks"]

Key = tuple[int, int]


@dataclass(slots=True)
class Base:
    """Values by (indicator, system), those not applicable counted by (indicator, system, place, province)."""

    rows: dict[Key, list[Row]] = field(default_factory=lambda: defaultdict(list))
    excused: dict[tuple[int, int, int, int], int] = field(default_factory=lambda: defaultdict(int))


def marks(count: int) -> str:
    """That many parameter marks."""
    return ", ".join(["%s"] * count)


class _Cursor(Protocol):
    def execute(self, sql: str, params: Sequence[int] | None = None) -> object: ...


def execute(cursor: _Cursor, sql: str, numbers: Sequence[int]) -> None:
    """Run a statement whose parameters are all whole numbers.

    PostgreSQL's driver writes parameters into the text one by one, which for lists of indicators takes longer than
    many a statement: here they are written at once.
    """
    if connection.vendor == "postgresql":
        cursor.execute(sql % tuple(map(int, numbers)))
    else:
        cursor.execute(sql, numbers)


def load(
    *,
    periods: Mapping[int, PeriodRow],
    indicators: Collection[int],
    provinces: Collection[int] | None = None,
    places: Collection[int] | None = None,
    systems: Collection[int] | None = None,
    parts: Collection[int] | None = None,
    upper_only: bool = False,
) -> tuple[Base, Base]:
    """The values of some provinces or places: with accepted figures only, and with submitted ones too.

    ``parts`` are ids of breakdowns, ``None`` for the totals. One query. Both are the same object where no value waits.
    """
    if not periods or not indicators:
        return (empty := Base()), empty
    where = [f"period IN ({marks(len(periods))})", f"indicator IN ({marks(len(indicators))})"]
    values: list[int] = [*periods, *indicators]
    for column, wanted in (("province", provinces), ("place", places), ("system", systems)):
        if wanted is not None:
            if not wanted:
                return (empty := Base()), empty
            where.append(f"{column} IN ({marks(len(wanted))})")
            values += wanted
    if parts is None:
        where.append("breakdown IS NULL")
    else:
        where.append(f"breakdown IN ({marks(len(parts))})")
        values += parts
    if upper_only:
        where.append("decides > 0")
    sql = (
        "SELECT indicator, system, views, figure_id, place, body, province, period, "  # noqa: S608
        "coverage, decides, value, comparator "
        f"FROM figures_counted WHERE {' AND '.join(where)}"
    )
    with connection.cursor() as cursor:
        execute(cursor, sql, values)
        return _split(cursor.fetchall(), periods)


def _split(found: Iterable[tuple[int, ...]], periods: Mapping[int, PeriodRow]) -> tuple[Base, Base]:
    days = {pk: (row.start.toordinal(), row.end.toordinal()) for pk, row in periods.items()}
    accepted, everything, same = Base(), Base(), True
    for indicator, system, views, figure, place, body, province, period, coverage, decides, value, comparator in found:
        bases = (accepted, everything) if views == 3 else (accepted,) if views == Views.ACCEPTED else (everything,)
        same = same and views == 3
        if value is None:
            for base in bases:
                base.excused[indicator, system, place, province] += 1
            continue
        start, end = days[period]
        row = Row(figure, place, body, province, start, end, coverage == Coverage.AREA, decides, value, comparator)
        for base in bases:
            base.rows[indicator, system].append(row)
    return (accepted, accepted) if same else (accepted, everything)

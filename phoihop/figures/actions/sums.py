"""Sums of provinces in the second kept total, from smaller kept totals where these tell the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from django.db import connection

from phoihop.core.periods import Kind
from phoihop.figures.actions.own import Job
from phoihop.figures.queries import base, definitions, plain
from phoihop.figures.queries.base import execute, marks
from phoihop.figures.queries.periods import PeriodRow
from phoihop.figures.rules.maps import Geography
from phoihop.figures.rules.selection import pick
from phoihop.figures.rules.values import Coverage, Part

__all__ = ["flow_sums", "follow_forced", "province_sums"]


def flow_sums(
    span: PeriodRow,
    inside: Mapping[int, PeriodRow],
    provinces: Sequence[int],
    indicators: Sequence[int],
    *,
    family: Sequence[int],
) -> tuple[list[Job], set[int]]:
    """The sums of provinces for flows from smaller kept totals where these tell the same, and the flows that are left.

    A year from the totals of its periods where none of them overlap and all are own values; a span from its years
    where no value covers more than one, in the whole ``family``: a unit that moved says its year or span under another
    province than its months. No value of these indicators may be put over the sum in the span.
    """
    if not provinces or not indicators:
        return [], set()
    year = span.period.kind is Kind.YEAR
    left = (_overlapping if year else _covering_more)(inside, family, indicators)
    done = [pk for pk in indicators if pk not in left]
    if not done:
        return [], left
    if year:
        ends = {pk: row.end.toordinal() for pk, row in inside.items()}
        select = plain.sums_of_periods_sql(len(provinces), ends, len(done))
        values = [span.id, *provinces, *sorted(ends), *done]
    else:
        years = [pk for pk, row in inside.items() if row.period.kind is Kind.YEAR]
        select = plain.sums_of_years_sql(len(provinces), len(years), len(done))
        values = [span.id, *provinces, *years, *done]
    return [Job(tuple(provinces), done, select, values)], left


def _overlapping(inside: Mapping[int, PeriodRow], provinces: Sequence[int], indicators: Sequence[int]) -> set[int]:
    """The indicators with area values, or with totals of periods that overlap."""
    where = (
        f"FROM figures_periodtotal WHERE province IN ({marks(len(provinces))}) AND period IN ({marks(len(inside))}) "
        f"AND indicator IN ({marks(len(indicators))}) AND breakdown IS NULL"
    )
    values = [*provinces, *inside, *indicators]
    with connection.cursor() as cursor:
        execute(cursor, f"SELECT period, MAX(coverage) {where} GROUP BY period", values)
        rows = cursor.fetchall()
        if _apart([row[0] for row in rows], inside) and all(row[1] != Coverage.AREA for row in rows):
            return set()
        execute(cursor, f"SELECT DISTINCT indicator, system, period, coverage {where}", values)
        found: dict[tuple[int, int], set[int]] = defaultdict(set)
        left: set[int] = set()
        for indicator, system, period, coverage in cursor.fetchall():
            if coverage == Coverage.AREA:
                left.add(indicator)
            found[indicator, system].add(period)
    return left | {key[0] for key, periods in found.items() if not _apart(periods, inside)}


def _apart(periods: Collection[int], inside: Mapping[int, PeriodRow]) -> bool:
    days = sorted((inside[pk].start, inside[pk].end) for pk in periods)
    return all(one[1] <= other[0] for one, other in pairwise(days))


def _covering_more(inside: Mapping[int, PeriodRow], provinces: Sequence[int], indicators: Sequence[int]) -> set[int]:
    """The indicators with a value that covers more than a year."""
    longer = [pk for pk, row in inside.items() if row.period.kind is Kind.SPAN]
    with connection.cursor() as cursor:
        execute(
            cursor,
            "SELECT DISTINCT indicator FROM figures_periodtotal "  # noqa: S608
            f"WHERE province IN ({marks(len(provinces))}) AND period IN ({marks(len(longer))}) "
            f"AND indicator IN ({marks(len(indicators))})",
            [*provinces, *longer, *indicators],
        )
        return {row[0] for row in cursor.fetchall()}


def province_sums(span: int, provinces: Sequence[int], indicators: Sequence[int]) -> list[Job]:
    """The sums of provinces from the own rows of all below them."""
    if not provinces or not indicators:
        return []
    select = definitions.province_sums_sql(len(provinces), len(indicators))
    return [Job(tuple(provinces), indicators, select, [span, *provinces, *indicators])]


def follow_forced(
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

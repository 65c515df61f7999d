"""The definitions of kept totals once more, as statements for the database: for values that simply add up.

What does not simply add up (area values, periods that overlap, stocks of units that followed one another, claims
put over the sum) is computed by `definitions.unit_rows`; `verify` compares all with that one.
"""

from __future__ import annotations

from collections.abc import Mapping

from phoihop.figures.queries.base import marks
from phoihop.figures.queries.definitions import mask_sql
from phoihop.figures.rules.values import Part

__all__ = ["own_of_spans_sql", "own_of_years_sql", "sums_of_periods_sql", "sums_of_years_sql"]

ENDS = ("", "_all")


def own_of_years_sql(places: int, ends: Mapping[int, int], indicators: int, *, last: bool) -> str:
    """Own rows of places for a year from what counts (parameters: span, part, places, periods, indicators).

    ``ends`` gives the last days of periods as numbers; with ``last`` (stocks) a place's latest period counts.
    """
    end = _ends(ends)
    columns, latest = [], []
    for views, name in (("1, 3", "last"), ("2, 3", "last_all")):
        said = f"views IN ({views}) AND value IS NOT NULL"
        taken = f"{said} AND ending = {name}" if last else said
        latest.append(f"MAX(CASE WHEN {said} THEN {end} END) OVER (PARTITION BY place, indicator, system) AS {name}")
        columns += [
            f"SUM(CASE WHEN {taken} THEN value END)",
            f"COUNT(CASE WHEN {taken} THEN 1 END)",
            f"COUNT(CASE WHEN views IN ({views}) AND value IS NULL THEN 1 END)",
            mask_sql("comparator", taken),
            f"COALESCE(MAX(CASE WHEN {taken} THEN ending END), 0)",
            "0",
            "0",
        ]
    return (
        f"SELECT place, province, %s, indicator, system, %s, {', '.join(columns)} FROM "  # noqa: S608
        f"(SELECT place, province, indicator, system, views, value, comparator, {end} AS ending"
        f"{''.join(f', {one}' for one in latest) if last else ''} FROM figures_counted "
        f"WHERE place IN ({marks(places)}) AND period IN ({marks(len(ends))}) AND indicator IN ({marks(indicators)}) "
        "AND breakdown IS NULL) AS said GROUP BY place, province, indicator, system"
    )


def own_of_spans_sql(places: int, years: int, indicators: int, *, last: bool) -> str:
    """Own rows of places for a span from those of its years (parameters: span, places, years, indicators)."""
    columns, latest = [], []
    for end in ENDS:
        taken = f"counted{end} > 0 AND until{end} = last{end}" if last else f"counted{end} > 0"
        latest.append(
            f"MAX(CASE WHEN counted{end} > 0 THEN until{end} END) OVER (PARTITION BY unit, indicator, system) "
            f"AS last{end}"
        )
        columns += _added(end, taken)
    return (
        f"SELECT unit, province, %s, indicator, system, part, {', '.join(columns)} FROM "  # noqa: S608
        f"(SELECT figures_unittotal.*{''.join(f', {one}' for one in latest) if last else ''} FROM figures_unittotal "
        f"WHERE unit IN ({marks(places)}) AND span IN ({marks(years)}) AND indicator IN ({marks(indicators)}) "
        f"AND part <> {int(Part.SUM)}) AS said GROUP BY unit, province, indicator, system, part"
    )


def sums_of_periods_sql(provinces: int, ends: Mapping[int, int], indicators: int) -> str:
    """Sums of provinces for a year from totals of its periods (parameters: span, provinces, periods, indicators)."""
    columns = []
    for end in ENDS:
        taken = f"counted{end} > 0"
        columns += [
            f"SUM(CASE WHEN {taken} THEN value{end} END)",
            f"SUM(counted{end})",
            f"SUM(excused{end})",
            mask_sql(f"mask{end}"),
            f"COALESCE(MAX(CASE WHEN {taken} THEN ending END), 0)",
            "0",
            "0",
        ]
    return (
        f"SELECT province, province, %s, indicator, system, {int(Part.SUM)}, {', '.join(columns)} FROM "  # noqa: S608
        f"(SELECT figures_periodtotal.*, {_ends(ends)} AS ending FROM figures_periodtotal "
        f"WHERE province IN ({marks(provinces)}) AND period IN ({marks(len(ends))}) "
        f"AND indicator IN ({marks(indicators)}) AND breakdown IS NULL) AS said GROUP BY province, indicator, system"
    )


def sums_of_years_sql(provinces: int, years: int, indicators: int) -> str:
    """Sums of provinces for a span from those of its years (parameters: span, provinces, years, indicators)."""
    columns = [column for end in ENDS for column in _added(end, f"counted{end} > 0")]
    return (
        f"SELECT unit, unit, %s, indicator, system, part, {', '.join(columns)} FROM figures_unittotal "  # noqa: S608
        f"WHERE unit IN ({marks(provinces)}) AND span IN ({marks(years)}) AND indicator IN ({marks(indicators)}) "
        f"AND part = {int(Part.SUM)} GROUP BY unit, indicator, system, part"
    )


def _added(end: str, taken: str) -> list[str]:
    return [
        f"SUM(CASE WHEN {taken} THEN value{end} END)",
        f"COALESCE(SUM(CASE WHEN {taken} THEN counted{end} END), 0)",
        f"SUM(excused{end})",
        mask_sql(f"mask{end}", taken),
        f"COALESCE(MAX(CASE WHEN {taken} THEN until{end} END), 0)",
        f"COALESCE(MAX(CASE WHEN {taken} THEN standin{end} END), 0)",
        "0",
    ]


def _ends(ends: Mapping[int, int]) -> str:
    return "CASE period " + " ".join(f"WHEN {int(pk)} THEN {int(end)}" for pk, end in sorted(ends.items())) + " END"

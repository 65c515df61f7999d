"""Small multiples: the periods of a unit and of units below it in a row, the stretch before in grey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from phoihop.core.periods import Kind, Period
from phoihop.figures.forms.asking import Asking, period_label
from phoihop.figures.forms.rows import Cells, Row
from phoihop.figures.forms.saying import address, said_of
from phoihop.figures.queries.totals import Total
from phoihop.figures.rules.comparators import compared
from phoihop.figures.rules.grouping import Group
from phoihop.figures.rules.printing import WORDS
from phoihop.figures.wording import moved as moved_by

__all__ = ["open_day", "series", "trends"]

YEARS = 5
#: How many units are drawn from each end of the ranking.
EACH = 4
_SHORT = {Kind.MONTH: "T{n}", Kind.QUARTER: "Q{n}", Kind.HALF: "{n}/2"}
#: Kinds that are set beside the same of other years.
_YEARLY = (Kind.NINE_MONTHS, Kind.FIRST_MONTHS)
_IN_A_YEAR = {Kind.MONTH: 12, Kind.QUARTER: 4, Kind.HALF: 2}


def open_day(period: Period, asked: Asking) -> bool:
    """Whether a period had not ended when its figures were counted: they never stand beside whole ones as if whole."""
    return period.range.start <= asked.counted_to < period.range.end


def trends(asked: Asking, rows: Sequence[Row], unit: Row, cells: Cells, *, every: bool) -> dict[str, Any] | None:
    """The unit's own line and those of the units at both ends of the ranking (all with ``every``).

    ``cells`` hold the totals of the `series`. Nothing where fewer than two periods have a number.
    """
    if asked.question.edition is not None:
        return None
    now, before = series(asked.question.period)
    picked = [row for row in rows if row.kind == "all" and row.value is not None]
    left_out = 0 if every or len(picked) <= 2 * EACH else len(picked) - 2 * EACH
    shown = [*picked[:EACH], *picked[-EACH:]] if left_out else picked
    found = [
        _drawn(asked, row, now, [cells.get((Group(row.unit), period)) for period in (*now, *before)])
        for row in (unit, *shown)
    ]
    if sum(value is not None for value in found[0]["values"]) < 2:
        return None
    return {
        "charts": found,
        "left_out": left_out,
        "all_shown": every and len(picked) > 2 * EACH,
        "now": _stretch(now),
        "before": _stretch(before) if any(chart["before"] for chart in found) else "",
        "open": found[0]["open"],
    }


def series(period: Period) -> tuple[list[Period], list[Period]]:
    """The periods drawn, and as many before them: five years, a span's years, or the parts of a year."""
    if period.kind in _IN_A_YEAR:
        numbers = range(1, _IN_A_YEAR[period.kind] + 1)
        return (
            [replace(period, number=number) for number in numbers],
            [replace(period, year=period.year - 1, number=number) for number in numbers],
        )
    last = period.number if period.kind is Kind.SPAN else period.year
    length = last - period.year + 1 if period.kind is Kind.SPAN else YEARS
    one = period if period.kind in _YEARLY else Period(period.calendar, Kind.YEAR, last)
    every = [replace(one, year=year) for year in range(last - 2 * length + 1, last + 1)]
    return every[length:], every[:length]


def _drawn(asked: Asking, row: Row, now: Sequence[Period], totals: Sequence[Total | None]) -> dict[str, Any]:
    scale = asked.indicator.scale
    values = [None if one is None or one.value is None else one.value / 10**scale if scale else one.value
              for one in totals]  # fmt: skip
    current, before = values[: len(now)], values[len(now) :]
    begun = [at for at, period in enumerate(now) if period.range.start <= asked.today]
    last = begun[-1] if begun else len(now) - 1
    is_open = open_day(now[last], asked)
    shown = totals[last]
    moved = ""
    if last and not is_open and row.comparable:
        earlier, unit = totals[last - 1], asked.indicator.unit
        moved = moved_by(_value(shown), _value(earlier), unit=unit, scale=scale)
        if moved and shown and earlier:
            moved = WORDS[compared(shown.comparator, earlier.comparator)] + moved
    return {
        "name": row.name,
        "text": said_of(shown, asked.indicator),
        "href": address(replace(row.question, period=now[last])),
        "said": period_label(now[last]),
        "labels": [_SHORT.get(period.kind, "{y}").format(n=period.number, y=period.year) for period in now[: last + 1]],
        "values": current[: last + 1],
        "before": before[: last + 1] if any(value is not None for value in before) else [],
        "moved": moved,
        "open": is_open,
    }


def _value(total: Total | None) -> int | None:
    return total.value if total else None


def _stretch(periods: Sequence[Period]) -> str:
    first, last = periods[0], periods[-1]
    if first.kind in _IN_A_YEAR:
        return _("Năm {y}").format(y=first.year)
    return f"{first.year}–{last.year}"

"""Totals on the map of any day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from phoihop.core.actor import System
from phoihop.core.once import one_answer
from phoihop.core.periods import Calendar, Period, Range
from phoihop.figures.models import Target
from phoihop.figures.queries.definitions import Summed
from phoihop.figures.queries.gather import Ask, Cells, gather
from phoihop.figures.queries.geography import groups_of
from phoihop.figures.queries.overlaps import said_together
from phoihop.figures.queries.periods import all_periods
from phoihop.figures.queries.stating import Beside, stated_beside
from phoihop.figures.rules.comparators import combined, compared, of_sum
from phoihop.figures.rules.grouping import Group
from phoihop.figures.rules.together import taken_off
from phoihop.figures.rules.values import SYSTEM_NUMBERS, SYSTEMS, Comparator
from phoihop.indicators.models import Breakdown, Indicator

__all__ = ["SYSTEMS", "Beside", "Table", "Total", "rate_of", "sums", "table", "targets", "total_of", "totals"]


class Total(NamedTuple):
    """One total (số tổng hợp).

    ``value`` is ``None`` where nothing is counted or the indicator is not added; ``counted`` numbers went in,
    ``excused`` are not applicable. ``system`` is ``None`` for all parties together. ``standin``: an area value
    stands in for what did not report; ``forced``: a claim was put over the sum. ``until`` is the last day of the
    latest period in it. Rates carry their halves.
    """

    line: Group
    range: Range
    indicator: str
    system: System | None
    value: int | None
    comparator: Comparator = Comparator.EQ
    counted: int = 0
    excused: int = 0
    standin: bool = False
    forced: bool = False
    until: date | None = None
    beside: tuple[Beside, ...] = ()
    halves: tuple[int, int] | None = None

    @property
    def difference(self) -> int | None:
        """What the unit states less the sum, where it states one number for the whole range."""
        if len(self.beside) != 1 or self.value is None or self.beside[0].period.range != self.range:
            return None
        return self.beside[0].value - self.value


#: Totals by (line, number of the range, indicator code, system or ``None`` for all).
Made = dict[tuple[Group, int, str, System | None], Total]


@dataclass(frozen=True, slots=True)
class Table:
    """Totals of a unit's lines: cells by (line, number of the range, indicator code, system or ``None`` for all)."""

    unit: int
    on: date
    lines: tuple[Group, ...]
    ranges: tuple[Range, ...]
    cells: Mapping[tuple[Group, int, str, System | None], Total]

    def get(self, line: Group, number: int, indicator: str, system: System | None) -> Total | None:
        return self.cells.get((line, number, indicator, system))


@one_answer()
def totals(
    *,
    unit: int,
    period: Range,
    on: date,
    indicators: Collection[str],
    systems: Collection[System] | None = None,
    breakdown: str | None = None,
    calendar: Calendar = Calendar.ADMINISTRATIVE,
    accepted_only: bool = True,
) -> list[Total]:
    """Totals of a unit and everything below it (số liệu tổng hợp), one an (indicator, system).

    ``unit`` is a place that holds on the map date ``on``; ``period`` any stretch of days, in which the coarsest
    counted values of one ``calendar`` are taken. Where the indicator adds its systems there is one more with
    ``system`` ``None``. Claims of the unit stand beside. Integers in the indicator's smallest step. A constant
    number of queries.
    """
    found = table(
        unit=unit,
        ranges=[period],
        on=on,
        indicators=indicators,
        systems=systems,
        breakdown=breakdown,
        calendar=calendar,
        accepted_only=accepted_only,
        children=False,
    )
    if breakdown is not None:
        return list(found.cells.values())
    made = {
        (one.indicator, one.system): one.halves is None and (one.standin or one.forced) for one in found.cells.values()
    }
    beside = stated_beside(groups_of(unit, on, children=False), period, calendar, made, accepted_only=accepted_only)
    return [
        total._replace(beside=tuple(beside.get((total.indicator, total.system), ()))) for total in found.cells.values()
    ]


@one_answer()
def table(
    *,
    unit: int,
    ranges: Sequence[Range],
    on: date,
    indicators: Collection[str],
    systems: Collection[System] | None = None,
    breakdown: str | None = None,
    calendar: Calendar = Calendar.ADMINISTRATIVE,
    accepted_only: bool = True,
    children: bool = True,
) -> Table:
    """Totals of each unit right below a unit (or of the unit alone), for several stretches of days.

    With ``children`` the lines are the units of the map date right below, then what the unit's own bodies did and
    what nobody said how to allocate (chưa phân bổ).
    """
    rows = _indicators(indicators)
    halves = {row.pk: (row.numerator_id, row.denominator_id) for row in rows if row.numerator_id is not None}
    extra = {half for pair in halves.values() for half in pair if half is not None} - {row.pk for row in rows}
    more = list(Indicator.objects.filter(pk__in=extra)) if extra else []
    every = {row.pk: row for row in [*rows, *more]}
    parts = None
    if breakdown is not None:
        found = Breakdown.objects.filter(indicator__in=every, code=breakdown)
        parts = list(found.order_by("pk").values_list("pk", flat=True)) or [0]
    ask = Ask(
        groups_of(unit, on, children=children),
        tuple(ranges),
        calendar,
        {pk: (row.over_units, row.over_time) for pk, row in every.items()},
        all_periods(),
        None if systems is None else sorted(SYSTEM_NUMBERS[system] for system in systems),
        parts,
        0 if accepted_only else 1,
    )
    cells = gather(ask)
    made: Made = {}
    for (line, number, indicator, system), one in cells.items():
        code = every[indicator].code
        made[line, number, code, SYSTEMS[system]] = total_of(line, ranges[number], code, SYSTEMS[system], one)
    _all_systems(made, every.values(), ask)
    _rates(made, every, halves)
    wanted = {row.code for row in rows}
    made = {key: total for key, total in made.items() if key[2] in wanted}
    order = {row.code: place for place, row in enumerate(rows)}
    ordered = dict(sorted(made.items(), key=lambda item: (item[0][1], order[item[0][2]], item[0][3] or "~")))
    return Table(unit, on, tuple(ask.groups.lines), tuple(ranges), ordered)


def sums(
    *,
    unit: int,
    ranges: Sequence[Range],
    on: date,
    rules: Mapping[int, tuple[str, str]],
    calendar: Calendar,
    below: bool,
) -> Cells:
    """Accepted sums of a unit, with ``below`` of each unit right below it too, by ids.

    No rates and no sums of all parties; ``rules`` is indicator id → (over units, over time).
    """
    periods = all_periods()
    made: Cells = {}
    for children in (True, False) if below else (False,):
        made |= gather(Ask(groups_of(unit, on, children=children), tuple(ranges), calendar, rules, periods))
    return made


def _indicators(codes: Collection[str]) -> list[Indicator]:
    return list(Indicator.objects.filter(code__in=codes).order_by("order"))


def total_of(line: Group, stretch: Range, code: str, system: System | None, one: Summed) -> Total:
    """A sum of a line as a total."""
    return Total(
        line,
        stretch,
        code,
        system,
        one.value,
        combined(one.mask, one.counted) if one.counted else Comparator.EQ,
        one.counted,
        one.excused,
        bool(one.standin),
        bool(one.forced),
        date.fromordinal(one.until - 1) if one.until else None,
    )


def rate_of(
    rate: Indicator,
    line: Group,
    stretch: Range,
    system: System | None,
    top: Total | None = None,
    bottom: Total | None = None,
) -> Total | None:
    """A rate divided at the end from the totals of its halves; nothing where one is missing or the lower is zero."""
    if top is None or bottom is None or top.value is None or not bottom.value:
        return None
    steps = 100 * 10**rate.scale
    return Total(
        line,
        stretch,
        rate.code,
        system,
        (2 * top.value * steps + bottom.value) // (2 * bottom.value),
        compared(top.comparator, bottom.comparator),
        bottom.counted,
        bottom.excused,
        top.standin or bottom.standin,
        top.forced or bottom.forced,
        bottom.until,
        halves=(top.value, bottom.value),
    )


def _rates(made: Made, every: Mapping[int, Indicator], halves: Mapping[int, tuple[int | None, int | None]]) -> None:
    """Rates divided at the end from their added halves, in hundredths of a percent where ``scale`` is 2.

    Of all parties together too, from what their halves come to there: a percentage is never added.
    """
    for rate, (top_id, bottom_id) in halves.items():
        row = every[rate]
        if top_id is None or bottom_id is None:
            continue
        apart, top = row.over_systems == Indicator.OverSystems.APART, every[top_id].code
        for (line, number, code, system), bottom in list(made.items()):
            if code != every[bottom_id].code or (system is None and apart):
                continue
            made_rate = rate_of(row, line, bottom.range, system, made.get((line, number, top, system)), bottom)
            if made_rate is not None:
                made[line, number, row.code, system] = made_rate


def _all_systems(made: Made, rows: Iterable[Indicator], ask: Ask) -> None:
    """One total of all parties where the indicator's systems add up, less what they counted together for a union."""
    adding = {row.code: row for row in rows if row.over_systems != Indicator.OverSystems.APART and not _a_rate(row)}
    if not adding:
        return
    unions = [row.pk for row in adding.values() if row.over_systems == Indicator.OverSystems.UNION]
    spans = [ask.inside(number) for number in range(len(ask.ranges))]
    said = said_together(unions, ask.groups, spans) if unions and ask.parts is None else {}
    geo, on = ask.groups.geo, ask.groups.on
    together: dict[tuple[Group, int, str], list[Total]] = defaultdict(list)
    for (line, number, code, _), total in made.items():
        if code in adding and total.value is not None:
            together[line, number, code].append(total)
    for key, parts in together.items():
        counted = sum(part.counted for part in parts)
        counting = {part.system.value: part.value or 0 for part in parts if part.system}
        of, last = adding[key[2]], adding[key[2]].over_time == Indicator.OverTime.LAST
        off = taken_off(said.get((key[0], key[1], of.pk), ()), counting, geo=geo, on=on, last=last)
        qualified = of_sum(part.comparator for part in parts)
        made[(*key, None)] = Total(
            key[0],
            parts[0].range,
            key[2],
            None,
            sum(part.value or 0 for part in parts) - off,
            compared(qualified) if off else qualified,
            counted,
            sum(part.excused for part in parts),
            any(part.standin for part in parts),
            any(part.forced for part in parts),
            max((part.until for part in parts if part.until), default=None),
        )


def _a_rate(row: Indicator) -> bool:
    """Whether an indicator is a percentage: divided from its halves, or stated bare and never added."""
    return row.numerator_id is not None or row.nature in (Indicator.Nature.RATIO, Indicator.Nature.PERCENT)


def targets(
    *, units: Collection[int], period: Period, indicators: Collection[str]
) -> dict[tuple[int, str, System | None], int]:
    """What units were to reach (chỉ tiêu giao), by (unit, indicator, system or ``None`` for all)."""
    rows = Target.objects.filter(
        place__in=units,
        indicator__code__in=indicators,
        period__calendar=period.calendar,
        period__kind=period.kind,
        period__year=period.year,
        period__number=period.number,
    ).select_related("indicator")
    return {(row.place_id, row.indicator.code, System(row.system) if row.system else None): row.value for row in rows}

"""The pivot: figures crossed by unit, indicator, period, system and breakdown."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phoihop.core.actor import Actor, Level, System
from phoihop.core.periods import Period
from phoihop.figures.forms.asking import CLOSED, Asking, period_label, system_label
from phoihop.figures.forms.files import Cell, Leaf, Sign
from phoihop.figures.forms.leaves import MISSING, NOT_THEIRS, above, explained, number_of, signs_told
from phoihop.figures.forms.left_out import AT_MOST, left_out, too_wide
from phoihop.figures.forms.rows import LINES
from phoihop.figures.forms.saying import address, said_of
from phoihop.figures.forms.sheet import chosen, seldom
from phoihop.figures.forms.trends import open_day
from phoihop.figures.queries import scope
from phoihop.figures.queries.frozen_table import held_periods, table_as_of
from phoihop.figures.queries.geography import unit_names
from phoihop.figures.queries.totals import Table, Total, table
from phoihop.figures.rules.grouping import Group
from phoihop.figures.rules.printing import counted_unit
from phoihop.indicators.models import Breakdown, Indicator
from phoihop.places import queries as places
from phoihop.web.print import day

__all__ = ["AXES", "crossed"]

#: What may stand on a side of the table.
AXES = {
    "don-vi": gettext_lazy("Đơn vị"),
    "chi-tieu": gettext_lazy("Chỉ tiêu"),
    "ky": gettext_lazy("Kỳ"),
    "he-thong": gettext_lazy("Hệ thống"),
    "phan-to": gettext_lazy("Phân tổ"),
}
#: What columns are made of where several values are asked for and stand on no side, outermost first.
NESTED = ("chi-tieu", "ky")
#: What joins the heads of a column where a file has one line of them.
JOINED = ", "
#: How many indicators stand in the name of a file.
NAMED = 4


@dataclass(frozen=True, slots=True)
class Item:
    """One head of a side: its key on its axis, its name, and where it leads."""

    key: Any
    name: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Crossing:
    """The tables behind the cells: one a breakdown asked for (one without), below the unit and of the unit itself."""

    asked: Asking
    indicators: Sequence[Indicator]
    periods: Sequence[Period]
    below: Mapping[str | None, Table]
    whole: Mapping[str | None, Table]
    names: Mapping[int, places.Name]

    def cell(self, at: Mapping[str, Any]) -> tuple[str, str, Cell]:
        """One cell: printed, its address, its number."""
        line, indicator, number, system, part = (
            at[axis] for axis in ("don-vi", "chi-tieu", "ky", "he-thong", "phan-to")
        )
        tables = self.whole if line.unit == self.asked.place.pk and line.kind == "all" else self.below
        total: Total | None = tables[part].get(line, number, indicator.code, system) if part in tables else None
        said = number_of(total, indicator.scale)
        if total is None or said is MISSING:
            closed = tables is self.below and not self.asked.below.opens(system)
            return "–", "", None if closed else said
        question = replace(
            self.asked.question,
            indicator=indicator.code,
            unit=self.names[line.unit].key,
            line=line.kind,
            period=self.periods[number],
            system=system,
            breakdown=part,
        )
        if isinstance(said, Sign):
            return _("Không áp dụng") if said is NOT_THEIRS else _("không cộng"), "", said
        return said_of(total, indicator), address(question), said

    @property
    def older_parts(self) -> bool:
        """Whether a part of a stock is of an earlier period than the stock that it stands beside."""
        stocks = {row.code for row in self.indicators if row.over_time == Indicator.OverTime.LAST}
        for tables in (self.below, self.whole):
            for part, made in tables.items():
                for key, total in made.cells.items() if part and None in tables else ():
                    whole = tables[None].cells.get(key)
                    if key[2] in stocks and total.until and whole and whole.until and total.until < whole.until:
                        return True
        return False


def crossed(asked: Asking, params: QueryDict, *, actor: Actor) -> dict[str, Any]:
    """Everything that the page shows; a constant number of queries. Raises ``Http404`` for what makes no sense."""
    side, top = params.get("hang") or "don-vi", params.get("cot") or "ky"
    if side not in AXES or top not in AXES or side == top:
        raise Http404("the two sides of the table must differ")
    readable = _indicators(asked, params, side, top)
    indicators, parts = _parted(asked, readable, side, top)
    wanted = _periods(asked, params, side, top)
    periods = _told_by_the_edition(asked, wanted, asked.question.breakdown) or wanted
    asked = replace(asked, below=scope.below(asked.reach, indicators, unit_level=Level(asked.place.level)))
    found = _tables(asked, indicators, periods, side, top)
    axes = _axes(found, side, top)
    first = {axis: items[0].key for axis, items in axes.items() if items}
    if len(first) < len(AXES):
        axes[side] = []
    across = [axis for axis in NESTED if axis != side and (axis == top or len(axes[axis]) > 1)]
    across += [top] if top not in across else []
    heads = list(itertools.product(*(axes[axis] for axis in across)))
    refused = too_wide(len(heads))
    if refused:
        heads = []
    keys = [dict(zip(across, (item.key for item in head), strict=True)) for head in heads]
    rows = [(item, [found.cell(first | {side: item.key} | key) for key in keys]) for item in axes[side]]
    unsaid = left_out(asked, params, readable, indicators, wanted, parted="phan-to" in (side, top))
    part = next((name for code, name, on in parts if on), "")
    flat = [JOINED.join(item.name for item in head) for head in heads]
    return {
        "asked": asked,
        "question": asked.question,
        "indicator": asked.indicator,
        "chosen": chosen(asked) | {"breakdowns": parts, "more": seldom(asked, parts)},
        "unit_name": found.names[asked.place.pk].over_all,
        "closed": CLOSED
        if "don-vi" in (side, top) and not all(map(asked.below.opens, _systems(asked, side, top)))
        else "",
        "frozen": asked.edition,
        "side": side,
        "top": top,
        "axes": AXES,
        "side_name": AXES[side],
        "heads": flat,
        "head_rows": _head_rows(heads),
        "refused": refused,
        "unallocated": any(item.name == str(LINES["unallocated"]) for item in (*axes[side], *axes[top])),
        "left_out": unsaid,
        "older": found.older_parts,
        "rows": [(item.name, [(text, href) for text, href, _ in cells], item.href) for item, cells in rows],
        "open": [period_label(period) for period in periods if open_day(period, asked)],
        "one": _one(indicators, periods, part, {side, *across}),
        "file": _file_name(indicators),
        "codes": [row.code for row in indicators],
        "picked": {row.code for row in indicators},
        "picked_periods": {period.code for period in periods},
        "map_choices": asked.maps,
        "leaf": _leaf(
            asked,
            _("Bảng chéo, {unit}").format(unit=found.names[asked.place.pk].over_all),
            [str(AXES[side]), *flat],
            [[item.name, *(value for _, _, value in cells)] for item, cells in rows],
            indicators,
            [period_label(period) for period in periods],
            f"{reverse('figures:pivot')}?{_address(params)}",
            unsaid,
        ),
    }


def _head_rows(heads: Sequence[Sequence[Item]]) -> list[list[tuple[str, int]]]:
    """The rows of column heads, outermost first: each name with how many columns it stands over."""
    made = []
    for depth in range(1, len(heads[0]) + 1 if heads else 1):
        spans = [list(columns) for _, columns in itertools.groupby(heads, key=lambda head: head[:depth])]
        made.append([(columns[0][depth - 1].name, len(columns)) for columns in spans])
    return made


def _one(indicators: Sequence[Indicator], periods: Sequence[Period], part: str, shown: Collection[str]) -> str:
    """The one indicator, the one period and the breakdown that no head of the table names."""
    told = []
    if "chi-tieu" not in shown:
        told.append(f"{indicators[0].code} {indicators[0].name}, {indicators[0].unit}")
    if "ky" not in shown:
        told.append(period_label(periods[0]))
    if part and "phan-to" not in shown:
        told.append(part)
    return "; ".join(told)


def _file_name(indicators: Sequence[Indicator]) -> str:
    """What a file of the table is called after: the indicators in it, some of them where there are many."""
    codes = [row.code for row in indicators]
    if len(codes) > NAMED:
        codes = [*codes[:NAMED], f"va-{len(codes) - NAMED}-chi-tieu"]
    return "-".join(["bang", *codes])


def _leaf(
    asked: Asking,
    title: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    indicators: Sequence[Indicator],
    periods: Sequence[str],
    page: str,
    unsaid: Sequence[str],
) -> Leaf:
    """The table as a file: every indicator with its unit and every period stand on both sheets."""
    counted = "; ".join(f"{row.code} {row.name} ({counted_unit(row.unit) or row.unit})" for row in indicators)
    told = dict(explained(asked, periods=periods, page=page)) | {_("Chỉ tiêu"): counted}
    if len(indicators) > 1:
        told = {label: text for label, text in told.items() if label not in (_("Đơn vị tính"), _("Cách cộng"))}
    told |= dict(signs_told(rows))
    if any(cell is None for row in rows for cell in row):
        told[_("Ô trống")] = str(CLOSED)
    if unsaid:
        told[_("Không có trong bảng")] = " ".join(unsaid)
    total = heads[0] == str(AXES["don-vi"]) and len(rows) > 1
    return Leaf(title, heads, rows, list(told.items()), above(asked, periods, f"{counted}."), total)


def _address(params: QueryDict) -> str:
    """The address of the table itself, without the wish to download it."""
    given = params.copy()
    given.pop("tai", None)
    return given.urlencode()


def _tables(asked: Asking, indicators: Sequence[Indicator], periods: Sequence[Period], side: str, top: str) -> Crossing:
    question = asked.question
    parts: list[str | None] = [question.breakdown]
    if "phan-to" in (side, top):
        parts = [None, *(row.code for row in asked.breakdowns[: AT_MOST["phan-to"]])]
    systems = list(asked.systems) if "he-thong" in (side, top) else [question.system] if question.system else []
    both = [
        {part: _table(asked, indicators, periods, systems, part, children=children) for part in parts}
        for children in ((True, False) if "don-vi" in (side, top) else (False,))
    ]
    lines = [line.unit for made in both[0].values() for line in made.lines]
    names = unit_names([*lines, asked.place.pk], on=question.on, edition=asked.edition)
    return Crossing(asked, indicators, periods, both[0], both[-1], names)


def _table(
    asked: Asking,
    indicators: Sequence[Indicator],
    periods: Sequence[Period],
    systems: Sequence[System],
    part: str | None,
    *,
    children: bool,
) -> Table:
    """The table as it stands, or as an edition froze it."""
    question = asked.question
    if asked.edition is None:
        return asked.below.shown(
            table(
                unit=asked.place.pk,
                ranges=[period.range for period in periods],
                on=question.on,
                indicators=[row.code for row in indicators],
                systems=systems or None,
                breakdown=part,
                calendar=question.period.calendar,
                accepted_only=question.accepted_only,
                children=children,
            )
        )
    if not _told_by_the_edition(asked, periods, part):
        return Table(asked.place.pk, question.on, (), (), {})
    return asked.below.shown(
        table_as_of(
            asked.edition,
            unit=asked.place.pk,
            periods=periods,
            indicators=indicators,
            systems=systems,
            breakdown=part,
            children=children,
        )
    )


def _told_by_the_edition(asked: Asking, periods: Sequence[Period], part: str | None) -> Sequence[Period]:
    """The periods that an edition tells: of the country only what it holds itself, of a unit below any."""
    if asked.edition is None or asked.place.level != Level.COUNTRY:
        return periods
    return held_periods(asked.edition, periods) if part is None else ()


def _axes(found: Crossing, side: str, top: str) -> dict[str, list[Item]]:
    asked, question = found.asked, found.asked.question
    systems = list(asked.systems) if "he-thong" in (side, top) else []
    units = [Item(Group(asked.place.pk), found.names[asked.place.pk].over_all)]
    if "don-vi" in (side, top):
        reads = any(map(asked.below.opens, _systems(asked, side, top)))
        units = [*_units(found, reads=reads), units[0]]
    parts = [Item(question.breakdown, "")]
    if "phan-to" in (side, top):
        parts = [Item(None, _("Tổng")), *(Item(row.code, row.name) for row in asked.breakdowns[: AT_MOST["phan-to"]])]
    return {
        "don-vi": units,
        "chi-tieu": [Item(row, f"{row.code} {row.name} ({row.unit})") for row in found.indicators],
        "ky": [
            Item(at, _until(period, asked) if open_day(period, asked) else period_label(period))
            for at, period in enumerate(found.periods)
        ],
        "he-thong": [Item(system, system_label(system)) for system in systems]
        or [Item(question.system, system_label(question.system))],
        "phan-to": parts,
    }


def _until(period: Period, asked: Asking) -> str:
    """An open period with the day up to which it is counted."""
    return _("{period} (ghi đến {day})").format(period=period_label(period), day=day(asked.counted_to))


def _units(found: Crossing, *, reads: bool) -> list[Item]:
    """The lines that have anything, units first, each leading to its own table."""
    tables = found.below.values()
    said = {line for made in tables for line, _, _, _ in made.cells}
    lines = [line for line in next(iter(tables)).lines if line in said or (line.kind == "all" and reads)]
    page = reverse("figures:pivot")
    return [
        Item(line, str(LINES[line.kind]))
        if line.kind != "all"
        else Item(
            line,
            found.names[line.unit].over_all,
            f"{page}?{replace(found.asked.question, unit=found.names[line.unit].key).query}",
        )
        for line in lines
    ]


def _systems(asked: Asking, side: str, top: str) -> list[System | None]:
    """The systems that the table asks for."""
    return list(asked.systems) if "he-thong" in (side, top) else [asked.question.system]


def _indicators(asked: Asking, params: QueryDict, side: str, top: str) -> list[Indicator]:
    """The indicators asked for that the actor may read for the systems of the table."""
    codes = params.getlist("chi-tieu")[: AT_MOST["chi-tieu"]] or [asked.question.indicator]
    level, systems = Level(asked.place.level), _systems(asked, side, top)
    found = []
    for row in Indicator.objects.filter(code__in=codes).order_by("order"):
        allowed = scope.systems_for(asked.reach, row, unit_level=level)
        if allowed is None or all(system in allowed for system in systems):
            found.append(row)
    return found or [asked.indicator]


def _parted(
    asked: Asking, readable: Sequence[Indicator], side: str, top: str
) -> tuple[list[Indicator], list[tuple[str, str, bool]]]:
    """The indicators that stand in the table with the breakdown asked for, and the breakdowns to choose from.

    A breakdown is one of an indicator: of several indicators those that have the same (code and name) are kept.
    """
    if "phan-to" in (side, top):
        return [asked.indicator], []
    rows = Breakdown.objects.filter(indicator__in=readable).order_by("indicator__order", "pk")
    of = [(row.indicator_id, row.code, row.name) for row in rows]
    names: dict[str, str] = {}
    for _pk, code, name in of:
        names.setdefault(code, name)
    wanted = asked.question.breakdown
    have = {pk for pk, code, name in of if code == wanted and names[code] == name}
    kept = [row for row in readable if wanted is None or row.pk in have]
    return kept or list(readable), [(code, name, code == wanted) for code, name in names.items()]


def _periods(asked: Asking, params: QueryDict, side: str, top: str) -> list[Period]:
    """The periods asked for, in order; of another party's line only those that a programme opens too."""
    try:
        given = [Period.from_code(code) for code in params.getlist("ky")[: AT_MOST["ky"]]]
    except ValueError as wrong:
        raise Http404(str(wrong)) from wrong
    others = any(system != asked.reach.own for system in _systems(asked, side, top))
    same = [
        period
        for period in given
        if period.calendar is asked.question.period.calendar
        and (not others or asked.reach.during(period).opened >= asked.reach.opened)
    ]
    return sorted(same, key=lambda period: (period.range.start, period.range.end)) or [asked.question.period]

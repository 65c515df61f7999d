"""The pivot: figures crossed by unit, indicator, period, system and breakdown."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from phoihop.core.actor import Actor, Level, System
from phoihop.core.periods import Period
from phoihop.figures.forms.asking import CLOSED, MAPS, Asking, period_label, system_label
from phoihop.figures.forms.files import Cell, Leaf
from phoihop.figures.forms.leaves import above, explained, number_of
from phoihop.figures.forms.panel import address, said_of
from phoihop.figures.forms.rows import LINES
from phoihop.figures.forms.sheet import chosen
from phoihop.figures.forms.trends import open_day
from phoihop.figures.queries import scope
from phoihop.figures.queries.totals import Table, Total, table
from phoihop.figures.rules.grouping import Group
from phoihop.figures.rules.printing import counted_unit
from phoihop.indicators.models import Indicator
from phoihop.places import queries as places
from phoihop.web.print import day

__all__ = ["AXES", "crossed"]

#: What may stand on a side of the table.
AXES = {"don-vi": "Đơn vị", "chi-tieu": "Chỉ tiêu", "ky": "Kỳ", "he-thong": "Hệ thống", "phan-to": "Phân tổ"}
AT_MOST = {"chi-tieu": 30, "ky": 12, "phan-to": 12}
#: What columns are made of where several values are asked for and stand on no side, outermost first.
NESTED = ("chi-tieu", "ky")
#: More columns than these are refused: nobody reads or prints them.
COLUMNS = 120
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
        if total is None or (total.value is None and not total.excused):
            return "–", "", None
        question = replace(
            self.asked.question,
            indicator=indicator.code,
            unit=self.names[line.unit].key,
            line=line.kind,
            period=self.periods[number],
            system=system,
            breakdown=part,
            edition=None,
        )
        if total.value is None:
            return "Không áp dụng" if not total.counted else "không cộng", "", None
        return said_of(total, indicator), address(question), number_of(total, indicator.scale)


def crossed(asked: Asking, params: QueryDict, *, actor: Actor) -> dict[str, Any]:
    """Everything that the page shows; a constant number of queries. Raises ``Http404`` for what makes no sense."""
    edition = next((row.name for row in asked.editions if row.pk == asked.question.edition), "")
    asked = replace(asked, question=replace(asked.question, edition=None))
    side, top = params.get("hang") or "don-vi", params.get("cot") or "ky"
    if side not in AXES or top not in AXES or side == top:
        raise Http404("the two sides of the table must differ")
    parted = "phan-to" in (side, top)
    readable = _indicators(asked, params, side, top)
    indicators = [asked.indicator] if parted else readable
    periods = _periods(asked, params, side, top)
    asked = replace(asked, below=scope.below(asked.reach, indicators, unit_level=Level(asked.place.level)))
    found = _tables(asked, indicators, periods, side, top)
    axes = _axes(found, side, top)
    first = {axis: items[0].key for axis, items in axes.items() if items}
    if len(first) < len(AXES):
        axes[side] = []
    across = [axis for axis in NESTED if axis != side and (axis == top or len(axes[axis]) > 1)]
    across += [top] if top not in across else []
    heads = list(itertools.product(*(axes[axis] for axis in across)))
    refused = _too_wide(len(heads)) if len(heads) > COLUMNS else ""
    if refused:
        heads = []
    keys = [dict(zip(across, (item.key for item in head), strict=True)) for head in heads]
    rows = [(item, [found.cell(first | {side: item.key} | key) for key in keys]) for item in axes[side]]
    left_out = _left_out(asked, params, readable, indicators, periods)
    flat = [JOINED.join(item.name for item in head) for head in heads]
    return {
        "asked": asked,
        "question": asked.question,
        "indicator": asked.indicator,
        "chosen": chosen(asked),
        "unit_name": found.names[asked.place.pk].over_all,
        "closed": CLOSED
        if "don-vi" in (side, top) and not all(map(asked.below.opens, _systems(asked, side, top)))
        else "",
        "not_frozen": edition,
        "side": side,
        "top": top,
        "axes": AXES,
        "side_name": AXES[side],
        "heads": flat,
        "head_rows": _head_rows(heads),
        "refused": refused,
        "unallocated": any(item.name == LINES["unallocated"] for item in (*axes[side], *axes[top])),
        "left_out": left_out,
        "rows": [(item.name, [(text, href) for text, href, _ in cells], item.href) for item, cells in rows],
        "open": [period_label(period) for period in periods if open_day(period, asked)],
        "one": _one(indicators, periods, {side, *across}),
        "file": _file_name(indicators),
        "picked": {row.code for row in indicators},
        "picked_periods": {period.code for period in periods},
        "map_choices": sorted({asked.question.on, asked.today, *MAPS}, reverse=True),
        "leaf": _leaf(
            asked,
            f"Bảng chéo, {found.names[asked.place.pk].over_all}",
            [AXES[side], *flat],
            [[item.name, *(value for _, _, value in cells)] for item, cells in rows],
            indicators,
            [period_label(period) for period in periods],
            f"{reverse('figures:pivot')}?{_address(params)}",
            left_out,
        ),
    }


def _head_rows(heads: Sequence[Sequence[Item]]) -> list[list[tuple[str, int]]]:
    """The rows of column heads, outermost first: each name with how many columns it stands over."""
    made = []
    for depth in range(1, len(heads[0]) + 1 if heads else 1):
        spans = [list(columns) for _, columns in itertools.groupby(heads, key=lambda head: head[:depth])]
        made.append([(columns[0][depth - 1].name, len(columns)) for columns in spans])
    return made


def _one(indicators: Sequence[Indicator], periods: Sequence[Period], shown: Collection[str]) -> str:
    """The one indicator and the one period that no head of the table names."""
    told = []
    if "chi-tieu" not in shown:
        told.append(f"{indicators[0].code} {indicators[0].name}, {indicators[0].unit}")
    if "ky" not in shown:
        told.append(period_label(periods[0]))
    return "; ".join(told)


def _file_name(indicators: Sequence[Indicator]) -> str:
    """What a file of the table is called after: the indicators in it, some of them where there are many."""
    codes = [row.code for row in indicators]
    if len(codes) > NAMED:
        codes = [*codes[:NAMED], f"va-{len(codes) - NAMED}-chi-tieu"]
    return "-".join(["bang", *codes])


def _too_wide(columns: int) -> str:
    return _(
        "Bảng này có {n} cột, nhiều hơn {most} cột nên không hiển thị. "
        "Bỏ bớt chỉ tiêu hoặc kỳ, hoặc đặt một trong hai ở “Hàng”."
    ).format(n=columns, most=COLUMNS)


def _left_out(
    asked: Asking,
    params: QueryDict,
    readable: Sequence[Indicator],
    indicators: Sequence[Indicator],
    periods: Sequence[Period],
) -> list[str]:
    """What was asked for and does not stand in the table, each with why."""
    told, wanted = [], dict.fromkeys(filter(None, params.getlist("chi-tieu")))
    unread = [code for code in wanted if code not in {row.code for row in readable}]
    if unread:
        told.append(
            _("Không có trong bảng: {codes}. Bảng nhận nhiều nhất {n} chỉ tiêu, trong phạm vi được xem.").format(
                codes=", ".join(unread), n=AT_MOST["chi-tieu"]
            )
        )
    if len(readable) > len(indicators):
        dropped = [row.code for row in readable if row not in indicators]
        told.append(
            _("Phân tổ của mỗi chỉ tiêu một khác, nên bảng chỉ ghi {code}; không có {codes}.").format(
                code=asked.indicator.code, codes=", ".join(dropped)
            )
        )
    missing = len({*filter(None, params.getlist("ky"))} - {period.code for period in periods})
    if missing:
        told.append(
            _("{k} kỳ đã chọn không có trong bảng. Bảng nhận nhiều nhất {n} kỳ, cùng một cách tính năm.").format(
                k=missing, n=AT_MOST["ky"]
            )
        )
    return told


def _leaf(
    asked: Asking,
    title: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    indicators: Sequence[Indicator],
    periods: Sequence[str],
    page: str,
    left_out: Sequence[str],
) -> Leaf:
    """The table as a file: every indicator with its unit and every period stand on both sheets."""
    counted = "; ".join(f"{row.code} {row.name} ({counted_unit(row.unit) or row.unit})" for row in indicators)
    told = dict(explained(asked, periods=periods, page=page)) | {"Chỉ tiêu": counted}
    if len(indicators) > 1:
        told = {label: text for label, text in told.items() if label not in ("Đơn vị tính", "Cách cộng")}
    if left_out:
        told["Không có trong bảng"] = " ".join(left_out)
    return Leaf(title, heads, rows, list(told.items()), above(asked, periods, f"{counted}."))


def _address(params: QueryDict) -> str:
    """The address of the table itself, without the wish to download it."""
    given = params.copy()
    given.pop("tai", None)
    return given.urlencode()


def _tables(asked: Asking, indicators: Sequence[Indicator], periods: Sequence[Period], side: str, top: str) -> Crossing:
    question = asked.question
    systems = list(asked.systems) if "he-thong" in (side, top) else [question.system] if question.system else []
    parts: list[str | None] = [question.breakdown]
    if "phan-to" in (side, top):
        parts = [None, *(row.code for row in asked.breakdowns[: AT_MOST["phan-to"]])]
    both: list[dict[str | None, Table]] = [
        {
            part: asked.below.shown(
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
            for part in parts
        }
        for children in ((True, False) if "don-vi" in (side, top) else (False,))
    ]
    lines = [line.unit for made in both[0].values() for line in made.lines]
    names = places.names([*lines, asked.place.pk], on=question.on)
    return Crossing(asked, indicators, periods, both[0], both[-1], names)


def _axes(found: Crossing, side: str, top: str) -> dict[str, list[Item]]:
    asked, question = found.asked, found.asked.question
    systems = list(asked.systems) if "he-thong" in (side, top) else []
    units = [Item(Group(asked.place.pk), found.names[asked.place.pk].over_all)]
    if "don-vi" in (side, top):
        reads = any(map(asked.below.opens, _systems(asked, side, top)))
        units = [*_units(found, reads=reads), units[0]]
    parts = [Item(question.breakdown, "")]
    if "phan-to" in (side, top):
        parts = [Item(None, "Tổng"), *(Item(row.code, row.name) for row in asked.breakdowns[: AT_MOST["phan-to"]])]
    return {
        "don-vi": units,
        "chi-tieu": [Item(row, f"{row.code} {row.name} ({row.unit})") for row in found.indicators],
        "ky": [
            Item(at, period_label(period) + (f" (ghi đến {day(asked.counted_to)})" if open_day(period, asked) else ""))
            for at, period in enumerate(found.periods)
        ],
        "he-thong": [Item(system, system_label(system)) for system in systems]
        or [Item(question.system, system_label(question.system))],
        "phan-to": parts,
    }


def _units(found: Crossing, *, reads: bool) -> list[Item]:
    """The lines that have anything, units first, each leading to its own table."""
    tables = found.below.values()
    said = {line for made in tables for line, _, _, _ in made.cells}
    lines = [line for line in next(iter(tables)).lines if line in said or (line.kind == "all" and reads)]
    page = reverse("figures:pivot")
    return [
        Item(line, LINES[line.kind])
        if line.kind != "all"
        else Item(
            line,
            found.names[line.unit].over_all,
            f"{page}?{replace(found.asked.question, unit=found.names[line.unit].key, edition=None).query}",
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

"""The pivot: figures crossed by unit, indicator, period and system."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, QueryDict

from phoihop.core.actor import Actor, Level
from phoihop.core.periods import Period
from phoihop.figures.forms.asking import MAPS, Asking, period_label, system_label
from phoihop.figures.forms.files import Leaf
from phoihop.figures.forms.leaves import explained, number_of
from phoihop.figures.forms.panel import address, said_of
from phoihop.figures.forms.sheet import chosen
from phoihop.figures.queries import scope
from phoihop.figures.queries.totals import Table, Total, table
from phoihop.figures.rules.grouping import Group
from phoihop.indicators.models import Indicator
from phoihop.places import queries as places

__all__ = ["AXES", "crossed"]

#: What may stand on a side of the table.
AXES = {"don-vi": "Đơn vị", "chi-tieu": "Chỉ tiêu", "ky": "Kỳ", "he-thong": "Hệ thống"}
AT_MOST = {"chi-tieu": 30, "ky": 12}


@dataclass(frozen=True, slots=True)
class Item:
    """One head of a side: its key on its axis and its name."""

    key: Any
    name: str


def crossed(asked: Asking, params: QueryDict, *, actor: Actor) -> dict[str, Any]:
    """Everything that the page shows; a constant number of queries. Raises ``Http404`` for what makes no sense."""
    side, top = params.get("hang") or "don-vi", params.get("cot") or "ky"
    if side not in AXES or top not in AXES or side == top:
        raise Http404("the two sides of the table must differ")
    indicators = _indicators(asked, params, actor)
    periods = _periods(asked, params)
    systems = [asked.question.system] if asked.question.system else []
    if "he-thong" in (side, top):
        systems = list(asked.systems)
    found = table(
        unit=asked.place.pk,
        ranges=[period.range for period in periods],
        on=asked.question.on,
        indicators=[row.code for row in indicators],
        systems=systems or None,
        breakdown=asked.question.breakdown,
        calendar=asked.question.period.calendar,
        accepted_only=asked.question.accepted_only,
        children="don-vi" in (side, top),
    )
    names = places.names([line.unit for line in found.lines], on=asked.question.on)
    axes: dict[str, list[Item]] = {
        "don-vi": [Item(line, _line_name(line, names)) for line in _lines(found)],
        "chi-tieu": [Item(row, f"{row.code} {row.name} ({row.unit})") for row in indicators],
        "ky": [Item(at, period_label(period)) for at, period in enumerate(periods)],
        "he-thong": [Item(system, system_label(system)) for system in systems] or [Item(None, system_label(None))],
    }
    rows = [
        (item, [_cell(found, side, item, top, head, axes, periods, asked, names) for head in axes[top]])
        for item in axes[side]
    ]
    return {
        "asked": asked,
        "question": asked.question,
        "indicator": asked.indicator,
        "chosen": chosen(asked),
        "unit_name": places.name(asked.place.pk, on=asked.question.on).heading,
        "side": side,
        "top": top,
        "axes": AXES,
        "side_name": AXES[side],
        "heads": [head.name for head in axes[top]],
        "rows": [(item.name, [(text, href) for text, href, _ in cells]) for item, cells in rows],
        "picked": {row.code for row in indicators},
        "picked_periods": {period.code for period in periods},
        "map_choices": sorted({asked.question.on, asked.today, *MAPS}, reverse=True),
        "leaf": Leaf(
            "Bảng chéo",
            [AXES[side], *(head.name for head in axes[top])],
            [[item.name, *(value for _, _, value in cells)] for item, cells in rows],
            [*explained(asked), ("Chỉ tiêu trong bảng", ", ".join(row.code for row in indicators))],
        ),
    }


def _indicators(asked: Asking, params: QueryDict, actor: Actor) -> list[Indicator]:
    """The indicators asked for that the actor may read for this system."""
    codes = params.getlist("chi-tieu")[: AT_MOST["chi-tieu"]] or [asked.question.indicator]
    level, system = Level(asked.place.level), asked.question.system
    found = []
    for row in Indicator.objects.filter(code__in=codes).order_by("order"):
        allowed = scope.systems_for(actor, row, unit_level=level)
        if allowed is None or system in allowed:
            found.append(row)
    return found


def _periods(asked: Asking, params: QueryDict) -> list[Period]:
    try:
        given = [Period.from_code(code) for code in params.getlist("ky")[: AT_MOST["ky"]]]
    except ValueError as wrong:
        raise Http404(str(wrong)) from wrong
    same = [period for period in given if period.calendar is asked.question.period.calendar]
    return sorted(same, key=lambda period: (period.range.start, period.range.end)) or [asked.question.period]


def _lines(found: Table) -> list[Group]:
    """The lines that have anything, units first."""
    said = {line for line, _, _, _ in found.cells}
    return [line for line in found.lines if line in said or line.kind == "all"]


def _line_name(line: Group, names: dict[int, places.Name]) -> str:
    if line.kind == "all":
        return names[line.unit].heading
    return "Cơ quan cấp này" if line.kind == "own" else "Chưa phân bổ"


def _cell(
    found: Table,
    side: str,
    item: Item,
    top: str,
    head: Item,
    axes: dict[str, list[Item]],
    periods: Sequence[Period],
    asked: Asking,
    names: dict[int, places.Name],
) -> tuple[str, str, Any]:
    """One cell: printed, its address, its number."""
    at = {axis: items[0].key for axis, items in axes.items() if items} | {side: item.key, top: head.key}
    if "chi-tieu" not in at or "don-vi" not in at:
        return "–", "", None
    line, indicator, number, system = at["don-vi"], at["chi-tieu"], at["ky"], at["he-thong"]
    total: Total | None = found.get(line, number, indicator.code, system)
    if total is None or total.value is None:
        return "–", "", None
    question = replace(
        asked.question,
        indicator=indicator.code,
        unit=names[line.unit].key,
        line=line.kind,
        period=periods[number],
        system=system,
        edition=None,
    )
    return said_of(total, indicator), address(question), number_of(total, indicator.scale)

"""The page of one indicator: its units beside one another, on a map, against the period before and the target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils.safestring import SafeString

from phoihop.core.actor import Level
from phoihop.core.periods import Kind, Period
from phoihop.figures.forms.asking import MAPS, Asking, period_label, system_label
from phoihop.figures.forms.panel import address, said_of
from phoihop.figures.queries.totals import Table, Total, table, targets
from phoihop.figures.rules.grouping import Group
from phoihop.figures.rules.printing import Form, counted_unit
from phoihop.figures.rules.questions import Question
from phoihop.places import queries as places
from phoihop.web.print import change, number
from phoihop.web.tables import Column
from phoihop.web.tables import Table as WebTable
from phoihop.web.templatetags.ui import number as number_tag

__all__ = ["Row", "chosen", "rows_of", "sheet"]

BEST = 5
#: What the lines that are not units are called in a table.
LINES = {"own": "Cơ quan cấp này", "unallocated": "Chưa phân bổ"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a unit now, in the period before, a year before, and against its target."""

    rank: int | None
    name: str
    unit: int
    kind: str
    question: Question
    now: Total | None
    before: Total | None
    year_before: Total | None
    target: int | None


def rows_of(asked: Asking) -> tuple[list[Row], Row]:
    """The lines right below the unit, ranked with ties, and the unit itself; a constant number of queries."""
    question = asked.question
    periods = [question.period, question.period.previous, question.period.a_year_before]
    ranges = [period.range for period in periods]
    below, own = (
        table(
            unit=asked.place.pk,
            ranges=ranges,
            on=question.on,
            indicators=[question.indicator],
            systems=[question.system] if question.system else None,
            breakdown=question.breakdown,
            calendar=question.period.calendar,
            accepted_only=question.accepted_only,
            children=children,
        )
        for children in (True, False)
    )
    names = places.names([line.unit for line in below.lines if line.kind == "all"], on=question.on)
    goals = targets(units=[*names, asked.place.pk], period=question.period, indicators=[question.indicator])
    rows = [
        _row(asked, below, line, names[line.unit].heading, names[line.unit].key, goals)
        for line in below.lines
        if line.kind == "all"
    ]
    rest = [
        _row(asked, below, line, LINES[line.kind], question.unit, goals)
        for line in below.lines
        if line.kind != "all" and below.get(line, 0, question.indicator, question.system)
    ]
    whole = places.name(asked.place.pk, on=question.on)
    unit = _row(asked, own, Group(asked.place.pk), whole.heading, question.unit, goals)
    return [*_ranked(rows), *rest], unit


def _row(
    asked: Asking, found: Table, line: Group, name: str, key: str, goals: Mapping[tuple[int, str, Any], int]
) -> Row:
    question = asked.question
    now, before, year = (found.get(line, place, question.indicator, question.system) for place in range(3))
    goal = goals.get((line.unit, question.indicator, question.system)) or goals.get(
        (line.unit, question.indicator, None)
    )
    below = replace(question, unit=key, line=line.kind, edition=question.edition if key == question.unit else None)
    return Row(None, name, line.unit, line.kind, below, now, before, year, goal if line.kind == "all" else None)


def _ranked(rows: Sequence[Row]) -> list[Row]:
    """Largest first; equal values share a rank, the next one skips; units without a value come last, unranked."""
    said = sorted((row for row in rows if _value(row) is not None), key=lambda row: (-(_value(row) or 0), row.name))
    made: list[Row] = []
    for place, row in enumerate(said, start=1):
        same = made and _value(made[-1]) == _value(row)
        made.append(replace(row, rank=made[-1].rank if same else place))
    return made + sorted((row for row in rows if _value(row) is None), key=lambda row: row.name)


def _value(row: Row) -> int | None:
    return row.now.value if row.now else None


def sheet(asked: Asking, params: QueryDict) -> dict[str, Any]:
    """Everything that the page shows."""
    rows, unit = rows_of(asked)
    indicator, question = asked.indicator, asked.question
    units = [row for row in rows if row.kind == "all"]
    known = [row for row in units if _value(row) is not None]
    return {
        "asked": asked,
        "question": question,
        "indicator": indicator,
        "unit": unit,
        "unit_name": unit.name,
        "said": said_of(unit.now, indicator, Form.FULL),
        "href": address(question),
        "trend": _trend_words(unit, question.period),
        "against": _target_words(unit),
        "counted": len(known),
        "of": len(units),
        "tiles": _tiles(asked, units),
        "ranked": _bars(asked, known),
        "mean": _mean(known, indicator.scale),
        "table": _table(asked, rows, params),
        "chosen": chosen(asked),
        "period_label": period_label(question.period),
        "system_label": system_label(question.system),
        "map_choices": sorted({question.on, asked.today, *MAPS}, reverse=True),
    }


def chosen(asked: Asking) -> dict[str, list[tuple[str, str, bool]]]:
    """The filters: (value, label, chosen) each."""
    question = asked.question
    periods = asked.periods if question.period in asked.periods else [question.period, *asked.periods]
    systems: list[tuple[str, str, bool]] = [
        (system.value, system_label(system), system == question.system) for system in asked.systems
    ]
    if asked.indicator.over_systems != "apart":
        systems.insert(0, ("", system_label(None), question.system is None))
    return {
        "indicators": [
            (row.code, f"{row.code} {row.name}", row.code == question.indicator) for row in asked.indicators
        ],
        "periods": [(period.code, period_label(period), period == question.period) for period in periods],
        "systems": systems,
        "breakdowns": [(row.code, row.name, row.code == question.breakdown) for row in asked.breakdowns],
        "editions": [(str(row.pk), row.name, row.pk == question.edition) for row in asked.editions],
    }


def _trend_words(unit: Row, period: Period) -> str:
    """What the unit did since the period before, with the words for it."""
    if unit.now is None or unit.before is None or unit.now.value is None or unit.before.value is None:
        return ""
    words = "giai đoạn trước" if period.kind is Kind.SPAN else period_label(period.previous).lower()
    moved = change(unit.now.value, unit.before.value)
    exact = unit.now.comparator.name == "EQ" and unit.before.comparator.name == "EQ"
    return f"{'' if exact else 'khoảng '}{moved} so với {words}"


def _target_words(row: Row) -> str:
    """Against the target: "đạt 82 % chỉ tiêu", "vượt 12 % chỉ tiêu"."""
    if row.target is None or row.now is None or row.now.value is None:
        return ""
    share = round(1000 * row.now.value / row.target) / 10
    if share > 100:
        return f"vượt {number(round(share - 100, 1))}\N{NO-BREAK SPACE}% chỉ tiêu"
    return f"đạt {number(share)}\N{NO-BREAK SPACE}% chỉ tiêu"


def _tiles(asked: Asking, units: Sequence[Row]) -> list[dict[str, object]]:
    """The tile map, for the country on a map that has today's provinces."""
    if asked.place.level != Level.COUNTRY:
        return []
    values = {row.unit: _scaled(row, asked.indicator.scale) for row in units}
    made = places.tiles(values, on=asked.today, href=lambda name: "#")
    known = {row.name: row for row in units}
    tiles = []
    for tile in made:
        row = known.get(str(tile["name"]).replace("tỉnh ", "Tỉnh ").replace("thành phố ", "Thành phố "))
        found = row or next((row for row in units if row.name.endswith(str(tile["name"]))), None)
        if found is not None:
            tile = {**tile, "hx": address(found.question), "href": address(found.question)}
            if "text" not in tile:
                tile["text"] = number(_scaled(found, asked.indicator.scale))
        tiles.append({**tile, "missing": "chưa có số"})
    return tiles if any(tile["value"] is not None for tile in tiles) else []


def _scaled(row: Row, scale: int) -> float | int | None:
    value = _value(row)
    return value if value is None or not scale else value / 10**scale


def _bars(asked: Asking, known: Sequence[Row]) -> list[dict[str, Any] | None]:
    """Best and weakest, with dots between where some are left out."""
    if len(known) < 2:
        return []
    bars: list[dict[str, Any] | None] = [
        {"name": row.name, "value": _scaled(row, asked.indicator.scale)} for row in known
    ]
    return bars if len(bars) <= 2 * BEST else [*bars[:BEST], None, *bars[-BEST:]]


def _mean(known: Sequence[Row], scale: int) -> float | None:
    values = [_scaled(row, scale) or 0 for row in known]
    return round(sum(values) / len(values), 1) if len(values) > 1 else None


def _table(asked: Asking, rows: Sequence[Row], params: QueryDict) -> WebTable:
    indicator, period = asked.indicator, asked.question.period
    columns = [
        Column("hang", "Hạng", lambda row: str(row.rank) if row.rank else "", numeric=True),
        Column("so", counted_unit(indicator.unit).capitalize() or indicator.unit, _cell(asked), numeric=True),
        Column("truoc", period_label(period.previous), lambda row: said_of(row.before, indicator), numeric=True),
        Column("tang", "Tăng, giảm", lambda row: _moved(row.now, row.before), numeric=True),
        Column("tu", "Số báo cáo", lambda row: number(row.now.counted if row.now else 0), numeric=True),
    ]
    if period.kind is not Kind.SPAN and period.kind is not Kind.YEAR:
        columns.insert(
            4,
            Column("cung", period_label(period.a_year_before), lambda row: said_of(row.year_before, indicator), True),
        )
    if any(row.target for row in rows):
        columns.append(Column("giao", "So chỉ tiêu giao", _target_words, numeric=True))
    return WebTable(
        "theo-don-vi",
        "Theo đơn vị",
        [Column("ten", "Đơn vị", lambda row: row.name, hideable=False), *columns],
        rows,
        params,
        note=f"{len(rows)} dòng, xếp theo số",
        export=f"?{_with(params, 'tai', 'xlsx')}",
        empty_title="Chưa có số liệu",
        empty_text="Số liệu hiện ra khi đơn vị gửi báo cáo và cấp trên nhận.",
    )


def _with(params: QueryDict, name: str, value: str) -> str:
    given = params.copy()
    given[name] = value
    return given.urlencode()


def _cell(asked: Asking) -> Any:
    def shown(row: Row) -> SafeString | str:
        if row.now is None or (row.now.value is None and not row.now.excused):
            return "–"
        if row.now.value is None:
            return "Không áp dụng" if not row.now.counted else "không cộng"
        return number_tag(said_of(row.now, asked.indicator), address(row.question))

    return shown


def _moved(now: Total | None, before: Total | None) -> str:
    if now is None or before is None or now.value is None or before.value is None:
        return ""
    exact = now.comparator.name == "EQ" and before.comparator.name == "EQ"
    return ("" if exact else "khoảng ") + change(now.value, before.value)

"""The page of one indicator: its units beside one another, on a map, against the period before and the target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from phoihop.core.actor import Level
from phoihop.core.periods import Kind
from phoihop.figures.forms.asking import CLOSED, MAPS, Asking, period_label, system_label
from phoihop.figures.forms.comparing import difference, growth, moved, share_of, trend_words, unlike
from phoihop.figures.forms.rows import ORDERS, Row, rows_and_cells, rows_of
from phoihop.figures.forms.saying import address, said_of
from phoihop.figures.forms.trends import open_day, series, trends
from phoihop.figures.rules.printing import Form, counted_unit
from phoihop.figures.wording import reached
from phoihop.indicators.models import Indicator
from phoihop.places import queries as places
from phoihop.web.print import day, number
from phoihop.web.tables import Column
from phoihop.web.tables import Table as WebTable
from phoihop.web.templatetags.ui import number as number_tag

__all__ = ["Row", "chosen", "rows_of", "seldom", "sheet", "target_words"]

BEST = 5


def sheet(asked: Asking, params: QueryDict) -> dict[str, Any]:
    """Everything that the page shows."""
    order = params.get("xep", "so")
    order = order if order in ORDERS else "so"
    now, before = series(asked.question.period)
    rows, unit, cells = rows_and_cells(asked, order, () if asked.question.edition else (*now, *before))
    indicator, question = asked.indicator, asked.question
    units = [row for row in rows if row.kind == "all"]
    known = [row for row in units if row.value is not None]
    ranked = [row for row in units if row.measure(order) is not None]
    return {
        "asked": asked,
        "question": question,
        "indicator": indicator,
        "unit": unit,
        "unit_name": unit.name,
        "said": said_of(unit.now, indicator, Form.FULL),
        "href": address(question),
        "open": open_day(question.period, asked),
        "trend": trend_words(asked, unit, units if asked.lines_open_in(question.period.previous) else []),
        "against": _against_now(unit, asked),
        # A part of the units over the people of all would say too little.
        "per": unit.per_said
        if unit.per is not None and len(known) == len(units) and not any(row.partial for row in units)
        else None,
        "people": unit.people,
        "uncounted": len(units) - sum(row.people is not None for row in units) if indicator.unit != "%" else 0,
        "counted": len(known),
        "unallocated": any(row.kind == "unallocated" for row in rows),
        "unlike": any(unlike(row) for row in units),
        "partial": any(row.partial and row.people for row in units),
        "of": len(units),
        "closed": "" if asked.lines_open else CLOSED,
        "closed_before": ""
        if asked.lines_open_in(question.period.previous)
        else period_label(question.period.previous),
        "tiles": _tiles(asked, units, order),
        "ranked": _bars(asked, ranked, order),
        "mean": _mean(ranked, indicator, order),
        "order": order,
        "trends": trends(asked, rows, unit, cells, every=params.get("xu-huong") == "tat-ca"),
        "all_trends": _with(params, "xu-huong", "tat-ca"),
        "few_trends": _with(params, "xu-huong", ""),
        "table": _table(asked, rows, unit, params),
        "chosen": chosen(asked, order),
        "period_label": period_label(question.period),
        "system_label": system_label(question.system),
        "map_choices": asked.maps,
    }


def chosen(asked: Asking, order: str = "so") -> dict[str, Any]:
    """The filters: (value, label, chosen) each; ``more`` says what stands on the filters that are folded away."""
    question = asked.question
    periods = asked.periods if question.period in asked.periods else [question.period, *asked.periods]
    systems: list[tuple[str, str, bool]] = [
        (system.value, system_label(system), system == question.system) for system in asked.systems
    ]
    if asked.indicator.over_systems != "apart":
        systems.insert(0, ("", system_label(None), question.system is None))
    breakdowns = [(row.code, row.name, row.code == question.breakdown) for row in asked.breakdowns]
    return {
        "indicators": [
            (row.code, f"{row.code} {row.name}", row.code == question.indicator) for row in asked.indicators
        ],
        "periods": [(period.code, period_label(period), period == question.period) for period in periods],
        "systems": systems,
        "breakdowns": breakdowns,
        "editions": [(str(row.pk), row.name, row.pk == question.edition) for row in asked.editions],
        "more": seldom(asked, breakdowns, order),
    }


def seldom(asked: Asking, breakdowns: Sequence[tuple[str, str, bool]], order: str = "so") -> list[str]:
    """What is chosen among the choices that most readers leave alone, in words."""
    question = asked.question
    told = [name for _code, name, on in breakdowns if on]
    if asked.edition:
        told.append(asked.edition.name)
    elif question.on != asked.today:
        told.append(_("địa giới {day}").format(day=day(question.on)))
    if not question.accepted_only:
        told.append(_("cả số đã gửi"))
    return [*told, _("trên 1 vạn dân")] if order == "van-dan" else told


def target_words(row: Row) -> str:
    """Against the target: "đạt 82 % chỉ tiêu", "vượt 12 % chỉ tiêu"."""
    if row.target is None or row.now is None or row.now.value is None:
        return ""
    return reached(row.now.value, row.target, row.now.comparator)


def _against_now(unit: Row, asked: Asking) -> str:
    """Targets are not frozen: beside an edition's number the page says that they are today's."""
    words = target_words(unit)
    return _("{reached} hiện nay").format(reached=words) if words and asked.question.edition else words


def _tiles(asked: Asking, units: Sequence[Row], order: str) -> list[dict[str, object]]:
    """The tile map, for the country on a map that has today's provinces."""
    if asked.place.level != Level.COUNTRY or asked.question.on < MAPS[1]:
        return []
    values = {row.unit: _scaled(row, asked.indicator.scale, order) for row in units}
    if not any(value is not None for value in values.values()):
        return []
    made = places.tiles(
        values,
        on=asked.today,
        href=lambda name: address(replace(asked.question, unit=name.key)),
        missing=_("chưa có số"),
    )
    return [{**tile, "hx": tile["href"]} for tile in made]


def _scaled(row: Row, scale: int, order: str) -> float | int | None:
    value = row.measure(order)
    return value if value is None or not scale or order != "so" else value / 10**scale


def _bars(asked: Asking, known: Sequence[Row], order: str) -> list[dict[str, Any] | None]:
    """Best and weakest, with dots between where some are left out."""
    if len(known) < 2:
        return []
    bars: list[dict[str, Any] | None] = [
        {"name": row.name, "value": _scaled(row, asked.indicator.scale, order)} for row in known
    ]
    return bars if len(bars) <= 2 * BEST else [*bars[:BEST], None, *bars[-BEST:]]


def _mean(known: Sequence[Row], indicator: Indicator, order: str) -> float | None:
    """The mean of the units, of counts alone: rates are divided at the end and never averaged."""
    if indicator.unit == "%":
        return None
    values = [_scaled(row, indicator.scale, order) or 0 for row in known]
    return round(sum(values) / len(values), 2 if order == "van-dan" else 1) if len(values) > 1 else None


def _table(asked: Asking, rows: Sequence[Row], unit: Row, params: QueryDict) -> WebTable:
    indicator, period = asked.indicator, asked.question.period
    now_open = open_day(period, asked)
    columns = [
        Column("hang", _("Hạng"), lambda row: str(row.rank) if row.rank else "", numeric=True),
        Column("so", counted_unit(indicator.unit).capitalize() or indicator.unit, _cell(asked), numeric=True),
    ]
    if any(row.people for row in rows):
        columns.append(Column("van", _("Trên 1 vạn dân"), lambda row: row.per_said, numeric=True))
        columns.append(Column("dan", _("Dân số"), lambda row: _people(row), numeric=True, hidden=True))
    before = period_label(period.previous)
    columns.append(Column("truoc", before, lambda row: said_of(row.before, indicator), numeric=True))
    if period.kind is not Kind.SPAN and period.kind is not Kind.YEAR:
        columns.append(
            Column("cung", period_label(period.a_year_before), lambda row: said_of(row.year_before, indicator), True)
        )
    if indicator.unit == "%":
        against = _("So với {period}").format(period=before.lower())
        columns.append(Column("tang", against, lambda row: moved(row, indicator), numeric=True))
    elif now_open:
        whole = _("So với cả {period}").format(period=before.lower())
        columns.append(Column("tang", whole, share_of, numeric=True))
    else:
        columns.append(Column("tang", _("Tăng, giảm"), difference, numeric=True))
        columns.append(Column("tyle", _("Tăng, giảm (%)"), growth, numeric=True))
    if any(row.target for row in rows):
        goal = _("So với chỉ tiêu giao hiện nay") if asked.question.edition else _("So với chỉ tiêu giao")
        columns.append(Column("giao", goal, target_words, numeric=True))
    columns.append(Column("tu", _("Số báo cáo"), lambda row: number(row.now.counted if row.now else 0), numeric=True))
    until = _("Theo đơn vị, theo số liệu ghi đến ngày {day}").format(day=day(asked.counted_to))
    by_people = _("{n} dòng, xếp theo số trên 1 vạn dân")
    ordered = by_people if params.get("xep") == "van-dan" else _("{n} dòng, xếp theo số")
    return WebTable(
        "theo-don-vi",
        until if now_open else _("Theo đơn vị"),
        [Column("ten", _("Đơn vị"), lambda row: row.name, hideable=False), *columns],
        rows,
        params,
        href=lambda row: f"?{row.question.query}" if row.kind == "all" else address(row.question),
        note=ordered.format(n=len(rows)),
        export=f"?{_with(params, 'tai', 'xlsx')}",
        empty_title=_("Không có đơn vị trực thuộc"),
        empty_text=_("{unit} là cấp cơ sở: bấm vào số ở trên để xem báo cáo, ô và người nhập.").format(unit=unit.name),
    )


def _people(row: Row) -> str:
    if row.people is None:
        return _("chưa có")
    return f"{number(row.people.people)} ({day(row.people.on)})"


def _with(params: QueryDict, name: str, value: str) -> str:
    given = params.copy()
    given[name] = value
    return given.urlencode()


def _cell(asked: Asking) -> Any:
    def shown(row: Row) -> SafeString | str:
        if row.now is None or (row.now.value is None and not row.now.excused):
            return "–"
        if row.now.value is None:
            return _("Không áp dụng") if not row.now.counted else _("không cộng")
        return number_tag(said_of(row.now, asked.indicator), address(row.question))

    return shown

"""Pages of figures as tables to download."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phoihop.figures.forms.asking import CLOSED, Asking, period_label, system_label
from phoihop.figures.forms.files import Cell, Leaf, Sign
from phoihop.figures.forms.rows import Row
from phoihop.figures.forms.saying import rule_words
from phoihop.figures.forms.trends import open_day
from phoihop.figures.queries.geography import map_version
from phoihop.figures.queries.totals import Total
from phoihop.figures.wording import doubted
from phoihop.indicators.models import Indicator
from phoihop.web.print import day

__all__ = ["MISSING", "NOT_THEIRS", "above", "explained", "leaf_of", "number_of", "signs_told"]

QUALIFIED = {
    "GT": gettext_lazy("hơn"),
    "GE": gettext_lazy("ít nhất"),
    "LT": gettext_lazy("dưới"),
    "APPROX": gettext_lazy("khoảng"),
}


#: What files say where the figures are made up.
SAMPLE = gettext_lazy("SỐ LIỆU MINH HỌA: tên và con số được đặt ra để minh họa")


#: What stands in files in place of a number, as tables of statistics have it, with what it means.
MISSING, NOT_THEIRS, NOT_ADDED = Sign("..."), Sign("x"), gettext_lazy("không cộng")
SIGNS = (
    (MISSING, gettext_lazy("chưa có số liệu (trên màn hình là dấu –)")),
    (NOT_THEIRS, gettext_lazy("không áp dụng, đơn vị không có nội dung này")),
    (NOT_ADDED, gettext_lazy("có số của từng đơn vị, không có số chung")),
)


def number_of(total: Total | None, scale: int) -> Cell:
    """A total as a number of a spreadsheet, a rate or percentage with its decimals; else the sign of why there is none.

    Zero is a number: nothing happened. What nobody said, what is not theirs and what is not added are three signs.
    """
    if total is None or (total.value is None and not total.excused and not total.counted):
        return MISSING
    if total.value is None:
        return Sign(NOT_ADDED) if total.counted else NOT_THEIRS
    return total.value / 10**scale if scale else total.value


def signs_told(rows: Sequence[Sequence[Cell]]) -> list[tuple[str, str]]:
    """The line of the explanation that says what the signs in a table mean; none where it has none."""
    used = {cell for row in rows for cell in row if isinstance(cell, Sign)}
    told = "; ".join(f"“{sign}”: {meaning}" for sign, meaning in SIGNS if str(sign) in used)
    if not told:
        return []
    return [(_("Ký hiệu"), _("{signs}; “0”: không phát sinh.").format(signs=told))]


def leaf_of(asked: Asking, rows: Sequence[Row], unit: Row) -> Leaf:
    """The table of one indicator's units with what explains it."""
    indicator, question = asked.indicator, asked.question
    before = question.period.previous
    lines_before, unit_before = asked.lines_open_in(before), asked.open_in(before)
    made: list[list[Cell]] = [
        [
            row.rank,
            row.name,
            _qualified(row.now, indicator),
            number_of(row.now, indicator.scale),
            number_of(row.before, indicator.scale) if (unit_before if row is unit else lines_before) else None,
            row.now.counted if row.now else 0,
        ]
        for row in [*rows, unit]
    ]
    now = period_label(question.period)
    if open_day(question.period, asked):
        now = _("{period}, ghi đến {day}").format(period=now, day=day(asked.counted_to))
    heads = [
        _("Hạng"),
        _("Đơn vị"),
        _("Mức chính xác"),
        f"{now} ({indicator.unit})",
        period_label(question.period.previous),
        _("Số báo cáo"),
    ]
    told = [*explained(asked), *signs_told(made)]
    if any(row.people for row in rows):
        heads += [_("Dân số"), _("Trên 1 vạn dân")]
        whole = all(row.value is not None and not row.partial for row in rows if row.kind == "all")
        for line, row in zip(made, [*rows, unit], strict=True):
            line += [row.people.people if row.people else None, row.per if row is not unit or whole else None]
        sources = dict.fromkeys(f"{row.people.source}, {day(row.people.on)}" for row in rows if row.people)
        told.append((_("Nguồn dân số"), "; ".join(list(sources)[:5])))
    return Leaf(
        f"{indicator.code} {indicator.name}, {unit.name}",
        heads,
        made,
        told,
        above(asked, [period_label(question.period)], _("Đơn vị tính: {unit}.").format(unit=indicator.unit)),
        total=bool(rows),
    )


def _qualified(total: Total | None, indicator: Indicator) -> str:
    """The word that qualifies a number, that there is none to have, and a doubt where it cannot be."""
    if total is None:
        return ""
    if total.value is None:
        return _("không áp dụng") if total.excused else ""
    doubt = doubted(total.value, unit=indicator.unit, scale=indicator.scale)
    return ", ".join(filter(None, (str(QUALIFIED.get(total.comparator.name, "")), doubt)))


def above(asked: Asking, periods: Sequence[str], counted: str) -> list[str]:
    """What stands under the title of a sheet: unit, system, periods, map, the day counted to, sample data."""
    question = asked.question
    on_map = _("Theo địa giới hành chính ngày {day}.").format(day=day(question.on))
    if question.edition is None:
        on_map += " " + _("Số liệu ghi đến ngày {day}.").format(day=day(asked.today))
    lines = [f"{counted} {system_label(question.system)}; {', '.join(periods)}.", on_map]
    return [*lines, str(SAMPLE)] if getattr(settings, "SAMPLE_DATA", False) else lines


def explained(asked: Asking, *, periods: Sequence[str] = (), page: str = "") -> list[tuple[str, str]]:
    """What stands on the explanation sheet."""
    indicator, question = asked.indicator, asked.question
    edition = next((row for row in asked.editions if row.pk == question.edition), None)
    told = [
        (_("Chỉ tiêu"), f"{indicator.code} {indicator.name}"),
        (_("Đơn vị tính"), indicator.unit),
        (_("Cách cộng"), rule_words(indicator)),
        (_("Kỳ"), "; ".join(periods or [period_label(question.period)])),
        (_("Hệ thống"), system_label(question.system)),
        (_("Phân tổ"), next((row.name for row in asked.breakdowns if row.code == question.breakdown), _("tổng"))),
        (_("Theo địa giới hành chính ngày"), day(question.on)),
        (_("Phiên bản dữ liệu đơn vị"), edition.map_version if edition else map_version()),
        (_("Số liệu"), _("đã nhận") if question.accepted_only else _("cả số đã gửi")),
        (_("Số liệu chốt"), edition.name if edition else _("không, số liệu hiện hành")),
    ]
    if not asked.lines_open:
        told.append((_("Phạm vi"), str(CLOSED)))
    if edition:
        told.append((_("Mã kiểm tra số liệu chốt"), edition.digest))
        told.append((_("Chốt ngày"), day(timezone.localtime(edition.made_at))))
    if getattr(settings, "SAMPLE_DATA", False):
        told.append((_("Lưu ý"), str(SAMPLE)))
    if open_day(question.period, asked):
        unfinished = _("{day}, kỳ chưa kết thúc").format(day=day(asked.counted_to))
        told.append((_("Số liệu ghi đến ngày"), unfinished))
    return [*told, (_("Địa chỉ trên hệ thống"), page or f"/so-lieu/?{question.query}")]

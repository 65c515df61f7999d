"""Pages of figures as tables to download."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.utils import timezone

from phoihop.figures.forms.asking import CLOSED, Asking, period_label, system_label
from phoihop.figures.forms.files import Cell, Leaf
from phoihop.figures.forms.panel import rule_words
from phoihop.figures.forms.rows import Row
from phoihop.figures.forms.trends import open_day
from phoihop.figures.queries.geography import map_version
from phoihop.figures.queries.totals import Total
from phoihop.figures.rules.printing import doubted
from phoihop.indicators.models import Indicator
from phoihop.web.print import day

__all__ = ["above", "explained", "leaf_of", "number_of"]

QUALIFIED = {"GT": "hơn", "GE": "ít nhất", "LT": "dưới", "APPROX": "khoảng", "EQ": ""}


#: What files say where the figures are made up.
SAMPLE = "SỐ LIỆU MINH HỌA: tên và con số được đặt ra để minh họa"


def number_of(total: Total | None, scale: int) -> Cell:
    """A total as a number of a spreadsheet; a rate or percentage with its decimals."""
    if total is None or total.value is None:
        return None
    return total.value / 10**scale if scale else total.value


def leaf_of(asked: Asking, rows: Sequence[Row], unit: Row) -> Leaf:
    """The table of one indicator's units with what explains it."""
    indicator, question = asked.indicator, asked.question
    made: list[list[Cell]] = [
        [
            row.rank,
            row.name,
            _qualified(row.now, indicator),
            number_of(row.now, indicator.scale),
            number_of(row.before, indicator.scale),
            row.now.counted if row.now else 0,
        ]
        for row in [*rows, unit]
    ]
    now = period_label(question.period) + (
        f", ghi đến {day(asked.counted_to)}" if open_day(question.period, asked) else ""
    )
    heads = [
        "Hạng",
        "Đơn vị",
        "Mức chính xác",
        f"{now} ({indicator.unit})",
        period_label(question.period.previous),
        "Số báo cáo",
    ]
    told = explained(asked)
    if any(row.people for row in rows):
        heads += ["Dân số", "Trên 1 vạn dân"]
        for line, row in zip(made, [*rows, unit], strict=True):
            line += [row.people.people if row.people else None, row.per]
        sources = dict.fromkeys(f"{row.people.source}, {day(row.people.on)}" for row in rows if row.people)
        told.append(("Nguồn dân số", "; ".join(list(sources)[:5])))
    return Leaf(
        f"{indicator.code} {indicator.name}, {unit.name}",
        heads,
        made,
        told,
        above(asked, [period_label(question.period)], f"Đơn vị tính: {indicator.unit}."),
    )


def _qualified(total: Total | None, indicator: Indicator) -> str:
    """The word that qualifies a number, and a doubt where it cannot be."""
    if total is None:
        return ""
    doubt = doubted(total.value, unit=indicator.unit, scale=indicator.scale)
    return ", ".join(filter(None, (QUALIFIED[total.comparator.name], doubt)))


def above(asked: Asking, periods: Sequence[str], counted: str) -> list[str]:
    """What stands under the title of a sheet: unit, system, periods, map, the day counted to, sample data."""
    question = asked.question
    until = f" Số liệu ghi đến ngày {day(asked.today)}." if question.edition is None else ""
    lines = [
        f"{counted} {system_label(question.system)}; {', '.join(periods)}.",
        f"Theo địa giới hành chính ngày {day(question.on)}.{until}",
    ]
    return [*lines, SAMPLE] if getattr(settings, "SAMPLE_DATA", False) else lines


def explained(asked: Asking, *, periods: Sequence[str] = (), page: str = "") -> list[tuple[str, str]]:
    """What stands on the explanation sheet."""
    indicator, question = asked.indicator, asked.question
    edition = next((row for row in asked.editions if row.pk == question.edition), None)
    told = [
        ("Chỉ tiêu", f"{indicator.code} {indicator.name}"),
        ("Đơn vị tính", indicator.unit),
        ("Cách cộng", rule_words(indicator)),
        ("Kỳ", "; ".join(periods or [period_label(question.period)])),
        ("Hệ thống", system_label(question.system)),
        ("Phân tổ", next((row.name for row in asked.breakdowns if row.code == question.breakdown), "tổng")),
        ("Theo địa giới hành chính ngày", day(question.on)),
        ("Phiên bản dữ liệu đơn vị", map_version()),
        ("Số liệu", "đã nhận" if question.accepted_only else "cả số đã gửi"),
        ("Số liệu chốt", edition.name if edition else "không, số liệu hiện hành"),
    ]
    if not asked.lines_open:
        told.append(("Phạm vi", str(CLOSED)))
    if edition:
        told += [("Mã kiểm tra số liệu chốt", edition.digest), ("Chốt ngày", day(timezone.localtime(edition.made_at)))]
    if getattr(settings, "SAMPLE_DATA", False):
        told.append(("Lưu ý", SAMPLE))
    if open_day(question.period, asked):
        told.append(("Số liệu ghi đến ngày", f"{day(asked.counted_to)}, kỳ chưa kết thúc"))
    if page:
        return [*told, ("Địa chỉ trên hệ thống", page)]
    return [*told, ("Địa chỉ trên hệ thống", f"/so-lieu/?{question.query}")]

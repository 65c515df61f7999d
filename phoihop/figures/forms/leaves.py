"""Pages of figures as tables to download."""

from __future__ import annotations

from collections.abc import Sequence

from phoihop.figures.forms.asking import Asking, period_label, system_label
from phoihop.figures.forms.files import Cell, Leaf
from phoihop.figures.forms.panel import rule_words
from phoihop.figures.forms.sheet import Row
from phoihop.figures.queries.totals import Total
from phoihop.web.print import day

__all__ = ["leaf_of", "number_of"]

QUALIFIED = {"GT": "hơn", "GE": "ít nhất", "LT": "dưới", "APPROX": "khoảng", "EQ": ""}


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
            QUALIFIED[row.now.comparator.name] if row.now else "",
            number_of(row.now, indicator.scale),
            number_of(row.before, indicator.scale),
            row.now.counted if row.now else 0,
        ]
        for row in [*rows, unit]
    ]
    heads = ["Hạng", "Đơn vị", "Mức", indicator.unit, period_label(question.period.previous), "Số báo cáo"]
    return Leaf(f"{indicator.code}", heads, made, explained(asked))


def explained(asked: Asking) -> list[tuple[str, str]]:
    """What stands on the explanation sheet."""
    indicator, question = asked.indicator, asked.question
    return [
        ("Chỉ tiêu", f"{indicator.code} {indicator.name}"),
        ("Đơn vị tính", indicator.unit),
        ("Cách cộng", rule_words(indicator)),
        ("Kỳ", period_label(question.period)),
        ("Hệ thống", system_label(question.system)),
        ("Phân tổ", question.breakdown or "tổng"),
        ("Theo địa giới hành chính ngày", day(question.on)),
        ("Số liệu", "đã nhận" if question.accepted_only else "cả số đã gửi"),
        ("Bản chốt", next((row.name for row in asked.editions if row.pk == question.edition), "số liệu hiện hành")),
        ("Câu hỏi", question.token),
    ]

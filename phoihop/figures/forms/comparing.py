"""A number against the period before, in words: only what the same units reported is compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from phoihop.core.periods import Kind
from phoihop.figures.forms.asking import Asking, period_label
from phoihop.figures.forms.rows import Row
from phoihop.figures.forms.trends import open_day
from phoihop.figures.queries.totals import Total
from phoihop.figures.rules.comparators import compared
from phoihop.figures.rules.printing import WORDS
from phoihop.figures.wording import moved as moved_by
from phoihop.indicators.models import Indicator
from phoihop.web.print import grown, number, percent

__all__ = ["difference", "growth", "moved", "share_of", "trend_words", "unlike"]


def trend_words(asked: Asking, unit: Row, units: Sequence[Row]) -> str:
    """What the unit did since the period before; an open period is a share of a whole one.

    Where other units below have figures than before, only those with both are compared, and the words say so;
    where that cannot be done they say why.
    """
    if unit.now is None or unit.before is None or unit.now.value is None or unit.before.value is None:
        return ""
    period, indicator = asked.question.period, asked.indicator
    words = _("giai đoạn trước") if period.kind is Kind.SPAN else period_label(period.previous).lower()
    about = _about(unit.now, unit.before)
    unlike_units = _("chưa so được với {period} vì đơn vị có số ở hai kỳ không giống nhau")
    is_open = open_day(period, asked)
    now, before, only = unit.now.value, unit.before.value, ""
    if unit.other_parties:
        return _("chưa so được với {period} vì các bên có số ở hai kỳ không giống nhau").format(period=words)
    if not unit.comparable:
        return unlike_units.format(period=words)
    if any((row.value is None) != (_said(row.before) is None) or not row.comparable for row in units):
        both = [row for row in units if row.comparable and row.value is not None and _said(row.before) is not None]
        if indicator.over_units != "sum" or indicator.numerator is not None:
            return unlike_units.format(period=words)
        if not both:
            none = _("chưa so được với {period} vì chưa đơn vị nào bên dưới có đủ số ở cả hai kỳ")
            return none.format(period=words)
        now, before = sum(row.value or 0 for row in both), sum(_said(row.before) or 0 for row in both)
        about = _about(*(total for row in both for total in (row.now, row.before) if total))
        only = " " + _("nếu chỉ tính {n} đơn vị có đủ số ở cả hai kỳ").format(n=number(len(both)))
    if is_open and indicator.unit != "%":
        if not before:
            return ""
        return _("bằng {share} cả {period}").format(share=about + percent(100 * now / before), period=words) + only
    moved_words = about + moved_by(now, before, unit=indicator.unit, scale=indicator.scale)
    return _("{moved} so với {period}").format(moved=moved_words, period=words) + only


def unlike(row: Row) -> bool:
    """Whether a line has both numbers, of which other units below reported one than the other."""
    return not row.comparable and row.value is not None and _said(row.before) is not None


def share_of(row: Row) -> str:
    """An open period's number as a share of the whole period before, always with one decimal."""
    if row.value is None or not (before := _said(row.before)):
        return ""
    if unlike(row) or row.now is None or row.before is None:
        return _how_many(row)
    return f"{_about(row.now, row.before)}{number(100 * row.value / before, 1)}\N{NO-BREAK SPACE}%"


def moved(row: Row, indicator: Indicator) -> str:
    """What a line's rate did since the period before, in points (điểm phần trăm)."""
    return _compared(row, lambda now, before: moved_by(now, before, unit=indicator.unit, scale=indicator.scale))


def difference(row: Row) -> str:
    """How much more or less a line has than in the period before, in what is counted."""

    def told(now: int, before: int) -> str:
        less = number(Decimal(now - before).scaleb(-row.scale))
        return _("bằng") if now == before else f"+{less}" if now > before else less

    return _compared(row, told)


def growth(row: Row) -> str:
    """The same in per cent; where other units reported, `difference` says so."""
    return "–" if unlike(row) else _compared(row, grown)


def _compared(row: Row, told: Callable[[int, int], str]) -> str:
    if row.now is None or row.before is None or row.now.value is None or row.before.value is None:
        return ""
    if unlike(row):
        return _how_many(row)
    return _about(row.now, row.before) + told(row.now.value, row.before.value)


def _how_many(row: Row) -> str:
    """In place of a comparison: how many units have figures now and had before, or that other parties have."""
    if row.other_parties:
        return _("– (khác các bên)")
    now, before = row.units
    return _("– ({now} và {before} đơn vị)").format(now=number(now), before=number(before))


def _said(total: Total | None) -> int | None:
    return total.value if total else None


def _about(*totals: Total) -> str:
    """The word before what is made of totals that are not all exact."""
    return str(WORDS[compared(*(total.comparator for total in totals))])

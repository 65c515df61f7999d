"""What was asked of a pivot and does not stand in it, each with why."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import QueryDict
from django.utils.translation import gettext as _

from phoihop.core.actor import Level
from phoihop.core.periods import Period
from phoihop.figures.forms.asking import Asking, period_label
from phoihop.figures.queries.frozen_table import held_periods
from phoihop.indicators.models import Indicator

__all__ = ["AT_MOST", "left_out", "too_wide"]

#: How many values an axis takes.
AT_MOST = {"chi-tieu": 30, "ky": 12, "phan-to": 12}
#: More columns than these are refused: nobody reads or prints them.
COLUMNS = 120


def too_wide(columns: int) -> str:
    """Why a table of so many columns is not shown, empty where it is."""
    if columns <= COLUMNS:
        return ""
    return _(
        "Bảng này có {n} cột, nhiều hơn {most} cột nên không hiển thị. "
        "Bỏ bớt chỉ tiêu hoặc kỳ, hoặc đặt một trong hai ở “Hàng”."
    ).format(n=columns, most=COLUMNS)


def left_out(
    asked: Asking,
    params: QueryDict,
    readable: Sequence[Indicator],
    indicators: Sequence[Indicator],
    periods: Sequence[Period],
    *,
    parted: bool,
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
        told.append(_without_the_part(asked, readable, indicators, parted=parted))
    missing = len({*filter(None, params.getlist("ky"))} - {period.code for period in periods})
    if missing:
        told.append(
            _("{k} kỳ đã chọn không có trong bảng. Bảng nhận nhiều nhất {n} kỳ, cùng một cách tính năm.").format(
                k=missing, n=AT_MOST["ky"]
            )
        )
    unheld = _unheld(asked, periods, parted=parted)
    if unheld:
        told.append(unheld)
    return told


def _without_the_part(
    asked: Asking, readable: Sequence[Indicator], indicators: Sequence[Indicator], *, parted: bool
) -> str:
    """Which indicators have not the breakdown asked for, or are not the one whose breakdowns are a side."""
    dropped = ", ".join(row.code for row in readable if row not in indicators)
    if not parted:
        return _("Không có phân tổ đã chọn nên không đưa vào bảng: {codes}.").format(codes=dropped)
    return _("Phân tổ của mỗi chỉ tiêu một khác, nên bảng chỉ ghi {code}; không có {codes}.").format(
        code=asked.indicator.code, codes=dropped
    )


def _unheld(asked: Asking, periods: Sequence[Period], *, parted: bool) -> str:
    """What an edition of the country does not hold: its rows of other years would be every row of the country."""
    edition = asked.edition
    if edition is None or asked.place.level != Level.COUNTRY:
        return ""
    if asked.question.breakdown or parted:
        return _("Số liệu chốt “{name}” của cả nước không giữ phân tổ.").format(name=edition.name)
    held = held_periods(edition, periods)
    missing = ", ".join(period_label(period) for period in periods if period not in held)
    if not missing:
        return ""
    return _("Số liệu chốt “{name}” không giữ số của {periods}.").format(name=edition.name, periods=missing)

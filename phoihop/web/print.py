"""Vietnamese print (cách in): numbers, dates, changes and initials as an office paper has them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

__all__ = [
    "WEEKDAYS",
    "change",
    "day",
    "grown",
    "initials",
    "megabytes",
    "number",
    "partial_day",
    "percent",
    "points",
    "relative",
]

WEEKDAYS = (
    gettext_lazy("thứ Hai"),
    gettext_lazy("thứ Ba"),
    gettext_lazy("thứ Tư"),
    gettext_lazy("thứ Năm"),
    gettext_lazy("thứ Sáu"),
    gettext_lazy("thứ Bảy"),
    gettext_lazy("Chủ nhật"),
)
#: From here on a change is told in per cent, below it in units: +2 on 9 says more than +22,2 %.
PERCENT_FROM = 30
#: From here on a rise is told in times.
TIMES_FROM = 3
#: From here on a rise is more likely a slip than a success: it is told as something to look at.
DOUBTED_FROM = 100
DOUBTED = gettext_lazy("tăng bất thường, mời xem lại")


def number(value: int | float | Decimal | None, places: int | None = None) -> str:
    """A number in Vietnamese print: dots group thousands, a comma before the decimals; missing is an en dash.

    ``places`` fixes the decimals (rounded half up); without it up to two are kept as they are.

    >>> number(1234567.8), number(-0.5), number(None), number(12, 1), number(Decimal("84.10"))
    ('1.234.567,8', '−0,5', '–', '12,0', '84,1')
    """
    if value is None:
        return "–"
    exact = Decimal(str(value))
    exact = exact.quantize(Decimal(1).scaleb(-(2 if places is None else places)), ROUND_HALF_UP)
    whole, _dot, decimals = f"{abs(exact):,f}".partition(".")
    if places is None:
        decimals = decimals.rstrip("0")
    sign = "−" if exact < 0 else ""
    return sign + whole.replace(",", ".") + ("," + decimals if decimals else "")


def megabytes(size: int) -> str:
    """A size in bytes in whole megabytes, with a no-break space: what the server takes at most (mức tệp).

    >>> megabytes(20 * 1024 * 1024)
    '20\\xa0MB'
    """
    return f"{number(round(size / 2**20))}\N{NO-BREAK SPACE}MB"


def percent(value: int | float | Decimal | None, places: int = 1) -> str:
    """A share already in per cent, with a no-break space: ``82,2 %``.

    >>> percent(82.17), percent(None)
    ('82,2\\xa0%', '–')
    """
    if value is None:
        return "–"
    text = number(value, places)
    return text.removesuffix("," + "0" * places) + "\N{NO-BREAK SPACE}%"


def change(now: int | float | Decimal | None, before: int | float | Decimal | None) -> str:
    """What a figure did since the previous period: per cent, units, times or "bằng"; empty where one is missing.

    >>> change(36, 31), change(11, 9), change(48, 6), change(4, 4), change(0, 1), change(58_000, 2)
    ('+16,1\\xa0%', '+2', 'gấp 8 lần', 'bằng', '−1', 'tăng bất thường, mời xem lại')
    """
    if now is None or before is None:
        return ""
    if now == before:
        return _("bằng")
    now, before = Decimal(str(now)), Decimal(str(before))
    if before > 0 and now >= before * DOUBTED_FROM:
        return str(DOUBTED)
    if before > 0 and now >= before * TIMES_FROM:
        return _("gấp {n} lần").format(n=number(round(now / before, 1)))
    if before >= PERCENT_FROM:
        rate = (now - before) / before * 100
        text = number(rate, 1) + "\N{NO-BREAK SPACE}%"
    else:
        rate = now - before
        text = number(rate)
    return text if rate < 0 else "+" + text


def grown(now: int | float | Decimal | None, before: int | float | Decimal | None) -> str:
    """A rise or fall in per cent whatever its size, so that one column is told one way; an en dash without a base.

    >>> grown(36, 31), grown(11, 9), grown(48, 6), grown(4, 4), grown(2, 0), grown(900, 2)
    ('+16,1\\xa0%', '+22,2\\xa0%', '+700,0\\xa0%', '0,0\\xa0%', '–', 'tăng bất thường, mời xem lại')
    """
    if now is None or before is None or before <= 0:
        return "–"
    now, before = Decimal(str(now)), Decimal(str(before))
    if now >= before * DOUBTED_FROM:
        return str(DOUBTED)
    text = number((now - before) / before * 100, 1) + "\N{NO-BREAK SPACE}%"
    return f"+{text}" if now > before else text


def points(now: int | float | Decimal | None, before: int | float | Decimal | None) -> str:
    """What a rate in per cent did, in points (điểm phần trăm): per cent of per cent would mislead.

    >>> points(83.78, 82.95), points(80, 82.5), points(77.14, 77.14), points(None, 3)
    ('tăng 0,8 điểm phần trăm', 'giảm 2,5 điểm phần trăm', 'bằng', '')
    """
    if now is None or before is None:
        return ""
    moved = Decimal(str(now)) - Decimal(str(before))
    if not moved:
        return _("bằng")
    size = number(abs(moved), 1 if abs(moved) >= Decimal("0.05") else 2)
    told = _("tăng {n} điểm phần trăm") if moved > 0 else _("giảm {n} điểm phần trăm")
    return told.format(n=size)


def day(value: date | datetime | None) -> str:
    """A day in figures as official papers print it (Nghị định 30/2020); missing is an en dash.

    A zero stands before days under 10 and before January and February.

    >>> day(date(2025, 7, 8)), day(date(2026, 1, 18)), day(None)
    ('08/7/2025', '18/01/2026', '–')
    """
    if value is None:
        return "–"
    month = f"{value.month:02}" if value.month < 3 else str(value.month)
    return f"{value.day:02}/{month}/{value.year}"


def partial_day(value: str) -> str:
    """An ISO day as far as it is known, in print.

    >>> [partial_day(day) for day in ("2013-08-01", "2013-08", "2013", "--09-15", "")]
    ['01/8/2013', 'tháng 8/2013', 'năm 2013', '15/9', '']
    """
    year, _dash, rest = value[2:].partition("-") if value.startswith("--") else value.partition("-")
    if value.startswith("--"):
        return f"{rest}/{int(year)}"
    month, _dash, number = rest.partition("-")
    if not month:
        return _("năm {year}").format(year=year) if year else ""
    shown = f"0{int(month)}" if int(month) < 3 else str(int(month))
    return f"{number}/{shown}/{year}" if number else _("tháng {month}/{year}").format(month=int(month), year=year)


def relative(value: date | datetime | None, today: date) -> str:
    """A day seen from today: hôm nay, hôm qua, ngày mai, còn 5 ngày, 9 ngày trước.

    >>> relative(date(2026, 12, 14), date(2026, 12, 9)), relative(date(2026, 12, 8), date(2026, 12, 9))
    ('còn 5 ngày', 'hôm qua')
    """
    if value is None:
        return "–"
    days = ((value.date() if isinstance(value, datetime) else value) - today).days
    near = {0: _("hôm nay"), 1: _("ngày mai"), -1: _("hôm qua")}
    return near.get(days) or (_("còn {n} ngày") if days > 0 else _("{n} ngày trước")).format(n=number(abs(days)))


def initials(name: str) -> str:
    """The letters in an account's disc: first letters of the last two words.

    >>> initials("Trần Thu Hà")
    'TH'
    """
    return "".join(word[0] for word in name.split()[-2:]).upper()

"""Periods as the pages of papers name and offer them (kỳ)."""

from __future__ import annotations

from phoihop.core.periods import Calendar, Kind, Period, years
from phoihop.intake.models import Paper, Proposal
from phoihop.intake.wording import PERIODS
from phoihop.web import print as printed

__all__ = ["period_choices", "period_name"]

#: How many first months of a year a report written before its end is likely to tell of.
LATE = (10, 11)


def period_name(code: str) -> str:
    """A period in words: năm 2026, 6 tháng đầu năm 2026, giai đoạn 2022 - 2026; ``""`` for none.

    First months that end on a day of their own (Nghị định 09/2019) say which.

    >>> period_name("hanh_chinh:dau_nam:2026:11")
    '11 tháng đầu năm 2026 (đến 14/11/2026)'
    """
    if not code:
        return ""
    period = Period.from_code(code)
    if period.kind is Kind.SPAN:
        return str(PERIODS["giai_doan"]).format(first=period.year, last=period.number)
    if period.kind is Kind.HALF:
        return str(PERIODS["nua_nam_1" if period.number == 1 else "nua_nam_2"]).format(year=period.year)
    day = printed.day(period.range.last_day)
    return str(PERIODS[period.kind]).format(number=period.number, year=period.year, day=day)


def period_choices(proposal: Proposal | None, paper: Paper) -> list[tuple[str, str]]:
    """The periods offered: what was read, the programme's span and years, else the last five years; parts of the last
    year."""
    calendar = Calendar.ADMINISTRATIVE
    first, last = paper.received_at.year - 4, paper.received_at.year
    if paper.programme and paper.programme.first_year and paper.programme.last_year:
        first, last = paper.programme.first_year, paper.programme.last_year
    codes = [Period(calendar, Kind.SPAN, first, last).code]
    codes += [year.code for year in years(calendar, first, last)]
    codes += [Period(calendar, Kind.HALF, last, number).code for number in (1, 2)]
    codes += [Period(calendar, Kind.NINE_MONTHS, last).code]
    codes += [Period(calendar, Kind.FIRST_MONTHS, last, number).code for number in LATE]
    if proposal and proposal.period and proposal.period not in codes:
        codes.insert(0, proposal.period)
    return [(code, period_name(code)) for code in codes]

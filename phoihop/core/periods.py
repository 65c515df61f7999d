"""Reporting periods (kỳ báo cáo) of two calendars that are never mixed.

Hành chính: Nghị định 09/2019/NĐ-CP, Điều 12: a year runs from 15 December of the year
before to 14 December; months, quarters and halves likewise close on the 14th.
Dương lịch: calendar months, quarters, halves and years (statistics, Nghị định 60/2018).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

__all__ = ["FIRST", "YEARS", "Calendar", "Kind", "Period", "Range", "years"]


class Calendar(StrEnum):
    ADMINISTRATIVE = "hanh_chinh"
    CALENDAR = "duong_lich"


class Kind(StrEnum):
    MONTH = "thang"
    QUARTER = "quy"
    HALF = "nua_nam"
    NINE_MONTHS = "chin_thang"
    FIRST_MONTHS = "dau_nam"
    YEAR = "nam"
    SPAN = "giai_doan"


#: The years that an address or a form may name.
YEARS = range(1945, 2101)
_MONTHS = {Kind.MONTH: 1, Kind.QUARTER: 3, Kind.HALF: 6, Kind.NINE_MONTHS: 9, Kind.YEAR: 12}
#: The first months of a year that have no name of their own as a quarter, a half or nine months (số tháng đầu năm).
FIRST = (2, 4, 5, 7, 8, 10, 11)
_COUNT = {Kind.MONTH: 12, Kind.QUARTER: 4, Kind.HALF: 2, Kind.NINE_MONTHS: 1, Kind.YEAR: 1}


@dataclass(frozen=True, slots=True, order=True)
class Range:
    """A half-open stretch of days, ``[start, end)`` (khoảng thời gian)."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise ValueError(f"an empty range: {self.start} .. {self.end}")

    @property
    def last_day(self) -> date:
        return self.end - timedelta(days=1)

    def covers(self, other: Range) -> bool:
        """Whether ``other`` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Range) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Period:
    """One period: calendar, kind, year and number in the year (kỳ).

    A span of years (giai đoạn) has ``number`` = its last year, the first months of a year (11 tháng đầu năm) as many
    as they are.

    >>> Period(Calendar.ADMINISTRATIVE, Kind.YEAR, 2026).range
    Range(start=datetime.date(2025, 12, 15), end=datetime.date(2026, 12, 15))
    >>> Period(Calendar.ADMINISTRATIVE, Kind.HALF, 2026, 1).range.last_day
    datetime.date(2026, 6, 14)
    >>> Period(Calendar.ADMINISTRATIVE, Kind.FIRST_MONTHS, 2026, 11).range.last_day
    datetime.date(2026, 11, 14)
    >>> Period(Calendar.CALENDAR, Kind.SPAN, 2022, 2026).code
    'duong_lich:giai_doan:2022:2026'
    """

    calendar: Calendar
    kind: Kind
    year: int
    number: int = 1

    def __post_init__(self) -> None:
        if self.kind is Kind.SPAN:
            if self.number < self.year:
                raise ValueError(f"a span that ends before it begins: {self.year}-{self.number}")
        elif self.kind is Kind.FIRST_MONTHS:
            if self.number not in FIRST:
                raise ValueError(f"the first {self.number} months of a year go by another name")
        elif not 1 <= self.number <= _COUNT[self.kind]:
            raise ValueError(f"no {self.kind} number {self.number} in a year")

    @property
    def range(self) -> Range:
        """The half-open days that the period covers."""
        if self.kind is Kind.SPAN:
            return Range(_first(self.calendar, self.year, 0), _first(self.calendar, self.number, 12))
        if self.kind is Kind.FIRST_MONTHS:
            return Range(_first(self.calendar, self.year, 0), _first(self.calendar, self.year, self.number))
        months = _MONTHS[self.kind]
        before = months * (self.number - 1)
        return Range(_first(self.calendar, self.year, before), _first(self.calendar, self.year, before + months))

    @property
    def code(self) -> str:
        return f"{self.calendar}:{self.kind}:{self.year}:{self.number}"

    @classmethod
    def from_code(cls, code: str) -> Period:
        """The period of a ``code``; raises ``ValueError`` for anything else, also for years outside `YEARS`."""
        calendar, kind, year, number = code.split(":")
        if not all(len(part) <= 4 and part.isascii() and part.isdigit() for part in (year, number)):
            raise ValueError("a year and a number are four digits at most")
        found = cls(Calendar(calendar), Kind(kind), int(year), int(number))
        last = found.number if found.kind is Kind.SPAN else found.year
        if not (found.year in YEARS and last in YEARS):
            raise ValueError(f"no figures are kept of {found.year}-{last}")
        return found

    @classmethod
    def on(cls, day: date, kind: Kind, calendar: Calendar = Calendar.ADMINISTRATIVE) -> Period:
        """The period of a kind that holds a day (kỳ đang chạy); a year begins on 15 December of the one before.

        Raises ``ValueError`` for kinds of which several do: spans of years, first months.

        >>> Period.on(date(2026, 12, 15), Kind.YEAR).year
        2027
        """
        for year in (day.year, day.year + 1):
            for number in range(1, _COUNT.get(kind, 0) + 1):
                period = cls(calendar, kind, year, number)
                if period.range.start <= day < period.range.end:
                    return period
        raise ValueError(f"no {kind} holds {day}")

    @property
    def previous(self) -> Period:
        """The period of the same kind and length just before (kỳ trước)."""
        if self.kind is Kind.SPAN:
            length = self.number - self.year + 1
            return Period(self.calendar, self.kind, self.year - length, self.year - 1)
        if self.kind is Kind.FIRST_MONTHS:
            return self.a_year_before
        if self.number > 1:
            return Period(self.calendar, self.kind, self.year, self.number - 1)
        return Period(self.calendar, self.kind, self.year - 1, _COUNT[self.kind])

    @property
    def a_year_before(self) -> Period:
        """The same period of the year before (cùng kỳ năm trước)."""
        if self.kind is Kind.SPAN:
            return self.previous
        return Period(self.calendar, self.kind, self.year - 1, self.number)


def years(calendar: Calendar, first: int, last: int) -> Iterator[Period]:
    """The yearly periods of a range of years, both included (các năm của giai đoạn)."""
    for year in range(first, last + 1):
        yield Period(calendar, Kind.YEAR, year)


def _first(calendar: Calendar, year: int, months: int) -> date:
    """The day on which a stretch begins that starts ``months`` after the year's beginning."""
    if calendar is Calendar.CALENDAR:
        return date(year + months // 12, months % 12 + 1, 1)
    shifted = months + 11
    return date(year - 1 + shifted // 12, shifted % 12 + 1, 15)

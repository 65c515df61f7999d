"""Periods as rows: found, and those that lie inside a stretch of days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from phoihop.core.once import read_once
from phoihop.core.periods import Calendar, Kind, Period, Range
from phoihop.figures import models

__all__ = ["PeriodRow", "all_periods", "find", "inside"]


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """One period with the id that figures carry; ``end`` is half-open."""

    id: int
    period: Period
    start: date
    end: date
    kept: bool
    range: Range = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "range", Range(self.start, self.end))

    @property
    def days(self) -> int:
        return (self.end - self.start).days


def all_periods() -> Mapping[int, PeriodRow]:
    """Every period that was ever used, by id: a few hundred rows, read once for one answer."""
    return read_once("figures.periods", _read)


def _read() -> dict[int, PeriodRow]:
    rows = models.Period.objects.values_list("id", "calendar", "kind", "year", "number", "start", "end", "kept")
    return {
        row[0]: PeriodRow(row[0], Period(Calendar(row[1]), Kind(row[2]), row[3], row[4]), row[5], row[6], row[7])
        for row in rows.order_by("id")
    }


def find(period: Period) -> models.Period | None:
    """The row of a period, ``None`` where no figure was ever put for it."""
    return models.Period.objects.filter(
        calendar=period.calendar, kind=period.kind, year=period.year, number=period.number
    ).first()


def inside(rows: Iterable[PeriodRow], stretch: Range, calendar: Calendar) -> list[PeriodRow]:
    """The periods of one calendar that lie wholly inside a stretch of days."""
    return [row for row in rows if row.period.calendar is calendar and stretch.covers(row.range)]

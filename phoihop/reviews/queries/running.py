"""The last year of a review while it still runs (năm chưa kết thúc): how far its figures have come, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from phoihop.core.periods import Calendar, Kind, Period
from phoihop.figures.queries.totals import table
from phoihop.indicators.models import Choice, Indicator
from phoihop.organisations import queries as organisations
from phoihop.reports import queries as reports
from phoihop.reviews.models import Review
from phoihop.reviews.queries.counted import of_system, span, unfinished
from phoihop.reviews.rules.tokens import Token
from phoihop.web.print import day

__all__ = ["carried_note", "coverage", "running_head", "running_note", "tells_running_year"]


def coverage(review: Review) -> dict[str, Any]:
    """Which units right below stand in the last year's figures (mức đủ số liệu), to keep beside frozen figures.

    ``units`` there are, ``reported`` of them with a figure of that year; ``carried``: by code of an indicator that
    takes the last value, how many stand in the total with one of an earlier year; ``since`` and ``until``: the first
    and the last of the days to which the units' accepted reports of that year count, where they say one. A constant
    number of queries.
    """
    choices = Choice.objects.filter(programme=review.programme_id).select_related("indicator")
    indicators = [choice.indicator for choice in choices]
    if not indicators:
        return {}
    unit = review.body.place_id
    found = table(
        unit=unit,
        ranges=[_last(review).range, span(review).range],
        on=review.map_date,
        indicators=[one.code for one in indicators],
        calendar=Calendar(review.calendar),
    )
    lines = [line for line in found.lines if line.kind == "all" and line.unit != unit]
    reported: set[int] = set()
    carried = {one.code: 0 for one in indicators if one.over_time == Indicator.OverTime.LAST}
    for line in lines:
        for one in indicators:
            year, _ = of_system(found, line, 0, one.code, review.body.line)
            if year is not None and year.counted + year.excused:
                reported.add(line.unit)
            elif one.code in carried:
                whole, _ = of_system(found, line, 1, one.code, review.body.line)
                carried[one.code] += whole is not None and whole.value is not None
    days = reports.counted_until(
        organisations.below(review.body, review.map_date), period=_last(review), indicators=indicators
    )
    until = {"since": days[0].isoformat(), "until": days[1].isoformat()} if days else {}
    return {"units": len(lines), "reported": len(reported), "carried": carried, **until}


def running_note(review: Review) -> str:
    """What stands once in a section that counts the running year; empty where the year had ended."""
    year = unfinished(review)
    if year is None:
        return ""
    units, reported = review.coverage.get("units", 0), review.coverage.get("reported", 0)
    if not units:
        told = _("Số liệu năm {year} tính đến {day}.")
    elif reported < units:
        told = _("Số liệu năm {year} tính đến {day}, mới có số liệu của {reported} trên {units} đơn vị.")
    else:
        told = _("Số liệu năm {year} tính đến {day}, đã có số liệu của {reported} trên {units} đơn vị.")
    first, last = _since(review), _until(review)
    when = _("ngày {day}").format(day=day(last))
    if first != last:
        when = _("ngày báo cáo của từng đơn vị, từ {first} đến {last}").format(first=day(first), last=day(last))
    return told.format(year=year, day=when, reported=reported, units=units)


def running_head(review: Review, year: int) -> str:
    """The head of a year's column: "2025"; of the running year "Năm 2026 (đến 15/11)", or between which days."""
    if year != unfinished(review):
        return str(year)
    first, last = (day(one).rpartition("/")[0] for one in (_since(review), _until(review)))
    return _("Năm {year} (đến {day})").format(year=year, day=last if first == last else f"{first} - {last}")


def carried_note(review: Review, indicators: Iterable[Indicator]) -> str:
    """How many units stand in the last column with a figure of an earlier year, by indicator; empty where none."""
    carried = review.coverage.get("carried", {})
    of_each = _("{indicator}: {n} đơn vị")
    told = [of_each.format(indicator=one.name, n=carried[one.code]) for one in indicators if carried.get(one.code)]
    if not told:
        return ""
    note = _("Đơn vị chưa có số năm {year}, lấy số năm gần nhất: {carried}.")
    return note.format(year=review.last_year, carried="; ".join(told))


def tells_running_year(review: Review, tokens: Iterable[str]) -> bool:
    """Whether any of these numbers counts the last year while it runs."""
    if unfinished(review) is None:
        return False
    begins = _last(review).range.start
    return any(Period.from_code(Token.of(text).period).range.end > begins for text in tokens)


def _last(review: Review) -> Period:
    return Period(Calendar(review.calendar), Kind.YEAR, review.last_year)


def _since(review: Review) -> date:
    """The first of the days to which units count the running year; reviews of before kept the last one alone."""
    told = review.coverage.get("since")
    return date.fromisoformat(told) if told else _until(review)


def _until(review: Review) -> date:
    """The day to which the running year is counted: as the reports say, else that of the review's figures."""
    told = review.coverage.get("until")
    return date.fromisoformat(told) if told else review.map_date

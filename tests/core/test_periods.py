from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phoihop.core.periods import Calendar, Kind, Period, Range, years

KINDS = [Kind.MONTH, Kind.QUARTER, Kind.HALF, Kind.YEAR]
COUNTS = {Kind.MONTH: 12, Kind.QUARTER: 4, Kind.HALF: 2, Kind.YEAR: 1}


@pytest.mark.parametrize(
    ("kind", "number", "start", "last"),
    [
        (Kind.MONTH, 1, date(2025, 12, 15), date(2026, 1, 14)),
        (Kind.QUARTER, 1, date(2025, 12, 15), date(2026, 3, 14)),
        (Kind.HALF, 1, date(2025, 12, 15), date(2026, 6, 14)),
        (Kind.HALF, 2, date(2026, 6, 15), date(2026, 12, 14)),
        (Kind.NINE_MONTHS, 1, date(2025, 12, 15), date(2026, 9, 14)),
        (Kind.YEAR, 1, date(2025, 12, 15), date(2026, 12, 14)),
    ],
)
def test_an_administrative_period_closes_on_the_fourteenth(kind, number, start, last):
    period = Period(Calendar.ADMINISTRATIVE, kind, 2026, number)

    assert (period.range.start, period.range.last_day) == (start, last)


def test_a_span_covers_its_years_and_nothing_more():
    span = Period(Calendar.ADMINISTRATIVE, Kind.SPAN, 2022, 2026)

    assert span.range == Range(date(2021, 12, 15), date(2026, 12, 15))
    assert all(span.range.covers(year.range) for year in years(Calendar.ADMINISTRATIVE, 2022, 2026))
    assert span.previous == Period(Calendar.ADMINISTRATIVE, Kind.SPAN, 2017, 2021)


@given(st.sampled_from(list(Calendar)), st.sampled_from(KINDS), st.integers(2000, 2090), st.data())
def test_periods_of_one_kind_follow_each_other_without_gap_or_overlap(calendar, kind, year, data):
    period = Period(calendar, kind, year, data.draw(st.integers(1, COUNTS[kind])))

    assert period.previous.range.end == period.range.start
    assert Period.from_code(period.code) == period
    assert Period(calendar, Kind.YEAR, year).range.covers(period.range)


def test_an_impossible_period_is_refused():
    with pytest.raises(ValueError, match="no quy number 5"):
        Period(Calendar.CALENDAR, Kind.QUARTER, 2026, 5)
    with pytest.raises(ValueError, match="ends before it begins"):
        Period(Calendar.CALENDAR, Kind.SPAN, 2026, 2022)
    with pytest.raises(ValueError, match="empty range"):
        Range(date(2026, 1, 1), date(2026, 1, 1))

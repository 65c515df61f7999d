"""Numbers, days and changes as they are printed."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phoihop.web import print as printed


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (0, None, "0"),
        (1234567, None, "1.234.567"),
        (Decimal("1234567.80"), None, "1.234.567,8"),
        (12.345, 1, "12,3"),
        (0.25, 1, "0,3"),
        (-1500, None, "−1.500"),
        (None, None, "–"),
    ],
)
def test_a_number_has_dots_between_thousands_and_a_comma_before_decimals(value, places, text):
    assert printed.number(value, places) == text


@given(st.integers(-(10**15), 10**15))
def test_a_printed_whole_number_reads_back_as_itself(value):
    assert int(printed.number(value).replace(".", "").replace("−", "-")) == value


@pytest.mark.parametrize(
    ("now", "before", "text"),
    [
        (36, 31, "+16,1\xa0%"),
        (29, 31, "−6,5\xa0%"),
        (11, 9, "+2"),
        (48, 6, "gấp 8 lần"),
        (20, 6, "gấp 3,3 lần"),
        (5, 5, "bằng"),
        (5, 0, "+5"),
        (0, 3, "−3"),
        (None, 3, ""),
        (3, None, ""),
    ],
)
def test_a_change_is_told_in_per_cent_units_or_times(now, before, text):
    assert printed.change(now, before) == text


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 12, 9), "hôm nay"),
        (date(2026, 12, 10), "ngày mai"),
        (date(2026, 12, 8), "hôm qua"),
        (date(2026, 12, 18), "còn 9 ngày"),
        (date(2026, 9, 30), "70 ngày trước"),
        (None, "–"),
    ],
)
def test_a_day_is_told_from_today(day, text):
    assert printed.relative(day, date(2026, 12, 9)) == text

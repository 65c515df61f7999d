"""Which values count over a stretch of days: units divided and merged, periods that overlap."""

from datetime import date

import pytest

from phoihop.core.actor import Level, System
from phoihop.figures import actions, queries
from phoihop.figures.rules.grouping import Group
from phoihop.figures.rules.questions import Question
from phoihop.figures.rules.values import Coverage
from tests.figures.country import (
    ACCEPTED,
    NOON,
    REFORM,
    a_body,
    a_breakdown,
    a_compiler,
    a_place,
    a_value,
    an_indicator,
    becomes,
    from_report,
    half,
    month,
    nine_months,
    quarter,
    span,
    year,
)

BEFORE, AFTER = date(2025, 6, 30), date(2026, 11, 21)


@pytest.mark.django_db
def test_what_a_split_left_without_a_share_stands_unallocated_at_the_lowest_common_unit():
    an_indicator("TT01")
    country = a_place("VN", Level.COUNTRY)
    province = a_place("tinh:1", Level.PROVINCE, country)
    old = a_place("xa63:1", Level.COMMUNE, province, valid_to=REFORM)
    one, other = (a_place(f"xa:{n}", Level.COMMUNE, province, valid_from=REFORM) for n in (1, 2))
    becomes(old, one, other)
    actions.put(
        [a_value("TT01", a_body(old), year(2024), 30), a_value("TT01", a_body(one), year(2026), 5)],
        standing=ACCEPTED,
        source=from_report(1),
        by=None,
        at=NOON,
    )

    lines = queries.table(unit=province.pk, ranges=[span(2024, 2026).range], on=AFTER, indicators=["TT01"])
    before = queries.table(unit=province.pk, ranges=[span(2024, 2026).range], on=BEFORE, indicators=["TT01"])

    assert {line: total.value for (line, *_), total in lines.cells.items()} == {
        Group(one.pk): 5,
        Group(province.pk, "unallocated"): 30,
    }
    assert {line: total.value for (line, *_), total in before.cells.items()} == {Group(old.pk): 35}


def _a_reformed_province():
    """Country, province, an old commune that was divided, and its two heirs, with a body of the Front at each."""
    an_indicator("MH03", time="last")
    country = a_place("VN", Level.COUNTRY)
    province = a_place("tinh:1", Level.PROVINCE, country)
    old = a_place("xa63:1", Level.COMMUNE, province, valid_to=REFORM)
    one, other = (a_place(f"xa:{n}", Level.COMMUNE, province, valid_from=REFORM) for n in (1, 2))
    becomes(old, one, other)
    return country, [a_body(place) for place in (old, one, other)]


def _say(number, body, period, value, coverage=Coverage.OWN):
    actions.put(
        [a_value("MH03", body, period, value, coverage=coverage)],
        standing=ACCEPTED,
        source=from_report(number),
        by=None,
        at=NOON,
    )


@pytest.mark.django_db
def test_what_an_act_gave_to_an_heir_that_says_nothing_still_stands_beside_what_the_other_heir_says():
    """8 of 2024 are 3 and 5 by the act's shares; the first heir says 2 in 2026: its 2 and the other's 5 of 2024."""
    an_indicator("MH03", time="last")
    country = a_place("VN", Level.COUNTRY)
    province = a_place("tinh:1", Level.PROVINCE, country)
    old = a_place("xa63:1", Level.COMMUNE, province, valid_to=REFORM)
    one, other = (a_place(f"xa:{n}", Level.COMMUNE, province, valid_from=REFORM) for n in (1, 2))
    becomes(old, one, other, shares=(333_333, 666_667))
    before, heir = a_body(old), a_body(one)
    _say(1, before, year(2024), 8)

    years = span(2024, 2026)
    assert _of(years, AFTER, one, other, province, country) == [3, 5, 8, 8]

    _say(2, heir, year(2026), 2)

    assert _of(years, AFTER, one, other, province, country) == [2, 5, 7, 7]
    assert _of(years, BEFORE, old, province, country) == [7, 7, 7]
    assert _of(year(2026), AFTER, one, other, province, country) == [2, None, 2, 2]
    assert _of(year(2024), AFTER, one, other, province, country) == [3, 5, 8, 8]
    lines = queries.table(unit=province.pk, ranges=[years.range], on=AFTER, indicators=["MH03"])
    assert {line: total.value for (line, *_), total in lines.cells.items()} == {Group(one.pk): 2, Group(other.pk): 5}
    said = {place.key: [row.value for row in queries.explain(_asked(place, years)).said] for place in (one, other)}
    assert said == {"xa:1": [2], "xa:2": [5]}

    _say(3, a_body(other), year(2025), 9)

    assert _of(years, AFTER, one, other, province, country) == [2, 9, 11, 11]
    assert _of(years, BEFORE, old, province, country) == [11, 11, 11]
    assert queries.verify().differences == ()


@pytest.mark.django_db
def test_without_shares_a_divided_stock_gives_way_to_the_first_heir_that_speaks():
    """What the other heir has of the 8 nobody said: 8 beside the 3 would count the first heir's land twice."""
    country, (old, one, _) = _a_reformed_province()
    _say(1, old, year(2024), 8)
    assert _stock(country, span(2024, 2026)) == {8}

    _say(2, one, year(2026), 3)

    assert _stock(country, span(2024, 2026)) == {3}
    assert queries.verify().differences == ()


def _of(period, on, *places):
    found = []
    for place in places:
        made = queries.totals(unit=place.pk, period=period.range, on=on, indicators=["MH03"])
        found.append(made[0].value if made else None)
    return found


def _asked(place, period):
    return Question("MH03", place.key, period, AFTER, System.FRONT)


def _stock(country, years):
    found = [
        queries.totals(unit=country.pk, period=years.range, on=on, indicators=["MH03"])
        for on in (BEFORE, REFORM, AFTER)
    ]
    return {total.value for one in found for total in one}


@pytest.mark.django_db
def test_an_old_stock_gives_way_to_the_unit_before_it_though_that_one_gave_way_to_another_heir():
    """One heir speaks of 2024, its predecessor of 2025, the other heir of 2026: only the last still stands."""
    country, (old, one, other) = _a_reformed_province()
    _say(1, one, year(2024), 24)
    _say(2, old, month(2025, 3), 50)
    _say(3, other, month(2026, 1), 16)

    assert _stock(country, span(2024, 2026)) == {16}
    assert _stock(country, span(2024, 2025)) == {50}
    assert queries.verify().differences == ()


@pytest.mark.django_db
def test_an_area_stock_does_not_stand_in_where_the_units_own_one_gave_way_to_a_later_one():
    """What one heir states for itself and for its area of 2024 is the land of which its predecessor speaks in 2025."""
    country, (old, one, _) = _a_reformed_province()
    _say(1, one, year(2024), 41, Coverage.AREA)
    _say(2, one, month(2024, 11), 48)
    _say(3, old, year(2025), 23)

    assert _stock(country, span(2024, 2026)) == {23}
    assert _stock(country, year(2024)) == {48}
    assert queries.verify().differences == ()


def _flow(body, *said):
    """A body of a country of its own says flows for periods; what its year 2026 and nine months come to."""
    for number, (period, value) in enumerate(said, start=1):
        actions.put(
            [a_value("TT01", body, period, value)], standing=ACCEPTED, source=from_report(number), by=None, at=NOON
        )
    answered = []
    for period in (year(2026), nine_months(2026)):
        made = queries.totals(unit=body.place_id, period=period.range, on=AFTER, indicators=["TT01"])
        answered.append((made[0].value, made[0].counted))
    assert queries.verify().differences == ()
    return answered


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "of_year", "of_nine_months"),
    [
        # two halves are a whole year: nine months beside them would leave the last quarter out
        ([(half(2026, 1), 30), (half(2026, 2), 40), (nine_months(2026), 50)], (70, 2), (50, 1)),
        ([(nine_months(2026), 50), (quarter(2026, 4), 15)], (65, 2), (50, 1)),
        # ten months cover no more than nine months and the tenth: the coarser counts
        ([(nine_months(2026), 50), *((month(2026, n), 6) for n in range(1, 11))], (56, 2), (50, 1)),
        ([(nine_months(2026), 50), (half(2026, 2), 40)], (50, 1), (50, 1)),
        ([(year(2026), 90), (half(2026, 1), 30), (half(2026, 2), 40), (nine_months(2026), 50)], (90, 1), (50, 1)),
    ],
)
def test_of_a_bodys_periods_those_count_that_together_cover_most(said, of_year, of_nine_months):
    an_indicator("TT01")
    body = a_body(a_place("tinh:1", Level.PROVINCE, a_place("VN", Level.COUNTRY)))

    assert _flow(body, *said) == [of_year, of_nine_months]


def _part_country():
    """A province with two communes; the indicator has one "of which" part."""
    a_breakdown(an_indicator("TT01"), "hs", "cho ai", "of_which")
    province = a_place("tinh:1", Level.PROVINCE, a_place("VN", Level.COUNTRY))
    communes = [a_place(f"xa:{number}", Level.COMMUNE, province) for number in (1, 2)]
    return province, a_body(province), [a_body(place) for place in communes]


def _put(number, body, total, part, coverage=Coverage.OWN):
    said = [(total, None), (part, "hs")]
    values = [
        a_value("TT01", body, year(2026), value, coverage=coverage, breakdown=code)
        for value, code in said
        if value is not None
    ]
    actions.put(values, standing=ACCEPTED, source=from_report(number), by=None, at=NOON)


def _whole_and_part(unit):
    found = []
    for part in (None, "hs"):
        made = queries.totals(unit=unit.pk, period=year(2026).range, on=AFTER, indicators=["TT01"], breakdown=part)
        found.append(made[0].value if made else None)
    return tuple(found)


@pytest.mark.django_db
def test_a_part_stated_for_an_area_stands_in_only_where_the_whole_stated_with_it_does():
    """The province states 100, 40 of them for pupils; a commune says 10 of its own, and nobody what part of these."""
    province, above, (one, other) = _part_country()
    _put(1, above, 100, 40, Coverage.AREA)
    assert _whole_and_part(province) == (100, 40)

    _put(2, one, 10, None)
    assert _whole_and_part(province) == (10, None)

    _put(3, other, 7, 5)
    assert _whole_and_part(province) == (17, 5)
    shown = queries.explain(Question("TT01", "xa:2", year(2026), AFTER, System.FRONT, breakdown="hs"))
    assert [row.value for row in shown.said] == [5]
    edition = actions.freeze(name="B", place=province.pk, period=year(2026), map_date=AFTER, by=None, at=NOON)
    asked = Question("TT01", "tinh:1", year(2026), AFTER, System.FRONT, breakdown="hs", edition=edition.pk)
    assert queries.explain(asked).total.value == 5


@pytest.mark.django_db
def test_a_part_goes_with_the_claim_that_was_put_over_the_sum():
    """The province's 100 is put over the communes' 10 and 7: its 40 for pupils go with it, the commune's 5 do not."""
    province, above, (one, other) = _part_country()
    _put(1, above, 100, 40, Coverage.AREA)
    _put(2, one, 10, None)
    _put(3, other, 7, 5)
    claim = queries.claims(indicator="TT01", body=above.pk, period=year(2026), coverage=Coverage.AREA)[0]
    actions.choose_claim(claim.figure, over_sum=True, reason="Xã nộp chưa đủ", by=a_compiler(above), at=NOON)

    assert _whole_and_part(province) == (100, 40)
    assert _whole_and_part(one.place) == (10, None)
    assert _whole_and_part(other.place) == (7, 5)
    assert queries.verify().differences == ()


@pytest.mark.django_db
def test_a_claim_without_a_part_over_the_sum_leaves_none_of_the_parts_below():
    province, above, (one, _) = _part_country()
    _put(1, above, 3, None, Coverage.AREA)
    _put(2, one, 10, 8)
    claim = queries.claims(indicator="TT01", body=above.pk, period=year(2026), coverage=Coverage.AREA)[0]
    actions.choose_claim(claim.figure, over_sum=True, reason="Xã ghi nhầm", by=a_compiler(above), at=NOON)

    assert _whole_and_part(province) == (3, None)

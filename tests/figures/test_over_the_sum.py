"""A statement put over the sum replaces the sum of its own period; what a unit states stands beside what counts."""

import pytest

from phoihop.core.actor import Level, System
from phoihop.figures import actions, queries
from phoihop.figures.rules.values import Comparator, Coverage, State
from tests.figures.country import (
    ACCEPTED,
    NOON,
    SUBMITTED,
    a_body,
    a_breakdown,
    a_compiler,
    a_place,
    a_value,
    an_indicator,
    from_report,
    half,
    month,
    span,
    year,
)

pytestmark = pytest.mark.django_db
LT, EQ, GT, GE, APPROX = Comparator.LT, Comparator.EQ, Comparator.GT, Comparator.GE, Comparator.APPROX


class Province:
    def __init__(self) -> None:
        self.country = a_place("VN", Level.COUNTRY)
        self.place = a_place("tinh:37", Level.PROVINCE, self.country)
        self.body = a_body(self.place)
        self.communes = [a_body(a_place(f"xa:{n}", Level.COMMUNE, self.place)) for n in (1, 2)]
        self.number = 0

    def say(self, body, period, value, *, code="TT01", area=False, comparator=EQ):
        self.number += 1
        said = a_value(
            code, body, period, value, comparator=comparator, coverage=Coverage.AREA if area else Coverage.OWN
        )
        done = actions.put([said], standing=ACCEPTED, source=from_report(self.number), by=None, at=NOON)
        return done.outcomes[0][2]

    def force(self, period, value, *, code="TT01", body=None):
        figure = self.say(body or self.body, period, value, code=code, area=True)
        by = a_compiler(self.body)
        actions.choose_claim(figure, over_sum=True, reason="Mới có ít xã gửi", by=by, at=NOON)

    def total(self, period, code="TT01", *, place=None, system=System.FRONT):
        found = queries.totals(unit=(place or self.place).pk, period=period.range, on=NOON.date(), indicators=[code])
        return next((one for one in found if one.system == system), None)


@pytest.fixture
def province():
    an_indicator("TT01")
    an_indicator("MH03", time="last")
    return Province()


def test_a_month_over_the_sum_leaves_the_statement_of_five_years(province):
    province.say(province.communes[0], span(2022, 2026), 1000)
    province.force(month(2024, 1), 5)

    assert province.total(span(2022, 2026)).value == 1000
    assert province.total(month(2024, 1)).value == 5
    assert province.total(year(2024)).value == 5
    assert province.total(span(2022, 2026), place=province.country).value == 1000
    assert queries.verify().differences == ()


def test_half_a_year_over_the_sum_leaves_the_years_that_the_communes_state(province):
    for body, value in zip(province.communes, (60, 70), strict=True):
        province.say(body, year(2026), value)
    province.force(half(2026, 1), 50)

    assert (province.total(half(2026, 1)).value, province.total(year(2026)).value) == (50, 130)
    assert [one.value for one in province.total(year(2026)).beside] == [50]
    assert queries.verify().differences == ()


def test_in_a_year_of_months_half_a_year_over_the_sum_counts_in_place_of_its_months(province):
    for body, first, second in zip(province.communes, (1, 2), (10, 20), strict=True):
        province.say(body, month(2026, 2), first)
        province.say(body, month(2026, 8), second)
    province.force(half(2026, 1), 50)

    assert (province.total(half(2026, 1)).value, province.total(year(2026)).value) == (50, 80)
    assert province.total(half(2026, 2)).value == 30
    assert queries.verify().differences == ()


def test_where_one_commune_states_the_year_the_months_of_the_other_count_beside_it(province):
    province.say(province.communes[0], year(2026), 60)
    province.say(province.communes[1], month(2026, 2), 3)
    province.force(half(2026, 1), 50)

    assert province.total(year(2026)).value == 63  # 60 + 50 would have the first half of the one twice
    assert queries.verify().differences == ()


def test_a_month_over_the_sum_leaves_what_the_province_states_of_the_year(province):
    province.say(province.body, year(2026), 500, area=True)
    province.force(month(2026, 1), 5)

    assert (province.total(year(2026)).value, province.total(year(2026)).standin) == (500, True)


def test_of_two_statements_over_the_sum_the_longer_counts_in_its_land(province):
    one, other = province.communes
    for body in (one, other):
        province.say(body, month(2026, 2), 1)
    province.force(year(2026), 100, body=one)
    province.force(half(2026, 1), 50)

    assert province.total(year(2026)).value == 101
    assert province.total(half(2026, 1)).value == 50
    assert queries.verify().differences == ()


def test_a_stock_over_the_sum_of_a_month_leaves_the_years_that_end_with_it(province):
    province.say(province.communes[0], year(2026), 40, code="MH03")
    province.force(month(2026, 12), 5, code="MH03")

    assert province.total(month(2026, 12), "MH03").value == 5
    assert province.total(year(2026), "MH03").value == 40
    assert queries.verify().differences == ()


def test_what_the_province_states_stands_beside_a_commune_that_stands_in(province):
    province.say(province.communes[0], year(2026), 10, area=True)
    province.say(province.body, year(2026), 100, area=True)

    total = province.total(year(2026))

    assert (total.value, [one.value for one in total.beside], total.difference) == (10, [100], 90)


def test_two_halves_that_are_the_total_do_not_stand_beside_it(province):
    province.say(province.body, half(2026, 1), 40, area=True)
    province.say(province.body, half(2026, 2), 60, area=True)

    total = province.total(year(2026))

    assert (total.value, total.standin, total.beside) == (100, True, ())


def test_of_two_statements_the_one_that_does_not_stand_in_is_beside(province):
    province.say(province.communes[0], month(2026, 2), 3)
    province.say(province.body, half(2026, 1), 40, area=True)
    province.say(province.body, half(2026, 2), 60, area=True)

    total = province.total(year(2026))

    assert (total.value, [one.value for one in total.beside]) == (63, [40])


def test_what_the_centre_states_stands_beside_what_counts_of_the_country(province):
    centre = a_body(province.country)
    province.say(province.body, year(2026), 10, area=True)
    province.say(centre, year(2026), 900, area=True)

    total = province.total(year(2026), place=province.country)

    assert (total.value, total.standin, [one.value for one in total.beside]) == (10, True, [900])


def test_a_value_that_is_not_added_over_units_is_not_beside_itself(province):
    an_indicator("XL01", units="none", time="last")
    province.say(province.body, year(2026), 4, code="XL01", area=True)

    total = province.total(year(2026), "XL01")

    assert (total.value, total.beside) == (4, ())


@pytest.mark.parametrize(
    ("parts", "made"),
    [
        ((EQ, EQ), EQ),
        ((LT, EQ), LT),
        ((LT, LT), LT),
        ((GT, EQ), GE),
        ((GE, GT), GE),
        ((APPROX, EQ), APPROX),
        ((LT, GT), APPROX),
        ((APPROX, GT), APPROX),
    ],
)
def test_a_missing_total_is_qualified_as_the_sum_of_its_parts(province, parts, made):
    indicator = an_indicator("PT01")
    a_breakdown(indicator, "nam", "gioi"), a_breakdown(indicator, "nu", "gioi")
    values = [
        a_value("PT01", province.communes[0], year(2026), value, breakdown=name, comparator=comparator)
        for name, value, comparator in zip(("nam", "nu"), (5, 10), parts, strict=True)
    ]
    actions.put(values, standing=ACCEPTED, source=from_report(1), by=None, at=NOON)

    total = province.total(year(2026), "PT01")

    assert (total.value, total.comparator) == (15, made)


def test_a_union_less_what_was_counted_together_is_about_that_where_a_part_is_inexact(province):
    an_indicator("UN01", systems="union")
    police = a_body(province.communes[0].place, System.POLICE)
    province.say(province.communes[0], year(2026), 100, code="UN01", comparator=LT)
    province.say(police, year(2026), 50, code="UN01")
    assert (province.total(year(2026), "UN01", system=None).comparator) is LT

    actions.record_overlap(
        indicator="UN01", place=province.place.pk, period=year(2026), systems=[System.FRONT, System.POLICE], value=30,
        source=from_report(9), by=None, at=NOON,
    )  # fmt: skip

    total = province.total(year(2026), "UN01", system=None)
    assert (total.value, total.comparator) == (120, APPROX)


def test_a_rate_whose_halves_all_parties_add_is_none_of_all_parties(province):
    top, bottom = an_indicator("RN", systems="sum"), an_indicator("RD", systems="sum")
    an_indicator("RR", units="none", time="none", numerator=top, denominator=bottom, scale=2)
    police = a_body(province.communes[0].place, System.POLICE)
    for body, over, under in ((province.communes[0], 50, 100), (police, 90, 100)):
        province.say(body, year(2026), over, code="RN")
        province.say(body, year(2026), under, code="RD")

    assert province.total(year(2026), "RR").value == 5000
    assert province.total(year(2026), "RR", system=None) is None


def test_what_a_person_chose_is_in_force_again_when_its_source_speaks_again(province):
    body = province.communes[0]
    province.say(body, year(2026), 12)
    chosen = province.say(body, year(2026), 4865)
    actions.choose_claim(chosen, reason="Báo cáo ký sau", by=a_compiler(province.body), at=NOON)
    report = from_report(province.number)
    gone = [a_value("TT01", body, year(2026), None, state=State.MISSING)]
    again = [a_value("TT01", body, year(2026), 5000)]

    actions.put(gone, standing=SUBMITTED, source=report, by=None, at=NOON)
    assert province.total(year(2026)).value == 12
    actions.put(again, standing=SUBMITTED, source=report, by=None, at=NOON)
    assert province.total(year(2026)).value == 12
    actions.accept(report.origin, by=None, at=NOON)

    assert province.total(year(2026)).value == 5000


def test_what_was_chosen_since_stays_in_force_when_another_source_speaks_again(province):
    body = province.communes[0]
    other = province.say(body, year(2026), 12)
    chosen = province.say(body, year(2026), 4865)
    report = from_report(province.number)
    actions.choose_claim(chosen, reason="Báo cáo ký sau", by=a_compiler(province.body), at=NOON)
    actions.put(
        [a_value("TT01", body, year(2026), None, state=State.MISSING)],
        standing=SUBMITTED,
        source=report,
        by=None,
        at=NOON,
    )
    last = queries.claims(indicator="TT01", body=body.pk, period=year(2026), coverage=Coverage.OWN)[0]
    assert last.root == other
    actions.choose_claim(last.figure, reason="Theo văn bản", by=a_compiler(province.body), at=NOON)

    actions.put([a_value("TT01", body, year(2026), 5000)], standing=ACCEPTED, source=report, by=None, at=NOON)

    assert province.total(year(2026)).value == 12

"""Units of one line of succession: whose kept totals an act may move, and whose stay as they are."""

from datetime import date

import pytest

from phoihop.core.actor import Level
from phoihop.figures import actions, queries
from phoihop.figures.models import UnitTotal
from phoihop.figures.rules.values import State
from tests.figures.country import (
    ACCEPTED,
    NOON,
    REFORM,
    a_body,
    a_place,
    a_value,
    an_indicator,
    becomes,
    from_report,
    month,
    span,
    year,
)

pytestmark = pytest.mark.django_db


def a_line():
    """A commune and the one that it became, with a body each; the span of years that holds both is kept."""
    an_indicator("TT01")
    an_indicator("MH03", time="last")
    country = a_place("VN", Level.COUNTRY)
    province = a_place("tinh:1", Level.PROVINCE, country)
    old = a_place("xa63:1", Level.COMMUNE, province, valid_to=REFORM)
    new = a_place("xa:1", Level.COMMUNE, province, valid_from=REFORM)
    becomes(old, new)
    before, after = a_body(old), a_body(new)
    say(a_value("TT01", before, span(2024, 2026), 1), report=9)
    say(a_value("TT01", before, span(2024, 2026), None, state=State.MISSING), report=9)
    return before, after


def say(*values, report=1):
    actions.put(values, standing=ACCEPTED, source=from_report(report), by=None, at=NOON)


def own_rows_of(body):
    rows = UnitTotal.objects.filter(unit=body.place_id).order_by("span", "indicator")
    return list(rows.values_list("pk", "value"))


def test_what_an_heir_says_leaves_the_rows_of_the_unit_before_unwritten():
    before, after = a_line()
    say(a_value("TT01", before, month(2024, 11), 5), report=2)
    there = own_rows_of(before)

    say(a_value("TT01", after, month(2026, 1), 7), a_value("TT01", after, month(2026, 2), 8), report=3)
    assert own_rows_of(before) == there
    assert queries.verify().differences == ()


def test_a_stock_of_the_heir_in_the_year_of_the_reform_ends_that_of_the_unit_before_in_every_span():
    before, after = a_line()
    say(a_value("MH03", before, month(2025, 3), 5), report=2)
    assert [value for _, value in own_rows_of(before) if value is not None] == [5, 5]

    say(a_value("MH03", after, month(2025, 11), 7), report=3)
    assert [value for _, value in own_rows_of(before) if value is not None] == []
    assert queries.verify().differences == ()

    say(a_value("MH03", after, month(2025, 11), None, state=State.MISSING), report=3)
    assert [value for _, value in own_rows_of(before) if value is not None] == [5, 5]
    assert queries.verify().differences == ()


@pytest.mark.parametrize("longer", [span(2024, 2026), year(2025)])
def test_a_commune_that_moved_counts_its_longer_period_alone_whoever_speaks_beside_it_later(longer):
    """It says its months under the old province, the longer period under the new one: a neighbour moves neither."""
    an_indicator("TT01")
    country = a_place("VN", Level.COUNTRY)
    old = a_place("tinh63:1", Level.PROVINCE, country, valid_to=REFORM)
    new = a_place("tinh:1", Level.PROVINCE, country, valid_from=REFORM)
    becomes(old, new)
    moved = a_place("xa:1", Level.COMMUNE, old, valid_to=REFORM)
    moved.versions.create(name="Xã Dời", kind="xã", parent=new, code="1", valid_from=REFORM, folded="", source="thử")
    neighbour = a_place("xa63:2", Level.COMMUNE, old, valid_to=REFORM)
    becomes(neighbour, a_place("xa:2", Level.COMMUNE, new, valid_from=REFORM))
    body = a_body(moved)
    say(a_value("TT01", body, longer, 9), report=1)
    say(a_value("TT01", body, month(2025, 4), 14), report=2)

    say(a_value("TT01", a_body(neighbour), month(2025, 3), 1), report=3)

    for on, province in ((date(2025, 6, 30), old), (date(2026, 11, 21), new)):
        [told] = queries.totals(unit=province.pk, period=longer.range, on=on, indicators=["TT01"])
        assert told.value == 10
    assert queries.verify().differences == ()

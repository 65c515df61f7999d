"""What parties counted together is taken off their sum once, however often and of however many units it was said."""

from datetime import date, timedelta

import pytest

from phoihop.core.actor import Level, System
from phoihop.figures import actions
from phoihop.figures.queries.editions import diff
from phoihop.figures.queries.totals import table, totals
from phoihop.figures.rules.values import State
from phoihop.indicators.models import Indicator
from phoihop.organisations.models import Body
from phoihop.places.models import Place
from tests.figures.country import (
    ACCEPTED,
    NOON,
    REFORM,
    a_body,
    a_breakdown,
    a_place,
    a_value,
    an_indicator,
    becomes,
    from_report,
    month,
    year,
)

MAP = date(2026, 11, 21)
BOTH = (System.FRONT, System.POLICE)
pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    """A province whose two communes reported 10 and 6 by the Front, 7 and 5 by the police, in March."""
    an_indicator("TT01")
    Indicator.objects.filter(code="TT01").update(over_systems="union")
    place = a_place("tinh:37", Level.PROVINCE, a_place("VN", Level.COUNTRY))
    for number, values in ((1, (10, 7)), (2, (6, 5))):
        commune = a_place(f"xa:{number}", Level.COMMUNE, place)
        for system, value in zip(BOTH, values, strict=True):
            actions.put([a_value("TT01", a_body(commune, system), month(2026, 3), value)], standing=ACCEPTED,
                        source=from_report(10 * number + value), by=None, at=NOON)  # fmt: skip
    return place


def commune(number):
    return Place.objects.get(key=f"xa:{number}")


def together(place, value, period=None, systems=BOTH):
    actions.record_overlap(indicator="TT01", place=place.pk, period=period or year(2026), value=value, systems=systems,
                           source=from_report(90), by=None, at=NOON)  # fmt: skip


def all_parties(place, period=None):
    made = totals(unit=place.pk, period=(period or year(2026)).range, on=MAP, indicators=["TT01"])
    return next(one.value for one in made if one.system is None)


def test_a_month_already_inside_the_year_is_not_taken_off_twice(province):
    together(commune(1), 3, month(2026, 3))
    assert (all_parties(commune(1)), all_parties(commune(1), month(2026, 3))) == (14, 14)

    together(commune(1), 4)

    assert (all_parties(commune(1)), all_parties(commune(1), month(2026, 3))) == (13, 14)


def test_what_a_commune_said_is_inside_what_its_province_says_of_all(province):
    together(commune(1), 4)
    together(commune(2), 1)
    assert all_parties(province) == 23

    together(province, 6)

    assert (all_parties(province), all_parties(commune(1))) == (22, 13)


def test_overlaps_of_other_parties_or_of_other_months_are_each_taken_off(province):
    say(commune(1), System.YOUTH, 3)
    assert all_parties(commune(1)) == 20
    together(commune(1), 1, month(2026, 3))
    together(commune(1), 1, month(2026, 4))
    together(commune(1), 2, systems=(System.FRONT, System.YOUTH))

    assert all_parties(commune(1)) == 16


def say(place, system, value):
    body = Body.objects.filter(place=place, system=system).first() or a_body(place, system)
    state = State.MISSING if value is None else State.NUMBER
    actions.put([a_value("TT01", body, month(2026, 3), value, state=state)], standing=ACCEPTED,
                source=from_report(f"{place.key}:{system}"), by=None, at=NOON)  # fmt: skip


def test_what_a_party_took_back_was_counted_by_nobody_twice(province):
    """The Front's 30 and the police's 50 share 20: 60. Without the 30 the police's 50 are all there is."""
    place = a_place("xa:3", Level.COMMUNE, province)
    say(place, System.FRONT, 30)
    say(place, System.POLICE, 50)
    together(place, 20)
    assert all_parties(place) == 60

    say(place, System.FRONT, 12)
    assert all_parties(place) == 50

    say(place, System.FRONT, None)
    assert all_parties(place) == 50


def test_three_parties_that_did_the_same_are_never_fewer_than_one_of_them(province):
    place = a_place("xa:3", Level.COMMUNE, province)
    three = (System.FRONT, System.POLICE, System.YOUTH)
    for system in three:
        say(place, system, 50)
    for systems in (three[:2], three[1:], (three[0], three[2]), three):
        together(place, 50, systems=systems)

    assert all_parties(place) == 50


def test_an_overlap_told_since_an_edition_is_a_difference(province):
    """All parties of the province: 28 when frozen, 24 after the 4 of the first commune, which has 13 of 17."""
    edition = actions.freeze(name="Bản 1", place=province.pk, period=year(2026), map_date=MAP, by=None, at=NOON)
    assert diff(edition) == []

    actions.record_overlap(indicator="TT01", place=commune(1).pk, period=year(2026), value=4, systems=BOTH,
                           source=from_report(91), by=None, at=NOON + timedelta(hours=1))  # fmt: skip

    found = {(one.unit, one.system): (one.before, one.after) for one in diff(edition)}
    assert found == {(province.pk, ""): (28, 24), (commune(1).pk, ""): (17, 13)}


def test_an_overlap_of_a_whole_unit_is_not_taken_off_what_its_own_bodies_did(province):
    for system, value in zip(BOTH, (3, 2), strict=True):
        actions.put([a_value("TT01", a_body(province, system), month(2026, 3), value)], standing=ACCEPTED,
                    source=from_report(50 + value), by=None, at=NOON)  # fmt: skip
    together(province, 6)

    found = table(unit=province.pk, ranges=[year(2026).range], on=MAP, indicators=["TT01"])

    lines = {(line.kind, line.unit): total.value for (line, _, _, system), total in found.cells.items() if not system}
    assert lines == {("all", commune(1).pk): 17, ("all", commune(2).pk): 11, ("own", province.pk): 5}
    assert all_parties(province) == 27


def test_an_overlap_of_a_unit_that_was_divided_is_divided_as_its_figures_are(province):
    old = a_place("xa:9", Level.COMMUNE, province, valid_to=REFORM)
    becomes(old, commune(1), commune(2), shares=(600_000, 400_000))
    for system in BOTH:
        actions.put([a_value("TT01", a_body(old, system), year(2024), 5)], standing=ACCEPTED,
                    source=from_report(80), by=None, at=NOON)  # fmt: skip
    together(old, 5, year(2024))

    assert [all_parties(unit, year(2024)) for unit in (province, commune(1), commune(2))] == [5, 3, 2]


def test_what_was_said_of_the_whole_is_not_taken_off_a_part_of_it(province):
    a_breakdown(Indicator.objects.get(code="TT01"), "thon", "nơi")
    for number, body in enumerate(Body.objects.filter(place=commune(1)).order_by("pk")):
        actions.put([a_value("TT01", body, month(2026, 3), 4, breakdown="thon")], standing=ACCEPTED,
                    source=from_report(70 + number), by=None, at=NOON)  # fmt: skip
    together(province, 6)

    made = totals(unit=province.pk, period=year(2026).range, on=MAP, indicators=["TT01"], breakdown="thon")

    assert next(one.value for one in made if one.system is None) == 8

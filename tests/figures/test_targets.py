"""A count is set against what its own party was to reach, as a whole."""

from datetime import date

import pytest

from phoihop.core.actor import System
from phoihop.figures import actions
from phoihop.indicators.models import Indicator
from tests.figures.country import ACCEPTED, NOON, a_body, a_breakdown, a_value, from_report, year

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def asked(**more):
    given = {"chi-tieu": "TT01", "don-vi": "tinh:37", "ky": year(2026).code, "ban-do": date(2026, 11, 21)}
    return given | {"he-thong": "mttq"} | more


def target(story, value, system):
    actions.set_target(
        indicator="TT01", place=story.province.pk, period=year(2026), value=value, source=from_report(80),
        system=system, by=None, at=NOON,
    )  # fmt: skip


def test_one_party_is_not_set_against_the_target_of_all_together(story, reader):
    """40 of the police are no 40 % of the 100 that all parties are to reach together."""
    police = a_body(story.communes[0].place, System.POLICE)
    values = [a_value("TT01", police, year(2026), 40)]
    actions.put(values, standing=ACCEPTED, source=from_report(81), by=None, at=NOON)
    target(story, 100, None)
    client = reader("NB")

    assert client.get("/so-lieu/", asked(**{"he-thong": "cong_an"})).context["against"] == ""

    target(story, 50, System.POLICE)
    assert client.get("/so-lieu/", asked(**{"he-thong": "cong_an"})).context["against"] == "đạt 80\xa0% chỉ tiêu"


def test_all_parties_together_are_set_against_the_target_of_all(story, reader):
    Indicator.objects.filter(code="TT01").update(over_systems="sum")
    police = a_body(story.communes[0].place, System.POLICE)
    values = [a_value("TT01", police, year(2026), 46)]
    actions.put(values, standing=ACCEPTED, source=from_report(81), by=None, at=NOON)
    target(story, 200, None)

    # 54 of the Front (5 + 10 + 15 of January, 24 of February), 46 of the police
    assert reader("NB").get("/so-lieu/", asked(**{"he-thong": ""})).context["against"] == "đạt 50\xa0% chỉ tiêu"


def test_a_part_is_not_set_against_the_target_of_the_whole(story, reader):
    a_breakdown(Indicator.objects.get(code="TT01"), "hs", "cho ai", "of_which")
    one = story.communes[0]
    values = [a_value("TT01", one, year(2026), 40), a_value("TT01", one, year(2026), 10, breakdown="hs")]
    actions.put(values, standing=ACCEPTED, source=from_report(81), by=None, at=NOON)
    target(story, 110, System.FRONT)
    client = reader("NB")

    # 40, 10 and 15
    assert client.get("/so-lieu/", asked()).context["against"] == "đạt 59,1\xa0% chỉ tiêu"
    assert client.get("/so-lieu/", asked(**{"phan-to": "hs"})).context["against"] == ""

"""A number against the period before: only what the same units reported is compared, and the page says so."""

from urllib.parse import urlencode

import pytest

from phoihop.core.actor import Level, System
from phoihop.figures import actions
from phoihop.figures.forms.asking import Asking
from phoihop.figures.queries.geography import groups_of
from phoihop.figures.queries.reporting import reporters
from phoihop.figures.rules.grouping import Group
from phoihop.figures.rules.questions import Question
from phoihop.figures.rules.values import SYSTEM_NUMBERS
from phoihop.indicators.models import Indicator
from phoihop.places.models import Population
from tests.figures.conftest import named
from tests.figures.country import ACCEPTED, NOON, a_body, a_place, a_value, from_report, year

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def asked(unit, **more):
    return urlencode({"chi-tieu": "TT01", "don-vi": unit, "ky": year(2026).code, "ban-do": "2026-11-21",
                      "he-thong": "mttq"} | more)  # fmt: skip


def put(body, period, value):
    actions.put([a_value("TT01", body, period, value)], standing=ACCEPTED, source=from_report(900 + body.pk), by=None,
                at=NOON)  # fmt: skip


@pytest.fixture
def missing(story):
    """A fourth commune that has a figure of last year and none of this one."""
    body = a_body(a_place("xa:9", Level.COMMUNE, story.province))
    named(body)
    put(body, year(2025), 500)
    return body


def test_the_same_units_are_compared_without_a_word(story, reader):
    page = reader("NB").get(f"/so-lieu/?{asked('tinh:37')}")

    assert page.context["trend"] == "bằng 90\N{NO-BREAK SPACE}% cả năm 2025"
    assert (page.context["unlike"], page.context["partial"]) == (False, False)


def test_units_without_a_figure_now_are_left_out_on_both_sides(story, reader, missing):
    page = reader("NB").get(f"/so-lieu/?{asked('tinh:37')}")

    assert page.context["said"] == "54 buổi"
    assert page.context["trend"] == (
        "bằng 90\N{NO-BREAK SPACE}% cả năm 2025 nếu chỉ tính 3 đơn vị có đủ số ở cả hai kỳ"
    )


def test_a_province_of_which_other_communes_reported_is_not_compared_and_has_no_rate(story, reader, missing):
    Population.objects.create(place=story.province, on=NOON.date(), people=10_000, source="Niên giám",
                                   entered_by="Thử", entered_at=NOON)  # fmt: skip
    page = reader("TW").get(f"/so-lieu/?{asked('VN')}")

    row = next(row for row in page.context["table"].rows if row.unit == story.province.pk)
    assert (len(row.reported), len(row.reported_before), row.of, row.per) == (3, 4, 4, None)
    assert "– (3 và 4 đơn vị)" in page.content.decode()
    assert page.context["trend"] == "chưa so được với năm 2025 vì chưa đơn vị nào bên dưới có đủ số ở cả hai kỳ"
    assert (page.context["unlike"], page.context["partial"]) == (True, True)


def test_the_country_and_a_province_are_told_the_same_reporters_of_one_system_and_of_all(story, missing):
    police = a_body(a_place("xa:8", Level.COMMUNE, story.province), System.POLICE)
    put(police, year(2026), 3)
    indicator, of = Indicator.objects.get(code="TT01"), (year(2026), year(2025))
    communes = {body.place_id for body in story.communes}

    for unit in (story.province, story.country):
        groups = groups_of(unit.pk, NOON.date(), children=False)
        for system, now, before in (
            (System.FRONT, communes, {*communes, missing.place_id}),
            (System.POLICE, {police.place_id}, set()),
            (None, {*communes, police.place_id}, {*communes, missing.place_id}),
        ):
            said = reporters(Question("TT01", unit.key, of[0], NOON.date(), system), indicator, groups, of)
            found = [{place for place, _ in said.get((Group(unit.pk), period), ())} for period in of]
            parties = {party for reported in said.values() for _, party in reported}
            assert parties <= ({SYSTEM_NUMBERS[system]} if system else {*SYSTEM_NUMBERS.values()})

            assert found == [now, before], (unit.key, system)


def test_what_does_not_add_up_over_units_is_not_compared_where_they_differ(story, reader, missing):
    Indicator.objects.filter(code="TT01").update(over_units="none")
    put(story.bodies["NB"], year(2025), 7)
    put(story.bodies["NB"], year(2026), 8)

    page = reader("NB").get(f"/so-lieu/?{asked('tinh:37')}")

    assert page.context["trend"] == "chưa so được với năm 2025 vì đơn vị có số ở hai kỳ không giống nhau"


def test_where_the_lines_are_closed_totals_of_other_units_are_not_compared(story, reader, missing, monkeypatch):
    monkeypatch.setattr(Asking, "lines_open", False)
    page = reader("NB").get(f"/so-lieu/?{asked('tinh:37')}")

    assert page.context["trend"] == "chưa so được với năm 2025 vì đơn vị có số ở hai kỳ không giống nhau"
    assert page.context["of"] == 0


def test_the_country_is_called_the_whole_country(story, reader):
    assert reader("TW").get(f"/so-lieu/?{asked('VN')}").context["unit_name"] == "Cả nước"


def test_shares_of_a_column_have_the_same_decimals(story, reader):
    text = reader("NB").get(f"/so-lieu/?{asked('tinh:37')}").content.decode()

    assert [share in text for share in ("290,0\N{NO-BREAK SPACE}%", "50,0\N{NO-BREAK SPACE}%")] == [True, True]

"""The page of one indicator: trends, an unfinished period, inhabitants, an edition."""

from datetime import date
from urllib.parse import urlencode

import pytest
from django.db.models import F

from phoihop.core.actor import Level, System
from phoihop.core.periods import Period
from phoihop.figures import actions
from phoihop.figures.forms.asking import period_label
from phoihop.indicators.models import Indicator
from phoihop.places import actions as places
from tests.figures.country import ACCEPTED, NOON, a_body, a_place, a_value, an_indicator, from_report, month, year

TODAY = date(2026, 11, 21)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def asked(unit="tinh:37", ky=None, **more):
    given = {"chi-tieu": "TT01", "don-vi": unit, "ky": (ky or year(2026)).code, "ban-do": "2026-11-21"}
    return urlencode(given | {"he-thong": "mttq"} | more)


def test_an_unfinished_year_is_a_share_of_the_whole_one_before_and_says_until_when(story, reader):
    page = reader("NB").get(f"/so-lieu/?{asked()}")

    assert (page.context["open"], page.context["trend"]) == (True, "bằng 90\xa0% cả năm 2025")
    text = page.content.decode()
    assert "chưa hết kỳ, theo số liệu ghi đến ngày 21/11/2026" in text
    assert "So với cả năm 2025" in text
    assert "Tăng, giảm" not in text
    drawn = page.context["trends"]["charts"][0]
    assert (drawn["labels"][-1], drawn["values"][-2:], drawn["open"]) == ("2026", [60, 54], True)


def test_a_whole_year_moves_against_the_year_before(story, reader):
    actions.put([a_value("TT01", story.communes[0], year(2024), 5)], standing=ACCEPTED, source=from_report(1),
                by=None, at=NOON)  # fmt: skip
    page = reader("NB").get(f"/so-lieu/?{asked(ky=year(2025))}")

    assert (page.context["open"], page.context["trend"]) == (
        False,
        "+5 so với năm 2024 nếu chỉ tính 1 đơn vị có đủ số ở cả hai kỳ",
    )
    assert page.context["trends"]["charts"][0]["open"] is False


def test_months_are_drawn_over_the_same_months_of_the_year_before_in_grey(story, reader):
    actions.put([a_value("TT01", story.communes[0], month(2025, 2), 7)], standing=ACCEPTED, source=from_report(5),
                by=None, at=NOON)  # fmt: skip
    drawn = reader("NB").get(f"/so-lieu/?{asked(ky=month(2026, 2))}").context["trends"]

    assert (drawn["now"], drawn["before"]) == ("Năm 2026", "Năm 2025")
    assert (drawn["charts"][0]["values"][:2], drawn["charts"][0]["before"][:2]) == ([30, 24], [None, 7])


def test_units_are_set_against_their_inhabitants_and_ranked_by_them(story, reader):
    places.state_population({"xa:1": 20_000, "xa:3": 5_000}, on=date(2025, 12, 31), source="Niên giám",
                            by=None, at=NOON)  # fmt: skip
    page = reader("NB").get(f"/so-lieu/?{asked(xep='van-dan')}")

    rows = page.context["table"].rows
    assert [(row.rank, row.name, row.per) for row in rows] == [
        (1, "Xa xa:3", 30.0),
        (2, "Xa xa:1", 14.5),
        (None, "Xa xa:2", None),
    ]
    assert page.context["uncounted"] == 1
    assert "1 đơn vị chưa có dân số" in page.content.decode()


def test_without_population_the_page_says_so(story, reader):
    text = reader("NB").get(f"/so-lieu/?{asked()}").content.decode()

    assert "Chưa có dân số của các đơn vị này" in text
    assert "Trên 1 vạn dân</th>" not in text


def test_an_edition_shows_its_own_numbers_in_the_table_and_its_file(story, reader):
    edition = actions.freeze(
        name="Bản 1", place=story.province.pk, period=year(2026), map_date=TODAY, by=None, at=NOON
    )  # fmt: skip
    actions.put([a_value("TT01", story.communes[1], month(2026, 1), 40)], standing=ACCEPTED, source=from_report(2),
                by=None, at=NOON, reason="Nộp bổ sung")  # fmt: skip
    client = reader("NB")

    page = client.get(f"/so-lieu/?{asked(**{'ban-chot': edition.pk})}")
    assert page.context["said"] == "54 buổi"
    assert [row.value for row in page.context["table"].rows] == [29, 15, 10]
    assert client.get(f"/so-lieu/?{asked()}").context["said"] == "84 buổi"
    told = client.get(f"/so-lieu/?{asked(**{'ban-chot': edition.pk})}&tai=csv").content.decode("utf-8-sig")
    assert "Số liệu chốt,Bản 1" in told
    assert edition.digest in told


def test_a_commune_sees_its_own_number_and_no_empty_ranking(story, reader):
    page = reader("0").get(f"/so-lieu/?{asked('xa:1')}")

    assert page.context["said"] == "29 buổi"
    text = page.content.decode()
    assert "Đơn vị cấp cơ sở" in text
    assert 'id="theo-don-vi"' not in text


def test_names_lead_down_and_the_path_leads_up(story, reader):
    client = reader("TW")
    page = client.get(f"/so-lieu/?{asked('VN')}")
    below = next(line.href for line in page.context["table"].body if "Tinh tinh:37" in line.cells[0].text)

    page = client.get(f"/so-lieu/{below}")
    assert page.context["unit_name"] == "Tinh tinh:37"
    assert page.context["crumbs"][0][0] == "Cả nước"
    assert client.get(f"/so-lieu/{page.context['crumbs'][0][1]}").context["unit_name"] != "Tinh tinh:37"


def test_figures_open_on_the_readers_own_system_and_another_can_be_chosen(story, reader):
    """The first indicator of the catalogue was counted by the police only: no reader of the front lands there."""
    Indicator.objects.update(order=F("order") + 1)
    an_indicator("TM01")
    Indicator.objects.filter(code="TM01").update(order=0)
    police = a_body(a_place("xa:8", Level.COMMUNE, story.province), System.POLICE)
    actions.put([a_value("TM01", police, year(2026), 4)], standing=ACCEPTED, source=from_report(8), by=None,
                at=NOON)  # fmt: skip
    client = reader("NB")
    page = client.get("/so-lieu/")

    assert (page.context["question"].indicator, page.context["question"].system) == ("TT01", System.FRONT)
    assert page.context["said"] == "54 buổi"
    page = client.get(f"/so-lieu/?{urlencode({'chi-tieu': 'TM01'})}")
    assert page.context["question"].system == System.FRONT
    assert page.context["chosen"]["systems"] == [
        ("cong_an", "Công an", False),
        ("mttq", "Mặt trận Tổ quốc", True),
    ]
    assert 'name="he-thong"' in page.content.decode()


def test_a_rate_is_compared_in_points_and_doubted_over_a_hundred(story, reader):
    """83,78 % after 82,95 % is 0,83 points more, not 1 per cent; 24 settled of 19 cannot be."""
    settled, all_of = an_indicator("HG04"), an_indicator("HG03")
    an_indicator("HG05", numerator=settled, denominator=all_of)
    Indicator.objects.filter(code="HG05").update(unit="%", scale=2)
    for commune, period, part, whole in (
        (story.communes[0], year(2024), 73, 88),
        (story.communes[0], year(2025), 62, 74),
        (story.communes[1], year(2024), 10, 10),
        (story.communes[1], year(2025), 24, 19),
    ):
        actions.put([a_value("HG04", commune, period, part), a_value("HG03", commune, period, whole)],
                    standing=ACCEPTED, source=from_report(500), by=None, at=NOON)  # fmt: skip
    page = reader("NB").get(f"/so-lieu/?{asked(ky=year(2025), **{'chi-tieu': 'HG05'})}")

    assert (page.context["said"], page.context["trend"]) == (
        "92,47\xa0%",
        "tăng 7,8 điểm phần trăm so với năm 2024",
    )
    cells = {line.cells[0].text: [cell.text for cell in line.cells] for line in page.context["table"].body}
    assert "tăng 0,8 điểm phần trăm" in cells["Xa xa:1"]
    assert "126,32\xa0% (trên 100\xa0%, mời xem lại)" in page.content.decode()
    assert page.context["trends"]["charts"][0]["moved"] == "tăng 7,8 điểm phần trăm"


def test_growth_is_told_one_way_in_a_column(story, reader):
    for commune, before in zip(story.communes, (4, 19, 100), strict=False):
        actions.put([a_value("TT01", commune, year(2024), before)], standing=ACCEPTED, source=from_report(7),
                    by=None, at=NOON)  # fmt: skip
    page = reader("NB").get(f"/so-lieu/?{asked(ky=year(2025))}")
    table = page.context["table"]

    told = {column.key: [column.value(row) for row in table.rows] for column in table.columns}
    assert told["tang"] == ["−70", "+1", "+6"]
    assert told["tyle"] == ["−70,0\xa0%", "+5,3\xa0%", "+150,0\xa0%"]


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("thang:2026:3", "Tháng 3/2026"),
        ("quy:2026:4", "Quý IV/2026"),
        ("nua_nam:2026:2", "6 tháng cuối năm 2026"),
        ("chin_thang:2026:1", "9 tháng năm 2026"),
        ("nam:2026:1", "Năm 2026"),
        ("giai_doan:2022:2026", "2022–2026"),
    ],
)
def test_a_period_is_called_as_offices_call_it(code, label):
    assert period_label(Period.from_code(f"hanh_chinh:{code}")) == label

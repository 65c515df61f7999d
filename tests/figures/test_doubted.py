"""What the page of doubts and the panel say of numbers that do not go together."""

import csv
import io
from datetime import date
from urllib.parse import urlencode

import pytest

from phoihop.core.actor import Level, System
from phoihop.figures import actions
from phoihop.figures.forms.panel import panel
from phoihop.figures.queries.explaining import explain
from phoihop.figures.rules.questions import Question
from phoihop.figures.rules.values import Coverage, State
from phoihop.indicators.models import Indicator
from tests.figures.conftest import named
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
    half,
    month,
    nine_months,
    span,
    year,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def say(number, *values):
    actions.put(values, standing=ACCEPTED, source=from_report(number), by=None, at=NOON)


def doubted(client, code, period):
    given = {"chi-tieu": code, "don-vi": "tinh:37", "ky": period.code, "he-thong": "mttq", "ban-do": "2026-11-21"}
    return [
        (row["name"], row["period"], row["said"])
        for row in client.get("/so-lieu/chat-luong/", given).context["left_out"]
    ]


def test_a_rate_of_what_not_the_same_units_said_names_those_that_said_one_half_alone(story):
    """50 of 100 by the first, 30 of nothing by the second: 80 %, and the panel says whose half is missing."""
    top, bottom = an_indicator("HG04"), an_indicator("HG03")
    an_indicator("HG05", units="none", time="none", numerator=top, denominator=bottom, scale=2)
    one, other, third = story.communes
    say(70, a_value("HG03", one, year(2026), 100), a_value("HG04", one, year(2026), 50))
    asked = Question("HG05", "tinh:37", year(2026), date(2026, 11, 21), System.FRONT)
    assert explain(asked).one_half == ((), ())

    say(71, a_value("HG04", other, year(2026), 30))
    say(72, a_value("HG03", third, year(2026), 60))

    found = explain(asked)
    assert (found.total.value, found.one_half) == (5000, (("Xa xa:2",), ("Xa xa:3",)))
    facts = dict(panel(found, sample=False)["facts"])
    assert facts["Cần xem lại"] == (
        "1 đơn vị chỉ có tử số, không có mẫu số: Xa xa:2. 1 đơn vị chỉ có mẫu số, không có tử số: Xa xa:3. "
        "Tỷ lệ vẫn tính cả những số này."
    )


def test_nine_months_beside_a_second_half_leave_the_last_quarter_out_and_the_page_says_so(story, reader):
    an_indicator("MH01")
    one, client = story.communes[0], reader("NB")
    say(70, a_value("MH01", one, nine_months(2026), 50), a_value("MH01", one, half(2026, 2), 40))

    assert doubted(client, "MH01", year(2026)) == [("Mặt trận xa:1", "6 tháng cuối năm 2026", "40")]

    say(71, a_value("MH01", one, half(2026, 1), 30))
    assert doubted(client, "MH01", year(2026)) == []


def test_a_stock_of_a_commune_divided_without_shares_is_named_while_one_heir_is_silent(story, reader):
    old = a_place("xa63:1", Level.COMMUNE, story.province, valid_to=REFORM)
    becomes(old, *(body.place for body in story.communes[:2]))
    before, years = a_body(old), span(2024, 2026)
    named(before)
    an_indicator("MH09", time="last")
    say(70, a_value("MH09", before, year(2024), 8))
    client = reader("NB")
    assert doubted(client, "MH09", years) == []

    say(71, a_value("MH09", story.communes[0], year(2026), 3))
    assert doubted(client, "MH09", years) == [("Mặt trận xa63:1", "Năm 2024", "8")]

    say(72, a_value("MH09", story.communes[1], year(2026), 4))
    assert doubted(client, "MH09", years) == []


def test_a_unit_to_which_the_indicator_does_not_apply_is_not_one_that_is_missing(story, reader):
    """Of three communes one has 4, one says that it does not apply (for two years), one nothing."""
    an_indicator("MH01")
    one, other, third = story.communes
    say(70, a_value("MH01", one, year(2026), 4))
    say(71, *(a_value("MH01", other, year(of), None, state=State.NOT_APPLICABLE) for of in (2025, 2026)))
    years, client = span(2025, 2026), reader("NB")
    given = {"chi-tieu": "MH01", "don-vi": "tinh:37", "ky": years.code, "he-thong": "mttq", "ban-do": "2026-11-21"}

    told = client.get("/api/so-lieu/giai-thich", given).json()
    assert told["coverage"] == {"counted": 1, "excused": 1, "of": 3}
    shown = panel(explain(Question("MH01", "tinh:37", years, date(2026, 11, 21), System.FRONT)), sample=False)
    assert dict(shown["facts"])["Độ phủ"] == "1 trên 3 đơn vị có số liệu, 1 đơn vị không áp dụng, 1 đơn vị chưa có."
    assert shown["steps"][0]["note"] == "1 đơn vị không áp dụng."
    rows = {row["unit"]: (row["value"], row["excused"]) for row in client.get("/api/so-lieu/tong-hop", given).json()}
    assert rows == {one.place_id: (4, 0), other.place_id: (None, 2)}
    sheet = client.get("/so-lieu/", given | {"tai": "csv"}).content.decode("utf-8-sig")
    said = {row[1]: row[2] for row in csv.reader(io.StringIO(sheet)) if len(row) > 2 and row[1].startswith("Xa xa:")}
    assert said == {"Xa xa:1": "", "Xa xa:2": "không áp dụng", "Xa xa:3": ""}

    say(71, a_value("MH01", other, year(2026), 6))
    shown = panel(explain(Question("MH01", "tinh:37", years, date(2026, 11, 21), System.FRONT)), sample=False)
    assert dict(shown["facts"])["Độ phủ"] == "2 trên 3 đơn vị có số liệu, 1 đơn vị chưa có."
    assert third.place_id not in rows


def test_a_rate_that_a_unit_states_itself_stands_beside_the_one_divided_from_halves(story):
    """80 % of the first half-year, said as such; of the whole year 77 of 100. On both panels, and never added."""
    top, bottom = an_indicator("HG04"), an_indicator("HG03")
    an_indicator("HG05", units="none", time="none", numerator=top, denominator=bottom, scale=2)
    one = story.communes[0]
    say(70, a_value("HG05", one, half(2026, 1), 8000))
    say(72, a_value("HG03", one, year(2026), 100), a_value("HG04", one, year(2026), 77))
    province, commune = (
        panel(explain(Question("HG05", unit, year(2026), date(2026, 11, 21), System.FRONT)), sample=False)
        for unit in ("tinh:37", "xa:1")
    )

    assert dict(province["facts"])["Tỷ lệ ghi thẳng"] == (
        "1 đơn vị ghi thẳng tỷ lệ: Xa xa:1. Tỷ lệ không cộng được nên không nằm trong số này."
    )
    assert "Tỷ lệ ghi thẳng" not in dict(commune["facts"])
    assert [(step["value"], step.get("note", "")) for step in commune["steps"]][-1] == (
        "80",
        "6 tháng đầu năm 2026; đơn vị ghi thẳng tỷ lệ, để đối chiếu, không dùng để tính",
    )
    assert len(commune["steps"]) == 3


def test_what_a_unit_states_as_a_rate_of_its_area_is_not_lost_where_its_halves_stand_in(story):
    top, bottom = an_indicator("HG04"), an_indicator("HG03")
    an_indicator("HG05", units="none", time="none", numerator=top, denominator=bottom, scale=2)
    body = story.bodies["HT"]
    say(71, a_value("HG05", body, half(2026, 1), 8100, coverage=Coverage.AREA))
    say(72, *(a_value(code, body, half(2026, 2), value, coverage=Coverage.AREA)
              for code, value in (("HG03", 100), ("HG04", 77))))  # fmt: skip

    found = explain(Question("HG05", "tinh:42", year(2026), date(2026, 11, 21), System.FRONT))

    assert (found.total.value, [one.value for one in found.beside]) == (7700, [8100])


def test_a_part_of_a_stock_of_an_earlier_month_than_the_stock_says_so(story, reader):
    """10 models in February, 4 of them of one kind; 12 in April, of which nobody said the kinds."""
    a_breakdown(Indicator.objects.get(code="MH03"), "ca", "bên", "of_which")
    one, client = story.communes[1], reader("NB")
    say(70, a_value("MH03", one, month(2026, 2), 10), a_value("MH03", one, month(2026, 2), 4, breakdown="ca"))

    def facts(unit):
        asked = Question("MH03", unit, year(2026), date(2026, 11, 21), System.FRONT, breakdown="ca")
        return dict(panel(explain(asked), sample=False)["facts"]).get("Kỳ của phân tổ")

    pivot = "/so-lieu/bang/?" + urlencode({"chi-tieu": "MH03", "don-vi": "tinh:37", "ky": year(2026).code,
                                           "he-thong": "mttq", "hang": "don-vi", "cot": "phan-to"})  # fmt: skip
    assert (facts("xa:2"), facts("tinh:37"), client.get(pivot).context["older"]) == (None, None, False)

    say(71, a_value("MH03", one, month(2026, 4), 12))

    assert facts("xa:2") == "Tổng đã có số của kỳ sau, phân tổ này thì chưa: hai số không cùng một kỳ."
    assert facts("tinh:37") == (
        "1 đơn vị có tổng của kỳ sau mà phân tổ còn của kỳ trước: cộng các phân tổ có thể không bằng tổng."
    )
    page = client.get(pivot)
    assert page.context["older"]
    assert "cộng các phân tổ có thể không bằng tổng" in page.content.decode()

"""What the page of doubts and the panel say of numbers that do not go together."""

import csv
import io
from datetime import date

import pytest

from phoihop.core.actor import Level, System
from phoihop.figures import actions
from phoihop.figures.forms.panel import panel
from phoihop.figures.queries.explaining import explain
from phoihop.figures.rules.questions import Question
from phoihop.figures.rules.values import State
from tests.figures.conftest import named
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
    half,
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

"""The pivot (bảng chéo): any two axes crossed, columns nested, a breakdown, and as an edition froze it."""

import csv
import io
from urllib.parse import urlencode

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from phoihop.figures import actions
from phoihop.figures.rules.values import Standing
from phoihop.indicators.models import Indicator
from tests.figures.conftest import asked
from tests.figures.country import ACCEPTED, NOON, a_breakdown, a_value, an_indicator, from_report, year

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def test_the_workbook_of_a_pivot_names_what_it_counts_and_every_period(story, reader):
    many = f"{asked()}&{urlencode([('ky', year(2025).code)])}"
    answer = reader("NB").get(f"/so-lieu/bang/?{many}&tai=xlsx")

    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    above = [book["Số liệu"].cell(row, 1).value for row in (1, 2, 3)]
    assert above[0] == "Bảng chéo, Tinh tinh:37"
    assert above[1] == "TT01 Chỉ tiêu TT01 (buổi). Mặt trận Tổ quốc; Năm 2025, Năm 2026."
    assert above[2] == "Theo địa giới hành chính ngày 21/11/2026. Số liệu ghi đến ngày 21/11/2026."
    told = {row[0].value: row[1].value for row in book["Giải thích"].iter_rows()}
    assert told["Kỳ"] == "Năm 2025; Năm 2026"
    assert told["Địa chỉ trên hệ thống"].startswith("/so-lieu/bang/?")
    assert not any("[[so:" in str(text) for text in told.values())


def test_the_pivot_crosses_any_two_axes_and_each_view_has_its_address(story, reader):
    client = reader("NB")
    many = asked() + "&" + urlencode([("ky", year(2025).code), ("chi-tieu", "MH03")])
    page = client.get(f"/so-lieu/bang/?{asked()}&ky={year(2025).code}&hang=don-vi&cot=ky")
    assert page.context["heads"] == ["Năm 2025", "Năm 2026 (ghi đến 21/11/2026)"]
    name, cells, _ = page.context["rows"][-1]
    assert (name, [text for text, _ in cells]) == ("Tinh tinh:37", ["60", "54"])

    page = client.get(f"/so-lieu/bang/?{many}&hang=chi-tieu&cot=ky")
    assert next(cells for _, cells, _ in page.context["rows"])[0][0] == "60"
    assert client.get(f"/so-lieu/bang/?{many}&hang=ky&cot=ky").status_code == 404
    assert client.get("/so-lieu/bang/?chi-tieu").context["picked"] == {"TT01"}


NESTED = [
    f"{code}, {period}"
    for code in ("TT01 Chỉ tiêu TT01 (buổi)", "MH03 Chỉ tiêu MH03 (buổi)")
    for period in ("Năm 2025", "Năm 2026 (ghi đến 21/11/2026)")
]


def test_indicators_that_stand_on_no_side_of_the_pivot_are_nested_in_its_columns(story, reader):
    """Page, workbook, CSV, Parquet and the files' name hold the same two indicators."""
    many = f"{asked()}&{urlencode([('ky', year(2025).code), ('chi-tieu', 'MH03')])}&hang=don-vi&cot=ky"
    client = reader("NB")
    page = client.get(f"/so-lieu/bang/?{many}")

    assert (page.context["heads"], page.context["one"], page.context["left_out"]) == (NESTED, "", [])
    assert page.context["head_rows"] == [
        [("TT01 Chỉ tiêu TT01 (buổi)", 2), ("MH03 Chỉ tiêu MH03 (buổi)", 2)],
        [("Năm 2025", 1), ("Năm 2026 (ghi đến 21/11/2026)", 1)] * 2,
    ]
    name, cells, _ = page.context["rows"][-1]
    said = [text for text, _ in cells]
    assert (name, said[:2]) == ("Tinh tinh:37", ["60", "54"])

    found = client.get(f"/so-lieu/bang/?{many}&tai=xlsx")
    assert found["Content-Disposition"] == 'attachment; filename="so-lieu-bang-TT01-MH03-20261121.xlsx"'
    table = openpyxl.load_workbook(io.BytesIO(found.content))["Số liệu"]
    lines = [[cell.value for cell in row] for row in table.iter_rows(min_row=5)]
    assert lines[0] == ["Đơn vị", *NESTED]
    assert lines[-1][:3] == ["Tinh tinh:37", 60, 54]
    text = client.get(f"/so-lieu/bang/?{many}&tai=csv").content.decode("utf-8-sig")
    assert next(csv.reader(io.StringIO(text))) == ["Đơn vị", *NESTED]
    assert client.get(f"/so-lieu/bang/?{many}&tai=parquet").content.count(
        "MH03 Chỉ tiêu MH03 (buổi), Năm 2025".encode()
    )


def test_periods_that_stand_on_no_side_of_the_pivot_are_nested_under_each_indicator(story, reader):
    many = f"{asked()}&{urlencode([('ky', year(2025).code), ('chi-tieu', 'MH03')])}"
    client = reader("NB")
    assert client.get(f"/so-lieu/bang/?{many}&hang=don-vi&cot=chi-tieu").context["heads"] == NESTED
    page = client.get(f"/so-lieu/bang/?{many}&hang=chi-tieu&cot=he-thong")
    assert page.context["heads"] == [
        f"{period}, Mặt trận Tổ quốc" for period in ("Năm 2025", "Năm 2026 (ghi đến 21/11/2026)")
    ]
    alone = client.get(f"/so-lieu/bang/?{asked()}&hang=don-vi&cot=he-thong")
    assert alone.context["one"] == "TT01 Chỉ tiêu TT01, buổi; Năm 2026"


def test_the_pivot_says_what_was_asked_for_and_does_not_stand_in_it(story, reader):
    a_breakdown(Indicator.objects.get(code="MH03"), "ca", "bên chủ trì")
    client = reader("NB")
    page = client.get(f"/so-lieu/bang/?{asked()}&chi-tieu=MH03&hang=don-vi&cot=phan-to")
    why = "Phân tổ của mỗi chỉ tiêu một khác, nên bảng chỉ ghi MH03; không có TT01."
    assert page.context["left_out"] == [why]
    assert why in page.content.decode()


def test_a_pivot_too_wide_to_read_is_refused_with_what_to_do(story, reader, monkeypatch):
    monkeypatch.setattr("phoihop.figures.forms.left_out.COLUMNS", 3)
    many = f"{asked()}&{urlencode([('ky', year(2025).code), ('chi-tieu', 'MH03')])}&hang=don-vi&cot=ky"
    why = (
        "Bảng này có 4 cột, nhiều hơn 3 cột nên không hiển thị. "
        "Bỏ bớt chỉ tiêu hoặc kỳ, hoặc đặt một trong hai ở “Hàng”."
    )
    client = reader("NB")
    page, file = (client.get(f"/so-lieu/bang/?{many}{more}") for more in ("", "&tai=xlsx"))
    assert (page.status_code, page.context["refused"], page.context["heads"]) == (200, why, [])
    assert (file.status_code, file.context["refused"]) == (409, why)


def test_the_pivot_takes_a_breakdown_and_submitted_figures(story, reader):
    for code in ("ca", "mt"):
        a_breakdown(Indicator.objects.get(code="TT01"), code, "bên chủ trì")
    actions.put([a_value("TT01", story.communes[2], year(2024), 9, breakdown="ca"),
                 a_value("TT01", story.communes[2], year(2024), 4, breakdown="mt")],
                standing=Standing.SUBMITTED, source=from_report(400), by=None, at=NOON)  # fmt: skip
    client = reader("NB")

    def rows(**more):
        page = client.get(f"/so-lieu/bang/?{asked(ky=year(2024).code, hang='don-vi', cot='phan-to', **more)}")
        return {name: [text for text, _ in cells] for name, cells, _ in page.context["rows"]}

    assert rows()["Xa xa:3"] == ["–", "–", "–"]
    assert rows(**{"so-lieu": "gui"})["Xa xa:3"] == ["13", "9", "4"]
    assert rows(**{"so-lieu": "gui"})["Tinh tinh:37"] == ["13", "9", "4"]


def test_a_breakdown_of_several_indicators_is_taken_where_each_has_it(story, reader):
    """Another breakdown under the same code, and an indicator without any, are left out and named."""
    for code, name in (("TT01", "Công an chủ trì"), ("MH03", "Công an chủ trì"), ("HG04", "Có Công an")):
        row = Indicator.objects.filter(code=code).first() or an_indicator(code)
        a_breakdown(row, "ca", "bên chủ trì")
        row.breakdowns.update(name=name)
    for code, value in (("TT01", 7), ("MH03", 3), ("HG04", 5)):
        actions.put([a_value(code, story.communes[0], year(2026), value, breakdown="ca")], standing=ACCEPTED,
                    source=from_report(500 + value), by=None, at=NOON)  # fmt: skip
    many = f"{asked(**{'phan-to': 'ca'})}&chi-tieu=MH03&chi-tieu=HG04"
    page = reader("NB").get(f"/so-lieu/bang/?{many}")

    name, cells, _ = page.context["rows"][-1]
    assert (name, [text for text, _ in cells]) == ("Tinh tinh:37", ["7", "3"])
    assert page.context["one"] == "Công an chủ trì"
    assert page.context["left_out"] == ["Không có phân tổ đã chọn nên không đưa vào bảng: HG04."]


class TestThePivotOfAnEdition:
    """A table under an edition says what the edition says, and what it does not hold is named."""

    @pytest.fixture
    def frozen(self, story):
        def freeze(place):
            made = actions.freeze(
                name="Chốt", place=place.pk, period=year(2026), map_date=NOON.date(), by=None, at=NOON
            )
            actions.put([a_value("TT01", story.communes[2], year(2026), 99)], standing=ACCEPTED,
                        source=from_report(3), by=None, at=NOON, reason="Đếm lại")  # fmt: skip
            return {"ban-chot": made.pk}

        return freeze

    def test_its_cells_lead_to_the_frozen_number_and_its_file_says_which(self, story, reader, frozen):
        client, more = reader("NB"), frozen(story.province)
        page = client.get(f"/so-lieu/bang/?{asked(**more)}&ky={year(2025).code}&chi-tieu=MH03")

        said = {name: [text for text, _ in cells] for name, cells, _ in page.context["rows"]}
        assert said["Xa xa:3"] == ["30", "15", "–", "3"]
        assert said["Tinh tinh:37"] == ["60", "54", "–", "6"]
        total = page.context["rows"][-1][1][1][1]
        assert client.get(total).context["ex"]["title"] == "54 buổi"
        told = client.get(f"/so-lieu/bang/?{asked(**more)}&tai=csv").content.decode("utf-8-sig")
        assert ("Số liệu chốt,Chốt" in told, "Xa xa:3,15" in told) == (True, True)

    def test_several_indicators_and_periods_cost_the_same_queries(self, story, reader, frozen):
        client, more = reader("NB"), frozen(story.province)
        counts = []
        for further in ("", f"&ky={year(2025).code}&chi-tieu=MH03"):
            client.get(f"/so-lieu/bang/?{asked(**more)}{further}")
            with CaptureQueriesContext(connection) as seen:
                client.get(f"/so-lieu/bang/?{asked(**more)}{further}")
            counts.append(len(seen))
        assert counts[0] == counts[1]

    def test_of_the_country_it_tells_what_it_holds_and_names_the_rest(self, story, reader, frozen):
        client, more = reader("TW"), frozen(story.country)
        page = client.get(f"/so-lieu/bang/?{asked('VN', **more)}&ky={year(2025).code}")

        assert page.context["heads"] == ["Năm 2026 (ghi đến 21/11/2026)"]
        assert [(name, cells[0][0]) for name, cells, _ in page.context["rows"]] == [
            ("Tinh tinh:37", "54"), ("Tinh tinh:42", "–"), ("Cả nước", "54"),
        ]  # fmt: skip
        assert page.context["left_out"] == ["Số liệu chốt “Chốt” không giữ số của Năm 2025."]

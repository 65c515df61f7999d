"""In files a missing number, one that is not theirs and a zero are three things, as on the page."""

import csv
import io

import duckdb
import openpyxl
import pytest

from phoihop.core.actor import Level
from phoihop.figures import actions
from phoihop.figures.rules.values import State
from phoihop.organisations.models import Body
from tests.figures.conftest import asked, the_police_report
from tests.figures.country import ACCEPTED, NOON, a_body, a_place, a_value, an_indicator, from_report, year

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


@pytest.fixture
def signs(story):
    """Four communes in 2025: one has 10, one had nothing to count (0), one has no such thing, one said nothing."""
    an_indicator("KK01")
    values = ((0, 10, State.NUMBER), (1, 0, State.NUMBER), (2, None, State.NOT_APPLICABLE))
    for number, value, state in values:
        actions.put([a_value("KK01", story.communes[number], year(2025), value, state=state)], standing=ACCEPTED,
                    source=from_report(80 + number), by=None, at=NOON)  # fmt: skip
    a_body(a_place("xa:4", Level.COMMUNE, story.province))
    return {"chi-tieu": "KK01", "ky": year(2025).code}


def of_communes(rows, at=0):
    return {row[at]: row[at + 1 :] for row in rows if str(row[at]).startswith("Xa xa:")}


def test_the_pivot_and_its_files_tell_the_three_apart(signs, reader, tmp_path):
    client = reader("NB")
    page = client.get(f"/so-lieu/bang/?{asked(**signs)}")
    shown = {name: cells[0][0] for name, cells, _ in page.context["rows"]}
    assert shown == {"Xa xa:1": "10", "Xa xa:2": "0", "Xa xa:3": "Không áp dụng", "Xa xa:4": "–", "Tinh tinh:37": "10"}

    text = client.get(f"/so-lieu/bang/?{asked(**signs)}&tai=csv").content.decode("utf-8-sig")
    assert of_communes(row for row in csv.reader(io.StringIO(text)) if row) == {
        "Xa xa:1": ["10"], "Xa xa:2": ["0"], "Xa xa:3": ["x"], "Xa xa:4": ["..."],
    }  # fmt: skip
    assert "“...”: chưa có số liệu (trên màn hình là dấu –); “x”: không áp dụng" in text

    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/so-lieu/bang/?{asked(**signs)}&tai=xlsx").content))
    cells = of_communes([cell.value for cell in row] for row in book["Số liệu"].iter_rows())
    assert cells == {"Xa xa:1": [10], "Xa xa:2": [0], "Xa xa:3": ["x"], "Xa xa:4": ["..."]}
    told = {row[0].value: row[1].value for row in book["Giải thích"].iter_rows()}
    assert told["Ký hiệu"] == (
        "“...”: chưa có số liệu (trên màn hình là dấu –); “x”: không áp dụng, đơn vị không có nội dung này; "
        "“0”: không phát sinh."
    )

    file = tmp_path / "bang.parquet"
    file.write_bytes(client.get(f"/so-lieu/bang/?{asked(**signs)}&tai=parquet").content)
    found = duckdb.sql(f"SELECT * FROM '{file}'")
    assert (found.columns, [str(kind) for kind in found.types]) == (
        ["Đơn vị", "Năm 2025", "Năm 2025 (ký hiệu)"], ["VARCHAR", "DOUBLE", "VARCHAR"],
    )  # fmt: skip
    assert of_communes(found.fetchall()) == {
        "Xa xa:1": (10.0, None), "Xa xa:2": (0.0, None), "Xa xa:3": (None, "x"), "Xa xa:4": (None, "..."),
    }  # fmt: skip


def test_the_table_of_units_tells_them_apart_too_and_a_whole_table_explains_no_sign(signs, story, reader):
    client = reader("NB")
    text = client.get(f"/so-lieu/?{asked(**signs)}&tai=csv").content.decode("utf-8-sig")
    rows = of_communes((row for row in csv.reader(io.StringIO(text)) if len(row) > 1), at=1)
    assert {name: row[1:3] for name, row in rows.items()} == {
        "Xa xa:1": ["10", "..."], "Xa xa:2": ["0", "..."], "Xa xa:3": ["x", "..."], "Xa xa:4": ["...", "..."],
    }  # fmt: skip

    for body, number in ((story.communes[2], 82), (Body.objects.latest("pk"), 99)):
        actions.put([a_value("KK01", body, year(2025), 1)], standing=ACCEPTED, source=from_report(number), by=None,
                    at=NOON)  # fmt: skip
    whole = client.get(f"/so-lieu/bang/?{asked(**signs)}&tai=csv").content.decode("utf-8-sig")
    assert "Ký hiệu" not in whole


def test_what_another_party_has_below_a_province_is_blank_not_missing(signs, story, reader):
    the_police_report(story)

    text = reader("NB").get(f"/so-lieu/bang/?{asked()}&hang=don-vi&cot=he-thong&tai=csv").content.decode("utf-8-sig")

    rows = list(csv.reader(io.StringIO(text)))
    assert ["Ô trống", "Chi tiết của hệ thống khác không hiển thị"] in rows
    assert rows[0] == ["Đơn vị", "Công an", "Mặt trận Tổ quốc"]
    assert {row[0]: row[1:] for row in rows if row and row[0] in ("Xa xa:1", "Xa xa:4", "Tinh tinh:37")} == {
        "Xa xa:1": ["", "29"], "Xa xa:4": ["", "..."], "Tinh tinh:37": ["7", "54"],
    }  # fmt: skip

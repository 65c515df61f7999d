import csv
import hashlib
import io
import json
import re
from pathlib import Path

import openpyxl
import pytest
from django.core import signing
from django.db import connection
from django.test.utils import CaptureQueriesContext

from phoihop.audit.models import Entry
from phoihop.figures import actions, queries
from phoihop.figures.forms import files
from phoihop.figures.forms.files import Leaf
from phoihop.figures.rules.questions import Question
from phoihop.figures.rules.values import Comparator, Coverage
from phoihop.indicators.models import Indicator
from tests.figures.conftest import SENTENCE, asked
from tests.figures.country import ACCEPTED, NOON, a_compiler, a_value, an_indicator, from_report, year

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def test_the_totals_page_shows_units_ranked_with_their_change(story, reader):
    page = reader("NB").get(f"/so-lieu/?{asked()}")

    assert page.status_code == 200
    assert page.context["said"] == "54 buổi"
    assert [(row.rank, row.name, row.now.value, row.before.value) for row in page.context["table"].rows] == [
        (1, "Xa xa:1", 29, 10),
        (2, "Xa xa:3", 15, 30),
        (3, "Xa xa:2", 10, 20),
    ]


def test_equal_numbers_share_a_rank(story, reader):
    actions.put([a_value("TT01", story.communes[1], year(2026), 15)], standing=ACCEPTED, source=from_report(2),
                by=None, at=NOON)  # fmt: skip
    page = reader("NB").get(f"/so-lieu/?{asked()}")

    assert [row.rank for row in page.context["table"].rows] == [1, 2, 2]


@pytest.mark.parametrize("address", ["/so-lieu/", "/so-lieu/giai-thich/", "/so-lieu/bang/", "/so-lieu/chat-luong/"])
def test_pages_cost_the_same_number_of_queries_for_any_number_of_units(story, reader, address):
    client, counts = reader("NB"), []
    client.get(f"{address}?{asked()}")
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(f"{address}?{asked()}").status_code == 200
        counts.append(len(seen))
        for _ in range(3):
            story.commune()

    assert counts[0] == counts[1]


def test_three_steps_lead_from_the_country_to_the_sentence(story, reader):
    client = reader("TW")
    first = client.get(f"/so-lieu/giai-thich/?{asked('VN')}")
    steps = first.context["ex"]["steps"]
    assert steps[1]["parts"][0]["value"] == "54"

    second = client.get(steps[1]["parts"][0]["href"])
    steps = second.context["ex"]["steps"]
    assert [part["value"] for part in steps[1]["parts"]] == ["29", "15", "10"]

    third = client.get(steps[1]["parts"][0]["href"], headers={"HX-Request": "true"})
    paper = third.context["ex"]["steps"][0]
    assert (paper["value"], paper["quote"]["figure"]) == ("24", SENTENCE)
    assert "Lê Thị Mẫu nhập" in paper["read_note"]
    assert SENTENCE in third.content.decode()
    assert "<html" not in third.content.decode()


def test_single_reports_of_another_party_are_not_shown(story, reader):
    story.paper(story.communes[1])
    client = reader("NB")
    found = client.get(f"/so-lieu/giai-thich/?{asked('xa:1')}")
    assert found.context["ex"]["steps"][0]["value"] == "24"
    assert client.get(f"/so-lieu/?{asked('tinh:42')}").status_code == 404
    assert reader("1").get(f"/so-lieu/?{asked('tinh:37')}").status_code == 404


@pytest.mark.parametrize("wrong", ["chi-tieu=XX99", "ky=abc", "don-vi=xa:999", "ban-do=hom-nay", "he-thong=abc"])
def test_a_wrong_address_is_not_found(story, reader, wrong):
    assert reader("NB").get(f"/so-lieu/?{wrong}").status_code == 404


def test_what_a_unit_states_is_beside_the_sum_and_on_the_page_of_doubts(story, reader):
    story.stated(70)
    client = reader("TW")
    page = client.get(f"/so-lieu/giai-thich/?{asked()}")
    assert ("Đơn vị tự báo cáo", "70 (Năm 2026). Hơn số cộng 16.") in page.context["ex"]["facts"]

    page = client.get(f"/so-lieu/chat-luong/?{asked('VN')}")
    shown = {name: value for name, value in page.context["stated"][0].items() if name not in ("choose", "href")}
    assert shown == {"name": "Tinh tinh:37", "sum": "54", "said": "70", "difference": "+16"}
    own = reader("NB").get(f"/so-lieu/chat-luong/?{asked()}")
    assert [row["said"] for row in own.context["stated"]] == ["70"]


def test_a_statement_of_more_than_a_number_is_about_so_much_from_the_sum(story, reader):
    body = story.bodies["NB"]
    actions.put([a_value("TT01", body, year(2026), 70, comparator=Comparator.GT, coverage=Coverage.AREA)],
                standing=ACCEPTED, source=from_report(70), by=None, at=NOON)  # fmt: skip
    page = reader("TW").get(f"/so-lieu/giai-thich/?{asked()}")

    assert ("Đơn vị tự báo cáo", "hơn 70 (Năm 2026). Hơn số cộng khoảng 16.") in page.context["ex"]["facts"]


def test_the_halves_of_a_rate_are_counts_and_a_corrected_rate_is_a_rate(story, reader):
    settled, all_of = an_indicator("HG04"), an_indicator("HG03")
    an_indicator("HG05", numerator=settled, denominator=all_of)
    an_indicator("CC01", units="none")
    Indicator.objects.filter(code__in=("HG05", "CC01")).update(unit="%", scale=2)
    commune = story.communes[0]
    given = [a_value("HG04", commune, year(2026), 77), a_value("HG03", commune, year(2026), 100)]
    actions.put(given, standing=ACCEPTED, source=from_report(1), by=None, at=NOON)
    for value, reason in ((7714, ""), (8000, "Đếm lại")):
        actions.put([a_value("CC01", commune, year(2026), value)], standing=ACCEPTED, source=from_report(2), by=None,
                    at=NOON, reason=reason)  # fmt: skip
    client = reader("NB")

    rate = client.get(f"/so-lieu/giai-thich/?{asked(**{'chi-tieu': 'HG05'})}").context["ex"]
    assert ("Tử số, mẫu số", "77 / 100") in rate["facts"]
    assert [step["value"] for step in rate["steps"]][-2:] == ["77", "100"]
    printed = client.get(f"/so-lieu/giai-thich/ban-ke/?{asked(**{'chi-tieu': 'HG05'})}")
    assert [value for _, value in printed.context["parts"]][-2:] == ["77", "100"]
    corrected = client.get(f"/so-lieu/giai-thich/?{asked(commune.place.key, **{'chi-tieu': 'CC01'})}").context["ex"]
    assert "trước đây ghi 77,14\xa0%, sửa vì: Đếm lại" in corrected["steps"][-1]["note"]


def test_differing_sources_stand_side_by_side(story, reader):
    actions.put([a_value("TT01", story.communes[1], year(2026), 44)], standing=ACCEPTED, source=from_report(70),
                by=None, at=NOON)  # fmt: skip
    actions.put([a_value("TT01", story.communes[1], year(2026), 45)], standing=ACCEPTED, source=from_report(71),
                by=None, at=NOON)  # fmt: skip
    page = reader("NB").get(f"/so-lieu/chat-luong/?{asked()}")

    assert [(row["value"], row["in_force"]) for row in page.context["rivals"]] == [("44", True), ("45", False)]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
def test_downloads_carry_their_explanation_and_are_written_down(story, reader, kind):
    answer = reader("NB").get(f"/so-lieu/?{asked()}&tai={kind}")

    assert answer.status_code == 200
    entry = Entry.objects.get(action="figures.exported")
    assert (entry.facts, entry.name) == ({"kind": kind, "rows": 4}, "Phạm Mẫu")
    if kind == "csv":
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert rows[1] == ["1", "Xa xa:1", "", "29", "10", "2"]
        assert ["Theo địa giới hành chính ngày", "21/11/2026"] in rows
    if kind == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        assert [cell.value for cell in book["Số liệu"][6]] == [1, "Xa xa:1", "", 29, 10, 2]
        assert book["Giải thích"]["A1"].value == "Chỉ tiêu"


PAYLOADS = [start + rest for start in ("=", "+", "-", "@", "\t=", " =", "＝", "\ufeff=") for rest in
            ("1+1", "cmd|' /C calc'!A0", "SUM(A1:A9)", "HYPERLINK(\"http://x\")", "IMPORTXML(1)")]  # fmt: skip


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_of_a_download_is_a_formula_and_numbers_stay_numbers(payload):
    leaf = Leaf("x", ["Đơn vị", payload], [[payload, -5]], [(payload, payload)])

    book = openpyxl.load_workbook(io.BytesIO(files.as_xlsx(leaf)))
    assert {cell.data_type for sheet in book for row in sheet for cell in row} <= {"s", "n"}
    assert book["Số liệu"]["B2"].value == -5
    rows = list(csv.reader(io.StringIO(files.as_csv(leaf).decode("utf-8-sig"))))
    assert (rows[1][0], rows[1][1]) == (f"'{payload}", "-5")


def test_the_manifest_of_a_province_tells_every_report_below_on_demand(story, reader):
    client, deep = reader("NB"), f"{asked()}&tat-ca=1"
    short, long = (client.get(f"/so-lieu/giai-thich/ban-ke/?{ask}") for ask in (asked(), deep))

    assert (short.context["said"], short.context["may_deepen"]) == ([], True)
    assert sorted(row["value"] for row in long.context["said"]) == ["10", "15", "24", "5"]
    assert long.context["manifest"].content == json.loads(client.get(f"/api/so-lieu/giai-thich?{deep}").content)


def test_the_manifest_is_signed_and_the_machine_form_says_the_same(story, reader):
    client = reader("NB")
    page = client.get(f"/so-lieu/giai-thich/ban-ke/?{asked('xa:1')}")
    data = json.loads(client.get(f"/api/so-lieu/giai-thich?{asked('xa:1')}").content)

    made = page.context["manifest"]
    assert made.content == data
    assert len(made.digest) == 64
    assert made.signature.split(":")[-1]
    assert {row["value"] for row in data["rows"]} == {5, 24}
    packed = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert made.digest == hashlib.sha256(packed).hexdigest()
    assert made.signature == signing.Signer(salt="phoihop.figures.manifest").signature(made.digest)
    told = (ROOT / "docs/api.md").read_text(encoding="utf-8").partition("An explanation holds:")[2]
    keys = {key for line in re.findall(r"^\| (`.*?) \|", told, re.MULTILINE) for key in re.findall(r"`(\w+)`", line)}
    assert keys | {"question", "unit"} == set(data)
    lines = json.loads(client.get(f"/api/so-lieu/tong-hop?{asked()}").content)
    assert sorted(line["value"] for line in lines) == [10, 15, 29]


def test_bound_numbers_print_cite_an_edition_and_say_when_it_has_moved(story, reader):
    question = Question.from_params(dict(pair.split("=") for pair in asked().replace("%3A", ":").split("&")))
    edition = actions.freeze(name="Bản 1", place=story.province.pk, period=year(2026), map_date=question.on,
                             by=a_compiler(story.bodies["NB"]), at=NOON)  # fmt: skip
    cited = Question(**{name: getattr(question, name) for name in question.__slots__} | {"edition": edition.pk})
    text = f"Toàn tỉnh tổ chức {cited.token}."
    assert queries.render(text)[0] == "Toàn tỉnh tổ chức 54 buổi."

    actions.put([a_value("TT01", story.communes[1], year(2026), 30)], standing=ACCEPTED, source=from_report(2),
                by=None, at=NOON, reason="Nộp bổ sung")  # fmt: skip

    printed, bound = queries.render(text)
    assert (printed, bound[0].changed_to) == ("Toàn tỉnh tổ chức 54 buổi.", "74 buổi")
    page = reader("NB").get(f"/so-lieu/ban-chot/{edition.pk}/")
    assert ("Nộp bổ sung" in page.content.decode(), len(page.context["rows"])) == (True, 2)
    assert reader("HT").get(f"/so-lieu/ban-chot/{edition.pk}/").status_code == 404


def test_a_value_for_the_whole_area_says_so(story, reader):
    actions.put([a_value("TT01", story.bodies["HT"], year(2026), 1500, coverage=Coverage.AREA)], standing=ACCEPTED,
                source=from_report(80), by=None, at=NOON)  # fmt: skip
    page = reader("TW").get(f"/so-lieu/giai-thich/?{asked('tinh:42')}")

    assert page.context["ex"]["title"] == "1.500 buổi"
    assert "cả địa bàn" in page.content.decode()


def test_a_part_that_is_more_than_its_related_whole_is_on_the_page_of_doubts(story, reader):
    for code, time in (("HG03", "sum"), ("HG04", "sum")):
        an_indicator(code, time=time)
    for body, whole, part in zip(story.communes, (10, 8, 5), (9, 11, 5), strict=True):
        actions.put([a_value("HG03", body, year(2026), whole), a_value("HG04", body, year(2026), part)],
                    standing=ACCEPTED, source=from_report(300 + body.pk), by=None, at=NOON)  # fmt: skip

    page = reader("NB").get(f"/so-lieu/chat-luong/?{asked()}")

    assert [(row["name"], row["part"][:4], row["value"], row["against"]) for row in page.context["related"]] == [
        ("Xa xa:2", "HG04", "11", "8")
    ]


def test_people_who_came_to_no_meeting_are_on_the_page_of_doubts(story, reader):
    an_indicator("TT02")
    for body, sessions, people in zip(story.communes, (0, 0, 60), (60, 0, 2), strict=True):
        actions.put([a_value("TT01", body, year(2024), sessions), a_value("TT02", body, year(2024), people)],
                    standing=ACCEPTED, source=from_report(300 + body.pk), by=None, at=NOON)  # fmt: skip

    page = reader("NB").get(f"/so-lieu/chat-luong/?{asked(ky=year(2024).code)}")

    assert [
        (row["name"], row["part"][:4], row["value"], row["whole"][:4], row["against"])
        for row in page.context["related"]
    ] == [("Xa xa:1", "TT02", "60", "TT01", "0"), ("Xa xa:3", "TT01", "60", "TT02", "2")]


def test_the_log_names_every_indicator_of_a_table_that_was_downloaded(story, reader):
    client = reader("NB")
    client.get(f"/so-lieu/bang/?{asked()}&chi-tieu=MH03&tai=csv")
    client.get(f"/so-lieu/bang/?{asked()}&tai=csv")

    several, one = Entry.objects.filter(action="figures.exported").order_by("pk")
    assert several.facts == {"kind": "csv", "rows": 4, "indicators": ["TT01", "MH03"]}
    assert one.facts == {"kind": "csv", "rows": 4}


def test_a_workbook_prints_whole_numbers_without_a_decimal_mark_and_its_sum_in_bold():
    rows = [["Xã A", 1234, 11.0], ["Xã B", 12, 12.5], ["Cộng", 1246, 11.8]]
    leaf = Leaf("x", ["Đơn vị", "Số", "Trên 1 vạn dân"], rows, [], total=True)
    sheet = openpyxl.load_workbook(io.BytesIO(files.as_xlsx(leaf)))["Số liệu"]

    cells = [sheet.cell(row, 2) for row in (2, 3, 4)]
    assert {cell.number_format for cell in cells} == {"#,##0"}
    assert {sheet.cell(row, 3).number_format for row in (2, 3, 4)} == {"#,##0.00"}
    assert [cell.font.b for cell in cells] == [False, False, True]
    assert {cell.font.name for cell in cells} == {"Times New Roman"}

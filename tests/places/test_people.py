"""Population from a dated source, by file, and the shares of a unit that was divided."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from phoihop.audit.models import Entry
from phoihop.core.actor import Level, Role, System
from phoihop.core.refusal import Refused
from phoihop.figures.queries.geography import geography
from phoihop.organisations.models import Body, BodyVersion
from phoihop.places import actions, queries
from phoihop.places.models import Place, Population, Succession, UnitData
from tests.figures.country import a_compiler

TODAY = date(2026, 11, 21)
NOON = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("units")]


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def body():
    body = Body.objects.create(
        key="cong_an@tinh:37", system=System.POLICE, place=Place.objects.get(key="tinh:37"), level=Level.PROVINCE
    )
    BodyVersion.objects.create(body=body, name="Công an tỉnh Ninh Bình", short_name="CA Ninh Bình", folded="ninh binh")
    return body


def a_file(*rows, name="dan-so.xlsx"):
    book = openpyxl.Workbook()
    for row in [("Mã", "Đơn vị", "Dân số"), *rows]:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile(name, out.getvalue())


def given(file):
    return {"on": "2025-12-31", "source": "Niên giám thống kê 2025", "file": file}


def test_an_administrator_loads_a_file_and_the_page_shows_day_and_source(signed_in_as, body):
    client = signed_in_as(body, Role.ADMIN)

    answer = client.post("/don-vi/dan-so/", given(a_file(("xa:14464", "Gia Viễn", 21_500), ("14371", "", "18.250"))))

    assert answer.status_code == 302
    page = client.get("/don-vi/dan-so/")
    found = {name.key: people.people for name, people in page.context["rows"] if people}
    assert found == {"xa:14464": 21_500, "xa:14371": 18_250}
    assert page.context["whole"] is None
    entry = Entry.objects.get(action="population.stated")
    assert (entry.facts["added"], entry.facts["source"]) == (2, "Niên giám thống kê 2025")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (("xa:99999", "", 10), "xa:99999"),
        (("xa:14464", "", "khoảng 20.000"), "Dòng 2"),
        (("4", "", 10), "đủ số 0 ở đầu"),
        (("xa:00004", "", 10), "ngoài phạm vi"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_written(signed_in_as, body, row, told):
    answer = signed_in_as(body, Role.ADMIN).post("/don-vi/dan-so/", given(a_file(row)))

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert queries.populations([Place.objects.get(key="xa:14464").pk], on=TODAY) == {}


@pytest.mark.parametrize("said", [12345.67, 128.5, 14.464, "12345.67", "1.234.56", "1,234", "10 5", "12²"])
def test_a_population_that_could_be_read_in_two_ways_is_named_not_read_without_its_dot(signed_in_as, body, said):
    answer = signed_in_as(body, Role.ADMIN).post("/don-vi/dan-so/", given(a_file(("xa:14464", "", said))))

    assert answer.status_code == 422
    assert "Dòng 2" in answer.content.decode()
    assert Population.objects.count() == 0


def test_a_text_file_is_read_by_the_same_rule(signed_in_as, body):
    client = signed_in_as(body, Role.ADMIN)

    def sent(said):
        return client.post("/don-vi/dan-so/", given(SimpleUploadedFile("d.csv", f"Mã;Dân số\n14464;{said}".encode())))

    assert [sent(said).status_code for said in ("12345.67", "128.5", "x" * 200_000)] == [422, 422, 422]
    assert Population.objects.count() == 0
    assert sent("12.345").status_code == 302
    assert Population.objects.get().people == 12_345


@pytest.mark.parametrize("column", ["XFD", "Z"])
def test_a_small_workbook_with_a_cell_at_the_far_end_harms_no_server_and_is_refused(signed_in_as, body, column):
    whole, out = zipfile.ZipFile(a_file(("xa:14464", "Gia Viễn", 21_500))), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as far:
        for name in whole.namelist():
            part = whole.read(name)
            if name == "xl/worksheets/sheet1.xml":
                cell = f'<row r="1048576"><c r="{column}1048576"><v>1</v></c></row></sheetData>'
                part = re.sub(rb"<dimension[^>]*/>", b"", part.replace(b"</sheetData>", cell.encode()))
            far.writestr(name, part)

    answer = signed_in_as(body, Role.ADMIN).post(
        "/don-vi/dan-so/", given(SimpleUploadedFile("dan-so.xlsx", out.getvalue()))
    )

    assert answer.status_code == 422
    assert "ô ghi rất xa bảng số" in answer.content.decode()
    assert Population.objects.count() == 0


def test_only_administrators_see_the_form(signed_in_as, body):
    client = signed_in_as(body, Role.COMPILER)

    assert client.get("/don-vi/dan-so/").context["form"] is None
    answer = client.post("/don-vi/dan-so/", given(a_file(("xa:14464", "", 10))))
    assert answer.status_code == 422
    assert queries.populations([Place.objects.get(key="xa:14464").pk], on=TODAY) == {}


def test_the_workbook_to_fill_is_read_back_as_it_was_written(signed_in_as, body):
    client = signed_in_as(body, Role.ADMIN)
    client.post("/don-vi/dan-so/", given(a_file(("xa:14464", "", 21_500))))

    made = client.get("/don-vi/dan-so/mau/").content
    sheet = openpyxl.load_workbook(io.BytesIO(made)).active

    assert sheet.max_row == 130
    assert {row[0].value: row[2].value for row in sheet.iter_rows(min_row=2)}["xa:14464"] == 21_500


def test_a_unit_without_a_row_of_its_own_is_the_sum_of_those_below_and_says_so(units):
    country = Place.objects.get(key="VN")
    codes = {f"tinh:{name.code}": 1000 for name in queries.provinces(TODAY)}
    actions.state_population(codes, on=date(2025, 12, 31), source="Niên giám", by=None, at=NOON)

    found = queries.populations([country.pk], on=TODAY)[country.pk]

    assert (found.people, found.added, found.on) == (34_000, True, date(2025, 12, 31))


def test_the_latest_row_on_or_before_the_day_counts(units):
    place = Place.objects.get(key="tinh:37")
    for year, people in ((2025, 4_400_000), (2026, 4_450_000)):
        actions.state_population({"37": people}, on=date(year, 7, 1), source=f"Bảng {year}", by=None, at=NOON)

    assert queries.populations([place.pk], on=TODAY)[place.pk].people == 4_450_000
    assert queries.populations([place.pk], on=date(2026, 1, 1))[place.pk].people == 4_400_000


def a_divided_unit():
    row = Succession.objects.filter(kind="part", share_millionths=None, on=date(2025, 7, 1)).order_by("pk")
    for one in row:
        heirs = list(Succession.objects.filter(predecessor=one.predecessor, on=one.on).order_by("heir_id"))
        if len(heirs) == 2 and not one.predecessor.key.startswith("huyen"):
            return one.predecessor, heirs
    raise AssertionError


def test_shares_with_a_legal_act_divide_the_old_figures_and_can_be_taken_back(signed_in_as, units):
    old, heirs = a_divided_unit()
    country = Body.objects.create(
        key="cong_an@VN", system=System.POLICE, place=Place.objects.get(key="VN"), level=Level.COUNTRY
    )
    BodyVersion.objects.create(body=country, name="Bộ Công an", short_name="BCA", folded="bo cong an")
    client = signed_in_as(country, Role.ADMIN)
    assert geography().target(old.pk, TODAY)[0].unallocated
    before = UnitData.objects.count()

    given = {f"phan-{heirs[0].heir_id}": "62,5", f"phan-{heirs[1].heir_id}": "37,5", "act": "Nghị quyết 12/NQ-HĐND"}
    assert client.post(f"/don-vi/{old.key}/ty-le/", given).status_code == 302

    assert {share.unit: share.millionths for share in geography().target(old.pk, TODAY)} == {
        heirs[0].heir_id: 625_000,
        heirs[1].heir_id: 375_000,
    }
    assert UnitData.objects.count() == before + 1
    assert "Nghị quyết 12/NQ-HĐND" in client.get(f"/don-vi/{old.key}/").content.decode()
    assert Entry.objects.get(action="units.shares_stated").facts["act"] == "Nghị quyết 12/NQ-HĐND"

    client.post(f"/don-vi/{old.key}/ty-le/", dict.fromkeys(given, ""))
    assert geography().target(old.pk, TODAY)[0].unallocated


@pytest.mark.parametrize(
    ("shares", "act", "code"),
    [((600_000, 300_000), "NQ 1", "shares_make_the_whole"), ((1_000_000,), "NQ 1", "a_share_for_each_heir"),
     ((600_000, 400_000), " ", "act_needed"),
     ((600_000, 400_000), "Ông Nguyễn Văn An ở thôn 3", "resident_in_words")],
)  # fmt: skip
def test_shares_need_the_whole_and_an_act(units, shares, act, code):
    old, heirs = a_divided_unit()
    country = Body.objects.create(
        key="cong_an@VN", system=System.POLICE, place=Place.objects.get(key="VN"), level=Level.COUNTRY
    )
    by = replace(a_compiler(country), roles=frozenset({Role.ADMIN}))
    with pytest.raises(Refused) as refused:
        actions.state_shares(
            old, on=heirs[0].on, shares={row.heir_id: share for row, share in zip(heirs, shares, strict=False)},
            act=act, by=by, at=NOON,
        )  # fmt: skip
    assert refused.value.refusal.code == code


def test_people_that_no_line_states_so_are_named():
    place = Place.objects.get(key="tinh:37")
    actions.state_population({"tinh:37": 1000}, on=date(2025, 12, 31), source="Niên giám", by=None, at=NOON)
    actions.state_population({"tinh:37": 1200}, on=date(2025, 12, 31), source="Niên giám", by=None, at=NOON)
    assert list(queries.told_otherwise()) == []
    named = f"population of unit {place.pk} on 2025-12-31"

    Population.objects.update(people=2400)
    assert list(queries.told_otherwise()) == [f"{named}: it does not say what its line in the log says"]
    Population.objects.all().delete()
    assert list(queries.told_otherwise()) == [f"{named}: its line is in the log, it is gone"]

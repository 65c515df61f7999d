"""Screens of decisions: freezing, comparing editions, choosing among sources."""

from datetime import UTC, date, datetime
from urllib.parse import urlencode

import pytest
import time_machine
from django.test import Client

from phoihop.accounts import actions as accounts
from phoihop.audit.models import Entry
from phoihop.core.actor import Role, System
from phoihop.figures import actions
from phoihop.figures.forms.asking import CLOSED
from phoihop.figures.models import Edition, EditionTotal, Target
from phoihop.figures.queries import diff
from phoihop.figures.rules.values import SYSTEM_NUMBERS, Coverage
from phoihop.indicators.models import Indicator
from tests.figures.conftest import PASSWORD, the_police_report
from tests.figures.country import (
    ACCEPTED,
    NOON,
    SUBMITTED,
    a_body,
    a_compiler,
    a_value,
    an_indicator,
    from_report,
    month,
    year,
)

TODAY = date(2026, 11, 21)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def given(**more):
    return {"name": "Tổng kết 2026, lần 1", "period": year(2026).code, "map_date": "2026-11-21",
            "reason": "Phục vụ tổng kết"} | more  # fmt: skip


def freeze(name, place):
    return actions.freeze(name=name, place=place.pk, period=year(2026), map_date=TODAY, by=None, at=NOON)


def late(story, value, reason="Nộp bổ sung"):
    actions.put([a_value("TT01", story.communes[1], month(2026, 1), value)], standing=ACCEPTED, source=from_report(2),
                by=None, at=NOON, reason=reason)  # fmt: skip


def test_a_compiler_freezes_on_screen_and_the_page_shows_the_hash_that_is_counted_again(story, reader):
    client = reader("NB")

    answer = client.post("/so-lieu/ban-chot/", given())

    edition = Edition.objects.get()
    assert answer.headers["Location"] == f"/so-lieu/ban-chot/{edition.pk}/"
    page = client.get(answer.headers["Location"])
    assert (page.context["intact"], page.context["rows"]) == (True, [])
    assert edition.digest in page.content.decode()
    assert Entry.objects.get(action="figures.frozen").facts["digest"] == edition.digest
    assert [row.name for row, _ in client.get("/so-lieu/ban-chot/").context["rows"]] == ["Tổng kết 2026, lần 1"]


def test_a_taken_name_is_refused_beside_the_field_with_the_input_kept(story, reader):
    client = reader("NB")
    client.post("/so-lieu/ban-chot/", given())

    answer = client.post("/so-lieu/ban-chot/", given(reason="Lần nữa"))

    assert answer.status_code == 422
    assert "Đặt tên khác" in answer.context["form"].errors["name"][0]
    assert answer.context["form"]["reason"].value() == "Lần nữa"


def test_a_unit_outside_the_scope_is_neither_listed_nor_frozen(story, reader):
    client = reader("HT")

    assert client.get("/so-lieu/ban-chot/?don-vi=tinh:37").status_code == 404
    assert client.post("/so-lieu/ban-chot/?don-vi=tinh:37", given()).status_code == 404
    edition = freeze("Bản 1", story.province)
    assert client.get(f"/so-lieu/ban-chot/{edition.pk}/").status_code == 404


def test_two_editions_are_compared_with_who_changed_what_and_why(story, reader):
    first = freeze("Lần 1", story.province)
    late(story, 40)
    second = freeze("Lần 2", story.province)
    late(story, 50, reason="Đếm lại")
    client = reader("NB")

    page = client.get(f"/so-lieu/ban-chot/{second.pk}/?voi={first.pk}")
    found = {row["unit"]: row for row in page.context["rows"]}
    assert {name: (row["before"], row["after"], row["change"]) for name, row in found.items()} == {
        "Tinh tinh:37": ("54", "84", "+30"),
        "Xa xa:2": ("10", "40", "+30"),
    }
    assert found["Xa xa:2"]["why"] == ["21/11/2026, Hệ thống sửa 10 thành 40 của Mặt trận xa:2: Nộp bổ sung"]
    assert f"ban-chot={first.pk}" in found["Xa xa:2"]["before_href"]
    assert f"ban-chot={second.pk}" in found["Xa xa:2"]["after_href"]

    page = client.get(f"/so-lieu/ban-chot/{first.pk}/")
    assert {row["after"] for row in page.context["rows"]} == {"94", "50"}


def test_a_report_accepted_after_the_edition_is_told_as_accepted_not_as_corrected(story, reader):
    """It was sent before; sent again it changes nothing; accepted again it corrects what was accepted."""
    commune, source = story.communes[1], from_report(90)
    actions.put([a_value("TT01", commune, month(2026, 3), 19)], standing=SUBMITTED, source=source, by=None, at=NOON)
    first = freeze("Lần 1", story.province)

    def why(edition):
        rows = client.get(f"/so-lieu/ban-chot/{edition.pk}/").context["rows"]
        return [(row["unit"], row["change"], row["why"]) for row in rows if row["unit"] == "Xa xa:2"]

    client = reader("NB")
    assert why(first) == []

    actions.accept(source.origin, by=None, at=NOON)
    accepted = why(first)
    assert accepted == [("Xa xa:2", "+19", ["21/11/2026, Hệ thống nhận 19 của Mặt trận xa:2"])]

    second = freeze("Lần 2", story.province)
    actions.put([a_value("TT01", commune, month(2026, 3), 21)], standing=SUBMITTED, source=source, by=None, at=NOON,
                reason="Đếm lại")  # fmt: skip
    assert why(second) == []
    actions.accept(source.origin, by=None, at=NOON)
    corrected = "21/11/2026, Hệ thống sửa 19 thành 21 của Mặt trận xa:2: Đếm lại"
    assert why(second) == [("Xa xa:2", "+2", [corrected])]


def test_many_differences_come_by_the_page_and_many_corrections_are_counted(story, reader, monkeypatch):
    monkeypatch.setattr("phoihop.figures.forms.frozen.PER_PAGE", 1)
    edition = freeze("Lần 1", story.province)
    for value in range(41, 50):
        late(story, value, reason=f"Lần sửa {value}")
    client = reader("NB")

    first, second = (client.get(f"/so-lieu/ban-chot/{edition.pk}/?trang={page}") for page in (1, 2))

    assert [row["unit"] for page in (first, second) for row in page.context["rows"]] == ["Tinh tinh:37", "Xa xa:2"]
    assert [(len(row["why"]), row["further"]) for row in second.context["rows"]] == [(6, 3)]
    assert "và 3 lần sửa khác" in second.content.decode()
    assert "2 số khác" in first.content.decode()


def test_another_party_below_the_province_is_not_in_the_differences(story, reader):
    police = a_body(story.communes[1].place, System.POLICE)
    edition = freeze("Lần 1", story.province)
    actions.put([a_value("TT01", police, month(2026, 3), 7)], standing=ACCEPTED, source=from_report(60), by=None,
                at=NOON)  # fmt: skip

    rows = reader("NB").get(f"/so-lieu/ban-chot/{edition.pk}/").context["rows"]

    assert [(row["unit"], row["system"]) for row in rows] == [("Tinh tinh:37", "Công an")]


def two_sources(story):
    for origin, value in ((70, 44), (71, 45)):
        actions.put([a_value("TT01", story.communes[1], year(2026), value)], standing=ACCEPTED,
                    source=from_report(origin), by=None, at=NOON)  # fmt: skip


def where(body, coverage=Coverage.OWN):
    return "/so-lieu/nguon/?" + urlencode(
        {"chi-tieu": "TT01", "co-quan": body.pk, "ky": year(2026).code, "pham-vi": int(coverage)}
    )


def test_the_compiler_chooses_which_source_counts_and_the_totals_follow(story, reader):
    two_sources(story)
    client, address = reader("NB"), where(story.communes[1])
    page = client.get(address)
    assert [(row["value"], row["in_force"]) for row in page.context["rows"]] == [("44", True), ("45", False)]
    other = page.context["form"].fields["figure"].choices[1][0]

    assert client.post(address, {"figure": other, "reason": ""}).status_code == 422
    assert client.post(address, {"figure": other, "reason": "Đã đối chiếu sổ"}).status_code == 302

    page = client.get(address)
    assert [(row["value"], row["in_force"], row["reason"]) for row in page.context["rows"]] == [
        ("45", True, "Đã đối chiếu sổ"),
        ("44", False, "Đã đối chiếu sổ"),
    ]
    assert Entry.objects.get(action="figures.claim_chosen").facts["reason"] == "Đã đối chiếu sổ"


def test_the_statement_for_the_area_is_put_over_the_sum_and_taken_back(story, reader):
    story.stated(70)
    client, address = reader("NB"), where(story.bodies["NB"], Coverage.AREA)
    page = client.get(address)
    assert page.context["beside"] == "54"
    [(claim, _)] = page.context["form"].fields["figure"].choices
    ask = urlencode({"chi-tieu": "TT01", "don-vi": "tinh:37", "ky": year(2026).code, "ban-do": "2026-11-21",
                     "he-thong": "mttq"})  # fmt: skip

    client.post(address, {"figure": claim, "over_sum": "on", "reason": "Mới có 3 xã gửi"})
    assert client.get(f"/so-lieu/?{ask}").context["said"] == "70 buổi"

    [(claim, _)] = client.get(address).context["form"].fields["figure"].choices
    client.post(address, {"figure": claim, "reason": "Các xã đã gửi đủ"})
    assert client.get(f"/so-lieu/?{ask}").context["said"] == "54 buổi"


def test_who_only_types_sees_the_sources_and_may_not_choose(story, reader):
    two_sources(story)
    made = accounts.make_account(username="nhap.lieu", name="Phạm Mẫu", password=PASSWORD, by=None, at=NOON)
    accounts.assign(made.user, body=story.communes[1], role=Role.ENTRY, valid_from=date(2026, 1, 1), valid_to=None,
                    by=None, at=NOON)  # fmt: skip
    client = Client()
    client.force_login(made.user)
    page = client.get(where(story.communes[1]))
    assert page.context["may_choose"] is False
    figure = page.context["form"].fields["figure"].choices[0][0]
    assert client.post(where(story.communes[1]), {"figure": figure, "reason": "Thử"}).status_code == 409


def test_the_sources_of_another_branch_are_not_found(story, reader):
    two_sources(story)
    assert reader("HT").get(where(story.communes[1])).status_code == 404
    assert reader("NB").get("/so-lieu/nguon/").status_code == 404


def goals(**more):
    given = {"chi-tieu": "TT01", "don-vi": "tinh:37", "ky": year(2026).code, "ban-do": "2026-11-21", "he-thong": "mttq"}
    return "/so-lieu/chi-tieu-giao/?" + urlencode(given | more)


def test_targets_are_assigned_by_a_named_document_and_the_page_says_reached_or_surpassed(story, reader):
    client, communes = reader("NB"), [body.place_id for body in story.communes]
    fields = {f"so-{communes[0]}": "20", f"so-{communes[1]}": "40", f"so-{communes[2]}": ""}

    assert client.post(goals(), fields).status_code == 422
    assert client.post(goals(), fields | {"label": "Kế hoạch 12/KH-MTTQ"}).status_code == 302

    assert {row.place_id: row.value for row in Target.objects.all()} == {communes[0]: 20, communes[1]: 40}
    ask = goals().partition("?")[2]
    table = client.get(f"/so-lieu/?{ask}").context["table"]
    at = [column.key for column in table.columns].index("giao")
    assert [line.cells[at].text for line in table.body] == [
        "vượt 45\xa0% chỉ tiêu", "", "đạt 25\xa0% chỉ tiêu"
    ]  # fmt: skip
    assert Entry.objects.filter(action="figures.target_set").count() == 2

    shown = {f"initial-so-{communes[0]}": "20", f"initial-so-{communes[1]}": "40", "label": "Kế hoạch 15/KH-MTTQ"}
    client.post(goals(), shown | {f"so-{communes[0]}": "30", f"so-{communes[1]}": ""})
    assert {row.place_id: row.value for row in Target.objects.all()} == {communes[0]: 30}
    back = Entry.objects.get(action="figures.targets_taken_back").facts
    assert (back["places"], back["values"]) == ([communes[1]], {str(communes[1]): 40})


def test_two_who_assign_targets_at_once_lose_nothing(story, reader):
    client, (one, two, _three) = reader("NB"), [body.place_id for body in story.communes]
    blank = {f"initial-so-{one}": "", f"initial-so-{two}": "", "label": "Kế hoạch 12/KH-MTTQ"}

    assert client.post(goals(), blank | {f"so-{one}": "111", f"so-{two}": ""}).status_code == 302
    assert client.post(goals(), blank | {f"so-{one}": "", f"so-{two}": "222"}).status_code == 302
    stale = client.post(goals(), blank | {f"so-{one}": "99", f"so-{two}": ""})

    assert {row.place_id: row.value for row in Target.objects.all()} == {one: 111, two: 222}
    assert stale.status_code == 422
    assert "người khác vừa ghi 111, ô này đang ghi 99" in stale.content.decode()
    assert f'name="initial-so-{one}" value="111"' in stale.content.decode()
    assert f'name="so-{two}" value="222"' in stale.content.decode()

    again = {f"initial-so-{one}": "111", f"so-{one}": "99", f"initial-so-{two}": "222", f"so-{two}": "222"}
    assert client.post(goals(), again | {"label": "Kế hoạch 12/KH-MTTQ"}).status_code == 302
    assert {row.place_id: row.value for row in Target.objects.all()} == {one: 99, two: 222}


@pytest.mark.parametrize(
    ("wrong", "told"),
    [("0", "nhập số lớn hơn 0"), ("ba mươi", "mời ghi lại"), ("-5", "nhập số từ 0"), ("1,5", "không có phần lẻ"),
     ("1.5", "mời ghi lại"), ("1.50", "mời ghi lại"), ("1.234.56", "mời ghi lại"), ("10 5", "mời ghi lại"),
     ("1.5.", "mời ghi lại"), ("12²", "mời ghi lại"), ("1,234", "mời ghi lại")],
)  # fmt: skip
def test_a_target_that_is_wrong_or_could_be_read_in_two_ways_is_named_and_nothing_is_written(
    story, reader, wrong, told
):
    place = story.communes[0].place_id

    answer = reader("NB").post(goals(), {f"so-{place}": wrong, "label": "KH 12"})

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Target.objects.exists()


def test_targets_outside_the_scope_are_not_found(story, reader):
    assert reader("HT").post(goals(), {"label": "KH 12"}).status_code == 404


def by_a_compiler(story, name="Lần 1", place=None, who="NB"):
    return actions.freeze(name=name, place=(place or story.province).pk, period=year(2026), map_date=TODAY,
                          by=a_compiler(story.bodies[who]), at=NOON)  # fmt: skip


def held(edition, code="TT01"):
    rows = EditionTotal.objects.filter(edition=edition, indicator=Indicator.objects.get(code=code).pk,
                                       system=SYSTEM_NUMBERS[System.POLICE])  # fmt: skip
    return set(rows.values_list("unit", "value"))


def test_an_edition_is_drawn_on_no_map_of_a_day_to_come(story, reader):
    fields = {"name": "Chốt", "period": year(2026).code, "map_date": "2099-01-01", "reason": "Thử"}
    answer = reader("NB").post("/so-lieu/ban-chot/?" + urlencode({"don-vi": "tinh:37"}), fields)

    assert answer.status_code in (409, 422)
    assert "ngày hôm nay hoặc ngày đã qua" in answer.content.decode()
    assert not Edition.objects.exists()


def test_an_edition_holds_what_its_maker_may_read_and_records_whose_it_is(story):
    an_indicator("NT01", sensitive=True)
    the_police_report(story, codes=("TT01", "NT01"))
    commune = story.communes[0].place_id

    whole, own = freeze("Hệ thống", story.province), by_a_compiler(story)

    assert (whole.system, whole.body, own.system, own.body) == ("", None, "mttq", story.bodies["NB"].pk)
    assert held(whole) == {(story.province.pk, 7), (commune, 7)}
    assert held(own) == {(story.province.pk, 7)}
    assert (held(whole, "NT01"), held(own, "NT01")) == ({(story.province.pk, 7), (commune, 7)}, set())
    assert (diff(own), diff(whole, own)) == ([], [])


def test_who_corrected_figures_of_another_party_is_not_told(story, reader):
    the_police_report(story)
    edition = by_a_compiler(story)
    the_police_report(story, 9)
    late(story, 41)

    rows = reader("NB").get(f"/so-lieu/ban-chot/{edition.pk}/").context["rows"]

    assert [(row["unit"], row["system"], row["why"] == [CLOSED]) for row in rows] == [
        ("Tinh tinh:37", "Công an", True), ("Tinh tinh:37", "Mặt trận Tổ quốc", False),
        ("Xa xa:2", "Mặt trận Tổ quốc", False),
    ]  # fmt: skip


def test_figures_frozen_in_mid_year_still_say_so_when_the_year_is_over(story, reader):
    edition = freeze("Lần 1", story.country)
    ask = {"chi-tieu": "TT01", "don-vi": "VN", "ky": year(2026).code, "he-thong": "mttq"}

    with time_machine.travel(datetime(2027, 1, 10, 5, tzinfo=UTC), tick=False):
        client = reader("TW")
        today, frozen = (client.get("/so-lieu/?" + urlencode(ask | more)) for more in ({}, {"ban-chot": edition.pk}))
        told = client.get("/so-lieu/giai-thich/?" + urlencode(ask | {"ban-chot": edition.pk})).context["ex"]["facts"]

    assert [(page.context["open"], page.context["asked"].counted_to) for page in (today, frozen)] == [
        (False, date(2027, 1, 10)), (True, TODAY)
    ]  # fmt: skip
    assert dict(told)["Số liệu"] == "Số đã được cấp trên nhận. Kỳ chưa kết thúc, theo số liệu ghi đến ngày 21/11/2026."

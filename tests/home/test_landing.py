"""What the landing page and the search say, for a commune, a province and the ministry."""

from __future__ import annotations

import html
import re
from datetime import date

import pytest
from django.utils import timezone

from phoihop.accounts.models import User
from phoihop.core.actor import Role
from phoihop.documents.models import Source
from phoihop.home import queries
from phoihop.intake.models import Paper
from phoihop.jobs.models import Job
from phoihop.places.models import PlaceVersion
from phoihop.reports import actions as reports
from phoihop.reports.models import Report
from tests.home.test_trends import counted
from tests.reports.line import DECEMBER_9, YEAR, Line, a_line, an_actor


@pytest.fixture
def line(db: None) -> Line:
    return a_line()


@pytest.fixture
def on_december_9(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: DECEMBER_9)


def text_of(answer) -> str:
    page = re.sub(r"<(script|style|svg).*?</\1>", " ", answer.content.decode(), flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_a_report_not_begun_is_begun_from_the_landing_page(line, signed_in_as, on_december_9):
    commune = signed_in_as(line.bodies["GV"], Role.ENTRY)

    shown = commune.get("/")
    opened = commune.post(f"/bao-cao/mo/{line.window.pk}/")

    assert "Bắt đầu: Báo cáo năm 2026" in text_of(shown)
    assert f'action="/bao-cao/mo/{line.window.pk}/"' in shown.content.decode()
    assert opened.headers["Location"] == Report.objects.get().get_absolute_url()
    assert "Làm tiếp: Báo cáo năm 2026" in text_of(commune.get("/"))


def test_a_day_on_which_nothing_is_due_says_so_once(line, signed_in_as, on_december_9):
    shown = text_of(signed_in_as(line.bodies["GV"], Role.ENTRY).get("/"))

    assert "Không có việc nào đến hạn" in shown
    assert shown.count("Hôm nay") == 1


@pytest.mark.parametrize(("role", "asked"), [(Role.COMPILER, True), (Role.APPROVAL, True), (Role.LEADER, False)])
def test_those_who_take_reports_in_are_asked_to_and_a_leader_is_not(line, signed_in_as, on_december_9, role, asked):
    line.sent()

    shown = text_of(signed_in_as(line.bodies["NB"], role).get("/"))

    assert ("Duyệt 1 báo cáo vừa gửi" in shown) is asked


def test_who_may_not_type_is_led_to_the_list(line, signed_in_as, on_december_9):
    shown = signed_in_as(line.bodies["GV"], Role.LEADER).get("/").content.decode()
    assert "/bao-cao/mo/" not in shown


@pytest.mark.parametrize(("role", "asked"), [(Role.COMPILER, True), (Role.LEADER, False)])
def test_only_who_may_confirm_what_was_read_is_asked_to(line, signed_in_as, on_december_9, role, asked):
    body = line.bodies["NB"]
    read = Source.objects.create(kind="paste", title="Báo cáo", added_by="x", added_at=DECEMBER_9)
    Paper.objects.create(body=body, about=body, source=read, state="read", received_by="x", received_at=DECEMBER_9)

    shown = text_of(signed_in_as(line.bodies["NB"], role).get("/"))

    assert ("đọc được từ 1 văn bản" in shown) is asked


def test_a_leaders_first_button_looks_at_what_others_do_and_acts_on_what_it_does(line, signed_in_as, on_december_9):
    leader = signed_in_as(line.bodies["GV"], Role.LEADER)
    assert "Xem: Báo cáo năm 2026" in text_of(leader.get("/"))
    report = line.fill(line.report())
    reports.propose_report(report, by=line.officer(), at=DECEMBER_9)
    assert "Làm tiếp: Duyệt và gửi báo cáo năm 2026" in text_of(leader.get("/"))


def test_the_coverage_of_an_open_year_counts_the_units_below_that_have_figures(line):
    counted(line, "GV", "TT01", YEAR, 50)
    ministry, commune = an_actor(line.bodies["TW"]), an_actor(line.bodies["GV"])

    assert queries.received(None, YEAR, ministry, on=DECEMBER_9.date()) == (1, 2)
    assert queries.received(None, YEAR, commune, on=DECEMBER_9.date()) is None
    assert queries.received(None, YEAR, an_actor(line.bodies["TW"], Role.ADMIN), on=DECEMBER_9.date()) is None


def test_the_ministry_reads_how_many_provinces_are_in(line, signed_in_as, on_december_9):
    counted(line, "GV", "TT01", YEAR.previous, 31)
    counted(line, "GV", "TT01", YEAR, 50)

    assert "chưa chốt, mới nhận 1/2 tỉnh, thành phố" in text_of(signed_in_as(line.bodies["TW"], Role.LEADER).get("/"))


def test_what_is_called_so_stands_before_what_merely_holds_the_words(line):
    indicator = line.rows["1"].indicator
    indicator.name = "Thành viên tham gia nhóm an ninh"
    indicator.save()
    PlaceVersion.objects.filter(name="Gia Viễn").update(search=" gia vien ")

    groups = queries.search("Gia Viễn", actor=an_actor(line.bodies["NB"], Role.COMPILER), on=DECEMBER_9.date())

    assert [group.name for group in groups] == ["Đơn vị hành chính", "Cơ quan, tổ chức", "Chỉ tiêu"]


@pytest.mark.parametrize("asked", ["38/BC-CAX", "38/bc-cax", " 38/BC "])
def test_a_report_is_found_by_the_number_of_its_signed_paper(line, asked):
    line.sent()
    Report.objects.update(paper_number="38/BC-CAX", paper_date=date(2026, 12, 9))

    (group,) = queries.search(asked, actor=an_actor(line.bodies["NB"], Role.COMPILER), on=DECEMBER_9.date())
    (hit,) = group.hits

    assert (group.name, hit.name) == ("Báo cáo đã ký", "38/BC-CAX")
    assert hit.href == Report.objects.get().get_absolute_url()
    assert hit.note == "Báo cáo năm 2026, Công an xã Gia Viễn"
    assert queries.search(asked, actor=an_actor(line.bodies["HT"], Role.COMPILER), on=DECEMBER_9.date()) == []


def test_an_administrator_sees_neither_background_work_nor_a_dead_door(line, signed_in_as):
    admin = signed_in_as(line.bodies["NB"], Role.ADMIN)
    shown = admin.get("/quan-tri/").content.decode()

    assert "Việc đang chạy" not in shown
    assert 'href="/don-vi/dan-so/"' in shown
    assert admin.get("/don-vi/dan-so/").status_code == 200


def under_way(client) -> str:
    """What the head of the page says of background work."""
    found = re.search(r'aria-label="Việc đang chạy: (\d+)"', client.get("/don-vi/").content.decode())
    assert found is not None
    return found[1]


def test_the_head_of_the_page_counts_the_work_of_ones_own_body_that_is_under_way(line, signed_in_as):
    compiler = signed_in_as(line.bodies["NB"], Role.COMPILER)
    assert under_way(compiler) == "0"

    user = User.objects.get(terms__body=line.bodies["NB"])
    for state, ended in (("waiting", None), ("running", None), ("done", DECEMBER_9)):
        Job.objects.create(task="x", title="Đọc 3 tệp", body=line.bodies["NB"], user=user, state=state, total=3,
                           asked_at=DECEMBER_9, ended_at=ended)  # fmt: skip

    assert under_way(compiler) == "2"
    assert under_way(signed_in_as(line.bodies["HT"], Role.COMPILER)) == "0"

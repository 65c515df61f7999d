"""The way of a report through its pages, as officers walk it; without JavaScript unless said."""

import re
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from phoihop.accounts import actions as accounts
from phoihop.core.actor import Role
from phoihop.figures import queries as figures
from phoihop.figures.models import Figure
from phoihop.reports import actions
from phoihop.reports.forms import tiles
from phoihop.reports.models import Cell, Closing, Receipt, Report
from phoihop.reports.queries.boards import Board, Place
from tests.reports.line import DECEMBER_9, UNTIL, YEAR

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(DECEMBER_9, tick=False):
        yield


@pytest.fixture
def desk(line):
    """A signed-in officer of a body."""

    def sit(where: str, *roles: Role) -> Client:
        name = f"can.bo.{where.lower()}.{accounts.User.objects.count()}"
        user = accounts.make_account(
            username=name, name="Ngô Thị Lan", password="x" * 9 + "Q7z2mk", by=None, at=DECEMBER_9
        ).user
        for role in roles or (Role.ENTRY, Role.APPROVAL):
            accounts.assign(
                user, body=line.bodies[where], role=role, valid_from=line.form.valid_from, by=None, at=DECEMBER_9
            )
        client = Client()
        client.force_login(user)
        client.officer = user
        return client

    return sit


def typed(line, **texts: str) -> dict[str, str]:
    said = {"1": "36", "2": "20", "3": "16", "4": "4.865"} | {
        key.removeprefix("r"): text for key, text in texts.items()
    }
    return {f"o-{line.rows[number].pk}": text for number, text in said.items()}


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_from_the_list_to_the_receipt_without_javascript(line, desk):
    commune = desk("GV")
    assert "Số liệu năm 2026" in text_of(commune.get("/bao-cao/"))

    opened = commune.post(f"/bao-cao/mo/{line.window.pk}/")
    page = opened.headers["Location"]
    assert 'name="o-' in commune.get(page).content.decode()
    saved = commune.post(f"{page}luu/", typed(line) | {"gui": "1"})
    assert saved.headers["Location"] == f"{page}kiem-tra/"
    check = text_of(commune.get(f"{page}kiem-tra/"))
    assert "Kỳ chưa kết thúc" in check
    assert "Gửi Công an tỉnh Ninh Bình" in check
    ready = commune.get(f"{page}kiem-tra/").content.decode()
    assert " disabled" not in ready
    key = re.search(r'name="key" value="([0-9a-f-]{36})"', ready)[1]
    sent = commune.post(f"{page}gui/", {"key": key, "counted_until": "2026-12-08"})
    assert Receipt.objects.get().counted_until == UNTIL
    receipt = text_of(commune.get(sent.headers["Location"]))

    given = Receipt.objects.get()
    assert given.number in receipt
    assert given.head[:16] in receipt
    assert "<svg" in commune.get(sent.headers["Location"]).content.decode()
    again = commune.post(f"{page}gui/", {"key": key})
    assert again.headers["Location"] == sent.headers["Location"]
    assert Receipt.objects.count() == 1


def test_wrong_cells_come_back_with_what_was_typed_and_what_to_do(line, desk):
    commune, report = desk("GV"), line.report()

    answer = commune.post(f"{report.get_absolute_url()}luu/", typed(line, r1="-3", r4="1,5") | {"gui": "1"})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="-3"' in page
    assert "Chỉ tiêu 1: nhập số từ 0 trở lên. Ô đang ghi “-3”." in page
    assert "Chỉ tiêu 4: nhập số nguyên từ 0 trở lên. Ô đang ghi “1,5”." in page
    assert sorted(Cell.objects.values_list("value", flat=True)) == [16, 20]


def test_the_address_of_a_sending_that_failed_leads_back_to_the_form(line, desk):
    report = line.report()
    answer = desk("GV").get(f"{report.get_absolute_url()}luu/")
    assert (answer.status_code, answer.headers["Location"]) == (302, report.get_absolute_url())
    assert desk("GH").get(f"{report.get_absolute_url()}luu/").status_code == 404


def test_tiles_are_grouped_by_provinces_that_are_no_more_and_say_so(line):
    place = Place(1, "Công an xã Gia Viễn", 1, None, 0, 4, (), "tỉnh Hà Nam")
    assert [group["name"] for group in tiles(Board(line.window, [place]), "submitted")] == ["Tỉnh Hà Nam (cũ)"]


def test_the_board_prints_without_the_button_that_closes_it(line, desk):
    page = desk("NB", Role.COMPILER).get("/bao-cao/theo-doi/").content.decode()
    assert '<details class="noprint"><summary class="btn">Chốt đợt nhận</summary>' in page


def test_a_stale_form_does_not_overwrite_what_a_colleague_wrote(line, desk):
    commune, report = desk("GV"), line.report()
    line.type(report, "1", "36")
    row = line.rows["1"].pk

    answer = commune.post(f"{report.get_absolute_url()}luu/", {f"o-{row}": "40", f"v-{row}": "0"})

    assert answer.status_code == 422
    assert "Chỉ tiêu 1: Phạm Quốc Việt vừa ghi 36, ô này đang ghi 40. Giữ số nào?" in answer.content.decode()
    assert Cell.objects.get().value == 36


def test_the_grid_saves_a_cell_and_tells_what_follows(line, desk):
    line.counted_before("GV", "TT02", 100)
    commune, report = desk("GV"), line.report()
    line.type(report, "1", "36")

    def save(number: str, **fields: str):
        body = {"cell": line.rows[number].pk, "value": "", "na": "", "seen": "0", "key": str(uuid4())} | fields
        return commune.post(f"{report.get_absolute_url()}o/", body, headers={"Accept": "application/json"})

    told = save("4", value="4865").json()
    assert (told["state"], told["version"], told["value"], told["change"]) == ("ask", 1, "4865", "gấp 48,6 lần")
    assert "Nếu đúng, ghi một câu lý do" in told["message"]
    explained = save("4", value="4865", seen="1", reason="Thêm ba trường").json()
    assert (explained["state"], explained["version"], explained["reason"]) == ("ok", 2, "Thêm ba trường")
    part = save("2", value="40").json()
    assert [(other["cell"], other["state"]) for other in part["also"]] == [(str(line.rows["1"].pk), "err")]
    assert save("3", na="1").json()["na"] is True
    wrong = save("4", value="12a", seen="2")
    assert (wrong.status_code, wrong.json()["state"]) == (422, "err")
    both = save("1", value="40", seen="0")
    assert (both.status_code, both.json()) == (
        409,
        {
            "theirs": "36",
            "version": 1,
            "message": "Chỉ tiêu 1: Phạm Quốc Việt vừa ghi 36, ô này đang ghi 40. Giữ số nào?",
        },
    )
    assert save("4", value="1", key="x").status_code == 400
    assert save("4", value="1", cell="x").status_code == 400


def test_a_refused_sending_is_a_409_in_words_and_nothing_changes(line, desk):
    commune, report = desk("GV"), line.report()

    answer = commune.post(f"{report.get_absolute_url()}gui/", {"key": str(uuid4())})

    assert answer.status_code == 409
    assert "Mời ghi “Số liệu tính đến ngày”" in text_of(answer)
    assert (Receipt.objects.count(), Figure.objects.count()) == (0, 0)
    assert commune.post(f"{report.get_absolute_url()}gui/", {}).status_code == 400


def test_the_page_of_checking_names_all_that_is_left_to_do_and_counts_no_empty_cell_as_unchanged(line, desk):
    line.counted_before("GV", "TT02", 100)
    commune, report = desk("GV"), line.report()
    line.type(report, "1", "36")
    line.type(report, "2", "36")
    line.type(report, "4", "4865")

    page = text_of(commune.get(f"{report.get_absolute_url()}kiem-tra/"))

    assert "Còn thiếu: 3; cần sửa hoặc cần giải thích: 4." in page
    assert "1 chỉ tiêu thay đổi, 2 chỉ tiêu không đổi. 1 chỉ tiêu chưa nhập." in page


def test_a_leader_reads_the_queue_and_the_board_without_buttons_of_those_who_take_in(line, desk):
    report = line.sent().report
    leader, compiler = desk("NB", Role.LEADER), desk("NB", Role.COMPILER)

    for path in ("/bao-cao/duyet/", f"{report.get_absolute_url()}duyet/", "/bao-cao/theo-doi/"):
        shown = text_of(leader.get(path))
        assert "Gia Viễn" in shown
        assert "Nhận báo cáo" not in shown
        assert "Nhận các báo cáo đã chọn" not in shown
        assert "Chốt lần đầu" not in shown
    assert "Nhận các báo cáo đã chọn" in text_of(compiler.get("/bao-cao/duyet/"))
    assert "Nhận báo cáo" in text_of(compiler.get(f"{report.get_absolute_url()}duyet/"))
    assert leader.post(f"{report.get_absolute_url()}nhan/").status_code == 409


def test_taking_in_nothing_says_that_nothing_was_chosen(line, desk):
    line.sent()
    province = desk("NB", Role.COMPILER)

    answer = province.post(f"/bao-cao/duyet/{line.window.pk}/nhan/", follow=True)

    assert "Chưa chọn báo cáo nào." in text_of(answer)
    assert Report.objects.get().state == "submitted"


def test_a_closing_that_leaves_gaps_unnamed_names_them_and_keeps_what_was_entered(line, desk):
    province = desk("NB", Role.COMPILER)
    ticked = {"missing": [line.bodies["GV"].pk], "note": "Mất điện ba ngày"}

    answer = province.post(f"/bao-cao/theo-doi/{line.window.pk}/chot/", ticked)

    assert answer.status_code == 422
    assert "chưa xác nhận Công an xã Gia Hưng. Mời đánh dấu thêm." in text_of(answer)
    page = answer.content.decode()
    assert "Mất điện ba ngày</textarea>" in page
    assert re.findall(r'name="missing" value="(\d+)"[^>]* checked', page) == [str(line.bodies["GV"].pk)]
    assert 'data-all="missing"' in page
    assert Closing.objects.count() == 0


def test_those_to_be_reminded_are_linked_and_copied_as_lines(line, desk):
    desk("GV", Role.ENTRY)
    province = desk("NB", Role.COMPILER)
    line.type(line.report(), "1", "36")

    page = province.get("/bao-cao/theo-doi/").content.decode()

    lines = "1. Công an xã Gia Hưng: chưa bắt đầu\n2. Công an xã Gia Viễn: đang nhập 1/4 ô (Ngô Thị Lan)"
    assert f'data-copy="{lines}"' in page
    assert f'href="/to-chuc/{line.bodies["GH"].pk}/">Công an xã Gia Hưng</a>' in page
    named = province.get("/bao-cao/duyet/").content.decode()
    assert f'/bao-cao/theo-doi/{line.window.pk}/#goi-{line.bodies["GH"].pk}"' in named


def test_the_request_stands_beside_the_cell_at_entry_and_at_the_second_review(line, desk):
    report, province, commune = line.sent().report, desk("NB", Role.COMPILER), desk("GV")
    page, row = report.get_absolute_url(), line.rows["4"].pk
    told = province.post(f"{page}tra-lai/", {f"ly-do-{row}": "Ghi rõ lý do"}, follow=True)
    assert "Đã trả lại 1 ô. Đơn vị chỉ sửa các ô đó." in text_of(told)
    assert "Đã yêu cầu: Ghi rõ lý do" in text_of(province.get(f"{page}duyet/"))

    back = commune.get(page).content.decode()
    assert "Ghi rõ lý do" in back
    assert f'name="ly-do-{row}"' in back
    commune.post(f"{page}luu/", {f"o-{row}": "5.120", f"v-{row}": "1"})
    assert "Cấp trên yêu cầu: Ghi rõ lý do" in text_of(commune.get(page))
    assert commune.post(f"{page}gui/", {"key": str(uuid4())}).status_code == 302

    assert "Đã yêu cầu: Ghi rõ lý do" in text_of(province.get(f"{page}duyet/"))


def test_a_reviewers_words_that_may_not_be_kept_come_back_as_typed_beside_their_cell(line, desk):
    report, province = line.sent().report, desk("NB", Role.COMPILER)
    page, row, other = report.get_absolute_url(), line.rows["4"].pk, line.rows["1"].pk
    typed = {f"ly-do-{row}": "Bà Nguyễn Thị Hoa tố giác hàng xóm", f"ly-do-{other}": "Ghi lại", "note": "Gửi sớm"}

    back = province.post(f"{page}tra-lai/", typed)
    taken = province.post(f"{page}nhan/", typed | {"bien-nhan": back.context["latest"].pk})
    silent = province.post(f"{page}tra-lai/", {"note": "Gửi sớm"})

    for answer in (back, taken):
        assert answer.status_code == 409
        cells = {c.code: c for section in answer.context["sections"] for c in section["cells"]}
        assert [c.number for c in answer.context["unfit"]] == ["4"]
        assert "không lưu" in cells[str(row)].unfit
        assert cells[str(row)].said == "Bà Nguyễn Thị Hoa tố giác hàng xóm"
        assert (cells[str(other)].said, cells[str(other)].unfit) == ("Ghi lại", "")
        assert 'value="Gửi sớm"' in answer.content.decode()
    assert silent.status_code == 409
    assert "Ghi lý do ở từng ô cần sửa, để đơn vị biết sửa gì." in text_of(silent)
    assert Report.objects.get().state == "submitted"


def test_an_officer_proposes_and_the_approver_finds_it_and_sends(line, desk):
    report = line.fill(line.report())
    entry, approver = desk("GV", Role.ENTRY), desk("GV", Role.APPROVAL)
    page = report.get_absolute_url()
    assert "Trình duyệt trong cơ quan" in text_of(entry.get(f"{page}kiem-tra/"))

    entry.post(f"{page}trinh/")
    assert "Chờ duyệt" in text_of(approver.get("/bao-cao/"))
    assert "Gửi Công an tỉnh Ninh Bình" in text_of(approver.get(f"{page}kiem-tra/"))
    approver.post(f"{page}rut-trinh/")
    entry.post(f"{page}trinh/")
    approver.post(f"{page}gui/", {"key": str(uuid4())})

    assert Report.objects.get().state == "submitted"


def test_the_province_opens_returns_one_cell_then_accepts_and_the_total_is_right_at_once(line, desk):
    report = line.sent().report
    page, province, commune = report.get_absolute_url(), desk("NB", Role.COMPILER), desk("GV")
    row = line.rows["4"].pk
    assert "Công an xã Gia Viễn" in text_of(province.get("/bao-cao/duyet/"))

    assert province.post(f"{page}mo-xem/").headers["Location"] == f"{page}duyet/"
    assert f'name="ly-do-{row}"' in province.get(f"{page}duyet/").content.decode()
    assert commune.post(f"{page}rut/").status_code == 409
    province.post(f"{page}tra-lai/", {f"ly-do-{row}": "6 tháng báo 5.100", "note": "Mời sửa sớm"})
    returned = text_of(commune.get(page))
    assert "Cấp trên trả lại (đã gửi 4.865): 6 tháng báo 5.100" in returned
    assert "Mời sửa sớm" in returned
    assert commune.get(page).content.decode().count("readonly") == 3
    commune.post(f"{page}luu/", {f"o-{row}": "5.120", f"v-{row}": "1"})
    commune.post(f"{page}gui/", {"key": str(uuid4())})
    both = province.get(f"{page}duyet/").content.decode()
    assert "5.120" in both
    assert '<del class="small soft">4.865</del>' in both
    seen = Receipt.objects.order_by("pk").values_list("pk", flat=True)
    assert province.post(f"{page}nhan/").status_code == 409
    assert province.post(f"{page}nhan/", {"bien-nhan": seen[0]}).status_code == 409
    taken = province.post(f"{page}nhan/", {"bien-nhan": seen[1]})

    stands = figures.stands(line.bodies["GV"].pk, YEAR, accepted_only=True)
    assert {stand.value for stand in stands.values()} == {36, 20, 16, 5120}
    queue = text_of(province.get(taken.headers["Location"]))
    assert "Đã nhận 1 báo cáo" in queue
    assert "Đã nhận 1/2 đơn vị" in queue


def test_several_are_accepted_at_once_and_undone_at_once(line, desk):
    chosen = {"bien-nhan": [str(line.sent(where).pk) for where in ("GV", "GH")]}
    province = desk("NB", Role.COMPILER)

    done = province.post(f"/bao-cao/duyet/{line.window.pk}/nhan/", chosen)
    assert "Hoàn tác" in text_of(province.get(done.headers["Location"]))
    assert Report.objects.filter(state="accepted").count() == 2
    province.post(f"/bao-cao/duyet/{line.window.pk}/hoan-lai/", chosen)

    assert Report.objects.filter(state="submitted").count() == 2
    assert province.post(f"/bao-cao/duyet/{line.window.pk}/nhan/", {"bien-nhan": ["999999"]}).status_code == 404


def test_the_board_says_who_is_missing_whom_to_call_and_is_closed_with_the_gaps_named(line, desk):
    province, _ = desk("NB", Role.COMPILER), desk("GH", Role.ENTRY)
    actions.accept_report(line.sent("GV").report, by=line.reviewer(), at=DECEMBER_9)
    missing = line.bodies["GH"].pk

    board = text_of(province.get("/bao-cao/theo-doi/"))
    assert "Đơn vị cần đôn đốc 1" in board
    assert "Công an xã Gia Hưng" in board
    assert "Ngô Thị Lan" in board
    for measure in ("submitted", "filled", "plausible", "evidenced", "khac"):
        assert province.get(f"/bao-cao/theo-doi/{line.window.pk}/?do={measure}").status_code == 200
    unnamed = province.post(f"/bao-cao/theo-doi/{line.window.pk}/chot/", {})
    assert unnamed.status_code == 422
    assert "chưa xác nhận đơn vị nào trong 1 đơn vị" in text_of(unnamed)
    wrong = province.post(f"/bao-cao/theo-doi/{line.window.pk}/chot/", {"missing": ["x"]})
    assert wrong.status_code == 422
    province.post(f"/bao-cao/theo-doi/{line.window.pk}/chot/", {"missing": [missing], "note": "Mất điện"})

    assert Closing.objects.get().missing == [missing]
    assert "Chốt lần đầu" in text_of(province.get("/bao-cao/theo-doi/"))


def test_after_the_window_has_closed_the_board_lets_one_unit_in(line, desk):
    province, commune, report = desk("NB", Role.COMPILER), desk("GV"), line.fill(line.report())
    with time_machine.travel("2026-12-21T08:00:00+07:00", tick=False):
        for client in (province, commune):
            client.force_login(client.officer)
        send = f"{report.get_absolute_url()}gui/"
        assert commune.post(send, {"key": str(uuid4())}).status_code == 409
        assert "Cho nộp muộn" in text_of(province.get("/bao-cao/theo-doi/"))
        late = {"body": line.bodies["GV"].pk, "until": "2026-12-22"}
        province.post(f"/bao-cao/theo-doi/{line.window.pk}/gui-muon/", late)
        assert commune.post(send, {"key": str(uuid4())}).status_code == 302


def test_an_accepted_report_is_amended_and_given_up(line, desk):
    report, commune = line.sent().report, desk("GV")
    actions.accept_report(report, by=line.reviewer(), at=DECEMBER_9)
    page = report.get_absolute_url()

    assert "Mở bổ sung" in text_of(commune.get(page))
    unfit = commune.post(f"{page}bo-sung/", {"reason": "Bà Nguyễn Thị Hoa tố giác hàng xóm"})
    assert (unfit.status_code, list(unfit.context["amend"].errors)) == (409, ["reason"])
    assert "Bà Nguyễn Thị Hoa tố giác hàng xóm</textarea>" in unfit.content.decode()
    assert list(commune.post(f"{page}bo-sung/", {"reason": " "}).context["amend"].errors) == ["reason"]
    commune.post(f"{page}bo-sung/", {"reason": "Sót thôn 5"})
    assert "Bổ sung lần 1" in text_of(commune.get(page))
    commune.post(f"{page}bo-bo-sung/")

    assert Report.objects.get().state == "accepted"


def test_a_sent_report_is_recalled_its_paper_noted_and_printed(line, desk):
    report, commune = line.sent().report, desk("GV")
    page = report.get_absolute_url()

    commune.post(f"{page}van-ban/", {"number": "31/BC-CAX", "day": "2026-12-09"})
    assert commune.post(f"{page}van-ban/", {"number": "", "day": "hôm qua"}).status_code == 422
    printed = text_of(commune.get(f"{page}in/"))
    assert "31/BC-CAX" in printed
    assert Receipt.objects.get().number in printed
    assert "CÔNG AN XÃ GIA VIỄN" in printed
    assert "NGƯỜI LẬP BIỂU" in text_of(commune.get(f"/bao-cao/bieu-trong/{line.window.pk}/"))
    commune.post(f"{page}rut/")

    assert Report.objects.get().state == "draft"


def test_a_cell_has_its_talk_and_history_for_both_levels(line, desk):
    report = line.sent().report
    commune, province = desk("GV"), desk("NB", Role.COMPILER)
    cell = f"{report.get_absolute_url()}o/{line.rows['4'].pk}/"

    province.post(f"{cell}trao-doi/", {"text": "Đồng chí kiểm tra lại"})
    page = text_of(commune.get(cell, headers={"HX-Request": "true"}))

    assert "Đồng chí kiểm tra lại" in page
    assert "Phạm Quốc Việt: 4.865" in page
    assert province.post(f"{cell}trao-doi/", {"text": " "}).status_code == 409
    assert commune.get(f"{report.get_absolute_url()}o/999999/").status_code == 404


def test_a_cell_offers_what_another_part_counted(line, desk):
    from phoihop.figures.actions import offer
    from phoihop.figures.rules.values import Provenance

    report, commune = line.report(), desk("GV")
    source = Provenance(origin="work.plan:1", label="Kế hoạch năm 2026")
    offer(indicator="TT02", body=report.body_id, period=YEAR, value=4900, source=source, by=None, at=DECEMBER_9)

    page = commune.get(f"{report.get_absolute_url()}o/{line.rows['4'].pk}/").content.decode()

    assert "Số đề nghị 4.900, theo Kế hoạch năm 2026." in page
    assert 'data-value="4.900"' in page

    empty = text_of(commune.get(report.get_absolute_url()))
    line.type(report, "4", "4000")
    other = text_of(commune.get(report.get_absolute_url()))

    assert "Số đề nghị 4.900" in empty
    assert "Chỉ tiêu 4: ghi 4.000, số đề nghị theo Kế hoạch năm 2026 là 4.900. Mời kiểm tra lại." in other
    assert "Khác số đề nghị" in other


PATHS = ["", "o/", "luu/", "kiem-tra/", "trinh/", "rut-trinh/", "gui/", "rut/", "bo-sung/", "bo-bo-sung/", "van-ban/"]
PATHS += ["in/", "mo-xem/", "duyet/", "nhan/", "tra-lai/", "bien-nhan/1/", "o/1/", "o/1/trao-doi/"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("where", ["GH", "HT"])
def test_a_foreign_report_is_the_same_as_none_and_nothing_is_written(line, desk, where, path):
    report, stranger = line.sent().report, desk(where, *Role)
    answers = {}

    for method in ("get", "post"):
        with CaptureQueriesContext(connection) as queries:
            for name, number in (("foreign", report.pk), ("absent", 999_999)):
                answer = getattr(stranger, method)(f"/bao-cao/{number}/{path}", {"key": str(uuid4()), "cell": "1"})
                answers[name] = (
                    answer.status_code,
                    len(answer.content.replace(f"/bao-cao/{number}/{path}".encode(), b"")),
                )
        assert answers["foreign"] == answers["absent"]
        assert answers["foreign"][0] in (404, 405)
        assert all(query["sql"].lstrip().startswith(("SELECT", "WITH")) for query in queries)


@pytest.mark.parametrize("path", ["nhan/", "tra-lai/", "mo-xem/"])
def test_ones_own_report_is_not_taken_in_by_oneself(line, desk, path):
    report, commune = line.sent().report, desk("GV", *Role)

    assert commune.post(f"{report.get_absolute_url()}{path}").status_code == 409
    assert Report.objects.get().state == "submitted"


@pytest.mark.parametrize("where", ["GV", "NB", "TW"])
def test_reading_writes_nothing(line, desk, where):
    report = line.sent().report
    reader = desk(where, *Role)
    pages = ["/bao-cao/", "/bao-cao/duyet/", "/bao-cao/theo-doi/"]
    pages += [
        f"{report.get_absolute_url()}{path}" for path in ("", "kiem-tra/", "in/", "duyet/", f"o/{line.rows['1'].pk}/")
    ]

    with CaptureQueriesContext(connection) as queries:
        for page in pages:
            reader.get(page)

    assert all(query["sql"].lstrip().startswith(("SELECT", "WITH")) for query in queries)


def test_extra_fields_move_nothing(line, desk):
    report, commune = line.report(), desk("GV")
    fields = {"state": "accepted", "accepted_at": "2026-01-01", "body": line.bodies["NB"].pk, "supplement": "7"}

    commune.post(f"{report.get_absolute_url()}luu/", typed(line) | fields | {"flagged": "1"})
    commune.post(f"{report.get_absolute_url()}kiem-tra/", {"counted_until": "2026-12-08"} | fields)

    report.refresh_from_db()
    assert (report.state, report.accepted_at, report.body, report.supplement) == ("draft", None, line.bodies["GV"], 0)
    assert report.counted_until == UNTIL


@pytest.mark.parametrize("communes", [["GV"], ["GV", "GH"]])
def test_pages_of_lists_cost_the_same_queries_for_one_and_for_many(line, desk, communes):
    for where in communes:
        line.sent(where)
    province = desk("NB", Role.COMPILER)

    counts = []
    for page in ("/bao-cao/", "/bao-cao/duyet/", "/bao-cao/theo-doi/"):
        with CaptureQueriesContext(connection) as queries:
            province.get(page)
        counts.append(len(queries))

    assert counts == [7, 13, 15]


def test_without_javascript_two_values_of_one_cell_are_both_shown_and_one_is_chosen(desk, line):
    report = line.report()
    client, row = desk("GV"), line.rows["4"].pk
    line.type(report, "4", "500", by=line.officer("GV"))
    said = {f"o-{row}": "620", f"v-{row}": "0"}

    asked = client.post(f"/bao-cao/{report.pk}/luu/", said)
    again = client.post(f"/bao-cao/{report.pk}/luu/", said)
    text = asked.content.decode()
    assert (asked.status_code, again.status_code) == (422, 422)
    assert "Lấy <b>500</b>" in text
    assert "Giữ <b>620</b>" in text
    assert f'name="v-{row}" value="0"' in text

    client.post(f"/bao-cao/{report.pk}/luu/", said | {f"chon-{row}": "ho"})
    assert report.cells.get(row=row).value == 500
    client.post(f"/bao-cao/{report.pk}/luu/", said | {f"chon-{row}": "1"})
    assert report.cells.get(row=row).value == 620

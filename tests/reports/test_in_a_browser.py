"""Reports in Chromium: the sheet by keyboard alone, two tabs on one cell, no barriers, weight of the entry screen."""

import gzip
import re
from urllib.request import Request, urlopen
from uuid import uuid4

import pytest
import time_machine
from playwright.sync_api import expect

from phoihop.accounts import actions as accounts
from phoihop.core.actor import Role
from phoihop.reports import actions
from phoihop.reports.models import Cell, Receipt, Report, Row
from tests.browser import barriers
from tests.reports.line import DECEMBER_9, Line, a_line, an_indicator

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIMIT, SCRIPTS = 60_000, 30_000


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(DECEMBER_9, tick=True):
        yield


@pytest.fixture(autouse=True)
def _patience(page):
    """A loaded machine is no fault of the product."""
    page.set_default_timeout(30_000)


@pytest.fixture
def line(transactional_db) -> Line:
    """The line with a form of thirty rows."""
    made = a_line()
    for number in range(5, 31):
        indicator = an_indicator(
            f"M{number:02d}", f"Chỉ tiêu mẫu thứ {number} của biểu, đặt tên dài vừa phải", "lượt người"
        )
        group = f"{'BCDE'[(number - 5) // 7]}. Nhóm chỉ tiêu"
        made.rows[str(number)] = Row.objects.create(
            form=made.form, group=group, number=str(number), indicator=indicator, order=number
        )
    return made


@pytest.fixture
def officer(line):
    def make(where: str, *roles: Role):
        name = f"can.bo.{accounts.User.objects.count()}"
        user = accounts.make_account(
            username=name, name="Ngô Thị Lan", password="bốn con trâu gặm cỏ", by=None, at=DECEMBER_9
        ).user
        for role in roles:
            accounts.assign(
                user, body=line.bodies[where], role=role, valid_from=line.form.valid_from, by=None, at=DECEMBER_9
            )
        return user

    return make


def saved(page, row: Row, value: str) -> None:
    cell_of = page.locator(f"#o-{row.pk}")
    expect(cell_of).to_have_attribute("data-state", "ok")
    expect(cell_of).to_have_attribute("data-saved", value)


def held_back(page, held: list):
    """The save that the page sent and that the test holds back, once it has come."""
    for _again in range(500):
        if held:
            return held.pop()
        page.wait_for_timeout(20)
    raise AssertionError("no save was sent")


def test_a_commune_signs_in_types_by_keyboard_alone_and_sends(page, live_server, line, officer):
    officer("GV", Role.ENTRY, Role.APPROVAL)
    report = line.report()
    page.goto(f"{live_server.url}{report.get_absolute_url()}")
    page.keyboard.type("can.bo.0")
    page.keyboard.press("Tab")
    page.keyboard.type("bốn con trâu gặm cỏ")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{report.get_absolute_url()}")

    page.locator(f"#o-{line.rows['1'].pk}").focus()
    for number in range(1, 31):
        page.keyboard.type({1: "36", 2: "20", 3: "16", 4: "4.865"}.get(number, str(number)))
        page.keyboard.press("Enter")
    saved(page, line.rows["30"], "30")
    page.get_by_text("Đã lưu lúc").first.wait_for()
    page.reload()
    assert page.locator(f"#o-{line.rows['4'].pk}").input_value() == "4.865"
    assert Cell.objects.count() == 30
    page.get_by_role("button", name="Kiểm tra và gửi").press("Enter")
    page.wait_for_url("**/kiem-tra/")
    page.get_by_role("button", name="Gửi báo cáo").press("Enter")
    page.wait_for_url("**/bien-nhan/**")

    assert Receipt.objects.get().number in page.content()


def test_a_wrong_text_is_asked_about_before_it_leaves_the_browser(page, live_server, line, officer, sign_in):
    sign_in(page, officer("GV", Role.ENTRY))
    page.goto(f"{live_server.url}{line.report().get_absolute_url()}")
    first = page.locator(f"#o-{line.rows['1'].pk}")

    for text in ("12a", "-3", "12²", "①5", "1,5"):
        first.fill(text)
        first.press("Enter")
        page.locator(".msg .e").wait_for()
        assert first.get_attribute("aria-invalid") == "true"

    page.reload()
    page.get_by_text("nhập số nguyên từ 0 trở lên. Ô đang ghi “1,5”.").first.wait_for()
    assert first.input_value() == "1,5"
    first.fill("15")
    first.press("Enter")
    saved(page, line.rows["1"], "15")
    page.reload()
    assert first.input_value() == "15"
    assert page.locator(".msg .e").count() == 0
    assert Cell.objects.count() == 1


def test_typing_over_a_slow_save_and_going_on_at_once_loses_nothing(page, live_server, line, officer, sign_in):
    sign_in(page, officer("GV", Role.ENTRY))
    report = line.report()
    page.goto(f"{live_server.url}{report.get_absolute_url()}")
    answers = []
    page.on("response", lambda answer: answers.append(answer.status) if answer.url.endswith("/o/") else None)
    page.route("**/o/", lambda route: (page.wait_for_timeout(700), route.continue_()))
    first = page.locator(f"#o-{line.rows['1'].pk}")

    for text in ("36", "41"):
        first.fill(text)
        first.press("Tab")
        page.wait_for_timeout(50)
    page.click("button[name=gui]")

    page.wait_for_url("**/kiem-tra/")
    assert Cell.objects.get(row=line.rows["1"]).value == 41
    assert set(answers) == {200}


def test_the_answer_to_an_earlier_save_leaves_what_is_being_typed(page, live_server, line, officer, sign_in):
    sign_in(page, officer("GV", Role.ENTRY))
    page.goto(f"{live_server.url}{line.report().get_absolute_url()}")
    held = []
    page.route("**/o/", lambda route: held.append(route))
    first = page.locator(f"#o-{line.rows['1'].pk}")
    first.fill("36")
    first.press("Tab")
    sent = held_back(page, held)

    first.evaluate("cell => { cell.value = '41'; }")
    sent.continue_()
    saved(page, line.rows["1"], "36")
    page.unroute("**/o/")

    assert first.input_value() == "41"
    first.focus()
    first.press("Tab")
    saved(page, line.rows["1"], "41")


def test_the_answer_about_a_related_cell_leaves_what_is_being_typed_there(page, live_server, line, officer, sign_in):
    report = line.report()
    sign_in(page, officer("GV", Role.ENTRY))
    line.type(report, "2", "20")
    line.type(report, "3", "16")
    page.goto(f"{live_server.url}{report.get_absolute_url()}")
    held = []
    page.route("**/o/", lambda route: held.append(route))
    first, related = (page.locator(f"#o-{line.rows[number].pk}") for number in ("2", "3"))
    first.fill("30")
    first.press("Tab")
    sent = held_back(page, held)

    related.evaluate("cell => { cell.value = '17'; }")
    with page.expect_response("**/o/") as answer:
        sent.continue_()
    saved(page, line.rows["2"], "30")
    page.unroute("**/o/")

    assert [one["value"] for one in answer.value.json()["also"]] == ["16"]
    assert related.input_value() == "17"
    related.focus()
    related.press("Tab")
    saved(page, line.rows["3"], "17")
    assert Cell.objects.get(row=line.rows["3"]).value == 17


def test_two_tabs_on_one_cell_show_both_values(page, live_server, line, officer, sign_in):
    sign_in(page, officer("GV", Role.ENTRY))
    report = line.report()
    page.goto(f"{live_server.url}{report.get_absolute_url()}")
    line.type(report, "1", "36")
    first = page.locator(f"#o-{line.rows['1'].pk}")

    first.fill("40")
    first.press("Enter")

    page.get_by_role("button", name="Lấy 36").wait_for()
    assert Cell.objects.get().value == 36
    page.get_by_role("button", name="Giữ 40").click()
    saved(page, line.rows["1"], "40")
    assert Cell.objects.get().value == 40


def test_what_was_typed_off_line_is_kept_beside_the_others_number_until_one_is_chosen(
    page, live_server, line, officer, sign_in
):
    sign_in(page, officer("GV", Role.ENTRY))
    report, row = line.report(), line.rows["1"]
    page.goto(f"{live_server.url}{report.get_absolute_url()}")
    first = page.locator(f"#o-{row.pk}")
    page.context.set_offline(True)
    first.fill("2205")
    first.press("Tab")
    expect(page.locator(".cell").first).to_have_attribute("data-state", "wait")
    line.type(report, "1", "2206")
    page.context.set_offline(False)
    told = "Chỉ tiêu 1: Phạm Quốc Việt vừa ghi 2.206, ô này đang ghi 2.205. Giữ số nào?"

    for _again in range(2):
        page.reload()
        page.get_by_text(told).wait_for()
        assert first.input_value() == "2.205"
    first.focus()
    first.press("Tab")  # passing through is no choice
    page.click("button[name=gui]")  # nor is it sent with the question open
    page.wait_for_timeout(500)
    assert page.url.endswith(report.get_absolute_url())
    assert Cell.objects.get().value == 2206

    first.fill("2210")
    first.press("Tab")
    page.get_by_role("button", name="Giữ 2.210").wait_for()
    assert Cell.objects.get().value == 2206
    page.get_by_role("button", name="Lấy 2.206").click()
    saved(page, row, "2206")
    page.reload()
    assert first.input_value() == "2.206"
    assert page.locator(".msg .e").count() == 0


def test_what_is_still_blank_stands_above_the_grid_and_is_one_click_away(page, live_server, line, officer, sign_in):
    sign_in(page, officer("GV", Role.ENTRY))
    report, find = line.report(), page.locator("[data-find]")
    page.goto(f"{live_server.url}{report.get_absolute_url()}")
    assert find.is_hidden()  # nothing is typed yet

    page.locator(f"#o-{line.rows['2'].pk}").fill("20")
    page.keyboard.press("Tab")
    saved(page, line.rows["2"], "20")

    assert find.locator("b").inner_text() == "29 ô còn trống"
    assert find.locator("a").all_inner_texts() == ["1", "3 – 30"]
    find.locator("a").nth(1).click()
    assert page.evaluate("document.activeElement.id") == f"o-{line.rows['3'].pk}"
    page.keyboard.press("Alt+n")
    assert page.evaluate("document.activeElement.id") == f"o-{line.rows['4'].pk}"


def test_a_pasted_column_is_shown_by_the_names_of_its_rows(page, live_server, line, officer, sign_in):
    sign_in(page, officer("GV", Role.ENTRY))
    page.goto(f"{live_server.url}{line.report().get_absolute_url()}")
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name="Dán cột từ Excel").click()
    page.locator("#dan-cot-o").fill("３６\nhai mươi\n12²\n3①")

    rows = page.locator("#dan-cot tbody tr")
    assert rows.nth(0).locator("th").inner_text() == "1. Buổi tuyên truyền tập trung"
    told = [rows.nth(at).locator("td").last.inner_text() for at in (1, 2, 3)]
    assert told == ["không phải số, bỏ qua"] * 3
    assert page.locator("#dan-cot .scroll").evaluate("box => box.scrollWidth - box.clientWidth") == 0
    page.get_by_role("button", name="Ghi 1 ô").click()
    saved(page, line.rows["1"], "36")


def test_typing_goes_on_after_another_tab_chose_another_body(page, live_server, line, officer, sign_in):
    user = officer("GV", Role.ENTRY)
    given = {"body": line.bodies["GH"], "role": Role.ENTRY, "valid_from": line.form.valid_from}
    accounts.assign(user, **given, by=None, at=DECEMBER_9)
    sign_in(page, user)
    report, other = line.report(), page.context.new_page()

    def choose(tab, name):
        tab.goto(f"{live_server.url}/")
        tab.locator("[popovertarget=doi-co-quan]").click()
        tab.locator("#doi-co-quan").get_by_role("button", name=name).click()
        tab.locator(".sw", has_text=name).wait_for()

    choose(page, "Công an xã Gia Viễn")
    page.goto(f"{live_server.url}{report.get_absolute_url()}")
    choose(other, "Công an xã Gia Hưng")
    first = page.locator(f"#o-{line.rows['1'].pk}")
    first.fill("36")
    first.press("Tab")

    page.get_by_text("số vừa gõ chưa lưu được; số vẫn còn trên máy này").wait_for()
    assert first.input_value() == "36"
    page.click("button[name=gui]")
    page.wait_for_timeout(500)
    assert page.url.endswith(report.get_absolute_url())
    assert Cell.objects.count() == 0
    page.get_by_role("button", name="Quay lại Công an xã Gia Viễn").click()
    page.wait_for_url(f"**{report.get_absolute_url()}")
    saved(page, line.rows["1"], "36")
    assert Cell.objects.get().value == 36
    assert page.locator("[data-net]").is_hidden()


def test_a_reason_that_may_not_be_kept_is_still_there_after_a_reload(page, live_server, line, officer, sign_in):
    line.counted_before("GV", "TT02", 10)
    sign_in(page, officer("GV", Role.ENTRY))
    report, said = line.report(), "Bà Nguyễn Thị Hoa tố giác hàng xóm"
    line.type(report, "4", "4865")
    page.goto(f"{live_server.url}{report.get_absolute_url()}")
    reason = page.locator(f"#g-o-{line.rows['4'].pk}")
    reason.fill(said)
    reason.press("Tab")

    for _again in range(2):
        page.get_by_text("nên không lưu").first.wait_for()
        assert reason.input_value() == said
        page.reload()
    reason.fill("Thêm 3 hội nghị ở thôn 3")
    reason.press("Tab")
    saved(page, line.rows["4"], "4865")
    page.reload()
    assert page.locator(f"#o-{line.rows['4'].pk}").get_attribute("data-state") == "ok"
    assert Cell.objects.get().note == "Thêm 3 hội nghị ở thôn 3"


def test_two_people_at_one_computer_each_find_their_own_typing(page, live_server, line, officer, sign_in):
    one, other = officer("GV", Role.ENTRY), officer("GV", Role.ENTRY)
    report = line.report()
    first = page.locator(f"#o-{line.rows['1'].pk}")
    sign_in(page, one)
    page.goto(f"{live_server.url}{report.get_absolute_url()}")
    first.fill("12a")
    first.press("Tab")
    page.locator(".msg .e").wait_for()
    page.goto(f"{live_server.url}/tai-khoan/")
    page.locator("main [data-leaves] button").click()
    page.wait_for_url("**/dang-nhap/**")

    page.context.clear_cookies()
    sign_in(page, other)
    page.goto(f"{live_server.url}{report.get_absolute_url()}")
    assert first.input_value() == ""

    page.context.clear_cookies()
    sign_in(page, one)
    page.goto(f"{live_server.url}{report.get_absolute_url()}")
    page.get_by_text("Ô đang ghi “12a”").first.wait_for()
    assert first.input_value() == "12a"


def test_what_was_typed_for_a_report_that_was_sent_meanwhile_is_shown_beside_it(
    page, live_server, line, officer, sign_in
):
    for number in range(5, 31):
        line.rows[str(number)].delete()
    sign_in(page, officer("GV", Role.ENTRY))
    report = line.report()
    page.goto(f"{live_server.url}{report.get_absolute_url()}")
    page.context.set_offline(True)
    page.locator(f"#o-{line.rows['1'].pk}").fill("2205")
    page.keyboard.press("Tab")
    expect(page.locator(".cell").first).to_have_attribute("data-state", "wait")
    line.sent()
    page.context.set_offline(False)

    page.goto(f"{live_server.url}{report.get_absolute_url()}")
    page.get_by_text("Chỉ tiêu 1: 2.205").wait_for()
    page.get_by_role("button", name="Bỏ các số này").click()
    page.reload()
    assert page.get_by_text("Chỉ tiêu 1: 2.205").count() == 0


def test_the_province_returns_a_cell_and_the_commune_mends_it(page, live_server, line, officer, sign_in):
    for number in range(5, 31):
        line.rows[str(number)].delete()
    report = line.sent().report
    sign_in(page, officer("NB", Role.COMPILER))
    page.goto(f"{live_server.url}/bao-cao/duyet/")
    page.get_by_role("button", name="Xem Công an xã Gia Viễn").click()
    page.locator(f"[name=ly-do-{line.rows['4'].pk}]").fill("6 tháng báo 5.100")
    page.get_by_role("button", name="Trả lại các ô có lý do").click()
    page.get_by_text("Đã trả lại 1 ô").wait_for()

    page.context.clear_cookies()
    sign_in(page, officer("GV", Role.ENTRY, Role.APPROVAL))
    page.goto(f"{live_server.url}{report.get_absolute_url()}")
    assert page.locator(".cell[readonly]").count() == 3
    cell = page.locator(f"#o-{line.rows['4'].pk}")
    cell.fill("5120")
    cell.press("Enter")
    saved(page, line.rows["4"], "5120")

    assert Report.objects.get().state == "returned"


def test_locking_an_account_asks_first(page, live_server, officer, sign_in):
    viet = officer("GV", Role.ENTRY)
    sign_in(page, officer("NB", Role.ADMIN))
    page.goto(f"{live_server.url}/quan-tri/tai-khoan/{viet.pk}/")
    asked, opens = page.locator("#khoa"), page.locator(".head").get_by_role("button", name="Khóa tài khoản")

    opens.click()
    asked.get_by_role("button", name="Hủy").click()
    viet.refresh_from_db()
    assert viet.is_active
    opens.click()
    asked.get_by_role("button", name="Khóa tài khoản").click()
    page.get_by_text("Đang khóa").wait_for()
    viet.refresh_from_db()
    assert not viet.is_active


@pytest.mark.parametrize("width", [390, 1440])
def test_no_barriers_and_no_sideways_scroll(page, live_server, line, officer, sign_in, width):
    for number in range(9, 31):
        line.rows[str(number)].delete()
    more = {f"r{number}": str(number) for number in range(5, 9)}
    sent = line.sent("GH", **more)
    draft = line.report("GV")
    line.type(draft, "1", "36")
    actions.comment(sent.report, row_id=line.rows["1"].pk, text="Xem lại", by=line.reviewer(), at=DECEMBER_9)
    page.set_viewport_size({"width": width, "height": 900})
    user = officer("GV", Role.ENTRY, Role.APPROVAL)
    addresses = {
        user: ["/bao-cao/", draft.get_absolute_url(), f"{draft.get_absolute_url()}kiem-tra/", "/tai-khoan/"],
        officer("NB", Role.COMPILER, Role.ADMIN): [
            "/bao-cao/duyet/",
            "/bao-cao/theo-doi/",
            f"{sent.report.get_absolute_url()}duyet/",
            f"{sent.report.get_absolute_url()}bien-nhan/{sent.pk}/",
            f"{sent.report.get_absolute_url()}in/",
            sent.report.get_absolute_url(),
            "/quan-tri/",
            f"/quan-tri/tai-khoan/{user.pk}/",
        ],
    }
    page.goto(f"{live_server.url}/dang-nhap/")
    found = barriers(page)
    for account, pages in addresses.items():
        page.context.clear_cookies()
        sign_in(page, account)
        for address in pages:
            page.goto(f"{live_server.url}{address}")
            found += [f"{address} {barrier}" for barrier in barriers(page)]
            if page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"):
                found.append(f"{address} scrolls sideways")

    assert "\n".join(found) == ""


def test_the_entry_screen_of_thirty_rows_weighs_at_most_60_kb(page, live_server, line, officer, sign_in):
    """Sum of what a first visit loads, each file compressed by itself at gzip's usual level."""
    report = line.report()
    for number in range(1, 31):
        line.type(report, str(number), {1: "36", 2: "20", 3: "16"}.get(number, "1234"))
    sign_in(page, officer("GV", Role.ENTRY))
    page.goto(f"{live_server.url}{report.get_absolute_url()}")
    page.wait_for_load_state("networkidle")

    loaded = page.evaluate("performance.getEntriesByType('resource').map((e) => e.name)")
    weights = {"document": len(gzip.compress(page.request.get(page.url).body(), 6))}
    for address in sorted({re.sub(r"#.*", "", name) for name in loaded}):
        weights[address.rsplit("/", 1)[1]] = len(gzip.compress(urlopen(Request(address)).read(), 6))

    assert not [name for name in weights if name.endswith("woff2")]
    assert sum(weights.values()) <= LIMIT, weights
    assert sum(weight for name, weight in weights.items() if name.endswith(".js")) <= SCRIPTS, weights
    print(sum(weights.values()), weights)  # noqa: T201


def test_a_repeated_key_from_the_browser_saves_once(line):
    report, key = line.report(), uuid4()

    assert line.type(report, "5", "7", seen=0, key=key).version == 1
    assert line.type(report, "5", "7", seen=0, key=key).version == 1

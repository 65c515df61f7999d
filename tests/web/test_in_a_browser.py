"""The components in Chromium: no barriers, no sideways scroll, keys, panel, the entry grid's promises, weight."""

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import barriers, transferred
from tests.web import pages

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STATIC = Path(__file__).resolve().parent.parent.parent / "phoihop/web/static/web"


@pytest.fixture
def site(shell_site, transactional_db, shell_server):
    return shell_server.url


def cell(page, code):
    return page.locator(f"#o-{code}")


def saved(page, code, value):
    """Wait until the server has the cell's value."""
    cell_of = page.locator(f"#o-{code}")
    expect(cell_of).to_have_attribute("data-state", "ok")
    expect(cell_of).to_have_attribute("data-saved", value)


@pytest.mark.parametrize("width", [390, 768, 1440])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("address", ["/giao-dien/", "/nhap/", "/khong-co/", "/khong-co/?ngoai"])
def test_no_barriers_and_no_sideways_scroll(page, site, address, theme, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=theme)
    page.goto(site + address)
    assert "\n".join(barriers(page)) == ""
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


@pytest.mark.parametrize("address", ["/giao-dien/", "/nhap/"])
def test_at_320_pixels_nothing_scrolls_sideways(page, site, address):
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(site + address)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


@pytest.mark.parametrize("address", ["/giao-dien/", "/nhap/"])
def test_on_touch_every_control_is_44_pixels_high(chromium, site, address):
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(site + address)
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, select, .btn, .cell, .field, nav.tabs a, .units a, .prop > *")]
        .filter((e) => e.checkVisibility())
        .map((e) => [e.getBoundingClientRect(), e.outerHTML.slice(0, 80)])
        .filter(([box]) => box.height < 43.5 || box.width < 43.5)
        .map(([box, html]) => `${box.width} × ${box.height} ${html}`)"""
    )
    context.close()
    assert small == []


def test_a_figure_opens_its_explanation_beside_it_and_escape_gives_the_focus_back(page, site):
    page.goto(site + "/giao-dien/")
    figure = page.locator(".lead .num").first
    figure.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#giai-thich:not([hidden]) h2")
    assert figure.get_attribute("aria-expanded") == "true"
    assert page.evaluate("document.activeElement.id") == "giai-thich-h"
    assert "\n".join(barriers(page)) == ""
    page.keyboard.press("Escape")
    assert page.locator("#giai-thich").is_hidden()
    assert page.evaluate("document.activeElement.matches('.lead .num')")


def test_slash_goes_to_the_search_field(page, site):
    page.goto(site + "/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "tim"
    assert page.input_value("#tim") == ""


def test_the_theme_changes_at_once_and_stays(page, site):
    page.goto(site + "/")
    page.click("[popovertarget=tai-khoan]")
    page.click("#tai-khoan button[value=dark]")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.wait_for_function("document.cookie.includes('nen=dark')")
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_keys_walk_the_grid_and_enter_never_sends(page, site):
    page.goto(site + "/nhap/")
    cell(page, "C10").focus()
    page.keyboard.type("19")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "o-C11"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.id") == "o-C12"
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "o-C11"
    page.keyboard.press("Alt+n")
    assert page.evaluate("document.activeElement.id") == "o-C05"
    assert page.url == site + "/nhap/"
    saved(page, "C10", "19")


@pytest.mark.parametrize(
    ("typed", "sent", "shown"),
    [("1234567", "1234567", "1.234.567"), ("1.234.567", "1234567", "1.234.567"), ("1 234", "1234", "1.234"),
     ("007", "7", "7"), ("１２", "12", "12")],
)  # fmt: skip
def test_a_number_is_taken_as_offices_type_it(page, site, typed, sent, shown):
    page.goto(site + "/nhap/")
    cell(page, "C11").fill(typed)
    page.keyboard.press("Tab")
    saved(page, "C11", sent)
    assert cell(page, "C11").input_value() == shown
    assert pages.SAVED["C11"]["value"] == sent


@pytest.mark.parametrize("typed", ["12a", "-3", "1,5", "1.5", "12.34"])
def test_anything_else_is_asked_about_and_kept_but_not_sent(page, site, typed):
    page.goto(site + "/nhap/")
    cell(page, "C11").fill(typed)
    page.keyboard.press("Tab")
    page.wait_for_selector("#o-C11[aria-invalid=true]")
    told = page.locator("#m-o-C11").inner_text()
    assert told == f"Chỉ tiêu 11: nhập số nguyên từ 0 trở lên. Ô đang ghi “{typed}”."
    assert cell(page, "C11").input_value() == typed
    assert pages.SAVED == {}
    assert page.locator("tr.row:has(#o-C11) + tr.msg").count() == 1
    cell(page, "C11").fill("12")
    page.keyboard.press("Tab")
    saved(page, "C11", "12")
    assert page.locator("#m-o-C11").count() == 0


def test_a_column_pasted_from_a_spreadsheet_is_shown_first_then_saved(page, site):
    page.goto(site + "/nhap/")
    cell(page, "C10").focus()
    page.evaluate(
        """() => { const data = new DataTransfer(); data.setData("text/plain", "20\\n1.005\\nkhông\\n130\\n");
        document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true,
        cancelable: true })); }"""
    )
    page.wait_for_selector("#dan-cot[open]")
    assert page.locator("#dan-cot tbody tr").all_inner_texts()[2].endswith("không phải số, bỏ qua")
    assert pages.SAVED == {}
    page.click("[data-paste-go]")
    saved(page, "C13", "130")
    assert {code: kept["value"] for code, kept in pages.SAVED.items()} == {"C10": "20", "C11": "1005", "C13": "130"}


def test_undo_gives_a_cell_its_last_value_also_after_a_reload(page, site):
    page.goto(site + "/nhap/")
    cell(page, "C01").fill("40")
    page.keyboard.press("Tab")
    saved(page, "C01", "40")
    page.reload()
    cell(page, "C01").focus()
    page.keyboard.press("Control+z")
    saved(page, "C01", "36")


def test_without_the_net_cells_wait_survive_a_reload_and_go_when_it_is_back(page, site):
    page.goto(site + "/nhap/")
    page.route("**/nhap/luu/", lambda route: route.abort())
    cell(page, "C10").fill("21")
    page.keyboard.press("Tab")
    page.wait_for_selector("#o-C10[data-state=wait]")
    assert page.locator("[data-count=waiting]").inner_text() == "1 ô chờ gửi"
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    assert cell(page, "C10").input_value() == "21"
    page.unroute("**/nhap/luu/")
    page.evaluate("dispatchEvent(new Event('online'))")
    saved(page, "C10", "21")
    assert pages.SAVED["C10"]["value"] == "21"


def test_the_red_bar_comes_only_after_thirty_seconds_unsent(page, site):
    page.clock.install()
    page.goto(site + "/nhap/")
    page.route("**/nhap/luu/", lambda route: route.abort())
    cell(page, "C10").fill("21")
    page.keyboard.press("Tab")
    page.clock.run_for(20_000)
    assert page.locator("[data-net]").is_hidden()
    page.clock.run_for(20_000)
    assert "1 ô vẫn còn trên máy này" in page.locator("[data-net]").inner_text()


def test_two_people_on_one_cell_see_both_values_and_choose(page, site):
    question = "Phạm Quốc Việt vừa ghi 25, ô này đang ghi 21. Giữ số nào?"
    pages.ANSWERS["C10"] = (409, {"theirs": "25", "version": 7, "message": question})
    page.goto(site + "/nhap/")
    cell(page, "C10").fill("21")
    page.keyboard.press("Tab")
    page.wait_for_selector("text=Phạm Quốc Việt vừa ghi 25, ô này đang ghi 21")
    pages.ANSWERS.clear()
    page.click("text=Lấy 25")
    saved(page, "C10", "25")
    assert pages.SAVED["C10"]["seen"] == "7"


def test_an_input_method_keeps_its_keys(page, site):
    page.goto(site + "/nhap/")
    cell(page, "C10").focus()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "12", "selectionStart": 2, "selectionEnd": 2})
    page.evaluate(
        """() => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", isComposing: true,
        bubbles: true, cancelable: true }))"""
    )
    assert page.evaluate("document.activeElement.id") == "o-C10"
    session.send("Input.insertText", {"text": "12"})
    page.keyboard.press("Tab")
    saved(page, "C10", "12")


def test_not_applicable_is_a_state_of_its_own(page, site):
    page.goto(site + "/nhap/")
    page.evaluate(
        """() => { const b = document.createElement("button"); b.type = "button"; b.dataset.na = "C12";
        b.textContent = "Không áp dụng"; document.querySelector(".acts").append(b); }"""
    )
    page.click("[data-na=C12]")
    expect(page.locator("#o-C12")).to_have_value("Không áp dụng")
    expect(page.locator("#o-C12")).to_have_attribute("data-state", "ok")
    assert (pages.SAVED["C12"]["na"], pages.SAVED["C12"]["value"]) == ("1", "")


def test_the_entry_screen_uses_system_fonts(page, site):
    page.goto(site + "/nhap/")
    assert transferred(page).get("font", 0) == 0


def test_styles_and_scripts_stay_within_their_weight():
    def packed(name):
        return len(gzip.compress((STATIC / name).read_bytes(), 9))

    assert packed("tokens.css") + packed("shell.css") + packed("components.css") <= 20_000
    assert packed("shell.js") + packed("grid.js") <= 13_500


def test_the_printed_form_shows_not_applicable_whole(page, site):
    page.goto(site + "/nhap/")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 661, "height": 900})
    clipped = page.evaluate(
        "() => [...document.querySelectorAll('.cell')].filter(c => c.scrollWidth > c.clientWidth + 1).map(c => c.value)"
    )
    assert clipped == []
    assert re.search(r"\S", page.locator(".print-title").inner_text())


def test_a_unit_is_found_by_its_old_name_and_taken_by_keys(page, site):
    page.goto(site + "/giao-dien/")
    page.locator("#chon-don_vi").press_sequentially("ý yên")
    page.wait_for_selector("#chon-don_vi-ds [role=option]")
    assert "Huyện Ý Yên đến 01/7/2025; nay là" in page.locator("#chon-don_vi-ds").inner_text()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.input_value("#chon-don_vi") == "Xã Yên Đồng"
    assert page.locator("[data-pick-value]").first.get_attribute("value") == "12"
    assert page.locator("#chon-don_vi").get_attribute("aria-expanded") == "false"


def test_a_search_without_result_says_what_to_try(page, site):
    page.goto(site + "/giao-dien/")
    page.locator("#chon-don_vi").press_sequentially("zzz")
    page.wait_for_selector("#chon-don_vi-ds .pick-none")
    assert "hoặc gõ tên cũ" in page.locator("#chon-don_vi-ds").inner_text()


def test_a_chosen_file_is_listed_with_its_size(page, site):
    page.goto(site + "/giao-dien/")
    page.set_input_files(
        "#tep-tep", {"name": "bao-cao.docx", "mimeType": "application/octet-stream", "buffer": b"x" * 3000}
    )
    assert page.locator("[data-files] li").inner_text().split() == ["bao-cao.docx", "3", "kB"]


def test_two_minutes_before_the_lock_a_key_keeps_the_page_open(page, site):
    page.clock.install()
    page.goto(site + "/")
    page.clock.run_for(57 * 60_000)
    assert page.locator("#sap-khoa[open]").count() == 0
    page.clock.run_for(90_000)
    page.wait_for_selector("#sap-khoa[open]")
    assert barriers(page) == []
    with page.expect_request("**/giao-dien/con-day/"):
        page.keyboard.press("Shift")
    assert page.locator("#sap-khoa[open]").count() == 0


def test_without_javascript_a_figure_leads_to_a_page_and_the_grid_can_be_saved(chromium, site):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "/nhap/")
    assert page.locator("button[name=chi-luu]").is_visible()
    assert page.locator(".js-only").first.is_hidden()
    page.goto(site + "/giao-dien/")
    page.locator(".lead .num").first.click()
    page.wait_for_load_state()
    assert page.locator("h1").is_visible()
    context.close()


def test_a_refusal_in_the_middle_of_a_page_is_a_message_that_stays(page, site, monkeypatch):
    page.goto(site + "/nhap/")
    page.evaluate("htmx.ajax('GET', '/tu-choi/', {target: '.grid', swap: 'outerHTML'})")
    page.wait_for_selector("#thong-bao .toast.bad")
    assert page.locator(".grid").count() == 1
    page.click("#thong-bao [data-close]")
    assert page.locator("#thong-bao .toast").count() == 0
    page.console_errors.clear()


def test_what_was_typed_survives_the_lock(page, site):
    page.clock.install()
    page.goto(site + "/giao-dien/")
    page.fill("#id_name", "Camera an ninh")
    page.check("#id_side_1")
    page.clock.run_for(59 * 60_000)
    page.wait_for_selector("#sap-khoa[open]")
    with page.expect_navigation():
        page.clock.run_for(2 * 60_000)
    assert page.input_value("#id_name") == "Camera an ninh"
    assert page.is_checked("#id_side_1")


def test_logging_out_leaves_in_the_browser_only_what_never_reached_the_server(page, site):
    page.goto(site + "/nhap/")
    page.route("**/nhap/luu/", lambda route: route.abort())
    cell(page, "C10").fill("21")
    page.keyboard.press("Tab")
    page.wait_for_selector("#o-C10[data-state=wait]")
    assert page.evaluate("localStorage.length") == 1
    page.on("dialog", lambda dialog: dialog.accept())
    page.click("[popovertarget=tai-khoan]")
    with page.expect_navigation():
        page.click("#tai-khoan [data-leaves] button")
    left = page.evaluate("Object.values(localStorage)")
    assert (len(left), '"21"' in left[0]) == (1, True)

"""Intake in a browser: a file by pieces over a bad line, keys, the paper as it looks, no barriers."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from phoihop.accounts.models import Term, User
from phoihop.core.actor import Actor, Role
from phoihop.intake import actions
from phoihop.intake.actions import Given
from phoihop.intake.models import Paper, Upload
from phoihop.intake.rules import PIECE
from phoihop.intake.tasks import read_batch
from phoihop.jobs.models import Job
from phoihop.organisations.models import Body
from phoihop.reading.pictures import WIDTH
from tests.browser import barriers
from tests.intake.conftest import NOON
from tests.intake.papers import a_pdf, a_sheet, a_word_table

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LINE = "Năm 2026, tổ chức 12 buổi tuyên truyền.\n"


@pytest.fixture
def account(settings, tmp_path) -> User:
    """A compiler at a province, with a small world of her own."""
    from tests.reports.line import a_line

    settings.VAR = tmp_path
    a_line()
    user = User.objects.create(username="th42", name="Nguyễn Thị Mẫu")
    body = Body.objects.get(key="cong_an@tinh:42")
    for role in (Role.COMPILER, Role.APPROVAL):
        Term.objects.create(user=user, body=body, role=role, valid_from=date(2026, 1, 1))
    return user


@pytest.fixture
def open_page(page: Page, live_server, sign_in: Callable[[Page, User], None], account: User) -> Page:
    sign_in(page, account)
    page.goto(f"{live_server.url}/van-ban/tiep-nhan/")
    return page


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A text of four pieces."""
    path = tmp_path / "bao-cao-lon.txt"
    path.write_text(LINE + "Nội dung công tác được triển khai nghiêm túc, đúng quy định.\n" * 13000)
    assert PIECE * 3 < path.stat().st_size < PIECE * 5
    return path


def opens_when_read(open_page: Page) -> None:
    """The page of what is being read shows how far it is, and opens the paper once the worker has read it."""
    open_page.wait_for_url("**/tiep-nhan/dang-doc/*/", timeout=30_000)
    expect(open_page.locator("#dang-doc")).to_contain_text("0/1 tệp đã đọc, đang chờ đến lượt")
    read_batch.func(Job.objects.get().pk)
    open_page.wait_for_url(f"**/tiep-nhan/{Paper.objects.get().pk}/", timeout=30_000)


def test_a_broken_line_is_waited_out_and_the_file_goes_on(open_page: Page, large: Path):
    tries: list[str] = []

    def broken(route: Route) -> None:
        tries.append(route.request.headers["upload-offset"])
        if len(tries) in (2, 3):
            route.abort("connectionreset")
        else:
            route.continue_()

    open_page.route("**/tiep-nhan/tep/*/", broken)
    open_page.set_input_files("input[type=file]", large)
    open_page.get_by_role("button", name="Đọc văn bản").click()

    opens_when_read(open_page)
    assert tries[1] == tries[2] == tries[3]
    assert Paper.objects.get().source.size == large.stat().st_size
    assert not Upload.objects.exists()


def test_after_a_reload_the_same_file_chosen_again_sends_only_the_rest(open_page: Page, large: Path):
    sent: list[str] = []
    open_page.route(
        "**/tiep-nhan/tep/*/", lambda route: route.abort() if sent else sent.append("x") or route.continue_()
    )
    open_page.set_input_files("input[type=file]", large)
    open_page.get_by_role("button", name="Đọc văn bản").click()
    expect(open_page.locator("[data-sending]")).to_contain_text("Mất kết nối")
    open_page.unroute_all(behavior="ignoreErrors")
    open_page.on("dialog", lambda dialog: dialog.accept())
    open_page.reload()
    expect(open_page.locator(".on-the-way")).to_contain_text("bao-cao-lon.txt")
    here = Upload.objects.get().received

    offsets: list[str] = []
    open_page.on("request", lambda asked: offsets.append(asked.headers.get("upload-offset", "")))
    open_page.set_input_files("input[type=file]", large)
    open_page.get_by_role("button", name="Đọc văn bản").click()
    opens_when_read(open_page)

    assert here == 2 * PIECE
    assert next(offset for offset in offsets if offset) == str(here)
    assert Paper.objects.get().source.size == large.stat().st_size


@pytest.fixture
def papers(account: User) -> dict[str, Paper]:
    """One paper of each look."""
    from phoihop.accounts import queries

    by: Actor = queries.acting(account, date(2026, 12, 1))[0].actor
    about = Body.objects.get(pk=by.body_id)
    return {
        file.name[4:]: actions.receive(
            [Given(file.name, file.content)], about=about, programme=None, drop_lists=False, by=by, at=NOON
        )[0]
        for file in (a_pdf(1), a_sheet(2), a_word_table(3))
    }


@pytest.mark.parametrize("width", [1440, 390])
def test_papers_as_they_look_have_no_barriers_and_fit(open_page: Page, papers, live_server, width):
    open_page.set_viewport_size({"width": width, "height": 900})
    for paper in papers.values():
        open_page.goto(f"{live_server.url}/van-ban/tiep-nhan/{paper.pk}/")
        open_page.locator("details.prop > summary").first.click()
        assert barriers(open_page) == []
        assert open_page.evaluate("document.documentElement.scrollWidth") <= width
    assert open_page.locator("#xem-van-ban").count() == 1


def test_a_page_is_a_picture_whose_boxes_lead_to_the_proposals(open_page: Page, papers, live_server):
    open_page.goto(f"{live_server.url}/van-ban/tiep-nhan/{papers['bao-cao.pdf'].pk}/")

    picture = open_page.locator("figure.page img").first
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("naturalWidth", WIDTH)
    open_page.locator("svg a.fact").first.click()

    chosen = open_page.locator("svg a.fact.sel").first.get_attribute("href")
    expect(open_page.locator(f"details.prop{chosen}")).to_have_attribute("open", "")


def test_keys_walk_accept_and_go_on(open_page: Page, papers, live_server):
    open_page.goto(f"{live_server.url}/van-ban/tiep-nhan/{papers['bieu-02.xlsx'].pk}/")

    open_page.locator("details.prop > summary").first.click()
    open_page.keyboard.press("b")
    expect(open_page.locator(".seen")).to_contain_text("0 nhận, 1 bỏ")
    expect(open_page.locator("details.prop[open]")).to_have_count(1)
    open_page.keyboard.press("s")

    expect(open_page.locator("details.prop[open] .fixing input").first).to_be_focused()

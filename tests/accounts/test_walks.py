"""Accounts as an officer meets them: the idle lock, guesses at a password, a role that passes to another on a day."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from phoihop.accounts.models import Term
from phoihop.core.actor import Role
from tests.accounts.conftest import NOON, PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def clock():
    """The server's clock, moved by hand."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def signed_in(page, live_server):
    """Sign in on the product's own page, as an officer does."""

    def signing(username: str, password: str = PASSWORD) -> None:
        page.set_default_timeout(30_000)
        page.goto(f"{live_server.url}/dang-nhap/")
        page.fill("main input[name=username]", username)
        page.fill("main input[type=password]", password)
        page.click("main button.pri")
        page.wait_for_load_state()

    return signing


@pytest.mark.parametrize(("role", "minutes"), [(Role.ENTRY, 60), (Role.APPROVAL, 15), (Role.ADMIN, 15)])
def test_the_screen_warns_then_locks_and_goes_on_where_it_was(
    page, live_server, clock, signed_in, officer, role, minutes
):
    officer("viet.pq", "NB", role)
    page.clock.install(time=NOON)
    signed_in("viet.pq")
    page.goto(f"{live_server.url}/to-chuc/")
    warning = page.get_by_role("dialog", name="Màn hình sắp khóa")

    page.clock.run_for(timedelta(minutes=minutes - 2, seconds=5).total_seconds() * 1000)
    assert warning.is_visible()
    with page.expect_response("**/giao-dien/con-day/"):
        page.keyboard.press("Shift")  # any key goes on
    assert not warning.is_visible()

    clock.shift(timedelta(minutes=minutes, seconds=1))
    page.clock.run_for(timedelta(minutes=minutes, seconds=2).total_seconds() * 1000)
    page.wait_for_url("**/mo-khoa/**")
    assert page.locator("h1").inner_text() == "Màn hình đã khóa"
    assert not page.get_by_role("navigation", name="Các phần", exact=True).is_visible()

    page.fill("main input[type=password]", PASSWORD)
    page.get_by_role("button", name="Mở khóa").click()
    page.wait_for_url("**/to-chuc/")


def test_a_form_typed_before_the_lock_is_there_after_it(page, live_server, clock, signed_in, officer, police):
    officer("quan.tri", "NB", Role.ADMIN)
    page.clock.install(time=NOON)
    signed_in("quan.tri")
    page.goto(f"{live_server.url}/quan-tri/tai-khoan/moi/")
    page.fill("input[name=name]", "Lê Thị Mẫu")
    page.check("input[name=roles][value=entry]")

    clock.shift(timedelta(minutes=15, seconds=1))
    page.clock.run_for(timedelta(minutes=15, seconds=2).total_seconds() * 1000)
    page.wait_for_url("**/mo-khoa/**")
    page.fill("main input[type=password]", PASSWORD)
    page.get_by_role("button", name="Mở khóa").click()
    page.wait_for_url("**/quan-tri/tai-khoan/moi/")

    assert page.input_value("input[name=name]") == "Lê Thị Mẫu"
    assert page.is_checked("input[name=roles][value=entry]")


def test_five_wrong_passwords_lock_the_name_for_a_while_and_say_how_long(page, clock, signed_in, officer):
    officer("viet.pq", "GV", Role.ENTRY)

    for _ in range(5):
        signed_in("viet.pq", "sai mật khẩu này")
    signed_in("viet.pq")
    stopped = page.locator("main").inner_text()
    clock.shift(timedelta(minutes=16))
    signed_in("viet.pq")

    assert "Đã nhập sai nhiều lần. Mời thử lại sau" in stopped
    assert page.locator("h1").inner_text() == "Trang của tôi"


def test_a_role_passes_to_another_on_the_day_named(page, live_server, clock, signed_in, officer, police):
    officer("quan.tri", "NB", Role.ADMIN)
    clerk, heir = officer("viet.pq", "GV", Role.ENTRY), officer("ha.tt", "GV", Role.COMPILER)
    term = Term.objects.get(user=clerk)
    signed_in("quan.tri")
    page.goto(f"{live_server.url}/quan-tri/phan-cong/{term.pk}/ban-giao/")
    page.select_option("select[name=to]", str(heir.pk))
    page.fill("input[name=on]", "2026-12-12")
    page.get_by_role("button", name="Bàn giao").click()
    page.wait_for_url(f"**/quan-tri/tai-khoan/{clerk.pk}/")
    assert "từ ngày 12/12/2026" in page.locator(".toasts").inner_text()

    clock.move_to(NOON + timedelta(days=2))
    page.context.clear_cookies()
    signed_in("viet.pq")
    assert page.locator("h1").inner_text() == "Trang của tôi"
    clock.move_to(NOON + timedelta(days=3))
    page.context.clear_cookies()
    signed_in("viet.pq")
    assert page.locator("h1").inner_text() == "Đăng nhập"
    signed_in("ha.tt")
    page.goto(f"{live_server.url}/tai-khoan/")
    assert "Nhập" in page.locator("main .tasks").inner_text().split("\n")

"""The page of an account under a mouse: each act of a term opens its own page."""

import pytest

from phoihop.core.actor import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize(
    ("act", "opens"), [("Bàn giao", "Bàn giao vai trò Nhập"), ("Kết thúc", "Kết thúc vai trò Nhập")]
)
def test_a_click_on_an_act_of_a_term_opens_that_act(page, live_server, sign_in, officer, police, width, act, opens):
    sign_in(page, officer("quan.tri", "NB", Role.ADMIN))
    clerk = officer("viet.pq", "GV", Role.ENTRY)
    page.set_viewport_size({"width": width, "height": 900})
    page.set_default_timeout(60_000)
    page.goto(f"{live_server.url}/quan-tri/tai-khoan/{clerk.pk}/")
    box = page.get_by_role("link", name=f"{act} Nhập").bounding_box()

    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    page.wait_for_url("**/quan-tri/**")
    assert page.locator("h1").inner_text() == opens

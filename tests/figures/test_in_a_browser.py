"""In a browser: three clicks from the country to the sentence, the pivot by keyboard alone, no barriers."""

import pytest
from playwright.sync_api import expect

from phoihop.accounts import actions as accounts
from phoihop.core.actor import Role
from phoihop.figures import actions as figures
from tests.browser import barriers
from tests.figures.conftest import PASSWORD, SENTENCE, Story
from tests.figures.country import NOON, year

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def country():
    made = Story()
    for _ in range(3):
        made.commune()
    made.paper(made.communes[0])
    return made


@pytest.fixture
def centre(country, page, sign_in):
    """The page, signed in as a compiler of the centre."""
    made = accounts.make_account(username="trung.uong", name="Phạm Mẫu", password=PASSWORD, by=None, at=NOON)
    accounts.assign(made.user, body=country.bodies["TW"], role=Role.COMPILER, valid_from=NOON.date(), by=None, at=NOON)
    sign_in(page, made.user)
    return page


def asked(path, **more):
    given = {"chi-tieu": "TT01", "don-vi": "VN", "ky": year(2026).code, "he-thong": "mttq"} | more
    return f"/so-lieu/{path}?" + "&".join(f"{name}={value}" for name, value in given.items())


def test_three_clicks_lead_from_the_country_to_the_sentence(centre, live_server):
    centre.goto(live_server.url + asked(""))
    panel = centre.locator("#giai-thich")

    centre.locator(".lead .num").click()
    expect(panel).to_contain_text("1 trên 2 đơn vị có số liệu")
    panel.locator(".parts a", has_text="Tinh tinh:37").click()
    expect(panel).to_contain_text("3 trên 3 đơn vị có số liệu")
    panel.locator(".parts a", has_text="Xa xa:1").click()

    expect(panel.locator("blockquote")).to_contain_text(SENTENCE)
    expect(panel).to_contain_text("Lê Thị Mẫu nhập")


def test_who_has_no_number_is_one_click_away(centre, live_server):
    centre.goto(live_server.url + asked(""))
    centre.locator(".lead .num").click()
    panel = centre.locator("#giai-thich")

    panel.locator("summary", has_text="1 đơn vị chưa có số liệu").click()
    expect(panel.locator("details[open]")).to_contain_text("Tinh tinh:42")


def test_the_pivot_is_asked_and_explained_by_keyboard_alone(centre, live_server):
    centre.goto(live_server.url + asked("bang/"))
    summary = centre.locator("details.tcols summary", has_text="Chỉ tiêu")

    summary.focus()
    centre.keyboard.press("Enter")
    box = centre.locator("input[name=chi-tieu][value=MH03]")
    while not box.evaluate("it => it === document.activeElement"):
        centre.keyboard.press("Tab")
    centre.keyboard.press("Space")
    centre.keyboard.press("Enter")

    centre.wait_for_url(lambda url: "chi-tieu=MH03" in url and "chi-tieu=TT01" in url)
    number = centre.locator("td .num").first
    number.focus()
    centre.keyboard.press("Enter")
    expect(centre.locator("#giai-thich h2")).to_be_visible()
    centre.keyboard.press("Escape")
    expect(centre.locator("#giai-thich")).to_be_hidden()


def test_figures_are_frozen_and_the_edition_explained(centre, live_server):
    centre.goto(f"{live_server.url}/so-lieu/ban-chot/?don-vi=VN")
    centre.get_by_label("Tên số liệu chốt").fill("Tổng kết 2026, lần 1")
    centre.get_by_label("Kỳ, giai đoạn").select_option(year(2026).code)
    centre.get_by_label("Lý do chốt").fill("Phục vụ tổng kết")
    centre.locator("main button.pri").click()

    expect(centre.locator("h1")).to_have_text("Tổng kết 2026, lần 1")
    expect(centre.locator("main")).to_contain_text("Tính lại khớp mã này")
    assert barriers(centre) == []


@pytest.mark.parametrize("path", ["", "bang/", "chat-luong/", "hai-dia-gioi/", "giai-thich/", "ban-chot/"])
def test_pages_with_figures_have_no_barriers_and_fit_a_phone(centre, live_server, country, path):
    figures.freeze(
        name="Bản 1", place=country.country.pk, period=year(2026), map_date=NOON.date(), by=None, at=NOON
    )  # fmt: skip
    centre.goto(live_server.url + asked(path))
    assert barriers(centre) == []

    centre.set_viewport_size({"width": 390, "height": 844})
    over = centre.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over == 0

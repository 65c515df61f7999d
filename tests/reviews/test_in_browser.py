"""Pages of reviews in a browser: no barriers, a number put in where the caret stands."""

import pytest

from phoihop.reviews import actions
from phoihop.reviews.models import Section
from phoihop.reviews.rules.states import Kind
from tests.browser import barriers
from tests.reviews.conftest import NOON, acting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def user(officer):
    return officer("NB")


@pytest.fixture
def paragraph(counted, programme, user):
    review = actions.start(programme, kind=Kind.FINAL, first_year=2022, last_year=2026, by=acting(user), at=NOON)
    section = Section.objects.get(review=review, title="Ưu điểm")
    return actions.add_paragraph(
        section, typed="Phong trào được duy trì; đã có hơn 1.500 buổi sinh hoạt.", by=acting(user), at=NOON
    )


@pytest.mark.parametrize("width", [1440, 390])
def test_the_pages_have_no_barriers_and_fit_the_screen(page, live_server, sign_in, user, paragraph, width):
    sign_in(page, user)
    page.set_viewport_size({"width": width, "height": 900})
    review = paragraph.section.review_id
    for address in (
        "/tong-ket/",
        "/tong-ket/lap/",
        f"/tong-ket/{review}/?muc={paragraph.section_id}",
        f"/tong-ket/{review}/?muc={Section.objects.get(review=review, fill='by_year').pk}",
        f"/tong-ket/doan/{paragraph.pk}/",
        f"/tong-ket/{review}/the-thuc/",
    ):
        page.goto(live_server.url + address)
        assert barriers(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_number_of_the_side_column_goes_in_where_the_caret_stands(page, live_server, sign_in, user, paragraph):
    sign_in(page, user)
    page.goto(f"{live_server.url}/tong-ket/doan/{paragraph.pk}/")
    field = page.locator(".typing textarea")
    field.evaluate("one => one.setSelectionRange(0, 0)")
    page.locator("[data-insert='[TT01]']").click()
    assert field.input_value().startswith("[TT01]Phong trào")

    page.get_by_role("button", name="Lưu đoạn").click()
    assert page.locator(".chip", has_text="2.300").count() == 1


def test_words_not_sent_are_asked_about_before_leaving_and_sent_ones_are_not(
    page, live_server, sign_in, user, paragraph
):
    sign_in(page, user)
    page.set_default_timeout(30_000)
    page.goto(f"{live_server.url}/tong-ket/doan/{paragraph.pk}/", timeout=60_000)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    field = page.locator(".typing textarea")
    field.press_sequentially("Năm nay ")
    typed = field.input_value()

    with page.expect_event("dialog"):
        page.evaluate(
            'setTimeout(() => document.querySelector(\'main a[href^="/tong-ket/"], a[href="/tong-ket/"]\').click())'
        )

    assert field.input_value() == typed
    assert asked == ["beforeunload"]
    page.get_by_role("button", name="Lưu đoạn").click()
    page.locator("text=Năm nay").first.wait_for()
    assert asked == ["beforeunload"]

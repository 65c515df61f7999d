"""A day is day, month, year, whatever language the browser speaks."""

from datetime import date

import pytest
from django import forms

from phoihop.accounts import actions as accounts
from phoihop.core.actor import Role
from phoihop.web.forms import Form
from tests.figures.conftest import PASSWORD, Story
from tests.figures.country import NOON


class Asked(Form):
    day = forms.DateField(label="Ngày ký")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("05/11/2026", date(2026, 11, 5)), ("5/11/2026", date(2026, 11, 5)), ("2026-11-05", date(2026, 11, 5))],
)
def test_a_typed_day_is_read_day_first(typed, meant):
    form = Asked({"day": typed})
    assert (form.is_valid(), form.cleaned_data["day"]) == (True, meant)


def test_a_day_written_month_first_is_asked_again():
    form = Asked({"day": "11/28/2026"})
    assert form.errors == {"day": ["Ngày ký: ghi ngày theo dạng 16/12/2026."]}


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_browser_of_another_language_is_typed_into_day_first(chromium, sign_in, live_server):
    story = Story()
    made = accounts.make_account(username="trung.uong", name="Phạm Mẫu", password=PASSWORD, by=None, at=NOON)
    accounts.assign(made.user, body=story.bodies["TW"], role=Role.COMPILER, valid_from=NOON.date(), by=None, at=NOON)
    context = chromium.new_context(locale="en-US", timezone_id="Asia/Ho_Chi_Minh")
    page = context.new_page()
    page.set_default_timeout(8_000)
    sign_in(page, made.user)

    page.goto(f"{live_server.url}/so-lieu/ban-chot/?don-vi=VN")
    field = page.get_by_label("Theo địa giới hành chính ngày")
    assert (field.get_attribute("type"), field.get_attribute("placeholder")) == ("text", "ngày/tháng/năm")
    day, month, year = field.input_value().split("/")
    assert date(int(year), int(month), int(day)).isoformat() == field.get_attribute("value")
    context.close()

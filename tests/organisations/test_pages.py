"""The search of bodies, also as a picker, and the page of a body."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from phoihop.organisations import queries
from phoihop.organisations.models import Body

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bodies")]


@pytest.fixture
def officer(signed_in_as):
    return signed_in_as(Body.objects.get(key="cong_an@tinh:37"))


def test_a_picker_finds_ban_dan_van_and_offers_who_took_over(officer):
    answer = officer.get("/to-chuc/tim/", {"q": "Ban Dân vận Hà Tĩnh"}, headers={"HX-Request": "true"})
    text = answer.content.decode()
    heir = Body.objects.get(key="dan_van@tinh:42")
    assert "đến 02/02/2025; nay là" in text
    assert f'data-id="{heir.pk}" data-name="Ban Tuyên giáo và Dân vận Tỉnh ủy Hà Tĩnh"' in text
    assert "<html" not in text


def test_a_search_without_a_name_says_what_can_be_found(officer):
    assert "Gõ tên để tìm" in officer.get("/to-chuc/").content.decode()


def test_the_search_is_a_page_without_javascript_and_narrows_to_a_system(officer):
    text = officer.get("/to-chuc/tim/", {"q": "Nam Định", "he": "mttq"}).content.decode()
    assert "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Nam Định" in text
    assert "Công an tỉnh Nam Định" not in text


def test_the_page_of_a_body_names_its_line_and_its_origins(officer):
    body = Body.objects.get(key="dan_van@tinh:37")
    text = officer.get(f"/to-chuc/{body.pk}/").content.decode()
    for shown in (
        "Ban Tuyên giáo và Dân vận Tỉnh ủy Nam Định",
        "Ban Tuyên giáo và Dân vận Trung ương",
        "129 cơ quan",
        "Tỉnh Ninh Bình",
    ):
        assert shown in text
    assert officer.get("/to-chuc/999999999/").status_code == 404


@pytest.mark.parametrize("key", ["cong_an@VN", "cong_an@xa:13777", "dan_van@tinh:37", "cong_an@huyen63:359"])
def test_the_page_of_a_body_costs_few_queries_whatever_it_is(key):
    body = Body.objects.select_related("place").get(key=key)
    today = timezone.localdate()
    queries.sheet(body, on=today)
    with CaptureQueriesContext(connection) as context:
        queries.sheet(body, on=today)
    assert len(context) <= 13


def test_a_list_cut_short_says_how_to_narrow_it(officer):
    assert "20 cơ quan đầu, gõ thêm để thu hẹp." in officer.get("/to-chuc/", {"q": "Công an xã"}).content.decode()
    picker = officer.get("/to-chuc/tim/", {"q": "Công an xã"}, headers={"HX-Request": "true"}).content.decode()
    assert (picker.count('role="option"') >= 12, "12 mục đầu, gõ thêm để thu hẹp." in picker) == (True, True)
    assert "gõ thêm" not in officer.get("/to-chuc/", {"q": "V28"}).content.decode()

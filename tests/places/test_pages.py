"""The pages of units: the map, the picker's options, a unit with what it came from and became."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from phoihop.core.actor import Level, Role, System
from phoihop.organisations.models import Body, BodyVersion
from phoihop.places import queries
from phoihop.places.models import Place

TODAY = date(2026, 11, 21)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("units")]


@pytest.fixture
def officer(signed_in_as):
    """Someone of Ninh Bình's police, signed in."""
    body = Body.objects.create(
        key="cong_an@tinh:37", system=System.POLICE, place=Place.objects.get(key="tinh:37"), level=Level.PROVINCE
    )
    BodyVersion.objects.create(body=body, name="Công an tỉnh Ninh Bình", short_name="CA Ninh Bình", folded="ninh binh")
    return signed_in_as(body, Role.ENTRY)


def test_a_stranger_is_sent_to_sign_in(client):
    assert client.get("/don-vi/tinh:37/").status_code == 302


def test_a_picker_gets_heirs_to_choose_for_a_name_no_longer_in_use(officer):
    answer = officer.get("/don-vi/tim/", {"q": "Phú Hữu Sóc Trăng"}, headers={"HX-Request": "true"})
    heir = Place.objects.get(versions__name="Trường Khánh", key__startswith="xa:")
    text = answer.content.decode()
    assert "Xã Phú Hữu, huyện Long Phú, tỉnh Sóc Trăng" in text
    assert "đến 30/6/2025; nay là" in text
    assert 'data-name="Xã Trường Khánh"' in text
    assert "<html" not in text
    assert f'data-id="{heir.pk}"' in text


def test_a_picker_narrowed_to_provinces_offers_no_communes(officer):
    answer = officer.get("/don-vi/tim/", {"q": "ninh", "cap": "tinh"}, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert "Tỉnh Ninh Bình" in text
    assert "Xã " not in text


def test_without_javascript_the_search_is_a_page(officer):
    text = officer.get("/don-vi/tim/", {"q": "Hà Tây"}).content.decode()
    assert "31/7/2008" in text
    assert "Thành phố Hà Nội" in text


def test_the_page_of_a_new_province_names_its_three_origins_and_the_act(officer):
    text = officer.get("/don-vi/tinh:37/").content.decode()
    for name in ("Tỉnh Hà Nam", "Tỉnh Nam Định", "Nghị quyết số 202/2025/QH15 ngày 12/6/2025", "129 đơn vị trực thuộc"):
        assert name in text


def test_the_page_of_an_old_commune_names_its_heir_and_the_act_of_its_province(officer):
    text = officer.get("/don-vi/xa63:31657/").content.decode()
    for name in ("Dùng đến 30/6/2025", "Xã Trường Khánh", "Nghị quyết số 1668/NQ-UBTVQH15 ngày 16/6/2025"):
        assert name in text


def test_an_unknown_unit_is_not_found(officer):
    assert officer.get("/don-vi/tinh:999/").status_code == 404


def test_the_map_shows_all_34_provinces_with_their_communes(officer):
    tiles = queries.tiles(queries.communes_by_province(TODAY), on=TODAY, href=lambda one: one.key)
    plain = [tile for tile in tiles if not tile.get("special")]
    assert len(plain) == 34
    assert sum(tile["value"] for tile in plain) == 3321
    assert len({(tile["col"], tile["row"]) for tile in tiles}) == 36
    assert "34 tỉnh, thành phố" in officer.get("/don-vi/").content.decode()


@pytest.mark.parametrize(("few", "many"), [("xa63:31657", "tinh:38"), ("tinh:12", "VN")])
def test_the_page_of_a_unit_costs_the_same_for_few_and_for_many_units_below(few, many):
    def cost(key):
        place = Place.objects.get(key=key)
        queries.sheet(place, on=TODAY)
        with CaptureQueriesContext(connection) as context:
            queries.sheet(place, on=TODAY)
        return len(context)

    assert max(cost(few), cost(many)) <= 14


def test_a_list_cut_short_says_how_to_narrow_it_and_sets_near_ones_apart(officer):
    page = officer.get("/don-vi/", {"q": "xã Tân"}).content.decode()
    assert "20 đơn vị đầu, gõ thêm để thu hẹp" in page
    near = officer.get("/don-vi/", {"q": "Gia Lập"}).content.decode()
    assert near.index("Gia Lập</a>") < near.index("Gần giống")
    picker = officer.get("/don-vi/tim/", {"q": "Gia Lập"}, headers={"HX-Request": "true"}).content.decode()
    assert picker.count("Gần giống") == 1

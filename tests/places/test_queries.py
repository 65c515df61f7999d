"""Hierarchy, heirs and search on a day."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from phoihop.core.actor import Level
from phoihop.places import queries
from phoihop.places.models import Place

BEFORE, TODAY = date(2025, 6, 30), date(2026, 11, 21)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("units")]


def place(key):
    return Place.objects.get(key=key).pk


@pytest.mark.parametrize(
    ("key", "communes"), [("tinh:37", 129), ("tinh:31", 114), ("tinh:38", 166), ("tinh:42", 69), ("VN", 3321)]
)
def test_a_province_holds_its_communes(key, communes):
    found = queries.below(place(key), on=TODAY).filter(level=Level.COMMUNE)
    assert found.count() == communes
    tree = queries.tree(TODAY)
    assert set(queries.below(place(key), on=TODAY).values_list("pk", flat=True)) == set(tree.below(place(key)))


def test_below_on_the_old_map_goes_through_the_districts():
    nam_dinh = place("tinh63:36")
    levels = [one.level for one in queries.below(nam_dinh, on=BEFORE)]
    assert (levels.count("tinh"), levels.count("huyen"), levels.count("xa")) == (1, 9, 175)
    assert queries.below(nam_dinh, on=TODAY).count() == 1


def test_the_path_of_a_unit_is_that_of_the_day_or_of_its_last_day():
    kim_thai = place("xa63:13780")
    printed = ["tỉnh Nam Định", "huyện Vụ Bản", "xã Kim Thái"]
    assert [one.full for one in queries.path(kim_thai, on=BEFORE)] == printed
    assert [one.full for one in queries.path(kim_thai, on=TODAY)] == printed


def test_ninh_binh_was_made_of_three_provinces_whole():
    kin = queries.origins([place("tinh:37")], on=BEFORE)[place("tinh:37")]
    assert [(one.name.full, one.whole, one.on) for one in kin] == [
        ("tỉnh Hà Nam", True, date(2025, 7, 1)),
        ("tỉnh Nam Định", True, date(2025, 7, 1)),
        ("tỉnh Ninh Bình", True, date(2025, 7, 1)),
    ]


def test_a_unit_that_still_holds_has_no_heirs():
    assert queries.heirs([place("tinh:38"), place("xa:13777")], on=TODAY) == {}


def test_values_of_the_old_map_count_where_all_of_a_unit_went_else_at_the_unit_above():
    placed = queries.placed_on(TODAY)
    assert placed[place("xa63:13780")].exact
    ninh_binh = place("tinh:37")
    assert (placed[place("huyen63:359")].unit, placed[place("huyen63:359")].exact) == (ninh_binh, False)
    assert (placed[place("tinh63:36")].unit, placed[place("tinh63:36")].exact) == (ninh_binh, True)
    assert (placed[place("huyen63:536")].unit, placed[place("huyen63:536")].exact) == (place("xa:21548"), True)


def test_values_of_the_new_map_count_on_the_old_one_where_one_origin_is():
    placed = queries.placed_on(BEFORE)
    assert (placed[place("tinh:37")].unit, placed[place("tinh:37")].exact) == (place("VN"), False)
    assert (placed[place("tinh:38")].unit, placed[place("tinh:38")].exact) == (place("tinh:38"), True)
    assert (placed[place("xa:21548")].unit, placed[place("xa:21548")].exact) == (place("huyen63:536"), True)


@pytest.mark.parametrize("on", [BEFORE, TODAY])
def test_every_unit_of_any_time_counts_somewhere_on_every_map(on):
    assert set(queries.placed_on(on)) == set(Place.objects.values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("typed", "first", "heirs"),
    [
        ("TP Nam Định", "thành phố Nam Định, tỉnh Nam Định", {"phường Nam Định", "phường Thiên Trường"}),
        ("tp. nam dinh", "thành phố Nam Định, tỉnh Nam Định", {"phường Nam Định"}),
        ("Hà Tây", "tỉnh Hà Tây", {"thành phố Hà Nội"}),
        ("huyện Cần Giuộc", "huyện Cần Giuộc, tỉnh Long An", {"xã Cần Giuộc", "xã Mỹ Lộc"}),
        ("phu huu soc trang", "xã Phú Hữu, huyện Long Phú, tỉnh Sóc Trăng", {"xã Trường Khánh"}),
        ("Phú Hữu, Long Phú", "xã Phú Hữu, huyện Long Phú, tỉnh Sóc Trăng", {"xã Trường Khánh"}),
        ("h. Lý Sơn", "huyện Lý Sơn, tỉnh Quảng Ngãi", {"đặc khu Lý Sơn"}),
        ("Thuỷ Nguyên", "thành phố Thủy Nguyên, thành phố Hải Phòng", {"phường Thủy Nguyên"}),
        ("p4 tân an", "Phường 4, thành phố Tân An, tỉnh Long An", {"phường Long An"}),
    ],
)
def test_old_names_are_found_and_answer_with_the_heirs_of_today(typed, first, heirs):
    found = queries.find(typed, on=TODAY)[0]
    assert found.name.with_above == first
    assert heirs <= {kin.name.full for kin in found.heirs}
    assert not found.current
    assert found.valid_to is not None


def test_todays_unit_comes_before_the_old_one_of_the_same_name():
    new, old = queries.find("ninh binh", on=TODAY)[:2]
    assert (new.name.key, new.current) == ("tinh:37", True)
    assert (old.name.key, [kin.name.key for kin in old.heirs]) == ("tinh63:37", ["tinh:37"])


def test_a_name_given_up_answers_with_the_name_of_today():
    hue = queries.find("Thừa Thiên Huế", on=TODAY)[0]
    assert (hue.name.full, hue.now and hue.now.full, hue.valid_to) == (
        "tỉnh Thừa Thiên Huế",
        "thành phố Huế",
        date(2025, 1, 1),
    )


def test_an_accent_that_was_typed_decides():
    assert [one.name.name for one in queries.find("Phú Hựu", on=TODAY, limit=1)] == ["Phú Hựu"]
    assert [one.name.name for one in queries.find("Phú Hữu", on=TODAY, limit=1)] == ["Phú Hữu"]


def test_strangers_whose_words_only_begin_as_typed_are_near():
    found = queries.find("Gia Lập", on=TODAY)
    assert (found[0].name.name, found[0].near) == ("Gia Lập", False)
    strangers = [one for one in found if "gia" not in one.name.with_above.lower().replace(",", "").split()]
    assert strangers
    assert all(one.near for one in strangers)
    assert [one.near for one in found] == sorted(one.near for one in found)


@pytest.mark.parametrize("typed", ["", " ", "x", "không có đơn vị nào tên thế"])
def test_nothing_is_found_for_nothing(typed):
    assert queries.find(typed, on=TODAY) == []


def test_a_search_costs_the_same_for_one_answer_as_for_twenty():
    def cost(typed, limit):
        queries.find(typed, on=TODAY, limit=limit)
        with CaptureQueriesContext(
            connection,
        ) as context:
            assert len(queries.find(typed, on=TODAY, limit=limit)) == limit
        return len(context)

    assert cost("huyện Vụ Bản", 1) == cost("huyện", 20) <= 7


def test_names_cost_the_same_for_one_as_for_all():
    def cost(ids):
        queries.names(ids, on=TODAY)
        with CaptureQueriesContext(connection) as context:
            queries.names(ids, on=TODAY)
        return len(context)

    everything = queries.below(place("VN"), on=TODAY)
    assert cost([place("tinh:37")]) == cost(everything) == 2

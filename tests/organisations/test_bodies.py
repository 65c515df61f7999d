"""Which bodies stand where, who is above whom, who sees whom, and how they are found."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from phoihop.audit.models import Entry
from phoihop.core.actor import Actor, Level, System
from phoihop.core.refusal import Refused
from phoihop.organisations import actions, queries, wording
from phoihop.organisations.models import Body, BodySuccession
from phoihop.places.models import Place

TODAY, OLD, SPRING_2025 = date(2026, 11, 21), date(2024, 6, 30), date(2025, 4, 1)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bodies")]


def place(key):
    return Place.objects.get(key=key)


def body(key):
    return Body.objects.get(key=key)


def actor(key):
    own = body(key)
    return Actor(1, "", own.pk, own.place_id, System(own.system), Level(own.level), frozenset(), "TW")


def printed(key, on):
    return queries.name_of(body(key).pk, on=on).name


def test_every_system_has_34_provinces_and_every_commune_but_two_without_police():
    for system in System:
        counts = [
            queries.main_bodies(TODAY, systems=[system]).filter(level=level).count()
            for level in (Level.COUNTRY, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
        ]
        communes = 3319 if system is System.POLICE else 3321
        assert counts == ([0, 0, 0, 0] if system is System.OTHER else [1, 34, 0, communes]), system


@pytest.mark.parametrize(
    ("system", "on", "provinces", "districts", "communes"),
    [
        (System.POLICE, OLD, 63, 696, 10035),
        (System.POLICE, SPRING_2025, 63, 0, 10035),
        (System.FRONT, SPRING_2025, 63, 696, 10035),
        (System.MASS, OLD, 63, 696, 10035),
        (System.MASS, SPRING_2025, 63, 696, 10035),
        (System.POLICE, date(2025, 7, 1), 34, 0, 3319),
    ],
)
def test_bodies_stood_on_the_map_of_their_day(system, on, provinces, districts, communes):
    bodies = queries.main_bodies(on, systems=[system])
    levels = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
    assert [bodies.filter(level=level).count() for level in levels] == [provinces, districts, communes]


def test_no_place_has_two_main_bodies_of_one_system_on_any_turning_day():
    for on in (OLD, date(2025, 2, 3), SPRING_2025, date(2025, 7, 1), TODAY):
        bodies = queries.main_bodies(on)
        assert bodies.count() == bodies.values("system", "place").distinct().count()


@pytest.mark.parametrize(
    ("key", "on", "name"),
    [
        ("cong_an@VN", TODAY, "Bộ Công an"),
        ("cong_an@tinh:37", TODAY, "Công an tỉnh Ninh Bình"),
        ("cong_an@tinh:79", TODAY, "Công an Thành phố Hồ Chí Minh"),
        ("cong_an@tinh:24", date(2026, 9, 19), "Công an tỉnh Bắc Ninh"),
        ("cong_an@tinh:24", TODAY, "Công an thành phố Bắc Ninh"),
        ("cong_an@xa:07294", TODAY, "Công an phường Bố Hạ"),
        ("cong_an@huyen63:760", OLD, "Công an Quận 1"),
        ("mttq@VN", TODAY, "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam"),
        ("mttq@tinh:38", TODAY, "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Thanh Hóa"),
        ("dan_van@VN/ban-dan-van", OLD, "Ban Dân vận Trung ương"),
        ("dan_van@VN", TODAY, "Ban Tuyên giáo và Dân vận Trung ương"),
        ("dan_van@tinh:42/ban-dan-van", OLD, "Ban Dân vận Tỉnh ủy Hà Tĩnh"),
        ("dan_van@tinh:31", TODAY, "Ban Tuyên giáo và Dân vận Thành ủy Hải Phòng"),
        ("dan_van@huyen63:359/ban-dan-van", OLD, "Ban Dân vận Huyện ủy Vụ Bản"),
        ("dan_van@xa:07294", TODAY, "Ban Xây dựng Đảng, Đảng ủy phường Bố Hạ"),
        ("phu_nu@tinh:42", TODAY, "Hội Liên hiệp Phụ nữ tỉnh Hà Tĩnh"),
        ("chinh_quyen@tinh:46", OLD, "Ủy ban nhân dân tỉnh Thừa Thiên Huế"),
        ("cong_an@VN/V05", date(2018, 8, 5), "Cục Xây dựng phong trào bảo vệ an ninh Tổ quốc (V28), Bộ Công an"),
        (
            "cong_an@tinh:37/PV05",
            TODAY,
            "Phòng Xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc (PV05), Công an tỉnh Ninh Bình",
        ),
    ],
)
def test_bodies_are_printed_as_on_their_day(key, on, name):
    assert printed(key, on) == name


def test_a_report_goes_up_the_same_system_and_past_a_level_that_has_none():
    commune = body("cong_an@xa:13777")
    province = queries.upward(commune, TODAY)
    assert province == body("cong_an@tinh:37")
    assert queries.upward(province, TODAY) == body("cong_an@VN")
    assert queries.upward(body("cong_an@VN"), TODAY) is None
    assert queries.upward(body("cong_an@xa63:13780"), OLD) == body("cong_an@huyen63:359")
    assert queries.upward(body("cong_an@xa63:13780"), SPRING_2025) == body("cong_an@tinh63:36")
    assert queries.upward(body("cong_an@xa63:13780"), TODAY) is None
    assert queries.upward(body("cong_an@tinh:37/PV05"), TODAY) == province
    assert queries.upward(body("mttq@xa:20333"), TODAY) == body("mttq@tinh:48")


def test_below_is_the_same_system_in_the_units_below():
    below = queries.below(body("cong_an@tinh:37"), TODAY).filter(main=True)
    assert below.count() == 130
    assert set(below.values_list("system", flat=True)) == {System.POLICE}


def test_an_actor_sees_its_own_system_in_its_territory_and_in_what_it_was_made_of():
    seen = queries.visible_to(actor("cong_an@tinh:37"), on=TODAY)
    keys = set(seen.values_list("key", flat=True))
    assert {"cong_an@tinh:37", "cong_an@xa:13777", "cong_an@tinh63:36", "cong_an@huyen63:359"} <= keys
    assert "cong_an@xa63:13780" in keys
    assert keys.isdisjoint({"cong_an@tinh:38", "cong_an@VN", "mttq@tinh:37", "cong_an@tinh63:34"})
    everyone = queries.visible_to(actor("cong_an@tinh:37"), on=TODAY, all_systems=True)
    assert "mttq@xa63:13780" in set(everyone.values_list("key", flat=True))
    commune = set(queries.visible_to(actor("cong_an@xa:13777"), on=TODAY).values_list("key", flat=True))
    assert "cong_an@tinh:37" not in commune


def test_the_centre_sees_every_body_of_its_system():
    police = Body.objects.filter(system=System.POLICE).exclude(place__key="tinh64:28")
    assert queries.visible_to(actor("cong_an@VN"), on=TODAY).count() == police.count()


def test_what_an_actor_sees_costs_one_query():
    with CaptureQueriesContext(connection) as context:
        list(queries.visible_to(actor("cong_an@tinh:37"), on=TODAY).values_list("pk", flat=True))
    assert len(context) == 2


def test_the_commission_of_ninh_binh_took_over_from_three_in_two_steps():
    heir = body("dan_van@tinh:37")
    old = [body(f"dan_van@tinh63:{code}/ban-dan-van") for code in ("35", "36", "37")]
    assert queries.heirs([one.pk for one in old], on=TODAY) == {one.pk: [heir] for one in old}
    assert queries.origins([heir.pk], on=OLD) == {heir.pk: old}
    assert queries.heirs([heir.pk], on=TODAY) == {}


def test_every_body_of_an_ended_commune_or_province_has_an_heir():
    ended = Body.objects.filter(generated=True, valid_to__isnull=False).exclude(level=Level.DISTRICT)
    without = ended.exclude(pk__in=BodySuccession.objects.values("predecessor"))
    truong_sa = ["cong_an@xa63:22736", "cong_an@xa63:22737", "cong_an@xa63:22739"]
    assert list(without.order_by("key").values_list("key", flat=True)) == truong_sa


@pytest.mark.parametrize(
    ("typed", "first", "heirs"),
    [
        ("Ban Dân vận Hà Tĩnh", "Ban Dân vận Tỉnh ủy Hà Tĩnh", ["Ban Tuyên giáo và Dân vận Tỉnh ủy Hà Tĩnh"]),
        ("ban dan van trung uong", "Ban Dân vận Trung ương", ["Ban Tuyên giáo và Dân vận Trung ương"]),
        ("Công an tỉnh Nam Định", "Công an tỉnh Nam Định", ["Công an tỉnh Ninh Bình"]),
        ("ca xã Kim Thái", "Công an xã Kim Thái", ["Công an xã Vụ Bản"]),
        ("công an ninh binh", "Công an tỉnh Ninh Bình", []),
        ("ubmttq việt nam tỉnh thanh hóa", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Thanh Hóa", []),
    ],
)
def test_bodies_are_found_by_old_and_new_names(typed, first, heirs):
    found = queries.find(typed, on=TODAY)[0]
    assert (found.name, [one.name for one in found.heirs]) == (first, heirs)


def test_a_renamed_department_answers_with_its_name_of_today():
    found = queries.find("V28", on=TODAY, limit=1)[0]
    assert found.now is not None
    assert found.now.short_name == "Cục V05"


def test_a_search_costs_the_same_for_one_answer_as_for_twenty():
    def cost(typed, limit):
        with CaptureQueriesContext(connection) as context:
            assert len(queries.find(typed, on=TODAY, limit=limit)) == limit
        return len(context)

    assert cost("Công an xã Kim Thái", 1) == cost("Công an xã thuộc Nam Định".replace("thuộc ", ""), 20) <= 6


def test_a_second_run_changes_nothing_and_writes_no_line():
    lines = Entry.objects.count()
    again = actions.load_bodies(by=None, at=timezone.now())
    assert (again.added, again.changed, again.removed) == (0, 0, 0)
    assert Entry.objects.count() == lines


def test_a_body_added_by_hand_is_found_kept_by_the_load_and_refused_a_second_time():
    given = {
        "system": System.OTHER,
        "place": place("tinh:31"),
        "suffix": "BCD799",
        "name": "Ban Chỉ đạo 799 thành phố Hải Phòng",
        "short_name": "BCĐ 799",
        "by": None,
        "at": timezone.now(),
    }
    added = actions.add_body(**given)
    actions.load_bodies(by=None, at=timezone.now())
    assert queries.find("BCĐ 799", on=TODAY)[0].body == added
    with pytest.raises(Refused) as refused:
        actions.add_body(**given)
    assert refused.value.refusal.code == "body_exists"
    assert "khac@tinh:31/BCD799" in str(wording.WORDING["body_exists"]).format(**refused.value.refusal.facts)


@pytest.mark.parametrize("typed", ["gia viễn", "Công an Gia Viễn", "công an xã gia viễn"])
def test_accents_that_were_typed_come_first(typed):
    names = [one.name for one in queries.find(typed, on=TODAY)]
    assert "Gia Viễn" in names[0]
    strangers = [at for at, name in enumerate(names) if "Gia Viên" in name]
    assert all("Gia Viễn" in name for name in names[: min(strangers, default=0)])


def test_words_that_only_begin_as_typed_are_called_near_and_come_last():
    found = queries.find("Công an Gia Lập", on=TODAY)
    assert (found[0].name, found[0].near) == ("Công an xã Gia Lập", False)
    assert [one.near for one in found] == sorted(one.near for one in found)
    assert all(one.near for one in found if "Gia Lập" not in one.name and "Gia" not in one.name.split())

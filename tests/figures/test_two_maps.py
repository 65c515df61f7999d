"""One indicator on two maps side by side: merged provinces add, splits without a share stand as unallocated."""

from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from phoihop.core.actor import Level
from phoihop.figures import actions
from phoihop.places.models import Place, Succession
from tests.figures.conftest import named
from tests.figures.country import (
    ACCEPTED,
    NOON,
    REFORM,
    a_body,
    a_place,
    a_value,
    becomes,
    from_report,
    year,
)  # fmt: skip

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


@pytest.fixture
def reform(story):
    """Two old provinces became a new one; a commune of the first was divided between two heirs in two provinces."""
    new = a_place("tinh:40", Level.PROVINCE, story.country, valid_from=REFORM)
    heirs = [
        a_place(f"xa:4{n}", Level.COMMUNE, parent, valid_from=REFORM) for n, parent in enumerate((new, story.other))
    ]
    heirs.append(a_place("xa:49", Level.COMMUNE, new, valid_from=REFORM))
    old = [a_place(f"tinh63:{code}", Level.PROVINCE, story.country, valid_to=REFORM) for code in ("40", "41")]
    communes = [
        a_place("xa63:1", Level.COMMUNE, old[0], valid_to=REFORM),
        a_place("xa63:2", Level.COMMUNE, old[0], valid_to=REFORM),
        a_place("xa63:3", Level.COMMUNE, old[1], valid_to=REFORM),
    ]
    for province in old:
        becomes(province, new)
    becomes(communes[0], *heirs[:2])
    for commune in communes[1:]:
        becomes(commune, heirs[2])
    for number, (place, value) in enumerate(zip(communes, (8, 20, 30), strict=True)):
        body = a_body(place)
        named(body)
        actions.put([a_value("TT01", body, year(2024), value)], standing=ACCEPTED, source=from_report(500 + number),
                    by=None, at=NOON)  # fmt: skip
    return new


def asked(unit, **more):
    return urlencode({"chi-tieu": "TT01", "don-vi": unit, "ky": year(2024).code, "ban-do": "2026-11-21",
                      "he-thong": "mttq"} | more)  # fmt: skip


def shown(side):
    return [(row["name"], row["said"]) for row in side["rows"]]


def test_the_country_adds_up_to_the_same_on_both_maps(story, reader, reform):
    page = reader("TW").get(f"/so-lieu/hai-dia-gioi/?{asked('VN')}")

    old, new = page.context["sides"]
    assert (old["value"], new["value"], page.context["equal"]) == (58, 58, True)
    assert shown(old) == [("Tinh tinh63:41", "30"), ("Tinh tinh63:40", "28")]
    assert shown(new) == [("Tinh tinh:40", "50"), ("Chưa phân bổ", "8")]
    assert "Hai địa giới cùng cộng được 58" in page.content.decode()


def test_a_merged_province_stands_beside_those_that_went_into_it(story, reader, reform):
    page = reader("TW").get(f"/so-lieu/hai-dia-gioi/?{asked('tinh:40')}")

    old, new = page.context["sides"]
    assert shown(old) == [("Tinh tinh63:40", "28"), ("Tinh tinh63:41", "30")]
    assert shown(new) == [("Xa xa:49", "50")]
    assert page.context["difference"] == "8"
    assert "Chưa phân bổ" in page.content.decode()


def pairs(page):
    return [(row["name"], row["said"], row["sum"], [(old["name"], old["said"], old["whole"]) for old in row["olds"]])
            for row in page.context["pairs"]["rows"]]  # fmt: skip


def test_each_new_commune_stands_over_the_old_ones_with_their_sum(story, reader, reform):
    page = reader("TW").get(f"/so-lieu/hai-dia-gioi/?{asked('tinh:40')}")

    assert pairs(page) == [
        ("Xa xa:49", "50", "50", [("Xa xa63:2", "20", True), ("Xa xa63:3", "30", True)]),
        ("Xa xa:40", "–", "", [("Xa xa63:1", "8", False)]),
    ]
    found = page.context["pairs"]
    assert (found["new_rest"], found["old_rest"], found["divided"]) == ("", "", True)
    assert "một phần" in page.content.decode()


def test_provinces_are_paired_for_the_country_and_a_share_divides_a_value(story, reader, reform):
    first = Place.objects.get(key="xa63:1")
    for heir, share in (("xa:40", 250_000), ("xa:41", 750_000)):
        Succession.objects.filter(predecessor=first, heir__key=heir).update(share_millionths=share)

    country = reader("TW").get(f"/so-lieu/hai-dia-gioi/?{asked('VN')}")

    assert pairs(country)[0] == (
        "Tinh tinh:40", "52", "58", [("Tinh tinh63:40", "28", True), ("Tinh tinh63:41", "30", True)]
    )  # fmt: skip
    assert country.context["shown"] == []


@pytest.mark.parametrize("unit", ["tinh:40", "VN"])
def test_two_maps_cost_the_same_number_of_queries_for_any_number_of_units(story, reader, reform, unit):
    client, counts = reader("TW"), []
    client.get(f"/so-lieu/hai-dia-gioi/?{asked(unit)}")
    for number in (1, 2):
        with CaptureQueriesContext(connection) as seen:
            client.get(f"/so-lieu/hai-dia-gioi/?{asked(unit)}")
        counts.append(len(seen))
        for more in (0, 1):
            old = a_place(f"xa63:{number}{more}", Level.COMMUNE, Place.objects.get(key="tinh63:41"), valid_to=REFORM)
            becomes(old, a_place(f"xa:5{number}{more}", Level.COMMUNE, reform, valid_from=REFORM))
            actions.put([a_value("TT01", a_body(old), year(2024), 4)], standing=ACCEPTED,
                        source=from_report(700 + 10 * number + more), by=None, at=NOON)  # fmt: skip

    assert counts[0] == counts[1]


def test_years_of_both_maps_are_compared_on_one_that_is_printed(story, reader, reform):
    body = a_body(Place.objects.get(key="xa:49"))
    named(body)
    actions.put([a_value("TT01", body, year(2026), 60)], standing=ACCEPTED, source=from_report(600), by=None,
                at=NOON)  # fmt: skip
    ask = [(name, value) for name, value in (("don-vi", "tinh:40"), ("chi-tieu", "TT01"), ("he-thong", "mttq"))]
    ask += [("ky", year(2024).code), ("ky", year(2026).code), ("ban-do", "2026-11-21")]

    page = reader("TW").get(f"/so-lieu/bang/?{urlencode(ask)}")

    rows = {name: [text for text, _ in cells] for name, cells, _ in page.context["rows"]}
    assert rows["Xa xa:49"] == ["50", "60"]
    assert "Mọi kỳ đều quy về địa giới hành chính ngày 21/11/2026" in page.content.decode()


def test_a_day_that_is_none_is_not_found(story, reader):
    ask = asked("tinh:37", **{"ban-do-truoc": "hom-nay"})
    assert reader("NB").get(f"/so-lieu/hai-dia-gioi/?{ask}").status_code == 404


@pytest.mark.parametrize(("page", "unit", "told"), [("", "VN", True), ("bang/", "VN", True), ("", "tinh:37", False)])
def test_what_is_unallocated_is_explained_where_it_stands(reform, reader, page, unit, told):
    text = reader("TW").get(f"/so-lieu/{page}?{asked(unit)}").content.decode()

    assert ("“Chưa phân bổ” là số của những đơn vị ở địa giới khác" in text) is told


@pytest.mark.parametrize("page", ["", "bang/", "chat-luong/"])
def test_a_unit_that_is_not_on_the_map_asked_for_leads_to_those_in_its_place(reform, reader, page):
    client = reader("TW")
    before = client.get(f"/so-lieu/{page}?{asked('tinh:40', **{'ban-do': '2025-06-30'})}").content.decode()
    today = client.get(f"/so-lieu/{page}?{asked('tinh:40')}").content.decode()

    assert "Trên địa giới ngày 30/6/2025 không có đơn vị này." in before
    assert ["don-vi=tinh63%3A40&" in before, "don-vi=tinh63%3A41&" in before] == [True, True]
    assert "chưa có số liệu được nhận" not in before
    assert "không có đơn vị này" not in today

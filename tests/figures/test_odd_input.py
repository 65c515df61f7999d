"""Odd periods, days and numbers in addresses and forms get an answer, never a fault of the server."""

import re
from urllib.parse import urlencode

import pytest

from phoihop.core.actor import System
from phoihop.core.periods import Period
from phoihop.core.refusal import Refused
from phoihop.figures import actions, api, urls
from phoihop.figures.models import Target
from tests.figures.conftest import asked
from tests.figures.country import NOON, a_compiler, year

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]
PERIODS = (
    "hanh_chinh:nam:1:1", "nam:0:1", "hanh_chinh:nam:0:1", "hanh_chinh:nam:-5:1", "duong_lich:nam:9999:1",
    "hanh_chinh:nam:12345678901234:1", "hanh_chinh:thang:1:1", "hanh_chinh:giai_doan:2022:9998",
    "hanh_chinh:giai_doan:1:1", "hanh_chinh:nam:²:1", "hanh_chinh:nam:" + "9" * 5000 + ":1",
)  # fmt: skip
PAGES = ("/so-lieu/", "/so-lieu/bang/", "/so-lieu/hai-dia-gioi/", "/so-lieu/chat-luong/", "/so-lieu/giai-thich/",
         "/so-lieu/giai-thich/ban-ke/", "/so-lieu/chi-tieu-giao/", "/so-lieu/nguon/", "/api/so-lieu/tong-hop",
         "/api/so-lieu/giai-thich")  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_no_odd_value_breaks_a_page(story, reader, address):
    client = reader("NB")
    odd = [{"ky": code} for code in PERIODS]
    odd += [{"ban-do": day} for day in ("0001-01-01", "9999-12-31")]
    odd += [{"ban-chot": "9" * 25}, {"so": "TT01|tinh:37|mttq|hanh_chinh:nam:1:1|0001-01-01"},
            {"so": "TT01|tinh:37|mttq|hanh_chinh:nam:2026:1|0001-01-01"}]  # fmt: skip

    assert [(more, answer.status_code) for more in odd
            if (answer := client.get(f"{address}?{asked(**more)}")).status_code != 404] == []  # fmt: skip


@pytest.mark.parametrize("first", ["0001-01-01", "9999-12-31", "x"])
def test_the_first_map_of_two_is_bounded_too(story, reader, first):
    assert reader("NB").get(f"/so-lieu/hai-dia-gioi/?{asked(**{'ban-do-truoc': first})}").status_code == 404


def test_the_years_that_may_be_named_end_at_1945_and_2100():
    assert [Period.from_code(f"hanh_chinh:nam:{number}:1").year for number in (1945, 2100)] == [1945, 2100]
    for number in (1944, 2101, 3000, 9999):
        with pytest.raises(ValueError, match="no figures are kept"):
            Period.from_code(f"hanh_chinh:nam:{number}:1")


@pytest.mark.parametrize("text", ["NaN", "Infinity", "1E2000000", "sNaN", "9" * 24])
def test_a_target_that_is_no_number_is_named(story, reader, text):
    fields = {f"so-{story.communes[0].place_id}": text, "label": "Kế hoạch 1"}
    answer = reader("NB").post(f"/so-lieu/chi-tieu-giao/?{asked()}", fields)

    assert (answer.status_code, Target.objects.count()) == (422, 0)


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_an_edition_is_not_made_on_a_day_without_a_map(story, reader, day):
    fields = {"name": "Chốt", "period": year(2026).code, "map_date": day, "reason": "Thử"}
    answer = reader("NB").post("/so-lieu/ban-chot/?" + urlencode({"don-vi": "tinh:37"}), fields)

    assert answer.status_code == 422


def assign(story, by, system, place):
    return actions.assign_targets(
        {place: 5}, indicator="TT01", period=year(2026), system=system, label="KH 1", by=a_compiler(by), at=NOON
    )


@pytest.mark.parametrize(
    ("system", "own", "code"),
    [(System.POLICE, False, "targets_of_another_system"), (None, False, "targets_of_another_system"),
     (System.FRONT, True, "targets_come_from_above")],
)  # fmt: skip
def test_no_party_assigns_to_another_or_to_itself(story, system, own, code):
    by = story.bodies["NB"]
    with pytest.raises(Refused) as refused:
        assign(story, by, system, by.place_id if own else story.communes[0].place_id)

    assert (refused.value.refusal.code, Target.objects.count()) == (code, 0)
    assert assign(story, by, System.FRONT, story.communes[0].place_id) == 1
    assert assign(story, story.bodies["TW"], System.FRONT, by.place_id) == 1


#: Every address of figures that is only read, as the URL conf and the API name them.
ADDRESSES = sorted(
    {f"/so-lieu/{row.pattern._route}".replace("<int:edition_id>", "1") for row in urls.urlpatterns}
    | {f"/api/so-lieu{route}" for route in api.router.path_operations}
)
NAMES = ("chi-tieu", "don-vi", "ky", "ban-do", "he-thong", "phan-to", "ban-chot", "so-lieu", "dong", "so",
         "ban-do-truoc", "hang", "cot", "tai", "xep", "xu-huong", "trang", "voi", "co-quan", "pham-vi",
         "tat-ca")  # fmt: skip
ODD = ("", "x", "\x00", "²", "9" * 25, "-1", "2026-02-30", "[[so:", "<b>")
VIETNAMESE = re.compile("[ạảấầẩậắằặẹẻẽếềệỉịọỏốồổộớờởợụủứừửựỳỵ]")


def said(answer):
    return answer.json()["detail"] if answer["Content-Type"].startswith("application/json") else answer.content.decode()


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_odd_question_to_every_address_is_answered_in_vietnamese(story, reader, address):
    client, wrong, first = reader("NB"), [], ADDRESSES.index(address)
    for place, name in enumerate(NAMES):
        for value in (ODD[(first + place) % len(ODD)], ODD[(first + 3 * place + 4) % len(ODD)]):
            answer = client.get(f"{address}?{urlencode({name: value})}")
            told = said(answer) if answer.status_code != 200 else "được"
            if answer.status_code not in (200, 400, 404) or not VIETNAMESE.search(told):
                wrong.append((name, value, answer.status_code))

    assert wrong == []


def test_the_addresses_that_are_asked_are_all_there_are():
    assert len(ADDRESSES) == len(urls.urlpatterns) + len(api.router.path_operations) > 10

"""A party sees another party's totals from the province up, and nothing of the units below."""

import json

import pytest

from phoihop.core.actor import System
from phoihop.figures import actions
from phoihop.figures.rules.values import Coverage
from tests.figures.conftest import asked
from tests.figures.country import ACCEPTED, NOON, a_body, a_value, an_indicator, from_report, year

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]
CLOSED = "Chi tiết của hệ thống khác không hiển thị"
#: What the police of the communes did; their sum is what may be seen.
POLICE = (7001, 8002, 9003)
PAGES = ("/so-lieu/", "/so-lieu/bang/", "/so-lieu/hai-dia-gioi/", "/so-lieu/chat-luong/", "/so-lieu/giai-thich/",
         "/so-lieu/giai-thich/ban-ke/")  # fmt: skip


@pytest.fixture
def police(story):
    """The communes' police reported, one twice, and one stated another number for its area."""
    for number, commune in enumerate(story.communes):
        body = a_body(commune.place, System.POLICE)
        for of in (2023, 2024, 2025):
            actions.put([a_value("TT01", body, year(of), 3)], standing=ACCEPTED, source=from_report(100 + number),
                        by=None, at=NOON)  # fmt: skip
        for source, value in ((100 + number, POLICE[number]), (200 + number, 6004)):
            actions.put([a_value("TT01", body, year(2026), value)], standing=ACCEPTED, source=from_report(source),
                        by=None, at=NOON)  # fmt: skip
        actions.put([a_value("TT01", body, year(2026), 5005, coverage=Coverage.AREA)], standing=ACCEPTED,
                    source=from_report(300 + number), by=None, at=NOON)  # fmt: skip
    return story


def shown(client, address, **more):
    answer = client.get(f"{address}?{asked(**more)}")
    assert answer.status_code == 200
    return answer.content.decode()


def numbers_of_communes(text):
    """Those numbers of the communes' police that a page tells."""
    plain = text.replace(".", "").replace("\N{NO-BREAK SPACE}", "")
    return [value for value in (*POLICE, 6004, 5005) if str(value) in plain]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("standing", ["", "gui"])
def test_a_page_shows_another_partys_total_and_says_that_its_units_are_closed(police, reader, address, standing):
    text = shown(reader("NB"), address, **{"he-thong": "cong_an", "so-lieu": standing})

    assert numbers_of_communes(text) == []
    assert "24.006" in text or address == "/so-lieu/chat-luong/"
    assert CLOSED in text


@pytest.mark.parametrize("more", [{"hang": "don-vi", "cot": "he-thong"}, {"hang": "he-thong", "cot": "don-vi"}])
def test_the_pivot_of_systems_shows_the_units_of_ones_own_only(police, reader, more):
    text = shown(reader("NB"), "/so-lieu/bang/", **more)

    assert numbers_of_communes(text) == []
    assert ("24.006" in text, ">29<" in text, CLOSED in text) == (True, True, True)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
@pytest.mark.parametrize("address", ["/so-lieu/", "/so-lieu/bang/"])
def test_a_file_holds_the_total_line_only(police, reader, address, kind):
    answer = reader("NB").get(f"{address}?{asked(**{'he-thong': 'cong_an', 'tai': kind})}")

    assert answer.status_code == 200
    if kind == "csv":
        text = answer.content.decode("utf-8-sig")
        assert (numbers_of_communes(text), "24006" in text, "Xa xa:1" in text) == ([], True, False)


def test_the_machines_answers_are_closed_alike(police, reader):
    client = reader("NB")
    totals = json.loads(shown(client, "/api/so-lieu/tong-hop", **{"he-thong": "cong_an"}))
    path = json.loads(shown(client, "/api/so-lieu/giai-thich", **{"he-thong": "cong_an"}))

    assert totals == []
    assert (path["total"]["value"], path["parts"], path["silent"], path["rows"], path["lines_shown"]) == (
        24006, [], [], [], False,
    )  # fmt: skip


def test_all_parties_together_are_closed_below_a_province_too(police, reader):
    an_indicator("CH01", systems="sum")
    for body in police.communes:
        actions.put([a_value("CH01", body, year(2026), 1)], standing=ACCEPTED, source=from_report(1), by=None, at=NOON)
    page = reader("NB").get(f"/so-lieu/?{asked(**{'chi-tieu': 'CH01', 'he-thong': ''})}")

    assert [row.kind for row in page.context["table"].rows] == []
    assert page.context["said"] == "3 buổi"


def test_the_country_sees_the_provinces_of_every_party_and_ones_own_line_is_open(police, reader):
    country = reader("TW").get(f"/so-lieu/?{asked('VN', **{'he-thong': 'cong_an'})}")
    own = reader("NB").get(f"/so-lieu/?{asked()}")

    assert [row.now.value for row in country.context["table"].rows if row.now] == [24006]
    assert [row.now.value for row in own.context["table"].rows] == [29, 15, 10]
    assert CLOSED not in own.content.decode()


def test_an_edition_asked_for_answers_as_frozen(story, reader):
    edition = actions.freeze(
        name="Chốt", place=story.province.pk, period=year(2026), map_date=NOON.date(), by=None, at=NOON
    )
    actions.put([a_value("TT01", story.communes[2], year(2026), 99)], standing=ACCEPTED, source=from_report(3),
                by=None, at=NOON)  # fmt: skip
    client, more = reader("NB"), {"ban-chot": edition.pk}
    frozen = json.loads(shown(client, "/api/so-lieu/tong-hop", **more))

    assert sorted(line["value"] for line in frozen) == [10, 15, 29]
    assert 99 in [line["value"] for line in json.loads(shown(client, "/api/so-lieu/tong-hop"))]
    page = client.get(f"/so-lieu/bang/?{asked(**more)}")
    said = {name: [text for text, _ in cells] for name, cells, _ in page.context["rows"]}
    assert said == {"Xa xa:1": ["29"], "Xa xa:2": ["10"], "Xa xa:3": ["15"], "Tinh tinh:37": ["54"]}
    assert "Theo số liệu chốt “Chốt”." in page.content.decode()


def test_an_edition_of_all_parties_together_is_told_to_machines_too(story, reader):
    an_indicator("CH01", systems="sum")
    actions.put([a_value("CH01", story.communes[0], year(2026), 1)], standing=ACCEPTED, source=from_report(1),
                by=None, at=NOON)  # fmt: skip
    edition = actions.freeze(
        name="Chốt", place=story.country.pk, period=year(2026), map_date=NOON.date(), by=None, at=NOON
    )
    more = {"chi-tieu": "CH01", "he-thong": "", "ban-chot": edition.pk}
    actions.put([a_value("CH01", story.communes[0], year(2026), 9)], standing=ACCEPTED, source=from_report(1),
                by=None, at=NOON, reason="Đếm lại")  # fmt: skip
    answer = reader("TW").get(f"/api/so-lieu/tong-hop?{asked('VN', **more)}")

    assert [(line["unit"], line["system"], line["value"]) for line in answer.json()] == [(story.province.pk, None, 1)]


@pytest.mark.parametrize("address", ["/api/so-lieu/giai-thich", "/so-lieu/giai-thich/", "/so-lieu/giai-thich/ban-ke/"])
@pytest.mark.parametrize("frozen", [False, True])
@pytest.mark.parametrize("line", ["own", "unallocated"])
def test_a_line_of_a_closed_unit_is_not_explained_by_itself(police, reader, address, frozen, line):
    body = a_body(police.province, System.POLICE)
    actions.put([a_value("TT01", body, year(2026), 4321)], standing=ACCEPTED, source=from_report(400), by=None,
                at=NOON)  # fmt: skip
    told = {"he-thong": "cong_an", "dong": line}
    if frozen:
        edition = actions.freeze(name="Chốt", place=police.country.pk, period=year(2026), map_date=NOON.date(),
                                 by=None, at=NOON)  # fmt: skip
        told["ban-chot"] = edition.pk

    text = shown(reader("NB"), address, **told).replace(".", "")

    assert "4321" not in text
    assert "28327" not in text
    assert CLOSED in text or '"lines_shown": false' in text


def test_ones_own_line_is_explained_by_itself(story, reader):
    actions.put([a_value("TT01", story.bodies["NB"], year(2026), 4321)], standing=ACCEPTED, source=from_report(400),
                by=None, at=NOON)  # fmt: skip

    client = reader("NB")

    assert json.loads(shown(client, "/api/so-lieu/giai-thich", dong="own"))["total"]["value"] == 4321
    assert json.loads(shown(client, "/api/so-lieu/giai-thich", dong="unallocated"))["total"] is None


def test_a_rate_with_a_sensitive_half_stays_with_its_own_line(story, reader):
    top, bottom = an_indicator("SN", sensitive=True), an_indicator("SD")
    an_indicator("SR", units="none", time="none", numerator=top, denominator=bottom, scale=2)
    police = a_body(story.communes[0].place, System.POLICE)
    actions.put([a_value("SN", police, year(2026), 777), a_value("SD", police, year(2026), 1000)], standing=ACCEPTED,
                source=from_report(401), by=None, at=NOON)  # fmt: skip
    front = story.communes[0]
    actions.put([a_value("SN", front, year(2026), 3), a_value("SD", front, year(2026), 4)], standing=ACCEPTED,
                source=from_report(402), by=None, at=NOON)  # fmt: skip
    client = reader("NB")

    theirs = client.get(f"/api/so-lieu/giai-thich?{asked(**{'chi-tieu': 'SR', 'he-thong': 'cong_an'})}")
    own = client.get(f"/api/so-lieu/giai-thich?{asked(**{'chi-tieu': 'SR'})}")
    crossed = client.get(f"/so-lieu/bang/?{asked(**{'chi-tieu': 'SR', 'hang': 'he-thong', 'cot': 'don-vi'})}")

    assert theirs.status_code == 404
    assert own.json()["total"]["value"] == 7500
    assert "77,7" not in crossed.content.decode()

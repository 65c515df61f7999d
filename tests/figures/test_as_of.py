"""An edition answers what the page answered when it was frozen, of every kind of indicator."""

import csv
import io
import zlib
from datetime import date, timedelta

import pytest

from phoihop.core.actor import Actor, Level, Role, System
from phoihop.figures import actions
from phoihop.figures.models import UnitsThen
from phoihop.figures.queries import diff, verify
from phoihop.figures.rules.values import Comparator
from phoihop.indicators.models import Indicator
from phoihop.places import actions as places
from phoihop.places.models import PlaceVersion, UnitData
from tests.figures.country import (
    ACCEPTED,
    NOON,
    REFORM,
    a_body,
    a_breakdown,
    a_place,
    a_value,
    an_indicator,
    becomes,
    from_report,
    month,
    span,
    year,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]

TODAY = date(2026, 11, 21)


def say(number, *values):
    actions.put(values, standing=ACCEPTED, source=from_report(number), by=None, at=NOON)


def freeze(story, period=None, name="Bản 1"):
    return actions.freeze(
        name=name, place=story.province.pk, period=period or year(2026), map_date=TODAY, by=None, at=NOON
    )


def asked(code, period, edition=None, **more):
    given = {"chi-tieu": code, "don-vi": "tinh:37", "ky": period.code, "he-thong": "mttq", "ban-do": TODAY}
    return given | more | ({"ban-chot": edition.pk} if edition else {})


def lines(client, question):
    return {(row["unit"], row["line"]): row["value"] for row in client.get("/api/so-lieu/tong-hop", question).json()}


def whole(client, question):
    total = client.get("/api/so-lieu/giai-thich", question).json()["total"]
    return total and total["value"]


def test_of_an_indicator_that_takes_the_last_an_edition_holds_the_last_year_and_adds_none(story, reader):
    """5 of 2025 and 6 of 2026 are 6 over both years, never 11; the province's own 50 and 60 are 60."""
    an_indicator("KK03", units="none", time="last")
    commune, province = story.communes[0], story.bodies["NB"]
    say(70, a_value("KK03", commune, year(2025), 5), a_value("KK03", commune, year(2026), 6))
    say(71, a_value("KK03", province, year(2025), 50), a_value("KK03", province, year(2026), 60))
    edition, client = freeze(story, span(2022, 2026)), reader("NB")

    for years, of_commune, of_province in (
        (span(2022, 2026), 6, 60),
        (span(2025, 2026), 6, 60),
        (year(2025), 5, 50),
    ):
        live, held = asked("KK03", years), asked("KK03", years, edition)
        assert lines(client, live) == lines(client, held) == {(commune.place_id, "all"): of_commune}
        assert whole(client, live) == whole(client, held) == of_province


def a_rate():
    top, bottom = an_indicator("HG04"), an_indicator("HG03")
    an_indicator("HG05", units="none", time="none", numerator=top, denominator=bottom, scale=2)


def test_a_rate_of_an_edition_is_divided_from_what_it_holds_on_every_page(story, reader):
    """77 of 100 and 3 of 20 are 80 of 120, 66,67 %; a later correction to 100 of 100 leaves the edition alone."""
    a_rate()
    one, other, _ = story.communes
    say(70, a_value("HG03", one, year(2026), 100), a_value("HG04", one, year(2026), 77))
    say(71, a_value("HG03", other, year(2026), 20), a_value("HG04", other, year(2026), 3))
    edition, client = freeze(story), reader("NB")
    say(70, a_value("HG03", one, year(2026), 100), a_value("HG04", one, year(2026), 100))
    question = asked("HG05", year(2026), edition)

    assert lines(client, question) == {(one.place_id, "all"): 7700, (other.place_id, "all"): 1500}
    assert whole(client, question) == 6667
    parts = client.get("/api/so-lieu/giai-thich", question).json()["parts"]
    assert [(row["name"], row["value"]) for row in parts] == [
        ("Xa xa:1", 7700),
        ("Xa xa:2", 1500),
        ("Chỉ tiêu HG04", 80),
        ("Chỉ tiêu HG03", 120),
    ]
    page = client.get("/so-lieu/", question)
    assert page.context["unit"].value == 6667
    sheet = client.get("/so-lieu/", question | {"tai": "csv"}).content.decode("utf-8-sig")
    told = [row[1:4] for row in csv.reader(io.StringIO(sheet)) if any(cell.startswith("Xa xa:") for cell in row)]
    assert told == [["Xa xa:1", "", "77.0"], ["Xa xa:2", "", "15.0"], ["Xa xa:3", "", "..."]]

    live = asked("HG05", year(2026))
    assert lines(client, live) == {(one.place_id, "all"): 10000, (other.place_id, "all"): 1500}
    assert whole(client, live) == 8583


def test_an_edition_has_nothing_of_a_part_that_the_indicator_does_not_have(story, reader):
    client, edition = reader("NB"), freeze(story)

    for edition_or_none in (edition, None):
        question = asked("TT01", month(2026, 1), edition_or_none, **{"phan-to": "tot"})
        assert lines(client, question) == {}
        assert client.get("/so-lieu/", question).context["unit"].value is None
        assert whole(client, question) is None


def test_an_edition_tells_a_part_that_the_indicator_has(story, reader):
    a_breakdown(Indicator.objects.get(code="TT01"), "hs", "cho ai", "of_which")
    say(
        72,
        a_value("TT01", story.communes[0], year(2026), 9),
        a_value("TT01", story.communes[0], year(2026), 4, breakdown="hs"),
    )
    client, edition = reader("NB"), freeze(story)
    question = asked("TT01", year(2026), edition, **{"phan-to": "hs"})

    assert lines(client, question) == {(story.communes[0].place_id, "all"): 4}
    assert whole(client, question) == 4


def state_shares(story, old, shares):
    """At the very time at which figures are frozen: what came first is told by the order of the acts."""
    body = story.bodies["TW"]
    by = Actor(1, "Lê Thị Mẫu", body.pk, body.place_id, System.FRONT, Level.COUNTRY, frozenset({Role.ADMIN}), "TW")
    places.state_shares(old, on=REFORM, shares=shares, act="Nghị quyết 12/NQ-HĐND" if shares else "", by=by, at=NOON)


def test_an_edition_divides_nothing_by_shares_that_were_stated_after_it(story, reader):
    """10 of a commune that two came from, in 2024. Of all years the communes themselves have 39, 30 and 45."""
    one, two, three = (body.place_id for body in story.communes)
    old = a_place("xa63:9", Level.COMMUNE, story.province, valid_to=REFORM)
    becomes(old, story.communes[0].place, story.communes[1].place)
    say(70, a_value("TT01", a_body(old), year(2024), 10))
    years, client = span(2022, 2026), reader("NB")
    rest = (story.province.pk, "unallocated")
    undivided = {(one, "all"): 39, (two, "all"): 30, (three, "all"): 45, rest: 10}
    divided = {(one, "all"): 42, (two, "all"): 37, (three, "all"): 45}

    before = freeze(story, years)
    assert lines(client, asked("TT01", years)) == lines(client, asked("TT01", years, before)) == undivided

    state_shares(story, old, {one: 300_000, two: 700_000})
    after = freeze(story, years, "Bản 2")
    assert lines(client, asked("TT01", years)) == lines(client, asked("TT01", years, after)) == divided
    assert lines(client, asked("TT01", years, before)) == undivided

    of_one = {"don-vi": "xa:1"}
    assert whole(client, asked("TT01", years, before, **of_one)) == 39
    assert whole(client, asked("TT01", years, after, **of_one)) == whole(client, asked("TT01", years, **of_one)) == 42
    parts = client.get("/api/so-lieu/giai-thich", asked("TT01", years, before)).json()["parts"]
    assert [part["value"] for part in parts] == [45, 39, 30, 10]
    page = client.get("/so-lieu/", asked("TT01", years, before))
    assert [row.now.value for row in page.context["table"].rows if row.now] == [45, 39, 30, 10]

    state_shares(story, old, {})
    assert lines(client, asked("TT01", years)) == lines(client, asked("TT01", years, before)) == undivided
    assert lines(client, asked("TT01", years, after)) == divided
    assert whole(client, asked("TT01", years, after)) == whole(client, asked("TT01", years, before)) == 124


@pytest.mark.parametrize("amount", [500, 0])
def test_the_countrys_edition_tells_its_own_work_apart_from_what_cannot_be_allocated(story, reader, amount):
    """On the old map two provinces became one, which speaks for both; the central body did 7, one commune "hơn 5"."""
    olds = [a_place(f"tinh:0{n}", Level.PROVINCE, story.country, valid_to=REFORM) for n in (1, 2)]
    new = a_place("tinh:03", Level.PROVINCE, story.country, valid_from=REFORM)
    for old in olds:
        becomes(old, new)
    say(70, a_value("TT01", a_body(new), year(2024), amount))
    say(71, a_value("TT01", story.bodies["TW"], year(2024), 7))
    say(72, a_value("TT01", story.communes[0], year(2024), 5, comparator=Comparator.GT))
    on = date(2025, 6, 30)
    edition = actions.freeze(name="Chốt", place=story.country.pk, period=year(2024), map_date=on, by=None, at=NOON)
    client, country = reader("TW"), {"don-vi": "VN", "ban-do": on}
    live, held = (asked("TT01", year(2024), one, **country) for one in (None, edition))

    def told(address, question):
        answer = client.get(address, question).json()
        rows = answer["parts"] if isinstance(answer, dict) else answer
        return sorted((row["line"], row["value"], row["comparator"]) for row in rows if row["line"] != "all")

    for address in ("/api/so-lieu/giai-thich", "/api/so-lieu/tong-hop"):
        assert told(address, live) == told(address, held) == [("own", 7, "eq"), ("unallocated", amount, "eq")]
    crossed = client.get("/so-lieu/bang/", held | {"hang": "don-vi", "cot": "chi-tieu"})
    assert ("Chưa phân bổ", [(str(amount), "")]) in [
        (name, [(text, "") for text, _ in cells]) for name, cells, _ in crossed.context["rows"]
    ]


def loaded_again(digest="b" * 64):
    """What a later load of units leaves: another state of the unit data, after the edition."""
    UnitData.objects.create(digest=digest, loaded_at=NOON + timedelta(hours=1), counts={}, notes=[])


def test_an_edition_stands_on_the_units_as_they_stood_whatever_is_loaded_later(story, reader):
    """A later load moves the second commune to the other province, makes heirs of the third, and drops the first."""
    UnitData.objects.create(digest="a" * 64, loaded_at=NOON, counts={}, notes=[])
    one, two, three = (body.place for body in story.communes)
    client, edition = reader("TW"), freeze(story)
    country = actions.freeze(name="Cả nước", place=story.country.pk, period=year(2026), map_date=NOON.date(), by=None,
                             at=NOON)  # fmt: skip
    cited, wide = asked("TT01", year(2026), edition), asked("TT01", year(2026), country, **{"don-vi": "VN"})
    nested = asked("TT01", year(2026), country)
    month_cited = asked("TT01", month(2026, 1), edition)
    before = [lines(client, question) for question in (cited, wide, nested, month_cited)]
    pages = [[(row.name, row.value) for row in client.get("/so-lieu/", cited).context["table"].rows]]
    assert before[0] == {(one.pk, "all"): 29, (two.pk, "all"): 10, (three.pk, "all"): 15}
    assert before[1] == {(story.province.pk, "all"): 54}

    PlaceVersion.objects.filter(place=two).update(parent=story.other)
    PlaceVersion.objects.filter(place=three).update(name="Tên khác", valid_to=REFORM)
    becomes(three, two)
    PlaceVersion.objects.filter(place=one).delete()
    loaded_again()

    assert [lines(client, question) for question in (cited, wide, nested, month_cited)] == before
    assert [[(row.name, row.value) for row in client.get("/so-lieu/", cited).context["table"].rows]] == pages
    parts = client.get("/api/so-lieu/giai-thich", cited).json()["parts"]
    assert [(part["name"], part["value"]) for part in parts] == [("Xa xa:1", 29), ("Xa xa:3", 15), ("Xa xa:2", 10)]
    rows = {name: cells[0][0] for name, cells, _ in client.get("/so-lieu/bang/", cited).context["rows"]}
    assert rows == {"Xa xa:1": "29", "Xa xa:2": "10", "Xa xa:3": "15", "Tinh tinh:37": "54"}
    assert whole(client, cited) == 54
    assert client.get(f"/so-lieu/ban-chot/{edition.pk}/").status_code == 200


def test_what_was_loaded_later_is_a_difference_and_the_next_edition_stands_on_it(story, reader):
    UnitData.objects.create(digest="a" * 64, loaded_at=NOON, counts={}, notes=[])
    one, two = (body.place for body in story.communes[:2])
    client, edition = reader("TW"), freeze(story)
    assert UnitsThen.objects.count() == 1
    actions.freeze(name="Sau", place=story.province.pk, period=year(2026), map_date=TODAY, by=None,
                   at=NOON + timedelta(minutes=1))  # fmt: skip
    assert UnitsThen.objects.count() == 1

    PlaceVersion.objects.filter(place=two).update(valid_to=REFORM)
    becomes(two, one)
    loaded_again()
    later = freeze(story, name="Bản 3")

    assert UnitsThen.objects.count() == 2
    assert {(one.unit, one.before, one.after) for one in diff(edition) if one.indicator == "TT01"} == {
        (one.pk, 29, 39), (two.pk, 10, None),
    }  # fmt: skip
    shown = lines(client, asked("TT01", year(2026), later))
    assert (two.pk, "all") not in shown
    assert (two.pk, "all") in lines(client, asked("TT01", year(2026), edition))


def test_an_edition_whose_units_were_tampered_with_is_named(story):
    edition = freeze(story)
    assert verify().differences == ()

    UnitsThen.objects.filter(pk=edition.units_id).update(packed=zlib.compress(b"[[],[]]"))

    assert verify().differences == (f"edition {edition.pk} (Bản 1): its units are not those of its digest",)

"""What is made of inexact numbers is about so much, on every page that shows it."""

from datetime import date

import pytest

from phoihop.core.actor import Level
from phoihop.figures import actions, queries
from phoihop.figures.forms.comparing import share_of
from phoihop.figures.forms.panel import panel
from phoihop.figures.models import Figure
from phoihop.figures.rules.questions import Question
from phoihop.figures.rules.values import Comparator, Coverage
from phoihop.places.models import Population
from tests.figures.conftest import asked, named
from tests.figures.country import (
    ACCEPTED,
    NOON,
    REFORM,
    a_body,
    a_compiler,
    a_place,
    a_value,
    becomes,
    from_report,
    year,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def say(number, *values):
    actions.put(values, standing=ACCEPTED, source=from_report(number), by=None, at=NOON)


def test_a_share_of_the_whole_year_before(story, reader):
    say(80, a_value("TT01", story.communes[0], year(2026), 5, comparator=Comparator.GT))

    rows = {row.name: row for row in reader("NB").get(f"/so-lieu/?{asked()}").context["table"].rows}

    half = "50,0\N{NO-BREAK SPACE}%"
    assert [share_of(rows[f"Xa xa:{n}"]) for n in (1, 2)] == [f"khoảng {half}", half]


def test_the_trend_and_its_chart_say_the_same_word(story, reader):
    say(70, a_value("TT01", story.communes[0], year(2024), 100, comparator=Comparator.GT))

    page = reader("0").get(f"/so-lieu/?{asked('xa:1', ky=year(2025).code)}")

    assert page.context["trend"].startswith("khoảng −90,0")
    assert page.context["trends"]["charts"][0]["moved"] == "khoảng −90,0\N{NO-BREAK SPACE}%"


def test_per_10_000_inhabitants(story, reader):
    for number, body in enumerate(story.communes):
        Population.objects.create(
            place=body.place, on=NOON.date(), people=10_000, source="Thử", entered_by="Thử", entered_at=NOON
        )
        word = Comparator.GT if number == 0 else Comparator.EQ
        say(70 + number, a_value("TT01", body, year(2024), 5, comparator=word))

    client = reader("NB")
    rows = {
        row.name: row.per_said for row in client.get(f"/so-lieu/?{asked(ky=year(2024).code)}").context["table"].rows
    }
    explained = client.get(f"/so-lieu/giai-thich/?{asked('xa:1', ky=year(2024).code)}").context["ex"]

    assert (rows["Xa xa:1"], rows["Xa xa:2"]) == ("khoảng 5,00", "5,00")
    assert dict(explained["facts"])["Trên 1 vạn dân"].startswith("khoảng 5 (")


def test_two_maps_keep_the_word_of_a_sum_and_of_a_difference(story, reader):
    olds = [a_place(f"tinh:p{n}", Level.PROVINCE, story.country, valid_to=REFORM) for n in (1, 2)]
    new = a_place("tinh:p", Level.PROVINCE, story.country, valid_from=REFORM)
    for number, (old, word) in enumerate(zip(olds, (Comparator.GT, Comparator.EQ), strict=True)):
        becomes(old, new)
        body = a_body(old)
        named(body)
        say(90 + number, a_value("TT01", body, year(2024), 100 - 50 * number, comparator=word))
    body = a_body(new)
    named(body)
    say(95, a_value("TT01", body, year(2024), 7))

    client = reader("TW")
    page = client.get(f"/so-lieu/hai-dia-gioi/?{asked('tinh:p', ky=year(2024).code)}")
    country = client.get(f"/so-lieu/hai-dia-gioi/?{asked('VN', ky=year(2024).code)}")

    assert [side["said"] for side in page.context["sides"]] == ["từ 150", "từ 157"]
    assert page.context["difference"] == "khoảng 7"
    (row,) = [row for row in country.context["pairs"]["rows"] if row["name"] == "Tinh tinh:p"]
    assert row["sum"] == "ít nhất 150"


def test_a_sum_beside_a_statement_that_was_put_over_it(story):
    one, two = story.communes[:2]
    say(1, a_value("TT01", one, year(2024), 10, comparator=Comparator.GT))
    say(2, a_value("TT01", two, year(2024), 20))
    say(3, a_value("TT01", story.bodies["NB"], year(2024), 100, coverage=Coverage.AREA))
    row = Figure.objects.get(indicator__code="TT01", coverage=2)
    actions.choose_claim(row.pk, over_sum=True, reason="x", by=a_compiler(story.bodies["NB"]), at=NOON)

    steps = panel(
        queries.explain(Question("TT01", "tinh:37", year(2024), date(2026, 11, 21), story.communes[0].line)),
        sample=False,
    )["steps"]

    assert ("2 trên 3 đơn vị có số liệu", "từ 30") in [(step["name"], step["value"]) for step in steps]

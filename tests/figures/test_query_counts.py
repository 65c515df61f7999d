"""Lists of figures cost the same number of queries for one row and for three."""

from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from phoihop.core.actor import Level
from phoihop.figures import actions
from phoihop.places.models import Population
from tests.figures.country import ACCEPTED, NOON, a_place, a_value, from_report, year

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]
ASKED = {"chi-tieu": "TT01", "don-vi": "tinh:37", "ky": year(2026).code, "ban-do": "2026-11-21", "he-thong": "mttq"}


def an_edition(story, number):
    actions.freeze(name=f"Lần {number}", place=story.province.pk, period=year(2026), map_date=NOON.date(), by=None,
                   at=NOON)  # fmt: skip


def a_source(story, number):
    actions.put([a_value("TT01", story.communes[1], year(2026), 40 + number)], standing=ACCEPTED,
                source=from_report(70 + number), by=None, at=NOON)  # fmt: skip


def a_target(story, number):
    story.commune()
    actions.set_target(indicator="TT01", place=story.communes[number].place_id, period=year(2026), value=10,
                       source=from_report(number), by=None, at=NOON)  # fmt: skip


def a_population(story, number):
    place = a_place(f"xa:9{number}", Level.COMMUNE, story.province)
    Population.objects.create(
        place=place, on=NOON.date(), people=1000 + number, source="Thử", entered_by="Thử", entered_at=NOON
    )


@pytest.mark.parametrize(
    ("address", "more"),
    [
        ("/so-lieu/ban-chot/?don-vi=tinh%3A37", an_edition),
        ("/so-lieu/nguon/?", a_source),
        (f"/so-lieu/chi-tieu-giao/?{urlencode(ASKED)}", a_target),
        ("/don-vi/dan-so/", a_population),
    ],
)
def test_one_row_and_three_cost_the_same(story, reader, address, more):
    if more is a_source:
        address += urlencode({"chi-tieu": "TT01", "co-quan": story.communes[1].pk, "ky": year(2026).code, "pham-vi": 1})
    client, counts = reader("NB"), []
    more(story, 0)
    assert client.get(address).status_code == 200
    for number in (1, 3):
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        counts.append(len(seen))
        more(story, number)
        more(story, number + 1)

    assert counts[0] == counts[1]

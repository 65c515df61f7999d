"""Writers at the same time leave every total right."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from phoihop.core.actor import Level
from phoihop.figures import actions, queries
from tests.figures.country import ACCEPTED, NOON, a_body, a_place, a_value, an_indicator, from_report, month, year

COMMUNES, MONTHS = 4, 3


@pytest.mark.django_db(transaction=True)
def test_writers_of_one_province_at_once_leave_every_total_right():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite's writers exclude one another; this is about rows that PostgreSQL locks")
    an_indicator("TT01")
    an_indicator("MH03", time="last")
    country = a_place("VN", Level.COUNTRY)
    provinces = [a_place(f"tinh:{n}", Level.PROVINCE, country) for n in (1, 2)]
    bodies = [a_body(a_place(f"xa:{n}", Level.COMMUNE, provinces[n % 2])) for n in range(COMMUNES)]

    def write(number: int) -> None:
        body, at = bodies[number % COMMUNES], number % MONTHS + 1
        try:
            actions.put(
                [a_value(code, body, month(2026, at), number + 1) for code in ("TT01", "MH03")],
                standing=ACCEPTED,
                source=from_report(number % (COMMUNES * MONTHS)),
                by=None,
                at=NOON,
            )
        finally:
            connections.close_all()

    write(0)
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(write, range(1, 24)))

    assert queries.verify().differences == ()
    total = queries.totals(unit=country.pk, period=year(2026).range, on=NOON.date(), indicators=["TT01"])[0]
    last = {(n % COMMUNES, n % MONTHS): n + 1 for n in range(24)}
    assert total.counted == len(last)

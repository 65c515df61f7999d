"""Writers at the same time leave every total right, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest
from django.db import connection, connections

from phoihop.core.actor import Level
from phoihop.figures import actions, queries
from tests.figures.country import ACCEPTED, NOON, a_body, a_place, a_value, an_indicator, from_report, month, year

COMMUNES, MONTHS, WRITERS = 4, 3, 6


def on_disk(tmp_path, monkeypatch) -> None:
    """What was set up so far goes into a file that threads started from now on write to."""
    if connection.vendor == "sqlite":
        file = tmp_path / "figures.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(file)])
        monkeypatch.setitem(connections.settings["default"], "NAME", str(file))


@pytest.mark.django_db(transaction=True)
def test_writers_of_one_province_at_once_leave_every_total_right(tmp_path, monkeypatch):
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

    def answer() -> tuple[object, object]:
        try:
            total = queries.totals(unit=country.pk, period=year(2026).range, on=NOON.date(), indicators=["TT01"])[0]
            return queries.verify().differences, (total.value, total.counted)
        finally:
            connections.close_all()

    on_disk(tmp_path, monkeypatch)
    with ThreadPoolExecutor(WRITERS) as pool:
        pool.submit(write, 0).result()
        list(pool.map(write, range(1, 24)))
        differences, said = pool.submit(answer).result()

    # Which of two writers of one report came last is chance; that its number counts once is not.
    assert differences == ()
    value, counted = said
    reports = {(n % COMMUNES, n % MONTHS) for n in range(24)}
    assert counted == len(reports)
    assert value in {sum(choice) for choice in product(*(written(*report) for report in sorted(reports)))}


def written(commune: int, at: int) -> list[int]:
    """What any of the writers put as one report's number."""
    return [n + 1 for n in range(24) if (n % COMMUNES, n % MONTHS) == (commune, at)]

"""What two people decide at once: the second one decides on what the first one has left."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connections, transaction

from phoihop.core.actor import Level
from phoihop.core.refusal import Refused
from phoihop.figures import actions, queries
from phoihop.figures.models import Figure, Target
from tests.figures.country import (
    ACCEPTED,
    NOON,
    SUBMITTED,
    a_body,
    a_compiler,
    a_place,
    a_value,
    an_indicator,
    from_report,
    month,
    span,
    year,
)
from tests.figures.test_writing_together import on_disk

pytestmark = pytest.mark.django_db(transaction=True)
#: How long the first one keeps its transaction open: the second one has read by then whatever it reads unlocked.
OPEN = 0.4


class Office:
    """A province with two communes, and the threads of the people who work on its figures."""

    def __init__(self) -> None:
        an_indicator("TT01")
        country = a_place("VN", Level.COUNTRY)
        self.province = a_place("tinh:37", Level.PROVINCE, country)
        self.compiler = a_compiler(a_body(self.province))
        self.one, self.other = (a_body(a_place(f"xa:{n}", Level.COMMUNE, self.province)) for n in (1, 2))

    def say(self, body, period, value, *, number, standing=ACCEPTED):
        values = [a_value("TT01", body, period, value)]
        return actions.put(values, standing=standing, source=from_report(number), by=None, at=NOON)

    def last(self, number):
        return Figure.objects.filter(source__origin=f"reports.report:{number}").latest("pk").pk

    def choose(self, figure):
        actions.choose_claim(figure, reason="Đã đối chiếu", by=self.compiler, at=NOON)

    def assign(self, value, *, seen):
        place = self.one.place_id
        actions.assign_targets(
            {place: value}, indicator="TT01", period=year(2026), system=self.compiler.system, label="KH 1",
            seen={place: seen}, by=self.compiler, at=NOON,
        )  # fmt: skip

    def total(self, period):
        found = queries.totals(unit=self.province.pk, period=period.range, on=NOON.date(), indicators=["TT01"])
        return found[0].value, queries.verify().differences


@pytest.fixture
def office(tmp_path, monkeypatch):
    made = Office()
    on_disk(tmp_path, monkeypatch)
    return made


def in_thread(do: Callable[[], object]) -> object:
    """What ``do`` gives in a connection of its own, or the code of its refusal."""

    def run() -> object:
        try:
            return do()
        except Refused as refused:
            return refused.refusal.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()


def at_once(first: Callable[[], object], second: Callable[[], object]) -> tuple[object, object]:
    """What both give: the second begins while the first has written, and not yet ended."""
    written = Event()

    def one() -> object:
        with transaction.atomic():
            given = first()
            written.set()
            time.sleep(OPEN)
        return given

    def other() -> object:
        assert written.wait(20)
        return second()

    with ThreadPoolExecutor(2) as pool:
        return tuple(pool.map(in_thread, (one, other)))


def test_of_two_choices_at_once_one_is_in_force(office):
    def papers():
        for number, value in ((1, 10), (2, 12), (3, 13)):
            office.say(office.one, year(2026), value, number=number)
        return office.last(2), office.last(3)

    twelve, thirteen = in_thread(papers)

    done = at_once(lambda: office.choose(twelve), lambda: office.choose(thirteen))

    # choosing the one wrote no row of the other, which was aside already: its choice stands
    assert done == (None, None)
    assert in_thread(lambda: office.total(year(2026))) == (13, ())


def test_a_choice_of_a_number_that_its_own_source_corrects_meanwhile_is_refused(office):
    def papers():
        for number, value in ((1, 10), (2, 12)):
            office.say(office.one, year(2026), value, number=number)
        return office.last(2)

    twelve = in_thread(papers)

    _, chosen = at_once(lambda: office.say(office.one, year(2026), 99, number=2), lambda: office.choose(twelve))

    assert chosen == "not_a_claim"
    in_thread(lambda: office.choose(office.last(2)))
    assert in_thread(lambda: office.total(year(2026))) == (99, ())


def test_a_correction_beside_a_choice_of_its_source_counts(office):
    def papers():
        for number, value in ((1, 10), (2, 12)):
            office.say(office.one, year(2026), value, number=number)
        return office.last(2)

    twelve = in_thread(papers)

    at_once(lambda: office.choose(twelve), lambda: office.say(office.one, year(2026), 99, number=2))

    assert in_thread(lambda: office.total(year(2026))) == (99, ())


def test_a_choice_of_a_number_that_is_accepted_meanwhile_is_refused(office):
    def papers():
        office.say(office.one, year(2026), 10, number=1)
        office.say(office.one, year(2026), 12, number=2, standing=SUBMITTED)
        return office.last(2)

    twelve = in_thread(papers)

    _, chosen = at_once(lambda: actions.accept("reports.report:2", by=None, at=NOON), lambda: office.choose(twelve))

    assert chosen == "not_a_claim"
    in_thread(lambda: office.choose(office.last(2)))
    assert in_thread(lambda: office.total(year(2026))) == (12, ())


def test_an_acceptance_beside_a_choice_accepts_what_was_chosen(office):
    def papers():
        office.say(office.one, year(2026), 10, number=1)
        office.say(office.one, year(2026), 12, number=2, standing=SUBMITTED)
        return office.last(2)

    twelve = in_thread(papers)

    _, accepted = at_once(lambda: office.choose(twelve), lambda: actions.accept("reports.report:2", by=None, at=NOON))

    assert accepted == "nothing_pending"  # chosen by one who takes the commune's figures in
    assert in_thread(lambda: office.total(year(2026))) == (12, ())


@pytest.mark.parametrize("act", ["put", "accept", "withdraw", "choose"])
def test_a_year_holds_the_first_figure_of_a_month_that_came_meanwhile(office, act):
    def before():
        office.say(office.other, month(2026, 1), 10, number=1)
        office.say(office.other, month(2026, 1), 5, number=2, standing=SUBMITTED)
        office.say(office.other, month(2026, 1), 20, number=1, standing=SUBMITTED)
        return office.last(2)

    other = in_thread(before)
    second = {
        "put": lambda: office.say(office.other, month(2026, 1), 20, number=1),
        "accept": lambda: actions.accept("reports.report:1", by=None, at=NOON),
        "withdraw": lambda: actions.withdraw("reports.report:1", reason="returned", by=None, at=NOON),
        "choose": lambda: office.choose(other),
    }

    at_once(lambda: office.say(office.one, month(2026, 3), 100, number=3), second[act])

    assert in_thread(lambda: office.total(year(2026))) == (
        100 + {"put": 20, "accept": 20, "withdraw": 10, "choose": 5}[act],
        (),
    )


def test_a_span_of_years_first_used_meanwhile_holds_what_lies_in_it(office):
    in_thread(lambda: office.say(office.one, year(2021), 1, number=1))  # another year: the span is empty

    at_once(
        lambda: office.say(office.one, span(2022, 2026), 1000, number=2),
        lambda: office.say(office.other, month(2025, 1), 7, number=3),
    )

    assert in_thread(lambda: office.total(span(2022, 2026))) == (1007, ())


def test_a_span_of_years_is_first_used_while_a_month_of_it_is_written(office):
    in_thread(lambda: office.say(office.other, month(2025, 1), 6, number=3))

    at_once(
        lambda: office.say(office.other, month(2024, 1), 7, number=4),
        lambda: office.say(office.one, span(2022, 2026), 1000, number=2),
    )

    assert in_thread(lambda: office.total(span(2022, 2026))) == (1013, ())


def test_a_total_is_first_kept_while_a_month_of_it_is_written(office):
    def before():
        office.say(office.other, month(2025, 1), 6, number=3)
        office.say(office.one, span(2022, 2026), 1000, number=2)

    in_thread(before)

    at_once(
        lambda: office.say(office.other, month(2024, 1), 7, number=4),
        lambda: actions.keep_span(span(2022, 2026), by=None, at=NOON),
    )

    assert in_thread(lambda: office.total(span(2022, 2026))) == (1013, ())


def test_figures_are_frozen_while_a_span_is_first_used(office):
    def before():
        office.say(office.other, month(2025, 1), 6, number=3)

    in_thread(before)

    _, edition = at_once(
        lambda: office.say(office.other, month(2025, 1), 7, number=3),
        lambda: (
            actions.freeze(
                name="Sơ kết", place=office.province.pk, period=span(2022, 2026), map_date=NOON.date(), by=None, at=NOON
            ).change
        ),
    )

    assert edition == in_thread(lambda: Figure.objects.latest("pk").change_id)
    assert in_thread(lambda: office.total(span(2022, 2026))) == (7, ())


def test_of_two_who_assign_a_target_at_once_the_second_is_told(office):
    place = office.one.place_id
    in_thread(lambda: office.assign(100, seen=None))

    done = at_once(lambda: office.assign(200, seen=100), lambda: office.assign(300, seen=100))

    assert done == (None, "targets_changed")
    assert in_thread(lambda: Target.objects.get(place=place).value) == 200


def test_of_two_who_assign_the_first_target_at_once_the_second_is_told(office):
    done = at_once(lambda: office.assign(200, seen=None), lambda: office.assign(300, seen=None))

    assert done == (None, "targets_changed")

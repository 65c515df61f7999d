"""How an indicator adds over systems is said by whoever keeps the catalogue, with a reason, and what was is kept."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from phoihop.audit import queries as audit
from phoihop.audit.models import Entry
from phoihop.core.actor import Actor, Level, Role, System
from phoihop.core.refusal import Refused
from phoihop.indicators import actions, queries, rules
from phoihop.indicators.models import Adding, Indicator

NOON = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)
REASON = "Hướng dẫn 05/HD-BCA ngày 10/11/2026"


def an_actor(*roles: Role, level: Level = Level.COUNTRY) -> Actor:
    return Actor(1, "Trần Thị Mẫu", 7, 1, System.FRONT, level, frozenset(roles), "TW")


KEEPER = an_actor(Role.COMPILER)


@pytest.fixture
def catalogue(db):
    actions.load_catalogue(by=None, at=NOON)


def wrong():
    return [sentence for _, sentence in audit.otherwise() if sentence]


def test_the_keeper_says_that_parties_are_added_as_a_union_and_the_log_and_the_history_hold_it(catalogue):
    made = actions.add_systems("TT01", "union", reason=REASON, seen="apart", by=KEEPER, at=NOON)

    row = Indicator.objects.get(code="TT01")
    assert row.over_systems == "union"
    told = [(one.over_systems, one.reason, one.name, one.body) for one in queries.adding_of(row)]
    assert told == [("union", REASON, "Trần Thị Mẫu", 7), ("apart", "", "Hệ thống", None)]
    line = Entry.objects.get(action="indicators.adding_set")
    assert (line.subject, line.body) == (f"indicators.indicator:{row.pk}", 7)
    assert {key: line.facts[key] for key in ("code", "before", "after", "reason")} == {
        "code": "TT01", "before": "apart", "after": "union", "reason": REASON,
    }  # fmt: skip
    assert (queries.last_adding(), [one.pk for one in queries.ruled_since(made.pk - 1)]) == (made.pk, [made.pk])
    assert wrong() == []


def test_a_history_changed_by_hand_is_named(catalogue):
    made = actions.add_systems("TT01", "union", reason=REASON, by=KEEPER, at=NOON)

    Adding.objects.filter(pk=made.pk).update(reason="Lý do khác")

    assert wrong() == [f"indicators.indicator:{made.indicator_id}: it does not say what its last line in the log says"]


def test_what_stood_at_a_number_is_told_for_ever(catalogue):
    first = queries.last_adding()
    second = actions.add_systems("TT01", "union", reason=REASON, by=KEEPER, at=NOON).pk
    actions.add_systems("TT01", "sum", reason=REASON, by=KEEPER, at=NOON + timedelta(hours=1))
    row = Indicator.objects.get(code="TT01")

    said = [queries.adding_as_of([row], number)[0].over_systems for number in (0, first, second, second + 1)]

    assert said == ["apart", "apart", "union", "sum"]
    assert row.over_systems == "sum"


def test_a_second_load_of_the_catalogue_leaves_the_rule_and_adds_no_row(catalogue):
    actions.add_systems("TT01", "union", reason=REASON, by=KEEPER, at=NOON)
    rows = Adding.objects.count()

    actions.load_catalogue(by=None, at=NOON)

    assert (Indicator.objects.get(code="TT01").over_systems, Adding.objects.count()) == ("union", rows)
    assert rows == Indicator.objects.count() + 1


def test_a_catalogue_of_before_gets_its_first_rows_at_the_next_load(catalogue):
    Adding.objects.all().delete()
    assert wrong()

    actions.load_catalogue(by=None, at=NOON)

    assert Adding.objects.count() == Indicator.objects.count()
    assert wrong() == []


def test_a_load_that_changes_an_axis_adds_a_row(catalogue):
    Indicator.objects.filter(code="TT01").update(over_time="last")
    row = Indicator.objects.get(code="TT01")
    Adding.objects.filter(indicator=row).update(over_time="last")

    actions.load_catalogue(by=None, at=NOON)

    assert [one.over_time for one in queries.adding_of(row)] == ["sum", "last"]


@pytest.mark.parametrize(
    ("code", "how", "more", "refused"),
    [
        ("TT01", "union", {"by": an_actor(Role.COMPILER, level=Level.PROVINCE)}, "only_the_centre_adds"),
        ("TT01", "union", {"by": an_actor(Role.LEADER, Role.ENTRY, Role.ADMIN)}, "only_the_centre_adds"),
        ("TT01", "union", {"reason": "  "}, "adding_reason_needed"),
        ("TT01", "apart", {}, "adding_is_so"),
        ("TT01", "union", {"seen": "sum"}, "adding_changed"),
        ("TT01", "union", {"reason": "TỐI MẬT"}, "secret_words"),
        ("HG05", "union", {}, "systems_cannot_be_added"),
        ("AT01.TS", "sum", {}, "systems_cannot_be_added"),
        ("MH04", "sum", {}, "systems_cannot_be_added"),
        ("XX99", "sum", {}, "unknown_indicator"),
    ],
)
def test_who_may_not_or_what_cannot_be_is_refused_and_nothing_is_written(catalogue, code, how, more, refused):
    rows = Adding.objects.count()

    with pytest.raises(Refused) as told:
        actions.add_systems(code, how, **{"reason": REASON, "by": KEEPER, "at": NOON} | more)

    assert told.value.refusal.code == refused
    assert Adding.objects.count() == rows
    assert not Entry.objects.filter(action="indicators.adding_set").exists()
    assert not Indicator.objects.exclude(over_systems="apart").exists()


def test_set_up_without_an_actor_may():
    told = {"adds": True, "stands": "apart", "seen": None, "wanted": "sum", "reason": REASON}
    assert rules.refusal_to_add_systems(**told, actor=None) is None


@pytest.mark.parametrize("code", ["HG05", "AT01.TS", "MH04"])
def test_the_database_too_adds_no_rates_or_halves_over_systems(catalogue, code):
    with pytest.raises(IntegrityError, match="only_what_adds_over_units_adds_over_systems"), transaction.atomic():
        Indicator.objects.filter(code=code).update(over_systems="sum")

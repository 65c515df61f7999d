from datetime import UTC, datetime, timedelta

import pytest
from django_tasks import task
from hypothesis import given
from hypothesis import strategies as st

from phoihop.accounts.models import User
from phoihop.core.actor import Actor, Level, Role, System
from phoihop.core.refusal import Refused
from phoihop.jobs import actions, queries
from phoihop.jobs.models import Job
from phoihop.jobs.rules import ATTEMPTS, LEASE, MOVES, State, minutes_left
from phoihop.organisations.models import Body
from phoihop.places.models import Place

NOON = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)


@task()
def count(job_id: int) -> None:
    """A task whose work is nothing; the tests drive the job by hand."""


@pytest.fixture
def officer(db) -> Actor:
    place = Place.objects.create(key="tinh:37", level=Level.PROVINCE)
    body = Body.objects.create(key="cong_an@tinh:37", system=System.POLICE, place=place, level=Level.PROVINCE)
    user = User.objects.create(username="th37", name="Trần Thị Mẫu")
    return Actor(user.pk, user.name, body.pk, place.pk, System.POLICE, Level.PROVINCE, frozenset({Role.COMPILER}), "37")


@pytest.fixture
def job(officer) -> Job:
    return actions.start(f"{__name__}.count", title="Đọc 3 tệp", total=3, address="/van-ban/", by=officer, at=NOON)


def test_a_job_counts_its_items_and_ends(officer, job):
    begun = actions.begin(job.pk, at=NOON)
    for _ in range(3):
        actions.advance(begun, at=NOON)
    actions.finish(begun, message="Đã đọc 3 tệp.", at=NOON)

    job.refresh_from_db()
    assert (job.state, job.done, job.failed, job.message) == (State.DONE, 3, 0, "Đã đọc 3 tệp.")
    assert queries.running_count(officer) == 0


def test_a_job_is_begun_by_one_worker_only(job):
    assert actions.begin(job.pk, at=NOON) is not None
    assert actions.begin(job.pk, at=NOON) is None


def test_a_cancelled_job_stops_its_task_and_keeps_what_was_done(officer, job):
    begun = actions.begin(job.pk, at=NOON)
    actions.advance(begun, at=NOON)
    actions.cancel(begun, by=officer, at=NOON)

    with pytest.raises(actions.Cancelled):
        actions.advance(begun, at=NOON)
    job.refresh_from_db()
    assert (job.state, job.done) == (State.CANCELLED, 1)
    with pytest.raises(Refused):
        actions.cancel(job, by=officer, at=NOON)


def test_a_job_whose_worker_died_is_taken_up_again_and_fails_after_the_last_attempt(job):
    later = NOON
    for attempt in range(1, ATTEMPTS + 1):
        begun = actions.begin(job.pk, at=later)
        assert begun is not None
        assert begun.attempts == attempt
        assert actions.rescue(at=later + LEASE) == 0
        later += LEASE + timedelta(seconds=1)
        assert actions.rescue(at=later) == 1

    job.refresh_from_db()
    assert (job.state, job.ended_at) == (State.FAILED, later)
    assert actions.begin(job.pk, at=later) is None


def test_ended_states_lead_nowhere():
    assert {state for state, moves in MOVES.items() if not moves} == {State.DONE, State.FAILED, State.CANCELLED}


@given(st.integers(1, 500), st.integers(1, 500), st.integers(1, 5000))
def test_the_minutes_left_are_those_of_an_even_pace(done, rest, seconds):
    left = minutes_left(done=done, total=done + rest, started=NOON, now=NOON + timedelta(seconds=seconds))

    assert left is not None
    assert (left - 1) * 60 < rest * seconds / done + 1e-3
    assert left * 60 >= rest * seconds / done - 1e-3


def test_minutes_are_not_guessed_before_the_first_item():
    assert minutes_left(done=0, total=5, started=NOON, now=NOON) is None

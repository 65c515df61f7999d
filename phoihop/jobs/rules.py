"""States of a job and how they follow one another."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from phoihop.core.refusal import Refusal

__all__ = ["ATTEMPTS", "LEASE", "MOVES", "State", "minutes_left", "refusal_to_cancel"]

#: A running job whose worker has not been heard of for this long is taken up again.
LEASE = timedelta(seconds=90)
#: How often a job is begun before it counts as failed.
ATTEMPTS = 3


class State(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


MOVES: dict[State, frozenset[State]] = {
    State.WAITING: frozenset({State.RUNNING, State.CANCELLED, State.FAILED}),
    State.RUNNING: frozenset({State.WAITING, State.DONE, State.FAILED, State.CANCELLED}),
    State.DONE: frozenset(),
    State.FAILED: frozenset(),
    State.CANCELLED: frozenset(),
}


def refusal_to_cancel(state: State) -> Refusal | None:
    """Why a job may not be cancelled now; ``None`` when it may."""
    if State.CANCELLED not in MOVES[state]:
        return Refusal("jobs", "already_ended")
    return None


def minutes_left(*, done: int, total: int, started: datetime, now: datetime) -> int | None:
    """Whole minutes that the rest will take at the pace so far, rounded up; ``None`` before the first item.

    >>> from datetime import timezone
    >>> start = datetime(2026, 1, 1, tzinfo=timezone.utc)
    >>> minutes_left(done=30, total=90, started=start, now=start + timedelta(minutes=1))
    2
    """
    if not done or total <= done:
        return None
    rest = (now - started) / done * (total - done)
    return -(-rest // timedelta(minutes=1))

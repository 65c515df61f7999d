"""States of a report and its moves as data; who may make each move, and why not."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from phoihop.core.actor import Actor, Role
from phoihop.core.refusal import Refusal

__all__ = [
    "DRAFTS",
    "MOVES",
    "Opening",
    "State",
    "diagram",
    "refusal_to_accept",
    "refusal_to_amend",
    "refusal_to_edit",
    "refusal_to_propose",
    "refusal_to_recall",
    "refusal_to_return",
    "refusal_to_reverse",
    "refusal_to_review",
    "refusal_to_submit",
    "refusal_to_take_back",
]

_PART = "reports"


class State(StrEnum):
    """Where a report stands (trạng thái)."""

    DRAFT = "draft"  # đang nhập
    PROPOSED = "proposed"  # đã trình, chờ duyệt trong cơ quan
    SUBMITTED = "submitted"  # đã gửi, chờ cấp trên nhận
    RETURNED = "returned"  # bị trả lại
    ACCEPTED = "accepted"  # đã nhận
    AMENDED = "amended"  # đang bổ sung, số đã nhận vẫn tính


#: From where to where a report may go; nothing else is possible.
MOVES: Mapping[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.PROPOSED, State.SUBMITTED}),
    State.PROPOSED: frozenset({State.DRAFT, State.RETURNED, State.AMENDED, State.SUBMITTED}),
    State.SUBMITTED: frozenset({State.DRAFT, State.AMENDED, State.RETURNED, State.ACCEPTED}),
    State.RETURNED: frozenset({State.PROPOSED, State.SUBMITTED}),
    State.ACCEPTED: frozenset({State.AMENDED, State.SUBMITTED}),
    State.AMENDED: frozenset({State.PROPOSED, State.SUBMITTED, State.ACCEPTED}),
}
#: The states in which the body's own officers type.
DRAFTS = frozenset({State.DRAFT, State.RETURNED, State.AMENDED})

_WRITERS = (Role.ENTRY, Role.COMPILER)
_APPROVERS = (Role.APPROVAL, Role.LEADER)
#: A leader reads what came in and approves what the own body sends; taking in is the desk's work.
_REVIEWERS = (Role.COMPILER, Role.APPROVAL)


def diagram() -> str:
    """The states and their moves as a Mermaid diagram; docs/reports.md holds it and a test compares.

    >>> diagram().splitlines()[:2]
    ['stateDiagram-v2', '    [*] --> draft']
    """
    moves = (f"    {here} --> {there}" for here in State for there in State if there in MOVES[here])
    return "\n".join(["stateDiagram-v2", "    [*] --> draft", *moves])


@dataclass(frozen=True, slots=True)
class Opening:
    """When a form may be sent (lịch nộp): ``[opens, closed)``, and until when late ones are let in."""

    opens: date
    closed: date
    late_until: date | None = None

    def admits(self, today: date) -> bool:
        """Whether a report may be sent today; ``late_until`` is the last day that the level above allowed."""
        return self.opens <= today < self.closed or (self.late_until is not None and today <= self.late_until)


def refusal_to_edit(
    *, state: State, body_id: int, flagged: bool, locked: bool, actor: Actor, opens: date, today: date
) -> Refusal | None:
    """Why this actor may not type into a cell now. Of a returned report only flagged cells are open."""
    if actor.body_id != body_id:
        return Refusal(_PART, "not_yours")
    if not actor.may(*_WRITERS):
        return Refusal(_PART, "entry_officers_only")
    if state not in DRAFTS:
        return Refusal(_PART, "not_open_for_typing")
    if today < opens:
        return Refusal(_PART, "not_open_yet", opens=opens)
    if locked:
        return Refusal(_PART, "owned_by_another_form")
    if state is State.RETURNED and not flagged:
        return Refusal(_PART, "only_flagged_cells")
    return None


def refusal_to_propose(
    *,
    state: State,
    body_id: int,
    opening: Opening,
    missing: Collection[str],
    wrong: Collection[str],
    counted_until: date | None,
    period_end: date,
    actor: Actor,
    today: date,
) -> Refusal | None:
    """Why this actor may not lay the report before the approver (trình)."""
    if actor.body_id != body_id:
        return Refusal(_PART, "not_yours")
    if not actor.may(*_WRITERS):
        return Refusal(_PART, "entry_officers_only")
    if State.PROPOSED not in MOVES[state]:
        return Refusal(_PART, "already_sent")
    return _not_ready(state, opening, missing, wrong, counted_until, period_end, today)


def refusal_to_submit(
    *,
    state: State,
    body_id: int,
    opening: Opening,
    missing: Collection[str],
    wrong: Collection[str],
    counted_until: date | None,
    period_end: date,
    actor: Actor,
    today: date,
) -> Refusal | None:
    """Why this actor may not send the report today; ``None`` when they may.

    ``missing`` and ``wrong`` are printed row numbers. Who holds both roles may send a draft at once;
    otherwise it has been laid before the approver first. A supplement has no window.
    """
    if actor.body_id != body_id:
        return Refusal(_PART, "not_yours")
    if not actor.may(*_APPROVERS):
        return Refusal(_PART, "approvers_only")
    if State.SUBMITTED not in MOVES[state] or state is State.ACCEPTED:
        return Refusal(_PART, "already_sent")
    if state is not State.PROPOSED and not actor.may(*_WRITERS):
        return Refusal(_PART, "not_proposed")
    return _not_ready(state, opening, missing, wrong, counted_until, period_end, today)


def _not_ready(
    state: State,
    opening: Opening,
    missing: Collection[str],
    wrong: Collection[str],
    counted_until: date | None,
    period_end: date,
    today: date,
) -> Refusal | None:
    if not opening.admits(today):
        return Refusal(_PART, "outside_window", opens=opening.opens, closed=opening.closed)
    if today < period_end and counted_until is None:
        return Refusal(_PART, "state_the_day_counted_to")
    if counted_until is not None and counted_until > today:
        return Refusal(_PART, "counted_to_a_day_to_come", today=today)
    if missing and wrong:
        return Refusal(_PART, "incomplete_and_wrong", missing=tuple(missing), wrong=tuple(wrong))
    if missing:
        return Refusal(_PART, "incomplete", missing=tuple(missing))
    if wrong:
        return Refusal(_PART, "wrong_cells", wrong=tuple(wrong))
    return None


def refusal_to_take_back(*, state: State, body_id: int, actor: Actor) -> Refusal | None:
    """Why a proposed report may not go back to typing (rút về, trả lại trong cơ quan)."""
    if actor.body_id != body_id:
        return Refusal(_PART, "not_yours")
    if not actor.may(*_WRITERS, *_APPROVERS):
        return Refusal(_PART, "entry_officers_only")
    if state is not State.PROPOSED:
        return Refusal(_PART, "not_proposed")
    return None


def refusal_to_recall(*, state: State, body_id: int, opened: bool, actor: Actor) -> Refusal | None:
    """Why a sent report may not be called back (rút báo cáo): the level above has opened it."""
    if actor.body_id != body_id:
        return Refusal(_PART, "not_yours")
    if not actor.may(*_APPROVERS):
        return Refusal(_PART, "approvers_only")
    if state is not State.SUBMITTED:
        return Refusal(_PART, "not_waiting")
    if opened:
        return Refusal(_PART, "already_opened")
    return None


def refusal_to_review(*, superior: bool, actor: Actor) -> Refusal | None:
    """Why this actor may not take reports in at all (nhận, trả lại, chốt)."""
    if not superior:
        return Refusal(_PART, "not_your_line")
    if not actor.may(*_REVIEWERS):
        return Refusal(_PART, "reviewers_only")
    return None


def refusal_to_accept(*, state: State, superior: bool, current: bool, actor: Actor) -> Refusal | None:
    """Why this actor may not accept the report (nhận); ``current``: what it looked at is what was sent last."""
    if refusal := refusal_to_review(superior=superior, actor=actor):
        return refusal
    if state is not State.SUBMITTED:
        return Refusal(_PART, "not_waiting")
    return None if current else Refusal(_PART, "sent_again")


def refusal_to_return(*, state: State, superior: bool, reasons: Collection[str], actor: Actor) -> Refusal | None:
    """Why this actor may not return the report (trả lại): every flagged cell needs its reason."""
    if refusal := refusal_to_review(superior=superior, actor=actor):
        return refusal
    if state is not State.SUBMITTED:
        return Refusal(_PART, "not_waiting")
    if not reasons or not all(reason.strip() for reason in reasons):
        return Refusal(_PART, "say_what_to_mend")
    return None


def refusal_to_reverse(*, state: State, superior: bool, supplement: int, of: int, actor: Actor) -> Refusal | None:
    """Why an acceptance may not be undone (hoàn lại): it is of the supplement that stands, and nothing came after."""
    if refusal := refusal_to_review(superior=superior, actor=actor):
        return refusal
    if state is not State.ACCEPTED or supplement != of:
        return Refusal(_PART, "nothing_to_undo")
    return None


def refusal_to_amend(*, state: State, body_id: int, reason: str, actor: Actor) -> Refusal | None:
    """Why an accepted report may not be opened for a supplement (bổ sung, đính chính)."""
    if actor.body_id != body_id:
        return Refusal(_PART, "not_yours")
    if not actor.may(*_WRITERS):
        return Refusal(_PART, "entry_officers_only")
    if state is not State.ACCEPTED:
        return Refusal(_PART, "not_accepted_yet")
    if not reason.strip():
        return Refusal(_PART, "say_why_amended")
    return None

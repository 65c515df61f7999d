"""States of a review and who may do what with it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from phoihop.core.actor import Actor, Role
from phoihop.core.refusal import Refusal

__all__ = [
    "EDITORS",
    "ISSUERS",
    "MOVES",
    "PART",
    "Kind",
    "State",
    "refusal_to_edit",
    "refusal_to_finish",
    "refusal_to_issue",
    "refusal_to_reopen",
    "refusal_to_save",
    "refusal_to_start",
]

PART = "reviews"
EDITORS = (Role.COMPILER, Role.ENTRY, Role.LEADER)
#: Who notes what the signed paper bears: the office, and whoever wrote the review.
ISSUERS = (Role.LEADER, Role.SECRETARY, Role.COMPILER)


class Kind(StrEnum):
    """What kind of review it is (loại báo cáo)."""

    MIDTERM = "so_ket"  # sơ kết
    FINAL = "tong_ket"  # tổng kết


class State(StrEnum):
    """How far a review has come (trạng thái)."""

    DRAFT = "du_thao"  # dự thảo
    READY = "trinh_ky"  # bản trình ký: its text stands still
    ISSUED = "ban_hanh"  # đã ban hành: signed, with number and day


MOVES: dict[State, set[State]] = {
    State.DRAFT: {State.READY},
    State.READY: {State.DRAFT, State.ISSUED},
    State.ISSUED: set(),
}


def refusal_to_start(*, actor: Actor, exists: bool, first_year: int, last_year: int) -> Refusal | None:
    """Why this actor may not begin such a review; ``None`` when it may."""
    if not actor.may(*EDITORS):
        return Refusal(PART, "editors_only")
    if last_year < first_year:
        return Refusal(PART, "ends_before_it_begins", first_year=str(first_year), last_year=str(last_year))
    if exists:
        return Refusal(PART, "already_begun")
    return None


def refusal_to_edit(*, actor: Actor, body_id: int, state: State) -> Refusal | None:
    """Why this actor may not change the text; ``None`` when it may."""
    if actor.body_id != body_id:
        return Refusal(PART, "not_yours")
    if not actor.may(*EDITORS):
        return Refusal(PART, "editors_only")
    if state is State.ISSUED:
        return Refusal(PART, "already_issued")
    if state is not State.DRAFT:
        return Refusal(PART, "ready_for_signature")
    return None


def refusal_to_save(
    *, actor: Actor, body_id: int, state: State, seen: int, version: int, by: str, unknown: Collection[str]
) -> Refusal | None:
    """Why a paragraph may not be saved: another saved it meanwhile, or a bracket names no number."""
    if refusal := refusal_to_edit(actor=actor, body_id=body_id, state=state):
        return refusal
    if seen != version:
        return Refusal(PART, "changed_meanwhile", by=by)
    if unknown:
        return Refusal(PART, "unknown_numbers", numbers=tuple(unknown))
    return None


def refusal_to_finish(
    *, actor: Actor, body_id: int, state: State, open_numbers: int, unwritten: Collection[str]
) -> Refusal | None:
    """Why there may be no copy for signature yet; ``None`` when there may."""
    if refusal := refusal_to_edit(actor=actor, body_id=body_id, state=state):
        return refusal
    if open_numbers and unwritten:
        return Refusal(PART, "open_and_unwritten", count=open_numbers, sections=len(unwritten))
    if open_numbers:
        return Refusal(PART, "open_numbers", count=open_numbers)
    if unwritten:
        return Refusal(PART, "unwritten", count=len(unwritten), titles=tuple(unwritten))
    return None


def refusal_to_reopen(*, actor: Actor, body_id: int, state: State) -> Refusal | None:
    """Why a copy for signature may not become a draft again; ``None`` when it may."""
    if actor.body_id != body_id:
        return Refusal(PART, "not_yours")
    if not actor.may(*EDITORS):
        return Refusal(PART, "editors_only")
    if state is State.ISSUED:
        return Refusal(PART, "already_issued")
    if State.DRAFT not in MOVES[state]:
        return Refusal(PART, "still_a_draft")
    return None


def refusal_to_issue(*, actor: Actor, body_id: int, state: State, dated: date, today: date) -> Refusal | None:
    """Why number and day of the signed paper may not be noted (ghi số, ngày ban hành); ``None`` when they may."""
    if actor.body_id != body_id:
        return Refusal(PART, "not_yours")
    if not actor.may(*ISSUERS):
        return Refusal(PART, "issuers_only")
    if state is State.ISSUED:
        return Refusal(PART, "already_issued")
    if State.ISSUED not in MOVES[state]:
        return Refusal(PART, "not_ready_yet")
    if dated > today:
        return Refusal(PART, "signed_on_a_day_to_come")
    return None

"""States of papers and proposals, and what refuses a paper at the door."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from phoihop.core.actor import Actor, Level, Role
from phoihop.core.refusal import Refusal

__all__ = [
    "CONFIRMERS",
    "PIECE",
    "Choice",
    "Confirmed",
    "Decision",
    "Remember",
    "State",
    "doubt",
    "refusal_to_add_piece",
    "refusal_to_confirm",
    "refusal_to_decide",
    "refusal_to_open",
    "refusal_to_receive",
    "refusal_to_remember",
    "refusal_to_store",
]

#: Who may confirm what a paper says for the body.
CONFIRMERS = (Role.COMPILER, Role.APPROVAL, Role.ENTRY, Role.SECRETARY)


#: Bytes of one piece of a file that is sent by pieces, and files that one person may have on the way at once.
PIECE = 256 * 1024
ON_THE_WAY = 300


class State(StrEnum):
    """Of a paper: waiting to be read, read, confirmed, refused by a rule, or not readable."""

    WAITING = "waiting"
    READ = "read"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    FAILED = "failed"


class Decision(StrEnum):
    """What a person said of a proposal."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Choice(StrEnum):
    """Which number shall be in force where a paper says another than what stands: the paper's, or what stands."""

    PAPER = "paper"
    STANDING = "standing"


class Remember(StrEnum):
    """For whom a corrected wording is remembered (nhớ cách gọi)."""

    BODY = "body"
    ALL = "all"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What confirming brought: records by type, and figures that only added evidence or stand aside as claims."""

    documents: int = 0
    events: int = 0
    awards: int = 0
    figures: int = 0
    evidence: int = 0
    aside: int = 0


def refusal_to_receive(*, actor: Actor, sizes: Collection[int], limit: int) -> Refusal | None:
    """Why files may not be handed in; ``sizes`` in bytes, ``limit`` a file."""
    if not actor.may(*CONFIRMERS):
        return Refusal("intake", "not_your_role")
    if not sizes:
        return Refusal("intake", "nothing_given")
    if 0 in sizes:
        return Refusal("intake", "empty")
    if max(sizes) > limit:
        return Refusal("intake", "too_large", size=round(max(sizes) / 2**20), limit=round(limit / 2**20))
    return None


def refusal_to_open(*, on_the_way: int) -> Refusal | None:
    """Why one more file may not be begun."""
    if on_the_way >= ON_THE_WAY:
        return Refusal("intake", "too_many_on_the_way", limit=ON_THE_WAY)
    return None


def refusal_to_add_piece(*, offset: int, length: int, received: int, size: int) -> Refusal | None:
    """Why a piece of a file may not be added: it does not follow on what is here, or is larger than a piece may be."""
    if offset != received:
        return Refusal("intake", "piece_out_of_place", received=received)
    if length > PIECE or offset + length > size:
        return Refusal("intake", "piece_too_large", limit=PIECE // 1024)
    return None


def refusal_to_remember(remember: Remember, *, actor: Actor) -> Refusal | None:
    """Why a wording may not be remembered for all: what holds for every unit is set by compilers of the centre."""
    if remember is Remember.ALL and not (actor.level is Level.COUNTRY and actor.may(Role.COMPILER)):
        return Refusal("intake", "only_the_centre_for_all")
    return None


def refusal_to_store(*, secret_mark: str | None, people_rows: int) -> Refusal | None:
    """Why a paper that was looked through may not be kept: a secrecy mark, or a list of private people."""
    if secret_mark:
        return Refusal("intake", "secret", mark=secret_mark)
    if people_rows:
        return Refusal("intake", "list_of_people", rows=people_rows)
    return None


def refusal_to_decide(*, actor: Actor, body_id: int, state: State, recorded: bool = False) -> Refusal | None:
    """Why the actor may not accept, correct or reject proposals of a paper; ``recorded`` when one is a record."""
    if actor.body_id != body_id:
        return Refusal("intake", "not_yours")
    if not actor.may(*CONFIRMERS):
        return Refusal("intake", "not_your_role")
    if state not in (State.READ, State.CONFIRMED):
        return Refusal("intake", "not_read_yet")
    if recorded:
        return Refusal("intake", "already_recorded")
    return None


def refusal_to_confirm(
    *,
    actor: Actor,
    body_id: int,
    state: State,
    accepted: int,
    unplaced: Collection[str],
    doubled: Collection[str],
) -> Refusal | None:
    """Why the accepted proposals may not become records now.

    ``unplaced`` names accepted figures that still lack an indicator or a period, ``doubled`` indicators
    for which two different accepted figures claim the same period.
    """
    if refusal := refusal_to_decide(actor=actor, body_id=body_id, state=state):
        return refusal
    if unplaced:
        return Refusal("intake", "unplaced", figures="; ".join(sorted(unplaced)))
    if doubled:
        return Refusal("intake", "doubled", indicators="; ".join(sorted(doubled)))
    if not accepted:
        return Refusal("intake", "nothing_accepted")
    return None


def doubt(*, confidence: float, match_confidence: float | None, is_figure: bool) -> float:
    """How much a person should look at a proposal, 0 (none) to 1; the work list is sorted by it.

    >>> doubt(confidence=0.95, match_confidence=None, is_figure=True)
    1.0
    """
    if not is_figure:
        return round(1 - confidence, 3)
    return round(1 - confidence * (match_confidence or 0.0), 3)

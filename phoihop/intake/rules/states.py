"""States of papers and proposals, and what refuses a paper at the door or an act on it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from phoihop.core.actor import Actor, Level, Role
from phoihop.core.refusal import Refusal
from phoihop.core.text import fold

__all__ = [
    "BULK",
    "CONFIRMERS",
    "LOOK",
    "NOT_A_PERIOD",
    "NO_PERIOD",
    "PIECE",
    "Choice",
    "Confirmed",
    "Decision",
    "Remember",
    "State",
    "body_named",
    "is_public",
    "is_sure",
    "refusal_to_add_piece",
    "refusal_to_choose",
    "refusal_to_confirm",
    "refusal_to_decide",
    "refusal_to_open",
    "refusal_to_receive",
    "refusal_to_remember",
    "refusal_to_store",
    "refusal_to_take_unplaced",
    "refusal_to_take_without_reason",
    "sureness",
    "wants_look",
    "without_period_remark",
]

#: Who may confirm what a paper says for the body.
CONFIRMERS = (Role.COMPILER, Role.APPROVAL, Role.ENTRY, Role.SECRETARY)


#: Bytes of one piece of a file that is sent by pieces, and files that one account may have on the way at once.
PIECE = 256 * 1024
ON_THE_WAY = 300
#: Bytes that the files of one account that are not handed in yet may weigh together, over all its bodies.
HELD = 2**30
#: What is accepted in one go is at least so sure, in per cent, reading and mapping taken together.
BULK = 91
#: Less sure than this, in per cent, a proposal asks to be looked at.
LOOK = 75
#: What a figure's remark says where its period is to be chosen.
NO_PERIOD = "Văn bản không ghi kỳ ở câu này. Mời chọn kỳ."
NOT_A_PERIOD = "Văn bản nêu {told}, danh sách kỳ báo cáo không có kỳ này. Mời chọn kỳ."
_PERIOD_REMARK = re.compile(re.escape(NO_PERIOD) + "|" + re.escape(NOT_A_PERIOD).replace(re.escape("{told}"), "[^.]+?"))


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


def refusal_to_open(*, on_the_way: int, weighing: int, size: int) -> Refusal | None:
    """Why one more file may not be begun; ``weighing`` is what those on the way are in bytes, ``size`` this one.

    >>> refusal_to_open(on_the_way=3, weighing=HELD - 5, size=5) is None
    True
    """
    if on_the_way >= ON_THE_WAY:
        return Refusal("intake", "too_many_on_the_way", limit=ON_THE_WAY)
    if weighing + size > HELD:
        return Refusal("intake", "too_heavy_on_the_way", limit=HELD // 2**20, weighing=weighing // 2**20)
    return None


def refusal_to_add_piece(*, offset: int, length: int, received: int, size: int) -> Refusal | None:
    """Why a piece of a file may not be added: it does not follow on what is here, or is larger than a piece may be."""
    if offset != received:
        return Refusal("intake", "piece_out_of_place", received=received)
    if length > PIECE or offset + length > size:
        return Refusal("intake", "piece_too_large", limit=PIECE // 1024)
    return None


def refusal_to_choose(choice: Choice | None, *, actor: Actor) -> Refusal | None:
    """Why the actor may not put the paper's number in the place of the one in force: compilers choose."""
    if choice is Choice.PAPER and not actor.may(Role.COMPILER):
        return Refusal("intake", "only_compilers_choose")
    return None


def body_named(head: Iterable[str], names: Mapping[int, str], *, own: int) -> int:
    """The body that a letterhead names (cơ quan ban hành), among those that a paper may be about; else ``own``.

    A letterhead names the body above before the one that writes; two bodies below in it leave it open.

    >>> names = {1: "Công an tỉnh Hà Tĩnh", 2: "Công an xã Đức Thọ", 3: "Công an xã Đức"}
    >>> body_named(["CÔNG AN TỈNH HÀ TĨNH", "CÔNG AN XÃ ĐỨC THỌ"], names, own=1)
    2
    """
    lines = [f" {fold(line)} " for line in head]
    folded = {body: f" {fold(name)} " for body, name in names.items() if body != own}
    below = {body for body, name in folded.items() if any(name in line for line in lines)}
    inner = {body for body in below if any(folded[body] in folded[one] for one in below if folded[one] != folded[body])}
    return next(iter(below - inner)) if len(below - inner) == 1 else own


def refusal_to_remember(remember: Remember, *, actor: Actor) -> Refusal | None:
    """Why a wording may not be remembered for all: what holds for every unit is set by compilers of the centre."""
    if remember is Remember.ALL and not (actor.level is Level.COUNTRY and actor.may(Role.COMPILER)):
        return Refusal("intake", "only_the_centre_for_all")
    return None


def refusal_to_store(*, secret_mark: str | None, people_rows: int, hidden: bool = False) -> Refusal | None:
    """Why a paper that was looked through may not be kept: a secrecy mark, a list of private people.

    ``hidden``: one of these, or a single private person, in what the file holds out of sight.
    """
    if secret_mark:
        return Refusal("intake", "secret", mark=secret_mark)
    if people_rows:
        return Refusal("intake", "list_of_people", rows=people_rows)
    if hidden:
        return Refusal("intake", "hidden_parts")
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
    unreasoned: Collection[str] = (),
    unkept: Collection[int] = (),
    confirmed_by: str = "",
) -> Refusal | None:
    """Why the accepted proposals may not become records now.

    ``unplaced`` names accepted figures that still lack an indicator or a period, ``doubled`` indicators
    for which two different accepted figures claim the same period, ``unreasoned`` figures that shall stand in the
    place of the one in force and nobody said why, ``unkept`` numbers those whose words name a resident.
    """
    if refusal := refusal_to_decide(actor=actor, body_id=body_id, state=state):
        return refusal
    if unplaced:
        return Refusal("intake", "unplaced", figures="; ".join(sorted(unplaced)))
    if doubled:
        return Refusal("intake", "doubled", indicators="; ".join(sorted(doubled)))
    if unreasoned:
        return Refusal("intake", "choice_unreasoned", figures="; ".join(sorted(unreasoned)))
    if unkept:
        return Refusal("intake", "name_residents", items=", ".join(map(str, sorted(unkept))))
    if not accepted and state is State.CONFIRMED:
        return Refusal("intake", "recorded_meanwhile", name=confirmed_by)
    if not accepted:
        return Refusal("intake", "nothing_accepted")
    return None


def sureness(*, confidence: float, match_confidence: float | None, is_figure: bool) -> int:
    """How sure a proposal is (độ tin cậy) in per cent, as it is shown and as it is judged; an untied figure is half.

    >>> sureness(confidence=0.97, match_confidence=0.95, is_figure=True)
    92
    >>> sureness(confidence=0.97, match_confidence=None, is_figure=True)
    50
    """
    if not is_figure:
        return round(100 * confidence)
    return min(round(100 * confidence), 50) if match_confidence is None else round(100 * confidence * match_confidence)


def is_sure(*, sure: int, is_figure: bool, placed: bool, noted: bool, outside: bool) -> bool:
    """Whether a proposal may be accepted in one go with others; a figure also needs a sure place.

    What bears a remark or seems to be of a unit outside the area never is.

    >>> is_sure(sure=99, is_figure=True, placed=False, noted=False, outside=False)
    False
    """
    return sure >= BULK and not outside and not noted and (placed or not is_figure)


def wants_look(*, sure: int, is_figure: bool, placed: bool, noted: bool, outside: bool) -> bool:
    """Whether a proposal asks to be looked at (nên xem): unsure, not placed, with a remark, or of a unit outside.

    >>> wants_look(sure=93, is_figure=True, placed=True, noted=False, outside=False)
    False
    """
    return sure < LOOK or outside or noted or (is_figure and not placed)


def is_public(*, rank: str | None, positions: Collection[str], roles: Collection[str]) -> bool:
    """Whether a named person acts in an office (người có chức vụ, vai trò): all others are residents, never kept.

    >>> is_public(rank=None, positions=(), roles=("attends", "speaks"))
    False
    """
    return bool(rank or positions or {"chairs", "signs", "presents_award"} & set(roles))


def refusal_to_take_without_reason(*, outside: str, planned: bool, chosen: bool, reason: str) -> Refusal | None:
    """Why something may not be accepted without a person's own reason (lý do).

    It seems to be of a unit ``outside`` the area, is ``planned`` and no result, or is ``chosen`` to stand in the place
    of the number in force.

    >>> refusal_to_take_without_reason(outside="", planned=True, chosen=False, reason=" ").code
    'planned_needs_reason'
    """
    if reason.strip():
        return None
    if outside:
        return Refusal("intake", "outside_needs_reason", name=outside)
    if planned:
        return Refusal("intake", "planned_needs_reason")
    return Refusal("intake", "choice_needs_reason") if chosen else None


def refusal_to_take_unplaced(*, indicator: bool, period: bool, subject: bool, value: bool) -> Refusal | None:
    """Why a figure may not be accepted yet: it lacks what it would be recorded under. The arguments say what it has.

    >>> refusal_to_take_unplaced(indicator=True, period=False, subject=True, value=False).facts["missing"]
    ('lacks.period', 'lacks.value')
    """
    has = {"indicator": indicator, "subject": subject, "period": period, "value": value}
    if missing := tuple(f"lacks.{name}" for name, there in has.items() if not there):
        return Refusal("intake", "lacks", missing=missing)
    return None


def without_period_remark(note: str) -> str:
    """A figure's remark without the sentence that asks for its period (đã đặt kỳ).

    >>> without_period_remark(f"Mời xem lại. {NO_PERIOD}")
    'Mời xem lại.'
    """
    return " ".join(_PERIOD_REMARK.sub("", note).split())

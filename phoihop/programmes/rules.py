"""When a programme may be made, changed and cascaded; how two are compared."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from phoihop.core.actor import Actor, Level, Role
from phoihop.core.refusal import Refusal

__all__ = [
    "EDITORS",
    "ENOUGH_LAGS",
    "HEIGHTS",
    "Compared",
    "Piece",
    "Signed",
    "Standing",
    "Text",
    "compare",
    "higher",
    "lag",
    "refusal_to_assign",
    "refusal_to_cascade",
    "refusal_to_change",
    "refusal_to_correct",
    "refusal_to_follow",
    "refusal_to_make",
    "refusal_to_put_under",
    "refusal_to_withdraw",
    "standing",
    "widens",
]

PART = "programmes"
#: Roles that may register programmes and change them.
EDITORS = (Role.COMPILER, Role.LEADER)
#: How alike two contents must be for the comparison to suggest that one continues the other.
ALIKE = 0.4
#: From how many units on a usual lag is told: of fewer, a median says nothing.
ENOUGH_LAGS = 5
HEIGHTS = (Level.COUNTRY, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)


class Standing(StrEnum):
    """Where a programme stands on a day (tình trạng)."""

    COMING = "coming"
    RUNNING = "running"
    LAST_YEAR = "last_year"
    OVER = "over"
    UNDATED = "undated"


def standing(first_year: int | None, last_year: int | None, today: date) -> Standing:
    """Where a programme of those years stands.

    >>> standing(2022, 2026, date(2026, 11, 21)), standing(2013, 2023, date(2026, 11, 21))
    (<Standing.LAST_YEAR: 'last_year'>, <Standing.OVER: 'over'>)
    """
    if first_year is None or last_year is None:
        return Standing.UNDATED
    if today.year < first_year:
        return Standing.COMING
    if today.year > last_year:
        return Standing.OVER
    return Standing.LAST_YEAR if today.year == last_year else Standing.RUNNING


def refusal_to_make(*, parties: Sequence[int], years: tuple[int, int] | None, taken: bool) -> Refusal | None:
    """Why a programme may not be registered so."""
    if not parties:
        return Refusal(PART, "no_parties")
    if len(set(parties)) < len(parties):
        return Refusal(PART, "party_twice")
    if years is not None and years[0] > years[1]:
        return Refusal(PART, "years_reversed", first=str(years[0]), last=str(years[1]))
    if taken:
        return Refusal(PART, "document_taken")
    return None


@dataclass(frozen=True, slots=True)
class Signed:
    """What a programme says of itself where it is set under or after another: level, line of its lead, day, years."""

    name: str
    level: Level
    main: bool
    signed_on: date | None
    first_year: int | None
    last_year: int | None


def refusal_to_put_under(*, below: Signed, above: Signed, in_area: bool) -> Refusal | None:
    """Why a programme may not be said to put another into effect (cụ thể hóa).

    The other is of a higher level whose area holds the unit (``in_area``), or of the main body of the same unit where
    the programme is one of its offices; it was signed no later and its years meet these.
    """
    over = above.level is below.level and above.main and not below.main
    if not in_area or not (higher(above.level, below.level) or over):
        return Refusal(PART, "parent_not_above", name=above.name)
    if below.signed_on and above.signed_on and below.signed_on < above.signed_on:
        return Refusal(PART, "signed_before", signed_on=below.signed_on, parent=above.signed_on)
    if None not in (below.first_year, below.last_year, above.first_year, above.last_year) and not _meet(below, above):
        return Refusal(PART, "parent_years", name=above.name, first=str(above.first_year), last=str(above.last_year))
    return None


def refusal_to_follow(*, newer: Signed, older: Signed, in_area: bool) -> Refusal | None:
    """Why a programme may not be said to continue another (tiếp nối): same level and area, begun and signed before."""
    if not in_area or newer.level is not older.level:
        return Refusal(PART, "other_line")
    if newer.signed_on and older.signed_on and newer.signed_on < older.signed_on:
        return Refusal(PART, "predecessor_later", name=older.name)
    if newer.first_year is not None and older.first_year is not None and newer.first_year <= older.first_year:
        return Refusal(PART, "predecessor_later", name=older.name)
    return None


def refusal_to_correct(*, years: tuple[int | None, int | None], reason: str) -> Refusal | None:
    """Why a programme may not be set right so; every correction says why."""
    if not reason.strip():
        return Refusal(PART, "no_reason")
    first, last = years
    if first is not None and last is not None and first > last:
        return Refusal(PART, "years_reversed", first=str(first), last=str(last))
    return None


def refusal_to_withdraw(*, stands: Sequence[str]) -> Refusal | None:
    """Why a programme may not be withdrawn (thu hồi đăng ký); ``stands`` names the kinds of records that rest on it."""
    return Refusal(PART, "something_stands", stands=tuple(stands)) if stands else None


def higher(one: Level, other: Level) -> bool:
    """Whether a level stands over another (cấp trên)."""
    return HEIGHTS.index(one) < HEIGHTS.index(other)


def widens(before: tuple[int | None, int | None], after: tuple[int | None, int | None]) -> bool:
    """Whether new years open more than those before; without years a programme opens all of them.

    >>> widens((2022, 2026), (2022, 2027)), widens((2022, 2026), (2023, 2026)), widens((2022, 2026), (None, None))
    (True, False, True)
    """
    (first, last), (new_first, new_last) = before, after
    earlier = first is not None and (new_first is None or new_first < first)
    return earlier or (last is not None and (new_last is None or new_last > last))


def _meet(one: Signed, other: Signed) -> bool:
    return (one.first_year or 0) <= (other.last_year or 0) and (other.first_year or 0) <= (one.last_year or 0)


def refusal_to_change(*, actor: Actor | None, bodies: Collection[int]) -> Refusal | None:
    """Why this actor may not change a programme; ``bodies`` are its parties, its standing body and their heirs."""
    if actor is None:
        return None
    if actor.body_id not in bodies:
        return Refusal(PART, "not_a_party")
    if not actor.may(*EDITORS):
        return Refusal(PART, "no_role")
    return None


def refusal_to_assign(
    *, actor: Actor, own_account: bool, in_branch: bool, standing: bool, serves: bool
) -> Refusal | None:
    """Why this actor may not say which programmes an officer follows (phân công theo dõi chương trình).

    ``in_branch``: the officer's body lies in the actor's branch; ``standing``: it is the actor's own body, and the
    programme's standing body; ``serves``: the officer works there on content today. Nobody assigns himself: who is
    narrowed could widen his own view.
    """
    if not (actor.may(Role.ADMIN) and in_branch) and not (actor.may(*EDITORS) and standing):
        return Refusal(PART, "not_for_you_to_assign")
    if own_account:
        return Refusal(PART, "own_assignment")
    if not serves:
        return Refusal(PART, "not_an_officer")
    return None


def refusal_to_cascade(
    *, under: bool, signed_on: date, parent_signed_on: date | None, already: bool, unit: str
) -> Refusal | None:
    """Why a unit's signing may not be recorded; ``under`` says whether it lies in the programme's territory."""
    if parent_signed_on is not None and signed_on < parent_signed_on:
        return Refusal(PART, "signed_before", signed_on=signed_on, parent=parent_signed_on)
    if not under:
        return Refusal(PART, "not_under", unit=unit)
    if already:
        return Refusal(PART, "cascaded_already", unit=unit)
    return None


def lag(parent: date | None, child: date | None, began: date | None = None) -> int | None:
    """Days from the signing above to the signing below (độ trễ); ``None`` where a day is unknown.

    A unit that ``began`` after the signing above is counted from its own first day: before it, nobody could sign.

    >>> lag(date(2022, 4, 14), date(2022, 9, 15)), lag(date(2022, 4, 14), date(2025, 7, 18), date(2025, 7, 1))
    (154, 17)
    """
    if parent is None or child is None:
        return None
    return (child - (max(parent, began) if began else parent)).days


@dataclass(frozen=True, slots=True)
class Text:
    """One content with what it continues."""

    id: int
    number: int
    text: str
    continues: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that both texts have (``kept``), or only the older or the newer one."""

    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One row of a comparison: kept, changed, new or dropped; ``suggested`` where no person tied the two."""

    older: Text | None
    newer: Text | None
    state: str
    suggested: bool
    before: tuple[Piece, ...] = ()
    after: tuple[Piece, ...] = ()


def compare(older: Sequence[Text], newer: Sequence[Text]) -> list[Compared]:
    """Set two programmes' contents beside each other (so sánh từng nội dung), in the newer one's order.

    What a person tied together stands together; of the rest, each newer content is set beside the
    unclaimed older one most like it, and marked as suggested. What nothing continues comes last.

    >>> [row.state for row in compare([Text(1, 1, "Tập huấn")], [Text(2, 1, "Tập huấn"), Text(3, 2, "Chuyển đổi số")])]
    ['kept', 'new']
    """
    by_id = {text.id: text for text in older}
    tied = {text.id: by_id[text.continues] for text in newer if text.continues in by_id}
    free = [text for text in older if text.id not in {one.id for one in tied.values()}]
    guessed = _guess([text for text in newer if text.id not in tied], free)
    rows = []
    for text in newer:
        before = tied.get(text.id) or guessed.get(text.id)
        if before is None:
            rows.append(Compared(None, text, "new", suggested=False, after=(Piece(text.text, "new"),)))
            continue
        left, right = _pieces(before.text, text.text)
        same = before.text.split() == text.text.split()
        rows.append(Compared(before, text, "kept" if same else "changed", text.id not in tied, left, right))
    used = {row.older.id for row in rows if row.older}
    rows += [
        Compared(text, None, "dropped", suggested=False, before=(Piece(text.text, "old"),))
        for text in older
        if text.id not in used
    ]
    return rows


def _guess(newer: Sequence[Text], older: Sequence[Text]) -> Mapping[int, Text]:
    pairs = sorted(
        ((_likeness(old.text, new.text), new, old) for new in newer for old in older),
        key=lambda pair: (-pair[0], pair[1].number, pair[2].number),
    )
    found: dict[int, Text] = {}
    claimed: set[int] = set()
    for likeness, new, old in pairs:
        if likeness >= ALIKE and new.id not in found and old.id not in claimed:
            found[new.id] = old
            claimed.add(old.id)
    return found


def _likeness(one: str, other: str) -> float:
    ours, theirs = (re.findall(r"\w+", text.lower()) for text in (one, other))
    matcher: difflib.SequenceMatcher[str] = difflib.SequenceMatcher(None, ours, theirs, autojunk=False)
    return matcher.ratio()


def _pieces(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    old, new = before.split(), after.split()
    steps = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()

    def side(words: list[str], own: str, index: int) -> Iterator[Piece]:
        for tag, *ends in steps:
            run = " ".join(words[ends[index] : ends[index + 1]])
            if run:
                yield Piece(run, "kept" if tag == "equal" else own)

    return tuple(side(old, "old", 0)), tuple(side(new, "new", 2))

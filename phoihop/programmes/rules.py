"""When a programme may be made, changed and cascaded; how two are compared."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from phoihop.core.actor import Actor, Role
from phoihop.core.refusal import Refusal

__all__ = [
    "EDITORS",
    "Compared",
    "Piece",
    "Standing",
    "Text",
    "compare",
    "lag",
    "refusal_to_assign",
    "refusal_to_cascade",
    "refusal_to_change",
    "refusal_to_make",
    "standing",
]

PART = "programmes"
#: Roles that may register programmes and change them.
EDITORS = (Role.COMPILER, Role.LEADER)
#: How alike two contents must be for the comparison to suggest that one continues the other.
ALIKE = 0.4


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
        return Refusal(PART, "years_reversed", first=years[0], last=years[1])
    if taken:
        return Refusal(PART, "document_taken")
    return None


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
    if not under:
        return Refusal(PART, "not_under", unit=unit)
    if parent_signed_on is not None and signed_on < parent_signed_on:
        return Refusal(PART, "signed_before", signed_on=signed_on, parent=parent_signed_on)
    if already:
        return Refusal(PART, "cascaded_already", unit=unit)
    return None


def lag(parent: date | None, child: date | None) -> int | None:
    """Days from the signing above to the signing below (độ trễ); ``None`` where a day is unknown.

    >>> lag(date(2022, 4, 14), date(2022, 9, 15))
    154
    """
    return (child - parent).days if parent and child else None


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

"""Checks over a whole form: what keeps it from being sent, and what the sender should look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from phoihop.core.refusal import Refusal
from phoihop.reports.rules.numbers import Content, Entry, printed

__all__ = ["NOTE_FROM", "NOTE_SHARE", "Finding", "Line", "Shape", "findings", "needs_a_note"]

#: A change of more than half of the previous period asks for a sentence of reason ...
NOTE_SHARE = 50
#: ... unless it is only a handful: from two meetings to four is a hundred per cent and no news.
NOTE_FROM = 5


@dataclass(frozen=True, slots=True)
class Shape:
    """How a row belongs to others: its indicator, and for a breakdown its dimension and kind."""

    indicator: str
    dimension: str = ""
    partition: bool = False

    @property
    def is_total(self) -> bool:
        return self.dimension == ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a form with what it holds, what the period before had, and the note."""

    key: int
    number: str
    shape: Shape
    entry: Entry
    previous: int | None = None
    note: str = ""
    scale: int = 0
    #: Rows that another form owns, or that are computed, are read and never asked about.
    locked: bool = False
    #: What a paper or another part of the house says of the row (số đề nghị), and which.
    offered: int | None = None
    offered_by: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found on a row (phát hiện): ``blocking`` keeps the form from being sent."""

    key: int
    refusal: Refusal
    blocking: bool


def needs_a_note(value: int | None, previous: int | None, scale: int = 0) -> bool:
    """Whether a figure moved so far from the period before that a sentence of reason is asked for.

    >>> needs_a_note(16, 10), needs_a_note(15, 10), needs_a_note(4, 2), needs_a_note(0, 40), needs_a_note(9, None)
    (True, False, False, True, False)
    """
    if value is None or previous is None:
        return False
    moved = abs(value - previous)
    return moved * 100 > previous * NOTE_SHARE and moved >= NOTE_FROM * 10**scale


def findings(
    lines: Sequence[Line],
    related: Iterable[tuple[str, str]] = (),
    needed: Iterable[tuple[str, str]] = (),
    unanswered: Container[int] = (),
) -> list[Finding]:
    """Everything found on a form, in the order of its rows, blocking ones first within a row.

    ``related`` are pairs of indicators (part, whole) of which the first is never more than the second; ``needed``
    those of which the second cannot be where the first is 0; ``unanswered`` the rows sent back and left as they were.
    """
    found = [*_blanks(lines), *_parts(lines), *_moves(lines), *_related(lines, related), *_needed(lines, needed)]
    found += _offers(lines)
    found += [
        Finding(line.key, Refusal("reports", "answer_the_request", number=line.number), blocking=True)
        for line in lines
        if line.key in unanswered and not line.locked and line.entry.content is not Content.BLANK
    ]
    order = {line.key: position for position, line in enumerate(lines)}
    return sorted(found, key=lambda one: (order[one.key], not one.blocking))


def _blanks(lines: Iterable[Line]) -> Iterator[Finding]:
    for line in lines:
        if line.entry.content is Content.BLANK and not line.locked:
            yield Finding(line.key, Refusal("reports", "blank", number=line.number), blocking=True)


def _moves(lines: Iterable[Line]) -> Iterator[Finding]:
    for line in lines:
        if line.locked or line.previous is None:
            continue
        before = printed(line.previous, line.scale)
        if line.entry.content is Content.NOT_APPLICABLE and line.previous > 0:
            told = Refusal("reports", "was_counted_before", number=line.number, previous=before)
            yield Finding(line.key, told, blocking=False)
        elif needs_a_note(line.entry.value, line.previous, line.scale):
            facts = {"number": line.number, "value": printed(line.entry.value, line.scale), "previous": before}
            if line.note.strip():
                yield Finding(line.key, Refusal("reports", "moved_with_note", note=line.note, **facts), blocking=False)
            else:
                yield Finding(line.key, Refusal("reports", "say_why", **facts), blocking=True)


def _offers(lines: Iterable[Line]) -> Iterator[Finding]:
    """Numbers that differ from the one offered: nobody is kept from sending, a sentence of reason settles it."""
    for line in lines:
        if line.offered is None or line.locked or line.note.strip() or line.entry.value in (None, line.offered):
            continue
        facts = {"value": printed(line.entry.value, line.scale), "offered": printed(line.offered, line.scale)}
        told = Refusal("reports", "differs_from_offer", number=line.number, source=line.offered_by, **facts)
        yield Finding(line.key, told, blocking=False)


def _parts(lines: Sequence[Line]) -> Iterator[Finding]:
    """Parts against their total: a partition adds up to it, an "of which" stays under it."""
    totals = {line.shape.indicator: line for line in lines if line.shape.is_total}
    groups: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in lines:
        if line.shape.is_total:
            continue
        total = totals.get(line.shape.indicator)
        if line.shape.partition:
            groups[line.shape.indicator, line.shape.dimension].append(line)
        elif total and _over(line.entry, total.entry):
            told = Refusal(
                "reports",
                "part_over_total",
                number=line.number,
                part=printed(line.entry.value, line.scale),
                total_number=total.number,
                total=printed(total.entry.value, total.scale),
            )
            yield Finding(line.key, told, blocking=True)
    for (indicator, _), parts in groups.items():
        total = totals.get(indicator)
        if total and total.entry.content is Content.NUMBER:
            yield from _partition(total, parts)


def _partition(total: Line, parts: Sequence[Line]) -> Iterator[Finding]:
    value = total.entry.value or 0
    added = sum(part.entry.value or 0 for part in parts)
    complete = all(part.entry.content is not Content.BLANK for part in parts)
    if added > value or (complete and added != value):
        told = Refusal(
            "reports",
            "total_under_parts" if added > value else "total_over_parts",
            total=printed(value, total.scale),
            parts=printed(added, total.scale),
            numbers=tuple(part.number for part in parts),
        )
        yield Finding(total.key, told, blocking=True)


def _related(lines: Sequence[Line], related: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """Indicators against one another: advice on the part, quiet once a note says why.

    A note that a jump from the period before asked for explains the jump and not this, so the advice stays.
    """
    totals = {line.shape.indicator: line for line in lines if line.shape.is_total}
    for part_code, whole_code in related:
        part, whole = totals.get(part_code), totals.get(whole_code)
        if not part or not whole or not _over(part.entry, whole.entry):
            continue
        if not part.note.strip() or needs_a_note(part.entry.value, part.previous, part.scale):
            told = Refusal(
                "reports",
                "over_related",
                number=part.number,
                value=printed(part.entry.value, part.scale),
                whole_number=whole.number,
                whole=printed(whole.entry.value, whole.scale),
            )
            yield Finding(part.key, told, blocking=False)


def _needed(lines: Sequence[Line], needed: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """None of the one but some of the other (0 lớp, 60 lượt người): advice on the 0, quiet once a note says why."""
    totals = {line.shape.indicator: line for line in lines if line.shape.is_total}
    for first_code, second_code in needed:
        first, second = totals.get(first_code), totals.get(second_code)
        if first and second and not first.note.strip() and first.entry.value == 0 and (second.entry.value or 0) > 0:
            told = Refusal(
                "reports",
                "none_but_related",
                number=first.number,
                other_number=second.number,
                other=printed(second.entry.value, second.scale),
            )
            yield Finding(first.key, told, blocking=False)


def _over(part: Entry, total: Entry) -> bool:
    return part.value is not None and total.value is not None and part.value > total.value

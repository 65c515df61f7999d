"""Papers in: a file or text becomes facts, each with its evidence (đọc văn bản).

A library of its own: no Django, no network, the same answer every time. ``read`` is the door.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from phoihop.reading import confidence, resolve
from phoihop.reading.finders import awards, dates, documents, events, figures, items, people
from phoihop.reading.finders.plans import planned_year
from phoihop.reading.normalise import fold
from phoihop.reading.numbered import row_numbers
from phoihop.reading.outline import outline
from phoihop.reading.segment import Context, context
from phoihop.reading.values import (
    Award,
    Document,
    Event,
    Fact,
    Figure,
    Item,
    Loaded,
    Period,
    Person,
    Piece,
    Reading,
    Register,
    Section,
    Span,
    Table,
    Where,
)

__all__ = [
    "Award",
    "Document",
    "Event",
    "Fact",
    "Figure",
    "Item",
    "Loaded",
    "Period",
    "Person",
    "Piece",
    "Reading",
    "Register",
    "Section",
    "Span",
    "Table",
    "Where",
    "read",
]


#: The most that is known of what stands on a scanned page: under what counts as sure.
_RECOGNISED = 0.89


def read(
    source: str | bytes | Path | Loaded, *, register: Register | None = None, published: date | None = None
) -> Reading:
    """Read one document: its facts in reading order, each with evidence and confidence.

    A ``str`` is the text itself, a ``Path`` or ``bytes`` a file in any format that ``phoihop.reading.load`` knows
    (which raises its own refusals). ``published`` overrules the date that the document bears. A ``register`` ties
    facts to the caller's keys (``Reading.resolved``). Pure and deterministic; time is linear in length.

    >>> read("Thứ Tư, 13/03/2019\\n\\nSáng 11-3, Công an tỉnh tổ chức hội nghị tại thành phố.").published
    '2019-03-13'
    """
    if isinstance(source, Loaded):
        loaded = source
    elif isinstance(source, str):
        loaded = Loaded(source)
    else:
        from phoihop.reading.load import load  # type: ignore[import-not-found,unused-ignore]  # the formats cost start-up time that plain text need not pay

        loaded = load(source)
    page = context(loaded.text, pieces=loaded.pieces)
    if published:
        page.published = published.isoformat()
    else:
        page.published = dates.published(fold(page.plain.text)) or loaded.meta.published
    _find(page)
    rows = row_numbers(page.plain.given)
    facts, targets = (
        tuple(
            _recognised(fact, loaded.pieces)
            for fact in (_given(page, each) for each in confidence.rated(found))
            if not (isinstance(fact, Award | Figure) and any(start in rows for start, _ in fact.evidence))
        )
        for found in (page.facts, page.targets)
    )
    if not loaded.tables and loaded.kind in ("text", "rtf") and ("|" in loaded.text or "\t" in loaded.text):
        from phoihop.reading.tables.drawn import drawn

        given = page.plain.given
        lines = loaded.pieces or _lines(given)
        if tables := drawn(lines, given):
            loaded = replace(loaded, text=given, pieces=lines, tables=tables)
    if loaded.tables:
        from phoihop.reading.tables import with_tables  # plain text has no tables and pays nothing for them

        year = planned_year(page.text, page.published)
        facts, targets = with_tables(facts, targets, loaded, planned_for=year)
    return Reading(
        text=page.plain.given,
        facts=facts,
        published=page.published,
        sections=outline(page.plain.given, loaded.pieces),
        pieces=loaded.pieces or _lines(page.plain.given),
        resolved=resolve.resolve(facts, register) if register else (),
        targets=tuple(fact for fact in targets if isinstance(fact, Figure)),
    )


def _find(page: Context) -> None:
    """Run the finders in their order: each may look at what those before it found."""
    if not page.sentences:
        return
    page.events = list(events.find(page))
    page.documents = list(documents.find(page))
    page.people = list(people.find(page))
    page.awards = list(awards.find(page))
    page.items = list(items.find(page))
    page.figures = list(figures.find(page))


def _given(page: Context, fact: Fact) -> Fact:
    if not page.plain.moved:
        return fact
    return replace(fact, evidence=tuple(page.plain.to_given(start, end) for start, end in fact.evidence))


def _recognised(fact: Fact, pieces: tuple[Piece, ...]) -> Fact:
    """A fact is no surer than the letters of a scanned page that it was read from, and never quite sure.

    Letters that look alike are taken for each other with full confidence, and columns are lost: somebody looks.
    """
    if not pieces or not fact.evidence or pieces[0].confidence is None:
        return fact
    at = bisect_right(pieces, fact.evidence[0].start, key=lambda piece: piece.start) - 1
    sure = pieces[max(at, 0)].confidence
    return fact if sure is None else replace(fact, confidence=min(fact.confidence, round(sure, 2), _RECOGNISED))


@lru_cache(maxsize=1024)
def _paragraph(index: int) -> Where:
    return Where(paragraph=index)


def _lines(text: str) -> tuple[Piece, ...]:
    """One piece a line, for plain text."""
    pieces: list[Piece] = []
    at = 0
    for index, line in enumerate(text.split("\n")):
        pieces.append(Piece(at, at + len(line), "line", _paragraph(index)))
        at += len(line) + 1
    return tuple(pieces)

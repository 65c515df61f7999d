"""The values that the reader hands out: where text stands, what it says, how sure the reader is.

Offsets count characters of the text as given (in Unicode form NFC), half-open. Dates are ISO strings
that may be partial (``2013``, ``2013-08``, ``--03-11`` where the year is not known).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, NamedTuple

__all__ = [
    "Award",
    "Cell",
    "Document",
    "Event",
    "Fact",
    "Figure",
    "Item",
    "Loaded",
    "Meta",
    "Period",
    "Person",
    "Piece",
    "Reading",
    "Register",
    "Section",
    "Span",
    "Table",
    "Where",
]


class Span(NamedTuple):
    """A stretch of the given text, ``[start, end)`` in characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Where:
    """Where a piece of text stands in its file; what a format does not know is ``None``.

    ``page`` counts from 1; ``box`` is left, top, right, bottom in points from the page's top left corner;
    ``cell`` is a sheet address such as ``C7``; ``paragraph``, ``table``, ``row`` and ``col`` count from 0.
    """

    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    sheet: str | None = None
    cell: str | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    col: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of a loaded text with its kind.

    Kinds: paragraph, heading, cell, header, footer, footnote, caption, line. ``confidence`` (0 to 1) is that of
    recognising a scanned page's letters; ``None`` where the file itself holds the text.
    """

    start: int
    end: int
    kind: str
    at: Where = Where()
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; ``start`` and ``end`` point into the loaded text."""

    start: int
    end: int
    text: str
    row: int
    col: int
    rowspan: int = 1
    colspan: int = 1
    where: Where = Where()


@dataclass(frozen=True, slots=True)
class Table:
    """A table (bảng biểu), row by row."""

    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Meta:
    """What a file says of itself beside its text; ``published`` is an ISO date."""

    title: str | None = None
    published: str | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file turned into text, every piece of which knows where it stood.

    ``text`` is in form NFC; ``kind`` names the format (``text``, ``html``, ``docx``, ``xlsx``, ``pdf`` …);
    ``sha256`` is the hex digest of the file's bytes; ``warnings`` are short codes such as ``ocr 0.91``,
    ``legacy_tcvn3``, ``hidden_sheet``, ``macros_ignored``: whoever shows them has the sentences.
    ``pages`` holds the width and height in points of each page of a PDF as it is shown; ``hidden`` what the file
    holds out of sight (comments, hidden and deleted text), for screening alone; ``breaks`` the offsets at which the
    file itself begins a new page; ``unseen`` the pieces of the text that a workbook does not show (hidden columns,
    rows, sheets); ``beside`` what programs write beside a file's pages (XMP, bookmarks, the source of a page).
    """

    text: str
    kind: str = "text"
    pieces: tuple[Piece, ...] = ()
    tables: tuple[Table, ...] = ()
    meta: Meta = Meta()
    sha256: str = ""
    warnings: tuple[str, ...] = ()
    pages: tuple[tuple[float, float], ...] = ()
    hidden: str = field(default="", repr=False)
    breaks: tuple[int, ...] = ()
    unseen: tuple[Span, ...] = ()
    beside: str = field(default="", repr=False)


Period = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class _Found:
    """What every fact carries: where it is printed and how likely it is right (0 to 1)."""

    evidence: tuple[Span, ...] = ()
    confidence: float = 1.0

    type: ClassVar[str]

    def as_json(self) -> dict[str, Any]:
        """The fact as one JSON object, ``type`` first, ``evidence`` and ``confidence`` last."""
        body = {f.name: _plain(getattr(self, f.name)) for f in fields(self) if f.name not in ("evidence", "confidence")}
        return {
            "type": self.type,
            **body,
            "evidence": [list(span) for span in self.evidence],
            "confidence": self.confidence,
        }


@dataclass(frozen=True, slots=True)
class Document(_Found):
    """A numbered or named instrument (văn bản)."""

    kind: str = "other"
    number: str | None = None
    title: str | None = None
    issued_on: str | None = None
    parties: tuple[str, ...] = ()
    period: Period | None = None

    type: ClassVar[str] = "document"


@dataclass(frozen=True, slots=True)
class Event(_Found):
    """A conference, meeting or ceremony that the text reports (hội nghị, cuộc họp, lễ)."""

    kinds: tuple[str, ...] = ()
    date: str | None = None
    mode: str | None = None
    place: str | None = None
    hosts: tuple[str, ...] = ()
    sites: int | None = None

    type: ClassVar[str] = "event"


@dataclass(frozen=True, slots=True)
class Person(_Found):
    """A named official, honoured person or author (người được nêu tên)."""

    name: str = ""
    rank: str | None = None
    positions: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()

    type: ClassVar[str] = "person"


@dataclass(frozen=True, slots=True)
class Figure(_Found):
    """A counted result (số liệu); money is in đồng."""

    value: int | float = 0
    comparator: str = "eq"
    unit: str = ""
    subject: str | None = None
    period: Period | None = None

    type: ClassVar[str] = "figure"


@dataclass(frozen=True, slots=True)
class Award(_Found):
    """A conferred award (khen thưởng)."""

    form: str = "other"
    authorities: tuple[str, ...] = ()
    collectives: int | None = None
    individuals: int | None = None
    recipients: int | None = None

    type: ClassVar[str] = "award"


@dataclass(frozen=True, slots=True)
class Item(_Found):
    """One enumerated content, task or weakness (nội dung, nhiệm vụ, hạn chế)."""

    role: str = "direction"
    text: str = ""

    type: ClassVar[str] = "item"


Fact = Document | Event | Person | Figure | Award | Item


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of a report (phần, mục), with what kind of content it holds."""

    start: int
    end: int
    title: str
    level: int = 1
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """Names that the caller already knows, as plain data, so that facts can be tied to them.

    Each mapping goes from a printed name to the caller's own key. Nothing here is read from a database.
    """

    bodies: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one document says: its facts in reading order, each with evidence.

    ``text`` is the text that all offsets point into; ``published`` the document's own date, ISO or partial;
    ``targets`` are figures that it only plans (chỉ tiêu, kế hoạch): no facts, for whoever shows them as such.
    """

    text: str
    facts: tuple[Fact, ...] = ()
    published: str | None = None
    sections: tuple[Section, ...] = ()
    pieces: tuple[Piece, ...] = ()
    resolved: tuple[tuple[str, str], ...] = ()
    targets: tuple[Figure, ...] = ()

    def locate(self, span: tuple[int, int]) -> Where | None:
        """Where the start of a span stands in the file: page and box, cell or paragraph.

        ``None`` where the source was plain text without pieces or the span lies outside of them.
        """
        index = bisect_right(self.pieces, span[0], key=lambda piece: piece.start) - 1
        if index < 0 or self.pieces[index].end < span[0]:
            return None
        return self.pieces[index].at

    def as_json(self, name: str | None = None) -> dict[str, Any]:
        """The reading in the fact format: ``{"id", "published", "facts"}``."""
        return {"id": name, "published": self.published, "facts": [fact.as_json() for fact in self.facts]}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value

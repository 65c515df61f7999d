"""Putting a text together so that every piece of it knows where it stood."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace

from phoihop.reading.load import limits
from phoihop.reading.load.refused import LoadRefused
from phoihop.reading.normalise import WIDTHLESS
from phoihop.reading.patterns import regex
from phoihop.reading.values import Cell, Loaded, Meta, Piece, Span, Table, Where

__all__ = ["Composer", "tidy"]

_CONTROL = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")
#: Signs without width inside a word or a number.
_WIDTHLESS_WITHIN = regex(rf"(?<=\w)[{WIDTHLESS}]+(?=\w)")


def tidy(text: str) -> str:
    """A text in form NFC, without control signs and without signs of no width in words; lines end in a line feed."""
    text = _WIDTHLESS_WITHIN.sub("", text)
    return _CONTROL.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))


class Composer:
    """Collects pieces in reading order; offsets are those of the text that ``loaded`` hands out."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._length = 0
        self._pieces: list[Piece] = []
        self._tables: list[Table] = []

    @property
    def tables(self) -> int:
        """How many tables stand so far: the number of the next one."""
        return len(self._tables)

    @property
    def length(self) -> int:
        """How many characters stand so far: where the next piece begins."""
        return self._length

    @property
    def empty(self) -> bool:
        """Whether no piece stands yet."""
        return not self._pieces

    def write(self, text: str) -> None:
        """Add signs that belong to no piece, such as what separates two of them."""
        self._text.append(text)
        self._length += len(text)
        if self._length > limits.TEXT_CHARACTERS:
            raise LoadRefused("bomb", what="text", limit=limits.TEXT_CHARACTERS)

    def piece(
        self,
        text: str,
        kind: str,
        at: Where = Where(),  # noqa: B008 - frozen
        *,
        after: str = "\n",
        confidence: float | None = None,
    ) -> Span:
        """Add one piece, tidied and trimmed, and what follows it; an empty one leaves no trace."""
        text = tidy(text).strip(" \t\n\u00a0")
        start = self._length
        if not text:
            return Span(start, start)
        self.write(text)
        self._pieces.append(Piece(start, self._length, kind, at, confidence))
        self.write(after)
        return Span(start, start + len(text))

    def table(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Add a table given as cells without offsets: a row becomes a line, its cells parted by tabs."""
        done: list[tuple[Cell, ...]] = []
        for row in rows:
            line: list[Cell] = []
            for cell in row:
                text = " ".join(tidy(cell.text).split())
                if line:
                    self.write("\t")
                start = self._length
                self.write(text)
                line.append(replace(cell, start=start, end=self._length, text=text))
                if text:
                    self._pieces.append(Piece(start, self._length, "cell", cell.where))
            self.write("\n")
            done.append(tuple(line))
        self._tables.append(Table(tuple(done)))

    def loaded(self, kind: str, data: bytes, *, meta: Meta = Meta(), warnings: Iterable[str] = ()) -> Loaded:  # noqa: B008 - frozen
        """The loaded file; without any piece it is refused as empty."""
        if not self._pieces:
            raise LoadRefused("empty", kind=kind)
        return Loaded(
            text="".join(self._text),
            kind=kind,
            pieces=tuple(self._pieces),
            tables=tuple(self._tables),
            meta=meta,
            sha256=hashlib.sha256(data).hexdigest(),
            warnings=tuple(dict.fromkeys(warnings)),
        )

"""Tables drawn in plain text (bảng vẽ bằng dấu): lines whose cells are parted by bars or tabs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from phoihop.reading.patterns import regex
from phoihop.reading.values import Cell, Piece, Table, Where

__all__ = ["MARKS", "drawn"]

MARKS = ("|", "\t")
_RULE = regex(r"[\s|+=:_\-–—]*")
_CELL = regex(r"[^|\t]*")
_FEWEST = 3
"""Cells of a line that may belong to a table, and lines of a table."""


def drawn(pieces: Sequence[Piece], text: str) -> tuple[Table, ...]:
    """The tables drawn in a plain text whose pieces are its lines; cells keep their offsets.

    Rulings of dashes are left out; a table ends at the first line with fewer than three cells.
    """
    return tuple(_tables(pieces, text))


def _tables(pieces: Sequence[Piece], text: str) -> Iterator[Table]:
    rows: list[tuple[Cell, ...]] = []
    number = 0
    for piece in pieces:
        line = text[piece.start : piece.end]
        if line.strip() and _RULE.fullmatch(line):
            continue
        row = tuple(_cells(line, piece, len(rows), number))
        if len(row) >= _FEWEST and (not rows or abs(len(row) - len(rows[0])) <= 2):
            rows.append(row)
            continue
        if len(rows) >= _FEWEST:
            yield Table(tuple(rows))
            number += 1
        rows = []
    if len(rows) >= _FEWEST:
        yield Table(tuple(rows))


def _cells(line: str, piece: Piece, row: int, table: int) -> Iterator[Cell]:
    """The cells of a line; bars at its ends stand for no cell."""
    if not any(mark in line for mark in MARKS):
        return
    body = line.strip()
    offset = line.index(body) if body else 0
    if body.startswith("|"):
        body, offset = body[1:], offset + 1
    body = body.removesuffix("|")
    col = at = 0
    while at <= len(body):
        cell = _CELL.match(body, at)
        assert cell is not None
        said = cell.group().strip()
        start = piece.start + offset + at + (cell.group().index(said) if said else 0)
        where = Where(paragraph=piece.at.paragraph, table=table, row=row, col=col)
        yield Cell(start, start + len(said), said, row, col, where=where)
        col += 1
        at = cell.end() + 1

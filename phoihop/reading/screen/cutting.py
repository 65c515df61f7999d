"""A loaded file without some of its lines; every offset leads to the new text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from phoihop.reading.values import Loaded, Piece, Span, Table

__all__ = ["cut"]


def cut(loaded: Loaded, cuts: Sequence[tuple[int, int, str]]) -> Loaded:
    """The file without some whole lines; what stands in their place is a paragraph of its own."""
    text: list[str] = []
    moves: list[tuple[int, int]] = [(0, 0)]
    added: list[Piece] = []
    at = length = 0
    for start, end, instead in cuts:
        text.append(loaded.text[at:start])
        length += start - at
        if instead:
            added.append(Piece(length, length + len(instead), "paragraph"))
            text.append(instead)
            length += len(instead)
            at = end
        else:
            at = end + 1 if loaded.text[end : end + 1] == "\n" else end
        moves.append((at, length - at))
    text.append(loaded.text[at:])
    keys = [move[0] for move in moves]

    def moved(offset: int) -> int:
        return offset + moves[bisect_right(keys, offset) - 1][1]

    def gone(start: int, end: int) -> bool:
        return any(first <= start and end <= last and end > start for first, last, _ in cuts)

    pieces = [
        replace(piece, start=moved(piece.start), end=moved(piece.start) + piece.end - piece.start)
        for piece in loaded.pieces
        if not gone(piece.start, piece.end) and not any(p[0] < piece.end and piece.start < p[1] for p in cuts)
    ]
    tables = []
    for table in loaded.tables:
        rows = [
            tuple(replace(cell, start=moved(cell.start), end=moved(cell.start) + cell.end - cell.start) for cell in row)
            for row in table.rows
            if row and not any(first <= row[0].start and row[-1].end <= last for first, last, _ in cuts)
        ]
        tables.append(Table(tuple(rows)))
    return replace(
        loaded,
        text="".join(text),
        pieces=tuple(sorted([*pieces, *added], key=lambda piece: piece.start)),
        tables=tuple(tables),
        unseen=tuple(
            Span(moved(span.start), moved(span.start) + span.end - span.start)
            for span in loaded.unseen
            if not gone(span.start, span.end)
        ),
    )

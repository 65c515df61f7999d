"""What is kept beside a paper's text, and the loaded file that it makes again."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from phoihop.documents.models import Source
from phoihop.reading.values import Cell, Loaded, Piece, Table, Where

__all__ = ["kept", "loaded_of"]

#: Under this name the place of a scanned piece keeps how sure its letters are.
SURE = "sure"


def kept(loaded: Loaded) -> dict[str, object]:
    """What is kept beside the text, so that the paper can be shown as it looks and be read once more."""
    return {
        "kind": loaded.kind,
        "pieces": [_piece(piece) for piece in loaded.pieces],
        "tables": [
            [[[cell.start, cell.end, cell.col, cell.rowspan, cell.colspan] for cell in row] for row in table.rows]
            for table in loaded.tables
        ],
        "pages": [list(size) for size in loaded.pages],
    }


def loaded_of(source: Source, *, letters: float | None = None) -> Loaded:
    """A kept paper as the reader took it in (văn bản đã lưu): its text, pieces and tables, each where it stood.

    ``letters`` is how sure the letters of a scan are that was kept without saying so.
    """
    told: dict[str, Any] = source.loaded
    pieces = tuple(
        Piece(start, end, kind, _where(at), at.get(SURE, letters)) for start, end, kind, at in told.get("pieces", ())
    )
    places = {(piece.start, piece.end): piece.at for piece in pieces if piece.kind == "cell"}
    tables = tuple(
        Table(
            tuple(
                tuple(
                    Cell(start, end, source.text[start:end], row, col, rowspan, colspan,
                         places.get((start, end), Where(table=number, row=row, col=col)))
                    for start, end, col, rowspan, colspan in cells
                )
                for row, cells in enumerate(rows)
            )
        )
        for number, rows in enumerate(told.get("tables", ()))
    )  # fmt: skip
    pages = tuple((width, height) for width, height in told.get("pages", ()))
    return Loaded(source.text, kind=told.get("kind", "text"), pieces=pieces, tables=tables, pages=pages)


def _piece(piece: Piece) -> list[object]:
    """A piece as kept beside the text: start, end, kind, and what is known of its place."""
    where = {name: value for name, value in asdict(piece.at).items() if value is not None}
    if piece.confidence is not None:
        where[SURE] = round(piece.confidence, 3)
    return [piece.start, piece.end, piece.kind, where]


def _where(at: dict[str, Any]) -> Where:
    told = {name: value for name, value in at.items() if name != SURE}
    if box := told.get("box"):
        told["box"] = tuple(box)
    return Where(**told)

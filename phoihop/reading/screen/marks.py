"""Secrecy marks (dấu độ mật): a stamp at the head of the first page or in a page header."""

from __future__ import annotations

import re
from typing import Final

from phoihop.reading.screen.found import Mark
from phoihop.reading.values import Loaded, Piece, Span

__all__ = ["secret"]

_HEAD_LINES: Final = 25
_HEAD_CHARACTERS: Final = 1800
_HEAD_POINTS: Final = 420.0
_TOP_POINTS: Final = 85.0

_STAMP: Final = re.compile(
    r"[\s\[\](){}|“”\"'*_.-]*(?:ĐỘ MẬT\s*[:.]?\s*)?(TUYỆT\s+MẬT|TỐI\s+MẬT|MẬT|T\s?U\s?Y\s?Ệ\s?T\s{1,3}M\s?Ậ\s?T"
    r"|T\s?Ố\s?I\s{1,3}M\s?Ậ\s?T|M\s?Ậ\s?T)[\s\[\](){}|“”\"'*_.-]*"
)


def secret(loaded: Loaded) -> Mark | None:
    lines = 0
    crowded = {
        (number, row)
        for number, table in enumerate(loaded.tables)
        for row, cells in enumerate(table.rows)
        if sum(bool(cell.text) for cell in cells) > 2 or row > 3
    }
    for piece in loaded.pieces:
        at = piece.at
        offset = piece.start
        for line in loaded.text[piece.start : piece.end].split("\n"):
            start, offset = offset, offset + len(line) + 1
            lines += piece.kind not in ("header", "footer", "footnote") and bool(line.strip())
            found = _STAMP.fullmatch(line)
            if found is None or piece.kind == "footer":
                continue
            if at.table is not None and (at.table, at.row) in crowded:
                continue
            if piece.kind == "header" or _at_the_head(piece, lines):
                level = "".join(found[1].split())
                names = {"MẬT": "MẬT", "TỐIMẬT": "TỐI MẬT", "TUYỆTMẬT": "TUYỆT MẬT"}
                return Mark(names[level], Span(start, start + len(line)), at)
    return None


def _at_the_head(piece: Piece, lines: int) -> bool:
    at = piece.at
    if at.page is not None and at.box is not None:
        return at.box[1] < (_HEAD_POINTS if at.page == 1 else _TOP_POINTS)
    if at.sheet is not None:
        return lines <= _HEAD_LINES or at.table is None
    return lines <= _HEAD_LINES and piece.start <= _HEAD_CHARACTERS

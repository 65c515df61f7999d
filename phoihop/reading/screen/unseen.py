"""Bare names where nobody looks (tên người ở phần ẩn): hidden columns, rows and sheets, comments, deleted text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from phoihop.reading.normalise import fold
from phoihop.reading.patterns import regex
from phoihop.reading.screen.identities import names
from phoihop.reading.screen.private import COMRADE, HONOURED, OFFICE, OFFICIALS, PRIVATE, full_names
from phoihop.reading.values import Cell, Loaded, Table

__all__ = ["names_out_of_sight"]

_ROWS: Final = 5
#: What may stand beside a name that is alone on its line: a number, a word by which one is called, a place.
_BESIDE: Final = 40
#: Heads of columns that name who does the work, and bodies that someone in the same row belongs to.
_IN_CHARGE: Final = regex(
    r"\b(?:phụ trách|theo dõi|đầu mối|lãnh đạo|người (?:lập|nhập|báo cáo|ký|kiểm tra|tổng hợp|duyệt|chủ trì|nhận|giao)|"
    r"báo cáo viên|giảng viên|tuyên truyền viên|chủ nhiệm|chức vụ|chức danh|cấp bậc|nơi công tác|danh hiệu|"
    r"thành tích)\b"
)
_BODY: Final = regex(
    r"(?:phòng|ban|sở|ubnd|ủy ban|mttq|mặt trận|hội|đoàn|đội|công an|trường|đảng ủy|chi bộ|văn phòng|cục|vụ|bộ)\b"
)


def names_out_of_sight(loaded: Loaded) -> bool:
    """Whether five people or more are named where the file shows nothing, neither as officials nor as the honoured.

    Names that the file also shows are no matter of what it hides.

    >>> names_out_of_sight(Loaded("", hidden="Đỗ Văn An\\nLê Thị Bé\\nVũ Văn Cao\\nBùi Thị Du\\nTạ Văn Em"))
    True
    """
    beside = "" if loaded.kind == "html" else loaded.beside  # the script of a page may name all whom the news name
    blocks = [*f"{loaded.hidden}\n\n{beside}".split("\n\n"), *_paragraphs(loaded)]
    found = [name for block in blocks for name in _alone(block)]
    if len(set(found)) >= _ROWS:
        dark = {span.start for span in loaded.unseen}
        lines = _shown_lines(loaded, dark)
        shown = {fold(line[start:end]) for line in lines for start, end in names(line)}
        if len(set(found) - shown) >= _ROWS:
            return True
    return any(_in_columns(loaded, table) for table in loaded.tables) if loaded.unseen else False


def _alone(block: str) -> Iterator[str]:
    """The names that stand alone on their lines, or many in one line, up to what says that they are officials'."""
    public = False
    for line in block.split("\n"):
        folded = fold(line)
        found = list(full_names(line))
        if not found:
            public = _public(folded) or (public and PRIVATE.search(folded) is None)
            continue
        said = sum(end - start for start, end in found)
        if public or _public(folded) or (len(found) < _ROWS and len(line.strip()) - said > _BESIDE):
            continue
        for start, end in found:
            spoken_to = line[end : end + 1] == ":" or line[max(0, start - 1) : start] == "@"
            if not spoken_to:
                yield folded[start:end]


def _public(folded: str) -> bool:
    """Whether words speak of officials or of the honoured."""
    return any(pattern.search(folded) for pattern in (OFFICE, OFFICIALS, COMRADE, HONOURED, _IN_CHARGE))


def _paragraphs(loaded: Loaded) -> Iterator[str]:
    """What stands out of sight beside tables, sheet by sheet; lines that mostly are no names are a list of units."""
    inside = {cell.start for table in loaded.tables for row in table.rows for cell in row}
    dark = {span.start for span in loaded.unseen} - inside
    sheets: dict[str | None, list[str]] = {}
    for piece in loaded.pieces:
        if piece.start in dark:
            sheets.setdefault(piece.at.sheet, []).append(loaded.text[piece.start : piece.end])
    for lines in sheets.values():
        if _mostly_names(lines):
            yield "\n".join(lines)


def _in_columns(loaded: Loaded, table: Table) -> bool:
    dark = {span.start for span in loaded.unseen}
    rows = [row for row in table.rows if row]
    if not rows:
        return False
    before = fold(loaded.text[max(0, rows[0][0].start - 200) : rows[0][0].start].strip().split("\n")[-1])
    if HONOURED.search(before) or OFFICIALS.search(before):
        return False
    columns: dict[int, list[tuple[Cell, Sequence[Cell]]]] = {}
    for row in rows:
        for cell in row:
            if cell.text and cell.start in dark:
                columns.setdefault(cell.col, []).append((cell, row))
    return any(_of_people(rows[0], at, cells) for at, cells in columns.items())


def _of_people(head: Sequence[Cell], at: int, cells: Sequence[tuple[Cell, Sequence[Cell]]]) -> bool:
    """Whether a column out of sight names people of whom no other cell of the row says an office or a body."""
    if any(_public(fold(cell.text)) for cell in head if cell.col == at) or any(
        HONOURED.search(fold(cell.text)) for cell in head
    ):
        return False
    found = set()
    for cell, row in cells:
        others = [fold(other.text) for other in row if other is not cell and other.text]
        if any(OFFICE.match(text) or HONOURED.match(text) or _BODY.match(text) for text in others):
            continue
        found |= set(_alone(cell.text))
    return len(found) >= _ROWS and _mostly_names([cell.text for cell, _row in cells])


def _mostly_names(lines: Iterable[str]) -> bool:
    worded = [line for line in lines if any(sign.isalpha() for sign in line)]
    return 2 * sum(any(True for _ in full_names(line)) for line in worded) >= len(worded)


def _shown_lines(loaded: Loaded, dark: set[int]) -> Iterator[str]:
    """The text piece by piece, less what is out of sight; line by line where it has no pieces."""
    if not loaded.pieces:
        yield from loaded.text.split("\n")
    for piece in loaded.pieces:
        # A page head of a workbook is printed, but nobody who works on the sheet sees it.
        if piece.start not in dark and not (loaded.kind == "xlsx" and piece.kind == "header"):
            yield loaded.text[piece.start : piece.end]

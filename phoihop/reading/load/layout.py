"""The words of a page put into reading order: rows, columns, paragraphs, page furniture.

Vietnamese papers open with two heads side by side (the issuer left, the nation's name right) and close with two or
more signatures: those are read column by column. A line goes on with the next where the next line's first word did
not fit behind it; words are never broken at a line's end. Lengths are points from the page's top left corner.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Final

from phoihop.reading.load.rulings import Box, Grid
from phoihop.reading.patterns import regex

__all__ = ["Block", "Line", "Page", "Word", "arrange", "furniture", "joined"]

_MARK: Final = regex(
    r"(?:[-–+*•]\s|\d{1,2}(?:\.\d{1,2})*[.)]\s|[a-zđ]\)\s|[IVX]+\.\s|(?:Điều|Phần|Mục|Chương|PHẦN|Phụ lục|Kính gửi)\b)"
)
_PAGE_NUMBER: Final = regex(r"(?:[Tt]rang\s*)?-?\s*\d{1,4}\s*-?(?:\s*/\s*\d{1,4})?")
_ENDS: Final = (".", ";", ":", "!", "?", "…", "”", "/.")


@dataclass(slots=True)
class Word:
    """A printed word; ``order`` counts in the file's own order, ``spaced`` tells that a real space stands before."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    order: int = 0
    spaced: bool = False
    confidence: float | None = None

    @property
    def height(self) -> float:
        """How tall the word's box is."""
        return self.bottom - self.top


@dataclass(slots=True)
class Line:
    """Words that stand side by side without a gap."""

    words: list[Word]
    free: bool = True  # whether it may go on in the next line: heads and signatures may not
    _measured: tuple[int, Box, float] | None = field(default=None, repr=False, compare=False)

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box:
        """The smallest box around all words."""
        return self._measure()[1]

    @property
    def height(self) -> float:
        """The usual height of its words."""
        return self._measure()[2]

    def _measure(self) -> tuple[int, Box, float]:
        """How many words there are, their box and their usual height: reckoned again when a word has joined them."""
        if self._measured is None or self._measured[0] != len(self.words):
            box = (
                min([word.left for word in self.words]),
                min([word.top for word in self.words]),
                max([word.right for word in self.words]),
                max([word.bottom for word in self.words]),
            )
            self._measured = (len(self.words), box, median([word.height for word in self.words]))
        return self._measured

    @property
    def confidence(self) -> float | None:
        """The mean confidence of its words where they were recognised on a picture."""
        sure = [word.confidence for word in self.words if word.confidence is not None]
        return round(sum(sure) / len(sure), 3) if sure else None


@dataclass(slots=True)
class Block:
    """What stands at one place of a page's flow: lines of one column, or a table with its words by cell."""

    lines: list[Line] = field(default_factory=list)
    grid: Grid | None = None
    cells: list[list[Word]] = field(default_factory=list)


@dataclass(slots=True)
class Page:
    """One page: its flow in reading order, and what stands in its margins."""

    number: int
    width: float
    height: float
    blocks: list[Block]
    head: list[Line] = field(default_factory=list)
    foot: list[Line] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)


def arrange(number: int, width: float, height: float, words: Sequence[Word], grids: Sequence[Grid]) -> Page:
    """A page's words in reading order, tables apart."""
    held: dict[int, list[list[Word]]] = {at: [[] for _ in grid.cells] for at, grid in enumerate(grids)}
    loose: list[Word] = []
    for word in words:
        place = _cell_of(word, grids)
        if place:
            held[place[0]][place[1]].append(word)
        else:
            loose.append(word)
    tables: list[tuple[float, Block]] = []
    for at, grid in enumerate(grids):
        filled = sum(bool(cell) for cell in held[at])
        # A single row can be what a page break left of a table; a single column or cell is a frame.
        if filled < 2 or len({cell.col for cell in grid.cells}) < 2:
            loose += [word for cell in held[at] for word in cell]  # a frame, or an underlined head
        else:
            tables.append((grid.box[1], Block(grid=grid, cells=held[at])))
    blocks: list[Block] = []
    rest = _rows(loose)
    for top, table in [*tables, (float("inf"), None)]:
        before = [row for row in rest if row[0].box[1] < top]
        rest = rest[len(before) :]
        blocks += _columns(before)
        if table:
            blocks.append(table)
    page = Page(number, width, height, blocks)
    _margins(page)
    return page


def joined(before: Line, after: Line, right: float, left: float, gap: float) -> bool:
    """Whether a line goes on in the next one: same paragraph (đoạn văn).

    ``right`` and ``left`` bound the column, ``gap`` is the usual distance from line to line.
    """
    if not (before.free and after.free):
        # In heads lines are centred: only the words tell that one goes on.
        small = after.text[0].islower() or (before.text.endswith(("năm", "NĂM")) and after.text[:4].isdecimal())
        return small and not before.free and not after.free and not before.text.endswith(_ENDS)
    old, new = before.box, after.box
    tall = before.height
    if abs(after.height - tall) > 0.25 * tall or new[1] - old[3] > max(gap, 0) + 0.35 * tall:
        return False
    first = after.words[0]
    if old[2] + 0.2 * tall + (first.right - first.left) < right - 0.3 * tall:
        return False  # the next word would have fitted: the writer ended the line
    ended = before.text.endswith(_ENDS)
    indented = new[0] > left + 0.8 * tall
    if _MARK.match(after.text) and (ended or indented):
        return False
    return not (indented and (ended or new[0] > old[0] + 0.8 * tall))


def furniture(pages: Sequence[Page]) -> None:
    """Move lines that stand at the head or foot of most pages, but for their numbers, into the margins."""
    if len(pages) < 3:
        return
    for last in (False, True):
        seen: dict[str, int] = {}
        for page in pages:
            line = _outermost(page, last)
            if line:
                seen[_masked(line)] = seen.get(_masked(line), 0) + 1
        for page in pages:
            line = _outermost(page, last)
            if line and seen[_masked(line)] * 2 > len(pages):
                block = page.blocks[-1 if last else 0]
                block.lines.remove(line)
                (page.foot if last else page.head).append(line)
                if not block.lines:
                    page.blocks.remove(block)


def _outermost(page: Page, last: bool) -> Line | None:
    block = page.blocks[-1 if last else 0] if page.blocks else None
    if block is None or not block.lines:
        return None
    return block.lines[-1 if last else 0]


def _masked(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def _margins(page: Page) -> None:
    """Take page numbers off the top and bottom, and notes in small print off the bottom."""
    for last in (False, True):
        line = _outermost(page, last)
        if line is None or not _PAGE_NUMBER.fullmatch(line.text):
            continue
        middle = (line.box[1] + line.box[3]) / 2
        if middle < 0.12 * page.height or middle > 0.88 * page.height:
            block = page.blocks[-1 if last else 0]
            block.lines.remove(line)
            (page.foot if last else page.head).append(line)
            if not block.lines:
                page.blocks.remove(block)
    heights = [line.height for block in page.blocks for line in block.lines]
    if len(heights) > 5 and page.blocks and page.blocks[-1].lines:
        usual, lines = median(heights), page.blocks[-1].lines
        first = len(lines)
        while first > 1 and lines[first - 1].height < 0.88 * usual and lines[first - 1].free:
            first -= 1
        if first < len(lines) and re.match(r"\(?\d{1,2}[).]?\s?\D|\*", lines[first].text):
            page.notes = lines[first:]
            del lines[first:]


def _cell_of(word: Word, grids: Sequence[Grid]) -> tuple[int, int] | None:
    x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    for at, grid in enumerate(grids):
        left, top, right, bottom = grid.box
        if left <= x <= right and top <= y <= bottom:
            for place, cell in enumerate(grid.cells):
                left, top, right, bottom = cell.box
                if left <= x <= right and top <= y <= bottom:
                    return at, place
    return None


def _rows(words: Iterable[Word]) -> list[list[Line]]:
    """Words on one height, from top to bottom, each row parted where a gap is too wide for a space."""
    rows: list[tuple[float, float, list[Word]]] = []
    for word in sorted(words, key=lambda word: ((word.top + word.bottom) / 2, word.left)):
        middle = (word.top + word.bottom) / 2
        if rows and middle < rows[-1][1] and middle - rows[-1][0] < 0.5 * word.height:
            rows[-1][2].append(word)
        else:
            rows.append((middle, word.bottom, [word]))
    return [_parted(sorted(row, key=lambda word: word.left)) for _, _, row in rows]


def _parted(row: list[Word]) -> list[Line]:
    lines = [Line([row[0]])]
    for before, word in pairwise(row):
        tall = max(word.height, before.height)
        gap = word.left - before.right
        follows = word.order == before.order + 1
        if gap > (2.2 if follows and word.spaced else 0.8) * tall:
            lines.append(Line([word]))
        else:
            lines[-1].words.append(word)
    return lines


def _columns(rows: Sequence[list[Line]]) -> list[Block]:
    """Rows that stand side by side around one gap become columns; the others stay as they are."""
    blocks: list[Block] = []
    at = 0
    while at < len(rows):
        group = _side_by_side(rows, at)
        if group is None:
            row = rows[at]
            if len(row) == 1:
                if not blocks or blocks[-1].grid or not blocks[-1].lines[-1].free:
                    blocks.append(Block())
                blocks[-1].lines.append(row[0])
            else:
                tall = Line([word for line in row for word in line.words], free=False)
                blocks.append(Block([tall]))
            at += 1
            continue
        start, end, middle = group
        # Rows above that lie on one side belong to the columns too: the left head may start higher.
        left = [line for row in rows[start:end] for line in row if line.box[2] <= middle]
        right = [line for row in rows[start:end] for line in row if line.box[2] > middle]
        for column in (left, right):
            if column:
                for line in column:
                    line.free = end - start > 14
                blocks.append(Block(column))
        at = end
    return blocks


def _side_by_side(rows: Sequence[list[Line]], start: int) -> tuple[int, int, float] | None:
    """The rows from ``start`` on that one gap parts in two, and the middle of that gap."""
    row = rows[start]
    if len(row) != 2:
        nexts = rows[start + 1 : start + 3]
        if len(row) != 1 or not nexts or len(nexts[0]) != 2:
            return None
        # A line of one head that starts higher than the other head.
        low, high = nexts[0][0].box[2], nexts[0][1].box[0]
        one = row[0].box
        if not (one[2] <= low + 0.5 * (high - low) or one[0] >= low + 0.5 * (high - low)) or one[3] < nexts[0][0].box[
            1
        ] - 0.6 * (one[3] - one[1]):
            return None
    else:
        low, high = row[0].box[2], row[1].box[0]
    end = start
    last = rows[start][0].box[1]
    for here in rows[start:]:
        tall = here[0].height
        if here[0].box[1] - last > (3.2 if len(here) == 2 else 1.9) * tall:
            break
        cuts = _cut(here, low, high)
        if cuts is None:
            break
        low, high = cuts
        last = here[0].box[1]
        end += 1
    while end > start and len(rows[end - 1]) == 1 and not _belongs(rows, end - 1):
        end -= 1
    if not any(len(here) == 2 for here in rows[start:end]):
        return None
    return start, end, (low + high) / 2


def _cut(row: list[Line], low: float, high: float) -> tuple[float, float] | None:
    """The gap narrowed so that every line of the row stands on one side of it; ``None`` where none is left."""
    if len(row) > 2:
        return None
    for line in row:
        left, _, right, _ = line.box
        if (left + right) / 2 < (low + high) / 2:
            low = max(low, right)
        else:
            high = min(high, left)
    return (low, high) if high - low > 0.3 * row[0].height else None


def _belongs(rows: Sequence[list[Line]], at: int) -> bool:
    """Whether a single line at the end of side-by-side rows is part of one of them: it follows closely."""
    line = rows[at][0]
    return line.box[1] - rows[at - 1][0].box[1] < 1.6 * line.height

"""Tables as grids: merged cells in their columns, widths in which no number breaks."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from phoihop.writing.measure import balanced, width
from phoihop.writing.paper import Align, Cell, Column, Runs, Table, plain
from phoihop.writing.ready import Box, Grid, Line
from phoihop.writing.regimes import Regime, Style

__all__ = ["PAD", "grid"]

PAD = 1.4  # millimetres on either side of a cell's words
_SLACK = 0.6
_SMALL, _SMALLEST = 10.0, 8.0  # points
_GIVES = 0.9  # of its wanted width, to which a column gives way before the size does

SetLine = Callable[[str | Runs, Style], Line]


def grid(table: Table, room: float, regime: Regime, set_line: SetLine) -> Grid:
    """Lay a table into ``room`` millimetres so that no number and no word breaks.

    Columns of words give way to numbers a little; then the table is set smaller, down to 10 pt; then
    columns of words give way as far as their longest word allows; at last it is set down to 8 pt.
    """
    size, widths = _fitted(table, room, regime.table_cell.size)
    head = replace(regime.table_head, size=min(size, regime.table_head.size))
    cell = replace(regime.table_cell, size=size)
    return Grid(
        tuple(round(one, 2) for one in widths),
        tuple(_rows(table, head, cell, set_line)),
        bordered=True,
        head_rows=len(table.head),
        head_heights=_head_heights(table, widths, head),
    )


def _fitted(table: Table, room: float, size: float) -> tuple[float, list[float]]:
    share = room / sum(column.width for column in table.columns)
    steps = [size - 0.5 * i for i in range(int((size - _SMALLEST) * 2) + 1)]
    for least_share, smallest in ((_GIVES, _SMALL), (0.0, _SMALLEST)):
        for step in (one for one in steps if one >= smallest):
            widths = _widths(table, room, step)
            if widths and all(w >= c.width * share * least_share for w, c in zip(widths, table.columns, strict=True)):
                return step, widths
    return _SMALLEST, [column.width * share for column in table.columns]


def _head_heights(table: Table, widths: list[float], style: Style) -> tuple[float, ...]:
    """Points that each head row needs; what a cell merged downwards needs beyond that goes to its last row."""
    needs = [0.0] * len(table.head)
    cells = [(row, at, cell) for row, placed in enumerate(_placed(table)) for at, cell, _ in placed if row < len(needs)]
    for row, at, cell in sorted(cells, key=lambda one: one[2].down):
        room = sum(widths[at : at + cell.across]) - 2 * PAD
        lines = sum(len(balanced(line, room, style.size, bold=True)) for line in plain(cell.runs).split("\n"))
        last = row + cell.down
        above = sum(needs[row : last - 1])
        needs[last - 1] = max(needs[last - 1], lines * style.size * 1.149 + style.before + style.after - above)
    return tuple(round(need + 0.5, 1) for need in needs)


def _placed(table: Table) -> Iterator[list[tuple[int, Cell, bool]]]:
    """Each row's cells with the columns in which they begin and whether the row is bold."""
    covered = [0] * len(table.columns)  # rows that a cell merged downwards still covers
    for row in (*table.head, *table.rows):
        placed, at = [], 0
        for cell in row.cells:
            while covered[at]:
                at += 1
            placed.append((at, cell, row.bold or cell.bold))
            covered[at : at + cell.across] = [cell.down] * cell.across
            at += cell.across
        covered = [max(0, left - 1) for left in covered]
        yield placed


def _rows(table: Table, head: Style, cell_style: Style, set_line: SetLine) -> Iterator[tuple[Box, ...]]:
    for i, placed in enumerate(_placed(table)):
        boxes = []
        for at, cell, bold in placed:
            style = head if i < len(table.head) else cell_style
            align = cell.align or (Align.CENTRE if i < len(table.head) else _align(table.columns[at]))
            style = replace(style, align=align.value, bold=style.bold or bold)
            boxes.append(Box((set_line(cell.runs, style),), at, cell.across, cell.down))
        yield tuple(boxes)


def _align(column: Column) -> Align:
    return column.align or (Align.RIGHT if column.numeric else Align.LEFT)


def _widths(table: Table, room: float, size: float) -> list[float] | None:
    """Column widths in which every word and number stands unbroken, near the wanted shares; or ``None``."""
    least = [2 * PAD + _SLACK] * len(table.columns)
    for i, placed in enumerate(_placed(table)):
        for at, cell, bold in placed:
            if cell.across > 1:
                continue
            words = plain(cell.runs).split() or [""]
            whole = table.columns[at].numeric and i >= len(table.head)
            longest = max(
                width(word, size, bold=bold or i < len(table.head))
                for word in ([" ".join(words)] if whole and len(words) < 3 else words)
            )
            least[at] = max(least[at], longest + 2 * PAD + _SLACK)
    if sum(least) > room:
        return None
    share = room / sum(column.width for column in table.columns)
    widths = [max(column.width * share, need) for column, need in zip(table.columns, least, strict=True)]
    over = sum(widths) - room
    spare = [have - need for have, need in zip(widths, least, strict=True)]
    total = sum(spare)
    return [have - over * extra / total if total else have for have, extra in zip(widths, spare, strict=True)]

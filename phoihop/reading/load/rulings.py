"""Tables of a page found by their ruling lines: lines in, cells out.

Lengths are points from the page's top left corner. A cell is a region that lines close on every side; a region
that a missing line joins to its neighbour is one merged cell.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

__all__ = ["Box", "Grid", "GridCell", "grids"]

_NEAR: Final = 3.0
_MOST_LINES: Final = 250

Box = tuple[float, float, float, float]


class GridCell(NamedTuple):
    """A closed region of a grid, with the rows and columns that it takes."""

    box: Box
    row: int
    col: int
    rowspan: int
    colspan: int


class Grid(NamedTuple):
    """A table's outline and its cells, row by row."""

    box: Box
    cells: tuple[GridCell, ...]


class _Line(NamedTuple):
    at: float
    start: float
    end: float


def grids(boxes: Iterable[Box]) -> list[Grid]:
    """The tables that thin boxes (rulings) draw, from top to bottom; frames of a single cell are none.

    >>> lines = [(0, y, 100, y + 0.5) for y in (0, 20, 40)] + [(x, 0, x + 0.5, 40) for x in (0, 50, 100)]
    >>> [len(grid.cells) for grid in grids(lines)]
    [4]
    """
    level: list[_Line] = []
    upright: list[_Line] = []
    for left, top, right, bottom in boxes:
        if bottom - top <= _NEAR and right - left > _NEAR:
            level.append(_Line((top + bottom) / 2, left, right))
        elif right - left <= _NEAR and bottom - top > _NEAR:
            upright.append(_Line((left + right) / 2, top, bottom))
    found = [grid for group in _groups(_merged(level), _merged(upright)) if (grid := _grid(*group))]
    return sorted(found, key=lambda grid: (grid.box[1], grid.box[0]))


def _merged(lines: Sequence[_Line]) -> list[_Line]:
    """Pieces of one line put together; a line drawn twice counts once."""
    done: list[_Line] = []
    rows: list[list[_Line]] = []
    for line in sorted(lines):
        if rows and line.at - rows[-1][0].at <= _NEAR / 2:
            rows[-1].append(line)
        else:
            rows.append([line])
    for row in rows:
        at = sum(line.at for line in row) / len(row)
        start, end = None, 0.0
        for line in sorted(row, key=lambda line: line.start):
            if start is not None and line.start <= end + _NEAR:
                end = max(end, line.end)
                continue
            if start is not None:
                done.append(_Line(at, start, end))
            start, end = line.start, line.end
        if start is not None:
            done.append(_Line(at, start, end))
    return done


def _groups(level: list[_Line], upright: list[_Line]) -> list[tuple[list[_Line], list[_Line]]]:
    """Lines that touch one another, directly or through others."""
    if len(level) * len(upright) > 1_000_000:
        return []
    parent = list(range(len(level) + len(upright)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for i, across in enumerate(level):
        for j, down in enumerate(upright):
            if (
                across.start - _NEAR <= down.at <= across.end + _NEAR
                and down.start - _NEAR <= across.at <= down.end + _NEAR
            ):
                parent[root(i)] = root(len(level) + j)
    groups: dict[int, tuple[list[_Line], list[_Line]]] = {}
    for at in range(len(parent)):
        group = groups.setdefault(root(at), ([], []))
        if at < len(level):
            group[0].append(level[at])
        else:
            group[1].append(upright[at - len(level)])
    return list(groups.values())


def _grid(level: list[_Line], upright: list[_Line]) -> Grid | None:
    ys, xs = _places(level), _places(upright)
    rows, cols = len(ys) - 1, len(xs) - 1
    if rows < 1 or cols < 1 or rows * cols < 2 or len(ys) > _MOST_LINES or len(xs) > _MOST_LINES:
        return None
    above = _cover(level, ys, xs)
    beside = _cover(upright, xs, ys)
    outside = rows * cols
    parent = list(range(outside + 1))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for r in range(rows):
        for c in range(cols):
            here = r * cols + c
            for closed, neighbour in (
                (above[r][c], outside if r == 0 else here - cols),
                (above[r + 1][c], outside if r == rows - 1 else here + cols),
                (beside[c][r], outside if c == 0 else here - 1),
                (beside[c + 1][r], outside if c == cols - 1 else here + 1),
            ):
                if not closed:
                    parent[root(here)] = root(neighbour)
    regions: dict[int, list[tuple[int, int]]] = {}
    for r in range(rows):
        for c in range(cols):
            if root(r * cols + c) != root(outside):
                regions.setdefault(root(r * cols + c), []).append((r, c))
    cells = []
    for region in regions.values():
        top, low = min(r for r, _ in region), max(r for r, _ in region)
        left, right = min(c for _, c in region), max(c for _, c in region)
        box = (xs[left], ys[top], xs[right + 1], ys[low + 1])
        cells.append(GridCell(box, top, left, low - top + 1, right - left + 1))
    if len(cells) < 2:
        return None
    cells.sort(key=lambda cell: (cell.row, cell.col))
    return Grid((xs[0], ys[0], xs[-1], ys[-1]), tuple(cells))


def _places(lines: list[_Line]) -> list[float]:
    places: list[float] = []
    for at in sorted(line.at for line in lines):
        if not places or at - places[-1] > _NEAR:
            places.append(at)
    return places


def _cover(lines: list[_Line], own: list[float], other: list[float]) -> list[list[bool]]:
    """For each place of its own axis, which stretches between places of the other axis a line covers."""
    covered = [[False] * max(len(other) - 1, 0) for _ in own]
    for line in lines:
        at = min(bisect_left(own, line.at - _NEAR), len(own) - 1)
        for stretch in range(len(other) - 1):
            middle = (other[stretch] + other[stretch + 1]) / 2
            if line.start <= middle <= line.end:
                covered[at][stretch] = True
    return covered

"""Lists of private people whom no number identifies: their names beside where they live or what is told of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from phoihop.reading.normalise import fold
from phoihop.reading.patterns import regex
from phoihop.reading.screen.found import PeopleList
from phoihop.reading.screen.identities import names
from phoihop.reading.screen.private import HONOURED, OFFICE, OFFICIALS, PRIVATE, private_names
from phoihop.reading.values import Cell, Loaded, Span, Where

__all__ = ["bare_lists"]

_ROWS: Final = 5
_HOME: Final = regex(r"(?:thôn|xóm|ấp|bản|buôn|tổ dân phố|tdp|khu phố|khu dân cư|số nhà|tổ \d)\b.{0,40}")
_HOME_HEAD: Final = regex(r".*(?:địa chỉ|nơi ở|chỗ ở|nơi cư trú|thường trú|tạm trú|hộ khẩu).*")
_OFFICE_HEAD: Final = regex(r".*(?:chức vụ|chức danh|cấp bậc|đơn vị|cơ quan|nơi công tác|danh hiệu|thành tích).*")
#: A line of a list of people is short, and as many others may stand between two.
_SHORT_LINE: Final = 120
_BETWEEN: Final = 2


def bare_lists(loaded: Loaded) -> Iterator[PeopleList]:
    """Five rows or more of a name with a home or a private matter; officials' and laureates' lists are none."""
    rows_of_tables = set()
    for table in loaded.tables:
        lines = [row for row in table.rows if row]
        rows_of_tables |= {row[0].start for row in lines}
        if lines and (found := _in_table(loaded, lines)):
            yield found
    yield from _in_lines(loaded, rows_of_tables)


def _in_table(loaded: Loaded, rows: Sequence[Sequence[Cell]]) -> PeopleList | None:
    before = loaded.text[max(0, rows[0][0].start - 200) : rows[0][0].start].strip().split("\n")[-1]
    heading = fold(" ".join([before, *(cell.text for cell in rows[0])]))
    if HONOURED.search(heading):
        return None
    private = PRIVATE.search(heading) is not None
    official = any(_OFFICE_HEAD.fullmatch(fold(cell.text)) for cell in rows[0]) or OFFICIALS.search(fold(before))
    homes = {cell.col for cell in rows[0] if _HOME_HEAD.fullmatch(fold(cell.text))}
    found: list[Sequence[Cell]] = []
    for row in rows:
        named = [cell for cell in row if any(span == (0, len(cell.text)) for span in names(cell.text))]
        others = [fold(cell.text) for cell in row if cell not in named and cell.text]
        if not named or any(OFFICE.search(text) or HONOURED.search(text) for text in others):
            continue
        at_home = not official and any(
            _HOME.fullmatch(fold(cell.text)) or (cell.col in homes and cell.text) for cell in row if cell not in named
        )
        if private or at_home or any(PRIVATE.search(text) for text in others):
            found.append(row)
    if len(found) < _ROWS:
        return None
    lines = tuple(Span(row[0].start, row[-1].end) for row in found)
    return PeopleList(len(found), lines, found[0][0].where)


def _in_lines(loaded: Loaded, rows_of_tables: set[int]) -> Iterator[PeopleList]:
    offset = others = 0
    run: list[Span] = []
    for line in loaded.text.split("\n"):
        start, offset = offset, offset + len(line) + 1
        if not line.strip():
            continue
        many = 0 if start in rows_of_tables else len(list(private_names(line)))
        if many >= _ROWS:
            yield PeopleList(many, (Span(start, start + len(line)),), Where())
        elif many and len(line) < _SHORT_LINE:
            run.append(Span(start, start + len(line)))
            others = 0
            continue
        others += 1
        if others > _BETWEEN:
            yield from _enough(loaded, run)
            run = []
    yield from _enough(loaded, run)


def _enough(loaded: Loaded, run: Sequence[Span]) -> Iterator[PeopleList]:
    if len(run) < _ROWS:
        return
    before = fold(loaded.text[max(0, run[0].start - 200) : run[0].start])
    if not HONOURED.search(before):
        yield PeopleList(len(run), tuple(run), Where())

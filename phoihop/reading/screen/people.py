"""Lists of private people (danh sách cá nhân) in tables and in lines of text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from phoihop.reading.normalise import fold
from phoihop.reading.patterns import regex
from phoihop.reading.screen.bare import bare_lists
from phoihop.reading.screen.found import PeopleList
from phoihop.reading.screen.identities import (
    BORN,
    DATE,
    ID_HEAD,
    IDENTITY,
    LOST_ZERO,
    PHONE,
    WRITTEN_DATE,
    births_beside_names,
    names,
)
from phoihop.reading.screen.private import COMRADE, HELPER, HONOURED, OFFICE, SUSPECT
from phoihop.reading.values import Cell, Loaded, Span, Where

__all__ = ["LIST_ROWS", "OTHER_HEAD", "people"]

LIST_ROWS: Final = 5
_NAME_HEAD: Final = regex(
    r"(?:họ|tên|ho ten|ho va ten|họ tên|họ và tên|họ, tên|họ và tên đệm|công dân|chủ hộ|người .{0,30})(?:\b.{0,40})?"
)
_PHONE_HEAD: Final = regex(r".*(?:điện thoại|sđt|đt|di động|liên hệ|liên lạc|zalo|số máy).*")
_BIRTH_HEAD: Final = regex(r".*(?:ngày.{0,25}sinh|sinh ngày|năm sinh|ngày tháng năm sinh|n\.sinh).*")
OTHER_HEAD: Final = regex(
    r".*(?:tiền|kinh phí|trị giá|số lượng|đồng|vốn|ngân sách|mã số thuế|mã |thửa|quyết định|ban hành|văn bản|thời gian|"
    r"ngày họp|ngày tổ chức|ngày ký|ngày khen|ngày cấp|bổ nhiệm|vào ngành|vào đảng|thành lập).*"
)

#: Whose names are never kept, were they alone on their lines.
_PRIVATE_HEAD: Final = regex(
    rf"\bdanh sách\b.{{0,40}}\b(?:người (?:đã )?(?:cung cấp|báo|đưa|trình báo|tố giác|tố cáo)|cơ sở bí mật|{HELPER}|"
    rf"đặc tình|nguồn tin|(?:các )?{SUSPECT}|người nghiện|nghi phạm|bị can|bị cáo|phạm nhân|nạn nhân|người bị hại|"
    r"hộ dân|hộ nghèo|người dân|công dân|nhân dân|cư dân)\b(?! (?:tiêu biểu|ưu tú|danh dự|xuất sắc))"
)
#: Who is never named, and a line that says that some of them follow: "Các đối tượng gồm:".
_PRIVATE_PEOPLE: Final = regex(
    rf"\b(?:{SUSPECT}|con nghiện|người (?:nghiện|bị hại|vi phạm|phạm tội|lầm lỗi|chấp hành xong|tái hòa nhập|tâm thần|"
    r"nhiễm hiv|dân)|người (?:đã )?(?:cung cấp|báo|đưa|trình báo|tố giác|tố cáo|mật báo)|cơ sở bí mật|đặc tình|"
    r"nguồn tin|nghi phạm|nghi can|bị can|bị cáo|phạm nhân|nạn nhân|bị hại|công dân|cư dân|hộ dân|"
    r"hộ (?:cận )?nghèo)\b(?! (?:tiêu biểu|ưu tú|danh dự|xuất sắc))"
)
_FOLLOW: Final = regex(r"(?::|\b(?:gồm|gồm có|bao gồm|như sau|sau đây|cụ thể))\s*[.:]?\s*$")
_WHO_WORKS: Final = regex(
    r"\b(?:tổ công tác|thành phần|phân công|phụ trách|lực lượng|thành viên|đại biểu|cán bộ|đồng chí|đ/c|ban chỉ đạo|"
    r"ban quản lý|tổ trưởng|chiến sĩ|người có uy tín)\b"
)
#: Lines of a list are short, and so many others may stand between its head and them.
_NAMED_LINE: Final = 120
_BETWEEN: Final = 3
#: The year of birth alone tells who someone is once it is said where the person lives or what he is suspected of.
_BORN_AND_LIVES: Final = regex(
    r"\b(?:sinh năm|sn|s/n)\s*:?\s*(?:19|20)\d\d\b(?=.{0,60}\b(?:trú|thường trú|tạm trú|hộ khẩu|đối tượng|nghiện))"
)
#: A whole cell that is an identity number without its leading zeros.
_BARE_IDENTITY: Final = regex(r"[1-9]\d?[0-3]\d{8}")


@dataclass(slots=True)
class _Line:
    """One line of the text (a paragraph's line, a table's row) with what identifies people in it."""

    start: int
    end: int
    names: int
    marks: list[Span]
    at: Where
    table: int | None = None


def people(loaded: Loaded) -> tuple[list[PeopleList], list[Span]]:
    """Lists of private people, and the identifying spans of award lists."""
    lists: list[PeopleList] = []
    awards: list[Span] = []
    for group in _groups(list(_told(loaded))):
        rows = _rows_of(group)
        if rows < LIST_ROWS:
            continue
        before = fold(loaded.text[max(0, group[0].start - 400) : group[0].end])
        if HONOURED.search(before) or _names_an_award(loaded, group):
            awards += [span for line in group for span in line.marks]
            continue
        lines = tuple(Span(line.start, line.end) for line in group if line.names or line.marks)
        lists.append(PeopleList(rows, lines, group[0].at))
    known = {line for found in lists for line in found.lines}
    for more in (_headed(loaded), bare_lists(loaded)):
        for found in more:
            if not known & set(found.lines):
                lists.append(found)
                known |= set(found.lines)
    return lists, awards


def _headed(loaded: Loaded) -> Iterator[PeopleList]:
    """Lists of bare names, numbered or not, under a line that says that they are residents, informants, suspects."""
    offset = waiting = 0
    listed = False
    lines: list[Span] = []
    for line in loaded.text.split("\n"):
        start, offset = offset, offset + len(line) + 1
        folded = fold(line)
        heads = len(line) < 200 and HONOURED.search(folded) is None and (_says_list(folded) or _says_who(folded))
        listed = _says_list(folded) if heads else listed
        theirs = waiting and not heads and len(line) < _NAMED_LINE
        if theirs and names(line) and (listed or not _of_office(folded)):
            lines.append(Span(start, start + len(line)))
            waiting = _BETWEEN
            continue
        waiting = _BETWEEN if heads else max(0, waiting - bool(line.strip()))
        if not waiting or heads:
            yield from _long_enough(lines)
            lines = []
    yield from _long_enough(lines)


def _says_list(folded: str) -> bool:
    return _PRIVATE_HEAD.search(folded) is not None


def _says_who(folded: str) -> bool:
    """Whether a line says that private people follow, and not those who work with them."""
    told = _FOLLOW.search(folded) is not None and _PRIVATE_PEOPLE.search(folded) is not None
    return told and _WHO_WORKS.search(folded) is None and OFFICE.search(folded) is None


def _of_office(folded: str) -> bool:
    return OFFICE.search(folded) is not None or COMRADE.search(folded) is not None


def _long_enough(lines: list[Span]) -> Iterator[PeopleList]:
    if len(lines) >= LIST_ROWS:
        yield PeopleList(len(lines), tuple(lines), Where())


def _names_an_award(loaded: Loaded, group: Sequence[_Line]) -> bool:
    table = group[0].table
    if table is None or len({line.table for line in group}) > 1:
        return False
    head = " ".join(cell.text for row in loaded.tables[table].rows[:2] for cell in row)
    return HONOURED.search(fold(head)) is not None


def _told(loaded: Loaded) -> Iterator[_Line]:
    starts = [piece.start for piece in loaded.pieces]
    rows = {
        row[0].start: (number, at)
        for number, table in enumerate(loaded.tables)
        for at, row in enumerate(table.rows)
        if row
    }
    heads: dict[int, dict[int, str]] = {}
    offset = 0
    for line in loaded.text.split("\n"):
        start, offset = offset, offset + len(line) + 1
        if not line.strip():
            continue
        piece = loaded.pieces[max(0, bisect_right(starts, start + len(line)) - 1)] if loaded.pieces else None
        if piece is not None and piece.kind in ("header", "footer"):
            continue
        at = piece.at if piece is not None else Where()
        place = rows.get(start)
        number = place[0] if place else None
        cells = loaded.tables[place[0]].rows[place[1]] if place else _separated(line, start)
        if not cells:
            yield _Line(start, start + len(line), *_in_text(line, start), at)
            continue
        # Lines of a text that are parted alike are the rows of one table.
        head = heads.setdefault(number if number is not None else -len(cells), {})
        named, marks = _in_row(cells, head)
        if not named and not marks:
            for cell in cells:
                if cell.text and not any(sign.isdigit() for sign in cell.text):
                    head[cell.col] = fold(cell.text)
        yield _Line(start, start + len(line), named, marks, cells[0].where if place else at, number)


def _separated(line: str, start: int) -> tuple[Cell, ...]:
    """The cells of a line of text that tabs, bars or semicolons part in three or more."""
    for mark in ("\t", "|", ";"):
        if line.count(mark) >= 2 and len(line) < 400:
            cells, at = [], start
            for col, text in enumerate(line.split(mark)):
                bare = text.strip()
                begin = at + len(text) - len(text.lstrip())
                cells.append(Cell(begin, begin + len(bare), bare, 0, col))
                at += len(text) + 1
            return tuple(cells)
    return ()


def _in_text(line: str, start: int) -> tuple[int, list[Span]]:
    marks = [Span(start + m.start(), start + m.end()) for m in IDENTITY.finditer(line)]
    marks += [Span(start + m.start(), start + m.end()) for m in LOST_ZERO.finditer(line)]
    taken = {at for mark in marks for at in range(*mark)}
    for found in PHONE.finditer(line):
        if start + found.start() not in taken and start + found.end() - 1 not in taken:
            marks.append(Span(start + found.start(), start + found.end()))
    folded = fold(line)
    parted = any(mark in line for mark in "\t;|")
    for pattern in (DATE, WRITTEN_DATE):
        for found in pattern.finditer(folded):
            before = folded[max(0, found.start() - 22) : found.start()]
            alone = parted and 1930 <= int(found[found.lastindex or 1]) <= 2012
            if alone or BORN.search(before):
                marks.append(Span(start + found.start(), start + found.end()))
    marks += [
        birth for begin, end in births_beside_names(line) if (birth := Span(start + begin, start + end)) not in marks
    ]
    if not marks and (lives := _BORN_AND_LIVES.search(folded)):
        marks.append(Span(start + lives.start(), start + lives.end()))
    return len(names(line)), marks


def _in_row(cells: Sequence[Cell], head: dict[int, str]) -> tuple[int, list[Span]]:
    named = 0
    marks: list[Span] = []
    for cell in cells:
        if not cell.text:
            continue
        said = head.get(cell.col, "")
        if _NAME_HEAD.fullmatch(said) and _could_be_name(cell.text):
            named += 1
            continue
        if OTHER_HEAD.fullmatch(said) and not (ID_HEAD.fullmatch(said) or _BIRTH_HEAD.fullmatch(said)):
            named += len(names(cell.text))
            continue
        whole = Span(cell.start, cell.end)
        digits = re.sub(r"\D", "", cell.text)
        identified = (
            (ID_HEAD.fullmatch(said) and 8 <= len(digits) <= 12)
            or (_PHONE_HEAD.fullmatch(said) and 9 <= len(digits) <= 12)
            or (_BIRTH_HEAD.fullmatch(said) and DATE.search(cell.text))
        )
        if identified:
            marks.append(whole)
        else:
            found, spans = _in_text(cell.text, cell.start)
            named += found
            marks += spans
            if _BARE_IDENTITY.fullmatch(cell.text.strip()) and not spans:
                marks.append(whole)
            date = DATE.fullmatch(cell.text.strip())
            if date and not said and 1930 <= int(date[2]) <= 2012:
                marks.append(whole)
    return named, marks


def _groups(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Runs of lines that tell of people, with at most two others between; a table's rows stay with that table."""
    group: list[_Line] = []
    others = 0
    for line in lines:
        if line.names or line.marks:
            if group and (others > 2 or not _go_together(group[-1], line)):
                yield group
                group = []
            group.append(line)
            others = 0
        else:
            others += 1
    if group:
        yield group


def _go_together(one: _Line, next_one: _Line) -> bool:
    """Whether two lines may be of one list; beside a sheet's table its single cells go on with a column of names."""
    alone_in_sheet = next_one.at.sheet is not None and None in (one.table, next_one.table)
    return one.table == next_one.table or alone_in_sheet


def _rows_of(group: Sequence[_Line]) -> int:
    """How many people a run of lines identifies: a name and a mark in one line, or in lines that follow closely."""
    rows = 0
    waiting = 0
    since = 0
    for line in group:
        if line.names and line.marks:
            rows += max(1, min(line.names, len(line.marks)))
            waiting = 0
        elif line.names and line.table is None:
            waiting, since = line.names, 0
        elif line.marks and waiting and since < 4:
            rows += max(1, min(waiting, len(line.marks)))
            waiting = 0
        since += 1
    return rows


def _could_be_name(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= 6 and not any(sign.isdigit() for sign in text)

"""A few private people in a table (bảng vài người): refused where its head says what they are, else their cells masked.

Lists of informants, suspects, people under management, complainants are refused from the first name on. Any other row
that names a private person beside a number, a birth, a home or a private matter keeps none of these, however short the
table is; officials and the honoured keep name, office and unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from phoihop.reading.normalise import fold
from phoihop.reading.patterns import regex
from phoihop.reading.screen.found import PeopleList
from phoihop.reading.screen.people import LIST_ROWS
from phoihop.reading.screen.private import HELPER, HONOURED, SUSPECT
from phoihop.reading.screen.rows import IN_CHARGE, PersonRow, heading_of, person_rows, title_of
from phoihop.reading.values import Cell, Loaded, Span, Where

__all__ = ["KEPT", "few_people", "never_named"]

_Heading = Literal["", "honoured", "never"]
_HEAD_OF_PAPER: Final = 900
_OFFICE: Final = regex(r"\b(?:chức vụ|chức danh|cấp bậc|nơi công tác|đơn vị công tác)\b")
#: Rows of a table that may be its title.
_TITLES: Final = 2
#: Lines that speak of who is honoured.
KEPT: Final = regex(rf"{HONOURED.pattern}|\b(?:khen|thành tích|tiêu biểu|vinh danh)\b")
_AWARDS: Final = regex(r"(?:quyết định|tờ trình|phụ lục|danh sách)\s[^.;]{0,80}\b(?:khen thưởng|giấy khen|bằng khen)\b")
_WHO: Final = (
    r"(?:cung cấp|báo|đưa|trình báo)(?: (?:thông|nguồn|các|nhiều))* tin\b(?! (?:hoạt động|thời sự|tuyên truyền))|"
    rf"nguồn tin|tố giác|tố cáo|mật báo|đặc tình|cơ sở bí mật|{HELPER}|{SUSPECT}|nghi phạm|nghi can|nghi vấn|bị can|"
    r"bị cáo|phạm nhân|can phạm|truy nã|người vi phạm|hộ vi phạm|trường hợp vi phạm|phạm tội|nghiện|"
    r"sử dụng (?:trái phép )?(?:chất )?ma túy|sưu tra|tha tù|chấp hành xong|tái hòa nhập|cảm hóa|lầm lỗi|án treo|"
    r"cải tạo không giam giữ|quản chế|tiền án|tiền sự|(?:thuộc )?diện quản lý|(?:đang |cần |được |bị )+quản lý|"
    r"quản lý (?:giáo dục|tại gia đình|sau cai)|giáo dục tại xã|tâm thần|nhiễm hiv|nạn nhân|bị hại|khiếu nại|"
    r"khiếu kiện|"
    r"kiến nghị|phản ánh|đương sự|nguyên đơn|bị đơn|tranh chấp|mâu thuẫn|đứng đơn|gửi đơn|có đơn|mại dâm|đánh bạc|"
    r"trộm cắp|bạo lực gia đình"
)
_WORKS: Final = (
    r"cán bộ|đồng chí|đ/c|tổ công tác|tổ tự quản|thành phần|thành viên|đại biểu|chiến sĩ|lực lượng|phân công|"
    r"ban chỉ đạo|hòa giải viên|mô hình|câu lạc bộ|clb|đơn vị|cơ quan|cấp ủy|đội|khen|biểu dương|tiêu biểu"
)
#: "Danh sách quần chúng cung cấp nguồn tin", and not "Danh sách cán bộ tiếp nhận tố giác".
_LIST_OF: Final = regex(
    r"\b(?:danh sách|ds|trích ngang|lý lịch|bảng kê|thống kê|sổ|biểu|bảng|phụ lục|hồ sơ|theo dõi|tổng hợp)\b"
    rf"(?:(?!\b(?:{_WORKS})\b)[^\n.;]){{0,70}}?\b(?:{_WHO})"
)
_IS_WHO: Final = regex(
    r"(?:(?:các|những|số)\s+)?(?:người|quần chúng|công dân|cá nhân|nhân dân|hộ|bà con)?\s?(?:đã |đang |được |bị )?"
    rf"(?:{_WHO})\b"
    r"[^\n.;:]{0,60}"
)
_HEAD_OF_COLUMN: Final = regex(
    r"(?:(?:họ(?: và|,| &)? tên|họ|tên|nhân thân|thông tin)\s+(?:của\s+)?)?"
    rf"(?:các\s+)?(?:(?:người|quần chúng|công dân|hộ)\s+(?:đã |bị )?)?(?:{_WHO})\b.{{0,40}}|"
    r"(?:các )?bên(?: (?:a|b|thứ nhất|thứ hai|liên quan|mâu thuẫn|tranh chấp))?"
)


def never_named(line: str) -> bool:
    """Whether a folded heading says that informants, suspects, people under management or complainants are listed.

    >>> never_named("danh sách quần chúng cung cấp nguồn tin"), never_named("danh sách cán bộ quản lý đối tượng")
    (True, False)
    """
    return KEPT.search(line) is None and (_LIST_OF.search(line) is not None or _IS_WHO.fullmatch(line) is not None)


def few_people(loaded: Loaded, known: set[Span]) -> tuple[list[PeopleList], list[PeopleList], list[Span]]:
    """Short tables of people: those that are refused, those of which cells are masked, and these cells.

    ``known`` are lines of lists that are refused already.
    """
    refused: list[PeopleList] = []
    narrowed: list[PeopleList] = []
    cells: list[Span] = []
    for rows in _tables(loaded):
        people = [row for row in person_rows(rows) if row.line not in known]
        if not people:
            continue
        said = _honours(rows[:2]) or _said_above(loaded, rows)
        if said == "never" and all(row.public for row in people) and _says_office(rows, people):
            said = ""
        if said == "never" or (not said and _of_whom(rows, people)):
            refused.append(_list_of(people))
            continue
        honoured = said == "honoured"
        private = [row for row in people if not honoured and not row.public and (row.private or row.told)]
        if len(private) >= LIST_ROWS:
            refused.append(_list_of(private))
            continue
        if private:
            narrowed.append(_list_of(private))
        cells += [span for row in private for span in row.names]
        cells += [span for row in people for span in row.private]
    return refused, narrowed, cells


def _list_of(people: Sequence[PersonRow]) -> PeopleList:
    return PeopleList(len(people), tuple(row.line for row in people), people[0].cells[0].where)


def _honours(rows: Sequence[Sequence[Cell]]) -> _Heading:
    return "honoured" if KEPT.search(fold(" ".join(cell.text for row in rows for cell in row))) else ""


def _said_above(loaded: Loaded, rows: Sequence[Sequence[Cell]]) -> _Heading:
    """What the nearest line over a table says of those in it, else what the paper is about."""
    inside = [title_of(row) for row in rows[:_TITLES]]
    for line in reversed([*heading_of(loaded, rows), *inside]):
        if KEPT.search(line):
            return "honoured"
        if never_named(line):
            return "never"
    return "honoured" if _AWARDS.search(fold(loaded.text[:_HEAD_OF_PAPER])) else ""


def _says_office(rows: Sequence[Sequence[Cell]], people: Sequence[PersonRow]) -> bool:
    """Whether a column asks for an office or a rank, which nobody does of informants."""
    above = (cell for row in rows for cell in row if cell.start < people[0].line.start)
    return any(_OFFICE.search(fold(cell.text)) for cell in above)


def _of_whom(rows: Sequence[Sequence[Cell]], people: Sequence[PersonRow]) -> bool:
    """Whether the head over a column of names says who is never named: "Người tố giác", "Họ tên đối tượng"."""
    columns = {cell.col for row in people for cell in row.cells if Span(cell.start, cell.end) in row.names}
    first = people[0].line.start
    above = (cell for row in rows for cell in row if cell.col in columns and cell.start < first)
    heads = (fold(cell.text).strip(" :.*") for cell in above)
    return any(_HEAD_OF_COLUMN.fullmatch(head) and not IN_CHARGE.search(head) for head in heads)


def _tables(loaded: Loaded) -> Iterator[Sequence[Sequence[Cell]]]:
    """The tables of a file, and runs of lines of a text that tabs, bars or semicolons part."""
    taken = set()
    for table in loaded.tables:
        rows = [row for row in table.rows if row]
        taken |= {row[0].start for row in rows}
        if rows:
            yield rows
    if loaded.tables and loaded.kind not in ("text", "pdf"):
        return
    run: list[tuple[Cell, ...]] = []
    offset = 0
    for number, line in enumerate(loaded.text.split("\n")):
        cells = () if offset in taken else _parted(line, offset, number)
        offset += len(line) + 1
        if cells:
            run.append(cells)
        elif line.strip():
            if run:
                yield run
            run = []
    if run:
        yield run


def _parted(line: str, start: int, number: int) -> tuple[Cell, ...]:
    for mark in "\t|;":
        if line.count(mark) >= 2 and len(line) < 400:
            found, at = [], start
            for col, text in enumerate(line.split(mark)):
                bare = text.strip()
                begin = at + len(text) - len(text.lstrip())
                found.append(Cell(begin, begin + len(bare), bare, number, col, where=Where(paragraph=number)))
                at += len(text) + 1
            return tuple(found)
    return ()

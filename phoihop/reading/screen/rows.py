"""People in the rows of tables (người trong bảng): what a column holds of them, and which of it is private."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from phoihop.reading.normalise import fold
from phoihop.reading.patterns import regex
from phoihop.reading.screen.identities import DATE, ID_HEAD, IDENTITY, LOST_ZERO, PHONE, names
from phoihop.reading.screen.people import OTHER_HEAD
from phoihop.reading.screen.private import HONOURED, OFFICE, PRIVATE
from phoihop.reading.values import Cell, Loaded, Span

__all__ = ["IN_CHARGE", "NAME_HEAD", "PRIVATE_HEAD", "PersonRow", "heading_of", "is_a_name", "person_rows", "title_of"]

#: Heads of columns of people's names, of what tells who they are, and of what they do.
NAME_HEAD: Final = regex(
    r"(?:họ|ho|họ tên|ho ten|ho va ten|họ và tên|họ, tên|họ & tên|tên người|tên đối tượng|tên công dân|công dân|chủ hộ|"
    r"đối tượng|nhân thân|(?:người|quần chúng|nhân dân) .{0,30})(?:\b.{0,60})?"
)
_BORN_HEAD: Final = regex(r".*(?:ngày.{0,25}sinh|sinh ngày|năm sinh|sinh năm|n\.sinh|nam sinh|tuổi).*|ns|sn")
_PHONE_HEAD: Final = regex(r".*(?:điện thoại|dien thoai|sđt|sdt|di động|số máy|zalo)\b.*|đt|số đt|liên hệ|liên lạc")
_HOME_HEAD: Final = regex(
    r".*(?:địa chỉ|dia chi|nơi ở|chỗ ở|nơi cư trú|thường trú|tạm trú|hộ khẩu|quê quán|trú quán|chỗ ở hiện nay).*|hkt?tt"
)
_IDENTITY_HEAD: Final = regex(r".*(?:cccd|cmnd|cmt|căn cước|định danh|chứng minh|hộ chiếu|giấy tờ|can cuoc).*")
_OFFICE_HEAD: Final = regex(
    r".*(?:chức vụ|chức danh|cấp bậc|nơi công tác|cơ quan|danh hiệu|thành tích|hình thức khen).*"
)
#: Columns that name who does the work, never whom it is done on.
IN_CHARGE: Final = regex(
    r"\b(?:phụ trách|theo dõi|đầu mối|lãnh đạo|chủ nhiệm|tổ trưởng|trưởng|phó|đứng đầu|đại diện|cán bộ|báo cáo viên|"
    r"tuyên truyền viên|hòa giải viên|hoà giải viên|người (?:lập|nhập|báo cáo|ký|kiểm tra|tổng hợp|duyệt|chủ trì|nhận|"
    r"giao|tiếp nhận|thực hiện|xử lý))\b"
)
_BODY_HEAD: Final = regex(
    r".*(?:xã|phường|thôn|xóm|đơn vị|địa phương|địa bàn|tỉnh|trường|đường|mô hình|câu lạc bộ|tổ|chi bộ|chỉ tiêu|"
    r"nội dung|chùa|nhà thờ|doanh nghiệp|công ty|tên gọi)\b.*"
)
#: A column of a list of people that is never one of values.
PRIVATE_HEAD: Final = regex(
    rf"(?:{_BORN_HEAD.pattern})|(?:{_PHONE_HEAD.pattern})|(?:{_HOME_HEAD.pattern})|(?:{_IDENTITY_HEAD.pattern})"
)
_HOME: Final = regex(
    r"(?:thôn|xóm|ấp|bản|buôn|tổ dân phố|tdp|khu phố|khu dân cư|số nhà|tổ \d|khu \d|đội \d|ngõ|hẻm)\b.{0,80}"
)
_YEAR: Final = regex(r"(?:19[3-9]\d|20(?:0\d|1[0-2]))")
_CALLED: Final = regex(r"(?:ông|bà|anh|chị|em|cụ|cháu)\.?\s+")
_BARE_IDENTITY: Final = regex(r"[1-9]\d?[0-3]\d{8}")
_RANKED: Final = regex(r"\b(?:đồng chí|đ/c|đc|(?:đại|thượng|trung|thiếu) (?:tướng|tá|úy|uý)|(?:thượng|trung|hạ) sĩ)\b")
_WORKPLACE: Final = regex(
    r"(?:phòng|ban|sở|ubnd|ủy ban|uỷ ban|mttq|ubmttq|mặt trận|hội|đoàn|đội|công an|trường|đảng ủy|chi bộ|văn phòng|"
    r"cục|vụ|bộ)\b"
)
_AT_WORK: Final = (OFFICE.search, _RANKED.search, _WORKPLACE.match)
#: Heads of what somebody said: an opinion has no name.
_SAID_HEAD: Final = regex(r"\b(?:ý kiến|kiến nghị|phản ánh|đề nghị|câu hỏi)\b")
_GIVEN: Final = 2
_LINES_ABOVE: Final = 6
_SHORT: Final = 200


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One row that names somebody: the cells of names, those that tell who it is, whether it may be kept by name.

    ``public``: an official or someone honoured. ``told``: beside the name stands what is said of private people alone.
    """

    line: Span
    cells: Sequence[Cell]
    names: tuple[Span, ...]
    private: tuple[Span, ...]
    public: bool
    told: bool


def heading_of(loaded: Loaded, rows: Sequence[Sequence[Cell]]) -> list[str]:
    """What stands over a table, folded: its sheet's name and the short lines before it, the nearest last."""
    before = loaded.text[max(0, rows[0][0].start - 900) : rows[0][0].start].strip().split("\n")
    lines = [line for line in before if line.strip() and "\t" not in line and len(line) < _SHORT][-_LINES_ABOVE:]
    return [fold(line) for line in (rows[0][0].where.sheet or "", *lines)]


def is_a_name(text: str, *, head: str = "") -> bool:
    """Whether a cell is a person's name; under a head that asks for one, also a name without a known family name.

    >>> is_a_name("Nguyễn Văn Thử"), is_a_name("Y Bhăm"), is_a_name("Y Bhăm", head="họ và tên"), is_a_name("Tổng số")
    (True, False, True, False)
    """
    bare = text[called.end() :] if (called := _CALLED.match(fold(text))) else text
    if any(span.start == 0 and span.end == len(bare) and len(bare.split()) >= 3 for span in names(bare)):
        return True
    if not NAME_HEAD.fullmatch(head) or IN_CHARGE.search(head):
        return False
    if any(span.start == 0 for span in names(bare)):
        return True
    words = re.split(r"[,;(\n\d]", bare)[0].split()
    asked = head.startswith(("họ", "ho "))
    return asked and 2 <= len(words) <= 6 and all(word[0].isalpha() for word in words) and fold(bare) not in _NO_NAME


_NO_NAME: Final = frozenset(("tổng số", "tổng cộng", "không có", "không phát sinh", "người lập biểu", "người lập"))


def person_rows(rows: Sequence[Sequence[Cell]]) -> Iterator[PersonRow]:
    """The rows of a table that name people, read by their column's head where it has one, else by what they hold."""
    heads: dict[int, str] = {}
    met = False
    for row in rows:
        found = _row(row, heads)
        if found is not None:
            met = True
            yield found
        elif not met and not title_of(row) and not any(sign.isdigit() for cell in row for sign in cell.text):
            for cell in row:
                if cell.text:
                    heads[cell.col] = f"{heads.get(cell.col, '')} {fold(cell.text).strip(' :.*')}".strip()


def title_of(row: Sequence[Cell]) -> str:
    """The words of a row that says one thing across the table, folded; empty for any other."""
    said = {fold(cell.text) for cell in row if cell.text}
    return said.pop() if len(said) == 1 else ""


def _row(row: Sequence[Cell], heads: dict[int, str]) -> PersonRow | None:
    said = {cell.col: heads.get(cell.col, "") for cell in row}
    named = [cell for cell in row if cell.text and _names_someone(cell, said[cell.col])]
    if not named:
        return None
    private: list[Span] = []
    offices = told = False
    for cell in row:
        folded, head = fold(cell.text), said[cell.col]
        if not folded or cell in named:
            continue
        if head == "tên" and len(cell.text.split()) <= _GIVEN:  # "Họ và tên đệm | Tên"
            named.append(cell)
            continue
        if _tells_who(cell.text, head):
            private.append(Span(cell.start, cell.end))
            continue
        offices = offices or any(_OFFICE_HEAD.fullmatch(head) or at_work(folded) for at_work in _AT_WORK)
        told = told or PRIVATE.search(folded) is not None or _SAID_HEAD.search(head) is not None
        if OTHER_HEAD.fullmatch(head):
            continue
        private += [Span(cell.start + start, cell.start + end) for start, end in _numbers(cell.text)]
    ranked = any(_RANKED.search(fold(cell.text)) or OFFICE.match(fold(cell.text)) for cell in named)
    honoured = any(HONOURED.search(fold(cell.text)) for cell in row)
    return PersonRow(
        line=Span(row[0].start, row[-1].end),
        cells=row,
        names=tuple(Span(cell.start, cell.end) for cell in named),
        private=tuple(private),
        public=offices or ranked or honoured,
        told=told,
    )


def _names_someone(cell: Cell, head: str) -> bool:
    if IN_CHARGE.search(head) or (_BODY_HEAD.fullmatch(head) and not NAME_HEAD.fullmatch(head)):
        return False
    ranked = _RANKED.match(fold(cell.text))
    return is_a_name(cell.text[ranked.end() :].strip() if ranked else cell.text, head=head)


def _tells_who(text: str, head: str) -> bool:
    """Whether a cell beside a name is an identity number, a phone, a birth or a home."""
    bare = text.strip()
    digits = re.sub(r"\D", "", bare)
    if _IDENTITY_HEAD.fullmatch(head) or ID_HEAD.fullmatch(head):
        return len(digits) >= 6
    if _BORN_HEAD.fullmatch(head) or _HOME_HEAD.fullmatch(head):
        return bool(bare.strip("-–—./ "))
    if _PHONE_HEAD.fullmatch(head):
        return len(digits) >= 6
    if PHONE.fullmatch(bare) or IDENTITY.fullmatch(bare) or _HOME.fullmatch(fold(bare)):
        return True
    born = DATE.fullmatch(bare)
    if born and not head:
        return 1930 <= int(born[2]) <= 2012
    if _YEAR.fullmatch(bare):
        return OTHER_HEAD.fullmatch(head) is None
    return not head and _BARE_IDENTITY.fullmatch(bare) is not None


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (IDENTITY, LOST_ZERO, PHONE):
        for found in pattern.finditer(text):
            yield found.span()

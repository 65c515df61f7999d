"""What must not come in (sàng lọc): state-secret marks, lists of private people; and what is masked.

A mark is a stamp: MẬT, TỐI MẬT or TUYỆT MẬT standing alone in capitals at the head of the first page or in a page
header, never the word in a sentence. A list of private people is five rows or more of a name with an identity
number, a phone or a full birth date. Lists of award winners and the phones of a letterhead are never a reason to
refuse: there the numbers alone are masked. Law: Luật Bảo vệ bí mật nhà nước, Luật Bảo vệ dữ liệu cá nhân.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from phoihop.reading import lexicon
from phoihop.reading.normalise import fold
from phoihop.reading.values import Cell, Loaded, Piece, Span, Table, Where

__all__ = ["Mark", "PeopleList", "Screening", "masked", "screen", "without_lists"]

LIST_ROWS: Final = 5
_HEAD_LINES: Final = 25
_HEAD_CHARACTERS: Final = 1800
_HEAD_POINTS: Final = 420.0
_TOP_POINTS: Final = 85.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A secrecy mark (dấu độ mật): ``level`` is MẬT, TỐI MẬT or TUYỆT MẬT; where it stands."""

    level: str
    span: Span
    at: Where


@dataclass(frozen=True, slots=True)
class PeopleList:
    """A list of private people (danh sách cá nhân): how many rows, and the lines that they take."""

    rows: int
    lines: tuple[Span, ...]
    at: Where


@dataclass(frozen=True, slots=True)
class Screening:
    """What was met: a secrecy mark, lists of people, and single contacts to mask (phones, identity numbers, births)."""

    secret: Mark | None = None
    people_lists: tuple[PeopleList, ...] = ()
    contacts: tuple[Span, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether nothing stands against keeping the file as it is."""
        return self.secret is None and not self.people_lists


_STAMP: Final = re.compile(
    r"[\s\[\](){}|“”\"'*_.-]*(?:ĐỘ MẬT\s*[:.]?\s*)?(TUYỆT\s+MẬT|TỐI\s+MẬT|MẬT|T\s?U\s?Y\s?Ệ\s?T\s{1,3}M\s?Ậ\s?T"
    r"|T\s?Ố\s?I\s{1,3}M\s?Ậ\s?T|M\s?Ậ\s?T)[\s\[\](){}|“”\"'*_.-]*"
)
_SECRECY_WORD: Final = re.compile(r"\b(?:tuyệt mật|tối mật|mật)\b")
_IDENTITY: Final = re.compile(
    r"(?<!\d)(?<!\d[.,/-])(?:0\d{2}[ .]?\d{3}[ .]?\d{3}[ .]?\d{3}|\d{12}|\d{9}|\d{3} \d{3} \d{3})(?![\d/]|[.,-]\d)"
)
_PHONE: Final = re.compile(
    r"(?<!\d)(?<!\d[.,/-])(?:\(?(?:\+?84|0)\)?[ .]?(?:[35789]\d|2\d{1,2})(?:[ .-]?\d){7}\d?)(?![\d/]|[.,-]\d)"
)
_MOBILE: Final = re.compile(r"(?:\+?84|0)[35789]")
_DATE: Final = re.compile(
    r"(?<![\d/.-])(?:0?[1-9]|[12]\d|3[01])\s?([/.-])\s?(?:0?[1-9]|1[0-2])\s?\1\s?((?:19|20)\d\d)(?![\d/-])"
)
_WRITTEN_DATE: Final = re.compile(r"ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+((?:19|20)\d\d)")
_EMAIL: Final = re.compile(r"(?<![\w.+-])[\w.+-]{2,64}@(?![\w.-]{1,200}\.(?:gov|edu)\.vn)[\w-]{1,64}\.[\w.-]{2,100}")
_BORN: Final = re.compile(r"\b(?:sinh|ngày sinh|năm sinh|ns|sn|s/n)\b")
_NAME_HEAD: Final = re.compile(
    r"(?:họ|tên|ho ten|ho va ten|họ tên|họ và tên|họ, tên|họ và tên đệm|công dân|chủ hộ|người .{0,30})(?:\b.{0,40})?"
)
_ID_HEAD: Final = re.compile(r".*(?:cccd|cmnd|căn cước|định danh|chứng minh|hộ chiếu|giấy tờ).*")
_PHONE_HEAD: Final = re.compile(r".*(?:điện thoại|sđt|đt|di động|liên hệ|liên lạc|zalo|số máy).*")
_BIRTH_HEAD: Final = re.compile(r".*(?:ngày.{0,25}sinh|sinh ngày|năm sinh|ngày tháng năm sinh|n\.sinh).*")
_OTHER_HEAD: Final = re.compile(
    r".*(?:tiền|kinh phí|trị giá|số lượng|đồng|vốn|ngân sách|mã số thuế|mã |thửa|quyết định|ban hành|văn bản|thời gian|"
    r"ngày họp|ngày tổ chức|ngày ký|ngày khen|ngày cấp|bổ nhiệm|vào ngành|vào đảng|thành lập).*"
)
_AWARD: Final = re.compile(
    r"\b(?:khen thưởng|tặng (?:bằng|giấy|kỷ niệm|danh hiệu|huân)|bằng khen|giấy khen|kỷ niệm chương|biểu dương|"
    r"danh hiệu|chiến sĩ thi đua|gương điển hình|điển hình tiên tiến|tuyên dương|huân chương|tôn vinh)\b"
)
_OFFICE_LINE: Final = re.compile(
    r"\b(?:điện thoại|đt|tel|fax|hotline|đường dây nóng|trực ban|website|email|e-mail|địa chỉ|văn phòng|trụ sở)\b"
)


def screen(loaded: Loaded) -> Screening:
    """Look a loaded file over. Pure; says what it met and where, decides nothing.

    >>> screen(Loaded("CÔNG AN TỈNH\\nMẬT\\nBáo cáo")).clean, screen(Loaded("Giữ bí mật.\\nMật độ dân số")).clean
    (False, True)
    """
    if not loaded.pieces:
        loaded = replace(loaded, pieces=tuple(_lines_as_pieces(loaded.text)))
    lists, award_spans = _people(loaded)
    return Screening(_secret(loaded), tuple(lists), tuple(_contacts(loaded, lists, award_spans)))


def without_lists(loaded: Loaded, *, placeholder: str = "[danh sách {count} người]") -> Loaded:
    """The same file without the rows of its lists of people, each list's count in their place.

    What goes is gone from text, pieces and tables; offsets are those of the new text.
    """
    lists = screen(loaded).people_lists
    cuts: list[tuple[int, int, str]] = []
    for found in lists:
        for at, line in enumerate(found.lines):
            cuts.append((line.start, line.end, placeholder.format(count=found.rows) if at == 0 else ""))
    return _cut(loaded, sorted(cuts))


def masked(loaded: Loaded, spans: Iterable[tuple[int, int]] | None = None) -> Loaded:
    """The same file with the digits and letters of contacts covered; no offset moves."""
    spans = screen(loaded).contacts if spans is None else spans
    letters = list(loaded.text)
    for start, end in spans:
        letters[start:end] = ["•" if sign.isalnum() else sign for sign in letters[start:end]]
    text = "".join(letters)
    tables = tuple(
        Table(tuple(tuple(replace(cell, text=text[cell.start : cell.end]) for cell in row) for row in table.rows))
        for table in loaded.tables
    )
    return replace(loaded, text=text, tables=tables)


# Secrecy marks.


def _secret(loaded: Loaded) -> Mark | None:
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


# Lists of people.


@dataclass(slots=True)
class _Line:
    """One line of the text (a paragraph's line, a table's row) with what identifies people in it."""

    start: int
    end: int
    names: int
    marks: list[Span]
    at: Where
    table: int | None = None


def _people(loaded: Loaded) -> tuple[list[PeopleList], list[Span]]:
    """Lists of private people, and the identifying spans of award lists."""
    lists: list[PeopleList] = []
    awards: list[Span] = []
    for group in _groups(list(_told(loaded))):
        rows = _rows_of(group)
        if rows < LIST_ROWS:
            continue
        before = fold(loaded.text[max(0, group[0].start - 400) : group[0].end])
        if _AWARD.search(before) or _names_an_award(loaded, group):
            awards += [span for line in group for span in line.marks]
            continue
        lines = tuple(Span(line.start, line.end) for line in group if line.names or line.marks)
        lists.append(PeopleList(rows, lines, group[0].at))
    return lists, awards


def _names_an_award(loaded: Loaded, group: Sequence[_Line]) -> bool:
    table = group[0].table
    if table is None or len({line.table for line in group}) > 1:
        return False
    head = " ".join(cell.text for row in loaded.tables[table].rows[:2] for cell in row)
    return _AWARD.search(fold(head)) is not None


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
        names, marks = _in_row(cells, head)
        if not names and not marks:
            for cell in cells:
                if cell.text and not any(sign.isdigit() for sign in cell.text):
                    head[cell.col] = fold(cell.text)
        yield _Line(start, start + len(line), names, marks, cells[0].where if place else at, number)


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
    marks = [Span(start + m.start(), start + m.end()) for m in _IDENTITY.finditer(line)]
    taken = {at for mark in marks for at in range(*mark)}
    for found in _PHONE.finditer(line):
        if start + found.start() not in taken and start + found.end() - 1 not in taken:
            marks.append(Span(start + found.start(), start + found.end()))
    folded = fold(line)
    parted = any(mark in line for mark in "\t;|")
    for pattern in (_DATE, _WRITTEN_DATE):
        for found in pattern.finditer(folded):
            before = folded[max(0, found.start() - 22) : found.start()]
            alone = parted and 1930 <= int(found[found.lastindex or 1]) <= 2012
            if alone or _BORN.search(before):
                marks.append(Span(start + found.start(), start + found.end()))
    return len(_names(line)), marks


def _in_row(cells: Sequence[Cell], head: dict[int, str]) -> tuple[int, list[Span]]:
    names = 0
    marks: list[Span] = []
    for cell in cells:
        if not cell.text:
            continue
        said = head.get(cell.col, "")
        if _NAME_HEAD.fullmatch(said) and _could_be_name(cell.text):
            names += 1
            continue
        if _OTHER_HEAD.fullmatch(said) and not (_ID_HEAD.fullmatch(said) or _BIRTH_HEAD.fullmatch(said)):
            names += len(_names(cell.text))
            continue
        whole = Span(cell.start, cell.end)
        digits = re.sub(r"\D", "", cell.text)
        identified = (
            (_ID_HEAD.fullmatch(said) and 8 <= len(digits) <= 12)
            or (_PHONE_HEAD.fullmatch(said) and 9 <= len(digits) <= 12)
            or (_BIRTH_HEAD.fullmatch(said) and _DATE.search(cell.text))
        )
        if identified:
            marks.append(whole)
        else:
            found, spans = _in_text(cell.text, cell.start)
            names += found
            marks += spans
            date = _DATE.fullmatch(cell.text.strip())
            if date and not said and 1930 <= int(date[2]) <= 2012:
                marks.append(whole)
    return names, marks


def _groups(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Runs of lines that tell of people, with at most two others between; a table's rows stay with that table."""
    group: list[_Line] = []
    others = 0
    for line in lines:
        if line.names or line.marks:
            if group and (others > 2 or line.table != group[-1].table):
                yield group
                group = []
            group.append(line)
            others = 0
        else:
            others += 1
    if group:
        yield group


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
            waiting, since = 1, 0
        elif line.marks and waiting and since < 4:
            rows += 1
            waiting = 0
        since += 1
    return rows


def _could_be_name(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= 6 and not any(sign.isdigit() for sign in text)


@cache
def _surnames() -> frozenset[str]:
    return lexicon.words("surnames") | lexicon.words("surnames_rare")


@cache
def _bare_surnames() -> frozenset[str]:
    """Family names without accents, for lists typed without them; those that are English words are left out."""
    bare = (unicodedata.normalize("NFD", name.replace("đ", "d")) for name in _surnames())
    return frozenset("".join(sign for sign in name if not unicodedata.combining(sign)) for name in bare) - {"a", "to"}


# Units, streets, schools and prizes bear the names of people.
_NAMED_AFTER: Final = re.compile(
    r"(?:xã|phường|đường|phố|trường|thcs|thpt|tiểu học|mầm non|học viện|đại học|bệnh viện|công viên|quảng trường|giải|"
    r"quỹ|thôn|làng|khu|cầu|chợ|nhà thờ|chùa|đền|hồ|núi|mang tên|thị trấn|huyện|quận|tỉnh|thành phố|tp|cụm|tổ|chi bộ|"
    r"công ty|doanh nghiệp|tập đoàn|liên đội|đoàn)\s*$"
)
_SYLLABLES: Final = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,12}(?: [^\W\d_]{1,12}){1,30}(?![^\W\d_])")


def _names(line: str) -> list[Span]:
    """Full names of people: two to five capitalised syllables of which the first is a family name."""
    found: list[Span] = []
    known = _bare_surnames() if line.isascii() else _surnames()
    for run in _SYLLABLES.finditer(line):
        words = run.group().split(" ")
        offset = run.start()
        named_after = _NAMED_AFTER.search(fold(line[max(0, offset - 20) : offset]))
        at = 0
        while at < len(words):
            word = words[at]
            before = fold(" ".join(words[max(0, at - 2) : at])) if at else ""
            if (named_after and not at) or (before and _NAMED_AFTER.search(before)):
                at += 1
                continue
            if word[0].isupper() and fold(word) in known:
                last = at + 1
                while last < len(words) and last - at < 5 and words[last][0].isupper():
                    last += 1
                caps = all(each.isupper() for each in words[at:last])
                # A line wholly in capitals is a heading; within one, only a cell of its own is a name.
                if (
                    last - at >= 2
                    and (not caps or last - at == len(words))
                    and (last - at > 2 or last == len(words) or not caps)
                ):
                    begin = offset + sum(len(each) + 1 for each in words[:at])
                    found.append(Span(begin, begin + len(" ".join(words[at:last]))))
                    at = last
                    continue
            at += 1
    return found


# Single contacts.


def _contacts(loaded: Loaded, lists: Sequence[PeopleList], awards: Sequence[Span]) -> Iterator[Span]:
    """Spans to mask: mobile phones, identity numbers, birth dates, private addresses, outside of lists."""
    inside = sorted(line for found in lists for line in found.lines)
    starts = [line.start for line in inside]

    def listed(start: int) -> bool:
        at = bisect_right(starts, start) - 1
        return at >= 0 and start < inside[at].end

    spans = set(awards)
    offset = 0
    for line in loaded.text.split("\n"):
        start, offset = offset, offset + len(line) + 1
        if not any(sign.isdigit() for sign in line) and "@" not in line:
            continue
        folded = fold(line)
        office = _OFFICE_LINE.search(folded) is not None
        for found in _PHONE.finditer(line):
            mobile = _MOBILE.match(re.sub(r"[^\d+]", "", found.group())) is not None
            if mobile or (not office and _names(line)):
                spans.add(Span(start + found.start(), start + found.end()))
        for found in _IDENTITY.finditer(line):
            digits = re.sub(r"\D", "", found.group())
            if (len(digits) == 12 and digits[0] == "0") or _ID_HEAD.match(
                folded[max(0, found.start() - 40) : found.start()]
            ):
                spans.add(Span(start + found.start(), start + found.end()))
        for pattern in (_DATE, _WRITTEN_DATE):
            for found in pattern.finditer(folded):
                if _BORN.search(folded[max(0, found.start() - 14) : found.start()]):
                    spans.add(Span(start + found.start(), start + found.end()))
        for found in _EMAIL.finditer(line):
            spans.add(Span(start + found.start(), start + found.end()))
    last = -1
    for span in sorted(spans):
        if span.start >= last and not listed(span.start):
            yield span
            last = span.end


# Cutting.


def _cut(loaded: Loaded, cuts: Sequence[tuple[int, int, str]]) -> Loaded:
    """The file without some whole lines; what stands in their place is a paragraph of its own."""
    text: list[str] = []
    moves: list[tuple[int, int]] = [(0, 0)]
    added: list[Piece] = []
    at = length = 0
    for start, end, instead in cuts:
        text.append(loaded.text[at:start])
        length += start - at
        if instead:
            added.append(Piece(length, length + len(instead), "paragraph"))
            text.append(instead)
            length += len(instead)
            at = end
        else:
            at = end + 1 if loaded.text[end : end + 1] == "\n" else end
        moves.append((at, length - at))
    text.append(loaded.text[at:])
    keys = [move[0] for move in moves]

    def moved(offset: int) -> int:
        return offset + moves[bisect_right(keys, offset) - 1][1]

    def gone(start: int, end: int) -> bool:
        return any(cut[0] <= start and end <= cut[1] and end > start for cut in cuts)

    pieces = [
        replace(piece, start=moved(piece.start), end=moved(piece.start) + piece.end - piece.start)
        for piece in loaded.pieces
        if not gone(piece.start, piece.end) and not any(p[0] < piece.end and piece.start < p[1] for p in cuts)
    ]
    tables = []
    for table in loaded.tables:
        rows = [
            tuple(replace(cell, start=moved(cell.start), end=moved(cell.start) + cell.end - cell.start) for cell in row)
            for row in table.rows
            if row and not any(cut[0] <= row[0].start and row[-1].end <= cut[1] for cut in cuts)
        ]
        tables.append(Table(tuple(rows)))
    return replace(
        loaded,
        text="".join(text),
        pieces=tuple(sorted([*pieces, *added], key=lambda piece: piece.start)),
        tables=tuple(tables),
    )


def _lines_as_pieces(text: str) -> Iterator[Piece]:
    offset = 0
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            yield Piece(offset, offset + len(line), "paragraph", Where(paragraph=number))
        offset += len(line) + 1

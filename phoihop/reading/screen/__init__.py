"""What must not come in (sàng lọc): state-secret marks, lists of private people; and what is masked.

A mark is a stamp: MẬT, TỐI MẬT or TUYỆT MẬT standing alone in capitals at the head of the first page or in a page
header, never the word in a sentence. A list of private people is five rows or more of a name with an identity
number, a phone, a full birth date, a home, or what is told of residents, informants and suspects; a single row where
its head says that informants, suspects, people under management or complainants follow. Of shorter lists names,
births, homes and numbers are masked. Lists of award winners and the phones of a letterhead are never a reason to
refuse: there name, office and unit stay. In what a file does not show, five bare names are enough: nobody can see
there what they stand for. Law: Luật Bảo vệ bí mật nhà nước, Luật Bảo vệ dữ liệu cá nhân.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final, Literal

from phoihop.reading.normalise import WIDTHLESS, fold
from phoihop.reading.patterns import regex
from phoihop.reading.screen.contacts import contacts
from phoihop.reading.screen.cutting import cut
from phoihop.reading.screen.few import few_people
from phoihop.reading.screen.found import Mark, PeopleList, Screening
from phoihop.reading.screen.identities import PHONE, names
from phoihop.reading.screen.lines import lines_of_people
from phoihop.reading.screen.marks import secret
from phoihop.reading.screen.people import LIST_ROWS, people
from phoihop.reading.screen.private import OFFICE, is_persons, private_names, without_names
from phoihop.reading.screen.unseen import names_out_of_sight
from phoihop.reading.values import Loaded, Piece, Table, Where

__all__ = [
    "LIST_ROWS",
    "Mark",
    "PeopleList",
    "Screening",
    "holds_office",
    "is_persons",
    "lives_privately",
    "masked",
    "names_a_resident",
    "names_someone",
    "private_names",
    "screen",
    "told_of",
    "without_lists",
    "without_names",
]


_UNSEEN_SIGNS: Final = regex(rf"[{WIDTHLESS}\ufeff]")
_CALLED: Final = regex(
    r"\b(?:ông|bà|anh|chị|cháu|em|cụ|hộ|đối tượng|nghi phạm|bị can|nạn nhân|công dân|người dân|người báo tin)"
    r"\s*(?:là\s*|:\s*)?$"
)
_CALLED_FIRST: Final = regex(r"(?:ông|bà|anh|chị|cháu|em|cụ|hộ)\s+(?=\w+\s+\w)")


def screen(loaded: Loaded) -> Screening:
    """Look a loaded file over. Pure; says what it met and where, decides nothing.

    >>> screen(Loaded("CÔNG AN TỈNH\\nMẬT\\nBáo cáo")).clean, screen(Loaded("Giữ bí mật.\\nMật độ dân số")).clean
    (False, True)
    """
    if not loaded.pieces:
        loaded = replace(loaded, pieces=tuple(_lines_as_pieces(loaded.text)))
    lists, award_spans = people(loaded)
    refused, narrowed, cells = few_people(loaded, {line for found in lists for line in found.lines})
    more, others, parts = lines_of_people(loaded, {line for found in (*lists, *refused) for line in found.lines})
    lists += [*refused, *more]
    hidden = _hides(loaded) or names_out_of_sight(loaded)
    met = tuple(contacts(loaded, lists, [*award_spans, *cells, *parts]))
    return Screening(secret(loaded), tuple(lists), met, hidden, (*narrowed, *others))


def _hides(loaded: Loaded) -> bool:
    """Whether what a file holds out of sight, or the names of its sheets, tell who a private person is.

    What programs write beside it is full of numbers that are no one's: there a list alone counts.
    """
    sheets = {piece.at.sheet for piece in loaded.pieces if piece.at.sheet}
    if any(told_of(text) or any(private_names(text)) for text in (*sheets, loaded.hidden) if text):
        return True
    met = screen(Loaded(loaded.beside)) if loaded.beside else Screening()
    return met.secret is not None or bool(met.people_lists)


def names_a_resident(text: str) -> bool:
    """Whether a few typed words name a private person: one called ông, bà, anh, chị … without an office.

    >>> names_a_resident("Ông Nguyễn Văn An ở thôn 3 chưa nộp"), names_a_resident("Ông Lê Văn Bình, Trưởng Công an xã")
    (True, False)
    """
    folded = fold(text)
    for name in names(text):
        # At the head of a sentence the word by which one is called has a capital, as if it were part of the name.
        called = _CALLED_FIRST.match(folded, name.start)
        start = called.end() if called else name.start
        before, after = folded[max(0, start - 60) : start], folded[name.end : name.end + 60]
        if _CALLED.search(before) and not OFFICE.search(before) and not OFFICE.match(after.lstrip(" ,(-")):
            return True
    return False


_MORE_OFFICES: Final = regex(
    r"\b(?:đội viên|thành viên|thẩm phán|kiểm sát viên|điều tra viên|giáo viên|giảng viên|bác sĩ|nhân viên|quân nhân|"
    r"công chức|viên chức|đại biểu|thư ký|kế toán|phóng viên|dân quân|hòa giải viên|hoà giải viên|tuyên truyền viên|"
    r"báo cáo viên|đại uý|thượng uý|trung uý|thiếu uý|tướng|công tác viên|sĩ quan|hạ sĩ)\b"
)


def holds_office(text: str) -> bool:
    """Whether typed words say an office or a rank (chức vụ công tác), not just where one lives or how one earns.

    >>> holds_office("Trưởng Công an xã Gia Viễn"), holds_office("nông dân thôn 3")
    (True, False)
    """
    folded = fold(text)
    return bool(OFFICE.search(folded) or _MORE_OFFICES.search(folded))


_PRIVATE_LIFE: Final = regex(
    r"\b(?:nông dân|hộ dân|người dân|cư dân|tiểu thương|buôn bán|kinh doanh tự do|lao động tự do|làm ruộng|nội trợ|"
    r"trú tại|sinh năm|số nhà|thôn|xóm|ấp|bản|buôn|tổ dân phố|khu phố)\b"
)


def lives_privately(text: str) -> bool:
    """Whether what is said beside a name tells only where one lives or how one earns, and no office.

    >>> lives_privately("nông dân thôn 3"), lives_privately("Trưởng thôn 3"), lives_privately("Chánh Văn phòng")
    (True, False, False)
    """
    return _PRIVATE_LIFE.search(fold(text)) is not None and not holds_office(text)


def told_of(text: str) -> Literal["", "secret", "person"]:
    """What stands against keeping a few typed words: a secrecy mark, or what tells who a private person is.

    >>> told_of("Ông Nguyễn Văn An, CCCD 037090001234"), told_of("MẬT"), told_of("Tăng 12 buổi do có hội thi.")
    ('person', 'secret', '')
    """
    text = _UNSEEN_SIGNS.sub("", text)
    met = screen(Loaded(text))
    if met.secret is not None:
        return "secret"
    alone = (text[start:end] for start, end in contacts(Loaded(text), met.people_lists, ()))
    listed = met.people_lists or (met.narrowed and not any(private_names(text)))  # a name alone has words of its own
    return "person" if listed or any("@" not in each for each in alone) else ""


def names_someone(loaded: Loaded, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether one of some contacts belongs to a private person; the phones and addresses of a letterhead do not."""
    for start, end in spans:
        contact = loaded.text[start:end]
        if "@" in contact:
            continue
        line = loaded.text[loaded.text.rfind("\n", 0, start) + 1 : (loaded.text + "\n").find("\n", end)]
        if not PHONE.fullmatch(contact) or names(line):
            return True
    return False


def without_lists(loaded: Loaded, *, placeholder: str = "[danh sách {count} người]") -> Loaded:
    """The same file without the rows of its lists of people, each list's count in their place.

    What goes is gone from text, pieces and tables; offsets are those of the new text.
    """
    lists = screen(loaded).people_lists
    cuts: list[tuple[int, int, str]] = []
    for found in lists:
        for at, line in enumerate(found.lines):
            cuts.append((line.start, line.end, placeholder.format(count=found.rows) if at == 0 else ""))
    return cut(loaded, sorted(cuts))


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


def _lines_as_pieces(text: str) -> Iterator[Piece]:
    offset = 0
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            yield Piece(offset, offset + len(line), "paragraph", Where(paragraph=number))
        offset += len(line) + 1

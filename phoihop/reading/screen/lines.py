"""A few private people in lines of text (vài người trong câu, trong dòng): lists, forms to fill in, sentences.

A picture of a table, once its letters are recognised, is lines as well: "1 Nguyễn Văn Thử 1975 037075001234 Xóm 3".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from phoihop.reading.normalise import fold
from phoihop.reading.patterns import regex
from phoihop.reading.screen.few import KEPT, never_named
from phoihop.reading.screen.found import PeopleList
from phoihop.reading.screen.identities import DATE, IDENTITY, LOST_ZERO, PHONE
from phoihop.reading.screen.private import COMRADE, OFFICE, full_names
from phoihop.reading.screen.rows import is_a_name
from phoihop.reading.values import Loaded, Span, Where

__all__ = ["lines_of_people"]

#: Lines that may stand between the head of a list and its first name, and between two names.
_FIRST, _NEXT = 15, 4
_NUMBERED: Final = regex(r"\s*(?:\d{1,3}\s*[.)/|-]?|[-–+•*])\s+")
_CALLED: Final = regex(r"\s*(?:ông|bà|anh|chị|em|cụ|cháu)\s*:?\s+")
_PLACE_AND_DAY: Final = regex(r".{0,40},\s*ngày\s*\d")
_SAID_BORN: Final = regex(r"\b(?:sinh năm|sinh ngày|năm sinh|sn|s/n|ns)\b\s*:?\s*(?:\d{1,2}[/.-]){0,2}\d{4}")
_BORN: Final = regex(rf"{_SAID_BORN.pattern}|\b19[3-9]\d\b|\b200\d\b")
_HOME: Final = regex(
    r"\b(?:(?:hiện |thường |tạm )?trú(?: tại)?|hộ khẩu(?: thường trú)?(?: tại)?|ngụ(?: tại)?|địa chỉ|nhà ở|số nhà|"
    r"xóm|thôn|ấp|tổ dân phố|tdp|khu phố)\b\s*:?\s*[^,;.()\t|]{1,60}"
)
_SENTENCE: Final = regex(r"[^.;\n]+(?:\.(?=\S)[^.;\n]+)*")
_FORM_NAME: Final = regex(
    r"\s*(?:[-+*•]|\d{1,2}[.)])?\s*(?:họ và tên|họ tên|họ, tên|tên công dân|tên người)\b[^:\t|]{0,40}[:\t|]\s*"
)
_FORM_MORE: Final = regex(
    r"\s*(?:[-+*•]|\d{1,2}[.)])?\s*(?:năm sinh|ngày sinh|sinh năm|ngày, tháng, năm sinh|số cccd|cccd|cmnd|số cmnd|"
    r"căn cước|số căn cước|điện thoại|số điện thoại|sđt|địa chỉ|nơi ở|chỗ ở|nơi cư trú|"
    r"nơi thường trú|thường trú|hộ khẩu|quê quán)"
    r"\b[^:\t|]{0,40}[:\t|]\s*"
)
_FORM_OFFICE: Final = regex(
    r"\s*(?:[-+*•]|\d{1,2}[.)])?\s*(?:chức vụ|chức danh|cấp bậc|đơn vị công tác|nơi công tác)\b.*"
)
_FORM_LINES: Final = 6
_LABEL: Final = 80


@dataclass(slots=True)
class _Line:
    start: int
    text: str
    folded: str = field(init=False)

    def __post_init__(self) -> None:
        self.folded = fold(self.text)

    @property
    def span(self) -> Span:
        return Span(self.start, self.start + len(self.text))


def lines_of_people(loaded: Loaded, known: set[Span]) -> tuple[list[PeopleList], list[PeopleList], list[Span]]:
    """Lines that are refused, lines of which parts are masked, and these parts; see ``few_people``."""
    rows = {row[0].start for table in loaded.tables for row in table.rows if row}
    lines = list(_lines_of(loaded.text))
    prose = [line for line in lines if line.start not in rows and line.span not in known]
    refused = [line.span for line in _listed(prose)]
    masked: list[Span] = []
    people = honoured = 0
    for line in prose:
        if KEPT.search(line.folded):
            honoured = _NEXT
        elif line.span not in refused:
            found = _of_list(line) or _of_whom(line) or _of_sentences(line)
            honoured = max(0, honoured - 1) if not found else honoured
            people += bool(found) and not honoured
            named = {Span(line.start + start, line.start + end) for start, end in full_names(line.text)}
            masked += [span for span in found if not (honoured and span in named)]
    forms = list(_forms([line for line in lines if line.span not in known]))
    people += sum(1 for _ in forms)
    masked += [span for form in forms for span in form]
    lists = [PeopleList(len(refused), tuple(refused), Where())] if refused else []
    narrowed = [PeopleList(people, (), Where())] if people else []
    return lists, narrowed, masked


def _lines_of(text: str) -> Iterator[_Line]:
    offset = 0
    for line in text.split("\n"):
        if line.strip():
            yield _Line(offset, line)
        offset += len(line) + 1


def _listed(lines: Sequence[_Line]) -> Iterator[_Line]:
    """Lines that name people under a head that says who is never named."""
    waiting = 0
    for line in lines:
        if len(line.text) < 200 and never_named(line.folded):
            waiting = _FIRST
            continue
        if not waiting:
            continue
        waiting -= 1
        if KEPT.search(line.folded):
            waiting = 0
        elif _name_at_head(line) is not None or any(_of_sentences(line)):
            waiting = _NEXT
            yield line


def _name_at_head(line: _Line) -> Span | None:
    """The full name with which a line of a list begins; ``None`` for an official's and for a place and day."""
    numbered = _NUMBERED.match(line.text)
    at = numbered.end() if numbered else 0
    called = _CALLED.match(line.folded, at)
    begin = called.end() if called else at
    first = next(iter(full_names(line.text)), None)
    if first is None or first.start > begin + 1 or _PLACE_AND_DAY.match(line.folded):
        return None
    if OFFICE.search(line.folded) or COMRADE.search(line.folded):
        return None
    told = any(_marks(line, first.end))
    return first if told or ((numbered or called) and len(line.text) < 120) else None


def _marks(line: _Line, begin: int) -> Iterator[tuple[int, int]]:
    for pattern in (IDENTITY, LOST_ZERO, PHONE):
        yield from (found.span() for found in pattern.finditer(line.text, begin))
    for pattern in (_BORN, DATE, _HOME):
        yield from (found.span() for found in pattern.finditer(line.folded, begin))


def _of_list(line: _Line) -> list[Span]:
    """What to cover in a line that begins with a name: the name and what stands behind it, where two things tell."""
    name = _name_at_head(line) if _NUMBERED.match(line.text) else None
    if name is None:
        return []  # of a single contact in running text the name stays
    marks = list(_marks(line, name.end))
    numbers = any(pattern.search(line.text, name.end) for pattern in (IDENTITY, LOST_ZERO, PHONE))
    if not numbers and len(marks) < 2:
        return []
    return [Span(line.start + start, line.start + end) for start, end in (name, *marks)]


def _of_sentences(line: _Line) -> list[Span]:
    """What to cover in a sentence that names somebody with birth and home, or with an identity number."""
    found: list[Span] = []
    if not any(sign.isdigit() for sign in line.text):
        return found
    for sentence in _SENTENCE.finditer(line.text):
        start, end = sentence.span()
        said = line.folded[start:end]
        born, home = _SAID_BORN.search(said), _HOME.search(said)
        if not ((born and home) or IDENTITY.search(sentence[0])):
            continue
        named = [name for name in full_names(sentence[0]) if not _official(said, name)]
        if not named:
            continue
        parts = [*named, *(each.span() for pattern in (_SAID_BORN, _HOME) for each in pattern.finditer(said))]
        found += [Span(line.start + start + first, line.start + start + last) for first, last in parts]
    return found


def _of_whom(line: _Line) -> list[Span]:
    """What to cover behind "Người cung cấp tin:": all names that are no officials', births and homes."""
    label, mark, _rest = line.folded.partition(":")
    if not mark or len(label) > _LABEL or not never_named(label.strip(" -+*•")):
        return []
    named = [name for name in full_names(line.text) if not _official(line.folded, name)]
    if not named:
        return []
    return [Span(line.start + start, line.start + end) for start, end in (*named, *_marks(line, named[0].end))]


def _official(folded: str, name: Span) -> bool:
    before, after = folded[max(0, name.start - 60) : name.start], folded[name.end : name.end + 60]
    return bool(OFFICE.search(before) or COMRADE.search(before) or OFFICE.match(after.lstrip(" ,(-–")))


def _forms(lines: Sequence[_Line]) -> Iterator[list[Span]]:
    """Forms to fill in, a label and a value a line: "Họ và tên: …", "Năm sinh: …", "Địa chỉ: …"."""
    for at, line in enumerate(lines):
        label = _FORM_NAME.match(line.folded)
        if label is None:
            continue
        value = line.text[label.end() :].split("\t")[0].strip()
        rest = lines[at + 1 : at + 1 + _FORM_LINES]
        more = [(each, found) for each in rest if (found := _FORM_MORE.match(each.folded))]
        if not more or not is_a_name(value, head="họ và tên") or any(_FORM_OFFICE.match(each.folded) for each in rest):
            continue
        yield [
            Span(each.start + found.end(), each.start + len(each.text.rstrip()))
            for each, found in ((line, label), *more)
            if found.end() < len(each.text.rstrip())
        ]

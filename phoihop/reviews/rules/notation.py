"""The text of a paragraph with its numbers: as kept, as edited, as pieces.

Kept: ``[[token]]`` is a bound number, ``{{140}}`` one typed by hand and owned as such; any other count in
the words is open. Edited: ``[18.937]`` and ``{140}`` stand for the same, and ``[TT01]`` or ``[TT01/2025]``
asks for the figure of an indicator, over all years or in one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

__all__ = ["Piece", "editable", "kept", "open_numbers", "owned", "pieces", "rebound", "tokens"]

_MARKS = re.compile(r"\[\[(?P<token>[^\[\]]+)\]\]|\{\{(?P<own>[^{}]+)\}\}")
_TYPED = re.compile(r"\[(?P<bound>[^\[\]]+)\]|\{(?P<own>[^{}]+)\}")

#: What is counted: after one of these a numeral states a figure, whatever word stands before it.
_COUNTED = (
    r"(?:lượt|buổi|cuộc|vụ|người|hộ|mô hình|tin|bài|tờ|xã|phường|đợt|lớp|hội nghị|đối tượng|tập thể|cá nhân|"
    r"hội viên|đoàn viên|thành viên|bản|đồng|suất|công trình|triệu|nghìn|ngàn|tỷ|tổ chức|câu lạc bộ|chiến sĩ)\b"
)
_NOUN = re.compile(rf"^\s*{_COUNTED}", re.IGNORECASE)
#: A count in words that is large enough to be a figure ("ba nghìn buổi").
_IN_WORDS = re.compile(
    r"(?<!\w)(?:(?:một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mười|mươi|mốt|lăm|linh|lẻ|trăm|nghìn|ngàn|triệu|tỷ)\s+)+"
    rf"(?={_COUNTED})",
    re.IGNORECASE,
)
_SCALE = re.compile(r"trăm|nghìn|ngàn|triệu|tỷ", re.IGNORECASE)
#: A numeral with the words that qualify it; a range is one.
_NUMERAL = re.compile(
    r"(?<![\w/.,\-–])(?:(?:hơn|gần|khoảng|trên|dưới|ít nhất|hàng)\s+)?"
    r"[-−]?(?P<digits>\d+(?:\.\d{3})*(?:,\d+)?)(?P<to>\s?[-–]\s?\d+(?:\.\d{3})*(?:,\d+)?(?![\d/]))?(?P<rest>\s*%|/\d+(?:\.\d{3})*)?(?![\w])",
    re.IGNORECASE,
)
#: Words before a numeral that make it a name, a date or a place in an order.
_NAMED = re.compile(
    r"(?:ngày|tháng|năm|quý|kỳ|giai đoạn|(?<!tổng )(?<!trong )số|điều|khoản|điểm|mục|phần|chương|thứ|lần|khóa|khoá|"
    r"phụ lục|biểu|hình|quận|tổ|khu|xóm|thôn|ấp|đội|nghị quyết|nghị định|thông tư|luật|lúc|hồi)\s*:?\s*$",
    re.IGNORECASE,
)
#: What follows a numeral that is a stretch of time, a clock, a part of the instrument, a year range or a number plate.
_MEASURED = re.compile(
    r"^\s*(?:năm|tháng|ngày|tuần|quý|giờ|phút|tuổi|nội dung|nhóm nội dung|bên|nhiệm kỳ|lần thứ)\b"
    r"|^\s*[-–]\s*\d{4}\b|^/\d|^[-/][A-ZĐa-zđ]|^-\d|^h\d",
    re.IGNORECASE,
)
#: What stands right behind the number of a document.
_ON_PAPER = re.compile(r"^[-/][A-ZĐa-zđ\d]")
#: "số", "năm" before a numeral of something counted do not make it a name.
_NUMBERED = re.compile(r"(?:(?<!hồ )(?<!điện thoại )số|trong năm|cả năm)\s*:?\s*$", re.IGNORECASE)
_YEARS_BEFORE = re.compile(r"\d{4}\s*[-–]\s*$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph: words, a bound number (``token``), an owned one or an open one."""

    text: str
    token: str = ""
    own: bool = False
    open: bool = False


def pieces(text: str) -> tuple[Piece, ...]:
    """Cut a kept text into words and numbers, in order.

    >>> [(p.text, p.token, p.own, p.open) for p in pieces("Có [[T1]] buổi, {{140}} lượt, 12 xã")][1::2]
    [('', 'T1', False, False), ('140', '', True, False), ('12', '', False, True)]
    """
    found: list[Piece] = []
    at = 0
    for mark in _MARKS.finditer(text):
        found += _worded(text[at : mark.start()])
        found.append(Piece("", mark["token"]) if mark["token"] else Piece(mark["own"], own=True))
        at = mark.end()
    return (*found, *_worded(text[at:]))


def _worded(text: str) -> Iterator[Piece]:
    at = 0
    for start, end in open_numbers(text):
        if text[at:start]:
            yield Piece(text[at:start])
        yield Piece(text[start:end], open=True)
        at = end
    if text[at:]:
        yield Piece(text[at:])


def open_numbers(text: str) -> tuple[tuple[int, int], ...]:
    """Where counts stand in plain words: numerals of something counted, not dates, times, orders or names.

    >>> words = "Ngày 5/6/2026, sau 5 năm, 129/129 xã có hơn 1.500 buổi theo Chương trình số 09/CTr-BCA-MTTW"
    >>> [words[a:b] for a, b in open_numbers(words)]
    ['129/129', 'hơn 1.500']
    """
    spans = []
    for found in _NUMERAL.finditer(text):
        start, end = found.span()
        before, after = text[: found.start("digits")], text[end:]
        digits, to = found["digits"], found["to"] or ""
        if not after.startswith("/") and not _ON_PAPER.match(after):
            if "." in digits or "." in to or (_NOUN.match(after) and _NUMBERED.search(text[:start])):
                spans.append((start, end))
                continue
            if to and _NOUN.match(after) and len(digits) < 4:
                spans.append((start, end))
                continue
        if to.startswith("-") or (to and len(digits) == 4):
            continue
        if _NAMED.search(text[:start]) or _NAMED.search(before) or _MEASURED.match(after):
            continue
        if _YEARS_BEFORE.search(before) or ((found["rest"] or "").startswith("/") and _is_day(found["digits"], after)):
            continue
        spans.append((start, end))
    spans += [
        (found.start(), found.start() + len(found.group().rstrip()))
        for found in _IN_WORDS.finditer(text)
        if len(found.group().split()) > 1 and _SCALE.search(found.group())
    ]
    return tuple(sorted(spans))


def _is_day(digits: str, after: str) -> bool:
    """Whether "5/6" goes on as a date ("/2026") or stands before nothing counted."""
    return after.startswith("/") or (digits.isdigit() and int(digits) <= 31 and not re.match(r"\s*[a-zà-ỹđ]", after))


def tokens(text: str) -> tuple[str, ...]:
    """The tokens of a kept text, in order, each time that they stand there."""
    return tuple(mark["token"] for mark in _MARKS.finditer(text) if mark["token"])


def editable(text: str, prints: Mapping[str, str]) -> str:
    """The kept text as people edit it; ``prints`` says how each token is printed."""
    return _MARKS.sub(lambda m: f"[{prints[m['token']]}]" if m["token"] else f"{{{m['own']}}}", text)


def kept(
    typed: str, *, before: str, prints: Mapping[str, str], ask: Callable[[str], str | None]
) -> tuple[str, tuple[str, ...]]:
    """An edited text as it is kept, and the brackets in which no number was found.

    A bracket is first one of the numbers that stood in the text ``before``, then what ``ask`` makes of it.
    """
    left = list(tokens(before))
    unknown: list[str] = []

    def bound(mark: re.Match[str]) -> str:
        if mark["own"]:
            return "{{" + mark["own"].strip() + "}}"
        words = mark["bound"].strip()
        token = next((one for one in left if prints.get(one) == words), None)
        if token:
            left.remove(token)
        else:
            token = ask(words)
        if token is None:
            unknown.append(words)
            return mark.group()
        return f"[[{token}]]"

    return _TYPED.sub(bound, " ".join(typed.split())), tuple(unknown)


def owned(text: str) -> str:
    """The same text with every open number owned as typed by hand (nhận là số nhập tay).

    >>> owned("Có [[T1]] buổi, khoảng 140 lượt")
    'Có [[T1]] buổi, {{khoảng 140}} lượt'
    """
    now = "".join(
        f"[[{p.token}]]" if p.token else "{{" + p.text + "}}" if p.own or p.open else p.text for p in pieces(text)
    )
    return now if now == text else owned(now)  # a number beside one that is now owned may read as open


def rebound(text: str, fresh: Mapping[str, str]) -> str:
    """The same text with some tokens replaced.

    >>> rebound("Có [[A]] và [[B]]", {"A": "C"})
    'Có [[C]] và [[B]]'
    """
    return _MARKS.sub(lambda m: f"[[{fresh.get(m['token'], m['token'])}]]" if m["token"] else m.group(), text)

"""What tells who someone is: names, identity numbers, phones, dates of birth."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

from phoihop.reading import lexicon
from phoihop.reading.normalise import fold
from phoihop.reading.patterns import regex
from phoihop.reading.values import Span

__all__ = [
    "BORN",
    "DATE",
    "IDENTITY",
    "ID_HEAD",
    "LOST_ZERO",
    "MOBILE",
    "PASSPORT",
    "PHONE",
    "WRITTEN_DATE",
    "births_beside_names",
    "names",
]

IDENTITY: Final = regex(
    r"(?<!\d)(?<!\d[.,/-])(?:0\d{2}[ .]?\d{3}[ .]?\d{3}[ .]?\d{3}|0\d{3}[ .-]\d{4}[ .-]\d{4}|"
    r"\d{12}|\d{9}|\d{3} \d{3} \d{3}|"
    r"(?:(?<=cccd )|(?<=CCCD )|(?<=cccd: )|(?<=CCCD: )|(?<=cước ))0(?: \d){11})(?![\d/]|[.,-]\d)"
)
#: An identity number that a sheet keeps as a number: province, century and sex, year, six digits; its zero is gone.
LOST_ZERO: Final = regex(r"(?<!\d)(?<!\d[.,/-])[1-9]\d[0-3]\d{8}(?![\d/]|[.,-]\d|\s*(?:đ|vnđ|vnd|triệu)\b)")
PASSPORT: Final = regex(r"\bhộ chiếu\b[^\d\n]{0,20}?\b([a-z]\d{7,8})\b")
PHONE: Final = regex(
    r"(?<!\d)(?<!\d[.,/-])(?:0[35789](?:[.-]\d\d){4}|"
    r"\(?(?:\+?84|0)\)?[ .]?(?:[35789]\d|2\d{1,2})(?:[ .-]{0,3}\d){7}\d?)(?![\d/]|[.,-]\d)"
)
MOBILE: Final = regex(r"(?:\+?84|0)[35789]")
DATE: Final = regex(
    r"(?<![\d/.-])(?:0?[1-9]|[12]\d|3[01])\s?([/.-])\s?(?:0?[1-9]|1[0-2])\s?\1\s?((?:19|20)\d\d)(?![\d/-])"
)
WRITTEN_DATE: Final = regex(r"ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+((?:19|20)\d\d)")
BORN: Final = regex(r"\b(?:sinh|ngày sinh|năm sinh|ns|sn|s/n)\b")
ID_HEAD: Final = regex(r".*(?:cccd|cmnd|căn cước|định danh|chứng minh|hộ chiếu|giấy tờ).*")


@cache
def _surnames() -> frozenset[str]:
    return lexicon.words("surnames") | lexicon.words("surnames_rare")


@cache
def _bare_surnames() -> frozenset[str]:
    """Family names without accents, for lists typed without them; those that are English words are left out."""
    bare = (unicodedata.normalize("NFD", name.replace("đ", "d")) for name in _surnames())
    return frozenset("".join(sign for sign in name if not unicodedata.combining(sign)) for name in bare) - {"a", "to"}


# Units, streets, schools and prizes bear the names of people.
_NAMED_AFTER: Final = regex(
    r"(?:xã|phường|đường|phố|trường|thcs|thpt|tiểu học|mầm non|học viện|đại học|bệnh viện|công viên|quảng trường|giải|"
    r"quỹ|thôn|làng|khu|cầu|chợ|nhà thờ|chùa|đền|hồ|núi|mang tên|thị trấn|huyện|quận|tỉnh|thành phố|tp|cụm|tổ|chi bộ|"
    r"công ty|doanh nghiệp|tập đoàn|liên đội|đoàn)\s*$"
)
_BESIDE: Final = regex(r"\s*[,:(–-]?\s*(?:ngày\s+)?")
_BORN_BETWEEN: Final = range(1930, 2013)
_SYLLABLES: Final = regex(r"(?<![^\W\d_])[^\W\d_]{1,12}(?: [^\W\d_]{1,12}){1,30}(?![^\W\d_])")


def names(line: str) -> list[Span]:
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


def births_beside_names(line: str) -> list[Span]:
    """Dates that stand right behind a person's name and are old enough to be a birth: "An, 12-03-1975"."""
    found: list[Span] = []
    folded = fold(line)
    ends = {name.end for name in names(line)}
    if not ends:
        return found
    for pattern in (DATE, WRITTEN_DATE):
        for date in pattern.finditer(folded):
            if int(date[date.lastindex or 1]) not in _BORN_BETWEEN:
                continue
            if any(end <= date.start() and _BESIDE.fullmatch(folded[end : date.start()]) for end in ends):
                found.append(Span(date.start(), date.end()))
    return found

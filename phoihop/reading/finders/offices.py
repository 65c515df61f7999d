"""Offices (chức vụ) and ranks (cấp bậc hàm): where one begins and how far it goes."""

from __future__ import annotations

import re
from functools import cache

from phoihop.reading import lexicon
from phoihop.reading.finders import bodies
from phoihop.reading.lexicon.phrases import Hit, Phrases
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context
from phoihop.reading.values import Span

__all__ = ["Titles", "at", "grammar", "printed"]


@cache
def grammar() -> tuple[Phrases, Phrases, Titles]:
    """Phrases over folded text: an office's head, a rank, a form of address."""
    return (
        Phrases(lexicon.lines("offices")),
        Phrases(lexicon.lines("ranks")),
        Titles(lexicon.lines("honorifics")),
    )


class Titles(Phrases):
    """Forms of address; ``tướng`` is none in ``Thủ tướng`` and ``danh tướng``."""

    def _at(self, text: str, word: str, start: int, end: int) -> Hit | None:
        return None if _in_office(text, start) else super()._at(text, word, start, end)

    def ending(self, text: str, floor: int, end: int) -> Hit | None:
        """The longest form of address that ends right before an offset."""
        hit = super().ending(text, floor, end)
        return None if hit is None or _in_office(text, hit.start()) else hit


def _in_office(text: str, start: int) -> bool:
    return text.endswith(("thủ ", "danh "), max(0, start - 5), start)


_LINKS = regex(
    r"\s+(?:phụ\s+trách|thường\s+trực|chuyên\s+trách|danh\s+dự|thứ\s+nhất|chính\s+trị|nghiệp\s+vụ|hành\s+chính|trực\s+thuộc|thuộc|"
    r"của|tại|dự\s+khuyết|điều\s+hành|lâm\s+thời|chuyên\s+môn|kiêm\s+nhiệm|phía\s+(?:nam|bắc)|phong\s+trào|xây\s+dựng\s+đảng|"
    r"tổ\s+chức|đảng|nữ|dân\s+phố|khu\s+phố|dân\s+quân|mặt\s+trận|nước|quân\s+sự|đối\s+ngoại|khóa\s+[xivl\d]+)(?!\w)"
)
_DASH_BODY = regex(r"\s+[-–]\s+(?=[^\W\d_])")
_BODY_IN_PARENTHESES = regex(r"\s?\(([^()]{3,60})\)")
_QUOTED = regex(r"\s*[“\"][^“”\"\n]{3,160}[”\"]")
_NAMED_WITH_QUOTES = regex(
    r"(?:phong\s+trào|cuộc\s+vận\s+động|đề\s+án|chương\s+trình|cuộc\s+thi|câu\s+lạc\s+bộ|mô\s+hình|quỹ)$"
)
_NOT_OFFICE = regex(
    r"(?:nguyên\s+(?:nhân|tắc|tử|liệu|vẹn|lý|do|thủy|khí|xi)|trưởng\s+thành|thư\s+ký\s+kết|thành\s+viên\s+(?:trong|của|các|tham|là))"
)
_NEEDS_MORE = frozenset(["trưởng", "nguyên", "phụ", "trách", "thành", "viên", "uv", "trợ", "lý", "cố", "vấn"]) | {
    "phụ trách",
    "thành viên",
    "trợ lý",
    "cố vấn",
    "phó trưởng",
}


def at(page: Context, start: int, stop: int, people: dict[int, int]) -> Span | None:
    """The office that begins at an offset, with the body or field that it is held in.

    >>> from phoihop.reading.segment import context
    >>> text = "Phó trưởng Ban Thường trực Ban Dân vận Trung ương phát biểu"
    >>> text[slice(*at(context(text), 0, len(text), {}))]
    'Phó trưởng Ban Thường trực Ban Dân vận Trung ương'
    """
    head, _, _ = grammar()
    match = head.match(page.folded, start)
    if match is None or match.end() > stop or _NOT_OFFICE.match(page.folded, start):
        return None
    end = match.end()
    word = " ".join(match.group().split())
    if word == "nguyên" and head.match(page.folded, end + 1) is None:
        return None
    for _ in range(6):
        before = end
        if word == "nguyên" and (inner := head.match(page.folded, end + 1)) is not None and end + 1 < stop:
            end, word = inner.end(), inner.group()
        end = bodies.extend(page, end, stop, head="ban", people=people)
        link = _LINKS.match(page.folded, end)
        if link is not None and link.end() <= stop and _goes_on(page, link, stop, people):
            end = link.end()
        dash = _DASH_BODY.match(page.text, end)
        if dash is not None and (body := bodies.at(page, dash.end(), stop, people)) is not None and end > match.end():
            behind = page.folded[body.end : body.end + 2]
            if not head.match(page.folded, dash.end()) and behind[:1] in ("", ",", ";", ".", " "):
                end = body.end
        bracket = _BODY_IN_PARENTHESES.match(page.text, end)
        if (
            bracket is not None
            and bracket.end() <= stop
            and (bodies.at(page, bracket.start(1), bracket.end(1), people) is not None or _unit_code(bracket.group(1)))
        ):
            end = bracket.end()
        quoted = _QUOTED.match(page.text, end)
        if (
            quoted is not None
            and quoted.end() <= stop
            and _NAMED_WITH_QUOTES.search(page.folded, max(0, end - 20), end)
        ):
            end = quoted.end()
        if end == before:
            break
    if end == match.end() and word in _NEEDS_MORE:
        return None
    return Span(start, end)


def _unit_code(word: str) -> bool:
    return re.fullmatch(r"[A-ZĐ]{1,3}\d{2}[A-Z]?", word) is not None


def _goes_on(page: Context, link: re.Match[str], stop: int, people: dict[int, int]) -> bool:
    """A linking word belongs to the office where a body or the office's end follows, not a verb's object."""
    word = link.group().strip()
    if word in ("của", "tại", "thuộc", "trực thuộc"):
        body = bodies.at(page, link.end() + 1, stop, people)
        return body is not None and page.text[link.end()] == " " and page.text[link.end() + 1].isupper()
    return word != "tổ chức"


def printed(page: Context, span: Span) -> str:
    """The office as printed, less an abbreviation in parentheses that stands for the words before it."""
    return " ".join(page.text[span.start : span.end].split())

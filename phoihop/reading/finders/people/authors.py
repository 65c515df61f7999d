"""Bylines (tác giả): names on a last line of their own or behind the last full stop."""

from __future__ import annotations

from collections.abc import Iterator

from phoihop.reading import lexicon
from phoihop.reading.finders import bodies, letterhead, names, offices
from phoihop.reading.finders.people.mentions import stops
from phoihop.reading.normalise import UPPER, fold
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context
from phoihop.reading.values import Span

__all__ = ["find"]


_BYLINE_PART = regex(rf"[{UPPER}][^\W\d_]{{0,7}}\.?(?:\s[{UPPER}][^\W\d_]{{0,7}}\.?){{1,3}}")
_BYLINE_LEAD = regex(
    r"(?:theo|bài(?:\s*(?:,|và|-)\s*ảnh)?|tin(?:\s*,?\s*(?:bài|ảnh))*|bài\s+viết|tác\s+giả(?:\s+bài\s+viết)?|"
    r"thực\s+hiện|người\s+viết|biên\s+tập|pv|nhóm\s+pv|ctv|phóng\s+viên|(?:tản\s+văn|bút\s+ký|ghi\s+chép|"
    r"phóng\s+sự|tùy\s+bút|bài|tin|thơ|truyện\s+ngắn|ký\s+sự)\s+của)\s*:?\s*"
)
_BYLINE_TAIL = regex(
    r"\s*(?:[-–|/(,]\s*(?:báo|theo|nguồn|ttxvn|tttxvn|vov|đài|cổng|trang|công an|tổng hợp|ban|phòng|pv|"
    r"ctv|bộ|mttq|sở)[^\n]{0,60}|\(?\d{1,2}/\d{1,2}/\d{4}[^\n]{0,20}|\([^()\n]{2,40}\))?\s*\.?\s*$"
)
_LED = regex(r"\d{4}.{0,30}[|\-–]\s*(?:tác\s+giả|người\s+viết|bài|tin|pv)\s*:\s*")
_PHOTO_BEHIND = regex(r"\s*[;,.]\s*(?:ảnh|video|clip|đồ\s+họa)(?:\s+(?:tư\s+liệu|minh\s+họa))?\s*:")
_UNIT = regex(r"\s*[-–]\s*")
_JOINT = regex(r"\s*(?:[-–—,/&]|và)\s*")


_STAMPED = regex(
    r"(?:\s*[-–|,]\s*|\s+)(?:\d{1,2}:\d{2}\s*[,|-]?\s*)?(?:ngày\s)?\d{1,2}/\d{1,2}/\d{4}(?:[\s,|"
    r":-]*\d{0,2}[:h]?\d{0,2})?\s*$"
)
_YEAR_OF_DAY = regex(r"/\d{4}")
_SPOKEN = ("tham luận", "diễn văn", "bài phát biểu", "danh sách", "chương trình")


def find(page: Context) -> Iterator[Span]:
    """Bylines: a short last line of names, or names behind the last full stop of the text."""
    head = letterhead.find(page)
    if head is not None and head.kind not in _SPOKEN:
        return
    above: list[Span] = []
    for line in page.paragraphs[:4]:
        dated = _YEAR_OF_DAY.search(page.text, line.start, line.end)
        stamp = _STAMPED.search(page.text, line.start, line.end) if dated is not None else None
        above = _byline(page, line.start, stamp.start()) if stamp is not None else []
        if not above and line.end - line.start < 120 and (led := _LED.search(page.folded, line.start, line.end)):
            above = _byline(page, led.end(), line.end)
        if above:
            break
    # a place in capitals before the date stands where others print the author
    below = list(_below(page)) if not above or page.text[above[0].start : above[0].end].isupper() else []
    yield from below or above


def _below(page: Context) -> Iterator[Span]:
    """Bylines at the end of the text."""
    lines = list(page.paragraphs)
    for back, paragraph in enumerate(reversed(lines)):
        if back >= 6:
            return
        body = page.text[paragraph.start : paragraph.end]
        spans = _byline(page, paragraph.start, paragraph.end)
        if spans and len(lines) > 1:
            yield from spans
            return
        if len(body) < 60 and not body.endswith("."):
            continue
        stop = max(
            body.rfind(". "), body.rfind("… "), body.rfind("? "), body.rfind("” "), body.rfind("! "), body.rfind(".” ")
        )
        if stop > 0 and len(body) - stop < 60:
            start = paragraph.start + stop + 1
            while start < paragraph.end and page.text[start] in '” .…"':
                start += 1
            spans = _byline(page, start, paragraph.end)
            if spans:
                yield from spans
                return
        if len(body) > 300 and back > 0:
            return


def _byline(page: Context, start: int, end: int) -> list[Span]:
    text = page.text[start:end]
    if len(text) > 120 or not text.strip():
        return []
    at = 0
    lead = _BYLINE_LEAD.match(fold(text))
    if lead is not None:
        at = lead.end()
    spans: list[Span] = []
    while True:
        part = _BYLINE_PART.match(text, at)
        if part is None or not _personal(page, start + part.start(), start + part.end(), led=lead is not None):
            return [] if not spans or text[at:].strip() else spans
        spans.append(Span(start + part.start(), start + part.end()))
        at = part.end()
        if _BYLINE_TAIL.fullmatch(fold(text[at:])) or _PHOTO_BEHIND.match(fold(text[at:])):
            return spans
        unit = _UNIT.match(text, at)
        if unit is not None and bodies.at(page, start + unit.end(), end) is not None:
            return spans
        joint = _JOINT.match(text, at)
        if joint is None:
            return []
        at = joint.end()


_HEADING = regex(
    r"(?:^[a-z]\.|^(?:kt|tm|tl|tuq)\b|trưởng|giám đốc|chủ tịch|bí thư|cá nhân|tập thể|nội dung|báo cáo|"
    r"phòng|phần|video|clip)"
)
_OPENERS = frozenset(
    [
        "theo",
        "tại",
        "về",
        "trong",
        "các",
        "những",
        "đã",
        "từ",
        "với",
        "cho",
        "nhiều",
        "một",
        "khi",
        "để",
        "sau",
        "trước",
        "ngày",
    ]
)


_ALL_NAMES = regex(
    rf"{_BYLINE_PART.pattern}(?:(?:\s*[-–,/&]\s*|"
    rf"\s+và\s+){_BYLINE_PART.pattern}){{0,3}}(?:\s*\([^()\n]{{2,40}}\))?\s*"
)


def _personal(page: Context, start: int, end: int, *, led: bool) -> bool:
    """Could these capitalised words be somebody's name or pen name (no body, place, office or heading)?"""
    folded = page.folded[start:end]
    if bodies.at(page, start, end) is not None or offices.at(page, start, end, {}) is not None:
        return False
    if folded in lexicon.words("places") or folded in lexicon.words("historical"):
        return False
    if _HEADING.search(folded):
        return False
    name = names.addressed(page, start)
    if name is not None and name.strong:
        return True
    line = page.paragraph_at(start)
    alone = led or page.text[start:end].isupper() or (start - line.start < 30 and line.end == end)
    alone = alone or _ALL_NAMES.fullmatch(page.text, line.start, line.end) is not None
    words = folded.split()
    return not any(word in stops() for word in words) or (alone and len(words) <= 3 and words[0] not in _OPENERS)

"""Owners of figures as they are printed (chủ thể theo cách in): behind a unit, before a bracket, and where they end."""

from __future__ import annotations

import re

from phoihop.reading.finders import units
from phoihop.reading.finders.numbers import Number
from phoihop.reading.finders.units import Unit
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context, Sentence

__all__ = ["LEAD", "belongs", "counted_before", "printed", "share"]

_COUNT = regex(r"\d[\d.,/]*\s+(?=[^\W\d_])")
_TAIL = regex(
    r"\s+(?:ở\s+(?:đây|làng|thôn|bản|ấp|xóm)|trên\s+địa\s+bàn|đối\s+với|trong\s+(?:tỉnh|huyện|xã|thành|toàn|cả|\d)|quy\s+đổi|thời\s+gian|"
    r"năm\s+(?:20|nay|qua))(?!\w).*$|\s+(?:hiện|cũng|đều|chỉ|đã|giảm|tăng)$"
)
LEAD = regex(  # words that lead to a subject and are none of it
    r"[“\"‘]?(?:(?:cho biết|cho hay|cho rằng|nhấn mạnh|và|trước đây|trước kia|nay|đồng thời|"
    r"qua đó|từ đó|theo đó|nhờ đó|cụ thể|trong đó|trong khi đó|ngoài ra|bên cạnh đó|riêng|"
    r"đặc biệt|tuy nhiên|nhưng|"
    r"hiện nay|hiện|đến nay|tính đến nay|được biết|thời gian qua|vừa qua|mới đây|sau đó|ở đây|"
    r"cả(?!\s+(?:nước|tỉnh|huyện|xã|thành|quận|phường|hệ|lực|vùng|khu))|"
    r"chỉ riêng|tới|lúc đầu|ban đầu|thoạt đầu|những ngày đầu|mỗi năm)(?=\s)"
    r"|(?:trong\s+)?(?:\d+|hai|ba|bốn|năm|mười)\s+năm\s+qua|(?:(?:trong|từ|qua|đến|tính\s+đến|hết|riêng)\s+)?(?:(?:đầu|cuối|hết)\s+)?năm\s+20\d\d(?:\s*[-–]\s*20\d\d|\s+đến\s+nay)?|"
    r"\d{1,2}(?:\.\d{1,2})*[.)]|[-–+*•]|[ivx]{1,4}\.|[a-hđ]\))\s*,?\s+"
)
_MADE_BY = regex(
    r"(?:\s+(?!do\s)[^\W\d_]+){0,4}\s+do\s+(?P<who>[^\W\d_][^,.;:]{2,60}?)\s+(?:đảm\s+nhận|phụ\s+trách|quản\s+lý|"
    r"làm\s+chủ|gây\s+dựng|gầy\s+dựng|xây\s+dựng|thành\s+lập|duy\s+trì|thực\s+hiện|đóng\s+góp|quyên\s+góp|ủng\s+hộ)(?!\w)"
)


def share(page: Context, number: Number, unit: Unit, sentence: Sentence) -> str | None:
    """``95% chi hội cựu chiến binh ký kết``: the noun phrase behind a percentage."""
    folded = page.folded
    if re.search(
        r"(?:đạt|chiếm|bằng|là|tăng|giảm|thêm|vượt|tỷ\s+lệ)\s+$",
        folded[max(sentence.start, number.opens - 12) : number.opens],
    ):
        return None
    found = re.compile(r"\s+(?:(?:số|các|tổng\s+số|là)\s+)*(?=[^\W\d_])").match(folded, unit.end, sentence.end)
    if not found:
        return None
    end = units.phrase_end(folded, found.end(), sentence.end)
    text = " ".join(page.text[found.end() : end].split())
    return text if " " in text and not text.lower().startswith(("kế hoạch", "chỉ tiêu")) else None


def belongs(page: Context, unit: Unit, sentence: Sentence) -> str | None:
    """``77 tổ thuộc Công an huyện``, ``26 tổ do hội viên đảm nhận``: an owner printed behind the unit."""
    if made := _MADE_BY.match(page.folded, unit.end, sentence.end):
        return printed(page, made.start("who"), made.end("who"))
    found = re.compile(r"(?:\s+\S+)?\s+thuộc\s+").match(page.folded, unit.end, sentence.end)
    if not found:
        return None
    if not page.text[found.end()].isupper() and not re.match(
        r"công|hội|ủy|ban|sở|đảng", page.folded[found.end() : found.end() + 6]
    ):
        return None
    return printed(page, found.end(), units.phrase_end(page.folded, found.end(), sentence.end))


def counted_before(page: Context, bracket: int, start: int) -> str | None:
    """``88/102 xã, phường (86,27%)``: what the share in brackets is a share of."""
    counts = [m.end() for m in _COUNT.finditer(page.folded, max(start, bracket - 90), bracket)]
    if not counts:
        return None
    end = units.phrase_end(page.folded, counts[-1], bracket)
    return printed(page, counts[-1], end) if end > counts[-1] else None


def printed(page: Context, start: int, end: int, *, strip: bool = False) -> str | None:
    """A subject as printed, less what only says where or when; ``strip`` takes off words that lead to it."""
    folded = page.folded
    while strip and (lead := LEAD.match(folded, start, end)):
        start = lead.end()
    end = start + len(folded[start:end].rstrip())
    text = page.text[start:end]
    if tail := _TAIL.search(folded[start:end]):
        text = text[: tail.start()]
    return " ".join(text.split()).strip(" ,:;(") or None

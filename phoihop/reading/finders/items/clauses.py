"""Clauses put down as items (mệnh đề), and where the reading of a text stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from phoihop.reading.finders import bodies
from phoihop.reading.finders.items.cues import CONNECTIVE, NUMBERING, QUOTES, SPLIT, TOLD
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context
from phoihop.reading.values import Item, Span

__all__ = ["State", "clauses", "cut", "keep"]


@dataclass(slots=True)
class State:
    """Where the reading stands: the section of a report, and whose tasks go on."""

    plan: bool = False
    signing: bool = False
    speech: bool = False  # does somebody speak from end to end?
    section: str | None = None
    going: str | None = None
    listing: str | None = None
    spoken: bool = False
    open_end: bool = False
    answering: bool = False  # the same, where the speaker stands before his words
    quoting: bool = False  # is the sentence inside somebody's words that a sentence before it opened?
    announced: int = -1  # the paragraph in which weaknesses were announced that its next sentences tell
    found: list[Item] = field(default_factory=list)


def clauses(page: Context, state: State, start: int, end: int, role: str, sure: float = 0.8) -> None:
    """Every clause of a stretch is one item."""
    for first, last in cut(page, start, end):
        if (said := _SAID_BY.search(page.folded, first, last)) and TOLD.search(page.folded, said.end(), last):
            last = said.start()
        keep(page, state, first, last, role, sure)


_SAID_BY = regex(r"[”\"]\s?[,–-]\s+(?=[^”\"“;]{3,80}(?:[.;]|$))")


def cut(page: Context, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The clauses of a stretch: between semicolons and full stops."""
    at = start
    ends = page.ends
    stops = ends[bisect_right(ends, start) : bisect_right(ends, end)]
    cuts = sorted({m.start() for m in SPLIT.finditer(page.folded, start, end)} | set(stops) | {end})
    for cut in cuts:
        if cut > at:
            yield at, cut
        at = cut + (page.folded[cut : cut + 1] == ";")


_NO_TASK = regex(
    r"(?:(?:tôi\s+|chúng\s+tôi\s+)?(?:xin\s+)?(?:chân\s+thành\s+|trân\s+trọng\s+|nhiệt\s+liệt\s+)*(?:cảm\s+ơn|cám\s+ơn|chúc|kính\s+chúc|biết\s+ơn)|"
    r"quá\s+trình\s+thực\s+hiện|trong\s+quá\s+trình|lưu\s*:|như\s+trên|trên\s+đây\s+là|thời\s+hạn\s|(?:sáng\s+|"
    r"chiều\s+)?ngày\s+\d[^,;.]{0,40}\ssẽ\s+(?:tổ\s+chức|diễn\s+ra)|(?:chương\s+trình|kế\s+hoạch|quyết\s+định|"
    r"quy\s+chế)\s+này|"
    r"nếu\s+có\s+(?:khó|vướng)|mọi\s+thông\s+tin)(?!\w)"
)


_PROPOSED_AWARD = regex(
    r"(?:[^\s,;]+\s+){0,12}?(?:xét\s+|xem\s+xét\s+)?(?:truy\s+tặng|tặng\s+thưởng|tặng|khen\s+thưởng)\s+"
    r"(?:bằng|giấy\s+khen|huân|huy|cờ|kỷ\s+niệm|danh|(?:cho\s+)?\d)"
)


_RUED = regex(
    r",\s+(?:chúng\s+tôi|đơn\s+vị|hai\s+ngành|hai\s+bên|xã|huyện|ngành)\s+(?:đã\s+(?:nghiêm\s+túc|rút|nhận)|xin|sẽ)(?!\w)"
)
_GIVEN_AWARD = regex(r"(?<!\w)đã\s+(?:[^\s,;]+\s+){0,3}?(?:tặng|trao|khen)(?!\w)")
_ASKED_TO = regex(
    r"\s(?:sớm|tiếp\s+tục|khẩn\s+trương|chủ\s+động|quan\s+tâm|tăng\s+cường|đẩy\s+mạnh|nghiên\s+cứu|xem\s+xét|"
    r"thường\s+xuyên)(?!\w)"
)


def keep(page: Context, state: State, start: int, end: int, role: str, sure: float = 0.8) -> None:
    """Put down one clause as an item, without its numbering, lead-in and full stop."""
    folded = page.folded
    while True:
        while (
            start < end and folded[start] in QUOTES and not (folded[start] in '“"' and folded.find("”", start, end) > 0)
        ):
            start += 1
        lead = NUMBERING.match(folded, start, end) or CONNECTIVE.match(folded, start, end)
        if lead is None or lead.end() - start > 40:
            break
        start = lead.end()
    if role != "limitation" and (
        lead := re.compile(
            r"(?:đề\s+nghị|kiến\s+nghị|yêu\s+cầu|giao(?!\s+(?:ban|lưu|dịch|thông))|cần\s+phải|cần|và)\s+"
        ).match(folded, start, end)
    ):
        start = lead.end()
    if role == "direction" and (opens := _ASKED_TO.search(folded, start, end)):
        whom, what = folded[start : opens.start()].split(), folded[opens.start() : end].split()
        if len(what) >= 5 and len(whom) >= len(what) - 1 and bodies.at(page, start, end) is not None:
            start = opens.start() + 1  # an addressee longer than the task is none of it
    if role == "limitation" and (own := _RUED.search(folded, start + 20, end)):
        end = own.start()
    if tail := re.compile(r",\s+(?:qua\s+đó|đây\s+là|trên\s+cơ\s+sở\s+đó)(?!\w)").search(
        folded, start + 40 if end - start > 40 else start, end
    ):
        end = tail.start()
    while end > start and folded[end - 1] in " \t.;:,…-–":
        end -= 1
    if (
        end > start
        and folded[end - 1] in '”"'
        and page.folded.count("“", start, end) < page.folded.count("”", start, end)
    ):
        end -= 1
        while end > start and folded[end - 1] in " .;,…":
            end -= 1
    words = folded[start:end].split()
    if _NO_TASK.match(folded, start, end) or (
        role == "direction" and (_PROPOSED_AWARD.match(folded, start, end) or _GIVEN_AWARD.search(folded, start, end))
    ):
        return
    if len(words) < 4 or len(words) > 120 or (role != "limitation" and words[:2] in (["góp", "phần"], ["qua", "đó"])):
        return
    if folded[end : end + 1] == ":" or (
        folded[end : end + 2].strip() == ":" and end + 2 >= page.paragraph_at(start).end
    ):
        return
    state.found.append(Item((Span(start, end),), sure, role, " ".join(page.text[start:end].split())))

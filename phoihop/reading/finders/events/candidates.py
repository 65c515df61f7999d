"""Sentences that may report an event, weighed: a noun that names one, a day, a verb that holds it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from phoihop.reading import lexicon
from phoihop.reading.finders import dates, letterhead
from phoihop.reading.finders.events.acts import Act, act_of
from phoihop.reading.lexicon.phrases import Hit, Phrases
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context, Sentence
from phoihop.reading.values import Span

__all__ = ["Candidate", "candidates", "event_noun", "issue_date"]


@cache
def _noun() -> Phrases:
    return Phrases(lexicon.lines("event_kinds"))


_HELD = regex(
    r"(?:(?:phối\s+hợp\s+)?tổ\s+chức|mở\s+(?:lớp|hội|khóa|đợt|diễn|chuyên)|khai\s+giảng|diễn\s+ra|khai\s+mạc|"
    r"đồng\s+chủ\s+trì|chủ\s+trì|đã\s+có|có\s+(?:cuộc|buổi)|tiến\s+hành|ký\s+kết|phối\s+hợp|tham\s+dự|dự|vừa)(?!\w)"
)
_AHEAD = regex(
    r"(?<!\w)(?:sẽ|dự\s+kiến|sắp|chuẩn\s+bị\s+cho|chuẩn\s+bị\s+tổ\s+chức|trong\s+thời\s+gian\s+tới|"
    r"tới\s+đây)\s+(?!phối\s+hợp\s+bộ)"
)
_COUNTED = regex(r"(?:\d|nhiều|các|những|mỗi|hàng\s+trăm|hàng\s+nghìn|hằng\s+năm|định\s+kỳ|lượt|cuộc|buổi)\s+$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may report the event, with its noun and its score."""

    sentence: Sentence
    noun: Span | None
    day: dates.Day | None
    score: float
    act: Act | None = None
    weight: float = 0.0
    """The score before what it loses for standing far from the top."""


_JUST_HELD = regex(
    r"(?<!\w)(?:vừa|đã)\s+(?:phối\s+hợp\s+)?(?:tổ\s+chức|ký\s+kết|tiến\s+hành|ra\s+mắt|ra\s+quân|phát\s+động|sơ\s+kết|tổng\s+kết)(?!\w)"
)
_HELD_PAPERS = ("biên bản", "giấy mời", "thông báo", "danh sách", "công điện")


def candidates(page: Context, people: dict[int, int]) -> list[Candidate]:
    """Sentences that may report an event, best first."""
    head = letterhead.find(page)
    paper = head is not None and head.kind not in _HELD_PAPERS
    days = [day for day in dates.find(page) if day.precision == "day"]
    found: list[Candidate] = []
    title = page.paragraphs[0].kind == "title" if page.paragraphs else False
    for index, sentence in enumerate(page.sentences[:_FAR]):
        noun = event_noun(page, sentence)
        own = [
            day for day in dates.within(days, sentence.start, sentence.end - 1) if not issue_date(page, day, sentence)
        ]
        day = own[0] if own else None
        act = None
        if noun is None:
            act = act_of(page, sentence, dated=day is not None, people=people)
            if act is None:
                continue
        body = page.folded[sentence.start : sentence.end]
        score = _of_noun(body, noun.start - sentence.start) if noun is not None else _of_act(body, day, index)
        if score is None or (paper and not (noun and day and _OPENS_WITH_DAY.match(body))):
            continue
        if day is not None:
            score += 3.0 if day.start - sentence.start < 40 or day.part else 2.0
            if noun is None and day.start - sentence.start < 12:
                score += 1.0
        if title and sentence.paragraph == 0:
            score -= 2.5
        if page.paragraphs[sentence.paragraph].kind == "caption":
            score -= 1.5
        score -= _doubts(page, body, day, (noun.end - sentence.start + 60) if noun else len(body))
        later = min(index, 20) * _DISTANCE + (1.5 if body.startswith(_ALSO) else 0.0)
        found.append(Candidate(sentence, noun, day, score - later, act, score))
    return sorted(found, key=lambda candidate: -candidate.score)


_FAR = 60
"""How many sentences from the top an event is looked for."""
_ALSO = ("cùng ngày", "cũng trong", "chiều cùng", "tối cùng", "cũng tại")
_DISTANCE = 0.12
"""What a sentence loses for each sentence before it."""
_OPENS_WITH_DAY = regex(r"(?:\W*\d?\W*)?(?:sáng|chiều|ngày|tối)")
_MARKED = regex(r"[-–•●◆■♦►▪+*]\s")
_HOLDS = regex(r"(?:tổ\s+chức|diễn\s+ra|khai\s+mạc|ký\s+kết|có\s+(?:cuộc|buổi)|chủ\s+trì)")


def _of_noun(body: str, at: int) -> float:
    """The weight of a sentence with an event's noun, by the verbs around it."""
    return 1.0 + 1.5 * bool(_HELD.search(body[: max(0, at) + 120])) + bool(_HOLDS.search(body))


def _of_act(body: str, day: dates.Day | None, index: int) -> float | None:
    """The weight of a sentence that tells an event by its verb; ``None`` where it more likely tells a habit."""
    if body.startswith(("căn cứ", "thực hiện", "theo")):
        return None
    if day is not None and index < 4:
        return 1.0
    if day is None:
        return 2.5 if (index <= 5 or _MARKED.match(body)) and _JUST_HELD.search(body) else None
    return 0.0


def _doubts(page: Context, body: str, day: dates.Day | None, until: int) -> float:
    """What speaks against a sentence: it stands in parentheses, looks ahead, or tells what is long past."""
    doubt = 3.0 if body.startswith("(") and body.endswith((")", ").")) else 0.0
    if _AHEAD.search(body, 0, until) is not None:
        doubt += 2.0
    if body.startswith(("trước đó", "trước đây")):
        doubt += 1.5
    if day is not None and page.published and len(page.published) == 10 and _long_before(day.iso, page.published):
        doubt += 4.0
    return doubt


def _long_before(day: str, published: str) -> bool:
    """Does a full date lie more than two months before another?"""
    if len(day) != 10:
        return False
    months = [int(iso[:4]) * 12 + int(iso[5:7]) for iso in (day, published)]
    return months[1] - months[0] > 2


_OF_SOMETHING = regex(
    r"(?:(?<!\w)số\s+\S+|[/-][a-zđ][\w/&-]+|nghị\s+quyết[^,.;]{0,20}|chỉ\s+thị[^,.;]{0,20}|tính\s+đến|(?<!\w)từ|"
    r"(?<!\w)đến|kể\s+từ|trước|kỷ\s+niệm|thành\s+lập|(?<!\w)sinh|\((?:được\s+)?ký(?:\s+kết)?|ban\s+hành|nhân|mừng)\s*,?\s*$"
)
_SOURCE = regex(r"\([^()]{2,40}[-–,|]\s*(?:ngày\s+)?$")


def issue_date(page: Context, day: dates.Day, sentence: Sentence) -> bool:
    """Is this the date of a document, of a source note or of something past that is only mentioned?"""
    before = page.folded[max(sentence.start, day.start - 40) : day.start]
    if _SOURCE.fullmatch(before) and sentence.end - day.end > 8:
        return True  # "(Báo tỉnh - 19/8/2022) Sáng 18/8, …": when the paper printed it
    if before.rstrip().endswith(",") and (day.iso.startswith("--") or page.text[day.end : day.end + 1] == ","):
        return False  # "Thực hiện Kế hoạch số 5, ngày 15/4, xã tổ chức …": the day of what follows
    return _OF_SOMETHING.search(before) is not None


_HELD_TO = regex(r"\s+(?:bàn|đánh\s+giá|rà\s+soát|triển\s+khai|sơ\s+kết|tổng\s+kết|kiểm\s+điểm|trực\s+tuyến)")
_NOT_EVENT = regex(
    r"(?:hội\s+nghị\s+(?:trung\s+ương|lần\s+thứ)|đại\s+hội\s+(?:xi|đảng|đại\s+biểu|công\s+đoàn|cđcs|các\s+cấp|chi|"
    r"[xiv]+\b)|lễ\s+(?:hội|tết|phép|nghi|tang)|(?<!tổ\schức\s)họp\s+(?:tổ|dân|thôn)|làm\s+việc\s+(?:tại|của|"
    r"trong|với\s+tinh|ngày|hiệu|và|theo|cho|riêng))"
)


_REMEMBERED = regex(r"(?:kỷ\s+niệm|chào\s+mừng|hưởng\s+ứng|hướng\s+tới)\s+(?:\d{1,3}\s+năm\s+)?$")


def _nouns_in(page: Context, sentence: Sentence) -> list[Hit]:
    """The event nouns of a sentence; they are looked up once for the whole page."""
    if "event nouns" not in page.kept:
        hits = list(_noun().finditer(page.folded))
        page.kept["event nouns"] = (hits, [hit.start() for hit in hits])
    hits, starts = page.kept["event nouns"]
    inside: list[Hit] = hits[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
    return inside


def event_noun(page: Context, sentence: Sentence) -> Span | None:
    for match in _nouns_in(page, sentence):
        before = page.folded[max(sentence.start, match.start() - 24) : match.start()]
        if _COUNTED.search(before) and not re.search(r"(?:^|\W)(?:một|có|trong)\s+(?:cuộc|buổi)\s+$", before):
            continue
        if (
            _NOT_EVENT.match(page.folded, match.start())
            or (match.group() == "ngày hội" and _REMEMBERED.search(before))
            or before.endswith(("trung tâm ", "cung "))
            or (before.endswith(("ngày ", "dịp ", "tuần ", "phần ", "nghi ")) and match.group() == "lễ")
        ):
            continue
        if match.group() == "họp" and not (
            re.search(r"(?:đã|vừa|buổi|cuộc|phiên|tổ chức|chủ trì)\s+(?:\w+\s+)?$", before)
            or _HELD_TO.match(page.folded, match.end())
        ):
            continue
        return Span(match.start(), match.end())
    return None

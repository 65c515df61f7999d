"""Sentences that may report an event, weighed: a noun that names one, a day, a verb that holds it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from phoihop.reading import lexicon
from phoihop.reading.finders import dates, letterhead
from phoihop.reading.lexicon.phrases import Hit, Phrases
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context, Sentence
from phoihop.reading.values import Span

__all__ = ["SIGNED", "VERBAL", "Candidate", "candidates", "event_noun", "issue_date"]


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
SIGNED = regex(
    r"(?<!\w)(?:đã\s+|cùng\s+|tiến\s+hành\s+|chính\s+thức\s+|vừa\s+)*(?:ký\s+kết\s+(?!và\s+triển|từ|năm|giao\s+ước)|"
    r"ký\s+(?=(?:thỏa\s+thuận|chương\s+trình|quy\s+chế|kế\s+hoạch|nghị\s+quyết|biên\s+bản|bản\s+ghi)\s))"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may report the event, with its noun and its score."""

    sentence: Sentence
    noun: Span | None
    day: dates.Day | None
    score: float


VERBAL = regex(
    r"(?:tổ\s+chức|phối\s+hợp|tiến\s+hành|đã|vừa|cùng|đồng\s+loạt)\s+(?:[^.;:“”]{0,80}?\s)?(?P<act>ra\s+quân|"
    r"ra\s+mắt|phát\s+động|khởi\s+công|khánh\s+thành|"
    r"trao\s+tặng\s+(?:giấy|bằng)|trao\s+(?:giấy|bằng)\s+khen|tuyên\s+dương|khen\s+thưởng|trồng\s+cây|ký\s+kết|"
    r"gặp\s+mặt|trao\s+thưởng|sơ\s+kết|tổng\s+kết|"
    r"làm\s+việc\s+với|đối\s+thoại|tập\s+huấn|kiểm\s+điểm|bàn\s+giao|trao\s+(?:chìa\s+khóa|nhà|số\s+tiền|biển)|"
    r"tiếp\s+nhận\s+(?:ủng\s+hộ|số\s+tiền|hỗ\s+trợ))(?!\w)"
)
_JUST_HELD = regex(r"(?<!\w)(?:vừa|đã)\s+(?:phối\s+hợp\s+)?(?:tổ\s+chức|ký\s+kết|tiến\s+hành)(?!\w)")
_HELD_PAPERS = ("biên bản", "giấy mời", "thông báo", "danh sách", "công điện")


def candidates(page: Context) -> list[Candidate]:
    """Sentences that may report an event, best first."""
    head = letterhead.find(page)
    paper = head is not None and head.kind not in _HELD_PAPERS
    days = [day for day in dates.find(page) if day.precision == "day"]
    found: list[Candidate] = []
    title = page.paragraphs[0].kind == "title" if page.paragraphs else False
    for index, sentence in enumerate(page.sentences[:60]):
        body = page.folded[sentence.start : sentence.end]
        noun = event_noun(page, sentence)
        acted = (VERBAL.search(body) or SIGNED.search(body)) if noun is None else None
        if noun is None and acted is None:
            continue
        own = [day for day in days if sentence.start <= day.start < sentence.end and not issue_date(page, day)]
        day = own[0] if own else None
        score = 1.0
        if noun is None:
            score -= 1.0
        if day is not None:
            score += 3.0 if day.start - sentence.start < 40 or day.part else 2.0
            if noun is None and day.start - sentence.start < 12:
                score += 1.0
        focus = body
        if noun is not None:
            score += 1.5 if _HELD.search(focus[: max(0, noun.start - sentence.start) + 120]) else 0.0
            if re.search(r"(?:tổ\s+chức|diễn\s+ra|khai\s+mạc|ký\s+kết|có\s+(?:cuộc|buổi)|chủ\s+trì)", focus):
                score += 1.0
        elif body.startswith(("căn cứ", "thực hiện", "theo")):
            continue
        elif day is None:
            if index > 5 or not _JUST_HELD.search(body):
                continue
            score += 2.5
        if paper and not (
            noun is not None and day is not None and re.match(r"(?:\W*\d?\W*)?(?:sáng|chiều|ngày|tối)", body)
        ):
            continue
        if title and sentence.paragraph == 0:
            score -= 2.5
        if body.startswith("(") and body.endswith((")", ").")):
            score -= 3.0
        ahead = _AHEAD.search(body, 0, (noun.end - sentence.start + 60) if noun else len(body))
        if ahead is not None:
            score -= 2.0
        if page.paragraphs[sentence.paragraph].kind == "caption":
            score -= 1.5
        score -= min(index, 20) * 0.12
        found.append(Candidate(sentence, noun, day, score))
    return sorted(found, key=lambda candidate: -candidate.score)


def issue_date(page: Context, day: dates.Day) -> bool:
    """Is this the date of a document or of something past that is only mentioned?"""
    before = page.folded[max(0, day.start - 40) : day.start]
    if before.rstrip().endswith(",") and (day.iso.startswith("--") or page.text[day.end : day.end + 1] == ","):
        return False  # "Thực hiện Kế hoạch số 5, ngày 15/4, xã tổ chức …": the day of what follows
    return (
        re.search(
            r"(?:số\s+\S+|[/-][a-zđ][\w/&-]+|nghị\s+quyết[^,.;]{0,20}|chỉ\s+thị[^,.;]{0,20}|tính\s+đến|từ|đến|"
            r"kể\s+từ|trước|kỷ\s+niệm|thành\s+lập|sinh)\s*,?\s*$",
            before,
        )
        is not None
    )


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

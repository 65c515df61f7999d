"""Parts of a paper (phần, mục): which list tasks, which weaknesses, which contents."""

from __future__ import annotations

import re

from phoihop.reading.finders.items.cues import CLOSING, PLAN, SECTIONS
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context

__all__ = ["ends_list", "goes_on", "heads", "is_official", "is_plan", "is_speech", "section_of", "signs"]


def signs(page: Context) -> bool:
    """Does the text tell of a signing (ký kết)?"""
    opening = page.folded[: page.paragraphs[min(len(page.paragraphs) - 1, 5)].end][:1500]
    return (
        any("signing" in event.kinds for event in page.events)
        or re.search(r"(?<!\w)(?:lễ\s+ký|ký\s+kết)(?!\w)", opening) is not None
    )


def is_plan(page: Context) -> bool:
    """Is the document itself a plan, programme or regulation (kế hoạch, chương trình, quy chế)?"""
    return any(
        page.text[p.start : p.end].isupper() and PLAN.match(" ".join(page.folded[p.start : p.end].split()))
        for p in page.paragraphs[:16]
    )


def is_official(page: Context) -> bool:
    """Does the head of the page look like an administrative paper and not like news?"""
    head = page.folded[: page.paragraphs[min(len(page.paragraphs) - 1, 12)].end]
    return (
        re.search(
            r"(?:^|\n)\s*(?:số\s*:?\s*\d|báo\s+cáo(?:\s+\S+){0,3}\s*$|biên\s+bản|kế\s+hoạch\s*$|tham\s+luận\s*$)",
            head,
            re.MULTILINE,
        )
        is not None
    )


def is_speech(page: Context) -> bool:
    """Is the document what somebody says from end to end: a speech, an interview?"""
    return any(_ADDRESS.match(page.folded, paragraph.start) for paragraph in page.paragraphs)


_ADDRESS = regex(
    r"(?:pv|p\.v|phóng\s+viên|hỏi)\s*:|(?:kính\s+)?thưa\s+(?:các|quý|toàn\s+thể|đồng\s+chí|hội\s+nghị|đồng\s+bào)(?!\w)"
)


def ends_list(page: Context, start: int, body: str) -> bool:
    """Does a paragraph close a list of tasks: a person acts, an award is given, the event goes on?"""
    if CLOSING.match(body) or (len(body) < 160 and body.rstrip()[-1:] not in ".;…"):
        return True
    if re.match(
        r"(?:(?:các\s+)?đồng\s+chí|ông|bà|(?:đại|thượng|trung|thiếu)\s+(?:tướng|tá|úy)|phó\s+|chủ\s+tịch|"
        r"bí\s+thư|phát\s+biểu)(?!\w)",
        body,
    ):
        return True
    return re.search(r"(?<!\w)(?:trao|tặng)\s+(?:bằng|giấy|quà|hoa)", body) is not None


def heads(page: Context, index: int, body: str, rest: str, numbered: bool, official: bool) -> bool:
    """Is a paragraph a heading?"""
    if len(body) > 150 or body.rstrip()[-1:] in ".;,:…”":
        return body.rstrip().endswith(":") and len(body) < 70 and section_of(rest, False) is not None and official
    text = page.text[page.paragraphs[index].start : page.paragraphs[index].end]
    if text.isupper():
        return True
    below = page.paragraphs[index + 1] if index + 1 < len(page.paragraphs) else None
    if not numbered:  # "Đề xuất, kiến nghị" alone on its line, with points below
        points = below is not None and _POINT.match(page.text, below.start) is not None
        return official and points and len(body) < 60 and section_of(rest, True) is not None
    if body[0] in "-–+*•":
        return False
    return below is not None and (section_of(rest, True) is not None or len(body) < 80)


_POINT = regex(r"[-–+*•]\s|\d{1,2}[.)]\s|[a-zđ]\)\s")


def section_of(rest: str, plan: bool) -> str | None:
    words = rest.strip()
    for role, pattern in SECTIONS:
        if pattern.match(words) or (
            role == "direction"
            and re.search(r"(?<!\w)(?:phương\s+hướng|nhiệm\s+vụ)(?!\w)", words)
            and not words.startswith(("kết quả", "tình hình"))
        ):
            if role == "content" and not plan:
                return None
            return "content" if plan and role == "direction" else role
    return None


_OTHER_PART = regex(
    r"(?:(?:một\s+số|các|những|về)\s+)?(?:nguyên\s+nhân|bài\s+học|kết\s+quả|ưu\s+điểm|đánh\s+giá|nhận\s+xét|"
    r"tình\s+hình|thời\s+gian|kinh\s+phí|"
    r"thành\s+phần|mặt\s+(?:được|làm))(?!\w)"
)


def goes_on(outer: str | None, mark: str, rest: str) -> bool:
    """Does a smaller head (``1. Phần lễ``) stand inside a part of tasks or contents and leave it as it is?"""
    return outer is not None and re.match(r"\d|[a-zđ]\s*[.)]|[-–+*•]", mark) is not None and not _OTHER_PART.match(rest)

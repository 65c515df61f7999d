"""Events told by a verb alone (sự kiện kể bằng động từ): ``A và B sơ kết …``, ``xã đã ra quân …``, ``hai bên ký …``."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from phoihop.reading import lexicon
from phoihop.reading.finders import bodies, dates
from phoihop.reading.lexicon.phrases import Hit, Phrases
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context, Sentence

__all__ = ["SIDES", "SIGNED", "Act", "act_of"]

SIGNED = regex(
    r"(?<!\w)(?:đã\s+|cùng\s+|tiến\s+hành\s+|chính\s+thức\s+|vừa\s+)*(?P<act>ký\s+kết\s+(?!và\s+triển|từ|năm|giao\s+ước)|"
    r"ký\s+(?=(?:thỏa\s+thuận|chương\s+trình|quy\s+chế|kế\s+hoạch|nghị\s+quyết|biên\s+bản|bản\s+ghi|hợp\s+tác)\s))"
)
SIDES = regex(
    r"(?<!\w)(?P<count>hai|ba|bốn)\s+(?:bên|ngành|đơn\s+vị|cơ\s+quan|lực\s+lượng|tổ\s+chức|địa\s+phương|hội|nhà)"
    r"(?:\s+(?:này|trên))?(?!\w)"
)
_LEADS = regex(
    r"(?<!\w)(?:tổ\s+chức|phối\s+hợp|tiến\s+hành|đã|vừa|cùng|đồng\s+loạt)\s+(?:[^.;:“”]{0,80}\s)?(?:lễ\s+|buổi\s+)?$"
)
_BETWEEN = regex(
    r"(?:\s+(?:đã|vừa|vừa\s+qua|cùng|cùng\s+nhau|chính\s+thức|long\s+trọng|đồng\s+loạt|trực\s+tiếp|tới|đến)|"
    r"\s*\([^()]{1,30}\))*\s*$"
)
_SUBJECT = regex(
    r"(?:(?:hai|ba|bốn|các)\s+(?:bên|ngành|đơn\s+vị|cơ\s+quan|lực\s+lượng|địa\s+phương)(?:\s+(?:này|trên))?|"
    r"(?<!\w)(?:xã|phường|huyện|thị\s+trấn|nhà\s+trường|lãnh\s+đạo\s+[^,.;]{3,40}|hộ\s+dân|người\s+dân|bà\s+con|"
    r"nhân\s+dân|hội\s+viên|đoàn\s+viên|đại\s+biểu|học\s+sinh|chiến\s+sĩ))$"
)


class Act(NamedTuple):
    """The verb of an event and the kind that it tells."""

    start: int
    end: int
    kind: str


@cache
def _acts() -> tuple[Phrases, dict[str, str]]:
    pairs = [line.split(": ", 1) for line in lexicon.lines("event_acts")]
    return Phrases(phrase for _, phrase in pairs), {phrase: kind for kind, phrase in pairs}


def act_of(page: Context, sentence: Sentence, *, dated: bool, people: dict[int, int]) -> Act | None:
    """The verb that holds an event in a sentence, where its subject or an auxiliary stands before it.

    ``dated`` says whether the sentence names a day: without one a bare verb may tell what is done in general.

    >>> from phoihop.reading.segment import context
    >>> page = context("Tin.\\nSáng 5-3, Hội Nông dân xã và Công an xã sơ kết một năm phối hợp.")
    >>> act_of(page, page.sentences[1], dated=True, people={}).kind
    'interim_review'
    """
    signs = page.folded.find("ký", sentence.start, sentence.end) >= 0
    signed = SIGNED.search(page.folded, sentence.start, sentence.end) if signs else None
    told = _told(page, sentence, dated, people)
    if signed is not None and (told is None or told.kind == "signing" or signed.start("act") < told.start):
        return Act(signed.start("act"), signed.end("act"), "signing")
    return told


def _told(page: Context, sentence: Sentence, dated: bool, people: dict[int, int]) -> Act | None:
    phrases, kinds = _acts()
    for hit in _hits(page, phrases, sentence):
        before = page.folded[sentence.start : hit.start()]
        if _LEADS.search(before) or (dated and _has_subject(page, sentence, hit.start(), people)):
            return Act(hit.start(), hit.end(), kinds[hit.group()])
    return None


def _hits(page: Context, phrases: Phrases, sentence: Sentence) -> list[Hit]:
    """The verbs of events in a sentence."""
    return list(phrases.finditer(page.folded, sentence.start, sentence.end))


def _has_subject(page: Context, sentence: Sentence, at: int, people: dict[int, int]) -> bool:
    """Does a body, a person or ``hai bên`` stand right before a verb, a day between them at most?"""
    end = _BETWEEN.search(page.folded, sentence.start, at)
    here = end.start() if end is not None else at
    for day in dates.within(tuple(dates.find(page)), sentence.start, here):
        if not page.folded[day.end : here].strip(" ),") and day.end <= here:
            here = day.start
    here = sentence.start + len(page.folded[sentence.start : here].rstrip(" ,"))
    if here <= sentence.start:
        return False
    if _SUBJECT.search(page.folded, sentence.start, here) or here in people.values():
        return True
    return any(span.end == here for span in bodies.find(page, sentence.start, here, people))

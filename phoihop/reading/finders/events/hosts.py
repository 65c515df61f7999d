"""Who holds the event (đơn vị tổ chức): the subject of its verb, ``do …``, ``giữa … và …``, ``của …``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from phoihop.reading.finders import bodies
from phoihop.reading.finders.events.candidates import Candidate
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context, Sentence
from phoihop.reading.values import Span

__all__ = ["hosts_of", "printed"]

_LEAD_HOSTS = regex(
    r"(?<!\w)(?:phối\s+hợp\s+)?(?:tổ\s+chức|mở|khai\s+giảng|diễn\s+ra|ký\s+kết|đã\s+có|có\s+(?:cuộc|buổi)|họp|"
    r"chủ\s+trì|khai\s+mạc|phối\s+hợp\s+hội\s+nghị|tiến\s+hành|gặp\s+mặt|làm\s+việc|ra\s+quân|phát\s+động|"
    r"ra\s+mắt|trao|tuyên\s+dương|(?:đã|vừa)\s+(?:sơ|tổng)\s+kết)(?!\w)"
)
_BY = regex(r"(?<!\w)(?:do|được)\s+")
_BETWEEN = regex(r"(?<!\w)giữa\s+(?:lãnh\s+đạo\s+)?")
_BOUND = regex(
    r"\s*(?:\([^()]{1,30}\)\s*)?(?:,?\s*(?:và|với|cùng với|cùng|chủ trì,? phối hợp với|chủ trì,? phối hợp|"
    r"phối hợp với|phối hợp cùng|phối hợp|"
    r"đã phối hợp với|đã phối hợp cùng|đã phối hợp|&)|,|-|–)\s*(?:các\s+)?"
)


_OF_A_PAPER = regex(r"(?<!\w)(?:số\s+\d|quyết\s+định|nghị\s+quyết|chỉ\s+thị|đề\s+án|kế\s+hoạch)")


def hosts_of(page: Context, candidate: Candidate, people: dict[int, int], between: bool = True) -> tuple[str, ...]:
    sentence = candidate.sentence
    noun = candidate.noun
    lead = _subject(page, sentence, noun, people)
    if lead or not between:
        return lead
    start = noun.start if noun is not None else sentence.start
    for mark in _BY.finditer(page.folded, start, sentence.end):
        found = _series(page, mark.end(), sentence.end, people)
        if found and re.search(r"(?:tổ\s+chức|chủ\s+trì|phối\s+hợp)", page.folded[found[-1].end : found[-1].end + 80]):
            return printed(page, found)
    for mark in _BETWEEN.finditer(page.folded, start, sentence.end):
        signs = re.search(r"(?<!\w)ký(?!\w)", page.folded[sentence.start : mark.start()]) is not None
        if not signs and mark.start() - start > 60:
            break  # what lies between bodies is then a paper that the event is about
        found = _series(page, mark.end(), sentence.end, people)
        if len(found) > 1:
            return printed(page, found)
    if noun is not None:
        met = re.compile(r"(?<!\w)của\s+").finditer(page.folded, noun.end, sentence.end)
        for mark in met:
            if _OF_A_PAPER.search(page.folded, noun.end, mark.start()):
                break
            found = _series(page, mark.end(), sentence.end, people)
            if found and re.match(r"\s*(?:[.,;]|vừa|đã|được|diễn|$)", page.folded[found[-1].end : found[-1].end + 8]):
                return printed(page, found)
            place = re.compile(r"(?:q|p|h|tp)\.\s?[\w]+(?=\s+(?:diễn|được|đã))").match(page.folded, mark.end())
            if place is not None:
                return (page.text[place.start() : place.end()],)
    return ()


def _subject(page: Context, sentence: Sentence, noun: Span | None, people: dict[int, int]) -> tuple[str, ...]:
    """The bodies in front of the verb that holds the event."""
    stop = noun.start if noun is not None else sentence.end
    verb = None
    for match in _LEAD_HOSTS.finditer(page.folded, sentence.start, min(sentence.end, stop + 40)):
        if noun is not None and match.start() >= noun.end:
            break
        verb = match
        if noun is None:
            break
    if verb is None:
        return ()
    limit = verb.start()
    spans = [
        span
        for span in bodies.find(page, sentence.start, limit, people)
        if not _in_office(page, span, sentence.start) and not _behind_at(page, span, sentence.start)
    ]
    if not spans:
        return ()
    spans = _with_offices(page, spans, sentence.start, limit)
    chain = [spans[-1]]
    for span in reversed(spans[:-1]):
        gap = page.folded[span.end : chain[0].start]
        if _BOUND.fullmatch(gap) or re.fullmatch(
            r"[^,.;]{0,30}?(?:vừa|đã|cho\s+biết)?\s*phối\s+hợp\s*(?:với|cùng)?\s*", gap
        ):
            chain.insert(0, span)
        else:
            break
    tail = _TERM.sub("", re.sub(r"\([^()]{1,60}\)", "", page.folded[chain[-1].end : limit]))
    if len(tail) > 60 or re.search(r"[.;:]", tail):
        return ()
    rest = page.folded[verb.end() : verb.end() + 60]
    if re.match(r"\s*(?:đã\s+)?(?:một\s+)?(?:cuộc|buổi)?\s*(?:họp|làm\s+việc|gặp\s+mặt)?\s*(?:với|cùng)\s+", rest):
        for joint in re.compile(r"(?:với|cùng)\s+(?:lãnh\s+đạo\s+)?").finditer(
            page.folded, verb.start(), verb.end() + 60
        ):
            more = _series(page, joint.end(), sentence.end, people)
            if more:
                chain += more
                break
    return printed(page, chain)


_HIGH_OFFICE = regex(r"(?<!\w)(?:chủ\s+tịch\s+nước|thủ\s+tướng\s+chính\s+phủ|quốc\s+hội)(?=\s*,|\s+và\s)")
_TERM = regex(r"^\s+khóa\s+[ivx\d]+,?|^,?\s+nhiệm\s+kỳ\s+\d{4}\s*[-–]\s*\d{4}|\s+nhiệm\s+kỳ\s+\d{4}\s*[-–]\s*\d{4}")


def _with_offices(page: Context, spans: list[Span], start: int, stop: int) -> list[Span]:
    """The highest offices count as hosts beside bodies (``Quốc hội, Chủ tịch nước, Chính phủ``)."""
    high = [Span(match.start(), match.end()) for match in _HIGH_OFFICE.finditer(page.folded, start, stop)]
    return sorted(
        {
            *spans,
            *(span for span in high if not any(span.start < other.end and other.start < span.end for other in spans)),
        }
    )


def _in_office(page: Context, span: Span, floor: int) -> bool:
    """Does a body only say whose officer somebody is?"""
    before = page.folded[max(floor, span.start - 60) : span.start]
    return (
        re.search(
            r"(?:chủ\s+tịch|giám\s+đốc|bí\s+thư|trưởng|phó|ủy\s+viên|bộ\s+trưởng|thủ\s+tướng|thứ\s+trưởng|"
            r"chủ\s+nhiệm|chính\s+ủy|tư\s+lệnh|lãnh\s+đạo|đại\s+diện|đồng\s+chí|lực\s+lượng|truyền\s+thống|"
            r"thành\s+lập|sự\s+(?:nhất\s+trí|đồng\s+ý|chỉ\s+đạo|cho\s+phép|thống\s+nhất)\s+của|thường\s+trực|"
            r"hiệu\s+trưởng|chánh\s+án|tổng\s+thư\s+ký)(?:\s+[^\s,.;]+){0,4}\s*$",
            before,
        )
        is not None
    )


def _behind_at(page: Context, span: Span, floor: int) -> bool:
    return (
        re.search(
            r"(?<!\w)(?:tại|ở)\s+(?:trụ\s+sở\s+|hội\s+trường\s+|[^,.;]{0,30}\s)?$",
            page.folded[max(floor, span.start - 44) : span.start],
        )
        is not None
    )


def _series(page: Context, start: int, stop: int, people: dict[int, int]) -> list[Span]:
    """Bodies one behind the other: ``A, B và C``."""
    found: list[Span] = []
    here = start
    while here < stop:
        span = bodies.at(page, here, stop, people)
        if span is None:
            break
        found.append(span)
        joint = _BOUND.match(page.folded, span.end)
        if joint is None:
            break
        here = joint.end()
    return found


def printed(page: Context, spans: Sequence[Span]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(bodies.printed(page, span) for span in spans))

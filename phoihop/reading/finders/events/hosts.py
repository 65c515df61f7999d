"""Who holds the event (đơn vị tổ chức): the subject of its verb, ``do …``, ``giữa … và …``, ``của …``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from phoihop.reading.finders import bodies
from phoihop.reading.finders.events.acts import SIDES
from phoihop.reading.finders.events.candidates import Candidate
from phoihop.reading.finders.events.series import joined, printed, series, slot
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context, Sentence
from phoihop.reading.values import Span

__all__ = ["hosts_of", "told_elsewhere"]

_VERB = regex(
    r"(?<!\w)(?:phối\s+hợp\s+)?(?:đồng\s+tổ\s+chức|tổ\s+chức|mở|khai\s+giảng|diễn\s+ra|ký\s+kết|đã\s+có|có\s+(?:cuộc|buổi)|họp|"
    r"đồng\s+chủ\s+trì|chủ\s+trì|khai\s+mạc|phối\s+hợp\s+hội\s+nghị|tiến\s+hành|gặp\s+mặt|làm\s+việc|ra\s+quân|phát\s+động|"
    r"ra\s+mắt|trao|tuyên\s+dương|đăng\s+cai|(?:đã|vừa)\s+(?:sơ|tổng)\s+kết)(?!\w)"
)
_ACTIVE = regex(r"(?:tập\s+huấn|giao\s+ban|gặp\s+mặt|đối\s+thoại|họp|làm\s+việc|họp\s+mặt|tọa\s+đàm|hội\s+đàm)$")
_BY = regex(r"(?<!\w)(?:do|được)\s+")
_BETWEEN = regex(r"(?<!\w)giữa\s+(?:lãnh\s+đạo\s+)?")
_OF = regex(r"(?<!\w)của\s+(?:lãnh\s+đạo\s+)?")
_ORGANISES = regex(r"(?:tổ\s+chức|chủ\s+trì|phối\s+hợp|đăng\s+cai|thực\s+hiện|phát\s+động|ký\s+kết|triển\s+khai)")
_OF_A_PAPER = regex(
    r"(?<!\w)(?:số\s+\d|quyết\s+định|nghị\s+quyết|chỉ\s+thị|đề\s+án|kế\s+hoạch|quy\s+chế|bằng\s+khen|giấy\s+khen)"
)
_BEHIND_OF = regex(
    r"\s*(?:[.,;(]|(?:vừa|đã|được|diễn|sáng|trưa|chiều|tối|ngày|tại|ở|bắt\s+đầu|thu\s+hút|có|với|do|hôm)(?!\w)|$)"
)
_DISTRICT = regex(r"(?:q|p|h|tp)\.\s?[\w]+(?=\s+(?:diễn|được|đã))")


def hosts_of(page: Context, candidate: Candidate, people: dict[int, int], between: bool = True) -> tuple[str, ...]:
    """The bodies that a sentence says hold its event, as printed; empty where it names none.

    ``between`` allows the ways other than the subject of the verb: what a preparation is between is no host.
    """
    lead = _subject(page, candidate, people)
    if lead or not between:
        return lead
    told = candidate.noun or candidate.act
    start = told.start if told is not None else candidate.sentence.start
    for way in (_by, _between, _of):
        found = way(page, candidate, start, people)
        if found:
            return found
    return ()


def _by(page: Context, candidate: Candidate, start: int, people: dict[int, int]) -> tuple[str, ...]:
    """``do A phối hợp với B tổ chức``, ``được A tổ chức``, ``do hai ngành tổ chức``."""
    stop = candidate.sentence.end
    for mark in _BY.finditer(page.folded, start, stop):
        found = series(page, mark.end(), stop, people)
        if found and _ORGANISES.search(page.folded, found[-1].end, min(stop, found[-1].end + 80)):
            return printed(page, found)
        if (school := _SCHOOL.match(page.folded, mark.end())) is not None:
            more = series(page, school.end(), stop, people)
            own = _school(page, mark.start(), people)
            if own is not None and _ORGANISES.search(page.folded, school.end() - 9, min(stop, school.end() + 90)):
                return printed(page, [own, *more])
        sides = SIDES.match(page.folded, mark.end())
        if sides is not None and _ORGANISES.search(page.folded, sides.end(), min(stop, sides.end() + 40)):
            return meant(page, mark.start(), sides["count"], people)
        named = _ORGANISES.search(page.folded, mark.end(), min(stop, mark.end() + 70))
        if not found and named is not None and (host := _locality(page, mark.end(), named.start())):
            return (host,)
    return ()


_SCHOOL = regex(r"nhà\s+trường\s+(?:(?:phối\s+hợp|cùng)\s+(?:với\s+)?)?")


def _school(page: Context, before: int, people: dict[int, int]) -> Span | None:
    """The school that ``nhà trường`` means: the last one named."""
    at = page.folded.rfind("trường t", 0, before)
    return bodies.at(page, at, before, people) if at >= 0 else None


_LOCALITY = regex(r"(?:xã|phường|huyện|quận|thị\s+trấn|thị\s+xã|thành\s+phố|tỉnh)\s+\S.{0,40}?\s+$")


def _locality(page: Context, start: int, stop: int) -> str | None:
    """``được xã An Hòa tổ chức``: a place that acts as a body."""
    match = _LOCALITY.fullmatch(page.folded, start, stop)
    body = page.text[start:stop].strip()
    return body if match is not None and body.split()[-1][0].isupper() else None


def _between(page: Context, candidate: Candidate, start: int, people: dict[int, int]) -> tuple[str, ...]:
    """``lễ ký kết … giữa A và B``, ``buổi làm việc … giữa A với các ngành``."""
    sentence = candidate.sentence
    for mark in _BETWEEN.finditer(page.folded, start, sentence.end):
        signs = re.search(r"(?<!\w)ký(?!\w)", page.folded[sentence.start : mark.start()]) is not None
        if not signs and mark.start() - start > 60:
            break  # what lies between bodies is then a paper that the event is about
        found = series(page, mark.end(), sentence.end, people)
        if len(found) > 1 or (found and _WITH_ALL.match(page.folded, found[-1].end)):
            return printed(page, found)
    return ()


_WITH_ALL = regex(r"\s+(?:với|và|cùng)\s+(?:các|một\s+số|đại\s+diện)\s")


def _of(page: Context, candidate: Candidate, start: int, people: dict[int, int]) -> tuple[str, ...]:
    """``lễ ra quân … của A sáng 1/3``."""
    sentence = candidate.sentence
    floor = candidate.noun.end if candidate.noun is not None else start
    for mark in _OF.finditer(page.folded, floor, sentence.end):
        if _OF_A_PAPER.search(page.folded, floor, mark.start()):
            break
        found = series(page, mark.end(), sentence.end, people)
        if found and _BEHIND_OF.match(page.folded, found[-1].end, sentence.end):
            return printed(page, found)
        place = _DISTRICT.match(page.folded, mark.end())
        if place is not None:
            return (page.text[place.start() : place.end()],)
    return ()


def _subject(page: Context, candidate: Candidate, people: dict[int, int]) -> tuple[str, ...]:
    """The bodies in front of the verb that holds the event."""
    sentence = candidate.sentence
    verb = _verb(page, candidate)
    if verb is None:
        return ()
    limit = verb.start
    chain = _chain(page, sentence, limit, people)
    if not chain:
        sides = SIDES.search(page.folded, max(sentence.start, limit - 40), limit)
        if sides is not None and not page.folded[sides.end() : limit].strip().strip("đãvừacùng "):
            return meant(page, sides.start(), sides["count"], people)
        return ()
    tail = _TERM.sub("", re.sub(r"\([^()]{1,60}\)", "", page.folded[chain[-1].end : limit]))
    if len(tail) > 60 or re.search(r"[.;:]", tail):
        return ()
    return printed(page, [*chain, *_met(page, verb, sentence, people)])


def _verb(page: Context, candidate: Candidate) -> Span | None:
    """The verb that holds the event: the last one before its noun, the noun where it acts itself, or its act."""
    sentence, noun = candidate.sentence, candidate.noun
    if noun is None:
        return Span(candidate.act.start, candidate.act.end) if candidate.act is not None else None
    verb = None
    for match in _VERB.finditer(page.folded, sentence.start, min(sentence.end, noun.start + 40)):
        if match.start() >= noun.end:
            break
        verb = Span(match.start(), match.end())
    if verb is None and _ACTIVE.search(page.folded, noun.start, noun.end):
        return noun
    return verb


def _chain(page: Context, sentence: Sentence, limit: int, people: dict[int, int]) -> list[Span]:
    """The last bodies before a verb, as far as words of joining hold them together."""
    spans = [
        span
        for span in bodies.find(page, sentence.start, limit, people)
        if not _in_office(page, span, sentence.start) and not _behind_at(page, span, sentence.start)
    ]
    spans = _with_offices(page, spans, sentence.start, limit) if spans else spans
    chain = spans[-1:]
    for span in reversed(spans[:-1]):
        if not joined(page.folded[span.end : chain[0].start]):
            break
        chain.insert(0, span)
    first = slot(page, sentence.start, chain[0].start if chain else limit, people, alone=not chain)
    return [first, *chain] if first is not None else chain


_WITH = regex(r"\s*(?:đã\s+)?(?:một\s+)?(?:cuộc|buổi)?\s*(?:họp|làm\s+việc|gặp\s+mặt)?\s*(?:với|cùng)\s+")
_JOINT = regex(r"(?:với|cùng)\s+(?:lãnh\s+đạo\s+)?")


def _met(page: Context, verb: Span, sentence: Sentence, people: dict[int, int]) -> list[Span]:
    """The other side of a meeting: ``A đã có buổi làm việc với B``."""
    if not _WITH.match(page.folded, verb.end, verb.end + 60):
        return []
    for joint in _JOINT.finditer(page.folded, verb.start, verb.end + 60):
        more = series(page, joint.end(), sentence.end, people)
        if more:
            return more
    return []


_COUNTS = {"hai": 2, "ba": 3, "bốn": 4}


def meant(page: Context, before: int, count: str, people: dict[int, int]) -> tuple[str, ...]:
    """The bodies that ``hai bên``, ``ba ngành`` mean: the nearest that stand side by side before, or in the title."""
    wanted = _COUNTS[count]
    at = page.sentence_at(before)
    index = page.sentences.index(at)
    for sentence in reversed(page.sentences[max(0, index - 8) : index + 1]):
        chain: list[Span] = []
        for span in bodies.find(page, sentence.start, min(sentence.end, before), people):
            if chain and not joined(page.folded[chain[-1].end : span.start]):
                if len(chain) == wanted:
                    break
                chain = []
            chain.append(span)
        if len(chain) == wanted:
            return printed(page, chain)
    return ()


_TITLE_VERB = regex(
    r"(?<!\w)(?:ký\s+kết|ký|sơ\s+kết|tổng\s+kết|tổ\s+chức|phát\s+động|ra\s+quân|ra\s+mắt|(?<!chương\strình\s)(?<!quy\schế\s)(?<!công\stác\s)phối\s+hợp|tập\s+huấn|đối\s+thoại|"
    r"gặp\s+mặt|giao\s+ban|rút\s+kinh\s+nghiệm|tuyên\s+dương|khen\s+thưởng|khai\s+giảng|làm\s+việc)(?!\w)"
)
_DOES = regex(r"\s+(?:cùng\s+)?(?:phối\s+hợp\s+)?(?:thực\s+hiện|triển\s+khai|ký\s+kết|ký|phối\s+hợp)(?!\w)")


def told_elsewhere(page: Context, candidate: Candidate, people: dict[int, int]) -> Iterator[tuple[str, ...]]:
    """Hosts by the headline (``A và B ký kết …``, ``… giữa A và B``), or by whose work the event looks back on."""
    title = page.sentences[0]
    if page.paragraphs[0].kind == "title" and title != candidate.sentence:
        verb = _TITLE_VERB.search(page.folded, title.start, title.end)
        if verb is not None:
            chain = _chain(page, title, verb.start(), people)
            if chain and not page.folded[chain[-1].end : verb.start()].strip(" :-–"):
                yield printed(page, chain)
            yield _between(page, Candidate(title, None, None, 0.0), title.start, people)
    for span in bodies.find(page, candidate.sentence.start, candidate.sentence.end, people):
        both = series(page, span.start, candidate.sentence.end, people)
        if len(both) > 1 and _DOES.match(page.folded, both[-1].end):
            yield printed(page, both)


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


_OFFICE_OF = regex(
    r"(?:chủ\s+tịch|giám\s+đốc|bí\s+thư|trưởng|phó|ủy\s+viên|bộ\s+trưởng|thủ\s+tướng|thứ\s+trưởng|"
    r"chủ\s+nhiệm|chính\s+ủy|tư\s+lệnh|lãnh\s+đạo|đại\s+diện|đồng\s+chí|lực\s+lượng|truyền\s+thống|"
    r"thành\s+lập|sự\s+(?:nhất\s+trí|đồng\s+ý|chỉ\s+đạo|cho\s+phép|thống\s+nhất)\s+của|thường\s+trực|"
    r"hiệu\s+trưởng|chánh\s+án|viện\s+trưởng|tổng\s+thư\s+ký)(?:\s+[^\s,.;]+){0,4}\s*$"
)
_AT = regex(r"(?<!\w)(?:tại|ở)\s+(?:trụ\s+sở\s+|hội\s+trường\s+|[^,.;]{0,30}\s)?$")


def _in_office(page: Context, span: Span, floor: int) -> bool:
    """Does a body only say whose officer somebody is?"""
    return _OFFICE_OF.search(page.folded, max(floor, span.start - 60), span.start) is not None


def _behind_at(page: Context, span: Span, floor: int) -> bool:
    return _AT.search(page.folded, max(floor, span.start - 44), span.start) is not None

"""The event that a text reports (sự kiện): what kind, when, where, by whom, over how many sites."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from phoihop.reading import lexicon
from phoihop.reading.finders import bodies, dates, letterhead, places
from phoihop.reading.lexicon.phrases import Phrases
from phoihop.reading.segment import Context, Sentence
from phoihop.reading.values import Event, Span

__all__ = ["Candidate", "candidates", "find"]


@cache
def _noun() -> Phrases:
    return Phrases(lexicon.lines("event_kinds"))


_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (
            "preparation",
            r"(?:họp|bàn|làm\s+việc)[^.;]{0,200}?(?:công\s+tác|việc|nội\s+dung)\s+(?:tổ\s+chức|chuẩn\s+bị)|rà\s+soát[^.;]{0,60}chuẩn\s+bị|họp\s+trù\s+bị|trù\s+bị|"
            r"(?:họp|làm\s+việc)[^.;]{0,120}?chuẩn\s+bị\s+(?:cho\s+|tổ\s+chức\s+)?(?:hội\s+nghị|lễ|đại\s+hội|hội\s+thảo|công\s+tác)",
        ),
        ("interim_review", r"sơ\s+kết"),
        ("final_review", r"tổng\s+kết(?!\s+thực\s+tiễn)"),
        (
            "signing",
            r"ký\s+kết|lễ\s+ký|ký\s+(?:chương\s+trình|quy\s+chế|kế\s+hoạch|thỏa\s+thuận|biên\s+bản|nghị\s+quyết|bản\s+ghi\s+nhớ|hợp\s+tác)",
        ),
        ("training", r"tập\s+huấn|bồi\s+dưỡng\s+(?:nghiệp\s+vụ|kiến\s+thức|kỹ\s+năng)"),
        ("festival", r"^(?:lễ\s+|chương\s+trình\s+)?ngày\s+hội"),
        ("forum", r"diễn\s+đàn|đối\s+thoại|lắng\s+nghe\s+ý\s+kiến|tiếp\s+xúc\s+cử\s+tri"),
        (
            "commendation",
            r"(?:lễ|hội\s+nghị|buổi\s+lễ|chương\s+trình|họp\s+mặt|gặp\s+mặt)\s+[“\"]?(?:trao\s+(?:tặng\s+)?(?:thưởng|giải|bằng|giấy|danh|huy|huân|quyết|tặng|khen|kỷ)|tuyên\s+dương|khen\s+thưởng|biểu\s+dương|vinh\s+danh|tôn\s+vinh|trao\s+tặng|phát\s+thưởng)|đón\s+nhận\s+(?:huân|bằng|danh|cờ)",
        ),
        (
            "launch",
            r"ra\s+mắt|phát\s+động|ra\s+quân|khởi\s+động|(?:hội\s+nghị|và|,|lễ|kế\s+hoạch|họp)\s+(?:quán\s+triệt,?\s+)?triển\s+khai|trồng\s+cây|lễ\s+hưởng\s+ứng|quán\s+triệt,?\s+triển\s+khai|hội\s+nghị\s+(?:trực\s+tuyến\s+)?(?:toàn\s+quốc\s+)?triển\s+khai",
        ),
        ("other", r"kiểm\s+điểm|họp\s+báo|gặp\s+mặt|giao\s+ban"),
    )
)
_HELD = re.compile(
    r"(?:(?:phối\s+hợp\s+)?tổ\s+chức|diễn\s+ra|khai\s+mạc|đồng\s+chủ\s+trì|chủ\s+trì|đã\s+có|có\s+(?:cuộc|buổi)|tiến\s+hành|ký\s+kết|phối\s+hợp|tham\s+dự|dự|vừa)(?!\w)"
)
_AHEAD = re.compile(
    r"(?<!\w)(?:sẽ|dự\s+kiến|sắp|chuẩn\s+bị\s+cho|chuẩn\s+bị\s+tổ\s+chức|trong\s+thời\s+gian\s+tới|tới\s+đây)\s+(?!phối\s+hợp\s+bộ)"
)
_COUNTED = re.compile(r"(?:\d|nhiều|các|những|mỗi|hàng\s+trăm|hàng\s+nghìn|hằng\s+năm|định\s+kỳ|lượt|cuộc|buổi)\s+$")
_SIGNED = re.compile(
    r"(?<!\w)(?:đã\s+|cùng\s+|tiến\s+hành\s+|chính\s+thức\s+|vừa\s+)*ký\s+kết\s+(?!và\s+triển|từ|năm|giao\s+ước)"
)
_SITES = re.compile(
    r"(?<![\w.,])(?:hơn\s+|gần\s+|trên\s+)?(?P<n>\d{1,3}(?:\.\d{3})?|\d{1,4})\s+điểm\s+cầu(?!\s+cấp\s+tỉnh\s+và)"
)
_BRIDGE = re.compile(r"điểm\s+cầu\s+(?:chính\s+)?(?:tại\s+)?(?:tỉnh\s+|thành\s+phố\s+|tp\.?\s*)?")
_ONLINE = re.compile(r"trực\s+tuyến|cầu\s+truyền\s+hình|truyền\s+hình\s+trực\s+tiếp\s+đến")
_DIRECT = re.compile(r"(?:hình\s+thức|theo\s+hình\s+thức)\s+trực\s+tiếp(?!\s+(?:và|kết\s+hợp)\s+trực\s+tuyến)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may report the event, with its noun and its score."""

    sentence: Sentence
    noun: Span | None
    day: dates.Day | None
    score: float


_VERBAL = re.compile(
    r"(?:tổ\s+chức|phối\s+hợp|tiến\s+hành|đã|vừa|cùng|đồng\s+loạt)\s+(?:[^.;:“”]{0,80}?\s)?(?P<act>ra\s+quân|ra\s+mắt|phát\s+động|khởi\s+công|khánh\s+thành|"
    r"trao\s+tặng\s+(?:giấy|bằng)|trao\s+(?:giấy|bằng)\s+khen|tuyên\s+dương|khen\s+thưởng|trồng\s+cây|ký\s+kết|gặp\s+mặt|trao\s+thưởng|sơ\s+kết|tổng\s+kết|"
    r"làm\s+việc\s+với|đối\s+thoại|tập\s+huấn|kiểm\s+điểm|bàn\s+giao)(?!\w)"
)
_JUST_HELD = re.compile(r"(?<!\w)(?:vừa|đã)\s+(?:phối\s+hợp\s+)?(?:tổ\s+chức|ký\s+kết|tiến\s+hành)(?!\w)")
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
        noun = _event_noun(page, sentence)
        acted = (_VERBAL.search(body) or _SIGNED.search(body)) if noun is None else None
        if noun is None and acted is None:
            continue
        own = [day for day in days if sentence.start <= day.start < sentence.end and not _issue_date(page, day)]
        day = own[0] if own else None
        score = 1.0
        if noun is None:
            score -= 1.0
        if day is not None:
            score += 3.0 if day.start - sentence.start < 40 or day.part else 2.0
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


def _issue_date(page: Context, day: dates.Day) -> bool:
    """Is this the date of a document or of something past that is only mentioned?"""
    before = page.folded[max(0, day.start - 40) : day.start]
    return (
        re.search(
            r"(?:số\s+\S+|[/-][a-zđ][\w/&-]+|nghị\s+quyết[^,.;]{0,20}|chỉ\s+thị[^,.;]{0,20}|tính\s+đến|từ|đến|kể\s+từ|trước|kỷ\s+niệm|thành\s+lập|sinh)\s*,?\s*$",
            before,
        )
        is not None
    )


_NOT_EVENT = re.compile(
    r"(?:hội\s+nghị\s+(?:trung\s+ương|lần\s+thứ)|đại\s+hội\s+(?:xi|đảng|đại\s+biểu|công\s+đoàn|cđcs|các\s+cấp|chi|[xiv]+\b)|lễ\s+(?:hội|tết|phép|nghi|tang)|họp\s+(?:tổ|dân|thôn)|làm\s+việc\s+(?:tại|của|trong|với\s+tinh|ngày|hiệu|và|theo|cho|riêng))"
)


def _event_noun(page: Context, sentence: Sentence) -> Span | None:
    for match in _noun().finditer(page.folded, sentence.start, sentence.end):
        before = page.folded[max(sentence.start, match.start() - 24) : match.start()]
        if _COUNTED.search(before) and not re.search(r"(?:^|\W)(?:một|có|trong)\s+(?:cuộc|buổi)\s+$", before):
            continue
        if _NOT_EVENT.match(page.folded, match.start()) or (
            before.endswith(("ngày ", "dịp ")) and match.group() == "lễ"
        ):
            continue
        if match.group() == "họp" and not re.search(
            r"(?:đã|vừa|buổi|cuộc|phiên|tổ chức|chủ trì)\s+(?:\w+\s+)?$", before
        ):
            continue
        return Span(match.start(), match.end())
    return None


def find(page: Context) -> Iterator[Event]:
    """Yield the reported event; nothing where the text reports none.

    >>> from phoihop.reading.segment import context
    >>> page = context("Sáng 5-3-2020, tại Hà Nội, Bộ Công an tổ chức hội nghị trực tuyến sơ kết với 64 điểm cầu.")
    >>> event = next(find(page))
    >>> event.kinds, event.date, event.mode, event.place, event.hosts, event.sites
    (('interim_review',), '2020-03-05', 'online', 'Hà Nội', ('Bộ Công an',), 64)
    """
    people = bodies.starts_of(page)
    if (labelled := _labelled(page, people)) is not None:
        yield labelled
        return
    ranked = candidates(page)
    if not ranked or ranked[0].score < 1.6:
        return
    best = ranked[0]
    sentence = best.sentence
    day = best.day or _other_day(page, best, ranked)
    kinds = _kinds(page, best, ranked)
    hosts = _hosts(page, best, people, between="preparation" not in kinds)
    if not hosts and "preparation" not in kinds:
        for other in ranked[1:4]:
            if (
                other.sentence.start - sentence.start < 1500
                and other.score > 1.5
                and (hosts := _hosts(page, other, people))
            ):
                break
    place = places.at(page, sentence.start, sentence.end, people)
    if place is None and best.day is None and day is not None:
        beside = page.sentence_at(day.start)
        place = places.at(page, beside.start, beside.end, people)
    mode = None
    event_text = page.folded[sentence.start : sentence.end]
    if (_ONLINE.search(event_text) and kinds != ("preparation",)) or (
        kinds != ("preparation",)
        and re.search(
            r"hội\s+nghị\s+(?:truyền\s+hình\s+)?trực\s+tuyến|(?:tại|các|\d|tới|đến)\s+điểm\s+cầu", page.folded
        )
    ):
        mode = "online"
    elif _DIRECT.search(page.folded):
        mode = "in_person"
    if place is None and mode == "online":
        place = _bridge(page, people)
    sites = _SITES.search(page.folded) if kinds != ("preparation",) else None
    confidence = min(0.97, 0.6 + 0.07 * best.score)
    yield Event(
        kinds=kinds,
        date=dates.complete(day.iso, page.published) if day is not None else None,
        mode=mode,
        place=place,
        hosts=hosts,
        sites=int(sites["n"].replace(".", "")) if sites is not None else None,
        evidence=(Span(sentence.start, sentence.end),),
        confidence=round(confidence, 2),
    )


_TIME_LABEL = re.compile(r"(?:^|\n)\W{0,4}(?:\d\W{1,3})?(?:thời\s+gian)[^:\n]{0,30}:\s*(?P<value>[^\n]{4,200})")
_PLACE_LABEL = re.compile(r"(?:^|\n)\W{0,4}(?:\d\W{1,3})?(?:địa\s+điểm)[^:\n]{0,30}:\s*(?P<value>[^\n]{4,200})")
_INVITES = re.compile(r"(?:trân\s+trọng\s+)?kính\s+mời")


def _labelled(page: Context, people: dict[int, int]) -> Event | None:
    """The event of an invitation or of minutes: its lines "Thời gian:" and "Địa điểm:" say when and where."""
    head = letterhead.find(page)
    if head is None or head.kind not in ("giấy mời", "biên bản"):
        return None
    time, place = _TIME_LABEL.search(page.folded), _PLACE_LABEL.search(page.folded)
    noun = next((span for sentence in page.sentences[:25] if (span := _event_noun(page, sentence)) is not None), None)
    if time is None or noun is None:
        return None
    day = next((d for d in dates.find(page) if time.start() <= d.start < time.end() and d.precision == "day"), None)
    sentence = page.sentence_at(noun.start)
    candidate = Candidate(sentence, noun, day, 5.0)
    hosts: tuple[str, ...] = ()
    if (invites := _INVITES.search(page.folded)) is not None:
        inviting = page.sentence_at(invites.start())
        hosts = _names(page, [*bodies.find(page, inviting.start, invites.start(), people)][:3])
    hosts = hosts or _hosts(page, candidate, people) or head.issuers
    where = page.text[place.start("value") : place.end("value")].strip(" .;") if place is not None else None
    return Event(
        kinds=tuple(sorted(set(_kinds_of(page, candidate) or ["other"]))),
        date=dates.complete(day.iso, page.published) if day is not None else None,
        mode="online" if _ONLINE.search(page.folded, sentence.start, sentence.end) else None,
        place=where,
        hosts=hosts,
        evidence=(Span(sentence.start, sentence.end),),
        confidence=0.9,
    )


def _other_day(page: Context, best: Candidate, ranked: Sequence[Candidate]) -> dates.Day | None:
    """The day said in a neighbouring sentence where the event's own names none."""
    for other in ranked[1:6]:
        if other.day is not None and other.score > 2.5 and abs(other.sentence.start - best.sentence.start) < 1200:
            return other.day
    index = page.sentences.index(best.sentence)
    for sentence in (*reversed(page.sentences[max(0, index - 3) : index]), *page.sentences[index + 1 : index + 4]):
        for day in dates.find(page):
            opens = day.start - sentence.start < 24
            inside = sentence.start <= day.start < sentence.end and day.precision == "day"
            if inside and (day.part or opens) and not _issue_date(page, day):
                return day
    return None


def _phrase(page: Context, candidate: Candidate) -> str:
    """The words that say what kind of event it is: from its noun on, to the end of the sentence."""
    sentence = candidate.sentence
    start = candidate.noun.start if candidate.noun is not None else sentence.start
    return page.folded[start : min(sentence.end, start + 420)]


def _kinds(page: Context, best: Candidate, ranked: Sequence[Candidate]) -> tuple[str, ...]:
    found = _kinds_of(page, best)
    if not found or found == ["other"]:
        for other in ranked[1:4]:
            if other.sentence.start - best.sentence.start < 800:
                more = [kind for kind in _kinds_of(page, other) if kind != "other"]
                if more and best.noun is None:
                    found = more
                    break
    found = found or ["other"]
    if "signing" not in found and found != ["preparation"] and _signed_at_event(page):
        found.append("signing")
    return tuple(sorted(set(found)))


def _kinds_of(page: Context, candidate: Candidate) -> list[str]:
    phrase = _phrase(page, candidate)
    head = re.split(
        r"[.;]|(?<!\w)(?:nhằm|để|với\s+sự|tham\s+dự|cùng\s+dự|trong\s+đó|đồng\s+chí|do\s+ông|do\s+bà)(?!\w)",
        phrase,
        maxsplit=1,
    )[0]
    if re.search(_KINDS[0][1], phrase[:360]):
        return ["preparation"]
    found = [kind for kind, pattern in _KINDS[1:] if pattern.search(head)]
    if candidate.noun is None:
        found = _acted(phrase, found)
    if "other" in found and found != ["other"] and "kiểm điểm" not in head:
        found.remove("other")
    if (
        "commendation" in found
        and set(found) & {"final_review", "interim_review"}
        and not re.match(r"(?:lễ|hội\s+nghị)\s+(?:tuyên|khen|biểu|vinh|tôn|trao)", head)
    ):
        found.remove("commendation")
    if "launch" in found and "signing" in found and "triển khai" in head and "hội nghị triển khai" not in head:
        found.remove("launch")
    return found


def _acted(phrase: str, found: list[str]) -> list[str]:
    """The kind of an event that is told by its verb alone (``ra mắt mô hình``, ``trao giấy khen``)."""
    act = _VERBAL.search(phrase)
    word = act["act"] if act is not None else "ký kết"
    if word.startswith(("ra quân", "ra mắt", "phát động", "khởi", "trồng")):
        return ["launch"]
    if word.startswith(("trao", "tuyên", "khen")):
        return ["commendation"]
    if word == "ký kết":
        return ["signing"]
    return [kind for kind in found if kind != "launch"]


_SIGNED_THERE = re.compile(
    r"(?:tại\s+(?:hội\s+nghị|buổi\s+lễ|buổi\s+làm\s+việc|lễ|cuộc)|nhân\s+dịp\s+này|dịp\s+này|cũng\s+tại)[^.;]{0,220}?(?:đã\s+|cùng\s+|tiến\s+hành\s+|lễ\s+)?ký\s+kết\s+[^.;]{0,60}?(?:chương\s+trình|quy\s+chế|kế\s+hoạch|nghị\s+quyết|thỏa\s+thuận|biên\s+bản|hợp\s+tác)"
)


def _signed_at_event(page: Context) -> bool:
    return _SIGNED_THERE.search(page.folded) is not None


_LEAD_HOSTS = re.compile(
    r"(?<!\w)(?:phối\s+hợp\s+)?(?:tổ\s+chức|diễn\s+ra|ký\s+kết|đã\s+có|có\s+(?:cuộc|buổi)|họp|chủ\s+trì|khai\s+mạc|phối\s+hợp\s+hội\s+nghị|tiến\s+hành|gặp\s+mặt|làm\s+việc|ra\s+quân|phát\s+động|ra\s+mắt|trao|tuyên\s+dương)(?!\w)"
)
_BY = re.compile(r"(?<!\w)do\s+")
_BETWEEN = re.compile(r"(?<!\w)giữa\s+(?:lãnh\s+đạo\s+)?")
_BOUND = re.compile(
    r"\s*(?:\([^()]{1,30}\)\s*)?(?:,?\s*(?:và|với|cùng với|cùng|chủ trì,? phối hợp với|chủ trì,? phối hợp|"
    r"phối hợp với|phối hợp cùng|phối hợp|"
    r"đã phối hợp với|đã phối hợp cùng|đã phối hợp|&)|,|-|–)\s*(?:các\s+)?"
)


def _hosts(page: Context, candidate: Candidate, people: dict[int, int], between: bool = True) -> tuple[str, ...]:
    sentence = candidate.sentence
    noun = candidate.noun
    lead = _subject(page, sentence, noun, people)
    if lead or not between:
        return lead
    start = noun.start if noun is not None else sentence.start
    for mark in _BY.finditer(page.folded, start, sentence.end):
        found = _series(page, mark.end(), sentence.end, people)
        if found and re.search(r"(?:tổ\s+chức|chủ\s+trì|phối\s+hợp)", page.folded[found[-1].end : found[-1].end + 80]):
            return _names(page, found)
    for mark in _BETWEEN.finditer(page.folded, start, sentence.end):
        found = _series(page, mark.end(), sentence.end, people)
        if len(found) > 1:
            return _names(page, found)
    if noun is not None:
        met = re.compile(r"(?<!\w)của\s+").finditer(page.folded, noun.end, sentence.end)
        for mark in met:
            found = _series(page, mark.end(), sentence.end, people)
            if found and re.match(r"\s*(?:[.,;]|vừa|đã|được|diễn|$)", page.folded[found[-1].end : found[-1].end + 8]):
                return _names(page, found)
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
    tail = _TERM.sub("", page.folded[chain[-1].end : limit])
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
    return _names(page, chain)


_HIGH_OFFICE = re.compile(r"(?<!\w)(?:chủ\s+tịch\s+nước|thủ\s+tướng\s+chính\s+phủ|quốc\s+hội)(?=\s*,|\s+và\s)")
_TERM = re.compile(
    r"^\s+khóa\s+[ivx\d]+,?|^,?\s+nhiệm\s+kỳ\s+\d{4}\s*[-–]\s*\d{4}|\s+nhiệm\s+kỳ\s+\d{4}\s*[-–]\s*\d{4}"
)


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
            r"(?:chủ\s+tịch|giám\s+đốc|bí\s+thư|trưởng|phó|ủy\s+viên|bộ\s+trưởng|thứ\s+trưởng|chủ\s+nhiệm|chính\s+ủy|tư\s+lệnh|lãnh\s+đạo|đại\s+diện|đồng\s+chí|lực\s+lượng|truyền\s+thống|thường\s+trực|hiệu\s+trưởng|chánh\s+án|tổng\s+thư\s+ký)(?:\s+[^\s,.;]+){0,4}\s*$",
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


def _names(page: Context, spans: Sequence[Span]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(bodies.printed(page, span) for span in spans))


def _bridge(page: Context, people: dict[int, int]) -> str | None:
    """The local bridge point that an online event is told from."""
    for match in _BRIDGE.finditer(page.folded):
        start = match.end()
        if bodies.at(page, start, len(page.text), people) is not None:
            continue
        if start < len(page.text) and page.text[start].isupper() and not page.folded.startswith("trung ương", start):
            end = bodies.extend(page, start, page.sentence_at(start).end, people=people)
            if end > start:
                return " ".join(page.text[start:end].split())
    return None

"""The event that a text reports (sự kiện): what kind, when, where, by whom, over how many sites."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from phoihop.reading.finders import bodies, dates, letterhead, places
from phoihop.reading.finders.events.candidates import Candidate, candidates, event_noun, issue_date
from phoihop.reading.finders.events.hosts import hosts_of, printed
from phoihop.reading.finders.events.kinds import kinds_at, kinds_of
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context, Sentence
from phoihop.reading.values import Event, Span

__all__ = ["find"]

_SITES = regex(
    r"(?<![\w.,])(?:hơn\s+|gần\s+|trên\s+)?(?P<n>\d{1,3}(?:\.\d{3})?|\d{1,4})\s+điểm\s+cầu(?!\s+cấp\s+tỉnh\s+và)"
)
_BRIDGE = regex(r"điểm\s+cầu\s+(?:chính\s+)?(?:tại\s+)?(?:tỉnh\s+|thành\s+phố\s+|tp\.?\s*)?")
_ONLINE = regex(r"trực\s+tuyến|cầu\s+truyền\s+hình|truyền\s+hình\s+trực\s+tiếp\s+đến")
_DIRECT = regex(r"(?:hình\s+thức|theo\s+hình\s+thức)\s+trực\s+tiếp(?!\s+(?:và|kết\s+hợp)\s+trực\s+tuyến)")


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
    kinds = kinds_at(page, best, ranked)
    hosts = hosts_of(page, best, people, between="preparation" not in kinds)
    if not hosts and "preparation" not in kinds:
        for other in ranked[1:4]:
            if (
                other.sentence.start - sentence.start < 1500
                and other.score > 1.5
                and (hosts := hosts_of(page, other, people))
            ):
                break
    place = places.at(page, sentence.start, sentence.end, people) or _place_told_next(page, sentence, people)
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
    yield from _further(page, best, ranked, hosts, people)


_SAME_DAY = regex(r"(?:cũng\s+)?(?:trong\s+)?(?:(?:sáng|trưa|chiều|tối)\s+)?cùng\s+ngày")
_BEFORE = regex(r"(?:trước\s+đó|trước\s+đây|được\s+biết|theo\s|năm\s|từ\s)")
_HELD_AT = regex(
    r"(?:hội\s+nghị|lớp(?:\s+học)?|buổi\s+lễ|lễ|ngày\s+hội|diễn\s+đàn|chương\s+trình|"
    r"buổi\s+\S+)\s+(?:được\s+(?:tổ\s+chức|truyền)|diễn\s+ra)(?:\s+[^\s.;:]+){0,4}?"
    r"\s+(?:tại|ở|từ)\s+(?:điểm\s+cầu\s+)?"
)


def _place_told_next(page: Context, sentence: Sentence, people: dict[int, int]) -> str | None:
    """``Hội nghị diễn ra tại …`` in one of the next sentences."""
    end = min(len(page.text), sentence.end + 500)
    told = _HELD_AT.search(page.folded, sentence.end, end)
    if told is None or not page.sentence_at(told.start()).start > sentence.start:
        return None
    stop = page.sentence_at(told.start()).end
    last = places.end_of(page, told.end(), stop, people)
    return " ".join(page.text[told.end() : last].split()) if last is not None else None


def _further(
    page: Context, best: Candidate, ranked: Sequence[Candidate], hosts: tuple[str, ...], people: dict[int, int]
) -> Iterator[Event]:
    """A second event that opens a paragraph of its own with its own day and hosts."""
    for other in ranked[1:]:
        sentence = other.sentence
        opens = sentence.start == page.paragraphs[sentence.paragraph].start and sentence.start > best.sentence.end
        body = page.folded[sentence.start : sentence.end]
        same_day = _SAME_DAY.match(body)
        if not opens or other.noun is None or other.score < (0.5 if same_day else 2.0) or _BEFORE.match(body):
            continue
        day = best.day if same_day else other.day
        if day is None or (
            not same_day and (best.day is None or day.iso == best.day.iso or day.start - sentence.start > 30)
        ):
            continue
        held_by = hosts_of(page, other, people)
        if not held_by or (set(held_by) == set(hosts) and same_day):
            continue
        yield Event(
            kinds=tuple(sorted(set(kinds_of(page, other) or ["other"]))),
            date=dates.complete(day.iso, page.published),
            mode="online" if _ONLINE.search(body) else None,
            place=places.at(page, sentence.start, sentence.end, people),
            hosts=held_by,
            evidence=(Span(sentence.start, sentence.end),),
            confidence=0.75,
        )
        return


_TIME_LABEL = regex(r"(?:^|\n)\W{0,4}(?:\d\W{1,3})?(?:thời\s+gian)[^:\n]{0,30}:\s*(?P<value>[^\n]{4,200})")
_PLACE_LABEL = regex(r"(?:^|\n)\W{0,4}(?:\d\W{1,3})?(?:địa\s+điểm)[^:\n]{0,30}:\s*(?P<value>[^\n]{4,200})")
_INVITES = regex(r"(?:trân\s+trọng\s+)?kính\s+mời")


def _labelled(page: Context, people: dict[int, int]) -> Event | None:
    """The event of an invitation or of minutes: its lines "Thời gian:" and "Địa điểm:" say when and where."""
    head = letterhead.find(page)
    if head is not None and head.kind == "kế hoạch":
        return _planned(page, head, people)
    if head is None or head.kind not in ("giấy mời", "biên bản"):
        return None
    time, place = _TIME_LABEL.search(page.folded), _PLACE_LABEL.search(page.folded)
    noun = next((span for sentence in page.sentences[:25] if (span := event_noun(page, sentence)) is not None), None)
    if time is None or noun is None:
        return None
    day = next((d for d in dates.find(page) if time.start() <= d.start < time.end() and d.precision == "day"), None)
    sentence = page.sentence_at(noun.start)
    candidate = Candidate(sentence, noun, day, 5.0)
    hosts: tuple[str, ...] = ()
    if (invites := _INVITES.search(page.folded)) is not None:
        inviting = page.sentence_at(invites.start())
        hosts = printed(page, [*bodies.find(page, inviting.start, invites.start(), people)][:3])
    hosts = hosts or hosts_of(page, candidate, people) or head.issuers
    where = page.text[place.start("value") : place.end("value")].strip(" .;") if place is not None else None
    return Event(
        kinds=tuple(sorted(set(kinds_of(page, candidate) or ["other"]))),
        date=dates.complete(day.iso, page.published) if day is not None else None,
        mode="online" if _ONLINE.search(page.folded, sentence.start, sentence.end) else None,
        place=where,
        hosts=hosts,
        evidence=(Span(sentence.start, sentence.end),),
        confidence=0.9,
    )


_HOLDS = regex(r"(?:về\s+việc\s+)?tổ\s+chức\s+")
_WHEN = regex(r"\n\W{0,4}(?:[\divx]+\s*[.)]\s*)?thời\s+gian(?!\s+tới)")


def _planned(page: Context, head: letterhead.Letterhead, people: dict[int, int]) -> Event | None:
    """The event that a plan is about: "KẾ HOẠCH Tổ chức Ngày hội …", with the day and place under "Thời gian"."""
    if head.heading is None or (holds := _HOLDS.match(page.folded, head.heading.start)) is None:
        return None
    sentence = page.sentence_at(head.heading.start)
    noun = event_noun(page, sentence)
    when = _WHEN.search(page.folded, head.heading.end)
    if noun is None or noun.start - holds.end() > 30 or when is None:
        return None
    days = dates.within(tuple(dates.find(page)), when.start(), when.start() + 500)
    day = next(
        (
            d
            for d in days
            if d.precision == "day" and not re.search(r"(?:trước|hết)\s+$", page.folded[d.start - 12 : d.start])
        ),
        None,
    )
    if day is None:
        return None
    told = page.sentence_at(day.start)
    return Event(
        kinds=tuple(sorted(set(kinds_of(page, Candidate(sentence, noun, day, 5.0)) or ["other"]))),
        date=dates.complete(day.iso, page.published),
        place=places.at(page, told.start, told.end, people),
        hosts=head.issuers,
        evidence=(Span(sentence.start, sentence.end),),
        confidence=0.8,
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
            if inside and (day.part or opens) and not issue_date(page, day):
                return day
    return None


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

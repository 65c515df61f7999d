"""Second and later events of a text: items of news in brief, and paragraphs that open with a day and a host."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from phoihop.reading.finders import dates, places
from phoihop.reading.finders.events.candidates import Candidate
from phoihop.reading.finders.events.hosts import hosts_of
from phoihop.reading.finders.events.kinds import kinds_of
from phoihop.reading.finders.events.where import ONLINE
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context
from phoihop.reading.values import Event, Span

__all__ = ["further", "opening"]

_BULLET = regex(r"(?:[-–•●◆■♦►▪+*]|\d{1,2}[.)])\s*")
_LABEL = regex(r"(?:[-–•●◆■♦►▪+*]\s*)?(?:[^\W\d_][\w. ]{1,24}?|\([^()]{2,24}\))\s*[:\-–]\s+")
_SAME_DAY = regex(r"(?:cũng\s+)?(?:trong\s+)?(?:(?:sáng|trưa|chiều|tối)\s+)?cùng\s+ngày")
_BEFORE = regex(r"(?:trước\s+đây|được\s+biết|theo\s|năm\s|từ\s)")
_EARLIER = "trước đó"
_NEAR = 7
"""Days before the main event that "trước đó" still leads to a second event."""
_BRIEF = regex(
    r"tin\s+(?:vắn|ngắn|nhanh|tổng\s+hợp|địa\s+phương|hoạt\s+động|trong\s+(?:ngày|tuần|tháng|nước|tỉnh))|điểm\s+tin|"
    r"bản\s+tin|tin\s+tức"
)
_JUST = regex(r"(?<!\w)(?:vừa|đã)\s")
_LEAST = 2.0
_SPAN = 45
"""Days that two events of one text may lie apart."""


def further(
    page: Context, main: Event, best: Candidate, ranked: Sequence[Candidate], people: dict[int, int]
) -> Iterator[Event]:
    """Yield the events beside the main one, in reading order.

    Each opens a paragraph (in news in brief: an item) with its own day and hosts; what lies before the reported
    event ("trước đó") or is the same event told again is none.
    """
    brief = _is_brief(page)
    told: list[Event] = [main]
    last = best.day
    for other in sorted(ranked, key=lambda candidate: candidate.sentence.start):
        if other is best or other.weight < (0.5 if brief else _LEAST):
            continue
        sentence = other.sentence
        at = opening(page, other)
        same_day = _SAME_DAY.match(page.folded, at)
        if at < 0 or _BEFORE.match(page.folded, at):
            continue
        if page.paragraphs[sentence.paragraph].kind == "caption":
            continue
        day = last if same_day else other.day
        if not _dated(page, other, day, at, brief=brief, same_day=same_day is not None, main=main):
            continue
        hosts = hosts_of(page, other, people)
        apart = brief or same_day is not None
        event = Event(
            kinds=tuple(sorted(set(kinds_of(page, other) or ["other"]))),
            date=dates.complete(day.iso, page.published) if day is not None else None,
            mode="online" if ONLINE.search(page.folded, sentence.start, sentence.end) else None,
            place=places.at(page, sentence.start, sentence.end, people),
            hosts=hosts,
            evidence=(Span(sentence.start, sentence.end),),
            confidence=0.75,
        )
        if not (hosts or (brief and other.noun)) or any(_same(event, known, apart=apart) for known in told):
            continue
        told.append(event)
        last = day or last
        yield event


def _same(event: Event, known: Event, *, apart: bool) -> bool:
    """Are two tellings one event? Items of news in brief, and what "cùng ngày" opens, may share a day (``apart``)."""
    if event.date != known.date:
        return False
    alike = not event.hosts or set(event.hosts) <= set(known.hosts)
    if not apart:
        return alike or bool({*event.kinds} & {*known.kinds})
    return alike and event.kinds == known.kinds


def _dated(
    page: Context, other: Candidate, day: dates.Day | None, at: int, *, brief: bool, same_day: bool, main: Event
) -> bool:
    """Does a day at the opening say that the event has been held, and not far from the main one?"""
    if day is None:
        return brief and _JUST.search(page.folded, at, at + 160) is not None
    if brief or same_day:
        return True
    if main.date is None or day.start - at > 30:
        return False
    span = _NEAR if page.folded.startswith(_EARLIER, at) else _SPAN
    return _apart(dates.complete(day.iso, page.published), main.date) <= span


def _apart(first: str, second: str) -> int:
    """About how many days lie between two dates; a missing year is the other's."""
    months = [int(iso[-5:-3]) * 30 + int(iso[-2:]) for iso in (first, second)]
    years = [int(iso[:4]) for iso in (first, second) if not iso.startswith("--")]
    apart = abs(months[0] - months[1] + (360 * (years[0] - years[1]) if len(years) == 2 else 0))
    return apart if len(years) == 2 else min(apart, 360 - apart)


def opening(page: Context, candidate: Candidate) -> int:
    """Where a paragraph that a candidate opens begins to tell, behind its bullet and place; -1 where it opens none."""
    sentence = candidate.sentence
    start = page.paragraphs[sentence.paragraph].start
    if sentence.start == start or not page.folded[start : sentence.start].strip("-–•●◆■♦►▪+* \n0123456789.)"):
        for mark in (_LABEL, _BULLET):
            found = mark.match(page.text, sentence.start, min(sentence.end, sentence.start + 40))
            if found is not None:
                return found.end()
        return sentence.start
    return -1


def _is_brief(page: Context) -> bool:
    """Is a text a row of news in brief: by its heading, and by two items at least that open with a mark?"""
    marked = sum(1 for line in page.paragraphs if _BULLET.match(page.text, line.start, line.end) is not None)
    heads = [line for line in page.paragraphs[:4] if line.end - line.start < 120]
    named = any(_BRIEF.search(page.folded, line.start, line.end) for line in heads)
    return marked > 1 and (named or _starred(page))


def _starred(page: Context) -> bool:
    """Do two paragraphs at least open with a star or dot, a place and a day?"""
    count = 0
    for line in page.paragraphs:
        mark = _BULLET.match(page.text, line.start, line.end)
        if mark is None or page.text[line.start].isdigit():
            continue
        days = dates.within(tuple(dates.find(page)), line.start, min(line.end, line.start + 60))
        count += any(day.precision == "day" for day in days)
    return count > 1

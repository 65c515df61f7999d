"""The event that an official paper is about: an invitation or minutes by their labels, a plan by its heading."""

from __future__ import annotations

import re

from phoihop.reading.finders import bodies, dates, letterhead, places
from phoihop.reading.finders.events.candidates import Candidate, event_noun
from phoihop.reading.finders.events.hosts import hosts_of
from phoihop.reading.finders.events.kinds import kinds_of
from phoihop.reading.finders.events.series import printed
from phoihop.reading.finders.events.where import ONLINE
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context
from phoihop.reading.values import Event, Span

__all__ = ["labelled"]

_TIME_LABEL = regex(r"(?:^|\n)\W{0,4}(?:\d\W{1,3})?(?:thời\s+gian)[^:\n]{0,30}:\s*(?P<value>[^\n]{4,200})")
_PLACE_LABEL = regex(r"(?:^|\n)\W{0,4}(?:\d\W{1,3})?(?:địa\s+điểm)[^:\n]{0,30}:\s*(?P<value>[^\n]{4,200})")
_INVITES = regex(r"(?:trân\s+trọng\s+)?kính\s+mời")


def labelled(page: Context, people: dict[int, int]) -> Event | None:
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
        mode="online" if ONLINE.search(page.folded, sentence.start, sentence.end) else None,
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

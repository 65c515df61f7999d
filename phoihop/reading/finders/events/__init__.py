"""The events that a text reports (sự kiện): what kind, when, where, by whom, over how many sites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from phoihop.reading.finders import bodies, dates, places
from phoihop.reading.finders.events.candidates import Candidate, candidates, issue_date
from phoihop.reading.finders.events.further import further
from phoihop.reading.finders.events.hosts import hosts_of, told_elsewhere
from phoihop.reading.finders.events.kinds import kinds_at
from phoihop.reading.finders.events.papers import labelled
from phoihop.reading.finders.events.where import bridge, mode_of, place_of, sites_of
from phoihop.reading.segment import Context
from phoihop.reading.values import Event, Span

__all__ = ["find"]

_LEAST = 1.6
"""The weight from which on a sentence reports an event."""


def find(page: Context) -> Iterator[Event]:
    """Yield the reported events, in reading order; nothing where the text reports none.

    >>> from phoihop.reading.segment import context
    >>> page = context("Sáng 5-3-2020, tại Hà Nội, Bộ Công an tổ chức hội nghị trực tuyến sơ kết với 64 điểm cầu.")
    >>> event = next(find(page))
    >>> event.kinds, event.date, event.mode, event.place, event.hosts, event.sites
    (('interim_review',), '2020-03-05', 'online', 'Hà Nội', ('Bộ Công an',), 64)
    """
    people = bodies.starts_of(page)
    if (paper := labelled(page, people)) is not None:
        yield paper
        return
    ranked = candidates(page, people)
    if not ranked or ranked[0].score < _LEAST:
        return
    best = ranked[0]
    main = _main(page, best, ranked, people)
    yield from sorted([main, *further(page, main, best, ranked, people)], key=lambda event: event.evidence[0])


def _main(page: Context, best: Candidate, ranked: Sequence[Candidate], people: dict[int, int]) -> Event:
    """The event that the best sentence reports, with what other sentences say of it."""
    sentence = best.sentence
    day = best.day or _other_day(page, best, ranked)
    kinds = kinds_at(page, best, ranked)
    prepares = kinds == ("preparation",)
    mode = None if prepares else mode_of(page, sentence)
    place = place_of(page, sentence, day, people)
    for other in ranked[1:4] if place is None and not prepares else ():
        near = other.noun is not None and other.score > 1.5 and abs(other.sentence.start - sentence.start) < 1000
        if near and (place := places.at(page, other.sentence.start, other.sentence.end, people)) is not None:
            break
    if place is None and mode == "online":
        place = bridge(page, people)
    return Event(
        kinds=kinds,
        date=dates.complete(day.iso, page.published) if day is not None else None,
        mode=mode,
        place=place,
        hosts=_hosts(page, best, ranked, people, prepares=prepares),
        sites=None if prepares else sites_of(page),
        evidence=(Span(sentence.start, sentence.end),),
        confidence=round(min(0.97, 0.6 + 0.07 * best.score), 2),
    )


def _hosts(
    page: Context, best: Candidate, ranked: Sequence[Candidate], people: dict[int, int], *, prepares: bool
) -> tuple[str, ...]:
    """Who holds the main event: by its own sentence, by others near it, by the headline."""
    hosts = hosts_of(page, best, people, between=not prepares)
    if hosts or prepares:
        return hosts
    for other in ranked[1:4]:
        near = other.sentence.start - best.sentence.start < 1500
        if near and other.score > 1.5 and (hosts := hosts_of(page, other, people)):
            return hosts
    return next((told for told in told_elsewhere(page, best, people) if told), ())


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
            if inside and (day.part or opens) and not issue_date(page, day, sentence):
                return day
    return None

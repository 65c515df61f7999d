"""Many fixed phrases looked up at once, by their first word; faster to build and to search than one great pattern."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate, chain, compress, islice

from phoihop.reading.normalise import fold
from phoihop.reading.patterns import regex

__all__ = ["Hit", "Phrases"]

_WORD = regex(r"\w+")
_BETWEEN_WORDS = regex(r"(\W+)")


class Hit:
    """Where a phrase stands; it answers like a regular expression's match."""

    __slots__ = ("_end", "_start", "_text")

    def __init__(self, start: int, end: int, text: str) -> None:
        self._start = start
        self._end = end
        self._text = text

    def start(self) -> int:
        """Where the phrase begins."""
        return self._start

    def end(self) -> int:
        """Where it ends."""
        return self._end

    def span(self) -> tuple[int, int]:
        """Both ends."""
        return self._start, self._end

    def group(self) -> str:
        """The phrase."""
        return self._text


class Phrases:
    """A set of phrases over folded text; of several at one place the longest counts, whole words only.

    A dash in a phrase stands for any dash with or without spaces around it. ``before`` is a set of characters that
    must not stand right in front of a phrase.

    >>> ranks = Phrases(["đại tá", "đại tướng"], before="/")
    >>> [hit.span() for hit in ranks.finditer("đại tá a, đại tướng b, x/đại tá, đại tán")]
    [(0, 6), (10, 19)]
    """

    def __init__(self, entries: Iterable[str], *, before: str = "") -> None:
        self._before = before
        first: dict[str, set[str]] = {}
        for entry in {fold(entry) for entry in entries}:
            opening = _WORD.match(entry)
            if opening is not None:
                first.setdefault(opening.group(), set()).update(_dashes(entry))
        self._first = {word: tuple(sorted(phrases, key=lambda p: (-len(p), p))) for word, phrases in first.items()}
        _OPENINGS.update(first)
        last: dict[str, set[str]] = {}
        for phrases in self._first.values():
            for phrase in phrases:
                last.setdefault(phrase[-2:], set()).add(phrase)
        self._last = {tail: tuple(sorted(phrases, key=lambda p: (-len(p), p))) for tail, phrases in last.items()}

    def match(self, text: str, start: int = 0, stop: int | None = None) -> Hit | None:
        """The longest phrase that begins at an offset."""
        if start >= len(text) or (start and (text[start - 1].isalnum() or text[start - 1] in self._before)):
            return None
        word = _WORD.match(text, start)
        return None if word is None else self._at(text, word.group(), start, len(text) if stop is None else stop)

    def fullmatch(self, text: str, start: int = 0, stop: int | None = None) -> Hit | None:
        """The phrase that fills a stretch exactly."""
        hit = self.match(text, start, stop)
        return hit if hit is not None and hit.end() == (len(text) if stop is None else stop) else None

    def finditer(self, text: str, start: int = 0, stop: int | None = None) -> Iterator[Hit]:
        """Yield the phrases of a stretch from left to right, none inside another."""
        end = len(text) if stop is None else stop
        starts, words, places = _words(text, len(_OPENINGS))
        if end - start > _LONG:
            ahead = sorted(at for word in self._first.keys() & places.keys() for at in places[word])
            ahead = ahead[bisect_left(ahead, start) : bisect_left(ahead, end)]
        else:
            first, last = bisect_left(starts, start), bisect_left(starts, end)
            ahead = [starts[index] for index in range(first, last) if words[index] in self._first]
        floor = start
        for at in ahead:
            if at < floor or (at and (text[at - 1].isalnum() or text[at - 1] in self._before)):
                continue
            hit = self._at(text, words[bisect_left(starts, at)], at, end)
            if hit is not None:
                yield hit
                floor = hit.end()

    def search(self, text: str, start: int = 0, stop: int | None = None) -> Hit | None:
        """The first phrase of a stretch."""
        return next(self.finditer(text, start, stop), None)

    def ending(self, text: str, floor: int, end: int) -> Hit | None:
        """The longest phrase that ends right before an offset and begins at ``floor`` or behind it."""
        for phrase in self._last.get(text[max(floor, end - 2) : end], ()):
            start = end - len(phrase)
            if start >= floor and text.startswith(phrase, start):
                if start and (text[start - 1].isalnum() or text[start - 1] in self._before):
                    continue
                return Hit(start, end, phrase)
        return None

    def _at(self, text: str, word: str, start: int, end: int) -> Hit | None:
        for phrase in self._first.get(word, ()):
            close = start + len(phrase)
            if close <= end and text.startswith(phrase, start) and not text[close : close + 1].isalnum():
                return Hit(start, close, phrase)
        return None


class Opening:
    """An expression whose every match opens with one of some words: it is tried only where one of those stands.

    The words have letters and digits only. The words of a whole page, folded, are looked up once; a shorter text is
    looked through as it is.

    >>> asks = Opening(r"(?:đề\\s+nghị|yêu\\s+cầu)(?!\\w)", "đề yêu")
    >>> [match.group() for match in asks.finditer("có đề án và yêu cầu; đề nghị")]
    ['yêu cầu', 'đề nghị']
    """

    def __init__(self, source: str, words: str) -> None:
        self.pattern = regex(source)
        self.words = frozenset(words.split())
        self._places: tuple[str, list[int]] = ("", [])
        _OPENINGS.update(self.words)

    def finditer(self, text: str, start: int = 0, stop: int | None = None) -> Iterator[re.Match[str]]:
        """Yield the matches of a stretch from left to right, none inside another."""
        end = len(text) if stop is None else stop
        if len(text) < _PAGE:
            yield from self.pattern.finditer(text, start, end)
            return
        for at in self._ahead(text, start, end):
            if at >= start and (found := self.pattern.match(text, at, end)):
                yield found
                start = found.end()

    def search(self, text: str, start: int = 0, stop: int | None = None) -> re.Match[str] | None:
        """The first match of a stretch."""
        return next(self.finditer(text, start, stop), None)

    def inside(self, text: str, start: int, stop: int) -> re.Match[str] | None:
        """The first match of a stretch taken out of its text: nothing before it is seen, offsets begin with it."""
        ahead = self._ahead(text, start, stop)
        if ahead:
            body = text[start:stop]
            for at in ahead:
                if found := self.pattern.match(body, at - start):
                    return found
        return None

    def _ahead(self, text: str, start: int, stop: int) -> list[int]:
        known, places = self._places
        if known is not text:
            index = _words(text, len(_OPENINGS))[2]
            places = sorted(chain.from_iterable(index[word] for word in self.words & index.keys()))
            self._places = (text, places)
        return places[bisect_left(places, start) : bisect_left(places, stop)]


_OPENINGS: set[str] = set()
"""The first words of all phrases."""
_PAGE = 600
"""Signs of a text from which on it counts as a page."""
_LONG = 2000
"""Signs of a stretch from which on the places of a set's first words are looked up instead of every word."""


@lru_cache(maxsize=1)
def _words(text: str, _known: int) -> tuple[list[int], list[str], dict[str, list[int]]]:
    """Where the words of a text that open any phrase start, the words, and the places of each.

    Kept for the text that is being read, as long as no further phrases come to be known.
    """
    parts = _BETWEEN_WORDS.split(text)
    begins = chain((0,), islice(accumulate(map(len, parts)), 1, None, 2))
    found = parts[::2]
    opening = list(compress(zip(begins, found, strict=True), map(_OPENINGS.__contains__, found)))
    places: dict[str, list[int]] = {}
    for at, word in opening:
        places.setdefault(word, []).append(at)
    return [at for at, _ in opening], [word for _, word in opening], places


def _dashes(entry: str) -> set[str]:
    if "-" not in entry:
        return {entry}
    parts = re.split(r"\s*-\s*", entry)
    return {joint.join(parts) for joint in ("-", "–", " - ", " – ", "- ", " -", "– ", " –")}

"""A sentence of running text while its items are looked for (câu đang đọc)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from phoihop.reading.finders.items.clauses import State, clauses
from phoihop.reading.finders.items.cues import CLOSING, CONNECTIVE, NUMBERING
from phoihop.reading.lexicon.phrases import Opening
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context, Sentence

__all__ = ["PAST", "Line", "closed", "line_of"]

PAST = regex(r"(?<!\w)(?:đã|vừa|sáng|chiều|diễn\s+ra)(?!\w)")
_MUCH_DONE = regex(r"(?:[^\s\d]+\s+){1,3}(?:\d{3,}|\d{1,3}\.\d{3})\s")  # "ban hành 1.127 văn bản" tells a result


@dataclass(slots=True)
class Line:
    """One sentence, folded, and what several steps ask of it; offsets are the sentence's own."""

    page: Context
    state: State
    sentence: Sentence
    body: str
    lead: re.Match[str] | None
    opening: str
    """The sentence behind its numbering."""
    skip: int
    """Where ``opening`` begins."""
    told: re.Match[str] | None = None
    """The word with which somebody is said to speak, once it was looked for."""

    @property
    def linked(self) -> int:
        """Where the opening goes on behind "đồng thời", "bên cạnh đó" …"""
        opened = CONNECTIVE.match(self.opening)
        return opened.end() if opened else 0

    @property
    def text(self) -> str:
        """The sentence as printed."""
        return self.page.text[self.sentence.start : self.sentence.end]

    def first(self, cue: Opening) -> re.Match[str] | None:
        """The first match of a cue."""
        return cue.inside(self.page.folded, self.sentence.start, self.sentence.end)

    def put(self, start: int, role: str, sure: float, stop: int | None = None) -> bool:
        """Put down a stretch as items; what follows goes on with the same role."""
        first = self.sentence.start
        clauses(self.page, self.state, first + start, self.sentence.end if stop is None else first + stop, role, sure)
        self.state.going = role
        return True


def line_of(page: Context, state: State, sentence: Sentence) -> Line:
    """A sentence made ready for the steps."""
    body = page.folded[sentence.start : sentence.end].replace("\n", " ")
    lead = NUMBERING.match(body)
    skip = lead.end() if lead else 0
    return Line(page, state, sentence, body, lead, body[skip:], skip)


def closed(opening: str) -> bool:
    """Does a sentence end a run of tasks or weaknesses: the event goes on, something was done?"""
    return (
        CLOSING.match(opening) is not None
        or _MUCH_DONE.match(opening) is not None
        or re.search(r"(?<!\w)đã(?!\w)", opening[:60]) is not None
    )

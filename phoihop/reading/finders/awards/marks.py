"""A place where a text names an award, and what stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from phoihop.reading.finders.awards.prizes import rank
from phoihop.reading.finders.awards.same import Said
from phoihop.reading.segment import Context, Sentence

__all__ = ["Mark", "mark_of"]


@dataclass(slots=True)
class Mark:
    """One award named in a sentence (``Bằng khen``); offsets are the page's."""

    page: Context
    sentence: Sentence
    form: str
    start: int
    end: int
    floor: int
    """Where the award before it ends."""
    ceiling: int
    """Where the award behind it begins."""
    before: Said | None
    """The award before it in its sentence, where one was conferred."""
    later: bool
    """Is another award named before it in its sentence?"""
    clause: int
    """Where its clause begins, and ``lead`` is what stands from there to the name."""
    lead: str
    prize: str | None
    """The rank of a prize."""

    @property
    def span(self) -> tuple[str, int, int]:
        """The form and where it is printed."""
        return self.form, self.start, self.end

    @property
    def praise(self) -> bool:
        """Is somebody praised, without a paper?"""
        return self.form == "bieu_duong"


def mark_of(
    page: Context,
    sentence: Sentence,
    named: tuple[str, int, int],
    floor: int,
    ceiling: int,
    before: Said | None,
    later: bool,
) -> Mark:
    """An award named in a sentence with its clause: behind the last semicolon and the award before it."""
    form, start, end = named
    opening = max(sentence.start, start - 600)
    semicolons = re.finditer(r";\s", page.folded[opening:start])
    clause = max(floor, opening, max((m.end() + opening for m in semicolons), default=0))
    lead = page.folded[clause:start]
    prize = rank(page.folded, start) if form == "other" else None
    return Mark(page, sentence, form, start, end, floor, ceiling, before, later, clause, lead, prize)

"""Prizes of a contest (giải thưởng hội thi): their ranks, and to how many each rank goes."""

from __future__ import annotations

import re

from phoihop.reading.finders.awards.recipients import Counts, group_or_person
from phoihop.reading.finders.numbers import spelt
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context

__all__ = ["rank", "to_whom"]

_PRIZE = regex(r"(?:(?P<n>\d{1,3}|[^\W\d_]+)\s+)?giải(?:\s+(?P<rank>[^\W\d_]+))?")
_RANKS = ("nhất", "nhì", "ba", "tư", "khuyến", "triển", "đặc", "a", "b", "c")
_TO_THE = regex(
    r"[^;.]{0,60}?(?<!\w)(?:cho|thuộc\s+về|tới|đến)\s+(?:các|những|(?:hai|ba|bốn|năm|sáu)(?=\s+\w+\s+còn))\s+"
)


def rank(folded: str, start: int) -> str | None:
    """The rank of the prize that stands at an offset, empty for prizes of every rank; ``None`` where none stands.

    >>> rank("03 giải ba", 0), rank("16 giải, gồm", 0), rank('giải "ý tưởng"', 0), rank("bằng khen", 0)
    ('ba', '', '"ý', None)
    """
    prize = _PRIZE.match(folded, start)
    if prize is None:
        return None
    if prize["rank"] in _RANKS:
        return str(prize["rank"])
    if prize["n"] is not None:
        return ""
    named = re.compile(r"\s+[“\"]\S+").match(folded, prize.end())
    return named.group().strip() if named else None


def to_whom(page: Context, start: int, end: int, ceiling: int, counts: Counts | None) -> Counts | None:
    """The printed number of prizes says how many received one; who they are is said behind, or not at all."""
    prize = _PRIZE.match(page.folded, start)
    printed = prize["n"] if prize else None
    number = None if printed is None else int(printed) if printed.isdigit() else spelt(printed)
    if number is None or (counts is not None and counts.total == number):
        return counts
    if counts is not None and counts.given:
        group, person = counts.collectives is not None, counts.individuals is not None
        mixed = counts.recipients is not None or group is person
        kind = "either" if mixed else "group" if group else "one"
    else:
        to = _TO_THE.match(page.folded, end, ceiling)
        kind = (group_or_person(page.folded, to.end(), ceiling) if to else None) or "either"
    return Counts(
        collectives=number if kind == "group" else None,
        individuals=number if kind == "one" else None,
        recipients=number if kind == "either" else None,
        start=start,
        end=end,
    )

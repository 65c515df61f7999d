"""Clauses that the rules said nothing of and that look like items (mô hình nhỏ): a logistic scale learnt from samples.

The rules go first; this looks only at clauses in which they found nothing. What a clause looks like is its words, its
cues and those around it; how much each weighs was learnt by ``script/train_reader`` from the samples of our own
writing (``lexicon/clauses.json``).
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from phoihop.reading.finders.items.clauses import State, clauses, cut
from phoihop.reading.finders.items.cues import (
    CLOSING,
    COMPLAINS,
    CONNECTIVE,
    IMPERATIVE,
    MODAL,
    NUMBERING,
    TASKED,
    TOLD,
    WEAK,
)
from phoihop.reading.finders.items.tasks import directed, task_cue
from phoihop.reading.segment import Context
from phoihop.reading.values import Span

__all__ = ["ROLES", "Clause", "chances", "clauses_of", "further", "kept", "kinds_of", "look"]

ROLES = ("content", "direction", "limitation")
LEAST = 0.8
"""How likely a clause must be an item to be one."""


@dataclass(slots=True)
class Clause:
    """A clause of running text: where it stands, where its own words open, which one of its sentence it is."""

    start: int
    end: int
    opens: int
    place: int
    paragraph: int
    marks: tuple[str, ...]
    lacks: Set[str] = frozenset()
    cues: tuple[str, ...] | None = None


_WORD = re.compile(r"[^\W\d_]+|\d+|[:“”\"%]")
_DONE = re.compile(r"(?<!\w)đã(?!\w)")
_SEARCHED = (("tasked", TASKED), ("modal", MODAL), ("weak", WEAK), ("told", TOLD), ("done", _DONE))
_OPENING = (("closing", CLOSING), ("imperative", IMPERATIVE))
_REACH = 4
_LONG = 39
"""Sentences of more words are told by the rules or not at all: in them a clause seldom fills what is cut."""


def kinds_of(official: bool, plan: bool, signing: bool) -> tuple[str, ...]:
    """The features of a whole text."""
    return tuple(name for name, so in (("official", official), ("plan", plan), ("signing", signing)) if so)


def clauses_of(page: Context, whole: Sequence[str], lacks: Mapping[int, Set[str]]) -> list[Clause]:
    """Every clause of a text, headlines and captions apart.

    ``whole`` says what kind of text it is (``kinds_of``); ``lacks`` which cues are known not to be in a sentence, by
    where it starts, and saves the search.
    """
    found: list[Clause] = []
    folded = page.folded
    paragraph = -1
    ended = ""
    for sentence in page.sentences:
        if page.paragraphs[sentence.paragraph].kind not in ("title", "caption"):
            place = 0
            lacking = lacks.get(sentence.start, frozenset())
            for start, end in cut(page, sentence.start, sentence.end):
                while start < end and folded[start] in " ;\n":
                    start += 1
                lead = NUMBERING.match(folded, start, end)
                opens = lead.end() if lead else start
                joint = CONNECTIVE.match(folded, opens, end)
                opens = joint.end() if joint else opens
                if folded.count(" ", opens, end) < 2:
                    continue
                marks = list(whole)
                marks += ["numbered"] if lead else []
                marks += ["joined"] if joint else []
                marks += ["later"] if place else []
                marks += ["behind a colon"] if ended == ":" else []
                marks += ["opens a paragraph"] if not place and sentence.paragraph != paragraph else []
                marks += ["before a colon"] if folded[end - 1] == ":" else []
                found.append(Clause(start, end, opens, place, sentence.paragraph, tuple(marks), lacking))
                place += 1
        paragraph = sentence.paragraph
        ended = folded[sentence.end - 1]
    return found


def _cues(page: Context, clause: Clause) -> tuple[str, ...]:
    """The kinds of cues that a clause holds, looked for when first asked for."""
    if clause.cues is None:
        body = page.folded[clause.opens : clause.end]
        searched = [name for name, cue in _SEARCHED if name not in clause.lacks and cue.search(body)]
        clause.cues = (*searched, *(name for name, cue in _OPENING if cue.match(body)))
    return clause.cues


def look(page: Context, found: Sequence[Clause], index: int) -> Iterator[str]:
    """What a clause looks like: the names of its features, each once."""
    clause = found[index]
    words = [word if not word.isdigit() else "0" for word in _WORD.findall(page.folded, clause.opens, clause.end)]
    yield "any"
    for place, word in enumerate(words[:3]):
        yield f"{place} {word}"
    for word in dict.fromkeys(words[:60]):
        yield f"w {word}"
    yield f"numbers {min(3, words.count('0'))}"
    yield f"length {bisect_left((8, 16, 40), len(words) + 1)}"
    yield from clause.marks
    for cue in _cues(page, clause):
        yield f"c {cue}"
    for cue in dict.fromkeys(cue for before in found[index - clause.place : index] for cue in _cues(page, before)):
        yield f"b {cue}"
    if index:
        for cue in _cues(page, found[index - 1]):
            yield f"p {cue}"
    if index + 1 < len(found):
        for cue in _cues(page, found[index + 1]):
            yield f"n {cue}"
    for cue in dict.fromkeys(cue for near in found[max(0, index - _REACH) : index - 1] for cue in _cues(page, near)):
        yield f"r {cue}"


@cache
def kept() -> dict[str, tuple[int, ...]]:
    """What each feature weighs for each of ``ROLES``, as it was learnt."""
    raw = (Path(__file__).parents[2] / "lexicon" / "clauses.json").read_text(encoding="utf-8")
    weights: dict[str, list[int]] = json.loads(raw)["weights"]
    # Tuples of numbers, because the collector walks each of some thousand lists again with every paper.
    return {feature: tuple(each) for feature, each in weights.items()}


def chances(features: Iterable[str], weights: Mapping[str, Sequence[float]]) -> tuple[float, ...]:
    """How likely a clause is an item of each of ``ROLES``; weights are in hundredths, and no item weighs nought."""
    known = [weight for weight in map(weights.get, features) if weight]
    powers = [math.exp(max(-30.0, min(30.0, sum(each) / 100))) for each in zip(*known, strict=True)] or [1.0] * 3
    total = 1 + sum(powers)
    return tuple(power / total for power in powers)


def further(page: Context, state: State, official: bool) -> None:
    """Put down the clauses that no rule spoke of and that look like items."""
    taken = sorted(item.evidence[0] for item in state.found)
    weights = kept()
    found = clauses_of(page, kinds_of(official, state.plan, state.signing), state.lacks) if weights else []
    told = [_touched(taken, clause.start, clause.end) for clause in found]
    for index, clause in enumerate(found):
        if told[index] or page.folded.count(" ", clause.opens, clause.end) >= _LONG:
            continue
        if not (_beside(found, told, index) or set(_cues(page, clause)) & _ASKING):
            continue
        likely = chances(look(page, found, index), weights)
        best = max(likely)
        role = ROLES[likely.index(best)]
        if best >= LEAST and (_cued(page, clause, role) or _beside(found, told, index)):
            _keep(page, state, clause, role, round(0.8 * best, 3))


def _cued(page: Context, clause: Clause, role: str) -> bool:
    """Does a clause hold a word that tells a weakness, or one that asks for something?"""
    return bool(set(_cues(page, clause)) & _CUES[role])


_CUES = {
    "limitation": {"weak"},
    "direction": {"modal", "tasked", "imperative"},
    "content": {"modal", "tasked", "imperative"},
}


_ASKING = frozenset().union(*_CUES.values())


def _beside(found: Sequence[Clause], told: Sequence[bool], index: int) -> bool:
    """Is a clause next to one of its paragraph in which the rules found something?"""
    near = range(max(0, index - 2), min(len(found), index + 2))
    return any(told[other] and found[other].paragraph == found[index].paragraph for other in near)


def _touched(taken: Sequence[Span], start: int, end: int) -> bool:
    """Did the rules find something in a stretch?"""
    at = bisect_left(taken, (end, 0)) - 1
    return any(min(end, last) - max(start, first) > 10 for first, last in taken[max(0, at - 1) : at + 1])


_NAMES_WHO = re.compile(r"(?:cũng\s+|còn\s+)?theo\s+(?!đó)")
_SAID = re.compile(r"(?:\s+(?:rõ|thêm))?(?:\s+(?:rằng|là))?\s*[,:]?\s+[“\"]?")
_FEWEST = 5


def _keep(page: Context, state: State, clause: Clause, role: str, sure: float) -> None:
    """Put a clause down without who says it, where enough is left."""
    folded, end = page.folded, clause.end
    start = clause.opens
    stop = start + (end - start) * 2 // 3
    colon = folded.find(": ", start, stop)
    if colon > 0 and (role == "limitation" or folded[colon + 2] in '“"'):
        start = colon + 2
    elif _NAMES_WHO.match(folded, start, end):
        comma = folded.rfind(", ", start, stop)
        start = comma + 2 if comma >= 0 else start
    elif told := TOLD.search(folded, start, stop):
        said = _SAID.match(folded, told.end(), end)
        start = said.end() if said and folded.count(" ", said.end(), end) >= _FEWEST else start
    elif role == "limitation" and (complains := COMPLAINS.search(folded, start, stop)):
        start = complains.end()
    if role == "direction":
        cue = task_cue(folded[start:end], page.text[start:end])
        directed(page, state, start + (cue or 0), end, sure)
        return
    clauses(page, state, start, end, role, sure)

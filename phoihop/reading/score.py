"""Measure a reading against annotated facts (chấm điểm): matching, fact F1, field F1, evidence.

Per document and type, predicted and gold facts are paired one to one: most pairs first, among those the most
equal fields. A pair needs agreeing key fields. What agrees is said beside each function.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from phoihop.reading import lexicon, read
from phoihop.reading.patterns import regex

__all__ = ["Tally", "main", "misses", "pairs", "score_dir", "score_facts", "table"]

Json = Mapping[str, Any]

FIELDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "document": (("kind", "number", "title", "issued_on", "period"), ("parties",)),
    "event": (("date", "mode", "place", "sites"), ("kinds", "hosts")),
    "person": (("name", "rank"), ("positions", "roles")),
    "figure": (("value", "comparator", "unit", "subject", "period"), ()),
    "award": (("form", "collectives", "individuals", "recipients"), ("authorities",)),
    "item": (("role", "text"), ()),
}
_COUNTS = ("value", "sites", "collectives", "individuals", "recipients")
_PRINTED = ("title", "place", "hosts", "parties", "authorities", "subject", "unit", "positions", "text", "name", "rank")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_IN_PARENTHESES = regex(r"(?<=\S)\s*\(\s*([^()]{1,24}?)\s*\)")


@dataclass(slots=True)
class Tally:
    """Counts of one type: facts, fields, evidence."""

    matched: int = 0
    gold: int = 0
    predicted: int = 0
    fields_right: int = 0
    fields_gold: int = 0
    fields_predicted: int = 0
    evidence_right: int = 0
    evidence_seen: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    @property
    def fact(self) -> tuple[float, float, float]:
        """Precision, recall and F1 of facts."""
        return _rates(self.matched, self.gold, self.predicted)

    @property
    def field(self) -> tuple[float, float, float]:
        """Precision, recall and F1 of the fields given; those of unpaired facts count against."""
        return _rates(self.fields_right, self.fields_gold, self.fields_predicted)

    @property
    def evidence(self) -> float | None:
        """Share of paired facts whose evidence overlaps the gold evidence."""
        return self.evidence_right / self.evidence_seen if self.evidence_seen else None


def _rates(right: int, gold: int, predicted: int) -> tuple[float, float, float]:
    precision = right / predicted if predicted else float(not gold)
    recall = right / gold if gold else float(not predicted)
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@lru_cache(maxsize=65536)
def comparable(text: str) -> str:
    """A printed string made comparable: case, tone placement, quotation marks, spaces, known abbreviations.

    >>> comparable("Uỷ ban TW Mặt trận Tổ quốc VN") == comparable("Ủy ban Trung ương MTTQ Việt Nam")
    True
    """
    plain = unicodedata.normalize("NFC", text).replace("\u00a0", " ")
    plain = _IN_PARENTHESES.sub(_unless_abbreviation, plain).lower()
    plain = re.sub(r"[\"'“”„‟‘’«»]", "", plain)
    plain = re.sub(r"[‐‑‒–—]", "-", plain)
    plain = re.sub(r"\btp\.\s*", "tp ", plain)
    plain = _expander().sub(lambda match: _expansions()[match.group()], plain)
    plain = re.sub(r"\s*-\s*", "-", plain)
    return " ".join(_tone_last(word) for word in re.sub(r"\s+", " ", plain).strip(" .,;:").split())


def _unless_abbreviation(match: re.Match[str]) -> str:
    return " " if sum(char.isupper() for char in match.group(1).split()[0]) > 1 else match.group()


@lru_cache(maxsize=1)
def _expansions() -> dict[str, str]:
    pairs = (line.split("\t") for line in lexicon.lines("equivalents"))
    return {short.lower(): long.lower() for short, long in pairs}


@lru_cache(maxsize=1)
def _expander() -> re.Pattern[str]:
    shorts = "|".join(re.escape(short) for short in sorted(_expansions(), key=len, reverse=True))
    return re.compile(rf"(?<![\w&.])(?:{shorts})(?![\w&])")


@lru_cache(maxsize=65536)
def _tone_last(word: str) -> str:
    marks = unicodedata.normalize("NFD", word)
    letters = "".join(char for char in marks if char not in _TONES)
    return unicodedata.normalize("NFC", letters) + "".join(char for char in marks if char in _TONES)


@lru_cache(maxsize=65536)
def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(rf"[^\W_]+[{_TONES}]?", comparable(text)))


def overlap(first: str, second: str) -> float:
    """F1 of the words that two strings share."""
    left, right = list(_words(first)), list(_words(second))
    if not left or not right:
        return 0.0
    total, shared = len(left) + len(right), 0
    for word in left:
        if word in right:
            right.remove(word)
            shared += 1
    return 2 * shared / total


def _contained(first: str, second: str) -> bool:
    left, right = (f" {' '.join(_words(text))} " for text in (first, second))
    return bool(left.strip()) and bool(right.strip()) and (left in right or right in left)


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _agree(name: str, gold: Any, predicted: Any) -> bool:
    """Do two values of a field agree? Positions by containment or word F1 of 0.8, item texts by word F1 of 0.7."""
    if name == "number":
        return _number(gold) == _number(predicted)
    if name == "period":
        ends = [value[:2] if isinstance(value, list) else [value] for value in (gold, predicted)]
        return [str(end or "") for end in ends[0]] == [str(end or "") for end in ends[1]]
    if name in _COUNTS:
        left, right = _count(gold), _count(predicted)
        return left is not None and right is not None and abs(left - right) <= 1e-9 * max(1, abs(left))
    if name not in _PRINTED:
        return str(gold).strip().lower() == str(predicted).strip().lower()
    if comparable(_text(gold)) == comparable(_text(predicted)):
        return True
    if name == "positions":
        return _contained(_text(gold), _text(predicted)) or overlap(_text(gold), _text(predicted)) >= 0.8
    return name == "text" and overlap(_text(gold), _text(predicted)) >= 0.7


def _number(value: Any) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFC", _text(value))).replace("–", "-").lower()


def _count(value: Any) -> float | None:
    if value is None or isinstance(value, bool):
        return None
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def _heads(unit: Any) -> set[str]:
    if _text(unit).strip().startswith("%"):
        return {"%"}
    words = _words(_text(unit))
    return set(words[:2] if len(words) > 1 and words[0] == _tone_last("lượt") else words[:1])


def _empty(value: Any) -> bool:
    return value is None or value in ("", [], [None, None])


def _list(value: Any) -> list[Any]:
    if _empty(value):
        return []
    return [entry for entry in value if not _empty(entry)] if isinstance(value, list) else [value]


def may_pair(kind: str, gold: Json, predicted: Json) -> bool:
    """May these two be the same fact? The key fields of the type decide."""
    if kind == "document":
        if not _empty(gold.get("number")) or not _empty(predicted.get("number")):
            return _agree("number", gold.get("number"), predicted.get("number"))
        return gold.get("kind") == predicted.get("kind") and _agree("title", gold.get("title"), predicted.get("title"))
    if kind == "event":
        kinds = [set(map(str, _list(fact.get("kinds")))) for fact in (gold, predicted)]
        same_day = not _empty(gold.get("date")) and gold.get("date") == predicted.get("date")
        return same_day or (bool(kinds[0]) and kinds[0] == kinds[1])
    if kind == "person":
        name = comparable(_text(gold.get("name")))
        return bool(name) and name == comparable(_text(predicted.get("name")))
    if kind == "figure":
        left, right = _heads(gold.get("unit")), _heads(predicted.get("unit"))
        return _agree("value", gold.get("value"), predicted.get("value")) and bool(left & right or left == right)
    if kind == "award":
        counts = ("collectives", "individuals", "recipients")
        return gold.get("form") == predicted.get("form") and all(
            _count(gold.get(name)) == _count(predicted.get(name)) for name in counts
        )
    return (
        gold.get("role") == predicted.get("role")
        and overlap(_text(gold.get("text")), _text(predicted.get("text"))) >= 0.7
    )


def _fields(kind: str, gold: Json | None, predicted: Json | None) -> tuple[int, int, int]:
    """Right fields, fields given by gold, fields given by the prediction; each entry of a list is a field."""
    right = in_gold = in_predicted = 0
    scalars, lists = FIELDS[kind]
    for name in scalars:
        left, found = (None if fact is None or _empty(fact.get(name)) else fact.get(name) for fact in (gold, predicted))
        in_gold += left is not None
        in_predicted += found is not None
        right += left is not None and found is not None and _agree(name, left, found)
    for name in lists:
        many, others = ([] if fact is None else _list(fact.get(name)) for fact in (gold, predicted))
        in_gold += len(many)
        in_predicted += len(others)
        right += len(best_pairs([[1 if _agree(name, one, other) else None for other in others] for one in many]))
    return right, in_gold, in_predicted


def best_pairs(weights: Sequence[Sequence[int | None]]) -> list[tuple[int, int]]:
    """One-to-one pairs of rows and columns: as many as can be, among those the greatest total weight.

    ``None`` forbids a pair. Each round lengthens the pairing along the best alternating path.

    >>> best_pairs([[1, 5], [None, 4]])
    [(0, 0), (1, 1)]
    """
    width = len(weights[0]) if weights else 0
    partner: list[int | None] = [None] * width  # column → row
    paired: set[int] = set()
    while True:
        gain: list[float] = [float("-inf")] * width
        came: list[tuple[int, int | None]] = [(-1, None)] * width
        for row, entries in enumerate(weights):
            if row not in paired:
                for column, weight in enumerate(entries):
                    if weight is not None and weight > gain[column]:
                        gain[column], came[column] = weight, (row, None)
        for _ in range(width):
            changed = False
            for column in range(width):
                row_of = partner[column]
                if row_of is None or gain[column] == float("-inf"):
                    continue
                given_up = weights[row_of][column] or 0
                for other, weight in enumerate(weights[row_of]):
                    if weight is None or other == column:
                        continue
                    reached = gain[column] - given_up + weight
                    if reached > gain[other]:
                        gain[other], came[other] = reached, (row_of, column)
                        changed = True
            if not changed:
                break
        free = [column for column in range(width) if partner[column] is None and gain[column] > float("-inf")]
        if not free:
            return sorted((row, column) for column, row in enumerate(partner) if row is not None)
        end: int | None = max(free, key=lambda index: gain[index])
        while end is not None:
            row, before = came[end]
            partner[end] = row
            paired.add(row)
            end = before


def pairs(kind: str, gold: Sequence[Json], predicted: Sequence[Json]) -> list[tuple[int, int]]:
    """Which gold fact is which predicted one, by index."""
    return best_pairs([[_fields(kind, g, p)[0] if may_pair(kind, g, p) else None for p in predicted] for g in gold])


def _spans(fact: Json) -> list[tuple[int, int]]:
    return [(a, b) for a, b in fact.get("evidence") or () if a < b]


def score_facts(gold: Iterable[Json], predicted: Iterable[Json]) -> dict[str, Tally]:
    """The tally of each type for one document."""
    tallies: dict[str, Tally] = {}
    gold, predicted = list(gold), list(predicted)
    for kind in FIELDS:
        wanted = [fact for fact in gold if fact.get("type") == kind]
        found = [fact for fact in predicted if fact.get("type") == kind]
        tally = tallies[kind] = Tally(gold=len(wanted), predicted=len(found))
        joined = pairs(kind, wanted, found)
        tally.matched = len(joined)
        for g, p in joined:
            right, in_gold, in_predicted = _fields(kind, wanted[g], found[p])
            tally.fields_right += right
            tally.fields_gold += in_gold
            tally.fields_predicted += in_predicted
            if not _spans(found[p]) or _spans(wanted[g]):
                tally.evidence_seen += 1
                tally.evidence_right += any(a < d and c < b for a, b in _spans(found[p]) for c, d in _spans(wanted[g]))
        for g, fact in enumerate(wanted):
            if g not in {pair[0] for pair in joined}:
                tally.fields_gold += _fields(kind, fact, None)[1]
        for p, fact in enumerate(found):
            if p not in {pair[1] for pair in joined}:
                tally.fields_predicted += _fields(kind, None, fact)[2]
    return tallies


def misses(gold: Iterable[Json], predicted: Iterable[Json]) -> Iterator[tuple[str, Json]]:
    """Facts without a partner: ``missed`` gold ones and ``extra`` predicted ones."""
    gold, predicted = list(gold), list(predicted)
    for kind in FIELDS:
        wanted = [fact for fact in gold if fact.get("type") == kind]
        found = [fact for fact in predicted if fact.get("type") == kind]
        joined = pairs(kind, wanted, found)
        yield from (("missed", fact) for g, fact in enumerate(wanted) if g not in {pair[0] for pair in joined})
        yield from (("extra", fact) for p, fact in enumerate(found) if p not in {pair[1] for pair in joined})


def _gold(directory: Path, pattern: str) -> Iterator[tuple[str, Json]]:
    for path in sorted(directory.glob(f"{pattern}.json")):
        yield path.stem, json.loads(path.read_text(encoding="utf-8"))


def score_dir(gold: Path, articles: Path, pattern: str = "*") -> dict[str, Tally]:
    """Read every article that has gold facts (``NAME.txt`` beside ``NAME.json``) and add up the tallies by type."""
    total = {kind: Tally() for kind in FIELDS}
    for name, wanted in _gold(gold, pattern):
        reading = read((articles / f"{name}.txt").read_text(encoding="utf-8"))
        for kind, tally in score_facts(wanted["facts"], reading.as_json()["facts"]).items():
            total[kind] += tally
    return total


def table(tallies: Mapping[str, Tally]) -> str:
    """The tallies as text, one line a type, the micro average last."""
    head = ("type", "gold", "pred", "match", "factP", "factR", "factF1", "fldP", "fldR", "fldF1", "evid")
    rows = ["{:<10} {:>5} {:>5} {:>5} | {:>6} {:>6} {:>6} | {:>6} {:>6} {:>6} | {}".format(*head)]
    micro = sum(tallies.values(), Tally())
    for name, tally in [*tallies.items(), ("micro", micro)]:
        evidence = "-" if tally.evidence is None else f"{tally.evidence:.3f}"
        rates = "{:6.3f} {:6.3f} {:6.3f} | {:6.3f} {:6.3f} {:6.3f}".format(*tally.fact, *tally.field)
        rows.append(f"{name:<10} {tally.gold:5} {tally.predicted:5} {tally.matched:5} | {rates} | {evidence}")
    return "\n".join(rows)


def main(argv: Sequence[str] | None = None) -> int:
    """``phoihop reading score DIR``: print the table for a folder with ``articles/`` and ``gold/``."""
    parser = argparse.ArgumentParser(prog="phoihop reading score", description="Measure the reader on annotated texts.")
    parser.add_argument("directory", type=Path, help="folder with articles/ and gold/")
    parser.add_argument("--only", default="*", help="pattern of names, for example 'n*'")
    parser.add_argument("--misses", action="store_true", help="list facts missed and facts too many")
    parser.add_argument("--json", action="store_true", help="print the counts as JSON")
    options = parser.parse_args(argv)
    gold, articles = options.directory / "gold", options.directory / "articles"
    if not gold.is_dir():
        parser.error(f"{gold} is no folder")
    tallies = score_dir(gold, articles, options.only)
    out = sys.stdout
    if options.json:
        counts = {kind: {name: getattr(tally, name) for name in tally.__slots__} for kind, tally in tallies.items()}
        out.write(json.dumps(counts, indent=1) + "\n")
        return 0
    out.write(table(tallies) + "\n")
    if options.misses:
        for name, wanted in _gold(gold, options.only):
            reading = read((articles / f"{name}.txt").read_text(encoding="utf-8"))
            for what, fact in misses(wanted["facts"], reading.as_json()["facts"]):
                shown = {key: value for key, value in fact.items() if key not in ("evidence", "confidence")}
                out.write(f"{name} {what} {json.dumps(shown, ensure_ascii=False)}\n")
    return 0

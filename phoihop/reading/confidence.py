"""How likely a found fact is right (độ tin cậy): one logistic scale a type, weights learnt from annotated samples.

The finders say how clear the place was; the scales turn that and the fact's own shape into a probability.
``script/train_reader`` writes the weights (``lexicon/confidence.json``) from the samples of our own writing;
``phoihop/reading/score.py`` decides what is right.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

from phoihop.reading.values import Award, Document, Event, Fact, Figure, Item

__all__ = ["features", "probability", "rated"]


def features(fact: Fact) -> dict[str, float]:
    """What is known of a fact without its text, as numbers between 0 and about 3.

    >>> sorted(features(Figure(value=12, unit="mô hình", confidence=0.9)))
    ['base', 'bias', 'long unit', 'owned', 'repeated', 'round', 'share', 'single', 'timed']
    """
    given = min(max(fact.confidence, 0.05), 0.99)
    known = {"bias": 1.0, "base": math.log(given / (1 - given)), "repeated": float(len(fact.evidence) > 1)}
    if isinstance(fact, Figure):
        known |= {
            "share": float(fact.unit in ("%", "đồng")),
            "single": float(fact.value in (1, 2, 3)),
            "long unit": float(len(fact.unit.split()) > 6),
            "owned": float(fact.subject is not None),
            "timed": float(fact.period is not None),
            "round": float(fact.value >= 1000),
        }
    elif isinstance(fact, Award):
        counted = (fact.collectives, fact.individuals, fact.recipients) != (None, None, None)
        known |= {
            "counted": float(counted),
            "owned": float(bool(fact.authorities)),
            "praise": float(fact.form in ("bieu_duong", "other")),
        }
    elif isinstance(fact, Item):
        words = len(fact.text.split())
        known |= {
            "short": float(words < 7),
            "long": float(words > 45),
            "content": float(fact.role == "content"),
            "limitation": float(fact.role == "limitation"),
        }
    elif isinstance(fact, Document):
        known |= {
            "numbered": float(fact.number is not None),
            "titled": float(fact.title is not None),
            "dated": float(fact.issued_on is not None),
            "other": float(fact.kind == "other"),
        }
    elif isinstance(fact, Event):
        known |= {
            "dated": float(fact.date is not None),
            "hosted": float(bool(fact.hosts)),
            "other": float("other" in fact.kinds),
        }
    else:
        syllables = len(fact.name.split())
        known |= {
            "ranked": float(fact.rank is not None),
            "placed": float(bool(fact.positions)),
            "acting": float(bool(fact.roles)),
            "author": float("author" in fact.roles),
            "odd length": float(not 2 <= syllables <= 4),
        }
    return known


def probability(known: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The logistic value of features under weights."""
    score = sum(weights.get(name, 0.0) * value for name, value in known.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


@cache
def _weights() -> dict[str, dict[str, float]]:
    raw = (Path(__file__).parent / "lexicon" / "confidence.json").read_text(encoding="utf-8")
    weights: dict[str, dict[str, float]] = json.loads(raw)["weights"]
    return weights


@lru_cache(maxsize=4096)
def _sure(kind: str, known: tuple[tuple[str, float], ...]) -> float:
    """The probability of facts of a type that look alike, reckoned once."""
    return round(probability(dict(known), _weights()[kind]), 3)


def rated(facts: Iterable[Fact]) -> list[Fact]:
    """The facts with their calibrated confidence; as they are where no weights are known for their type."""
    weights = _weights()
    return [
        replace(fact, confidence=_sure(fact.type, tuple(features(fact).items()))) if fact.type in weights else fact
        for fact in facts
    ]

"""Which indicator of the catalogue a figure counts (ghép chỉ tiêu), with the reason and a confidence.

Names and aliases are compared as words, abbreviations written out. Two wordings count the same thing only where the
same noun is counted (people are not visits, kinds of models are not models nor their places) and the same telling
ideas stand in both ("mới", "Dân vận khéo", "tôn giáo"). What fits nothing gets no match: better listed than wrong.
"""

from __future__ import annotations

import csv
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from rapidfuzz import fuzz

from phoihop.reading.match.wordings import Said, is_general, plain, said_of, same_count
from phoihop.reading.normalise import fold
from phoihop.reading.patterns import regex
from phoihop.reading.tables import Row
from phoihop.reading.values import Figure

__all__ = ["CatalogueRow", "Match", "is_general", "match", "own_aliases", "wording"]

_LONGEST: Final = 160


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """One indicator as plain data; ``type`` is count, stock, money, ratio or percent."""

    code: str
    name: str
    unit: str
    aliases: tuple[str, ...] = ()
    type: str = "count"


@dataclass(frozen=True, slots=True)
class Match:
    """A figure tied to an indicator: why, and how likely it is right (0 to 1).

    ``reason`` names the kind of agreement and the wording agreed with: ``remembered``, ``name``, ``alias``,
    ``group`` (with the line above), ``context`` (with the sentence) or ``near``.
    """

    fact: Figure | Row
    code: str
    reason: str
    confidence: float


def match(
    fact: Figure | Row,
    catalogue: Iterable[CatalogueRow],
    *,
    aliases: Mapping[str, str] | None = None,
    text: str = "",
) -> Match | None:
    """The indicator that a figure or a table's line counts, or ``None`` where none fits well enough.

    ``aliases`` are remembered wordings (``wording(fact)`` or any folded label → code): they win over all else; those
    of a unit must be laid over those for all by the caller. ``text`` is the text that a figure's evidence points into:
    its sentence tells new models from kept ones.

    >>> rows = [CatalogueRow("TT01", "Buổi tuyên truyền, vận động tập trung", "buổi (cuộc)")]
    >>> match(Figure(value=12, unit="buổi tuyên truyền"), rows).code
    'TT01'
    >>> match(Figure(value=12, unit="buổi tập huấn"), rows) is None
    True
    """
    rows = catalogue if isinstance(catalogue, tuple) else tuple(catalogue)
    index = _index(tuple(CatalogueRow(r.code, r.name, r.unit, tuple(r.aliases), r.type) for r in rows))
    if isinstance(fact, Figure) and fact.evidence and _is_difference(fact, text):
        return None  # "tăng 01 mô hình so với năm 2025" counts nothing
    wordings = list(_wordings(fact, text))
    if aliases:
        known = {row.code for row in rows}
        folded = {fold(key): code for key, code in aliases.items()}
        for printed in (wording(fact), *(each.printed for each in wordings)):
            if (code := folded.get(fold(printed)[:_LONGEST])) in known and code:
                return Match(fact, code, f"remembered: {printed}", 0.99)
    # "… 23.914 nguồn tin, trong đó 18.702 nguồn tin có giá trị": the second may be a part of the first.
    share = (
        isinstance(fact, Figure)
        and fact.evidence
        and _PART.search(fold(text[max(0, fact.evidence[0][0] - 40) : fact.evidence[0][0]]))
    )
    for said in wordings:
        for phrase in index.exact.get(said.bag, ()):
            if share and said.head != index.counted[phrase.code]:
                continue  # "duy trì 9 mô hình, trong đó có 3 mô hình camera": three models, not three systems
            if _agree(said, phrase):
                sure = said.sure(phrase)
                kind = said.kind or phrase.kind
                return Match(fact, phrase.code, f"{kind}: {phrase.printed}", min(sure, 0.5) if share else sure)
    if share or (isinstance(fact, Row) and fact.part):
        return None  # a share of the line above: never taken for a whole by likeness
    best = _nearest(wordings, index)
    if best is None:
        return None
    phrase, score = best
    ceiling = 0.85 if isinstance(fact, Row) else 0.75
    return Match(fact, phrase.code, f"near: {phrase.printed}", round(min(ceiling, score * 0.9), 2))


def _is_difference(fact: Figure, text: str) -> bool:
    start, end = fact.evidence[0]
    if not _ROSE.search(fold(text[max(0, start - 24) : start])):
        return False
    return "%" in fact.unit or _THAN.match(fold(re.split(r"[.;\n]", text[end : end + 80])[0])) is not None


def wording(fact: Figure | Row) -> str:
    """The folded wording under which a corrected match is remembered: a line's label with its unit, a figure's unit.

    >>> wording(Row("Số buổi", "buổi", ("Tuyên truyền",))), wording(Figure(unit="buổi Tuyên truyền"))
    ('tuyên truyền / số buổi', 'buổi tuyên truyền')
    """
    if isinstance(fact, Figure):
        return " ".join(fold(fact.unit).split())[:_LONGEST]
    words = plain(fact.label)
    # A label of a word or two ("Số buổi") means nothing without the line above it.
    above = f"{fold(fact.parents[-1])} / " if fact.parents and (fact.part or len(words) < 3) else ""
    return " ".join((above + fold(fact.label)).split())[:_LONGEST]


@cache
def own_aliases() -> Mapping[str, tuple[str, ...]]:
    """The wordings of reports and press that come with the reader: code → aliases."""
    with files("phoihop.reading.lexicon").joinpath("indicator_aliases.csv").open(encoding="utf-8") as lines:
        return {row["code"]: tuple(row["aliases"].split("|")) for row in csv.DictReader(lines)}


@dataclass(slots=True)
class _Index:
    phrases: list[Said] = field(default_factory=list)
    exact: dict[tuple[str, ...], list[Said]] = field(default_factory=dict)
    weights: dict[str, float] = field(default_factory=dict)
    by_word: dict[str, set[int]] = field(default_factory=dict)
    counted: dict[str, str | None] = field(default_factory=dict)


@lru_cache(maxsize=8)
def _index(rows: tuple[CatalogueRow, ...]) -> _Index:
    index = _Index()
    for row in rows:
        index.counted[row.code] = said_of(row.unit).head
        for kind, phrase in [
            ("name", row.name),
            *(("alias", alias) for alias in (*row.aliases, *own_aliases().get(row.code, ()))),
        ]:
            said = said_of(phrase, row.code, kind)
            if said.head is None:
                # "Tin, bài đăng" counts what the catalogue says that it counts.
                unit = said_of(row.unit).head
                said = replace(said, head=unit)
            index.exact.setdefault(said.bag, []).append(said)
            index.phrases.append(said)
    counts = Counter(word for phrase in index.phrases for word in phrase.bag)
    index.weights = {word: math.log(1 + len(index.phrases) / count) for word, count in counts.items()}
    for place, each in enumerate(index.phrases):
        for word in each.bag:
            index.by_word.setdefault(word, set()).add(place)
    return index


# What a figure or a line says.

_DONE: Final = regex(
    r"(?:xây dựng mới|xây dựng|thành lập mới|thành lập|ra mắt|nhân rộng|duy trì|giải thể|đăng ký|công nhận|"
    r"hòa giải thành công|hòa giải thành|hòa giải|tiếp nhận|giải quyết|cảm hóa|"
    r"tuyên truyền|tuần tra|tập huấn|giám sát|kiểm tra|ký kết|giao nộp|đối thoại)"
    r"(?: hoạt động)?(?: có hiệu quả| hiệu quả)?"
)
_ROSE: Final = regex(
    r"\b(?:tăng|giảm|tăng thêm|giảm bớt|nhiều hơn|ít hơn|cao hơn|thấp hơn|hơn|kém|vượt)(?: là| được)?\s+$"
)
_NUMBER_ROSE_TO: Final = regex(r"\bsố ([^,.;:()\d]{3,70}?)\s+(?:lên|là|đạt|còn|xuống)(?:\s+(?:tới|thành|con số))?\s+$")
_THAN: Final = regex(r"[^,)]{0,60}\bso\b|\s*(?:nữa\b|[)])")
_COMMON: Final = frozenset(("clubs", "houses", "gifts", "delegates", "examples", "arms", "opinions", "sessions"))
_PART: Final = regex(r"(?:trong đó|bao gồm|gồm)\s*(?:có|là|:|,)?\s*(?:hơn|trên|gần|khoảng)?\s*$")
_ONE_NAME: Final = regex(r"an ninh, trật tự", re.IGNORECASE)
_CLAUSE_END: Final = regex(r"[.;:\n]|,(?=\s*\d)|\d")


def _wordings(fact: Figure | Row, text: str) -> Iterator[Said]:
    """The wordings of one fact, the most telling first."""
    if isinstance(fact, Figure):
        unit_alone = said_of(fact.unit)
        # A club, a house or a delegate may be anyone's: the noun alone is little to go by.
        common = unit_alone.head in _COMMON and not set(unit_alone.bag) - unit_alone.noun
        if text and fact.evidence and (told := _told_before(fact, unit_alone, text)):
            for printed in told:
                yield said_of(printed, kind="context", weight=0.9)
            return
        yield said_of(fact.unit, weight=0.75 if common else 1.0)
        if text and fact.evidence:
            for around in _around(fact, text):
                yield said_of(around, kind="context", weight=0.9)
        return
    label, unit = fact.label, fact.unit
    own = said_of(label)
    counted = said_of(unit).head if unit else None
    if own.head is None and unit:
        yield said_of(f"{unit} {label}", weight=0.98)
    elif counted and own.head and counted != own.head and not same_count(own.head, counted):
        # "Tập huấn" in a line whose unit is "lượt người": the unit says what is counted.
        yield said_of(f"{unit} {label}", weight=0.95)
        if counted in ("visits", "rate", "money"):
            return
    yield own
    for parent in reversed(fact.parents):
        yield said_of(f"{label} {parent}", kind="group", weight=0.95)
        if unit and own.head is None:
            yield said_of(f"{unit} {parent} {label}", kind="group", weight=0.93)


_EVENTS: Final = regex(r"diễn đàn|lắng nghe ý kiến|ngày hội|tuyên truyền|tập huấn|hội thi|trợ giúp pháp lý|đối thoại")
_NOT_TOLD: Final = frozenset(("tuyên truyền", "đối thoại"))
_SAYS_WHICH: Final = regex(r"(?:tuyên truyền|tập huấn|ngày hội|diễn đàn|trợ giúp|đối thoại|tại|của|về)(?!\w)")
_SOLVED: Final = regex(r"(?:làm rõ|giải quyết|xử lý|khám phá)(?:\s+(?:được|kịp thời))*\s*(?:hơn|trên|gần)?\s*$")


def _told_before(fact: Figure, unit: Said, text: str) -> list[str]:
    """What a bare count is of by the words before it in its sentence; empty where they do not say.

    "01 diễn đàn … với 180 lượt người dự, tiếp nhận 14 ý kiến": people and opinions of the forum. "Cung cấp 61 nguồn tin
    …, làm rõ 19 vụ việc": cases cleared up by tips.
    """
    start, end = fact.evidence[0]
    folded = fold(text[max(0, start - 240) : start])
    before = re.split(r"\.\s|\n", folded)[-1]
    if (said := _NUMBER_ROSE_TO.search(before)) and said[1].startswith(fold(fact.unit)):
        return [said[1]]
    if _SAYS_WHICH.search(f"{fold(fact.unit)} {re.split(r'[,;.:]', fold(text[end : end + 40]))[0]}"):
        return []
    if unit.head == "cases" and "nguồn tin" in before and _SOLVED.search(before):
        return ["vụ việc được làm rõ, giải quyết từ nguồn tin"]
    events = _EVENTS.findall(before.split(";")[-1])
    if not events or events[-1] in _NOT_TOLD or unit.head not in ("visits", "people", "opinions"):
        return []
    event = "diễn đàn" if events[-1].startswith(("diễn", "lắng")) else events[-1]
    if unit.head == "opinions":
        return ["ý kiến tại diễn đàn"] if event == "diễn đàn" else []
    return [f"{fact.unit} {event}", f"lượt người dự {event}"] if event != "tập huấn" else []


def _around(fact: Figure, text: str) -> Iterator[str]:
    """The clause that a figure stands in: the verb before it and what is said behind it."""
    start, end = fact.evidence[0]
    before = text[max(0, start - 90) : start]
    cut = [found.end() for found in _CLAUSE_END.finditer(before)]
    before = before[cut[-1] :] if cut else before
    after = _ONE_NAME.sub("an ninh trật tự", text[end : end + 90])
    stop = _CLAUSE_END.search(after)
    after = after[: stop.start()] if stop else after
    unit = fact.unit
    verbs = " ".join(dict.fromkeys(_DONE.findall(fold(before))))
    tail = after.split(",")[0]
    if verbs:
        done = said_of(f"{unit} {verbs}")
        # "Xây dựng 112 mô hình “Dân vận khéo”" is no model of the other kinds: what is said behind counts too.
        if said_of(f"{unit} {tail}").ideas <= done.ideas:
            yield done.printed
        yield f"{unit} {verbs} {tail}"
    if len(tail) < 60 or fold(unit) in fold(text[start:end] + tail):
        yield f"{unit} {tail}"


def _agree(said: Said, phrase: Said) -> bool:
    """Whether two wordings of the same words count the same thing."""
    if said.head and phrase.head and not same_count(said.head, phrase.head):
        return False
    return said.ideas == phrase.ideas


def _nearest(wordings: Sequence[Said], index: _Index) -> tuple[Said, float] | None:
    """The phrase that is most alike, if it is much alike and no other indicator nearly as much."""
    best: dict[str, tuple[float, Said]] = {}
    for said in wordings:
        telling = set(said.bag) - said.noun
        if not telling:
            continue  # a bare noun ("điểm", "người") is like everything that it counts
        near: set[int] = set()
        for word in said.bag:
            near |= index.by_word.get(word, set())
        for at in near:
            phrase = index.phrases[at]
            if said.head is None or phrase.head is None or not same_count(said.head, phrase.head):
                continue
            if said.ideas != phrase.ideas or not telling & set(phrase.bag):
                continue
            score = _likeness(said, phrase, index.weights) * said.weight
            if score > best.get(phrase.code, (0.0,))[0]:
                best[phrase.code] = (score, phrase)
    ranked = sorted(best.values(), key=lambda entry: -entry[0])
    if not ranked or ranked[0][0] < 0.72:
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < 0.08:
        return None
    score, phrase = ranked[0]
    return phrase, score


def _likeness(one: Said, other: Said, weights: Mapping[str, float]) -> float:
    """Shared words by weight (0 to 1); a word a letter off counts as the word."""
    usual = 3.0
    left, right = set(one.bag), set(other.bag)
    common = left & right
    shared = 2 * sum(weights.get(word, usual) for word in common)
    for word in left - common:
        close = next((each for each in right - common if len(word) > 3 and fuzz.ratio(word, each) >= 80), None)
        if close:
            right = right - {close}
            shared += weights.get(close, usual) * 1.8
    total = sum(weights.get(word, usual) for word in left) + sum(weights.get(word, usual) for word in set(other.bag))
    return min(1.0, shared / total) if total else 0.0

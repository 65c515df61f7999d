"""The counted noun phrase behind a number (đơn vị đếm): ``buổi tuyên truyền``, ``lượt người``, ``%``, ``đồng``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from phoihop.reading import lexicon
from phoihop.reading.finders.numbers import Number
from phoihop.reading.normalise import UPPER, fold
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context

__all__ = ["MEASURES", "Unit", "groups", "longest", "named_like_pay", "of", "phrase_end"]

_WORD = regex(r"[^\W_]+(?:[&\-][^\W_]+)*")
_PERCENT = regex(r"\s?%")
_SPACE = regex(r"\]?\s*")
_MONEY = regex(r"\s?(?:đồng|vnđ|vnd|đ)(?!\w|\s(?:chí|bào|hồ|phục|đội)\b)(?:\s+việt\s+nam)?")
_FOREIGN = regex(r"\s?(usd|đô\s+la(?:\s+mỹ)?|euro)(?!\w)")
_QUOTE = {"“": "”", '"': '"', "‘": "’", "«": "»"}
MEASURES = frozenset(("km", "m", "m2", "km2", "m3", "ha", "hecta", "tấn", "tạ", "kg", "gam", "lít", "mét", "cm"))
_CODE = regex(r"h\d|[a-z]\d+$(?<!m2)(?<!m3)")
_LIMIT = 10
"""Syllables of the longest counted noun phrase; longer ones are clauses."""
_USUAL = 7
"""Words that are enough to see where most phrases end."""


class Unit(NamedTuple):
    """A unit: ``end`` is where its print ends, ``text`` what is counted, ``money`` whether the value is đồng."""

    start: int
    end: int
    text: str
    money: bool = False


@cache
def _index(name: str, prefix: str = "") -> Mapping[str, tuple[tuple[int, frozenset[str]], ...]]:
    """The entries of a word list by their first syllable, the longest first."""
    found: dict[str, dict[int, set[str]]] = {}
    for entry in lexicon.lines(name):
        if prefix and not entry.startswith(prefix):
            continue
        entry = fold(entry.removeprefix(prefix).strip())
        if ":" not in entry:
            words = entry.split()
            found.setdefault(words[0], {}).setdefault(len(words), set()).add(entry)
    return {
        first: tuple((length, frozenset(entries[length])) for length in sorted(entries, reverse=True))
        for first, entries in found.items()
    }


def longest(name: str, words: list[str], at: int, prefix: str = "") -> int:
    """How many syllables from ``words[at]`` on make an entry of a word list; 0 where none does.

    >>> longest("verbs", ["cung", "cấp", "tin"], 0)
    2
    """
    for length, entries in _index(name, prefix).get(words[at], ()):
        if length == 1 or " ".join(words[at : at + length]) in entries:
            return length
    return 0


@cache
def groups() -> Mapping[str, int]:
    """Which nouns print joined by commas: noun to the number of its group."""
    return {noun.strip(): index for index, line in enumerate(lexicon.lines("coordinated")) for noun in line.split(",")}


def of(page: Context, number: Number, stop: int) -> Unit | None:
    """The unit of a number, or ``None`` where what follows counts nothing.

    >>> from phoihop.reading.finders import numbers
    >>> from phoihop.reading.segment import context
    >>> page = context("tổ chức 12 buổi tuyên truyền cho 450 lượt cán bộ, hội viên tham gia, trong 3 tháng")
    >>> [unit.text for n in numbers.find(page) if (unit := of(page, n, len(page.text)))]
    ['buổi tuyên truyền', 'lượt cán bộ, hội viên']
    """
    folded = page.folded
    stop = max(stop, number.end)  # a line may break inside a number: "3,68 / tỷ đồng"
    ahead = folded[number.end : number.end + 2].lstrip()[:1]
    if ahead == "%" and (found := _PERCENT.match(folded, number.end, stop)):
        return Unit(found.end() - 1, found.end(), "%")
    if ahead in ("đ", "v") and (found := _MONEY.match(folded, number.end, stop)):
        return Unit(found.start() + len(found.group()) - len(found.group().lstrip()), found.end(), "đồng", True)
    if ahead in ("u", "đ", "e") and (found := _FOREIGN.match(folded, number.end, stop)):
        return Unit(found.start(1), found.end(), found.group(1))
    at = _SPACE.match(folded, number.end, stop).end()  # type: ignore[union-attr]  # it matches the empty string
    if closing := _QUOTE.get(folded[at : at + 1]):
        close = folded.find(closing, at + 1, min(stop, at + 90))
        if close > 0:
            return Unit(at, close + 1, _printed(page, at, close + 1))
    end = phrase_end(folded, at, stop)
    if end > at:
        return Unit(at, end, _printed(page, at, end))
    if number.scale >= 10**6 and (not folded[at : at + 1].isdigit()):
        return Unit(number.end, number.end, "đồng", True)
    return None


def _printed(page: Context, start: int, end: int) -> str:
    return " ".join(page.text[start:end].lower().split())


def phrase_end(folded: str, at: int, stop: int) -> int:
    """Where the counted noun phrase at an offset ends; ``at`` itself where none starts there."""
    end = _phrase_end(folded, at, stop, _USUAL)
    if end is None:
        end = _phrase_end(folded, at, stop, _LIMIT + 2)
    return at if end is None else end


def _phrase_end(folded: str, at: int, stop: int, reach: int) -> int | None:
    """The same, looking at so many words; ``None`` where more of them may belong."""
    words: list[str] = []
    ends: list[int] = []
    commas: set[int] = set()
    cursor = at
    while len(words) < reach and (found := _WORD.match(folded, cursor, stop)):
        words.append(found.group())
        ends.append(found.end())
        gap = found.end()
        while gap < stop and folded[gap] == " ":
            gap += 1
        if gap < stop and folded[gap] == "," and folded[gap + 1 : gap + 2] == " ":
            commas.add(len(words))
            gap += 2
            while gap < stop and folded[gap] == " ":
                gap += 1
        elif gap == found.end():
            break
        cursor = gap
    if not words or words[0][0].isdigit() or (len(words[0]) == 1 and words[0] not in "mxyý") or _CODE.match(words[0]):
        return at
    if not longest("nouns", words, 0) and (longest("not_counted", words, 0) or _closes(words, 0)):
        return at
    opening = longest("verbs", words, 0)
    if (
        opening
        and words[opening : opening + 1] != ["viên"]
        and not longest("event_heads", words, 0)
        and not longest("nouns", words, 0)
    ):
        return at
    index = _take(words, commas)
    while (
        index > 1 and words[index - 1] in _DATED and folded[ends[index - 1] : ends[index - 1] + 2].strip()[:1].isdigit()
    ):
        index -= 1  # "50 hộ năm 2021"
    if reach == _USUAL == len(words) and index > reach - 4:
        return None
    return ends[index - 1] if index else at


_DATED = frozenset(("năm", "tháng", "quý", "ngày"))


def _closes(words: list[str], at: int) -> bool:
    return bool(longest("phrase_ends", words, at) or longest("verbs", words, at, "hard:"))


def _take(words: list[str], commas: set[int]) -> int:
    """How many of the words belong to the phrase that the first of them opens."""
    head = longest("event_heads", words, 0)
    opening = longest("verbs", words, 0)
    if opening and words[opening : opening + 1] == ["viên"]:
        head = opening + 1
    index = max(1, head)
    if words[0] == "lượt" and len(words) > 1 and 1 not in commas:
        head = 1 + longest("event_heads", words, 1)
        index = max(1, head)
    verb_at = index if head else -1
    limit = _LIMIT + (words[0] == "lượt")
    if compound := longest("nouns", words, 0):
        index = max(index, compound)
    while index < len(words):
        if index in commas:
            step = _coordinated(words, index, commas)
            if not step:
                break
            index += step
            continue
        if index >= limit or words[index][0].isdigit():
            break
        if index == verb_at and words[index] == "bị" and words[:index] == ["trường", "hợp"]:
            index += 1
            continue
        if compound := longest("nouns", words, index):
            if any(c in commas for c in range(index + 1, index + compound)):
                index += 1
                continue
            index += compound
            continue
        if _closes(words, index):
            break
        verb = longest("verbs", words, index)
        if verb and words[index + verb : index + verb + 1] == ["viên"]:
            verb += 1
            verb_at = index
        if verb and words[0] not in MEASURES:
            after = index + verb
            tool = index == 1 and verb == 2 and (after >= len(words) or after in commas or _closes(words, after))
            if index != verb_at and not tool:
                break
            index += verb
            continue
        index += verb or 1
    return index


def _coordinated(words: list[str], comma: int, commas: set[int]) -> int:
    """How many words behind a comma go on with the noun before it: ``cán bộ, chiến sĩ``; 0 where a clause opens."""
    known = groups()
    before = next((known[key] for n in (3, 2, 1) if (key := " ".join(words[max(0, comma - n) : comma])) in known), None)
    for length in (3, 2, 1):
        key = " ".join(words[comma : comma + length])
        whole = len(words) >= comma + length and not any(c in commas for c in range(comma + 1, comma + length))
        if whole and key in known and known[key] == before:
            next_word = words[comma + length] if comma + length < len(words) else ""
            clause = next_word in ("đã", "đang", "sẽ") and (comma + length) not in commas and before == 0
            return 0 if clause else length
    if words[0] not in ("văn", "cuộc", "buổi", "hội", "đợt"):
        return 0
    verb = longest("verbs", words, comma)
    if not verb or not any(longest("verbs", words, comma - n) == n for n in (1, 2) if comma - n >= 1):
        return 0
    after = comma + verb
    return verb if after >= len(words) or after in commas or _closes(words, after) else 0


_NAMED_PAY = regex(rf"[{UPPER}][^\W\d_]* (?:Lương|Giá|Mức|Thưởng)(?!\w)")


def named_like_pay(page: Context, number: Number) -> bool:
    """Does a name before a sum only sound like a rate of pay (``Công ty May Đô Lương ủng hộ 350 triệu đồng``)?"""
    return _NAMED_PAY.search(page.text, max(0, number.opens - 60), number.opens) is not None

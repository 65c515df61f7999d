"""Numbers as Vietnamese prints them (số): ``1.500``, ``12,7 triệu``, ``613 ngàn``, ``02``, ``15 - 60``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context

__all__ = ["Number", "comparator_before", "find", "spelt"]


class Number(NamedTuple):
    """One printed number; ``value`` is exact (an integer where it is whole).

    ``start`` stands at the digits, ``opens`` at the comparing word before them if there is one; ``end`` is behind
    the multiplying word (triệu, tỷ …). ``scale`` is that word's value. Of a range the lower end is the value and the
    comparator ``approx``; ``of`` is the second number of ``152/152``.
    """

    start: int
    end: int
    value: int | float
    comparator: str = "eq"
    opens: int = 0
    scale: int = 1
    of: int | float | None = None
    zero_padded: bool = False


_DIGITS = (
    r"(?:\d{1,3}(?:\.\d{3}){1,5}(?:,\d{1,4})?|[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3}){1,4}(?![\d.,/]*\d)|"
    r"\d{1,15}(?:[.,]\d{1,6})?)"
)
_BIG = r"(?:nghìn|ngàn|triệu|tỷ|tỉ)"
_SCALE = rf"(?:(?:nghìn|ngàn|triệu)\s+(?:tỷ|tỉ)|(?:trăm|chục)\s+{_BIG}|{_BIG}|vạn|trăm|chục)"
_NUMBER = regex(
    rf"(?<![\w.,\-–:])(?<!\d/)(?<![\d\W]\s/)(?P<a>{_DIGITS})"
    rf"(?:\s?(?P<sa>{_SCALE})(?!\w))?"
    rf"(?:\s?(?P<range>[-–]|đến)\s?(?P<b>{_DIGITS})(?![\d/]))?"
    rf"(?:(?:/|\s(?:trong|trên)\s(?:tổng\s)?số\s)(?P<of>\d{{1,3}}(?:\.\d{{3}}){{1,4}}|\d{{1,9}})(?![\d/]))?"
    rf"(?:\s?(?P<s>{_SCALE})(?!\w))?"
)
_MORE = regex(rf"\s(?P<a>\d{{1,3}})(?:\s(?P<s>{_BIG})(?!\w)|(?=\s[^\W\d]|\s*$))")
_SCALES = {
    "nghìn": 10**3,
    "ngàn": 10**3,
    "triệu": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
    "vạn": 10**4,
    "trăm": 100,
    "chục": 10,
}
_COMPARATORS = (
    (regex(r"(?<!\w)(?:nhiều\s+hơn|lớn\s+hơn|cao\s+hơn|hơn|trên|vượt|quá)\s+$"), "gt"),
    (
        regex(
            r"(?<!\w)(?:ít\s+nhất|tối\s+thiểu|không\s+dưới|từ\s+ít\s+nhất|"
            r"không\s+ít\s+hơn)\s+(?:là\s+)?$"
        ),
        "ge",
    ),
    (
        regex(
            r"(?<!\w)(?:dưới|chưa\s+đến|chưa\s+đầy|chưa\s+tới|không\s+quá|tối\s+đa|ít\s+hơn|thấp\s+hơn|"
            r"nhỏ\s+hơn)\s+(?:là\s+)?$"
        ),
        "lt",
    ),
    (regex(r"(?<!\w)(?:gần|khoảng|chừng|xấp\s+xỉ|ước\s+tính|ước\s+đạt|ước|ngót|hàng|độ|tầm)\s+$"), "approx"),
)
_LAST_WORDS = frozenset(
    (
        "hơn",
        "trên",
        "vượt",
        "quá",
        "nhất",
        "thiểu",
        "dưới",
        "là",
        "đến",
        "đầy",
        "tới",
        "đa",
        "gần",
        "khoảng",
        "chừng",
        "xỉ",
        "tính",
        "đạt",
        "ước",
        "ngót",
        "hàng",
        "độ",
        "tầm",
    )
)
_AT_LEAST = regex(r"\s+(?:[^\s,.;]+\s+){0,4}?trở\s+lên")


_GROUPED = regex(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")


def parse(digits: str) -> int | float:
    """The value of printed digits: a dot before exactly three digits groups, a comma opens decimals.

    >>> parse("1.250"), parse("1 250"), parse("12,7"), parse("02"), parse("1.5")
    (1250, 1250, 12.7, 2, 1.5)
    """
    if digits.isdigit():
        return int(digits)
    if " " in digits or "\u00a0" in digits or "\u202f" in digits:
        return int("".join(digits.split()))
    if _GROUPED.fullmatch(digits) and not digits.startswith("0"):
        digits = digits.replace(".", "")
    plain = digits.replace(",", ".")
    if plain.count(".") > 1:  # groups of odd length name no fraction
        plain = plain.replace(".", "")
    if "." not in plain:
        return int(plain)
    value = float(plain)
    return int(value) if value.is_integer() else value


def comparator_before(folded: str, at: int, floor: int = 0) -> tuple[str, int]:
    """The comparison that the words right before an offset make, and where those words start."""
    before = folded[max(floor, at - 24) : at]
    last = before.rsplit(None, 1)[-1:] if before[-1:].isspace() else []
    if not last or last[0].lstrip('("“[') not in _LAST_WORDS:
        return "eq", at
    for pattern, name in _COMPARATORS:
        if found := pattern.search(before):
            return name, at - len(before) + found.start()
    return "eq", at


def find(page: Context) -> Iterator[Number]:
    """Yield every printed number, dates and document numbers included: later steps choose.

    >>> from phoihop.reading.segment import context
    >>> [(n.value, n.comparator) for n in find(context("có hơn 1.250 mô hình, 12,7 triệu đồng, 15 - 60%"))]
    [(1250, 'gt'), (12700000, 'eq'), (15, 'approx')]
    >>> [n.value for n in find(context("3 tỷ 250 triệu đồng, 45 triệu 500 nghìn, 1 nghìn 200 buổi"))]
    [3250000000, 45500000, 1200]
    >>> [page.folded[n.opens : n.end] for page in [context("Mở hai mươi bảy (27) buổi")] for n in find(page)]
    ['hai mươi bảy (27)']
    """
    floor = 0
    for at, _ in page.digits:
        match = _NUMBER.match(page.folded, at) if at >= floor else None
        if match is None:
            continue
        value = parse(match["a"])
        scale = _scale(match["sa"]) * _scale(match["s"]) if not match["b"] else _scale(match["sa"] or match["s"])
        more, end = (0, match.end()) if match["b"] or match["of"] else _more(page.folded, match.end(), scale)
        start = match.start()
        if page.folded.startswith(")", end) and (words := _in_words(page.folded, start, _times(value, scale) + more)):
            start, end = words, end + 1
        floor = end
        comparator, opens = comparator_before(page.folded, start)
        if match["b"]:
            comparator = "approx"
        elif comparator == "eq" and page.folded.find("trở", end, end + 60) > 0 and _AT_LEAST.match(page.folded, end):
            comparator = "ge"
        yield Number(
            start,
            end,
            _times(value, scale) + more,
            comparator,
            opens,
            scale,
            parse(match["of"]) if match["of"] else None,
            match["a"].startswith("0") and len(match["a"]) > 1,
        )


def _in_words(folded: str, at: int, value: int | float) -> int | None:
    """Where the same number in words begins that stands before one in brackets: "hai mươi bảy (27) buổi"."""
    before = folded[max(0, at - 60) : at]
    if not before.endswith("("):
        return None
    found = _IN_WORDS.search(before)
    if found is None:
        return None
    said = found["words"]
    if not _LARGE.search(said) and spelt(said) != value:
        return None  # two numbers: a person looks
    return at - len(before) + found.start("words")


_SPELT_WORD = (
    "một|hai|ba|bốn|tư|năm|sáu|bảy|bẩy|tám|chín|mười|mươi|mốt|lăm|nhăm|trăm|lẻ|linh|nghìn|ngàn|vạn|triệu|tỷ|tỉ|không"
)
_IN_WORDS = regex(rf"(?<!\w)(?P<words>(?:{_SPELT_WORD})(?:\s+(?:{_SPELT_WORD}))*)\s*\($")
_LARGE = regex(r"\b(?:trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ)\b")


def _more(folded: str, at: int, scale: int) -> tuple[int, int]:
    """What smaller parts behind a scaled number add ("3 tỷ 250 triệu", "1 nghìn 200"), and where they end."""
    added = 0
    while scale >= 1000 and (part := _MORE.match(folded, at)):
        smaller = _scale(part["s"])
        value = int(part["a"]) * smaller
        if value >= scale or (smaller == 1 and (scale > 1000 or value < 100)):
            break
        added, at, scale = added + value, part.end(), smaller
    return added, at


def _scale(word: str | None) -> int:
    scale = 1
    for part in (word or "").split():
        scale *= _SCALES[part]
    return scale


def _times(value: int | float, scale: int) -> int | float:
    product = round(value * scale, 6)
    return int(product) if float(product).is_integer() else product


_SPELT = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8}
_SPELT |= {"chín": 9, "mười": 10}


def spelt(words: str) -> int | None:
    """The value of a number in words up to 99 (``mười hai``), else ``None``.

    >>> spelt("ba"), spelt("mười lăm"), spelt("hai mươi mốt"), spelt("nhiều")
    (3, 15, 21, None)
    """
    parts = words.split()
    ones = {**_SPELT, "mốt": 1, "lăm": 5}
    if len(parts) == 1:
        return _SPELT.get(parts[0])
    if len(parts) == 2 and parts[0] == "mười" and parts[1] in ones:
        return 10 + ones[parts[1]]
    if len(parts) > 1 and parts[1] == "mươi" and parts[0] in _SPELT:
        tens = _SPELT[parts[0]] * 10
        if len(parts) == 2:
            return tens
        if len(parts) == 3 and parts[2] in ones:
            return tens + ones[parts[2]]
    return None

"""Document numbers and the names of kinds (số, ký hiệu, tên loại)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from phoihop.reading import lexicon
from phoihop.reading.lexicon.phrases import Phrases
from phoihop.reading.normalise import fold
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context
from phoihop.reading.values import Span

__all__ = ["codes", "find", "kind_word", "kinds", "laws"]


@cache
def kinds() -> dict[str, str]:
    return {fold(name): kind for name, kind in (line.split("\t") for line in lexicon.lines("document_kinds"))}


@cache
def codes() -> dict[str, str]:
    return dict(line.split("\t") for line in lexicon.lines("document_codes"))


@cache
def kind_word() -> Phrases:
    """Names of kinds; not inside a document number."""
    return Phrases(kinds(), before="/-–")


@cache
def _laws() -> tuple[Phrases, Phrases]:
    names = lexicon.lines("laws")
    return Phrases(["luật", "bộ luật", "pháp lệnh"]), Phrases([*names, *(name.replace(",", "") for name in names)])


_AMENDS = regex(r"sửa\s+đổi[^.;:“”]{0,80}?\s(?:bộ\s+)?luật\s+")


def laws(page: Context) -> Iterator[Span]:
    """Yield where laws and codes are named, whole.

    >>> from phoihop.reading.segment import context
    >>> page = context("theo Luật Phòng, chống ma túy và Bộ luật Hình sự; luật sư")
    >>> [page.text[s.start:s.end] for s in laws(page)]
    ['Luật Phòng, chống ma túy', 'Bộ luật Hình sự']
    """
    openings, names = _laws()
    for opening in openings.finditer(page.folded):
        at = opening.end() + 1
        amends = _AMENDS.match(page.folded, at)
        name = names.match(page.folded, amends.end() if amends is not None else at)
        if name is not None and page.text[opening.start()].isupper():
            yield Span(opening.start(), name.end())


_LETTERS = r"[A-ZĐƯa-zđư][A-ZĐƯa-zđư0-9.&]{0,18}"
_SYMBOL = regex(
    rf"(?<![\w/.,-])(?P<n>\d{{1,5}}[a-z]?)(?P<year>\s?/\s?(?:19|20)\d\d)?(?P<symbol>(?:\s?[/\-–]\s?{_LETTERS}){{1,7}})"
)
_PARTED = regex(r"\s?[/\-–]\s?")
_TYPE_LETTERS = regex(r"[A-ZĐ]{1,6}[a-zđ]{0,3}$|[A-ZĐ][A-ZĐa-zđr]{1,10}$")


def _symbols(page: Context, start: int, stop: int) -> Iterator[re.Match[str]]:
    """What may be a number with a symbol: each opens where digits do."""
    for at, _ in page.digits[bisect_left(page.digits, (start, 0)) :]:
        if at >= stop:
            return
        if at >= start and (found := _SYMBOL.match(page.text, at, stop)):
            yield found
            start = found.end()


def find(page: Context, start: int = 0, stop: int | None = None) -> Iterator[tuple[Span, str, str]]:
    """Yield document numbers with a symbol: where, as printed less spaces, and the kind that the letters say.

    >>> from phoihop.reading.segment import context
    >>> [(n, k) for _, n, k in find(context("số 22- Ctr/ĐUCA-V28; 30/2020/NĐ-CP; ngày 1-8-2013; 24/7"))]
    [('22-Ctr/ĐUCA-V28', 'action_programme'), ('30/2020/NĐ-CP', 'decree')]
    """
    for match in _symbols(page, start, len(page.text) if stop is None else stop):
        parts = [part for part in _PARTED.split(match["symbol"]) if part]
        symbol = match["symbol"]
        end = match.end()
        # a word in small letters, or one that opens the next phrase, is no part of the symbol
        while (
            parts
            and not _TYPE_LETTERS.match(parts[-1].rstrip("."))
            and not re.fullmatch(r"[A-ZĐ]{1,3}\d{1,3}", parts[-1].rstrip("."))
        ):
            cut = max(symbol.rfind("/"), symbol.rfind("-"), symbol.rfind("–"))
            symbol = symbol[:cut].rstrip()
            end = match.start("symbol") + len(symbol)
            parts.pop()
        if not parts:
            continue
        trimmed = symbol.rstrip(".")
        end -= len(symbol) - len(trimmed)
        letters = parts[0].rstrip(".").lower()
        if letters == "gp":  # a licence number of the page's imprint
            continue
        kind = codes().get(letters)
        if kind is None:
            if not (match["year"] or len(parts) > 1 or (parts[0].isupper() and len(parts[0]) > 1)):
                continue
            if re.fullmatch(r"QH\d{1,2}", parts[0]):
                kind = "law"
            elif "/" not in match.group() or (len(parts) == 1 and len(parts[0]) < 3):
                continue
            else:
                kind = "other"
        if kind == "programme":
            joint = (len(parts) > 2 and not re.search(r"đu|tu$|tw$", parts[1].lower())) or len(parts) > 3
            kind = "coordination_programme" if joint else "action_programme"
        yield Span(match.start(), end), re.sub(r"\s", "", page.text[match.start() : end]), kind

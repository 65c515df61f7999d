"""Proper names of instruments: resolutions of congresses and plenums, statutes, conventions, laws."""

from __future__ import annotations

import re
from collections.abc import Iterator

from phoihop.reading.finders import bodies
from phoihop.reading.finders.documents.tail import Mention
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context

__all__ = ["find"]


_RESOLUTION = regex(
    r"(?<![\w])nghị\s+quyết\s+(?:(?:trung\s+ương|tw|hội\s+nghị\s+(?:lần\s+thứ\s+\w+\s+)?(?:ban\s+chấp\s+hành\s+)?(?:trung\s+ương|tw))\s+(?:\d{1,2}|lần\s+thứ\s+\S+|[ivx]{1,5})(?:\s*,?\s*\(?\s*khóa\s+[ivx]{1,5}\s*\)?)?|"
    r"đại\s+hội\s+(?:đại\s+biểu\s+)?(?:toàn\s+quốc\s+)?(?:đảng\s+bộ\s+(?:[^\s.;,]+\s+){0,6}?)?(?:lần\s+thứ\s+)?[ivx]{1,6}(?!\w)(?:\s+(?:của\s+đảng|đảng\s+bộ\s+tỉnh))?)"
)
_BODY_RESOLUTION = regex(r"(?<![\w])nghị\s+quyết\s+")
_STATUTES = regex(r"(?<![\w])điều\s+lệ\s+(?=[A-ZĐ])", re.IGNORECASE)
_CONVENTION = regex(r"(?<![\w])công\s+ước\s+(?:liên\s+hợp\s+quốc\s+|quốc\s+tế\s+)?(?:về|chống)\s+[^.,;:()“”]{4,80}")


def find(page: Context) -> Iterator[Mention]:
    """Proper names whole: resolutions of congresses and plenums, statutes of organisations, conventions."""
    resolutions, statutes, conventions = (word in page.folded for word in ("nghị quyết", "điều lệ", "công ước"))
    for match in _RESOLUTION.finditer(page.folded) if resolutions else ():
        if page.text[match.start()].isupper():
            yield _whole(page, match.start(), match.end(), "resolution")
    for match in _BODY_RESOLUTION.finditer(page.folded) if resolutions else ():
        if not page.text[match.start()].isupper() or _RESOLUTION.match(page.folded, match.start()):
            continue
        span = bodies.at(page, match.end(), page.sentence_at(match.start()).end)
        if span is None:
            continue
        nth = re.compile(r"\s+lần\s+thứ\s+(?:[ivx]{1,6}|\d{1,2})(?!\w)").match(page.folded, span.end)
        if nth is not None:
            yield _whole(page, match.start(), nth.end(), "resolution")
    for match in _STATUTES.finditer(page.folded) if statutes else ():
        if not page.text[match.start()].isupper():
            continue
        end = bodies.extend(page, match.end(), page.sentence_at(match.start()).end, head="hội")
        if end > match.end() + 2:
            yield _whole(page, match.start(), end, "other")
    for match in _CONVENTION.finditer(page.folded) if conventions else ():
        if page.text[match.start()].isupper():
            yield _whole(page, match.start(), match.start() + len(match.group().rstrip()), "other")


def _whole(page: Context, start: int, end: int, kind: str) -> Mention:
    return Mention(start, end, kind, title=" ".join(page.text[start:end].split()), named=True)

"""Single contacts of private people: masked, never a reason to refuse."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from phoihop.reading.normalise import fold
from phoihop.reading.patterns import regex
from phoihop.reading.screen.found import PeopleList
from phoihop.reading.screen.identities import (
    BORN,
    DATE,
    ID_HEAD,
    IDENTITY,
    LOST_ZERO,
    MOBILE,
    PASSPORT,
    PHONE,
    WRITTEN_DATE,
    births_beside_names,
    names,
)
from phoihop.reading.values import Loaded, Span

__all__ = ["contacts"]

_EMAIL: Final = regex(r"(?<![\w.+-])[\w.+-]{2,64}@(?![\w.-]{1,200}\.(?:gov|edu)\.vn)[\w-]{1,64}\.[\w.-]{2,100}")
_OFFICE_LINE: Final = regex(
    r"\b(?:điện thoại|đt|tel|fax|hotline|đường dây nóng|trực ban|website|email|e-mail|địa chỉ|văn phòng|trụ sở)\b"
)
#: Who is told as having informed the police: such a name is never kept.
_INFORMANT: Final = regex(
    r"\b(?:người (?:đã )?(?:cung cấp|báo|đưa|trình báo)(?: thông)? tin|người (?:đã )?(?:tố giác|tố cáo|mật báo)|"
    r"(?:cơ sở|cộng tác viên|đặc tình) bí mật|nguồn tin)\b[^.;\n]{0,30}$"
)


def contacts(loaded: Loaded, lists: Sequence[PeopleList], awards: Sequence[Span]) -> Iterator[Span]:
    """Spans to mask: mobile phones, identity numbers, birth dates, private addresses, outside of lists."""
    inside = sorted(line for found in lists for line in found.lines)
    starts = [line.start for line in inside]

    def listed(start: int) -> bool:
        at = bisect_right(starts, start) - 1
        return at >= 0 and start < inside[at].end

    spans = set(awards)
    offset = 0
    for line in loaded.text.split("\n"):
        start, offset = offset, offset + len(line) + 1
        folded = fold(line)
        for name in names(line) if " tin" in folded or " tố " in folded or "bí mật" in folded else ():
            if _INFORMANT.search(folded[max(0, name.start - 80) : name.start]):
                spans.add(Span(start + name.start, start + name.end))
        if not any(sign.isdigit() for sign in line) and "@" not in line:
            continue
        office = _OFFICE_LINE.search(folded) is not None
        for found in PHONE.finditer(line):
            mobile = MOBILE.match(re.sub(r"[^\d+]", "", found.group())) is not None
            if mobile or (not office and names(line)):
                spans.add(Span(start + found.start(), start + found.end()))
        for found in IDENTITY.finditer(line):
            digits = re.sub(r"\D", "", found.group())
            if (len(digits) == 12 and digits[0] == "0") or ID_HEAD.match(
                folded[max(0, found.start() - 40) : found.start()]
            ):
                spans.add(Span(start + found.start(), start + found.end()))
        for found in LOST_ZERO.finditer(line):
            if names(line) or ID_HEAD.match(folded[max(0, found.start() - 40) : found.start()]):
                spans.add(Span(start + found.start(), start + found.end()))
        for found in PASSPORT.finditer(folded):
            spans.add(Span(start + found.start(1), start + found.end(1)))
        spans.update(Span(start + begin, start + end) for begin, end in births_beside_names(line))
        for pattern in (DATE, WRITTEN_DATE):
            for found in pattern.finditer(folded):
                if BORN.search(folded[max(0, found.start() - 14) : found.start()]):
                    spans.add(Span(start + found.start(), start + found.end()))
        for found in _EMAIL.finditer(line):
            spans.add(Span(start + found.start(), start + found.end()))
    last = -1
    for span in sorted(spans):
        if span.start >= last and not listed(span.start):
            yield span
            last = span.end

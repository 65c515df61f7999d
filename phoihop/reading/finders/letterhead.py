"""The frame of an official paper (thể thức): issuers, own number, kind and heading, and who signed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from phoihop.reading.finders import bodies, dates, names, offices
from phoihop.reading.finders.documents import numbers
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context, Paragraph
from phoihop.reading.values import Period, Span

__all__ = ["Letterhead", "Signer", "find", "signers"]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands above the text of an official paper; ``kind`` as printed and folded (``báo cáo``)."""

    end: int
    number: Span | None
    issuers: tuple[str, ...]
    kind: str | None
    period: Period | None
    heading: Span | None = None


@dataclass(frozen=True, slots=True)
class Signer:
    """One signature: the name, the rank before it, the office above it."""

    name: Span
    rank: Span | None
    office: Span


_NUMBER_LINE = regex(r"\(?\s*số\s*:?\s*(?=\d|\.{2,})")
_NATION = regex(r"(?:cộng hòa xã hội|độc lập|đảng cộng sản|[-*_\s]+$)")
_PLACE_LINE = regex(r"(?:tỉnh|thành phố|tp|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\s")
_PAPER = regex(
    r"(?:báo cáo|giấy mời|biên bản|thông báo|quyết định|kế hoạch|chương trình|tờ trình|nghị quyết|chỉ thị|"
    r"kết luận|hướng dẫn|"
    r"thông tư liên tịch|thông tư|nghị quyết liên tịch|nghị định|pháp lệnh|luật|quy chế|quy định|đề án|"
    r"công điện|tham luận|thông tri|diễn văn|bài phát biểu|danh sách|phụ lục|đề cương)(?!\w)"
)


def find(page: Context) -> Letterhead | None:
    """The letterhead of an official paper; ``None`` for news and other plain texts.

    >>> from phoihop.reading.segment import context
    >>> page = context("CÔNG AN TỈNH A\\nSố: 15/BC-CAT\\nA, ngày 05 tháng 6 năm 2026\\nBÁO CÁO\\nKết quả năm 2026")
    >>> head = find(page)
    >>> head.issuers, head.kind, head.period
    (('CÔNG AN TỈNH A',), 'báo cáo', ('2026', '2026'))
    """
    if "letterhead" not in page.kept:
        page.kept["letterhead"] = _find(page)
    found: Letterhead | None = page.kept["letterhead"]
    return found


def _find(page: Context) -> Letterhead | None:
    number: Span | None = None
    kind: str | None = None
    issuers: list[str] = []
    head = page.paragraphs[:18]
    end = 0
    heading = 0
    for index, paragraph in enumerate(head):
        body = page.text[paragraph.start : paragraph.end]
        folded = page.folded[paragraph.start : paragraph.end]
        if number is None and (mark := _NUMBER_LINE.match(folded)) is not None:
            number = next(
                (span for span, _, _ in numbers.find(page, paragraph.start, paragraph.end)),
                None,
            )
            if number is not None and number.start - paragraph.start - mark.end() > 2:
                number = None
            end = paragraph.end
            continue
        if not _capitals(body):
            continue
        if kind is None and (paper := _PAPER.match(folded)) is not None:
            kind, heading = paper.group(), index
            end = paragraph.end
        elif number is None and kind is None and not _NATION.match(folded) and index < 8:
            _add_issuer(page, paragraph, issuers)
    if number is None and (kind is None or heading > 12):
        return None
    if kind is None and number is not None and end > 3000:
        return None
    dated = kind in ("báo cáo", "kế hoạch", "chương trình", "đề án")
    period = _heading_period(page, head[heading : heading + 3]) if dated else None
    letter = kind is None and _LETTER.search(page.folded, 0, 1500) is not None
    if (len(issuers) == 1 and len(issuers[0].split()) < 4) or (kind is None and not letter):
        issuers = []  # a department's own name without its body says too little
    below = head[heading + 1] if kind is not None and heading + 1 < len(head) else None
    return Letterhead(
        end, number, tuple(issuers), kind, period, Span(below.start, below.end) if below is not None else None
    )


_LETTER = regex(r"(?:^|\n)\s*(?:v/v|kính\s+gửi)")


def _capitals(body: str) -> bool:
    """Is a line printed in capitals?"""
    return len(body) > 3 and len(body) < 300 and body.isupper()


def _add_issuer(page: Context, paragraph: Paragraph, issuers: list[str]) -> None:
    body = " ".join(page.text[paragraph.start : paragraph.end].split())
    folded = page.folded[paragraph.start : paragraph.end]
    if _PLACE_LINE.match(folded):
        if len(issuers) == 1:
            issuers.clear()  # a name broken over lines is not printed as one
        return
    if bodies.at(page, paragraph.start, paragraph.end) is None:
        if issuers and issuers[-1].split()[-1].isupper() and page.text[paragraph.start - 1] == "\n":
            issuers[-1] += f" {body}"  # a name that goes on in the next line
        return
    parts = re.split(r"\s+[-–]\s+", body)
    joint = re.compile(r"\s+[-–]\s+").search(page.text, paragraph.start, paragraph.end)
    if joint is not None and len(parts) == 2 and bodies.at(page, joint.end(), paragraph.end) is not None:
        issuers[:] = parts
    else:
        issuers[:] = [body]


def _heading_period(page: Context, lines: tuple[Paragraph, ...]) -> Period | None:
    """The period in the heading: what the paper covers, not what it plans or what another paper covers."""
    lines = tuple(
        line
        for index, line in enumerate(lines)
        if index < 2 and not page.text[line.start : line.end].endswith((".", ":", ";"))
    )
    if not lines:
        return None
    start, stop = lines[0].start, lines[-1].end
    found = [
        stretch
        for stretch in dates.periods(page)
        if start <= stretch.start < stop and stretch.value[0] and not _elsewhere(page.folded[start : stretch.start])
    ]
    if found:
        return max(found, key=lambda stretch: len(stretch.value[0] or "")).value
    for day in dates.find(page):
        if start <= day.start < stop and day.precision == "year" and not _elsewhere(page.folded[start : day.start]):
            return (day.iso, day.iso)
    return None


def _elsewhere(before: str) -> bool:
    """Does a period that these words lead to belong to plans, or to another paper's quoted title?"""
    if re.search(r"phương\s+hướng|nhiệm\s+vụ", before):
        return True
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


_AUTHORITY = regex(r"(?:(?:tm|t/m|kt|k/t|tl|t/l|tuq|q)\s*\.?\s+)+")
_NOTE = regex(r"\(?\s*(?:đã ký|ký|ký tên|chữ ký|ký,? ghi rõ họ tên|ký,? đóng dấu)[^\n]{0,40}$")


def signers(page: Context) -> Iterator[Signer]:
    """Signatures: a line with a name alone under a line of capitals that opens with an office.

    >>> from phoihop.reading.segment import context
    >>> page = context("Nội dung báo cáo.\\nKT. GIÁM ĐỐC\\nPHÓ GIÁM ĐỐC\\n(Đã ký)\\nĐại tá Lê Văn An")
    >>> [page.text[s.name.start:s.name.end] for s in signers(page)], next(signers(page)).office
    (['Lê Văn An'], Span(start=31, end=43))
    """
    _, rank, title = offices.grammar()
    lines = page.paragraphs
    for index, line in enumerate(lines):
        if line.end - line.start > 110 or index == 0:
            continue
        cells = _cells(page, line)
        above = _office_line(page, lines, index, len(cells))
        if above is None:
            continue
        for (start, end), office in zip(cells, above, strict=False):
            at = start
            word = rank.match(page.folded, at)
            if word is not None:
                at = word.end() + 1
            elif (called := title.match(page.folded, at)) is not None:
                at = called.end() + 1
            name = names.addressed(page, at, longest=5)
            if name is None or name.end != end or " " not in page.text[name.start : name.end]:
                continue
            yield Signer(
                Span(name.start, name.end), Span(word.start(), word.end()) if word is not None else None, office
            )


_CELL = regex(r"\S+(?: {1,2}\S+)*")


def _cells(page: Context, line: Paragraph) -> list[tuple[int, int]]:
    return [
        (line.start + match.start(), line.start + match.end())
        for match in _CELL.finditer(page.text[line.start : line.end])
    ]


def _office_line(page: Context, lines: tuple[Paragraph, ...], index: int, width: int) -> list[Span] | None:
    head, _, _ = offices.grammar()
    for line in reversed(lines[max(0, index - 4) : index]):
        body = page.text[line.start : line.end]
        if _NOTE.match(page.folded, line.start, line.end):
            continue
        if not _capitals(body):
            return None
        cells = _cells(page, line)
        if len(cells) < width:
            return None
        found: list[Span] = []
        for start, end in cells:
            authority = _AUTHORITY.match(page.folded, start, end)
            at = authority.end() if authority is not None else start
            match = head.match(page.folded, at)
            if match is None or match.end() > end:
                return None
            found.append(Span(at, end))
        return found
    return None

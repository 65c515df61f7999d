"""Conferred awards (khen thưởng): form, whose award, and to how many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from phoihop.reading.finders.awards.authorities import HOLDS, NAME_TAIL, whose
from phoihop.reading.finders.awards.bodies import apart, asides_closed, names_closed
from phoihop.reading.finders.awards.conferred import conferred
from phoihop.reading.finders.awards.counted import LINK, counted, handed_on
from phoihop.reading.finders.awards.forms import CHAIN, marks_in
from phoihop.reading.finders.awards.marks import Mark, mark_of
from phoihop.reading.finders.awards.named import SEVERAL
from phoihop.reading.finders.awards.recipients import Counts, parted, tally
from phoihop.reading.finders.awards.same import Said, distinct, number
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context, Sentence
from phoihop.reading.values import Award, Span

__all__ = ["find"]

_NEXT_GIVER = regex(rf"{NAME_TAIL}[,;]\s+(?:và\s+)?[^,;:.]{{4,110}}\s(?:trao\s+)?tặng\s+(?:thưởng\s+)?")
"""Between two awards of one recipient: the next one who gives."""
_IN_PARTS = regex(
    r"[^;.]{0,60}?[,;:(]\s*(?:trong\s+(?:đó|số\s+đó)|gồm|bao\s+gồm|cụ\s+thể)(?!\w)[^.]*?(?<!\w)còn\s+lại(?!\w)"
)
"""A total whose parts are told behind it, to the last one."""
_PART_OF_THEM = regex(r"(?<!\w)trong\s+(?:đó|số\s+đó)(?:\s+có)?(?:\s+\S+)?\s+$")
_BROKEN = regex(r"(?<=[^\s“\"])[”\"],\s|\.\.\.\s|…\s")
"""Between a number and the award: an end of what somebody said, or of what was left out."""
_GOES_ON = regex(r"\s*(?:(?:đồng\s+thời|và|cùng|đã|cũng|trao|tặng|thưởng)(?!\w)|\d|$)")
"""Behind a semicolon, nobody else gives: ``; tặng Giấy khen cho …``."""
_UNCOUNTED = regex(
    r"(?<!\w)(?:cho\s+(?:các|những|nhiều|một\s+số)|(?:các|những|nhiều)\s+(?:tập\s+thể|cá\s+nhân|đơn\s+vị|hộ|điển\s+hình|gương|gia\s+đình|cán\s+bộ|chiến\s+sĩ|"
    r"đồng\s+chí|người|đại\s+biểu|em|học\s+sinh))(?!\w)"
)
_TOO = regex(r"(?<!\w)cũng\s+(?:đã\s+|vừa\s+)?(?:trao\s+|tặng\s+|thưởng\s+)+$")
"""``UBND xã cũng tặng Giấy khen``: one award more, of another."""
_OWN = regex(r"(?<!\w)(?:được|nhận)(?!\w)")
_ELIDED = regex(r"(?<!\w)được\s+(?P<who>[^,;:.]{3,90}?)(?:,|\s+và)\s+$")


def find(page: Context) -> Iterator[Award]:
    """Yield the awards that the text says were conferred; proposals, plans and gifts are left alone.

    >>> from phoihop.reading.segment import context
    >>> page = context("Chủ tịch UBND tỉnh tặng Bằng khen cho 5 tập thể và 9 cá nhân.")
    >>> [(a.form, a.authorities, a.collectives, a.individuals) for a in find(page)]
    [('bang_khen', ('Chủ tịch UBND tỉnh',), 5, 9)]
    """
    said: list[Said] = []
    marked = [sentence for sentence in page.sentences if any(marks_in(page.folded, sentence))]
    page = asides_closed(names_closed(page, marked), marked)
    for sentence in marked:
        marks = list(marks_in(page.folded, sentence))
        before: Said | None = None
        for index, (form, start, end) in enumerate(marks):
            floor = marks[index - 1][2] if index else sentence.start
            after = index + 1
            while after < len(marks) and CHAIN.fullmatch(page.folded, marks[after - 1][2], marks[after][1]):
                after += 1
            ceiling = marks[after][1] if after < len(marks) else sentence.end
            named = (form, start, marks[after - 1][2] if after > index + 1 else end)
            award = _said(mark_of(page, sentence, named, floor, ceiling, before, index > 0))
            if award is not None:
                if before is not None and index and award.behind > end and not number(before.award):
                    _share_back(page, before, award, floor, start)
                said.append(award)
                said.extend(_elided(page, award, max(floor, sentence.start), start))
                before = award
                said.extend(_further(page, award, sentence, ceiling))
    return iter(distinct(said))


def _elided(page: Context, said: Said, floor: int, start: int) -> Iterator[Said]:
    """Others before them of whom the same verb tells: ``1 tập thể được A và 3 tập thể được B tặng Bằng khen``."""
    at = said.award.evidence[0].start
    if at >= start:
        return
    who = _ELIDED.search(page.folded, max(floor, at - 120), at)
    counts = tally(page.folded, max(floor, who.start() - 120), who.start(), 120) if who else None
    names = apart(page, who.start("who"), who.end("who")) if who else ()
    if counts and names:
        yield Said(
            replace(
                said.award,
                evidence=(Span(counts.start, start),),
                authorities=names,
                collectives=counts.collectives,
                individuals=counts.individuals,
                recipients=counts.recipients,
            ),
            sentence=said.sentence,
        )


def _share_back(page: Context, before: Said, award: Said, floor: int, start: int) -> None:
    """Recipients behind the last of linked awards are those of the one before too: ``Bằng khen và Giấy khen cho …``."""
    if LINK.fullmatch(page.folded, floor, start) or _NEXT_GIVER.fullmatch(page.folded, floor, start):
        have, given = before.award, award.award
        before.award = replace(
            have, collectives=given.collectives, individuals=given.individuals, recipients=given.recipients
        )


def _said(mark: Mark) -> Said | None:
    """The award as its sentence says it; ``None`` where it was not conferred, or on nobody."""
    if not conferred(mark):
        return None
    counts = counted(mark)
    if mark.prize is not None and mark.later and mark.before is not None and _PART_OF_THEM.search(mark.lead[-24:]):
        return None  # one of those counted before
    if counts is None and mark.form == "co_thi_dua" and mark.end - mark.start == 2:
        return None  # a flag to hoist
    one = taken = False
    if counts is None:
        handed = handed_on(mark)
        if handed is None:
            return None
        counts, one, taken = handed
    folded = mark.page.folded
    if counts.recipients:
        counts = parted(folded, counts, min(mark.ceiling, counts.end + 200))
    one = one or (counts.named and (counts.collectives or 0) + (counts.individuals or 0) == 1)
    authorities, reach = whose(mark.page, mark.sentence, mark.clause, mark.span, counts, mark.ceiling)
    authorities = authorities or _same_giver(mark, taken)
    first = min(mark.start, counts.start) if counts.given and counts.start else mark.start
    if not authorities and mark.form in ("bieu_duong", "other") and _BROKEN.search(folded, first, mark.start):
        return None  # a number of another thing said before
    sure = 0.95 if authorities and counts.given else 0.8
    span = Span(first, max(mark.end, counts.end, reach))
    award = Award((span,), sure, mark.form, authorities, counts.collectives, counts.individuals, counts.recipients)
    return _with_marks(mark, award, counts, one)


def _same_giver(mark: Mark, taken: bool) -> tuple[str, ...]:
    """Whose the award before it is, where nobody else is said to give this one."""
    before, lead = mark.before, mark.lead
    if before is None or not mark.later or not (taken or not _OWN.search(lead)):
        return ()
    goes_on = mark.praise or re.fullmatch(r"|.*?[,;\s](?:và\s+)?", lead[-5:]) is not None
    if not goes_on or not (mark.clause <= mark.floor or _GOES_ON.match(lead)):
        return ()
    other = before.award.form != mark.form or mark.praise or mark.prize is not None or not lead.strip()
    return before.award.authorities if other else ()


def _with_marks(mark: Mark, award: Award, counts: Counts, one: bool) -> Said:
    """An award with the marks by which mentions of one and the same are known."""
    folded, sentence, end = mark.page.folded, mark.sentence, mark.end
    kind = mark.page.paragraphs[sentence.paragraph].kind
    text = folded[max(mark.clause, mark.start - 60) : min(mark.ceiling, end + 90)]
    others = "khác" in text and SEVERAL.search(text) is not None and not counts.given
    return Said(
        award,
        aside=kind in ("title", "caption") or sentence.end - sentence.start < 140,
        one=one,
        other=bool(award.authorities and _TOO.search(mark.lead[-60:])) or others,
        headline=sentence.paragraph == 0,
        sentence=sentence.start,
        names=counts.names,
        behind=counts.end,
        plural=not counts.given and _UNCOUNTED.search(text) is not None,
        rank=mark.prize,
        total=mark.praise and _IN_PARTS.match(folded, max(end, counts.end), sentence.end) is not None,
        prizes=mark.prize is None and folded.startswith("giải", mark.start),
        held=mark.praise and HOLDS.search(mark.lead) is not None,
    )


def _further(page: Context, said: Said, sentence: Sentence, ceiling: int) -> Iterator[Said]:
    """Groups of recipients behind a semicolon that go on with the same award: ``…; 3 cá nhân có thành tích …``."""
    folded = page.folded
    at = said.award.evidence[-1].end
    while (cut := folded.find("; ", at, ceiling)) > 0:
        at = cut + 2
        counts = tally(folded, at, ceiling, 3)
        if counts is None or re.match(r"[^;.]{0,200}?(?<!\w)(?:được|nhận)(?!\w)|\s*\(", folded[counts.end : ceiling]):
            return
        yield Said(
            replace(
                said.award,
                evidence=(Span(counts.start, counts.end),),
                collectives=counts.collectives,
                individuals=counts.individuals,
                recipients=counts.recipients,
            ),
            sentence=said.sentence,
        )

"""To how many an award went, as its sentence or the award before it says."""

from __future__ import annotations

from phoihop.reading.finders.awards.authorities import NAME_TAIL
from phoihop.reading.finders.awards.forms import CHAIN
from phoihop.reading.finders.awards.listed import behind, between, fronted, straight, subject
from phoihop.reading.finders.awards.marks import Mark
from phoihop.reading.finders.awards.named import elliptic, one_named, opener, praised
from phoihop.reading.finders.awards.prizes import to_whom
from phoihop.reading.finders.awards.recipients import (
    Counts,
    counts_after,
    counts_before,
    counts_before_brackets,
    counts_in_brackets,
    printed_number,
)
from phoihop.reading.finders.awards.same import Said, number
from phoihop.reading.patterns import regex

__all__ = ["LINK", "counted", "handed_on"]

LINK = regex(
    rf"{NAME_TAIL}(?:\s+của\s+[^,;:.]{{3,90}}|\s+do\s+[^,;:.]{{3,90}}\s+(?:trao\s+)?tặng)?"
    r"(?:,\s+(?:và\s+)?|\s+(?:và|cùng|cùng\s+với)\s+)(?:(?:cùng|mới\s+đây(?:\s+nhất)?|gần\s+đây(?:\s+nhất)?|sau\s+đó|cả|là|được|nhận|tặng|trao|\d{1,3}|một|hai|nhiều|danh\s+hiệu)\s+)*"
)
"""Between two awards of one recipient: the rest of the first one's name, perhaps whose it is, and a joint."""
_SAME_ONE = regex(
    r"(?:[^,;.]{0,60},\s+[^,;.]{4,80}|(?:(?:và|còn|cũng|hai|ba|bốn|nhiều|\d+|lần|năm|"
    r"\d{4})\s+){0,4}được\s+[^,;.]{4,80})"
    r"\s(?:(?:trao\s+)?tặng|gửi)\s+(?:thưởng\s+)?"
)
_GIVES_TOO = regex(r"\s*[^,;:.]{4,160}\s(?:gửi|(?:trao\s+)?tặng|có)\s+(?:thưởng\s+|một\s+)?")
_THE_REST = regex(r"(?<!\w)(?:số|các\s+[^,;:.]{2,40}?)\s+còn\s+lại(?!\w)")
_NOBODY = regex(rf"{NAME_TAIL}\s*[.;]")
"""``; Tổng cục A gửi thư khen.``: to whom is said before."""
_RECEIVED = regex(r"(?<!\w)(?:được|nhận)(?!\w)[^;:.]{0,100}$")
_AND_SO_MANY = regex(r"\s*(?:,|và)\s+(?:và\s+)?\d\s+")
_PASSIVE = regex(r"(?<!\w)được\s+[^,;:]{0,90}$")
_ALSO = regex(r"\s+(?:và|cùng)\s+(?:được\s+)?[^,;.]{4,80}\s")


def counted(mark: Mark) -> Counts | None:
    """The recipients counted or listed around the award; ``None`` where none is."""
    counts = _counted(mark)
    printed = None
    if mark.form not in ("bieu_duong", "other"):
        printed = printed_number(mark.page.folded, mark.clause, mark.start)
    if printed and (counts is None or (counts.named and counts.total < printed.total)):
        alone = counts or one_named(mark.page, mark.clause, mark.start, mark.end, mark.ceiling)
        his = mark.later and mark.before is not None and mark.before.one and _AND_SO_MANY.fullmatch(mark.lead)
        if not his and (alone.total != 1 or printed.total > 9 or not _RECEIVED.search(mark.lead)):
            counts = printed
    if mark.prize is not None:
        counts = to_whom(mark.page, mark.start, mark.end, mark.ceiling, counts)
    return counts


def _counted(mark: Mark) -> Counts | None:
    page, folded = mark.page, mark.page.folded
    clause, start, end, ceiling = mark.clause, mark.start, mark.end, mark.ceiling
    counts = counts_in_brackets(folded, end, ceiling) or counts_before_brackets(folded, clause, start)
    if counts is None and (counts := counts_before(folded, clause, start)) is not None:
        listing = subject(page, clause, start)
        if listing and listing.named and listing.total > counts.total:
            counts = listing
    others = _given(behind(page, end, ceiling, mark.praise)) if counts is None else None
    if mark.praise and folded.startswith("biểu", start):
        others = None  # praise in a speech
    if others and others.named:
        counts = others
    if counts is None:
        stop = folded.find("; ", end, ceiling)
        counts = counts_after(folded, end, stop if stop > 0 else ceiling, 45 if mark.praise else 190)
    counts = counts or others
    if counts is not None or mark.praise:
        return counts
    return (
        between(page, clause, start)
        or _given(subject(page, clause, start))
        or _given(fronted(page, clause, start, end, ceiling))
        or _given(straight(page, clause, start, end, ceiling))
    )


def _given(counts: Counts | None) -> Counts | None:
    return counts if counts is not None and counts.given else None


def handed_on(mark: Mark) -> tuple[Counts, bool, bool] | None:
    """Recipients named, or those of the award before: how many, whether it is one by name, whether taken over.

    ``None`` where praise goes to nobody.
    """
    counts = _praised(mark) if mark.praise else one_named(mark.page, mark.clause, mark.start, mark.end, mark.ceiling)
    if counts is None:
        return None
    one = counts.given
    counts.named = False
    before = mark.before if mark.later and _THE_REST.search(mark.lead) is None else None
    if not one and before is not None and (taken := _taken_over(mark, before)) is not None:
        return taken
    cut = elliptic(mark.page.folded, mark.floor, mark.start) if not one and not mark.praise else -1
    if cut < 0:
        return counts, one, False
    if before is not None and before.one:
        counts = Counts(before.award.collectives, before.award.individuals)
    else:
        counts = opener(mark.page, mark.sentence.start, cut)
    return counts, counts.given, False


def _praised(mark: Mark) -> Counts | None:
    named = praised(mark.page, mark.start, mark.end, mark.ceiling)
    if named is None and _PASSIVE.search(mark.lead):
        named = _given(subject(mark.page, mark.clause, mark.start))
    before = mark.before if mark.later else None
    if named is None and before is not None and before.one and _ALSO.fullmatch(mark.lead):
        named = Counts(before.award.collectives, before.award.individuals)
    return named


def _taken_over(mark: Mark, before: Said) -> tuple[Counts, bool, bool] | None:
    """The recipients of the award before, where this one is said to go to the same."""
    folded, award, floor, start = mark.page.folded, before.award, mark.floor, mark.start
    if (before.one or 0 < before.behind < floor) and _SAME_ONE.fullmatch(folded, floor, start):
        return Counts(award.collectives, award.individuals), before.one, True
    same = Counts(award.collectives, award.individuals, award.recipients)
    if CHAIN.fullmatch(folded, floor, start) or LINK.fullmatch(folded, floor, start):
        return same, before.one, before.one
    too = mark.clause >= floor and number(award) == 1 and _GIVES_TOO.fullmatch(mark.lead)
    return (same, False, True) if too and _NOBODY.match(folded, mark.end) else None

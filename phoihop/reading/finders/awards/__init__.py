"""Conferred awards (khen thưởng): form, whose award, and to how many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from phoihop.reading.finders.awards.authorities import HOLDS, NAME_TAIL, whose
from phoihop.reading.finders.awards.bodies import apart, asides_closed, names_closed
from phoihop.reading.finders.awards.forms import CHAIN, marks_in
from phoihop.reading.finders.awards.listed import behind, between, fronted, straight, subject
from phoihop.reading.finders.awards.named import SEVERAL, elliptic, one_named, opener, praised
from phoihop.reading.finders.awards.prizes import rank, to_whom
from phoihop.reading.finders.awards.recipients import (
    Counts,
    counts_after,
    counts_before,
    counts_before_brackets,
    counts_in_brackets,
    parted,
    printed_number,
    tally,
)
from phoihop.reading.finders.awards.same import Said, distinct
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context, Sentence
from phoihop.reading.values import Award, Span

__all__ = ["find"]

_GIVES = regex(
    r"(?<!\w)(?:trao|tặng|nhận|ra\s+về\s+với|cầm|mang\s+về|đoạt|giành|đón|truy\s+tặng|gắn|gửi|ký|công\s+nhận|"
    r"phong\s+tặng|có(?=\s+$)|(?<!thưởng\s)(?<!tiền\s)(?<!quà\s)kèm(?=\s+(?:theo\s+)?$)|khen\s+thưởng|được\s+thưởng)(?!\w)"
)


_NOT_YET = regex(
    r"(?<!\w)(?:đề\s+nghị(?!\s+và\s+(?:đã\s+)?được)|đề\s+xuất|sẽ|(?<!quả )xét(?!\s+chọn\s+và)|hồ\s+sơ|thẩm\s+định|"
    r"dự\s+kiến|thủ\s+tục|xứng\s+đáng(?=\s+(?:được|nhận))|"
    r"phấn\s+đấu|giới\s+thiệu|"
    r"lựa\s+chọn|(?<!chương )trình(?=\s+(?:thủ|chủ|bộ|cấp|ủy|ubnd|hội|lên|xét|cơ|ban|chính|tỉnh|trung|các|khen|"
    r"tặng|tổng|giám|thành|quốc|nhà|để|thường|đảng|hđ|đoàn|liên|sở))|bình\s+quân|theo\s+quy\s+(?:chế|định)|(?:hằng|hàng|mỗi)\s+(?:năm|quý|tháng|tập\s+thể|cá\s+nhân|đơn\s+vị))(?!\w)"
)
_GIVEN_BEHIND = regex(
    r"(?:\s+[“\"][^”\"]{1,90}[”\"])?(?:\s+[^\s.;:“”\"]+){0,14}?\s+(?:đã\s+)?(?:được\s+(?:trao|tặng|gửi)|trao\s+cho|"
    r"đến\s+với|thuộc\s+về|dành\s+cho|(?:tặng|cho)(?=\s+(?:cho\s+)?\d))(?!\w)"
)


_LINK = regex(
    rf"{NAME_TAIL}(?:\s+của\s+[^,;:.]{{3,90}}|\s+do\s+[^,;:.]{{3,90}}\s+(?:trao\s+)?tặng)?"
    r"(?:,\s+(?:và\s+)?|\s+(?:và|cùng|cùng\s+với)\s+)(?:(?:cùng|mới\s+đây(?:\s+nhất)?|gần\s+đây(?:\s+nhất)?|sau\s+đó|cả|là|được|nhận|tặng|trao|\d{1,3}|một|hai|nhiều|danh\s+hiệu)\s+)*"
)
"""Between two awards of one recipient: the rest of the first one's name, perhaps whose it is, and a joint."""
_NEXT_GIVER = regex(rf"{NAME_TAIL}[,;]\s+(?:và\s+)?[^,;:.]{{4,110}}\s(?:trao\s+)?tặng\s+(?:thưởng\s+)?")
"""Between two awards of one recipient: the next one who gives."""


_SAME_ONE = regex(
    r"(?:[^,;.]{0,60},\s+[^,;.]{4,80}|(?:(?:và|còn|cũng|hai|ba|bốn|nhiều|\d+|lần|năm|"
    r"\d{4})\s+){0,4}được\s+[^,;.]{4,80})"
    r"\s(?:(?:trao\s+)?tặng|gửi)\s+(?:thưởng\s+)?"
)


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
            award = _said(
                page,
                sentence,
                (form, start, marks[after - 1][2] if after > index + 1 else end),
                floor,
                ceiling,
                before,
                index > 0,
            )
            if award is not None:
                if before is not None and index and award.behind > end and not _number(before.award):
                    _share_back(page, before, award, floor, start)
                said.append(award)
                said.extend(_elided(page, award, max(floor, sentence.start), start))
                before = award
                said.extend(_further(page, award, sentence, ceiling))
    return iter(distinct(said))


_ELIDED = regex(r"(?<!\w)được\s+(?P<who>[^,;:.]{3,90}?)(?:,|\s+và)\s+$")


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
    if _LINK.fullmatch(page.folded, floor, start) or _NEXT_GIVER.fullmatch(page.folded, floor, start):
        have, given = before.award, award.award
        before.award = replace(
            have, collectives=given.collectives, individuals=given.individuals, recipients=given.recipients
        )


def _number(award: Award) -> int:
    return (award.collectives or 0) + (award.individuals or 0) + (award.recipients or 0)


def _said(
    page: Context,
    sentence: Sentence,
    mark: tuple[str, int, int],
    floor: int,
    ceiling: int,
    before: Said | None,
    later: bool,
) -> Said | None:
    folded = page.folded
    form, start, end = mark
    opening = max(sentence.start, start - 600)
    clause = max(
        floor, opening, max((m.end() + opening for m in re.finditer(r";\s", folded[opening:start])), default=0)
    )
    lead = folded[clause:start]
    said_so = form == "bieu_duong" or _GIVES.search(folded, max(sentence.start, start - 300), start)
    reaches = form == "other" and rank(folded, start) and _REACHES.search(lead[-8:])
    heard = said_so or reaches
    unheard = not heard or (later and before is None and form != "bieu_duong" and not _GIVES.search(lead))
    if unheard and (form == "bieu_duong" or not _told_otherwise(folded, sentence, clause, mark, ceiling)):
        return None
    if (
        end - start == 4
        and folded.startswith("khen", start)
        and not _PRAISE.search(lead)
        and not _FEW.match(folded, end)
    ):
        return None
    if form == "bieu_duong" and (_NO_ACT.search(lead[-24:]) or _PRAISED_DEED.match(folded, end, ceiling)):
        return None
    if form == "bieu_duong" and folded[end : sentence.end].rstrip(' \n”"').endswith("?"):
        return None  # a question
    if form == "bieu_duong" and _CEREMONY.search(lead[-12:]) and re.match(r"\s*[,.]", folded[end : end + 3]):
        return None
    if _NOT_YET.search(lead[-90:]) or re.match(r"\s*(?:sẽ|khi|nếu)(?!\w)", folded[end : end + 8]):
        return None
    counts = counts_in_brackets(folded, end, ceiling) or counts_before_brackets(folded, clause, start)
    if counts is None and (counts := counts_before(folded, clause, start)) is not None:
        listing = subject(page, clause, start)
        if listing and listing.named and listing.total > counts.total:
            counts = listing
    others = _given(behind(page, end, ceiling, form == "bieu_duong")) if counts is None else None
    if form == "bieu_duong" and folded.startswith("biểu", start):
        others = None  # praise in a speech
    if others and others.named:
        counts = others
    if counts is None:
        stop = folded.find("; ", end, ceiling)
        counts = counts_after(folded, end, stop if stop > 0 else ceiling, 45 if form == "bieu_duong" else 190)
    if counts is None:
        counts = others
    if counts is None and form != "bieu_duong":
        counts = (
            between(page, clause, start)
            or _given(subject(page, clause, start))
            or _given(fronted(page, clause, start, end, ceiling))
            or _given(straight(page, clause, start, end, ceiling))
        )
    printed = printed_number(folded, clause, start) if form not in ("bieu_duong", "other") else None
    if printed and (counts is None or (counts.named and counts.total < printed.total)):
        alone = counts or one_named(page, clause, start, end, ceiling)
        his = later and before is not None and before.one and _AND_SO_MANY.fullmatch(lead)
        if not his and (alone.total != 1 or printed.total > 9 or not _RECEIVED.search(lead)):
            counts = printed
    prize = rank(folded, start) if form == "other" else None
    if prize is not None and later and before is not None and _PART_OF_THEM.search(lead[-24:]):
        return None  # one of those counted before
    if form == "co_thi_dua" and end - start == 2 and counts is None:
        return None  # a flag to hoist
    if prize is not None:
        counts = to_whom(page, start, end, ceiling, counts)
    aside = page.paragraphs[sentence.paragraph].kind in ("title", "caption") or sentence.end - sentence.start < 140
    one = inherited = False
    if counts is None:
        if form == "bieu_duong":
            named = praised(page, start, end, ceiling)
            if named is None and _PASSIVE.search(lead):
                named = _given(subject(page, clause, start))
            if named is None and later and before is not None and before.one and _ALSO.fullmatch(lead):
                named = Counts(before.award.collectives, before.award.individuals)
            if named is None:
                return None
            counts = named
        else:
            counts = one_named(page, clause, start, end, ceiling)
        one = counts.given
        counts.named = False
        later = later and _THE_REST.search(lead) is None
        if (
            not one
            and later
            and before is not None
            and (before.one or 0 < before.behind < floor)
            and _SAME_ONE.fullmatch(folded, floor, start)
        ):
            counts, one = Counts(before.award.collectives, before.award.individuals), before.one
            inherited = True
        elif (
            not one
            and later
            and before is not None
            and (CHAIN.fullmatch(folded, floor, start) or _LINK.fullmatch(folded, floor, start))
        ):
            counts = Counts(before.award.collectives, before.award.individuals, before.award.recipients)
            one = inherited = before.one
        elif (
            not one
            and later
            and before is not None
            and clause >= floor
            and _number(before.award) == 1
            and _GIVES_TOO.fullmatch(lead)
            and _NOBODY.match(folded, end)
        ):
            counts, inherited = (
                Counts(before.award.collectives, before.award.individuals, before.award.recipients),
                True,
            )
        elif not one and form != "bieu_duong" and (cut := elliptic(folded, floor, start)) >= 0:
            if later and before is not None and before.one:
                counts = Counts(before.award.collectives, before.award.individuals)
            else:
                counts = opener(page, sentence.start, cut)
            one = counts.given
    if counts.recipients:
        counts = parted(folded, counts, min(ceiling, counts.end + 200))
    one = one or (counts.named and (counts.collectives or 0) + (counts.individuals or 0) == 1)
    authorities, reach = whose(page, sentence, clause, mark, counts, ceiling)
    goes_on = re.fullmatch(r"|.*?[,;\s](?:và\s+)?", lead[-5:]) is not None or form == "bieu_duong"
    if (
        not authorities
        and before is not None
        and later
        and goes_on
        and (inherited or not _OWN.search(lead))
        and (clause <= floor or _GOES_ON.match(lead))
        and (before.award.form != form or form == "bieu_duong" or prize is not None or not lead.strip())
    ):
        authorities = before.award.authorities
    first = min(start, counts.start) if counts.given and counts.start else start
    if not authorities and form in ("bieu_duong", "other") and _BROKEN.search(folded, first, start):
        return None  # a number of another thing said before
    span = Span(first, max(end, counts.end, reach))
    text = folded[max(clause, start - 60) : min(ceiling, end + 90)]
    plural = not counts.given and _UNCOUNTED.search(text) is not None
    other = (authorities and _TOO.search(lead[-60:]) is not None) or (
        "khác" in text and SEVERAL.search(text) is not None and not counts.given
    )
    sure = 0.95 if authorities and counts.given else 0.8
    award = Award((span,), sure, form, authorities, counts.collectives, counts.individuals, counts.recipients)
    return Said(
        award,
        aside,
        one,
        other,
        sentence.paragraph == 0,
        sentence.start,
        counts.names,
        counts.end,
        plural,
        prize,
        form == "bieu_duong" and _IN_PARTS.match(folded, max(end, counts.end), sentence.end) is not None,
        form == "bieu_duong" and HOLDS.search(lead) is not None,
    )


_IN_PARTS = regex(
    r"[^;.]{0,60}?[,;:(]\s*(?:trong\s+(?:đó|số\s+đó)|gồm|bao\s+gồm|cụ\s+thể)(?!\w)[^.]*?(?<!\w)còn\s+lại(?!\w)"
)
"""A total whose parts are told behind it, to the last one."""
_PART_OF_THEM = regex(r"(?<!\w)trong\s+(?:đó|số\s+đó)(?:\s+có)?(?:\s+\S+)?\s+$")
_BROKEN = regex(r"(?<=[^\s“\"])[”\"],\s|\.\.\.\s|…\s")
"""Between a number and the award: an end of what somebody said, or of what was left out."""
_CEREMONY = regex(r"(?<!\w)(?:lễ|buổi|chương\s+trình|hội\s+nghị)\s+$")
_GOES_ON = regex(r"\s*(?:(?:đồng\s+thời|và|cùng|đã|cũng|trao|tặng|thưởng)(?!\w)|\d|$)")
"""Behind a semicolon, nobody else gives: ``; tặng Giấy khen cho …``."""
_UNCOUNTED = regex(
    r"(?<!\w)(?:cho\s+(?:các|những|nhiều|một\s+số)|(?:các|những|nhiều)\s+(?:tập\s+thể|cá\s+nhân|đơn\s+vị|hộ|điển\s+hình|gương|gia\s+đình|cán\s+bộ|chiến\s+sĩ|"
    r"đồng\s+chí|người|đại\s+biểu|em|học\s+sinh))(?!\w)"
)
_GIVES_TOO = regex(r"\s*[^,;:.]{4,160}\s(?:gửi|(?:trao\s+)?tặng|có)\s+(?:thưởng\s+|một\s+)?")
_THE_REST = regex(r"(?<!\w)(?:số|các\s+[^,;:.]{2,40}?)\s+còn\s+lại(?!\w)")
_NOBODY = regex(rf"{NAME_TAIL}\s*[.;]")
"""``; Tổng cục A gửi thư khen.``: to whom is said before."""
_RECEIVED = regex(r"(?<!\w)(?:được|nhận)(?!\w)[^;:.]{0,100}$")
_TOO = regex(r"(?<!\w)cũng\s+(?:đã\s+|vừa\s+)?(?:trao\s+|tặng\s+|thưởng\s+)+$")
"""``UBND xã cũng tặng Giấy khen``: one award more, of another."""
_AND_SO_MANY = regex(r"\s*(?:,|và)\s+(?:và\s+)?\d\s+")
_REACHES = regex(r"(?<!\w)(?:đạt|đồng)\s+$")
_OWN = regex(r"(?<!\w)(?:được|nhận)(?!\w)")
_PRAISE = regex(r"(?<!\w)(?:được|đã|quyết\s+định)\s+(?:[^,;:]{1,80}\s)?$")
_FEW = regex(r"\s+(?:đột\s+xuất\s+)?(?:cho\s+)?\d{1,5}\s|\s*[.;]|$")
"""``khen`` alone is an award where somebody is said to get it, or behind it stands how many."""
_PASSIVE = regex(r"(?<!\w)được\s+[^,;:]{0,90}$")
_ALSO = regex(r"\s+(?:và|cùng)\s+(?:được\s+)?[^,;.]{4,80}\s")
_NO_ACT = regex(
    r"(?<!\w)(?:danh\s+sách|công\s+tác|quỹ|hội\s+đồng|thi\s+đua\s*[,–-]?|hồ\s+sơ|mức|tiền|chế\s+độ|kinh\s+phí|"
    r"luật|quy\s+chế|"
    r"tiêu\s+chuẩn|hình\s+thức|đáng|để|nhằm|thành\s+tích|kịp\s+thời\s+động\s+viên,)\s*$"
)
_PRAISED_DEED = regex(
    r"\s+(?:và\s+(?:ghi\s+nhận|đánh\s+giá\s+cao)\s+)?(?:những\s+|các\s+)?(?:kết\s+quả|thành\s+tích|tinh\s+thần|"
    r"nỗ\s+lực|cố\s+gắng|sự|đóng\s+góp|cách\s+làm|chiến\s+công|công\s+sức|"
    r"thành\s+công|thành\s+tựu|hoạt\s+động|việc)(?!\w)"
)


def _given(counts: Counts | None) -> Counts | None:
    return counts if counts is not None and counts.given else None


def _told_otherwise(folded: str, sentence: Sentence, clause: int, mark: tuple[str, int, int], ceiling: int) -> bool:
    """Is an award conferred without a verb before it: ``Bằng khen của A đến với 3 tập thể``, ``12 Bằng khen``?"""
    _, start, end = mark
    if _GIVEN_BEHIND.match(folded, end, ceiling):
        return True
    if folded.endswith("(", clause, start):
        return counts_before_brackets(folded, clause, start) is not None
    if _LINE.fullmatch(folded, max(clause, sentence.start), start) and _COUNTED_LINE.match(folded, end, ceiling):
        return not _NOT_YET.search(_lead_in(folded, sentence.start))
    counted = printed_number(folded, clause, start) is not None
    return counted and _HONOURED.search(folded, max(sentence.start, start - 300), start) is not None


_LINE = regex(r"\s*(?:[-–+*•]\s*|\d{1,2}[.)]\s*|[a-zđ][.)]\s*)?(?:[^;:.]{0,40}:\s*)?")
_COUNTED_LINE = regex(rf"{NAME_TAIL}(?:\s+(?:của\s+)?[^,;:.\d]{{2,90}})?\s*(?::|cho)\s*(?=\d)")


def _lead_in(folded: str, at: int) -> str:
    """The line with a colon that opens a list in which an award is a line."""
    lines = folded[max(0, at - 700) : at].split("\n")
    return next((line for line in reversed(lines) if line.rstrip().endswith(":")), "")


_HONOURED = regex(r"(?<!\w)(?:vinh\s+danh|tuyên\s+dương|biểu\s+dương|khen|phần\s+thưởng|trao|tặng)(?!\w)")


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

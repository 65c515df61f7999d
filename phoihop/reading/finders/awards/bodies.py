"""Bodies and offices that confer awards, as printed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from phoihop.reading.finders import bodies
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context, Sentence

__all__ = ["BODY_END", "OFFICE", "apart", "asides_closed", "conferring", "names_closed", "person_starts"]

BODY_END = regex(
    r"(?<!ban)\s+(?:đã\s+)?(?:phối\s+hợp\s+)?tổ\s+chức\s+(?=lễ|hội|buổi|trao|gặp|tuyên|chương|ngày|cuộc)|"
    r"\s+(?:các\s+|trong\s+|vào\s+|từ\s+)?năm\s+(?:học\s+)?\d|\s+(?:(?:cho|biểu\s+dương|tuyên\s+dương|tôn\s+vinh|khen|thưởng|tặng|trao|vì|đã|cũng|được|về|nhân\s+dịp|đến|gửi|"
    r"ghi|có|kèm|vinh\s+dự|mới\s+đây|vừa|sau\s+đó|kịp\s+thời|chính\s+thức|đánh\s+giá|(?<!thư\s)ký|long\s+trọng|"
    r"trang\s+trọng|phong|là|gồm|thay|đối\s+với)(?!\w)|"
    r"(?:và|cùng)\s+(?=mới|gần|b[ằă]ng|giấy|kỷ|huân|cờ|trao|tặng|\d|nhiều|các\s+phần|những))|"
    r"(?<!ban)\s+tổ\s+chức\s*$|\s+(?:dành|thì)(?=\s|$)|\s*[.;:()“\"–]|"
    r",\s(?!bộ\s|ủy\s|hội\s|chủ\s|giám\s|thủ\s|ban\s|công\s|ubnd|mttq|sở\s|trung\s|tổng\s|liên\s|tỉnh\s|thành\s)"
)


_JOIN = regex(
    r"\s*(?:,|(?<=\s)và|(?<=\s)cùng(?:\s+với)?|(?<=\s)phối\s+hợp(?:\s+với)?)\s+(?=(?:chủ\s+tịch|giám\s+đốc|"
    r"ủy\s+ban|bộ|ban|hội(?!\s+(?:nghị|thảo|thi|trường))|công\s+an|ubnd|"
    r"thủ\s+tướng|tổng|sở|trung\s+ương|liên|đoàn|"
    r"tỉnh|thành|mttq|lđlđ|trưởng|bí\s+thư|quốc\s+hội|quân|nhà\s+nước|chính\s+phủ|đảng|huyện|phòng|viện|tòa|cục|"
    r"đài|báo|catp|ubmttq)(?!\w))"
)


OFFICE = regex(
    r"(?<!\w)(?:phó\s+|quyền\s+)?(?:chủ\s+tịch|giám\s+đốc|tổng\s+giám\s+đốc|bộ\s+trưởng|thứ\s+trưởng|"
    r"thủ\s+tướng|trưởng\s+(?:ban|công\s+an|phòng)|"
    r"bí\s+thư|thống\s+đốc|cục\s+trưởng|tư\s+lệnh|chủ\s+nhiệm|viện\s+trưởng|chánh\s+án|hiệu\s+trưởng|"
    r"tổng\s+bí\s+thư|chính\s+ủy|tổng\s+thư\s+ký|chỉ\s+huy\s+trưởng|"
    r"(?:sư|trung|lữ|quân|tiểu)\s+đoàn\s+trưởng|(?:tổng\s+cục|vụ|chi\s+cục|đồn|hải\s+đội)\s+trưởng)(?!\w)"
)


_BODY = regex(
    r"(?:các\s+)?(?:ủy\s+ban|ubnd|ubmttq|bộ|ban|hội(?!\s+(?:nghị|thảo|thi|trường))|công\s+an|catp|mttq|tổng|sở|"
    r"trung\s+ương|lđlđ|liên\s+(?:đoàn|ngành)|"
    r"đoàn|tỉnh|thành|huyện|đảng|quận|nhà\s+trường|hai\s+ngành|"
    r"quân|bch|btv|cục|liên\s+hiệp|ngân\s+hàng|chính\s+phủ|quốc\s+hội|nhà\s+nước|đài|phòng|xã|phường|bảo\s+hiểm|"
    r"bhxh)(?!\w)"
)


_BEFORE_NAME = regex(
    r"\s*(?:(?:riêng|còn|việc|khi)\s+|trong\s+(?:đó|số\s+đó)\s+(?:có\s+)?|(?:[^,;:.]{0,60}\s)?tham\s+mưu\s+(?:cho\s+|với\s+)?|(?:[^,;:.]{0,60}\s)?quyết\s+định\s+của\s+|đồng\s+chí\s+(?=chủ|phó|"
    r"giám|bí|bộ|trưởng))?"
)
_BULLET = regex(r"(?:[-–+*•]\s*|\d{1,2}(?:\.\d{1,2})*[.)]\s*|[a-zđ]\)\s*)?")


def person_starts(page: Context) -> list[int]:
    """Where the names of persons start, in order."""
    if "people at" not in page.kept:
        page.kept["people at"] = sorted(span.start for person in page.people for span in person.evidence)
    starts: list[int] = page.kept["people at"]
    return starts


_ASIDE = regex(
    r"(?:\s[-–]|,)\s(?=(?:nơi|người|vốn|những|một\s+trong|hai\s+trong|con|chủ\s+nhân|tác\s+giả|gương|đơn\s+vị|địa\s+phương|"
    r"lực\s+lượng|những\s+người)(?!\w))[^,;:.()–]{6,120}?(?:\s[-–]\s|,\s(?=(?:đã|vừa|được|vinh|cũng|gửi|tặng|trao|nhận|đón|"
    r"còn|là|lên)(?!\w)))"
)
"""What is said of a name in passing: ``ông A - người giúp 11 hộ -``, ``trung đoàn B, nơi anh từng phục vụ, gửi``."""


def asides_closed(page: Context, sentences: Sequence[Sentence]) -> Context:
    """The page with what is said in passing made brackets without a word, for its numbers and names count nothing."""
    parts: list[str] = []
    at = 0
    for sentence in sentences:
        for aside in _ASIDE.finditer(page.folded, sentence.start, sentence.end):
            if _AWARDED.search(aside.group()):
                continue
            parts += (page.folded[at : aside.start()], " (", "·" * (len(aside.group()) - 4), ") ")
            at = aside.end()
    return replace(page, folded="".join(parts) + page.folded[at:]) if parts else page


_AWARDED = regex(r"(?<!\w)(?:khen|huân|huy|danh\s+hiệu|kỷ\s+niệm|giải|cờ|biểu\s+dương|tôn\s+vinh|được)(?!\w)")


def names_closed(page: Context, sentences: Sequence[Sentence]) -> Context:
    """The page with the commas inside names of bodies made no commas, so that a name stays in one clause."""
    parts: list[str] = []
    at = 0
    for sentence in sentences:
        for body in bodies.find(page, sentence.start, sentence.end, bodies.starts_of(page)):
            name = page.folded[body.start : body.end]
            closed = name.replace(",", "·").replace(" - ", "·-·").replace(" thưởng", "·thưởng")
            if closed != name and body.start >= at:
                parts += (page.folded[at : body.start], closed)
                at = body.end
    if not parts:
        return page
    page.kept["names open"] = page
    return replace(page, folded="".join(parts) + page.folded[at:])


def _named_at(page: Context, at: int, stop: int) -> bool:
    """Does the name of a body stand at an offset, whatever its first word?"""
    whole: Context = page.kept.get("names open", page)
    return whole.text[at : at + 1].isupper() and bodies.at(whole, at, stop, bodies.starts_of(whole)) is not None


def apart(page: Context, start: int, end: int) -> tuple[str, ...]:
    """The bodies named in a span, apart, without a personal name behind an office."""
    folded = page.folded
    parts: list[tuple[int, int]] = []
    at = start
    for join in _JOIN.finditer(folded, start, end):
        parts.append((at, join.start()))
        at = join.end()
    parts.append((at, end))
    starts = person_starts(page)
    people = starts[bisect_left(starts, start) : bisect_left(starts, end)]
    names: list[str] = []
    for first, last in parts:
        for name in people:
            if first <= name < last:
                last = name
        if stop := BODY_END.search(folded, first, last):
            last = stop.start()
        printed = (
            " ".join(re.sub(r"\s*\([^()]{1,40}\)", "", page.text[first:last]).split())
            .strip(" ,.;–-")
            .removesuffix(" và")
            .removesuffix(" cùng")
        )
        low = " ".join(folded[first:last].split())
        if printed and (OFFICE.match(low) or _BODY.match(low) or _named_at(page, first, last)) and len(printed) <= 120:
            names.append(printed)
    return tuple(names)


_LEADERS = regex(r"(?<!\w)lãnh\s+đạo\s+[^.;:]{0,50}$")


_GOES_ON = regex(
    r"(?:và|cùng|dịp này|nhân dịp|tại|trao|tặng|thăm|động viên|biểu dương|đồng thời|quyết định|ghi nhận|gửi|chúc mừng|"
    r"đã|khen)(?!\w)"
)
"""What opens a further clause of one subject."""


def conferring(page: Context, floor: int, verb: int) -> tuple[str, ...]:
    """The body or office that does the conferring, printed before the verb."""
    folded = page.folded
    floor = max(floor, verb - 260)
    floor = max(floor, _BULLET.match(folded, floor, verb).end())  # type: ignore[union-attr]
    lead = folded[floor:verb]
    if lead.rstrip().endswith(")"):
        lead = re.sub(r"\s*\([^()]{1,130}\)\s*$", " ", lead)
    cuts = [0, *(m.end() for m in re.finditer(r"[;:.)]\s+|,\s+|\s[–-]\s|(?<!\w)(?:cho\s+(?:biết|hay)|rằng)\s+", lead))]
    for at in reversed(cuts):
        at += _BEFORE_NAME.match(lead, at).end() - at  # type: ignore[union-attr]
        chunk = lead[at:].strip()
        if not chunk:
            continue
        if _LEADERS.search(lead[:at]):
            return ()
        office = (
            OFFICE.match(chunk)
            or _BODY.match(chunk)
            or _named_at(page, floor + at + len(lead[at:]) - len(lead[at:].lstrip()), verb)
        )
        if not office:
            if at and cuts[0] != at and not _GOES_ON.match(chunk) and at >= cuts[-1]:
                within = OFFICE.search(chunk)
                if within is None:
                    return ()
            continue
        opens = at
        while _BODY.match(chunk) and opens in cuts and (index := cuts.index(opens)):
            earlier = lead[cuts[index - 1] : opens].strip()
            if (
                not earlier.endswith(",")
                or not _BODY.match(earlier)
                or len(earlier.split()) > 12
                or re.search(r"(?<!\w)(?:đã|tổ chức|có|được|tặng|trao|khen)(?!\w)", earlier)
            ):
                break
            opens = cuts[index - 1]
        return apart(page, floor + opens + (len(lead[opens:]) - len(lead[opens:].lstrip())), floor + len(lead.rstrip()))
    return ()

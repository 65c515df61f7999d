"""Whose award it is (thẩm quyền khen thưởng)."""

from __future__ import annotations

import re

from phoihop.reading.finders.awards.bodies import BODY_END, OFFICE, apart, conferring
from phoihop.reading.finders.awards.recipients import Counts
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context, Sentence

__all__ = ["HOLDS", "NAME_TAIL", "whose"]

_CONFERS = regex(
    r"(?:(?<!\w)(?:dành|thì|lại|trân\s+trọng|đã|cũng|cùng|vừa|còn|sẽ|quyết\s+định|đã\s+quyết\s+định|có\s+quyết\s+định|"
    r"(?:đã\s+|vừa\s+)?(?:ký|ban\s+hành)\s+quyết\s+định(?:\s+số\s+\S+)?(?:\s+ngày\s+\S+)?(?:\s+về(?:\s+việc)?)?)\s+)*"
    r"(?<!\w)(?P<verb>trao\s+tặng|tặng\s+thưởng|truy\s+tặng|tặng|biểu\s+dương|tuyên\s+dương|tôn\s+vinh|"
    r"vinh\s+danh|khen\s+thưởng|trao\s+thưởng|thưởng|khen(?!\s+thưởng)|có\s+(?:thêm|riêng)(?=\s+(?:một\s+)?$)|(?:có|gửi|ký)(?=\s+$)|công\s+nhận|"
    r"phong\s+tặng)(?!\w)"
)


_PASSIVE = regex(r"(?<!\w)được\s+(?=(?P<who>(?:(?!được\s)[^,;:.]){3,110}(?:,\s)?)$)")
"""The last ``được`` before a verb, and who stands between."""
_DELEGATED = regex(
    r"(?<!\w)(?:thừa|được(?:\s+sự)?|theo(?:\s+sự)?)\s+(?:ủy\s+quyền|ủy\s+nhiệm|lệnh)\s+(?:của\s+)?(?P<who>[^,;:.]{4,90}?)(?:,\s|\s+(?=trao\s|gắn\s|tặng\s))"
)
_ANOTHER = regex(r";\s[^;.]{4,110}?\s(?:tặng|trao)(?!\w)")
_HANDS = regex(r"(?:đã\s+|cũng\s+|cùng\s+)*(?<!\w)trao\s+(?:tặng\s+)?(?:\d{1,4}\s+(?:tấm\s+)?)?$")


_CEREMONY = regex(r"(?<!\w)(?<!ban )tổ\s+chức\s+(?:(?:buổi|lễ|trang\s+trọng|long\s+trọng)\s+)*$")
"""Who holds a ceremony hands an award over: whose it is is not said."""


HOLDS = regex(r"(?<!\w)tổ\s+chức\s+(?:(?:lễ|buổi|hội\s+nghị|trao|gặp\s+mặt,?|và|biểu\s+dương,?)\s+)*$")
"""Who holds a ceremony of praise need not be who gives the paper handed over at it."""


_OF = regex(r"\s+(?:của|do)\s+")


_BY = regex(r"(?<!\w)(?:do|mà)\s+|(?<=khen\s)(?=(?:chủ\s+tịch|giám\s+đốc|bộ\s+trưởng|thủ\s+tướng)\s)")
_SIGNED = regex(r"(?<!\w)(?:ký|trao)(?!\w)")
NAME_TAIL = (
    r"(?:\s*(?:[“\"][^”\"]{1,90}[”\"]|hạng\s+(?:nhất|nhì|ba)|độc\s+lập|lao\s+động|bảo\s+vệ\s+tổ\s+quốc|"
    r"chiến\s+công|đột\s+xuất|phong\s+trào|thi\s+đua|toàn\s+diện|năm\s+(?:học\s+)?\d{4}(?:\s*[-–]\s*\d{4})?|"
    r"xuất\s+sắc|dẫn\s+đầu|tiêu\s+biểu|cụm|khối|kháng\s+chiến|dũng\s+cảm|\d{2}\s+năm\s+tuổi\s+đảng)){0,6}"
)
_BEHIND_NAME = regex(NAME_TAIL)


_DECISION = regex(
    r"(?<!\w)quyết\s+định\s+(?:[^,;:.]{0,60}\s)?(?:của|do)\s+(?P<who>[^,;:.]{4,90}?)(?=[,;:.]|\s+(?:về|cho|tặng|khen))"
)


def _by_decision(page: Context, floor: int, stop: int) -> tuple[str, ...]:
    """Whose decision is read out before an award that is said without one who gives it."""
    said = list(_DECISION.finditer(page.folded, floor, stop))
    return apart(page, said[-1].start("who"), said[-1].end("who")) if said else ()


def whose(
    page: Context, sentence: Sentence, clause: int, mark: tuple[str, int, int], counts: Counts, ceiling: int
) -> tuple[tuple[str, ...], int]:
    """Whose award it is, as printed, and where the print of a name behind the award ends."""
    folded = page.folded
    form, start, end = mark
    named = _BEHIND_NAME.match(folded, end, ceiling)
    at = named.end() if named else end
    received = form != "bieu_duong" or folded.startswith("khen thưởng", start)
    if received and (of := _OF.match(folded, at, ceiling)):
        stop = BODY_END.search(folded, of.end(), ceiling)
        last = stop.start() if stop else ceiling
        if last - of.end() <= 160:
            return apart(page, of.end(), last), last
    lead_from = max(clause, counts.end if counts.end and counts.end < start and not counts.inside else clause)
    trao = _HANDS.search(folded[lead_from:start])
    if folded.endswith("(", clause, start):
        return apart(page, at, ceiling), 0
    delegated = list(_DELEGATED.finditer(folded, sentence.start, start)) if form != "bieu_duong" else []
    if (
        delegated
        and not _ANOTHER.search(folded, delegated[-1].end(), start)
        and (names := apart(page, delegated[-1].start("who"), delegated[-1].end("who")))
    ):
        return names, 0
    confers = list(_CONFERS.finditer(folded, lead_from, start if form != "bieu_duong" else end))
    if confers:
        verb = confers[-1] if form != "bieu_duong" else next((m for m in confers if m.end() > start), confers[-1])
        if counts.end and counts.end < verb.start():
            passive = re.compile(r"(?<!\w)được\s+").search(folded, counts.end, verb.start())
            if passive:
                return apart(page, passive.end(), verb.start()), 0
        before = max(lead_from, verb.start() - 130)
        if (passive := _PASSIVE.search(folded[before : verb.start()])) and (
            names := apart(page, before + passive.end(), verb.start())
        ):
            return names, 0
        if names := conferring(page, sentence.start, verb.start()):
            return names, 0
        return _by_decision(page, sentence.start, start), 0
    if counts.end > end and (of := _OF.match(folded, counts.end, ceiling)) and OFFICE.match(folded, of.end()):
        return apart(page, of.end(), min(ceiling, of.end() + 90)), 0
    if trao and not re.search(r"(?<!\w)(?:được|(?<!ghi )nhận)(?!\w)", folded[max(lead_from, start - 80) : start]):
        if _CEREMONY.search(folded, max(sentence.start, lead_from + trao.start() - 60), lead_from + trao.start()):
            return (), 0
        return tuple(
            name
            for name in conferring(page, sentence.start, lead_from + trao.start())
            if not OFFICE.match(name.lower())
        ), 0
    if by := _BY.search(folded, end, min(ceiling, end + 140)):
        gives = _CONFERS.search(folded, by.end(), min(ceiling + 12, by.end() + 90)) or _SIGNED.search(
            folded, by.end(), min(ceiling, by.end() + 90)
        )
        if gives:
            return apart(page, by.end(), gives.start()), gives.end()
    return (), 0

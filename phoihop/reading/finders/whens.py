"""For what time a figure holds (kỳ số liệu): the period that its sentence or paragraph prints."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from phoihop.reading.finders import dates
from phoihop.reading.finders.dates import Day, Stretch
from phoihop.reading.finders.numbers import Number
from phoihop.reading.lexicon.phrases import Opening
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context, Sentence
from phoihop.reading.values import Period

__all__ = ["Times"]


class Time(NamedTuple):
    """A printed time that figures may hold for; ``value`` is ``None`` for a cut-off day ("tính đến …")."""

    start: int
    end: int
    value: Period | None
    opens: bool = False
    governs: bool = True


_COMPARED = regex(
    r"(?:so với|so|cùng kỳ|hơn|bằng|từ cuối|cuối|đầu|kế hoạch|chỉ tiêu|nhiệm vụ)\s+(?:cùng kỳ\s+|của\s+|cả\s+|"
    r"cuối\s+|đầu\s+|giai đoạn\s+)*$"
)
_UNTIL = regex(r"(?:tính\s+)?đến\s+(?:hết\s+|nay\s+|cuối\s+|thời\s+điểm\s+|ngày\s+|hết\s+tháng\s+)*\(?$")
_TO = regex(r"(?:tính\s+)?đến\s+(?:hết\s+)?$")
_SINCE = regex(r"(?<!\w)từ\s+(?:đầu\s+)?(?:năm\s+|tháng\s+\d{1,2}/)?$")
_TO_NOW = regex(r"\s*(?:đến\s+nay|tới\s+nay|trở\s+lại\s+đây)")
_NAMED = regex(
    r"(?:chương\s+trình|kế\s+hoạch|đề\s+án|quy\s+chế|nghị\s+quyết|chỉ\s+thị|hội\s+thi|phong\s+trào|nhiệm\s+kỳ|"
    r"đại\s+hội|ngày\s+hội|dự\s+án)"
)
_COUNTS = "1 2 3 4 5 6 7 8 9 01 02 03 04 05 06 07 08 09 10 11"
_HALF_OPEN = Opening(r"(?<!\w)(?P<n>0?[1-9]|1[01])\s+tháng\s+(?P<which>đầu|cuối)\s+năm(?!\s*(?:19|20)\d\d)", _COUNTS)
_NINE = Opening(
    r"(?<!\w)(?P<n>0?[1-9]|1[01])\s+tháng\s+(?:(?P<which>đầu|cuối)(?:\s+của)?(?:\s+năm)?\s*/?|năm)\s*(?P<y>(?:19|20)\d\d)",
    _COUNTS,
)
_DAYS = regex(
    r"từ\s+(?:ngày\s+)?(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)\s+(?:đến|"
    r"tới)\s+(?:hết\s+)?(?:ngày\s+)?(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)"
)
_RIGHT_BEHIND = regex(r"\s?%?\s?\(?(?:trong\s+|vào\s+)?")
_NOW = regex(
    r"(?<!\w)(?:(?:\d{1,2}|hai|ba|bốn|năm|mười)\s+năm\s+qua|thời\s+gian\s+qua|(?<!nay\s)đến\s+nay|hiện\s+nay|hiện\s+(?:có|còn|đang))(?!\w)"
)
_NOW_WORDS = ("năm qua", "gian qua", "đến nay", "hiện nay", "hiện có", "hiện còn", "hiện đang")
_THIS_YEAR = Opening(r"(?<!\w)từ\s+đầu\s+năm\s+(?P<y>(?:19|20)\d\d)\s+(?:đến|tới)\s+nay(?!\w)", "từ")
_YEAR_ENDS = regex(r"(?:19|20)\d\d\s+$")
"""``từ năm 2021 đến nay``: the year before it tells since when."""
_FROM_TO = regex(r"(?<!\w)từ\s+[^;.]{1,80}$")
_IN_BRACKETS = regex(r"(?:\s?%|(?:\s+[^\W\d_]+){1,4}?)\s+\((?:trong\s+)?")
_OWN_YEAR = regex(r"(?:\s?%|(?:\s+[^\W\d_]+){1,4}?)\s+\(?(?:trong\s+|vào\s+)?(?:năm\s+)?")
_YEAR = regex(r"(?:19|20)\d\d")


class Times:
    """The printed times of a text, asked figure by figure."""

    def __init__(
        self, page: Context, days: Sequence[Day] | None = None, spans: Sequence[Stretch] | None = None
    ) -> None:
        self._page = page
        days = list(dates.find(page)) if days is None else days
        spans = list(dates.periods(page)) if spans is None else spans
        self._times = sorted(_placed(page, time) for time in _times(page, days, spans))
        self._starts = [time.start for time in self._times]

    def of(self, number: Number, sentence: Sentence) -> Period | None:
        """The period of a number: the nearest time before it in its sentence, else in its paragraph.

        >>> from phoihop.reading.finders import numbers
        >>> from phoihop.reading.segment import context
        >>> page = context("Năm 2024, xã tổ chức 12 buổi, tăng 3 buổi so với năm 2023. Trong đó có 5 buổi ban đêm.")
        >>> [Times(page).of(n, page.sentence_at(n.start)) for n in numbers.find(page) if n.value < 100]
        [('2024', '2024'), ('2024', '2024'), ('2024', '2024')]
        """
        paragraph = self._page.paragraphs[sentence.paragraph]
        folded = self._page.folded
        index = bisect_right(self._starts, number.start)
        time = self._times[index] if index < len(self._times) else None
        if time and time.value and time.end <= sentence.end and _RIGHT_BEHIND.fullmatch(folded, number.end, time.start):
            return time.value
        if (
            time
            and time.value
            and folded.startswith(")", time.end)
            and _IN_BRACKETS.fullmatch(folded, number.end, time.start)
        ):
            return time.value  # "còn 35 vụ (năm 2019)"
        if (
            time
            and time.value
            and time.end <= sentence.end
            and _OWN_YEAR.fullmatch(folded, number.end, time.start)
            and _FROM_TO.search(folded[max(sentence.start, number.start - 90) : number.end])
        ):
            return time.value  # "từ 120 hộ năm 2019 xuống 50 hộ năm 2021": each number has its own year
        index -= 1
        floor = max(paragraph.start, number.start - 4000)
        while index >= 0 and self._times[index].start >= floor:
            time = self._times[index]
            index -= 1
            if time.end > number.start:
                continue
            if time.start >= sentence.start:
                if time.opens or ";" not in folded[time.end : number.start]:
                    return time.value if time.governs else None
            elif time.opens and time.governs:
                return time.value
        index = bisect_right(self._starts, number.end)
        if index < len(self._times):
            time = self._times[index]
            between = folded[number.end : time.start]
            if time.value and time.end <= sentence.end and len(between) <= 60 and not re.search(r"[,;:.(]", between):
                return time.value
        return None


_INSIDE = regex(
    r"(?:sơ kết|tổng kết|công tác|hội nghị|lễ|nhiệm vụ|báo cáo|lần thứ [ivx\d]+|olympia|mùa|vào|"
    r"thứ \d+)\s+(?:\S+\s+){0,4}$"
)


def _placed(page: Context, time: Time) -> Time:
    """Whether a time opens its sentence and so holds on behind it, and whether it tells when something was done."""
    sentence = page.sentence_at(time.start)
    before = page.folded[sentence.start : time.start]
    bare = re.sub(r"^(?:\d+(?:\.\d+)*[.)]|[-–+*•])\s*", "", before)
    opens = not re.search(r"[;]", bare) and (
        not bare.strip()
        or re.fullmatch(
            r"(?:.{0,80}[,:]\s+)?(?:(?:trong|qua|riêng|chỉ|ngay|chỉ riêng|từ|giai đoạn|cả|theo đó,|"
            r"và)\s+)*",
            bare,
        )
        is not None
    )
    behind = page.folded[time.end : time.end + 2]
    governs = opens or time.value is None or _INSIDE.search(before[-50:]) is None or behind.startswith(",")
    return time._replace(opens=opens, governs=governs)


def _times(page: Context, days: Sequence[Day], stretches: Sequence[Stretch]) -> list[Time]:
    found: list[Time] = []
    folded = page.folded
    mask = bytearray(len(folded) + 1)

    def take(start: int, end: int) -> bool:
        """Claim a stretch of text; ``False`` where it is taken."""
        if mask.find(1, start, end) >= 0:
            return False
        mask[start:end] = b"\1" * (end - start)
        return True

    for match in _DAYS.finditer(folded):
        d1, m1, y1, d2, m2, y2 = match.groups()
        if take(*match.span()):
            days_of: Period = (f"{y1}-{int(m1):02d}-{int(d1):02d}", f"{y2}-{int(m2):02d}-{int(d2):02d}")
            found.append(Time(match.start(), match.end(), days_of))
    for match in _NINE.finditer(folded):
        compared = _COMPARED.search(folded[max(0, match.start() - 40) : match.start()])
        if not compared and take(*match.span()):
            found.append(
                Time(match.start(), match.end(), _months(int(match["n"]), match["which"] or "đầu", match["y"]))
            )
    for stretch in stretches:
        before = folded[max(0, stretch.start - 60) : stretch.start]
        if not take(stretch.start, stretch.end):
            continue
        if stretch.value[0] is None or _COMPARED.search(before) or _entitled(folded, page, stretch.start):
            continue
        found.append(Time(stretch.start, stretch.end, stretch.value))
    for match in _HALF_OPEN.finditer(folded):
        if year := _year_near(page, match.start()):
            before = folded[max(0, match.start() - 40) : match.start()]
            if not _COMPARED.search(before):
                found.append(Time(match.start(), match.end(), _months(int(match["n"]), match["which"], year)))
    found += [
        Time(start, end, None)
        for start, end in _nows(folded)
        if not _YEAR_ENDS.search(folded, max(0, start - 6), start)
    ]
    for match in _THIS_YEAR.finditer(folded):
        if take(*match.span()):
            found.append(Time(match.start(), match.end(), (match["y"], None)))
    for day in days:
        before = folded[max(0, day.start - 60) : day.start]
        if not take(day.start, day.end) or _COMPARED.search(before):
            continue
        if _UNTIL.search(before) or _TO.search(before):
            found.append(Time(day.start, day.end, None))
        elif day.precision == "year" and not _entitled(folded, page, day.start):
            if _TO_NOW.match(folded, day.end):
                found.append(Time(day.start, day.end, (day.iso, None)))
            else:
                found.append(Time(day.start, day.end, (day.iso, day.iso)))
        elif day.precision == "month" and not day.iso.startswith("--"):
            value = (day.iso, None) if _SINCE.search(before) or _TO_NOW.match(folded, day.end) else (day.iso, day.iso)
            if _TO_NOW.match(folded, day.end) or not re.search(r"(?:từ|ký|ban hành|ngày)\s+$", before):
                found.append(Time(day.start, day.end, value))
    return found


def _nows(folded: str) -> list[tuple[int, int]]:
    """Where a text says ``thời gian qua``, ``hiện nay``: looked for around the words that only they have."""
    spans: set[tuple[int, int]] = set()
    for word in _NOW_WORDS:
        at = folded.find(word)
        while at >= 0:
            spans.update(match.span() for match in _NOW.finditer(folded, max(0, at - 12), at + len(word) + 1))
            at = folded.find(word, at + 1)
    return sorted(spans)


def _months(count: int, which: str, year: str) -> Period:
    first, last = (1, count) if which == "đầu" else (13 - count, 12)
    return f"{year}-{first:02d}", f"{year}-{last:02d}"


def _year_near(page: Context, at: int) -> str | None:
    """The last year that the paragraph prints before an offset."""
    paragraph = page.paragraph_at(at)
    years = _YEAR.findall(page.folded, max(paragraph.start, at - 3000), at)
    return years[-1] if years else None


def _entitled(folded: str, page: Context, at: int) -> bool:
    """Does a period belong to the name of an instrument or a movement and not to a result?"""
    sentence = page.sentence_at(at)
    before = folded[max(sentence.start, at - 90) : at]
    clause = re.split(r"[,;:“”]\s", before)[-1]
    named = [m.end() for m in _NAMED.finditer(clause)]
    return bool(named) and not re.search(r"(?<!\w)(?:trong|đã|được|kết quả)(?!\w)", clause[named[-1] :])

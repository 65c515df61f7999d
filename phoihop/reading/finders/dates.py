"""Dates and periods (ngày, kỳ): ``ngày 11/3/2019``, ``chiều 15-6``, ``giai đoạn 2013-2018``, ``quý II/2019``."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple, TypeVar

from phoihop.reading.normalise import holds
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context
from phoihop.reading.values import Period

__all__ = ["Day", "Stretch", "complete", "find", "periods", "published", "within"]


class Day(NamedTuple):
    """A printed date, ISO or partial (``2019-03-11``, ``--03-11``, ``2013-08``, ``2017``).

    ``part`` is the part of the day where named (sáng, chiều).
    """

    start: int
    end: int
    iso: str
    part: str | None = None

    @property
    def precision(self) -> str:
        """day, month or year."""
        if self.iso.startswith("--"):
            return "day" if len(self.iso) == 7 else "month"
        return {4: "year", 7: "month"}.get(len(self.iso), "day")


class Stretch(NamedTuple):
    """A printed period: ``value`` is (from, to) as far as stated."""

    start: int
    end: int
    value: Period


_PART = r"(?P<part>rạng\s+sáng|sáng\s+sớm|sáng|trưa|chiều|tối|đêm)"
_S = r"\s?[/\-–.]\s?"
_FULL = regex(
    rf"(?<![\w/])(?:{_PART}\s+)?(?:(?:nay|qua)\s*,?\s*)?(?:(?:các\s+)?ngày\s+)?\(?"
    rf"(?P<d>0?[1-9]|[12]\d|3[01])(?:{_S})(?P<m>0?[1-9]|1[0-2])(?:{_S})(?P<y>(?:19|20)\d\d)(?!\d)"
)
_WORDY = regex(
    rf"(?:{_PART}\s+)?(?:ngày\s+)?(?<!\d)(?P<d>0?[1-9]|[12]\d|3[01])\s+tháng\s+"
    r"(?P<m>0?[1-9]|1[0-2]|mười\s+hai|mười\s+một|mười|giêng|một|hai|ba|tư|năm|sáu|bảy|tám|chín|chạp)"
    r"(?:(?:\s+năm\s+|\s*[/\-–,]\s*|\s+)(?P<y>(?:19|20)\d\d))?(?!\d)"
)
_SHORT = regex(
    rf"(?:(?<!\w){_PART}\s+(?:nay\s*,?\s*)?(?:qua\s*,?\s*)?(?:\(\s?)?(?:ngày\s+)?(?:mồng\s+|mùng\s+)?"
    r"|(?<!\w)(?:ngày|mồng|mùng)\s+(?:hôm\s+nay\s*)?\(?|(?<=\n)(?=\d{1,2}\s?[/-]\s?\d{1,2}\s?,\s)|(?<!\w)hôm\s+(?:(?:nay|qua)\s*,?\s*\(?|(?=\d))|(?<=\()"
    r"|(?<!\w)lúc\s+\d{1,2}\s?(?:h|giờ)\s?\d{0,2},?\s+(?:ngày\s+)?)"
    r"(?:\d{1,2}\s*(?:,|và|-|–|đến|đến\s+ngày)\s*)?"
    rf"(?P<d>0?[1-9]|[12]\d|3[01])(?:{_S})(?P<m>0?[1-9]|1[0-2])(?![\d]|[/\-.,]\d|\s?%)"
)
_MONTH = regex(r"(?<!\w)tháng\s+(?P<m>0?[1-9]|1[0-2])(?:\s?[/\-–.]\s?|\s+năm\s+|\s+)(?P<y>(?:19|20)\d\d)(?!\d)")
_YEAR = regex(r"(?<!\w)năm\s+(?:học\s+)?(?P<y>(?:19|20)\d\d)(?![\d])")
_PRINTED: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (_FULL, ("parted", "century")),
    (_WORDY, ()),
    (_SHORT, ("parted", "day")),
    (_MONTH, ("month", "century")),
    (_YEAR, ("year", "century")),
)
_MONTHS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
    "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip


def find(page: Context) -> Iterator[Day]:
    """Yield every printed date, in reading order; a year that is left out stays open (``--03-11``).

    >>> from phoihop.reading.segment import context
    >>> [d.iso for d in find(context("Chiều 15-6, họp; ngày 1/8/2013; ngày 05 tháng 01 năm 2020; tháng 6/2022"))]
    ['--06-15', '2013-08-01', '2020-01-05', '2022-06']
    """
    if "days" not in page.kept:
        page.kept["days"] = tuple(_days(page))
    return iter(page.kept["days"])


def _windows(page: Context) -> list[tuple[int, int, frozenset[str]]]:
    """Stretches around digits: nothing else can be a date, and most of a text has none."""
    if "windows" not in page.kept:
        found: list[list[int]] = []
        for start, end in page.digits:
            if found and start - 48 <= found[-1][1]:
                found[-1][1] = end + 32
            else:
                found.append([max(0, start - 48), end + 32])
        page.kept["windows"] = [(start, end, _signs(page.folded[start:end])) for start, end in found]
    windows: list[tuple[int, int, frozenset[str]]] = page.kept["windows"]
    return windows


_SIGNS = {
    "century": ("20", "19"),
    "month": ("tháng",),
    "year": ("năm",),
    "day": ("\n", "ngày", "sáng", "chiều", "tối", "(", "hôm", "trưa", "đêm", "mồng", "mùng", "lúc"),
    "from": ("từ",),
    "to": ("đến", "tới"),
    "quarter": ("quý",),
}
_SHAPES = {
    "parted": regex(rf"\d{_S}\d"),
    "years": regex(r"(?:19|20)\d\d(?:\s?\.?\s?[-–—]\s?|\s+(?:đến|tới)\s+)"),
}
"""What stands inside a date and is rarer than its words."""


def _signs(text: str) -> frozenset[str]:
    """What of a date stands in a stretch of text."""
    signs = [name for name, words in _SIGNS.items() if holds(text, words)]
    return frozenset([*signs, *(name for name, shape in _SHAPES.items() if shape.search(text))])


def _matches(page: Context, pattern: re.Pattern[str], *needs: str) -> Iterator[re.Match[str]]:
    """Matches in the stretches with digits that show all the needed signs: most show none."""
    known: dict[tuple[str, ...], list[tuple[int, int]]] = page.kept.setdefault("windows with", {})
    if needs not in known:
        known[needs] = [(start, end) for start, end, signs in _windows(page) if signs.issuperset(needs)]
    for start, end in known[needs]:
        yield from pattern.finditer(page.folded, start, end)


_MONTH_NEXT = regex(r"\s+tháng\s")
_LED = regex(rf"(?:{_PART}\s+)?(?:ngày\s+)?$")


def _worded(page: Context) -> Iterator[re.Match[str]]:
    """Days with their month in words around it (``ngày 5 tháng 1``): they are looked for from the day's digits."""
    floor = 0
    for at, behind in page.digits:
        if at >= floor and _MONTH_NEXT.match(page.folded, behind):
            led = _LED.search(page.folded, max(floor, at - 48), at)
            found = _WORDY.match(page.folded, at if led is None else led.start())
            if found is not None:
                yield found
                floor = found.end()


def _days(page: Context) -> list[Day]:
    taken: list[Day] = []
    mask = bytearray(len(page.folded) + 1)
    for pattern, needs in _PRINTED:
        for match in _matches(page, pattern, *needs) if needs else _worded(page):
            if mask.find(1, match.start(), match.end()) >= 0:
                continue
            mask[match.start() : match.end()] = b"\1" * (match.end() - match.start())
            groups = match.groupdict()
            year = groups.get("y") or "-"
            iso = year
            if "m" in groups:
                month = " ".join(groups["m"].split())
                iso += f"-{_MONTHS.get(month) or int(month):02d}"
            if "d" in groups:
                iso += f"-{int(groups['d']):02d}"
            part = groups.get("part")
            start = match.start()
            taken.append(Day(start, match.end(), iso, part))
    return sorted(taken, key=lambda day: day.start)


_Y = r"(?:19|20)\d\d"
_DASH = r"\s?\.?\s?[-–—]\s?"
_SPAN_MARK = (
    r"(?:giai\s+đoạn|nhiệm\s+kỳ|thời\s+kỳ|niên\s+khóa|năm\s+học|khóa|trong\s+(?:các\s+)?năm|các\s+năm|"
    r"từ\s+năm|từ|năm|\d{1,2}\s+năm)"
)
_RANGE = regex(
    rf"(?:(?<!\w){_SPAN_MARK}\s+)?(?:\(\s?)?(?<![\w/.\-–])(?:từ\s+)?(?P<a>{_Y})"
    rf"(?:{_DASH}|\s+(?:đến|tới)\s+(?:hết\s+)?(?:năm\s+)?)(?P<b>{_Y})(?![\w/])(?:\s?\))?"
)
_HALF = regex(
    rf"(?<!\w)(?P<n>0?[369]|sáu|chín|ba)\s+tháng\s+(?P<which>đầu|cuối)(?:\s+(?:của\s+)?năm)?(?:\s+|\s?/\s?)(?P<y>{_Y})"
)
_QUARTER = regex(rf"(?<!\w)quý\s+(?P<q>iv|iii|ii|i|[1-4])(?:\s*/\s*|\s+năm\s+|\s+)(?P<y>{_Y})")
_MONTH_RANGE = regex(
    rf"(?<!\w)từ\s+tháng\s+(?P<m1>0?[1-9]|1[0-2])\s?[/\-.]\s?(?P<y1>{_Y})\s+(?:đến|tới)\s+(?:hết\s+)?"
    rf"(?:tháng\s+)?(?P<m2>0?[1-9]|1[0-2])\s?[/\-.]\s?(?P<y2>{_Y})"
)
_DMY = r"(?P<d{0}>0?[1-9]|[12]\d|3[01])\s?[/\-.]\s?(?P<m{0}>0?[1-9]|1[0-2])\s?[/\-.]\s?(?P<y{0}>(?:19|20)\d\d)"
_DAY_RANGE = regex(
    rf"(?<!\w)từ\s+(?:ngày\s+)?{_DMY.format(1)}\s*(?:đến|tới|-|–)\s*(?:hết\s+)?(?:ngày\s+)?{_DMY.format(2)}(?!\d)"
)
_UNTIL = regex(rf"(?<!\w)(?:đến|tới)\s+(?:hết\s+)?năm\s+(?P<y>{_Y})(?!\d)")


def periods(page: Context) -> Iterator[Stretch]:
    """Yield every printed period, in reading order; "đến năm 2020" alone has an open start.

    >>> from phoihop.reading.segment import context
    >>> [p.value for p in periods(context("giai đoạn 2016 – 2021, 6 tháng đầu năm 2017, quý II/2019, đến năm 2030"))]
    [('2016', '2021'), ('2017-01', '2017-06'), ('2019-04', '2019-06'), (None, '2030')]
    """
    if "stretches" not in page.kept:
        page.kept["stretches"] = tuple(_stretches(page))
    return iter(page.kept["stretches"])


def _stretches(page: Context) -> list[Stretch]:
    found: list[Stretch] = []
    mask = bytearray(len(page.folded) + 1)

    def add(match: re.Match[str], first: str | None, last: str | None) -> None:
        if mask.find(1, match.start(), match.end()) < 0:
            mask[match.start() : match.end()] = b"\1" * (match.end() - match.start())
            found.append(Stretch(match.start(), match.end(), (first, last)))

    for match in _matches(page, _MONTH_RANGE, "from", "month", "century"):
        add(match, f"{match['y1']}-{int(match['m1']):02d}", f"{match['y2']}-{int(match['m2']):02d}")
    for match in _matches(page, _DAY_RANGE, "from", "century"):
        begin, until = (f"{match[f'y{n}']}-{int(match[f'm{n}']):02d}-{int(match[f'd{n}']):02d}" for n in (1, 2))
        add(match, begin, until)
    for match in _matches(page, _RANGE, "years"):
        if match["a"] < match["b"]:
            add(match, match["a"], match["b"])
    for match in _matches(page, _HALF, "month", "century"):
        length = {"ba": 3, "sáu": 6, "chín": 9}.get(match["n"]) or int(match["n"])
        first, last = (1, length) if match["which"] == "đầu" else (13 - length, 12)
        add(match, f"{match['y']}-{first:02d}", f"{match['y']}-{last:02d}")
    for match in _matches(page, _QUARTER, "quarter"):
        quarter = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(match["q"]) or int(match["q"])
        add(match, f"{match['y']}-{quarter * 3 - 2:02d}", f"{match['y']}-{quarter * 3:02d}")
    for match in _matches(page, _UNTIL, "year", "to"):
        add(match, None, match["y"])
    return sorted(found, key=lambda stretch: stretch.start)


_Printed = TypeVar("_Printed", Day, Stretch)
_START = attrgetter("start")


def within(printed: Sequence[_Printed], first: int, last: int) -> Sequence[_Printed]:
    """Those of some dates or periods in reading order that start between two offsets, both included."""
    return printed[bisect_left(printed, first, key=_START) : bisect_right(printed, last, key=_START)]


def complete(iso: str, published: str | None) -> str:
    """A date without a year completed from the document's own date; it never lies after that date.

    >>> complete("--12-30", "2019-01-05"), complete("--03-11", "2019-03-13"), complete("--03-11", None)
    ('2018-12-30', '2019-03-11', '--03-11')
    """
    if not iso.startswith("--") or not published or published.startswith("-"):
        return iso
    year = published[:4]
    candidate = f"{year}{iso[1:]}"
    if candidate[: len(published)] > published:
        month_gap = int(iso[2:4]) - int(published[5:7] or 12) if len(published) >= 7 else 0
        if month_gap > 3:
            return f"{int(year) - 1}{iso[1:]}"
    return candidate


_WEEKDAY = r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật)"
_DATELINE = regex(
    rf"(?:{_WEEKDAY}\s*,?\s*)?(?:ngày\s+)?(?P<d>\d{{1,2}})\s?[/.-]\s?(?P<m>\d{{1,2}})\s?[/.-]\s?(?P<y>{_Y})(?!\d)"
)
_ISO = regex(rf"(?<!\d)(?P<y>{_Y})-(?P<m>0[1-9]|1[0-2])(?:-(?P<d>0[1-9]|[12]\d|3[01]))?(?![\d-])")
_OFFICIAL = regex(
    rf"[^\n]{{2,40}},\s*ngày\s+(?P<d>\d{{1,2}})\s+tháng\s+(?P<m>\d{{1,2}})\s+năm\s+(?P<y>{_Y})\s*$", re.MULTILINE
)


_NOTED = regex(
    rf"\([^()]{{2,40}}[-–,|]\s*(?:ngày\s+)?(?P<d>\d{{1,2}})\s?[/.-]\s?(?P<m>\d{{1,2}})\s?[/.-]\s?(?P<y>{_Y})\)"
)
_SPELT_MONTHS = "|".join(sorted(_MONTHS, key=len, reverse=True))
_SPELT_LINE = regex(
    rf"(?:{_WEEKDAY}\s*,?\s*)?(?:ngày\s+)?(?P<d>0?[1-9]|[12]\d|3[01])\s+tháng\s+"
    rf"(?P<m>0?[1-9]|1[0-2]|{_SPELT_MONTHS})\s*(?:năm|,|-)?\s*(?P<y>{_Y})\s*[.|]?"
)


def published(whole: str) -> str | None:
    """The document's own date: its dateline, official place-and-date line or signed source note (ngày đăng).

    ``whole`` is the folded text before furniture is blanked. A stamp of printing is not a dateline; of several
    datelines above the text the one nearest to the text counts.

    >>> published("thứ năm, 21/11/2024\\n\\ntiêu đề\\n\\nthứ tư, 13/03/2019\\n\\nngày 11/3/2019, bộ họp tại hà nội.")
    '2019-03-13'
    """
    head: str | None = None
    note: str | None = None
    lines = [line.strip() for line in whole.split("\n") if line.strip()]
    body_seen = 0
    for index, line in enumerate(lines):
        if head is None and body_seen == 0 and (noted := _NOTED.match(line)) is not None:
            head = f"{noted['y']}-{int(noted['m']):02d}-{int(noted['d']):02d}"
        if len(line) > 160:
            if index == 0 and (iso := _ISO.match(line.removeprefix("date ").strip())):
                head = "-".join(part for part in (iso["y"], iso["m"], iso["d"]) if part)
            body_seen += 1
            continue
        if index == 0 and line.startswith("date ") and (iso := _ISO.search(line)):
            head = "-".join(part for part in (iso["y"], iso["m"], iso["d"]) if part)
            continue
        spells = "tháng" in line
        official = _OFFICIAL.search(line) if spells and index <= 14 else None
        if official:
            return f"{official['y']}-{int(official['m']):02d}-{int(official['d']):02d}"
        if spells and head is None and body_seen == 0 and (spelt := _SPELT_LINE.fullmatch(line)) is not None:
            month = spelt["m"]
            head = f"{spelt['y']}-{_MONTHS.get(month) or int(month):02d}-{int(spelt['d']):02d}"
            continue
        match = _DATELINE.search(line) if "20" in line or "19" in line else None
        if match is None or not 1 <= int(match["m"]) <= 12 or not 1 <= int(match["d"]) <= 31:
            if body_seen == 0 and len(line) < 40 and (iso := _ISO.search(line)) and iso["d"]:
                head = f"{iso['y']}-{iso['m']}-{iso['d']}"
            continue
        date = f"{match['y']}-{int(match['m']):02d}-{int(match['d']):02d}"
        rest = (line[: match.start()] + line[match.end() :]).strip(" |-–,.:()")
        if line.startswith(("print", "in ", "ngày in", "in:")):
            continue
        if (
            body_seen == 0
            and len(rest) <= 40
            and not line.endswith(".")
            and not re.search(r"(?:hội nghị|tổ chức|đã|của|về)\b", rest)
        ):
            head = date
        elif body_seen and re.search(r"(?:báo|nguồn|theo|trang|cổng|đài)\b", rest) and len(rest) <= 80:
            note = date
    return head or note

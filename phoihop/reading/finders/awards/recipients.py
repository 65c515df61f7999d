"""To how many an award goes (tập thể, cá nhân): counted or named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from phoihop.reading import lexicon
from phoihop.reading.finders.numbers import spelt
from phoihop.reading.lexicon.phrases import Phrases
from phoihop.reading.patterns import regex

__all__ = [
    "Counts",
    "counted",
    "counts_after",
    "counts_before",
    "counts_before_brackets",
    "counts_in_brackets",
    "group_or_person",
    "parted",
    "printed_number",
    "tally",
]

_WORDS = (
    r"(?:hai|ba|bốn|năm|sáu|bảy|tám|chín)\s+mươi(?:\s+(?:mốt|hai|ba|tư|bốn|lăm|sáu|bảy|tám|chín))?|"
    r"mười(?:\s+(?:một|hai|ba|bốn|lăm|sáu|bảy|tám|chín))?|một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín"
)


_NUMBER = rf"(?P<n>\d{{1,3}}(?:\.\d{{3}})+|\d{{1,6}}|{_WORDS})"


_COUNT = regex(rf"(?<![\w.,/]){_NUMBER}(?:/\d{{1,6}})?\s+(?:lượt\s+|vị\s+|nữ\s+|em\s+(?=học|sinh))?[“\"]?(?=[^\W\d])")
_BESIDE = regex(r"\s*(?:,|và|-|–|/)\s*")
_GIVEN_TO = regex(r"(?:cho|tặng)\s+(?=\S)")
_BODIES = ("tập thể", "công ty", "ngân hàng", "trường", "văn phòng", "ban", "ủy ban")


@cache
def _nouns() -> dict[str, Phrases]:
    """The nouns of those who receive awards, by kind: group, one, either."""
    kinds: dict[str, list[str]] = {"group": [], "one": [], "either": []}
    for entry in lexicon.lines("honoured"):
        kind, noun = entry.split(":", 1)
        kinds[kind.strip()].append(noun.strip())
    kinds["body"] = [*kinds["group"], *_BODIES]
    return {kind: Phrases(nouns) for kind, nouns in kinds.items()}


_MEMBER = regex(r"(?!(?:và|cùng|do|của|là|có|được)\s)(?:[^\W\d_]+\s+){1,2}?(?:viên|sĩ|sỹ|sư)(?!\w)")
"""``điều tra viên``, ``kiểm sát viên``: who does a thing."""


def _kind(folded: str, at: int, stop: int) -> tuple[str, int] | None:
    """What kind of recipient a counted noun is, and where its print ends."""
    nouns = _nouns()
    found = {kind: hit for kind in ("either", "group", "one") if (hit := nouns[kind].match(folded, at, stop))}
    if not found:
        member = _MEMBER.match(folded, at, stop)
        return ("one", member.end()) if member else None
    kind = max(found, key=lambda name: found[name].end())
    end = found[kind].end()
    other = {"group": "one", "one": "group"}.get(kind)
    if (
        other
        and (beside := _BESIDE.match(folded, end, stop))
        and (next_to := nouns[other].match(folded, beside.end(), stop))
        and not _ADDRESS.match(folded, beside.end(), stop)
    ):
        return "either", next_to.end()
    while (beside := _BESIDE.match(folded, end, stop)) and (next_to := nouns[kind].match(folded, beside.end(), stop)):
        end = next_to.end()
    return kind, end


def group_or_person(folded: str, at: int, stop: int) -> str | None:
    """What kind of recipient a noun is (``group``, ``one``, ``either``)."""
    known = _kind(folded, at, stop)
    return known[0] if known else None


_ADDRESS = regex(r"(?:ông|bà|anh|chị|em|cô|chú|bác|cháu|cụ|thầy|đồng\s+chí)(?!\w)")
"""How a named person is addressed: ``2 tập thể, ông A`` counts groups, and him beside them."""


_NAMES_THEM = regex(r"\s*(?:,\s+)?(?:(?:là|gồm|gồm\s+có)(?!\w)|\()")
_OUT_OF = regex(
    r"(?<!\w)(?:trong\s+(?:tổng\s+)?số|năm|thứ|lần|(?<!góp\s)(?<!tích\s)(?<!lực\s)của|cứu(?:\s+sống)?|giúp(?:\s+đỡ)?|"
    r"bắt(?:\s+giữ)?|hỗ\s+trợ|vận\s+động|đỡ\s+đầu|nuôi(?:\s+dạy)?|lớp|(?<!tổng\s)số|khóa|quý|tháng|ngày|tổ|đội|thôn|ấp|khóm|bản|phố|quận|"
    r"phường|khu|(?:tiểu|trung|lữ|sư|quân|binh)\s+đoàn|(?:đại|trung|tiểu)\s+đội|vùng|hạng|loại|điều|quốc\s+lộ)\s+$"
)
_RIGHT_BEFORE = regex(r"(?<![\w.,/])(?P<n>\d{1,3}(?:\.\d{3})+|\d{1,4})\s+(?:tấm\s+)?$")
_NEXT = regex(r"(?:\s+[^\s,;.]+){0,5}?\s+(?:được|vinh\s+dự|nhận|giành|đoạt|(?:đồng|đạt)(?=\s+giải))(?!\w)")


@dataclass(slots=True)
class Counts:
    collectives: int | None = None
    individuals: int | None = None
    recipients: int | None = None
    start: int = 0
    end: int = 0
    named: bool = False
    inside: bool = False  # between the verb and the award
    names: tuple[str, ...] = ()  # given names of persons, printed names of groups, in lower case

    @property
    def total(self) -> int:
        return (self.collectives or 0) + (self.individuals or 0) + (self.recipients or 0)

    @property
    def given(self) -> bool:
        return (self.collectives, self.individuals, self.recipients) != (None, None, None)


def tally(folded: str, start: int, stop: int, reach: int) -> Counts | None:
    """The counted recipients that stand together from an offset on."""
    counts = Counts()
    at = start
    for match in _COUNT.finditer(folded, start, stop):
        known = _kind(folded, match.end(), stop)
        if known is None or _OUT_OF.search(folded, max(start, match.start() - 16), match.start()):
            continue
        near = 120 if counts.given and _NAMES_THEM.match(folded, at) else 45
        if match.start() - at > (reach if not counts.given else near):
            break
        if counts.given and re.search(
            r"[;.]|(?<!\w)(?:tặng|trao|được|nhận|trong\s+(?:đó|số)|riêng|cứu|giúp|bắt|hỗ\s+trợ|triệt|phá)(?!\w)",
            folded[at : match.start()],
        ):
            break
        value = _value(match["n"])
        if value is None:
            continue
        if known[0] == "either":
            counts.recipients = (counts.recipients or 0) + value
        elif known[0] == "group":
            counts.collectives = (counts.collectives or 0) + value
        else:
            counts.individuals = (counts.individuals or 0) + value
        counts.start = counts.start or match.start()
        counts.end = at = known[1]
    return parted(folded, counts, stop) if counts.given else None


_PARTS = regex(
    r"[^;.]{0,120}?(?<!\w)(?:trong\s+(?:đó|số\s+đó)|bao\s+gồm|gồm)(?:\s+có)?\s*:?\s+|[^;.()]{0,40}\((?:gồm\s+)?"
)


def parted(folded: str, counts: Counts, stop: int) -> Counts:
    """A mixed total with its parts behind it is the parts: ``17 điển hình, gồm 6 tập thể, 11 cá nhân``."""
    if not counts.recipients:
        return counts
    if counts.recipients == (counts.collectives or 0) + (counts.individuals or 0):
        counts.recipients = None
    elif counts.collectives is None and counts.individuals is None and (of := _PARTS.match(folded, counts.end, stop)):
        parts = tally(folded, of.end(), stop, 3)
        if parts and (parts.collectives or 0) + (parts.individuals or 0) == counts.recipients:
            parts.start = counts.start
            return parts
    return counts


def counted(folded: str, at: int, stop: int) -> tuple[str, int, int] | None:
    """A counted recipient right at an offset: its kind, how many, and where its print ends."""
    number = _COUNT.match(folded, at, stop)
    known = _kind(folded, number.end(), stop) if number else None
    value = _value(number["n"]) if number and known else None
    return (known[0], value, known[1]) if known and value else None


def _value(printed: str) -> int | None:
    if printed[0].isdigit():
        return int(printed.replace(".", "")) or None
    return spelt(" ".join(printed.split()))


_TAKES = regex(r"(?<!\w)(?:được|nhận|đạt)(?!\w)")


def counts_before(folded: str, clause: int, start: int) -> Counts | None:
    """``12 tập thể và 15 cá nhân được … tặng bằng khen``."""
    counts = tally(folded, max(clause, start - 260), start, 260)
    while counts and (later := tally(folded, counts.end, start, 120)):
        if not _TAKES.search(folded, counts.end, later.start) or not _TAKES.search(folded, later.end, start):
            break
        counts = later  # the first ones received something else
    if counts is None or not re.search(
        r"(?<!\w)(?:được|nhận|vinh\s+dự|ra\s+về|cầm|đón|giành|đoạt|(?:đồng|đạt)(?=\s+(?:\S+\s+)?$))(?!\w)",
        folded[counts.end : start],
    ):
        return None
    if _OTHERS_GIVE.search(folded, counts.end, start):
        return None  # a total, and who gives what to whom behind a colon
    return None if re.search(r"(?<!\w)(?:mỗi|số\s+còn\s+lại)(?!\w)", folded[counts.end : start]) else counts


_OTHERS_GIVE = regex(r":\s[^:]{4,110}?\s(?:tặng|trao|khen)\s")


def counts_in_brackets(folded: str, end: int, stop: int) -> Counts | None:
    """``tặng bằng khen (8 người)``: how many stands in brackets right behind the award."""
    return tally(folded, end, said.end(), 3) if (said := _IN_BRACKETS.match(folded, end, stop)) else None


def counts_before_brackets(folded: str, clause: int, start: int) -> Counts | None:
    """``3 tập thể, 6 cá nhân (Bằng khen …)``: the award stands in brackets behind its recipients."""
    if not folded.endswith("(", clause, start):
        return None
    counts = tally(folded, max(clause, start - 200), start, 200)
    return counts if counts and folded[counts.end : start].strip() == "(" else None


def printed_number(folded: str, clause: int, start: int) -> Counts | None:
    """``tặng 8.640 Bằng khen``: so many received it, not said who."""
    number = _RIGHT_BEFORE.search(folded, max(clause, start - 16), start)
    if number is None:
        return None
    value = int(number["n"].replace(".", ""))
    return Counts(recipients=value, start=number.start("n"), end=start) if value > 1 else None


def counts_after(folded: str, end: int, stop: int, reach: int) -> Counts | None:
    counts = tally(folded, end, stop, reach)
    if counts is None or _NEXT.match(folded, counts.end, min(len(folded), counts.end + 60)):
        return None
    between = folded[end : counts.start]
    if re.search(r"(?<!\w)(?:từ|mỗi|thuộc|trong|trao|tặng\s+(?!cho)\D)(?!\w)", between) and not re.search(
        r"(?<!\w)cho\s+$", between[-8:]
    ):
        return None
    to = _GIVEN_TO.search(folded, end, counts.start)
    if to is None and counts.collectives is None and _PRAISED_BODY.fullmatch(between):
        counts.collectives = 1
        return counts
    named = to is not None and _nouns()["body"].match(folded, to.end(), counts.start) is not None
    if named and not counts.collectives and re.search(r"(?:và|cùng|,)\s*$", between):
        counts.collectives = 1
    return counts


_IN_BRACKETS = regex(rf"\s*\({_NUMBER}\s+(?=[^\W\d])[^()]{{2,40}}\)")
_PRAISED_BODY = regex(
    r"\s+(?:giáo\s+xứ|công\s+an|hội|đội|tổ|câu\s+lạc\s+bộ|trường|đồn|ủy\s+ban|xã|phường|thôn|bản|chi\s+hội|"
    r"nhân\s+dân)\s+[^,;.:]{2,60}?\s+và\s+"
)

"""To how many an award goes (tập thể, cá nhân): counted or named."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from phoihop.reading import lexicon
from phoihop.reading.finders import bodies
from phoihop.reading.finders.awards.bodies import OFFICE, person_starts
from phoihop.reading.finders.numbers import spelt
from phoihop.reading.lexicon.phrases import Phrases
from phoihop.reading.normalise import UPPER
from phoihop.reading.segment import Context

__all__ = [
    "GROUP_ALONE",
    "LED_BODY",
    "LIST_JOINT",
    "PEOPLE_OF",
    "PERSON_OPENS",
    "SEVERAL",
    "Counts",
    "counted",
    "counts_after",
    "counts_before",
    "counts_in_brackets",
    "given_name",
    "names_people",
    "one_named",
    "parted",
    "praised",
    "printed_number",
    "tally",
]

_WORDS = (
    r"(?:hai|ba|bốn|năm|sáu|bảy|tám|chín)\s+mươi(?:\s+(?:mốt|hai|ba|tư|bốn|lăm|sáu|bảy|tám|chín))?|"
    r"mười(?:\s+(?:một|hai|ba|bốn|lăm|sáu|bảy|tám|chín))?|một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín"
)


_NUMBER = rf"(?P<n>\d{{1,3}}(?:\.\d{{3}})+|\d{{1,6}}|{_WORDS})"


_COUNT = re.compile(rf"(?<![\w.,/]){_NUMBER}(?:/\d{{1,6}})?\s+(?:lượt\s+|vị\s+|nữ\s+|em\s+(?=học|sinh))?[“\"]?(?=[^\W\d])")
_BESIDE = re.compile(r"\s*(?:,|và|-|–|/)\s*")
_GIVEN_TO = re.compile(r"(?:cho|tặng)\s+(?=\S)")
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


_MEMBER = re.compile(r"(?:[^\W\d_]+\s+){1,2}?(?:viên|sĩ|sỹ|sư)(?!\w)")
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


_ADDRESS = re.compile(r"(?:ông|bà|anh|chị|em|cô|chú|bác|cháu|cụ|thầy|đồng\s+chí)(?!\w)")
"""How a named person is addressed: ``2 tập thể, ông A`` counts groups, and him beside them."""


PERSON_OPENS = re.compile(
    r"(?:hòa\s+thượng|thượng\s+tọa|đại\s+đức|ni\s+sư|ni\s+trưởng|sư\s+cô|linh\s+mục|mục\s+sư|cha|vị|già\s+làng|"
    r"luật\s+sư|nghệ\s+sĩ|nghệ\s+nhân|"
    r"cựu\s+chiến\s+binh|(?:em\s+)?(?:học\s+sinh|sinh\s+viên)|công\s+dân|nông\s+dân|ngư\s+dân|tài\s+xế|nhà\s+báo|"
    r"tiến\s+sĩ|"
    r"ông|bà(?!\s+con)|đồng\s+chí|anh|chị|em|thầy|cô|cháu|đ/c|nhà\s+giáo|bác\s+sĩ|bác|cụ|chú|(?:đại|thượng|trung|"
    r"thiếu)\s+(?:tướng|tá|úy|sĩ))\s+"
)


SEVERAL = re.compile(r"(?:các|những|nhiều|đông\s+đảo|một\s+số)(?!\w)")


_NAMES_THEM = re.compile(r"\s*(?:,\s+)?(?:(?:là|gồm|gồm\s+có)(?!\w)|\()")
_OUT_OF = re.compile(r"(?<!\w)(?:trong\s+(?:tổng\s+)?số|năm|thứ|lần)\s+$")
_ENDS_IN_ONE = re.compile(r"(?<!của)\s(?:ông|bà|bác|anh|chị|cô|thầy|cụ|em)$")
_ENDS_IN_GROUP = re.compile(
    r"\s(?:phường|xã|thôn|bản|đội|tổ|đơn\s+vị|huyện|tỉnh|mô\s+hình|(?:chi\s+)?hội|nhà\s+trường)$"
)
_RIGHT_BEFORE = re.compile(r"(?<![\w.,/])(?P<n>\d{1,3}(?:\.\d{3})+|\d{1,4})\s+(?:tấm\s+)?$")
_NEXT = re.compile(r"(?:\s+[^\s,;.]+){0,5}?\s+(?:được|vinh\s+dự|nhận)(?!\w)")
GROUP_ALONE = re.compile(
    r"(?:đơn\s+vị|nhà\s+trường|công\s+ty|tập\s+thể|địa\s+phương|xã|phường|thôn|bản|đội|tổ|câu\s+lạc\s+bộ|clb|"
    r"(?:chi\s+)?hội|giáo\s+xứ|xứ|"
    r"đồn|phòng(?!\s+(?:chống|cháy|ngừa|trào|bệnh|vệ))|bộ\s+phận|trung\s+tâm|khoa|chi\s+đoàn|hợp\s+tác\s+xã|ấp|"
    r"khóm|xóm|buôn|làng|khu\s+phố|khu\s+dân\s+cư|đảng\s+ủy|"
    r"gia\s+đình|ban\s+(?:chuyên\s+án|trị\s+sự|chỉ\s+đạo|quản\s+lý)|chuyên\s+án|chi\s+bộ|đảng\s+bộ|huyện|tỉnh|"
    r"nhóm(?=\s+(?:thanh|học\s+sinh|công|ngư|nông|người|bạn)\s)|ngành|cơ\s+quan|mô\s+hình|lực\s+lượng|thị\s+trấn)(?!\s+(?:thân|trưởng|phó|viên|dân))(?!\w)"
)


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


_PARTS = re.compile(r"[^;.]{0,120}?(?<!\w)(?:trong\s+(?:đó|số\s+đó)|bao\s+gồm|gồm)(?:\s+có)?\s*:?\s+")


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


_TAKES = re.compile(r"(?<!\w)(?:được|nhận|đạt)(?!\w)")


def counts_before(folded: str, clause: int, start: int) -> Counts | None:
    """``12 tập thể và 15 cá nhân được … tặng bằng khen``."""
    counts = tally(folded, max(clause, start - 260), start, 260)
    while counts and (later := tally(folded, counts.end, start, 120)):
        if not _TAKES.search(folded, counts.end, later.start) or not _TAKES.search(folded, later.end, start):
            break
        counts = later  # the first ones received something else
    if counts is None or not re.search(
        r"(?<!\w)(?:được|nhận|vinh\s+dự|ra\s+về|cầm|đón|giành|đoạt)(?!\w)", folded[counts.end : start]
    ):
        return None
    return None if re.search(r"(?<!\w)(?:mỗi)(?!\w)", folded[counts.end : start]) else counts


def counts_in_brackets(folded: str, end: int, stop: int) -> Counts | None:
    """``tặng bằng khen (8 người)``: how many stands in brackets right behind the award."""
    return tally(folded, end, said.end(), 3) if (said := _IN_BRACKETS.match(folded, end, stop)) else None


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


def one_named(page: Context, clause: int, start: int, end: int, ceiling: int) -> Counts:
    """A recipient who is named and not counted: one group or one person."""
    folded, text = page.folded, page.text
    to = re.compile(r"(?<!\w)cho\s+").search(folded, end, min(ceiling, end + 150))
    if to:
        at = to.end()
        rest = folded[at : at + 60]
        if SEVERAL.match(rest) or " các " in rest:
            return Counts()
        opens = PERSON_OPENS.match(folded, at)
        where = opens.end() if opens else at
        if (
            (opens and text[where : where + 1].isupper())
            or _person_at(page, where, where + 1)
            or OFFICE.match(folded, at)
        ):
            return Counts(individuals=1 + _beside(page, where, ceiling), end=where, names=given_name(text, where))
        if text[at : at + 1].isupper() and _GIVEN_NAME.match(text, at).group() in _given_names(page):  # type: ignore[union-attr]
            return Counts(individuals=1, end=at + 1)
        if people := PEOPLE_OF.match(folded, at):
            return Counts(collectives=1, end=people.end()) if names_people(page, people) else Counts()
        if LED_BODY.match(text, at):
            return Counts(collectives=1, end=at + 1)
        if re.match(r"tập thể\s+(?!có|và|đạt|đã|tiêu)\w", rest) or (
            text[at : at + 1].isupper() and not _person_ahead(page, at)
        ):
            return Counts(collectives=1, end=at + 1)
        return Counts()
    lead = folded[clause:start]
    if found := re.search(
        r"(?:^|,\s)(?P<who>[^,;:]{2,60}?)\s+(?:đã\s+|vinh\s+dự\s+|đã\s+vinh\s+dự\s+|còn\s+|từng\s+|vừa\s+|cũng\s+|"
        r"(?:hai|ba|bốn|nhiều|\d+)\s+lần\s+){0,3}(?:được\s+nhận|"
        r"đón\s+nhận|nhận|được\s+(?:[^,;:]{1,80}\s)??(?:trao\s+|truy\s+)?tặng(?:\s+thưởng)?)\s+(?:tấm\s+)?$",
        lead,
    ):
        at = clause + found.start("who")
        if (opens := PERSON_OPENS.match(folded, at)) and text[opens.end()].isupper():
            return Counts(individuals=1, end=start, names=given_name(text, opens.end()))
        if _PRONOUN.match(found["who"]) or _ENDS_IN_ONE.search(found["who"]):
            return Counts(individuals=1, end=start)
        if _ENDS_IN_GROUP.search(found["who"]):
            return Counts(collectives=1, end=start)
        if PERSON_OPENS.match(folded, at) and not text[at].isupper():
            return Counts(individuals=1, end=start)
        if (text[at : at + 1].isupper() and not SEVERAL.match(folded, at) and not _FUNCTION.match(folded, at)) or GROUP_ALONE.match(folded, at):
            return (
                Counts(individuals=1, end=start)
                if _person_ahead(page, at) or PERSON_OPENS.match(folded, at)
                else Counts(collectives=1, end=start)
            )
    if (found := re.search(r",\s+(?:đã\s+|vinh\s+dự\s+){0,2}được\s+[^,;:.]{0,80}$", lead)) is not None:
        near = clause + found.start()
        starts = person_starts(page)
        index = bisect_left(starts, near) - 1
        if (
            index >= 0
            and starts[index] >= max(clause, near - 150)
            and not re.search(r"[;:.]", folded[starts[index] : near])
        ):
            return Counts(individuals=1, end=start)
    return Counts()


_FUNCTION = re.compile(
    r"(?:trong|với|từ|qua|nhờ|theo|khi|sau|trước|tại|cũng|đã|có|đây|bên|ngoài|nhân|dịp|năm|tháng|ngày|hằng|hàng|đến|"
    r"vì|do|mới|vừa|riêng|nhiều|kết\s+thúc|đặc\s+biệt|thật)(?!\w)"
)
"""A word that opens a sentence in a capital letter and is no name."""
_NAME = re.compile(rf"(?:[{UPPER}][^\W\d_]*\s+){{0,4}}(?P<given>[{UPPER}][^\W\d_]*)")


def given_name(text: str, at: int) -> tuple[str, ...]:
    """The last word of the personal name that stands at an offset, in lower case; how a text calls him again."""
    name = _NAME.match(text, at)
    return (name["given"].lower(),) if name else ()


def names_people(page: Context, people: re.Match[str]) -> bool:
    """Are those people as a whole one recipient (``Nhân dân xã A``), not some of a body (``cán bộ Trung tâm A``)?"""
    whole = re.search(r"tập thể|nhân dân|lực lượng|đảng bộ|chính quyền|,|\svà\s", people.group())
    return whole is not None and page.text[people.end() : people.end() + 1].isupper()


_GIVEN_NAME = re.compile(r"[^\W\d_]+")


def _given_names(page: Context) -> set[str]:
    if "given names" not in page.kept:
        page.kept["given names"] = {person.name.split()[-1] for person in page.people if " " in person.name}
    names: set[str] = page.kept["given names"]
    return names


PEOPLE_OF = re.compile(
    r"(?:(?:(?:tập\s+thể|cán\s+bộ|nhân\s+dân|chiến\s+sĩ|lãnh\s+đạo|sĩ\s+quan|giáo\s+viên|thầy|trò|học\s+sinh|quân|dân|lực\s+lượng\s+vũ\s+trang|đảng\s+bộ|chính\s+quyền|hội\s+viên|đoàn\s+viên)(?:,\s+|"
    r"\s+và\s+|\s+)){1,4})"
    r"(?:(?:các\s+dân\s+tộc\s+)?(?:thôn|bản|xã|phường|huyện|tỉnh|thị\s+trấn|thị\s+xã|quận|thành\s+phố)\s+)?"
)


LIST_JOINT = re.compile(r"(?:\s*\([^()]{1,300}\))?(?:,\s+(?:và\s+|cùng\s+)?|\s+(?:và|cùng|cùng\s+với)\s+)")


def praised(page: Context, start: int, end: int, ceiling: int) -> Counts | None:
    """Who is named behind ``khen thưởng``, ``vinh danh``; praise in a speech (``biểu dương``) is no award."""
    if page.folded.startswith("biểu", start):
        return None
    at = _TO.match(page.folded, end, ceiling).end()  # type: ignore[union-attr]
    if at == end or at >= ceiling:
        return None
    opens = PERSON_OPENS.match(page.folded, at)
    where = opens.end() if opens else at
    if (opens and page.text[where].isupper()) or _person_at(page, where, where + 1):
        return Counts(individuals=1, end=where)
    return Counts(collectives=1, end=at + 1) if bodies.at(page, at, ceiling) is not None else None


_TO = re.compile(r"(?:\s+(?:đột\s+xuất|kịp\s+thời))?(?:\s+cho)?\s+|")


def _beside(page: Context, at: int, ceiling: int) -> int:
    """How many more persons are named beside a first one: ``chị A và anh B``."""
    starts = person_starts(page)
    index = bisect_left(starts, at + 1)
    more = 0
    while index < len(starts) and starts[index] < min(ceiling, at + 100):
        if not re.search(rf"(?:,|\svà)\s+(?:{PERSON_OPENS.pattern})?$", page.folded[at : starts[index]]):
            break
        at = starts[index]
        index += 1
        more += 1
    return more


LED_BODY = re.compile(
    r"(?:đội|tổ|thôn|bản|xã|phường|chi hội|câu lạc bộ|trường|công an|khối|đồn|chi đoàn|đội tuyển|"
    r"huyện|gia đình)\s+(?:[^\W\d_]+\s+){0,3}?"
    rf"[{UPPER}]"
)
_PRONOUN = re.compile(r"(?:bản\s+thân\s+)?(?:ông|bà|bác|anh|chị|cô|thầy|chú|em|cháu|cụ|tôi)$")
_IN_BRACKETS = re.compile(rf"\s*\({_NUMBER}\s+(?=[^\W\d])[^()]{{2,40}}\)")
_PRAISED_BODY = re.compile(
    r"\s+(?:giáo\s+xứ|công\s+an|hội|đội|tổ|câu\s+lạc\s+bộ|trường|đồn|ủy\s+ban|xã|phường|thôn|bản|chi\s+hội|"
    r"nhân\s+dân)\s+[^,;.:]{2,60}?\s+và\s+"
)


def _person_ahead(page: Context, at: int) -> bool:
    return _person_at(page, at, at + 31)


def _person_at(page: Context, start: int, stop: int) -> bool:
    """Does the name of a person start in a stretch?"""
    starts = person_starts(page)
    index = bisect_left(starts, start)
    return index < len(starts) and starts[index] < stop

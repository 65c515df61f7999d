"""To whom an award goes, where they are named and not counted: one group, one person."""

from __future__ import annotations

import re
from bisect import bisect_left

from phoihop.reading.finders import bodies
from phoihop.reading.finders.awards.bodies import OFFICE, person_starts
from phoihop.reading.finders.awards.recipients import Counts
from phoihop.reading.finders.numbers import spelt
from phoihop.reading.normalise import UPPER
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context

__all__ = [
    "GROUP_ALONE",
    "LED_BODY",
    "LIST_JOINT",
    "PEOPLE_OF",
    "PERSON_OPENS",
    "SEVERAL",
    "elliptic",
    "given_name",
    "names_people",
    "one_named",
    "opener",
    "praised",
]

PERSON_OPENS = regex(
    r"(?:hòa\s+thượng|thượng\s+tọa|đại\s+đức|ni\s+sư|ni\s+trưởng|sư\s+cô|linh\s+mục|mục\s+sư|cha|vị|già\s+làng|"
    r"luật\s+sư|nghệ\s+sĩ|nghệ\s+nhân|liệt\s+s[ĩỹ]|"
    r"cựu\s+chiến\s+binh|(?:em\s+)?(?:học\s+sinh|sinh\s+viên)|công\s+dân|nông\s+dân|ngư\s+dân|tài\s+xế|nhà\s+báo|"
    r"tiến\s+sĩ|"
    r"ông|bà(?!\s+con)|đồng\s+chí|anh|chị|em|thầy|cô|cháu|đ/c|nhà\s+giáo|bác\s+sĩ|bác|cụ|chú|(?:đại|thượng|trung|"
    r"thiếu)\s+(?:tướng|tá|úy|sĩ))\s+"
)


SEVERAL = regex(r"(?:các|những|nhiều|đông\s+đảo|một\s+số)(?!\w)")


_ENDS_IN_ONE = regex(r"(?<!của)\s(?:ông|bà|bác|anh|chị|cô|thầy|cụ|em)$")
_ENDS_IN_GROUP = regex(r"\s(?:phường|xã|thôn|bản|đội|tổ|đơn\s+vị|huyện|tỉnh|mô\s+hình|(?:chi\s+)?hội|nhà\s+trường)$")
GROUP_ALONE = regex(
    r"(?:đơn\s+vị|nhà\s+trường|công\s+ty|tập\s+thể|địa\s+phương|xã|phường|thôn|bản|đội|tổ|câu\s+lạc\s+bộ|clb|"
    r"(?:chi\s+)?hội|giáo\s+xứ|xứ|"
    r"đồn|phòng(?!\s+(?:chống|cháy|ngừa|trào|bệnh|vệ))|bộ\s+phận|trung\s+tâm|khoa|chi\s+đoàn|hợp\s+tác\s+xã|ấp|"
    r"khóm|xóm|buôn|làng|khu\s+phố|khu\s+dân\s+cư|đảng\s+ủy|"
    r"thành\s+phố|thị\s+xã|gia\s+đình|ban\s+(?:chuyên\s+án|trị\s+sự|chỉ\s+đạo|quản\s+lý)|chuyên\s+án|chi\s+bộ|đảng\s+bộ|huyện|tỉnh|"
    r"nhóm(?=\s+(?:thanh|học\s+sinh|công|ngư|nông|người|bạn|thiện)\s)|ngành|cơ\s+quan|mô\s+hình|lực\s+lượng|thị\s+trấn)(?!\s+(?:thân|trưởng|phó|viên|dân))(?!\w)"
)


def one_named(page: Context, clause: int, start: int, end: int, ceiling: int) -> Counts:
    """A recipient who is named and not counted: one group or one person."""
    folded, text = page.folded, page.text
    to = re.compile(
        r"(?<!\w)(?:cho|thuộc\s+về|lên\s+(?:lá\s+)?(?:quân\s+kỳ|cờ)\s+(?:(?:truyền\s+thống|quyết\s+thắng)\s+)?của)\s+"
    ).search(folded, end, min(ceiling, end + 150))
    if to is None and (him := _GIVEN_HIM.search(folded, end, min(ceiling, end + 150))):
        return Counts(individuals=1, end=him.end())
    if to:
        at = to.end()
        if _HIMSELF.match(folded, at):
            return Counts(individuals=1, end=at)
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
        r"đón\s+nhận|nhận(?:\s+được)?|được\s+(?:[^,;:]{1,80}\s)??(?:(?:trao\s+|truy\s+)?tặng(?:\s+thưởng)?|trao))\s+(?:(?:[2-9]|hai|ba|bốn)\s+)?(?:tấm\s+)?$",
        lead,
    ):
        at = clause + found.start("who")
        at += len(folded[at:start]) - len(folded[at:start].lstrip(" (*)-–+•"))
        if deed := _DEED.match(folded, at, start):
            at = deed.end()  # "Hành động của anh A đã được …"
        who = folded[at : clause + found.end("who")]
        if (opens := PERSON_OPENS.match(folded, at)) and text[opens.end()].isupper():
            return Counts(individuals=1, end=start, names=given_name(text, opens.end()))
        if (several := _NUMBERED.match(who)) and (value := spelt(several["n"])):
            return Counts(individuals=value, end=start)
        if _PRONOUN.match(who) or _SPEAKER.match(who) or _ENDS_IN_ONE.search(found["who"]):
            return Counts(individuals=1, end=start)
        if _ENDS_IN_GROUP.search(found["who"]):
            return Counts(collectives=1, end=start)
        if PERSON_OPENS.match(folded, at) and not text[at].isupper():
            return Counts(individuals=1, end=start)
        if (
            text[at : at + 1].isupper() and not SEVERAL.match(folded, at) and not _FUNCTION.match(folded, at)
        ) or GROUP_ALONE.match(folded, at):
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


_HIMSELF = regex(
    r"(?:ông|bà|anh|chị|cô|thầy|cụ|bác|chú|em)(?=\s*[,.;]|\s+(?:hồi|vào|năm|từ|được|khi|nhân|vì|trong|và|cách|mới|lúc|ngày|tháng|đã)(?!\w)|\s*$)"
)
"""Who was named before: ``trao cho ông hồi tháng 12``."""
_GIVEN_HIM = regex(rf"(?<!\w)(?:tặng|trao)\s+{_HIMSELF.pattern}")
_COMMA = regex(r",\s+")
_DEED = regex(
    r"(?:những\s+)?(?:hành\s+động|việc\s+làm|chiến\s+công|thành\s+tích|nỗ\s+lực|đóng\s+góp|tinh\s+thần|nghĩa\s+cử)"
    r"\s+(?:[^\s,;.]+\s+){0,4}?của\s+(?=\S)"
)
_ELLIPTIC = regex(
    r"\s*(?:(?:và|rồi|còn|cũng|lại|từng|sau\s+đó|mới\s+đây|gần\s+đây|đồng\s+thời|tiếp\s+tục|vinh\s+dự|đã|liên\s+tục|"
    r"(?:(?:vào|trong|đến|đầu|cuối)\s+)?(?:năm|tháng|ngày)\s+[\d/.-]+|(?:hai|ba|bốn|nhiều|\d+)\s+lần),?\s+)*"
    r"(?:được|nhận|đón\s+nhận)(?!\w)[^,;:.]*"
)


def elliptic(folded: str, floor: int, start: int) -> int:
    """Where a clause opens that says ``được tặng`` without saying who, else -1: ``…, năm 2021 nhận``."""
    cut = max(folded.rfind(", ", floor, start), folded.rfind("; ", floor, start))
    if cut < 0:
        return -1
    while cut >= floor and not _ELLIPTIC.fullmatch(folded, cut + 2, start):
        nearer = max(folded.rfind(", ", floor, cut), folded.rfind("; ", floor, cut))
        if nearer < 0 or not re.fullmatch(r"[;,] (?:năm|tháng|ngày)\s+[\d/.-]+", folded[nearer:cut]):
            return -1
        if _ELLIPTIC.fullmatch(folded, cut + 2, start):
            break
        cut = nearer
    return cut + 2 if cut >= floor else -1


def opener(page: Context, start: int, stop: int) -> Counts:
    """Of whom the sentence speaks from its opening on: one person or one group."""
    folded, text = page.folded, page.text
    for at in (start, *(m.end() for m in _COMMA.finditer(folded, start, stop))):
        if at >= stop:
            break
        if opens := PERSON_OPENS.match(folded, at):
            named = given_name(text, opens.end()) if text[opens.end()].isupper() else ()
            return Counts(individuals=1, names=named)
        if _person_at(page, at, at + 1):
            return Counts(individuals=1, names=given_name(text, at))
        if GROUP_ALONE.match(folded, at) or LED_BODY.match(text, at):
            return Counts(collectives=1)
    return Counts()


_NUMBERED = regex(r"(?P<n>hai|ba|bốn|sáu|bảy|tám|chín|mười)\s+(?!năm|lần|tháng|ngày|cờ|bằng)")
_FUNCTION = regex(
    r"(?:trong|với|từ|qua|nhờ|theo|khi|sau|trước|tại|cũng|đã|có|đây|bên|ngoài|nhân|dịp|năm|tháng|ngày|hằng|hàng|đến|"
    r"vì|do|mới|vừa|riêng|nhiều|kết\s+thúc|đặc\s+biệt|thật|(?:hai|ba|bốn)\s+lần)(?!\w)"
)
"""A word that opens a sentence in a capital letter and is no name."""
_NAME = regex(rf"(?:[{UPPER}][^\W\d_]*\s+){{0,4}}(?P<given>[{UPPER}][^\W\d_]*)")


def given_name(text: str, at: int) -> tuple[str, ...]:
    """The last word of the personal name that stands at an offset, in lower case; how a text calls him again."""
    name = _NAME.match(text, at)
    return (name["given"].lower(),) if name else ()


def names_people(page: Context, people: re.Match[str]) -> bool:
    """Are those people as a whole one recipient (``Nhân dân xã A``), not some of a body (``cán bộ Trung tâm A``)?"""
    whole = re.search(r"tập thể|toàn thể|nhân dân|lực lượng|đảng bộ|chính quyền|,|\svà\s", people.group())
    return whole is not None and page.text[people.end() : people.end() + 1].isupper()


_GIVEN_NAME = regex(r"[^\W\d_]+")


def _given_names(page: Context) -> set[str]:
    if "given names" not in page.kept:
        page.kept["given names"] = {person.name.split()[-1] for person in page.people if " " in person.name}
    names: set[str] = page.kept["given names"]
    return names


PEOPLE_OF = regex(
    r"(?:toàn\s+thể\s+)?(?:(?:(?:tập\s+thể|cán\s+bộ|nhân\s+dân|chiến\s+sĩ|lãnh\s+đạo|sĩ\s+quan|giáo\s+viên|thầy|trò|học\s+sinh|quân|dân|lực\s+lượng\s+vũ\s+trang|đảng\s+bộ|chính\s+quyền|hội\s+viên|đoàn\s+viên)(?:,\s+|"
    r"\s+và\s+|\s+)){1,4})"
    r"(?:(?:các\s+dân\s+tộc\s+)?(?:thôn|bản|xã|phường|huyện|tỉnh|thị\s+trấn|thị\s+xã|quận|thành\s+phố)\s+)?"
)


LIST_JOINT = regex(r"(?:\s*\([^()]{1,300}\))?(?:,\s+(?:và\s+|cùng\s+)?|\s+(?:và|lẫn|cùng|cùng\s+với)\s+)")


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
    return (
        Counts(collectives=1, end=at + 1)
        if bodies.at(page.kept.get("names open", page), at, ceiling) is not None
        else None
    )


_TO = regex(r"(?:\s+(?:đột\s+xuất|kịp\s+thời))?(?:\s+cho)?\s+|")


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


LED_BODY = regex(
    r"(?:đội|tổ|thôn|bản|xã|phường|chi hội|câu lạc bộ|trường|công an|khối|đồn|chi đoàn|đội tuyển|"
    r"huyện|gia đình|chùa|giáo xứ|giáo họ|họ đạo|dòng họ|nhà thờ|buôn|ấp|làng|hợp tác xã|"
    r"khu phố|tổ dân phố)\s+(?:[^\W\d_]+\s+){0,3}?"
    rf"[{UPPER}]"
)
_SPEAKER = regex(r"(?:tôi|em|mình|bản\s+thân)(?!\w)")
_PRONOUN = regex(r"(?:bản\s+thân\s+)?(?:ông|bà|bác|anh|chị|cô|thầy|chú|em|cháu|cụ|tôi)$")


def _person_ahead(page: Context, at: int) -> bool:
    return _person_at(page, at, at + 31)


def _person_at(page: Context, start: int, stop: int) -> bool:
    """Does the name of a person start in a stretch?"""
    starts = person_starts(page)
    index = bisect_left(starts, start)
    return index < len(starts) and starts[index] < stop

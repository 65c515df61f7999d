"""Lists of recipients: named and counted, groups and persons, side by side."""

from __future__ import annotations

from bisect import bisect_left

from phoihop.reading.finders import bodies
from phoihop.reading.finders.awards.bodies import OFFICE, person_starts
from phoihop.reading.finders.awards.named import (
    GROUP_ALONE,
    LED_BODY,
    LIST_JOINT,
    PEOPLE_OF,
    PERSON_OPENS,
    SEVERAL,
    given_name,
    names_people,
)
from phoihop.reading.finders.awards.recipients import Counts, counted
from phoihop.reading.normalise import UPPER
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context

__all__ = ["behind", "between", "fronted", "listed", "straight", "subject"]

_ASIDE = regex(
    r"(?:(?:chính|riêng|cả(?=\s+(?:chi|tập|đội|tổ|hai|xã|thôn))|chỉ\s+có|cá\s+nhân(?=\s+(?:ông|bà|đồng|anh|chị|thiếu|trung|thượng|đại|em))|"
    r"một\s+trong(?:\s+số)?(?=\s+(?:\d|hai|ba|bốn|năm)))\s+)*"
)
_UNCOUNTED = regex(
    r"(?:các\s+)?(?:tập\s+thể|cá\s+nhân|đơn\s+vị|hộ|gia\s+đình|cán\s+bộ|địa\s+phương|chiến\s+sĩ|hội\s+viên|"
    r"đoàn\s+viên)"
    r"(?=\s*[,;.]|\s+(?:và|có|đạt|tiêu|xuất|điển|hoàn)(?!\w))"
)
_WORDS = regex(
    r"[^,;:.()]{0,70}?(?=\s+(?:và|cùng|vì|có|đã|đạt|nhân|với|do|là|được|nhận|cũng|vừa|từng|vinh\s+dự|đón)\s|"
    r"\s*[,;:.()]|\s*$)"
)
_TIED = regex(r"[,;:.()]|(?<!\w)(?:và|cùng|của|do|cho|các|những)(?!\w)")
_PERSONAL = regex(
    r"(?:sinh\s+viên|học\s+sinh|công\s+dân|ngư\s+dân|thợ|bảo\s+vệ|chủ|nghệ\s+nhân|người|"
    r"(?:phó\s+)?(?:tổ\s+|chi\s+hội\s+|đội\s+|thôn\s+|ấp\s+|khóm\s+|xóm\s+)?trưởng|(?:phó\s+)?(?:bí\s+thư|chủ\s+tịch|giám\s+đốc))(?!\w)"
)


def listed(page: Context, at: int, ceiling: int, bare: bool = False) -> Counts | None:
    """The recipients that stand in a list from an offset on: ``xã A, ông B (thôn C) và hai cán bộ khác``.

    ``None`` where no recipient stands there; counts without a number where a part of the list is not counted
    (``các cá nhân``), with ``bare`` also where all of it is not.
    """
    folded = page.folded
    counts = Counts(start=at)
    named = False
    member = False
    person = several = False
    first = 0
    while at < ceiling:
        group = -1
        at = _ASIDE.match(folded, at, ceiling).end()  # type: ignore[union-attr]
        if (they := _THEY.match(page.text, at, ceiling)) is not None:
            at, several = they.end(), True
        if SEVERAL.match(folded, at) or (_UNCOUNTED.match(folded, at, ceiling) and not _people_of(page, at, ceiling)):
            return Counts() if member or bare else None
        if (known := counted(folded, at, ceiling)) is not None:
            kind, value, end = known
            if kind == "either":
                counts.recipients = (counts.recipients or 0) + value
            elif kind == "group":
                counts.collectives = (counts.collectives or 0) + value
            else:
                first = 0 if member else value
                counts.individuals = (counts.individuals or 0) + value
            person = False
            these = _THESE.match(folded, end, ceiling) if counts.collectives else None
            if these and _group(page, these.end(), ceiling) > 0:
                counts.end = end  # who they are, by name
                return counts
            told = value if kind != "group" and _NAMED.match(page.text, end, ceiling) else 0
            if told and (names := _NAMED.match(page.text, end, ceiling)):
                end = names.end()
                while told and (last := _person(page, end, ceiling)) > 0:
                    told -= 1
                    words = _WORDS.match(folded, last, ceiling)
                    at = words.end() if words else last
                    joint = LIST_JOINT.match(folded, at, ceiling)
                    if joint is None or not told:
                        end = max(at, end)
                        break
                    end = joint.end()
        elif (end := _person(page, at, ceiling) or (_name(page, at, ceiling) if several else 0)) > 0:
            told_of = _WORDS.match(folded, end, ceiling)
            if member and told_of and _SPEAKS.search(folded, end, min(ceiling, told_of.end() + 20)):
                break  # who goes on to speak is the next subject
            alone = first and counts.individuals == first and not counts.names and folded.startswith(", ", counts.end)
            if alone and (last := _as_many(page, at, ceiling, first)) > 0:
                counts.end = last
                return counts
            counts.individuals = (counts.individuals or 0) + (2 if folded.startswith("vợ chồng", at) else 1)
            named = person = True
            counts.names += given_name(page.text, end - 1)
        elif (
            person
            and page.folded[at - 2 : at] == ", "
            and not PERSON_OPENS.match(folded, at)
            and not _JOINED.match(folded, at)
        ):
            if (comma := _NEXT_PART.match(folded, at, ceiling)) is None:
                break  # his office or place, in apposition, ends the list
            end = comma.end()
        elif (end := _group(page, at, ceiling)) > 0:
            if member and folded.startswith(", ", at - 2) and _APPOSED.match(folded, at, ceiling + 12):
                break  # what the group is: "Đồn A, đơn vị đã được …"
            if member and _GIVES_NEXT.match(folded, end, ceiling + 12):
                break  # who gives the next award
            counts.collectives = (counts.collectives or 0) + 1
            named, person = True, False
            group = at
        else:
            break
        member = True
        words = _WORDS.match(folded, end, ceiling)
        counts.end = words.end() if words else end
        if group >= 0:
            counts.names += (folded[group : counts.end].strip().removeprefix("tập thể "),)
        joint = LIST_JOINT.match(folded, counts.end, ceiling)
        if joint is None:
            break
        at = joint.end()
    counts.named = named
    return counts if member else None


def _name(page: Context, at: int, ceiling: int) -> int:
    """Behind a name in a list that opened with "các anh", else nought."""
    name = _FULL_NAME.match(page.text, at, ceiling)
    return name.end() if name else 0


_THEY = regex(rf"(?:[Cc]ác|[Hh]ai)\s+(?=(?:anh|chị|ông|bà|em|bác|cháu|cô|thầy|đồng\s+chí)\s+[{UPPER}])")
_FULL_NAME = regex(rf"[{UPPER}][^\W\d_]*(?:\s+[{UPPER}][^\W\d_]*){{1,4}}(?=,|\s+(?:và|cùng)\s|\s*\()")
_APPOSED = regex(
    r"(?:đơn\s+vị|địa\s+phương|tập\s+thể|cơ\s+quan|xã|phường|huyện|tổ\s+chức|bản|thôn)\s+(?:(?:duy\s+nhất\s+)?(?:đã|vừa|từng|vinh\s+dự|có|đầu\s+tiên|nhiều|"
    r"luôn|được|dẫn)(?!\w))"
)
_NAMED = regex(rf"\s+(?:(?:là|gồm(?:\s+có)?)\s*:?\s+)?(?=(?:(?:ông|bà|anh|chị|em|cháu)\s+)?[{UPPER}])")
"""Behind a counted noun, those whom it counts by name: ``hai em A và B``, ``3 cá nhân gồm ông A, bà B, chị C``."""
_THESE = regex(r"(?:\s+[^\s,;:.()]+){0,8}?\s*(?:,\s+)?(?:(?:là|gồm(?:\s+có)?|bao\s+gồm)\s*:?|:)\s+")
_GIVES_NEXT = regex(
    r"(?:\s+[^\s,;:.()]+){0,4}?\s+(?:(?:đã|cũng|còn)\s+)?(?:trao\s+tặng|tặng(?:\s+thưởng)?|biểu\s+dương|"
    r"tuyên\s+dương|khen\s+thưởng)\s+(?=bằng|giấy|cờ|kỷ|huy|huân|danh|thư|\d|cho|[“\"])"
)
_SPEAKS = regex(
    r"(?<!\w)(?:nhắn\s+nhủ|phát\s+biểu|chúc|mong|đề\s+nghị|bày\s+tỏ|yêu\s+cầu|cho\s+biết|khẳng\s+định)(?!\w)"
)
_JOINED = regex(r"(?:và|cùng)\s")
_NEXT_PART = regex(r"[^,;:.()]{0,90}?(?=,\s|\s+và\s)")


def _person(page: Context, at: int, ceiling: int) -> int:
    """Behind the first word of a person's name that stands at an offset, else nought."""
    opens = PERSON_OPENS.match(page.folded, at, ceiling)
    where = opens.end() if opens else at
    while opens and (more := PERSON_OPENS.match(page.folded, where, ceiling)):
        where = more.end()
    if opens and (page.text[where : where + 1].isupper() or OFFICE.match(page.folded, where)):
        return where + 1
    if page.folded.startswith("gia đình ", at):
        return 0
    starts = person_starts(page)
    index = bisect_left(starts, at)
    if index == len(starts) or starts[index] >= min(ceiling, at + 70):
        return 0
    name = starts[index]
    lead = page.folded[at:name]
    if name == at or (
        not _TIED.search(lead) and (OFFICE.match(lead) or _PERSONAL.match(lead) or not page.text[at].isupper())
    ):
        return name + 1
    return 0


def _as_many(page: Context, at: int, ceiling: int, number: int) -> int:
    """Behind as many named persons as were counted before, where their names stand in commas, else nought."""
    while number and (end := _person(page, at, ceiling)) > 0:
        number -= 1
        words = _WORDS.match(page.folded, end, ceiling)
        at = words.end() if words else end
        joint = LIST_JOINT.match(page.folded, at, ceiling)
        if joint is None or not number:
            break
        at = joint.end()
    return at if not number and page.folded[at : at + 1] in (",", ".") else 0


def _people_of(page: Context, at: int, ceiling: int) -> int:
    people = PEOPLE_OF.match(page.folded, at, ceiling)
    return people.end() if people and names_people(page, people) else 0


def _group(page: Context, at: int, ceiling: int) -> int:
    """Behind the name of a group that stands at an offset, else nought."""
    if people := _people_of(page, at, ceiling):
        return people
    if (
        body := bodies.at(whole := page.kept.get("names open", page), at, ceiling, bodies.starts_of(whole))
    ) is not None:
        return body.end
    if LED_BODY.match(page.text, at):
        return at + 1
    alone = GROUP_ALONE.match(page.folded, at, ceiling)
    return alone.end() if alone else 0


_TO = regex(
    r"(?:\s*(?:[“\"][^”\"]{1,90}[”\"]|hạng\s+(?:nhất|nhì|ba)|\([^()]{1,40}\)|toàn\s+đoàn|tập\s+thể|đồng\s+đội|"
    r"(?:về\s+)?(?:thành\s+tích\s+)?đột\s+xuất|anh\s+hùng|lực\s+lượng\s+vũ\s+trang(?:\s+nhân\s+dân)?|chiến\s+sĩ\s+thi\s+đua|cơ\s+sở|"
    r"toàn\s+quốc|lao\s+động\s+tiên\s+tiến|(?:nhà\s+giáo|thầy\s+thuốc|nghệ\s+nhân|nghệ\s+sĩ)\s+(?:ưu\s+tú|nhân\s+dân)|(?:vì|bảo\s+vệ)(?:\s+(?!cho\s)[^\s,;:.“\"]+){2,11}|"
    r"(?:năm|giai\s+đoạn)\s+\d{4}(?:\s*[-–]\s*\d{4})?|(?:độc\s+lập|"
    r"lao\s+động|chiến\s+công|bảo\s+vệ\s+tổ\s+quốc)))*"
    r"(?:\s+của\s+[^;:.]{4,110}?)??(?:\s+(?:kèm(?:\s+theo)?|và|cùng)\s+(?:tiền|phần)\s+thưởng(?:\s+\d[\d.,]*\s+(?:triệu\s+)?đồng)?)?"
    r"\s*(?:(?:gồm(?:\s+có)?|là)\s*:?|,?\s*(?:được\s+)?(?:trao\s+|"
    r"tặng\s+)?cho(?:\s+chính)?\s*:?|tới|đến|gửi(?:\s+(?:tới|đến|cho))?|thuộc\s+về|dành\s+cho|tặng|(?:được\s+trao\s+)?(?:đến\s+)?tận\s+tay|đến\s+với)\s+"
)


_PRAISES = regex(r"(?:\s+(?:bao\s+)?gồm(?:\s+có)?\s*:?)?(?:\s+(?:đột\s+xuất|kịp\s+thời|đối\s+với|cho)){0,3}\s+")


def behind(page: Context, end: int, ceiling: int, praise: bool = False) -> Counts | None:
    """The list of recipients behind an award: ``Bằng khen đến Ban Trị sự và 05 vị``; of ``praise`` right behind."""
    to = (_PRAISES if praise else _TO).match(page.folded, end, min(ceiling, end + 260))
    return listed(page, to.end(), ceiling) if to else None


_FRONTED = regex(
    r"\s*(?:[-–+*•]\s*)?(?:(?:vừa|ngay|sau|khi|lần\s+đầu(?:\s+tiên)?|vinh\s+dự|xúc\s+động|từng|cầm|đón)\s+)*"
    r"(?:(?:hai|ba|bốn|nhiều|\d+)\s+lần\s+)?(?:được|nhận|cầm)(?!\w)"
)


_FOR_ONE = regex(
    r"\s*(?:[-–+*•]\s*)?(?:(?:với|đối\s+với|dành\s+cho|riêng)\s+){1,3}(?P<who>(?P<one>người|cụ|ông|bà|anh|chị|em|cô|chú|bác|thầy)\s+[^,;:.]{2,70},|"
    r"\S[^,;:.]{2,70},)\s"
)
_AMONG = regex(r"\s*(?:[-–+*•]\s*)?trong\s+(?:số|những|các)(?!\w)")
_HAS = regex(r"(?<!\w)(?:có|là|gồm)\s+")


def fronted(page: Context, clause: int, start: int, end: int, ceiling: int) -> Counts | None:
    """Who stands behind a clause that opens with the award: ``Được UBND tỉnh tặng Bằng khen, ông A nói``."""
    if among := _AMONG.match(page.folded, clause, start):
        known = counted(page.folded, among.end() + 1, start)
        if known and known[0] in ("group", "one"):
            group = known[0] == "group"
            return Counts(
                collectives=known[1] if group else None,
                individuals=None if group else known[1],
                start=among.end() + 1,
                end=known[2],
            )
        has = _HAS.search(page.folded, end, min(ceiling, end + 150))
        counts = listed(page, has.end(), ceiling) if has else None
        return counts if counts and counts.named else None
    if alone := _FOR_ONE.match(page.folded, clause, start):
        counts = listed(page, alone.start("who"), start)
        return counts if counts and counts.named else Counts(individuals=1, end=alone.end()) if alone["one"] else None
    if not _FRONTED.match(page.folded, clause, start):
        return None
    comma = page.folded.find(", ", end, min(ceiling, end + 150))
    counts = listed(page, comma + 2, ceiling) if comma > 0 else None
    return counts if counts and counts.named else None


_STRAIGHT = regex(r"(?<!\w)(?:tặng|trao|gửi|có)\s+(?:\S+\s+){0,2}$")
_GIVER = regex(r"(?:ubnd|ủy\s+ban|chính\s+phủ|nhà\s+nước|bộ|đoàn\s+chủ|ban\s+(?:thường|chấp|tổ))(?!\w)")


def straight(page: Context, clause: int, start: int, end: int, ceiling: int) -> Counts | None:
    """Who stands right behind an award without a preposition: ``gửi thư khen Đội A``, ``tặng giấy khen ông B``."""
    folded = page.folded
    if not _STRAIGHT.search(folded, max(clause, start - 40), start):
        return None
    at = _QUOTED.match(folded, end, ceiling).end()  # type: ignore[union-attr]
    if at == end or OFFICE.match(folded, at) or _GIVER.match(folded, at):
        return None
    counts = listed(page, at, ceiling)
    return counts if counts and counts.named else None


_QUOTED = regex(r"(?:\s+[“\"][^”\"]{1,90}[”\"])?\s+|")


_GIVES_THEM = regex(r"(?<!\w)(?:trao\s+tặng|truy\s+tặng|tặng|trao|thưởng)\s+(?:cho\s+)?")
_HIM = regex(r"(?:ông|bà|anh|chị|em|cháu|cụ|cô|thầy|chú|bác)\s+(?:(?:tấm|một)\s+)?")
_ONE = regex(r"\s*(?:\s(?:một|\d{1,3}|tấm|những|danh\s+hiệu))*\s*")


def between(page: Context, clause: int, start: int) -> Counts | None:
    """The list of recipients between the verb and the award: ``tặng anh A một Giấy khen``."""
    for verb in _GIVES_THEM.finditer(page.folded, max(clause, start - 160), start):
        if _HIM.fullmatch(page.folded, verb.end(), start):
            return Counts(individuals=1, start=verb.end(), end=start, inside=True)
        counts = listed(page, verb.end(), start)
        if counts and counts.given and _ONE.fullmatch(page.folded, counts.end, start):
            counts.inside = True
            return counts
    return None


_RECEIVES = regex(
    r"(?<!\w)(?:(?:đã|cũng|cùng|vừa|từng|đều|còn|vinh\s+dự|lần\s+lượt|(?:hai|ba|bốn|nhiều|\d+)\s+lần)\s+)*"
    r"(?:được(?:\s+(?:nhận|đón\s+nhận))?|đón\s+nhận|nhận|đoạt|giành|(?:đồng|đạt)(?=\s+giải))(?!\w)"
)
_OPENS = regex(
    r"[,:;]\s+(?:và\s+|còn\s+|trong\s+đó\s+(?:có\s+)?)?|(?<!\w)(?:được\s+biết|rằng)\s+|(?<!\w)lần\s+(?:thứ\s+\w+|đầu(?:\s+tiên)?)\s+|"
    r"(?<!\w)(?:hai|ba|bốn|năm|nhiều|\d+)\s+năm(?:\s+(?:liền|liên\s+tục|qua))?,?\s+|(?<!\w)(?:trong\s+đó(?:\s+có)?|có|là|năm\s+\d{4}|gồm)\s+"
)
_ON_BEHALF = regex(r"(?<!\w)(?:thay\s+mặt(?:\s+cho)?|đại\s+diện\s+cho)\s+")
_AND = regex(r"\s*(?:và|còn|cùng)\s+")
_HEADED = regex(r"[^,;:.]{0,60}?(?:các|những)\s+(?:tập\s+thể|cá\s+nhân|đơn\s+vị)[^,;:.]{0,60}:\s+")
_SPEECH = regex(r"(?<!\w)(?:cho\s+biết|thông\s+(?:báo|tin)|chia\s+sẻ|khẳng\s+định|nói(?!\s+trên)|cho\s+hay|kể)(?!\w)")
_HIS = regex(
    r"(?:\s*\([^()]{1,130}\))?(?:,?\s+(?:nguyên\s+)?(?:[^,;:.]{2,60}),?|\s+(?:thuộc|của|ở|tại|có|trên|khác|này|"
    r"nói\s+trên)[^,;:.]{0,80})?,?\s*"
)


def subject(page: Context, clause: int, start: int) -> Counts | None:
    """Who is said to receive it, before the verb: ``Công ty A và Câu lạc bộ B cũng đón nhận``."""
    folded = page.folded
    floor = max(clause, start - 330)
    verbs = list(_RECEIVES.finditer(folded, floor, start))
    if not verbs:
        return None
    verb = verbs[-1].start()
    if (rest := folded.rfind("số còn lại", floor, verb)) >= 0:
        floor = rest
    while floor < verb and folded[floor] in " -–+*•\n":
        floor += 1
    if joint := _AND.match(folded, floor, verb):
        floor = joint.end()
    if heads := _HEADED.match(folded, floor, verb):
        floor = heads.end()
    if behalf := _ON_BEHALF.search(folded, floor, verb):
        floor = behalf.end()
        if whole := PEOPLE_OF.match(folded, floor, verb):
            group = GROUP_ALONE.match(folded, whole.end(), verb)
            if group and _HIS.fullmatch(folded, group.end(), verb):
                return Counts(collectives=1, start=floor, end=group.end(), named=True)
    for at in (floor, *(opens.end() for opens in _OPENS.finditer(folded, floor, verb))):
        if (
            at < verb
            and not _SPEECH.search(folded, at, verb)
            and (counts := listed(page, at, verb, bare=True)) is not None
        ):
            if not counts.given:
                return None
            if _HIS.fullmatch(folded, counts.end, verb):
                return counts
    return None

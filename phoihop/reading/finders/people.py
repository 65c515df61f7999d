"""Persons (người được nêu tên): name, rank, chain of offices, and what they do at the event.

A person is somebody named with an office, a rank or a role, an author, or a named winner of an award. Photo
credits, suspects, victims and persons of history are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from phoihop.reading import lexicon
from phoihop.reading.finders import bodies, names, offices
from phoihop.reading.normalise import UPPER, fold
from phoihop.reading.segment import Context, Sentence
from phoihop.reading.values import Person, Span

__all__ = ["Mention", "find", "mentions"]


@dataclass(slots=True)
class Mention:
    """One place where a person is named: the whole group from rank or office to the last office behind the name."""

    start: int
    end: int
    name: Span
    rank: Span | None = None
    offices: list[Span] = field(default_factory=list)
    addressed: bool = False
    short: bool = False
    roles: set[str] = field(default_factory=set)
    winner: bool = False
    excluded: bool = False


_GAP = re.compile(r"[ ,]*$")
_LEFT = 220
_OUTSIDE = re.compile(
    r"(?:tài\s+xế|lái\s+xe|bị\s+cáo|bị\s+can|đối\s+tượng|nghi\s+phạm|nghi\s+can|hung\s+thủ|nạn\s+nhân|liệt\s+sĩ|liệt\s+sỹ|cố\s+(?:tổng|chủ|nhạc|nhà|giáo|nghệ)[^,.;]{0,20}|"
    r"vua|chúa|danh\s+nhân|kẻ|tội\s+phạm|bệnh\s+nhân|thi\s+sĩ|nhà\s+thơ|đại\s+thi\s+hào|phạm\s+nhân|can\s+phạm|bắt\s+giữ|khởi\s+tố|người\s+chết|thủ\s+phạm|cháu\s+bé)\s*:?\s*$"
)
_SEPARATOR = re.compile(
    r"\s*(?:,|\s[-–—]|[-–—]\s|\(|:)\s*|\s+(?:là|hiện\s+là|nguyên\s+là|giữ\s+chức(?:\s+vụ)?|kiêm)\s+(?=\w)"
)
_CHAIN = re.compile(r"\s*(?:,\s*(?:đồng\s+thời\s+là\s+|kiêm\s+|và\s+)?|\s+kiêm\s+|\s+[-–]\s+|\s+và\s+|;\s+)(?:là\s+)?")
_PLURAL = re.compile(r"(?:các|hai|ba|bốn|những|02|03|04)\s+(?:đồng\s+chí\s+|ông\s+|bà\s+|đ/c\s+|vị\s+)?$")


def mentions(page: Context) -> list[Mention]:
    """Every place where a person is named, with rank and offices around the name, in reading order."""
    people = {name.start: name.end for name in names.find(page)}
    _head, rank, title = offices.grammar()
    starts = dict(people)
    for match in (*rank.finditer(page.folded), *title.finditer(page.folded)):
        at = match.end()
        while at < len(page.text) and page.text[at] in " .":
            at += 1
        if at in starts or at >= len(page.text) or not page.text[at].isupper():
            continue
        name = names.addressed(page, at)
        if name is not None and not _a_body(page, name, people):
            starts[name.start] = name.end
    found: list[Mention] = []
    shared: tuple[Span, int] | None = None
    floor = 0
    for start in sorted(starts):
        end = starts[start]
        if start < floor:
            continue
        sentence = page.sentence_at(start)
        floor_here = max(sentence.start, found[-1].end if found else 0)
        mention = _mention(page, Span(start, end), floor_here, sentence.end, starts)
        if mention.excluded:
            continue
        shared = _shared(page, mention, found, shared, starts, sentence)
        found.append(mention)
        floor = mention.end
    return found


def _a_body(page: Context, name: names.Name, people: dict[int, int]) -> bool:
    span = bodies.at(page, name.start, name.end, people)
    return span is not None or name.end - name.start < 2


def _mention(page: Context, name: Span, floor: int, stop: int, people: dict[int, int]) -> Mention:
    _head, rank, title = offices.grammar()
    mention = Mention(name.start, name.end, name)
    folded = page.folded
    left = max(floor, name.start - _LEFT)
    at = name.start
    for _ in range(4):
        gap = at
        while gap > left and folded[gap - 1] in " ":
            gap -= 1
        word = _ending(rank, folded, left, gap)
        if word is not None and mention.rank is None:
            mention.rank = word
            at = word.start
            continue
        word = _ending(title, folded, left, gap)
        if word is not None:
            mention.addressed = True
            at = word.start
            continue
        break
    if _OUTSIDE.search(folded, max(floor, at - 40), at):
        mention.excluded = not mention.rank
    _offices_before(page, mention, at, left, people)
    _offices_behind(page, mention, stop, people)
    mention.start = min(mention.start, at)
    return mention


def _ending(pattern: re.Pattern[str], folded: str, left: int, end: int) -> Span | None:
    """The match that ends at an offset (a full stop behind it allowed), the longest."""
    for size in range(32, 1, -1):
        start = end - size
        if start < left:
            continue
        match = pattern.match(folded, start, end)
        if match is not None and match.end() >= end - 0 and (start == 0 or not folded[start - 1].isalnum()):
            return Span(match.start(), match.end())
    return None


def _offices_before(page: Context, mention: Mention, at: int, left: int, people: dict[int, int]) -> None:
    """A chain of offices that runs right up to the name: the earliest head from which the chain parses."""
    head, _, _ = offices.grammar()
    heads = [match.start() for match in head.finditer(page.folded, left, at)]
    for start in heads:
        spans: list[Span] = []
        here = start
        while True:
            span = offices.at(page, here, at, people)
            if span is None:
                break
            spans.append(span)
            gap = page.folded[span.end : at]
            if not gap.strip(" ") or _adjacent(gap):
                mention.offices[:0] = spans
                mention.start = min(mention.start, start)
                return
            link = _CHAIN.match(page.folded, span.end)
            if link is None or link.end() >= at or not head.match(page.folded, link.end()):
                break
            here = link.end()


def _adjacent(gap: str) -> bool:
    """May these words stand between an office and the name it goes with? Few, small and none a verb."""
    words = gap.split()
    if not 1 <= len(words) <= 4 or re.search(r"[^\w\s.]", gap):
        return False
    stops = _stops()
    return not any(word in stops for word in words)


@cache
def _stops() -> frozenset[str]:
    return frozenset(" ".join(lexicon.lines("stops")).split())


def _offices_behind(page: Context, mention: Mention, stop: int, people: dict[int, int]) -> None:
    _head, rank, _title = offices.grammar()
    here = mention.name.end
    bracket = re.compile(r"\s*\((?:sinh\s+năm|sn|bìa|giữa|ngoài|đứng|thứ|hàng|trái|phải|áo)[^()]{0,40}\)").match(
        page.folded, here
    )
    if bracket is not None:
        here = bracket.end()
    first = True
    while True:
        link = (_SEPARATOR if first else _CHAIN).match(page.folded, here)
        if link is None or link.end() >= stop or (not first and ";" in link.group()):
            return
        at = link.end()
        if first and (word := rank.match(page.folded, at)) is not None and mention.rank is None:
            behind = page.folded[word.end() : word.end() + 2]
            if behind[:1] in (",", "-", "–") or behind in (" -", " –"):
                mention.rank = Span(word.start(), word.end())
                here = mention.end = word.end()
                continue
        span = offices.at(page, at, stop, people)
        if span is None or _belongs_to_next(page, span, people):
            return
        if " và " in link.group() and not _same_holder(page, span, stop):
            return
        mention.offices.append(span)
        mention.end = span.end
        here = span.end
        if page.text[here : here + 1] == ")":
            here += 1
            mention.end = here
        first = False


def _same_holder(page: Context, span: Span, stop: int) -> bool:
    return page.text[span.start].isupper() and page.text[span.end : span.end + 1] in (",", ".", ";", "", " ")


def _belongs_to_next(page: Context, span: Span, people: dict[int, int]) -> bool:
    """Is the office directly before another name?"""
    _, rank, title = offices.grammar()
    here = span.end
    for _ in range(3):
        while page.folded[here : here + 1] == " ":
            here += 1
        if here in people:
            return True
        word = rank.match(page.folded, here) or title.match(page.folded, here)
        if word is None:
            return False
        here = word.end()
    return False


def _shared(
    page: Context,
    mention: Mention,
    found: Sequence[Mention],
    shared: tuple[Span, int] | None,
    people: dict[int, int],
    sentence: Sentence,
) -> tuple[Span, int] | None:
    """An office stated once for a list (``các Phó Chủ tịch: A, B và C``) goes to each name of the list."""
    head, _, _ = offices.grammar()
    before = page.folded[max(sentence.start, mention.start - 160) : mention.start]
    colon = re.search(r":\s*$", before)
    if colon is not None:
        base = mention.start - len(before)
        plural = None
        for match in head.finditer(page.folded, base, mention.start):
            if _PLURAL.search(page.folded, max(sentence.start, match.start() - 24), match.start()):
                plural = match
        if plural is not None:
            span = offices.at(page, plural.start(), base + colon.start(), people)
            if span is not None and not page.text[span.end : base + colon.start()].strip():
                mention.offices.insert(0, span)
                return span, sentence.start
    elif mention.offices and mention.offices[0].start < mention.name.start:
        if _PLURAL.search(page.folded, max(sentence.start, mention.offices[0].start - 24), mention.offices[0].start):
            return mention.offices[0], sentence.start
        return None
    if shared is not None and found and shared[1] == sentence.start:
        gap = page.folded[found[-1].end : mention.start]
        if re.fullmatch(r"\s*(?:,|và|, và|;)\s*", gap) and not (";" in gap and mention.addressed):
            if not any(span.start < mention.name.start for span in mention.offices):
                mention.offices.insert(0, shared[0])
            return shared
    return None


# ---------------------------------------------------------------- roles


@cache
def _speech() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{lexicon.alternatives(lexicon.lines('speech'))})(?!\w)")


_ADVERBS = (
    r"(?:(?:đã|cũng|đều|còn|sẽ|vừa|đang|rất|tiếp tục|trực tiếp|cùng|thay mặt[^,.;]{0,80}?|nhiệt liệt|"
    r"một lần nữa|cho|trân trọng|tham dự và|dự và|đến dự và|tới dự và|thẳng thắn|đặc biệt|chân thành|"
    r"ân cần|lần lượt|mạnh dạn|xin|được|tin rằng|đồng thời|đã đến|nhân dịp này|đồng|ôn lại và)\s+){0,4}"
)
_ATTENDS = re.compile(
    rf"^[\s,]*{_ADVERBS}(?:đã\s+)?(?:(?:đến|tới|tham|về|cùng|và các đại biểu|và đại biểu)\s+)?(?:dự|"
    rf"tham dự|có mặt|tham gia|chứng kiến|tới dự|đến dự)(?!\w|\s+(?:kiến|thảo|án|báo|phòng|toán|định|trữ|"
    rf"luật|thi))"
)
_CHAIRS = re.compile(r"(?:đồng\s+)?chủ\s+trì|chủ\s+tọa|điều\s+hành\s+(?:hội\s+nghị|cuộc|buổi|phiên)|đồng\s+chủ\s+tọa")
_SIGNS = re.compile(
    rf"^[\s,]*(?:đại\s+diện\s+[^,.;]{{0,60}}\s)?{_ADVERBS}(?:thực\s+hiện\s+(?:lễ\s+)?ký|ký\s+kết|ký(?!\s+quyết|\s+văn|\s+ban|\w)|tiến\s+hành\s+ký)"
)
_AWARD = (
    r"(?:bằng\s+(?:khen|chứng)|giấy\s+khen|băng\s+khen|cờ|huân\s+chương|huy\s+chương|kỷ\s+niệm\s+chương|"
    r"danh\s+hiệu|giải|khen\s+thưởng|quyết\s+định\s+(?:khen|tặng)|phần\s+thưởng|thư\s+khen|huy\s+hiệu)"
)
_PRESENTS = re.compile(
    rf"(?:trao\s+tặng|trao|tặng|thưởng|gắn)\s+(?:[^,.;]{{0,40}}?\s)?{_AWARD}|^[\s,]*{_ADVERBS}(?:khen\s+thưởng|trao\s+thưởng|tuyên\s+dương)\s+(?:các|cho|những|\d)"
)
_PASSIVE = re.compile(r"(?:^|[\s,])(?:được|vinh\s+dự|đã\s+được|nhận)\s+[^,.;]{0,80}$")
_CLAUSE = re.compile(r"[;:.!?]|\s[-–]\s")

_SPEECH_LEAD = re.compile(
    r"(?:^|[,;“”\"]\s*|\b(?:tiếp\s+đó|tiếp\s+theo|sau\s+đó|nhân\s+dịp\s+này|tại\s+[^,]{2,60}),?\s+)(?:phát\s+biểu|kết\s+luận|chỉ\s+đạo|khai\s+mạc|bế\s+mạc|trao\s+đổi|chia\s+sẻ|trả\s+lời|đáp\s+từ|báo\s+cáo|"
    r"thông\s+tin|nói\s+(?:về|tại)|đánh\s+giá|trình\s+bày|giải\s+trình|ghi\s+nhận|đại\s+diện[^,]{0,80}phát\s+biểu|thay\s+mặt[^,]{0,120}|tham\s+luận|giao\s+nhiệm\s+vụ|góp\s+ý)(?=[\s,])[^.;:]{0,200}$"
)
_ACCORDING = re.compile(
    r"(?:^|[\s,])(?:theo|lời|ý\s+kiến\s+của|chỉ\s+đạo\s+của|phát\s+biểu\s+của|tham\s+luận\s+của|chia\s+sẻ\s+của|báo\s+cáo\s+của|khẳng\s+định\s+của)\s+$"
)
_PRESENCE = re.compile(
    r"(?<!\w)(?:dự|tham\s+dự|tham\s+gia|có\s+mặt|sự\s+hiện\s+diện|đến\s+dự|tới\s+dự|cùng\s+dự|chứng\s+kiến|về\s+phía|phía|đại\s+diện|khách\s+mời|đại\s+biểu|thành\s+phần|sự\s+tham\s+gia|sự\s+tham\s+dự|đoàn\s+công\s+tác|tiếp|đón)(?!\w)"
)
_HAS = re.compile(r"(?<!\w)(?:có|gồm|gồm\s+có|của|là)(?!\w)|:|\bdự\b")
_MET = re.compile(
    r"(?:cuộc\s+(?:họp|làm\s+việc|gặp|tiếp)|buổi\s+(?:làm\s+việc|gặp|tiếp|họp))\s+(?:với|cùng|giữa)\s+[^.;]{0,60}$|(?:làm\s+việc|gặp\s+mặt|tiếp)\s+(?:với|cùng)?\s*$"
)
_CHAIR_LEAD = re.compile(
    r"(?:chủ\s+trì\s+của|chủ\s+trì\s+(?:hội\s+nghị|buổi|cuộc|lễ|phiên|diễn\s+đàn|đối\s+thoại)[^.;]{0,60}(?:có|là|gồm|:)|chủ\s+tọa[^.;]{0,30}(?:có|là|:)|chủ\s+trì\s*:|(?<!\w)do)\s*(?:các\s+)?(?:đồng\s+chí\s*:?\s*)?$"
)
_WIN_LEAD = re.compile(
    rf"(?:(?:tặng|trao|trao\s+tặng)\s+(?:[^.;]{{0,60}}?\s)?{_AWARD}|khen\s+thưởng|tuyên\s+dương|biểu\s+dương|vinh\s+danh|tôn\s+vinh|truy\s+tặng)[^.;]{{0,160}}?(?:cho|gồm|đối\s+với|là|:)\s[^.]{{0,600}}$"
)
_WIN_BEHIND = re.compile(
    rf"^[^.;]{{0,60}}?(?:được|vinh\s+dự|nhận|đón\s+nhận)\s+(?:[^.;]{{0,60}}?\s)?(?:tặng|trao|nhận|phong|{_AWARD})"
)


def _assign_roles(page: Context, all_mentions: list[Mention]) -> None:
    by_sentence: dict[int, list[Mention]] = {}
    for mention in all_mentions:
        by_sentence.setdefault(page.sentence_at(mention.name.start).start, []).append(mention)
    for start, group in by_sentence.items():
        sentence = page.sentence_at(start)
        _sentence_roles(page, sentence, group)


def _sentence_roles(page: Context, sentence: Sentence, group: list[Mention]) -> None:
    folded = page.folded
    units: list[list[Mention]] = []
    for mention in group:
        if units:
            gap = folded[units[-1][-1].end : mention.start]
            if re.fullmatch(
                r"[\s,;)]*(?:(?:và|cùng|cùng với|với|cùng các|hai|các)\s*)?(?:(?:đồng chí|đ/c|ông|bà)\s*:?\s*)?", gap
            ):
                units[-1].append(mention)
                continue
        units.append([mention])
    lead = folded[sentence.start : units[0][0].start]
    presence = _PRESENCE.search(lead)
    attends = (
        presence is not None
        and (_HAS.search(lead, presence.end()) is not None or lead.rstrip().endswith((":", "dự")))
        and not _SPEECH_LEAD.search(lead)
        and not re.search(r"(?:thành\s+tích|khen|tặng|trao)\b", lead)
    )
    for index, unit in enumerate(units):
        first, last = unit[0], unit[-1]
        floor = units[index - 1][-1].end if index else sentence.start
        ceiling = units[index + 1][0].start if index + 1 < len(units) else sentence.end
        before = folded[floor : first.start]
        behind = folded[last.end : ceiling]
        roles: set[str] = set()
        broken = _CLAUSE.search(behind)
        clause = behind[: broken.start()] if broken is not None and broken.group() != ":" else behind
        if attends and (
            index == 0
            or re.search(r"[;,:)]|(?:và|cùng|có)\s*$|đồng chí", before) is not None
            or not _verb_between(before)
        ):
            roles.add("attends")
        if _MET.search(before) or re.match(
            r"[\s,]*(?:đã\s+)?có\s+(?:cuộc|buổi)\s+(?:họp|làm\s+việc|gặp|tiếp|trao\s+đổi)", clause
        ):
            roles.add("attends")
        if _ATTENDS.match(clause):
            roles.add("attends")
        if _CHAIRS.search(clause[:90]) and not re.search(r"(?:do|cơ quan)\s+[^,]{0,60}chủ\s+trì", clause[:90]):
            roles.add("chairs")
        if _CHAIR_LEAD.search(before) and (
            "do" not in before.split()[-3:] or re.match(r"[^,.;]{0,40}chủ\s+trì", clause)
        ):
            roles.add("chairs")
        if _SIGNS.match(clause):
            roles.add("signs")
        award = _PRESENTS.search(clause[:140])
        if (
            award is not None
            and not _PASSIVE.search(clause[: award.start()])
            and not before.rstrip().endswith(("cho", "được", "của"))
        ):
            roles.add("presents_award")
        if _speaks(page, sentence, before, clause, behind, first, index):
            roles.add("speaks")
        if award is None and (
            (_WIN_BEHIND.match(clause) and re.search(_AWARD, clause[:140]))
            or _WIN_LEAD.search(folded[sentence.start : first.start])
        ):
            for mention in unit:
                mention.winner = "attends" not in roles and not roles & {"speaks", "chairs"}
        for mention in unit:
            mention.roles |= roles


def _verb_between(before: str) -> bool:
    return _speech().search(before) is not None or re.search(r"(?:trao|tặng|chủ trì|ký kết)\b", before) is not None


_LEADS_ON = re.compile(rf"^[\s,)]*(?:[-–]\s*)?{_ADVERBS}")


def _speaks(
    page: Context, sentence: Sentence, before: str, clause: str, behind: str, first: Mention, index: int
) -> bool:
    opened = _LEADS_ON.match(clause)
    at = opened.end() if opened is not None else 0
    verb = _speech().match(clause, at)
    if verb is not None and not re.match(r"(?:bằng|giấy)\s+khen", clause[verb.end() :].lstrip()):
        return not re.match(r"[\s,]*(?:được|bị)\s", clause) or "phát biểu" in verb.group()
    joined = re.match(
        r"[^.;:“”]{0,140}?(?:,|\svà)\s*(?:đã\s+|cũng\s+|đồng\s+thời\s+)?(?:phát\s+biểu|kết\s+luận\s+hội|khẳng\s+định|nhấn\s+mạnh|đề\s+nghị|yêu\s+cầu|bày\s+tỏ|đánh\s+giá\s+cao|ghi\s+nhận)(?!\w)",
        clause,
    )
    if joined is not None and not re.search(r"\b(?:các|nhiều)\s+(?:đại\s+biểu|ý\s+kiến)", joined.group()):
        return True
    if re.match(r"\s*:\s*[“\"]", behind) or re.match(
        r"[\s,]*(?:tại\s+[^,.;]{2,60}[,\s]+|trong\s+[^,.;]{2,60}[,\s]+)(?:đã\s+|cũng\s+)?(?:phát\s+biểu|cho\s+biết|khẳng\s+định|nhấn\s+mạnh|đề\s+nghị|yêu\s+cầu)",
        clause,
    ):
        return True
    if _ACCORDING.search(before):
        return True
    return index == 0 and _SPEECH_LEAD.search(before) is not None


# ---------------------------------------------------------------- short names, authors


def _short_mentions(page: Context, full: list[Mention], named: dict[str, list[str]]) -> list[tuple[Mention, str]]:
    """``bà Yến``, ``tướng Cường``, ``Bảo Khánh``: a given name that ends one full name of the text."""
    found: list[tuple[Mention, str]] = []
    _, rank, title = offices.grammar()
    taken = {offset for mention in full for offset in range(mention.name.start, mention.name.end)}
    pattern = re.compile(rf"(?<![\w])[{UPPER}][^\W\d_]{{0,6}}(?: [{UPPER}][^\W\d_]{{0,6}})?(?![\w])")
    for _key, names_of in named.items():
        if len(names_of) != 1:
            continue
    for match in pattern.finditer(page.text):
        if match.start() in taken:
            continue
        given = match.group()
        owners = named.get(given)
        if owners is None and " " in given:
            given = given.split(" ")[0]
            owners = named.get(given)
        if not owners or len(owners) != 1:
            continue
        end = match.start() + len(given)
        left = max(0, match.start() - 24)
        before = match.start()
        while before > left and page.text[before - 1] == " ":
            before -= 1
        word = _ending(title, page.folded, left, before) or _ending(rank, page.folded, left, before)
        if word is None and " " not in given:
            continue
        mention = Mention(word.start if word else match.start(), end, Span(match.start(), end), short=True)
        found.append((mention, owners[0]))
    return found


_BYLINE_PART = re.compile(rf"[{UPPER}][^\W\d_]{{0,7}}\.?(?:\s[{UPPER}][^\W\d_]{{0,7}}\.?){{1,3}}")
_BYLINE_LEAD = re.compile(
    r"(?:theo|bài(?:\s*(?:,|và|-)\s*ảnh)?|tin(?:\s*,?\s*(?:bài|ảnh))*|bài\s+viết|tác\s+giả|thực\s+hiện|người\s+viết|biên\s+tập|pv|nhóm\s+pv|ctv|phóng\s+viên)\s*:?\s*"
)
_BYLINE_TAIL = re.compile(
    r"\s*(?:[-–|/(,]\s*(?:báo|theo|nguồn|ttxvn|tttxvn|vov|đài|cổng|trang|công an|tổng hợp|ban|phòng|pv|"
    r"ctv|bộ|mttq|sở)[^\n]{0,60}|\(?\d{1,2}/\d{1,2}/\d{4}[^\n]{0,20}|\([^()\n]{2,40}\))?\s*\.?\s*$"
)
_JOINT = re.compile(r"\s*(?:[-–—,/&]|và)\s*")


def _authors(page: Context, known: Sequence[Mention]) -> Iterator[Span]:
    """Bylines: a short last line of names, or names behind the last full stop of the text."""
    lines = list(page.paragraphs)
    for back, paragraph in enumerate(reversed(lines)):
        if back >= 6:
            return
        body = page.text[paragraph.start : paragraph.end]
        spans = _byline(page, paragraph.start, paragraph.end)
        if spans and len(lines) > 1:
            yield from spans
            return
        if len(body) < 60 and not body.endswith("."):
            continue
        stop = max(
            body.rfind(". "), body.rfind("… "), body.rfind("? "), body.rfind("” "), body.rfind("! "), body.rfind(".” ")
        )
        if stop > 0 and len(body) - stop < 60:
            start = paragraph.start + stop + 1
            while page.text[start] in '” .…"':
                start += 1
            spans = _byline(page, start, paragraph.end)
            if spans:
                yield from spans
                return
        if len(body) > 300 and back > 0:
            return


def _byline(page: Context, start: int, end: int) -> list[Span]:
    text = page.text[start:end]
    if len(text) > 120 or not text.strip():
        return []
    at = 0
    lead = _BYLINE_LEAD.match(fold(text))
    if lead is not None:
        at = lead.end()
    spans: list[Span] = []
    while True:
        part = _BYLINE_PART.match(text, at)
        if part is None or not _personal(page, start + part.start(), start + part.end()):
            return [] if not spans or text[at:].strip() else spans
        spans.append(Span(start + part.start(), start + part.end()))
        at = part.end()
        if _BYLINE_TAIL.fullmatch(fold(text[at:])):
            return spans
        joint = _JOINT.match(text, at)
        if joint is None:
            return []
        at = joint.end()


def _personal(page: Context, start: int, end: int) -> bool:
    """Could these capitalised words be somebody's name or pen name (no body, place, office or heading)?"""
    folded = page.folded[start:end]
    if bodies.at(page, start, end) is not None or offices.at(page, start, end, {}) is not None:
        return False
    if folded in lexicon.words("places") or folded in lexicon.words("historical"):
        return False
    name = names.addressed(page, start)
    return (name is not None and name.strong) or not any(word in _stops() for word in folded.split())


# ---------------------------------------------------------------- assembling


def find(page: Context) -> Iterator[Person]:
    """Yield each person once, in order of first naming, with all evidence.

    >>> from phoihop.reading.segment import context
    >>> one, two = find(context("Dự hội nghị có Đại tá Lê Văn An, Phó Giám đốc Công an tỉnh; bà Trần Thị Bé, Bí thư."))
    >>> one.rank, one.positions, two.name, two.roles
    ('Đại tá', ('Phó Giám đốc Công an tỉnh',), 'Trần Thị Bé', ('attends',))
    """
    full = mentions(page)
    authors = list(_authors(page, full))
    author_starts = {span.start for span in authors}
    full = [mention for mention in full if mention.name.start not in author_starts]
    groups: dict[str, list[Mention]] = {}
    for mention in full:
        key = _key(page, mention.name)
        groups.setdefault(key, []).append(mention)
    groups = _joined_groups(groups)
    named: dict[str, list[str]] = {}
    for key, group in groups.items():
        words = page.text[group[0].name.start : group[0].name.end].split()
        for size in (1, 2):
            if len(words) > size:
                named.setdefault(" ".join(words[-size:]), []).append(key)
    short = _short_mentions(page, full, named)
    for mention, key in short:
        groups[key].append(mention)
    everyone = sorted(
        (mention for group in groups.values() for mention in group), key=lambda mention: mention.name.start
    )
    _assign_roles(page, everyone)
    _by_office(page, groups)
    people: list[Person] = []
    for group in groups.values():
        person = _person(page, group)
        if person is not None:
            people.append(person)
    for author in authors:
        people.append(Person(name=_printed(page, author), roles=("author",), evidence=(author,), confidence=0.93))
    yield from sorted(people, key=lambda person: person.evidence[0])


def _key(page: Context, span: Span) -> str:
    return " ".join(page.folded[span.start : span.end].split())


def _printed(page: Context, span: Span) -> str:
    return " ".join(page.text[span.start : span.end].split())


def _joined_groups(groups: dict[str, list[Mention]]) -> dict[str, list[Mention]]:
    """Shorter forms of one name (``Bảo Khánh`` of ``Trần Bùi Bảo Khánh``) join the full one."""
    joined: dict[str, list[Mention]] = {}
    for key, group in groups.items():
        longer = [other for other in groups if other != key and other.endswith(" " + key)]
        if len(longer) == 1:
            joined.setdefault(longer[0], []).extend(group)
        else:
            joined.setdefault(key, []).extend(group)
    return {key: sorted(group, key=lambda mention: mention.name.start) for key, group in joined.items()}


_OFFICE_ALONE = re.compile(r"(?:^|[,;.“”]\s*|\b(?:đồng chí|ông|bà)\s+)$")


def _by_office(page: Context, groups: dict[str, list[Mention]]) -> None:
    """``Thủ tướng nhấn mạnh``: an office without a name speaks for the one person of the text who holds it."""
    holders: dict[str, set[str]] = {}
    for key, group in groups.items():
        for mention in group:
            for span in mention.offices:
                words = page.folded[span.start : span.end].split()
                for size in {len(words), *range(2, len(words))}:
                    holders.setdefault(" ".join(words[:size]), set()).add(key)
    head, _, _ = offices.grammar()
    covered = sorted((mention.start, mention.end) for group in groups.values() for mention in group)
    for sentence in page.sentences:
        lead = re.match(
            r"(?:(?:đồng thời|tại hội nghị|tiếp đó|bên cạnh đó|cũng tại hội nghị|theo đó|"
            r"do đó)\s*,?\s*)?(?:đồng chí\s+|ông\s+|bà\s+)?",
            page.folded[sentence.start : sentence.start + 60],
        )
        at = sentence.start + (lead.end() if lead is not None else 0)
        if any(start <= at < end for start, end in covered) or not head.match(page.folded, at):
            continue
        alone = offices.at(page, at, sentence.end, {})
        if alone is None:
            continue
        owners = holders.get(" ".join(page.folded[alone.start : alone.end].split()), set())
        if len(owners) != 1:
            continue
        verb = re.match(rf"\s*,?\s*{_ADVERBS}", page.folded[alone.end : sentence.end])
        if verb is not None and _speech().match(page.folded, alone.end + verb.end()):
            owner = groups[next(iter(owners))]
            owner[0].roles.add("speaks")


def _person(page: Context, group: list[Mention]) -> Person | None:
    ranks = [_printed(page, mention.rank) for mention in group if mention.rank is not None]
    positions = _positions([_office(page, span) for mention in group for span in mention.offices])
    roles = set().union(*(mention.roles for mention in group))
    winner = any(mention.winner for mention in group)
    strong = [mention for mention in group if not mention.short]
    if not (ranks or positions or roles or winner):
        return None
    name = max((_printed(page, mention.name) for mention in strong), key=lambda text: (len(text), text != text.upper()))
    spans = tuple(sorted({mention.name for mention in group}))
    if len(name.split()) < 2:
        return None
    confidence = 0.97 if (ranks or positions) and roles else 0.92 if ranks or positions else 0.8 if roles else 0.75
    return Person(
        name=name,
        rank=ranks[0][0].upper() + ranks[0][1:] if ranks else None,
        positions=positions,
        roles=tuple(
            role for role in ("attends", "chairs", "speaks", "presents_award", "signs", "author") if role in roles
        ),
        evidence=spans,
        confidence=confidence,
    )


def _office(page: Context, span: Span) -> str:
    return offices.printed(page, span)


def _positions(printed: list[str]) -> tuple[str, ...]:
    """Each office once, in its fullest form."""
    kept: list[str] = []
    for office in printed:
        for index, other in enumerate(kept):
            if _same_office(office, other):
                if len(_spoken(office)) > len(_spoken(other)):
                    kept[index] = office
                break
        else:
            kept.append(office)
    return tuple(kept)


def _spoken(office: str) -> list[str]:
    plain = fold(office)
    for short, long in lexicon.abbreviations().items():
        if short.isupper() and len(short) > 2 and short.lower() in plain:
            plain = re.sub(rf"(?<!\w){re.escape(short.lower())}(?!\w)", fold(long), plain)
    return re.findall(r"\w+", plain)


def _same_office(first: str, second: str) -> bool:
    left, right = _spoken(first), _spoken(second)
    shorter, longer = sorted((left, right), key=len)
    if shorter == longer[: len(shorter)]:
        return True
    if left[:2] != right[:2]:
        return False
    return set(shorter) <= set(longer)

"""Where persons are named: the name with the rank and the offices around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from phoihop.reading import lexicon
from phoihop.reading.finders import bodies, names, offices
from phoihop.reading.lexicon.phrases import Phrases
from phoihop.reading.normalise import UPPER
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context, Sentence
from phoihop.reading.values import Span

__all__ = ["Mention", "ending", "find", "short_mentions", "stops"]


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
    pictured: bool = False


_LEFT = 220
_OUTSIDE = regex(
    r"(?:tài\s+xế|lái\s+xe|bị\s+cáo|bị\s+can|đối\s+tượng|nghi\s+phạm|nghi\s+can|hung\s+thủ|nạn\s+nhân|liệt\s+sĩ|"
    r"liệt\s+sỹ|cố\s+(?:tổng|chủ|nhạc|nhà|giáo|nghệ)[^,.;]{0,20}|"
    r"vua|chúa|danh\s+nhân|kẻ|tội\s+phạm|bệnh\s+nhân|thi\s+sĩ|nhà\s+thơ|đại\s+thi\s+hào|phạm\s+nhân|can\s+phạm|"
    r"bắt\s+giữ|khởi\s+tố|người\s+chết|thủ\s+phạm|cháu\s+bé)\s*:?\s*$"
)
_SEPARATOR = regex(r"\s*(?:,|[-–—]|\(|:)\s*|\s+(?:là|hiện\s+là|nguyên\s+là|giữ\s+chức(?:\s+vụ)?|kiêm)\s+(?=\w)")
_CHAIN = regex(
    r"\s*(?:,\s*(?:đồng\s+thời\s+là\s+|kiêm\s+|và\s+)?|\s+kiêm\s+|\s+[-–]\s+|\s+và\s+|"
    r";\s+)(?:là\s+)?"
)
_PLURAL = regex(r"(?:các|hai|ba|bốn|những|02|03|04)\s+(?:đồng\s+chí\s+|ông\s+|bà\s+|đ/c\s+|vị\s+)?$")


_SOCIETY = regex(r"(?<!\w)(?:hội|đoàn|câu\s+lạc\s+bộ|clb|giải)\s+$")
"""Before a title, it is part of a name: ``Hội Nhà báo Việt Nam``, ``Đoàn Luật sư Hà Nội``."""


def find(page: Context) -> list[Mention]:
    """Every place where a person is named, with rank and offices around the name, in reading order."""
    people = {name.start: name.end for name in names.find(page)}
    head, rank, title = offices.grammar()
    starts = dict(people)
    for match in (*rank.finditer(page.folded), *title.finditer(page.folded)):
        if _SOCIETY.search(page.folded, max(0, match.start() - 14), match.start()):
            continue
        at = match.end()
        while at < len(page.text) and page.text[at] in " .":
            at += 1
        if at in starts or at >= len(page.text) or not page.text[at].isupper() or head.match(page.folded, at):
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
        if shared is not None:
            for further in _listed(page, mention, sentence.end, starts):
                further.offices.append(shared[0])
                found.append(further)
                floor = further.end
    return found


_NEXT_NAME = regex(r"\s*(?:,|và)\s+(?=[^\W\d_a-zà-ỹđ])")


def _listed(page: Context, mention: Mention, stop: int, people: dict[int, int]) -> Iterator[Mention]:
    """Names of rarer families that go on with a list under one office (``các Phó Chủ tịch: A, Y Thông Niê``)."""
    at = mention.end
    while (joint := _NEXT_NAME.match(page.text, at, stop)) is not None and joint.end() not in people:
        name = names.addressed(page, joint.end())
        if name is None or " " not in page.text[name.start : name.end] or _a_body(page, name, people):
            return
        if offices.at(page, name.start, stop, people) is not None or page.text[name.end : name.end + 1] not in (
            ",",
            ";",
            ".",
            " ",
        ):
            return
        yield Mention(name.start, name.end, Span(name.start, name.end))
        at = name.end


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
        while gap > left and folded[gap - 1] in (" ," if mention.addressed else " "):
            gap -= 1
        word = ending(rank, folded, left, gap)
        if word is not None and mention.rank is None:
            mention.rank = word
            at = word.start
            continue
        word = ending(title, folded, left, gap)
        if word is not None:
            mention.addressed = True
            at = word.start
            continue
        break
    if _OUTSIDE.search(folded, max(floor, at - 40), at):
        mention.excluded = not mention.rank
    if _INITIAL.match(page.text, name.end - 2):
        mention.excluded = True
    _offices_before(page, mention, at, left, people)
    _offices_behind(page, mention, stop, people)
    mention.start = min(mention.start, at)
    return mention


_INITIAL = regex(r"\s[B-DF-HJ-NP-TV-XZĐ]\.")


def ending(phrases: Phrases, folded: str, left: int, end: int) -> Span | None:
    """The phrase that ends at an offset (a full stop behind it allowed), the longest."""
    if end > left and folded[end - 1] == ".":
        end -= 1
    hit = phrases.ending(folded, left, end)
    return Span(hit.start(), hit.end()) if hit is not None else None


_DELEGATES = regex(r"thừa\s+(?:ủy\s+quyền|ủy\s+nhiệm|lệnh)\s+(?:của\s+)?$")


def _offices_before(page: Context, mention: Mention, at: int, left: int, people: dict[int, int]) -> None:
    """A chain of offices that runs right up to the name: the earliest head from which the chain parses."""
    head, _, _ = offices.grammar()
    heads = [
        match.start()
        for match in head.finditer(page.folded, left, at)
        if not _DELEGATES.search(page.folded, max(left, match.start() - 24), match.start())
    ]
    for start in heads:
        spans: list[Span] = []
        here = start
        while True:
            span = offices.at(page, here, at, people)
            if span is None:
                break
            spans.append(span)
            gap = page.folded[span.end : at]
            if (
                not gap.strip(" ")
                or _adjacent(gap)
                or (mention.rank is not None and gap.strip() in ("-", "–"))
                or (mention.rank is not None and gap.strip() == ",")
            ):
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
    verbs = stops()
    return not any(word in verbs for word in words)


@cache
def stops() -> frozenset[str]:
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
    before_name = len(mention.offices)
    reach = mention.end
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
        if span is not None and _belongs_to_next(page, span, people):
            if before_name:  # "office A name A, office B, office B name B": the whole chain is the next person's
                del mention.offices[before_name:]
                mention.end = reach
            return
        if span is None:
            return
        if " và " in link.group() and not _same_holder(page, span, stop):
            return
        span = _to_comma(page, span, stop)
        mention.offices.append(span)
        mention.end = span.end
        here = span.end
        if page.text[here : here + 1] == ")":
            here += 1
            mention.end = here
        here = _past_office(page, mention, here, stop, people)
        first = False


_PAST = regex(r"\s*\((?=nguyên\s|kiêm\s|hiện\s|trước\s+là\s)")


def _past_office(page: Context, mention: Mention, here: int, stop: int, people: dict[int, int]) -> int:
    """``…, Phó Chủ tịch UBND huyện (nguyên Hạt trưởng Hạt Kiểm lâm)``: the office in brackets; where it ends."""
    opened = _PAST.match(page.folded, here, stop)
    span = offices.at(page, opened.end(), stop, people) if opened is not None else None
    if span is None or page.text[span.end : span.end + 1] != ")":
        return here
    mention.offices.append(span)
    mention.end = span.end + 1
    return mention.end


_FEW_WORDS = regex(r"(?:\s+[^\W\d_]+){1,5}(?=\s*[,;.)])")


def _to_comma(page: Context, span: Span, stop: int) -> Span:
    """An office goes on over a few words that end at a comma, where none of them is a verb."""
    rest = _FEW_WORDS.match(page.folded, span.end, stop)
    if rest is None or any(word in stops() for word in rest.group().split()) or span.end - span.start < 8:
        return span
    return Span(span.start, rest.end())


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
    bare = before.rstrip()
    if bare.endswith(":"):
        base, colon = mention.start - len(before), len(bare) - 1
        plural = None
        for match in head.finditer(page.folded, base, mention.start):
            if _PLURAL.search(page.folded, max(sentence.start, match.start() - 24), match.start()):
                plural = match
        if plural is not None:
            span = offices.at(page, plural.start(), base + colon, people)
            if span is not None and not page.text[span.end : base + colon].strip():
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


_GIVEN = regex(rf"[{UPPER}](?<!\w.)[^\W\d_]{{0,6}}(?: [{UPPER}][^\W\d_]{{0,6}})?(?!\w)")


def short_mentions(page: Context, full: list[Mention], named: dict[str, list[str]]) -> list[tuple[Mention, str]]:
    """``bà Yến``, ``tướng Cường``, ``Bảo Khánh``: a given name that ends one full name of the text."""
    found: list[tuple[Mention, str]] = []
    _, rank, title = offices.grammar()
    taken = {offset for mention in full for offset in range(mention.name.start, mention.name.end)}
    if not named:
        return found
    for match in _GIVEN.finditer(page.text):
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
        word = ending(title, page.folded, left, before) or ending(rank, page.folded, left, before)
        if word is None and " " not in given:
            continue
        mention = Mention(word.start if word else match.start(), end, Span(match.start(), end), short=True)
        found.append((mention, owners[0]))
    return found

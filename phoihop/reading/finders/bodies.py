"""Names of bodies (cơ quan, tổ chức): where they begin, and above all how far they go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from phoihop.reading import lexicon
from phoihop.reading.finders import names
from phoihop.reading.lexicon.phrases import Hit, Phrases
from phoihop.reading.normalise import UPPER
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context
from phoihop.reading.values import Span

__all__ = ["at", "extend", "find", "printed"]


@cache
def _grammar() -> tuple[Heads, re.Pattern[str], Phrases, frozenset[str], Phrases]:
    abbreviations: list[str] = []
    heads: list[str] = []
    for line in lexicon.lines("body_heads"):
        if line.startswith("abbr:"):
            abbreviations += line.removeprefix("abbr:").split()
        else:
            heads.append(line)
    small: list[str] = []
    inner: list[str] = []
    for line in lexicon.lines("body_words"):
        (small if line.startswith("lower:") else inner).append(line.removeprefix("lower:").strip())
    stops = frozenset(" ".join(lexicon.lines("stops")).split())
    short = "|".join(sorted(set(abbreviations), key=lambda a: (-len(a), a)))
    return (
        Heads(heads),
        regex(rf"(?<![\w/\-])(?:{short})(?![\w])"),
        Phrases([*inner, *heads, *small]),
        stops,
        Phrases(small),
    )


class Heads(Phrases):
    """Heads of bodies, less the words that only look like one (``trụ sở``, ``hội nghị``)."""

    def _at(self, text: str, word: str, start: int, end: int) -> Hit | None:
        if text.endswith(_NOT_BEHIND, max(0, start - 7), start):
            return None
        hit = super()._at(text, word, start, end)
        return None if hit is None or _NO_HEAD.match(text, hit.end()) else hit


_NOT_BEHIND = ("trụ ", "lễ ", "đại ", "xã ", "trưởng ")
_NO_HEAD = regex(
    r"\s+(?:nghị|thảo|thi|trường|viên|đàm|chợ|phí|kết|thể|trưởng|hành|đầu|máy|cáo|chí|hợp|án|việc|học|"
    r"mừng|nhập|tụ|phó)(?!\w)"
)
_PARENTHESES = regex(r"\s?\(([^()]{2,24})\)")
_PLACE_BEHIND = regex(r"\s(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường)(?!\w)")
_QUOTED = regex(r"[“\"][^“”\"\n]{3,160}[”\"]")
_QUOTES_NAME = regex(
    r"(?:quỹ|phong\s+trào|cuộc\s+vận\s+động|chương\s+trình|cuộc\s+thi|câu\s+lạc\s+bộ|đề\s+án|tháng\s+hành\s+động)$"
)
_WORD = regex(r"[^\W_]+(?:(?:[&.'’]|-(?=[A-ZĐ]{2}|[a-zđà-ỹ]))[^\W_]+)*")
_PLACE_DOT = regex(r"(?:TP|Tp|TX|TT|Q|P|H|T\.Ư|T\.P)\.?(?=\s?[\dA-ZĐÀ-Ỹ])")
_NUMBERED = regex(r"\d{1,4}(?![\d/%]|[.,]\d|\s*(?:người|đồng|năm|tháng|tập|cá|mô|buổi))")
_TAKES_NUMBER = regex(
    r"(?:quận|phường|q|p|khu|tổ|đội|số|bcđ|ban chỉ đạo|quân khu|sư đoàn|lữ đoàn|trung đoàn|tiểu đoàn|cục|"
    r"vùng|đoàn|chi hội|khu phố|thôn|ấp|xóm|khóm|khối|tổ dân phố|"
    r"binh đoàn|quân đoàn|trạm|đồn)\.?\s*$"
)
_JOINS = regex(r"\s*(?:,\s|và\s|&\s)\s*|\s+[-–]\s+|[-–]")
_JOINED_HEADS = regex(
    r"(?:bộ|sở|phòng|ban|ủy ban|cục|vụ|tổng cục|viện|trung tâm|học viện|trường|đại học|công ty|ngân hàng|"
    r"hiệp hội|hội)\b"
)
_COUNTRY = regex(r"việt nam|lào|campuchia|cam-pu-chia|trung quốc|thái lan|cuba|liên bang nga|nhật bản|hàn quốc")
_TASKED = regex(r"ban (?:chỉ đạo|vận động|quản lý|công tác)")
_TASK = regex(
    r" (?!(?:đã|đang|sẽ|vừa|giao|đề|yêu|phải|cần|có|phối|tổ|công|trao|tặng|họp|ban|chỉ|khen|"
    r"quyết|thống|báo|nêu|đánh|"
    r"kêu|mời|gửi|cho)\s)"
    r"[^\W\d_A-Z]+(?: [^\W\d_A-Z]+){1,7}? (?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|đặc khu|trung ương|quốc gia)"
    r"(?= (?:đã|vừa|tổ chức|phối hợp|cùng|và|ban hành|họp|chủ trì|triển khai|tặng|trao|mở)(?!\w))"
)
_LINK = regex(
    r"(?:của|thuộc|trực thuộc)\s+(?=(?:Quốc hội|Chính phủ|HĐND|Hội đồng|Trung ương|Đảng|UBND|Sở|Bộ|"
    r"Tổng cục|Công an|Ủy ban|Tỉnh|Thành|Đoàn))",
    0,
)


def extend(page: Context, at: int, stop: int, *, head: str = "", people: dict[int, int] | None = None) -> int:
    """How far the name of a body goes on from an offset inside it; ``stop`` is never passed.

    A name goes on over capitalised words, known words of body names, and place names; it ends before a verb, a
    person's name (``people``: start to end) or punctuation that no known name contains.
    """
    _, _, inner, stops, small = _grammar()
    text, folded = page.text, page.folded
    people = people or {}
    task = _TASK.match(folded, at) if _TASKED.fullmatch(head) else None
    if task is not None and task.end() <= stop and text[at : task.end()].islower():
        at = task.end()
    end = at
    pending = at
    loose = 2  # 1: right behind one unknown capitalised word, which one unknown small syllable may complete
    while True:
        here = pending
        while here < stop and text[here] == " ":
            here += 1
        if here >= stop or here in people:
            break
        char = text[here]
        if char in '“"' and end > at and (quoted := _QUOTED.match(text, here)) is not None and quoted.end() <= stop:
            if not _QUOTES_NAME.search(folded, max(at - 20, 0), end):
                break
            end = pending = quoted.end()
            continue
        if char == "(":
            bracket = _PARENTHESES.match(text, pending)
            if bracket is not None and _COUNTRY.fullmatch(folded, bracket.start(1), bracket.end(1)):
                return bracket.end()
            if bracket is None or not _abbreviation(bracket.group(1)):
                break
            pending = bracket.end()
            rest = text[pending : pending + 2].lstrip()
            if not rest or not (rest[0].isupper() or _PLACE_BEHIND.match(folded, pending)):
                break
            continue
        if here > pending or here == at or pending > end:
            known = inner.match(folded, here) if char.isupper() else small.match(folded, here)
            if known is not None and known.end() <= stop and not _person_inside(people, here, known.end()):
                loose = 0
                end = pending = known.end()
                continue
            dotted = _PLACE_DOT.match(text, here)
            if dotted is not None:
                end = pending = dotted.end()
                if text[end : end + 1] not in (" ", "") and text[end].isalnum():
                    word = _WORD.match(text, end)
                    if word is not None:
                        end = pending = word.end()
                continue
            if char.isdigit():
                number = _NUMBERED.match(folded, here)
                if number is None or not _TAKES_NUMBER.search(folded, max(at - 30, 0), here):
                    break
                end = pending = number.end()
                continue
            word = _WORD.match(text, here)
            if word is None:
                join = None
            elif char.isupper():
                end = pending = word.end()
                loose = 1 if loose == 0 and word.group().istitle() else 2
                continue
            else:
                if folded[word.start() : word.end()] in stops or loose != 1:
                    join = _LINK.match(text, here)
                    if join is None:
                        joined = _joined(page, end, stop, head, people)
                        if joined is None:
                            break
                        end = pending = joined
                        continue
                    pending = join.end()
                    continue
                end = pending = word.end()
                loose = 2
                continue
        joined = _joined(page, end, stop, head, people)
        if joined is None:
            break
        end = pending = joined
    return end


def _abbreviation(word: str) -> bool:
    first = word.split()[0]
    return sum(char.isupper() for char in first) > 1


def _person_inside(people: dict[int, int], start: int, end: int) -> bool:
    return any(offset in people for offset in range(start + 1, end))


def _joined(page: Context, end: int, stop: int, head: str, people: dict[int, int]) -> int | None:
    """The end of the word that a conjunction, comma or dash joins to the name, where it still belongs to it."""
    join = _JOINS.match(page.text, end)
    if join is None or join.end() >= stop or join.end() in people:
        return None
    here = join.end()
    if not page.text[here].isupper():
        return None
    dash = join.group().strip() in ("-", "–")
    if dash:
        place = _place_with_dash(page, end, here)
        if place is not None:
            return place
        return None
    if not head or not _JOINED_HEADS.match(head):
        return None
    if "," in join.group():
        listed = _LISTED_FIELDS.match(page.text, here, stop)
        if listed is None or _office(page, here) or any(here <= offset < listed.end() for offset in people):
            return None
        if any(at(page, start, stop, people) is not None for start in (here, listed.end())):
            return None
        word = _WORD.match(page.text, listed.end())
        further = _WORD.match(page.text, word.end() + 1) if word is not None else None
        if word is None or further is None or page.text[word.end()] != " " or not further.group().islower():
            return listed.end() if word is None else word.end()
        _, _, _, stops, _ = _grammar()
        return word.end() if further.group() in stops else further.end()
    heads, abbreviations, inner, _, _ = _grammar()
    if heads.match(page.folded, here) or abbreviations.match(page.text, here) or _office(page, here):
        longest = inner.match(page.folded, here)
        if longest is None or heads.fullmatch(page.folded, here, longest.end()):
            return None
    known = inner.match(page.folded, here)
    if known is not None:
        return known.end()
    short = _WORD.match(page.text, here)
    before = page.text[max(0, end - 12) : end].rsplit(" ", 1)[-1]
    if join.group().strip() == "và" and short is not None and short.group().isupper() and before.isupper():
        return short.end() if len(before) > 2 and len(short.group()) > 2 else None  # "Cảnh sát PCCC và CNCH"
    return None


_LISTED_FIELDS = regex(rf"(?P<field>[{UPPER}][^\W\d_]*(?: (?![{UPPER}])[^\W\d_]+){{0,2}}) và (?=[{UPPER}][^\W\d_]* )")
_DASHED_PLACES = regex(
    r"(?:thừa thiên|bà rịa|phan rang|hà nội|sài gòn)\s*[-–]\s*(?:huế|vũng tàu|tháp chàm|amsterdam|hà nội|chợ lớn)"
)


def _place_with_dash(page: Context, end: int, here: int) -> int | None:
    for size in (10, 8, 9, 6, 7):
        start = end - size
        if (
            start >= 0
            and (match := _DASHED_PLACES.match(page.folded, start)) is not None
            and match.start() < end < match.end()
        ):
            return match.end()
    return None


_OFFICE_WORD = regex(
    r"(?:đồng chí|phó|chủ tịch|trưởng|giám đốc|bí thư|thứ trưởng|bộ trưởng|đại tá|thượng tá|trung tá|"
    r"thiếu tá|đại tướng|"
    r"thượng tướng|trung tướng|thiếu tướng|ông|bà|ủy viên)\b"
)


def _office(page: Context, at: int) -> bool:
    return _OFFICE_WORD.match(page.folded, at) is not None


def at(page: Context, start: int, stop: int, people: dict[int, int] | None = None) -> Span | None:
    """The body whose name begins at an offset, if one does.

    >>> from phoihop.reading.segment import context
    >>> text = "Sở Giáo dục và Đào tạo tỉnh Hà Tĩnh và Công an tỉnh phối hợp"
    >>> text[slice(*at(context(text), 0, len(text)))]
    'Sở Giáo dục và Đào tạo tỉnh Hà Tĩnh'
    """
    heads, abbreviations, _, _, _ = _grammar()
    match: re.Match[str] | Hit | None = abbreviations.match(page.text, start)
    if match is None:
        match = heads.match(page.folded, start)
        if match is None or match.end() > stop:
            return None
        if not page.text[start].isupper() and not _small_head(page, match):
            return None
    end = extend(page, match.end(), stop, head=page.folded[start : match.end()], people=people)
    if end == match.end() and " " not in match.group() and match.group().islower() is False and len(match.group()) < 3:
        return None
    return Span(start, end)


_SMALL_HEADS = frozenset(["bộ", "sở", "phòng", "cục", "hội", "đoàn", "ban", "trường"]) | {
    "công an",
    "chi cục",
    "công đoàn",
    "trung tâm",
    "huyện ủy",
    "tỉnh ủy",
}
_ALONE = frozenset(
    [
        "ban",
        "bộ",
        "sở",
        "hội",
        "đoàn",
        "phòng",
        "cục",
        "vụ",
        "viện",
        "trường",
        "quỹ",
        "đội",
        "đài",
        "báo",
        "trạm",
        "đồn",
        "ủy",
        "hội",
        "đồng",
        "cơ",
        "quan",
        "tổ",
        "chức",
        "công",
        "ty",
    ]
)


def _small_head(page: Context, match: re.Match[str] | Hit) -> bool:
    """A head printed small opens a body where a capital follows it, or in ``công an tỉnh`` and the like."""
    behind = page.text[match.end() : match.end() + 2]
    if len(behind) == 2 and behind[0] == " " and behind[1].isupper():
        return match.group() in _SMALL_HEADS
    return match.group() == "công an" and page.folded.startswith((" tỉnh", " huyện", " thành phố", " xã"), match.end())


def find(page: Context, start: int, stop: int, people: dict[int, int] | None = None) -> Iterator[Span]:
    """Yield the bodies named in a stretch of the text, in reading order, none inside another."""
    heads, abbreviations, _, _, _ = _grammar()
    here = start
    first, second = heads.search(page.folded, here, stop), abbreviations.search(page.text, here, stop)
    while first or second:
        begin = min(match.start() for match in (first, second) if match is not None)
        span = at(page, begin, stop, people)
        if span is not None and (span.end - span.start > 3) and page.folded[span.start : span.end] not in _ALONE:
            yield span
            here = span.end
        else:
            here = begin + 1
        if first and first.start() < here:
            first = heads.search(page.folded, here, stop)
        if second and second.start() < here:
            second = abbreviations.search(page.text, here, stop)


def printed(page: Context, span: Span) -> str:
    """The name as printed, less an abbreviation in parentheses.

    >>> from phoihop.reading.segment import context
    >>> page = context("Ủy ban Trung ương Mặt trận Tổ quốc (MTTQ) Việt Nam họp")
    >>> printed(page, at(page, 0, 54))
    'Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam'
    """
    body = _PARENTHESES.sub(lambda m: "" if _abbreviation(m.group(1)) else m.group(), page.text[span.start : span.end])
    return " ".join(body.split())


def starts_of(page: Context) -> dict[int, int]:
    """Where persons' names stand, start to end, for ``extend`` to stop at; kept with the page."""
    if "name_starts" not in page.kept:
        page.kept["name_starts"] = {name.start: name.end for name in names.find(page)}
    starts: dict[int, int] = page.kept["name_starts"]
    return starts

"""Names of persons (họ tên), by family name and capital letters; who they are is for ``people`` to say."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from phoihop.reading import lexicon
from phoihop.reading.normalise import UPPER, fold
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context

__all__ = ["Name", "addressed", "find"]


class Name(NamedTuple):
    """One printed name; ``strong`` where it opens with a common family name."""

    start: int
    end: int
    strong: bool


_REST = r"[^\W\d_]{0,7}(?:['’]\s?[^\W\d_]{1,8})?"
_SYLLABLE = rf"[{UPPER}]{_REST}"
_RUN = regex(rf"[{UPPER}](?<![\w&./].){_REST}(?:[ ]{{1,2}}{_SYLLABLE}){{0,11}}(?![\w&/]|\.[{UPPER}])")
_TOKEN = regex(_SYLLABLE)
_PLACE_BEFORE = regex(
    r"(?:(?:huyện|thị|quận)\s+ủy|huyện|quận|xã|phường|thị\s+trấn|thị\s+xã|phố|đường|ấp|thôn|bản|khu|khóm|buôn|"
    r"làng|đảo|cầu|sông|hồ|núi|chợ|bến|ngã\s+tư|"
    r"ngã\s+ba|trường|thpt|thcs|tiểu\s+học|giải\s+thưởng|giải|mang\s+tên|học\s+bổng|quỹ|tiệm|quán|công\s+viên|"
    r"quảng\s+trường|nhà\s+thờ|xứ|giáo\s+họ|họ\s+đạo|"
    r"chùa|đền|đình|bệnh\s+viện|tư\s+tưởng|phong\s+cách|tncs|cộng\s+sản|thành\s+phố|tp\.?|tỉnh)\s+$"
)
_PLACE_ENDS = tuple(
    f"{end} "
    for end in (
        *("ủy", "huyện", "quận", "xã", "phường", "trấn", "phố", "đường", "ấp", "thôn", "bản", "khu", "khóm", "buôn"),
        *("làng", "đảo", "cầu", "sông", "hồ", "núi", "chợ", "bến", "tư", "ba", "trường", "thpt", "thcs", "học"),
        *("thưởng", "giải", "tên", "bổng", "quỹ", "tiệm", "quán", "viên", "thờ", "xứ", "họ", "đạo", "chùa", "đền"),
        *("đình", "viện", "tưởng", "cách", "tncs", "sản", "tp", "tp.", "tỉnh"),
    )
)
"""How words before a place end: most runs of capitals stand behind others."""
_STREET = regex(
    r"(?:(?<!thành )phố|đường|cầu|sông|hồ|núi|chợ|trường|thpt|thcs|tiểu\s+học|giải\s+thưởng|giải|"
    r"mang\s+tên|học\s+bổng|quỹ|"
    r"tiệm|quán|công\s+viên|quảng\s+trường|tư\s+tưởng|phong\s+cách|tncs|cộng\s+sản|ngã\s+tư|khu|bệnh\s+viện)\s+$"
)
_CITY = regex(r"(?:tỉnh|thành\s+phố|tp\.?)\s+$")  # those are all known by name, so what follows is a person
_OF_UNION = regex(r"(?:trung\s+ương|tỉnh|thành|huyện|quận|t\.ư)\s+$")
_MIDDLES = frozenset(  # middle names that make a name of three syllables even behind a rare family name
    [
        "văn",
        "thị",
        "hữu",
        "đức",
        "công",
        "quốc",
        "minh",
        "xuân",
        "thanh",
        "ngọc",
        "thế",
        "đình",
        "quang",
        "trọng",
        "hồng",
        "anh",
        "bá",
        "duy",
        "hoàng",
        "mạnh",
        "tiến",
        "trung",
        "tuấn",
        "vĩnh",
        "việt",
        "viết",
        "như",
        "bích",
        "thu",
        "thúy",
        "hải",
        "hùng",
        "khắc",
        "huy",
        "nhật",
        "phước",
        "thành",
        "tấn",
        "thiện",
        "trí",
        "tường",
        "mai",
        "mỹ",
        "diệu",
        "lệ",
        "kim",
        "phương",
        "bảo",
        "gia",
        "khánh",
        "cẩm",
        "thùy",
        "hoài",
        "đăng",
        "tuyết",
        "đắc",
        "sỹ",
        "sĩ",
        "nguyên",
        "huyền",
    ]
)
_SCHOOLS = frozenset(["thcs", "thpt", "th", "thptdt", "tncs", "cs", "nxb", "bv", "csvn"])
_OPENS_OTHER = regex(
    r"(?:chủ\s+tịch|chủ\s+nhiệm|giám\s+đốc|bí\s+thư|phó\s+(?:chủ|giám|bí|trưởng|tổng|ban|thủ|cục|vụ|viện|phòng|"
    r"chánh|tư|chính|đội|đoàn|hiệu|văn|thống)|trưởng\s+\w|công\s+an|ủy\s+(?:viên|ban)|đại\s+(?:tá|tướng|úy|diện|"
    r"biểu)|"
    r"thượng\s+(?:tá|tướng|úy)|trung\s+(?:tá|tướng|úy|ương|tâm)|thiếu\s+(?:tá|tướng|úy)|phát\s+biểu|tham\s+(?:dự|"
    r"gia)|tại\s|trong\s|theo\s|"
    r"hội\s+(?:nghị|đồng|liên|nông|cựu|luật)|bộ\s+trưởng|thứ\s+trưởng|tổng\s+(?:giám|thư|biên|liên)|lãnh\s+đạo|"
    r"quang\s+cảnh|toàn\s+cảnh|"
    r"thanh\s+niên|sở\s|ban\s+(?:thường|chấp|dân|tuyên|tổ)|nguyên\s+(?:phó|chủ|giám|bí|trưởng|ủy|bộ|thứ|tổng|cán|"
    r"viện|hiệu|chính|tư|cục|vụ|chánh|lãnh|đại|thành)|cùng\s|ngày\s|sáng\s|chiều\s|hình\s+ảnh|đoàn\s+(?:thanh|"
    r"viên)|ảnh\s*:|cục\s|vụ\s|"
    r"đồng\s+chí|ông\s|bà\s|nhân\s+dịp|đây\s+là|sau\s|qua\s|hiện\s|trao\s|để\s|từ\s|khi\s|với\s|về\s)"
)
_SMALL_WORD = regex(r"(?:từ|qua|hiện|khi|về|sau|trao)\s")  # behind a form of address it is a family name
_MIDDLE = regex(rf"(?:văn|thị|công|hữu|đức|ngọc|minh|quang|xuân|thế|đình) {_SYLLABLE}(?: {_SYLLABLE})?")


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str]]:
    def printed(name: str) -> frozenset[str]:
        entries = [entry.split("'")[0] for entry in lexicon.lines(name)]
        return frozenset({entry.title() for entry in entries} | {entry.upper() for entry in entries})

    return printed("surnames"), printed("surnames_rare")


@cache
def _known() -> tuple[dict[str, tuple[tuple[str, ...], ...]], dict[str, tuple[tuple[str, ...], ...]]]:
    def by_first(name: str) -> dict[str, tuple[tuple[str, ...], ...]]:
        table: dict[str, list[tuple[str, ...]]] = {}
        for entry in lexicon.lines(name):
            if "-" not in entry:
                words = tuple(fold(entry).split())
                table.setdefault(words[0], []).append(words)
        return {first: tuple(sorted(entries, key=len, reverse=True)) for first, entries in table.items()}

    return by_first("places"), by_first("historical")


def _opens(table: dict[str, tuple[tuple[str, ...], ...]], words: list[str], at: int) -> int:
    """How many words of a known entry stand at a position."""
    for entry in table.get(words[at], ()):
        if tuple(words[at : at + len(entry)]) == entry:
            return len(entry)
    return 0


def find(page: Context) -> Iterator[Name]:
    """Yield names in reading order; photo credits, places, streets and persons of history are left alone.

    >>> from phoihop.reading.segment import context
    >>> page = context("Giám đốc Công an tỉnh Hà Tĩnh Nguyễn Hồng Phong và Đại tướng Tô Lâm dự; đường Lê Duẩn.")
    >>> [page.text[n.start:n.end] for n in find(page)]
    ['Nguyễn Hồng Phong', 'Tô Lâm']
    """
    if "names" not in page.kept:
        page.kept["names"] = tuple(_find(page))
    found: tuple[Name, ...] = page.kept["names"]
    return iter(found)


_COMMA_DAY = regex(r",\s+ngày\s")
_DATELINE = regex(r"(?:^|(?<=\n))(?P<place>[^\W\d_]+ [^\W\d_]+),\s+ngày\s+(?:\d|\.|…)")


_folded = lru_cache(maxsize=8192)(fold)  # the words of names come again and again


def _find(page: Context) -> Iterator[Name]:
    common, rare = _surnames()
    places, historical = _known()
    lines = _DATELINE.finditer(page.folded) if _COMMA_DAY.search(page.folded) else ()
    datelines = {" ".join(line["place"].split()) for line in lines}
    credit_spans = iter(page.credits)
    credit = next(credit_spans, None)
    for run in _RUN.finditer(page.text):
        while credit is not None and credit.end <= run.start():
            credit = next(credit_spans, None)
        if credit is not None and credit.start <= run.start() < credit.end:
            continue
        plain = run.group().split()
        if common.isdisjoint(plain) and rare.isdisjoint(plain):
            continue
        tokens = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(run.group())]
        printed = [token[0] for token in tokens]
        if not any(token in common or token in rare for token in printed):
            continue
        words = [_folded(token) for token in printed]
        at = 0
        after_place = (
            page.folded[max(0, run.start() - 9) : run.start()].endswith(_PLACE_ENDS)
            and _PLACE_BEFORE.search(page.folded, max(0, run.start() - 24), run.start()) is not None
        )
        after_street = after_place and _STREET.search(page.folded, max(0, run.start() - 24), run.start()) is not None
        after_city = after_place and _CITY.search(page.folded, max(0, run.start() - 12), run.start()) is not None
        while at < len(tokens):
            skipped = _opens(places, words, at)
            behind = at + skipped
            if skipped and (
                behind == len(tokens) or after_place or (printed[behind] in common and behind + 1 < len(tokens))
            ):
                at = behind
                continue
            middled = (
                printed[at] in rare
                and words[at] not in ("ông", "a", "y")
                and len(tokens) - at > 2
                and words[at + 1] in _MIDDLES
            )
            if (
                (printed[at] not in common and not middled)
                or (after_place and 0 < at < 2)
                or (at and words[at - 1] in _SCHOOLS)
            ):
                at = _name_end(page, run.start(), tokens, at) if at and words[at - 1] in _SCHOOLS else at + 1
                continue
            if (
                words[at] == "đoàn"
                and at + 3 < len(tokens)
                and printed[at + 1] in common
                and _OF_UNION.search(page.folded, max(0, run.start() + tokens[at][1] - 16), run.start() + tokens[at][1])
            ):
                at += 1
            end = _name_end(page, run.start(), tokens, at)
            length = end - at
            if length == 2 and " ".join(words[at:end]) in datelines:
                at = end
                continue
            if length == _opens(historical, words, at) or (at == 0 and after_street):
                at = end
                continue
            later = _later_surname(printed, at, end, common)
            if at == 0 and after_place and ((length == 2 and not after_city) or later):
                at = later or end
            elif 2 <= length <= 5:
                yield Name(run.start() + tokens[at][1], run.start() + tokens[end - 1][2], True)
                at = end
            elif length > 5:
                at = _later_surname(printed, at, end, common) or end
            else:
                at += 1


def _later_surname(printed: list[str], at: int, end: int, common: frozenset[str]) -> int | None:
    """Where a name may begin behind a place of two syllables or more that itself opens like a name."""
    for index in range(at + 2, end - 1):
        if printed[index] in common:
            return index
    return None


def _name_end(page: Context, base: int, tokens: list[tuple[str, int, int]], at: int) -> int:
    upper = tokens[at][0].isupper() and len(tokens[at][0]) > 1
    end = at + 1
    while end < len(tokens):
        token, start, _ = tokens[end]
        if upper != (token.isupper() and len(token) > 1) and not (len(token) == 1 or (token.istitle() and not upper)):
            break
        if not upper and len(token) > 1 and token.isupper():
            break
        if end - at >= 2 and _OPENS_OTHER.match(page.folded, base + start):
            break
        if end == at + 1 and _OPENS_OTHER.match(page.folded, base + start) and tokens[-1] is tokens[end]:
            break
        end += 1
    return end


_SAINTS = frozenset(
    [
        "giuse",
        "phêrô",
        "phaolô",
        "gioan",
        "baotixita",
        "maria",
        "anna",
        "têrêsa",
        "phanxicô",
        "xaviê",
        "đaminh",
        "antôn",
        "máctinô",
        "micae",
        "augustinô",
        "tôma",
        "matthêu",
        "luca",
        "gioakim",
        "stêphanô",
        "vinhsơn",
        "giacôbê",
        "inhaxiô",
        "lôrensô",
        "bênêđictô",
        "rosa",
        "cêcilia",
        "simon",
        "philipphê",
        "anrê",
    ]
)
_NO_NAME = regex(  # TP, HĐND: letters that nobody speaks
    r"(?![AEIOUYĂÂÊÔƠƯ])[^\W\d_aeiouyAEIOUYĂÂÊÔƠƯÀ-Ỹà-ỹ]{2,6}(?!\w)"
)
_LONG_ON = regex(rf"-[^\W\d_]|[ ][{UPPER}][^\W\d_]{{8,14}}(?!\w)")
_FOREIGN = regex(
    rf"[{UPPER}][^\W\d_]{{1,14}}(?:-[^\W\d_]{{1,14}}){{0,3}}(?: [{UPPER}](?:\.|"
    rf"[^\W\d_]{{1,14}})(?:-[^\W\d_]{{1,14}}){{0,3}}){{1,3}}(?![\w&/])"
)


def _foreign(page: Context, at: int) -> Name | None:
    """A foreign name behind a form of address: longer syllables, hyphens (``Khăm-phết Vông-xạ``)."""
    found = _FOREIGN.match(page.text, at)
    if (
        found is None
        or found.group().split()[0] in _surnames()[0]
        or _OPENS_OTHER.match(page.folded, at)
        or _NO_NAME.match(page.text, at)
    ):
        return None
    return Name(at, found.end(), False)


def addressed(page: Context, at: int, *, longest: int = 4) -> Name | None:
    """The name that stands at an offset behind a rank, an office or a form of address: any capitalised words will do.

    >>> from phoihop.reading.segment import context
    >>> addressed(context("đồng chí Sao Mai dự"), 9)
    Name(start=9, end=16, strong=False)
    """
    run = _RUN.match(page.text, at)
    if run is None or _LONG_ON.match(page.text, run.end()):
        foreign = _foreign(page, at)
        if foreign is not None or run is None:
            return foreign
    tokens = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(run.group())]
    common, rare = _surnames()
    if len(tokens) == 1:
        middle = _MIDDLE.match(page.text, run.end() + 1) if tokens[0][0] in common or tokens[0][0] in rare else None
        if middle is not None and page.text[run.end()] == " ":
            return Name(at, middle.end(), True)
    end = _name_end(page, at, tokens, 0)
    longest += sum(token[0].lower() in _SAINTS for token in tokens[:3])
    if (
        not 1 <= end <= longest
        or _NO_NAME.match(page.text, at)
        or (_OPENS_OTHER.match(page.folded, at) and not (end > 2 and _SMALL_WORD.match(page.folded, at)))
    ):
        return None
    return Name(at, at + tokens[end - 1][2], tokens[0][0] in common or (tokens[0][0] in rare and end > 1))

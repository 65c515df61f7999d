"""Wordings made comparable: their words, the noun that is counted, the telling ideas."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from phoihop.reading import lexicon
from phoihop.reading.normalise import fold
from phoihop.reading.patterns import regex

__all__ = ["Said", "is_general", "plain", "said_of", "same_count"]

_EXPANSIONS: Final = {
    "antt": "an ninh trật tự",
    "antq": "an ninh tổ quốc",
    "bvantt": "bảo vệ an ninh trật tự",
    "bvantq": "bảo vệ an ninh tổ quốc",
    "annd": "an ninh nhân dân",
    "pccc": "phòng cháy chữa cháy",
    "clb": "câu lạc bộ",
    "dvk": "dân vận khéo",
    "mttq": "mặt trận tổ quốc",
    "cccd": "căn cước công dân",
    "tthc": "thủ tục hành chính",
    "dtts": "dân tộc thiểu số",
    "ntm": "nông thôn mới",
    "tgpl": "trợ giúp pháp lý",
    "asxh": "an sinh xã hội",
    "xhh": "xã hội hóa",
    "hđ": "hoạt động",
    "ttđt": "thông tin điện tử",
    "đđk": "đại đoàn kết",
    "pl": "pháp luật",
    "pbgdpl": "phổ biến giáo dục pháp luật",
    "vkvln": "vũ khí vật liệu nổ",
    "cctt": "công cụ hỗ trợ",
    "ccht": "công cụ hỗ trợ",
    "vln": "vật liệu nổ",
}
_ABBREVIATION: Final = regex(r"(?<![^\W_])[A-ZĐƯ][A-ZĐƯa-z&/-]*[A-ZĐƯ](?![^\W_])")
#: "Buổi TT", "người dự TT": elsewhere the two letters are a row's number, or "thông tin".
_TT: Final = regex(r"\b(buổi|cuộc|đợt|người|dự|nghe) tt\b", re.IGNORECASE)
_EMPTY: Final = frozenset(
    ("số", "tổng", "lượng", "các", "những", "đã", "được", "của", "về", "và", "cho", "theo", "trong", "kỳ", "ở", "tại",
     "với", "là", "do", "có", "trên", "địa", "bàn", "toàn", "cả", "năm", "này", "hiện", "nay", "kết", "quả", "thực",
     "tổ", "chức", "hoặc", "từ", "đến", "bị", "ra", "phát", "công", "tác", "việc", "hình", "thức")
)  # fmt: skip
_EMPTY_PHRASES: Final = regex(
    r"^(?:tổng số|số lượng|tổng|số|kết quả|công tác|đã|tổ chức được|tổ chức(?! thành viên| chính trị)|có|được)\s+|"
    r"\s+(?:trong kỳ|trong năm|trên địa bàn(?: (?:tỉnh|xã|phường|thành phố))?|toàn (?:tỉnh|xã|phường|thành phố|quốc)|"
    r"được tổ chức|đã tổ chức|hiện nay|các loại|các cấp)$"
)
# What is counted: the nouns of one line count the same kind of thing.
_HEADS: Final = tuple(
    (name, tuple(sorted(nouns.split("|"), key=len, reverse=True)))
    for name, nouns in {
        "kinds": "loại mô hình|loại hình mô hình|loại hình|loại",
        "points": "điểm mô hình|điểm nhân rộng|điểm|địa bàn nhân rộng",
        "sites": "điểm cầu",
        "visits": "lượt người|lượt đại biểu|lượt nhân dân|lượt cán bộ|lượt hội viên|lượt quần chúng|lượt học viên|"
        "lượt đoàn viên|lượt đồng bào|lượt công dân",
        "awards": "lượt tập thể|lượt khen thưởng|tập thể cá nhân",
        "times": "lượt|lần|ca",
        "models": "mô hình",
        "clubs": "câu lạc bộ",
        "sessions": "buổi|cuộc|hội nghị|diễn đàn|đợt|hội thi|hội diễn|đoàn|phong trào",
        "people": "người|thành viên|đối tượng|hội viên|đoàn viên|cán bộ|hòa giải viên|báo cáo viên|tuyên truyền viên|"
        "tổ viên|lực lượng|quần chúng|công dân",
        "delegates": "đại biểu",
        "individuals": "cá nhân",
        "collectives": "tập thể",
        "press": "tin bài|phóng sự|bài|chuyên mục",
        "tips": "nguồn tin|tin báo|tin tố giác|tin do|tin có giá trị|tin",
        "cases": "vụ việc|vụ án|vụ|vụ mâu thuẫn",
        "groups": "tổ|đội|nhóm|trang",
        "places": "đơn vị|xã|phường|khu dân cư|thôn|cơ quan|doanh nghiệp|tổ dân phố|xóm|đặc khu|công an phường|địa bàn",
        "rate": "tỷ lệ|mức|mức độ|chỉ số",
        "money": "kinh phí|số tiền|trị giá|triệu đồng|đồng|tỷ đồng|ngân sách|vốn|dư nợ|nghìn đồng|tiền",
        "papers": "văn bản|kế hoạch|công văn|chương trình|quy chế",
        "classes": "lớp",
        "households": "hộ gia đình|hộ dân|hộ",
        "prints": "tờ rơi|bản|chiếc|tài liệu|tờ gấp|pa nô|panô|băng rôn|khẩu hiệu|tờ",
        "opinions": "ý kiến|lượt ý kiến|kiến nghị|tham luận|bài tham luận",
        "forms": "phiếu",
        "cards": "thẻ|căn cước",
        "accounts": "tài khoản",
        "gifts": "suất quà|suất|phần quà|quà",
        "houses": "căn nhà|căn|nhà",
        "systems": "hệ thống|cụm camera",
        "cameras": "mắt camera|camera|mắt",
        "boxes": "hòm thư|hộp thư|thùng thư",
        "clans": "dòng họ",
        "examples": "điển hình|gương",
        "contents": "nội dung",
        "organisations": "tổ chức thành viên|tổ chức",
        "arms": "vũ khí|khẩu súng|khẩu|súng|quả",
        "certificates": "bằng khen|giấy khen|kỷ niệm chương",
    }.items()
)
_HEAD_OF: Final = {noun: name for name, nouns in _HEADS for noun in nouns}
_HEAD: Final = regex("(?:" + "|".join(map(re.escape, sorted(_HEAD_OF, key=len, reverse=True))) + r")(?![^\W_])")
_LIKE: Final = {frozenset(pair) for pair in (("certificates", "individuals"), ("certificates", "collectives"))}


@dataclass(frozen=True, slots=True)
class Said:
    """A wording ready to compare: its words, what it counts and the telling ideas in it."""

    printed: str
    words: tuple[str, ...]
    bag: tuple[str, ...]
    head: str | None
    noun: frozenset[str]
    ideas: frozenset[int]
    code: str = ""
    kind: str = ""
    weight: float = 1.0

    def sure(self, phrase: Said) -> float:
        """How sure an exact agreement is."""
        base = 0.98 if phrase.kind == "name" else 0.95
        return round(base * self.weight, 2)


def plain(text: str) -> tuple[str, ...]:
    """The words of a wording: abbreviations written out, folded, without signs."""
    text = _TT.sub(r"\1 tuyên truyền", text)
    if not text.isupper():  # in a heading every word looks like an abbreviation
        text = _ABBREVIATION.sub(lambda found: _expanded(found[0]), text)
    text = fold(unicodedata.normalize("NFC", text)).replace("lượt/người", "lượt người").replace("tỉ lệ", "tỷ lệ")
    words = re.sub(r"[^\w%]+", " ", text).split()
    joined = " ".join(_EXPANSIONS.get(word, word) for word in words).replace("tin báo chí", "tin bài")
    while (shorter := _EMPTY_PHRASES.sub("", joined)) != joined:
        joined = shorter
    return tuple(joined.split())


def is_general(printed: str) -> bool:
    """Whether a wording says no more than which noun is counted, so that it could mean many indicators.

    >>> [is_general(each) for each in ("mô hình", "mô hình mới", "câu lạc bộ", "buổi tuyên truyền", "chia sẻ")]
    [True, True, True, False, True]
    """
    said = said_of(printed)
    telling = set(said.bag) - said.noun - _EMPTY - {"mới", "khác", "loại"}
    return len(telling) < (2 if said.head else 3)


def _expanded(short: str) -> str:
    own = _EXPANSIONS.get(short.lower())
    return own or re.sub(r"\(.*?\)", "", lexicon.abbreviations().get(short, short))


@lru_cache(maxsize=8192)
def said_of(text: str, code: str = "", kind: str = "", weight: float = 1.0) -> Said:
    words = plain(text)
    joined = " ".join(words)
    head = _HEAD.match(joined)
    bag = tuple(sorted({word for word in words if word not in _EMPTY})) or tuple(sorted(words))
    kind_of_count = _HEAD_OF[head[0]] if head else None
    noun = frozenset(head[0].split()) if head else frozenset()
    return Said(text, words, bag, kind_of_count, noun, _ideas(joined), code, kind, weight)


@cache
def _idea_patterns() -> tuple[re.Pattern[str], ...]:
    done = []
    for line in lexicon.lines("indicator_words"):
        variants = "|".join(re.escape(fold(each.strip())) for each in sorted(line.split("|"), key=len, reverse=True))
        done.append(re.compile(rf"(?<![^\W_])(?:{variants})(?![^\W_])"))
    return tuple(done)


def _ideas(joined: str) -> frozenset[int]:
    return frozenset(at for at, pattern in enumerate(_idea_patterns()) if pattern.search(joined))


def same_count(one: str, other: str) -> bool:
    return one == other or frozenset((one, other)) in _LIKE

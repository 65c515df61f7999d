"""What awards are called (hình thức khen thưởng), and where a sentence names one."""

from __future__ import annotations

from collections.abc import Iterator

from phoihop.reading.lexicon.phrases import Opening
from phoihop.reading.normalise import holds
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Sentence

__all__ = ["CHAIN", "PRIZE", "marks_in"]

_NUMBER = r"\d{1,3}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười"
PRIZE = (
    rf"(?:(?:{_NUMBER})\s+)?giải(?:\s+(?:nhất|nhì|ba|tư|khuyến\s+khích|triển\s+vọng|đặc\s+biệt|a|b|c)|(?=\s+[“\"]))|"
    r"\d{1,3}\s+giải(?=\s*(?:[:(.;]|,\s*(?:gồm|bao|trong|cụ)|các\s+loại|gồm|bao\s+gồm|trong\s+đó|"
    r"cho\s+(?:các|những)(?!\w)))"
)
_FORMS = (
    ("bang_khen", r"b[ằă]ng\s+khen"),
    ("giay_khen", r"giấy\s+khen"),
    (
        "co_thi_dua",
        r"(?:(?<=tặng\s)|(?<=nhận\s))cờ(?=\s+(?:cho|của)\s|[,;.])|cờ(?:\s+(?:thi\s+đua|đơn\s+vị|luân\s+lưu|dẫn\s+đầu|xuất\s+sắc|(?<!lá\scờ\s)(?<!lên\scờ\s)truyền\s+thống)|(?=\s+[“\"](?:đơn|dẫn|xuất|tập|phong)))",
    ),
    ("huan_chuong", r"hu[âả]n\s+chương"),
    ("ky_niem_chuong", r"kỷ\s+niệm\s+chương"),
    (
        "other",
        r"danh\s+hiệu(?=\s+[“\"]|\s+(?:vinh\s+dự|anh\s+hùng|nhà\s+giáo|thầy\s+thuốc|nghệ\s+sĩ|nghệ\s+nhân|"
        r"chiến\s+sĩ|bà\s+mẹ|"
        r"đơn\s+vị\s+quyết\s+thắng|tập\s+thể\s+lao\s+động|lao\s+động\s+tiên\s+tiến)(?!\w))|"
        r"huy\s+chương|huy\s+hiệu|bảng\s+vàng(?:\s+danh\s+dự)?|giải\s+thưởng|thư\s+khen|bằng\s+(?:lao\s+động\s+sáng\s+tạo|ghi\s+công|"
        r"vinh\s+danh|tuyên\s+dương)|" + PRIZE + r"|(?<=trao\s)giải(?=\s+cho\s+\d)",
    ),
    (
        "bieu_duong",
        r"(?<!thư\s)(?<!bằng\s)(?<!giấy\s)khen(?=\s+(?:(?!ngợi|rằng|là|hay|thưởng|tặng|hết)\w))|biểu\s+dương|tuyên\s+dương|tôn\s+vinh|vinh\s+danh|khen\s+thưởng|"
        r"(?<!thư )khen(?=\s*(?:[.;]|$))|"
        r"(?:trao\s+)?(?<!khen\s)(?<!tặng\s)(?<!tiền\s)(?<!phần\s)thưởng(?=(?:\s+đột\s+xuất|\s+nóng)?\s+(?:cho\s+)?\d{1,4}\s+(?:tập|cá)\s)",
    ),
)


_FORM = Opening(
    "|".join(f"(?P<{name}>(?<!\\w)(?:{body})(?!\\w))" for name, body in _FORMS),
    "băng bằng giấy cờ huân huản kỷ danh huy bảng giải thư khen biểu tuyên tôn vinh trao thưởng "
    "một hai ba bốn năm sáu bảy tám chín mười "
    + " ".join(f"{number:0{width}d}" for width in (1, 2, 3) for number in range(10**width)),
)


_OPENINGS = (
    "khen",
    "cờ",
    "chương",
    "danh",
    "hiệu",
    "giải",
    "dương",
    "tôn vinh",
    "thưởng",
    "sáng tạo",
    "ghi công",
    "bảng vàng",
)
"""One of these stands in every name of an award: most sentences hold none."""


CHAIN = regex(r"\s*(?:,|và|cùng|-|–)?\s*(?:trao\s+|tặng\s+)?")


def marks_in(folded: str, sentence: Sentence) -> Iterator[tuple[str, int, int]]:
    """The names of awards in a sentence; words of praise that stand together are one."""
    body = folded[sentence.start : sentence.end]
    if not holds(body, _OPENINGS):
        return
    have: tuple[str, int, int] | None = None
    for match in _FORM.finditer(folded, sentence.start, sentence.end):
        form = match.lastgroup or "other"
        if have and have[0] == form == "bieu_duong" and CHAIN.fullmatch(folded, have[2], match.start()):
            have = (form, have[1], match.end())
            continue
        if have:
            yield have
        have = (form, match.start(), match.end())
    if have:
        yield have

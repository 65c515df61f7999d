"""Private people in a few typed words: a full name beside what tells of a private life, a number, a birth, a home."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from phoihop.reading.normalise import fold
from phoihop.reading.patterns import regex
from phoihop.reading.screen.identities import names
from phoihop.reading.values import Span

__all__ = [
    "COMRADE",
    "HELPER",
    "HONOURED",
    "OFFICE",
    "OFFICIALS",
    "PRIVATE",
    "SUSPECT",
    "full_names",
    "is_persons",
    "private_names",
    "without_names",
]

OFFICE: Final = regex(
    r"\b(?:nguyên |đồng chí )?(?:trưởng|phó|chủ tịch|chủ nhiệm|bí thư|giám đốc|ủy viên|uỷ viên|cán bộ|chuyên viên|"
    r"công an|chiến sĩ|đại tá|thượng tá|trung tá|thiếu tá|đại úy|thượng úy|trung úy|thiếu úy|hiệu trưởng|"
    r"tổ trưởng|tổ phó|thủ trưởng|già làng|người có uy tín|linh mục|mục sư|đại đức|thượng tọa|hòa thượng)\b"
)
HONOURED: Final = regex(
    r"\b(?:khen thưởng|tặng (?:bằng|giấy|kỷ niệm|danh hiệu|huân)|bằng khen|giấy khen|kỷ niệm chương|biểu dương|"
    r"danh hiệu|chiến sĩ thi đua|gương điển hình|điển hình tiên tiến|tuyên dương|huân chương|tôn vinh)\b"
)
#: "Đối tượng" is also whom a course, a meeting or a rule is for, and some who help are no informants.
SUSPECT: Final = (
    r"đối tượng(?!,? (?:tham (?:gia|dự)|dự|học|thi|được mời|áp dụng|tập huấn|bồi dưỡng|đào tạo|khen|triệu tập|"
    r"thành phần|là (?:cán bộ|lãnh đạo|đồng chí|chiến sĩ)))"
)
HELPER: Final = r"cộng tác viên(?! (?:dư luận|công tác xã hội|dân số|tuyên truyền|báo|thanh tra))"
#: What is said of residents, informants, suspects and victims, and never beside their names.
PRIVATE: Final = regex(
    r"\b(?:nghiện|sử dụng (?:trái phép )?(?:chất )?ma túy|(?:đã |người )?(?:tố giác|tố cáo|báo tin|trình báo)|"
    rf"cung cấp (?:nguồn )?tin|người đưa tin|nguồn tin|đặc tình|cơ sở bí mật|{HELPER}|{SUSPECT}|nghi phạm|nghi can|"
    r"bị can|bị cáo|phạm nhân|phạm tội|tiền án|tiền sự|nạn nhân|(?:người )?bị hại|hộ (?:cận )?nghèo|cận nghèo|"
    r"cảm hóa|tái hòa nhập|tha tù|mãn hạn tù|chấp hành xong|"
    r"(?:nhiễm )?hiv|tâm thần|bạo lực gia đình|mại dâm|đánh bạc|trộm cắp|vượt biên|cư trú trái phép)\b"
)
#: Heads of lists of those who work.
OFFICIALS: Final = regex(
    r"\b(?:trưởng|phó|bí thư|chủ tịch|thành viên|tổ viên|đội viên|đại biểu|cán bộ|ban chỉ đạo|người có uy tín)\b"
)
COMRADE: Final = regex(r"\b(?:đồng chí|đ/c|đc)\b")
_BORN: Final = regex(r"\b(?:sinh năm|sinh ngày|năm sinh|sn|s/n|ns)\b\s*:?\s*\d")
_HOME: Final = regex(
    r"\b(?:trú|thường trú|tạm trú|hộ khẩu|ngụ|số nhà|nhà số|cư trú|địa chỉ|thôn|xóm|ấp|bản|buôn|tổ dân phố|khu phố|"
    r"tổ \d|ngõ|hẻm)\b"
)
#: Historic names in the names of unions, campaigns and schools.
_NOT_PEOPLE: Final = frozenset({"hồ chí minh", "võ nguyên giáp", "phan bội châu", "trần hưng đạo", "nguyễn trãi"})
_SENTENCE: Final = regex(r"(?<=[.!?])\s+(?=[^\W\d_a-zà-ỹ])|\n")
_SHORT: Final = 3
_CALLED: Final = regex(r"^(?:Ông|Bà|Anh|Chị|Em|Cụ|Hộ)\s+")


def full_names(line: str) -> Iterator[Span]:
    """Names of people in full, of three syllables or more; those whom unions and schools are called after are none.

    >>> list(full_names("Trần Thị Hoa, Lê Nam, Hồ Chí Minh"))
    [Span(start=0, end=12)]
    """
    for start, end in names(line):
        if len(line[start:end].split()) >= _SHORT and fold(line[start:end]) not in _NOT_PEOPLE:
            yield Span(start, end)


_FOLDED_NAME: Final = regex(r"([^\W\d_]{1,6}) (?:văn|thị) (?!nghệ|công|hóa|hoá)[^\W\d_]{1,7}(?: [^\W\d_]{1,7})?")


def is_persons(text: str) -> bool:
    """Whether a wording is or holds a person's full name, in small letters too, or what screening covered of one.

    >>> is_persons("Nguyễn Văn Thử"), is_persons("trần thị bình"), is_persons("đoàn văn nghệ")
    (True, True, False)
    """
    if "•" in text or any(full_names(text)):
        return True
    found = _FOLDED_NAME.fullmatch(" ".join(fold(text).split()))
    return found is not None and bool(names(" ".join(word.capitalize() for word in found[0].split())))


def private_names(text: str) -> Iterator[str]:
    """Full names that a sentence puts beside what may be known of nobody: addiction, an offence, a report, birth, home.

    A name with an office, a rank or "đồng chí" at it is that of an official; a sentence that honours says its own.

    >>> list(private_names("Nguyễn Văn Bình (thôn 3) đã tố giác nhóm buôn lậu"))
    ['Nguyễn Văn Bình']
    >>> list(private_names("Đồng chí Lê Văn Cường, Trưởng Công an xã, nắm 3 đối tượng"))
    []
    """
    for sentence in _SENTENCE.split(text):
        folded = fold(sentence)
        told = PRIVATE.search(folded)
        lives = _BORN.search(folded) and _HOME.search(folded)
        if not (told or lives) or HONOURED.search(folded):
            continue
        for start, end in full_names(sentence):
            before, after = folded[max(0, start - 60) : start], folded[end : end + 60]
            if not (OFFICE.search(before) or COMRADE.search(before) or OFFICE.match(after.lstrip(" ,(-–"))):
                yield _CALLED.sub("", sentence[start:end])


def without_names(text: str) -> str:
    """Short words such as a file's name with the full names in them and their long numbers covered.

    >>> without_names("Danh sách nghiện Nguyễn Văn Bình 037060001234.txt")
    'Danh sách nghiện ••• ••••••••••••.txt'
    """
    parts, at = [], 0
    spoken = text.replace("_", " ").replace("+", " ")
    for start, end in names(spoken):
        parts += [text[at:start], "•••"]
        at = end
    return re.sub(r"\d{9,12}", lambda digits: "•" * len(digits[0]), "".join(parts) + text[at:])

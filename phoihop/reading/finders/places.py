"""Places that are named for an event (địa điểm): the whole phrase behind ``tại``, the smallest first."""

from __future__ import annotations

from functools import cache

from phoihop.reading import lexicon
from phoihop.reading.finders import bodies
from phoihop.reading.lexicon.phrases import Phrases
from phoihop.reading.normalise import UPPER
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context

__all__ = ["at", "end_of"]

_AT = regex(r"(?<!\w)(?:tại|ở)\s+(?:điểm\s+cầu\s+)?")
_SITE_WORD = regex(
    r"(?:trụ\s+sở|hội\s+trường|phòng\s+họp|nhà\s+văn\s+hóa|nhà\s+hát|trung\s+tâm|khách\s+sạn|sân\s+vận\s+động|quảng\s+trường|"
    r"nhà\s+khách|nhà\s+thi\s+đấu|nhà\s+truyền\s+thống|nhà\s+sinh\s+hoạt|xã|phường|huyện|tỉnh|thành\s+phố|thị\s+xã|thị\s+trấn|tp\.?|quận|"
    r"thôn|bản|ấp|khu\s+phố|tổ\s+dân\s+phố|khu\s+dân\s+cư|trường|công\s+viên|đặc\s+khu|làng|khóm|điểm\s+trường|ubnd|văn\s+phòng|thủ\s+đô|"
    r"sân\s+trường|sân|khu|xóm|buôn|trạm|bến|cảng|chợ|trại|thao\s+trường|nghĩa\s+trang|khuôn\s+viên|nhà\s+rông|đình|"
    r"thư\s+viện|cung|rạp|đảo|bãi|vườn|tượng\s+đài|khu\s+di\s+tích|cột\s+mốc|chùa|đền|nhà\s+thờ|bảo\s+tàng|cửa\s+khẩu|đồn|học\s+viện|số\s+\d+)(?!\w)"
)
_NOT_PLACE = regex(
    r"(?:hội\s+nghị|hội\s+thảo|buổi|lễ|cuộc|đây|điểm|các|thông\s+báo|điều|nghị|quyết|kế\s+hoạch|chương\s+trình|văn\s+bản|phiên|"
    r"diễn\s+đàn|địa\s+phương|cơ\s+sở|chỗ|đại\s+hội|tọa|thời|một|nhiều|mỗi|tờ\s+trình|công\s+văn|ngày|sự\s+kiện|lớp|đêm|trận|vòng|nơi|chuyên\s+đề)(?!\w)"
)
_QUALIFIER = regex(
    r"(?:\s[-–])?\s+(?:lớn|nhỏ|biên\s+giới|văn\s+hóa|hành\s+chính|hội\s+nghị|tỉnh|thành\s+phố|huyện|xã|phường|đặc\s+khu|khu\s+phố|khu\s+dân\s+cư|"
    r"thôn|ấp|bản|tổ\s+dân\s+phố|tầng|số|đường|cộng\s+đồng|trung\s+tâm|đa\s+năng|nhà|khối|cơ\s+quan|của|biển|y\s+tế|kiểm\s+lâm|biên\s+phòng|vùng\s+cao|miền\s+núi|đảo|quốc\s+tế|phố|trường|tiểu\s+học|mầm\s+non|trung\s+học\s+\S+|làng|xóm|buôn|khóm|"
    r"(?:[a-zđ]?\d{1,4}[a-z]?(?:/\d{1,3})?(?![\d.,%]\d)))(?!\w)"
)
_MORE = regex(
    r"\s*(?:,|-|–)\s*(?=(?:xã|phường|huyện|tỉnh|thành\s+phố|thị\s+xã|thị\s+trấn|tp|quận|đường|số|trụ\s+sở|trung\s+tâm|khu|thôn|ấp|"
    r"tổ\s+dân\s+phố|tầng|đặc\s+khu|khu\s+phố|phố)\b(?!\s+(?:đoàn|ủy|hội)\b))"
)


@cache
def _provinces() -> Phrases:
    return Phrases(lexicon.lines("places"))


_LAST = regex(r"\s*(?:[,.;()]|-|–|$|\n|(?:đã|với|do|có|thu|sáng|chiều|tối|ngày)(?!\w))")


def _province(page: Context, end: int, stop: int) -> int | None:
    """The end of the province that closes an address: ``xã An Bình, huyện Long Hồ, Vĩnh Long, …``."""
    if not page.folded.startswith(", ", end):
        return None
    hit = _provinces().match(page.folded, end + 2, stop)
    return hit.end() if hit is not None and _LAST.match(page.folded, hit.end()) is not None else None


_BRACKET = regex(rf"\s\([{UPPER}\w][^()]{{2,60}}\)")


def at(page: Context, start: int, stop: int, people: dict[int, int]) -> str | None:
    """The place that the first ``tại`` of a stretch names, if it names one.

    >>> from phoihop.reading.segment import context
    >>> text = "Tin.\\nSáng 5-3, tại Nhà văn hóa khu phố 6, phường An Bình, Công an họp."
    >>> at(context(text), 0, len(text), {})
    'Nhà văn hóa khu phố 6, phường An Bình'
    """
    for mark in _AT.finditer(page.folded, start, stop):
        begin = mark.end()
        if begin >= stop or _NOT_PLACE.match(page.folded, begin):
            continue
        end = end_of(page, begin, stop, people)
        if end is not None:
            return " ".join(page.text[begin:end].split())
    return None


def end_of(page: Context, start: int, stop: int, people: dict[int, int]) -> int | None:
    """Where the place that begins at an offset ends; ``None`` where no place begins there."""
    word = _SITE_WORD.match(page.folded, start)
    if word is None and not page.text[start].isupper():
        return None
    end = _part(page, word.end() if word is not None else start, stop, people)
    if end <= start:
        return None
    while (more := _MORE.match(page.folded, end)) is not None and more.end() < stop:
        site = _SITE_WORD.match(page.folded, more.end())
        further = _part(page, site.end() if site is not None else more.end(), stop, people)
        if further <= more.end():
            break
        end = further
    if (province := _province(page, end, stop)) is not None:
        end = province
    bracket = _BRACKET.match(page.text, end)
    if bracket is not None and bracket.end() <= stop and not _is_abbreviation(bracket.group()):
        end = bracket.end()
    return end


def _part(page: Context, here: int, stop: int, people: dict[int, int]) -> int:
    while True:
        before = here
        here = bodies.extend(page, here, stop, head="trung tâm", people=people)
        qualifier = _QUALIFIER.match(page.folded, here)
        if qualifier is not None and qualifier.end() <= stop:
            here = qualifier.end()
        if here == before:
            return here


def _is_abbreviation(bracket: str) -> bool:
    inner = bracket.strip(" ()")
    return inner.isupper() and " " not in inner

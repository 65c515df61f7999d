"""Where and how an event is held (địa điểm, hình thức): place, bridge points, online or in person."""

from __future__ import annotations

from phoihop.reading.finders import bodies, dates, places
from phoihop.reading.normalise import UPPER
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context, Sentence

__all__ = ["ONLINE", "bridge", "mode_of", "place_of", "sites_of"]

ONLINE = regex(r"trực\s+tuyến|cầu\s+truyền\s+hình|truyền\s+hình\s+trực\s+tiếp\s+đến")
_ONLINE_LATER = regex(r"hội\s+nghị\s+(?:truyền\s+hình\s+)?trực\s+tuyến|(?:tại|các|\d|tới|đến)\s+điểm\s+cầu")
_DIRECT = regex(r"(?:hình\s+thức|theo\s+hình\s+thức)\s+trực\s+tiếp(?!\s+(?:và|kết\s+hợp)\s+trực\s+tuyến)")
_SITES = regex(
    r"(?<![\w.,])(?:hơn\s+|gần\s+|trên\s+)?(?P<n>\d{1,3}(?:\.\d{3})?|\d{1,4})\s+điểm\s+cầu(?!\s+cấp\s+tỉnh\s+và)"
)
_LINKED = regex(r"trực\s+tuyến|điểm\s+cầu")
_BRIDGE = regex(r"điểm\s+cầu\s+(?:chính\s+)?(?:tại\s+)?(?:tỉnh\s+|thành\s+phố\s+|tp\.?\s*)?")
_HELD_AT = regex(
    r"(?:hội\s+nghị|lớp(?:\s+học)?|buổi\s+lễ|lễ(?:\s+[^\s.;:,]+){0,3}?|ngày\s+hội|diễn\s+đàn|chương\s+trình|"
    r"buổi\s+\S+|điểm\s+cầu(?:\s+(?:chính|trung\s+tâm))?)\s+(?:được\s+(?:tổ\s+chức|truyền|kết\s+nối|đặt)|diễn\s+ra|đặt)"
    r"(?:\s+[^\s.;:]+){0,4}?\s+(?:tại|ở|từ)\s+(?:điểm\s+cầu\s+(?:chính\s+)?(?:tại\s+)?)?"
)
_IN_HEADING = regex(
    rf"\(?(?P<place>(?:(?:xã|phường|huyện|tỉnh|thành phố|TP\.?) )?[{UPPER}]\w+(?: [{UPPER}]\w+){{0,3}}),\s*$"
)
_SCENE = regex(
    r"\)?,\s+(?=(?:sân\s+vận\s+động|sân|nhà\s+văn\s+hóa|hội\s+trường|quảng\s+trường|trụ\s+sở|khuôn\s+viên|công\s+viên|"
    r"nhà\s+thi\s+đấu|nhà\s+sinh\s+hoạt|nhà\s+rông|nhà\s+gươl|đình|chợ|thôn|bản|ấp|làng|khu\s+phố)\s)"
)


def mode_of(page: Context, sentence: Sentence) -> str | None:
    """``online`` or ``in_person`` where the text says so."""
    later = _LINKED.search(page.folded) is not None and _ONLINE_LATER.search(page.folded)
    if later or ONLINE.search(page.folded, sentence.start, sentence.end):
        return "online"
    return "in_person" if _DIRECT.search(page.folded) else None


def sites_of(page: Context) -> int | None:
    """The number of bridge points that a text names."""
    sites = _SITES.search(page.folded) if _LINKED.search(page.folded) else None
    return int(sites["n"].replace(".", "")) if sites is not None else None


def place_of(page: Context, sentence: Sentence, day: dates.Day | None, people: dict[int, int]) -> str | None:
    """The place that an event's sentence names, the next ones tell, or the sentence of its day, the whole phrase."""
    if (place := places.at(page, sentence.start, sentence.end, people) or _told_next(page, sentence, people)) is None:
        if day is not None and not sentence.start <= day.start < sentence.end:
            beside = page.sentence_at(day.start)
            place = places.at(page, beside.start, beside.end, people)
        if place is None and day is not None and (scene := _SCENE.match(page.folded, day.end)) is not None:
            end = places.end_of(page, scene.end(), page.sentence_at(day.start).end, people)
            place = " ".join(page.text[scene.end() : end].split()) if end is not None else None
        if place is None and day is not None:
            line = page.paragraph_at(day.start)
            heading = _IN_HEADING.fullmatch(page.text, line.start, day.start)
            place = heading["place"] if heading is not None else None
    return place


def _told_next(page: Context, sentence: Sentence, people: dict[int, int]) -> str | None:
    """``Hội nghị diễn ra tại …`` in one of the next sentences."""
    end = min(len(page.text), sentence.end + 500)
    told = _HELD_AT.search(page.folded, sentence.end, end)
    if told is None or not page.sentence_at(told.start()).start > sentence.start:
        return None
    stop = page.sentence_at(told.start()).end
    last = places.end_of(page, told.end(), stop, people)
    return " ".join(page.text[told.end() : last].split()) if last is not None else None


def bridge(page: Context, people: dict[int, int]) -> str | None:
    """The local bridge point that an online event is told from."""
    for match in _BRIDGE.finditer(page.folded):
        start = match.end()
        if bodies.at(page, start, len(page.text), people) is not None:
            continue
        if start < len(page.text) and page.text[start].isupper() and not page.folded.startswith("trung ương", start):
            end = bodies.extend(page, start, page.sentence_at(start).end, people=people)
            if end > start:
                return " ".join(page.text[start:end].split())
    return None

"""What stands behind a number or kind: date, issuers, title, period, in whatever order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from phoihop.reading.finders import bodies, dates, offices
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context
from phoihop.reading.values import Period

__all__ = ["QUOTED", "Mention", "later_theme", "parties", "read_on"]


@dataclass(slots=True)
class Mention:
    """One place where an instrument is named, with what is said of it there."""

    start: int
    end: int
    kind: str
    number: str | None = None
    title: str | None = None
    issued_on: str | None = None
    parties: list[str] = field(default_factory=list)
    period: Period | None = None
    named: bool = False
    signed: bool = False
    reviewed: bool = False
    next_one: bool = False
    about: str | None = None
    unquoted: bool = False


QUOTED = regex(r"[“”\"‘«]\s?(?P<title>[^“”\"«»\n]{4,400}?)\s?[”\"’»“]")
_ABOUT = regex(
    r"\s*,?\s*(?:quy\s+định\s+)?(?:chi\s+tiết\s+)?(?:v/v|về\s+việc|về)\s+(?:việc\s+)?(?:(?:ban\s+hành|phê\s+duyệt)\s+(?=[“\"]))?"
)
_SINGLE = regex(r"['‘](?P<title>[^'‘’“”\n]{4,300})['’](?!\w)")
_THEME = regex(
    r"\s*(?:,\s*)?(?:có\s+|mang\s+)?(?:với\s+)?(?:chủ\s+đề|tên\s+gọi|tiêu\s+đề|nội\s+dung|tên)\s*:?\s*(?=[“\"])"
)
_BETWEEN = regex(r"\s*,?\s*(?:(?:đã\s+)?(?:được\s+)?ký(?:\s+kết)?\s+)?giữa\s+(?:lãnh\s+đạo\s+)?")
_OF = regex(r"\s*,?\s*(?:được\s+|do\s+|đã\s+được\s+)?(?:của|do)\s+(?:liên\s+ngành\s+)?")
_HELD_BY = regex(
    r"\s+(?:vừa\s+|đã\s+|đồng\s+|cùng\s+|phối\s+hợp\s+)*(?:tổ\s+chức|chủ\s+trì|phát\s+động|khai\s+mạc)(?!\w)"
)
_ON = regex(
    r"\s*,?\s*(?:\(?\s*)?(?:(?:được\s+)?(?:ký\s+kết|ký|ban\s+hành|phê\s+duyệt)\s+)?(?=(?:ngày|ngay)\s|\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4})"
)
_FILLER = regex(
    r"\s+giữa\s+(?:hai|2|các)\s+(?:bên|đơn\s+vị|ngành|cơ\s+quan|lực\s+lượng|tổ\s+chức)(?:\s+và\s+các\s+tổ\s+chức\s+thành\s+viên)?(?!\w)|"
    r"\s+(?:và|với|cùng)\s+(?:các\s+)?(?:tổ\s+chức\s+thành\s+viên|tổ\s+chức\s+chính\s+trị\s*-\s*xã\s+hội|đơn\s+vị\s+liên\s+quan|"
    r"đoàn\s+thể|ban,?\s+ngành)(?:\s+(?:tỉnh|thành\s+phố|huyện))?(?=\s+(?:về|giai|trong|năm)|\s*[,“\"])|"
    r"\s+năm\s+(?:19|20)\d\d(?=\s+giữa\s)"
)
_PERIOD_LEAD = regex(r"\s*[,(]?\s*(?:trong\s+|cho\s+)?")
_JOINT = regex(r"\s*(?:\([^()]{1,30}\)\s*)?(?:,?\s*(?:và|với|cùng với|cùng|&)|,)\s+")
_TITLE_END = regex(
    r"[.;:\n(]|\s[-–]\s(?=[^\W\d_a-zà-ỹ])|,?\s+(?:trong\s+)?giai\s+đoạn\s|,?\s+giữa\s|,\s+(?:được|đã|nhằm|"
    r"làm|tạo|để|đánh giá|rút|qua|"
    r"do|trong đó|góp|từ đó|qua đó|đồng thời|thời hạn|trên cơ sở|theo|tại|sau|với|gắn|các|công an|ủy ban|ban)\s|"
    r"\s+(?:được|đã|nhằm|luôn|sẽ|đang|vừa|bao\s+gồm|gồm|cũng|do\s+\w+\s+(?:ban|tổ|phối)|vào\s+(?:ngày|"
    r"sáng|chiều|lúc)|trên\s+địa\s+bàn|năm\s+\d{4}|nhiệm\s+kỳ|của\s+(?:bộ|ban|ủy|thủ|chính|tỉnh|đảng|chủ|"
    r"ubnd|công an))(?!\w)"
)


def later_theme(page: Context, mention: Mention, stop: int) -> re.Match[str] | None:
    """The quotation behind ``với chủ đề`` further on in the sentence."""
    mark = re.compile(r"(?:với|có|mang)\s+(?:chủ\s+đề|tên\s+gọi|tên)\s*:?\s*(?=[“\"])").search(
        page.folded, mention.end, stop
    )
    return QUOTED.match(page.text, mark.end()) if mark is not None else None


def read_on(page: Context, mention: Mention, days: list[dates.Day], stretches: list[dates.Stretch]) -> None:
    """Read on behind the number or kind: date, parties, title and period, in whatever order they come."""
    sentence = page.sentence_at(mention.start)
    stop = sentence.end
    here = mention.end
    for _ in range(7):
        before = here
        bracket = re.compile(
            r"\s*\((?:sau đây|gọi tắt|khóa|viết tắt|ctph|đề án|chương trình|chỉ thị)[^()]{0,60}\)"
        ).match(page.folded, here)
        if bracket is not None:
            here = bracket.end()
        if mention.issued_on is None and (on := _ON.match(page.folded, here)) is not None and on.end() < stop:
            day = next((day for day in dates.within(days, on.end() - 1, on.end() + 5) if day.end > on.end()), None)
            own = (
                "," in on.group()
                and day is not None
                and (day.iso.startswith("--") or page.text[day.end : day.end + 1] == ",")
            )
            if day is not None and not own and day.start - on.end() < 6:
                mention.issued_on = day.iso if not day.iso.startswith("--") else dates.complete(day.iso, page.published)
                here = mention.end = day.end
                if page.text[here : here + 1] == ")":
                    here = mention.end = here + 1
                continue
        filler = _FILLER.match(page.folded, here, stop)
        if filler is not None:
            here = filler.end()
        if not mention.parties and (between := _BETWEEN.match(page.folded, here)) is not None:
            names, end = parties(page, between.end(), stop)
            if names:
                mention.parties, here = names, end
                mention.end = end
                continue
        if not mention.parties and (of := _OF.match(page.folded, here)) is not None:
            names, end = parties(page, of.end(), stop)
            if names and not _HELD_BY.match(page.folded, end, stop):
                mention.parties, here = names, end
                mention.end = end
                continue
        if mention.period is None and (stretch := _period(page, here, stretches)) is not None:
            mention.period, here = stretch.value, stretch.end
            mention.end = stretch.end
            continue
        if mention.title is None:
            named = _THEME.match(page.folded, here)
            about = None if named else _ABOUT.match(page.folded, here)
            theme = named or about
            at = theme.end() if theme is not None else here
            while page.text[at : at + 1] == " ":
                at += 1
            quoted = QUOTED.match(page.text, at) or _SINGLE.match(page.text, at)
            if quoted is not None and quoted.end() <= stop + 3:
                title = quoted["title"]
                mention.title = " ".join(title.split())
                if mention.period is None:
                    inner = next(
                        (
                            s
                            for s in dates.within(stretches, quoted.start() + 1, quoted.end())
                            if s.end <= quoted.end() and s.value[0]
                        ),
                        None,
                    )
                    mention.period = inner.value if inner is not None else None
                here = mention.end = quoted.end()
                continue
            late = re.compile(r"[”“\"]\s?(?=về\s)").match(page.text, at)
            if late is not None and theme is None:
                closing = page.text.find("”", late.end(), late.end() + 400)
                if closing > 0:
                    mention.title = " ".join(page.text[late.end() : closing].split())
                    here = mention.end = closing + 1
                    continue
            if about is not None and not mention.named and mention.about is None:
                end = _title_end(page, about.end(), stop)
                if end - about.end() > 5:
                    mention.about = " ".join(page.text[about.end() : end].split())
                    if mention.number is None:  # of a numbered instrument only a quotation is the title
                        mention.title, mention.unquoted = mention.about, True
                        mention.end = end
                    here = end
                    continue
        if here == before:
            break


def _title_end(page: Context, start: int, stop: int) -> int:
    end = _TITLE_END.search(page.folded, start, stop)
    at = end.start() if end is not None else stop
    for comma in re.compile(r",\s+").finditer(page.text, start, at):
        if page.text[comma.end()].isupper():
            at = comma.start()
            break
    return start + len(page.text[start:at].rstrip(' ,.;…”"'))


def _period(page: Context, here: int, stretches: list[dates.Stretch]) -> dates.Stretch | None:
    lead = _PERIOD_LEAD.match(page.folded, here)
    at = lead.end() if lead is not None else here
    return next(iter(dates.within(stretches, at - 1, at + 1)), None)


_ACTS = regex(
    r"\s+(?:đã|báo\s+cáo|xây\s+dựng|ban\s+hành|tổ\s+chức|triển\s+khai|phối\s+hợp|vừa|tiến\s+hành|tham\s+mưu|kính|thông\s+báo)(?!\w)"
)
_NOBODY = frozenset(
    (
        "công an",
        "mặt trận",
        "mttq",
        "hội",
        "đoàn",
        "công đoàn",
        "ban dân vận",
        "quân đội",
        "mặt trận tổ quốc",
        "các cấp",
        "trung ương",
    )
)


def parties(page: Context, start: int, stop: int) -> tuple[list[str], int]:
    """Bodies (or one office) that issued or signed: ``A, B và C``."""
    people = bodies.starts_of(page)
    found: list[str] = []
    here, end = start, start
    while here < stop:
        span = offices.at(page, here, stop, people) if not found else None
        if span is None:
            span = bodies.at(page, here, stop, people)
        if span is None:
            break
        if page.folded[span.start : span.end] in _NOBODY:
            return [], start
        if found and page.text[end : end + 1] == "," and _ACTS.match(page.folded, span.end):
            break  # "… của Công an tỉnh, Công an xã báo cáo": the second body is who speaks
        found.append(bodies.printed(page, span))
        end = span.end
        joint = _JOINT.match(page.folded, end)
        if joint is None:
            break
        here = joint.end()
    return found, end

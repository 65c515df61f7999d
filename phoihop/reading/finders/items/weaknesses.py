"""Weaknesses that a text states (tồn tại, hạn chế)."""

from __future__ import annotations

import re

from phoihop.reading.finders import offices
from phoihop.reading.finders.items.clauses import State, clauses, cut, keep
from phoihop.reading.finders.items.cues import (
    BUT,
    COMPLAINS,
    IMPERATIVE,
    LISTED,
    MODAL,
    NAMED,
    NOTHING_SAID,
    TOLD,
    WEAK,
)
from phoihop.reading.finders.items.quoted import bids
from phoihop.reading.finders.items.tasks import directed, from_subject, task_cue
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context, Sentence

__all__ = ["weakness"]


def weakness(page: Context, state: State, sentence: Sentence, body: str) -> bool:
    """Put down the weaknesses that a sentence states; ``False`` where it states none."""
    start, end = sentence.start, sentence.end
    if _complained(page, state, sentence, body):
        return True
    if " là " in body and (called := _CALLED_WEAK.search(body)) is not None:
        keep(page, state, start + called.start("what"), start + called.end("what"), "limitation", 0.8)
        return True
    weak = WEAK.inside(page.folded, start, end)
    named = NAMED.search(body)
    opens = named is not None and (named.start() < 3 or named.group().rstrip().endswith(":"))
    by_name = opens and not IMPERATIVE.match(body)
    if weak is None and named and not IMPERATIVE.match(body):
        opens = (
            named.start() < 30
            or body.startswith(("theo ", "bên cạnh"))
            or TOLD.inside(page.folded, start, start + named.start()) is not None
            or _MEETS.search(body[: named.start()]) is not None
        )
        by_name = by_name or opens
        weak = named if by_name else None
    if weak is None:
        return False
    if not by_name and _GONE.search(body[max(0, weak.start() - 40) : weak.start()]):
        return False
    but = BUT.search(body)
    told = TOLD.inside(page.folded, start, start + weak.start())
    framed = by_name or (but is not None and but.start() <= weak.start())
    if but is not None and framed and not by_name:
        weak = WEAK.pattern.search(body, but.end()) or weak
    head = _OF_WORK.match(body.lstrip('“"-– ')) is not None and (framed or not _TURNED.search(body))
    if not framed and not head and not (told and _speaks_ill(body, told, weak)) and state.going != "limitation":
        return False
    tasked = task_cue(body, page.text[start:end])
    if tasked is not None and tasked < weak.start():
        return False
    modal = MODAL.search(body)
    if modal and not framed and modal.start() < weak.start() and ";" not in body[modal.start() : weak.start()]:
        return False
    at = start
    every = False
    if named and named.end() < len(body) - 15:
        at, every = start + named.end(), True
    elif framed and but is not None:
        listed = LISTED.search(body, but.end(), min(len(body), weak.start()))
        comma = body.find(", ", but.end() - 1, weak.start())
        into = None
        if told and _SOMEBODY.search(body, but.end(), max(but.end(), told.start())):
            into = _INTO.match(body, told.end(), weak.start())
        if into:
            at = start + into.end()
        elif listed and listed.end() <= weak.start():
            at = start + listed.end()
        elif comma >= 0:
            at = start + comma + 2
        else:
            at = start
    elif told:
        at = start + told.end()
        if told.group().startswith("theo"):
            at = _behind_speaker(page, at, start + weak.start())
        elif into := _INTO.match(body, told.end(), weak.start()):
            at = start + into.end()
    if (turn := re.compile(r"(?<!\w)(?:nhưng|song(?!\s+song))\s+").search(body, at - start, weak.start())) is not None:
        at = start + turn.end()
    if (
        whom := re.compile(r"\s*(?:[^,;:.]{0,40},\s+)?(?:hiện\s+nay|hiện),\s+").match(page.folded, at, end)
    ) is not None:
        at = whom.end()
    stop = start + tasked if tasked is not None else end
    if (quoted := re.compile(r"[”\"]\s?[,–-]\s").search(page.folded, start + weak.end(), stop)) is not None:
        stop = quoted.start()
        asked = MODAL.search(page.folded, stop, end)
        if tasked is None and asked is not None:
            clauses(page, state, from_subject(page, stop + 3, asked.start()), end, "direction", 0.7)
    kept = False
    for first, last in cut(page, at, stop):
        pieces = _apart(page.folded, first, last)
        for a, b in pieces:
            goes_on = every or (framed and kept)
            if WEAK.search(page.folded, a, b) or (goes_on and not MODAL.search(page.folded, a, b)):
                keep(page, state, a, b, "limitation", 0.9 if framed or every else 0.75)
                kept = True
            elif kept and MODAL.search(page.folded, a, b):
                keep(page, state, a, b, "direction", 0.7)
    if tasked is not None:
        directed(page, state, start + tasked, end)
        state.going = "direction"
    return kept


_SOMEBODY = regex(r"(?<!\w)(?:ông|bà|anh|chị|đồng\s+chí|tướng|tá|úy|báo\s+cáo|đại\s+biểu)(?!\w)")
_INTO = regex(r"(?:\s+(?:thêm|rõ|rằng|là)|[,:]|\s+|“)*")
_OF_WORK = regex(
    r"(?:(?:thực\s+tế|hiện|hiện\s+nay|lâu\s+nay|thực\s+ra|(?:ở|sau|do|ngoài|bên\s+cạnh|trong\s+khi)\s+[^,;:.]{2,40}),?\s+)?(?:một\s+số|không\s+ít|nhiều\s+(?:cơ\s+sở|nơi|đơn\s+vị|địa\s+phương|mô\s+hình|tổ|chi\s+hội|chi\s+bộ|doanh\s+nghiệp|"
    r"xã|thôn|trường(?!\s+hợp)|cấp\s+ủy|cán\s+bộ)|công\s+tác|việc|tình\s+trạng|chất\s+lượng|nhận\s+thức|ở\s+một\s+số|có\s+(?:nơi|xã|huyện|thôn|tổ|đơn\s+vị|"
    r"chi\s+hội|trường|địa\s+phương|ngành|lúc|hôm)|(?:vẫn|cũng|vẫn\s+cứ)\s+còn|còn\s+(?:nơi|có)|số\s+vụ|nơi\s+làm|đội\s+ngũ|lực\s+lượng|dữ\s+liệu|"
    r"một\s+bộ\s+phận|địa\s+bàn|sự\s+(?:phối\s+hợp|vào\s+cuộc|quan\s+tâm|gắn\s+kết|chỉ\s+đạo)|tỷ\s+lệ|hệ\s+thống|kinh\s+phí|nguồn\s+(?:lực|kinh\s+phí|vốn|thu)|phương\s+tiện|"
    r"trang\s+thiết\s+bị|cơ\s+sở\s+vật\s+chất|phong\s+trào|người\s+dân|quần\s+chúng|cán\s+bộ|quy\s+định|cơ\s+chế|chế\s+độ|chính\s+sách|hồ\s+sơ|"
    r"sinh\s+hoạt|hoạt\s+động|(?:quan\s+hệ\s+)?phối\s+hợp|thông\s+tin|trình\s+độ|ý\s+thức|nhân\s+lực|trách\s+nhiệm|vai\s+trò|tiến\s+độ|"
    r"đường\s+dây\s+nóng|tổ\s+(?:tự\s+quản|hòa\s+giải|liên\s+gia|công\s+tác)|chi\s+(?:hội|bộ)|cấp\s+ủy|sổ\s+(?:sách|giao\s+ban))(?!\w)"
)
"""Who or what a weakness is told of without any frame: bodies, staff, means and ways of the work."""
_MEETS = regex(r"(?<!\w)(?:gặp|vướng|đối\s+mặt(?:\s+với)?|đứng\s+trước|bộc\s+lộ)\s+(?:phải\s+)?(?:[^,;:.]{0,24}\s)?$")
_GONE = regex(
    r"(?<!\w)(?:không\s+còn|hết|chấm\s+dứt|khắc\s+phục|tránh|xóa(?:\s+bỏ)?|đẩy\s+lùi|giảm(?:\s+hẳn)?)\s+(?:được\s+|hẳn\s+)?(?:cảnh|tình\s+trạng|"
    r"nạn|kiểu|chuyện|việc)\s+(?:[^,;:.]{0,20}\s)?[“\"]?$"
)
_TURNED = regex(
    r"(?<!\w)(?:đã\s+(?:được\s+)?(?:khắc\s+phục|tháo\s+gỡ|xóa|chấm\s+dứt|giảm|giải\s+quyết)|nay\s+đã|không\s+còn|trước\s+đây|hồi|từng\s+(?:bị|là|có)|"
    r"nhằm|để\s+khắc\s+phục|giúp|góp\s+phần|phát\s+hiện)(?!\w)"
)
_PROMISE = regex(r",\s+(?=(?:[^\s,;:]+\s+){0,6}?sẽ\s)")
_IN_FULL = regex(r"(?:\s+(?:rõ|thêm))?\s*:\s+[“\"]?")


def _complained(page: Context, state: State, sentence: Sentence, body: str) -> bool:
    """``Hội nghị thẳng thắn chỉ ra: …``: what follows is weak whatever words it has."""
    tells = complains = COMPLAINS.search(body)
    if tells is not None and tells["colon"] and WEAK.search(body, tells.end()) is None and bids(body[tells.end() :]):
        return False
    if (
        tells is None
        and state.going == "limitation"
        and (told := TOLD.inside(page.folded, sentence.start, sentence.end))
    ):
        promises = told.group().startswith(("cam", "thống", "khẳng", "nhấn", "bày", "gợi", "chốt"))
        tells = None if promises else _IN_FULL.match(body, told.end())
    if tells is None or NOTHING_SAID.match(body, tells.end()) or len(body) - tells.end() < 12:
        return False
    if (
        complains is not None
        and complains["colon"] is None
        and (listed := re.compile(r":\s+[“\"]?").search(body, tells.end(), tells.end() + 60))
    ):
        at = listed.end()
    else:
        at = tells.end()
    if (promised := _PROMISE.search(body, at + 25)) is not None:
        clauses(page, state, sentence.start + at, sentence.start + promised.start(), "limitation", 0.8)
        clauses(page, state, sentence.start + promised.end(), sentence.end, "direction", 0.7)
        return True
    tasked = task_cue(body[at:], page.text[sentence.start + at : sentence.end])
    clauses(
        page,
        state,
        sentence.start + at,
        sentence.end if tasked is None else sentence.start + at + tasked,
        "limitation",
        0.8,
    )
    if tasked is not None:
        directed(page, state, sentence.start + at + tasked, sentence.end)
    return True


def _behind_speaker(page: Context, at: int, weak: int) -> int:
    """Where the words of somebody open behind ``theo ông X, Phó Chủ tịch …,``."""
    head = offices.grammar()[0]
    for comma in re.compile(r",\s+").finditer(page.folded, at, weak):
        if not head.match(page.folded, comma.end()):
            return comma.end()
    return at


_PLAINLY = regex(r"chỉ\s+(?:rõ|ra)|nêu|phản\s+ánh|theo|cho\s+rằng|nhìn|thừa|lưu\s+ý|giải\s+trình")
_CALLED_WEAK = regex(
    r"(?:cho\s+rằng|cho\s+biết|nhìn\s+nhận|thừa\s+nhận|:|,)\s+(?P<what>[^;:.]{12,160}?)\s+(?:vẫn\s+|đang\s+|mới\s+|"
    r"cũng\s+)?là\s+(?:(?:điều|việc|cái)\s+(?:khó|lo|đáng\s+lo|vướng)|khó\s+khăn|hạn\s+chế|trở\s+ngại|điểm\s+yếu|"
    r"rào\s+cản|điểm\s+nghẽn|bất\s+cập|nỗi\s+(?:lo|bức\s+xúc)|thách\s+thức|tồn\s+tại)[^;:.,]{0,40}[.;]?$"
)


def _speaks_ill(body: str, told: re.Match[str], weak: re.Match[str]) -> bool:
    if _PLAINLY.match(told.group()) and not MODAL.search(body, told.end(), weak.start()):
        return True
    if re.match(r"(?:chưa|không)\s+có", body[weak.start() :]) and weak.start() - told.end() < 25:
        return True
    into = _INTO.match(body, told.end())
    if into and _OF_WORK.match(body, into.end()) and not _TURNED.search(body):
        return True
    many = re.search(
        r"(?<!\w)(?:ý\s+kiến|đại\s+biểu|người\s+dân|bà\s+con|cử\s+tri|hội\s+viên)(?!\w)", body[: told.start()]
    )
    return (
        many is not None
        or re.search(
            r"(?<!\w)(?:việc|công\s+tác|chất\s+lượng|tình\s+trạng|hiện\s+nay|một\s+số|vẫn|còn|có\s+nơi|quá)(?!\w)",
            body[told.end() : weak.end()],
        )
        is not None
    )


def _apart(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """Weaknesses told one after the other with commas, each with a subject of its own, stand apart."""
    parts: list[tuple[int, int]] = []
    at = start
    for comma in re.compile(
        r",\s+(?=(?:công\s+tác|việc|chất\s+lượng|tỷ\s+lệ|nhận\s+thức|thông\s+tin|nội\s+dung|kinh\s+phí|"
        r"tiến\s+độ|vai\s+trò|một\s+số)(?!\w))"
    ).finditer(folded, start, end):
        if WEAK.search(folded, at, comma.start()) and WEAK.search(folded, comma.end(), end):
            parts.append((at, comma.start()))
            at = comma.end()
    parts.append((at, end))
    return parts

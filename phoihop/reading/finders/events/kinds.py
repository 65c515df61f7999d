"""What kind of event it is (loại sự kiện), by its noun and the words behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from phoihop.reading.finders.events.candidates import Candidate
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context

__all__ = ["kinds_at", "kinds_of"]

_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, regex(pattern))
    for kind, pattern in (
        (
            "preparation",
            r"(?:họp|bàn|làm\s+việc)[^.;]{0,200}?(?:công\s+tác|việc|nội\s+dung)\s+(?:tổ\s+chức|chuẩn\s+bị)|"
            r"rà\s+soát[^.;]{0,60}chuẩn\s+bị|họp\s+trù\s+bị|trù\s+bị|"
            r"(?:họp|làm\s+việc)[^.;]{0,120}?chuẩn\s+bị\s+(?:cho\s+|tổ\s+chức\s+)?(?:hội\s+nghị|lễ|đại\s+hội|"
            r"hội\s+thảo|công\s+tác)",
        ),
        ("interim_review", r"sơ\s+kết"),
        ("final_review", r"tổng\s+kết(?!\s+thực\s+tiễn)"),
        (
            "signing",
            r"ký\s+kết|lễ\s+ký|ký\s+(?:chương\s+trình|quy\s+chế|kế\s+hoạch|thỏa\s+thuận|biên\s+bản|nghị\s+quyết|"
            r"bản\s+ghi\s+nhớ|hợp\s+tác)",
        ),
        ("training", r"tập\s+huấn|bồi\s+dưỡng\s+(?:nghiệp\s+vụ|kiến\s+thức|kỹ\s+năng)"),
        ("festival", r"^(?:lễ\s+|chương\s+trình\s+)?ngày\s+hội"),
        (
            "forum",
            r"diễn\s+đàn|tọa\s+đàm|(?<!hòa giải, )(?<!hòa giải và )đối\s+thoại|lắng\s+nghe\s+ý\s+kiến|"
            r"tiếp\s+xúc\s+cử\s+tri",
        ),
        (
            "commendation",
            r"(?:lễ|hội\s+nghị|buổi\s+lễ|chương\s+trình|họp\s+mặt|"
            r"gặp\s+mặt)\s+[“\"]?(?:trao\s+(?:tặng\s+)?(?:thưởng|giải|bằng|giấy|danh|huy|huân|quyết|tặng|khen|kỷ)|"
            r"tuyên\s+dương|khen\s+thưởng|biểu\s+dương|vinh\s+danh|tôn\s+vinh|trao\s+tặng|phát\s+thưởng)|"
            r"đón\s+nhận\s+(?:huân|bằng|danh|cờ)",
        ),
        (
            "launch",
            r"ra\s+mắt|phát\s+động|ra\s+quân|khởi\s+động|(?:hội\s+nghị|và|,|lễ|kế\s+hoạch|"
            r"họp)\s+(?:quán\s+triệt,?\s+)?triển\s+khai|trồng\s+cây|lễ\s+hưởng\s+ứng|"
            r"quán\s+triệt,?\s+triển\s+khai|hội\s+nghị\s+(?:trực\s+tuyến\s+)?(?:toàn\s+quốc\s+)?triển\s+khai",
        ),
        (
            "other",
            r"kiểm\s+điểm|họp\s+báo|gặp\s+mặt|giao\s+ban|hội\s+đàm|^(?:hội\s+nghị|cuộc\s+họp|buổi\s+họp|họp)\s+đánh\s+giá",
        ),
    )
)


def _phrase(page: Context, candidate: Candidate) -> str:
    """The words that say what kind of event it is: from its noun on, to the end of the sentence."""
    sentence = candidate.sentence
    start = sentence.start
    if (told := candidate.noun or candidate.act) is not None:
        start = told.start
    return page.folded[start : min(sentence.end, start + 420)]


_BARE = regex(
    r"(?:hội\s+nghị|buổi\s+lễ|lễ|cuộc\s+họp|chương\s+trình)\s*(?:[.,]|(?:do|được|diễn|này|tại|khép|vừa)(?!\w)|$)"
)


def kinds_at(page: Context, best: Candidate, ranked: Sequence[Candidate]) -> tuple[str, ...]:
    """The kinds of the main event: by its own sentence, where that leaves them open by those near it or the title."""
    found = kinds_of(page, best)
    if not found or found == ["other"]:
        bare = best.noun is None or _BARE.match(page.folded, best.noun.start) is not None
        for other in ranked[1:] if bare else ():
            near = other in ranked[1:4] and other.sentence.start - best.sentence.start < 800
            more = [kind for kind in kinds_of(page, other) if kind != "other"]
            if more and (near or other.sentence.paragraph == 0):
                found = more
                break
    found = found or ["other"]
    if "signing" not in found and found != ["preparation"] and (_signed_at_event(page) or _signed_beside(best, ranked)):
        found.append("signing")
    return tuple(sorted(set(found)))


def kinds_of(page: Context, candidate: Candidate) -> list[str]:
    phrase = _phrase(page, candidate)
    if (aim := _AIM.match(phrase)) is not None:
        phrase = phrase[aim.end() :]
    head = re.split(
        r"[.;]|(?<!\w)(?:nhằm|để|với\s+sự|tham\s+dự|cùng\s+dự|trong\s+đó|đồng\s+chí|do\s+ông|do\s+bà)(?!\w)",
        phrase,
        maxsplit=1,
    )[0]
    if _KINDS[0][1].search(phrase[:360]):
        return ["preparation"]
    found = [kind for kind, pattern in _KINDS[1:] if pattern.search(head)]
    if candidate.act is not None:
        found = _acted(candidate.act.kind, found)
    if "other" in found and found != ["other"] and not _APART.search(head):
        found.remove("other")
    if (
        "commendation" in found
        and set(found) & {"final_review", "interim_review"}
        and not re.match(r"(?:lễ|hội\s+nghị)\s+(?:tuyên|khen|biểu|vinh|tôn|trao)", head)
    ):
        found.remove("commendation")
    if "launch" in found and "signing" in found and "triển khai" in head and "hội nghị triển khai" not in head:
        found.remove("launch")
    return found


_APART = regex(r"kiểm\s+điểm|hội\s+đàm|^(?:hội\s+nghị|cuộc\s+họp|buổi\s+họp|họp)\s+đánh\s+giá")
"""What an event is beside its other kinds."""
_AIM = regex(r"(?:nhằm|để|với\s+mục\s+đích)\s[^.;]{5,160}?,\s+(?=(?:vừa\s+qua|sáng|chiều|tối|ngày|hôm))")


def _acted(kind: str, found: list[str]) -> list[str]:
    """The kinds of an event that is told by its verb alone (``ra mắt mô hình``, ``trao giấy khen``)."""
    if kind == "other":
        return [other for other in found if other not in ("launch", "other")] or ["other"]
    more = {"interim_review", "final_review", "signing"} & set(found) if kind != "commendation" else set()
    return sorted({kind, *more})


_PAPER = r"(?:chương\s+trình|quy\s+chế|kế\s+hoạch|nghị\s+quyết|thỏa\s+thuận|biên\s+bản|hợp\s+tác)"
_THERE = r"(?:hội\s+nghị|buổi\s+lễ|buổi\s+làm\s+việc|lễ|cuộc|hội\s+đàm|buổi\s+gặp|hội\s+thảo|ngày\s+hội)"
_SIGNED_THERE = regex(
    rf"(?:tại\s+{_THERE}|nhân\s+dịp\s+này|dịp\s+này|cũng\s+tại)[^.;]{{0,220}}?(?:đã\s+|cùng\s+|tiến\s+hành\s+|"
    rf"lễ\s+)?ký\s+kết\s+[^.;]{{0,60}}?{_PAPER}|{_PAPER}[^.;]{{0,120}}?(?<!\w)ký(?:\s+kết)?\s[^.;]{{0,80}}?(?:ngay\s+)?tại\s+{_THERE}"
)


def _signed_at_event(page: Context) -> bool:
    return "ký" in page.folded and _SIGNED_THERE.search(page.folded) is not None


def _signed_beside(best: Candidate, ranked: Sequence[Candidate]) -> bool:
    """Does another sentence tell that something was signed on the event's day?"""
    return any(
        other.act is not None
        and other.act.kind == "signing"
        and other.day is not None
        and best.day is not None
        and other.day.iso[-5:] == best.day.iso[-5:]
        for other in ranked[1:6]
    )

"""What kind of event it is (loại sự kiện), by its noun and the words behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from phoihop.reading.finders.events.candidates import VERBAL, Candidate
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
        ("other", r"kiểm\s+điểm|họp\s+báo|gặp\s+mặt|giao\s+ban"),
    )
)


def _phrase(page: Context, candidate: Candidate) -> str:
    """The words that say what kind of event it is: from its noun on, to the end of the sentence."""
    sentence = candidate.sentence
    start = candidate.noun.start if candidate.noun is not None else sentence.start
    return page.folded[start : min(sentence.end, start + 420)]


def kinds_at(page: Context, best: Candidate, ranked: Sequence[Candidate]) -> tuple[str, ...]:
    found = kinds_of(page, best)
    if not found or found == ["other"]:
        for other in ranked[1:4]:
            if other.sentence.start - best.sentence.start < 800:
                more = [kind for kind in kinds_of(page, other) if kind != "other"]
                if more and best.noun is None:
                    found = more
                    break
    found = found or ["other"]
    if "signing" not in found and found != ["preparation"] and _signed_at_event(page):
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
    if candidate.noun is None:
        found = _acted(phrase, found)
    if "other" in found and found != ["other"] and "kiểm điểm" not in head:
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


_AIM = regex(r"(?:nhằm|để|với\s+mục\s+đích)\s[^.;]{5,160}?,\s+(?=(?:vừa\s+qua|sáng|chiều|tối|ngày|hôm))")


def _acted(phrase: str, found: list[str]) -> list[str]:
    """The kind of an event that is told by its verb alone (``ra mắt mô hình``, ``trao giấy khen``)."""
    act = VERBAL.search(phrase)
    word = act["act"] if act is not None else "ký kết"
    if word.startswith(("ra quân", "ra mắt", "phát động", "khởi", "trồng")):
        return ["launch"]
    if word.startswith(("trao b", "trao g", "trao t", "tuyên", "khen")):
        return ["commendation"]
    if word == "ký kết":
        return ["signing"]
    return [kind for kind in found if kind != "launch"]


_SIGNED_THERE = regex(
    r"(?:tại\s+(?:hội\s+nghị|buổi\s+lễ|buổi\s+làm\s+việc|lễ|cuộc)|nhân\s+dịp\s+này|dịp\s+này|"
    r"cũng\s+tại)[^.;]{0,220}?(?:đã\s+|cùng\s+|tiến\s+hành\s+|lễ\s+)?ký\s+kết\s+[^.;]{0,60}?(?:chương\s+trình|"
    r"quy\s+chế|kế\s+hoạch|nghị\s+quyết|thỏa\s+thuận|biên\s+bản|hợp\s+tác)"
)


def _signed_at_event(page: Context) -> bool:
    return _SIGNED_THERE.search(page.folded) is not None

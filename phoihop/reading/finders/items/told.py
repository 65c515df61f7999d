"""Items told in running text: requests, modal sentences, contents of what is signed."""

from __future__ import annotations

import re

from phoihop.reading.finders import bodies
from phoihop.reading.finders.items.clauses import State, clauses, cut, keep
from phoihop.reading.finders.items.cues import (
    AGREED,
    AHEAD,
    ASKS,
    CLOSING,
    CONNECTIVE,
    CONTENTS,
    GOES_ON,
    IMPERATIVE,
    INSTRUMENT,
    MODAL,
    NOT_A_TASK,
    NUMBERING,
    PARTY,
    TOLD,
)
from phoihop.reading.finders.items.tasks import directed, from_subject, past, task_cue
from phoihop.reading.finders.items.weaknesses import weakness
from phoihop.reading.normalise import holds
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context, Sentence

__all__ = ["listed", "narrated"]


def narrated(page: Context, state: State, sentence: Sentence, kind: str) -> None:
    """Items of one sentence of running text."""
    folded = page.folded
    start, end = sentence.start, sentence.end
    body = folded[start:end].replace("\n", " ")
    if kind in ("caption", "title") or (
        end - start < 160 and body.rstrip()[-1:] not in '.;:…”"!?' and sentence.paragraph < 2
    ):
        state.going = None
        return
    lead = NUMBERING.match(body)
    opening = body[lead.end() :] if lead else body
    contents = CONTENTS.search(f"{body} ") if state.signing or state.plan or "phối hợp" in body else None
    if contents and not _JUDGED.search(body[: max(contents.start() + 20, contents.end())]):
        clauses(page, state, start + contents.end(), end, "content", 0.9)
        state.going = "content"
        return
    if _STILL_OPEN.fullmatch(body):
        state.going, state.announced = "limitation", sentence.paragraph  # what is still open is told next
        return
    linked = CONNECTIVE.match(opening)
    asked = _INSTRUMENT_ASKS.match(opening, linked.end() if linked else 0)
    if asked and not _PAST.search(asked.group()):
        clauses(page, state, start + len(body) - len(opening) + asked.end(), end, "content", 0.75)
        state.going = "content"
        return
    if weakness(page, state, sentence, body):
        state.going = "limitation"
        return
    if (
        state.announced == sentence.paragraph
        and state.going == "limitation"
        and not _closed(opening)
        and MODAL.search(body) is None
        and task_cue(body, page.text[start:end]) is None
        and TOLD.search(body) is None
    ):
        clauses(page, state, start + len(body) - len(opening), end, "limitation", 0.7)
        return
    if body.endswith(":") and ASKS.search(body):
        state.going = "direction"
        return
    ahead = _WHAT_NEXT.match(opening)
    if ": " in body and (many := _SEVERAL_TASKS.search(body)) and not _JUDGED.search(body[: many.end()]):
        clauses(page, state, start + many.end(), end, "direction", 0.8)
        state.going, state.spoken = "direction", True
        return
    cue = task_cue(body, page.text[start:end])
    if cue is not None and not (ahead and ";" in body[len(body) - len(opening) + ahead.end() : cue]):
        at = start + cue
        directed(page, state, at, end)
        state.going, state.spoken = "direction", True
        return
    if _shows(body):
        return
    told = TOLD.search(body)
    state.spoken = state.spoken or told is not None
    if state.signing and (under := _PURSUANT.match(opening)) and not _PAST.search(opening[: under.end() + 60]):
        clauses(page, state, start + len(body) - len(opening) + under.end(), end, "content", 0.75)
        state.going = "content"
        return
    if (told is None or told.group() in ("xác định", "thống nhất")) and ahead and not _PAST.search(opening):
        at = start + len(body) - len(opening) + ahead.end()
        colon = folded.find(": ", at, min(end, at + 110))
        clauses(page, state, colon + 2 if colon > 0 else at, end, "direction", 0.75)
        state.going = "direction"
        return
    aimed = _TARGET.search(body) if holds(body, _TARGETS) else None
    if aimed and not _PAST.search(body[: aimed.start()]) and ";" not in body[: aimed.start()]:
        own = page.folded[start : start + aimed.start()].strip() if aimed["dự"] else ""
        clauses(
            page,
            state,
            from_subject(page, start, start + aimed.start()) if own else start + aimed.end(),
            end,
            "direction",
            0.7,
        )
        state.going = "direction"
        return
    instrument = INSTRUMENT.match(opening)
    if instrument and _ANY_PLAN.fullmatch(instrument.group()) and not (state.signing or state.plan):
        instrument = None
    if (
        told is None
        and (aim := _AIMS.match(opening) or (_AGENDA.search(opening) if ":" in opening else None))
        and not _PAST.search(opening[: aim.end()])
    ):
        clauses(page, state, start + len(body) - len(opening) + aim.end(), end, "direction", 0.75)
        state.going = "direction"
        return
    opened = CONNECTIVE.match(opening)
    modal = MODAL.search(body)
    party = AGREED.search(body)
    if (
        (
            (instrument or party or state.going == "content")
            and (state.signing or state.plan or instrument or state.going == "content")
            and not (told and not instrument and not party)
        )
        and (
            modal
            or party
            or (instrument and "quy định" in instrument.group())
            or (
                state.going == "content"
                and (opened or (re.search(r"(?<!\w)được(?!\w)", body) and not _closed(opening)))
            )
        )
        and not re.search(r"(?<!\w)(?:đã|báo\s+cáo)(?!\w)", body[:90] if not instrument else "")
    ):
        at = start + (len(body) - len(opening) + (instrument.end() if instrument else 0))
        if instrument and "quy định" in instrument.group():
            at = start + body.find("quy định")
        elif party and not instrument:
            at = start + party.start("what")
        if (
            state.going == "content"
            and modal
            and (second := from_subject(page, at, start + modal.start())) - at > 60
            and not folded[at:second].startswith("theo")
        ):
            clauses(page, state, at, second, "content", 0.7)
            at = second
        clauses(page, state, at, end, "content", 0.7)
        state.going = "content"
        return
    if party and not state.signing and body[party.start("what") :].startswith(("thống nhất", "cam kết")):
        clauses(page, state, start + party.start(), end, "direction")
        state.going = "direction"
        return
    if told and (says := _SAYS_IN_FULL.match(body, told.end())) and IMPERATIVE.match(body, says.end()):
        clauses(page, state, start + says.end(), end, "direction", 0.75)
        state.going = "direction"
        return
    modal = MODAL.search(body, told.end() if told else 0)
    while told and modal and (nearer := TOLD.search(body, told.end())) and nearer.end() <= modal.start():
        told = nearer
    if told and modal is None and (goes_on := GOES_ON.search(body, told.end())):
        clauses(page, state, start + goes_on.start("what"), end, "direction")
        state.going = "direction"
        return
    if modal is None and told and (modal := MODAL.search(body)):
        told = None
        state.spoken = True
    if opening.startswith(("nếu ", "khi ")) or (modal and "dự kiến" in body[: modal.start()]):
        modal = None
    if modal and modal.group() == "sẽ" and re.search(r"(?<!\w)(?:con|em|cháu)\s+$", body[: modal.start()]):
        modal = None  # a child's promise
    if modal and not past(body, modal) and not NOT_A_TASK.match(body, modal.start()):
        firm = (
            modal.group() == "phấn đấu"
            or (modal.group() == "sẽ" and IMPERATIVE.match(body, modal.end() + 1))
            or (opened and re.match(r"do\s|vì\s", opening))
        )
        if (
            told
            or firm
            or state.spoken
            or state.going == "direction"
            or AHEAD.search(body)
            or state.section == "direction"
        ):
            semicolon = body.rfind("; ", told.end() if told else 0, modal.start())
            floor = semicolon + 2 if semicolon >= 0 else (told.end() if told else 0)
            at = from_subject(page, start + floor, start + modal.start())
            clauses(page, state, at, end, "direction", 0.8 if told else 0.7 if firm else 0.6)
            state.going = "direction"
            return
    if state.going in ("direction", "content") and lead and _COUNTED_OFF.match(body) and not _closed(opening):
        clauses(page, state, start + lead.end(), end, state.going, 0.8)
        return
    verb = IMPERATIVE.match(opening, opened.end() if opened else 0)
    if state.going == "direction" and _NEVER.match(opening):
        clauses(page, state, start + len(body) - len(opening), end, state.going, 0.75)
        return
    if state.going == "direction" and (actor := PARTY.match(opening)) and IMPERATIVE.match(opening, actor.end() + 1):
        clauses(page, state, start + len(body) - len(opening) + actor.end(), end, state.going, 0.75)
        return
    if (
        state.going == "direction"
        and not _closed(opening)
        and (whose := _actor(page, start + len(body) - len(opening), end))
    ):
        clauses(page, state, whose, end, state.going, 0.7)
        return
    if state.going in ("direction", "content") and verb and not _closed(opening):
        clauses(page, state, start + len(body) - len(opening) + (opened.end() if opened else 0), end, state.going, 0.75)
        return
    if len(body) < 140 and _OF_WEAKNESS.search(body):
        state.going, state.announced = "limitation", sentence.paragraph  # what was weak is told next
        return
    state.going = state.going if body.rstrip().endswith(":") and state.going != "limitation" else None


def listed(page: Context, state: State, start: int, sentences: list[Sentence]) -> None:
    """A paragraph of a list of tasks: every clause that does not tell what was done."""
    role = state.listing or "direction"
    first_words = page.folded[start : start + 160].split(". ")[0]
    results = _DONE.search(first_words) is not None
    for sentence in sentences:
        body = page.folded[sentence.start : sentence.end]
        if weakness(page, state, sentence, body):
            continue
        for first, last in cut(page, max(start, sentence.start), sentence.end):
            clause = page.folded[first:last].lstrip(" ;")
            asked = MODAL.search(clause) or IMPERATIVE.match(clause)
            if role == "limitation" or asked or not (results or _DONE.search(clause[:60])):
                keep(page, state, first, last, role, 0.9 if asked else 0.8)


_ACTS = (
    r"quan\s+tâm|khẩn\s+trương|tập\s+trung|tăng\s+cường|đẩy\s+mạnh|chủ\s+trì|tổng\s+hợp|tiếp\s+tục|chủ\s+động|"
    r"kịp\s+thời|sớm|nghiên\s+cứu|"
    r"xem\s+xét|hướng\s+dẫn|bố\s+trí|rà\s+soát|tham\s+mưu|thường\s+xuyên|gửi|hoàn\s+tất|phụ\s+trách|theo\s+dõi|"
    r"đôn\s+đốc"
)
_ACT = regex(rf"\s+(?:{_ACTS})(?!\w)")
_JUDGED = regex(r"(?<!\w)(?:đánh\s+giá|kết\s+quả|đã|thống\s+nhất\s+ký)(?!\w)")
_STILL_OPEN = regex(
    r"(?:[^\s,]+\s+[^\s,]+,\s+|tuy\s+nhiên,?\s+|song,?\s+)?(?:vẫn\s+)?còn\s+(?:đó\s+)?(?:(?:những|nhiều|"
    r"không\s+ít|một\s+số|vài)\s+)?(?:điều\s+)?"
    r"(?:băn\s+khoăn|trăn\s+trở|khó\s+khăn|hạn\s+chế|tồn\s+tại|vướng\s+mắc|bất\s+cập|nỗi\s+lo)[.:…]{0,3}"
)
_INSTRUMENT_ASKS = regex(
    r"(?:bản\s+)?(?:chỉ\s+thị|nghị\s+quyết|thông\s+tri|kế\s+hoạch|quy\s+chế|thỏa\s+thuận|"
    r"biên\s+bản\s+ghi\s+nhớ)(?:\s+[^\s,;:.]+){0,14}?\s+(?:cũng\s+)?(?:yêu\s+cầu|giao|nêu\s+rõ|quy\s+định|đề\s+ra|"
    r"chỉ\s+rõ)"
    r"(?!\w)[^:;.]{0,40}?(?::|(?=\s))\s*"
)
_SAYS_IN_FULL = regex(r"[^:;.]{0,60}:\s+[“\"]?")
_OF_WEAKNESS = regex(
    r"(?<!\w)(?:mổ\s+xẻ|chỉ\s+ra|nêu|phân\s+tích|thảo\s+luận|bàn\s+về|không\s+ít|còn\s+(?:những|nhiều|một\s+số|"
    r"không\s+ít))\s+(?:rõ\s+)?(?:[^,;:.]{0,20}\s)?"
    r"(?:hạn\s+chế|tồn\s+tại|khó\s+khăn|vướng\s+mắc|bất\s+cập)[^,;:.]{0,40}[.:]$|^(?:tuy\s+nhiên|tuy\s+vậy|"
    r"tuy\s+thế|song|thế\s+nhưng|dù\s+vậy)\s*:$"
)
_PURSUANT = regex(r"theo\s+(?:đó|nội\s+dung|thỏa\s+thuận|quy\s+chế|chương\s+trình|kế\s+hoạch)[^,;:.]{0,80},\s+")
_WHAT_NEXT = regex(
    r"(?:trong\s+)?(?:thời\s+gian\s+tới|giai\s+đoạn\s+(?:tới|tiếp\s+theo)|nhiệm\s+kỳ\s+(?:tới|mới)|năm\s+(?:tới|"
    r"sau))\s*,\s+"
    r"(?=(?:[^\s,;:.]+\s+){0,12}?(?:tiếp\s+tục|tập\s+trung|đẩy\s+mạnh|tăng\s+cường|phối\s+hợp|phấn\s+đấu|"
    r"duy\s+trì|thống\s+nhất|xác\s+định)(?!\w))"
)
_PAST = regex(r"(?<!\w)(?:đã|vừa|sáng|chiều|diễn\s+ra)(?!\w)")
_ANY_PLAN = regex(r"theo\s+(?:kế\s+hoạch|chương\s+trình)\s*,?")
_AIMS = regex(r"(?:mục\s+tiêu|chỉ\s+tiêu)\s+(?:[^,;:.]{0,60}?\s)?(?:là|:)\s+")
_SEVERAL_TASKS = regex(
    r"(?<!\w)(?:đề\s+ra|nêu|giao|gợi\s+ý|gợi\s+mở|nhấn\s+mạnh|lưu\s+ý|yêu\s+cầu|chỉ\s+đạo|đề\s+nghị|đặt\s+ra|xác\s+định|chốt)"
    r"\s+(?:[^,;:.]{0,40}\s)?(?:\d+|hai|ba|bốn|năm|sáu|các|những|một\s+số|mấy)\s+(?:việc|nhiệm\s+vụ|giải\s+pháp|yêu\s+cầu|"
    r"khâu|trọng\s+tâm)(?!\w)[^:;.]{0,60}:\s+(?=\S)"
)
_TARGETS = ("hướng tới", "hướng đến", "mục tiêu", "chỉ tiêu", "dự kiến", "nhiệm vụ", "giải pháp", "trọng tâm")
_TARGET = regex(
    r"(?<!\w)(?:(?:hướng\s+(?:tới|đến)|đặt\s+(?:ra\s+)?(?:mục\s+tiêu|chỉ\s+tiêu))\s+(?=(?:[^\s,;:.]+\s+){0,6}?\d)|"
    r"(?P<dự>dự\s+kiến)\s+(?=(?:mở|nhân|mở\s+rộng|xây|lập|thành\s+lập|tiếp|đưa|lắp|hỗ\s+trợ|phối\s+hợp|tập\s+huấn)"
    r"(?!\w))|(?:nhiệm\s+vụ|giải\s+pháp|trọng\s+tâm)\s+(?:[^,;:.]{0,50}\s)?là\s+(?=(?:xây|tiếp|tăng|nâng|đẩy|tập|phát|giữ|làm|đưa|"
    r"củng|duy|phối|tuyên|rà|kiện)\s))"
)
_AGENDA = regex(
    r"(?<!\w)(?:thông\s+qua|thống\s+nhất|đề\s+ra|xác\s+định|đưa\s+ra)\s+[^:;.]{0,40}?(?:phương\s+hướng|nhiệm\s+vụ|"
    r"giải\s+pháp)[^:;.]{0,60}:\s+"
)
_COUNTED_OFF = regex(r"(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+là|thứ\s+(?:hai|ba|tư|năm|sáu|bảy)")
_MUCH_DONE = regex(r"(?:[^\s\d]+\s+){1,3}(?:\d{3,}|\d{1,3}\.\d{3})\s")  # "ban hành 1.127 văn bản" tells a result
_DONE = regex(r"(?<!\w)(?:đã|biểu\s+dương|ghi\s+nhận|đánh\s+giá\s+cao|đạt\s+\d|giảm\s+\d|tăng\s+\d)(?!\w)")


def _shows(body: str) -> bool:
    """Is a sentence a caption that stands in the text: somebody speaks at, hands over, poses?"""
    return (
        len(body) < 170
        and re.search(
            r"(?<!\w)(?:phát\s+biểu(?:\s+\S+){0,3}\s+tại\s+(?:\S+\s*){1,6}\.?$|"
            r"trao\s+(?:\S+\s+){1,12}tặng(?!\w)|trao\s+đổi\s+các\s+văn\s+bản|chụp\s+ảnh|ảnh\s*:)",
            body,
        )
        is not None
    )


_MANY_ACT = regex(r"(?:các|mỗi|từng|toàn|riêng)\s+(?:[^\s,;:.]+\s+){1,4}?(?=(?:VERB)\s)".replace("VERB", _ACTS))


_NEVER = regex(r"(?:không|đừng|tránh|chớ|tuyệt\s+đối)\s+(?!có|còn|ai|gì|chỉ|những|ít|thể|phải|biết)")
_EACH = regex(
    r"(?:mỗi|từng)\s+(?:xã|huyện|phường|thôn|bản|cán|đơn|địa|cấp|ngành|cơ|chi|tổ|người|đảng|khu|tỉnh|hội|trường|mô)(?!\w)"
)
_ABOUT_WHOM = regex(r"(?:đối\s+với|riêng)\s+[^,;:.]{4,80},\s+")


def _actor(page: Context, at: int, end: int) -> int | None:
    """Where a task opens with who is to do it, in a run of tasks: ``Công an tỉnh quan tâm phát triển …``."""
    if _EACH.match(page.folded, at, end):
        return at
    if about := _ABOUT_WHOM.match(page.folded, at, end):
        return at if _actor(page, about.end(), end) is not None else None
    if _MANY_ACT.match(page.folded, at, end):
        return at
    body = bodies.at(page, at, end)
    return at if body is not None and _ACT.match(page.folded, body.end, end) else None


def _closed(opening: str) -> bool:
    return (
        CLOSING.match(opening) is not None
        or _MUCH_DONE.match(opening) is not None
        or re.search(r"(?<!\w)đã(?!\w)", opening[:60]) is not None
    )

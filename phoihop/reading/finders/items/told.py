"""Items told in running text: requests, modal sentences, contents of what is signed."""

from __future__ import annotations

import re
from collections.abc import Callable

from phoihop.reading.finders import bodies
from phoihop.reading.finders.items.clauses import State, cut, keep
from phoihop.reading.finders.items.contents import JUDGED, agreed, asked_by_paper, listed_contents, pursuant
from phoihop.reading.finders.items.cues import AGREED, AHEAD, ASKS, GOES_ON, IMPERATIVE, MODAL, NOT_A_TASK, PARTY, TOLD
from phoihop.reading.finders.items.lines import PAST, Line, closed, line_of
from phoihop.reading.finders.items.tasks import directed, from_subject, past, task_cue
from phoihop.reading.finders.items.weaknesses import weakness
from phoihop.reading.normalise import holds
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context, Sentence

__all__ = ["listed", "narrated"]


def narrated(page: Context, state: State, sentence: Sentence, kind: str) -> None:
    """Items of one sentence of running text: the first step that knows how it is said puts them down."""
    line = line_of(page, state, sentence)
    if _stands_alone(line, kind):
        state.going = None
        return
    if not any(step(line) for step in _STEPS):
        state.going = state.going if line.body.rstrip().endswith(":") and state.going != "limitation" else None


def _stands_alone(line: Line, kind: str) -> bool:
    """Is a sentence a caption, a title or a line at the head of the page?"""
    short = len(line.body) < 160 and line.body.rstrip()[-1:] not in '.;:…”"!?'
    return kind in ("caption", "title") or (short and line.sentence.paragraph < 2)


def _still_open(line: Line) -> bool:
    """``Vẫn còn những băn khoăn.``: what is still open is told next."""
    if not _STILL_OPEN.fullmatch(line.body):
        return False
    return _announce(line)


def _announce(line: Line) -> bool:
    line.state.going, line.state.announced = "limitation", line.sentence.paragraph
    return True


def _weak(line: Line) -> bool:
    if not weakness(line.page, line.state, line.sentence, line.body):
        return False
    line.state.going = "limitation"
    return True


def _announced(line: Line) -> bool:
    """A sentence behind one that announced weaknesses, in its paragraph."""
    state, body = line.state, line.body
    if state.announced != line.sentence.paragraph or state.going != "limitation" or closed(line.opening):
        return False
    if MODAL.search(body) or task_cue(body, line.text) is not None or TOLD.search(body):
        return False
    return line.put(line.skip, "limitation", 0.7)


def _tasks_follow(line: Line) -> bool:
    if not (line.body.endswith(":") and ASKS.search(line.body)):
        return False
    line.state.going = "direction"
    return True


def _several(line: Line) -> bool:
    """``… nêu ba việc cần làm: …``."""
    many = _SEVERAL_TASKS.search(line.body) if ": " in line.body else None
    if many is None or JUDGED.search(line.body[: many.end()]):
        return False
    line.state.spoken = True
    return line.put(many.end(), "direction", 0.8)


def _requested(line: Line) -> bool:
    """``… đề nghị các cấp …``."""
    cue = task_cue(line.body, line.text)
    ahead = _WHAT_NEXT.match(line.opening)
    if cue is None or (ahead and ";" in line.body[line.skip + ahead.end() : cue]):
        return False
    directed(line.page, line.state, line.sentence.start + cue, line.sentence.end)
    line.state.going, line.state.spoken = "direction", True
    return True


def _shown(line: Line) -> bool:
    """A caption that stands in the text: somebody speaks at, hands over, poses."""
    return len(line.body) < 170 and _SHOWN.search(line.body) is not None


def _heard(line: Line) -> bool:
    """Note who speaks, for the steps behind."""
    line.told = TOLD.search(line.body)
    line.state.spoken = line.state.spoken or line.told is not None
    return False


def _what_next(line: Line) -> bool:
    """``Thời gian tới, hai ngành tiếp tục …``."""
    ahead = _WHAT_NEXT.match(line.opening)
    settles = line.told is None or line.told.group() in ("xác định", "thống nhất")
    if not (ahead and settles) or PAST.search(line.opening):
        return False
    at = line.skip + ahead.end()
    colon = line.body.find(": ", at, at + 110)
    return line.put(colon + 2 if colon > 0 else at, "direction", 0.75)


def _aimed(line: Line) -> bool:
    """``… dự kiến mở thêm 3 lớp``, ``… đặt mục tiêu 100 hộ``."""
    body, start = line.body, line.sentence.start
    aimed = _TARGET.search(body) if holds(body, _TARGETS) else None
    if aimed is None or PAST.search(body[: aimed.start()]) or ";" in body[: aimed.start()]:
        return False
    own = aimed["dự"] and body[: aimed.start()].strip()
    return line.put(
        from_subject(line.page, start, start + aimed.start()) - start if own else aimed.end(), "direction", 0.7
    )


def _goals(line: Line) -> bool:
    """``Mục tiêu … là …``, ``Hội nghị thông qua phương hướng …: …``."""
    if line.told is not None:
        return False
    aim = _AIMS.match(line.opening) or (_AGENDA.search(line.opening) if ":" in line.opening else None)
    if aim is None or PAST.search(line.opening[: aim.end()]):
        return False
    return line.put(line.skip + aim.end(), "direction", 0.75)


def _parties(line: Line) -> bool:
    """``Hai bên thống nhất …`` where nothing is signed."""
    party = None if line.state.signing else AGREED.search(line.body)
    if party is None or not line.body.startswith(("thống nhất", "cam kết"), party.start("what")):
        return False
    return line.put(party.start(), "direction", 0.8)


def _in_full(line: Line) -> bool:
    """``Ông nhấn mạnh: tập trung …``."""
    says = _SAYS_IN_FULL.match(line.body, line.told.end()) if line.told else None
    if says is None or not IMPERATIVE.match(line.body, says.end()):
        return False
    return line.put(says.end(), "direction", 0.75)


def _must(line: Line) -> bool:
    """What somebody says must, should or will be done."""
    state, body, told = line.state, line.body, line.told
    modal = MODAL.search(body, told.end() if told else 0)
    while told and modal and (nearer := TOLD.search(body, told.end())) and nearer.end() <= modal.start():
        told = nearer
    if told and modal is None and (goes_on := GOES_ON.search(body, told.end())):
        return line.put(goes_on.start("what"), "direction", 0.8)
    if modal is None and told and (modal := MODAL.search(body)):
        told = None  # the speaker stands behind his words
        state.spoken = True
    if modal is None or not _ahead(line, modal):
        return False
    firm = _firm(line, modal)
    if not (told or firm or state.spoken or "direction" in (state.going, state.section) or AHEAD.search(body)):
        return False
    floor = told.end() if told else 0
    semicolon = body.rfind("; ", floor, modal.start())
    floor = semicolon + 2 if semicolon >= 0 else floor
    start = line.sentence.start
    at = from_subject(line.page, start + floor, start + modal.start()) - start
    return line.put(at, "direction", 0.8 if told else 0.7 if firm else 0.6)


def _ahead(line: Line, modal: re.Match[str]) -> bool:
    """Does a modal verb look ahead: no condition, no plan, no child's promise, nothing past?"""
    body = line.body
    if line.opening.startswith(("nếu ", "khi ")) or "dự kiến" in body[: modal.start()]:
        return False
    if modal.group() == "sẽ" and _CHILD.search(body[: modal.start()]):
        return False
    return not past(body, modal) and not NOT_A_TASK.match(body, modal.start())


def _firm(line: Line, modal: re.Match[str]) -> bool:
    """Is a modal sentence a task whoever says it?"""
    acts = modal.group() == "sẽ" and IMPERATIVE.match(line.body, modal.end() + 1) is not None
    reasons = line.linked > 0 and line.opening.startswith(("do ", "vì "))
    return modal.group() == "phấn đấu" or acts or reasons


def _counted_off(line: Line) -> bool:
    """``Hai là, …`` in a run of tasks or contents."""
    going = line.state.going
    if going not in ("direction", "content") or not line.lead:
        return False
    if not _COUNTED_OFF.match(line.body) or closed(line.opening):
        return False
    return line.put(line.lead.end(), going, 0.8)


def _next_task(line: Line) -> bool:
    """A further sentence of a run of tasks or contents."""
    going, opening = line.state.going, line.opening
    if going == "direction" and _NEVER.match(opening):
        return line.put(line.skip, going, 0.75)
    party = PARTY.match(opening) if going == "direction" else None
    if party and IMPERATIVE.match(opening, party.end() + 1):
        return line.put(line.skip + party.end(), "direction", 0.75)
    if going not in ("direction", "content") or closed(opening):
        return False
    start = line.sentence.start
    whose = _actor(line.page, start + line.skip, line.sentence.end) if going == "direction" else None
    if whose:
        return line.put(whose - start, going, 0.7)
    return IMPERATIVE.match(opening, line.linked) is not None and line.put(line.skip + line.linked, going, 0.75)


def _weaknesses_follow(line: Line) -> bool:
    """``Hội nghị mổ xẻ những hạn chế …``: what was weak is told next."""
    return len(line.body) < 140 and _OF_WEAKNESS.search(line.body) is not None and _announce(line)


_STEPS: tuple[Callable[[Line], bool], ...] = (
    listed_contents,
    _still_open,
    asked_by_paper,
    _weak,
    _announced,
    _tasks_follow,
    _several,
    _requested,
    _shown,
    _heard,
    pursuant,
    _what_next,
    _aimed,
    _goals,
    agreed,
    _parties,
    _in_full,
    _must,
    _counted_off,
    _next_task,
    _weaknesses_follow,
)


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
_STILL_OPEN = regex(
    r"(?:[^\s,]+\s+[^\s,]+,\s+|tuy\s+nhiên,?\s+|song,?\s+)?(?:vẫn\s+)?còn\s+(?:đó\s+)?(?:(?:những|nhiều|"
    r"không\s+ít|một\s+số|vài)\s+)?(?:điều\s+)?"
    r"(?:băn\s+khoăn|trăn\s+trở|khó\s+khăn|hạn\s+chế|tồn\s+tại|vướng\s+mắc|bất\s+cập|nỗi\s+lo)[.:…]{0,3}"
)
_SAYS_IN_FULL = regex(r"[^:;.]{0,60}:\s+[“\"]?")
_OF_WEAKNESS = regex(
    r"(?<!\w)(?:mổ\s+xẻ|chỉ\s+ra|nêu|phân\s+tích|thảo\s+luận|bàn\s+về|không\s+ít|còn\s+(?:những|nhiều|một\s+số|"
    r"không\s+ít))\s+(?:rõ\s+)?(?:[^,;:.]{0,20}\s)?"
    r"(?:hạn\s+chế|tồn\s+tại|khó\s+khăn|vướng\s+mắc|bất\s+cập)[^,;:.]{0,40}[.:]$|^(?:tuy\s+nhiên|tuy\s+vậy|"
    r"tuy\s+thế|song|thế\s+nhưng|dù\s+vậy)\s*:$"
)
_WHAT_NEXT = regex(
    r"(?:trong\s+)?(?:thời\s+gian\s+tới|giai\s+đoạn\s+(?:tới|tiếp\s+theo)|nhiệm\s+kỳ\s+(?:tới|mới)|năm\s+(?:tới|"
    r"sau))\s*,\s+"
    r"(?=(?:[^\s,;:.]+\s+){0,12}?(?:tiếp\s+tục|tập\s+trung|đẩy\s+mạnh|tăng\s+cường|phối\s+hợp|phấn\s+đấu|"
    r"duy\s+trì|thống\s+nhất|xác\s+định)(?!\w))"
)
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
_DONE = regex(r"(?<!\w)(?:đã|biểu\s+dương|ghi\s+nhận|đánh\s+giá\s+cao|đạt\s+\d|giảm\s+\d|tăng\s+\d)(?!\w)")
_SHOWN = regex(
    r"(?<!\w)(?:phát\s+biểu(?:\s+\S+){0,3}\s+tại\s+(?:\S+\s*){1,6}\.?$|"
    r"trao\s+(?:\S+\s+){1,12}tặng(?!\w)|trao\s+đổi\s+các\s+văn\s+bản|chụp\s+ảnh|ảnh\s*:)"
)
_CHILD = regex(r"(?<!\w)(?:con|em|cháu)\s+$")
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

"""Items told in running text: requests, modal sentences, contents of what is signed."""

from __future__ import annotations

import re
from collections.abc import Callable

from phoihop.reading.finders import bodies
from phoihop.reading.finders.items.announced import announced, announces, weaknesses_follow
from phoihop.reading.finders.items.called import called_task, called_weakness
from phoihop.reading.finders.items.clauses import State, cut, keep
from phoihop.reading.finders.items.contents import (
    JUDGED,
    agreed,
    asked_by_paper,
    called_contents,
    listed_contents,
    pursuant,
    undertaken,
)
from phoihop.reading.finders.items.cues import AGREED, AHEAD, ASKS, GOES_ON, IMPERATIVE, MODAL, NOT_A_TASK, PARTY, TOLD
from phoihop.reading.finders.items.lines import PAST, Line, closed, line_of
from phoihop.reading.finders.items.quoted import ONCE, SOON, bids, quoted
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
    """Is a sentence a question, a caption, a title or a line at the head of the page?"""
    short = len(line.body) < 160 and line.body.rstrip()[-1:] not in '.;:…”"!?'
    asks = line.body.rstrip(' ”"').endswith("?")
    return asks or kind in ("caption", "title") or (short and line.sentence.paragraph < 2)


def _weak(line: Line) -> bool:
    if not weakness(line.page, line.state, line.sentence, line.body):
        return False
    line.state.going = "limitation"
    return True


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
    if cue is None or (ahead and ";" in line.body[line.skip + ahead.end() : cue]) or _promised_first(line, cue):
        return False
    directed(line.page, line.state, line.sentence.start + cue, line.sentence.end)
    line.state.going, line.state.spoken = "direction", True
    return True


def _promised_first(line: Line, cue: int) -> bool:
    """Is a request only the further clause of a promise: ``cho biết sẽ bố trí …; chỉ đạo …``?"""
    semicolon = line.body.find("; ", 0, cue)
    told = TOLD.search(line.body, 0, semicolon) if semicolon > 0 else None
    return told is not None and MODAL.search(line.body, told.end(), semicolon) is not None


def _shown(line: Line) -> bool:
    """A caption that stands in the text: somebody speaks at, hands over, poses."""
    body = line.body
    return len(body) < 170 and holds(body, ("biểu", "trao", "ảnh")) and _SHOWN.search(body) is not None


def _heard(line: Line) -> bool:
    """Note who speaks, for the steps behind."""
    line.told = line.first(TOLD)
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
    party = None if line.state.signing else line.first(AGREED)
    if party is None or not line.body.startswith(("thống nhất", "cam kết"), party.start("what")):
        return False
    return line.put(party.start(), "direction", 0.8)


def _in_full(line: Line) -> bool:
    """``Ông nhấn mạnh: tập trung …``."""
    says = _SAYS_IN_FULL.match(line.body, line.told.end()) if line.told else None
    if says is None or not bids(line.body[says.end() :]):
        return False
    return line.put(says.end(), "direction", 0.75)


def _promised(line: Line) -> bool:
    """``Hội cam kết mỗi chi hội nhận …``, ``Ông khẳng định không bao che …``."""
    told, body = line.told, line.body
    if told is None or len(body[: told.start()].split()) > 14 or _NO_PROMISE.search(body, 0, told.start()):
        return False
    words = _THAT.match(body, told.end())
    at = words.end() if words else told.end() + 1
    if told.group() == "nguyện":
        whole = _OWN_PART.match(line.opening)
        return line.put(line.skip + (whole.end() if whole else 0), "direction", 0.7)
    promise = told.group().startswith(("cam kết", "hứa", "hẹn", "phát nguyện")) and not _TO_WHOM.match(body, at)
    firm = told.group().startswith(("khẳng định", "nhấn mạnh")) and _FIRM.match(body, at)
    return bool(promise or firm) and line.put(at, "direction", 0.7)


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
    if past(body, modal):
        return False
    soon = _TO_COME.match(body, modal.start()) and AHEAD.search(body) is not None
    return bool(soon) or not NOT_A_TASK.match(body, modal.start())


def _firm(line: Line, modal: re.Match[str]) -> bool:
    """Is a modal sentence a task whoever says it?"""
    acts = modal.group() == "sẽ" and IMPERATIVE.match(line.body, modal.end() + 1) is not None
    reasons = line.linked > 0 and line.opening.startswith(("do ", "vì "))
    return modal.group() == "phấn đấu" or acts or reasons or _binds(line, modal)


def _binds(line: Line, modal: re.Match[str]) -> bool:
    """``Việc … cần được …``, ``Mỗi … phải có …``, ``Đã đến lúc phải …``: what holds whoever says it."""
    if _REASONED.match(line.opening):
        return True
    whose = line.opening[: max(0, modal.start() - line.skip)]
    if _PASSIVE.match(line.body, modal.end()) and len(whose) > 6:
        return not _IN_NEED.match(whose) and not ONCE.search(line.body)
    return _EVERY.match(whose) is not None and _TO_DO.match(line.body, modal.end()) is not None


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
    if _FORBIDS.match(opening) and not ONCE.search(opening):
        return line.put(line.skip, "direction", 0.75)
    if going == "direction" and SOON.match(opening, line.linked) and not _PAST_AT_ONCE.search(opening):
        return line.put(line.skip + line.linked, going, 0.7)
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


_STEPS: tuple[Callable[[Line], bool], ...] = (
    listed_contents,
    announces,
    asked_by_paper,
    quoted,
    called_weakness,
    _weak,
    announced,
    _tasks_follow,
    _several,
    _requested,
    _shown,
    _heard,
    pursuant,
    called_contents,
    undertaken,
    _what_next,
    called_task,
    _aimed,
    _goals,
    agreed,
    _parties,
    _in_full,
    _promised,
    _must,
    _counted_off,
    _next_task,
    weaknesses_follow,
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
_SAYS_IN_FULL = regex(r"[^:;.]{0,60}:\s+[“\"]?")
_WHAT_NEXT = regex(
    r"(?:trong\s+)?(?:thời\s+gian\s+tới|giai\s+đoạn\s+(?:tới|tiếp\s+theo)|nhiệm\s+kỳ\s+(?:tới|mới)|năm\s+(?:tới|"
    r"sau))\s*,\s+"
    r"(?=(?:[^\s,;:.]+\s+){0,12}?(?:tiếp\s+tục|tập\s+trung|đẩy\s+mạnh|tăng\s+cường|phối\s+hợp|phấn\s+đấu|"
    r"duy\s+trì|thống\s+nhất|xác\s+định)(?!\w))"
)
_AIMS = regex(r"(?:mục\s+tiêu|chỉ\s+tiêu)\s+(?:[^,;:.]{0,60}?\s)?(?:là|:)\s+")
_SEVERAL_TASKS = regex(
    r"(?:^(?:những|các|một\s+số|mấy|hai|ba|bốn|\d+)\s+(?:việc|nhiệm\s+vụ|giải\s+pháp)\s+(?:cần|phải|sẽ|trước\s+mắt|trọng\s+tâm)(?!\w)[^:;.]{0,50}|"
    r"(?<!\w)(?:(?:xin|mong|dặn|nhắc|nhắn)\s+(?:[^,;:.]{0,30}\s)?(?:một|đôi|mấy|vài|hai|ba)\s+(?:điều|câu|việc)[^:;.]{0,30}|"
    r"(?:đề\s+ra|nêu|giao|gợi\s+ý|gợi\s+mở|nhấn\s+mạnh|lưu\s+ý|yêu\s+cầu|chỉ\s+đạo|đề\s+nghị|đặt\s+ra|xác\s+định|chốt)"
    r"\s+(?:[^,;:.]{0,40}\s)?(?:\d+|hai|ba|bốn|năm|sáu|các|những|một\s+số|mấy)\s+(?:việc|nhiệm\s+vụ|giải\s+pháp|yêu\s+cầu|"
    r"khâu|trọng\s+tâm)(?!\w)[^:;.]{0,60})):\s+(?=\S)"
)
_TARGETS = ("hướng tới", "hướng đến", "mục tiêu", "chỉ tiêu", "dự kiến")
_TARGET = regex(
    r"(?<!\w)(?:hướng\s+(?:tới|đến)\s+(?:mục\s+tiêu\s+)?(?=(?:không|mỗi|xây|giảm|đưa|phủ)\s)|(?:hướng\s+(?:tới|đến)|đặt\s+(?:ra\s+)?(?:mục\s+tiêu|chỉ\s+tiêu))\s+(?=(?:[^\s,;:.]+\s+){0,6}?\d)|"
    r"(?P<dự>dự\s+kiến)\s+(?:(?:trong|từ|đến|vào|ngay|sang)\s+[^,;:.]{2,30}?\s)?(?=(?:mở|nhân|mở\s+rộng|xây|lập|thành\s+lập|tiếp|đưa|lắp|hỗ\s+trợ|phối\s+hợp|tập\s+huấn)"
    r"(?!\w)))"
)
_AGENDA = regex(
    r"(?<!\w)(?:thông\s+qua|thống\s+nhất|đề\s+ra|xác\s+định|đưa\s+ra)\s+[^:;.]{0,40}?(?:phương\s+hướng|nhiệm\s+vụ|"
    r"giải\s+pháp)[^:;.]{0,60}:\s+"
)
_COUNTED_OFF = regex(r"(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+là|thứ\s+(?:hai|ba|tư|năm|sáu|bảy)")
_DONE = regex(r"(?<!\w)(?:đã|biểu\s+dương|ghi\s+nhận|đánh\s+giá\s+cao|đạt\s+\d|giảm\s+\d|tăng\s+\d)(?!\w)")
_OWN_PART = regex(r"(?:về\s+(?:phần|phía)\s+(?:mình|chúng\s+tôi)|tới\s+đây|thời\s+gian\s+tới),\s+")
_THAT = regex(r"\s+(?:rằng|là)\s+")
_NO_PROMISE = regex(
    r"\d|(?<!\w)(?:ký|bản|lễ|những|các|vận\s+động|tổ\s+chức|cho|đã|từng|thực\s+hiện|theo|như)(?:\s+[^\s,;]+){0,2}\s+$"
)
_TO_WHOM = regex(r"(?:với|của|trước|giữa|và|trên|này|đó|,|trong|về)(?!\w)")
_FIRM = regex(
    r"(?:kiên\s+quyết\s+)?(?:không|chẳng|quyết\s+không)\s+(?:bao\s+che|để|có\s+vùng|chạy|né|dung|khoan|nương|làm\s+thay|hình\s+thức)(?!\w)"
)
_TO_COME = regex(r"sẽ\s+(?:có|được\s+(?:nhân|triển|mở|rà|bổ\s+sung|củng|tăng|nâng|hoàn|duy|đưa|lắp|xây|sửa))(?!\w)")
_REASONED = regex(
    r"(?:bởi\s+(?:vậy|thế)|vì\s+(?:vậy|thế|lẽ\s+đó)|do\s+(?:đó|vậy)|muốn\s+(?:vậy|thế|được\s+(?:vậy|thế|như\s+vậy)|[^,;:.]{4,60}(?:,|\s+thì)(?=\s))|"
    r"để\s+(?:làm\s+)?được\s+(?:vậy|thế|như\s+vậy|điều\s+đó|điều\s+ấy)|đã\s+đến\s+lúc|thiết\s+nghĩ|nhất\s+thiết|dứt\s+khoát)(?!\w)"
)
_PASSIVE = regex(r"\s+được\s+(?!(?:giúp|quan\s+tâm|chăm|bảo\s+vệ|cứu|điều\s+trị|biết|hiểu|nhìn|nghỉ|sống|ăn)(?!\w))")
_IN_NEED = regex(
    r"(?:(?:những|nhiều|các|số|mỗi)\s+)?(?:người|em|cháu|bệnh\s+nhân|nạn\s+nhân|gia\s+đình|hộ|trẻ|hoàn\s+cảnh|trường\s+hợp|đối\s+tượng|ai)(?!\w)"
    r"|.*(?<!\w)(?:những|nhiều)\s.*(?<!\w)(?:mà|để)\s"
)
_EVERY = regex(
    r"(?:[^,;:.]{3,40},\s+)?(?:mỗi|từng|người\s+đứng\s+đầu|cấp\s+ủy|chính\s+quyền|các\s+(?:cấp|ngành|địa\s+phương|đơn\s+vị|lực\s+lượng)|"
    r"hai\s+(?:ngành|bên|lực\s+lượng)|cán\s+bộ)(?!\w)[^,;:.]{0,80}$"
)
_TO_DO = regex(
    r"\s+(?:có|coi|xem|lấy|đặt|nhìn|biết|là|thật\s+sự|thực\s+sự|cùng|chung|xuống|gần|nghe|chịu|làm|đi|giữ|dành|bỏ|tự|tăng|nâng|tiếp|"
    r"chủ|quan|tập|đẩy|phối|xây|rà|kiểm|tuyên|thường|phát|vào)(?!\w)(?!\s+\d)"
)
_FORBIDS = regex(
    r"(?:nhất\s+thiết|tuyệt\s+đối|dứt\s+khoát|kiên\s+quyết)\s+(?:không|phải)\s|không\s+thể\s+(?:để|xem\s+nhẹ|lơ\s+là|chủ\s+quan|khoán|"
    r"phó\s+mặc)(?!\w)|không\s+được\s+(?:để|xem|lơ|chủ|thu|khoán|đùn|né|phó|làm)(?!\w)|(?:đừng|chớ)\s+(?:để|vì|chờ|coi|biến|khoán|đổ|né)(?!\w)"
)
_PAST_AT_ONCE = regex(r"^[^;.]{0,30}(?<!\w)(?:đã|vừa|từng)(?!\w)")
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
    return at if body is not None and IMPERATIVE.match(page.folded, body.end + 1, end) else None

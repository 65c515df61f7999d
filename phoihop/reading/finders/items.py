"""Enumerated contents, tasks and weaknesses (nội dung, nhiệm vụ, hạn chế), one a clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from phoihop.reading.segment import Context, Sentence
from phoihop.reading.values import Item, Span

__all__ = ["find"]

_NUMBERING = re.compile(
    r"(?:(?:phần|mục|điều)\s+(?:thứ\s+)?[\divxlc]+\s*[.:]?|[ivx]{1,5}\s*[.)]|[a-hđ]\s*[.)]|"
    r"\d{1,2}(?:\.\d{1,2}){0,3}\s*[.)/]|\d{1,2}(?:\.\d{1,2}){1,3}|\(\d{1,2}\)|[-–+*•]"
    r"|(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+là\s*[,:]?|thứ\s+(?:nhất|hai|ba|tư|năm|sáu|bảy)\s*[,:]|"
    r"\d{1,2}\s+(?=[a-zà-ỹđ]{3}))\s*"
)
_SECTIONS = (
    (
        "limitation",
        re.compile(
            r"(?:những\s+|một\s+số\s+|các\s+|về\s+)?(?:tồn\s+tại|hạn\s+chế|khuyết\s+điểm|khó\s+khăn|yếu\s+kém|"
            r"vướng\s+mắc)(?!\w)"
        ),
    ),
    (
        "direction",
        re.compile(
            r"(?:một\s+số\s+|các\s+|những\s+|về\s+)?(?:phương\s+hướng|nhiệm\s+vụ|giải\s+pháp|kiến\s+nghị|"
            r"đề\s+xuất|định\s+hướng|chương\s+trình\s+công\s+tác)(?!\w)"
        ),
    ),
    (
        "content",
        re.compile(
            r"(?:nội\s+dung(?!\s+làm\s+việc)|mục\s+tiêu|chỉ\s+tiêu|trách\s+nhiệm|phân\s+công|"
            r"tổ\s+chức\s+thực\s+hiện)(?!\w)"
        ),
    ),
)
_INLINE_HEAD = re.compile(
    r"(?P<task>(?:năm\s+20\d\d|thời\s+gian\s+tới)[^:.;]{0,50}(?:tập\s+trung|chỉ\s+tiêu|mục\s+tiêu|nhiệm\s+vụ|"
    r"phấn\s+đấu)[^:.;]{0,40}|kết\s+luận\s+của[^:.;]{3,60}):\s+|(?P<head>(?:những\s+|một\s+số\s+)?(?:tồn\s+tại|"
    r"hạn\s+chế|khó\s+khăn|vướng\s+mắc|khuyết\s+điểm|phương\s+hướng|nhiệm\s+vụ|kiến\s+nghị|đề\s+xuất|"
    r"giải\s+pháp)[^:.;]{0,60}):\s+"
)
_PLAN = re.compile(
    r"^(?:kế\s+hoạch|chương\s+trình\s+(?:phối\s+hợp|hành\s+động|công\s+tác)|quy\s+chế(?:\s+phối\s+hợp)?|đề\s+án|"
    r"nghị\s+quyết\s+liên\s+tịch|thỏa\s+thuận)$"
)
_TASKED = re.compile(
    r"(?<!\w)(?P<cue>đề\s+nghị|yêu\s+cầu|mong\s+muốn|mong\s+rằng|mong|kêu\s+gọi|kiến\s+nghị|giao|lưu\s+ý|"
    r"đề\s+xuất|hy\s+vọng|chỉ\s+đạo|quán\s+triệt\s+và\s+thực\s+hiện)"
    r"(?!\w)(?:\s+(?:thêm|rằng|là))?"
)
_ASKS = re.compile(
    r"(?<!\w)(?:đề\s+nghị|yêu\s+cầu|kết\s+luận|chỉ\s+đạo|kiến\s+nghị|giao|nhiệm\s+vụ\s+sau|"
    r"nhiệm\s+vụ(?:\s+\S+){0,4})(?:\s+như\s+sau|\s+sau)?\s*:$"
)
_NOUN_BEFORE = re.compile(
    r"(?:trả\s+lời|giải\s+quyết|tiếp\s+nhận|có|bảo\s+đảm|đảm\s+bảo|theo|của|các|những|nhiều|hồ\s+sơ|người|"
    r"văn\s+bản|đáp\s+ứng|đạt|đúng|được|tiếp\s+thu|ý\s+kiến,|và|số|\d+|xét|trên|từ|công\s+tác|nội\s+dung|"
    r"theo\s+yêu\s+cầu|"
    r"được\s+những|mục\s+đích,|sự|lãnh\s+đạo,|kịp\s+thời\s+đề\s+xuất,|văn\s+bản\s+lãnh\s+đạo,|"
    r"một\s+trong\s+những|công\s+việc|đơn|phát\s+biểu|dự\s+và|trực\s+tiếp|tập\s+trung|quan\s+tâm|phản\s+ánh,)\s+$"
)
_TOLD = re.compile(
    r"(?<!\w)(?:nhấn\s+mạnh|khẳng\s+định|cho\s+biết|cho\s+rằng|nêu\s+rõ(?=\s*[,:]|\s+rằng)|"
    r"nêu\s+(?:lên\s+)?(?:thực|tình)\s+trạng|xác\s+định|thống\s+nhất|chỉ\s+rõ|bày\s+tỏ|nói|phát\s+biểu|"
    r"chia\s+sẻ|cam\s+kết|theo\s+ông|theo\s+bà)(?!\w)"
)
_MODAL = re.compile(
    r"(?<!\w)(?:cần(?!\s(?:cù|thơ|thiết))(?:\s+phải)?|(?<!thiết\s)(?<!từ\s)(?<!bên\s)phải(?!\s+qua)(?!\s(?:trả|"
    r"thu|nộp|giải|chịu|có\s+vốn))|sẽ|(?<!lực\s)(?<!thần\s)phấn\s+đấu)(?!\w)"
)
_AHEAD = re.compile(
    r"(?<!\w)(?:(?:trong\s+)?(?:thời\s+gian|giai\s+đoạn|nhiệm\s+kỳ)\s+(?:tới|tiếp\s+theo)|tới\s+đây|"
    r"những\s+năm\s+tiếp\s+theo|sắp\s+tới)(?!\w)"
)
_CONNECTIVE = re.compile(
    r"(?:đồng\s+thời|bên\s+cạnh\s+đó|cùng\s+với\s+đó|ngoài\s+ra|trong\s+đó|từ\s+đó|qua\s+đó|trước\s+mắt|"
    r"mặt\s+khác|theo\s+đó|do\s+đó|vì\s+vậy|do\s+vậy|bên\s+cạnh\s+việc\s+đó|"
    r"để\s+làm\s+được\s+điều\s+đó|trong\s+thời\s+gian\s+tới|thời\s+gian\s+tới|tới\s+đây|đặc\s+biệt|cụ\s+thể|"
    r"riêng|hằng\s+năm|nhất\s+là|đó\s+là|song\s+song\s+đó|tiếp\s+đến|thêm\s+vào\s+đó|ngược\s+lại|và)\s*[,:]?\s+"
)
_IMPERATIVE = re.compile(
    r"(?:tiếp\s+tục|đẩy\s+mạnh|tăng\s+cường|nâng\s+cao|chú\s+trọng|quan\s+tâm|tập\s+trung|chủ\s+động|phát\s+huy|"
    r"xây\s+dựng|bám\s+sát|làm\s+tốt|hoàn\s+thiện|chuẩn\s+bị|đổi\s+mới|"
    r"thực\s+hiện|phối\s+hợp|tổ\s+chức|rà\s+soát|kiện\s+toàn|củng\s+cố|duy\s+trì|nhân\s+rộng|thường\s+xuyên|"
    r"kịp\s+thời|gắn|lồng\s+ghép|đa\s+dạng|không\s+để|không\s+ngừng|phấn\s+đấu|"
    r"quán\s+triệt|nghiêm\s+túc|tích\s+cực|triển\s+khai|khẩn\s+trương|sớm|định\s+kỳ|hằng\s+năm|mở\s+rộng|"
    r"bổ\s+sung|kiểm\s+tra|giải\s+quyết|phát\s+hiện|xử\s+lý|tham\s+mưu|nắm\s+chắc|"
    r"nắm|hướng\s+dẫn|chỉ\s+đạo|bố\s+trí|huy\s+động|vận\s+động|tuyên\s+truyền|đầu\s+tư|khắc\s+phục|"
    r"cụ\s+thể\s+hóa|xác\s+định|tạo|giữ|ưu\s+tiên|kết\s+hợp|đưa|xem\s+xét|nghiên\s+cứu)(?!\w)"
)
_WEAK = re.compile(
    r"(?<!\w)(?:chưa(?!\s+(?:kể|đầy\s+\d|đến\s+\d|xảy|từng|để|phát\s+hiện|bao\s+giờ))|"
    r"còn\s+(?:\S+\s+){0,3}?(?:thấp|chậm|hạn\s+chế|hình\s+thức|thiếu|yếu|khó\s+khăn|bất\s+cập|lúng\s+túng|"
    r"sơ\s+hở|mang\s+tính|"
    r"tồn\s+tại|nhiều|ít|quá|kém|trùng|mỏng|nặng|gặp|để\s+xảy\s+ra|xảy\s+ra|né\s+tránh|dàn\s+trải|phó\s+mặc|"
    r"buông\s+lỏng)|thiếu(?!\s+(?:nhi|niên|tá|úy|tướng))|(?<!yếu\s)kém|có\s+(?:\S+\s+){0,2}hạn\s+chế|(?:nhiều|"
    r"gặp)\s+khó\s+khăn|vẫn\s+còn|"
    r"diễn\s+biến\s+(?:rất\s+)?phức\s+tạp|có\s+nơi|có\s+lúc|có\s+thời\s+điểm|khó\s+khăn\s+cho|xuống\s+cấp|"
    r"phó\s+mặc|lạc\s+hậu|không\s+đồng\s+đều|sơ\s+hở|lúng\s+túng|bất\s+cập|chậm\s+được)(?!\w)"
)
_BUT = re.compile(
    r"(?<!\w)(?:tuy\s+nhiên|hạn\s+chế|tồn\s+tại|khó\s+khăn|vướng\s+mắc|yếu\s+kém|bất\s+cập|khuyết\s+điểm|"
    r"bên\s+cạnh\s+(?:những\s+)?kết\s+quả|bên\s+cạnh\s+đó,\s+vẫn|điểm\s+còn\s+yếu|thẳng\s+thắn|"
    r"trong\s+khi\s+đó)(?!\w)"
)
_NAMED = re.compile(
    r"(?:hạn\s+chế|tồn\s+tại|khó\s+khăn|vướng\s+mắc|yếu\s+kém|bất\s+cập|khuyết\s+điểm)(?:\s*,?\s*(?:nhất\s+định|"
    r"cần\s+khắc\s+phục))?(?:\s*(?:như|đó\s+là|gồm|là)\s*:?\s+|\s*:\s+)"
)
_LISTED = re.compile(r"(?:như|gồm|bao\s+gồm|là|sau|cụ\s+thể|đó\s+là|cụ\s+thể\s+là|:)\s*:?\s+|:\s+")
_CONTENTS = re.compile(
    r"(?:nội\s+dung(?:\s+\S+){0,14}?\s*(?:bao\s+gồm|gồm|như\s+sau|sau|như|:)\s*:?|(?:với|gồm|có|"
    r"\d)\s+(?:\d{1,2}|\w+)\s+nội\s+dung[^:;.]{0,80}?(?:gồm|bao\s+gồm|sau|như|:)\s*:?)\s+"
    r"|(?:hai|2)\s+(?:bên|cơ\s+quan|đơn\s+vị)\s+(?:đã\s+)?(?:thống\s+nhất|cam\s+kết)[^:;.]{0,60}?:\s+"
)
_INSTRUMENT = re.compile(
    r"(?:theo\s+)?(?:nội\s+dung\s+)?(?:chương\s+trình|kế\s+hoạch|nghị\s+quyết\s+liên\s+tịch|quy\s+chế|"
    r"biên\s+bản|thỏa\s+thuận|bản\s+ghi\s+nhớ)(?:\s+\S+){0,8}?\s*(?:,|(?:cũng\s+)?quy\s+định|nêu\s+rõ,?|"
    r"xác\s+định|đề\s+ra)(?!\w)"
)
_PARTY = re.compile(r"(?:hai|2|các)\s+(?:bên|cơ\s+quan|đơn\s+vị|tổ\s+chức)(?!\w)")
_CLOSING = re.compile(
    r"(?:(?:nhân\s+)?dịp\s+này|tại\s+(?:hội\s+nghị|buổi|lễ|cuộc|đây)|kết\s+thúc|sau\s+(?:đó|hội\s+nghị|phần)|"
    r"được\s+biết|trước\s+đó|theo\s+(?!đó)|tính\s+đến|hội\s+nghị|nơi\s+nhận|tm\.|kt\.|tl\.|xin\s+trân|"
    r"thay\s+mặt|tham\s+dự|dự\s+|cũng\s+(?:tại|trong)|trong\s+khuôn\s+khổ|ngày\s+\d|sáng\s|chiều\s)"
)
_SPLIT = re.compile(r";\s*(?=\S)")
_QUOTES = " \t“”\"‘’'.,;:–-…"


@dataclass(slots=True)
class _State:
    """Where the reading stands: the section of a report, and whose tasks go on."""

    plan: bool = False
    signing: bool = False
    section: str | None = None
    going: str | None = None
    listing: str | None = None
    spoken: bool = False
    open_end: bool = False
    found: list[Item] = field(default_factory=list)


def find(page: Context) -> Iterator[Item]:
    """Yield the contents of the instrument, the tasks asked for and the weaknesses stated, in reading order.

    >>> from phoihop.reading.segment import context
    >>> page = context("Phát biểu kết luận, ông Nam đề nghị hai ngành tiếp tục đổi mới; nhân rộng mô hình hay.")
    >>> [(i.role, i.text) for i in find(page)]
    [('direction', 'hai ngành tiếp tục đổi mới'), ('direction', 'nhân rộng mô hình hay')]
    """
    state = _State(plan=_is_plan(page), signing=_signs(page))
    by_paragraph: dict[int, list[Sentence]] = {}
    for sentence in page.sentences:
        by_paragraph.setdefault(sentence.paragraph, []).append(sentence)
    official = _is_official(page)
    for index, sentences in by_paragraph.items():
        paragraph = page.paragraphs[index]
        body = page.folded[paragraph.start : paragraph.end]
        numbered = _NUMBERING.match(body)
        rest = body[numbered.end() :] if numbered else body
        if (
            official
            and _CLOSING.match(body)
            and len(body) < 60
            and body.startswith(("nơi nhận", "tm", "kt", "tl", "k/t", "t/m"))
        ):
            state.section = state.going = None
            continue
        if _heads(page, index, body, rest, bool(numbered), official):
            state.section, state.going, state.listing = _section(rest, state.plan), None, None
            continue
        if inline := _INLINE_HEAD.match(rest) if (official or numbered or len(by_paragraph) > 3) else None:
            role = "direction" if inline["task"] else _section(inline["head"], state.plan)
            if role in ("limitation", "direction"):
                at = paragraph.start + len(body) - len(rest) + inline.end()
                _clauses(page, state, at, paragraph.end, role)
                continue
        if state.listing and (official or numbered or not _ends_list(page, paragraph.start, body)):
            if body.rstrip().endswith(":") and len(body) < 120:
                continue
            _listed(page, state, paragraph.start + len(body) - len(rest), sentences)
            continue
        state.listing = None
        if state.section in ("limitation", "direction", "content") and (official or numbered):
            if body.rstrip().endswith(":") or re.match(
                r"(?:cơ\s+quan\s+thường\s+trực|kinh\s+phí|thời\s+gian|địa\s+điểm|thành\s+phần|nguyên\s+nhân)", rest
            ):
                continue
            _clauses(page, state, paragraph.start + len(body) - len(rest), paragraph.end, state.section)
            continue
        state.spoken = False
        if state.open_end and state.going and body[:1].isalpha():
            _clauses(page, state, paragraph.start, paragraph.end, state.going)
            state.open_end = body.rstrip().endswith(";")
            continue
        state.open_end = False
        for sentence in sentences:
            _narrated(page, state, sentence, paragraph.kind)
        state.open_end = body.rstrip().endswith(";") and state.going is not None
        if state.going in ("direction", "content") and body.rstrip().endswith(":"):
            state.listing = state.going
    return iter(_once(state.found))


def _signs(page: Context) -> bool:
    """Does the text tell of a signing (ký kết)?"""
    opening = page.folded[: page.paragraphs[min(len(page.paragraphs) - 1, 5)].end][:1500]
    return (
        any("signing" in event.kinds for event in page.events)
        or re.search(r"(?<!\w)(?:lễ\s+ký|ký\s+kết)(?!\w)", opening) is not None
    )


def _is_plan(page: Context) -> bool:
    """Is the document itself a plan, programme or regulation (kế hoạch, chương trình, quy chế)?"""
    return any(
        _PLAN.match(" ".join(page.folded[p.start : p.end].split())) and page.text[p.start : p.end].isupper()
        for p in page.paragraphs[:16]
    )


def _is_official(page: Context) -> bool:
    """Does the head of the page look like an administrative paper and not like news?"""
    head = page.folded[: page.paragraphs[min(len(page.paragraphs) - 1, 12)].end]
    return (
        re.search(
            r"(?:^|\n)\s*(?:số\s*:?\s*\d|báo\s+cáo(?:\s+\S+){0,3}\s*$|biên\s+bản|kế\s+hoạch\s*$|tham\s+luận\s*$)",
            head,
            re.MULTILINE,
        )
        is not None
    )


def _ends_list(page: Context, start: int, body: str) -> bool:
    """Does a paragraph close a list of tasks: a person acts, an award is given, the event goes on?"""
    if _CLOSING.match(body) or (len(body) < 160 and body.rstrip()[-1:] not in ".;…"):
        return True
    if re.match(
        r"(?:(?:các\s+)?đồng\s+chí|ông|bà|(?:đại|thượng|trung|thiếu)\s+(?:tướng|tá|úy)|phó\s+|chủ\s+tịch|"
        r"bí\s+thư|phát\s+biểu)(?!\w)",
        body,
    ):
        return True
    return re.search(r"(?<!\w)(?:trao|tặng)\s+(?:bằng|giấy|quà|hoa)", body) is not None


def _listed(page: Context, state: _State, start: int, sentences: list[Sentence]) -> None:
    """A paragraph of a list of tasks: every clause that does not tell what was done."""
    role = state.listing or "direction"
    for sentence in sentences:
        body = page.folded[sentence.start : sentence.end]
        if _weakness(page, state, sentence, body):
            continue
        for first, last in _cut(page, max(start, sentence.start), sentence.end):
            clause = page.folded[first:last]
            if not re.search(
                r"(?<!\w)(?:đã|biểu\s+dương|ghi\s+nhận|đánh\s+giá\s+cao)(?!\w)", clause[:50]
            ) or _MODAL.search(clause):
                _keep(page, state, first, last, role)


def _heads(page: Context, index: int, body: str, rest: str, numbered: bool, official: bool) -> bool:
    """Is a paragraph a heading?"""
    if len(body) > 150 or body.rstrip()[-1:] in ".;,:…”":
        return body.rstrip().endswith(":") and len(body) < 70 and _section(rest, False) is not None and official
    text = page.text[page.paragraphs[index].start : page.paragraphs[index].end]
    if text.isupper():
        return True
    if not numbered or body[0] in "-–+*•":
        return False
    below = page.paragraphs[index + 1] if index + 1 < len(page.paragraphs) else None
    return below is not None and (_section(rest, True) is not None or len(body) < 80)


def _section(rest: str, plan: bool) -> str | None:
    words = rest.strip()
    for role, pattern in _SECTIONS:
        if pattern.match(words) or (
            role == "direction"
            and re.search(r"(?<!\w)(?:phương\s+hướng|nhiệm\s+vụ)(?!\w)", words)
            and not words.startswith(("kết quả", "tình hình"))
        ):
            if role == "content" and not plan:
                return None
            return "content" if plan and role == "direction" else role
    return None


def _clauses(page: Context, state: _State, start: int, end: int, role: str) -> None:
    """Every clause of a stretch is one item."""
    for first, last in _cut(page, start, end):
        _keep(page, state, first, last, role)


def _cut(page: Context, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The clauses of a stretch: between semicolons and full stops."""
    at = start
    stops = [s.end for s in page.sentences if start < s.end <= end]
    cuts = sorted({m.start() for m in _SPLIT.finditer(page.folded, start, end)} | set(stops) | {end})
    for cut in cuts:
        if cut > at:
            yield at, cut
        at = cut + (page.folded[cut : cut + 1] == ";")


def _keep(page: Context, state: _State, start: int, end: int, role: str) -> None:
    """Put down one clause as an item, without its numbering, lead-in and full stop."""
    folded = page.folded
    while True:
        while (
            start < end
            and folded[start] in _QUOTES
            and not (folded[start] in '“"' and folded.find("”", start, end) > 0)
        ):
            start += 1
        lead = _NUMBERING.match(folded, start, end) or _CONNECTIVE.match(folded, start, end)
        if lead is None or lead.end() - start > 40:
            break
        start = lead.end()
    if role != "limitation" and (
        lead := re.compile(r"(?:đề\s+nghị|kiến\s+nghị|yêu\s+cầu|giao|cần\s+phải|cần|và)\s+").match(folded, start, end)
    ):
        start = lead.end()
    if tail := re.compile(r",\s+(?:qua\s+đó|đây\s+là|trên\s+cơ\s+sở\s+đó)(?!\w)").search(
        folded, start + 40 if end - start > 40 else start, end
    ):
        end = tail.start()
    while end > start and folded[end - 1] in " \t.;:,…-–":
        end -= 1
    if (
        end > start
        and folded[end - 1] in '”"'
        and page.folded.count("“", start, end) < page.folded.count("”", start, end)
    ):
        end -= 1
        while end > start and folded[end - 1] in " .;,…":
            end -= 1
    words = folded[start:end].split()
    if len(words) < 4 or len(words) > 120 or (role != "limitation" and words[:2] in (["góp", "phần"], ["qua", "đó"])):
        return
    if folded[end : end + 1] == ":" or (
        folded[end : end + 2].strip() == ":" and end + 2 >= page.paragraph_at(start).end
    ):
        return
    state.found.append(Item((Span(start, end),), 0.8, role, " ".join(page.text[start:end].split())))


def _narrated(page: Context, state: _State, sentence: Sentence, kind: str) -> None:
    """Items of one sentence of running text."""
    folded = page.folded
    start, end = sentence.start, sentence.end
    body = folded[start:end]
    if kind in ("caption", "title") or (
        end - start < 160 and body.rstrip()[-1:] not in '.;:…”"!?' and sentence.paragraph < 2
    ):
        state.going = None
        return
    lead = _NUMBERING.match(body)
    opening = body[lead.end() :] if lead else body
    contents = _CONTENTS.search(body) if state.signing or state.plan or "phối hợp" in body else None
    if contents and not re.search(r"(?<!\w)(?:đánh\s+giá|kết\s+quả|đã)(?!\w)", body[: contents.start() + 20]):
        _clauses(page, state, start + contents.end(), end, "content")
        state.going = "content"
        return
    if _weakness(page, state, sentence, body):
        state.going = "limitation"
        return
    if _ASKS.search(body):
        state.going = "direction"
        return
    if (cue := _task_cue(body, page.text[start:end])) is not None:
        at = start + cue
        _directed(page, state, at, end)
        state.going, state.spoken = "direction", True
        return
    if _shows(body):
        return
    told = _TOLD.search(body)
    state.spoken = state.spoken or told is not None
    instrument = _INSTRUMENT.match(opening)
    opened = _CONNECTIVE.match(opening)
    modal = _MODAL.search(body)
    party = _AGREED.search(body)
    if (
        (instrument or party or state.going == "content")
        and (state.signing or state.plan or instrument or state.going == "content")
        and not (told and not instrument and not party)
    ) and (
        modal
        or party
        or (instrument and "quy định" in instrument.group())
        or (state.going == "content" and (opened or re.search(r"(?<!\w)được(?!\w)", body)))
    ):
        at = start + (len(body) - len(opening) + (instrument.end() if instrument else 0))
        if instrument and "quy định" in instrument.group():
            at = start + body.find("quy định")
        elif party and not instrument:
            at = start + party.start("what")
        if (
            state.going == "content"
            and modal
            and (second := _from_subject(page, at, start + modal.start())) - at > 60
            and not folded[at:second].startswith("theo")
        ):
            _clauses(page, state, at, second, "content")
            at = second
        _clauses(page, state, at, end, "content")
        state.going = "content"
        return
    modal = _MODAL.search(body, told.end() if told else 0)
    if modal is None and told and (modal := _MODAL.search(body)):
        told = None
        state.spoken = True
    if opening.startswith(("nếu ", "khi ")) or (modal and "dự kiến" in body[: modal.start()]):
        modal = None
    if modal and not _past(body, modal) and not _NOT_A_TASK.match(body, modal.start()):
        firm = (
            modal.group() == "phấn đấu"
            or (modal.group() == "sẽ" and _IMPERATIVE.match(body, modal.end() + 1))
            or (opened and re.match(r"do\s|vì\s", opening))
        )
        if (
            told
            or firm
            or state.spoken
            or state.going == "direction"
            or _AHEAD.search(body)
            or state.section == "direction"
        ):
            semicolon = body.rfind("; ", told.end() if told else 0, modal.start())
            floor = semicolon + 2 if semicolon >= 0 else (told.end() if told else 0)
            at = _from_subject(page, start + floor, start + modal.start())
            _clauses(page, state, at, end, "direction")
            state.going = "direction"
            return
    verb = _IMPERATIVE.match(opening, opened.end() if opened else 0)
    if state.going == "direction" and (actor := _PARTY.match(opening)) and _IMPERATIVE.match(opening, actor.end() + 1):
        _clauses(page, state, start + len(body) - len(opening) + actor.end(), end, state.going)
        return
    if state.going in ("direction", "content") and verb and not _closed(opening):
        _clauses(page, state, start + len(body) - len(opening) + (opened.end() if opened else 0), end, state.going)
        return
    state.going = state.going if body.rstrip().endswith(":") else None


_AGREED = re.compile(
    r"(?<!\w)(?<!được\s)(?:hai|2|các)\s+(?:bên|cơ\s+quan|ngành|đơn\s+vị)\s+(?P<what>(?:sẽ\s+|cùng\s+|"
    r"cam\s+kết\s+|thống\s+nhất\s+)*(?:phối\s+hợp|thống\s+nhất|cam\s+kết|cùng|sẽ))(?!\w)(?!\s+(?:đã|đánh|"
    r"tổ\s+chức\s+lễ))"
)
_NOT_A_TASK = re.compile(
    r"sẽ\s+(?:được|bị|có|là|diễn\s+ra|giúp|góp|mang|tìm|ảnh|nổi|gửi|thảo|thành\s+công)(?!\w)|phải\s+(?:chịu|"
    r"nhập|đối|ra|trăn)|cần\s+(?:các|những|dựa|phải\s+dựa)"
)


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


def _closed(opening: str) -> bool:
    return _CLOSING.match(opening) is not None or re.search(r"(?<!\w)đã(?!\w)", opening[:60]) is not None


def _past(body: str, modal: re.Match[str]) -> bool:
    """Does "phải", "cần" tell of what was and not of what is to be done?"""
    return (
        modal.group().startswith("phải")
        and re.search(r"(?<!\w)(?:đã|vẫn|còn|có\s+đến)\s+(?:\S+\s+){0,3}$", body[: modal.start()]) is not None
    )


def _task_cue(body: str, text: str) -> int | None:
    """Where the task opens behind "đề nghị", "yêu cầu" …; ``None`` where the word is a noun or tells the past."""
    for match in _TASKED.finditer(body):
        before = body[max(0, match.start() - 40) : match.start()]
        behind = body[match.end() :]
        cue = match["cue"]
        noun = _NOUN_BEFORE.search(before)
        if noun and noun.group().strip() == "đạt" and text[match.start() - 4 : match.start() - 1] == "Đạt":
            noun = None
        if noun and not re.search(r"(?:và|dự\s+và)\s+$", before):
            continue
        if re.search(r"(?<!\w)đã\s+(?:\S+\s+){0,3}$", before[-24:]) and cue != "chỉ đạo":
            continue
        if cue in ("chỉ đạo", "giao", "mong", "lưu ý") and (
            re.search(r"(?:chuyển|bàn|phân|được|trao)\s+$", before)
            or match.start() < 3
            or not re.match(r"\s*(?::|các|công an|cơ quan|đơn vị|ban|mttq|ủy|các|người|cán|sở|phòng)", behind)
        ):
            continue
        if cue == "giao" and re.match(r"\s+(?:ban|lưu|thông|dịch|nhận|nộp|cho\s+nhau)(?!\w)", behind):
            continue
        if re.match(
            r"\s*(?:của|này|về|đó|tặng|công\s+nhận|khen|đề\s+ra|đặt\s+ra|ngày|được|\.|$|,\s*(?:kiến|đề|phản|"
            r"nguyện|mục|khiếu))",
            behind,
        ):
            continue
        if (
            cue in ("kiến nghị", "đề xuất", "yêu cầu")
            and (match.start() < 3 or before.rstrip().endswith(","))
            and not re.match(r"\s*:", behind)
        ):
            continue
        at = match.end()
        while at < len(body) and body[at] in " :,":
            at += 1
        if len(body) - at < 12:
            continue
        return at
    return None


def _directed(page: Context, state: _State, at: int, end: int) -> None:
    """The tasks behind a speaker's request; a short addressee with "cần" and a time are left out."""
    folded = page.folded
    if ahead := re.compile(
        r"(?:trong\s+|ở\s+)?(?:thời\s+gian\s+tới|giai\s+đoạn\s+tới|năm\s+20\d\d|sau\s+hội\s+nghị|"
        r"giai\s+đoạn\s+[\d\s–-]+|qua\s+hội\s+nghị)\s*,?\s+"
    ).match(folded, at, end):
        at = ahead.end()
    stop = folded.find(";", at, end)
    stop = stop if stop > 0 else end
    colon = folded.find(": ", at, min(stop, at + 160))
    if colon > 0 and folded.find(",", colon, stop) != 0 and colon - at < 120:
        at = colon + 2
    else:
        modal = _MODAL.search(folded, at, min(stop, at + 120))
        if modal and modal.group().startswith("cần") and len(folded[at : modal.start()].split()) <= 4:
            at = modal.end()
    _clauses(page, state, at, end, "direction")


def _from_subject(page: Context, floor: int, modal: int) -> int:
    """Where the clause of a modal verb opens: behind the last comma or cue that leaves its subject whole."""
    lead = page.folded[floor:modal]
    at = max((m.end() for m in re.finditer(r"[,:]\s+|(?<!\w)(?:rằng|là)\s+", lead)), default=0)
    return floor + at


def _weakness(page: Context, state: _State, sentence: Sentence, body: str) -> bool:
    """Put down the weaknesses that a sentence states; ``False`` where it states none."""
    start, end = sentence.start, sentence.end
    weak = _WEAK.search(body)
    if weak is None:
        return False
    but = _BUT.search(body)
    told = _TOLD.search(body[: weak.start()])
    framed = but is not None and but.start() <= weak.start()
    head = re.match(
        r"(?:một\s+số|công\s+tác|việc|tình\s+trạng|chất\s+lượng|nhận\s+thức|ở\s+một\s+số|có\s+nơi|vẫn\s+còn|"
        r"số\s+vụ)(?!\w)",
        body.lstrip('“"-– '),
    )
    if not framed and not head and not (told and _speaks_ill(body, told, weak)) and state.going != "limitation":
        return False
    tasked = _task_cue(body, page.text[start:end])
    if tasked is not None and tasked < weak.start():
        return False
    modal = _MODAL.search(body)
    if modal and not framed and modal.start() < weak.start() and ";" not in body[modal.start() : weak.start()]:
        return False
    at = start
    every = False
    if (named := _NAMED.search(body)) and named.end() < len(body) - 15:
        at, every = start + named.end(), True
    elif framed and but is not None:
        listed = _LISTED.search(body, but.end(), min(len(body), weak.start()))
        comma = body.find(", ", but.end() - 1, weak.start())
        if listed and listed.end() <= weak.start():
            at = start + listed.end()
        elif comma >= 0:
            at = start + comma + 2
        else:
            at = start
    elif told:
        at = start + told.end()
    if (turn := re.compile(r"(?<!\w)nhưng\s+").search(body, at - start, weak.start())) is not None:
        at = start + turn.end()
    if (
        whom := re.compile(r"\s*(?:[^,;:.]{0,40},\s+)?(?:hiện\s+nay|hiện),\s+").match(page.folded, at, end)
    ) is not None:
        at = whom.end()
    stop = start + tasked if tasked is not None else end
    kept = False
    for first, last in _cut(page, at, stop):
        pieces = _apart(page.folded, first, last)
        for a, b in pieces:
            if _WEAK.search(page.folded, a, b) or (every and not _MODAL.search(page.folded, a, b)):
                _keep(page, state, a, b, "limitation")
                kept = True
            elif kept and _MODAL.search(page.folded, a, b):
                _keep(page, state, a, b, "direction")
    if tasked is not None:
        _directed(page, state, start + tasked, end)
        state.going = "direction"
    return kept


def _speaks_ill(body: str, told: re.Match[str], weak: re.Match[str]) -> bool:
    return (
        re.search(
            r"(?<!\w)(?:việc|công\s+tác|chất\s+lượng|tình\s+trạng|hiện\s+nay|một\s+số|vẫn|còn|có\s+nơi)(?!\w)",
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
        if _WEAK.search(folded, at, comma.start()) and _WEAK.search(folded, comma.end(), end):
            parts.append((at, comma.start()))
            at = comma.end()
    parts.append((at, end))
    return parts


def _once(found: list[Item]) -> list[Item]:
    """Items in reading order, a repeated one once."""
    seen: set[tuple[str, str]] = set()
    kept: list[Item] = []
    for item in sorted(found, key=lambda one: one.evidence[0]):
        key = (item.role, " ".join(item.text.lower().split()[-14:]))
        if key not in seen:
            seen.add(key)
            kept.append(item)
    return kept

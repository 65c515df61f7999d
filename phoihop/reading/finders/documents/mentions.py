"""Where instruments are named, each with what is said of it there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from phoihop.reading.finders import dates
from phoihop.reading.finders.documents import named, numbers
from phoihop.reading.finders.documents.tail import QUOTED, Mention, later_theme, read_on
from phoihop.reading.lexicon.phrases import Hit
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context
from phoihop.reading.values import Span

__all__ = ["find"]


_NUMBER_WORD = regex(r"\s*(?:\(\s*)?(?:mang\s+)?(?:số|số\s+hiệu|ký\s+hiệu)\s*:?\s*")
_BARE = regex(r"(?P<n>\d{1,4}[a-z]?)(?![\w.,]*\d|\s?%|/\d)(?!\s*(?:[-–]\s?\d))(?!\w)")
_COUNTED = regex(
    r"\s*(?:năm|tháng|ngày|tuần|giờ|nội|nhiệm|người|trường|tập|cá|mô|văn|buổi|cuộc|lượt|đợt|bước|giai|nhóm|mục|triệu|tỷ|nghìn|điểm|đơn|địa|hội|vụ|việc|đề|chương|lần|lớp|chỉ|điều|khâu|hộ)(?!\w)"
)
_MODIFIERS = regex(
    r"(?:\s+(?:phối\s+hợp|công\s+tác|hành\s+động|liên\s+tịch|liên\s+ngành|toàn\s+khóa|thực\s+hiện|hoạt\s+động|triển\s+khai|của\s+ban\s+bí\s+thư|của\s+bộ\s+chính\s+trị|cộng\s+đồng|tổng\s+thể|chuyên\s+đề|này)){1,3}"
)


_REVIEW = regex(
    r"(?:sơ\s+kết|tổng\s+kết|kiểm\s+điểm|đánh\s+giá|rà\s+soát|ký\s+kết|lễ\s+ký|ký|bàn\s+giao|triển\s+khai|xây\s+dựng|thông\s+qua\s+dự\s+thảo)(?:\s+[^\s.;:]+){0,9}?\s*$"
)
_SIGN = regex(r"(?<!\w)(?:ký\s+kết|lễ\s+ký|ký)(?:\s+(?!giao|thi)[^\s.;:,]+){0,7}?\s*$")
_PAST_REVIEW = regex(
    r"(?:sơ\s+kết|tổng\s+kết|kiểm\s+điểm|đánh\s+giá|ký\s+kết|lễ\s+ký|ký|bàn\s+giao)(?:\s+[^\s.;:]+){0,9}?\s*$"
)
_YEARS = regex(
    r"(?:sơ|tổng)\s+kết\s+[^.;:,]{0,40}\s(?:triển\s+khai\s+)?thực\s+hiện\s+$|"
    r"\d{1,2}\s+năm\s+[^.;:,]{0,90}\s+thực\s+hiện\s+$|\d{1,2}\s+năm\s+(?:triển\s+khai\s+)?(?:thực\s+hiện\s+)?$"
)
_NEXT = regex(r"(?:trong\s+)?giai\s+đoạn\s+(?:tiếp\s+theo|tới|mới)|(?:trong\s+)?thời\s+gian\s+tới")
_DRAFT = regex(
    r"(?:dự\s+thảo|đang\s+xây\s+dựng|xây\s+dựng,?\s+hoàn\s+thiện|hoàn\s+thiện|soạn\s+thảo|góp\s+ý)\s+(?:các\s+)?$"
)
_PLURAL = regex(r"(?:các|những|một\s+số|nhiều|mọi)\s+(?:[^.;:,“”]{1,30}(?:,|\svà)\s+){0,3}$")


def find(page: Context) -> list[Mention]:
    """Every place where an instrument is named, in reading order, none inside another."""
    stretches = list(dates.periods(page))
    days = list(dates.find(page))
    found: list[Mention] = []
    taken = bytearray(len(page.folded) + 1)

    def free(start: int, end: int) -> bool:
        return taken.find(1, start, end) < 0

    def take(mention: Mention) -> None:
        taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)

    symbols = {span.start: (span, number, kind) for span, number, kind in numbers.find(page)}
    used: set[int] = set()
    for match in numbers.kind_word().finditer(page.folded):
        if not free(match.start(), match.end()):
            continue
        mention = _at_kind(page, match, symbols, used, days, stretches)
        if mention is not None:
            found.append(mention)
            take(mention)
            for also in _also_numbered(page, mention):
                found.append(also)
                take(also)
    for start, (span, number, kind) in symbols.items():
        if start not in used and free(span.start, span.end):
            mention = Mention(span.start, span.end, kind, number=number, named=True)
            read_on(page, mention, days, stretches)
            found.append(mention)
            take(mention)
    for span in numbers.laws(page):
        if free(span.start, span.end):
            kind = "other" if page.folded.startswith("pháp", span.start) else "law"
            title = " ".join(page.text[span.start : span.end].split())
            mention = Mention(span.start, span.end, kind, title=title, named=True)
            read_on(page, mention, days, stretches)
            mention.period = None
            found.append(mention)
            take(mention)
    found += [mention for mention in named.find(page) if free(mention.start, mention.end)]
    return sorted(found, key=lambda mention: mention.start)


_ALSO = regex(r"(?:,\s+|\s+và\s+)(?:số\s+)?(?P<n>\d{2,4})(?![\w/%.,-]*\d)(?=\s*(?:,|\.|;|và\s|của\s|về\s|ngày\s|$))")


def _also_numbered(page: Context, mention: Mention) -> Iterator[Mention]:
    """``Quyết định 217, 218 của Bộ Chính trị``: the further numbers of one kind."""
    if mention.number is None or not mention.number.isdigit():
        return
    at = page.folded.find(mention.number, mention.start, mention.end) + len(mention.number)
    while (more := _ALSO.match(page.folded, at)) is not None:
        yield Mention(more.start("n"), more.end("n"), mention.kind, number=more["n"], parties=list(mention.parties))
        at = more.end()


_SPACES = regex(r" *")


def _at_kind(
    page: Context,
    match: Hit,
    symbols: dict[int, tuple[Span, str, str]],
    used: set[int],
    days: list[dates.Day],
    stretches: list[dates.Stretch],
) -> Mention | None:
    kind = numbers.kinds()[" ".join(match.group().split())]
    start, here = match.start(), match.end()
    modifiers = _MODIFIERS.match(page.folded, here)
    if modifiers is not None:
        if "phối hợp" in modifiers.group() and kind == "programme":
            kind = "coordination_programme"
        here = modifiers.end()
    word = _NUMBER_WORD.match(page.folded, here)
    at = word.end() if word is not None else _SPACES.match(page.text, here).end()  # type: ignore[union-attr]
    if at in symbols:
        span, number, code = symbols[at]
        used.add(at)
        if kind in ("programme", "other") or (
            kind == "coordination_programme" and code not in ("action_programme", "programme")
        ):
            kind = code if kind == "programme" or code == "coordination_programme" else kind
        mention = Mention(start, span.end, "coordination_programme" if kind == "programme" else kind, number=number)
        read_on(page, mention, days, stretches)
        return mention
    bare = _BARE.match(page.folded, at)
    capital = page.text[start].isupper()
    marked = bare is not None and (word is not None or capital or bare["n"].startswith("0")) and at - here <= 12
    if bare is not None and marked and (word is not None or not _COUNTED.match(page.folded, bare.end())):
        if word is None and (re.match(r"\s*/\s*\d", page.folded[bare.end() : bare.end() + 4]) or len(bare["n"]) == 4):
            return None
        mention = Mention(
            start, bare.end(), "coordination_programme" if kind == "programme" else kind, number=bare["n"]
        )
        read_on(page, mention, days, stretches)
        return mention
    if kind == "programme":
        return _quoted_programme(page, match, days, stretches)
    if kind in ("law", "decree", "circular", "report", "guidance", "conclusion") or match.group() in (
        "văn bản",
        "thông báo",
        "công văn",
        "quy định",
        "điều lệ",
        "công ước",
        "pháp lệnh",
        "cương lĩnh",
        "tờ trình",
        "công điện",
        "hiệp định",
    ):
        return None
    return _unnumbered(page, match, kind, here, days, stretches)


_FIELD = regex(
    r"(?!\s+với\s)(?:\s+(?!được|đã|năm|số|này|nhằm|là|để|theo|tại|đạt|luôn|sẽ|vừa|do|có|giữa|về)[^\W\d_]+(?:\s?[&-]\s?[^\W\d_]+)?,?){1,22}?"
    r"(?P<next>)(?=,?\s+(?:giữa|về|giai\s+đoạn|năm\s+\d)\s)"
)
_ASKED = regex(
    r"(?:sớm|đề\s+nghị|kiến\s+nghị|nghiên\s+cứu|tham\s+mưu|yêu\s+cầu|chỉ\s+đạo|giao|chủ\s+động|cần|phải|sẽ|mong)(?!\w)[^.;]{0,80}(?:ban\s+hành|xây\s+dựng|ký\s+kết)\s+(?:mới\s+)?$"
)


def _quoted_programme(
    page: Context, match: Hit, days: list[dates.Day], stretches: list[dates.Stretch]
) -> Mention | None:
    """A plain ``chương trình “…”`` that is signed or reviewed between bodies."""
    sentence = page.sentence_at(match.start())
    before = page.folded[max(sentence.start, match.start() - 110) : match.start()]
    signed, reviewed = _SIGN.search(before) is not None, _REVIEW.search(before) is not None
    if (
        not (signed or reviewed)
        or _PLURAL.search(before)
        or not re.match(r"\s*(?:về\s+)?[“\"]", page.text[match.end() : match.end() + 8])
    ):
        return None
    if len(page.events) == 0 or len(page.events[0].hosts) < 2:
        return None
    mention = Mention(match.start(), match.end(), "coordination_programme", signed=signed, reviewed=reviewed)
    read_on(page, mention, days, stretches)
    if mention.period is None:
        inside = [s for s in dates.within(stretches, sentence.start, match.start() - 1) if s.value[0]]
        mention.period = inside[-1].value if inside else None
    return mention if mention.title else None


_DECIDES = regex(
    r"\s+(?:trao|tặng|truy|khen|thưởng|công\s+nhận|thành\s+lập|phong|chọn|lựa\s+chọn|hỗ\s+trợ|đầu\s+tư|tổ\s+chức|"
    r"phát\s+động|xử\s+phạt|bổ\s+nhiệm|dành|trích|mở|triển\s+khai|đưa|giao)(?!\w)"
)


def _unnumbered(
    page: Context, match: Hit, kind: str, here: int, days: list[dates.Day], stretches: list[dates.Stretch]
) -> Mention | None:
    sentence = page.sentence_at(match.start())
    before = page.folded[max(sentence.start, match.start() - 110) : match.start()]
    if kind == "decision" and _DECIDES.match(page.folded, match.end()):
        return None  # the verb: "quyết định tặng", "quyết định hỗ trợ"
    years = _YEARS.search(before) is not None
    if (
        _PLURAL.search(before)
        or _ASKED.search(before)
        or re.search(r"\d\s+$|(?<!\w)có\s+[\d.]+\s+(?:(?!và\s)[^\s.;:,]+\s+){1,4}(?:đã\s+)?ký(?:\s+kết)?\s+$", before)
        or (
            re.search(r"(?:theo|thực\s+hiện)\s+(?:đúng\s+)?$", before)
            and not page.text[match.start()].isupper()
            and kind in ("regulation", "plan", "decision")
            and not years
        )
    ):
        return None
    mention = Mention(match.start(), here, kind)
    extra = re.compile(
        r"(?:\s+(?!giữa|về|giai|được|đã|của|với|và|năm|số|này|trong|nhằm|là|để|cho|theo|do|tại|có)[^\W\d_]+){0,6}(?=\s*[“\"])"
    ).match(page.folded, here)
    if extra is not None:
        mention.end = extra.end()
    elif kind in ("coordination_programme", "regulation", "plan", "other", "action_programme"):
        more = _FIELD.match(page.folded, here, sentence.end)
        if more is not None:
            mention.end = more.start("next")
    reached = mention.end
    read_on(page, mention, days, stretches)
    if _DRAFT.search(before) and kind not in ("coordination_programme", "regulation"):
        return None
    mention.signed = _SIGN.search(before) is not None and not re.search(
        r"\bđã\s+ký\s+kết\s*$", page.folded[mention.end : mention.end + 14]
    )
    mention.reviewed = (
        years or (_REVIEW if kind == "coordination_programme" else _PAST_REVIEW).search(before) is not None
    )
    mention.next_one = _NEXT.match(page.folded[mention.end : mention.end + 60].lstrip(" ,")) is not None
    if mention.title is not None:
        quoted = QUOTED.search(page.text, reached, mention.end + 2)
        if quoted is None and not (mention.signed or mention.reviewed) and kind not in ("coordination_programme",):
            return None
        return mention
    if mention.end == reached and extra is not None:
        mention.end = here
    if page.text[match.start()].isupper() and (theme := later_theme(page, mention, sentence.end)) is not None:
        mention.title = " ".join(theme["title"].split())
        mention.end = theme.end()
        return mention
    signable = kind in ("coordination_programme", "regulation", "plan", "resolution", "other", "action_programme")
    if signable and (mention.signed or mention.reviewed or mention.parties or mention.period):
        if kind in ("plan", "resolution", "action_programme", "other") and not mention.signed:
            return None
        if kind == "regulation" and not (mention.signed or mention.reviewed):
            return None
        return mention
    return mention if kind == "coordination_programme" else None

"""Instruments (văn bản): numbered, titled, named, or plainly what the event signs or reviews."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from phoihop.reading import lexicon
from phoihop.reading.finders import bodies, dates, offices
from phoihop.reading.normalise import fold
from phoihop.reading.segment import Context
from phoihop.reading.values import Document, Period, Span

__all__ = ["Mention", "find", "mentions", "numbers"]


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


@cache
def _kinds() -> dict[str, str]:
    return {fold(name): kind for name, kind in (line.split("\t") for line in lexicon.lines("document_kinds"))}


@cache
def _codes() -> dict[str, str]:
    return dict(line.split("\t") for line in lexicon.lines("document_codes"))


@cache
def _kind_word() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w])(?:{lexicon.alternatives(_kinds())})(?!\w)")


@cache
def _law() -> re.Pattern[str]:
    names = lexicon.alternatives(lexicon.lines("laws")).replace(",", ",?")
    return re.compile(
        rf"(?<![\w])(?:luật|bộ\s+luật|pháp\s+lệnh)\s+(?:sửa\s+đổi[^.;:“”]{{0,80}}?\s+luật\s+)?(?:{names})(?!\w)"
    )


_LETTERS = r"[A-ZĐƯa-zđư][A-ZĐƯa-zđư0-9.&]{0,18}"
_SYMBOL = re.compile(
    rf"(?<![\w/.,-])(?P<n>\d{{1,5}}[a-z]?)(?P<year>\s?/\s?(?:19|20)\d\d)?(?P<symbol>(?:\s?[/\-–]\s?{_LETTERS}){{1,7}})"
)
_TYPE_LETTERS = re.compile(r"[A-ZĐ]{1,6}[a-zđ]{0,3}$|[A-ZĐ][A-ZĐa-zđr]{1,10}$")
_NUMBER_WORD = re.compile(r"\s*(?:\(\s*)?(?:mang\s+)?(?:số|số\s+hiệu|ký\s+hiệu)\s*:?\s*")
_BARE = re.compile(r"(?P<n>\d{1,4}[a-z]?)(?![\w.,]*\d|\s?%|/\d)(?!\s*(?:[-–]\s?\d))(?!\w)")
_COUNTED = re.compile(
    r"\s*(?:năm|tháng|ngày|tuần|giờ|nội|nhiệm|người|trường|tập|cá|mô|văn|buổi|cuộc|lượt|đợt|bước|giai|nhóm|mục|triệu|tỷ|nghìn|điểm|đơn|địa|hội|vụ|việc|đề|chương|lần|lớp|chỉ|điều|khâu|hộ)(?!\w)"
)
_MODIFIERS = re.compile(
    r"(?:\s+(?:phối\s+hợp|công\s+tác|hành\s+động|liên\s+tịch|liên\s+ngành|toàn\s+khóa|thực\s+hiện|hoạt\s+động|triển\s+khai|của\s+ban\s+bí\s+thư|của\s+bộ\s+chính\s+trị|cộng\s+đồng|tổng\s+thể|chuyên\s+đề|này)){1,3}"
)


def numbers(page: Context) -> Iterator[tuple[Span, str, str]]:
    """Yield document numbers with a symbol: where, as printed less spaces, and the kind that the letters say.

    >>> from phoihop.reading.segment import context
    >>> [(n, k) for _, n, k in numbers(context("số 22- Ctr/ĐUCA-V28; 30/2020/NĐ-CP; ngày 1-8-2013; 24/7"))]
    [('22-Ctr/ĐUCA-V28', 'action_programme'), ('30/2020/NĐ-CP', 'decree')]
    """
    for match in _SYMBOL.finditer(page.text):
        parts = [part for part in re.split(r"\s?[/\-–]\s?", match["symbol"]) if part]
        symbol = match["symbol"]
        end = match.end()
        # a word in small letters, or one that opens the next phrase, is no part of the symbol
        while (
            parts
            and not _TYPE_LETTERS.match(parts[-1].rstrip("."))
            and not re.fullmatch(r"[A-ZĐ]{1,3}\d{1,3}", parts[-1])
        ):
            cut = max(symbol.rfind("/"), symbol.rfind("-"), symbol.rfind("–"))
            symbol = symbol[:cut].rstrip()
            end = match.start("symbol") + len(symbol)
            parts.pop()
        if not parts:
            continue
        trimmed = symbol.rstrip(".")
        end -= len(symbol) - len(trimmed)
        letters = parts[0].rstrip(".").lower()
        kind = _codes().get(letters)
        if kind is None:
            if not (match["year"] or len(parts) > 1 or (parts[0].isupper() and len(parts[0]) > 1)):
                continue
            if re.fullmatch(r"QH\d{1,2}", parts[0]):
                kind = "law"
            elif "/" not in match.group() or (len(parts) == 1 and len(parts[0]) < 3):
                continue
            else:
                kind = "other"
        if kind == "programme":
            joint = (len(parts) > 2 and not re.search(r"đu|tu$|tw$", parts[1].lower())) or len(parts) > 3
            kind = "coordination_programme" if joint else "action_programme"
        yield Span(match.start(), end), re.sub(r"\s", "", page.text[match.start() : end]), kind


_QUOTED = re.compile(r"[“”\"‘«]\s?(?P<title>[^“”\"«»\n]{4,400}?)\s?[”\"’»“]")
_ABOUT = re.compile(r"\s*,?\s*(?:quy\s+định\s+)?(?:chi\s+tiết\s+)?(?:v/v|về\s+việc|về)\s+(?:việc\s+)?")
_THEME = re.compile(
    r"\s*(?:,\s*)?(?:có\s+|mang\s+)?(?:với\s+)?(?:chủ\s+đề|tên\s+gọi|tiêu\s+đề|nội\s+dung|tên)\s*:?\s*(?=[“\"])"
)
_BETWEEN = re.compile(r"\s*,?\s*(?:được\s+ký\s+kết\s+|đã\s+ký\s+kết\s+|ký\s+kết\s+|ký\s+)?giữa\s+(?:lãnh\s+đạo\s+)?")
_OF = re.compile(r"\s*,?\s*(?:được\s+|do\s+|đã\s+được\s+)?(?:của|do)\s+")
_ON = re.compile(
    r"\s*,?\s*(?:\(?\s*)?(?:(?:được\s+)?(?:ký\s+kết|ký|ban\s+hành|phê\s+duyệt)\s+)?(?=(?:ngày|ngay)\s|\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4})"
)
_PERIOD_LEAD = re.compile(r"\s*[,(]?\s*(?:trong\s+|cho\s+)?")
_JOINT = re.compile(r"\s*(?:\([^()]{1,30}\)\s*)?(?:,?\s*(?:và|với|cùng với|cùng|&)|,)\s+")
_TITLE_END = re.compile(
    r"[.;:\n(]|\s[-–]\s(?=[^\W\d_a-zà-ỹ])|,?\s+(?:trong\s+)?giai\s+đoạn\s|,?\s+giữa\s|,\s+(?:được|đã|nhằm|"
    r"do|trong đó|góp|từ đó|qua đó|đồng thời|trên cơ sở|theo|tại|sau|với|gắn|các|công an|ủy ban|ban)\s|"
    r"\s+(?:được|đã|nhằm|luôn|sẽ|đang|vừa|bao\s+gồm|gồm|cũng|do\s+\w+\s+(?:ban|tổ|phối)|vào\s+(?:ngày|"
    r"sáng|chiều|lúc)|trên\s+địa\s+bàn|năm\s+\d{4}|nhiệm\s+kỳ|của\s+(?:bộ|ban|ủy|thủ|chính|tỉnh|đảng|chủ|"
    r"ubnd|công an))(?!\w)"
)
_REVIEW = re.compile(
    r"(?:sơ\s+kết|tổng\s+kết|kiểm\s+điểm|đánh\s+giá|rà\s+soát|ký\s+kết|lễ\s+ký|ký|bàn\s+giao|triển\s+khai|xây\s+dựng|thông\s+qua\s+dự\s+thảo)(?:\s+[^\s.;:]+){0,9}?\s*$"
)
_SIGN = re.compile(r"(?<!\w)(?:ký\s+kết|lễ\s+ký|ký)(?:\s+(?!giao|thi)[^\s.;:,]+){0,7}?\s*$")
_YEARS = re.compile(r"\d{1,2}\s+năm\s+(?:triển\s+khai\s+)?(?:thực\s+hiện\s+)?$")
_NEXT = re.compile(r"(?:trong\s+)?giai\s+đoạn\s+(?:tiếp\s+theo|tới|mới)|(?:trong\s+)?thời\s+gian\s+tới")
_DRAFT = re.compile(
    r"(?:dự\s+thảo|đang\s+xây\s+dựng|xây\s+dựng,?\s+hoàn\s+thiện|hoàn\s+thiện|soạn\s+thảo|góp\s+ý)\s+(?:các\s+)?$"
)
_PLURAL = re.compile(r"(?:các|những|một\s+số|nhiều|mọi)\s+(?:[^.;:,“”]{1,30}(?:,|\svà)\s+){0,3}$")
_ISSUED = r"(?:ký\s+ban\s+hành|ban\s+hành|phê\s+duyệt|thông\s+qua|xây\s+dựng\s+và\s+ban\s+hành)"
_ISSUED_BY = re.compile(rf"(?:(?:vừa|đã|mới)\s+)*{_ISSUED}\s+(?:[^\s.;:,]+\s+){{0,3}}$")
_PASSIVE_BY = re.compile(r"(?<!\w)(?:được|do)\s+")


def mentions(page: Context) -> list[Mention]:
    """Every place where an instrument is named, in reading order, none inside another."""
    stretches = list(dates.periods(page))
    days = list(dates.find(page))
    found: list[Mention] = []
    taken: list[Span] = []

    def free(start: int, end: int) -> bool:
        return not any(span.start < end and start < span.end for span in taken)

    symbols = {span.start: (span, number, kind) for span, number, kind in numbers(page)}
    used: set[int] = set()
    for match in _kind_word().finditer(page.folded):
        if not free(match.start(), match.end()):
            continue
        mention = _at_kind(page, match, symbols, used, days, stretches)
        if mention is not None:
            found.append(mention)
            taken.append(Span(mention.start, mention.end))
    for start, (span, number, kind) in symbols.items():
        if start not in used and free(span.start, span.end):
            mention = Mention(span.start, span.end, kind, number=number, named=True)
            _tail(page, mention, days, stretches)
            found.append(mention)
            taken.append(Span(mention.start, mention.end))
    for match in _law().finditer(page.folded):
        if free(match.start(), match.end()) and page.text[match.start()].isupper():
            kind = "law" if "luật" in match.group() else "other"
            title = " ".join(page.text[match.start() : match.end()].split())
            found.append(Mention(match.start(), match.end(), kind, title=title, named=True))
            taken.append(Span(*match.span()))
    found += [mention for mention in _named(page) if free(mention.start, mention.end)]
    return sorted(found, key=lambda mention: mention.start)


def _at_kind(
    page: Context,
    match: re.Match[str],
    symbols: dict[int, tuple[Span, str, str]],
    used: set[int],
    days: list[dates.Day],
    stretches: list[dates.Stretch],
) -> Mention | None:
    kind = _kinds()[" ".join(match.group().split())]
    start, here = match.start(), match.end()
    modifiers = _MODIFIERS.match(page.folded, here)
    if modifiers is not None:
        if "phối hợp" in modifiers.group() and kind == "programme":
            kind = "coordination_programme"
        here = modifiers.end()
    word = _NUMBER_WORD.match(page.folded, here)
    at = word.end() if word is not None else here + len(page.text[here:]) - len(page.text[here:].lstrip(" "))
    if at in symbols:
        span, number, code = symbols[at]
        used.add(at)
        if kind in ("programme", "other") or (
            kind == "coordination_programme" and code not in ("action_programme", "programme")
        ):
            kind = code if kind == "programme" or code == "coordination_programme" else kind
        mention = Mention(start, span.end, "coordination_programme" if kind == "programme" else kind, number=number)
        _tail(page, mention, days, stretches)
        return mention
    bare = _BARE.match(page.folded, at)
    capital = page.text[start].isupper()
    marked = bare is not None and (word is not None or capital or bare["n"].startswith("0")) and at - here <= 12
    if bare is not None and marked and (word is not None or not _COUNTED.match(page.folded, bare.end())):
        if word is None and (re.match(r"\s*/\s*\d", page.folded[bare.end() :][:4]) or len(bare["n"]) == 4):
            return None
        mention = Mention(
            start, bare.end(), "coordination_programme" if kind == "programme" else kind, number=bare["n"]
        )
        _tail(page, mention, days, stretches)
        return mention
    if kind in ("programme", "law", "decree", "circular", "report", "guidance", "conclusion") or match.group() in (
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


def _unnumbered(
    page: Context, match: re.Match[str], kind: str, here: int, days: list[dates.Day], stretches: list[dates.Stretch]
) -> Mention | None:
    sentence = page.sentence_at(match.start())
    before = page.folded[max(sentence.start, match.start() - 110) : match.start()]
    if _PLURAL.search(before) or (
        re.search(r"(?:theo|thực\s+hiện)\s+(?:đúng\s+)?$", before)
        and not page.text[match.start()].isupper()
        and kind in ("regulation", "plan", "decision")
    ):
        return None
    mention = Mention(match.start(), here, kind)
    extra = re.compile(
        r"(?:\s+(?!giữa|về|giai|được|đã|của|với|và|năm|số|này|trong|nhằm|là|để|cho|theo|do|tại|có)[^\W\d_]+){0,6}(?=\s*[“\"])"
    ).match(page.folded, here)
    if extra is not None:
        mention.end = extra.end()
    elif kind in ("coordination_programme", "regulation", "plan", "other", "action_programme"):
        more = re.compile(
            r"(?:\s+(?!giữa|về|giai|được|đã|của|với|và|năm|số|này|trong|nhằm|là|để|cho|theo|do|tại|có|đạt|luôn|sẽ|vừa)[^\W\d_]+){1,6}(?=\s+(?:giữa|về|giai\s+đoạn|năm\s+\d)\s)"
        ).match(page.folded, here)
        if more is not None:
            mention.end = more.end()
    reached = mention.end
    _tail(page, mention, days, stretches)
    if _DRAFT.search(before) and kind not in ("coordination_programme", "regulation"):
        return None
    mention.signed = _SIGN.search(before) is not None and not re.search(
        r"\bđã\s+ký\s+kết\s*$", page.folded[mention.end : mention.end + 14]
    )
    mention.reviewed = _REVIEW.search(before) is not None or _YEARS.search(before) is not None
    mention.next_one = _NEXT.match(page.folded[mention.end : mention.end + 60].lstrip(" ,")) is not None
    if mention.title is not None:
        quoted = _QUOTED.search(page.text, reached, mention.end + 2)
        if quoted is None and not (mention.signed or mention.reviewed) and kind not in ("coordination_programme",):
            return None
        return mention
    if mention.end == reached and extra is not None:
        mention.end = here
    if page.text[match.start()].isupper() and (theme := _later_theme(page, mention, sentence.end)) is not None:
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


def _later_theme(page: Context, mention: Mention, stop: int) -> re.Match[str] | None:
    """The quotation behind ``với chủ đề`` further on in the sentence."""
    mark = re.compile(r"(?:với|có|mang)\s+(?:chủ\s+đề|tên\s+gọi|tên)\s*:?\s*(?=[“\"])").search(
        page.folded, mention.end, stop
    )
    return _QUOTED.match(page.text, mark.end()) if mark is not None else None


def _tail(page: Context, mention: Mention, days: list[dates.Day], stretches: list[dates.Stretch]) -> None:
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
        if mention.issued_on is None and (on := _ON.match(page.folded, here)) is not None:
            day = next(
                (day for day in days if on.end() <= day.start + 1 and day.start <= on.end() + 5 and day.end > on.end()),
                None,
            )
            if day is not None and day.start - on.end() < 6:
                mention.issued_on = day.iso if not day.iso.startswith("--") else dates.complete(day.iso, page.published)
                here = mention.end = day.end
                if page.text[here : here + 1] == ")":
                    here = mention.end = here + 1
                continue
        if not mention.parties and (between := _BETWEEN.match(page.folded, here)) is not None:
            names, end = _parties(page, between.end(), stop)
            if names:
                mention.parties, here = names, end
                mention.end = end
                continue
        if not mention.parties and (of := _OF.match(page.folded, here)) is not None:
            names, end = _parties(page, of.end(), stop)
            if names:
                mention.parties, here = names, end
                mention.end = end
                continue
        if mention.period is None and (stretch := _period(page, here, stretches)) is not None:
            mention.period, here = stretch.value, stretch.end
            mention.end = stretch.end
            continue
        if mention.title is None:
            theme = _THEME.match(page.folded, here) or _ABOUT.match(page.folded, here)
            at = theme.end() if theme is not None else here
            while page.text[at : at + 1] == " ":
                at += 1
            quoted = _QUOTED.match(page.text, at)
            if quoted is not None and quoted.end() <= stop + 3:
                title = quoted["title"]
                mention.title = " ".join(title.split())
                if mention.period is None:
                    inner = next(
                        (s for s in stretches if quoted.start() < s.start and s.end <= quoted.end() and s.value[0]),
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
            if theme is not None and theme.re is _ABOUT:
                end = _title_end(page, theme.end(), stop)
                if end - theme.end() > 5:
                    mention.title = " ".join(page.text[theme.end() : end].split())
                    here = mention.end = end
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
    return next((s for s in stretches if s.start <= at <= s.start + 1 or at <= s.start <= at + 1), None)


def _parties(page: Context, start: int, stop: int) -> tuple[list[str], int]:
    """Bodies (or one office) that issued or signed: ``A, B và C``."""
    people: dict[int, int] = {}
    found: list[str] = []
    here, end = start, start
    while here < stop:
        span = offices.at(page, here, stop, people) if not found else None
        if span is None:
            span = bodies.at(page, here, stop, people)
        if span is None:
            break
        found.append(bodies.printed(page, span))
        end = span.end
        joint = _JOINT.match(page.folded, end)
        if joint is None:
            break
        here = joint.end()
    return found, end


_RESOLUTION = re.compile(
    r"(?<![\w])nghị\s+quyết\s+(?:(?:trung\s+ương|tw|hội\s+nghị\s+(?:lần\s+thứ\s+\w+\s+)?(?:ban\s+chấp\s+hành\s+)?(?:trung\s+ương|tw))\s+(?:\d{1,2}|lần\s+thứ\s+\S+|[ivx]{1,5})(?:\s*,?\s*\(?\s*khóa\s+[ivx]{1,5}\s*\)?)?|"
    r"đại\s+hội\s+(?:đại\s+biểu\s+)?(?:toàn\s+quốc\s+)?(?:đảng\s+bộ\s+(?:[^\s.;,]+\s+){0,6}?)?(?:lần\s+thứ\s+)?[ivx]{1,6}(?!\w)(?:\s+(?:của\s+đảng|đảng\s+bộ\s+tỉnh))?)"
)
_BODY_RESOLUTION = re.compile(r"(?<![\w])nghị\s+quyết\s+")
_STATUTES = re.compile(r"(?<![\w])điều\s+lệ\s+(?=[A-ZĐ])", re.IGNORECASE)
_CONVENTION = re.compile(
    r"(?<![\w])công\s+ước\s+(?:liên\s+hợp\s+quốc\s+|quốc\s+tế\s+)?(?:về|chống)\s+[^.,;:()“”]{4,80}"
)


def _named(page: Context) -> Iterator[Mention]:
    """Proper names whole: resolutions of congresses and plenums, statutes of organisations, conventions."""
    for match in _RESOLUTION.finditer(page.folded):
        if page.text[match.start()].isupper():
            yield _whole(page, match.start(), match.end(), "resolution")
    for match in _BODY_RESOLUTION.finditer(page.folded):
        if not page.text[match.start()].isupper() or _RESOLUTION.match(page.folded, match.start()):
            continue
        span = bodies.at(page, match.end(), page.sentence_at(match.start()).end)
        if span is None:
            continue
        nth = re.compile(r"\s+lần\s+thứ\s+(?:[ivx]{1,6}|\d{1,2})(?!\w)").match(page.folded, span.end)
        if nth is not None:
            yield _whole(page, match.start(), nth.end(), "resolution")
    for match in _STATUTES.finditer(page.folded):
        if not page.text[match.start()].isupper():
            continue
        end = bodies.extend(page, match.end(), page.sentence_at(match.start()).end, head="hội")
        if end > match.end() + 2:
            yield _whole(page, match.start(), end, "other")
    for match in _CONVENTION.finditer(page.folded):
        if page.text[match.start()].isupper():
            yield _whole(page, match.start(), match.start() + len(match.group().rstrip()), "other")


def _whole(page: Context, start: int, end: int, kind: str) -> Mention:
    return Mention(start, end, kind, title=" ".join(page.text[start:end].split()), named=True)


# ---------------------------------------------------------------- one instrument, many mentions


def find(page: Context) -> Iterator[Document]:
    """Yield each instrument once, in order of first naming, with all evidence.

    >>> from phoihop.reading.segment import context
    >>> text = "Chương trình phối hợp số 09/CTr-BCA-MTTW ngày 1/8/2013 về “Giữ gìn an ninh”. Chương trình 09 hay."
    >>> [(d.number, d.issued_on, d.title, len(d.evidence)) for d in find(context(text))]
    [('09/CTr-BCA-MTTW', '2013-08-01', 'Giữ gìn an ninh', 2)]
    """
    found = mentions(page)
    _signing_facts(page, found)
    groups: list[list[Mention]] = []
    later: list[Mention] = []
    for mention in sorted(found, key=_weight):
        group = next((group for group in groups if _same(group, mention)), None)
        if group is not None:
            group.append(mention)
        elif mention.number or mention.title or mention.named:
            groups.append([mention])
        else:
            later.append(mention)
    groups += _untitled(page, groups, later)
    documents = [_document(page, sorted(group, key=lambda mention: mention.start)) for group in groups]
    yield from sorted(documents, key=lambda document: document.evidence[0])


def _weight(mention: Mention) -> tuple[int, int]:
    """Full numbers first, then bare ones, then titles, then the rest."""
    if mention.number:
        return (0 if re.search(r"[/\-–]", mention.number) else 1, mention.start)
    return (2 if mention.title else 3, mention.start)


_PROGRAMMES = ("coordination_programme", "action_programme")


def _alike(first: str, second: str) -> bool:
    return first == second or {first, second} <= {*_PROGRAMMES, "programme"}


def _bare(number: str) -> str:
    return re.split(r"[/\-–]", number)[0].lstrip("0").lower()


def _plain(text: str | None) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", fold(text or "")).split())


def _same(group: list[Mention], mention: Mention) -> bool:
    for other in group:
        if mention.number and other.number:
            if fold(mention.number).replace("–", "-") == fold(other.number).replace("–", "-") and _alike_number(
                mention, other
            ):
                return True
            short = not re.search(r"[/\-–]", mention.number) or not re.search(r"[/\-–]", other.number)
            if short and _bare(mention.number) == _bare(other.number) and _alike(mention.kind, other.kind):
                return True
            continue
        if (
            mention.title
            and other.title
            and _alike(mention.kind, other.kind)
            and _plain(mention.title) == _plain(other.title)
        ):
            if mention.period and other.period and mention.period != other.period:
                continue
            return True
        if (
            not mention.title
            and not mention.number
            and mention.kind == other.kind
            and mention.period
            and mention.period == other.period
        ):
            return True
        titled = (
            mention.number is None and other.number and mention.kind == other.kind and mention.title and not other.title
        )
        if titled and mention.period and mention.period == other.period:
            return True
    return False


def _alike_number(first: Mention, second: Mention) -> bool:
    return (
        first.kind == second.kind or bool(re.search(r"[/\-–]", first.number or "")) or _alike(first.kind, second.kind)
    )


def _untitled(page: Context, groups: list[list[Mention]], later: list[Mention]) -> list[list[Mention]]:
    """Instruments with neither number nor title: what the event signs, reviews or prepares, one a period."""
    made: list[list[Mention]] = []
    for kind in dict.fromkeys(mention.kind for mention in later):
        own = [mention for mention in later if mention.kind == kind]
        known = [group for group in groups if any(_alike(kind, mention.kind) for mention in group)]
        dated: dict[Period, list[Mention]] = {}
        for mention in own:
            if mention.period is not None:
                dated.setdefault(mention.period, []).append(mention)
        for period, group in dated.items():
            worth = any(mention.signed or mention.reviewed for mention in group) or kind == "coordination_programme"
            if not worth:
                continue
            home = next((known_group for known_group in known if _takes(known_group, period)), None)
            if home is not None:
                home.extend(group)
            else:
                made.append(group)
        open_ended = [mention for mention in own if mention.period is None]
        targets = known + [group for group in made if group[0].kind == kind]
        for mention in open_ended:
            if mention.next_one and (newest := _newest(targets)) is not None:
                newest.append(mention)
            elif targets and (not mention.next_one):
                home = _nearest(targets, mention)
                if home is not None and (mention.signed or mention.reviewed or mention.parties):
                    home.append(mention)
            elif mention.signed or mention.reviewed:
                group = [mention]
                made.append(group)
                targets.append(group)
    return made


def _takes(group: list[Mention], period: Period) -> bool:
    periods = {mention.period for mention in group if mention.period is not None}
    return period in periods


def _newest(groups: list[list[Mention]]) -> list[Mention] | None:
    dated = [(max((m.period[0] or "" for m in group if m.period), default=""), group) for group in groups]
    return max(dated, key=lambda pair: pair[0])[1] if len(dated) > 1 else None


def _nearest(groups: list[list[Mention]], mention: Mention) -> list[Mention] | None:
    """The instrument that an unnumbered naming means: the one kind at hand, or the one of the same parties."""
    same_kind = [group for group in groups if any(other.kind == mention.kind for other in group)]
    if len(same_kind) == 1:
        return same_kind[0]
    parties = {_plain(name) for name in mention.parties}
    for group in same_kind:
        if parties and any({_plain(name) for name in other.parties} & parties for other in group):
            return group
    return same_kind[0] if same_kind else None


_SIGNED_BY = re.compile(
    r"(?:đã\s+|cùng\s+|cùng\s+nhau\s+|tiến\s+hành\s+|chính\s+thức\s+|vừa\s+)*(?:ký\s+kết|ký|ban\s+hành|phối\s+hợp\s+ban\s+hành)\s*(?:[^.;:,]{0,30}\s)?$"
)


def _signing_facts(page: Context, found: list[Mention]) -> None:
    """``Ngày D, A và B đã ký kết …`` gives parties and date to what is signed; so does the signing event itself."""
    signing = next((event for event in page.events if "signing" in event.kinds), None)
    for mention in found:
        sentence = page.sentence_at(mention.start)
        before = page.folded[sentence.start : mention.start]
        verb = _SIGNED_BY.search(before)
        if not mention.parties:
            mention.parties = _issuer(page, mention, sentence.start, sentence.end)
        if verb is not None and not re.search(r"lễ\s*$", before[: verb.start()]):
            spans = [
                span
                for span in bodies.find(page, sentence.start, sentence.start + verb.start(), {})
                if not re.search(
                    r"(?:tại|trụ\s+sở|hội\s+trường|chủ\s+tịch|giám\s+đốc|trưởng|bí\s+thư|viên)\s+(?:[^\s,.;]+\s+){0,2}$",
                    page.folded[max(sentence.start, span.start - 40) : span.start],
                )
            ]
            close = [span for span in spans if sentence.start + verb.start() - span.end < 90]
            if len(close) >= 2 and not mention.parties:
                mention.parties = list(dict.fromkeys(bodies.printed(page, span) for span in close))
            if mention.issued_on is None and len(close) >= 2:
                day = next(
                    (d for d in dates.find(page) if sentence.start <= d.start < mention.start and d.precision == "day"),
                    None,
                )
                if day is not None:
                    mention.issued_on = dates.complete(day.iso, page.published)
        if signing is not None and (mention.signed or mention.next_one) and mention.issued_on is None:
            mention.issued_on = signing.date
        if signing is not None and mention.signed and not mention.parties and len(signing.hosts) > 1:
            mention.parties = list(signing.hosts)


def _issuer(page: Context, mention: Mention, start: int, stop: int) -> list[str]:
    """``X ban hành Kế hoạch …`` or ``Kế hoạch … được X ban hành``: who issued it, a body or an office."""
    for passive in _PASSIVE_BY.finditer(page.folded, mention.start, min(stop, mention.end + 160)):
        names, end = _parties(page, passive.end(), stop)
        if names and re.match(rf"\s+(?:(?:vừa|đã|mới)\s+)?{_ISSUED}", page.folded[end:stop]):
            return names
    verb = _ISSUED_BY.search(page.folded, max(start, mention.start - 60), mention.start)
    if verb is None:
        return []
    at = max(start, verb.start() - 90)
    while at < verb.start():
        names, end = _parties(page, at, verb.start())
        if names and not page.folded[end : verb.start()].strip():
            return names
        at = end if names else at + 1
    return []


def _document(page: Context, group: list[Mention]) -> Document:
    numbers_of = [mention.number for mention in group if mention.number]
    number = max(numbers_of, key=len) if numbers_of else None
    lead = next((mention for mention in group if mention.number == number), group[0])
    titles = [mention.title for mention in group if mention.title]
    kind = lead.kind
    if kind == "action_programme" and any(mention.kind == "coordination_programme" for mention in group):
        kind = "coordination_programme"
    signed = any(mention.signed for mention in group)
    issued = next((mention.issued_on for mention in group if mention.issued_on), None)
    parties = next((mention.parties for mention in group if mention.parties), [])
    if (
        not parties
        and kind == "coordination_programme"
        and not number
        and len(page.events) == 1
        and len(page.events[0].hosts) > 1
    ):
        parties = list(page.events[0].hosts)
    confidence = 0.96 if number else 0.9 if titles else 0.78 if signed else 0.7
    return Document(
        kind=kind,
        number=number,
        title=titles[0] if titles else None,
        issued_on=issued,
        parties=tuple(parties),
        period=next((mention.period for mention in group if mention.period), None),
        evidence=tuple(sorted({Span(mention.start, mention.end) for mention in group})),
        confidence=confidence,
    )

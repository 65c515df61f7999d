"""Counted results (số liệu): a number with what it counts, whose it is and for what time."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from phoihop.reading import lexicon
from phoihop.reading.finders import dates, numbers, plans, subjects, units, whens
from phoihop.reading.finders.dates import Day, Stretch
from phoihop.reading.finders.numbers import Number
from phoihop.reading.finders.units import Unit
from phoihop.reading.normalise import UPPER, fold, holds
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context, Sentence
from phoihop.reading.values import Figure, Span

__all__ = ["find"]

_WORD_BEFORE = regex(r"[^\W\d_]+(?:[&\-][^\W\d_]+)*")
_PLANNED = regex(
    r"(?<!\w)(?:phấn đấu|chỉ tiêu|dự kiến|sẽ|đặt mục tiêu|đặt ra|đề ra|đề nghị|yêu cầu|mong muốn|mục tiêu|dự tính|"
    r"kế hoạch|(?<!bàn )(?<!chuyển )giao(?!\s(?:nộp|thông|dịch|lưu|nhận|ban|đất))|"
    r"cần(?!\s(?:thơ|cù))|(?<!khi )(?<!đã )(?<!vẫn )(?<!từng )phải|tiến tới|định hướng|"
    r"hướng tới|ước mơ|kêu gọi|kiến nghị|đăng ký|xin)(?!\w)"
)
_PLANS = (
    *(
        "phấn đấu",
        "chỉ tiêu",
        "dự kiến",
        "sẽ",
        "đặt",
        "đề ra",
        "đề nghị",
        "yêu cầu",
        "mong muốn",
        "mục tiêu",
        "dự tính",
    ),
    *("kế hoạch", "giao", "cần", "phải", "tiến tới", "định hướng", "hướng tới", "ước mơ", "kêu gọi", "kiến nghị"),
    *("đăng ký", "xin"),
)
_STOCK = regex(
    r"(?<!\w)(?:(?<!gia )(?<!dự )của|nhất là|hiện có|trong đó có|trong số)\s+"
    r"(?:cả\s+|tất cả\s+|gần\s+|hơn\s+|trên\s+|\d[\d.,]*\s[^,;:.]{2,40}\svà\s)?$"
)
_DONE = regex(
    r"(?<!\w)(?:đã|đạt|có|được|hiện|còn|là|xảy ra|nâng|tổ chức được|kết quả|của|trong đó|vượt|thu|tiếp nhận|"
    r"giải quyết)(?!\w)"
)
_EACH = regex(
    r"(?<!\w)(?:mỗi|một)\s+(?:xã|phường|căn|suất|người|cá nhân|tập thể|hộ|đơn vị|gia đình|em|mô hình|thôn|khu|tổ|"
    r"chi|cơ sở|địa phương|năm|tháng|tuần|ngày|quý|buổi|lớp|điển hình|sổ|nhà|phần quà|phần|cuộc|huyện|tỉnh|"
    r"học sinh|trường|"
    r"chi đoàn|chi hội|bản|giải|bộ|đồng chí|đại biểu|lần|chiếc|thành viên)(?!\w)"
)
_RATE = regex(
    r"(?<!\w)(?:(?<!trị\s)giá(?!\s(?:trị|o))|mức(?!\sđộ)|thù lao|tiền lương|lương|tiền công|học phí|lệ phí|"
    r"tiền ăn|phòng nghỉ|"
    r"đơn giá|lãi suất|tiền thưởng|thưởng|định mức)(?!\w)"
)
_TARIFF = regex(r"(?<!\w)(?:mức\s+(?:đóng|hưởng|phí|thuế|lãi)|lãi\s+suất|thuế\s+suất)(?!\w)")
_INVITES = regex(r"(?<!\w)kính\s+(?:mời|gửi)(?!\w)")
_EVIDENCE = 200
"""Places of one figure that are kept; a text that repeats one more often is no text."""
_PER = regex(r"\s?/\s?(?:\d{1,2}\s(?=tháng|ngày|năm|tuần|giờ|người|quý|lần|phút))?[^\W\d]")
_AGE_OR_PLACE = regex(r"(?<!\w)(?:lô|sn|năm\s+sinh|(?<!học\s)sinh)\s*$")
_AWARDING = regex(
    r"(?<!\w)(?:khen|khen\s+thưởng|bằng|giấy|huân|kỷ\s+niệm\s+chương|tuyên\s+dương|biểu\s+dương|vinh\s+danh|"
    r"tôn\s+vinh|cờ\s+thi\s+đua|tặng\s+thưởng|huy\s+chương|danh\s+hiệu)(?!\w)"
)
_HONOURED = ("tập thể", "cá nhân", "gương", "điển hình", "đơn vị", "lượt tập thể", "lượt cá nhân", "nhân", "đồng chí")
_PARTIES = regex(r"(?:tổ chức|cơ quan|ngành|lực lượng|bên|hội|phía)(?!\w)")
_PRAISED = regex(r"\s+(?:rất\s+)?(?:xuất sắc|tiêu biểu|dũng cảm)")
_PARTS_OF = regex(r"(?<!\w)(?:gồm|lập\s+thành|in\s+thành|chia\s+(?:làm|thành)|trải\s+qua|bao\s+gồm)\s+$")
_WESTERN = regex(r"[1-9]\d{0,2},\d{3}")
_PRIZES = regex(r"giải(?!\s+pháp|\s+báo|\s+bóng)")


def find(page: Context) -> Iterator[Figure]:
    """Yield the counted results of a text, in reading order.

    Left alone: dates, durations, ordinals, addresses, parts of an instrument or a meeting, prices and rates, awards and
    their money, and amounts without a numeral ("nhiều", "hàng trăm"). Targets and plans are none either; those that
    read like a result but for their time or their plan go to ``page.targets``.

    >>> from phoihop.reading.segment import context
    >>> [(f.value, f.comparator, f.unit) for f in find(context("Đã xây dựng hơn 1.250 mô hình trong 5 năm."))]
    [(1250, 'gt', 'mô hình')]
    """
    found: list[Figure] = []
    spans: list[list[Span]] = []
    by_value: dict[int | float, list[int]] = {}
    days, stretches = list(dates.find(page)), list(dates.periods(page))
    taken = _taken(page, days, stretches)
    starts = [start for start, _ in taken]
    times = whens.Times(page, days, stretches)
    owners = subjects.Owners(page)
    body = page.sentences[0].end if page.sentences and page.paragraphs[0].kind == "title" else 0
    tasks = sorted((span.start, span.end) for item in page.items if item.role != "limitation" for span in item.evidence)
    ahead = plans.Plans(page)
    for number in numbers.find(page):
        index = bisect_left(starts, number.end) - 1
        if index >= 0 and any(a < number.end and number.start < b for a, b in taken[max(0, index - 3) : index + 1]):
            continue
        sentence = page.sentence_at(number.start)
        if not sentence.start <= number.start < sentence.end:
            continue
        unit = _counts(page, number, sentence, tasks)
        if unit is None:
            continue
        start = number.opens
        value = number.value
        if (
            number.scale == 1
            and not unit.money
            and unit.text.split()[0] not in ("%", *units.MEASURES)
            and (western := _WESTERN.fullmatch(page.folded, number.start, number.end))
        ):
            value = int(western.group().replace(",", ""))  # things counted one by one have no thousandths
        subject = owners.of(number, unit, sentence)
        figure = Figure(
            (Span(start, max(unit.end, number.end)),),
            _confidence(page, number, unit, sentence),
            value,
            number.comparator,
            unit.text,
            subject,
            times.of(number, sentence),
        )
        if ahead.holds(start, figure.evidence[0].end, sentence, figure.period):
            page.targets.append(figure)
            continue
        alike = by_value.setdefault(number.value, [])
        home = next((at for at in alike[-40:] if _same(found[at], figure, found[at].evidence[0].start < body)), None)
        if home is not None:
            found[home] = _merged(found[home], figure)
            if len(spans[home]) < _EVIDENCE:
                spans[home].extend(figure.evidence)
        else:
            alike.append(len(found))
            found.append(figure)
            spans.append(list(figure.evidence))
    return (
        figure if len(evidence) == 1 else replace(figure, evidence=tuple(evidence))
        for figure, evidence in zip(found, spans, strict=True)
    )


def _taken(page: Context, days: Sequence[Day], stretches: Sequence[Stretch]) -> list[tuple[int, int]]:
    """Spans whose numbers are no counts: dates, periods, document numbers, awards, photo credits."""
    spans = [(day.start, day.end) for day in days]
    spans += [(stretch.start, stretch.end) for stretch in stretches]
    spans += [(span.start, span.end) for span in page.credits]
    for award in page.awards:
        spans += [(span.start, span.end) for span in award.evidence]
    return sorted(spans)


def _counts(page: Context, number: Number, sentence: Sentence, tasks: list[tuple[int, int]]) -> Unit | None:
    """The unit of a number that states a counted result, else ``None``."""
    folded = page.folded
    before = folded[max(sentence.start, number.opens - 160) : number.opens].replace("\n", " ")
    near = before[-40:]
    if (
        number.opens == number.start
        and number.value < 2500
        and number.scale == 1
        and number.of is None
        and "." not in folded[number.start : number.end]
        and _names(near)
    ):
        return None
    if near.endswith(("+", "+ ", " x ", " x")):
        return None
    led = near.rstrip()
    if led.endswith(("lô", "sn", "sinh")) and _AGE_OR_PLACE.search(near):
        return None
    unit = units.of(page, number, sentence.end) or _counted_before(page, number, sentence)
    if unit is None:
        return None
    digits = folded[number.start : number.end]
    measured = unit.money or unit.text == "%" or number.scale > 1
    if not measured and "." in digits and _ORDINAL.fullmatch(digits):
        return None
    if number.value == 2 and not number.zero_padded and _PARTIES.match(unit.text):
        return None
    if 1900 <= number.value <= 2100 and _YEARS.match(digits):
        return None
    behind = folded[max(unit.end, number.end) : max(unit.end, number.end) + 40]
    if _PER.match(behind) or _FOR_EACH.match(behind):
        return None
    if "%" in near and re.search(r"%\s?(?:[-–]|đến)\s$", near):
        return None
    if number.comparator == "ge" and number.opens == number.start and near.endswith("từ "):
        return None
    clause = before[_behind_last(before, (", ", "; ", ": ", "( ")) :]
    if "“" in clause or '"' in clause:
        clause = _QUOTES.sub(" ", clause)
    if led.endswith(("(", "tại", "ở", "chỉ", "chỉ:")) and (
        _ADDRESS.search(near) and _TWO_CAPITALS.match(page.text, number.end)
    ):
        return None
    last = before[_behind_last(before, ("; ", ": ")) :]
    each = _EACH.search(clause) if unit.money or not measured else None
    if each is not None and not (unit.money and each.group().startswith("một") and clause.endswith("trị giá ")):
        return None
    rated = unit.money and _RATE.search(clause[-60:]) is not None and not units.named_like_pay(page, number)
    if rated or (unit.money and "tiền thưởng" in before):
        return None
    if (unit.text == "%" and _TARIFF.search(clause)) or ("kính" in before and _INVITES.search(before)):
        return None
    if _PRIZES.match(unit.text) and _awarding_near(folded, sentence, number):
        return None
    if unit.text.startswith(_HONOURED) and _honours(folded, sentence, number, unit):
        return None
    honours = bool(page.awards) and "dự" not in folded[number.end : min(sentence.end, number.end + 140)]
    if _PRAISED.match(behind) and (honours or _awarding_near(folded, sentence, number)):
        return None
    if unit.text.startswith(("chương", "bản", "buổi", "giải")) and _PARTS_OF.search(near):
        return None
    if _FORESEEN.match(folded, sentence.start, number.opens) or _planned(folded, before, last, number, unit, tasks):
        return None
    return unit


def _behind_last(text: str, marks: Sequence[str]) -> int:
    """The offset behind the last of some marks of two signs; 0 where none stands."""
    return max(0, *(text.rfind(mark) + 2 if mark in text else 0 for mark in marks))


_ORDINAL = regex(r"0?\d+\.\d{1,2}")
_YEARS = regex(r"\d{4}-\d{2}")
_FOR_EACH = regex(r"\s+(?:mỗi|một)\s+(?:người|căn|tháng|năm|suất|hộ|ngày)")
_QUOTES = regex(r"[“\"][^“”\"]{1,80}[”\"]")
_ADDRESS = regex(r"(?:\(|(?<!\w)tại\s+|(?<!\w)ở\s+|địa\s+chỉ:?\s+)$")
_TWO_CAPITALS = regex(rf" [{UPPER}][^\W\d_]{{1,6}} [{UPPER}][^\W\d_]{{1,6}}(?!\w)")
_FORESEEN = regex(r"(?:[-–+*•]\s*)?(?:dự\s+kiến|sắp\s+tới)(?!\w)")
_NUMBER_OF = regex(
    r"(?<!\w)số\s+(?P<what>(?!liệu|lượng|tiền|tuổi|này|còn|thứ)[^,;:.\d]{3,70}?)\s+(?:tăng\s+|giảm\s+)?(?:lên|là|còn|đạt|xuống)\s+(?:tới\s+|con\s+số\s+|thành\s+)?$"
)


_ENDS = regex(r"\s*[.,;)]|\s*$|\s+(?:và|trong đó)(?!\w)")


def _counted_before(page: Context, number: Number, sentence: Sentence) -> Unit | None:
    """``nâng tổng số mô hình của xã lên 317``: what is counted stands before the number, nothing behind it."""
    if not _ENDS.match(page.folded[number.end : number.end + 9]):
        return None
    said = _NUMBER_OF.search(page.folded, max(sentence.start, number.opens - 110), number.opens)
    if said is None:
        return None
    end = units.phrase_end(page.folded, said.start("what"), said.end("what"))
    if end <= said.start("what"):
        return None
    return Unit(number.end, number.end, " ".join(page.text[said.start("what") : end].lower().split()))


@cache
def _order_words() -> frozenset[str]:
    return frozenset(fold(entry).split()[-1] for entry in lexicon.lines("ordinal_heads"))


def _names(near: str) -> bool:
    """Does what stands right before a number make it a name or an order: ``tổ 9``, ``lần thứ 3``, ``số 12``?"""
    last = near.rstrip(" .:").rsplit(None, 1)[-1:]
    if not last or last[0].strip("(“,") not in _order_words():
        return False
    words = [m.group() for m in _WORD_BEFORE.finditer(near)]
    if not words or not near.endswith(
        (
            words[-1],
            words[-1] + " ",
            *((words[-1] + ". ", words[-1] + ".") if len(words[-1]) < 3 else ()),
            words[-1] + ": ",
        )
    ):
        return False
    if len(words) >= 3 and units.longest("ordinal_heads", words, len(words) - 3) == 3:
        return True
    if any(
        units.longest(name, words, len(words) - n) == n
        for n in (3, 2)
        if len(words) >= n
        for name in ("verbs", "nouns")
    ):
        return False
    for length in (3, 2, 1):
        if len(words) >= length and units.longest("ordinal_heads", words, len(words) - length) == length:
            if words[-1] == "số":
                return words[-2:-1] not in (["tổng"], ["trong"], ["con"], ["lượng"])
            return not (near.endswith(": ") and words[-1] not in ("thoại", "đt", "fax", "hotline", "sđt"))
    return False


def _awarding_near(folded: str, sentence: Sentence, number: Number) -> bool:
    start, end = max(sentence.start, number.start - 400), min(sentence.end, number.end + 400)
    return _AWARDING.search(folded, start, end) is not None


def _honours(folded: str, sentence: Sentence, number: Number, unit: Unit) -> bool:
    """Does an award stand close enough for a number of groups or persons to belong to it?"""
    window = folded[max(sentence.start, number.start - 140) : min(sentence.end, unit.end + 140)]
    if unit.text.startswith(("đơn vị", "điển hình", "đồng chí", "gương", "nhân")):
        window = folded[max(sentence.start, number.start - 60) : min(sentence.end, unit.end + 60)]
    return bool(_AWARDING.search(window))


_REASON = regex(
    r"(?<!\w)(?:vì|do|bởi|bởi\s+vì|trong\s+khi)\s+(?:[^,;]{0,60}?\s)??(?:hiện(?:\s+nay|\s+tại)?|còn|đang|đã|mới\s+có|chỉ\s+có)\s"
    r"(?:[^,;]{0,40}\s)?(?:còn\s+|có\s+|hơn\s+|gần\s+|trên\s+)*$"
)
"""Why something is asked for: the number there is how things stand."""
_EARLIER = regex(r"(?<!\w)đã\s[^.;]+;\s(?:(?!sẽ\s|cần\s|phải\s)[^.])*$")


def _planned(folded: str, before: str, clause: str, number: Number, unit: Unit, tasks: list[tuple[int, int]]) -> bool:
    """Is the number a target or a plan and no result?"""
    index = bisect_left(tasks, (number.start + 1, 0)) - 1
    if index >= 0 and tasks[index][0] <= number.start < tasks[index][1]:
        return _STOCK.search(clause) is None and _REASON.search(clause) is None
    marks = list(_PLANNED.finditer(clause)) if holds(clause, _PLANS) else ()
    if not marks or _STOCK.search(clause):
        return False
    mark = marks[-1]
    between = clause[mark.end() :]
    if _REASON.search(between):
        return False
    if mark.group() == "giao" and _EARLIER.search(before) and "chỉ tiêu" not in between:
        return False  # told among things done: "đã hướng dẫn …; giao … mở 15 lớp"
    if mark.group() in (
        "kế hoạch",
        "giao",
        "cần",
        "phải",
        "đăng ký",
        "xin",
        "yêu cầu",
        "đề nghị",
        "kiến nghị",
        "chỉ tiêu",
        "mục tiêu",
    ):
        return not _DONE.search(between) and mark.group() not in (
            "kế hoạch",
            "đăng ký",
            "yêu cầu",
            "kiến nghị",
            "đề nghị",
            "xin",
        )
    return not re.search(r"(?<!\w)(?:đã|trong đó đã)(?!\w)|, thực hiện (?:được )?$", between)


def _same(have: Figure, new: Figure, headline: bool) -> bool:
    """Is it the same number and noun again?"""
    if have.value != new.value:
        return False
    if have.unit == new.unit:
        return have.unit != "%" or have.subject == new.subject
    first, second = have.unit.split(), new.unit.split()
    if first[0] == second[0] == "lượt" and have.comparator == new.comparator and headline:
        return True
    return _alike(have.unit, new.unit)


def _alike(one: str, other: str) -> bool:
    """Is a unit the other one with some words more?"""
    first, second = one.split(), other.split()
    length = min(len(first), len(second))
    return first[:length] == second[:length]


def _merged(have: Figure, new: Figure) -> Figure:
    return replace(
        have,
        confidence=max(have.confidence, new.confidence),
        unit=have.unit if _alike(have.unit, new.unit) else new.unit,
        subject=have.subject or new.subject,
        period=have.period or new.period,
    )


def _confidence(page: Context, number: Number, unit: Unit, sentence: Sentence) -> float:
    """How clear the place is: a share, money or a grouped number, something done, a unit that closes well."""
    before = page.folded[max(sentence.start, number.opens - 60) : number.opens]
    clear = unit.money or unit.text == "%" or number.scale > 1 or number.of is not None or number.value >= 1000
    sure = 0.93 if clear else 0.88
    if _DONE.search(before):
        sure += 0.03
    if sentence.paragraph == 0 or len(unit.text.split()) > 7:
        sure -= 0.08
    if number.value in (1, 2, 3) and not number.zero_padded:
        sure -= 0.08
    return round(sure, 2)

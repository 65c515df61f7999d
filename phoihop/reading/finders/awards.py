"""Conferred awards (khen thưởng): form, whose award, and to how many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from phoihop.reading import lexicon
from phoihop.reading.finders.numbers import spelt
from phoihop.reading.segment import Context, Sentence
from phoihop.reading.values import Award, Span

__all__ = ["find"]

_FORMS = (
    ("bang_khen", r"b[ằă]ng\s+khen"),
    ("giay_khen", r"giấy\s+khen"),
    ("co_thi_dua", r"cờ\s+(?:thi\s+đua|đơn\s+vị)"),
    ("huan_chuong", r"hu[âả]n\s+chương"),
    ("ky_niem_chuong", r"kỷ\s+niệm\s+chương"),
    (
        "other",
        r"huy\s+chương|huy\s+hiệu|giải\s+thưởng|(?:\d{1,2}\s+)?giải\s+(?:nhất|nhì|ba|khuyến\s+khích|đặc\s+biệt|"
        r"a|b|c)",
    ),
    ("bieu_duong", r"biểu\s+dương|tuyên\s+dương|tôn\s+vinh|vinh\s+danh|khen\s+thưởng"),
)
_FORM = re.compile("|".join(f"(?P<{name}>(?<!\\w)(?:{body})(?!\\w))" for name, body in _FORMS))
_WORDS = r"một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười(?:\s+(?:một|hai|ba|bốn|lăm|sáu|bảy|tám|chín))?"
_NUMBER = rf"(?P<n>\d{{1,3}}(?:\.\d{{3}})+|\d{{1,6}}|{_WORDS})"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    kinds: dict[str, list[str]] = {"group": [], "one": [], "either": []}
    for entry in lexicon.lines("honoured"):
        kind, noun = entry.split(":", 1)
        kinds[kind.strip()].append(noun.strip())
    group, one, either = (lexicon.alternatives(kinds[kind]) for kind in ("group", "one", "either"))
    counted = re.compile(
        rf"(?<![\w.,/]){_NUMBER}\s+(?:lượt\s+)?(?:(?P<both>(?:{group}|tập\s+thể)\s*(?:,|và|-|–|/)\s*(?:{one})"
        rf"|(?:{one})\s*(?:,|và|-|–|/)\s*(?:{group})|{either})|(?P<group>{group})|(?P<one>{one}))(?!\w)"
    )
    named_group = re.compile(
        rf"(?:cho|tặng)\s+(?:{lexicon.alternatives(kinds['group'])}|tập\s+thể|công\s+ty|ngân\s+hàng|trường|văn\s+phòng|ban|ủy\s+ban)\s+(?=\S)"
    )
    loose = re.compile(rf"(?:các|những|nhiều)\s+(?:{group}|{one}|{either})")
    return counted, named_group, loose


_GIVES = re.compile(r"(?<!\w)(?:trao|tặng|nhận|truy\s+tặng|khen\s+thưởng|được\s+thưởng)(?!\w)")
_CONFERS = re.compile(
    r"(?:(?<!\w)(?:đã|cũng|cùng|vừa|còn|sẽ|quyết\s+định|đã\s+quyết\s+định|có\s+quyết\s+định|"
    r"đã\s+ký\s+quyết\s+định|ký\s+quyết\s+định)\s+)*"
    r"(?<!\w)(?P<verb>trao\s+tặng|tặng\s+thưởng|truy\s+tặng|tặng|biểu\s+dương|tuyên\s+dương|tôn\s+vinh|"
    r"vinh\s+danh|khen\s+thưởng)(?!\w)"
)
_NOT_YET = re.compile(
    r"(?<!\w)(?:đề\s+nghị|đề\s+xuất|sẽ|xét|hồ\s+sơ|thẩm\s+định|dự\s+kiến|thủ\s+tục|phấn\s+đấu|giới\s+thiệu|"
    r"lựa\s+chọn|trình)(?!\w)"
)
_OF = re.compile(r"\s+(?:của|do)\s+")
_BEHIND_NAME = re.compile(
    r"(?:\s*(?:[“\"][^”\"]{1,90}[”\"]|hạng\s+(?:nhất|nhì|ba)|độc\s+lập|lao\s+động|bảo\s+vệ\s+tổ\s+quốc|"
    r"chiến\s+công|đột\s+xuất)){0,3}"
)
_BODY_END = re.compile(
    r"\s+(?:(?:cho|biểu\s+dương|tuyên\s+dương|tôn\s+vinh|tặng|trao|vì|đã|cũng|được|về|nhân\s+dịp|đến|gửi|ghi|có|"
    r"kèm|vinh\s+dự)(?!\w)|(?:và|cùng)\s+(?=b[ằă]ng|giấy|kỷ|huân|cờ|trao|tặng|\d))"
    r"|\s*[.;:()“\"–]|,\s(?!bộ\s|ủy\s|hội\s|chủ\s|giám\s|thủ\s|ban\s|công\s|ubnd|mttq|sở\s|trung\s|tổng\s|"
    r"liên\s|tỉnh\s|thành\s)"
)
_JOIN = re.compile(
    r"\s*(?:,|(?<=\s)và|(?<=\s)cùng)\s+(?=(?:chủ\s+tịch|giám\s+đốc|ủy\s+ban|bộ|ban|hội|công\s+an|ubnd|"
    r"thủ\s+tướng|tổng|sở|trung\s+ương|liên|đoàn|"
    r"tỉnh|thành|mttq|lđlđ|trưởng|bí\s+thư|quốc\s+hội|quân|catp|ubmttq)(?!\w))"
)
_OFFICE = re.compile(
    r"(?<!\w)(?:phó\s+|quyền\s+)?(?:chủ\s+tịch|giám\s+đốc|tổng\s+giám\s+đốc|bộ\s+trưởng|thứ\s+trưởng|"
    r"thủ\s+tướng|trưởng\s+(?:ban|công\s+an|phòng)|"
    r"bí\s+thư|thống\s+đốc|cục\s+trưởng|tư\s+lệnh|chủ\s+nhiệm|viện\s+trưởng|chánh\s+án|hiệu\s+trưởng|"
    r"tổng\s+bí\s+thư)(?!\w)"
)
_BODY = re.compile(
    r"(?:các\s+)?(?:ủy\s+ban|ubnd|ubmttq|bộ|ban|hội|công\s+an|catp|mttq|tổng|sở|trung\s+ương|lđlđ|liên\s+đoàn|"
    r"đoàn|tỉnh|thành|huyện|đảng|quận|"
    r"quân|bch|btv|cục|liên\s+hiệp|ngân\s+hàng|chính\s+phủ|quốc\s+hội|nhà\s+nước|đài|phòng|xã|phường|bảo\s+hiểm|"
    r"bhxh)(?!\w)"
)
_CHUNK = re.compile(r"[;:.]\s+|,\s+")
_PERSON_OPENS = re.compile(r"(?:ông|bà|đồng\s+chí|anh|chị|em|thầy|cô|cháu|đ/c|nhà\s+giáo|bác\s+sĩ)\s+")
_SEVERAL = re.compile(r"(?:các|những|nhiều|đông\s+đảo|một\s+số)(?!\w)")
_CHAIN = re.compile(r"\s*(?:,|và|cùng|-|–)?\s*(?:trao\s+|tặng\s+)?")


@dataclass(slots=True)
class _Counts:
    collectives: int | None = None
    individuals: int | None = None
    recipients: int | None = None
    start: int = 0
    end: int = 0

    @property
    def given(self) -> bool:
        return (self.collectives, self.individuals, self.recipients) != (None, None, None)


@dataclass(slots=True)
class _Said:
    """An award as one sentence says it; ``aside`` is a headline's or a caption's, ``one`` names its recipient."""

    award: Award
    aside: bool = False
    one: bool = False
    other: bool = False
    headline: bool = False


def find(page: Context) -> Iterator[Award]:
    """Yield the awards that the text says were conferred; proposals, plans and gifts are left alone.

    >>> from phoihop.reading.segment import context
    >>> page = context("Chủ tịch UBND tỉnh tặng Bằng khen cho 5 tập thể và 9 cá nhân.")
    >>> [(a.form, a.authorities, a.collectives, a.individuals) for a in find(page)]
    [('bang_khen', ('Chủ tịch UBND tỉnh',), 5, 9)]
    """
    said: list[_Said] = []
    for sentence in page.sentences:
        marks = list(_marks(page.folded, sentence))
        before: _Said | None = None
        for index, (form, start, end) in enumerate(marks):
            floor = marks[index - 1][2] if index else sentence.start
            after = index + 1
            while after < len(marks) and _CHAIN.fullmatch(page.folded, marks[after - 1][2], marks[after][1]):
                after += 1
            ceiling = marks[after][1] if after < len(marks) else sentence.end
            award = _said(
                page,
                sentence,
                (form, start, marks[after - 1][2] if after > index + 1 else end),
                floor,
                ceiling,
                before,
                index > 0,
            )
            if award is not None:
                said.append(award)
                before = award
                said.extend(_further(page, award, sentence, ceiling))
    return iter(_distinct(said))


def _marks(folded: str, sentence: Sentence) -> Iterator[tuple[str, int, int]]:
    """The names of awards in a sentence; words of praise that stand together are one."""
    have: tuple[str, int, int] | None = None
    for match in _FORM.finditer(folded, sentence.start, sentence.end):
        form = match.lastgroup or "other"
        if have and have[0] == form == "bieu_duong" and _CHAIN.fullmatch(folded, have[2], match.start()):
            have = (form, have[1], match.end())
            continue
        if have:
            yield have
        have = (form, match.start(), match.end())
    if have:
        yield have


def _said(
    page: Context,
    sentence: Sentence,
    mark: tuple[str, int, int],
    floor: int,
    ceiling: int,
    before: _Said | None,
    later: bool,
) -> _Said | None:
    folded = page.folded
    form, start, end = mark
    clause = max(
        floor, max((m.end() for m in re.finditer(r";\s", folded[sentence.start : start])), default=0) + sentence.start
    )
    lead = folded[clause:start]
    said_so = form == "bieu_duong" or _GIVES.search(folded, max(sentence.start, start - 300), start)
    if not said_so or (later and before is None and form != "bieu_duong" and not _GIVES.search(lead)):
        return None
    if _NOT_YET.search(lead[-90:]) or re.match(r"\s*(?:sẽ|khi|nếu)(?!\w)", folded[end : end + 8]):
        return None
    counts = _counts_before(folded, clause, start)
    if counts is None:
        stop = folded.find("; ", end, ceiling)
        counts = _counts_after(folded, end, stop if stop > 0 else ceiling, 45 if form == "bieu_duong" else 190)
    aside = page.paragraphs[sentence.paragraph].kind in ("title", "caption") or sentence.end - sentence.start < 140
    one = False
    if counts is None:
        if form == "bieu_duong":
            return None
        counts = _named(page, clause, start, end, ceiling)
        one = counts.given
    authorities, reach = _authorities(page, sentence, clause, mark, counts, ceiling)
    goes_on = re.fullmatch(r"|.*?[,;\s](?:và\s+)?", lead[-5:]) is not None or form == "bieu_duong"
    if (
        not authorities
        and before is not None
        and later
        and goes_on
        and (before.award.form != form or form == "bieu_duong")
    ):
        authorities = before.award.authorities
    first = min(start, counts.start) if counts.given and counts.start else start
    span = Span(first, max(end, counts.end, reach))
    text = folded[max(clause, start - 60) : min(ceiling, end + 90)]
    other = "khác" in text and _SEVERAL.search(text) is not None and not counts.given
    sure = 0.95 if authorities and counts.given else 0.8
    award = Award((span,), sure, form, authorities, counts.collectives, counts.individuals, counts.recipients)
    return _Said(award, aside, one, other, sentence.paragraph == 0)


def _tally(folded: str, start: int, stop: int, reach: int) -> _Counts | None:
    """The counted recipients that stand together from an offset on."""
    counted = _patterns()[0]
    counts = _Counts()
    at = start
    for match in counted.finditer(folded, start, stop):
        if match.start() - at > (reach if not counts.given else 45):
            break
        if counts.given and re.search(r"[;.]|(?<!\w)(?:tặng|trao|được|nhận)(?!\w)", folded[at : match.start()]):
            break
        value = _value(match["n"])
        if value is None:
            continue
        if match["both"]:
            counts.recipients = (counts.recipients or 0) + value
        elif match["group"]:
            counts.collectives = (counts.collectives or 0) + value
        else:
            counts.individuals = (counts.individuals or 0) + value
        counts.start = counts.start or match.start()
        counts.end = at = match.end()
    return counts if counts.given else None


def _value(printed: str) -> int | None:
    if printed[0].isdigit():
        return int(printed.replace(".", "")) or None
    return spelt(" ".join(printed.split()))


def _counts_before(folded: str, clause: int, start: int) -> _Counts | None:
    """``12 tập thể và 15 cá nhân được … tặng bằng khen``."""
    counts = _tally(folded, max(clause, start - 260), start, 260)
    if counts is None or not re.search(r"(?<!\w)(?:được|nhận|vinh\s+dự)(?!\w)", folded[counts.end : start]):
        return None
    return None if re.search(r"(?<!\w)(?:mỗi)(?!\w)", folded[counts.end : start]) else counts


def _counts_after(folded: str, end: int, stop: int, reach: int) -> _Counts | None:
    counts = _tally(folded, end, stop, reach)
    if counts is None:
        return None
    between = folded[end : counts.start]
    if re.search(r"(?<!\w)(?:từ|mỗi|thuộc|trong|trao|tặng\s+(?!cho)\D)(?!\w)", between) and not re.search(
        r"(?<!\w)cho\s+$", between[-8:]
    ):
        return None
    named = _patterns()[1].search(folded, end, counts.start)
    if named and not counts.collectives and re.search(r"(?:và|,)\s*$", between):
        counts.collectives = 1
    return counts


def _named(page: Context, clause: int, start: int, end: int, ceiling: int) -> _Counts:
    """A recipient who is named and not counted: one group or one person."""
    folded, text = page.folded, page.text
    to = re.compile(r"(?<!\w)cho\s+").search(folded, end, min(ceiling, end + 150))
    if to:
        at = to.end()
        rest = folded[at : at + 60]
        if _SEVERAL.match(rest) or " các " in rest:
            return _Counts()
        people = {span.start for person in page.people for span in person.evidence}
        opens = _PERSON_OPENS.match(folded, at)
        where = opens.end() if opens else at
        if (opens and text[where : where + 1].isupper()) or where in people or _OFFICE.match(folded, at):
            return _Counts(individuals=1, end=where)
        if re.match(r"tập thể\s+(?!có|và|đạt|đã|tiêu)\w", rest) or (
            text[at : at + 1].isupper() and not _person_ahead(page, at)
        ):
            return _Counts(collectives=1, end=at + 1)
        return _Counts()
    lead = folded[clause:start]
    if found := re.search(
        r"(?:^|,\s)(?P<who>[^,;:]{2,60}?)\s+(?:đã\s+|vinh\s+dự\s+|đã\s+vinh\s+dự\s+|còn\s+){0,2}(?:được\s+nhận|"
        r"đón\s+nhận|được\s+tặng)\s+$",
        lead,
    ):
        at = clause + found.start("who")
        if text[at : at + 1].isupper() and not _SEVERAL.match(folded, at):
            return (
                _Counts(individuals=1, end=start)
                if _person_ahead(page, at) or _PERSON_OPENS.match(folded, at)
                else _Counts(collectives=1, end=start)
            )
    return _Counts()


def _person_ahead(page: Context, at: int) -> bool:
    return any(at <= span.start <= at + 30 for person in page.people for span in person.evidence)


def _authorities(
    page: Context, sentence: Sentence, clause: int, mark: tuple[str, int, int], counts: _Counts, ceiling: int
) -> tuple[tuple[str, ...], int]:
    """Whose award it is, as printed, and where the print of a name behind the award ends."""
    folded = page.folded
    form, start, end = mark
    named = _BEHIND_NAME.match(folded, end, ceiling)
    at = named.end() if named else end
    if form != "bieu_duong" and (of := _OF.match(folded, at, ceiling)):
        stop = _BODY_END.search(folded, of.end(), ceiling)
        last = stop.start() if stop else ceiling
        if last - of.end() <= 160:
            return _bodies(page, of.end(), last), last
    lead_from = max(clause, counts.end if counts.end and counts.end < start else clause)
    trao = re.search(r"(?:đã\s+|cũng\s+|cùng\s+)*(?<!\w)trao\s+$", folded[lead_from:start])
    confers = list(_CONFERS.finditer(folded, lead_from, start if form != "bieu_duong" else end))
    if confers:
        verb = confers[-1] if form != "bieu_duong" else next((m for m in confers if m.end() > start), confers[-1])
        if counts.end and counts.end < verb.start():
            passive = re.compile(r"(?<!\w)được\s+").search(folded, counts.end, verb.start())
            if passive:
                return _bodies(page, passive.end(), verb.start()), 0
        return _agent(page, sentence.start, verb.start()), 0
    if trao and not re.search(r"(?<!\w)(?:được|nhận)(?!\w)", folded[lead_from:start][-80:]):
        return tuple(
            name for name in _agent(page, sentence.start, lead_from + trao.start()) if not _OFFICE.match(name.lower())
        ), 0
    if by := re.compile(r"(?<!\w)do\s+").search(folded, end, min(ceiling, end + 140)):
        gives = _CONFERS.search(folded, by.end(), min(ceiling + 12, by.end() + 90))
        if gives:
            return _bodies(page, by.end(), gives.start()), gives.end()
    return (), 0


def _agent(page: Context, floor: int, verb: int) -> tuple[str, ...]:
    """The body or office that does the conferring, printed before the verb."""
    folded = page.folded
    floor = max(floor, verb - 260)
    lead = folded[floor:verb]
    if lead.rstrip().endswith(")"):
        lead = re.sub(r"\s*\([^()]{1,80}\)\s*$", " ", lead)
    cuts = [0, *(m.end() for m in re.finditer(r"[;:.)]\s+|,\s+|\s[–-]\s", lead))]
    for at in reversed(cuts):
        chunk = lead[at:].strip()
        if not chunk:
            continue
        office = _OFFICE.match(chunk) or _BODY.match(chunk)
        if office is None:
            if (
                at
                and cuts[0] != at
                and not re.match(r"(?:và|cùng|dịp này|nhân dịp|tại)(?!\w)", chunk)
                and at == cuts[-1]
            ):
                within = _OFFICE.search(chunk)
                if within is None:
                    return ()
            continue
        opens = at
        while _BODY.match(chunk) and (index := cuts.index(opens)):
            earlier = lead[cuts[index - 1] : opens].strip()
            if (
                not earlier.endswith(",")
                or not _BODY.match(earlier)
                or len(earlier.split()) > 12
                or re.search(r"(?<!\w)(?:đã|tổ chức|có|được)(?!\w)", earlier)
            ):
                break
            opens = cuts[index - 1]
        return _bodies(
            page, floor + opens + (len(lead[opens:]) - len(lead[opens:].lstrip())), floor + len(lead.rstrip())
        )
    return ()


def _bodies(page: Context, start: int, end: int) -> tuple[str, ...]:
    """The bodies named in a span, apart, without a personal name behind an office."""
    folded = page.folded
    parts: list[tuple[int, int]] = []
    at = start
    for join in _JOIN.finditer(folded, start, end):
        parts.append((at, join.start()))
        at = join.end()
    parts.append((at, end))
    people = [span for person in page.people for span in person.evidence if start <= span.start < end]
    names: list[str] = []
    for first, last in parts:
        for span in people:
            if first <= span.start < last:
                last = span.start
        if stop := _BODY_END.search(folded, first, last):
            last = stop.start()
        printed = " ".join(re.sub(r"\s*\([^()]{1,40}\)", "", page.text[first:last]).split()).strip(" ,.;–-")
        low = " ".join(folded[first:last].split())
        if printed and (_OFFICE.match(low) or _BODY.match(low)) and len(printed) <= 120:
            names.append(printed)
    return tuple(names)


def _further(page: Context, said: _Said, sentence: Sentence, ceiling: int) -> Iterator[_Said]:
    """Groups of recipients behind a semicolon that go on with the same award: ``…; 3 cá nhân có thành tích …``."""
    folded = page.folded
    at = said.award.evidence[-1].end
    while (cut := folded.find("; ", at, ceiling)) > 0:
        at = cut + 2
        counts = _tally(folded, at, ceiling, 3)
        if counts is None or re.match(r"[^;.]{0,80}?(?<!\w)(?:được|nhận)(?!\w)", folded[counts.end : ceiling]):
            return
        yield _Said(
            replace(
                said.award,
                evidence=(Span(counts.start, counts.end),),
                collectives=counts.collectives,
                individuals=counts.individuals,
                recipients=counts.recipients,
            )
        )


def _distinct(said: list[_Said]) -> list[Award]:
    """One fact a form, authority and group of recipients; headlines and captions only add evidence."""
    kept: list[_Said] = []
    for new in sorted(said, key=lambda one: (one.one, not _number(one.award), one.aside)):
        home = next((have for have in kept if _includes(have, new)), None)
        if home is None:
            kept.append(new)
            continue
        award = home.award
        home.award = replace(
            award,
            form=new.award.form if award.form == "bieu_duong" else award.form,
            evidence=award.evidence + new.award.evidence,
            authorities=award.authorities or new.award.authorities,
            collectives=award.collectives if _number(award) else new.award.collectives,
            individuals=award.individuals if _number(award) else new.award.individuals,
            recipients=award.recipients if _number(award) else new.award.recipients,
        )
    total = [one for one in kept if one.award.form == "bieu_duong" and one.aside and not one.award.authorities]
    for headline in total:
        rest = sum(_number(one.award) for one in kept if one is not headline)
        if rest == _number(headline.award):
            kept.remove(headline)
    return [
        replace(one.award, evidence=tuple(sorted(one.award.evidence)))
        for one in sorted(kept, key=lambda one: min(one.award.evidence))
    ]


def _number(award: Award) -> int:
    return (award.collectives or 0) + (award.individuals or 0) + (award.recipients or 0)


def _includes(have: _Said, new: _Said) -> bool:
    """Is a mention the same award as one already kept?"""
    a, b = have.award, new.award
    praise = b.form == "bieu_duong" and not b.authorities
    if a.form != b.form:
        one_of = praise and (not _number(a) or _number(a) == _number(b))
        return one_of or (a.form == "bieu_duong" and not a.authorities and not _number(b))
    if new.other or have.other:
        return False
    shared = (
        not a.authorities
        or not b.authorities
        or bool(set(map(str.lower, a.authorities)) & set(map(str.lower, b.authorities)))
    )
    if not _number(b):
        return shared or (new.headline and a.form == b.form)
    if new.one and (not b.authorities or new.aside or shared):
        return not have.one or shared
    same = (a.collectives, a.individuals, a.recipients) == (b.collectives, b.individuals, b.recipients)
    part = new.aside and all(
        y is None or x == y
        for x, y in zip(
            (a.collectives, a.individuals, a.recipients), (b.collectives, b.individuals, b.recipients), strict=True
        )
    )
    return shared and (same or part)

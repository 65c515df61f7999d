"""Instruments (văn bản): numbered, titled, named, or plainly what the event signs or reviews."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from phoihop.reading.finders import bodies, dates, letterhead
from phoihop.reading.finders.documents import mentions, numbers
from phoihop.reading.finders.documents.tail import Mention, parties, read_on
from phoihop.reading.normalise import fold
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context
from phoihop.reading.values import Document, Event, Period, Span

__all__ = ["find"]

_ISSUED = r"(?:ký\s+ban\s+hành|ban\s+hành|phê\s+duyệt|thông\s+qua|xây\s+dựng\s+và\s+ban\s+hành)"
_ISSUED_BY = regex(rf"(?:(?:vừa|đã|mới)\s+)*(?:{_ISSUED}\s+(?:[^\s.;:,]+\s+){{0,3}}|có\s+)$")
_TWO = regex(r"(?<!\w)(?:hai|2|02|ba|3|03|các)\s+(?:bộ|bên|ngành|đơn\s+vị|cơ\s+quan|lực\s+lượng|tổ\s+chức|hội)(?!\w)")
_IN_YEAR = regex(r"(?<!\w)năm\s+(?P<y>(?:19|20)\d\d)(?!\s*[-–\d])")
_SIGNED_LATER = regex(
    r"(?:\s+được\s+[^.;:“”]{4,90}?)?\s+(?:(?:mà\s+)?(?:chúng\s+tôi|hai\s+bên|hai\s+ngành|hai\s+đơn\s+vị)\s+)?(?:đã\s+)?(?:được\s+)?ký(?:\s+kết)?"
    r"(?:\s+[^.;:,]{1,70}?)?\s+(?:hồi\s+|vào\s+|từ\s+|trong\s+)?(?=(?:ngày|tháng|năm)\s+\d)"
)
_EARLIER = regex(r"(?<!\w)(?:trước\s+đó|trước\s+đây|từng|năm\s+(?:ngoái|trước|19|20))")
_SIGNS_IT = regex(rf"\s+(?:(?:vừa|đã|mới|cùng|chính\s+thức)\s+)*(?:{_ISSUED}|ký\s+kết|ký)(?!\w)")
_BETWEEN_SIDES = regex(
    r"[^.;]{0,60}?(?<!\w)giữa\s+(?P<count>hai|ba|bốn)\s+(?:bên|ngành|đơn\s+vị|cơ\s+quan|lực\s+lượng)(?!\w)"
)
_COUNTS = {"hai": 2, "ba": 3, "bốn": 4}
_PASSIVE_BY = regex(r"(?<!\w)(?:được|do)\s+")


def find(page: Context) -> Iterator[Document]:
    """Yield each instrument once, in order of first naming, with all evidence.

    >>> from phoihop.reading.segment import context
    >>> text = "Chương trình phối hợp số 09/CTr-BCA-MTTW ngày 1/8/2013 về “Giữ gìn an ninh”. Chương trình 09 hay."
    >>> [(d.number, d.issued_on, d.title, len(d.evidence)) for d in find(context(text))]
    [('09/CTr-BCA-MTTW', '2013-08-01', 'Giữ gìn an ninh', 2)]
    """
    found = mentions.find(page)
    _own(page, found)
    _signing_facts(page, found)
    groups: list[list[Mention]] = []
    later: list[Mention] = []
    by_number: dict[str, list[Mention]] = {}
    for mention in sorted(found, key=_weight):
        group = by_number.get(mention.number or "") or next(
            (group for group in groups[-_GROUPS:] if _same(group, mention)), None
        )
        group = group or _loosely(groups[-_GROUPS:], mention)
        if group is not None:
            group.append(mention)
        elif mention.number or mention.title or mention.named:
            groups.append([mention])
            if mention.number and len(groups) > _GROUPS:
                by_number[mention.number] = groups[-1]
        else:
            later.append(mention)
    if page.paragraphs[0].kind == "title":
        body = page.paragraphs[0].end
        if any(mention.start > body and (mention.signed or mention.reviewed or mention.number) for mention in found):
            later = [
                mention for mention in later if mention.start > body
            ]  # a headline only hints at what the text names
    groups += _untitled(page, groups, later)
    documents = [_document(page, sorted(group, key=lambda mention: mention.start), found) for group in groups]
    yield from sorted(documents, key=lambda document: document.evidence[0])


def _loosely(groups: list[list[Mention]], mention: Mention) -> list[Mention] | None:
    """A programme told by an unquoted phrase is the one programme that the text numbers or quotes, if they agree."""
    if mention.kind != "coordination_programme" or mention.number or not mention.unquoted:
        return None
    known = [group for group in groups if any(other.kind == mention.kind and not other.unquoted for other in group)]
    if len(known) != 1:
        return None
    periods = {other.period for other in known[0] if other.period}
    return known[0] if not mention.period or not periods or mention.period in periods else None


def _own(page: Context, found: list[Mention]) -> None:
    """The paper itself: its own number with the date, the issuers and the period of its letterhead."""
    head = letterhead.find(page)
    if head is None or head.number is None:
        return
    for mention in found:
        if mention.start <= head.number.start < mention.end and mention.number is not None:
            said = numbers.kinds().get(head.kind or "", mention.kind)
            mention.kind = mention.kind if said == "programme" else said
            if head.heading is not None and (
                about := re.match(r"(?:về việc|về|v/v)\s+", page.folded[head.heading.start : head.heading.start + 12])
            ):
                titled = Mention(head.heading.start, head.heading.start + about.end(), mention.kind)
                read_on(page, titled, list(dates.find(page)), list(dates.periods(page)))
                mention.title, mention.period = titled.title, titled.period
            mention.issued_on = mention.issued_on or page.published
            mention.parties = mention.parties or list(head.issuers)
            mention.period = mention.period or head.period


def _weight(mention: Mention) -> tuple[int, int]:
    """Full numbers first, then bare ones, then quoted titles, told ones, the rest."""
    if mention.number:
        return (0 if re.search(r"[/\-–]", mention.number) else 1, mention.start)
    return (4 if not mention.title else 3 if mention.unquoted else 2, mention.start)


_GROUPS = 200
"""Instruments that a naming is compared with; a longer text than any paper falls back on equal numbers."""
_NAMINGS = 12
"""Namings of one instrument that a further one is compared with: they say the same again and again."""
_PROGRAMMES = ("coordination_programme", "action_programme")


def _alike(first: str, second: str) -> bool:
    return first == second or {first, second} <= {*_PROGRAMMES, "programme"}


def _bare(number: str) -> str:
    return re.split(r"[/\-–]", number)[0].lstrip("0").lower()


def _plain(text: str | None) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", fold(text or "")).split())


def _same(group: list[Mention], mention: Mention) -> bool:
    for other in group[:_NAMINGS]:
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
        told = mention.title and other.about and _plain(mention.title) == _plain(other.about)
        if told and _alike(mention.kind, other.kind):
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
            coming = kind == "coordination_programme" and any(mention.next_one for mention in own)
            if not (coming or any(mention.signed or mention.reviewed for mention in group)):
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
            elif (mention.signed or mention.reviewed) and page.events:
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


_SIGNED_BY = regex(
    r"(?<!\w)(?:đã\s+|cùng\s+|cùng\s+nhau\s+|tiến\s+hành\s+|chính\s+thức\s+|vừa\s+)*(?:ký\s+kết|ký|ban\s+hành|phối\s+hợp\s+ban\s+hành)\s*(?:[^.;:,]{0,30}\s)?$"
)


_ISSUING = regex(rf"(?<!\w)(?:ký(?:\s+kết)?|{_ISSUED}|có)\s+$")


def _told_here(page: Context, day: dates.Day, near: list[Mention], mention: Mention) -> bool:
    """Does a day before an instrument belong to it: no semicolon and no other instrument between?"""
    return ";" not in page.folded[day.end : mention.start] and not any(
        other.start < mention.start and other.end > day.start for other in near if other is not mention
    )


def _signing_facts(page: Context, found: list[Mention]) -> None:
    """``Ngày D, A và B đã ký kết …`` gives parties and date to what is signed; so does the signing event itself."""
    signings = [event for event in page.events if "signing" in event.kinds]
    days = tuple(dates.find(page))
    found = sorted(found, key=lambda mention: mention.start)
    starts = [mention.start for mention in found]
    for mention in found:
        sentence = page.sentence_at(mention.start)
        signing = next((event for event in signings if event.evidence[0].start == sentence.start), None)
        here = signing is not None
        signing = signing or next(iter(signings), None)
        opening = max(sentence.start, mention.start - 400)
        before = page.folded[opening : mention.start]
        verb = _SIGNED_BY.search(before)
        if not mention.parties:
            mention.parties = _issuer(page, mention, sentence.start, sentence.end)
        if not mention.parties and mention.number and (sides := _BETWEEN_SIDES.match(page.folded, mention.end)):
            hosts = next((event.hosts for event in page.events if event.hosts), ())
            mention.parties = list(hosts) if len(hosts) == _COUNTS[sides["count"]] else []
        if verb is not None and not re.search(r"lễ\s*$", before[: verb.start()]):
            spans = [
                span
                for span in bodies.find(page, opening, opening + verb.start(), {})
                if not re.search(
                    r"(?:tại|trụ\s+sở|hội\s+trường|chủ\s+tịch|giám\s+đốc|trưởng|bí\s+thư|viên)\s+(?:[^\s,.;]+\s+){0,2}$",
                    page.folded[max(sentence.start, span.start - 40) : span.start],
                )
            ]
            near = found[bisect_left(starts, opening - 400) : bisect_left(starts, mention.end)]
            spans = [span for span in spans if not any(other.start <= span.start < other.end for other in near)]
            close = [span for span in spans if opening + verb.start() - span.end < 90]
            if len(close) >= 2 and not mention.parties:
                mention.parties = list(dict.fromkeys(bodies.printed(page, span) for span in close))
            acts = len(close) >= 2 or _TWO.search(before[max(0, verb.start() - 60) : verb.start()]) is not None
            if mention.issued_on is None and (acts or (close and mention.number)):
                before_it = dates.within(days, sentence.start, mention.start - 1)
                day = next(
                    (d for d in before_it if d.precision == "day" and (acts or _told_here(page, d, near, mention))),
                    None,
                ) or next((d for d in before_it if acts and len(d.iso) == 7 and d.iso[0] != "-"), None)
                if day is not None:
                    mention.issued_on = dates.complete(day.iso, page.published)
                elif signing is not None and acts and mention.number and not _EARLIER.search(before):
                    mention.issued_on = signing.date
        if (
            mention.number
            and mention.issued_on is None
            and (verb is not None or mention.parties)
            and "/" in mention.number
        ):
            year = _IN_YEAR.search(page.folded, max(sentence.start, mention.start - 90), mention.start)
            passive = re.match(
                r"\s*,?\s*(?:đã\s+)?được\s+(?:ký|ban\s+hành)", page.folded[mention.end : mention.end + 40]
            )
            verb = _ISSUING.search(page.folded, year.end(), mention.start) if year else None
            if year and (passive or (verb and not re.search(r"[;:]", page.folded[year.end() : mention.start]))):
                mention.issued_on = year["y"]
        if mention.issued_on is None and (later := _SIGNED_LATER.match(page.folded, mention.end, sentence.end)):
            day = next(iter(dates.within(days, later.end(), later.end() + 6)), None)
            mention.issued_on = day.iso if day is not None and not day.iso.startswith("-") else None
        if signing is not None and (mention.signed or mention.next_one) and mention.issued_on is None:
            mention.issued_on = signing.date
        signed = mention.signed or (here and verb is not None and mention.number)
        if signing is not None and signed and not mention.parties and len(signing.hosts) > 1:
            mention.parties = list(signing.hosts)


def _issuer(page: Context, mention: Mention, start: int, stop: int) -> list[str]:
    """``X ban hành Kế hoạch …`` or ``Kế hoạch … được X ban hành``: who issued it, a body or an office."""
    for passive in _PASSIVE_BY.finditer(page.folded, mention.start, min(stop, mention.end + 160)):
        names, end = parties(page, passive.end(), stop)
        if names and _SIGNS_IT.match(page.folded, end, stop):
            return names
    at_paper = re.compile(r"(?:của|do)\s+(?P<who>[^,.;:]{4,80}?)\s+tại\s+$").search(page.folded, start, mention.start)
    if at_paper is not None:
        names, end = parties(page, at_paper.start("who"), at_paper.end("who"))
        if names and end == at_paper.end("who"):
            return names
    verb = _ISSUED_BY.search(page.folded, max(start, mention.start - 60), mention.start)
    if verb is None:
        return []
    at = max(start, verb.start() - 90)
    while at < verb.start():
        names, end = parties(page, at, verb.start())
        if names and not page.folded[end : verb.start()].strip():
            return names
        at = end if names else at + 1
    return []


def _home(page: Context, group: list[Mention]) -> Event | None:
    """The event at which an instrument is signed or reviewed: the one whose sentence names it, else the only one."""
    for event in page.events:
        start, end = event.evidence[0]
        if any(start <= mention.start < end for mention in group):
            return event
    return page.events[0] if len(page.events) == 1 else None


def _document(page: Context, group: list[Mention], found: list[Mention]) -> Document:
    numbers_of = [mention.number for mention in group if mention.number]
    number = max(numbers_of, key=len) if numbers_of else None
    lead = next((mention for mention in group if mention.number == number), group[0])
    titles = [mention.title for mention in group if mention.title and not (number and mention.unquoted)]
    kind = lead.kind
    if kind == "action_programme" and any(mention.kind == "coordination_programme" for mention in group):
        kind = "coordination_programme"
    signed = any(mention.signed for mention in group)
    issued = next((mention.issued_on for mention in group if mention.issued_on), None)
    parties = next((mention.parties for mention in group if mention.parties), [])
    if not parties and any(mention.next_one for mention in group):
        parties = next((other.parties for other in found if other.parties and other.kind == kind), [])
    home = _home(page, group)
    acts = not number and kind == "coordination_programme" and (not titles or signed or any(m.reviewed for m in group))
    if not parties and acts and home is not None and len(home.hosts) > 1 and home.kinds != ("preparation",):
        parties = list(home.hosts)
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

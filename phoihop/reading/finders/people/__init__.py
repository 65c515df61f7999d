"""Persons (người được nêu tên): name, rank, chain of offices, and what they do at the event.

A person is somebody named with an office, a rank or a role, an author, or a named winner of an award. Photo
credits, suspects, victims and persons of history are left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache

from phoihop.reading import lexicon
from phoihop.reading.finders import letterhead, offices
from phoihop.reading.finders.people import authors, mentions, roles
from phoihop.reading.finders.people.mentions import Mention
from phoihop.reading.lexicon.phrases import Opening
from phoihop.reading.normalise import fold
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context
from phoihop.reading.values import Person, Span

__all__ = ["find"]


def find(page: Context) -> Iterator[Person]:
    """Yield each person once, in order of first naming, with all evidence.

    >>> from phoihop.reading.segment import context
    >>> one, two = find(context("Dự hội nghị có Đại tá Lê Văn An, Phó Giám đốc Công an tỉnh; bà Trần Thị Bé, Bí thư."))
    >>> one.rank, one.positions, two.name, two.roles
    ('Đại tá', ('Phó Giám đốc Công an tỉnh',), 'Trần Thị Bé', ('attends',))
    """
    signed = {signer.name.start: signer for signer in letterhead.signers(page)}
    full = [mention for mention in mentions.find(page) if mention.name.start not in signed]
    for signer in signed.values():
        full.append(
            Mention(signer.office.start, signer.name.end, signer.name, signer.rank, [signer.office], roles={"signs"})
        )
    full.sort(key=lambda mention: mention.name.start)
    bylines = [span for span in authors.find(page) if span.start not in signed]
    author_starts = {span.start for span in bylines}
    full = [mention for mention in full if mention.name.start not in author_starts]
    groups: dict[str, list[Mention]] = {}
    for mention in full:
        key = _key(page, mention.name)
        groups.setdefault(key, []).append(mention)
    groups = _joined_groups(groups)
    named: dict[str, list[str]] = {}
    for key, group in groups.items():
        words = page.text[group[0].name.start : group[0].name.end].split()
        for size in (1, 2):
            if len(words) > size:
                named.setdefault(" ".join(words[-size:]), []).append(key)
    short = mentions.short_mentions(page, full, named)
    for mention, key in short:
        groups[key].append(mention)
    everyone = sorted(
        (mention for group in groups.values() for mention in group), key=lambda mention: mention.name.start
    )
    roles.assign(page, everyone)
    _by_office(page, groups)
    _by_pronoun(page, everyone)
    _by_label(page, everyone)
    people: list[Person] = []
    for group in groups.values():
        person = _person(page, group)
        if person is not None:
            people.append(person)
    for author in bylines:
        below = _office_below(page, author)
        people.append(
            Person(name=_printed(page, author), positions=below, roles=("author",), evidence=(author,), confidence=0.93)
        )
    yield from sorted(people, key=lambda person: person.evidence[0])


def _office_below(page: Context, author: Span) -> tuple[str, ...]:
    """The office printed on the line under an author's name."""
    line = page.sentence_at(author.start).paragraph + 1
    if line >= len(page.paragraphs):
        return ()
    below = page.paragraphs[line]
    office = offices.at(page, below.start, below.end, {})
    return (_printed(page, office),) if office is not None and office.end == below.end else ()


def _key(page: Context, span: Span) -> str:
    return " ".join(page.folded[span.start : span.end].split())


def _printed(page: Context, span: Span) -> str:
    return " ".join(page.text[span.start : span.end].split())


def _joined_groups(groups: dict[str, list[Mention]]) -> dict[str, list[Mention]]:
    """Shorter forms of one name (``Bảo Khánh`` of ``Trần Bùi Bảo Khánh``) join the full one."""
    joined: dict[str, list[Mention]] = {}
    endings: dict[str, list[str]] = {}
    for name in groups:
        words = name.split()
        for size in range(1, len(words)):
            endings.setdefault(" ".join(words[size:]), []).append(name)
    for key, group in groups.items():
        longer = endings.get(key, [])
        if len(longer) == 1:
            joined.setdefault(longer[0], []).extend(group)
        else:
            joined.setdefault(key, []).extend(group)
    return {key: sorted(group, key=lambda mention: mention.name.start) for key, group in joined.items()}


_NEXT_CLAUSE = regex(r";\s+")
_LEAD = regex(
    r"(?:(?:đồng thời|tại hội nghị|tiếp đó|bên cạnh đó|cũng tại hội nghị|theo đó|do đó|nhân dịp này|"
    r"dịp này)\s*,?\s*)?"
    r"(?:đồng chí\s+|ông\s+|bà\s+|cô\s+|thầy\s+|anh\s+|chị\s+)?"
)


def _by_office(page: Context, groups: dict[str, list[Mention]]) -> None:
    """``Thủ tướng nhấn mạnh``: an office without a name speaks for the one person of the text who holds it."""
    holders: dict[str, set[str]] = {}
    for key, group in groups.items():
        for mention in group:
            for span in mention.offices:
                words = page.folded[span.start : span.end].split()
                for size in {len(words), *range(2, len(words))}:
                    holders.setdefault(" ".join(words[:size]), set()).add(key)
    if not holders:
        return
    head, _, _ = offices.grammar()
    covered = bytearray(len(page.folded) + 1)
    for group in groups.values():
        for mention in group:
            covered[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    for sentence in page.sentences:
        for at in (
            sentence.start,
            *(
                m.end()
                for m in (
                    _NEXT_CLAUSE.finditer(page.folded, sentence.start, sentence.end)
                    if page.folded.find(";", sentence.start, sentence.end) > 0
                    else ()
                )
            ),
        ):
            lead = _LEAD.match(page.folded, at, sentence.end)
            at = lead.end() if lead is not None else at
            if covered[at] or not head.match(page.folded, at):
                continue
            alone = offices.at(page, at, sentence.end, {})
            if alone is None:
                continue
            owners = holders.get(" ".join(page.folded[alone.start : alone.end].split()), set())
            if len(owners) == 1:
                groups[next(iter(owners))][0].roles.update(roles.of_predicate(page.folded[alone.end : sentence.end]))


_SPOKEN_OF = Opening(
    r"(?<!\w)(?:ông|bà|bác|anh|chị|cụ|cô|thầy|em|già|ngài)\s+(?=[a-zđà-ỹ])", "ông bà bác anh chị cụ cô thầy em già ngài"
)
_PRONOUN = regex(
    r"(?:[”\"]\s?[,.]?\s*(?:[-–]\s+)?|(?:^|(?<=[.!?]\s)|(?<=\n))(?:[^,.;:\n]{0,30},\s+)?)(?P<who>ông|bà|bác|anh|"
    r"chị|cụ|cô|thầy|em|già|ngài)\s+(?=[a-zđà-ỹ])"
)
_BY_WHOM = Opening(r"(?<!\w)theo\s+(?P<who>ông|bà|bác|anh|chị|cụ|cô|thầy)\s*,", "theo")


def _pronouns(folded: str) -> Iterator[re.Match[str]]:
    """Words of address that open a clause; they are looked for where such a word follows a mark."""
    floor = 0
    for called in _SPOKEN_OF.finditer(folded):
        mark = called.start()
        while mark and folded[mark - 1].isspace():
            mark -= 1
        if mark == 0 or folded[mark - 1] in '”",.-–!?' or "\n" in folded[mark : called.start()]:
            found = _PRONOUN.search(folded, max(floor, mark - _LEAD_IN), called.end() + 1)
            if found is not None:
                yield found
                floor = found.end()


_LEAD_IN = 34
"""Signs that may stand between the opening of a clause and the word of address: 30, a comma, a quotation mark."""


def _by_pronoun(page: Context, everyone: list[Mention]) -> None:
    """``ông nói``, ``chị bộc bạch``: who was last addressed so, in this paragraph or the one before, speaks."""
    titled = [(mention.name.start, mention) for mention in everyone if mention.name.start > mention.start]
    if not titled:
        return
    starts = [start for start, _ in titled]
    said = [
        match
        for match in _pronouns(page.folded)
        if "speaks" in roles.of_predicate(page.folded[match.end() : match.end() + 60])
    ]
    for match in (*said, *_BY_WHOM.finditer(page.folded)):
        at = bisect_left(starts, match.start())
        speaker = _called(page, titled[max(0, at - 6) : at], match)
        if speaker is not None:
            speaker.roles.add("speaks")


def _called(page: Context, titled: list[tuple[int, Mention]], match: re.Match[str]) -> Mention | None:
    """Whom a pronoun means: the last one addressed so, else the last one named by rank whose name may be called so."""
    near = [(start, mention) for start, mention in reversed(titled) if match.start() - start <= 900]
    for start, mention in near:
        if match["who"] in page.folded[mention.start : start].split():
            return mention
    woman = match["who"] in ("bà", "chị", "cô")
    for _, mention in near[:1]:
        name = page.folded[mention.name.start : mention.name.end].split()
        if mention.rank is not None and woman == ("thị" in name) and match["who"] in ("bà", "chị", "cô", "ông", "anh"):
            return mention
    return None


_LABEL = regex(r"(?:[-–•*]\s*)?$")
_ANSWERS = regex(r"\s*(?:\([^()]{1,30}\)\s*)?:\s")
_SPEECH = regex(
    r"(?:bài\s+)?(?:phát\s+biểu|tham\s+luận|diễn\s+văn|đáp\s+từ)(?:\s+[^\n:]{0,60}?)?\s+của\s+(?:đồng\s+chí\s+)?$"
)
_TALKS = regex(
    r"(?<!\w)(?:trò\s+chuyện|trao\s+đổi|phỏng\s+vấn|cuộc\s+trao\s+đổi|cuộc\s+trò\s+chuyện)\s+(?:với|cùng)\s+$"
)


def _by_label(page: Context, everyone: list[Mention]) -> None:
    """Who answers in an interview (``- Ông X: …``), whom it is with, and whose speech a paper is, speaks."""
    for mention in everyone:
        paragraph = page.paragraph_at(mention.start)
        before = page.folded[max(paragraph.start, mention.start - 80) : mention.start]
        answers = _LABEL.fullmatch(before) is not None and _ANSWERS.match(page.folded, mention.end) is not None
        speech = mention.start < 400 and _SPEECH.search(page.folded, max(0, mention.start - 90), mention.start)
        if answers or speech or _TALKS.search(before):
            mention.roles.add("speaks")


def _person(page: Context, group: list[Mention]) -> Person | None:
    ranks = [_printed(page, mention.rank) for mention in group if mention.rank is not None]
    positions = _positions([_office(page, span) for mention in group for span in mention.offices])
    roles = set().union(*(mention.roles for mention in group))
    winner = any(mention.winner for mention in group)
    if not roles and not winner and (ranks or positions) and any(mention.pictured for mention in group):
        roles.add("attends")  # a caption at the event, and nothing else that the person does there
    strong = [mention for mention in group if not mention.short]
    if not (ranks or positions or roles or winner):
        return None
    name = max((_printed(page, mention.name) for mention in strong), key=lambda text: (len(text), text != text.upper()))
    spans = tuple(sorted({mention.name for mention in group}))
    if len(name.split()) < 2 and not re.search(r"['’]", name):
        return None
    confidence = 0.97 if (ranks or positions) and roles else 0.92 if ranks or positions else 0.8 if roles else 0.75
    return Person(
        name=name,
        rank=ranks[0][0].upper() + ranks[0][1:] if ranks else None,
        positions=positions,
        roles=tuple(
            role for role in ("attends", "chairs", "speaks", "presents_award", "signs", "author") if role in roles
        ),
        evidence=spans,
        confidence=confidence,
    )


def _office(page: Context, span: Span) -> str:
    return offices.printed(page, span)


def _positions(printed: list[str]) -> tuple[str, ...]:
    """Each office once, in its fullest form."""
    kept: list[str] = []
    for office in printed:
        for index, other in enumerate(kept):
            if _same_office(office, other):
                if len(_spoken(office)) > len(_spoken(other)):
                    kept[index] = office
                break
        else:
            kept.append(office)
    return tuple(kept)


@cache
def _shortened() -> re.Pattern[str]:
    return regex(rf"(?<![\w.])(?:{'|'.join(sorted(map(re.escape, _long_forms()), key=len, reverse=True))})(?!\w)")


@cache
def _long_forms() -> dict[str, str]:
    long = {short.lower(): fold(expansion) for short, expansion in lexicon.abbreviations().items() if short.isupper()}
    return long | dict(line.split("\t") for line in lexicon.lines("equivalents"))


@lru_cache(4096)
def _spoken(office: str) -> list[str]:
    return re.findall(r"\w+", _shortened().sub(lambda match: _long_forms()[match.group()], fold(office)))


def _same_office(first: str, second: str) -> bool:
    left, right = _spoken(first), _spoken(second)
    shorter, longer = sorted((left, right), key=len)
    if shorter == longer[: len(shorter)]:
        return True
    if left[:2] != right[:2]:
        return False
    return set(shorter) <= set(longer)

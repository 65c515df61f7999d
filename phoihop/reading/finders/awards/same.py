"""Which mentions tell of one award: a title, the lead and the text say the same thing again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, lru_cache

from phoihop.reading import lexicon
from phoihop.reading.normalise import fold
from phoihop.reading.values import Award

__all__ = ["Said", "distinct", "number"]


@dataclass(slots=True)
class Said:
    """An award as one sentence says it; ``aside`` is a headline's or a caption's, ``one`` names its recipient.

    ``prizes`` are of every rank (``trao giải cho 9 tác giả``).
    """

    award: Award
    aside: bool = False
    one: bool = False
    other: bool = False
    headline: bool = False
    sentence: int = 0
    names: tuple[str, ...] = ()
    behind: int = 0
    plural: bool = False
    rank: str | None = None
    total: bool = False
    held: bool = False
    prizes: bool = False


def distinct(said: list[Said]) -> list[Award]:
    """One fact a form, authority and group of recipients; headlines and captions only add evidence."""
    kept: list[Said] = []
    for new in sorted(said, key=lambda one: (one.one, not number(one.award), one.aside, one.headline)):
        home = next((have for have in kept if _includes(have, new)), None)
        if home is None:
            kept.append(new)
            continue
        award = home.award
        if new.rank and number(award) == number(new.award) and new.award.recipients is None:
            known = new.award  # who they are, and not only how many prizes
            award = replace(award, collectives=known.collectives, individuals=known.individuals, recipients=None)
        if new.one and award.form == "other":  # one of several prizes
            new.award = replace(new.award, collectives=None, individuals=None)
        home.award = replace(
            award,
            form=new.award.form if award.form == "bieu_duong" else award.form,
            evidence=award.evidence + new.award.evidence,
            authorities=(not home.held and award.authorities) or new.award.authorities,
            collectives=award.collectives if number(award) else new.award.collectives,
            individuals=award.individuals if number(award) else new.award.individuals,
            recipients=award.recipients if number(award) else new.award.recipients,
        )
        home.held = False
    kept = [one for one in kept if one.rank is None or number(one.award)]
    kept = [one for one in kept if not _in_total(one, kept)]
    total = [one for one in kept if one.award.form == "bieu_duong" and number(one.award)]
    for headline in total:
        others = [one for one in kept if one is not headline and (headline.aside or one.sentence == headline.sentence)]
        numbers = [number(one.award) for one in sorted(others, key=lambda one: min(one.award.evidence))]
        nobody = headline.headline or not headline.award.authorities
        told = headline.total and numbers and sum(numbers) <= number(headline.award)
        sums = _adds_up(numbers, number(headline.award), 1 if headline.aside else 2)
        papers = sorted(
            (one.award for one in kept if one.award.form != "bieu_duong"), key=lambda one: min(one.evidence)
        )
        mixed = (headline.award.recipients or 0) > 9 and _adds_up(
            [number(one) for one in papers], number(headline.award), 2
        )
        if (nobody and (told or sums)) or mixed:
            kept.remove(headline)
    return [
        replace(one.award, evidence=tuple(sorted(one.award.evidence)))
        for one in sorted(kept, key=lambda one: min(one.award.evidence))
    ]


def _in_total(prize: Said, kept: list[Said]) -> bool:
    """Is a prize one of those counted before it: ``trao giải cho 9 tác giả, gồm 1 giải Nhất …``?"""
    first = min(prize.award.evidence)
    return prize.rank is not None and any(
        one.prizes and one.sentence == prize.sentence and min(one.award.evidence) < first
        for one in kept
        if number(one.award) > number(prize.award)
    )


def _adds_up(numbers: list[int], total: int, least: int) -> bool:
    """Do some numbers that follow one another make a total?"""
    for first in range(len(numbers)):
        reached = 0
        for last, number in enumerate(numbers[first:], 1):
            reached += number
            if reached == total and last >= least:
                return True
            if reached > total:
                break
    return False


def number(award: Award) -> int:
    """How many an award went to, groups and persons together; 0 where none is counted."""
    return (award.collectives or 0) + (award.individuals or 0) + (award.recipients or 0)


@cache
def _shorts() -> dict[str, str]:
    return dict(line.lower().split("\t") for line in lexicon.lines("equivalents"))


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    """A body's name with its abbreviations written out and less the country: ``UBMTTQVN tỉnh`` as the one without."""
    words = " ".join(_shorts().get(word, word) for word in fold(name).split())
    return " ".join(words.replace(" việt nam", "").split())


def _akin(a: Award, b: Award) -> bool:
    """Is an authority of one that of the other, perhaps less its place (``UBND tỉnh``, ``UBND tỉnh Hà Tĩnh``)?"""
    pairs = [(_plain(x), _plain(y)) for x in a.authorities for y in b.authorities]
    return any(f"{x} ".startswith(f"{y} ") or f"{y} ".startswith(f"{x} ") for x, y in pairs)


def _counts(award: Award) -> tuple[int | None, int | None, int | None]:
    return award.collectives, award.individuals, award.recipients


def _kin(a: Award, b: Award) -> bool:
    """Does an authority of one hold that of the other: ``UBND tỉnh`` in a headline, ``Chủ tịch UBND tỉnh`` below?"""
    return _akin(a, b) or any(f" {_plain(y)}" in f" {_plain(x)}" for x in a.authorities for y in b.authorities)


def _apart(have: Said, new: Said) -> bool:
    """Are both recipients named, and by different names?"""
    return bool(have.names and new.names) and not any(
        f" {x} " in f" {y} " or f" {y} " in f" {x} " for x in have.names for y in new.names
    )


def _includes(have: Said, new: Said) -> bool:
    """Is a mention the same award as one already kept?"""
    a, b = have.award, new.award
    praise = b.form == "bieu_duong" and not b.authorities
    if a.form != b.form:
        if b.form == "bieu_duong" and new.one and not number(a) and _akin(a, b):
            return True
        if b.form == "bieu_duong" and new.aside and _counts(a) == _counts(b) and number(b) and _kin(a, b):
            return True
        if (have.held or new.held) and number(a) and _counts(a) == _counts(b) and not _apart(have, new):
            return True
        if b.form == "bieu_duong" and _kin(a, b):
            alike = _counts(a) == _counts(b)
            if new.headline and (new.one or not number(b) or alike):
                return True
            if new.one and have.one and alike and have.sentence != new.sentence and not _apart(have, new):
                return True
        mixed = a.recipients or b.recipients
        one_of = praise and (
            not number(a) or (number(a) == number(b) if mixed else _counts(a) == _counts(b) and not _apart(have, new))
        )
        return one_of or (
            a.form == "bieu_duong" and not number(b) and (_akin(a, b) if a.authorities else new.plural or new.headline)
        )
    if new.other or have.other:
        return False
    if have.rank is not None and new.rank is not None and have.rank != new.rank:
        return not have.rank and number(b) <= number(a)
    if have.rank and have.rank == new.rank and number(a) == number(b) and (a.recipients or b.recipients):
        return not a.authorities or not b.authorities or _akin(a, b)
    if (
        have.sentence == new.sentence
        and number(a)
        and number(b)
        and not (a.evidence[0].start <= b.evidence[0].start < a.evidence[0].end)
    ):
        return False
    shared = not a.authorities or not b.authorities or _akin(a, b)
    if have.one and new.one and have.names and new.names:
        if not _apart(have, new):
            return shared
        if not (new.aside or have.aside):
            return False
    if not number(b):
        return shared or (new.headline and a.form == b.form)
    if new.one and b.authorities and not a.authorities and not (new.aside or have.aside):
        return False
    if new.one and (not b.authorities or new.headline or shared):
        return not have.one or shared
    same = _counts(a) == _counts(b)
    if same and number(a) > 1 and (_kin(a, b) or _kin(b, a)):
        return True
    part = new.aside and all(y is None or x == y for x, y in zip(_counts(a), _counts(b), strict=True))
    return shared and (same or part)

"""How indicators add up, and that they count rather than list people."""

from __future__ import annotations

import re
from typing import NamedTuple

from phoihop.core.actor import Actor, Level, Role
from phoihop.core.refusal import Refusal
from phoihop.core.text import fold

__all__ = [
    "PART",
    "ROLLUPS",
    "Rollup",
    "adds_over_systems",
    "keeps_the_catalogue",
    "refusal_to_add_systems",
    "refusal_to_choose",
    "refusal_to_define",
    "rollup",
]

PART = "indicators"


class Rollup(NamedTuple):
    """The rules over units and over time; ``halves`` for rates that keep numerator and denominator."""

    over_units: str
    over_time: str
    halves: bool = False


#: What each word of the catalogue's ``rollup`` column means on the axes of units and time.
ROLLUPS = {
    "sum": Rollup("sum", "sum"),
    "last": Rollup("sum", "last"),
    "ratio": Rollup("none", "none", halves=True),
    "distinct": Rollup("none", "last"),
    "range": Rollup("none", "none"),
    "weighted": Rollup("none", "none"),
}


def rollup(word: str) -> Rollup:
    """The rules of a ``rollup`` word; ``HG04/HG03`` is a rate of two other indicators.

    Raises ``ValueError`` for a word that the table does not hold.
    """
    if "/" in word:
        return ROLLUPS["ratio"]
    if word not in ROLLUPS:
        raise ValueError(f"no rule for the rollup word {word!r}")
    return ROLLUPS[word]


#: Folded words that describe a person, a home or a case instead of a count.
_PERSON = (
    "ho ten",
    "ho va ten",
    "ten nguoi",
    "ten doi tuong",
    "cccd",
    "cmnd",
    "can cuoc so",
    "so can cuoc",
    "so cmnd",
    "ma dinh danh",
    "so dinh danh",
    "ngay sinh",
    "ngay thang nam sinh",
    "nam sinh",
    "dia chi nha",
    "dia chi thuong tru",
    "noi cu tru",
    "noi thuong tru",
    "so nha",
    "toa do",
    "so dien thoai",
    "danh tinh",
    "nhan than",
    "bien so xe",
    "so tai khoan",
    "khuon mat",
    "van tay",
    "nguoi cung cap tin",
    "danh sach doi tuong",
    "danh sach nguoi",
)
_NEGATED = re.compile(r"\(?khong (ghi|neu|gom|thu thap) [^);,.]*\)?")


def refusal_to_define(
    *, name: str, unit: str, definition: str = "", breakdowns: tuple[str, ...] = ()
) -> Refusal | None:
    """Why such an indicator may not be kept: this product counts, it holds no record of a person.

    >>> refusal_to_define(name="Họ và tên người được cảm hóa", unit="người").code
    'describes_a_person'
    >>> refusal_to_define(name="Người được cảm hóa (không ghi họ tên)", unit="người") is None
    True
    """
    for text in (name, unit, definition, *breakdowns):
        folded = f" {_NEGATED.sub(' ', fold(text))} "
        for words in _PERSON:
            if f" {words} " in folded:
                return Refusal(PART, "describes_a_person", text=text, words=words)
    if not unit.strip():
        return Refusal(PART, "no_unit", name=name)
    return None


def refusal_to_choose(*, actor: Actor | None, standing_body: int | None) -> Refusal | None:
    """Why this actor may not set a programme's indicators; set-up without an actor may."""
    if actor is None:
        return None
    if not actor.may(Role.COMPILER):
        return Refusal(PART, "only_compilers")
    if standing_body is not None and actor.body_id != standing_body:
        return Refusal(PART, "not_the_standing_body")
    return None


def keeps_the_catalogue(actor: Actor) -> bool:
    """Whether the actor keeps the catalogue of the whole country (giữ danh mục chỉ tiêu): compilers at the centre."""
    return actor.may(Role.COMPILER) and actor.level is Level.COUNTRY


def adds_over_systems(*, over_units: str, half: bool) -> bool:
    """Whether numbers of several systems can be added at all: not those of rates, halves, and what units do not add."""
    return over_units == "sum" and not half


def refusal_to_add_systems(
    *, adds: bool, stands: str, seen: str | None, wanted: str, reason: str, actor: Actor | None
) -> Refusal | None:
    """Why an indicator may not be said to add over systems so (cách cộng các bên), or ``None``.

    ``adds``: see `adds_over_systems`; ``stands`` is the rule of now, ``seen`` the one that the person saw where that
    is known. Figures that stand are no hindrance: what each system said stays as it is, only their sum is told
    otherwise, and editions keep theirs. Set-up without an actor may.
    """
    if actor is not None and not keeps_the_catalogue(actor):
        return Refusal(PART, "only_the_centre_adds")
    if not adds and wanted != "apart":
        return Refusal(PART, "systems_cannot_be_added")
    if seen is not None and seen != stands:
        return Refusal(PART, "adding_changed")
    if wanted == stands:
        return Refusal(PART, "adding_is_so")
    return None if reason.strip() else Refusal(PART, "adding_reason_needed")

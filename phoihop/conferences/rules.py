"""What a conference must state to be registered, when two statements are one, and who is named first."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from phoihop.core.actor import Actor, Role
from phoihop.core.refusal import Refusal
from phoihop.core.text import fold
from phoihop.reading.screen import lives_privately, names_a_resident

__all__ = [
    "guest_of",
    "is_same",
    "moved",
    "protocol_order",
    "refusal_to_change",
    "refusal_to_name",
    "refusal_to_record",
]

_ROLES = (Role.SECRETARY, Role.COMPILER, Role.APPROVAL, Role.LEADER)

_HERE = Path(__file__).parent


def _lines(name: str) -> list[str]:
    text = (_HERE / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _pattern(line: str) -> re.Pattern[str]:
    offices = (fold(one).replace(" … ", r"\b.*\b") for one in line.split("|"))
    return re.compile(f"(?:{'|'.join(offices)})(?!\\w)")


#: Offices, one pattern a standing, and ranks, each highest first.
_OFFICES = [_pattern(line) for line in _lines("protocol_offices.txt")]
_RANKS = {fold(line): place for place, line in enumerate(_lines("protocol_ranks.txt"))}
#: Where the places of those who chair begin, and of all others; below lie the places that a person gave.
_CHAIRS, _OTHERS = 1000, 5000


def refusal_to_record(
    *, actor: Actor | None, kinds: Sequence[str], known: Collection[str], day: str, title: str, sites: int | None
) -> Refusal | None:
    """Why a conference may not be registered; ``None`` when it may. ``actor`` ``None`` is the system's set-up."""
    if actor is not None and not actor.may(*_ROLES):
        return Refusal("conferences", "not_your_role")
    if not kinds:
        return Refusal("conferences", "no_kind")
    for kind in kinds:
        if kind not in known:
            return Refusal("conferences", "unknown_kind", kind=kind)
    if not day and not title:
        return Refusal("conferences", "no_day_or_title")
    if sites is not None and sites < 1:
        return Refusal("conferences", "bad_sites")
    return None


def refusal_to_change(*, actor: Actor | None) -> Refusal | None:
    """Why this actor may not mend or complete a conference of its territory."""
    if actor is not None and not actor.may(*_ROLES):
        return Refusal("conferences", "not_your_role")
    return None


def refusal_to_name(guests: Iterable[tuple[str, str, Sequence[str]]]) -> Refusal | None:
    """Why one of those named (name, rank, offices) may not be kept: a private person, named by home or trade alone.

    >>> refusal_to_name([("Nguyễn Văn An", "", ["nông dân thôn 3"])]).facts["name"]
    'Nguyễn Văn An'
    >>> refusal_to_name([("Lê Văn Bình", "Đại tá", []), ("Vũ Thị Cúc", "", ["Bí thư chi bộ thôn 3"])]) is None
    True
    """
    for name, rank, offices in guests:
        said = "; ".join(offices)
        private = names_a_resident(f"{name}, {said}") or lives_privately(said)
        if private and not rank:
            return Refusal("conferences", "names_a_resident", name=name)
    return None


def is_same(*, one_day: str, other_day: str, one_kinds: Collection[str], other_kinds: Collection[str]) -> bool:
    """Whether two statements of conferences at one place mean the same one: equal whole day, a common kind.

    >>> day, both = "2022-09-15", ["final_review", "signing"]
    >>> is_same(one_day=day, other_day=day, one_kinds=["signing"], other_kinds=both)
    True
    >>> is_same(one_day="--09-15", other_day="--09-15", one_kinds=["signing"], other_kinds=both)
    False
    """
    whole = len(one_day) == len("2022-09-15")
    return whole and one_day == other_day and not set(one_kinds).isdisjoint(other_kinds)


def protocol_order(positions: Sequence[str], *, rank: str = "", roles: Collection[str] = ()) -> int:
    """Someone's place in the order of protocol (thứ tự chức vụ), the lowest first.

    Who chairs stands first, then the highest office counts, among equals the rank.

    >>> protocol_order(["Ủy viên Bộ Chính trị", "Bộ trưởng Bộ Công an"]) < protocol_order(["Phó Giám đốc Công an tỉnh"])
    True
    >>> protocol_order(["Trưởng Công an xã"], roles=["chairs"]) < protocol_order(["Bí thư Tỉnh ủy"])
    True
    >>> protocol_order(["Trưởng phòng PV05"], rank="Đại tá") < protocol_order(["Trưởng phòng PV01"], rank="Trung tá")
    True
    """
    folded = [fold(position) for position in positions]
    found = [n for n, pattern in enumerate(_OFFICES) for office in folded if pattern.match(office)]
    highest = min(found, default=len(_OFFICES))
    begins = _CHAIRS if "chairs" in roles else _OTHERS
    return begins + highest * (len(_RANKS) + 1) + _RANKS.get(fold(rank), len(_RANKS))


def moved(ids: Sequence[int], one: int, *, up: bool) -> list[int]:
    """The order after one has changed places with who stands before or after; at the end it stays.

    >>> moved([4, 7, 9], 7, up=True), moved([4, 7, 9], 9, up=False)
    ([7, 4, 9], [4, 7, 9])
    """
    order = list(ids)
    at = order.index(one)
    to = at - 1 if up else at + 1
    if 0 <= to < len(order):
        order[at], order[to] = order[to], order[at]
    return order


_RANK = re.compile(r"(?:đại|thượng|trung|thiếu|chuẩn)\s+(?:tướng|tá|uý|úy)\b", re.IGNORECASE)
_GUEST = re.compile(r"(?P<name>[^,()]+),(?P<offices>[^()]+)(?:\((?P<parts>[^()]*)\))?\.?")


def guest_of(line: str, *, roles: Mapping[str, str]) -> tuple[str, str, tuple[str, ...], tuple[str, ...]] | None:
    """Name, rank, offices and parts taken of one typed line (dòng đại biểu); ``None`` where it cannot be read.

    ``roles`` are the words for what somebody did, folded, with their codes; nothing in brackets says "attends".

    >>> guest_of("Đại tá Lê Văn Mẫu, Giám đốc; Tỉnh ủy viên (chủ trì)", roles={"chu tri": "chairs"})
    ('Lê Văn Mẫu', 'Đại tá', ('Giám đốc', 'Tỉnh ủy viên'), ('chairs',))
    >>> guest_of("Lê Văn Mẫu", roles={}) is None
    True
    """
    found = _GUEST.fullmatch(line.strip())
    if found is None:
        return None
    named = found["name"].strip()
    rank = _RANK.match(named)
    name = named[rank.end() :].strip() if rank else named
    offices = tuple(office for raw in found["offices"].split(";") if (office := raw.strip(" .")))
    said = [fold(part) for part in (found["parts"] or "").split(",") if part.strip()]
    if not name or not offices or any(part not in roles for part in said):
        return None
    return name, rank.group() if rank else "", offices, tuple(roles[part] for part in said) or ("attends",)

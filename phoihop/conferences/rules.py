"""What a conference must state to be registered, when two statements are one, and who is named first."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from phoihop.core.actor import Actor, Role
from phoihop.core.refusal import Refusal
from phoihop.core.text import fold

__all__ = ["guest_of", "is_same", "protocol_order", "refusal_to_change", "refusal_to_record"]

_ROLES = (Role.SECRETARY, Role.COMPILER, Role.APPROVAL, Role.LEADER)

#: Offices in the order in which they are named (thứ tự lễ tân); the first that an office begins with counts.
PROTOCOL = (
    r"tong bi thu",
    r"chu tich nuoc",
    r"thu tuong",
    r"chu tich quoc hoi",
    r"uy vien bo chinh tri",
    r"bi thu trung uong",
    r"uy vien trung uong",
    r"bo truong",
    r"chu tich uy ban trung uong",
    r"thu truong|pho chu tich uy ban trung uong|pho truong ban.* trung uong",
    r"bi thu tinh uy|bi thu thanh uy",
    r"pho bi thu.*(tinh uy|thanh uy)",
    r"uy vien ban thuong vu|giam doc cong an|chu tich (ubnd|uy ban)",
    r"cuc truong",
    r"tinh uy vien|thanh uy vien|pho chu tich (ubnd|uy ban)|truong ban",
    r"pho giam doc|pho truong ban|pho bi thu",
    r"truong phong|truong cong an",
)
_PROTOCOL = [re.compile(pattern) for pattern in PROTOCOL]


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


def protocol_order(positions: Sequence[str]) -> int:
    """The rank of someone's highest office in the order of protocol, 0 first.

    >>> protocol_order(["Ủy viên Bộ Chính trị", "Bộ trưởng Bộ Công an"]) < protocol_order(["Phó Giám đốc Công an tỉnh"])
    True
    """
    folded = [fold(position) for position in positions]
    found = [n for n, pattern in enumerate(_PROTOCOL) for office in folded if pattern.match(office)]
    return min(found, default=len(_PROTOCOL))


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

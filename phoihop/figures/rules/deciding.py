"""Who may put which claim in force, freeze figures, and say what units are to reach."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from phoihop.core.actor import Actor, Level, Role, System
from phoihop.core.refusal import Refusal
from phoihop.figures.rules.values import PART

__all__ = [
    "FREEZERS",
    "NOT_A_CLAIM",
    "refusal_to_assign",
    "refusal_to_choose",
    "refusal_to_freeze",
    "refusal_to_overlap",
    "takes_in",
]

#: Those who write reviews freeze the figures for them.
FREEZERS = (Role.COMPILER, Role.ENTRY, Role.LEADER)

NOT_A_CLAIM = Refusal(PART, "not_a_claim")


def takes_in(actor: Actor, *, body: int) -> bool:
    """Whether what this actor confirms for a body is thereby accepted (nhận số liệu): a commune's own is not."""
    return actor.may(Role.COMPILER, Role.APPROVAL) and (actor.level is not Level.COMMUNE or actor.body_id != body)


def refusal_to_choose(
    *, current: bool, area: bool, over_sum: bool, reason: str, within: bool, actor: Actor
) -> Refusal | None:
    """Why a claim may not be put in force; ``None`` when it may. Only compilers choose, and say why.

    ``within``: the claim's body lies in the actor's branch.
    """
    if not within:
        return Refusal(PART, "outside_scope")
    if not current:
        return NOT_A_CLAIM
    if not actor.may(Role.COMPILER):
        return Refusal(PART, "only_compilers")
    if over_sum and not area:
        return Refusal(PART, "only_area_over_sum")
    if not reason.strip():
        return Refusal(PART, "reason_needed")
    return None


def refusal_to_freeze(*, name: str, within: bool, map_date: date, today: date, actor: Actor | None) -> Refusal | None:
    """Why figures may not be frozen, or ``None``: those who write reviews freeze what lies in their scope.

    An edition stands for good, so it is drawn on a map that is known today.
    """
    if not name.strip():
        return Refusal(PART, "name_needed")
    if map_date > today:
        return Refusal(PART, "map_of_a_day_to_come")
    if actor is not None and not actor.may(*FREEZERS):
        return Refusal(PART, "only_compilers_freeze")
    return None if within else Refusal(PART, "outside_scope")


def refusal_to_assign(
    *, label: str, within: bool, own: bool, system: System | None, standing: bool, actor: Actor
) -> Refusal | None:
    """Why targets may not be assigned (giao chỉ tiêu), or ``None``.

    Compilers and leaders assign by a named document, to units of their own system below them: ``own`` says that the
    actor's unit is among them. The ``standing`` body of a programme assigns to all parties, also for its whole area.
    """
    if not actor.may(Role.COMPILER, Role.LEADER):
        return Refusal(PART, "only_compilers")
    if not within:
        return Refusal(PART, "outside_scope")
    if not standing and system != actor.system:
        return Refusal(PART, "targets_of_another_system")
    if own and not standing:
        return Refusal(PART, "targets_come_from_above")
    return None if label.strip() else Refusal(PART, "document_needed")


def refusal_to_overlap(
    *,
    union: bool,
    systems: Collection[System],
    value: int,
    most: int,
    label: str,
    within: bool,
    standing: bool,
    actor: Actor,
) -> Refusal | None:
    """Why what parties counted together may not be recorded (ghi phần trùng), or ``None``.

    A compiler of one of the parties, or of the ``standing`` body, says so by a named document, for an indicator whose
    parties are added as a ``union``; ``most`` is what can have been counted twice at most.
    """
    if not actor.may(Role.COMPILER):
        return Refusal(PART, "only_compilers")
    if not within:
        return Refusal(PART, "outside_scope")
    if not union:
        return Refusal(PART, "nothing_to_overlap")
    if len(set(systems)) < 2:
        return Refusal(PART, "two_parties_needed")
    if not standing and actor.system not in systems:
        return Refusal(PART, "overlap_of_others")
    if value > most:
        return Refusal(PART, "overlap_too_large", most=most)
    return None if label.strip() else Refusal(PART, "overlap_document_needed")

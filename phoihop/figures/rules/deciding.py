"""Who may put which claim in force."""

from __future__ import annotations

from phoihop.core.actor import Actor, Role
from phoihop.core.refusal import Refusal
from phoihop.figures.rules.values import PART

__all__ = ["NOT_A_CLAIM", "refusal_to_choose"]

NOT_A_CLAIM = Refusal(PART, "not_a_claim")


def refusal_to_choose(*, current: bool, area: bool, over_sum: bool, reason: str, actor: Actor) -> Refusal | None:
    """Why a claim may not be put in force; ``None`` when it may. Only compilers choose, and say why."""
    if not current:
        return NOT_A_CLAIM
    if not actor.may(Role.COMPILER):
        return Refusal(PART, "only_compilers")
    if over_sum and not area:
        return Refusal(PART, "only_area_over_sum")
    if not reason.strip():
        return Refusal(PART, "reason_needed")
    return None

"""Who may state populations and the shares of a divided unit, and what such a statement needs."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from phoihop.core.actor import Actor, Role
from phoihop.core.refusal import Refusal

__all__ = ["PART", "refusal_to_count", "refusal_to_share"]

PART = "places"
WHOLE = 1_000_000


def refusal_to_count(
    *, source: str, rows: int, unknown: Collection[str], outside: Collection[str], actor: Actor | None
) -> Refusal | None:
    """Why these populations may not be written; ``None`` where they may. Set-up without an actor may."""
    if actor is not None and not actor.may(Role.ADMIN):
        return Refusal(PART, "administrators_only")
    if not source.strip():
        return Refusal(PART, "source_needed")
    if not rows:
        return Refusal(PART, "no_rows")
    if unknown:
        return Refusal(PART, "unknown_codes", codes=tuple(sorted(unknown))[:12], count=len(unknown))
    if outside:
        return Refusal(PART, "outside_branch", names=tuple(sorted(outside))[:6])
    return None


def refusal_to_share(
    *, heirs: Collection[int], shares: Mapping[int, int], act: str, within: bool, actor: Actor
) -> Refusal | None:
    """Why a divided unit's shares may not be stated: all heirs together make the whole, and an act says so.

    ``shares`` are millionths by heir; empty takes an earlier statement back.
    """
    if not actor.may(Role.ADMIN):
        return Refusal(PART, "administrators_only")
    if not within:
        return Refusal(PART, "outside_branch", names=())
    if len(heirs) < 2:
        return Refusal(PART, "not_divided")
    if not shares:
        return None
    if set(shares) != set(heirs) or any(share <= 0 for share in shares.values()):
        return Refusal(PART, "a_share_for_each_heir")
    if sum(shares.values()) != WHOLE:
        return Refusal(PART, "shares_make_the_whole", sum=sum(shares.values()) / 10_000)
    if not act.strip():
        return Refusal(PART, "act_needed")
    return None

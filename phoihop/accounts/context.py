"""What the shell shows of the account: the acting body, and the others to switch to."""

from __future__ import annotations

from django.http import HttpRequest

from phoihop.accounts.models import ROLES

__all__ = ["acting"]


def acting(request: HttpRequest) -> dict[str, object]:
    """Context processor: ``acting_body`` (text) and ``acting_bodies`` (id, name, note, current)."""
    actor, found = getattr(request, "actor", None), getattr(request, "acting", [])
    if actor is None:
        return {}
    current = next(one for one in found if one.actor.body_id == actor.body_id)
    names = dict(ROLES)
    bodies = [
        {
            "id": one.actor.body_id,
            "name": one.short_name,
            "note": ", ".join(str(names[role]) for role in sorted(one.actor.roles)),
            "current": one is current,
        }
        for one in found
    ]
    return {"acting_body": current.short_name, "acting_body_name": current.body_name, "acting_bodies": bodies}

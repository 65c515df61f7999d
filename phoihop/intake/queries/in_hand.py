"""Papers of units that lie in intake and are no numbers yet, for who asks which units are silent (đã gửi văn bản)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from phoihop.core.actor import Actor
from phoihop.intake import rules
from phoihop.intake.models import Paper
from phoihop.intake.queries.lists import visible_to
from phoihop.reports.models import Window
from phoihop.reports.queries import InHand

__all__ = ["in_hand"]


def in_hand(window: Window, bodies: Sequence[int], actor: Actor, on: date) -> dict[int, InHand]:
    """Of which bodies papers wait, unread or unconfirmed, handed in since a window opened (văn bản chưa nhập số).

    Papers of another programme are of another form. Who may not see them is told that they are there and no more: one
    paper opens itself, several the list of all. One query, whatever the number of bodies.
    """
    seen = visible_to(actor, on=on).filter(pk=OuterRef("pk"))
    papers = (
        Paper.objects.filter(
            Q(programme=None) | Q(programme=window.form.programme_id),
            about__in=bodies,
            state__in=[rules.State.WAITING, rules.State.READ],
            received_at__date__gte=window.opens,
        )
        .annotate(seen=Exists(seen))
        .values_list("about", "pk", "state", "seen")
        .order_by("pk")
    )
    found: dict[int, list[str]] = defaultdict(list)
    for about, pk, state, may_see in papers:
        page = reverse("intake:paper", args=[pk]) if state == rules.State.READ else reverse("intake:index")
        found[about].append(page if may_see else "")
    return {body: InHand(len(pages), _opens(pages)) for body, pages in found.items()}


def _opens(pages: Sequence[str]) -> str:
    visible = {page for page in pages if page}
    return visible.pop() if len(visible) == 1 else reverse("intake:index") if visible else ""

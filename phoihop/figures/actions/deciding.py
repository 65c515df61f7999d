"""Choosing among several sources for one key."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from phoihop.audit.actions import record
from phoihop.core.actor import Actor
from phoihop.core.refusal import Refused
from phoihop.figures import rules
from phoihop.figures.actions import log
from phoihop.figures.actions.sources import accepted_sources
from phoihop.figures.actions.touched import touch
from phoihop.figures.models import Figure
from phoihop.figures.queries import scope
from phoihop.figures.queries.geography import geography
from phoihop.figures.queries.periods import all_periods
from phoihop.figures.queries.witnesses import seals_of
from phoihop.figures.rules.in_force import LogRow, tips
from phoihop.figures.rules.values import Coverage, Force, Standing

__all__ = ["choose_claim"]


@transaction.atomic
def choose_claim(figure: int, *, over_sum: bool = False, reason: str, by: Actor, at: datetime) -> int:
    """Put one source's number in force for its key, the others aside (chọn số có hiệu lực); return the change.

    ``figure`` is the last row of its claim. With ``over_sum`` an area claim also takes the place of the sum of
    what lies below it in its period; choosing it again without gives the sum back. A number that waits is accepted
    by being chosen where the actor takes that body's figures in. Raises ``Refused``.
    """
    chosen = Figure.objects.select_related("source", "body", "period", "indicator").filter(pk=figure).first()
    if chosen is None:
        raise Refused(rules.NOT_A_CLAIM)
    geo = geography()
    touched = log.lock(touch([(chosen.body_id, chosen.period_id, chosen.indicator_id)], all_periods()), geo)
    last = _last_rows(chosen)
    if refusal := rules.refusal_to_choose(
        current=figure in last,
        area=chosen.coverage == Coverage.AREA,
        over_sum=over_sum,
        reason=reason,
        within=scope.visible_to(by, on=at.date()).filter(pk=chosen.body.place_id).exists()
        and scope.reach(by, units=[chosen.body.place_id], period=chosen.period.value, on=at.date()).rows(
            chosen.indicator, chosen.body.line
        ),
        actor=by,
    ):
        raise Refused(refusal)
    change = log.begin("choose", chosen.source.origin, by=by, at=at, reason=reason)
    force = Force.OVER_SUM if over_sum else Force.COUNTS
    taken_in = chosen.standing == Standing.SUBMITTED and rules.takes_in(by, body=chosen.body_id)
    fresh = []
    for row in last.values():
        wanted = force if row.pk == figure else Force.ASIDE
        if row.force != wanted or (row.pk == figure and taken_in):
            fields = {f.attname: getattr(row, f.attname) for f in Figure._meta.concrete_fields if f.attname != "id"}
            root = row.pk if row.claim_id is None else row.claim_id
            fields |= {"change_id": change.pk, "replaces_id": row.pk, "claim_id": root, "force": wanted}
            if row.pk == figure and taken_in:
                copies = accepted_sources([row.source_id], by.name, at)
                fields |= {"standing": Standing.ACCEPTED, "source_id": copies[row.source_id].pk}
            fresh.append(Figure(**fields))
    Figure.objects.bulk_create(fresh)
    log.refresh(touched, geo)
    facts = {"figure": figure, "over_sum": over_sum, "reason": reason, "seal": seals_of([change])[change.pk]}
    record("figures.claim_chosen", change, by=by, at=at, **facts)
    return change.pk


def _last_rows(chosen: Figure) -> dict[int, Figure]:
    """The last row of every claim of a figure's key that was not withdrawn, by id."""
    rows = Figure.objects.filter(
        body=chosen.body_id,
        period=chosen.period_id,
        indicator=chosen.indicator_id,
        breakdown=chosen.breakdown_id,
        coverage=chosen.coverage,
    )
    by_id = {row.pk: row for row in rows}
    found = tips(LogRow(f.pk, f.claim_id, f.standing, f.state, f.force) for f in by_id.values())
    return {tip.id: by_id[tip.id] for tip, _ in found.values() if tip.standing != Standing.WITHDRAWN}

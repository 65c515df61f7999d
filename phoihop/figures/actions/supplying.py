"""What stands beside figures: offers of other parts to a form, targets, overlaps of joint work."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from phoihop.audit.actions import SYSTEM_NAME, record
from phoihop.core.actor import Actor, System
from phoihop.core.periods import Period
from phoihop.core.refusal import Refusal, Refused
from phoihop.core.words import refusal_to_keep_reason
from phoihop.figures import rules
from phoihop.figures.actions import log
from phoihop.figures.models import Offer, Overlap, Source, Target
from phoihop.figures.models import Period as PeriodRow
from phoihop.figures.queries import scope
from phoihop.figures.queries.totals import totals
from phoihop.figures.queries.witnesses import seal_stated
from phoihop.figures.rules.values import PART, Provenance, SourceKind
from phoihop.indicators.models import Indicator

__all__ = ["assign_targets", "offer", "record_overlap", "set_target"]


@transaction.atomic
def offer(
    *, indicator: str, body: int, period: Period, value: int, source: Provenance, by: Actor | None, at: datetime
) -> Offer:
    """Offer a count to whoever fills a form for this body and period (đề nghị số); the last offer stands."""
    row, _ = Offer.objects.update_or_create(
        indicator=_indicator(indicator, value),
        body_id=body,
        period_id=log.period_rows([period])[period].id,
        defaults={"value": value, "source": _source(source, by, at), "at": at},
    )
    record("figures.offered", row, by=by, at=at, indicator=indicator, value=value, seal=seal_stated(row))
    return row


@transaction.atomic
def set_target(
    *,
    indicator: str,
    place: int,
    period: Period,
    value: int,
    source: Provenance,
    system: System | None = None,
    by: Actor | None,
    at: datetime,
) -> Target:
    """Set what a unit is to reach (giao chỉ tiêu), of one system or of all parties together."""
    row, _ = Target.objects.update_or_create(
        indicator=_indicator(indicator, value),
        place_id=place,
        system=system or "",
        period_id=_held(period),
        defaults={"value": value, "source": _source(source, by, at)},
    )
    record("figures.target_set", row, by=by, at=at, indicator=indicator, value=value, seal=seal_stated(row))
    return row


@transaction.atomic
def assign_targets(
    values: Mapping[int, int | None],
    *,
    indicator: str,
    period: Period,
    system: System | None,
    label: str,
    seen: Mapping[int, int | None] | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """Say what units are to reach, as a document does (giao chỉ tiêu); return how many targets changed.

    ``values`` by place, in the indicator's smallest step, ``None`` takes one back; ``label`` names the document;
    ``seen`` by place is what stood when the person decided, where that is known. Raises ``Refused``: all are written or
    none.
    """
    known = _indicator(indicator, 0)
    within = scope.visible_to(by, on=at.date()).filter(pk__in=values).count() == len(values)
    mine = Target.objects.filter(indicator__code=indicator, period=_held(period), system=system or "", place__in=values)
    there = {target.place_id: target.value for target in mine}
    changed = {place: value for place, value in values.items() if there.get(place) != value}
    refusal = rules.refusal_to_assign(
        label=label,
        within=within,
        own=by.place_id in changed,
        system=system,
        standing=scope.reach(by, units=values, period=period, on=at.date()).assigns(known, system),
        actor=by,
    )
    if seen is not None and any(there.get(place) != value for place, value in seen.items()):
        refusal = refusal or Refusal("figures", "targets_changed")
    if refusal := refusal or refusal_to_keep_reason(label):
        raise Refused(refusal)
    gone = [place for place, value in changed.items() if value is None]
    mine.filter(place__in=gone).delete()
    source = Provenance(origin=f"figures.targets:{by.body_id}:{at:%Y%m%d%H%M%S}", label=label, kind=SourceKind.TYPED)
    for place, value in changed.items():
        if value is not None:
            set_target(
                indicator=indicator, place=place, period=period, value=value, source=source, system=system, by=by, at=at
            )
    if gone:
        taken = {str(place): there[place] for place in gone}
        record("figures.targets_taken_back", f"figures.target:{indicator}", by=by, at=at,
               places=gone, values=taken, period=period.code, label=label)  # fmt: skip
    return len(changed)


@transaction.atomic
def record_overlap(
    *,
    indicator: str,
    place: int,
    period: Period,
    systems: Collection[System],
    value: int,
    source: Provenance,
    by: Actor | None,
    at: datetime,
) -> Overlap:
    """Record how much of an indicator several systems counted together (ghi phần trùng), 0 to take it back.

    ``value`` in the indicator's smallest step; the last word for a unit, period and set of systems stands. Raises
    ``Refused``.
    """
    known = _indicator(indicator, value)
    if by is not None:
        of = {
            total.system: total.value or 0
            for total in totals(unit=place, period=period.range, on=at.date(), indicators=[indicator],
                                systems=systems, calendar=period.calendar)
            if total.system is not None
        }  # fmt: skip
        refusal = rules.refusal_to_overlap(
            union=known.over_systems == Indicator.OverSystems.UNION,
            systems=systems,
            value=value,
            most=sum(of.values()) - max(of.values(), default=0),
            label=source.label,
            within=scope.visible_to(by, on=at.date()).filter(pk=place).exists(),
            standing=scope.reach(by, units=[place], period=period, on=at.date()).opened.issuperset(
                {*systems} - {by.system}
            ),
            actor=by,
        )
        if refusal:
            raise Refused(refusal)
    row = Overlap.objects.create(
        indicator=known,
        place_id=place,
        period_id=log.period_rows([period])[period].id,
        systems=",".join(sorted(systems)),
        value=value,
        source=_source(source, by, at),
        at=at,
    )
    record("figures.overlap_recorded", row, by=by, at=at, indicator=indicator, value=value, seal=seal_stated(row))
    return row


def _held(period: Period) -> int:
    """The id of a period, locked for whoever says something beside its figures until this transaction ends."""
    row = log.period_rows([period])[period].id
    return PeriodRow.objects.select_for_update(no_key=True).values_list("pk", flat=True).get(pk=row)


def _indicator(code: str, value: int) -> Indicator:
    row = Indicator.objects.filter(code=code).first()
    if row is None:
        raise Refused(Refusal(PART, "unknown_indicator", indicator=code))
    if value < 0:
        raise Refused(Refusal(PART, "negative", indicator=code, value=value))
    return row


def _source(given: Provenance, by: Actor | None, at: datetime) -> Source:
    if refusal := refusal_to_keep_reason(given.label):
        raise Refused(refusal)
    return Source.objects.create(
        kind=given.kind,
        origin=given.origin,
        label=given.label,
        address=given.address,
        paper_id=given.paper,
        entered_by=given.entered_by or (by.name if by else SYSTEM_NAME),
        entered_at=given.entered_at or at,
        accepted_by=given.accepted_by,
        accepted_at=given.accepted_at,
    )

"""Accepting and withdrawing what an origin sent: each row once more, with another standing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db import transaction

from phoihop.audit.actions import SYSTEM_NAME, record
from phoihop.core.actor import Actor
from phoihop.core.refusal import Refusal, Refused
from phoihop.figures.actions import log
from phoihop.figures.actions.chains import Tip, chains, set_aside, stepping_aside
from phoihop.figures.actions.putting import Done
from phoihop.figures.actions.sources import accepted_sources
from phoihop.figures.actions.touched import touch
from phoihop.figures.models import Change, Figure, Source
from phoihop.figures.queries.geography import geography
from phoihop.figures.queries.periods import all_periods
from phoihop.figures.rules.values import PART, Force, Standing

__all__ = ["accept", "withdraw"]


@transaction.atomic
def accept(origin: str, *, by: Actor | None, at: datetime, only: Collection[str] | None = None) -> Done:
    """Accept the submitted values of an origin (nhận số liệu), all or those of the indicators in ``only``.

    Each becomes a new row with standing ACCEPTED whose source names who accepted, in force unless another accepted
    number is that this origin never said. Raises ``Refused`` (``nothing_pending``) where nothing waits.
    """
    return _move(origin, act="accept", by=by, at=at, only=only)


@transaction.atomic
def withdraw(origin: str, *, reason: str, by: Actor | None, at: datetime, only: Collection[str] | None = None) -> Done:
    """Take the submitted values of an origin back (rút, trả lại số liệu).

    A submitted value ends; where it amended an accepted one, that one stands again. Accepted values stay: to
    change them put an amendment. Raises ``Refused`` (``nothing_pending``) where nothing waits.
    """
    return _move(origin, act="withdraw", by=by, at=at, only=only, reason=reason)


def _move(
    origin: str,
    *,
    act: str,
    by: Actor | None,
    at: datetime,
    only: Collection[str] | None,
    reason: str = "",
) -> Done:
    waiting = Figure.objects.filter(change__in=Change.objects.filter(origin=origin), standing=Standing.SUBMITTED)
    if only is not None:
        waiting = waiting.filter(indicator__code__in=only)
    keys = set(waiting.values_list("body_id", "period_id", "indicator_id"))
    if not keys:
        raise Refused(Refusal(PART, "nothing_pending"))
    touched, geo = touch(keys, all_periods()), geography()
    touched = log.lock(touched, geo)
    change = log.begin(act, origin, by=by, at=at, reason=reason)
    rows = log.rows_of(touched)
    claims = {key: tips for key, tips in chains(rows).items() if key[:3] in keys}
    asked = [tip for tips in claims.values() for tip in tips if _waits(tip, origin)]
    if not asked:
        raise Refused(Refusal(PART, "nothing_pending"))
    copies: dict[int, Source] = {}
    displaced: list[log.Fresh] = []
    if act == "accept":
        copies = accepted_sources({tip.row.source for tip in asked}, by.name if by else SYSTEM_NAME, at)
        fresh, displaced = _accepted(asked, claims, copies)
    else:
        fresh = _withdrawn(asked, {row.pk: row for row in rows})
    written = log.write(change.pk, [*fresh, *displaced])
    log.refresh(touched, geo, [*rows, *written])
    done = "figures.accepted" if act == "accept" else "figures.withdrawn"
    sealed = log.sealed(change, written, fresh, displaced, copies.values())
    record(done, change, by=by, at=at, origin=origin, values=len(fresh), reason=reason, seal=sealed)
    return Done(change.pk, ())


def _waits(tip: Tip, origin: str) -> bool:
    return tip.row.standing == Standing.SUBMITTED and tip.origin == origin


def _accepted(
    asked: Iterable[Tip], claims: Mapping[log.Key, list[Tip]], copies: Mapping[int, Source]
) -> tuple[list[log.Fresh], list[log.Fresh]]:
    """The rows of waiting claims as accepted, and those of claims that step aside for them."""
    fresh: list[log.Fresh] = []
    displaced: list[log.Fresh] = []
    for tip in asked:
        last, force = tip.row, tip.row.force
        if force == Force.ASIDE and (stepping := stepping_aside(tip, claims[last.key], tip.word)):
            displaced += [set_aside(other) for other in stepping]
            force = int(Force.COUNTS)
        row = last._replace(standing=int(Standing.ACCEPTED), source=copies[last.source].pk)
        fresh.append((row._replace(claim=last.root, force=force), last.pk))
    return fresh, displaced


def _withdrawn(asked: Iterable[Tip], rows: Mapping[int, log.Row]) -> list[log.Fresh]:
    """The rows that end waiting claims: where one amended an accepted value, that one once more."""
    fresh: list[log.Fresh] = []
    for tip in asked:
        last = tip.row
        before = None if tip.accepted is None else rows[tip.accepted]
        row = before or last._replace(standing=int(Standing.WITHDRAWN))
        fresh.append((row._replace(claim=last.root, force=last.force), last.pk))
    return fresh

"""Registering awards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from phoihop.audit.actions import record
from phoihop.commendations import rules
from phoihop.commendations.models import Award, Evidence, Recipient
from phoihop.commendations.wording import FORMS
from phoihop.core.actor import Actor
from phoihop.core.refusal import Refused
from phoihop.core.words import refusal_to_keep_reason
from phoihop.documents import actions as documents
from phoihop.documents.models import Document, Source
from phoihop.organisations.models import Body
from phoihop.places.models import Place
from phoihop.programmes.models import Programme

__all__ = ["complete_award", "correct_decision", "record_award"]


@transaction.atomic
def record_award(
    *,
    form: str,
    authorities: Sequence[str],
    place: Place | int,
    on: str = "",
    collectives: int | None = None,
    individuals: int | None = None,
    recipients: int | None = None,
    named: Iterable[tuple[str, str, str]] = (),
    reason: str = "",
    programme: Programme | None = None,
    body: Body | int | None = None,
    decision: str = "",
    decided_on: str = "",
    source: Source | None = None,
    spans: Iterable[tuple[int, int]] = (),
    sample: bool = False,
    by: Actor | None,
    at: datetime,
) -> tuple[Award, bool]:
    """Register an award once (ghi khen thưởng); return it and whether it is new.

    The same form, authorities, day and counts at one place is the same award: then only evidence is
    added. ``decision`` is the number of the decision, registered as a document of
    ``decided_on``, without a day where none is told; ``named`` holds (kind,
    name, office). Raises ``Refused`` where the statement lacks what it needs or names a private person.
    """
    counts, named = (collectives, individuals, recipients), list(named)
    if refusal := rules.refusal_to_record(
        actor=by,
        form=form,
        forms=FORMS.keys(),
        authorities=authorities,
        counts=counts,
        named=[(name, office) for _, name, office in named],
        days=[on, decided_on],
        today=at.date().isoformat(),
    ) or refusal_to_keep_reason(reason, *authorities):
        raise Refused(refusal)
    award, new = Award.objects.get_or_create(
        place_id=place.pk if isinstance(place, Place) else place,
        key=rules.award_key(form, authorities, on, *counts),
        defaults={
            "form": form,
            "authorities": list(authorities),
            "collectives": collectives,
            "individuals": individuals,
            "recipients": None if collectives or individuals else recipients,
            "on": on,
            "reason": reason,
            "programme": programme,
            "body_id": body.pk if isinstance(body, Body) else body,
            "decision": _decision(decision, on=decided_on, authorities=authorities, by=by, at=at),
            "sample": sample,
        },
    )
    if new:
        Recipient.objects.bulk_create(
            Recipient(award=award, kind=kind, name=name, office=office, order=order)
            for order, (kind, name, office) in enumerate(named, start=1)
        )
    if source is not None:
        _add_evidence(award, source, spans)
    record("award.recorded" if new else "award.evidenced", award, by=by, at=at, form=form)
    return award, new


@transaction.atomic
def complete_award(
    award: Award,
    *,
    named: Iterable[tuple[str, str, str]] = (),
    collectives: int | None = None,
    individuals: int | None = None,
    reason: str = "",
    decision: str = "",
    decided_on: str = "",
    by: Actor | None,
    at: datetime,
) -> Award:
    """Add whom an award names and how many, what for, and its decision's number (bổ sung khen thưởng).

    Counts given here stand from now on; where none is stated, those named are counted. A mixed total stays as it is;
    reason and decision are never overwritten. Raises ``Refused``: ``not_your_role``, ``names_a_resident``,
    ``a_day_to_come``, ``more_than_counted`` where more would be named than were honoured.
    """
    award = Award.objects.select_for_update().get(pk=award.pk)
    there = list(award.named.values_list("kind", "name", "office"))
    fresh = [line for line in dict.fromkeys(named) if line not in there]
    kinds = [kind for kind, _, _ in (*there, *fresh)]
    before = [award.collectives, award.individuals]
    told = [kinds.count(Recipient.Kind.COLLECTIVE), kinds.count(Recipient.Kind.INDIVIDUAL)]
    counts = [
        given if given is not None else stated
        for given, stated in zip((collectives, individuals), before, strict=True)
    ]  # fmt: skip
    if refusal := rules.refusal_to_complete(
        actor=by,
        collectives=counts[0],
        individuals=counts[1],
        named_collectives=told[0],
        named_individuals=told[1],
        named=[(name, office) for _, name, office in fresh],
        days=[decided_on],
        today=at.date().isoformat(),
    ) or refusal_to_keep_reason(reason):
        raise Refused(refusal)
    if award.recipients is None:
        award.collectives, award.individuals = (
            many if many is not None or not names else names for many, names in zip(counts, told, strict=True)
        )
    Recipient.objects.bulk_create(
        Recipient(award=award, kind=kind, name=name, office=office, order=len(there) + order)
        for order, (kind, name, office) in enumerate(fresh, start=1)
    )
    award.reason = award.reason or reason
    award.decision = award.decision or _decision(decision, on=decided_on, authorities=award.authorities, by=by, at=at)
    award.save(update_fields=["reason", "decision", "collectives", "individuals"])
    counted = [before, [award.collectives, award.individuals]]
    record("award.completed", award, by=by, at=at, named=len(fresh), decision=decision, counts=counted)
    return award


@transaction.atomic
def correct_decision(
    award: Award, *, number: str, decided_on: str, reason: str, by: Actor | None, at: datetime
) -> Award:
    """Mend the number and day of an award's decision (sửa số, ngày quyết định); what stood before is in the log.

    The award points at the decision of that number and day, registered where it is new; the document named by
    mistake stays in the register. Raises ``Refused``: ``not_your_role``, ``bad_number``, ``no_reason``,
    ``a_day_to_come``.
    """
    if refusal := rules.refusal_to_correct_decision(
        actor=by, number=number, reason=reason, decided_on=decided_on, today=at.date().isoformat()
    ) or refusal_to_keep_reason(reason):
        raise Refused(refusal)
    award = Award.objects.select_for_update(of=("self",)).select_related("decision").get(pk=award.pk)
    before = [award.decision.number, award.decision.issued_on] if award.decision else ["", ""]
    award.decision = _decision(number.strip(), on=decided_on, authorities=award.authorities, by=by, at=at)
    award.save(update_fields=["decision"])
    record(
        "award.decision_corrected",
        award,
        by=by,
        at=at,
        before=before,
        after=[number, decided_on],
        reason=reason.strip(),
    )
    return award


def _decision(number: str, *, on: str, authorities: Sequence[str], by: Actor | None, at: datetime) -> Document | None:
    if not number:
        return None
    return documents.register(kind="decision", number=number, issued_on=on, issuers=authorities, by=by, at=at)


def _add_evidence(award: Award, source: Source, spans: Iterable[tuple[int, int]]) -> None:
    known = set(Evidence.objects.filter(award=award, source=source).values_list("start", flat=True))
    places: list[tuple[int, int] | tuple[None, None]] = [*spans] or [(None, None)]
    Evidence.objects.bulk_create(
        Evidence(award=award, source=source, start=start, end=end) for start, end in places if start not in known
    )

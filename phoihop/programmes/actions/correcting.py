"""Setting right what was registered wrongly: the programme itself, its parties, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from phoihop.audit.actions import record
from phoihop.core.actor import Actor
from phoihop.core.refusal import Refusal, Refused
from phoihop.core.words import refusal_to_keep_reason
from phoihop.documents import actions as documents
from phoihop.organisations.models import Body
from phoihop.programmes import queries, rules
from phoihop.programmes.actions.parties import after, locked, own
from phoihop.programmes.models import Party, Programme

__all__ = ["add_party", "correct", "withdraw"]


@transaction.atomic
def correct(
    programme: Programme,
    *,
    name: str,
    short_name: str,
    signed_on: date | None,
    years: tuple[int | None, int | None],
    cascades_from: Programme | None,
    predecessor: Programme | None,
    contents: Mapping[int, str],
    reason: str,
    by: Actor | None,
    at: datetime,
) -> Programme:
    """Set a programme right (sửa thông tin đã đăng ký); the log keeps what stood before and why.

    ``contents`` holds the new words by number, "" takes one away that nothing rests on; a number not named stays.
    Where the years widen, the other parties confirm anew. Raises ``Refused``: ``no_reason``, ``years_reversed``,
    ``nothing_changed``, ``content_in_use``, those of ``queries.refusal_to_stand_so``, ``not_a_party``, ``no_role``.
    """
    programme = locked(programme, by, at)
    if refusal := rules.refusal_to_correct(years=years, reason=reason) or refusal_to_keep_reason(
        name, short_name, reason, *contents.values()
    ):
        raise Refused(refusal)
    wanted = {
        "name": name,
        "short_name": short_name,
        "signed_on": signed_on,
        "first_year": years[0],
        "last_year": years[1],
        "cascades_from_id": cascades_from and cascades_from.pk,
        "predecessor_id": predecessor and predecessor.pk,
    }
    changed = {field: getattr(programme, field) for field, new in wanted.items() if getattr(programme, field) != new}
    wider = rules.widens((programme.first_year, programme.last_year), years)
    for field in changed:
        setattr(programme, field, wanted[field])
    if refusal := queries.refusal_to_stand_so(programme, queries.lead_of(programme), on=at.date()):
        raise Refused(refusal)
    programme.save(update_fields=list(wanted))
    before = _set_contents(programme, contents)
    if not changed and not before:
        raise Refused(Refusal("programmes", "nothing_changed"))
    if "predecessor_id" in changed:
        programme.contents.exclude(continues__programme=predecessor).update(continues=None)
    if {"name", "signed_on", "first_year", "last_year"} & set(changed):
        documents.correct(
            programme.document,
            title=name,
            issued_on=signed_on.isoformat() if signed_on else "",
            period=(str(years[0] or ""), str(years[1] or "")),
            by=by,
            at=at,
        )
    anew = _ask_anew(programme, by, at) if wider else []
    told = {field: str(old) if isinstance(old, date) else old for field, old in changed.items()}
    record("programme.corrected", programme, by=by, at=at, before=told, contents=before, reason=reason, anew=anew)
    return programme


@transaction.atomic
def add_party(programme: Programme, *, body: Body, reason: str, by: Actor | None, at: datetime) -> Party:
    """Add a body that signed too (thêm bên ký kết): it confirms for itself, the other parties confirm anew.

    Raises ``Refused``: ``party_twice``, ``no_reason``, ``not_a_party``, ``no_role``.
    """
    programme = locked(programme, by, at)
    if refusal := rules.refusal_to_correct(years=(None, None), reason=reason) or refusal_to_keep_reason(reason):
        raise Refused(refusal)
    if programme.parties.filter(body=body).exists():
        raise Refused(Refusal("programmes", "party_twice"))
    anew = _ask_anew(programme, by, at)
    party = Party.objects.create(
        programme=programme,
        body=body,
        order=after(programme.parties, "order"),
        confirmed_at=at if own([body], by, at) else None,
    )
    record("programme.party_added", programme, by=by, at=at, body=body.pk, reason=reason, anew=anew)
    return party


@transaction.atomic
def withdraw(programme: Programme, *, reason: str, by: Actor | None, at: datetime) -> None:
    """Take back a programme that was registered wrongly (thu hồi đăng ký), while nothing stands on it.

    Its document stays, the log keeps what it said and why it went. Raises ``Refused``: ``no_reason``,
    ``something_stands``, ``not_a_party``, ``no_role``.
    """
    programme = locked(programme, by, at)
    refusal = (
        rules.refusal_to_correct(years=(None, None), reason=reason)
        or refusal_to_keep_reason(reason)
        or rules.refusal_to_withdraw(stands=queries.stands_on(programme, on=at.date()))
    )
    if refusal:
        raise Refused(refusal)
    said = {
        "name": programme.name,
        "document": programme.document_id,
        "parties": list(programme.parties.order_by("order").values_list("body", flat=True)),
        "years": [programme.first_year, programme.last_year],
        "contents": list(programme.contents.order_by("number").values_list("text", flat=True)),
    }
    record("programme.withdrawn", programme, by=by, at=at, reason=reason, **said)
    programme.assignments.all().delete()
    programme.delete()


def _set_contents(programme: Programme, contents: Mapping[int, str]) -> dict[str, str]:
    """Change the words of contents; what stood before of those changed, by number."""
    before: dict[str, str] = {}
    for content in programme.contents.filter(number__in=contents):
        text = contents[content.number].strip()
        if text == content.text.strip():
            continue
        before[str(content.number)] = content.text
        if text:
            content.text = text
            content.save(update_fields=["text"])
        elif queries.content_stands(content):
            raise Refused(Refusal("programmes", "content_in_use", number=str(content.number)))
        else:
            content.delete()
    return before


def _ask_anew(programme: Programme, by: Actor | None, at: datetime) -> list[int]:
    """Take back the confirmations of the parties that the actor does not speak for; the bodies that lost theirs."""
    parties = list(programme.parties.filter(confirmed_at__isnull=False).select_related("body").order_by("order"))
    mine = own([party.body for party in parties], by, at)
    others = [party for party in parties if party.body_id not in mine]
    Party.objects.filter(pk__in=[party.pk for party in others]).update(confirmed_at=None)
    return [party.body_id for party in others]

"""Registering programmes, confirming that one signed, recording what was signed below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from phoihop.audit.actions import record
from phoihop.core.actor import Actor, System
from phoihop.core.refusal import Refusal, Refused
from phoihop.core.words import refusal_to_keep_reason
from phoihop.documents import actions as documents
from phoihop.documents.models import Document
from phoihop.organisations import queries as organisations
from phoihop.organisations.models import Body
from phoihop.places import queries as places
from phoihop.places.models import Place
from phoihop.programmes import queries, rules
from phoihop.programmes.actions.parties import check_change, own
from phoihop.programmes.models import Content, LegalBasis, Party, Phase, Programme

__all__ = [
    "confirm_party",
    "create",
    "record_cascade",
]


@transaction.atomic
def create(
    *,
    document: Document,
    name: str,
    short_name: str,
    place: Place,
    years: tuple[int, int] | None,
    parties: Sequence[Body],
    by: Actor | None,
    at: datetime,
    signed_on: date | None = None,
    contents: Sequence[str] = (),
    phases: Sequence[tuple[str, int, int]] = (),
    bases: Sequence[Document] = (),
    cascades_from: Programme | None = None,
    predecessor: Programme | None = None,
    standing_body: Body | None = None,
    sample: bool = False,
) -> Programme:
    """Register a signed programme (đăng ký chương trình phối hợp); the first party leads and keeps the number.

    An actor may register what its own body signed; each other party then confirms for itself, while what is loaded
    with its source is confirmed. Raises ``Refused``: ``no_parties``, ``party_twice``,
    ``years_reversed``, ``document_taken``, ``not_a_party``, ``no_role``, and those of a programme that can not stand
    under or after the ones named (``parent_not_above``, ``signed_before``, ``parent_years``, ``other_line``,
    ``predecessor_later``).
    """
    taken = Programme.objects.filter(document=document).exists()
    ids = [body.pk for body in parties]
    typed = (name, short_name, *contents, *(title for title, _, _ in phases))
    if refusal := rules.refusal_to_make(parties=ids, years=years, taken=taken) or refusal_to_keep_reason(*typed):
        raise Refused(refusal)
    check_change(by, queries.with_heirs(ids, on=at.date()))
    programme = Programme(
        document=document,
        name=name,
        short_name=short_name,
        level=place.level,
        place=place,
        first_year=years and years[0],
        last_year=years and years[1],
        signed_on=signed_on,
        cascades_from=cascades_from,
        predecessor=predecessor,
        standing_body=standing_body or parties[0],
        sample=sample,
    )
    if refusal := queries.refusal_to_stand_so(programme, parties[0], on=at.date()):
        raise Refused(refusal)
    _save_with(programme, parties, contents, confirmed=own(parties, by, at), at=at)
    Phase.objects.bulk_create(
        Phase(programme=programme, name=title, first_year=start, last_year=end) for title, start, end in phases
    )
    LegalBasis.objects.bulk_create(
        LegalBasis(programme=programme, document=basis, order=number) for number, basis in enumerate(bases, start=1)
    )
    record("programme.registered", programme, by=by, at=at, name=name, parties=ids)
    return programme


@transaction.atomic
def confirm_party(programme: Programme, *, by: Actor, at: datetime) -> Programme:
    """Confirm that the actor's body signed (xác nhận là bên ký): from then on its line is open to the standing body.

    Raises ``Refused``: ``not_a_party``, ``no_role``, ``confirmed_already``.
    """
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    parties = list(programme.parties.select_related("body"))
    mine = own([party.body for party in parties], by, at)
    check_change(by, {by.body_id} if mine else set())
    waiting = [party for party in parties if party.body_id in mine and party.confirmed_at is None]
    if not waiting:
        raise Refused(Refusal("programmes", "confirmed_already"))
    Party.objects.filter(pk__in=[party.pk for party in waiting]).update(confirmed_at=at)
    record("programme.party_confirmed", programme, by=by, at=at, bodies=[party.body_id for party in waiting])
    return programme


@transaction.atomic
def record_cascade(
    programme: Programme,
    *,
    place: Place,
    signed_on: date,
    by: Actor | None,
    at: datetime,
    number: str = "",
    sample: bool = False,
) -> Programme:
    """Record that a unit below signed its own programme to put this one into effect (ghi nhận ký kết cấp dưới).

    Its parties are the bodies of the same systems there on that day, its contents start as a copy. An
    actor records for its own body's unit, or as a party of the programme above, which confirms the parties whose
    superiors have confirmed that programme themselves. Raises ``Refused``:
    ``not_under``, ``signed_before``, ``cascaded_already``, ``no_parties``, ``not_a_party``, ``no_role``.
    """
    programme = Programme.objects.select_for_update().select_related("document").get(pk=programme.pk)
    unit = places.name(place.pk, on=signed_on)
    below = places.below(programme.place_id, on=signed_on).exclude(pk=programme.place_id)
    taken = programme.cascaded.filter(place=place).exists()
    under = below.filter(pk=place.pk).exists()
    above = programme.signed_on
    if refusal := rules.refusal_to_cascade(
        under=under, signed_on=signed_on, parent_signed_on=above, already=taken, unit=unit.heading
    ):
        raise Refused(refusal)
    systems = [System(party.body.system) for party in programme.parties.select_related("body")]
    there = organisations.main_bodies(signed_on, systems=systems).filter(place=place)
    parties = sorted(there, key=lambda body: systems.index(System(body.system)))
    if not parties:
        raise Refused(Refusal("programmes", "no_parties"))
    above_all = queries.responsible(programme, on=at.date())
    check_change(by, {*above_all, *(body.pk for body in parties)})
    confirmed = own(parties, by, at)
    if by is not None and by.body_id in above_all:
        agreed = {party.body.system for party in programme.parties.all() if party.confirmed_at is not None}
        confirmed |= {body.pk for body in parties if body.system in agreed}
    first = programme
    while first.cascades_from is not None:
        first = first.cascades_from
    title = f"{first.name} ({unit.with_above})"
    document = documents.register(
        kind=programme.document.kind,
        number=number,
        title=title[:500],
        issued_on=signed_on.isoformat(),
        period=(str(programme.first_year or ""), str(programme.last_year or "")),
        sample=sample,
        by=by,
        at=at,
    )
    made = Programme(
        document=document,
        name=title[:300],
        short_name=unit.heading[:60],
        level=place.level,
        place=place,
        first_year=programme.first_year and max(programme.first_year, signed_on.year),
        last_year=programme.last_year and max(programme.last_year, signed_on.year),
        signed_on=signed_on,
        cascades_from=programme,
        standing_body=parties[0],
        sample=sample,
    )
    contents = list(programme.contents.values_list("text", flat=True))
    _save_with(made, parties, contents, confirmed=confirmed, at=at)
    record(
        "programme.cascaded", made, by=by, at=at, above=programme.pk, place=place.key, signed_on=signed_on.isoformat()
    )
    return made


def _save_with(
    programme: Programme, parties: Sequence[Body], contents: Sequence[str], *, confirmed: set[int], at: datetime
) -> None:
    programme.save(force_insert=True)
    Party.objects.bulk_create(
        Party(
            programme=programme,
            body=body,
            lead=number == 0,
            order=number,
            confirmed_at=at if body.pk in confirmed else None,
        )
        for number, body in enumerate(parties)
    )
    Content.objects.bulk_create(
        Content(programme=programme, number=number, text=text) for number, text in enumerate(contents, start=1)
    )

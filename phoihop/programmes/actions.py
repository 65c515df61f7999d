"""Registering programmes, changing them, recording what was signed below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from phoihop.accounts import queries as accounts
from phoihop.accounts.models import User
from phoihop.audit.actions import record
from phoihop.core.actor import Actor, System
from phoihop.core.refusal import Refusal, Refused
from phoihop.documents import actions as documents
from phoihop.documents.models import Document
from phoihop.documents.rules import refusal_to_keep_reason
from phoihop.organisations import queries as organisations
from phoihop.organisations.models import Body
from phoihop.places import queries as places
from phoihop.places.models import Place
from phoihop.programmes import queries, rules
from phoihop.programmes.models import Assignment, Content, LegalBasis, Party, Phase, Programme

__all__ = [
    "add_basis",
    "add_content",
    "add_party",
    "add_phase",
    "assign",
    "confirm_party",
    "continue_content",
    "create",
    "end_assignment",
    "record_cascade",
    "set_predecessor",
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
    ``years_reversed``, ``document_taken``, ``not_a_party``, ``no_role``.
    """
    taken = Programme.objects.filter(document=document).exists()
    ids = [body.pk for body in parties]
    typed = (name, short_name, *contents, *(title for title, _, _ in phases))
    if refusal := rules.refusal_to_make(parties=ids, years=years, taken=taken) or refusal_to_keep_reason(*typed):
        raise Refused(refusal)
    _check_change(by, queries.with_heirs(ids, on=at.date()))
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
    _save_with(programme, parties, contents, confirmed=_own(parties, by, at), at=at)
    Phase.objects.bulk_create(
        Phase(programme=programme, name=title, first_year=start, last_year=end) for title, start, end in phases
    )
    LegalBasis.objects.bulk_create(
        LegalBasis(programme=programme, document=basis, order=number) for number, basis in enumerate(bases, start=1)
    )
    record("programme.registered", programme, by=by, at=at, name=name, parties=ids)
    return programme


@transaction.atomic
def add_party(programme: Programme, *, body: Body, by: Actor | None, at: datetime) -> Party:
    """Add a body that signed too (thêm bên ký kết). Raises ``Refused``: ``party_twice``, ``not_a_party``…"""
    programme = _locked(programme, by, at)
    if programme.parties.filter(body=body).exists():
        raise Refused(Refusal("programmes", "party_twice"))
    party = Party.objects.create(
        programme=programme,
        body=body,
        order=_after(programme.parties, "order"),
        confirmed_at=at if _own([body], by, at) else None,
    )
    record("programme.party_added", programme, by=by, at=at, body=body.pk)
    return party


@transaction.atomic
def confirm_party(programme: Programme, *, by: Actor, at: datetime) -> Programme:
    """Confirm that the actor's body signed (xác nhận là bên ký): from then on its line is open to the standing body.

    Raises ``Refused``: ``not_a_party``, ``no_role``, ``confirmed_already``.
    """
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    parties = list(programme.parties.select_related("body"))
    mine = _own([party.body for party in parties], by, at)
    _check_change(by, {by.body_id} if mine else set())
    waiting = [party for party in parties if party.body_id in mine and party.confirmed_at is None]
    if not waiting:
        raise Refused(Refusal("programmes", "confirmed_already"))
    Party.objects.filter(pk__in=[party.pk for party in waiting]).update(confirmed_at=at)
    record("programme.party_confirmed", programme, by=by, at=at, bodies=[party.body_id for party in waiting])
    return programme


@transaction.atomic
def add_content(
    programme: Programme,
    *,
    text: str,
    by: Actor | None,
    at: datetime,
    number: int | None = None,
    continues: Content | None = None,
) -> Content:
    """Add a numbered content (thêm nội dung phối hợp). Raises ``Refused``: ``content_number``, ``not_a_party``…"""
    programme = _locked(programme, by, at)
    number = number or _after(programme.contents, "number")
    if programme.contents.filter(number=number).exists():
        raise Refused(Refusal("programmes", "content_number", number=number))
    if refusal := refusal_to_keep_reason(text):
        raise Refused(refusal)
    content = Content.objects.create(programme=programme, number=number, text=text, continues=continues)
    record("programme.content_added", programme, by=by, at=at, number=number)
    return content


@transaction.atomic
def continue_content(content: Content, *, older: Content | None, by: Actor | None, at: datetime) -> Content:
    """Say which content of the predecessor a content continues, or that it is new (nối nội dung kế thừa).

    Raises ``Refused`` (``other_line``) where the older one is not of the predecessor.
    """
    programme = _locked(content.programme, by, at)
    if older is not None and older.programme_id != programme.predecessor_id:
        raise Refused(Refusal("programmes", "other_line"))
    content.continues = older
    content.save(update_fields=["continues"])
    record("programme.content_continued", programme, by=by, at=at, number=content.number, older=older and older.number)
    return content


@transaction.atomic
def add_basis(programme: Programme, *, document: Document, by: Actor | None, at: datetime) -> LegalBasis:
    """Add a document that the programme rests on (thêm căn cứ). Raises ``Refused``: ``basis_twice``…"""
    programme = _locked(programme, by, at)
    if programme.bases.filter(document=document).exists():
        raise Refused(Refusal("programmes", "basis_twice"))
    basis = LegalBasis.objects.create(programme=programme, document=document, order=_after(programme.bases, "order"))
    record("programme.basis_added", programme, by=by, at=at, document=document.pk)
    return basis


@transaction.atomic
def add_phase(programme: Programme, *, name: str, first: int, last: int, by: Actor | None, at: datetime) -> Phase:
    """Add a stretch that is reviewed at its end (thêm giai đoạn). Raises ``Refused``: ``years_reversed``…"""
    programme = _locked(programme, by, at)
    if first > last:
        raise Refused(Refusal("programmes", "years_reversed", first=first, last=last))
    if refusal := refusal_to_keep_reason(name):
        raise Refused(refusal)
    phase = Phase.objects.create(programme=programme, name=name, first_year=first, last_year=last)
    record("programme.phase_added", programme, by=by, at=at, name=name)
    return phase


@transaction.atomic
def set_predecessor(programme: Programme, *, predecessor: Programme, by: Actor | None, at: datetime) -> Programme:
    """Say which programme this one continues (nối chương trình trước). Raises ``Refused``: ``other_line``…"""
    programme = _locked(programme, by, at)
    if predecessor.pk == programme.pk or predecessor.level != programme.level:
        raise Refused(Refusal("programmes", "other_line"))
    programme.predecessor = predecessor
    programme.save(update_fields=["predecessor"])
    record("programme.predecessor_set", programme, by=by, at=at, predecessor=predecessor.pk)
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
    _check_change(by, {*above_all, *(body.pk for body in parties)})
    confirmed = _own(parties, by, at)
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


@transaction.atomic
def assign(
    user: User,
    *,
    body: Body,
    programme: Programme,
    valid_from: date,
    valid_to: date | None = None,
    by: Actor,
    at: datetime,
) -> Assignment:
    """Have an officer follow a programme for a body (phân công theo dõi chương trình): from then on it sees no other.

    An administrator assigns in its branch, a leader or compiler of the standing body in its own. Raises ``Refused``:
    ``not_for_you_to_assign``, ``own_assignment``, ``not_an_officer``, ``assignment_reversed``, ``assigned_already``.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    _check_assigning(user, body, programme, by=by, on=at.date())
    if valid_to is not None and valid_to <= valid_from:
        raise Refused(Refusal("programmes", "assignment_reversed", begins=valid_from))
    for begins, ends in user.assignments.filter(body=body, programme=programme).values_list("valid_from", "valid_to"):
        if (ends is None or valid_from < ends) and (valid_to is None or begins < valid_to):
            raise Refused(Refusal("programmes", "assigned_already", name=user.name))
    made = Assignment.objects.create(
        user=user, body=body, programme=programme, valid_from=valid_from, valid_to=valid_to
    )
    days = {"valid_from": valid_from.isoformat(), "valid_to": valid_to and valid_to.isoformat()}
    record("programme.assigned", programme, by=by, at=at, user=user.pk, body=body.key, **days)
    return made


@transaction.atomic
def end_assignment(assignment: Assignment, *, by: Actor, at: datetime) -> None:
    """End an assignment today (thôi phân công theo dõi); one that has not held a day yet is taken back.

    Raises ``Refused``: ``not_for_you_to_assign``, ``own_assignment``, ``assignment_over``.
    """
    found = Assignment.objects.select_for_update(of=("self",)).select_related("user", "body", "programme")
    assignment, today = found.get(pk=assignment.pk), at.date()
    _check_assigning(assignment.user, assignment.body, assignment.programme, by=by, on=today, ending=True)
    if assignment.valid_to is not None and assignment.valid_to <= today:
        raise Refused(Refusal("programmes", "assignment_over", on=assignment.valid_to))
    record(
        "programme.assignment_ended",
        assignment.programme,
        by=by,
        at=at,
        user=assignment.user_id,
        body=assignment.body.key,
        valid_from=assignment.valid_from.isoformat(),
    )
    if assignment.valid_from >= today:
        assignment.delete()
        return
    assignment.valid_to = today
    assignment.save(update_fields=["valid_to"])


def _check_assigning(
    user: User, body: Body, programme: Programme, *, by: Actor, on: date, ending: bool = False
) -> None:
    standing = [programme.standing_body_id] if programme.standing_body_id else []
    refusal = rules.refusal_to_assign(
        actor=by,
        own_account=user.pk == by.account_id,
        in_branch=accounts.bodies_under(by, on=on).filter(pk=body.pk).exists(),
        standing=by.body_id == body.pk and body.pk in queries.with_heirs(standing, on=on),
        serves=ending or queries.officers(body.pk, on=on).filter(pk=user.pk).exists(),
    )
    if refusal:
        raise Refused(refusal)


def _own(parties: Sequence[Body], by: Actor | None, at: datetime) -> set[int]:
    """For which parties the actor's body may speak: itself and those that it took over from; all for a loader."""
    ids = {body.pk for body in parties}
    if by is None:
        return ids
    return {pk for pk in ids if by.body_id in queries.with_heirs([pk], on=at.date())}


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


def _locked(programme: Programme, by: Actor | None, at: datetime) -> Programme:
    """The programme locked for a change that the actor may make; raises ``Refused``."""
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    _check_change(by, queries.responsible(programme, on=at.date()))
    return programme


def _check_change(by: Actor | None, bodies: set[int]) -> None:
    if refusal := rules.refusal_to_change(actor=by, bodies=bodies):
        raise Refused(refusal)


def _after(rows: object, field: str) -> int:
    """One more than the highest number so far."""
    return (rows.aggregate(last=Max(field))["last"] or 0) + 1  # type: ignore[attr-defined]

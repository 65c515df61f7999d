"""Registering conferences, who took part and what was concluded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from phoihop.audit.actions import record
from phoihop.commendations.models import Award
from phoihop.conferences import rules
from phoihop.conferences.models import Conclusion, Conference, Evidence, Host, Participant, Site
from phoihop.conferences.wording import KINDS
from phoihop.core.actor import Actor
from phoihop.core.refusal import Refusal, Refused
from phoihop.core.text import fold
from phoihop.core.words import refusal_to_keep_reason
from phoihop.documents.models import Source
from phoihop.organisations.models import Body
from phoihop.places.models import Place
from phoihop.programmes.models import Programme

__all__ = ["Guest", "complete_conference", "correct_conference", "move", "record_conference", "strike", "untie"]


@dataclass(frozen=True, slots=True)
class Guest:
    """Someone who took part, as printed: name without rank, offices, what they did."""

    name: str
    rank: str = ""
    positions: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


@transaction.atomic
def record_conference(
    *,
    kinds: Sequence[str],
    day: str,
    place: Place | int,
    title: str = "",
    venue: str = "",
    mode: str = "",
    site_count: int | None = None,
    delegates: int | None = None,
    sites: Iterable[str] = (),
    hosts: Iterable[tuple[str, Body | None]] = (),
    programmes: Iterable[Programme] = (),
    guests: Iterable[Guest] = (),
    conclusions: Iterable[str] = (),
    awards: Iterable[Award] = (),
    source: Source | None = None,
    spans: Iterable[tuple[int, int]] = (),
    sample: bool = False,
    by: Actor | None,
    at: datetime,
) -> tuple[Conference, bool]:
    """Register a conference once (ghi hội nghị); return it and whether it is new.

    A statement of the same whole day and place with a common kind is the same conference: what is new in
    it is added (guests, conclusions, evidence), nothing is overwritten. Raises ``Refused``.
    """
    sites, hosts, guests, conclusions = list(sites), list(hosts), list(guests), list(conclusions)
    if refusal := rules.refusal_to_record(
        actor=by, kinds=kinds, known=KINDS.keys(), day=day, title=title, sites=site_count
    ) or _refusal_to_keep(title, venue, sites=sites, hosts=hosts, guests=guests, conclusions=conclusions):
        raise Refused(refusal)
    place_id = place.pk if isinstance(place, Place) else place
    conference = _same(kinds, day, place_id)
    new = conference is None
    if conference is None:
        conference = Conference.objects.create(
            title=title,
            kinds=list(kinds),
            day=day,
            place_id=place_id,
            venue=venue,
            mode=mode,
            site_count=site_count,
            delegates=delegates,
            sample=sample,
        )
    _add_hosts(conference, hosts)
    _add_sites(conference, sites)
    _add_guests(conference, guests)
    _add_conclusions(conference, conclusions)
    conference.programmes.add(*programmes)
    conference.awards.add(*awards)
    if source is not None:
        _add_evidence(conference, source, spans)
    record("conference.recorded" if new else "conference.completed", conference, by=by, at=at, day=day)
    return conference, new


@transaction.atomic
def complete_conference(
    conference: Conference,
    *,
    guests: Iterable[Guest] = (),
    conclusions: Iterable[str] = (),
    sites: Iterable[str] = (),
    hosts: Iterable[tuple[str, Body | None]] = (),
    programmes: Iterable[Programme] = (),
    awards: Iterable[Award] = (),
    by: Actor | None,
    at: datetime,
) -> Conference:
    """Add who took part, what was concluded, linked places (bổ sung hội nghị); what is there already stays once.

    Raises ``Refused``: ``not_your_role``, and where a private person is named.
    """
    conference = _locked(conference, by)
    sites, hosts, guests, conclusions = list(sites), list(hosts), list(guests), list(conclusions)
    if refusal := _refusal_to_keep(sites=sites, hosts=hosts, guests=guests, conclusions=conclusions):
        raise Refused(refusal)
    before = _counts(conference)
    _add_hosts(conference, hosts)
    _add_sites(conference, sites)
    _add_guests(conference, guests)
    _add_conclusions(conference, conclusions)
    conference.programmes.add(*programmes)
    conference.awards.add(*awards)
    added = {name: count - before[name] for name, count in _counts(conference).items() if count != before[name]}
    record("conference.completed", conference, by=by, at=at, added=added)
    return conference


@transaction.atomic
def correct_conference(
    conference: Conference,
    *,
    title: str,
    day: str,
    venue: str,
    mode: str,
    site_count: int | None,
    delegates: int | None,
    kinds: Sequence[str] | None = None,
    by: Actor | None,
    at: datetime,
) -> Conference:
    """Mend what is said of a conference as a whole (sửa thông tin hội nghị); ``kinds`` ``None`` leaves them.

    Raises ``Refused``.
    """
    conference = _locked(conference, by)
    kinds = conference.kinds if kinds is None else list(kinds)
    said = {"title": title, "kinds": kinds, "day": day, "venue": venue, "mode": mode}
    said |= {"site_count": site_count, "delegates": delegates}
    if refusal := rules.refusal_to_record(
        actor=by, kinds=kinds, known=KINDS.keys(), day=day, title=title, sites=site_count
    ) or refusal_to_keep_reason(title, venue):
        raise Refused(refusal)
    changed = {name: [getattr(conference, name), value] for name, value in said.items()}
    changed = {name: pair for name, pair in changed.items() if pair[0] != pair[1]}
    for name, (_, value) in changed.items():
        setattr(conference, name, value)
    if changed:
        conference.save(update_fields=list(changed))
        record("conference.corrected", conference, by=by, at=at, changed=changed)
    return conference


@transaction.atomic
def strike(line: Participant | Conclusion | Site | Host, *, by: Actor | None, at: datetime) -> None:
    """Take out a person, conclusion, linked place or host written by mistake (bỏ dòng ghi nhầm).

    What was taken out stays in the log. Raises ``Refused``: ``not_your_role``.
    """
    conference = _locked(line.conference, by)
    record("conference.struck", conference, by=by, at=at, kind=line._meta.model_name, text=str(line))
    line.delete()


@transaction.atomic
def untie(conference: Conference, one: Award | Programme, *, by: Actor | None, at: datetime) -> None:
    """Part an award or a programme from a conference that it was tied to by mistake (bỏ gắn); it stays in its register.

    Raises ``Refused``: ``not_your_role``.
    """
    conference = _locked(conference, by)
    tied = conference.awards if isinstance(one, Award) else conference.programmes
    tied.remove(one)  # type: ignore[arg-type]
    record("conference.untied", conference, by=by, at=at, kind=one._meta.model_name, text=str(one))


@transaction.atomic
def move(one: Participant, *, up: bool, by: Actor | None, at: datetime) -> None:
    """Let someone stand one place higher or lower in the list (đổi thứ tự đại biểu).

    From then on the list stands as it was put; whoever is added later stands at its end. Raises ``Refused``:
    ``not_your_role``.
    """
    conference = _locked(one.conference, by)
    people = {person.pk: person for person in conference.participants.all()}
    order = rules.moved(list(people), one.pk, up=up)
    if order == list(people):
        return
    for place, pk in enumerate(order):
        people[pk].protocol = place
    Participant.objects.bulk_update(people.values(), ["protocol"])
    record("conference.reordered", conference, by=by, at=at, name=one.name, place=order.index(one.pk) + 1)


def _locked(conference: Conference, by: Actor | None) -> Conference:
    if refusal := rules.refusal_to_change(actor=by):
        raise Refused(refusal)
    return Conference.objects.select_for_update().get(pk=conference.pk)


def _refusal_to_keep(
    *words: str,
    sites: Iterable[str],
    hosts: Iterable[tuple[str, Body | None]],
    guests: Sequence[Guest],
    conclusions: Iterable[str],
) -> Refusal | None:
    """Why what is said of a conference may not be kept; a guest's name stands with the offices that make it a public
    one."""
    people = [", ".join((f"{guest.rank} {guest.name}".strip(), *guest.positions)) for guest in guests]
    named = rules.refusal_to_name((guest.name, guest.rank, guest.positions) for guest in guests)
    return named or refusal_to_keep_reason(*words, *sites, *(name for name, _ in hosts), *people, *conclusions)


def _counts(conference: Conference) -> dict[str, int]:
    lines = ("hosts", "sites", "participants", "conclusions", "programmes", "awards")
    return {name: getattr(conference, name).count() for name in lines}


def _same(kinds: Sequence[str], day: str, place_id: int) -> Conference | None:
    # Two papers that tell of it for the first time at once: the second one waits and finds it.
    list(Place.objects.select_for_update(no_key=True).filter(pk=place_id))
    near = Conference.objects.select_for_update().filter(day=day, place=place_id).order_by("pk")
    return next(
        (c for c in near if rules.is_same(one_day=day, other_day=c.day, one_kinds=kinds, other_kinds=c.kinds)), None
    )


def _add_hosts(conference: Conference, hosts: Iterable[tuple[str, Body | None]]) -> None:
    known = {fold(name) for name in conference.hosts.values_list("name", flat=True)}
    fresh = [(name, body) for name, body in hosts if fold(name) not in known]
    Host.objects.bulk_create(
        Host(conference=conference, name=name, body=body, order=len(known) + n)
        for n, (name, body) in enumerate(fresh, start=1)
    )


def _add_sites(conference: Conference, sites: Iterable[str]) -> None:
    known = {fold(name) for name in conference.sites.values_list("name", flat=True)}
    Site.objects.bulk_create(Site(conference=conference, name=name) for name in sites if fold(name) not in known)


def _add_guests(conference: Conference, guests: Iterable[Guest]) -> None:
    known = {fold(name) for name in conference.participants.values_list("name", flat=True)}
    Participant.objects.bulk_create(
        Participant(
            conference=conference,
            name=guest.name,
            rank=guest.rank,
            positions=list(guest.positions),
            roles=list(guest.roles),
            protocol=rules.protocol_order(guest.positions, rank=guest.rank, roles=guest.roles),
        )
        for guest in guests
        if fold(guest.name) not in known
    )


def _add_conclusions(conference: Conference, conclusions: Iterable[str]) -> None:
    known = {fold(text) for text in conference.conclusions.values_list("text", flat=True)}
    fresh = [text for text in conclusions if fold(text) not in known]
    Conclusion.objects.bulk_create(
        Conclusion(conference=conference, number=len(known) + n, text=text) for n, text in enumerate(fresh, start=1)
    )


def _add_evidence(conference: Conference, source: Source, spans: Iterable[tuple[int, int]]) -> None:
    known = set(Evidence.objects.filter(conference=conference, source=source).values_list("start", flat=True))
    places: list[tuple[int, int] | tuple[None, None]] = [*spans] or [(None, None)]
    Evidence.objects.bulk_create(
        Evidence(conference=conference, source=source, start=start, end=end)
        for start, end in places
        if start not in known
    )

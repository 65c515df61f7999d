"""Reading programmes: who sees which, the page of one, who below has signed, two side by side."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from phoihop.accounts.models import Term, User
from phoihop.core.actor import Actor, Level, Matter, Role, System
from phoihop.core.text import fold
from phoihop.organisations import queries as organisations
from phoihop.organisations.models import Body
from phoihop.organisations.queries import BodyName
from phoihop.places import queries as places
from phoihop.places.queries import Name
from phoihop.programmes import rules
from phoihop.programmes.models import Assignment, Content, LegalBasis, Party, Programme

__all__ = [
    "Coverage",
    "Covered",
    "Listed",
    "Page",
    "Signatory",
    "assignments_of",
    "comparison",
    "coverage",
    "covering",
    "followable",
    "followers",
    "holding",
    "listing",
    "narrowed",
    "officers",
    "opened",
    "page",
    "reads_all_systems",
    "responsible",
    "visible_to",
    "waits_for",
    "with_heirs",
    "within",
]


@dataclass(frozen=True, slots=True)
class Listed:
    """A programme in a list, with the names of its unit and parties on the day of signing."""

    programme: Programme
    unit: Name
    parties: tuple[BodyName, ...]
    standing: rules.Standing


@dataclass(frozen=True, slots=True)
class Opened:
    """Of which systems a programme opens the lines to its standing body, where (``None``: everywhere) and for when."""

    programme: int
    place: int | None
    first_year: int | None
    last_year: int | None
    systems: set[System]

    def covers(self, first: int, last: int) -> bool:
        """Whether all years from the first to the last are the programme's."""
        return (self.first_year is None or self.first_year <= first) and (
            self.last_year is None or last <= self.last_year
        )


@dataclass(frozen=True, slots=True)
class Signatory:
    """A party as it was named when it signed, and who stands in its stead today."""

    name: BodyName
    lead: bool
    heirs: tuple[BodyName, ...]
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """All that the page of one programme shows."""

    programme: Programme
    unit: Name
    standing: rules.Standing
    parties: tuple[Signatory, ...]
    standing_body: Signatory | None
    contents: tuple[Content, ...]
    bases: tuple[LegalBasis, ...]
    above: Programme | None
    above_lag: int | None
    predecessor: Programme | None
    successors: tuple[Programme, ...]
    cascaded: int


@dataclass(frozen=True, slots=True)
class Covered:
    """One unit below: whether it has signed, when, and how long after (ô của bảng ký kết)."""

    unit: Name
    state: str
    programmes: tuple[Programme, ...]
    signed_on: date | None
    lag: int | None
    #: Days since the signing above, or since the unit began, while it has not signed.
    waiting: int | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who below has signed (bảng theo dõi cụ thể hóa), on the map of a day."""

    on: date
    units: tuple[Covered, ...]
    signed: int
    former: int
    median_lag: int | None
    longest_lag: int | None

    @property
    def missing(self) -> int:
        return len(self.units) - self.signed - self.former

    @property
    def share(self) -> float:
        return 100 * (self.signed + self.former) / len(self.units) if self.units else 0.0


def visible_to(actor: Actor, *, on: date) -> QuerySet[Programme]:
    """The programmes that an actor may read (chương trình được xem).

    Those of its own unit, of units below and of former units that went into them, and those above
    that it puts into effect. Narrowed to the programmes assigned to its body, where any are.
    """
    if not actor.reads(Matter.PROGRAMMES):
        return Programme.objects.none()
    below = Q(place__in=places.territory(actor.place_id, on=on))
    return Programme.objects.filter(below | _at_or_above(actor.place_id, on), narrowed(actor, "pk", on=on))


def followable(body: Body, *, on: date) -> QuerySet[Programme]:
    """The programmes of a body's unit, of former units that went into it and of those above."""
    own = Q(place__in=places.territory(body.place_id, on=on), level=body.level)
    return Programme.objects.filter(own | _at_or_above(body.place_id, on)).order_by("-first_year", "name")


def narrowed(actor: Actor, programme: str, *, on: date, also_without: bool = False) -> Q:
    """The rows of the programmes assigned to the actor for its body that day, of all where none is (phân công).

    ``programme`` is the rows' path to the programme; ``also_without`` keeps rows that belong to none.
    """
    assigned = Assignment.objects.filter(holding(on), user=actor.account_id, body=actor.body_id)
    kept = ~Exists(assigned) | Exists(assigned.filter(programme=OuterRef(programme)))
    return kept | Q(**{f"{programme}__isnull": True}) if also_without else kept


def covering(place_id: int, *, on: date) -> QuerySet[Programme]:
    """The programmes in whose area a unit lies (chương trình của địa bàn), its own and those of the levels above."""
    over = places.at_or_above(place_id, on=on)
    return Programme.objects.filter(Q(place=place_id) | Q(place__in=over) | Q(level=Level.COUNTRY))


def within(programme: Programme, place: str, *, on: date) -> Q:
    """The rows whose unit, at the path ``place``, lies in a programme's area; all of them for a central one."""
    if programme.level == Level.COUNTRY:
        return Q()
    return Q(**{f"{place}__in": places.territory(programme.place_id, on=on)})


def waits_for(programme: Programme, body_id: int, *, on: date) -> bool:
    """Whether a party that the body is, or took over from, has not confirmed yet that it signed (chờ xác nhận)."""
    waiting = programme.parties.filter(confirmed_at__isnull=True).values_list("body", flat=True)
    return any(body_id in with_heirs([pk], on=on) for pk in waiting)


def opened(actor: Actor, *, on: date) -> list[Opened]:
    """What programmes open to the actor's body as their standing body (phạm vi mở theo chương trình).

    Of each programme the lines of the parties that are confirmed, in its area and its years; two queries.
    """
    rows = (
        Party.objects.filter(programme__standing_body=actor.body_id, confirmed_at__isnull=False)
        .order_by("programme", "order")
        .values_list(
            "programme", "programme__place", "programme__level", "programme__first_year", "programme__last_year",
            "body__system",
        )
    )  # fmt: skip
    found: dict[int, Opened] = {}
    for programme, place, level, first, last, system in rows:
        area = None if level == Level.COUNTRY else place
        one = found.setdefault(programme, Opened(programme, area, first, last, set()))
        one.systems.add(System(system))
    return list(found.values())


def reads_all_systems(actor: Actor, programme: Programme, *, on: date) -> bool:
    """Whether the actor's body is the programme's standing body and so reads every party's line."""
    standing = programme.standing_body_id
    return standing is not None and actor.body_id in with_heirs([standing], on=on)


def responsible(programme: Programme, *, on: date) -> set[int]:
    """The bodies that may change a programme: its parties, its standing body, and who took over from them."""
    parties = list(programme.parties.values_list("body", flat=True))
    return with_heirs([*parties, *([programme.standing_body_id] if programme.standing_body_id else [])], on=on)


def officers(body_id: int, *, on: date) -> QuerySet[User]:
    """The accounts that work on content for a body that day and can be given programmes to follow (cán bộ theo dõi)."""
    terms = Term.objects.filter(holding(on), user=OuterRef("pk"), body=body_id).exclude(role=Role.ADMIN)
    return User.objects.filter(Exists(terms), is_active=True).order_by("name", "username")


def followers(programme: Programme, *, body_id: int) -> QuerySet[Assignment]:
    """Who follows a programme for a body, now and before, the latest first (cán bộ được phân công theo dõi)."""
    return programme.assignments.filter(body=body_id).select_related("user")


def assignments_of(user: User, *, body_ids: QuerySet[Body]) -> QuerySet[Assignment]:
    """What an officer follows for some bodies, now and before, the latest first (chương trình được phân công)."""
    return Assignment.objects.filter(user=user, body__in=body_ids).select_related("programme")


def with_heirs(body_ids: Collection[int], *, on: date) -> set[int]:
    """Bodies and those that stand in their stead on a day."""
    heirs = organisations.heirs(body_ids, on=on)
    return {*body_ids, *(body.pk for bodies in heirs.values() for body in bodies)}


def listing(
    programmes: QuerySet[Programme], *, today: date, asked: str = "", levels: Collection[str] = ()
) -> list[Listed]:
    """Programmes for a list, those that run first, then the newest; six queries whatever their number."""
    if levels:
        programmes = programmes.filter(level__in=levels)
    found = list(
        programmes.select_related("document")
        .prefetch_related(Prefetch("parties", Party.objects.order_by("order")))
        .annotate(content_count=Count("contents", distinct=True), below_count=Count("cascaded", distinct=True))
        .distinct()
    )
    words = fold(asked).split()
    found = [
        one
        for one in found
        if all(word in fold(f"{one.name} {one.document.number} {one.document.title}") for word in words)
    ]
    bodies = organisations.names_of({party.body_id for one in found for party in one.parties.all()}, on=today)
    units = places.names({one.place_id for one in found}, on=today)
    listed = [
        Listed(
            one,
            units[one.place_id],
            tuple(bodies[party.body_id] for party in one.parties.all()),
            rules.standing(one.first_year, one.last_year, today),
        )
        for one in found
    ]
    return sorted(
        listed,
        key=lambda row: (
            _BY_STANDING.index(row.standing),
            _HEIGHTS.index(Level(row.programme.level)),
            -(row.programme.first_year or 0),
            row.programme.name,
        ),
    )


def page(programme: Programme, *, today: date) -> Page:
    """Everything about one programme, in a constant number of queries."""
    day = programme.signed_on or today
    parties = list(programme.parties.order_by("order"))
    standing_id = programme.standing_body_id
    ids = [*(party.body_id for party in parties), *([standing_id] if standing_id else [])]
    heirs = organisations.heirs(ids, on=today)
    signed = organisations.names_of(ids, on=day)
    now = organisations.names_of({body.pk for bodies in heirs.values() for body in bodies}, on=today)

    def signatory(body_id: int, lead: bool = False, confirmed: bool = True) -> Signatory:
        return Signatory(signed[body_id], lead, tuple(now[body.pk] for body in heirs.get(body_id, ())), confirmed)

    above = programme.cascades_from
    return Page(
        programme,
        places.name(programme.place_id, on=day),
        rules.standing(programme.first_year, programme.last_year, today),
        tuple(signatory(party.body_id, party.lead, party.confirmed_at is not None) for party in parties),
        signatory(standing_id) if standing_id else None,
        tuple(programme.contents.select_related("continues").order_by("number")),
        tuple(programme.bases.select_related("document").order_by("order")),
        above,
        rules.lag(above.signed_on, programme.signed_on) if above else None,
        programme.predecessor,
        tuple(programme.successors.order_by("first_year").prefetch_related("contents")),
        programme.cascaded.count(),
    )


def coverage(programme: Programme, *, on: date) -> Coverage:
    """Which units below have signed to put a programme into effect (ai đã ký), on the map of a day.

    Provinces under a central programme, communes under a province's. A unit that came of others by
    then is covered by what those signed.
    """
    level = Level.PROVINCE if programme.level == Level.COUNTRY else Level.COMMUNE
    placed = places.placed_on(on)
    under = list(places.below(programme.place_id, on=on).filter(level=level).values_list("pk", flat=True))
    signed: dict[int, list[Programme]] = {}
    for child in programme.cascaded.order_by("signed_on", "pk"):
        where = placed.get(child.place_id)
        if where is not None and where.exact:
            signed.setdefault(where.unit, []).append(child)
    began = places.first_days(under)
    units = tuple(
        _covered(unit, signed.get(unit.place_id, []), programme.signed_on, began[unit.place_id], on)
        for unit in _by_name(under, on)
    )
    lags = [one.lag for one in units if one.lag is not None]
    return Coverage(
        on,
        units,
        sum(one.state == "signed" for one in units),
        sum(one.state == "former" for one in units),
        round(median(lags)) if lags else None,
        max(lags, default=None),
    )


def comparison(older: Programme, newer: Programme) -> list[rules.Compared]:
    """Two programmes content by content (so sánh hai chương trình)."""
    return rules.compare(_texts(older.contents.all()), _texts(newer.contents.all()))


_HEIGHTS = (Level.COUNTRY, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
_BY_STANDING = (
    rules.Standing.LAST_YEAR,
    rules.Standing.RUNNING,
    rules.Standing.COMING,
    rules.Standing.OVER,
    rules.Standing.UNDATED,
)


def _at_or_above(place_id: int, on: date) -> Q:
    return Q(place__in=[one.place_id for one in places.path(place_id, on=on)]) | Q(level=Level.COUNTRY)


def holding(on: date) -> Q:
    """The half-open validity of a dated row on a day."""
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))


def _texts(contents: Iterable[Content]) -> list[rules.Text]:
    return [rules.Text(one.pk, one.number, one.text, one.continues_id) for one in contents]


def _by_name(place_ids: Collection[int], on: date) -> list[Name]:
    found: Mapping[int, Name] = places.names(place_ids, on=on)
    return sorted(found.values(), key=lambda one: one.code)


def _covered(unit: Name, programmes: list[Programme], above: date | None, began: date, on: date) -> Covered:
    """A unit that began after the signing above is counted from its own first day."""
    own = [one for one in programmes if one.place_id == unit.place_id]
    first = min((one.signed_on for one in own or programmes if one.signed_on), default=None)
    state = "signed" if own else "former" if programmes else "missing"
    since = max(above, began) if above and state != "former" else above
    waiting = rules.lag(since, on) if state == "missing" else None
    return Covered(unit, state, tuple(own or programmes), first, rules.lag(since, first), waiting)

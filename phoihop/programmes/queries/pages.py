"""Reading programmes: the list, the page of one, who below has signed, two side by side."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median

from django.db.models import Count, Prefetch, QuerySet

from phoihop.core.actor import Level
from phoihop.core.alphabet import sort_key
from phoihop.core.text import fold
from phoihop.organisations import queries as organisations
from phoihop.organisations.queries import BodyName
from phoihop.places import queries as places
from phoihop.places.queries import Name
from phoihop.programmes import rules
from phoihop.programmes.models import Content, LegalBasis, Party, Programme

__all__ = [
    "Coverage",
    "Covered",
    "Listed",
    "Page",
    "Signatory",
    "comparison",
    "coverage",
    "listing",
    "page",
]


@dataclass(frozen=True, slots=True)
class Listed:
    """A programme in a list, with the names of its unit and parties on the day of signing."""

    programme: Programme
    unit: Name
    parties: tuple[BodyName, ...]
    standing: rules.Standing


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
    #: The unit's own first day, where the lag is counted from it: it began after the signing above.
    began: date | None
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
            rules.HEIGHTS.index(Level(row.programme.level)),
            -(row.programme.first_year or 0),
            sort_key(row.programme.name),
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
    signed_above = above.signed_on if above else None
    began = places.first_days([programme.place_id])[programme.place_id]
    return Page(
        programme,
        places.name(programme.place_id, on=day),
        rules.standing(programme.first_year, programme.last_year, today),
        tuple(signatory(party.body_id, party.lead, party.confirmed_at is not None) for party in parties),
        signatory(standing_id) if standing_id else None,
        tuple(programme.contents.select_related("continues").order_by("number")),
        tuple(programme.bases.select_related("document").order_by("order")),
        above,
        rules.lag(signed_above, programme.signed_on, began),
        began if signed_above and signed_above < began else None,
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
    began = places.first_days({*under, *(child.place_id for children in signed.values() for child in children)})
    units = tuple(
        _covered(unit, signed.get(unit.place_id, []), programme.signed_on, began, on) for unit in _by_name(under, on)
    )
    lags = [one.lag for one in units if one.lag is not None]
    return Coverage(
        on,
        units,
        sum(one.state == "signed" for one in units),
        sum(one.state == "former" for one in units),
        round(median(lags)) if len(lags) >= rules.ENOUGH_LAGS else None,
        max(lags, default=None),
    )


def comparison(older: Programme, newer: Programme) -> list[rules.Compared]:
    """Two programmes content by content (so sánh hai chương trình)."""
    return rules.compare(_texts(older.contents.all()), _texts(newer.contents.all()))


_BY_STANDING = (
    rules.Standing.LAST_YEAR,
    rules.Standing.RUNNING,
    rules.Standing.COMING,
    rules.Standing.OVER,
    rules.Standing.UNDATED,
)


def _texts(contents: Iterable[Content]) -> list[rules.Text]:
    return [rules.Text(one.pk, one.number, one.text, one.continues_id) for one in contents]


def _by_name(place_ids: Collection[int], on: date) -> list[Name]:
    found: Mapping[int, Name] = places.names(place_ids, on=on)
    return sorted(found.values(), key=lambda one: one.code)


def _covered(
    unit: Name, programmes: list[Programme], above: date | None, began: Mapping[int, date], on: date
) -> Covered:
    own = [one for one in programmes if one.place_id == unit.place_id]
    dated = [(one.signed_on, began[one.place_id]) for one in own or programmes if one.signed_on]
    first, since = min(dated, default=(None, None))
    state = "signed" if own else "former" if programmes else "missing"
    waiting = rules.lag(above, on, began[unit.place_id]) if state == "missing" else None
    return Covered(unit, state, tuple(own or programmes), first, rules.lag(above, first, since), waiting)

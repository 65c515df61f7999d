"""Reading bodies: the line of a system, what lies below a body, who sees what, names and search, each on a day."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Expression, IntegerField, Q, QuerySet, Value, When

from phoihop.core.actor import Actor, Level, System
from phoihop.core.text import fold
from phoihop.core.validity import holds
from phoihop.organisations.models import Body, BodySuccession, BodyVersion
from phoihop.places import queries as places
from phoihop.places.models import Place
from phoihop.places.queries import Name, holding

__all__ = [
    "BodyName",
    "FoundBody",
    "Handover",
    "Sheet",
    "accents",
    "below",
    "find",
    "heirs",
    "main_bodies",
    "main_body",
    "name_of",
    "names_of",
    "origins",
    "sheet",
    "upward",
    "visible_to",
]


@dataclass(frozen=True, slots=True)
class BodyName:
    """A body as printed on a day (tên cơ quan)."""

    body_id: int
    name: str
    short_name: str
    system: System
    level: Level
    place_id: int

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class FoundBody:
    """One answer of the body search: what was found, while it held, and who took over."""

    body: Body
    name: str
    short_name: str
    valid_from: date
    valid_to: date | None
    heirs: tuple[BodyName, ...]
    now: BodyName | None
    #: Whether words of it only begin as what was typed (gần giống).
    near: bool = False

    @property
    def current(self) -> bool:
        return not self.heirs and self.now is None and self.valid_to is None

    @property
    def last_day(self) -> date | None:
        return self.valid_to - timedelta(days=1) if self.valid_to else None


@dataclass(frozen=True, slots=True)
class Handover:
    """That a body took over from another, or another from it (tiếp nhận nhiệm vụ)."""

    body: BodyName
    on: date
    legal_act: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that the page of one body shows."""

    body: Body
    name: BodyName
    unit: Name
    versions: tuple[BodyVersion, ...]
    before: tuple[Handover, ...]
    after: tuple[Handover, ...]
    above: BodyName | None
    below: int
    stands: bool

    @property
    def last_day(self) -> date | None:
        return self.body.valid_to - timedelta(days=1) if self.body.valid_to else None


def main_bodies(on: date, *, systems: Collection[System] | None = None) -> QuerySet[Body]:
    """The main bodies that stand on a day, of the systems named or of all (cơ quan của các hệ thống)."""
    bodies = Body.objects.filter(holding(on), main=True)
    return bodies if systems is None else bodies.filter(system__in=systems)


def main_body(system: System, place: Place | int, on: date) -> Body | None:
    """The body of a system at a unit on a day (cơ quan của hệ thống tại đơn vị); ``None`` where it has none."""
    return main_bodies(on, systems=[system]).filter(place=place).first()


def upward(body: Body, on: date) -> Body | None:
    """Whom a body reports to on a day (cấp trên trực tiếp): the same system one level up.

    The next above where the system has none there; a department reports to the main body of its place.
    ``None`` at the top, and for a body that no longer stands.
    """
    if not body.main:
        return main_body(System(body.system), body.place_id, on)
    above = [one.place_id for one in places.path(body.place_id, on=on) if one.place_id != body.place_id]
    country = Place.objects.filter(level=Level.COUNTRY).exclude(pk=body.place_id)
    over = main_bodies(on, systems=[System(body.system)]).filter(Q(place__in=above) | Q(place__in=country))
    ranked = over.annotate(height=_height("level")).order_by("-height")
    return ranked.first() if holds(body.valid_from, body.valid_to, on) else None


def below(body: Body, on: date) -> QuerySet[Body]:
    """The body and those of its system in all units below, on a day (hệ thống cấp dưới), as a query."""
    return Body.objects.filter(holding(on), system=body.system, place__in=places.below(body.place_id, on=on))


def visible_to(actor: Actor, *, on: date, all_systems: bool = False) -> QuerySet[Body]:
    """The bodies whose records an actor may read (phạm vi xem), as a query to put inside others.

    Those of the actor's system in the units below its own and in the former units that went into them.
    ``all_systems`` is for the standing body of a programme, which reads every party's line.
    """
    bodies = Body.objects.all()
    if actor.level is not Level.COUNTRY:
        bodies = bodies.filter(place__in=places.territory(actor.place_id, on=on))
    return bodies if all_systems else bodies.filter(system=actor.system)


def names_of(body_ids: Collection[int] | QuerySet[Body], *, on: date) -> dict[int, BodyName]:
    """The names of bodies on a day, by id, in one query; of those not standing, the nearest name."""
    chosen = Q(body__in=body_ids) if isinstance(body_ids, QuerySet) else Q(body_id__in=tuple(body_ids))
    nearest: dict[int, BodyVersion] = {}
    versions = BodyVersion.objects.filter(chosen).select_related("body").defer("folded")
    for version in versions.order_by("body_id", "valid_from"):
        if version.body_id not in nearest or version.valid_from <= on:
            nearest[version.body_id] = version
    return {pk: _named(version) for pk, version in nearest.items()}


def name_of(body_id: int, *, on: date) -> BodyName:
    """The name of one body on a day; raises ``KeyError`` where there is none."""
    return names_of([body_id], on=on)[body_id]


def heirs(body_ids: Collection[int], *, on: date) -> dict[int, list[Body]]:
    """Who stands on a day in the stead of bodies that ended by it (cơ quan kế thừa), through every step."""
    return _lineage(body_ids, on, near="predecessor_id", far="heir_id", side={"on__lte": on})


def origins(body_ids: Collection[int], *, on: date) -> dict[int, list[Body]]:
    """Whom bodies that began after a day took over from, as they stood on it (cơ quan tiền thân)."""
    return _lineage(body_ids, on, near="heir_id", far="predecessor_id", side={"on__gt": on})


def sheet(body: Body, *, on: date) -> Sheet:
    """What the page of a body shows (trang cơ quan), in a constant number of queries."""
    stands = _stands(body, on)
    day = on if stands or body.valid_to is None else body.valid_to - timedelta(days=1)
    before = list(body.origins.order_by("on", "pk"))
    after = list(body.successions.order_by("on", "pk"))
    above = upward(body, day)
    kin = {one.predecessor_id for one in before} | {one.heir_id for one in after} | ({above.pk} if above else set())
    printed = names_of({body.pk, *kin}, on=day)
    return Sheet(
        body,
        printed[body.pk],
        places.name(body.place_id, on=day),
        tuple(body.versions.order_by("valid_from")),
        tuple(Handover(printed[one.predecessor_id], one.on, one.legal_act) for one in before),
        tuple(Handover(printed[one.heir_id], one.on, one.legal_act) for one in after),
        printed[above.pk] if above else None,
        below(body, day).filter(main=True).exclude(pk=body.pk).count() if body.main else 0,
        stands,
    )


def find(text: str, *, on: date, limit: int = 20, systems: Collection[System] | None = None) -> list[FoundBody]:
    """Search bodies of any time by name, old or new, with or without accents (tìm cơ quan).

    Units above may be named too («Công an Vụ Bản», «Ban Dân vận Hà Tĩnh»). What no longer stands
    answers with who took over. Accents that were typed decide first, then larger bodies, then those that stand;
    last, as near ones, those of which some word only begins as typed.
    """
    words = _written_out(fold(text.replace(",", " ").replace("/", " ")))
    if len(words) < 2:
        return []
    wanted = Q()
    for word in words.split():
        wanted &= Q(folded__contains=f" {word}")
    versions = BodyVersion.objects.filter(wanted)
    if systems is not None:
        versions = versions.filter(body__system__in=systems)
    head, tail = (" ".join(part) for part in (words.split()[:2], words.split()[-2:]))
    ranked = versions.annotate(
        closeness=Case(
            When(folded__startswith=f" {words} ", then=Value(0)),
            When(folded__contains=f" {words} ", then=Value(1)),
            When(folded__startswith=f" {head} ", folded__contains=f" {tail}", then=Value(2)),
            When(folded__contains=f" {tail}", then=Value(3)),
            default=4,
            output_field=IntegerField(),
        ),
        accents=accents(text),
        near=Case(When(_whole(words), then=0), default=1, output_field=IntegerField()),
        height=_height("body__level"),
        over=Case(When(holding(on), then=0), default=1, output_field=IntegerField()),
    ).select_related("body")
    order = ("near", "-accents", "closeness", "-body__main", "height", "over", "name", "pk")
    rows = list(ranked.order_by(*order)[: limit * 3])
    near = {row.pk for row in rows if row.near}
    found: dict[int, BodyVersion] = {}
    for version in rows:
        found.setdefault(version.body_id, version)
    chosen = list(found.values())[:limit]
    ended = {one.body_id for one in chosen if not holds(one.valid_from, one.valid_to, on)}
    took_over = heirs(ended, on=on)
    now = names_of({*ended, *(body.pk for bodies in took_over.values() for body in bodies)}, on=on) if ended else {}
    return [
        FoundBody(
            one.body,
            one.name,
            one.short_name,
            one.valid_from,
            one.valid_to,
            tuple(now[body.pk] for body in took_over.get(one.body_id, ())),
            now[one.body_id] if one.body_id in ended and _stands(one.body, on) else None,
            one.pk in near,
        )
        for one in chosen
    ]


_ABBREVIATED = {
    "mttq": "mat tran to quoc",
    "ubmttq": "uy ban mat tran to quoc",
    "ubnd": "uy ban nhan dan",
    "lhpn": "lien hiep phu nu",
    "ccb": "cuu chien binh",
    "ldld": "lien doan lao dong",
    "ca": "cong an",
    "cat": "cong an tinh",
    "bca": "bo cong an",
    "tw": "trung uong",
    "tp": "thanh pho",
}


def _whole(words: str) -> Q:
    """Whether all words stand as typed; the last may still be being typed."""
    *others, last = words.split()
    told = Q(folded__contains=f" {last}")
    for word in others:
        told &= Q(folded__contains=f" {word} ")
    return told


def accents(text: str) -> Expression:
    """How many of the words typed with accents stand so in the name: «Gia Viễn» is not «Gia Viên»."""
    told: Expression = Value(0, output_field=IntegerField())
    for word in unicodedata.normalize("NFC", text.replace(",", " ").replace("/", " ")).split():
        if fold(word) != word.lower():
            said = Q(name__icontains=word.lower()) | Q(name__icontains=word.capitalize())
            told = told + Case(When(said, then=1), default=0, output_field=IntegerField())
    return told


def _written_out(plain: str) -> str:
    return " ".join(_ABBREVIATED.get(word, word) for word in plain.split())


def _height(path: str) -> Case:
    order = (Level.COUNTRY, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
    return Case(
        *(When(**{path: level}, then=Value(number)) for number, level in enumerate(order)),
        default=Value(len(order)),
        output_field=IntegerField(),
    )


def _named(version: BodyVersion) -> BodyName:
    body = version.body
    return BodyName(body.pk, version.name, version.short_name, System(body.system), Level(body.level), body.place_id)


def _stands(body: Body, on: date) -> bool:
    return holds(body.valid_from, body.valid_to, on)


def _lineage(
    body_ids: Collection[int], on: date, *, near: str, far: str, side: dict[str, date]
) -> dict[int, list[Body]]:
    """Follow successions step by step; one query a step and one for the bodies."""
    reached: dict[int, set[int]] = {pk: {pk} for pk in body_ids}
    edge = set(body_ids)
    links: dict[int, set[int]] = {}
    while edge:
        rows = BodySuccession.objects.filter(**{f"{near}__in": edge}, **side).values_list(near, far)
        step: set[int] = set()
        for here, there in rows:
            links.setdefault(here, set()).add(there)
            step.add(there)
        edge = step - set(links) - edge
    for start in reached:
        waiting = [start]
        while waiting:
            for there in links.get(waiting.pop(), ()):
                if there not in reached[start]:
                    reached[start].add(there)
                    waiting.append(there)
    ends = {pk for found in reached.values() for pk in found} - {pk for pk in body_ids if pk not in links}
    standing = {body.pk: body for body in Body.objects.filter(holding(on), pk__in=ends).order_by("key")}
    kin = {
        start: sorted((standing[pk] for pk in found - {start} if pk in standing), key=lambda body: body.key)
        for start, found in reached.items()
        if start not in standing
    }
    return {start: bodies for start, bodies in kin.items() if bodies}

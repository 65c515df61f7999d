"""Every read of accounts and terms."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Cast, Coalesce, Collate, Concat

from phoihop.accounts.models import Guess, Term, User
from phoihop.accounts.rules import WINDOW
from phoihop.audit import queries as audit
from phoihop.audit.models import Entry
from phoihop.core.actor import TW_CHAIN, Actor, Level, Role, System
from phoihop.core.alphabet import COLLATION
from phoihop.core.text import fold
from phoihop.organisations import queries as organisations
from phoihop.organisations.models import Body, BodyVersion
from phoihop.places import queries as places
from phoihop.places.models import PlaceVersion

__all__ = [
    "SOON",
    "Acting",
    "FoundBody",
    "Guesses",
    "Shown",
    "Tally",
    "acting",
    "actor_for",
    "bodies_under",
    "ending_terms",
    "find_bodies",
    "find_terms",
    "guesses",
    "heirs_for",
    "kept_terms",
    "keyed",
    "named_bodies",
    "tally",
    "terms_on",
    "told_otherwise",
    "unopened",
    "users_under",
    "visible_terms",
    "with_units",
]


#: A term that ends within this time is one to hand over or to prolong.
SOON = timedelta(days=30)


class Shown(StrEnum):
    """Which terms an administrator's list shows (lọc danh sách)."""

    ENDING = "sap-het"  # phân công sắp hết hạn
    UNOPENED = "chua-doi"  # chưa đổi mật khẩu ban đầu
    LOCKED = "bi-khoa"  # tài khoản bị khóa


@dataclass(frozen=True, slots=True)
class Tally:
    """What an administrator looks after, in numbers (tổng số trong phạm vi quản trị)."""

    accounts: int
    bodies: int
    staffed: int
    unopened: int
    locked: int

    @property
    def share(self) -> float:
        return 100 * self.staffed / self.bodies if self.bodies else 0.0


@dataclass(frozen=True, slots=True)
class Acting:
    """A body that an account acts for today, with its names for the head of the page (cơ quan đang làm việc)."""

    actor: Actor
    body_name: str
    short_name: str


@dataclass(frozen=True, slots=True)
class FoundBody:
    """A body to give a role for: its name today and the units above it, which tell namesakes apart."""

    id: int
    name: str
    above: str


@dataclass(frozen=True, slots=True)
class Guesses:
    """Failed log-ins within the window: of the name on this network, of the name, of the network."""

    here: int
    account: int
    network: int
    known: bool


def _on(prefix: str, on: date) -> Q:
    """The half-open validity of a dated row on a day."""
    return Q(**{f"{prefix}valid_from__lte": on}) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": on})
    )


def terms_on(user: User, on: date) -> QuerySet[Term]:
    """The account's terms that hold on a day, with body, its names and the key of its province."""
    parent = PlaceVersion.objects.filter(_on("", on), place=OuterRef("body__place"))
    name = BodyVersion.objects.filter(_on("", on), body=OuterRef("body"))
    return (
        Term.objects.filter(_on("", on), _on("body__", on), user=user)
        .select_related("body__place")
        .annotate(
            province_key=Case(
                When(body__level=Level.PROVINCE, then=F("body__place__key")),
                default=Subquery(parent.values("parent__key")[:1]),
            ),
            body_name=Coalesce(Subquery(name.values("name")[:1]), F("body__key")),
            short_name=Coalesce(Subquery(name.values("short_name")[:1]), F("body__key")),
        )
        .order_by("body_id", "role")
    )


def actor_for(user: User, term: Term, on: date) -> Actor:
    """The account acting for a term's body on a day, with every role that it holds there then.

    Raises ``LookupError`` where the term does not hold on that day.
    """
    for found in acting(user, on):
        if found.actor.body_id == term.body_id:
            return found.actor
    raise LookupError(f"account {user.pk} holds no role for body {term.body_id} on {on}")


def acting(user: User, on: date) -> list[Acting]:
    """The bodies that an account acts for on a day, each with its roles there; one query."""
    rows: dict[int, list[Term]] = {}
    for term in terms_on(user, on):
        rows.setdefault(term.body_id, []).append(term)
    return [_acting(user, terms) for terms in rows.values()]


def _acting(user: User, terms: list[Term]) -> Acting:
    first = terms[0]
    body = first.body
    country = body.level == Level.COUNTRY
    actor = Actor(
        account_id=user.pk,
        name=user.name,
        body_id=body.pk,
        place_id=body.place_id,
        system=System(body.system),
        level=Level(body.level),
        roles=frozenset(Role(term.role) for term in terms),
        chain=TW_CHAIN if country else first.province_key.partition(":")[2],  # type: ignore[attr-defined]
    )
    return Acting(actor, first.body_name, first.short_name)  # type: ignore[attr-defined]


def bodies_under(actor: Actor, *, on: date) -> QuerySet[Body]:
    """The bodies of the actor's system at its place and below on a day (ngành dọc): own branch, nothing beside it."""
    bodies = Body.objects.filter(_on("", on), system=actor.system)
    if actor.level == Level.COUNTRY:
        return bodies
    under = PlaceVersion.objects.filter(_on("", on), place=OuterRef("place"))
    child = Exists(under.filter(parent=actor.place_id))
    grandchild = Exists(
        under.filter(parent__in=PlaceVersion.objects.filter(_on("", on), parent=actor.place_id).values("place"))
    )
    return bodies.filter(Q(place=actor.place_id) | child | grandchild)


def users_under(actor: Actor, *, on: date) -> QuerySet[User]:
    """The accounts that an administrator looks after: those with a term, past or present, in its branch."""
    if not actor.may(Role.ADMIN):
        return User.objects.none()
    terms = Term.objects.filter(user=OuterRef("pk"), body__in=bodies_under(actor, on=on))
    return User.objects.filter(Exists(terms))


def visible_terms(actor: Actor, *, on: date) -> QuerySet[Term]:
    """The terms in an administrator's branch, with account, body and the body's name on that day."""
    if not actor.may(Role.ADMIN):
        return Term.objects.none()
    name = BodyVersion.objects.filter(_on("", on), body=OuterRef("body")).values("name")[:1]
    return (
        Term.objects.filter(body__in=bodies_under(actor, on=on))
        .select_related("user", "body", "handed_over_to__user")
        .annotate(
            body_name=Coalesce(Subquery(name), F("body__key")),
            current=Case(When(_on("", on), then=Value(True)), default=Value(False)),
        )
        .order_by("body__level", Collate("body_name", COLLATION), "role", "-valid_from")
    )


def ending_terms(actor: Actor, *, on: date) -> QuerySet[Term]:
    """The visible terms that end soon and that nobody takes over (phân công sắp hết hạn)."""
    soon = visible_terms(actor, on=on).filter(_on("", on), valid_to__lte=on + SOON, user__is_active=True)
    later = Term.objects.filter(body=OuterRef("body"), role=OuterRef("role"), valid_from__lte=OuterRef("valid_to"))
    return soon.filter(~Exists(later.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=OuterRef("valid_to")))))


def unopened(actor: Actor, *, on: date) -> QuerySet[User]:
    """The accounts whose owner has not replaced the first password (chưa đổi mật khẩu ban đầu)."""
    return users_under(actor, on=on).filter(is_active=True, first_password_until__isnull=False)


def tally(actor: Actor, *, on: date) -> Tally:
    """The numbers of an administrator's branch; three queries."""
    users = users_under(actor, on=on).aggregate(
        active=Count("pk", filter=Q(is_active=True)),
        unopened=Count("pk", filter=Q(is_active=True, first_password_until__isnull=False)),
        locked=Count("pk", filter=Q(is_active=False)),
    )
    main = bodies_under(actor, on=on).filter(main=True)
    held = Term.objects.filter(_on("", on), body=OuterRef("pk"), user__is_active=True)
    staffed = main.filter(Exists(held)).count()
    return Tally(users["active"], main.count(), staffed, users["unopened"], users["locked"])


def find_terms(actor: Actor, asked: str, *, on: date, shown: str = "") -> QuerySet[Term]:
    """The visible terms whose account, body or role contains the words asked for; all where none are.

    ``shown`` narrows them to one of ``Shown``; any other word narrows nothing.
    """
    match shown:
        case Shown.ENDING:
            terms = ending_terms(actor, on=on)
        case Shown.UNOPENED:
            terms = visible_terms(actor, on=on).filter(user__in=unopened(actor, on=on))
        case Shown.LOCKED:
            terms = visible_terms(actor, on=on).filter(user__is_active=False)
        case _:
            terms = visible_terms(actor, on=on)
    if not asked:
        return terms
    words = fold(asked)
    names = BodyVersion.objects.filter(_on("", on), folded__contains=words).values("body")
    return terms.filter(Q(user__username__contains=words) | Q(user__name__icontains=asked) | Q(body__in=names))


def named_bodies(actor: Actor, *, on: date) -> QuerySet[Body]:
    """The bodies of a branch with their name on a day as ``shown``, highest level first, for a choice."""
    name = BodyVersion.objects.filter(_on("", on), body=OuterRef("pk")).values("name")[:1]
    bodies = bodies_under(actor, on=on).annotate(shown=Coalesce(Subquery(name), F("key")))
    return bodies.order_by(Case(When(place=actor.place_id, then=0), default=1), "shown")


def find_bodies(actor: Actor, asked: str, *, on: date, limit: int = 12) -> list[FoundBody]:
    """The standing bodies of a branch by name, old names too (tìm cơ quan); those with the accents as typed first,
    then what holds the words in a row, then larger ones. Three queries.
    """
    words = fold(asked)
    if len(words) < 2:
        return []
    named = BodyVersion.objects.filter(body=OuterRef("pk"))
    bodies = bodies_under(actor, on=on)
    for word in words.split():
        bodies = bodies.filter(Exists(named.filter(folded__contains=word)))
    today = named.filter(_on("", on))
    ranked = bodies.annotate(
        accents=Coalesce(Subquery(today.annotate(same=organisations.accents(asked)).values("same")[:1]), 0),
        close=Exists(today.filter(folded__contains=words)),
        shown=Coalesce(Subquery(today.values("name")[:1]), F("key")),
    )
    found = list(
        ranked.order_by("-accents", "-close", "-main", "place__level", Collate("shown", COLLATION), "pk")[:limit]
    )
    above = {one.place_id: one.above for one in places.names({body.place_id for body in found}, on=on).values()}
    return [FoundBody(body.pk, body.shown, ", ".join(above.get(body.place_id, ()))) for body in found]


def with_units(users: QuerySet[User], body_id: int, *, on: date) -> QuerySet[Any]:
    """Accounts with the name of the body they work for as ``unit``, and as ``same`` whether it is the given one;
    as ``near`` whether it lies in the same province.
    """
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    held = Term.objects.filter(lasting, user=OuterRef("pk"))
    name = BodyVersion.objects.filter(_on("", on), body=OuterRef("body")).values("name")[:1]
    first = held.annotate(
        shown=Coalesce(Subquery(name), F("body__key")), here=Case(When(body=body_id, then=0), default=1)
    ).order_by("here", "valid_from", "pk")
    path = places.path(Body.objects.values_list("place", flat=True).get(pk=body_id), on=on)
    around = held.filter(body__place__in=places.below(path[0].place_id, on=on)) if path else held.none()
    return users.annotate(
        same=Exists(held.filter(body=body_id)), near=Exists(around), unit=Subquery(first.values("shown")[:1])
    )


def heirs_for(actor: Actor, term: Term, *, on: date, asked: str = "") -> QuerySet[User]:
    """The active accounts of the branch to which a term may pass, with their unit; of the same body first, then of
    the same province.

    Never the actor itself, nor who holds the same role at the body already. ``asked`` narrows them by account or
    unit.
    """
    holds = Term.objects.filter(user=OuterRef("pk"), body=term.body_id, role=term.role).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    )
    users = users_under(actor, on=on).filter(is_active=True).exclude(pk__in=[term.user_id, actor.account_id])
    if asked:
        names = BodyVersion.objects.filter(_on("", on), folded__contains=fold(asked)).values("body")
        there = Term.objects.filter(user=OuterRef("pk"), body__in=names)
        users = users.filter(Q(username__contains=fold(asked)) | Q(name__icontains=asked) | Exists(there))
    found = with_units(users.filter(~Exists(holds)), term.body_id, on=on)
    return found.order_by("-same", "-near", Collate("unit", COLLATION), Collate("name", COLLATION), "pk")


def kept_terms(actor: Actor, term: Term, *, on: date) -> QuerySet[Term]:
    """The other roles of a term's account that last and that the administrator may hand over (vai trò khác còn giữ)."""
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    kept = visible_terms(actor, on=on).filter(lasting, user=term.user_id, handed_over_to=None)
    return kept.exclude(pk=term.pk).order_by("valid_from", "pk")


def keyed(text: str) -> str:
    """A name or an address as a keyed hash: rows can be compared, nobody can be read from them."""
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def guesses(account: str, network: str, *, at: datetime) -> Guesses:
    """The failed log-ins that count now, from keyed name and keyed network; one query."""
    recent = Guess.objects.filter(Q(account=account) | Q(network=network)).filter(
        Q(since__gt=at - WINDOW) | Q(known=True)
    )
    fresh = Q(since__gt=at - WINDOW)
    found = recent.aggregate(
        of_both=Sum("failures", filter=fresh & Q(account=account, network=network), default=0),
        of_account=Sum("failures", filter=fresh & Q(account=account), default=0),
        of_network=Sum("failures", filter=fresh & Q(network=network), default=0),
        of_known=Sum(Case(When(known=True, account=account, network=network, then=1), default=0), default=0),
    )
    return Guesses(found["of_both"], found["of_account"], found["of_network"], bool(found["of_known"]))


def told_otherwise() -> Iterator[str]:
    """A sentence for each role term that is not as its lines in the log leave it (nhật ký kể khác), 500 at a time."""
    for some in audit.told(("term.given", "term.handed_over", "term.ended")):
        lines = {int(subject.rpartition(":")[2]): found for subject, found in some}
        passed = {pk: line.facts for pk, found in lines.items() for line in found if line.action == "term.handed_over"}
        heirs = [facts["heir"] for facts in passed.values()]
        terms = Term.objects.filter(Q(pk__in=lines) | Q(pk__in=heirs)).select_related("body").order_by("pk")
        known = {term.pk: term for term in terms}
        for pk, found in sorted(lines.items()):
            term, first, last, facts = known.get(pk), found[0], found[-1], passed.get(pk, {})
            if term is None:
                continue
            until = term.valid_to and f"{term.valid_to}"
            said = {"user": term.user_id, "body": term.body.key, "role": term.role, "valid_from": f"{term.valid_from}"}
            apart = first.action == "term.given" and any(first.facts[key] != value for key, value in said.items())
            apart |= last.facts.get("on", last.facts.get("valid_to", until)) != until
            if apart or term.handed_over_to_id != facts.get("heir"):
                yield f"role term {pk}: it does not say what its lines in the log say"
            if facts:
                heir, told = known.get(int(str(facts["heir"]))), (facts["to"], term.body_id, term.role, facts["on"])
                if heir is None or (heir.user_id, heir.body_id, heir.role, f"{heir.valid_from}") != told:
                    yield f"role term {facts['heir']}: it is not what was handed over from role term {pk}"
    given = Concat(Value("accounts.term:"), Cast(OuterRef("pk"), CharField()))
    unsaid = Term.objects.filter(
        ~Exists(Entry.objects.filter(subject=given, action="term.given")), taken_over_from=None
    )
    yield from (
        f"role term {pk}: its line is not in the log" for pk in unsaid.order_by("pk").values_list("pk", flat=True)
    )

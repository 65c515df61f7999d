"""The rail (thanh bên): the parts of the product in lifecycle order, as far as they exist and the actor may enter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from phoihop.core.actor import Actor, Matter, Role

__all__ = ["MATTERS", "RAIL", "Entry", "Shown", "opens", "shown"]

#: What the pages of a URL namespace are about; namespaces not named here are open to every role.
MATTERS: Mapping[str, Matter] = {
    "programmes": Matter.PROGRAMMES,
    "reports": Matter.REPORTS,
    "figures": Matter.FIGURES,
    "api": Matter.FIGURES,
    "reviews": Matter.REVIEWS,
    "conferences": Matter.CONFERENCES,
    "commendations": Matter.AWARDS,
    "documents": Matter.PAPERS,
    "intake": Matter.PAPERS,
    "jobs": Matter.PAPERS,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One part of the product in the rail (mục trên thanh bên).

    ``parts`` are the URL namespaces whose pages belong to the entry; ``roles`` empty means everyone;
    ``apart`` begins the second group; ``short`` is the word on the phone's bottom bar, for at most five;
    ``otherwise`` is the door for those whose roles do not open the first.
    """

    name: str | Promise
    icon: str
    url: str
    parts: tuple[str, ...]
    roles: frozenset[Role] = frozenset()
    apart: bool = False
    short: str | Promise = ""
    otherwise: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry with its address, ready to print."""

    name: str | Promise
    icon: str
    href: str
    current: bool
    apart: bool
    short: str | Promise


RAIL = (
    Entry(_("Trang của tôi"), "home", "home:index", ("home",), short=_("Của tôi")),
    Entry(_("Chương trình"), "prog", "programmes:index", ("programmes",)),
    Entry(_("Kế hoạch và nhiệm vụ"), "plan", "work:index", ("work",)),
    Entry(_("Hoạt động, mô hình"), "model", "exemplars:index", ("exemplars",)),
    Entry(
        _("Báo cáo, số liệu"),
        "report",
        "reports:index",
        ("reports", "figures", "indicators"),
        short=_("Số liệu"),
        otherwise="figures:index",
    ),
    Entry(_("Sơ kết, tổng kết"), "review", "reviews:index", ("reviews",), short=_("Tổng kết")),
    Entry(_("Hội nghị"), "conf", "conferences:index", ("conferences",), short=_("Hội nghị")),
    Entry(_("Khen thưởng"), "award", "commendations:index", ("commendations",)),
    Entry(_("Văn bản"), "doc", "documents:index", ("documents", "intake"), apart=True),
    Entry(_("Ý kiến nhân dân"), "say", "opinions:index", ("opinions",)),
    Entry(_("Tin công khai"), "news", "bulletins:index", ("bulletins",)),
    Entry(
        _("Quản trị"),
        "admin",
        "accounts:index",
        ("accounts", "organisations", "places", "audit"),
        roles=frozenset({Role.ADMIN}),
        short=_("Quản trị"),
    ),
)


def shown(actor: Actor | None, namespace: str) -> Iterator[Shown]:
    """Yield the entries whose address resolves and whose roles the actor holds; ``namespace`` is the page's part."""
    for entry in RAIL:
        if entry.roles and not (actor and actor.may(*entry.roles)):
            continue
        door = next((url for url in (entry.url, entry.otherwise) if url and opens(actor, url)), None)
        if door is None:
            continue
        try:
            href = reverse(door)
        except NoReverseMatch:
            continue
        yield Shown(entry.name, entry.icon, href, namespace in entry.parts, entry.apart, entry.short)


def opens(actor: Actor | None, url: str) -> bool:
    """Whether the actor's roles open the pages of an address such as ``jobs:index``."""
    matter = MATTERS.get(url.partition(":")[0])
    return matter is None or (actor is not None and actor.reads(matter))

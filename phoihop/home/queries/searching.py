"""One search over all parts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from phoihop.core.actor import Actor, Matter
from phoihop.core.text import fold
from phoihop.documents import queries as documents
from phoihop.indicators.models import Indicator
from phoihop.organisations import queries as organisations
from phoihop.places import queries as places
from phoihop.programmes import queries as programmes

__all__ = ["Group", "Hit", "search"]

LIMIT = 8


@dataclass(frozen=True, slots=True)
class Hit:
    name: str
    href: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind."""

    name: str
    hits: tuple[Hit, ...]


def search(q: str, *, actor: Actor, on: date) -> list[Group]:
    """Programmes, indicators, documents, units and bodies whose names hold every word of ``q`` (tìm kiếm).

    Folded, so that accents and tone marks do not matter; old units answer with today's heirs.
    """
    words = fold(q).split()
    if not words or len("".join(words)) < 2:
        return []
    groups = [
        Group(_("Chương trình"), tuple(_programmes(words, actor, on))),
        Group(_("Chỉ tiêu"), tuple(_indicators(words) if actor.reads(Matter.FIGURES) else ())),
        Group(_("Văn bản"), tuple(_documents(q) if actor.reads(Matter.PAPERS) else ())),
        Group(_("Đơn vị hành chính"), tuple(_places(q, on))),
        Group(_("Cơ quan, tổ chức"), tuple(_bodies(q, on))),
    ]
    return [group for group in groups if group.hits]


def _programmes(words: list[str], actor: Actor, on: date) -> list[Hit]:
    found = [row for row in programmes.visible_to(actor, on=on) if all(word in fold(row.name) for word in words)]
    return [Hit(row.name, reverse("programmes:detail", args=[row.pk])) for row in found[:LIMIT]]


def _indicators(words: list[str]) -> list[Hit]:
    every = Indicator.objects.order_by("order")
    found = [row for row in every if all(word in fold(f"{row.code} {row.name}") for word in words)]
    return [
        Hit(f"{row.code} {row.name}", f"{reverse('figures:index')}?chi-tieu={row.code}", row.unit)
        for row in found[:LIMIT]
    ]


def _documents(q: str) -> list[Hit]:
    return [
        Hit(row.number or row.title, reverse("documents:detail", args=[row.pk]), row.title if row.number else "")
        for row in documents.documents(q=q)[:LIMIT]
    ]


def _places(q: str, on: date) -> list[Hit]:
    return [
        Hit(
            found.name.with_above,
            reverse("places:place", args=[found.name.key]),
            _today([heir.name.with_above for heir in found.heirs]),
        )
        for found in places.find(q, on=on, limit=LIMIT)
    ]


def _bodies(q: str, on: date) -> list[Hit]:
    found = organisations.find(q, on=on, limit=LIMIT)
    return [
        Hit(row.name, reverse("places:place", args=[row.body.place.key]), _today([heir.name for heir in row.heirs]))
        for row in found
    ]


def _today(heirs: list[str]) -> str:
    """What an old name is called today, for the line under it."""
    return _("nay là {names}").format(names="; ".join(heirs)) if heirs else ""

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
from phoihop.reports import queries as reports
from phoihop.reports.wording import period_name
from phoihop.web.print import day

__all__ = ["Group", "Hit", "search"]

LIMIT = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer; ``names`` are what it is called by, where that is not the printed line."""

    name: str
    href: str
    note: str = ""
    names: tuple[str, ...] = ()

    def closeness(self, asked: str) -> int:
        """0 where it is called so, 1 where a name begins so, 2 where one holds the words in a row, else 3."""
        names = [f"{fold(name)} " for name in self.names or (self.name,)]
        tests = (
            any(name == f"{asked} " for name in names),
            any(name.startswith(f"{asked} ") for name in names),
            any(f" {asked} " in f" {name}" for name in names),
        )
        return tests.index(True) if True in tests else len(tests)


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind."""

    name: str
    hits: tuple[Hit, ...]

    def closeness(self, asked: str) -> int:
        return min(hit.closeness(asked) for hit in self.hits)


def search(q: str, *, actor: Actor, on: date) -> list[Group]:
    """What holds every word of ``q`` (tìm kiếm): programmes, indicators, papers, signed reports, units, bodies.

    Folded, so that accents and tone marks do not matter; old units answer with today's heirs. The kinds stand in
    the order of their closest answer: what is called so, what begins so, what holds the words in a row, the rest.
    """
    asked = fold(q)
    words = asked.split()
    if not words or len("".join(words)) < 2:
        return []
    groups = [
        Group(_("Chương trình"), tuple(_programmes(words, actor, on))),
        Group(_("Chỉ tiêu"), tuple(_indicators(words) if actor.reads(Matter.FIGURES) else ())),
        Group(_("Văn bản"), tuple(_documents(q, actor, on) if actor.reads(Matter.PAPERS) else ())),
        Group(_("Báo cáo đã ký"), tuple(_signed(q, actor, on))),
        Group(_("Đơn vị hành chính"), tuple(_places(q, on))),
        Group(_("Cơ quan, tổ chức"), tuple(_bodies(q, on))),
    ]
    return sorted((group for group in groups if group.hits), key=lambda group: group.closeness(asked))


def _programmes(words: list[str], actor: Actor, on: date) -> list[Hit]:
    found = [row for row in programmes.visible_to(actor, on=on) if all(word in fold(row.name) for word in words)]
    hits = [
        Hit(row.name, reverse("programmes:detail", args=[row.pk]), names=(row.name, row.short_name)) for row in found
    ]
    return _closest(hits, words)


def _indicators(words: list[str]) -> list[Hit]:
    every = Indicator.objects.order_by("order")
    found = [row for row in every if all(word in fold(f"{row.code} {row.name}") for word in words)]
    hits = [
        Hit(
            f"{row.code} {row.name}",
            f"{reverse('figures:index')}?chi-tieu={row.code}",
            row.unit,
            names=(row.name, row.code),
        )
        for row in found
    ]
    return _closest(hits, words)


def _closest(hits: list[Hit], words: list[str]) -> list[Hit]:
    return sorted(hits, key=lambda hit: hit.closeness(" ".join(words)))[:LIMIT]


def _documents(q: str, actor: Actor, on: date) -> list[Hit]:
    return [
        Hit(row.number or row.title, reverse("documents:detail", args=[row.pk]), row.title if row.number else "")
        for row in documents.documents(actor, on=on, q=q)[:LIMIT]
    ]


def _signed(q: str, actor: Actor, on: date) -> list[Hit]:
    """Reports by the number of their signed paper; numbers are printed in capitals."""
    numbered = reports.visible_to(actor, on=on).filter(paper_number__contains=q.strip().upper())
    found = list(numbered.exclude(paper_number="").order_by("-paper_date", "-pk")[:LIMIT])
    senders = organisations.names_of({row.body_id for row in found}, on=on) if found else {}
    return [
        Hit(
            row.paper_number,
            row.get_absolute_url(),
            _("Báo cáo {period}, {body}").format(period=period_name(row.covers).lower(), body=senders[row.body_id]),
        )
        for row in found
    ]


def _places(q: str, on: date) -> list[Hit]:
    return [
        Hit(
            found.name.with_above,
            reverse("places:place", args=[found.name.key]),
            _today(_grouped([heir.name for heir in found.heirs]), found.last_day),
            names=(found.name.name, found.name.full),
        )
        for found in places.find(q, on=on, limit=LIMIT)
    ]


def _bodies(q: str, on: date) -> list[Hit]:
    found = organisations.find(q, on=on, limit=LIMIT)
    return [
        Hit(
            row.name,
            reverse("places:place", args=[row.body.place.key]),
            _today([heir.name for heir in row.heirs], row.last_day),
        )
        for row in found
    ]


def _grouped(units: list[places.Name]) -> list[str]:
    """Units with what they belong to, which is named once for all that lie in it."""
    lying: dict[str, list[str]] = {}
    for unit in units:
        lying.setdefault(", ".join(unit.above), []).append(unit.full)
    return [", ".join(filter(None, (", ".join(names), above))) for above, names in lying.items()]


def _today(heirs: list[str], last_day: date | None) -> str:
    """Until when an old name was used and what it is called today, for the line under it."""
    if not heirs:
        return ""
    names = "; ".join(heirs)
    return (
        _("dùng đến {day}, nay là {names}").format(day=day(last_day), names=names)
        if last_day
        else _("nay là {names}").format(names=names)
    )

"""Search of units of any time by name, old or new."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, IntegerField, Q, Value, When

from phoihop.core.actor import Level
from phoihop.core.validity import holds
from phoihop.places import rules
from phoihop.places.models import PlaceVersion
from phoihop.places.queries.kin import Kin, heirs
from phoihop.places.queries.units import ORDER, Name, above_of, named, names, upper

__all__ = [
    "Found",
    "find",
]


@dataclass(frozen=True, slots=True)
class Found:
    """One answer of the unit search: what was found, while it held, and what it is today."""

    name: Name
    valid_from: date
    valid_to: date | None
    legal_act: str
    heirs: tuple[Kin, ...]
    #: The same unit under another name or another unit above, where what was found no longer holds.
    now: Name | None
    #: Whether words of it only begin as what was typed (gần giống).
    near: bool = False

    @property
    def last_day(self) -> date | None:
        return None if self.valid_to is None else self.valid_to - timedelta(days=1)

    @property
    def current(self) -> bool:
        return not self.heirs and self.now is None


def find(text: str, *, on: date, limit: int = 20, levels: Collection[Level] | None = None) -> list[Found]:
    """Search units of any time by name, old or new, with or without accents (tìm đơn vị).

    Words may name units above («Phú Hữu Sóc Trăng»); abbreviations such as «TP», «H.» are understood.
    What no longer holds answers with its heirs of the day. Exact names come first, then larger units,
    then those that still hold; last, as near ones, those of which some word only begins as typed. Six queries at most.
    """
    meant = rules.variants(text)
    if len(meant[0]) < 2 and not meant[0].isdigit():
        return []
    wanted, phrase, exact, begins, whole = Q(pk__in=()), Q(), Q(), Q(), Q()
    for one in meant:
        words = Q()
        for word in one.split():
            words &= Q(search__contains=f" {word}")
        wanted |= words
        whole |= _whole(one)
        exact |= Q(folded=one) | Q(search=f" {one} ")
        begins |= Q(search__startswith=f" {one} ") | Q(folded__startswith=one)
        phrase |= Q(search__contains=f" {one} ")
    versions = PlaceVersion.objects.filter(wanted).exclude(place__level=Level.COUNTRY)
    if levels is not None:
        versions = versions.filter(place__level__in=levels)
    ranked = versions.annotate(
        closeness=Case(
            When(exact, Value(0)),
            When(begins, Value(1)),
            When(phrase, Value(2)),
            When(whole, Value(3)),
            default=_NEAR,
            output_field=IntegerField(),
        ),
        size=Case(*(When(place__level=level, then=order) for level, order in ORDER.items()), default=9),
        over=Case(When(valid_to__isnull=True, then=0), default=1, output_field=IntegerField()),
    ).select_related("place")
    typed = _letters(text)
    rows = list(ranked.order_by("closeness", "size", "over", "folded", "pk")[: limit * 3])
    rows.sort(key=lambda row: (row.closeness, _letters(row.name) != typed and _letters(row.full) != typed))
    near = {row.pk for row in rows if row.closeness == _NEAR}
    found: dict[tuple[int, str], PlaceVersion] = {}
    for version in rows:
        found.setdefault((version.place_id, version.full), version)
    chosen = list(found.values())[:limit]
    over = {version.place_id for version in chosen if not holds(version.valid_from, version.valid_to, on)}
    kin = heirs(over, on=on)
    today = names(over - set(kin), on=on) if over else {}
    uppers = upper()
    return [
        Found(
            named(version, above_of(version, on, uppers)),
            version.valid_from,
            version.valid_to,
            version.legal_act,
            tuple(kin.get(version.place_id, ())),
            today.get(version.place_id),
            version.pk in near,
        )
        for version in chosen
    ]


#: How close what is only near stands in the order.
_NEAR = 4


def _whole(text: str) -> Q:
    """Whether all words stand as typed; the last may still be being typed."""
    *words, last = text.split()
    told = Q(search__contains=f" {last}")
    for word in words:
        told &= Q(search__contains=f" {word} ")
    return told


def _letters(text: str) -> list[str]:
    """Letters and marks without their order, so that «thuỷ» equals «thủy» but «hữu» not «hựu»."""
    return sorted(unicodedata.normalize("NFD", text.lower()))

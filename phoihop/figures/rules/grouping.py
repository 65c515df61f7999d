"""Which line of a table a place's values belong to, on the map of a day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import cached_property
from typing import NamedTuple

from phoihop.figures.rules.maps import WHOLE, Geography, Share

__all__ = ["Group", "Groups", "Leaves", "split"]


class Group(NamedTuple):
    """A line of a table: a unit with all below it, its own bodies alone, or what cannot be allocated below it."""

    unit: int
    kind: str = "all"


def split(value: int, shares: Collection[Share]) -> list[int]:
    """A value divided by stated shares into whole steps that add up to it (largest remainder).

    >>> split(10, [Share(1, 333_333), Share(2, 666_667)])
    [3, 7]
    """
    parts = [divmod(value * share.millionths, WHOLE) for share in shares]
    made = [whole for whole, _ in parts]
    order = sorted(range(len(parts)), key=lambda place: (-parts[place][1], place))
    for place in order[: value - sum(made)]:
        made[place] += 1
    return made


class Groups:
    """The lines of a unit's table on a map: the unit alone, or each unit right below it.

    Below a unit stand its children, what its own bodies did, and what cannot be allocated to a child.
    """

    def __init__(self, geo: Geography, unit: int, on: date, *, children: bool) -> None:
        self.geo, self.unit, self.on, self.children = geo, unit, on, children
        self._of: dict[int, tuple[tuple[Group, Share], ...]] = {}
        self._line: dict[int, Group] = {}
        if children:
            for child in geo.tree(on).children(unit) if unit in geo.tree(on).parents else []:
                for place in geo.below(child, on):
                    self._line[place] = Group(child)

    @cached_property
    def lines(self) -> list[Group]:
        """All lines in the order of the map's units; own and unallocated last."""
        if not self.children:
            return [Group(self.unit)]
        below = [Group(child) for child in sorted(self.geo.tree(self.on).children(self.unit))]
        return [*below, Group(self.unit, "own"), Group(self.unit, "unallocated")]

    def of(self, place: int) -> tuple[tuple[Group, Share], ...]:
        """The lines that a place's values belong to, with shares; empty where they belong elsewhere."""
        if place not in self._of:
            self._of[place] = tuple(
                (group, share) for share in self.geo.target(place, self.on) if (group := self._group(share)) is not None
            )
        return self._of[place]

    def parts(self, place: int, value: int, left: Collection[tuple[int, int]] = ()) -> dict[Group, int]:
        """What each line has of a value of a place: by stated shares where they divide it.

        Of what is only ``left`` at heirs (see `selection.Picked`) each heir's part, where the place itself is no more.
        """
        if left and self.geo.versions[place][0].valid_from <= self.on and place not in self.geo.tree(self.on).parents:
            some = [self.parts(heir, part) for heir, part in left]
            return {line: sum(one.get(line, 0) for one in some) for one in some for line in one}
        shares = self.geo.target(place, self.on)
        values = dict(zip(shares, split(value, shares) if len(shares) > 1 else [value], strict=True))
        made: dict[Group, int] = {}
        for line, share in self.of(place):
            made[line] = made.get(line, 0) + values[share]
        return made

    def _group(self, share: Share) -> Group | None:
        if share.unit not in self.geo.below(self.unit, self.on):
            return None
        if not self.children:
            return Group(self.unit)
        if share.unit == self.unit:
            return Group(self.unit, "unallocated" if share.unallocated else "own")
        return self._line[share.unit]

    @cached_property
    def provinces(self) -> list[int]:
        """The provinces (of all days) whose values may belong to the unit; the country itself for the country."""
        if self.unit == self.geo.root:
            return sorted(self.geo.families)
        return sorted(self.geo.family(self.geo.province(self.unit, self.on)))

    @cached_property
    def whole(self) -> dict[int, Group]:
        """The provinces all of whose values belong to one line."""
        found = {}
        for province in self.provinces:
            if province == self.geo.root:
                continue
            groups = {self.of(place) and self._only(place) for place in self.geo.members(province)}
            if len(groups) == 1 and isinstance(group := groups.pop(), Group):
                found[province] = group
        return found

    def _only(self, place: int) -> Group | None:
        lines = self.of(place)
        return lines[0][0] if len(lines) == 1 and lines[0][1].millionths == WHOLE else None

    @cached_property
    def outside(self) -> frozenset[int]:
        """The provinces none of whose values belong to the unit."""
        return frozenset(
            province for province in self.provinces if not any(self.of(place) for place in self.geo.members(province))
        )

    @cached_property
    def shared(self) -> frozenset[int]:
        """The provinces with a place whose values are divided by stated shares."""
        return frozenset(
            province
            for province in self.provinces
            if any(len(self.geo.target(place, self.on)) > 1 for place in self.geo.members(province))
        )

    @cached_property
    def upper(self) -> list[int]:
        """The provinces, with those that successions join them with, of which something counts at no unit below."""
        found = {
            province
            for province in self.provinces
            if any(line.kind != "all" for place in self.geo.members(province) for line, _ in self.of(place))
        }
        return sorted({one for province in found for one in self.geo.family(province)})

    def places(self, provinces: Collection[int]) -> list[int]:
        """The places of some provinces whose values belong to the unit."""
        found = {place for province in provinces for place in self.geo.members(province) if self.of(place)}
        return sorted(found)


class Leaves(Groups):
    """Every unit of the country on a map as a line of its own: the values that count at exactly that unit."""

    def __init__(self, geo: Geography, on: date) -> None:
        super().__init__(geo, geo.root, on, children=False)

    def _group(self, share: Share) -> Group | None:
        return None if share.unallocated else Group(share.unit)

"""Units over time: where a value counts on the map of any day, from plain rows of versions and successions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from phoihop.core.actor import Level
from phoihop.core.tree import Tree
from phoihop.core.validity import holds

__all__ = ["WHOLE", "Geography", "Share", "SuccessionRow", "VersionRow"]

#: A whole, in the millionths in which shares are stated.
WHOLE = 1_000_000

LEVEL_NUMBERS = {Level.COUNTRY: 0, Level.PROVINCE: 1, Level.DISTRICT: 2, Level.COMMUNE: 3}


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One dated version of a place: ``[valid_from, valid_to)`` under ``parent``; ``level`` as in core."""

    place: int
    level: str
    parent: int | None
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class SuccessionRow:
    """That ``predecessor`` became ``heir`` on a day; ``share`` in millionths where an act states it."""

    predecessor: int
    heir: int
    on: date
    share: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """The part of a value that counts at a unit; ``unallocated`` where nobody stated how it divides (chưa phân bổ)."""

    unit: int
    millionths: int = WHOLE
    unallocated: bool = False


class Geography:
    """All units of all days, and how each one's values count on another day's map.

    Values follow successions forward or backward. Where every way leads into one unit the value counts there;
    else by stated shares; else at the lowest unit above all of them, unallocated. A unit that ended without an
    heir (a district) counts at what it stood under.
    """

    def __init__(self, versions: Iterable[VersionRow], successions: Iterable[SuccessionRow]) -> None:
        self.versions: dict[int, list[VersionRow]] = defaultdict(list)
        for row in versions:
            self.versions[row.place].append(row)
        for rows in self.versions.values():
            rows.sort(key=lambda row: row.valid_from)
        self.levels = {place: LEVEL_NUMBERS[Level(rows[0].level)] for place, rows in self.versions.items()}
        self.heirs: dict[int, list[SuccessionRow]] = defaultdict(list)
        self.origins: dict[int, list[SuccessionRow]] = defaultdict(list)
        for move in successions:
            self.heirs[move.predecessor].append(move)
            self.origins[move.heir].append(move)
        self._trees: dict[date, Tree] = {}
        self._targets: dict[tuple[int, date], tuple[Share, ...]] = {}
        self._below: dict[tuple[int, date], frozenset[int]] = {}
        self._chains: dict[tuple[int, date], tuple[int, ...]] = {}
        self._relatives: dict[int, tuple[frozenset[int], frozenset[int]]] = {}

    @cached_property
    def root(self) -> int:
        """The country."""
        return next(place for place, level in self.levels.items() if level == 0)

    def tree(self, on: date) -> Tree:
        """The units of one day."""
        if on not in self._trees:
            parents = {
                place: row.parent
                for place, rows in self.versions.items()
                for row in rows
                if holds(row.valid_from, row.valid_to, on)
            }
            known = {unit: parent if parent in parents else None for unit, parent in parents.items()}
            self._trees[on] = Tree(known)
        return self._trees[on]

    def below(self, unit: int, on: date) -> frozenset[int]:
        """The unit and all below it on a day; empty where it did not exist."""
        key = (unit, on)
        if key not in self._below:
            tree = self.tree(on)
            self._below[key] = frozenset(tree.below(unit)) if unit in tree.parents else frozenset()
        return self._below[key]

    def nearest(self, place: int, on: date) -> VersionRow:
        """The version that holds on a day, else the one nearest to it."""
        rows = self.versions[place]
        for row in reversed(rows):
            if row.valid_from <= on:
                return row
        return rows[0]

    def chain(self, place: int, on: date) -> tuple[int, ...]:
        """The place and what stood above it on a day, lowest first; outside its life, on its nearest day."""
        key = (place, on)
        if key not in self._chains:
            row = self.nearest(place, on)
            day = max(row.valid_from, min(on, row.valid_to - timedelta(days=1)) if row.valid_to else on)
            above = self.chain(row.parent, day) if row.parent is not None else ()
            self._chains[key] = (place, *above)
        return self._chains[key]

    def province(self, place: int, on: date) -> int:
        """The province above a place on a day (itself for a province, the country for the country)."""
        chain = self.chain(place, on)
        return next((unit for unit in chain if self.levels[unit] == 1), chain[-1])

    def target(self, place: int, on: date) -> tuple[Share, ...]:
        """Where a value of the place counts on the map of a day."""
        key = (place, on)
        if key not in self._targets:
            self._targets[key] = self._find(place, on)
        return self._targets[key]

    def _find(self, place: int, on: date) -> tuple[Share, ...]:
        if place in self.tree(on).parents:
            return (Share(place),)
        rows = self.versions[place]
        if rows[0].valid_from > on:
            ways: list[tuple[int, int | None]] = [(row.predecessor, None) for row in self.origins.get(place, ())]
            parent = rows[0].parent
        else:
            ways = [(row.heir, row.share) for row in self.heirs.get(place, ())]
            parent = self.nearest(place, on).parent
        if not ways:
            return self.target(parent, on) if parent is not None else (Share(self.root),)
        found = [(share, way_share) for unit, way_share in ways for share in self.target(unit, on)]
        units = {share.unit for share, _ in found}
        unallocated = any(share.unallocated for share, _ in found)
        if len(units) == 1:
            return (Share(units.pop(), WHOLE, unallocated),)
        stated = [share for _, share in ways]
        if not unallocated and all(stated) and sum(filter(None, stated)) == WHOLE:
            parts: dict[int, int] = defaultdict(int)
            for share, way_share in found:
                parts[share.unit] += (way_share or 0) * share.millionths // WHOLE
            first = max(parts, key=lambda unit: (parts[unit], -unit))
            parts[first] += WHOLE - sum(parts.values())
            return tuple(Share(unit, part) for unit, part in sorted(parts.items()))
        common = self.tree(on).common(units)
        return (Share(self.root if common is None else common, WHOLE, True),)

    def inside(self, place: int, unit: int, on: date) -> bool:
        """Whether all of a place's values count at the unit or below it on the map of a day."""
        below = self.below(unit, on)
        return all(share.unit in below for share in self.target(place, on))

    def divided(self, place: int) -> tuple[Share, ...]:
        """The heirs of a place with their stated shares, the whole for a sole one; nothing where none are stated."""
        moves = sorted(self.heirs.get(place, ()), key=lambda row: row.heir)
        if len(moves) == 1:
            return (Share(moves[0].heir),)
        stated = [Share(row.heir, row.share) for row in moves if row.share]
        return tuple(stated) if len(stated) == len(moves) and sum(s.millionths for s in stated) == WHOLE else ()

    @cached_property
    def divided_families(self) -> frozenset[int]:
        """The leaders of the families (see `families`) with a place that was divided by stated shares."""
        return frozenset(
            self.families[self.province(place, moves[0].on - timedelta(days=1))]
            for place, moves in self.heirs.items()
            if len(moves) > 1 and self.divided(place)
        )

    def relatives(self, place: int) -> tuple[frozenset[int], frozenset[int]]:
        """All that the place came from, and all that came from it, through any number of successions."""
        if place not in self._relatives:
            before = _reach(place, lambda unit: [row.predecessor for row in self.origins.get(unit, ())])
            after = _reach(place, lambda unit: [row.heir for row in self.heirs.get(unit, ())])
            self._relatives[place] = (before, after)
        return self._relatives[place]

    @cached_property
    def families(self) -> dict[int, int]:
        """For each province the least id among the provinces that successions of any unit join it with."""
        leader: dict[int, int] = {place: place for place, level in self.levels.items() if level <= 1}

        def find(unit: int) -> int:
            while leader[unit] != unit:
                unit = leader[unit]
            return unit

        def join(one: int, other: int) -> None:
            a, b = find(one), find(other)
            leader[max(a, b)] = min(a, b)

        for moves in self.heirs.values():
            for row in moves:
                one = self.province(row.predecessor, row.on - timedelta(days=1))
                other = self.province(row.heir, row.on)
                if one != self.root and other != self.root:
                    join(one, other)
        for place, rows in self.versions.items():
            if self.levels[place] > 1:
                over = [self.province(place, row.valid_from) for row in rows]
                over += [self.province(place, row.valid_to - timedelta(days=1)) for row in rows if row.valid_to]
                for other in over[1:]:
                    if other != self.root and over[0] != self.root:
                        join(over[0], other)
        return {place: find(place) for place in leader}

    def family(self, province: int) -> frozenset[int]:
        """All provinces that one province is joined with by successions, itself too."""
        return self._members[self.families[province]]

    def members(self, province: int) -> frozenset[int]:
        """Everything that ever stood under a province, itself too."""
        return self._under.get(province, frozenset({province}))

    @cached_property
    def _under(self) -> dict[int, frozenset[int]]:
        under: dict[int, set[int]] = defaultdict(set)
        for place, rows in self.versions.items():
            for row in rows:
                for day in {row.valid_from, row.valid_to - timedelta(days=1) if row.valid_to else date.max}:
                    under[self.province(place, day)].add(place)
        return {province: frozenset(places) for province, places in under.items()}

    @cached_property
    def _members(self) -> dict[int, frozenset[int]]:
        members: dict[int, set[int]] = defaultdict(set)
        for province, leader in self.families.items():
            members[leader].add(province)
        return {leader: frozenset(provinces) for leader, provinces in members.items()}


def _reach(start: int, ways: Callable[[int], list[int]]) -> frozenset[int]:
    reached: set[int] = set()
    waiting = ways(start)
    while waiting:
        here = waiting.pop()
        if here not in reached:
            reached.add(here)
            waiting.extend(ways(here))
    return frozenset(reached - {start})

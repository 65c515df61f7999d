"""A second, simple way to the same totals: every value looked at for every question, in Decimal.

Written from the rules alone; shares nothing with the product but the words for comparators and periods.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

LEVEL = {"tw": 0, "tinh": 1, "huyen": 2, "xa": 3}


@dataclass
class Unit:
    id: int
    level: int
    #: [(from, to or None, parent id or None)]
    times: list[tuple[date, date | None, int | None]]


@dataclass
class Said:
    id: int
    place: int
    body: int
    start: date
    end: date
    area: bool
    forced: bool
    value: int
    #: What is left of it at which heirs of its place, where others said something later.
    left: list[tuple[int, int]] | None = None


@dataclass
class World:
    units: dict[int, Unit] = field(default_factory=dict)
    #: (old, new, day, share in millionths or None)
    moves: list[tuple[int, int, date, int | None]] = field(default_factory=list)

    def lives(self, unit: int, on: date) -> bool:
        return any(a <= on and (b is None or on < b) for a, b, _ in self.units[unit].times)

    def parent(self, unit: int, on: date) -> int | None:
        for a, b, parent in self.units[unit].times:
            if a <= on and (b is None or on < b):
                return parent
        raise LookupError

    def above(self, unit: int, on: date) -> list[int]:
        steps = [unit]
        while (parent := self.parent(steps[-1], on)) is not None:
            steps.append(parent)
        return steps

    def where(self, place: int, on: date) -> list[tuple[int, Decimal, bool]]:
        """[(unit of the map, share, unallocated)]"""
        if self.lives(place, on):
            return [(place, Decimal(1), False)]
        times = self.units[place].times
        later = times[0][0] > on
        ways = (
            [(a, None) for a, b, _, s in self.moves if b == place]
            if later
            else [(b, s) for a, b, _, s in self.moves if a == place]
        )
        if not ways:
            return self.where(times[0][2] if later else times[-1][2], on)
        ends = [(end, share) for unit, share in ways for end in self.where(unit, on)]
        units = {end[0] for end, _ in ends}
        if len(units) == 1:
            return [(units.pop(), Decimal(1), any(end[2] for end, _ in ends))]
        if all(s for _, s in ways) and sum(s for _, s in ways) == 1_000_000 and not any(e[2] for e, _ in ends):
            made: dict[int, Decimal] = {}
            for (unit, share, _), own in ends:
                made[unit] = made.get(unit, Decimal(0)) + share * Decimal(own) / 1_000_000
            return [(unit, made[unit], False) for unit in sorted(made)]
        paths = [self.above(unit, on) for unit in units]
        common = next(unit for unit in paths[0] if all(unit in path for path in paths))
        return [(common, Decimal(1), True)]

    def within(self, place: int, unit: int, on: date) -> bool:
        return all(unit in self.above(end, on) for end, _, _ in self.where(place, on))

    def touches(self, place: int, unit: int, on: date) -> bool:
        return any(unit in self.above(end, on) for end, _, _ in self.where(place, on))

    def line(self, place: int) -> tuple[set[int], set[int]]:
        def reach(step: dict[int, list[int]]) -> set[int]:
            seen: set[int] = set()
            todo = list(step.get(place, []))
            while todo:
                unit = todo.pop()
                if unit not in seen:
                    seen.add(unit)
                    todo += step.get(unit, [])
            return seen

        back: dict[int, list[int]] = {}
        forth: dict[int, list[int]] = {}
        for old, new, _, _ in self.moves:
            back.setdefault(new, []).append(old)
            forth.setdefault(old, []).append(new)
        return reach(back), reach(forth)


def total(
    world: World,
    said: list[Said],
    *,
    unit: int,
    on: date,
    start: date,
    end: date,
    stock: bool,
    wholes: list[Said] | None = None,
) -> int | None:
    """What the unit and all below it make on the map of a day, of a part beside its wholes; ``None`` for nothing."""

    def of(some: list[Said]) -> tuple[list[Said], list[Said]]:
        """The claims over the sum, and all that counts."""
        mine = [one for one in some if start <= one.start and one.end <= end]
        claims = [one for one in mine if one.area and one.forced and world.touches(one.place, unit, on)]
        return (stocks if stock else flows)(world, mine, claims)

    if wholes is not None:
        said = with_wholes(world, said, *of(wholes), stock=stock)
    _, counted = of(said)
    result, any_found = Decimal(0), False
    for one in counted:
        pieces = [(one.place, one.value)]
        if one.left is not None:
            over = not world.lives(one.place, on) and world.units[one.place].times[0][0] <= on
            pieces = one.left if over else [(one.place, sum(value for _, value in one.left))]
        for piece, value in pieces:
            ends = world.where(piece, on)
            for (at, _, _), part in zip(ends, divided(value, [share for _, share, _ in ends]), strict=True):
                if unit in world.above(at, on):
                    result += part
                    any_found = True
    return int(result) if any_found else None


def divided(value: int, shares: list[Decimal]) -> list[int]:
    """By the largest remainder."""
    exact = [Decimal(value) * share for share in shares]
    whole = [int(part) for part in exact]
    for place in sorted(range(len(shares)), key=lambda i: (-(exact[i] - whole[i]), i))[: value - sum(whole)]:
        whole[place] += 1
    return whole


def with_wholes(world: World, parts: list[Said], ruling: list[Said], counted: list[Said], *, stock: bool) -> list[Said]:
    """The parts that may count: those stated with what counts of the whole, or where nothing of it counts."""

    def same(one: Said, other: Said) -> bool:
        return (one.body, one.start, one.end, one.area) == (other.body, other.start, other.end, other.area)

    def meets(one: Said, other: Said, where: Said) -> bool:
        return (stock or over(one, other)) and lies_in(world, where, one if where is other else other)

    found = []
    for part in parts:
        above = [claim for claim in ruling if meets(part, claim, part)]
        if above:
            found += [replace(part, forced=True)] if any(same(part, claim) for claim in above) else []
        elif not part.area or all(same(part, one) or not meets(part, one, one) for one in counted):
            found.append(replace(part, forced=False))
    return found


def over(one: Said, other: Said) -> bool:
    return one.start < other.end and other.start < one.end


def lies_in(world: World, value: Said, claim: Said) -> bool:
    return value.place == claim.place or world.within(value.place, claim.place, claim.end - timedelta(days=1))


def bottom_up(world: World, one: Said) -> tuple[object, ...]:
    unit = world.units[one.place]
    return (-unit.level, unit.times[0][0])


def flows(world: World, said: list[Said], claims: list[Said]) -> tuple[list[Said], list[Said]]:
    """A claim replaces the sum of its own period: nothing longer may count in its land that has a part of its days."""
    plain: list[Said] = []
    for body in {one.body for one in said}:
        plain += widest([one for one in said if one.body == body and not one.area])
    ruling: list[Said] = []
    for claim in sorted(claims, key=lambda c: (c.start - c.end, world.units[c.place].level, c.start, c.body)):
        beaten = any(over(claim, other) and lies_in(world, claim, other) for other in ruling)
        without = standing_in(world, said, plain, ruling)
        there = [one for one in without if over(one, claim) and lies_in(world, one, claim)]
        if not beaten and not any(one.start < claim.start or one.end > claim.end for one in there):
            ruling.append(claim)
    return ruling, standing_in(world, said, plain, ruling)


def standing_in(world: World, said: list[Said], plain: list[Said], ruling: list[Said]) -> list[Said]:
    """The claims, what they leave of the own values, and what area values stand in then."""

    def ruled(one: Said) -> bool:
        return any(over(one, claim) and lies_in(world, one, claim) for claim in ruling)

    counted = ruling + [one for one in plain if not ruled(one)]
    for one in sorted(
        (s for s in said if s.area), key=lambda s: (*bottom_up(world, s), s.start - s.end, s.start, s.body)
    ):
        if not ruled(one) and not any(over(one, other) and lies_in(world, other, one) for other in counted):
            counted.append(one)
    return counted


def widest(values: list[Said]) -> list[Said]:
    """Of all ways to take periods that do not overlap the one with most days, then the fewest, then longest first."""
    sets: list[list[Said]] = [[]]
    for one in sorted(values, key=lambda s: s.start):
        sets += [[*some, one] for some in sets if not any(over(one, other) for other in some)]

    def worth(some: list[Said]) -> tuple[object, ...]:
        lengths = [(one.end - one.start).days for one in some]
        return (sum(lengths), -len(some), lengths, [-one.start.toordinal() for one in some])

    return max(sets, key=worth)


def stocks(world: World, said: list[Said], claims: list[Said]) -> tuple[list[Said], list[Said]]:
    def latest(values: list[Said], *, divide: bool = False) -> list[Said]:
        best: dict[int, tuple[date, date]] = {}
        for one in values:
            if one.place not in best or (one.end, best[one.place][1]) > (best[one.place][0], one.start):
                best[one.place] = (one.end, one.start)
        kept = []
        for one in values:
            before, after = world.line(one.place)
            if (one.end, one.start) != best[one.place]:
                continue
            if any(p in best and best[p][0] > one.end for p in before):
                continue
            if not any(p in best and best[p][0] >= one.end for p in after):
                kept.append(one)
            elif divide and (left := silent(one.place, one.value, one.end, best)):
                kept.append(replace(one, value=sum(value for _, value in left), left=left))
        return kept

    def silent(place: int, value: int, end: date, best: dict[int, tuple[date, date]]) -> list[tuple[int, int]]:
        """The parts of a value that shares gave to heirs of whom nothing was said as late."""
        ways = sorted((new, share or 0) for old, new, _, share in world.moves if old == place)
        shares = [1_000_000 if len(ways) == 1 else share for _, share in ways]
        if not ways or not all(shares) or sum(shares) != 1_000_000:
            return []
        found = []
        for (heir, _), part in zip(ways, divided(value, [Decimal(s) / 1_000_000 for s in shares]), strict=True):
            later = {p for p in best if best[p][0] >= end}
            if heir in later:
                continue
            found += silent(heir, part, end, best) if world.line(heir)[1] & later else [(heir, part)]
        return found

    def first_of_place(values: list[Said]) -> list[Said]:
        return [one for one in values if one.body == min(o.body for o in values if o.place == one.place)]

    def longer_or_later(one: Said, claim: Said) -> bool:
        return one.end > claim.end or (one.end == claim.end and one.start < claim.start)

    stated = [one for one in said if not one.area]
    own = latest(stated, divide=True)
    ruling: list[Said] = []
    for one in sorted(first_of_place(latest(claims)), key=lambda c: (world.units[c.place].level, c.place)):
        if any(lies_in(world, one, other) for other in ruling):
            continue
        if not any(longer_or_later(other, one) for other in own if lies_in(world, other, one)):
            ruling.append(one)
    counted = ruling + [one for one in own if not any(lies_in(world, one, claim) for claim in ruling)]
    for one in sorted(
        first_of_place(latest([s for s in said if s.area])), key=lambda s: (*bottom_up(world, s), s.place)
    ):
        if any(lies_in(world, one, claim) for claim in ruling):
            continue
        if not any(lies_in(world, other, one) for other in [*counted, *stated]):
            counted.append(one)
    return ruling, counted

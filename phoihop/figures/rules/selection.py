"""Which values count over a stretch of days, whatever the map: the coarsest, the latest, claims in their place.

All values are of one indicator, system, breakdown and calendar. Days are ordinals, stretches half-open.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from phoihop.figures.rules.grouping import split
from phoihop.figures.rules.maps import Geography

__all__ = ["FORCED", "Picked", "Row", "left_out", "pick"]

#: `Row.decides` of an area claim that was put in force over the sum.
FORCED = 2


class Row(NamedTuple):
    """One counted value: of ``body`` at ``place`` in ``province`` for ``[start, end)``."""

    figure: int
    place: int
    body: int
    province: int
    start: int
    end: int
    area: bool
    decides: int
    value: int
    comparator: int

    @property
    def days(self) -> int:
        return self.end - self.start


class Picked(NamedTuple):
    """A value that counts; ``standin``: where nothing own or below is counted; ``forced``: put over the sum.

    ``left``: only this is left of it, at these heirs of its place; the row then has what is left as its value.
    """

    row: Row
    standin: bool = False
    forced: bool = False
    left: tuple[tuple[int, int], ...] = ()


def pick(
    rows: Iterable[Row],
    *,
    last: bool,
    geo: Geography,
    within: frozenset[int] | None = frozenset(),
    divide: bool = False,
    wholes: Iterable[Row] | None = None,
) -> list[Picked]:
    """The values that count among those lying inside a stretch of days.

    With ``last`` (stocks) a place's latest period counts, and of places that followed one another the latest;
    else of each body the periods that together cover the most days, coarser before finer. An area value stands in
    where nothing of its unit or below is counted in its days; of stocks where nothing own was said there at all,
    for what gave way to a later number elsewhere is counted there. Claims put over the sum are followed at the
    places of ``within`` (all where ``None``), each for its own period: where no longer value covers it (see
    `_pick_flow`), of stocks where no later one counts below.

    A stock of a place that was divided gives way to what any heir says as late: one heir's number beside the whole
    of before would count its land twice, and what the others have of it nobody said. With ``divide`` the parts that
    stated shares gave to heirs which said nothing as late still count. Kept totals are made without, for shares may
    be stated at any time; `queries.asked.doubt_shared` has their units asked from the values.

    Values of a breakdown follow the choice made among the ``wholes`` that they are parts of (see `_beside_wholes`).
    """
    rows = list(rows) if wholes is None else _beside_wholes(rows, wholes, last=last, geo=geo, within=within)
    areas = [row for row in rows if row.area]
    own = [row for row in rows if not row.area]
    if not areas:
        return _latest(own, geo, divide=divide) if last else [Picked(row) for row in _coarsest(own)]
    forced = [row for row in areas if row.decides == FORCED and (within is None or row.place in within)]
    return _pick_stock(own, areas, forced, geo, divide=divide) if last else _pick_flow(own, areas, forced, geo)


def _beside_wholes(
    rows: Iterable[Row], wholes: Iterable[Row], *, last: bool, geo: Geography, within: frozenset[int] | None
) -> list[Row]:
    """The values of a breakdown that may count beside what counts of the whole, so that no part is of another total.

    Under a claim put over the sum it is what was stated with that claim. A part stated for an area stands in where the
    whole stated with it does, or where nothing of the whole counts inside.
    """
    whole = pick(wholes, last=last, geo=geo, within=within)
    over = [one.row for one in whole if one.forced]
    made = []
    for row in rows:
        ruling = [claim for claim in over if (last or _overlap(row, claim)) and _covers(claim, row, geo)]
        if ruling:
            if any(_stated_with(row, claim) for claim in ruling):
                made.append(row._replace(decides=FORCED))
        elif not row.area or not any(
            (last or _overlap(row, one.row)) and _covers(row, one.row, geo) and not _stated_with(row, one.row)
            for one in whole
        ):
            made.append(row._replace(decides=int(row.area)))
    return made


def _stated_with(part: Row, whole: Row) -> bool:
    return (part.body, part.start, part.end, part.area) == (whole.body, whole.start, whole.end, whole.area)


def _pick_flow(own: list[Row], areas: list[Row], forced: list[Row], geo: Geography) -> list[Picked]:
    """The flows that count, with the claims put over the sum that are followed, longer ones first.

    Each takes the place of the sum of exactly its own period: over more days it counts instead of what counts of its
    land inside these days, unless a longer value covers some of them there, which has its part in it already.
    """
    over: list[Row] = []
    kept = [Picked(row) for row in _coarsest(own)]
    picked = _with_standins(kept, areas, over, geo)
    for claim in sorted(forced, key=lambda row: (-row.days, geo.levels[row.place], row.start, row.body)):
        if _ruled(claim, over, geo):
            continue
        mine = [one.row for one in picked if _overlap(one.row, claim) and _covers(claim, one.row, geo)]
        if all(claim.start <= row.start and row.end <= claim.end for row in mine):
            over.append(claim)
            left = [one for one in kept if not _ruled(one.row, over, geo)]
            picked = _with_standins([*(Picked(row, forced=True) for row in over), *left], areas, over, geo)
    return picked


def _ruled(row: Row, over: list[Row], geo: Geography) -> bool:
    """Whether a claim that is followed takes the place of a value."""
    return any(_overlap(row, claim) and _covers(claim, row, geo) for claim in over)


def _with_standins(picked: list[Picked], areas: list[Row], over: list[Row], geo: Geography) -> list[Picked]:
    """What counts with the area values that stand in where nothing of their unit or below is counted."""
    picked = list(picked)
    for row in sorted(areas, key=lambda row: (*_rank(row, geo), -row.days, row.start, row.body)):
        if _ruled(row, over, geo):
            continue
        if not any(_overlap(row, other.row) and _covers(row, other.row, geo) for other in picked):
            picked.append(Picked(row, standin=True))
    return picked


def _pick_stock(own: list[Row], areas: list[Row], forced: list[Row], geo: Geography, *, divide: bool) -> list[Picked]:
    kept = _latest(own, geo, divide=divide)
    over: list[Row] = []
    for row in sorted(_one_per_place(forced, geo), key=lambda row: (geo.levels[row.place], row.place)):
        if any(_covers(other, row, geo) for other in over):
            continue
        if all(_as_late(row, other.row) for other in kept if _covers(row, other.row, geo)):
            over.append(row)
    picked = [Picked(row, forced=True) for row in over]
    picked += [one for one in kept if not any(_covers(claim, one.row, geo) for claim in over)]
    # where a value lies is a matter of its place alone: one for each tells it
    there = {row.place: row for row in (*own, *(one.row for one in picked))}
    for row in sorted(_one_per_place(areas, geo), key=lambda row: (*_rank(row, geo), row.place)):
        if any(_covers(claim, row, geo) for claim in over):
            continue
        if not any(_covers(row, other, geo) for other in there.values()):
            picked.append(Picked(row, standin=True))
            there[row.place] = row
    return picked


def _as_late(claim: Row, row: Row) -> bool:
    """Whether a claim for a stock ends no earlier than a value, and of one end covers no fewer days."""
    return (row.end, -row.start) <= (claim.end, -claim.start)


def _rank(row: Row, geo: Geography) -> tuple[int, date]:
    """Lower levels first; of one level, units that came first."""
    return -geo.levels[row.place], geo.versions[row.place][0].valid_from


def _overlap(one: Row, other: Row) -> bool:
    return one.start < other.end and other.start < one.end


def _covers(claim: Row, row: Row, geo: Geography) -> bool:
    """Whether a value lies in the land of an area claim, on the map of the last day of the claim's period."""
    return claim.place == row.place or geo.inside(row.place, claim.place, date.fromordinal(claim.end - 1))


def _coarsest(rows: list[Row]) -> list[Row]:
    """Of each body the periods that together cover the most days; of these the fewest, then the longest first.

    So a year counts before its months, and two halves before nine months: what nine months cover they cover too.
    """
    by_body: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_body[row.body].append(row)
    taken: list[Row] = []
    for mine in by_body.values():
        taken += mine if _disjoint(mine) else _widest(mine)
    return taken


def _disjoint(rows: list[Row]) -> bool:
    rows.sort(key=lambda row: row.start)
    return all(one.end <= other.start for one, other in itertools.pairwise(rows))


class _Chosen(NamedTuple):
    """Periods apart from one another, ordered by how well they do: days, few, long ones first, early ones first."""

    days: int = 0
    few: int = 0
    lengths: tuple[int, ...] = ()
    starts: tuple[int, ...] = ()
    rows: tuple[Row, ...] = ()

    def with_(self, row: Row) -> _Chosen:
        return _Chosen(
            self.days + row.days,
            self.few - 1,
            (*self.lengths, row.days),
            (*self.starts, -row.start),
            (*self.rows, row),
        )


def _widest(rows: list[Row]) -> list[Row]:
    ordered = sorted(rows, key=lambda row: (row.end, row.start, row.figure))
    ends = [row.end for row in ordered]
    best = [_Chosen()]
    for place, row in enumerate(ordered):
        best.append(max(best[-1], best[bisect_right(ends, row.start, hi=place)].with_(row)))
    return list(best[-1].rows)


def _latest(rows: list[Row], geo: Geography, *, divide: bool = False) -> list[Picked]:
    """Of each place the values of its latest period (the longest of those), of successive places the latest."""
    best: dict[int, tuple[int, int]] = {}
    for row in rows:
        period = (row.end, -row.start)
        if row.place not in best or period > best[row.place]:
            best[row.place] = period
    ends = {place: end for place, (end, _) in best.items()}
    gone = _superseded(ends, geo)
    made = []
    for row in rows:
        if best[row.place] != (row.end, -row.start):
            continue
        if row.place not in gone:
            made.append(Picked(row))
        elif divide and (left := _left_of(row, ends, geo)):
            made.append(Picked(row._replace(value=sum(part for _, part in left)), left=left))
    return made


def _left_of(row: Row, ends: dict[int, int], geo: Geography) -> tuple[tuple[int, int], ...]:
    """What stated shares gave to heirs that said nothing as late, of a value that gave way to what others said."""
    before, _ = geo.relatives(row.place)
    if any(ends.get(origin, -1) > row.end for origin in before):
        return ()
    return tuple(_not_said_by_heirs(row.place, row.value, row.end, ends, geo))


def _not_said_by_heirs(
    place: int, value: int, end: int, ends: dict[int, int], geo: Geography
) -> Iterator[tuple[int, int]]:
    ways = geo.divided(place)
    for share, part in zip(ways, split(value, ways), strict=True) if ways else ():
        if ends.get(share.unit, -1) >= end:
            continue
        if any(ends.get(heir, -1) >= end for heir in geo.relatives(share.unit)[1]):
            yield from _not_said_by_heirs(share.unit, part, end, ends, geo)
        else:
            yield share.unit, part


def _one_per_place(rows: list[Row], geo: Geography) -> list[Row]:
    """The latest area claim of each place that no later place's claim supersedes."""
    found: dict[int, Row] = {}
    for row, *_ in _latest(rows, geo):
        if row.place not in found or row.body < found[row.place].body:
            found[row.place] = row
    return list(found.values())


def left_out(rows: Iterable[Row], *, last: bool, geo: Geography) -> list[Row]:
    """Own values that count nowhere though nothing that counts says as much: what to look at again.

    Flows of days that the periods counted do not cover, as of the last quarter where nine months and a second half
    were said. Stocks of a place that was divided without shares, of whose heirs one spoke and another did not.
    """
    own = [row for row in rows if not row.area]
    if not last:
        counted: dict[int, list[Row]] = defaultdict(list)
        for row in _coarsest(own):
            counted[row.body].append(row)
        return [row for row in own if sum(_days_in(row, one) for one in counted[row.body]) < row.days]
    taken = {one.row.figure for one in _latest(own, geo, divide=True)}
    ends: dict[int, int] = {}
    for row in own:
        ends[row.place] = max(ends.get(row.place, 0), row.end)
    return [
        row
        for row in own
        if row.figure not in taken
        and row.end == ends[row.place]
        and not geo.divided(row.place)
        and _some_silent(row, ends, geo)
    ]


def _days_in(row: Row, other: Row) -> int:
    return max(min(row.end, other.end) - max(row.start, other.start), 0)


def _some_silent(row: Row, ends: dict[int, int], geo: Geography) -> bool:
    """Whether of the heirs of a place some spoke as late, and others nothing at all."""
    heirs = [{move.heir, *geo.relatives(move.heir)[1]} for move in geo.heirs.get(row.place, ())]
    spoke = [any(ends.get(unit, -1) >= row.end for unit in line) for line in heirs]
    return any(spoke) and not all(spoke)


def _superseded(ends: dict[int, int], geo: Geography) -> set[int]:
    """The places in whose line of succession another has a later value (or an heir one as late)."""
    gone: set[int] = set()
    for place, end in ends.items():
        before, after = geo.relatives(place)
        if any(ends.get(heir, -1) >= end for heir in after) or any(ends.get(origin, -1) > end for origin in before):
            gone.add(place)
    return gone

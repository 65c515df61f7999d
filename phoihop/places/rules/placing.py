"""Where a unit's value counts on the map of another day (bản đồ cộng số liệu)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from phoihop.core.tree import Tree

__all__ = ["Placed", "place_on_map"]


@dataclass(frozen=True, slots=True)
class Placed:
    """The unit of the map that takes a value; not ``exact`` where it stands there as "chưa phân bổ"."""

    unit: int
    exact: bool


def place_on_map(
    units: Iterable[int], *, tree: Tree, links: Mapping[int, Iterable[int]], above: Mapping[int, int | None]
) -> dict[int, Placed]:
    """Say for each unit where it counts on the map ``tree``.

    ``links`` leads from a unit to those it became (forward) or came from (backward) until the map's
    day. Where all ends are one unit of the map, there; else at the lowest unit above them all. A unit
    without links stands where the unit above it (``above``, at its own time) stands.

    >>> # commune 4 became 3 on the map 1 → 2, 3; district 5 has no heir and lay under 1
    >>> place_on_map([2, 4, 5], tree=Tree({1: None, 2: 1, 3: 1}), links={4: [3]}, above={4: 5, 5: 1})
    {2: Placed(unit=2, exact=True), 4: Placed(unit=3, exact=True), 5: Placed(unit=1, exact=False)}
    """
    ends: dict[int, frozenset[int]] = {}

    def ends_of(unit: int) -> frozenset[int]:
        if unit in tree.parents:
            return frozenset((unit,))
        if unit not in ends:
            ends[unit] = frozenset()
            ends[unit] = frozenset(end for step in links.get(unit, ()) for end in ends_of(step))
        return ends[unit]

    def placed(unit: int) -> Placed | None:
        found = ends_of(unit)
        if len(found) == 1:
            return Placed(next(iter(found)), exact=True)
        if found and (common := tree.common(found)) is not None:
            return Placed(common, exact=False)
        parent = above.get(unit)
        if parent is None:
            return None
        higher = placed(parent)
        return higher and Placed(higher.unit, exact=False)

    return {unit: where for unit in units if (where := placed(unit)) is not None}

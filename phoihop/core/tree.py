"""A tree of identities held in memory: parents, children, subtrees, lowest common unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Tree"]


class Tree:
    """A forest given as child → parent (cây đơn vị); roots have parent ``None``.

    Raises ``ValueError`` where the parents go round in a circle.

    >>> tree = Tree({1: None, 2: 1, 3: 1, 4: 2})
    >>> sorted(tree.below(1)), tree.path(4), tree.common([3, 4])
    ([1, 2, 3, 4], (1, 2, 4), 1)
    """

    def __init__(self, parents: Mapping[int, int | None]) -> None:
        self.parents = dict(parents)
        self._children: dict[int | None, list[int]] = defaultdict(list)
        for child, parent in self.parents.items():
            self._children[parent].append(child)
        if sum(1 for root in self.children(None) for _ in self.below(root)) != len(self.parents):
            raise ValueError("the parents go round in a circle or name an unknown unit")

    def children(self, unit: int | None) -> list[int]:
        return self._children.get(unit, [])

    def below(self, unit: int) -> Iterator[int]:
        """The unit and everything below it, parents first."""
        waiting = [unit]
        while waiting:
            here = waiting.pop()
            yield here
            waiting.extend(self.children(here))

    def path(self, unit: int) -> tuple[int, ...]:
        """From the root down to the unit, both included."""
        steps = [unit]
        while (parent := self.parents[steps[-1]]) is not None:
            steps.append(parent)
        return tuple(reversed(steps))

    def common(self, units: Iterable[int]) -> int | None:
        """The lowest unit that stands above (or is) all of them; ``None`` where there is none."""
        paths = [self.path(unit) for unit in units]
        if not paths:
            return None
        shared = None
        for steps in zip(*paths, strict=False):
            if len(set(steps)) > 1:
                break
            shared = steps[0]
        return shared

"""How qualified numbers add up (đại số của “hơn”, “gần”, “dưới”)."""

from __future__ import annotations

from collections.abc import Iterable

from phoihop.figures.rules.values import Comparator

__all__ = ["combined", "compared", "merged", "of_sum"]

_UP = Comparator.GT | Comparator.GE


def merged(mask: int, other: int) -> int:
    """The bits of two sums put together: the highest bit and whether anything is "more than".

    >>> merged(1, 2), merged(8, 2), merged(1, 1)
    (2, 10, 1)
    """
    return max(mask, other) | (mask & _UP) | (other & _UP)


def combined(mask: int, counted: int) -> Comparator:
    """How a sum of ``counted`` values is qualified.

    eq with eq is eq; with any gt or ge "at least"; with any approx, or lt beside gt or ge, approx; lt with eq
    is lt. One value alone keeps its own.

    >>> combined(2, 1).name, combined(3, 2).name, combined(10, 2).name, combined(9, 2).name, combined(16, 3).name
    ('GT', 'GE', 'APPROX', 'LT', 'APPROX')
    """
    if mask <= Comparator.EQ:
        return Comparator.EQ
    if mask & Comparator.APPROX or (mask & Comparator.LT and mask & _UP):
        return Comparator.APPROX
    if mask & Comparator.LT:
        return Comparator.LT
    if mask & _UP:
        return Comparator(mask & _UP) if counted == 1 and (mask & _UP) in (2, 4) else Comparator.GE
    return Comparator.EQ


def compared(*comparators: Comparator) -> Comparator:
    """How a difference or a ratio of values is qualified: exact only where all are."""
    return Comparator.EQ if all(one is Comparator.EQ for one in comparators) else Comparator.APPROX


def of_sum(comparators: Iterable[Comparator]) -> Comparator:
    """How the sum of some totals is qualified, each with its own word.

    >>> of_sum([Comparator.GT, Comparator.EQ]).name, of_sum([Comparator.GT]).name, of_sum([]).name
    ('GE', 'GT', 'EQ')
    """
    mask = counted = 0
    for one in comparators:
        mask, counted = merged(mask, one), counted + 1
    return combined(mask, counted)

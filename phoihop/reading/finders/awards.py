"""Conferred awards (khen thưởng)."""

from __future__ import annotations

from collections.abc import Iterator

from phoihop.reading.segment import Context
from phoihop.reading.values import Award

__all__ = ["find"]


def find(page: Context) -> Iterator[Award]:
    """Yield the conferred awards of a text, in reading order."""
    return iter(())

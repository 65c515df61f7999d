"""People (người được nêu tên)."""

from __future__ import annotations

from collections.abc import Iterator

from phoihop.reading.segment import Context
from phoihop.reading.values import Person

__all__ = ["find"]


def find(page: Context) -> Iterator[Person]:
    """Yield the people of a text, in reading order."""
    return iter(())

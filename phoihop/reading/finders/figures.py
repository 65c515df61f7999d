"""Counted results (số liệu)."""

from __future__ import annotations

from collections.abc import Iterator

from phoihop.reading.segment import Context
from phoihop.reading.values import Figure

__all__ = ["find"]


def find(page: Context) -> Iterator[Figure]:
    """Yield the counted results of a text, in reading order."""
    return iter(())

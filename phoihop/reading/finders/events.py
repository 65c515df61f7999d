"""Reported events (sự kiện)."""

from __future__ import annotations

from collections.abc import Iterator

from phoihop.reading.segment import Context
from phoihop.reading.values import Event

__all__ = ["find"]


def find(page: Context) -> Iterator[Event]:
    """Yield the reported events of a text, in reading order."""
    return iter(())

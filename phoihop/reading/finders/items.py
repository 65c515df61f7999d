"""Enumerated contents, tasks and weaknesses (nội dung, nhiệm vụ, hạn chế)."""

from __future__ import annotations

from collections.abc import Iterator

from phoihop.reading.segment import Context
from phoihop.reading.values import Item

__all__ = ["find"]


def find(page: Context) -> Iterator[Item]:
    """Yield the contents, tasks and weaknesses of a text, in reading order."""
    return iter(())

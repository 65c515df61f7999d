"""Instruments (văn bản)."""

from __future__ import annotations

from collections.abc import Iterator

from phoihop.reading.segment import Context
from phoihop.reading.values import Document

__all__ = ["find"]


def find(page: Context) -> Iterator[Document]:
    """Yield the instruments of a text, in reading order."""
    return iter(())

"""Numbers in addresses and forms (tham số): what a browser sends, never trusted."""

from __future__ import annotations

__all__ = ["LARGEST", "whole"]

#: The largest number that an address may name; databases hold it, and nothing of ours counts further.
LARGEST = 10**9


def whole(text: str | None) -> int | None:
    """A plain whole number of ASCII digits up to ``LARGEST``; ``None`` for anything else.

    >>> whole("12"), whole("²"), whole("9" * 30), whole("-3"), whole(None)
    (12, None, None, None, None)
    """
    if not text or len(text) > 10 or not (text.isascii() and text.isdigit()):
        return None
    number = int(text)
    return number if number <= LARGEST else None

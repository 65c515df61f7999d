"""What stays as it is while one question is answered is read once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar, cast

__all__ = ["one_answer", "read_once"]

T = TypeVar("T")
_kept: ContextVar[dict[Hashable, object] | None] = ContextVar("kept", default=None)


@contextmanager
def one_answer() -> Iterator[None]:
    """Within this block ``read_once`` keeps what it read; also a decorator. A block inside a block is part of it.

    For reading alone: an act that writes what it reads again must stand outside.

    >>> reads = []
    >>> with one_answer():
    ...     [read_once("units", lambda: reads.append("read") or 7) for _ in range(3)]
    [7, 7, 7]
    >>> len(reads)
    1
    """
    if _kept.get() is not None:
        yield
        return
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def read_once(key: Hashable, read: Callable[[], T]) -> T:
    """What ``read`` gives, asked only the first time within one answer; outside of one, every time.

    >>> read_once("units", lambda: 8)
    8
    """
    kept = _kept.get()
    if kept is None:
        return read()
    if key not in kept:
        kept[key] = read()
    return cast(T, kept[key])

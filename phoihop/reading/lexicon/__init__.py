"""Language data (từ điển): plain text files beside this one, read once when first asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from phoihop.reading.normalise import fold

__all__ = ["abbreviations", "alternatives", "lines", "words"]


@cache
def lines(name: str) -> tuple[str, ...]:
    """The entries of one file, one a line; ``#`` opens a comment.

    >>> lines("ranks")[0]
    'đại tướng'
    """
    raw = Path(__file__).with_name(f"{name}.txt").read_text(encoding="utf-8")
    entries = (line.split("#", 1)[0].strip() for line in raw.splitlines())
    return tuple(entry for entry in entries if entry)


@cache
def words(name: str) -> frozenset[str]:
    """The entries of one file as a set, folded."""
    return frozenset(fold(entry) for entry in lines(name))


def alternatives(entries: Iterable[str]) -> str:
    """A regular expression group body that tries longer entries first; a space stands for any white space.

    >>> alternatives(["chủ tịch", "chủ tịch nước"])
    'chủ\\\\s+tịch\\\\s+nước|chủ\\\\s+tịch'
    """
    ordered = sorted({fold(entry) for entry in entries}, key=lambda entry: (-len(entry), entry))
    return "|".join(r"\s+".join(re.escape(part) for part in entry.split()) for entry in ordered)


@cache
def abbreviations() -> dict[str, str]:
    """Abbreviation to expansion, as printed (``UBND`` to ``Ủy ban nhân dân``); of several meanings the first."""
    pairs = (entry.split("\t") for entry in lines("abbreviations"))
    return {pair[0]: pair[1].split(";")[0].strip() for pair in pairs}

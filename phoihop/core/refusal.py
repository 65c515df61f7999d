"""Refusals: why an act may not happen, as data that greys a button, fills a 409 and is tested without a database."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["Refusal", "Refused"]


class Refusal:
    """A named reason with its facts (lý do từ chối).

    ``code`` names the sentence in the part's ``wording.WORDING``; ``facts`` fill its blanks.
    ``part`` is the part whose wording holds the sentence, e.g. ``"reports"``.

    >>> Refusal("reports", "incomplete", missing=("TT01",)).code
    'incomplete'
    """

    __slots__ = ("code", "facts", "part")

    def __init__(self, part: str, code: str, /, **facts: object) -> None:
        self.part = part
        self.code = code
        self.facts: Mapping[str, object] = MappingProxyType(facts)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Refusal):
            return NotImplemented
        return (self.part, self.code, dict(self.facts)) == (other.part, other.code, dict(other.facts))

    def __hash__(self) -> int:
        return hash((self.part, self.code))

    def __repr__(self) -> str:
        blanks = "".join(f", {name}={value!r}" for name, value in self.facts.items())
        return f"Refusal({self.part!r}, {self.code!r}{blanks})"


class Refused(Exception):
    """Raised by an action when a rule refuses; the transaction rolls back and nothing has changed."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(f"{refusal.part}.{refusal.code}")
        self.refusal = refusal

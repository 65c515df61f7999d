"""Why a file is not read: codes and facts; the sentences belong to whoever shows them."""

from __future__ import annotations

from typing import Final

__all__ = ["CODES", "LoadRefused"]

CODES: Final = frozenset(
    {
        "empty",  # no bytes, or a container without any content
        "too_large",  # size, limit
        "kind_mismatch",  # said (the ending of its name), found (the kind of its content)
        "unsupported",  # found
        "damaged",  # kind, part
        "encrypted",  # kind
        "bomb",  # what: ratio | entries | size | nesting | entities | pages | cells
        "needs_program",  # program, kind
    }
)


class LoadRefused(Exception):
    """A file that is not read (tệp không nhận): one of ``CODES`` and the facts of the case."""

    def __init__(self, code: str, **facts: str | int) -> None:
        if code not in CODES:
            raise ValueError(code)
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        return " ".join([self.code, *(f"{name}={value}" for name, value in sorted(self.facts.items()))])

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (self.code, self.facts)


def _again(code: str, facts: dict[str, str | int]) -> LoadRefused:
    """Rebuild a refusal that crossed from a child process."""
    return LoadRefused(code, **facts)

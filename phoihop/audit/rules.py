"""How a line of the log is hashed and how a chain is checked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

__all__ = ["Line", "breaks", "digest"]


@dataclass(frozen=True, slots=True)
class Line:
    """What of an entry is hashed, with the hashes that stand in the database."""

    chain: str
    number: int
    at: datetime
    action: str
    subject: str
    account: int | None
    body: int | None
    name: str
    facts: Mapping[str, object]
    previous: str
    digest: str


def digest(line: Line) -> str:
    """SHA-256 over the line's content and the digest of the line before it, as hex."""
    content = [
        line.previous,
        line.chain,
        line.number,
        line.at.astimezone(UTC).isoformat(timespec="microseconds"),
        line.action,
        line.subject,
        line.account,
        line.body,
        line.name,
        line.facts,
    ]
    packed = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(packed.encode()).hexdigest()


def breaks(chain: str, lines: Iterable[Line], *, length: int, head: str) -> Iterator[str]:
    """Say where a chain's lines do not follow from one another or from its head, in reading order."""
    expected, previous = 1, ""
    for line in lines:
        if line.number != expected:
            yield f"{chain}: line {expected} is missing, line {line.number} stands in its place"
            expected = line.number
        if line.previous != previous:
            yield f"{chain}: line {line.number} does not follow the line before it"
        if digest(line) != line.digest:
            yield f"{chain}: line {line.number} was changed after it was written"
        expected, previous = expected + 1, line.digest
    if expected - 1 != length:
        yield f"{chain}: {length} lines were written, {expected - 1} are there"
    elif previous != head:
        yield f"{chain}: the head is not the digest of the last line"

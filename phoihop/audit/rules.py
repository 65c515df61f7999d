"""How a line of the log is hashed and how a chain is checked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

__all__ = ["Line", "Witness", "breaks", "digest", "refuted"]


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


@dataclass(frozen=True, slots=True)
class Witness:
    """What a record elsewhere says of its line in the log (chứng cứ): what that line must hold.

    ``digest`` is the line's own digest, where the record keeps it; ``name`` is what a fault calls the record. A
    ``seal`` among the facts is compared where the line holds one: lines of before have none. ``latest`` says that the
    record may be written again, so that only its last line counts.
    """

    name: str
    action: str
    subject: str
    facts: Mapping[str, object]
    digest: str = ""
    latest: bool = False


def refuted(witness: Witness, lines: Iterable[tuple[str, Mapping[str, object]]]) -> str | None:
    """What is wrong between a witness and the lines of its action and subject (digest, facts), oldest first.

    ``None`` for nothing.
    """
    found = list(lines)[-1 if witness.latest else 0 :]
    if not found:
        return f"{witness.name}: its line is not in the log"
    if witness.digest and witness.digest not in {line for line, _ in found}:
        return f"{witness.name}: the line that it names is no longer in the log"
    for line, facts in found:
        if witness.digest in ("", line) and all(
            (key == "seal" and key not in facts) or facts.get(key) == value for key, value in witness.facts.items()
        ):
            return None
    return f"{witness.name}: it does not say what its line in the log says"


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

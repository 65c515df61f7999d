"""Tie facts to what the caller already knows, handed in as plain data (đối chiếu danh mục)."""

from __future__ import annotations

from collections.abc import Iterable

from phoihop.reading.normalise import fold
from phoihop.reading.values import Document, Fact, Person, Register

__all__ = ["resolve"]


def resolve(facts: Iterable[Fact], register: Register) -> tuple[tuple[str, str], ...]:
    """Printed names of the facts that the register knows, each with the caller's key, without repetition.

    Names compare folded (case, tone placement, white space).

    >>> resolve([Person(name="Lê Thị Hoà")], Register(people={"Lê Thị Hòa": "p7"}))
    (('Lê Thị Hoà', 'p7'),)
    """
    known = {
        kind: {_key(name): key for name, key in names.items()}
        for kind, names in (("person", register.people), ("document", register.documents), ("body", register.bodies))
    }
    found: dict[tuple[str, str], None] = {}
    for fact in facts:
        printed: list[tuple[str, str]] = []
        if isinstance(fact, Person):
            printed.append(("person", fact.name))
        elif isinstance(fact, Document):
            printed += [("document", name) for name in (fact.number, fact.title) if name]
        for attribute in ("parties", "hosts", "authorities"):
            printed += [("body", name) for name in getattr(fact, attribute, ())]
        if subject := getattr(fact, "subject", None):
            printed.append(("body", subject))
        for kind, name in printed:
            if (key := known[kind].get(_key(name))) is not None:
                found[(name, key)] = None
    return tuple(found)


def _key(name: str) -> str:
    return " ".join(fold(name).split())

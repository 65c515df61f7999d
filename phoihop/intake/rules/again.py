"""When two readings of one paper say the same, and who may have it read once more (đọc lại)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from phoihop.core.actor import Actor
from phoihop.core.refusal import Refusal
from phoihop.intake.rules.states import State, refusal_to_decide

__all__ = ["Fact", "paired", "refusal_to_read_again"]

#: A fact in the reader's format.
Fact = Mapping[str, Any]
#: What of a fact says that another one is the same, beside its place; people and documents are the same anywhere.
_SAME = {
    "figure": ("value",),
    "document": ("number",),
    "event": ("date",),
    "person": ("name",),
    "award": ("form", "collectives", "individuals", "recipients"),
    "item": ("role",),
}
_ANYWHERE = ("document", "person")


def paired(old: Sequence[Sequence[Fact]], new: Sequence[Fact]) -> dict[int, int]:
    """Which facts of a later reading are facts of an earlier one (đọc lại): their places in ``new`` and in ``old``.

    Each of ``old`` is what the reader said once and what a person made of it. The same is what says the same where
    it stands; a fact read at the very same place goes first, then one that overlaps.

    >>> said = {"type": "figure", "value": 12, "evidence": [[5, 10]]}
    >>> paired([[said | {"value": 3}], [said]], [said | {"evidence": [[5, 9]]}])
    {0: 1}
    """
    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
    placed: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for place, told in enumerate(old):
        for fact in told:
            alike[_says(fact)].append(place)
            placed[*_says(fact), *_place(fact)].append(place)
    found: dict[int, int] = {}
    taken: set[int] = set()
    for exact in (True, False):
        for number, fact in enumerate(new):
            if number in found:
                continue
            likely = placed[*_says(fact), *_place(fact)] if exact else alike[_says(fact)]
            free = (at for at in likely if at not in taken and _meets(old[at][0], fact))
            if (at := next(free, None)) is not None:
                found[number] = at
                taken.add(at)
    return found


def _says(fact: Fact) -> tuple[object, ...]:
    kind = fact["type"]
    named = kind == "document" and not fact.get("number")
    return kind, *(fact.get(name) for name in (("title",) if named else _SAME[kind]))


def _place(fact: Fact) -> tuple[int, ...]:
    return tuple(fact["evidence"][0])


def _meets(one: Fact, other: Fact) -> bool:
    (start, end), (first, last) = one["evidence"][0], other["evidence"][0]
    return one["type"] in _ANYWHERE or (start < last and first < end)


def refusal_to_read_again(*, actor: Actor, body_id: int, state: State, under_way: bool) -> Refusal | None:
    """Why a kept paper may not be read once more (đọc lại): who may accept its proposals may, one job at a time."""
    if refusal := refusal_to_decide(actor=actor, body_id=body_id, state=state):
        return refusal
    return Refusal("intake", "being_read_again") if under_way else None

"""What refuses that many figures are accepted in one act (nhận cả cột)."""

from __future__ import annotations

from collections.abc import Collection

from phoihop.core.refusal import Refusal

__all__ = ["refusal_to_accept_column"]


def refusal_to_accept_column(
    *, waiting: int, shown: int, ticked: Collection[int], doubtful: Collection[int]
) -> Refusal | None:
    """Why the cells of a column may not be accepted together; ``doubtful`` are those that a tick is enough for.

    ``shown`` is how many a person saw that are taken unasked, ``waiting`` how many there are now.

    >>> refusal_to_accept_column(waiting=3, shown=3, ticked=[7], doubtful=[7, 9]) is None
    True
    >>> refusal_to_accept_column(waiting=3, shown=3, ticked=[8], doubtful=[7, 9]).facts
    {'items': '8'}
    """
    if waiting != shown:
        return Refusal("intake", "column_changed")
    if others := sorted(set(ticked) - set(doubtful)):
        return Refusal("intake", "not_to_be_ticked", items=", ".join(map(str, others)))
    return None if waiting or ticked else Refusal("intake", "nothing_accepted")

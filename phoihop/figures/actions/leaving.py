"""Figures that leave in a file are written down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from phoihop.audit.actions import record
from phoihop.core.actor import Actor
from phoihop.figures.rules.questions import Question

__all__ = ["record_export"]


@transaction.atomic
def record_export(
    question: Question, *, kind: str, rows: int, by: Actor, at: datetime, indicators: Sequence[str] = ()
) -> None:
    """Write down that a table of figures was downloaded (tải số liệu), with every indicator where it has several."""
    facts: dict[str, object] = {"kind": kind, "rows": rows}
    if len(indicators) > 1:
        facts["indicators"] = list(indicators)
    record("figures.exported", f"figures:{question.token[2:-2]}"[:128], by=by, at=at, **facts)

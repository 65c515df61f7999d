"""What was said about a report and its cells, and what happened to them."""

from __future__ import annotations

from django.db.models import QuerySet

from phoihop.audit.models import Entry
from phoihop.reports.models import Cell, Comment, Report

__all__ = ["comments", "history"]


def comments(report: Report, row_id: int | None = None) -> QuerySet[Comment]:
    """The words on a report, or on one of its cells, oldest first."""
    said = Comment.objects.filter(report=report)
    return said if row_id is None else said.filter(row=row_id)


def history(report: Report, row_id: int, limit: int = 20) -> list[Entry]:
    """What happened to one cell (nhật ký của ô), newest first."""
    cell = Cell.objects.filter(report=report, row=row_id).first()
    if cell is None:
        return []
    return list(Entry.objects.filter(subject=f"reports.cell:{cell.pk}").order_by("-at", "-number")[:limit])

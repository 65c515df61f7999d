"""What was said about a report and its cells, and what happened to them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from phoihop.audit.models import Entry
from phoihop.audit.queries import of_subject
from phoihop.reports.models import Cell, Comment, Receipt, Report

__all__ = ["comments", "ended", "history", "requests"]


def comments(report: Report, row_id: int | None = None) -> QuerySet[Comment]:
    """The words on a report, or on one of its cells, oldest first."""
    said = Comment.objects.filter(report=report)
    return said if row_id is None else said.filter(row=row_id)


def requests(report: Report, *, since: datetime | None = None) -> dict[int, str]:
    """What the level above asked to mend (yêu cầu khi trả lại), by row: the last word on each, said ``since`` then."""
    said = comments(report).filter(kind=Comment.Kind.RETURN, row__isnull=False).order_by("at", "pk")
    if since is not None:
        said = said.filter(at__gte=since)
    return dict(said.values_list("row_id", "text"))


def ended(receipt: Receipt) -> Entry | None:
    """What ended a receipt (rút lại, trả lại, bổ sung): the first such line of the log after it was given."""
    acts = ("report.recalled", "report.returned", "report.amended")
    after = of_subject(receipt.report).filter(action__in=acts, at__gte=receipt.at)
    return after.order_by("at", "number").first()


def history(report: Report, row_id: int, limit: int = 20) -> list[Entry]:
    """What happened to one cell (nhật ký của ô), newest first."""
    cell = Cell.objects.filter(report=report, row=row_id).first()
    if cell is None:
        return []
    return list(Entry.objects.filter(subject=f"reports.cell:{cell.pk}").order_by("-at", "-number")[:limit])

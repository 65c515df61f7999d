"""What reports keep that the log must say too."""

from __future__ import annotations

from collections.abc import Iterator

from phoihop.audit.rules import Witness
from phoihop.reports.models import Cell, Receipt
from phoihop.reports.queries.sheets import content_of
from phoihop.reports.rules import State

__all__ = ["changed_after_sending", "witnesses"]

#: In these states the cells are what the last receipt says.
_SENT = (State.SUBMITTED, State.ACCEPTED)


def witnesses() -> Iterator[Witness]:
    """Every receipt (biên nhận), its values digested again, with the line of the log whose digest it holds."""
    for one in Receipt.objects.order_by("pk").iterator(chunk_size=2000):
        content = content_of(one.supplement, one.counted_until, one.values)
        facts = {"receipt": one.number, "content": content}
        yield Witness(
            f"receipt {one.number}", "report.submitted", f"reports.report:{one.report_id}", facts, digest=one.head
        )
        if one.content != content:
            yield Witness(
                f"receipt {one.number}", "report.submitted", f"reports.report:{one.report_id}", {"content": one.content}
            )


def changed_after_sending() -> Iterator[str]:
    """A sentence for each report that lies sent or accepted whose cells are not what its last receipt says."""
    last = {one.report_id: one for one in Receipt.objects.filter(report__state__in=_SENT).order_by("at", "pk")}
    reports = sorted(last)
    for start in range(0, len(reports), 500):
        some = reports[start : start + 500]
        said: dict[int, dict[str, list[object]]] = {report: {} for report in some}
        for report, row, *cell in Cell.objects.filter(report__in=some).values_list(
            "report", "row", "content", "value", "note"
        ):
            said[report][str(row)] = list[object](cell)
        for report in some:
            sent = last[report].values
            if {row: cell for row, cell in said[report].items() if row in sent} != sent:
                yield f"report {report}: its cells are not what receipt {last[report].number} says"

"""What reports keep that the log must say too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from phoihop.audit import queries as audit
from phoihop.audit.queries import in_parts
from phoihop.audit.rules import Witness
from phoihop.figures.queries import said_by_origins
from phoihop.reports.models import Cell, Receipt, Report, Row
from phoihop.reports.queries.sheets import content_of
from phoihop.reports.rules import TOLD, Content, State, Told, retell

__all__ = ["changed_after_sending", "counted_otherwise", "told_otherwise", "witnesses"]

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


def counted_otherwise() -> Iterator[str]:
    """A sentence for each report that lies sent or accepted whose figures are not what its last receipt says.

    Rows that another form owns have no figure of this report's; 500 reports at a time, three queries each.
    """
    last = Receipt.objects.filter(report__state__in=_SENT).select_related("report").order_by("at", "pk")
    for some in in_parts({one.report_id: one for one in last.iterator(chunk_size=2000)}.values()):
        rows = {
            str(pk): (indicator, breakdown)
            for pk, indicator, breakdown in Row.objects.filter(form__in={one.report.form_id for one in some})
            .order_by("pk")
            .values_list("pk", "indicator", "breakdown")
        }
        standing = said_by_origins([one.report.origin for one in some])
        for receipt in some:
            counted = standing[receipt.report.origin]
            for row, (content, value, _note) in receipt.values.items():
                told = counted.get(rows[row])
                if told is not None and told != (value if content == Content.NUMBER else None):
                    yield (
                        f"report {receipt.report_id}: row {row} counts as {told}, receipt {receipt.number} says {value}"
                    )


def told_otherwise() -> Iterator[str]:
    """A sentence for each report and receipt that is not as the lines of the log leave it (nhật ký kể khác).

    Reports 500 at a time, three queries each. A report that is gone itself is named by its line.
    """
    for some in audit.told(TOLD):
        said = {int(subject.rpartition(":")[2]): retell(lines) for subject, lines in some}
        receipts: dict[int, dict[str, Receipt]] = defaultdict(dict)
        for one in Receipt.objects.filter(report__in=said).defer("values").order_by("at", "pk"):
            receipts[one.report_id][one.number] = one
        for report in Report.objects.filter(pk__in=said).order_by("pk"):
            yield from _report_apart(report, said[report.pk])
            for number in said[report.pk].sent:
                yield from _receipt_apart(number, receipts[report.pk].get(number), said[report.pk])
    unsent = Report.objects.filter(state__in=_SENT, receipts=None).order_by("pk").values_list("pk", flat=True)
    yield from (f"report {pk}: it lies sent or accepted and has no receipt" for pk in unsent.iterator())


def _report_apart(report: Report, told: Told) -> Iterator[str]:
    if report.state != told.state:
        yield f"report {report.pk}: it stands as “{report.state}”, the log leaves it “{told.state}”"
    if report.supplement != told.supplement:
        yield f"report {report.pk}: it has supplement {report.supplement}, the log {told.supplement}"
    if (report.submitted_at, report.accepted_at) != (told.submitted_at, told.accepted_at):
        yield f"report {report.pk}: it was not sent or accepted when the log says"


def _receipt_apart(number: str, receipt: Receipt | None, told: Told) -> Iterator[str]:
    if receipt is None:
        yield f"receipt {number}: its line is in the log, the receipt is gone"
        return
    line = told.sent[number]
    if (receipt.at, receipt.by_name) != (line.at, line.name):
        yield f"receipt {number}: its line names another day or sender"
    if receipt.accepted_at != told.accepted.get(number):
        yield f"receipt {number}: it was not accepted when the log says"
    if receipt.doubts != line.facts.get("doubts", receipt.doubts):
        yield f"receipt {number}: its line names other doubts"

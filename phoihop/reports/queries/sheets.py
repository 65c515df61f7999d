"""One report as a sheet: its rows with what they hold, what the period before had, and what is wrong."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop

from phoihop.core.actor import Level, System
from phoihop.core.periods import Kind, Period
from phoihop.figures import queries as figures
from phoihop.figures.rules.values import Coverage, Standing, State, Value
from phoihop.indicators.queries import needed, related
from phoihop.reports.models import Cell, Receipt, Report, Row, Window
from phoihop.reports.rules import DRAFTS, Content, Entry, Finding, Line, Opening, Shape, findings, printed
from phoihop.reports.rules import State as ReportState

__all__ = [
    "Filled",
    "Sheet",
    "compared_with",
    "facts_for_submitting",
    "in_force",
    "offer_for",
    "opening_of",
    "owner_of",
    "receipt_for",
    "receipts",
    "rows_of",
    "sheet",
    "window_of",
]

BLANK = Entry(Content.BLANK)


@dataclass(frozen=True, slots=True)
class Filled:
    """One row of a sheet (dòng của biểu).

    ``owner`` is the printed label of another form that owns the figure; ``computed`` marks a rate that
    the product divides itself. Both are shown and never typed.
    """

    row: Row
    entry: Entry
    previous: int | None
    note: str = ""
    version: int = 0
    flagged: bool = False
    owner: str = ""
    standing: Standing | None = None
    computed: bool = False
    saved_by: str = ""
    offered: figures.Offered | None = None

    @property
    def locked(self) -> bool:
        return self.computed or bool(self.owner)

    @property
    def scale(self) -> int:
        return self.row.indicator.scale

    @property
    def shape(self) -> Shape:
        part = self.row.breakdown
        if part is None:
            return Shape(self.row.indicator.code)
        return Shape(self.row.indicator.code, part.dimension, part.kind == "partition")

    @property
    def name(self) -> str:
        part = self.row.breakdown
        return part.name if part else self.row.indicator.name

    @property
    def line(self) -> Line:
        return Line(
            self.row.pk,
            self.row.number,
            self.shape,
            self.entry,
            self.previous,
            self.note,
            self.scale,
            self.locked,
            self.offered.value if self.offered else None,
            self.offered.source.label if self.offered else "",
        )


@dataclass(frozen=True)
class Sheet:
    """A report's rows in the order of the form (biểu)."""

    report: Report
    filled: Sequence[Filled]
    sent: Mapping[int, Entry] = field(default_factory=dict)
    #: The rows that the level above asked about and that still say what was sent, reason included.
    unanswered: frozenset[int] = frozenset()

    def __iter__(self) -> Iterator[Filled]:
        return iter(self.filled)

    @cached_property
    def findings(self) -> list[Finding]:
        return findings([one.line for one in self.filled], related(), needed(), self.unanswered)

    @property
    def missing(self) -> tuple[str, ...]:
        """The printed numbers of the rows that are still blank."""
        blank = {one.key for one in self.findings if one.refusal.code == "blank"}
        return tuple(one.row.number for one in self.filled if one.row.pk in blank)

    @property
    def wrong(self) -> tuple[str, ...]:
        """The printed numbers of the rows that must be mended or explained before sending."""
        bad = {one.key for one in self.findings if one.blocking and one.refusal.code != "blank"}
        return tuple(one.row.number for one in self.filled if one.row.pk in bad)

    @property
    def doubts(self) -> list[str]:
        """The printed numbers of the rows that a reviewer should look at."""
        odd = {one.key for one in self.findings if not one.blocking}
        return [one.row.number for one in self.filled if one.row.pk in odd]

    @property
    def typed(self) -> list[Filled]:
        """The rows that this report itself states."""
        return [one for one in self.filled if not one.locked]

    @property
    def done(self) -> int:
        return sum(one.entry.content is not Content.BLANK for one in self.typed)

    @cached_property
    def snapshot(self) -> dict[str, list[object]]:
        """What is sent, by row: content, value, note."""
        return {str(one.row.pk): [one.entry.content.value, one.entry.value, one.note] for one in self.typed}

    @property
    def digest(self) -> str:
        """SHA-256 of what is sent, with the day counted to and the number of the supplement."""
        return content_of(self.report.supplement, self.report.counted_until, self.snapshot)

    def as_values(self) -> list[Value]:
        """What the report states, as figures."""
        return [value_of(self.report, one.row, one.entry) for one in self.typed]


def content_of(supplement: int, until: date | None, values: Mapping[str, Sequence[object]]) -> str:
    """The SHA-256 that a receipt keeps of what was sent; ``values`` by row as `Receipt.values`."""
    said = [supplement, until and until.isoformat(), sorted(values.items())]
    packed = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(packed.encode()).hexdigest()


def value_of(report: Report, row: Row, entry: Entry) -> Value:
    """A row's entry as a figure of the report's body and period; blank takes back what was said."""
    states = {Content.NUMBER: State.NUMBER, Content.NOT_APPLICABLE: State.NOT_APPLICABLE, Content.BLANK: State.MISSING}
    return Value(
        indicator=row.indicator.code,
        body=report.body_id,
        period=report.covers,
        value=entry.value,
        state=states[entry.content],
        breakdown=row.breakdown.code if row.breakdown else None,
        cell=gettext_noop("{form}, dòng {row}").format(form=report.form.code, row=row.number),
    )


def rows_of(report: Report) -> list[Row]:
    """The rows of a report's form with indicator and breakdown; one query."""
    return list(
        Row.objects.filter(form=report.form_id).select_related(
            "indicator__numerator", "indicator__denominator", "breakdown"
        )
    )


def sheet(report: Report) -> Sheet:
    """The whole report (cả biểu) with the numbers offered to its draft; nine queries, whatever its length."""
    rows = rows_of(report)
    cells = {cell.row_id: cell for cell in Cell.objects.filter(report=report)}
    stands = figures.stands(report.body_id, report.covers)
    before = figures.stands(report.body_id, compared_with(report.covers), accepted_only=True)
    latest = Receipt.objects.filter(report=report).last()
    inherited = {} if before else _inherited(report, rows)
    filled = [_filled(report, row, cells.get(row.pk), stands, before, inherited) for row in rows]
    if report.stands in DRAFTS:
        offers = figures.offers(report.body_id, report.covers)
        filled = [replace(one, offered=offers.get(one.row.indicator.code)) if _takes(one) else one for one in filled]
    asked = frozenset(one.row.pk for one in filled if one.flagged and latest and _same(one, latest))
    return Sheet(report, _with_rates(filled), sent_entries(latest), asked)


def _same(one: Filled, receipt: Receipt) -> bool:
    """Whether a row says, with its reason, what was sent last."""
    content, value, note = receipt.values.get(str(one.row.pk), (Content.BLANK.value, None, ""))
    said = one.entry.content.value, one.entry.value, one.note.strip()
    return said == (content, value, note.strip())


def _inherited(report: Report, rows: Sequence[Row]) -> dict[str, int]:
    """What the units that went into this one had in the period before (số kỳ trước của đơn vị cũ), by indicator code.

    Asked only where the body itself has nothing, as after a merger; added on the map of the report's last day.
    """
    period, system = compared_with(report.covers), System(report.body.system)
    if report.body.level != Level.COMMUNE:
        return {}
    found = figures.totals(
        unit=report.body.place_id,
        period=period.range,
        on=report.covers.range.last_day,
        indicators={row.indicator.code for row in rows if row.indicator.numerator_id is None},
        systems=[system],
        calendar=period.calendar,
    )
    return {one.indicator: one.value for one in found if one.value is not None and one.system == system}


def compared_with(period: Period) -> Period:
    """The period that a figure is set beside: the year before, and for parts of a year the same part of it."""
    return period.previous if period.kind is Kind.SPAN else period.a_year_before


def sent_entries(receipt: Receipt | None) -> dict[int, Entry]:
    """What a receipt says, by row."""
    if receipt is None:
        return {}
    return {int(row): Entry(Content(content), value) for row, (content, value, _) in receipt.values.items()}


def _filled(
    report: Report,
    row: Row,
    cell: Cell | None,
    stands: Mapping[tuple[str, str | None, Coverage], figures.Stands],
    before: Mapping[tuple[str, str | None, Coverage], figures.Stands],
    inherited: Mapping[str, int],
) -> Filled:
    key = (row.indicator.code, row.breakdown.code if row.breakdown else None, Coverage.OWN)
    previous = before[key].value if key in before else None
    if previous is None and row.breakdown is None:
        previous = inherited.get(row.indicator.code)
    if row.indicator.numerator_id is not None:
        return Filled(row, BLANK, previous, computed=True)
    if stand := owner_of(report, row, stands):
        content = Content.NUMBER if stand.state is State.NUMBER else Content.NOT_APPLICABLE
        return Filled(row, Entry(content, stand.value), previous, owner=stand.label, standing=stand.standing)
    if cell is None:
        return Filled(row, BLANK, previous)
    return Filled(
        row,
        Entry(Content(cell.content), cell.value),
        previous,
        note=cell.note,
        version=cell.version,
        flagged=cell.flagged,
        saved_by=cell.saved_by,
    )


def owner_of(
    report: Report, row: Row, stands: Mapping[tuple[str, str | None, Coverage], figures.Stands]
) -> figures.Stands | None:
    """The value of another form's report that already states this row's figure; the first that sent it owns it."""
    stand = stands.get((row.indicator.code, row.breakdown.code if row.breakdown else None, Coverage.OWN))
    if stand is None or stand.origin == report.origin or not stand.origin.startswith("reports.report:"):
        return None
    return stand


def offer_for(one: Filled) -> tuple[str, str] | None:
    """What another part offers for a row (số đề nghị): printed value and where it comes from."""
    found = one.offered
    return (printed(found.value, one.scale), found.source.label) if found else None


def _takes(one: Filled) -> bool:
    """Whether a number may be offered to a row: a whole indicator that is typed here."""
    return one.row.breakdown is None and not one.locked


def _with_rates(filled: list[Filled]) -> list[Filled]:
    """Rates as the division of their two rows, in per cent with one decimal."""
    now = {one.row.indicator_id: one.entry.value for one in filled if one.row.breakdown is None}
    before = {one.row.indicator_id: one.previous for one in filled if one.row.breakdown is None}
    return [_rate(one, now, before) if one.computed else one for one in filled]


def _rate(one: Filled, now: Mapping[int, int | None], before: Mapping[int, int | None]) -> Filled:
    parts = one.row.indicator.numerator_id, one.row.indicator.denominator_id
    value = divided(now.get(parts[0] or 0), now.get(parts[1] or 0), one.scale)
    previous = divided(before.get(parts[0] or 0), before.get(parts[1] or 0), one.scale)
    entry = BLANK if value is None else Entry(Content.NUMBER, value)
    return Filled(one.row, entry, previous, computed=True)


def divided(numerator: int | None, denominator: int | None, scale: int) -> int | None:
    """A rate in per cent in its smallest step, rounded half up; ``None`` where it cannot be said."""
    if numerator is None or not denominator:
        return None
    steps: int = 100 * 10**scale
    return (numerator * steps * 2 + denominator) // (denominator * 2)


def window_of(report: Report) -> Window | None:
    """When this report may be sent."""
    return Window.objects.filter(
        form=report.form_id, period=report.period_id, system=report.body.system, level=report.body.level
    ).first()


def opening_of(report: Report, window: Window | None) -> Opening:
    """The window as the rules see it: what was sent once, or is a supplement, is not kept out afterwards."""
    sent_before = report.submitted_at is not None
    if window is None:
        return Opening(date.max, date.max, report.late_until)
    return Opening(window.opens, window.closed, date.max if sent_before else report.late_until)


def facts_for_submitting(report: Report, sheet: Sheet) -> dict[str, Any]:
    """What ``rules.refusal_to_submit`` and ``refusal_to_propose`` ask, without actor and day."""
    return {
        "state": report.stands,
        "body_id": report.body_id,
        "opening": opening_of(report, window_of(report)),
        "missing": sheet.missing,
        "wrong": sheet.wrong,
        "counted_until": report.counted_until,
        "period_end": report.covers.range.end,
    }


def receipt_for(report: Report, *, key: UUID, content: str) -> Receipt | None:
    """The receipt that this key with this content already has."""
    return Receipt.objects.filter(report=report, key=key, content=content).first()


def in_force(receipt: Receipt, report: Report) -> bool:
    """Whether a report stands as it was sent with a receipt: not recalled, returned or opened again since."""
    if report.stands is ReportState.ACCEPTED:
        return receipt.accepted_at is not None
    return report.stands is ReportState.SUBMITTED and not report.receipts.filter(pk__gt=receipt.pk).exists()


def receipts(report: Report) -> list[Receipt]:
    """The receipts of a report, first to last."""
    return list(report.receipts.all())

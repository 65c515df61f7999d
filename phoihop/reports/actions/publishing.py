"""Putting a form before those who report, and saying when they may send it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from phoihop.audit.actions import record
from phoihop.core.actor import Actor, Level, Role, System
from phoihop.core.periods import Period
from phoihop.core.refusal import Refusal, Refused
from phoihop.figures.actions.log import period_rows
from phoihop.indicators.models import Breakdown, Indicator
from phoihop.programmes.models import Programme
from phoihop.reports.models import FormVersion, Row, Window

__all__ = ["open_window", "publish_form"]


@transaction.atomic
def publish_form(
    programme: Programme,
    *,
    code: str,
    name: str,
    rows: Sequence[tuple[str, ...]],
    valid_from: date,
    sample: bool = False,
    by: Actor | None,
    at: datetime,
) -> FormVersion:
    """Publish a form of a programme (ban hành biểu mẫu); a further version closes the one before.

    ``rows`` are (group, indicator code) or (group, indicator code, breakdown code) in the order of print.
    Raises ``Refused``: ``unknown_row``, ``not_admin``.
    """
    if by is not None and not by.may(Role.COMPILER):
        raise Refused(Refusal("reports", "not_admin"))
    indicators = {row.code: row for row in Indicator.objects.filter(code__in=[row[1] for row in rows])}
    parts = {
        (part.indicator.code, part.code): part
        for part in Breakdown.objects.filter(indicator__in=indicators.values()).select_related("indicator")
    }
    unknown = [row[1] for row in rows if row[1] not in indicators]
    if unknown := unknown + ["/".join(row[1:]) for row in rows if len(row) > 2 and row[1:] not in parts]:
        raise Refused(Refusal("reports", "unknown_row", codes=tuple(unknown)))
    before = FormVersion.objects.select_for_update().filter(programme=programme, code=code).order_by("-version").first()
    if before and before.valid_to is None:
        before.valid_to = valid_from
        before.save(update_fields=["valid_to"])
    form = FormVersion.objects.create(
        programme=programme,
        code=code,
        version=before.version + 1 if before else 1,
        name=name,
        valid_from=valid_from,
        sample=sample,
    )
    Row.objects.bulk_create(
        Row(
            form=form,
            group=row[0],
            number=str(order),
            indicator=indicators[row[1]],
            breakdown=parts[row[1], row[2]] if len(row) > 2 else None,
            order=order,
        )
        for order, row in enumerate(rows, start=1)
    )
    record("form.published", form, by=by, at=at, code=code, version=form.version, rows=len(rows))
    return form


@transaction.atomic
def open_window(
    form: FormVersion,
    *,
    system: System,
    level: Level,
    period: Period,
    opens: date,
    due: datetime,
    closed: date,
    counted_until: date | None = None,
    by: Actor | None,
    at: datetime,
) -> Window:
    """Say when bodies of one system and level may send a form for a period (mở đợt nộp).

    Raises ``Refused`` (``window_reversed``) where it closes before it opens, or is due outside.
    """
    if by is not None and not by.may(Role.COMPILER):
        raise Refused(Refusal("reports", "not_admin"))
    if not opens <= due.date() < closed:
        raise Refused(Refusal("reports", "window_reversed"))
    window = Window.objects.create(
        form=form,
        system=system,
        level=level,
        period_id=period_rows([period])[period].id,
        opens=opens,
        due=due,
        closed=closed,
        counted_until=counted_until,
    )
    record("window.opened", window, by=by, at=at, opens=opens.isoformat(), closed=closed.isoformat())
    return window

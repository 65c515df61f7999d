"""Freezing figures for a review."""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Max

from phoihop.audit.actions import SYSTEM_NAME, record
from phoihop.core.actor import Actor
from phoihop.core.periods import Period
from phoihop.core.refusal import Refusal, Refused
from phoihop.core.words import refusal_to_keep_reason
from phoihop.figures import rules
from phoihop.figures.actions import log
from phoihop.figures.actions.rows import insert
from phoihop.figures.models import Change, Edition, UnitsThen
from phoihop.figures.queries import scope
from phoihop.figures.queries.editions import digest, live_totals, within_scope
from phoihop.figures.queries.geography import map_version, packed_units, units_kept
from phoihop.figures.queries.overlaps import last_overlap
from phoihop.figures.queries.witnesses import seal_of
from phoihop.figures.rules.values import PART
from phoihop.indicators.queries import last_adding

__all__ = ["freeze"]

TOTAL_COLUMNS = ("edition_id", "unit", "period", "indicator", "system", "value", "comparator", "counted")


@transaction.atomic
def freeze(
    *, name: str, place: int, period: Period, map_date: date, reason: str = "", by: Actor | None, at: datetime
) -> Edition:
    """Freeze the accepted figures of a unit and a period under a name (chốt số liệu).

    Holds the totals of the unit and of each unit right below it that the maker may read (its own party's, other
    parties' from the province up), for the period and each of its years, on one map; the numbers of the last change,
    of the last overlap and of the last word on how indicators add up; the units as they stand; the digest of the
    totals. Writers wait until it is done, so that nothing with a lower number comes later. Raises ``Refused``.
    """
    within = by is None or scope.visible_to(by, on=at.date()).filter(pk=place).exists()
    refusal = rules.refusal_to_freeze(name=name, within=within, map_date=map_date, today=at.date(), actor=by)
    if refusal := refusal or refusal_to_keep_reason(name, reason):
        raise Refused(refusal)
    row = log.period_rows([period])[period]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE indicators_adding, figures_overlap, figures_change IN SHARE ROW EXCLUSIVE MODE")
    if Edition.objects.filter(place=place, name=name).exists():
        raise Refused(Refusal(PART, "edition_name_taken", name=name))
    wide = by is None or scope.reach(by, units=[place], period=period, on=at.date()).opened
    system = "" if by is None or wide else by.system.value
    totals = within_scope(live_totals(place=place, period=row, map_date=map_date), system)
    if not totals:
        raise Refused(Refusal(PART, "empty_edition"))
    edition = Edition.objects.create(
        name=name,
        place_id=place,
        change=Change.objects.aggregate(Max("number"))["number__max"] or 0,
        map_date=map_date,
        map_version=map_version(),
        period_id=row.id,
        reason=reason,
        made_by=by.name if by else SYSTEM_NAME,
        made_at=at,
        body=by.body_id if by else None,
        system=system,
        digest=digest(totals),
        adding=last_adding(),
        overlap=last_overlap(),
        units_id=units_kept() or _units().pk,
    )
    insert("figures_editiontotal", TOTAL_COLUMNS, ((edition.pk, *key, *said) for key, said in sorted(totals.items())))
    seal = seal_of(edition)
    record("figures.frozen", edition, by=by, at=at, name=name, digest=edition.digest, totals=len(totals), seal=seal)
    return edition


def _units() -> UnitsThen:
    """The units as they stand, kept once for all editions that are made with them."""
    digest, packed = packed_units()
    return UnitsThen.objects.get_or_create(digest=digest, defaults={"packed": packed})[0]

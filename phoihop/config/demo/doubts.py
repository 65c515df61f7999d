"""What a compiler has to look at in Ninh Bình, all invented (SỐ LIỆU MINH HỌA).

Two sources that differ, a province's own statement beside the sum, a part that is more than its whole, targets, and
after the review's edition was frozen a late correction with its reason.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import NAMESPACE_URL, uuid5

from phoihop.config.demo import accounts
from phoihop.config.demo.ninh_binh import PROVINCE
from phoihop.core.actor import Level, System
from phoihop.core.periods import Calendar, Kind, Period
from phoihop.figures import actions as figures
from phoihop.figures import queries
from phoihop.figures.rules.values import Coverage, Provenance, SourceKind, Standing, Value
from phoihop.organisations.models import Body
from phoihop.places import queries as places
from phoihop.places.models import Place
from phoihop.reports import actions as reports
from phoihop.reports.models import Cell, Report

YEAR = Period(Calendar.ADMINISTRATIVE, Kind.YEAR, 2025)
THIS_YEAR = Period(Calendar.ADMINISTRATIVE, Kind.YEAR, 2026)
#: What a commune is to hold in a year, and the province with all of them.
EACH, ALL = 32, 4_100


def build(*, at: datetime) -> None:
    """Sources that differ, a statement beside the sum, related indicators that do not agree, targets."""
    province = Body.objects.get(key=f"cong_an@{PROVINCE}")
    first, second = _communes(province, at=at)[:2]
    _say("Báo cáo chuyên đề tuyên truyền của xã", first, "TT01", 12, at=at)
    _say("Báo cáo năm của Công an tỉnh", province, "TT01", 4_512, at=at, whole=True)
    _say("Sổ theo dõi hòa giải của xã", second, "HG04", 5, at=at, more_than="HG03")
    [*_, chosen] = queries.claims(indicator="HG04", body=second.pk, period=YEAR, coverage=Coverage.OWN)
    by = accounts.acting("ninhbinh", on=at.date())
    figures.choose_claim(chosen.figure, reason="Theo sổ theo dõi, gồm cả vụ từ năm trước chuyển sang.", by=by, at=at)
    communes = [name.place_id for name in _names(at) if name.level is Level.COMMUNE]
    figures.assign_targets(
        {Place.objects.get(key=PROVINCE).pk: ALL} | dict.fromkeys(communes, EACH),
        indicator="TT01",
        period=THIS_YEAR,
        system=System.POLICE,
        label="Kế hoạch giao chỉ tiêu năm 2026 (SỐ LIỆU MINH HỌA)",
        by=by,
        at=at,
    )


def correct(*, at: datetime) -> None:
    """A supplement sent and accepted after figures were frozen: the edition keeps its number, the difference shows."""
    body = _communes(Body.objects.get(key=f"cong_an@{PROVINCE}"), at=at)[2]
    commune = accounts.acting(f"cax.{body.place.key[3:]}", on=at.date())
    report = Report.objects.get(body=body, period__kind=YEAR.kind, period__year=YEAR.year)
    reason = "Xã bổ sung 3 buổi ở thôn chưa kịp tổng hợp."
    report = reports.amend_report(report, reason=reason, by=commune, at=at)
    cell = Cell.objects.get(report=report, row__indicator__code="TT01", row__breakdown=None)
    reports.save_cell(
        report, cell.row_id, text=str((cell.value or 0) + 3), seen=cell.version, note=reason, by=commune, at=at
    )
    reports.submit_report(report, key=uuid5(NAMESPACE_URL, f"{report.pk}/{report.supplement}"), by=commune, at=at)
    reports.accept_report(report, by=accounts.acting("ninhbinh", on=at.date()), at=at)


def _say(
    label: str, body: Body, indicator: str, value: int, *, at: datetime, whole: bool = False, more_than: str = ""
) -> None:
    """Put what a further source says: ``value`` for the whole area, else so much more than what stands."""
    if not whole:
        stands = queries.stands(body.pk, YEAR)[more_than or indicator, None, Coverage.OWN]
        value += stands.value or 0
    coverage = Coverage.AREA if whole else Coverage.OWN
    figures.put(
        [Value(indicator, body.pk, YEAR, value, coverage=coverage)],
        standing=Standing.ACCEPTED,
        source=Provenance(
            origin=f"demo.doubt:{body.pk}:{indicator}",
            label=f"{label}, năm 2025 (SỐ LIỆU MINH HỌA)",
            kind=SourceKind.TYPED,
            entered_by="Trần Văn Mẫu",
            entered_at=at,
        ),
        by=accounts.acting("ninhbinh", on=at.date()),
        at=at,
    )


def _communes(province: Body, *, at: datetime) -> list[Body]:
    """The police of the province's communes by key; the demo's guest is not among the first."""
    places_below = [name.place_id for name in _names(at) if name.level is Level.COMMUNE]
    return list(Body.objects.filter(system=province.system, main=True, place__in=places_below).order_by("key")[:12])


def _names(at: datetime) -> list[places.Name]:
    today = date(at.year, at.month, at.day)
    return list(places.names(places.below(Place.objects.get(key=PROVINCE).pk, on=today), on=today).values())

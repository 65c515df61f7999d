"""A final review 2022-2026 under way in Ninh Bình, all figures and officers invented (SỐ LIỆU MINH HỌA).

The years 2022-2024 were reported on the old map, commune by commune, and stand in the old districts' summary
sheets; 2025 and 2026 are reports of today's 129 communes, some late, some doubtful, some returned.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from phoihop.accounts import queries as accounts_queries
from phoihop.accounts.models import User
from phoihop.config.demo import accounts
from phoihop.core.actor import Actor, Level, Role, System
from phoihop.core.periods import Calendar, Kind, Period
from phoihop.core.text import fold
from phoihop.documents import actions as documents
from phoihop.figures import actions as figures
from phoihop.figures.rules.values import Provenance, SourceKind, Standing, Value
from phoihop.indicators import actions as indicators
from phoihop.organisations import queries as organisations
from phoihop.organisations.models import Body
from phoihop.places import actions as place_actions
from phoihop.places import queries as places
from phoihop.places.models import Place
from phoihop.programmes import actions as programmes
from phoihop.programmes.models import Programme
from phoihop.reports import actions as reports
from phoihop.reports.actions.drafting import Typed
from phoihop.reports.models import Report, Window

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
PROVINCE = "tinh:37"
FORMER = "tinh63:37"
GUEST = "xa:14464"  # the demo's commune: its report waits for whoever tries the demo
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô")
NAMESPACE = UUID("8f0c7a52-1d7e-4d0a-9a55-6f1f7f2f9d10")

#: Group, indicator, and the usual number of a commune in a year.
ROWS: tuple[tuple[str, str, int], ...] = (
    ("Tuyên truyền, vận động", "TT01", 31),
    ("Tuyên truyền, vận động", "TT02", 3900),
    ("Tuyên truyền, vận động", "TT03", 26),
    ("Mô hình, câu lạc bộ", "MH01", 2),
    ("Mô hình, câu lạc bộ", "MH03", 8),
    ("Mô hình, câu lạc bộ", "MH02", 2),
    ("Nguồn tin của nhân dân", "NT01", 52),
    ("Nguồn tin của nhân dân", "NT02", 19),
    ("Hòa giải ở cơ sở", "HG03", 24),
    ("Hòa giải ở cơ sở", "HG04", 20),
    ("Lắng nghe ý kiến nhân dân", "DD01", 1),
    ("Lắng nghe ý kiến nhân dân", "DD02", 160),
    ("Lắng nghe ý kiến nhân dân", "DD03", 15),
    ("Tập huấn, bồi dưỡng", "TH01", 1),
    ("Tập huấn, bồi dưỡng", "TH02", 40),
    ("Tuần tra, khen thưởng", "TC08", 90),
    ("Tuần tra, khen thưởng", "KT03", 2),
    ("Tuần tra, khen thưởng", "KT04", 5),
)
#: What a commune of the new map says of a change against its old communes' sum.
REDRAWN = "Địa bàn thay đổi sau sắp xếp ngày 01/7/2025."
#: Contents of the programme that go on with one of its predecessor, by number.
CONTINUED = {1: 1, 2: 2, 3: 3, 6: 5}
GROWTH = {2022: 0.86, 2023: 0.93, 2024: 1.0, 2025: 1.06, 2026: 1.11}


@dataclass(frozen=True)
class Commune:
    body: Body
    place: Place
    name: str
    actor: Actor


def build_old_map(*, at: datetime) -> None:
    """The programme with its form, and three years as the old districts' summary sheets have them."""
    programme = _programme(at=at)
    form = reports.publish_form(
        programme,
        code="02-TH",
        name="Biểu tổng hợp kết quả phối hợp công tác dân vận",
        rows=[(group, code) for group, code, _ in ROWS],
        valid_from=date(2022, 1, 1),
        sample=True,
        by=None,
        at=at,
    )
    del form
    day = date(2024, 12, 14)
    old = Body.objects.filter(
        system=System.POLICE,
        level=Level.COMMUNE,
        valid_to=date(2025, 7, 1),
        place__in=places.territory(Place.objects.get(key=PROVINCE).pk, on=date(2026, 1, 1)),
    ).select_related("place")
    above = places.names([body.place_id for body in old], on=day)
    by_district: dict[str, list[Body]] = {}
    for body in old:
        by_district.setdefault(", ".join(above[body.place_id].above), []).append(body)
    compiler = accounts.acting("ninhbinh", on=timezone.localdate())
    for district, bodies in sorted(by_district.items()):
        for year in (2022, 2023, 2024):
            _put_sheet(district, sorted(bodies, key=lambda body: body.key), year, by=compiler, at=at)


def build_population(*, at: datetime) -> None:
    """How many people the province's communes have, invented."""
    day = date(2025, 12, 31)
    communes = places.names(places.below(Place.objects.get(key=PROVINCE).pk, on=day), on=day).values()
    people = {
        name.key: 100 * random.Random(f"{name.key}/dan-so").randint(140, 520)
        for name in communes
        if name.level is Level.COMMUNE
    }
    place_actions.state_population(
        people, on=day, source="Số liệu minh họa của bản trình diễn", sample=True, by=None, at=at
    )


def build_year_2025() -> None:
    """A closed year: every commune sent, the province accepted all."""
    window = _window(2025, opens=date(2025, 12, 1), due=date(2025, 12, 16), counted_until=None)
    province = accounts.acting("ninhbinh", on=date(2025, 12, 17))
    for number, commune in enumerate(_communes(on=date(2025, 12, 8))):
        sent = datetime(2025, 12, 15, 8 + number % 9, number % 60, tzinfo=HANOI)
        report = _fill(window, commune, 2025, at=sent)
        reports.submit_report(report, key=_key(report), by=commune.actor, at=sent)
        reports.accept_report(report, by=province, at=sent + timedelta(days=1))


def build_year_2026(*, today: date) -> None:
    """The year under way: accepted, waiting, doubtful, returned, being typed, not begun."""
    due = max(date(2026, 12, 16), today + timedelta(days=14))
    window = _window(2026, opens=date(2026, 11, 2), due=due, counted_until=date(2026, 11, 15))
    province = accounts.acting("ninhbinh", on=date(2026, 11, 20))
    communes = [commune for commune in _communes(on=date(2026, 11, 10)) if commune.place.key != GUEST]
    random.Random(2026).shuffle(communes)
    for number, commune in enumerate(communes):
        if number >= 116:
            continue  # not begun
        sent = datetime(2026, 11, 16 + number % 4, 8 + number % 9, number % 60, tzinfo=HANOI)
        doubtful = 83 <= number < 89
        report = _fill(window, commune, 2026, at=sent, doubtful=doubtful, partly=number >= 103)
        if number >= 103:
            continue  # being typed
        reports.state_counted_until(report, day=date(2026, 11, 15), by=commune.actor, at=sent)
        reports.submit_report(report, key=_key(report), by=commune.actor, at=sent)
        if number % 3 == 0:
            named = f"{40 + number}/BC-{'CAP' if ' phường ' in commune.name else 'CAX'}"
            reports.add_paper(report, number=named, day=date(2026, 11, 16), by=commune.actor, at=sent)
        if number < 83:
            reports.accept_report(report, by=province, at=sent + timedelta(hours=3))
        elif 89 <= number < 92:
            row = report.form.rows.get(indicator__code="NT01")
            reports.open_for_review(report, by=province, at=sent + timedelta(hours=2))
            reports.return_report(
                report,
                reasons={row.pk: "Số nguồn tin thấp hơn sổ theo dõi của Phòng PV05. Đề nghị đối chiếu lại."},
                by=province,
                at=sent + timedelta(hours=3),
            )


def build_followers(*, at: datetime) -> None:
    """The province's leader has one officer follow the province's programme alone."""
    programme = Programme.objects.get(short_name="Ninh Bình 2022 - 2026")
    programmes.assign(
        User.objects.get(username="chuyende"),
        body=Body.objects.get(key=f"cong_an@{PROVINCE}"),
        programme=programme,
        valid_from=date(2026, 11, 2),
        by=accounts.acting("lanhdao", on=at.date()),
        at=at,
    )


@transaction.atomic
def _programme(*, at: datetime) -> Programme:
    province, before = Place.objects.get(key=PROVINCE), _predecessor(at=at)
    document = documents.register(
        kind="coordination_programme",
        number="06-CTr/BTGDVTU-CAT",
        title="Phối hợp công tác dân vận giai đoạn 2022 - 2026",
        issued_on="2025-07-18",
        period=("2022", "2026"),
        issuers=["Ban Tuyên giáo và Dân vận Tỉnh ủy Ninh Bình", "Công an tỉnh Ninh Bình"],
        sample=True,
        by=None,
        at=at,
    )
    programme = programmes.create(
        document=document,
        name="Chương trình phối hợp công tác dân vận tỉnh Ninh Bình giai đoạn 2022 - 2026",
        short_name="Ninh Bình 2022 - 2026",
        place=province,
        years=(2022, 2026),
        parties=[Body.objects.get(key=f"{system}@{PROVINCE}") for system in ("dan_van", "cong_an")],
        signed_on=date(2025, 7, 18),
        contents=(
            "Tham mưu cấp ủy, chính quyền về công tác dân vận và bảo đảm an ninh, trật tự",
            "Tuyên truyền, vận động nhân dân tham gia phong trào Toàn dân bảo vệ an ninh Tổ quốc",
            "Xây dựng, nhân rộng mô hình, điển hình tự quản về an ninh, trật tự",
            "Tiếp nhận, xử lý nguồn tin và lắng nghe ý kiến nhân dân",
            "Hòa giải, giải quyết mâu thuẫn ngay từ cơ sở",
            "Tập huấn, kiểm tra, khen thưởng",
        ),
        cascades_from=Programme.objects.get(short_name="CTr dân vận 2022 - 2026"),
        predecessor=before,
        standing_body=Body.objects.get(key=f"cong_an@{PROVINCE}"),
        sample=True,
        by=None,
        at=at,
    )
    older = {content.number: content for content in before.contents.all()}
    for content in programme.contents.all():
        if content.number in CONTINUED:
            programmes.continue_content(content, older=older[CONTINUED[content.number]], by=None, at=at)
    numbers = {"TT": 2, "MH": 3, "NT": 4, "DD": 4, "HG": 5, "TH": 6, "TC": 2, "KT": 6}
    contents = {content.number: content for content in programme.contents.all()}
    indicators.choose(
        programme,
        [code for _, code, _ in ROWS],
        contents={code: contents[numbers[code[:2]]] for _, code, _ in ROWS},
        by=None,
        at=at,
    )
    return programme


def _predecessor(*, at: datetime) -> Programme:
    """What the former province signed for 2017-2021: most contents go on, one ended, others came new."""
    document = documents.register(
        kind="coordination_programme",
        number="03-CTr/BDVTU-CAT",
        title="Phối hợp công tác dân vận giai đoạn 2017 - 2021",
        issued_on="2017-03-15",
        period=("2017", "2021"),
        issuers=["Ban Dân vận Tỉnh ủy Ninh Bình", "Công an tỉnh Ninh Bình"],
        sample=True,
        by=None,
        at=at,
    )
    return programmes.create(
        document=document,
        name="Chương trình phối hợp công tác dân vận tỉnh Ninh Bình giai đoạn 2017 - 2021",
        short_name="Ninh Bình 2017 - 2021",
        place=Place.objects.get(key=FORMER),
        years=(2017, 2021),
        parties=[Body.objects.get(key=key) for key in (f"dan_van@{FORMER}/ban-dan-van", f"cong_an@{FORMER}")],
        signed_on=date(2017, 3, 15),
        contents=(
            "Tham mưu cấp ủy, chính quyền về công tác dân vận",
            "Tuyên truyền, vận động nhân dân tham gia phong trào Toàn dân bảo vệ an ninh Tổ quốc",
            "Xây dựng mô hình tự quản về an ninh, trật tự ở thôn, xóm, phố",
            "Vận động quần chúng vùng giáp ranh chấp hành quy định về quản lý vũ khí, vật liệu nổ",
            "Tập huấn, kiểm tra, khen thưởng",
        ),
        cascades_from=Programme.objects.get(short_name="CTr 38"),
        sample=True,
        by=None,
        at=at,
    )


def _window(year: int, *, opens: date, due: date, counted_until: date | None) -> Window:
    form = Programme.objects.get(short_name="Ninh Bình 2022 - 2026").forms.get(code="02-TH")
    return reports.open_window(
        form,
        system=System.POLICE,
        level=Level.COMMUNE,
        period=Period(Calendar.ADMINISTRATIVE, Kind.YEAR, year),
        opens=opens,
        due=datetime(due.year, due.month, due.day, 17, tzinfo=HANOI),
        closed=due + timedelta(days=6),
        counted_until=counted_until,
        by=None,
        at=datetime(opens.year, opens.month, opens.day, 8, tzinfo=HANOI),
    )


def _communes(*, on: date) -> list[Commune]:
    """Today's communes of the province with an officer each; the officers are made on the first call."""
    bodies = list(
        organisations.below(Body.objects.get(key=f"cong_an@{PROVINCE}"), on)
        .filter(level=Level.COMMUNE)
        .select_related("place")
        .order_by("key")
    )
    names = organisations.names_of([body.pk for body in bodies], on=on)
    known = {term.body_id: term.user for body in bodies for term in body.terms.select_related("user")}
    found = []
    for number, body in enumerate(bodies):
        user = known.get(body.pk)
        if user is None:
            told = f"{FAMILY[number % len(FAMILY)]} Văn Mẫu"
            roles = (Role.ENTRY, Role.APPROVAL)
            office = "Cán bộ Công an phường" if " phường " in names[body.pk].name else "Cán bộ Công an xã"
            user = accounts.make(f"cax.{body.place.key[3:]}", told, office, body, roles, at=timezone.now())
        actor = accounts_queries.acting(user, on)[0].actor
        found.append(Commune(body, body.place, names[body.pk].name, actor))
    return found


def _put_sheet(district: str, bodies: Sequence[Body], year: int, *, by: Actor, at: datetime) -> None:
    """One old district's summary sheet of one year: a line a commune, a column an indicator."""
    period = Period(Calendar.ADMINISTRATIVE, Kind.YEAR, year)
    values = []
    for line, body in enumerate(bodies, start=7):
        numbers = _numbers(body.key, year, share=0.32)
        for column, (_, code, _) in enumerate(ROWS):
            cell = f"{chr(ord('C') + column)}{line}"
            values.append(Value(indicator=code, body=body.pk, period=period, value=numbers[code], cell=cell))
    source = Provenance(
        origin=f"legacy.sheet:{fold(district).replace(' ', '-')}:{year}"[:64],
        label=f"Biểu tổng hợp năm {year} của Công an {district} (SỐ LIỆU MINH HỌA)",
        kind=SourceKind.PAPER,
        entered_by=by.name,
        entered_at=at,
        accepted_by=by.name,
        accepted_at=at,
    )
    figures.put(values, standing=Standing.ACCEPTED, source=source, by=by, at=at)


def _fill(
    window: Window, commune: Commune, year: int, *, at: datetime, doubtful: bool = False, partly: bool = False
) -> Report:
    report = reports.open_report(window, by=commune.actor, at=at)
    numbers = _numbers(commune.body.key, year, share=1.0)
    rows = list(report.form.rows.select_related("indicator"))
    if partly:
        rows = rows[: 4 + len(commune.body.key) % 11 + numbers["TT01"] % 4]
    typed: dict[int, Typed] = {}
    for row in rows:
        code, note = row.indicator.code, REDRAWN if year == 2025 else None
        value = numbers[code]
        if doubtful and code == "TT02":
            value, note = value * 6, "Có gộp người xem phát trực tiếp trên mạng xã hội."
        typed[row.pk] = Typed(str(value), 0, note)
    reports.save_form(report, typed, by=commune.actor, at=at)
    report.refresh_from_db()
    return report


def _numbers(key: str, year: int, *, share: float) -> Mapping[str, int]:
    """A commune's year: its own size, the years' growth, small changes; the same on every build."""
    size = random.Random(f"{key}").uniform(0.6, 1.5) * share
    chance = random.Random(f"{key}/{year}")
    found = {
        code: int(usual * size * GROWTH[year] * chance.uniform(0.9, 1.1) + chance.random()) for _, code, usual in ROWS
    }
    found["NT02"] = min(found["NT02"], found["NT01"])
    found["HG04"] = min(found["HG04"], found["HG03"])
    found["MH01"] = min(found["MH01"], found["MH03"])
    return found


def _key(report: Report) -> UUID:
    return uuid5(NAMESPACE, f"{report.form_id}/{report.body_id}/{report.period_id}")

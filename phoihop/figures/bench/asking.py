"""Eighteen questions as a user's page asks them, each with the same question to DuckDB's scan of the base values."""

from __future__ import annotations

import itertools
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import duckdb
from django.test import Client

from phoihop.core.periods import Calendar, Kind, Period, years
from phoihop.figures import queries
from phoihop.figures.bench.building import SYSTEM, VALUE, Built
from phoihop.figures.models import Edition
from phoihop.figures.queries.geography import geography
from phoihop.figures.queries.periods import all_periods
from phoihop.figures.queries.totals import table, totals
from phoihop.figures.rules.maps import Geography
from phoihop.figures.rules.questions import Question
from phoihop.places.models import Place

__all__ = ["Answer", "Asked", "Question18", "ask", "prepare", "questions", "scan"]

RUNS = 7
OLD_MAP, NEW_MAP = date(2025, 6, 30), date(2026, 11, 21)


@dataclass(frozen=True, slots=True)
class Question18:
    """One question: how the product answers, the page that asks it, and the scan that would."""

    name: str
    run: Callable[[], Any]
    page: str
    sql: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """Milliseconds: in process (wall and processor), as a page, DuckDB's scan; medians."""

    name: str
    wall: float
    processor: float
    page: float | None
    duck: float | None
    note: str

    @property
    def ratio(self) -> float | None:
        return self.wall / self.duck if self.duck else None


def period(kind: Kind, year: int, number: int = 1) -> Period:
    return Period(Calendar.ADMINISTRATIVE, kind, year, number)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the questions are about: keys and ids of the database that was built."""

    built: Built
    geo: Geography
    country: int
    province: int
    commune: int
    edition: Edition | None
    keys: dict[int, str]

    @property
    def codes(self) -> list[str]:
        return [row.code for row in self.built.indicators]


def prepare(built: Built, edition: Edition | None) -> Asked:
    geo = geography()
    province = built.reformed[0]
    commune = min(place for place in geo.below(province, NEW_MAP) if geo.levels[place] == 3)
    keys = dict(Place.objects.filter(pk__in=[geo.root, province, commune]).values_list("pk", "key"))
    return Asked(built, geo, geo.root, province, commune, edition, keys)


def questions(a: Asked) -> list[Question18]:
    """The eighteen, in the order of the table."""
    flow, stock, rate, codes = "TT01", "MH03", "HG05", a.codes
    few = codes[:10]
    year, span = period(Kind.YEAR, 2026), period(Kind.SPAN, 2022, 2026)
    five = [one.range for one in years(Calendar.ADMINISTRATIVE, 2022, 2026)]
    months = [period(Kind.MONTH, y, m).range for y in range(2022, 2027) for m in range(1, 13)]
    half = period(Kind.HALF, 2026, 1)
    flow_id, stock_id = _id(a, flow), _id(a, stock)

    def ask_table(**more: Any) -> Callable[[], Any]:
        given = {"unit": a.country, "on": NEW_MAP, "indicators": [flow], **more}
        return lambda: table(**given)

    def address(
        view: str = "",
        unit: int = a.country,
        on: date = NEW_MAP,
        ky: Period = year,
        several: Sequence[str] = (),
        of: str | Sequence[str] = flow,
        **more: str,
    ) -> str:
        given: dict[str, Any] = {
            "chi-tieu": of,
            "don-vi": a.keys[unit],
            "ky": several or ky.code,
            "ban-do": on.isoformat(),
            "he-thong": SYSTEM.value,
        }
        return f"/so-lieu/{view}?{urlencode({**given, **more}, doseq=True)}"

    steps = itertools.cycle((a.country, a.province, a.commune))

    def path() -> None:
        queries.explain(Question(flow, a.keys[next(steps)], span, NEW_MAP, SYSTEM))

    year_months = [period(Kind.MONTH, 2026, month).code for month in range(1, 13)]
    all_years = [one.code for one in years(Calendar.ADMINISTRATIVE, 2022, 2026)]
    lasts = "QUALIFY row_number() OVER (PARTITION BY indicator, unit ORDER BY month DESC) = 1"
    found = [
        Question18(
            "cả nước, 60 chỉ tiêu, giai đoạn 5 năm",
            lambda: totals(unit=a.country, period=span.range, on=NEW_MAP, indicators=codes),
            address("bang/", ky=span, hang="chi-tieu", cot="ky", of=codes[:30]),
            "SELECT indicator, SUM(value) FROM base GROUP BY indicator",
        ),
        Question18(
            "cả nước, 60 chỉ tiêu, từng năm",
            ask_table(ranges=five, indicators=codes, children=False),
            address("bang/", hang="chi-tieu", cot="ky", several=all_years, of=codes[:30]),
            "SELECT indicator, year, SUM(value) FROM base GROUP BY ALL",
        ),
        Question18(
            "34 tỉnh × 5 năm, một chỉ tiêu",
            ask_table(ranges=five),
            address("bang/", hang="don-vi", cot="ky", several=all_years),
            f"SELECT new_province, year, SUM(value) FROM base WHERE indicator = {flow_id} GROUP BY ALL",
        ),
        Question18(
            "34 tỉnh × 60 chỉ tiêu, một năm",
            ask_table(ranges=[year.range], indicators=codes),
            address("bang/", hang="don-vi", cot="chi-tieu", of=codes[:30]),
            "SELECT new_province, indicator, SUM(value) FROM base WHERE year = 2026 GROUP BY ALL",
        ),
        Question18(
            "các xã của một tỉnh × 10 chỉ tiêu, một năm",
            ask_table(unit=a.province, ranges=[year.range], indicators=few),
            address("bang/", a.province, hang="don-vi", cot="chi-tieu", of=few),
            f"SELECT unit, indicator, SUM(value) FROM base WHERE year = 2026 AND new_province = {a.province} "
            f"AND indicator IN ({', '.join(str(row.pk) for row in a.built.indicators[:10])}) GROUP BY ALL",
        ),
        Question18(
            "các xã của một tỉnh × 5 năm, một chỉ tiêu",
            ask_table(unit=a.province, ranges=five),
            address("bang/", a.province, hang="don-vi", cot="ky", several=all_years),
            f"SELECT unit, year, SUM(value) FROM base WHERE indicator = {flow_id} "
            f"AND new_province = {a.province} GROUP BY ALL",
        ),
        Question18(
            "cả nước, 60 tháng, một chỉ tiêu",
            ask_table(ranges=months, children=False),
            "",
            f"SELECT month, SUM(value) FROM base WHERE indicator = {flow_id} GROUP BY ALL",
        ),
        Question18(
            "34 tỉnh × 12 tháng, một chỉ tiêu",
            ask_table(ranges=months[-12:]),
            address("bang/", hang="don-vi", cot="ky", several=year_months),
            "SELECT new_province, month, SUM(value) FROM base "
            f"WHERE indicator = {flow_id} AND year = 2026 GROUP BY ALL",
        ),
        Question18(
            "đã báo cáo bao nhiêu, 34 tỉnh × 60 tháng",
            lambda: [
                (line, number, one.counted) for (line, number, _, _), one in ask_table(ranges=months)().cells.items()
            ],
            "",
            f"SELECT new_province, month, COUNT(*) FROM base WHERE indicator = {flow_id} GROUP BY ALL",
        ),
        Question18(
            "bản đồ 63 tỉnh, giai đoạn 5 năm",
            ask_table(ranges=[span.range], on=OLD_MAP),
            address("", on=OLD_MAP, ky=span),
            f"SELECT old_province, SUM(value) FROM base WHERE indicator = {flow_id} GROUP BY ALL",
        ),
        Question18(
            "bản đồ 63 tỉnh × 5 năm, số hiện có",
            ask_table(ranges=five, on=OLD_MAP, indicators=[stock]),
            address("bang/", on=OLD_MAP, hang="don-vi", cot="ky", several=all_years, of=stock),
            f"SELECT old_province, year, SUM(value) FROM (SELECT * FROM base WHERE indicator = {stock_id} "
            "QUALIFY row_number() OVER (PARTITION BY year, place ORDER BY month DESC) = 1) GROUP BY ALL",
        ),
        Question18(
            "số hiện có theo tỉnh, kỳ cuối của giai đoạn",
            ask_table(ranges=[span.range], indicators=[stock]),
            address("", ky=span, of=stock),
            "SELECT new_province, SUM(value) FROM "
            f"(SELECT * FROM base WHERE indicator = {stock_id} {lasts}) GROUP BY ALL",
        ),
        Question18(
            "số hiện có theo tỉnh, khoảng năm tùy chọn",
            ask_table(ranges=[period(Kind.SPAN, 2023, 2025).range], indicators=[stock]),
            "",
            f"SELECT new_province, SUM(value) FROM (SELECT * FROM base WHERE indicator = {stock_id} "
            f"AND year BETWEEN 2023 AND 2025 {lasts}) GROUP BY ALL",
            "không giữ tổng sẵn: đọc từng xã",
        ),
        Question18(
            "tỷ lệ theo tỉnh (tử số, mẫu số)",
            ask_table(ranges=[year.range], indicators=[rate]),
            address("", of=rate),
            f"SELECT new_province, SUM(value) FILTER (indicator = {_id(a, 'HG04')}) / "
            f"SUM(value) FILTER (indicator = {_id(a, 'HG03')}) FROM base WHERE year = 2026 GROUP BY ALL",
        ),
        Question18(
            "xếp hạng tỉnh, so kỳ trước và cùng kỳ",
            ask_table(ranges=[year.range, year.previous.range]),
            address(),
            "SELECT *, rank() OVER (PARTITION BY year ORDER BY total DESC) FROM (SELECT new_province, year, "
            f"SUM(value) AS total FROM base WHERE indicator = {flow_id} AND year IN (2025, 2026) GROUP BY ALL)",
        ),
        Question18(
            "6 tháng đầu năm theo tỉnh (từ số tháng)",
            ask_table(ranges=[half.range]),
            address("", ky=half),
            f"SELECT new_province, SUM(value) FROM base WHERE indicator = {flow_id} AND year = 2026 "
            "AND month % 100 <= 6 GROUP BY ALL",
        ),
        Question18(
            "giải thích, một bước: cả nước | tỉnh | xã và ô",
            path,
            address("giai-thich/", a.commune, ky=span),
            f"SELECT place, month, value FROM base WHERE indicator = {flow_id} AND unit = {a.commune}",
            "kèm tên đơn vị, nguồn, người nhập, người nhận",
        ),
    ]
    if a.edition:
        edition = a.edition
        found.append(
            Question18(
                "khác gì so với bản chốt (một tỉnh, mọi chỉ tiêu)",
                lambda: queries.diff(edition),
                f"/so-lieu/ban-chot/{edition.pk}/",
                f"SELECT unit, indicator, year, SUM(value) FROM base WHERE new_province = {a.province} GROUP BY ALL",
            )
        )
    return found


def _id(a: Asked, code: str) -> int:
    return next((row.pk for row in a.built.indicators if row.code == code), 0)


def scan(a: Asked) -> duckdb.DuckDBPyConnection:
    """The same base values in DuckDB, with year, month and both maps' provinces written beside each."""
    base = duckdb.connect(":memory:")
    folder = a.built.cells.parent
    _places(a, folder / "places.csv")
    base.execute(
        "CREATE TABLE c AS SELECT * FROM read_csv(?, header=false, columns={'id': 'INTEGER', 'body': 'INTEGER', "
        "'place': 'INTEGER', 'province': 'INTEGER', 'period': 'INTEGER', 'level': 'INTEGER'})",
        [str(a.built.cells)],
    )
    base.execute(
        "CREATE TABLE p AS SELECT * FROM read_csv(?, header=false, columns={'place': 'INTEGER', 'unit': 'INTEGER', "
        "'new_province': 'INTEGER', 'old_province': 'INTEGER'})",
        [str(folder / "places.csv")],
    )
    base.execute("CREATE TABLE i (id INTEGER, stock INTEGER)")
    base.executemany(
        "INSERT INTO i VALUES (?, ?)", [(row.pk, int(row.over_time == "last")) for row in a.built.indicators]
    )
    base.execute("CREATE TABLE m (period INTEGER, year INTEGER, month INTEGER)")
    rows = [
        (row.id, row.period.year, row.period.year * 100 + row.period.number)
        for row in all_periods().values()
        if row.period.kind is Kind.MONTH
    ]
    base.executemany("INSERT INTO m VALUES (?, ?, ?)", rows)
    base.execute(
        f"CREATE TABLE base AS SELECT c.place, p.unit, p.new_province, p.old_province, i.id AS indicator, m.year, "
        f"m.month, ({VALUE})::BIGINT AS value FROM c CROSS JOIN i JOIN p ON p.place = c.place "
        "JOIN m ON m.period = c.period"
    )
    return base


def _places(a: Asked, file: Path) -> None:
    """For each place the unit and province of today's map, and the province of the old one."""
    lines = []
    for place in a.geo.levels:
        new, old = a.geo.target(place, NEW_MAP)[0].unit, a.geo.target(place, OLD_MAP)[0].unit
        lines.append(f"{place},{new},{a.geo.province(new, NEW_MAP)},{a.geo.province(old, OLD_MAP)}")
    file.write_text("\n".join(lines), encoding="ascii")


def ask(found: Sequence[Question18], base: duckdb.DuckDBPyConnection | None, client: Client | None) -> list[Answer]:
    """Ask each question once to warm up, then several times; medians in milliseconds."""
    answers = []
    for question in found:
        wall, processor = _timed(question.run)
        page = None
        if client is not None and question.page:
            page, _ = _timed(partial(_page, client, question.page))
        duck = _timed(partial(_scanned, base, question.sql))[0] if base is not None else None
        answers.append(Answer(question.name, wall, processor, page, duck, question.note))
    return answers


def _scanned(base: duckdb.DuckDBPyConnection, sql: str) -> list[Any]:
    return base.execute(sql).fetchall()


def _page(client: Client, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")


def _timed(run: Callable[[], Any]) -> tuple[float, float]:
    run()
    walls, processors = [], []
    for _ in range(RUNS):
        wall, processor = time.perf_counter(), time.process_time()
        run()
        walls.append(1000 * (time.perf_counter() - wall))
        processors.append(1000 * (time.process_time() - processor))
    return statistics.median(walls), statistics.median(processors)

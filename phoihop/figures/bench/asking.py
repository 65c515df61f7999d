"""Eighteen questions as a user's page asks them, each with its page and the same question to DuckDB's scan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from phoihop.core.periods import Calendar, Kind, Period, years
from phoihop.figures import queries
from phoihop.figures.bench.cells import SYSTEM
from phoihop.figures.bench.scanning import Row, differences_sql, totals_sql
from phoihop.figures.bench.subject import NEW_MAP, OLD_MAP, Asked
from phoihop.figures.queries.totals import Table, Total, table, totals
from phoihop.figures.rules.questions import Question

__all__ = ["Question18", "questions"]

#: How many indicators one page of the pivot takes.
ON_A_PAGE = 30


@dataclass(frozen=True, slots=True)
class Question18:
    """One question: how the product answers, what of that are plain numbers, its page, the scan that would answer.

    ``why`` says why a scan may be as fast.
    """

    name: str
    run: Callable[[], Any]
    said: Callable[[Any], Iterable[Row]]
    page: str
    sql: tuple[str, ...]
    why: str = ""


def period(kind: Kind, year: int, number: int = 1) -> Period:
    return Period(Calendar.ADMINISTRATIVE, kind, year, number)


def _cells(found: Table, key: Callable[[Total, int], tuple[int, ...]]) -> list[Row]:
    """The numbers of a table by a key, lines of one unit added."""
    made: dict[tuple[int, ...], int] = {}
    for (_, number, _, system), total in found.cells.items():
        if system is SYSTEM and total.value is not None:
            at = key(total, number)
            made[at] = made.get(at, 0) + total.value
    return [(*at, value) for at, value in made.items()]


def questions(a: Asked) -> list[Question18]:
    """The eighteen, in the order of the table."""
    flow, stock, rate, codes, ids = "TT01", "MH03", "HG05", a.codes, a.ids
    few = codes[:10]
    year, span, some_years = period(Kind.YEAR, 2026), period(Kind.SPAN, 2022, 2026), period(Kind.SPAN, 2023, 2025)
    five = [one.range for one in years(Calendar.ADMINISTRATIVE, 2022, 2026)]
    all_years = [one.code for one in years(Calendar.ADMINISTRATIVE, 2022, 2026)]
    months = [period(Kind.MONTH, y, m) for y in range(2022, 2027) for m in range(1, 13)]
    spelled = [month.year * 100 + month.number for month in months]
    last_year = [month.code for month in months[-12:]]
    half = period(Kind.HALF, 2026, 1)
    of_flow, of_stock = f"indicator = {ids.get(flow, 0)}", f"indicator = {ids.get(stock, 0)}"
    here = f"new_province = {a.province}"

    def ask_table(**more: Any) -> Callable[[], Table]:
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

    def by_unit(found: Table) -> list[Row]:
        return _cells(found, lambda total, _: (total.line.unit,))

    def by_unit_and_year(found: Table) -> list[Row]:
        return _cells(found, lambda total, at: (total.line.unit, 2022 + at))

    def by_unit_and_indicator(found: Table) -> list[Row]:
        return _cells(found, lambda total, _: (total.line.unit, ids[total.indicator]))

    def by_indicator(found: Sequence[Total]) -> list[Row]:
        return [(ids[one.indicator], one.value) for one in found if one.value is not None and one.system is SYSTEM]

    path = (a.country, a.province, a.commune)
    return [
        Question18(
            "cả nước, 60 chỉ tiêu, giai đoạn 5 năm",
            lambda: totals(unit=a.country, period=span.range, on=NEW_MAP, indicators=codes),
            by_indicator,
            address("bang/", ky=span, hang="chi-tieu", cot="ky", of=codes[:ON_A_PAGE]),
            (totals_sql("indicator"),),
        ),
        Question18(
            "cả nước, 60 chỉ tiêu, từng năm",
            ask_table(ranges=five, indicators=codes, children=False),
            lambda found: _cells(found, lambda total, at: (ids[total.indicator], 2022 + at)),
            address("bang/", hang="chi-tieu", cot="ky", several=all_years, of=codes[:ON_A_PAGE]),
            (totals_sql("indicator, year", by_year=True),),
        ),
        Question18(
            "34 tỉnh × 5 năm, một chỉ tiêu",
            ask_table(ranges=five),
            by_unit_and_year,
            address("bang/", hang="don-vi", cot="ky", several=all_years),
            (totals_sql("new_province, year", of_flow, stock=False),),
        ),
        Question18(
            "34 tỉnh × 60 chỉ tiêu, một năm",
            ask_table(ranges=[year.range], indicators=codes),
            by_unit_and_indicator,
            address("bang/", hang="don-vi", cot="chi-tieu", of=codes[:ON_A_PAGE]),
            (totals_sql("new_province, indicator", "year = 2026"),),
            WHY_CELLS,
        ),
        Question18(
            "các xã của một tỉnh × 10 chỉ tiêu, một năm",
            ask_table(unit=a.province, ranges=[year.range], indicators=few),
            by_unit_and_indicator,
            address("bang/", a.province, hang="don-vi", cot="chi-tieu", of=few),
            (
                totals_sql(
                    "unit, indicator",
                    f"year = 2026 AND {here} AND indicator IN ({', '.join(str(ids[code]) for code in few)})",
                ),
            ),
            WHY_CELLS,
        ),
        Question18(
            "các xã của một tỉnh × 5 năm, một chỉ tiêu",
            ask_table(unit=a.province, ranges=five),
            by_unit_and_year,
            address("bang/", a.province, hang="don-vi", cot="ky", several=all_years),
            (totals_sql("unit, year", f"{of_flow} AND {here}", stock=False),),
            WHY_CELLS,
        ),
        Question18(
            "cả nước, 60 tháng, một chỉ tiêu",
            ask_table(ranges=[month.range for month in months], children=False),
            lambda found: _cells(found, lambda _, at: (spelled[at],)),
            address("bang/", hang="chi-tieu", cot="ky", several=last_year),
            (totals_sql("month", of_flow, stock=False),),
            WHY_MONTHS,
        ),
        Question18(
            "34 tỉnh × 12 tháng, một chỉ tiêu",
            ask_table(ranges=[month.range for month in months[-12:]]),
            lambda found: _cells(found, lambda total, at: (total.line.unit, spelled[-12:][at])),
            address("bang/", hang="don-vi", cot="ky", several=last_year),
            (totals_sql("new_province, month", f"{of_flow} AND year = 2026", stock=False),),
            WHY_CELLS,
        ),
        Question18(
            "đã báo cáo bao nhiêu, 34 tỉnh × 60 tháng",
            ask_table(ranges=[month.range for month in months]),
            lambda found: _cells(
                Table(
                    found.unit,
                    found.on,
                    found.lines,
                    found.ranges,
                    {key: one._replace(value=one.counted) for key, one in found.cells.items()},
                ),
                lambda total, at: (total.line.unit, spelled[at]),
            ),
            address("", ky=months[-1]),
            (f"SELECT new_province, month, COUNT(*) FROM base WHERE {of_flow} GROUP BY ALL",),
            WHY_CELLS,
        ),
        Question18(
            "bản đồ 63 tỉnh, giai đoạn 5 năm",
            ask_table(ranges=[span.range], on=OLD_MAP),
            by_unit,
            address("", on=OLD_MAP, ky=span),
            (totals_sql("old_province", of_flow, stock=False),),
            WHY_MAP,
        ),
        Question18(
            "bản đồ 63 tỉnh × 5 năm, số hiện có",
            ask_table(ranges=five, on=OLD_MAP, indicators=[stock]),
            by_unit_and_year,
            address("bang/", on=OLD_MAP, hang="don-vi", cot="ky", several=all_years, of=stock),
            (totals_sql("old_province, year", of_stock, by_year=True, stock=True),),
            WHY_MAP,
        ),
        Question18(
            "số hiện có theo tỉnh, kỳ cuối của giai đoạn",
            ask_table(ranges=[span.range], indicators=[stock]),
            by_unit,
            address("", ky=span, of=stock),
            (totals_sql("new_province", of_stock, stock=True),),
        ),
        Question18(
            "số hiện có theo tỉnh, khoảng năm tùy chọn",
            ask_table(ranges=[some_years.range], indicators=[stock]),
            by_unit,
            address("", ky=some_years, of=stock),
            (totals_sql("new_province", f"{of_stock} AND year BETWEEN 2023 AND 2025", stock=True, until=2025),),
            WHY_ANY_YEARS,
        ),
        Question18(
            "tỷ lệ theo tỉnh (tử số, mẫu số)",
            ask_table(ranges=[year.range], indicators=[rate]),
            lambda found: [
                (line.unit, *total.halves, total.value)
                for (line, _, _, system), total in found.cells.items()
                if system is SYSTEM and total.halves and total.value is not None
            ],
            address("", of=rate),
            (
                "SELECT new_province, o, u, (20000 * o + u) // (2 * u) FROM (SELECT new_province, "
                f"SUM(value) FILTER (indicator = {ids.get('HG04', 0)}) AS o, "
                f"SUM(value) FILTER (indicator = {ids.get('HG03', 0)}) AS u "
                "FROM base WHERE year = 2026 GROUP BY ALL) WHERE u > 0",
            ),
        ),
        Question18(
            "xếp hạng tỉnh, so kỳ trước và cùng kỳ",
            ask_table(ranges=[year.range, year.previous.range]),
            lambda found: _cells(found, lambda total, at: (total.line.unit, 2026 - at)),
            address(),
            (totals_sql("new_province, year", f"{of_flow} AND year IN (2025, 2026)", stock=False),),
        ),
        Question18(
            "6 tháng đầu năm theo tỉnh (từ số tháng)",
            ask_table(ranges=[half.range]),
            by_unit,
            address("", ky=half),
            (totals_sql("new_province", f"{of_flow} AND year = 2026 AND month % 100 <= 6", stock=False),),
            WHY_CELLS,
        ),
        Question18(
            "giải thích đủ ba bước: cả nước, tỉnh, xã và ô",
            lambda: [queries.explain(Question(flow, a.keys[unit], span, NEW_MAP, SYSTEM)) for unit in path],
            lambda found: (
                [
                    (unit, one.total.value)
                    for unit, one in zip(path, found, strict=True)
                    if one.total and one.total.value
                ]
                + [(-1, len(found[2].said) + found[2].more)]
            ),
            address("giai-thich/", a.commune, ky=span),
            (
                f"SELECT {a.country}, SUM(value) FROM base WHERE {of_flow}",
                f"SELECT {a.province}, SUM(value) FROM base WHERE {of_flow} AND {here}",
                f"SELECT {a.commune}, SUM(value) FROM base WHERE {of_flow} AND unit = {a.commune}",
                f"SELECT -1, COUNT(*) FROM base WHERE {of_flow} AND unit = {a.commune}",
            ),
            WHY_PATH,
        ),
        *_of_edition(a),
    ]


WHY_CELLS = "phần lớn thời gian là dựng từng ô trả lời (đơn vị, mức chính xác, số báo cáo đã tính), DuckDB chỉ trả số"
WHY_MONTHS = "tổng giữ sẵn theo tỉnh và tháng: đọc 40 tỉnh × 60 tháng rồi mới cộng, DuckDB quét một cột đã nén"
WHY_MAP = "các tỉnh đã sáp nhập phải xếp từng xã về tỉnh cũ: đọc mỗi xã một dòng cho mỗi năm"
WHY_ANY_YEARS = "không giữ tổng sẵn cho khoảng năm tùy chọn: đọc từng xã từng năm, lấy năm cuối, bỏ xã đã có xã kế thừa"
WHY_PATH = "kèm tên đơn vị, nguồn, người nhập, người nhận, bản sửa của từng ô; DuckDB chỉ cộng số"
WHY_EDITION = "kèm từng lần điều chỉnh: ai, khi nào, vì sao; DuckDB chỉ so hai bảng số"


def _of_edition(a: Asked) -> list[Question18]:
    if a.edition is None:
        return []
    edition, ids = a.edition, a.ids
    spans = {period(Kind.SPAN, 2022, 2026).code: 0}
    spans |= {period(Kind.YEAR, year).code: year for year in range(2022, 2027)}

    def said(found: Sequence[Any]) -> list[Row]:
        return [
            (-1 if one.unit == a.province else one.unit, ids[one.indicator], spans[one.period], one.before, one.after)
            for one in found
        ]

    return [
        Question18(
            "khác gì so với bản chốt (một tỉnh, mọi chỉ tiêu)",
            lambda: queries.diff(edition),
            said,
            f"/so-lieu/ban-chot/{edition.pk}/",
            (differences_sql(a.province),),
            WHY_EDITION,
        )
    ]

"""Five years of a form's figures on the landing page."""

import pytest

from phoihop.core.periods import Period
from phoihop.figures import actions as figures
from phoihop.figures.rules.values import Provenance, Standing, Value
from phoihop.home import queries
from tests.reports.line import DECEMBER_9, YEAR, Line, a_line, an_actor


@pytest.fixture
def line(db: None) -> Line:
    return a_line()


def counted(line: Line, where: str, code: str, period: Period, value: int) -> None:
    source = Provenance(origin=f"test:{where}-{code}-{period.year}", label="Báo cáo")
    kept = Value(code, line.bodies[where].pk, period, value)
    figures.put([kept], standing=Standing.ACCEPTED, source=source, by=None, at=DECEMBER_9)


def of(line: Line, where: str) -> list[queries.Trend]:
    return queries.trends(line.form, YEAR, an_actor(line.bodies[where]), on=DECEMBER_9.date())


def test_the_line_adds_the_units_below_and_tells_the_change(line):
    counted(line, "GV", "TT01", YEAR.previous, 31)
    counted(line, "GH", "TT01", YEAR.previous, 10)
    counted(line, "GV", "TT01", YEAR, 50)

    (trend,) = of(line, "NB")

    assert (trend.name, trend.unit, trend.text) == ("Buổi tuyên truyền tập trung", "buổi", "50")
    assert trend.labels == ("2022", "2023", "2024", "2025", "2026")
    assert trend.values == (None, None, None, 41.0, 50.0)
    assert trend.change == "+22,0\xa0%"
    assert "don-vi=tinh%3A37" in trend.href


def test_an_indicator_known_for_one_year_alone_has_no_line(line):
    counted(line, "GV", "TT01", YEAR, 50)
    assert of(line, "NB") == []


def test_another_province_sees_its_own(line):
    counted(line, "GV", "TT01", YEAR.previous, 31)
    counted(line, "GV", "TT01", YEAR, 50)
    assert of(line, "HT") == []


@pytest.mark.parametrize("units", [("GV",), ("GV", "GH")])
def test_the_number_of_queries_does_not_grow_with_the_units(line, units, django_assert_num_queries):
    for where in units:
        counted(line, where, "TT01", YEAR.previous, 31)
        counted(line, where, "TT01", YEAR, 50)
    of(line, "NB")
    with django_assert_num_queries(8):
        of(line, "NB")

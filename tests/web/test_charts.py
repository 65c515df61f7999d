"""Charts: the same figures drawn, told and tabled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phoihop.web import charts

YEARS = ["2022", "2023", "2024"]


@given(st.floats(-1e6, 1e9).map(round), st.integers(0, 10**9), st.integers(2, 8))
def test_ticks_enclose_the_values_and_stay_few(low, span, at_most):
    steps = charts.ticks(low, low + span, at_most=at_most)
    assert steps[0] <= low + 1e-6
    assert float(steps[-1]) >= low + span - 1e-6 or span == 0
    assert 2 <= len(steps) <= at_most + 2


def test_a_line_breaks_where_a_year_is_missing():
    chart = charts.lines(["2022", "2023", "2024", "2025"], [1, 2, None, 4], name="Buổi")
    assert [mark.kind for mark in chart.marks] == ["cur", "dot", "dot", "dot"]


def test_an_open_year_is_dashed_and_hollow():
    chart = charts.lines(YEARS, [1, 2, 3], [1, 1, 1], name="Buổi", last_is_open=True)
    assert [mark.kind for mark in chart.marks] == ["pre", "cur", "cur dash", "dot", "dot", "opn"]


def test_the_table_beside_a_chart_holds_the_same_figures():
    chart = charts.bars(YEARS, [3412, None, 3780], [2610, 2744, 2905], name="Buổi tuyên truyền", unit="buổi")
    assert chart.columns == ("Kỳ", "Buổi tuyên truyền (buổi)", "Kỳ trước")
    assert chart.rows == [("2022", "3.412", "2.610"), ("2023", "–", "2.744"), ("2024", "3.780", "2.905")]
    assert chart.summary == "Buổi tuyên truyền: 2022 3.412, 2023 –, 2024 3.780 buổi. Kỳ trước: 2.610, 2.744, 2.905"


def test_a_missing_bar_is_a_dashed_box_with_a_question_mark():
    chart = charts.bars(YEARS, [15, 16, None], name="Tổ")
    assert [mark.kind for mark in chart.marks] == ["bc", "bc", "bq"]
    assert "?" in [label.text for label in chart.labels]


def test_a_ranking_leaves_out_the_middle_and_marks_the_asked_one():
    rows = [{"name": "Hà Nội", "value": 39.0}, None, {"name": "Hà Tĩnh", "value": 21.8, "current": True}]
    chart = charts.ranked(rows, name="Bình quân", unit="buổi", mean=22.1)
    assert [mark.kind for mark in chart.marks] == ["bp", "bc", "tg"]
    assert "⋯" in [label.text for label in chart.labels]
    assert chart.rows == [("Hà Nội", "39"), ("Hà Tĩnh", "21,8")]


def test_a_ranking_refuses_text_for_a_value():
    with pytest.raises(TypeError):
        charts.ranked([{"name": "Hà Nội", "value": "39"}])


@pytest.mark.parametrize("draw", [charts.lines, charts.bars])
def test_a_chart_without_figures_is_still_drawn(draw):
    chart = draw(YEARS, [None, None, None], name="Buổi")
    assert chart.rows == [("2022", "–"), ("2023", "–"), ("2024", "–")]


@pytest.mark.parametrize("values", [[1, 2], [0, 1], [1, None, 1]])
def test_an_axis_of_counts_has_no_halves(values):
    labels = [str(number) for number in range(len(values))]
    rows = [{"name": "a", "value": one} for one in values]
    drawn = (charts.lines(labels, values), charts.bars(labels, values), charts.ranked(rows))

    assert not [label.text for chart in drawn for label in chart.labels if "," in label.text]

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phoihop.core.numbers import Doubt
from phoihop.core.refusal import Refusal
from phoihop.reports.rules import Content, Entry, needs_a_note, printed, read
from phoihop.web.answers import sentence


def said(text: str, scale: int = 0):
    return read(text, number="12", unit="buổi", scale=scale)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("7", 7),
        ("007", 7),
        ("1234567", 1234567),
        ("1.234.567", 1234567),
        ("1 234 567", 1234567),
        ("1\N{NO-BREAK SPACE}234", 1234),
        ("1\N{NARROW NO-BREAK SPACE}234", 1234),
        (" 45 ", 45),
    ],
)
def test_whole_numbers_with_dots_or_spaces_as_groups_are_read(text, value):
    assert said(text) == Entry(Content.NUMBER, value)


def test_blank_zero_and_not_applicable_are_three_things():
    assert [said(text).content for text in ("", "0", "Không áp dụng")] == ["blank", "number", "na"]
    assert said("không áp dụng ") == Entry(Content.NOT_APPLICABLE)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12a", "not_a_number"),
        ("-3", "not_negative"),
        ("−3", "not_negative"),
        ("(3)", "not_negative"),
        ("1,5", "counts_have_no_decimals"),
        ("1.234,5", "counts_have_no_decimals"),
        ("1,234", "ambiguous"),
        ("1,234,567", "ambiguous"),
        ("1,234.5", "ambiguous"),
        ("1.5", "ambiguous"),
        ("1.23.456", "not_a_number"),
        ("12.34.567", "not_a_number"),
        ("1_000", "not_a_number"),
        ("１２", "not_a_number"),
        ("12²", "not_a_number"),
        ("1e5", "not_a_number"),
        ("NaN", "not_a_number"),
        ("=1+1", "not_a_number"),
        ("hơn 30", "not_a_number"),
        ("10-12", "not_a_number"),
        ("9" * 17, "too_large"),
    ],
)
def test_what_could_be_read_in_two_ways_or_none_is_asked_about(text, code):
    assert said(text).code == code


@pytest.mark.parametrize(
    ("text", "scale", "value"), [("1,5", 1, 15), ("1.234,50", 1, 12345), ("2", 1, 20), ("1,234", 3, 1234)]
)
def test_decimals_are_kept_in_the_smallest_step(text, scale, value):
    assert said(text, scale) == Entry(Content.NUMBER, value)


def test_more_decimals_than_the_indicator_keeps_are_refused():
    assert said("1,55", 1).code == "too_many_decimals"


def test_the_question_says_what_stands_in_the_cell_and_what_to_write():
    assert sentence(said("1,5")) == ("Chỉ tiêu 12: nhập số nguyên từ 0 trở lên. Ô đang ghi “1,5”.")
    assert sentence(said("12a")) == "Chỉ tiêu 12: nhập số nguyên từ 0 trở lên. Ô đang ghi “12a”."
    assert sentence(said("-3")) == "Chỉ tiêu 12: nhập số từ 0 trở lên. Ô đang ghi “-3”."


@given(st.integers(0, 10**15), st.integers(0, 3))
def test_what_is_printed_is_read_back_to_the_same_value(value, scale):
    assert said(printed(value, scale), scale) == Entry(Content.NUMBER, value)


@given(st.text(max_size=12))
def test_no_text_is_read_silently_as_another_number(text):
    read_as = said(text)

    if isinstance(read_as, Entry) and read_as.content is Content.NUMBER:
        assert (
            int(re.sub(r"[ .\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}]", "", text.strip()))
            == read_as.value
        )
        assert text.strip().isascii() or not any(c.isnumeric() and not c.isascii() for c in text)
    else:
        assert isinstance(read_as, Entry | Refusal)


@pytest.mark.parametrize(
    ("now", "before", "asked"),
    [(48, 6, True), (16, 10, True), (15, 10, False), (3, 2, False), (0, 40, True), (9, None, False), (7, 0, True)],
)
def test_a_change_of_more_than_half_asks_for_a_reason_unless_it_is_a_handful(now, before, asked):
    assert needs_a_note(now, before) is asked


def test_every_refusal_and_finding_has_a_sentence_that_says_what_to_do():
    import ast

    from phoihop.reports import wording

    folder = Path(wording.__file__).parent
    codes = {
        argument.value
        for path in folder.rglob("*.py")
        if "migrations" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refusal" and len(node.args) > 1
        for argument in ast.walk(node.args[1])
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }

    assert codes | {doubt.value for doubt in Doubt} == set(wording.WORDING)
    assert all(len(re.findall(r"[.;:!]", str(text))) >= 1 for text in wording.WORDING.values())

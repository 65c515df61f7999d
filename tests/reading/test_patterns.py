"""Expressions compiled at first use: nothing else may be different about them."""

import importlib
import pkgutil
import re
from threading import Barrier, Thread

import pytest

import phoihop.reading
from phoihop.reading.patterns import regex


def _expressions(value: object) -> list[re.Pattern[str]]:
    if type(value) is type(regex("")):
        return [value]
    if isinstance(value, list | tuple):
        return [each for part in value for each in _expressions(part)]
    if isinstance(value, dict):
        return _expressions(list(value.values()))
    return _expressions(getattr(value, "pattern", None)) if hasattr(value, "__dict__") else []


def test_every_expression_of_the_reader_compiles():
    """A slip in one would be met only by the paper that needs it."""
    modules = [
        importlib.import_module(found.name)
        for found in pkgutil.walk_packages(phoihop.reading.__path__, "phoihop.reading.")
    ]
    expressions = _expressions([vars(module) for module in modules])

    assert len(expressions) > 600
    for expression in expressions:
        assert re.compile(expression.pattern, expression.flags).groupindex == expression.groupindex


def test_an_expression_answers_as_a_compiled_one_before_and_after_its_first_use():
    late, compiled = regex(r"(?P<n>\d+) buổi", re.IGNORECASE), re.compile(r"(?P<n>\d+) buổi", re.IGNORECASE)

    for _ in range(2):
        assert late.search("có 12 BUỔI", 2)["n"] == compiled.search("có 12 BUỔI", 2)["n"] == "12"
        assert late.match("có 12 buổi") is None
        assert late.sub("x", "1 buổi, 2 buổi") == "x, x"
        assert (late.pattern, late.flags, late.groups) == (compiled.pattern, compiled.flags, compiled.groups)
    assert regex(rb"\d").findall(b"1a2") == [b"1", b"2"]


def test_a_faulty_expression_says_so_at_its_first_use_and_what_no_expression_has_stays_an_error():
    with pytest.raises(re.error):
        regex("(").search("")
    with pytest.raises(AttributeError):
        regex("a").serach("")


def test_threads_that_meet_at_the_first_use_get_the_same_answer():
    late, ready, found = regex("|".join(f"từ{n}" for n in range(1000, 3000))), Barrier(8), []

    def look() -> None:
        ready.wait()
        found.append(late.search("có từ1999").group())

    threads = [Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == ["từ1999"] * 8

"""Expressions compiled at first use: nothing else may be different about them."""

import importlib
import pkgutil
import re
from pathlib import Path
from re._parser import parse
from threading import Barrier, Thread

import pytest

import phoihop.reading
from phoihop.reading.lexicon.phrases import Opening
from phoihop.reading.normalise import fold
from phoihop.reading.patterns import regex

SAMPLES = Path(__file__).parent / "samples" / "articles"
MODULES = [
    importlib.import_module(found.name) for found in pkgutil.walk_packages(phoihop.reading.__path__, "phoihop.reading.")
]


def _expressions(value: object) -> list[re.Pattern[str]]:
    if isinstance(value, re.Pattern | type(regex(""))):
        return [value]
    if isinstance(value, list | tuple):
        return [each for part in value for each in _expressions(part)]
    if isinstance(value, dict):
        return _expressions(list(value.values()))
    return _expressions(getattr(value, "pattern", None)) if hasattr(value, "__dict__") else []


def test_every_expression_of_the_reader_compiles():
    """A slip in one would be met only by the paper that needs it."""
    expressions = _expressions([vars(module) for module in MODULES])

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


_HERE = regex("đây")


def test_the_name_of_an_expression_is_the_compiled_one_after_its_first_use():
    assert _HERE.search("ở đây").start() == 2
    assert type(_HERE) is re.Pattern


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


def _openings(value: object) -> list[Opening]:
    return [each for each in vars(value).values() if isinstance(each, Opening)]


def _first_words(expression: re.Pattern[str]) -> set[str]:
    """The words with which matches of an expression open, as far as it spells them; ``?`` where it does not."""
    words: set[str] = set()

    def walk(parts: list[tuple[object, object]], spelt: str) -> None:
        if not parts:
            words.add(spelt)
            return
        (kind, value), rest = parts[0], parts[1:]
        name = str(kind)
        if name == "LITERAL":
            walk(rest, spelt + chr(value)) if chr(value).isalnum() else words.add(spelt)
        elif name in ("ASSERT", "ASSERT_NOT", "AT"):
            walk(rest, spelt)
        elif name == "BRANCH":
            for branch in value[1]:
                walk([*branch, *rest], spelt)
        elif name == "SUBPATTERN":
            walk([*value[3], *rest], spelt)
        elif name == "IN" and all(str(each[0]) == "LITERAL" for each in value):
            for each in value:
                walk([each, *rest], spelt)
        elif name in ("MAX_REPEAT", "MIN_REPEAT") and spelt and str(value[2][0][1]) == "[(CATEGORY, CATEGORY_SPACE)]":
            words.add(spelt)
        elif name in ("MAX_REPEAT", "MIN_REPEAT") and value[0] == 0:
            walk(rest, spelt)
            walk([*value[2], *rest], spelt)
        else:
            words.add(spelt or "?")

    walk(list(parse(expression.pattern)), "")
    return words


def test_expressions_looked_up_by_their_first_words_name_all_of_them():
    """A word left out would hide what opens with it; numbers are named where an expression opens with digits."""
    found = [opening for module in MODULES for opening in _openings(module)]

    assert len({id(opening) for opening in found}) >= 8
    for opening in found:
        words = _first_words(opening.pattern)
        assert words - {"?", "0"} <= opening.words, opening.pattern.pattern
        assert words.isdisjoint({"?", "0"}) or {"1", "9", "10"} <= opening.words, opening.pattern.pattern


def test_an_expression_looked_up_by_its_first_words_finds_what_it_finds_anywhere():
    samples = [fold(path.read_text(encoding="utf-8")) for path in sorted(SAMPLES.glob("*.txt"))]

    for module in MODULES:
        for opening in _openings(module):
            for text in samples:
                assert [each.span() for each in opening.finditer(text)] == [
                    each.span() for each in opening.pattern.finditer(text)
                ]

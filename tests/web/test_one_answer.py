"""A page that only reads asks once for what stays; an act that writes sees what it wrote."""

import pytest

from phoihop.core.once import one_answer, read_once
from phoihop.web.middleware import OneAnswerMiddleware


def test_what_was_read_is_forgotten_with_the_answer():
    found = iter(range(9))

    with one_answer():
        first = [read_once("a", lambda: next(found)), read_once("a", lambda: next(found))]
        with one_answer():
            first.append(read_once("a", lambda: next(found)))
    with one_answer():
        second = read_once("a", lambda: next(found))

    assert (first, second) == ([0, 0, 0], 1)
    assert [read_once("a", lambda: next(found)) for _ in range(2)] == [2, 3]


def test_a_failed_answer_leaves_nothing_behind():
    with pytest.raises(ZeroDivisionError), one_answer():
        read_once("a", lambda: read_once("b", lambda: 1) // 0)

    assert read_once("b", lambda: 2) == 2


def test_only_pages_that_read_are_one_answer(rf):
    found = iter(range(9))
    answering = OneAnswerMiddleware(lambda request: [read_once("a", lambda: next(found)) for _ in range(2)])

    assert answering(rf.get("/")) == [0, 0]
    assert answering(rf.post("/")) == [1, 2]

"""Each question asked by the clock: in process, as a page, of DuckDB; and the answers compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import inf
from typing import Any

import duckdb
from django.db import connection
from django.test import Client

from phoihop.figures.bench.asking import Question18
from phoihop.figures.bench.scanning import rows
from phoihop.figures.bench.timing import timed

ROUNDS = 3

__all__ = ["Answer", "ask"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What one question took, each in its quietest round: medians in milliseconds.

    ``wall`` and ``processor`` in process, then as a page, then DuckDB's scan. ``cells`` numbers answered,
    ``differs`` of both answers together are not in the other.
    """

    name: str
    cells: int
    statements: int
    differs: int
    why: str
    wall: float = inf
    processor: float = inf
    page: float = inf
    page_processor: float = inf
    duck: float = inf

    @property
    def ratio(self) -> float:
        return self.wall / self.duck

    def quieter(self, wall: float, processor: float, page: float, page_processor: float, duck: float) -> Answer:
        """With another round."""
        return replace(
            self,
            wall=min(wall, self.wall),
            processor=min(processor, self.processor),
            page=min(page, self.page),
            page_processor=min(page_processor, self.page_processor),
            duck=min(duck, self.duck),
        )


def ask(found: Sequence[Question18], base: duckdb.DuckDBPyConnection, client: Client) -> list[Answer]:
    """Ask each question, its page and the scan in several rounds, of which the quietest counts for each.

    Also whether both answers are the same.
    """
    answers = []
    for question in found:
        statements = _Statements()
        with connection.execute_wrapper(statements):
            ours = frozenset(question.said(question.run()))
        differs = len(ours ^ rows(base, question.sql))
        answers.append(Answer(question.name, len(ours), statements.count, differs, question.why))
    for _ in range(ROUNDS):
        for at, question in enumerate(found):
            wall, processor = timed(question.run)
            page, page_processor = timed(partial(_page, client, question.page))
            duck, _ = timed(partial(_scanned, base, question.sql))
            answers[at] = answers[at].quieter(wall, processor, page, page_processor, duck)
    return answers


class _Statements:
    """Counts what is sent to the database."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.count += 1
        return execute(sql, params, many, context)


def _scanned(base: duckdb.DuckDBPyConnection, statements: Sequence[str]) -> None:
    for statement in statements:
        base.execute(statement).fetchall()


def _page(client: Client, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")

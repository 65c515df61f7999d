"""Writing many rows at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection

from phoihop.figures.queries.base import marks

__all__ = ["insert", "insert_for_ids"]

Plain = str | int | None
#: As many parameters as an SQLite statement surely takes.
MOST = 900


def insert(table: str, columns: Sequence[str], rows: Iterable[Sequence[Plain]]) -> None:
    """Insert rows of plain values; PostgreSQL takes them as one stream."""
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks(len(columns))})", list(rows))  # noqa: S608


def insert_for_ids(table: str, columns: Sequence[str], rows: Sequence[Sequence[Plain]]) -> list[int]:
    """Insert rows of plain values; return the ids that they got, in order."""
    at_once, ids = MOST // len(columns), []
    with connection.cursor() as cursor:
        for start in range(0, len(rows), at_once):
            some = rows[start : start + at_once]
            values = ", ".join([f"({marks(len(columns))})"] * len(some))
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES {values} RETURNING id",  # noqa: S608
                [value for row in some for value in row],
            )
            ids += [row[0] for row in cursor.fetchall()]
    return ids

"""Writing many rows at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection

from phoihop.figures.queries.base import marks

__all__ = ["insert"]


def insert(table: str, columns: Sequence[str], rows: Iterable[Sequence[str | int | None]]) -> None:
    """Insert rows of plain values; PostgreSQL takes them as one stream."""
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks(len(columns))})", list(rows))  # noqa: S608

"""Writing many rows at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection

from phoihop.figures.queries.base import execute, marks

__all__ = ["MOST", "insert", "insert_for_ids", "replace"]

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


def insert_for_ids(table: str, columns: Sequence[str], rows: Sequence[Sequence[int | None]]) -> list[int]:
    """Insert rows of whole numbers; return the ids that they got, in order."""
    at_once, ids = MOST // len(columns), []
    into = f"INSERT INTO {table} ({', '.join(columns)}) VALUES"
    with connection.cursor() as cursor:
        for start in range(0, len(rows), at_once):
            some = rows[start : start + at_once]
            if connection.vendor == "postgresql":
                said = (", ".join("NULL" if one is None else str(int(one)) for one in row) for row in some)
                cursor.execute(f"{into} {', '.join(f'({row})' for row in said)} RETURNING id")
            else:
                values = ", ".join([f"({marks(len(columns))})"] * len(some))
                cursor.execute(f"{into} {values} RETURNING id", [value for row in some for value in row])
            ids += [row[0] for row in cursor.fetchall()]
    return ids


def replace(
    table: str,
    columns: Sequence[str],
    key: Sequence[str],
    *,
    where: str,
    within: Sequence[int],
    select: str,
    values: Sequence[int],
) -> None:
    """Replace the rows of a kept total that ``where`` names (parameters ``within``) by those that a query gives.

    ``key`` names the columns of its unique constraint. PostgreSQL does it by one statement, which leaves a row that
    comes out equal unwritten.
    """
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute(f"DELETE FROM {table} WHERE {where}", within)  # noqa: S608
            cursor.execute(f"INSERT INTO {table} ({names}) {select}", values)
            return
        told = [column for column in columns if column not in key]
        same = " AND ".join(f"{_never_null('fresh.', one)} = {_never_null('kept.', one)}" for one in key)
        old, new = (", ".join(f"{side}.{column}" for column in told) for side in ("kept", "excluded"))
        execute(
            cursor,
            f"WITH fresh ({names}) AS MATERIALIZED ({select}), "  # noqa: S608
            f"gone AS (DELETE FROM {table} AS kept WHERE {where} AND NOT EXISTS (SELECT 1 FROM fresh WHERE {same})) "
            f"INSERT INTO {table} AS kept ({names}) SELECT * FROM fresh "
            f"ON CONFLICT ({', '.join(_never_null('', one) for one in key)}) DO UPDATE "
            f"SET {', '.join(f'{column} = excluded.{column}' for column in told)} "
            f"WHERE ({old}) IS DISTINCT FROM ({new})",
            [*values, *within],
        )


def _never_null(side: str, column: str) -> str:
    """A column of a key as its unique constraint takes it."""
    return f"COALESCE({side}{column}, 0)" if column == "breakdown" else f"{side}{column}"

"""Emptying and bulk loading of the figures' tables on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from phoihop.figures.queries.base import marks

__all__ = ["analyse", "bulk", "empty", "without_indexes"]

LOG = ("figure", "source", "change")


def empty() -> None:
    """Take all figures away, keep units, bodies and indicators."""
    tables = ("editiontotal", "edition", "lock", "counted", "periodtotal", "unittotal", *LOG, "period")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(f'figures_{table}' for table in tables)} RESTART IDENTITY CASCADE")
            return
        cursor.execute("PRAGMA foreign_keys=OFF")
        for table in tables:
            cursor.execute(f"DELETE FROM figures_{table}")
        cursor.execute("PRAGMA foreign_keys=ON")


@contextmanager
def bulk() -> Iterator[None]:
    """Bulk loading: no waiting for the disk, references not looked up row by row (all are made by joins)."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit = off")
            cursor.execute("SET LOCAL session_replication_role = replica")
            yield
        return
    outside = not connection.in_atomic_block
    with connection.cursor() as cursor:
        if outside:
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA foreign_keys=OFF")
            cursor.execute("PRAGMA cache_size=-400000")
            cursor.execute("PRAGMA threads=2")
            cursor.execute("PRAGMA journal_mode=MEMORY")
            cursor.fetchone()
    try:
        with transaction.atomic():
            yield
    finally:
        if outside:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous=FULL")
                cursor.execute("PRAGMA foreign_keys=ON")
                cursor.execute("PRAGMA cache_size=-65536")
                cursor.execute("PRAGMA journal_mode=WAL")
                cursor.fetchone()


@contextmanager
def without_indexes() -> Iterator[None]:
    """The plain indexes of the two big tables are made after loading."""
    tables = ("figures_figure", "figures_counted")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT indexname, indexdef FROM pg_indexes i WHERE tablename = ANY(%s) AND NOT EXISTS "
                "(SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)",
                [list(tables)],
            )
            found = cursor.fetchall()
            cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        else:
            cursor.execute(
                f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL "
                f"AND tbl_name IN ({marks(len(tables))})",
                tables,
            )
            found = cursor.fetchall()
        for name, _ in found:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        for _, sql in found:
            cursor.execute(sql)


def analyse() -> None:
    """Statistics of every table: a planner without those of the log reads it whole, for minutes, to explain one."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE" if connection.in_atomic_block else "VACUUM ANALYZE")
        else:
            cursor.execute("PRAGMA analysis_limit=1000")
            cursor.execute("ANALYZE")

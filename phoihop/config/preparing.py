"""``phoihop prepare``: bring a database up to date; each step may be run again without harm."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="phoihop prepare", description=__doc__)
    parser.parse_args(argv)
    prepare(say=print)
    return 0


def prepare(*, say: Callable[[str], object]) -> None:
    """Tables, cache, static files, units, bodies, indicators; ``say`` is told each step with its seconds."""
    steps: list[tuple[str, Callable[[], object]]] = [
        ("tables", lambda: call_command("migrate", verbosity=0)),
        ("cache table", lambda: call_command("createcachetable", verbosity=0)),
        ("static files", static_files),
        ("administrative units", _units),
        ("bodies", _bodies),
        ("indicators", _indicators),
    ]
    for number, (name, run) in enumerate(steps, start=1):
        started = time.monotonic()
        run()
        say(f"  {number}/{len(steps)}  {name:<22} {time.monotonic() - started:5.1f} s")


def why_not_in_step() -> str:
    """Why the database cannot be served with this version of the product; empty where its tables are of it."""
    wanted = connection.settings_dict
    where = f"{wanted['HOST']}:{wanted['NAME']}" if wanted["HOST"] else str(wanted["NAME"])
    # asked first: opening would make an empty file
    if connection.vendor == "sqlite" and not (Path(where).is_file() or "memory" in where):
        return f"there is no Phối Hợp database at {where}. Build one with “phoihop prepare”."
    try:
        known = MigrationExecutor(connection)
        waiting = known.migration_plan(known.loader.graph.leaf_nodes())
        strange = set(known.loader.applied_migrations) - set(known.loader.disk_migrations)
    except DatabaseError as wrong:
        return f"the database at {where} does not answer: {wrong}."
    finally:
        connection.close()
    ours = {app for app, _ in known.loader.disk_migrations}
    if any(app in ours for app, _ in strange):
        return f"the database at {where} is of a newer version of the product. Serve it with that version."
    if waiting:
        return f"the database at {where} is of an older version of the product. Run “phoihop prepare”, then serve."
    return ""


def static_files() -> None:
    """Bring the files of the pages to where the server finds them; quick where none has changed."""
    call_command("collectstatic", interactive=False, verbosity=0)


def _units() -> None:
    from phoihop.places import actions

    actions.load_units(by=None, at=timezone.now())


def _bodies() -> None:
    from phoihop.organisations import actions

    actions.load_bodies(by=None, at=timezone.now())


def _indicators() -> None:
    from phoihop.indicators import actions

    actions.load_catalogue(by=None, at=timezone.now())

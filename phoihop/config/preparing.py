"""``phoihop prepare``: bring a database up to date; each step may be run again without harm."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

from django.core.management import call_command
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

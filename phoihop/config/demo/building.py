"""``phoihop demo``: build the demo database once; later calls only bring the pages' files up to date."""

from __future__ import annotations

import argparse
import hashlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from phoihop.config import preparing
from phoihop.config.demo import accounts, cited, country, doubts, joint, ninh_binh, review


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="phoihop demo", description=__doc__)
    parser.add_argument("--accounts", action="store_true", help="print the demo accounts and do nothing else")
    if parser.parse_args(argv).accounts:
        for line in accounts.lines():
            print(line)
        return 0
    stamp = Path(settings.VAR) / "demo-built"
    wanted = _digest()
    if stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        preparing.static_files()
        return 0
    if stamp.exists() or (Path(settings.VAR) / "phoihop.sqlite3").exists():
        print("The demo database is of another version of the product. Build it anew:  script/demo --fresh")
        return 1
    print("Building the demo database (about a minute)")
    preparing.prepare(say=print)
    _steps()
    stamp.write_text(wanted, encoding="ascii")
    return 0


def _steps() -> None:
    now = timezone.now()
    steps: list[tuple[str, Callable[[], object]]] = [
        ("accounts", lambda: accounts.build(at=now)),
        ("five articles", lambda: cited.build(at=now)),
        ("other provinces", lambda: country.build(at=now)),
        ("population", lambda: ninh_binh.build_population(at=now)),
        ("Ninh Bình 2022-2024", lambda: ninh_binh.build_old_map(at=now)),
        ("Ninh Bình 2025", lambda: ninh_binh.build_year_2025()),
        ("Ninh Bình 2026", lambda: ninh_binh.build_year_2026(today=timezone.localdate())),
        ("who follows what", lambda: ninh_binh.build_followers(at=timezone.localtime())),
        ("doubts and targets", lambda: doubts.build(at=timezone.localtime())),
        ("what two parties share", lambda: joint.build(at=timezone.localtime())),
        ("Ninh Bình's review", lambda: review.build(at=timezone.localtime())),
        ("a late correction", lambda: doubts.correct(at=timezone.localtime())),
    ]
    for number, (name, run) in enumerate(steps, start=1):
        started = time.monotonic()
        run()
        print(f"  {number}/{len(steps)}  {name:<22} {time.monotonic() - started:5.1f} s")


def _digest() -> str:
    """Changes when the tables or the demo's data do."""
    return hashlib.sha256(b"".join(file.read_bytes() for file in _files())).hexdigest()


def _files() -> Iterator[Path]:
    package = Path(__file__).resolve().parent
    yield from sorted(package.glob("*.py"))
    yield from sorted(package.parent.parent.glob("*/migrations/0*.py"))

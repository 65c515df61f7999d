"""``phoihop bench national``: a country of figures, built and asked as its users ask it, beside DuckDB's scan.

The bench has a database of its own: a file under ``var/bench`` or, where ``DATABASE_URL`` names PostgreSQL (as
``script/with-postgres`` does), that one, which must be empty of figures.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from phoihop.figures.bench.asking import Answer, Asked
    from phoihop.figures.bench.building import Built

__all__ = ["main"]

GOALS = {"build": 360.0, "answer": 50.0, "page": 200.0, "ratio": 1.0, "save": 30.0, "memory": 300.0}


def main(argv: list[str]) -> int:
    """Build, ask, print the table; with ``--check`` 1 where a goal is missed."""
    parser = argparse.ArgumentParser(prog="phoihop bench national", description=__doc__)
    parser.add_argument("--size", type=float, default=12.0, help="million values (default 12)")
    parser.add_argument("--growth", type=float, nargs="*", default=None, help="smaller sizes asked first (default 1)")
    parser.add_argument("--check", action="store_true", help="exit with 1 where a goal is missed")
    given = parser.parse_args(argv)
    folder = _own_database()
    import django

    django.setup()
    return _run(
        given.size, [1.0] if given.growth is None and given.size > 1 else given.growth or [], folder, given.check
    )


def _own_database() -> Path:
    """Point Django at the bench's own database before it starts."""
    root = Path(os.environ.get("PHOIHOP_VAR", Path.cwd() / "var")) / "bench"
    root.mkdir(parents=True, exist_ok=True)
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        file = root / "national.sqlite3"
        for end in ("", "-wal", "-shm"):
            Path(f"{file}{end}").unlink(missing_ok=True)
        os.environ["DATABASE_URL"] = f"sqlite:///{file}"
    return root


def _say(text: str = "") -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _run(size: float, growth: list[float], folder: Path, check: bool) -> int:
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from phoihop.figures.bench import building
    from phoihop.figures.models import Figure
    from phoihop.indicators import actions as indicators
    from phoihop.places import actions as places

    _say(f"machine: {_machine()}")
    started = time.perf_counter()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if Figure.objects.exists():
        _say("this database holds figures already; the bench wants an empty one")
        return 2
    places.load_units(by=None, at=timezone.now())
    indicators.load_catalogue(by=None, at=timezone.now())
    _say(f"tables, units of both maps and catalogue: {time.perf_counter() - started:.1f} s (not counted below)")
    results: dict[float, tuple[Built, list[Answer]]] = {}
    for millions in [*growth, size]:
        _say(f"\nbuilding about {millions:g} million values on {connection.vendor}")
        building.empty()
        built = building.build(building.Scale.of(millions), folder=folder, say=_say)
        _say(f"  {built.values} values in {built.seconds:.1f} s; {built.checked} totals checked, "
             f"{len(built.differences)} differences")  # fmt: skip
        for difference in built.differences[:5]:
            _say(f"  DIFFERENCE {difference}")
        asked, client = _ready(built)
        results[millions] = (built, _questions(asked, client, scan_too=millions == size))
    built, answers = results[size]
    save = _saving(asked)
    memory = _memory(answers, asked)
    _table(results, size)
    return _verdict(built, answers, save, memory) if check else _verdict(built, answers, save, memory) * 0


def _ready(built: Built) -> tuple[Asked, Any]:
    """An edition with one later correction, and a signed-in reader of the centre."""
    from django.test import Client

    from phoihop.accounts.models import Term, User
    from phoihop.core.actor import Role
    from phoihop.core.periods import Kind
    from phoihop.figures import actions
    from phoihop.figures.bench import asking, building
    from phoihop.organisations.models import Body

    period = asking.period(Kind.SPAN, 2022, 2026)
    edition = actions.freeze(
        name=f"Bản thử {built.values}",
        place=built.reformed[0],
        period=period,
        map_date=asking.NEW_MAP,
        by=None,
        at=building.NOON,
    )
    asked = asking.prepare(built, edition)
    _amend(asked, asked.commune, 7)
    user, _ = User.objects.get_or_create(username="thu-toc-do", defaults={"name": "Người đo"})
    body = Body.objects.get(system=building.SYSTEM, place=asked.country, main=True)
    Term.objects.get_or_create(user=user, body=body, role=Role.COMPILER, valid_from=building.TODAY.replace(year=2020))
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    return asked, client


def _amend(asked: Asked, place: int, by: int) -> float:
    """Save a commune's report of the last month again with other numbers; milliseconds."""
    from phoihop.core.periods import Kind
    from phoihop.figures import actions
    from phoihop.figures.bench import asking, building
    from phoihop.figures.models import Figure
    from phoihop.figures.rules.values import Provenance, Standing, Value

    month = asking.period(Kind.MONTH, 2026, 12)
    rows = list(
        Figure.objects.filter(body__place=place, period__kind=month.kind, period__year=2026, period__number=12)
        .select_related("source", "indicator")
        .order_by("indicator", "-pk")
    )
    latest = {row.indicator.code: row for row in reversed(rows)}
    if not latest:
        return 0.0
    origin = next(iter(latest.values())).source.origin
    body = next(iter(latest.values())).body_id
    values = [Value(code, body, month, (row.value or 0) + by) for code, row in latest.items()]
    source = Provenance(origin=origin, label="Báo cáo minh họa, bản sửa")
    started = time.perf_counter()
    actions.put(values, standing=Standing.ACCEPTED, source=source, by=None, at=building.NOON, reason="Số liệu minh họa")
    return 1000 * (time.perf_counter() - started)


def _questions(asked: Asked, client: Any, *, scan_too: bool) -> list[Answer]:
    from phoihop.figures.bench import asking

    base = asking.scan(asked) if scan_too else None
    if base is not None:
        _same(asked, base)
    return asking.ask(asking.questions(asked), base, client)


def _same(asked: Asked, base: Any) -> None:
    """DuckDB holds the same base values: number and sum agree (the one report saved again counted apart)."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*), SUM(value) FROM figures_figure WHERE replaces_id IS NULL")
        ours = tuple(int(n) for n in cursor.fetchone())
    theirs = tuple(int(n) for n in base.execute("SELECT COUNT(*), SUM(value) FROM base").fetchone())
    _say(f"  base values here and in DuckDB: {ours} and {theirs}")
    if ours != theirs:
        raise RuntimeError("DuckDB does not hold the same base values")


def _saving(asked: Asked) -> dict[str, float]:
    """Median milliseconds to save a report of all indicators with every total right."""
    from django.db import connection

    communes = sorted(
        place for place in asked.geo.below(_plain_province(asked), asking_map()) if asked.geo.levels[place] == 3
    )[:24]
    found = {}
    modes = ("NORMAL", "FULL") if connection.vendor == "sqlite" else ("",)
    for mode in modes:
        if mode:
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA synchronous={mode}")
        times = [spent for place in communes if (spent := _amend(asked, place, 3 if mode == "FULL" else 2))]
        found[mode or connection.vendor] = statistics.median(times[3:]) if len(times) > 3 else 0.0
    return found


def _plain_province(asked: Asked) -> int:
    """A province with figures that no reform touched, or the first."""
    from phoihop.figures.models import UnitTotal

    there = UnitTotal.objects.filter(part=1).values_list("unit", flat=True).distinct()
    plain = [p for p in sorted(set(there)) if p not in asked.built.reformed and len(asked.geo.family(p)) == 1]
    return (plain or list(asked.built.reformed))[0]


def asking_map() -> Any:
    from phoihop.figures.bench import asking

    return asking.NEW_MAP


def _memory(answers: list[Answer], asked: Asked) -> float:
    """Own resident memory (MB) of a fresh process that served every page once; mapped database pages apart."""
    from phoihop.figures.bench import asking

    pages = [question.page for question in asking.questions(asked) if question.page]
    done = subprocess.run(
        [sys.executable, "-m", "phoihop.figures.bench.serving", *pages], capture_output=True, text=True, check=True
    )
    return float(done.stdout.strip().splitlines()[-1])


def _table(results: dict[float, tuple[Built, list[Answer]]], size: float) -> None:
    small = [millions for millions in results if millions != size]
    heads = [f"{millions:g}M ms" for millions in small]
    _say(f"\n{'câu hỏi':<50}{''.join(f'{h:>9}' for h in heads)}{f'{size:g}M ms':>9}{'CPU ms':>8}{'trang':>8}"
         f"{'DuckDB':>8}{'tỷ lệ':>7}")  # fmt: skip
    for at, one in enumerate(results[size][1]):
        before = "".join(f"{results[m][1][at].wall:>9.1f}" if at < len(results[m][1]) else f"{'':>9}" for m in small)
        _say(
            f"{at + 1:>2} {one.name:<47}{before}{one.wall:>9.1f}{one.processor:>8.1f}"
            f"{_or_dash(one.page):>8}{_or_dash(one.duck):>8}{_or_dash(one.ratio, 2):>7}  {one.note}"
        )


def _or_dash(value: float | None, places: int = 1) -> str:
    return "–" if value is None else f"{value:.{places}f}"


def _verdict(built: Built, answers: list[Answer], save: dict[str, float], memory: float) -> int:
    """Print each goal with what was measured; 1 where any is missed."""
    slow = [one for one in answers if one.wall > GOALS["answer"]]
    pages = [one for one in answers if one.page is not None and one.page > GOALS["page"]]
    scans = [one for one in answers if one.ratio is not None and one.ratio >= GOALS["ratio"]]
    saved = next(iter(save.values()))
    checks = [
        (f"built in {built.seconds:.0f} s (goal {GOALS['build']:.0f})", built.seconds <= GOALS["build"]),
        (f"{len(answers) - len(slow)} of {len(answers)} questions within {GOALS['answer']:.0f} ms", not slow),
        (f"{len(pages)} pages over {GOALS['page']:.0f} ms", not pages),
        (
            "saving a report of "
            + f"{built.scale.indicators} figures: "
            + ", ".join(f"{mode} {spent:.1f} ms" for mode, spent in save.items())
            + f" (goal {GOALS['save']:.0f})",
            saved <= GOALS["save"],
        ),
        (f"memory of a web process {memory:.0f} MB (goal {GOALS['memory']:.0f})", memory <= GOALS["memory"]),
        (f"{len(built.differences)} differences in {built.checked} totals checked", not built.differences),
    ]
    _say()
    for text, good in checks:
        _say(f"{'ok    ' if good else 'MISSED'} {text}")
    for one in scans:
        why = one.note or "ít dòng: DuckDB quét xong trước khi một câu hỏi qua hết các bước đọc tên, quy đổi bản đồ"
        _say(f"note   not below DuckDB's scan: {one.name} ({one.ratio:.2f}): {why}")
    return 0 if all(good for _, good in checks) else 1


def _machine() -> str:
    cores = os.cpu_count()
    load = os.getloadavg()[0]
    return f"{cores} cores, load {load:.1f}, Python {sys.version.split()[0]}"

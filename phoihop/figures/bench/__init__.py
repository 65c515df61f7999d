"""``phoihop bench national``: a country of figures, built and asked as its users ask it, beside DuckDB's scan.

The bench has a database of its own: a file under ``var/bench`` or, where ``DATABASE_URL`` names PostgreSQL (as
``script/with-postgres`` does), that one, which must be empty of figures.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from phoihop.figures.bench.answering import Answer
    from phoihop.figures.bench.building import Built
    from phoihop.figures.bench.saving import Saved
    from phoihop.figures.bench.subject import Asked

__all__ = ["main"]

#: Milliseconds, seconds, MB; ``growth``: how much longer a question, or a million values built, may take at size.
GOALS = {"build": 360.0, "answer": 50.0, "page": 200.0, "ratio": 1.0, "save": 30.0, "memory": 300.0, "growth": 2.0}
#: What the one amended report adds to each of its values.
AMENDED = 7
#: What is taken off before times are compared: nobody sees it.
NOISE = 3.0


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

    from phoihop.figures.bench import building, loading, saving
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
        loading.empty()
        built = building.build(building.Scale.of(millions), folder=folder, say=_say)
        _say(f"  {built.values} values in {built.seconds:.1f} s ({built.processor:.1f} CPU)")
        _say(f"  {built.checked} totals checked, {len(built.differences)} differences")
        for difference in built.differences[:5]:
            _say(f"  DIFFERENCE {difference}")
        asked, client = _ready(built)
        results[millions] = (built, _questions(asked, client))
    saved = saving.saving(asked)
    memory = _memory(asked)
    _table(results, size)
    missed = _verdict(results, size, saved, memory)
    return missed if check else 0


def _ready(built: Built) -> tuple[Asked, Any]:
    """An edition with one later correction, and a signed-in reader of the centre."""
    from django.test import Client

    from phoihop.accounts.models import Term, User
    from phoihop.core.actor import Role
    from phoihop.core.periods import Kind
    from phoihop.figures import actions
    from phoihop.figures.bench import asking, cells, subject
    from phoihop.organisations.models import Body

    period = asking.period(Kind.SPAN, 2022, 2026)
    started = time.perf_counter()
    edition = actions.freeze(
        name=f"Bản thử {built.values}",
        place=built.reformed[0],
        period=period,
        map_date=subject.NEW_MAP,
        by=None,
        at=cells.NOON,
    )
    _say(f"  {edition.totals.count()} totals of a province frozen in {time.perf_counter() - started:.1f} s")
    asked = subject.prepare(built, edition)
    _amend(asked, asked.commune, AMENDED)
    user, _ = User.objects.get_or_create(username="thu-toc-do", defaults={"name": "Người đo"})
    body = Body.objects.get(system=cells.SYSTEM, place=asked.country, main=True)
    Term.objects.get_or_create(user=user, body=body, role=Role.COMPILER, valid_from=cells.TODAY.replace(year=2020))
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    return asked, client


def _amend(asked: Asked, place: int, by: int) -> None:
    """Save a commune's report of the last month again with other numbers."""
    from phoihop.core.periods import Kind
    from phoihop.figures import actions
    from phoihop.figures.bench import asking, cells
    from phoihop.figures.models import Figure
    from phoihop.figures.rules.values import Comparator, Provenance, Standing, Value

    month = asking.period(Kind.MONTH, 2026, 12)
    rows = list(
        Figure.objects.filter(body__place=place, period__kind=month.kind, period__year=2026, period__number=12)
        .select_related("source", "indicator")
        .order_by("indicator")
    )
    if not rows:
        return
    values = [
        Value(row.indicator.code, row.body_id, month, (row.value or 0) + by, comparator=Comparator(row.comparator))
        for row in rows
    ]
    source = Provenance(origin=rows[0].source.origin, label="Báo cáo minh họa, bản sửa")
    actions.put(values, standing=Standing.ACCEPTED, source=source, by=None, at=cells.NOON, reason="Số liệu minh họa")


def _questions(asked: Asked, client: Any) -> list[Answer]:
    from phoihop.figures.bench import answering, asking, scanning

    base = scanning.scan(asked)
    _same(base)
    scanning.amend(base, asked, AMENDED)
    return answering.ask(asking.questions(asked), base, client)


def _same(base: Any) -> None:
    """DuckDB holds the same base values: number and sum agree (the one report saved again counted apart)."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*), SUM(value) FROM figures_figure WHERE replaces_id IS NULL")
        ours = tuple(int(n) for n in cursor.fetchone())
    theirs = tuple(int(n) for n in base.execute("SELECT COUNT(*), SUM(value) FROM base").fetchone())
    _say(f"  base values here and in DuckDB: {ours} and {theirs}")
    if ours != theirs:
        raise RuntimeError("DuckDB does not hold the same base values")


def _memory(asked: Asked) -> float:
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
         f"{'CPU ms':>8}{'DuckDB':>8}{'tỷ lệ':>7}{'tăng':>6}{'số':>6}{'lệnh':>5}")  # fmt: skip
    for at, one in enumerate(results[size][1]):
        before = "".join(f"{results[m][1][at].wall:>9.1f}" for m in small)
        growth = _growth(results, size, at)
        _say(
            f"{at + 1:>2} {one.name:<47}{before}{one.wall:>9.1f}{one.processor:>8.1f}"
            f"{one.page:>8.1f}{one.page_processor:>8.1f}{one.duck:>8.1f}{one.ratio:>7.2f}"
            f"{'–' if growth is None else f'{growth:.1f}':>6}"
            f"{one.cells:>6}{one.statements:>5}"
        )


def _growth(results: dict[float, tuple[Built, list[Answer]]], size: float, at: int) -> float | None:
    """How much more processor time a question takes at size than at the smallest, for each number that it answers."""
    least = min(results)
    if least == size:
        return None
    small, large = results[least][1][at], results[size][1][at]
    more = max(large.cells / small.cells, 1.0) if small.cells else 1.0
    return max(large.processor - NOISE, NOISE) / max(small.processor * more - NOISE, NOISE)


def _verdict(results: dict[float, tuple[Built, list[Answer]]], size: float, saved: list[Saved], memory: float) -> int:
    """Print each goal with what was measured; 1 where any is missed."""
    built, answers = results[size]
    slow = [one for one in answers if one.wall > GOALS["answer"]]
    pages = [one for one in answers if one.page > GOALS["page"]]
    scans = [one for one in answers if one.ratio >= GOALS["ratio"]]
    differ = [(millions, one) for millions, (_, several) in results.items() for one in several if one.differs]
    growths = [growth for at in range(len(answers)) if (growth := _growth(results, size, at)) is not None]
    rates = {millions: 1e6 * one.processor / one.values for millions, (one, _) in results.items()}
    checks = [
        (
            f"built in {built.seconds:.0f} s ({built.processor:.0f} CPU; goal {GOALS['build']:.0f})",
            built.seconds <= GOALS["build"],
        ),
        (f"{len(answers) - len(slow)} of {len(answers)} questions within {GOALS['answer']:.0f} ms", not slow),
        (f"{len(answers) - len(pages)} of {len(answers)} pages within {GOALS['page']:.0f} ms", not pages),
        (f"{len(answers) - len({one.name for _, one in differ})} of {len(answers)} answers are DuckDB's", not differ),
        (
            f"a report of {built.scale.indicators} figures, every total right: {'; '.join(map(_said, saved))} "
            f"(goal {GOALS['save']:.0f} each)",
            bool(saved) and max(saved[0].send, saved[0].accept) <= GOALS["save"],
        ),
        (f"memory of a web process {memory:.0f} MB (goal {GOALS['memory']:.0f})", memory <= GOALS["memory"]),
        (f"{len(built.differences)} differences in {built.checked} totals checked", not built.differences),
    ]
    if growths:
        checks += [
            (
                f"questions flat: at most {max(growths):.1f} times the CPU for each number answered as at "
                f"{min(results):g} M (goal {GOALS['growth']:g})",
                max(growths) <= GOALS["growth"],
            ),
            (
                f"building linear: {', '.join(f'{rate:.1f} CPU s a million at {m:g} M' for m, rate in rates.items())}",
                rates[size] <= GOALS["growth"] * rates[min(results)],
            ),
        ]
    _say()
    for text, good in checks:
        _say(f"{'ok    ' if good else 'MISSED'} {text}")
    for millions, one in differ:
        _say(f"DIFFERS {one.name} at {millions:g} M: {one.differs} numbers are not DuckDB's")
    for one in scans:
        _say(f"note   not below DuckDB's scan: {one.name} ({one.ratio:.2f}; {one.cells} số, {one.statements} câu lệnh):"
             f" {one.why or WHY}")  # fmt: skip
    return 0 if all(good for _, good in checks) else 1


#: Said where a question of few rows is not below the scan.
WHY = "phần cố định của một lần hỏi: đọc kỳ, bản đồ, danh mục chỉ tiêu rồi mới đọc tổng"


def _said(one: Saved) -> str:
    return (
        f"{one.mode} send {one.send:.1f} ms ({one.send_processor:.1f} CPU), "
        f"accept {one.accept:.1f} ms ({one.accept_processor:.1f} CPU)"
    )


def _machine() -> str:
    cores = os.cpu_count()
    load = os.getloadavg()[0]
    return f"{cores} cores, load {load:.1f}, Python {sys.version.split()[0]}"

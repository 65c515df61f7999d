"""Clocks: wall time, and the processor's time of this process together with PostgreSQL's that serves it here."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection

__all__ = ["processor", "timed"]

RUNS = 5


def processor() -> float:
    """Seconds of processor time of this process, and of the PostgreSQL process at its other end on this machine."""
    spent = time.process_time()
    if connection.vendor == "postgresql" and connection.connection is not None:
        kept = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
        if kept.exists():
            spent += int(kept.read_text(encoding="ascii").split()[0]) / 1e9
    return spent


def timed(run: Callable[[], Any]) -> tuple[float, float]:
    """Once to warm up, then several times: median milliseconds, wall and processor."""
    run()
    walls, processors = [], []
    for _ in range(RUNS):
        wall, spent = time.perf_counter(), processor()
        run()
        walls.append(1000 * (time.perf_counter() - wall))
        processors.append(1000 * (processor() - spent))
    return statistics.median(walls), statistics.median(processors)

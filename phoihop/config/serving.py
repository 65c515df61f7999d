"""``phoihop serve``: gunicorn with threads, and beside it the worker of background jobs."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="phoihop serve")
    parser.add_argument("--bind", default=os.environ.get("PHOIHOP_BIND", "127.0.0.1:8000"))
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=4)
    given = parser.parse_args(argv)
    web = [sys.executable, "-m", "gunicorn", "phoihop.config.wsgi:application", "--bind", given.bind]
    web += ["--workers", str(given.workers), "--threads", str(given.threads), "--worker-class", "gthread"]
    web += ["--timeout", "60", "--graceful-timeout", "20", "--log-level", "warning"]
    jobs = [sys.executable, "-m", "django", "work"]
    return _together([web, jobs])


def _together(commands: list[list[str]]) -> int:
    """Run the processes until one ends or the operator stops them; then end the others."""
    running = [subprocess.Popen(command) for command in commands]  # noqa: S603
    stopped: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda caught, _frame: stopped.append(caught))
    while not stopped and all(process.poll() is None for process in running):
        time.sleep(0.2)
    for process in running:
        if process.poll() is None:
            process.terminate()
    codes = [process.wait(timeout=30) for process in running]
    return 0 if stopped else next((code for code in codes if code), 0)

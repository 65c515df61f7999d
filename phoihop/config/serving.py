"""``phoihop serve``: gunicorn with threads, and beside it the worker of background jobs."""

from __future__ import annotations

import argparse
import errno
import os
import signal
import socket
import subprocess
import sys
import time

from phoihop.config import preparing

#: Seconds under which a process dies early, and how many early deaths in a row are put up with.
_EARLY = 5.0
_EARLY_DEATHS = 3


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="phoihop serve")
    parser.add_argument("--bind", default=os.environ.get("PHOIHOP_BIND", "127.0.0.1:8000"))
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--check", action="store_true", help="only say whether the address is free")
    given = parser.parse_args(argv)
    if why := _why_not_there(given.bind):
        print(f"phoihop serve: {why}", file=sys.stderr)
        return 2
    if given.check:
        return 0
    if why := preparing.why_not_in_step():
        print(f"phoihop serve: {why}", file=sys.stderr)
        return 2
    web = [sys.executable, "-m", "gunicorn", "phoihop.config.wsgi:application", "--bind", given.bind]
    web += ["--workers", str(given.workers), "--threads", str(given.threads), "--worker-class", "gthread"]
    web += ["--timeout", "60", "--graceful-timeout", "20", "--log-level", "warning"]
    jobs = [sys.executable, "-m", "django", "work"]
    return _together([web, jobs])


def _why_not_there(bind: str) -> str:
    """Why the server can not listen at an address, with what to do; nothing where it can."""
    host, _colon, port = bind.rpartition(":")
    if bind.startswith("unix:") or not port.isdigit():
        return ""
    address = (host.strip("[]") or "0.0.0.0", int(port))  # noqa: S104
    with socket.socket(socket.AF_INET6 if ":" in address[0] else socket.AF_INET, socket.SOCK_STREAM) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(address)
        except OSError as fault:
            said = "is taken by another program" if fault.errno == errno.EADDRINUSE else f"can not be used ({fault})"
            return f"{bind} {said}; choose another address, such as PHOIHOP_BIND=127.0.0.1:8001."
    return ""


def _together(commands: list[list[str]]) -> int:
    """Run the processes until the operator stops them; one that dies is begun anew.

    One that dies at once time after time (a port in use, a broken database) ends the others too.
    """
    running = [_Kept(command) for command in commands]
    stopped: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda caught, _frame: stopped.append(caught))
    failed = 0
    while not stopped and not failed:
        time.sleep(0.2)
        failed = next((code for kept in running if (code := kept.look())), 0)
    for kept in running:
        if kept.process.poll() is None:
            kept.process.terminate()
    for kept in running:
        kept.process.wait(timeout=30)
    return failed


class _Kept:
    """A process that is begun anew when it dies, a few times."""

    def __init__(self, command: list[str]) -> None:
        self.command, self.early = command, 0
        self._begin()

    def look(self) -> int:
        """See to the process; the code that it ended with where it is given up, else 0."""
        code = self.process.poll()
        if code is None:
            return 0
        self.early = self.early + 1 if time.monotonic() - self.began < _EARLY else 0
        if self.early > _EARLY_DEATHS:
            return code or 1
        print(f"{self.command[2]} ended with {code}; beginning it anew", file=sys.stderr, flush=True)
        self._begin()
        return 0

    def _begin(self) -> None:
        self.began = time.monotonic()
        self.process = subprocess.Popen(self.command)  # noqa: S603

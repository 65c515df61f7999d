"""The one command line, ``phoihop``: everything an operator or a doubter runs."""

from __future__ import annotations

import argparse
import os
import secrets
import sys
from collections.abc import Callable, Sequence

Run = Callable[[list[str]], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one sub-command; return its exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "phoihop.config.settings")
    words = list(sys.argv[1:] if argv is None else argv)
    for length in (2, 1):
        name = " ".join(words[:length])
        if len(words) >= length and name in COMMANDS:
            return _run(COMMANDS[name][1], words[length:])
    width = max(map(len, COMMANDS))
    print("phoihop COMMAND [ARGUMENT ...]\n")
    for name, (meaning, _) in COMMANDS.items():
        print(f"  {name:<{width}}  {meaning}")
    return 0 if not words or words[0] in {"-h", "--help", "help"} else 2


def _run(command: Run, words: list[str]) -> int:
    try:
        return command(words)
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _django() -> None:
    import django

    django.setup()


def _django_to_look() -> None:
    """For commands that only look: a key for this run alone, so that none is written beside what is looked at."""
    os.environ.setdefault("PHOIHOP_SECRET_KEY", secrets.token_urlsafe(50))
    _django()


def _serve(argv: list[str]) -> int:
    _django()
    from phoihop.config import serving

    return serving.main(argv)


def _manage(argv: list[str]) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["phoihop manage", *argv])
    return 0


def _prepare(argv: list[str]) -> int:
    _django()
    from phoihop.config import preparing

    return preparing.main(argv)


def _demo(argv: list[str]) -> int:
    _django()
    from phoihop.config.demo import building

    return building.main(argv)


def _read(argv: list[str]) -> int:
    from phoihop.reading import show

    return show.main(argv)


def _reading_score(argv: list[str]) -> int:
    from phoihop.reading import score

    return score.main(argv)


def _figures_verify(argv: list[str]) -> int:
    argparse.ArgumentParser(prog="phoihop figures verify").parse_args(argv)
    _django_to_look()
    from phoihop.config import verifying

    return verifying.where_there_is_a_database("phoihop figures verify", verifying.figures)


def _audit_verify(argv: list[str]) -> int:
    argparse.ArgumentParser(prog="phoihop audit verify").parse_args(argv)
    _django_to_look()
    from phoihop.config import verifying

    return verifying.where_there_is_a_database("phoihop audit verify", verifying.audit)


def _bench(argv: list[str]) -> int:
    from phoihop.config import benching

    return benching.main(argv)


COMMANDS: dict[str, tuple[str, Run]] = {
    "serve": ("start the web server and the worker of background jobs", _serve),
    "prepare": ("bring the database up to date: tables, units, bodies, indicators", _prepare),
    "demo": ("build the demo database (SỐ LIỆU MINH HỌA)", _demo),
    "read": ("print the facts of a paper with their evidence: phoihop read FILE [--json]", _read),
    "reading score": ("score the reader: phoihop reading score DIR", _reading_score),
    "figures verify": ("recompute every total and name any difference", _figures_verify),
    "audit verify": ("check every chain of the log", _audit_verify),
    "bench": ("measure: phoihop bench NAME [--check]", _bench),
    "manage": ("Django's own commands", _manage),
}

if __name__ == "__main__":
    sys.exit(main())

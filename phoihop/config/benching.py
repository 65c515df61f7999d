"""``phoihop bench NAME [--check]``: each benchmark prints its table beside a peer's figure in the same run."""

from __future__ import annotations

import importlib

BENCHES = {
    "reading": "phoihop.reading.bench",
    "national": "phoihop.figures.bench",
}


def main(argv: list[str]) -> int:
    if not argv or argv[0] not in BENCHES:
        print("phoihop bench NAME [--check], NAME one of: " + ", ".join(sorted(BENCHES)))
        return 2
    bench = importlib.import_module(BENCHES[argv[0]])
    return int(bench.main(argv[1:]))

"""Print what a file says, fact by fact with the printed evidence (xem kết quả đọc)."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from phoihop.reading import read

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """``phoihop read FILE [--json]``: print the facts of one file."""
    parser = argparse.ArgumentParser(prog="phoihop read", description="Read a file and print its facts.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--json", action="store_true", help="print the fact format instead")
    options = parser.parse_args(argv)
    source = options.file.read_text(encoding="utf-8") if options.file.suffix == ".txt" else options.file
    reading = read(source)
    if options.json:
        sys.stdout.write(json.dumps(reading.as_json(options.file.stem), ensure_ascii=False, indent=1) + "\n")
        return 0
    sys.stdout.write(f"published: {reading.published or '-'}\n")
    for fact in reading.facts:
        body = fact.as_json()
        shown = {k: v for k, v in body.items() if k not in ("type", "evidence", "confidence") and v not in (None, [])}
        sys.stdout.write(f"{fact.type:<9} {fact.confidence:.2f} {json.dumps(shown, ensure_ascii=False)}\n")
        for start, end in fact.evidence:
            sys.stdout.write(f"{'':15}[{start}:{end}] {' '.join(reading.text[start:end].split())[:160]}\n")
    return 0

"""Print what a file says, fact by fact with the printed evidence (xem kết quả đọc)."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from phoihop.reading import read
from phoihop.reading.load import LoadRefused, load
from phoihop.reading.screen import screen

__all__ = ["main"]

#: What is said where nothing is read, by the code of the refusal.
SAID = {
    "empty": "the file is empty",
    "kind_mismatch": "its name ends in “{said}” but it is {found} inside",
    "unsupported": "no reader for this kind of file ({found})",
    "damaged": "the file is damaged",
    "encrypted": "the file is protected by a password",
    "bomb": "the file unpacks to far more than it weighs, so it is not opened",
    "needs_program": "this kind of file needs {program}, which is not installed",
    "too_large": "the file is too large",
}


def main(argv: Sequence[str] | None = None) -> int:
    """``phoihop read FILE [--json]``: print the facts of one file; 2 where it is not read, with one sentence why."""
    parser = argparse.ArgumentParser(prog="phoihop read", description="Read a file and print its facts.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--json", action="store_true", help="print the fact format instead")
    options = parser.parse_args(argv)
    try:
        given = options.file.read_bytes()
        loaded = load(given, name=options.file.name)
    except OSError as wrong:
        return _refuse(options.file, (wrong.strerror or str(wrong)).lower())
    except LoadRefused as refused:
        return _refuse(options.file, SAID[refused.code].format(**refused.facts))
    if mark := screen(loaded).secret:
        return _refuse(
            options.file,
            f"it is stamped “{mark.level}”; state secrets are not read (Luật Bảo vệ bí mật nhà nước số 117/2025/QH15)",
        )
    reading = read(_as_given(given) if loaded.kind == "text" else loaded)
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


def _as_given(content: bytes) -> str | bytes:
    """A plain text as it stands in its file, so that the places of its facts are those of the file."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content


def _refuse(file: Path, why: str) -> int:
    sys.stderr.write(f"phoihop read: {file}: {why}.\n")
    return 2

"""How fast the reader is (``phoihop bench reading [--check]``): texts, DOCX and PDF on one core, beside a peer.

The texts are the samples of the tests, cut into papers of about 3 kB. Times are processor time, the
best of several rounds, so that other programs on the machine weigh little; start-up is measured in a child. The peer,
underthesea's named entities, reads some of the same papers in the same run (it is a development dependency only).
"""

from __future__ import annotations

import argparse
import gc
import importlib
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path

from phoihop.reading import read

__all__ = ["main"]

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "tests" / "reading" / "samples" / "articles"
PAPER = 3000
"""Bytes of one paper."""
GOALS = {"papers": 100.0, "peer": 100.0, "start": 150.0, "curve": 0.6}
_CURVE = (50_000, 250_000, 1_000_000, 5_000_000)
_ROUNDS = 5
_PEER_PAPERS = 6


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; with ``--check`` return 1 where a goal is missed, 2 where there is nothing to read."""
    parser = argparse.ArgumentParser(prog="phoihop bench reading", description="Measure the reader's speed.")
    parser.add_argument("--check", action="store_true", help="exit with 1 where a goal is missed")
    parser.add_argument("--quick", action="store_true", help="one round, the curve to 1 MB, no peer")
    options = parser.parse_args(argv)
    out = sys.stdout
    papers = _papers()
    if not papers:
        out.write(f"no samples in {SAMPLES}\n")
        return 2
    out.write(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {sys.version.split()[0]}")
    out.write(f"; load {os.getloadavg()[0]:.1f}; {len(papers)} papers of {PAPER / 1000:g} kB, one core\n")
    rounds = 1 if options.quick else _ROUNDS
    missed: list[str] = []

    def row(name: str, value: str, goal: str = "", *, kept: bool = True) -> None:
        out.write(
            f"{name:<34} {value:>18}  {goal:<16} {'' if not goal else 'ok' if kept else 'MISSED'}".rstrip() + "\n"
        )
        out.flush()
        if not kept:
            missed.append(name)

    text = _rate(partial(_read_all, papers), len(papers), rounds)
    size = sum(len(paper.encode()) for paper in papers) / len(papers) / 1e6
    row("plain text", f"{text:.0f} papers/s", f">= {GOALS['papers']:.0f}", kept=text >= GOALS["papers"])
    row("", f"{text * size:.2f} MB/s")
    for name, files in _files(papers):
        row(name, f"{_rate(partial(_read_all, files), len(files), rounds):.0f} papers/s")
    peer = None if options.quick else _peer(papers)
    if peer is not None:
        row("underthesea ner, same papers", f"{peer:.2f} papers/s")
        row("times its rate", f"{text / peer:.0f}", f">= {GOALS['peer']:.0f}", kept=text / peer >= GOALS["peer"])
    elif not options.quick:
        row("underthesea ner", "not installed")
    start = _start()
    row("start-up: import and lexicons", f"{start:.0f} ms", f"< {GOALS['start']:.0f} ms", kept=start < GOALS["start"])
    first = 0.0
    for length in _CURVE[: 3 if options.quick else len(_CURVE)]:
        rate = _curve(papers, length)
        first = first or rate
        row(
            f"one text of {length / 1e6:g} MB",
            f"{rate:.2f} MB/s",
            f">= {GOALS['curve']:g} x first",
            kept=rate >= GOALS["curve"] * first,
        )
    out.write("all goals kept\n" if not missed else "missed: " + ", ".join(name or "rate" for name in missed) + "\n")
    return 1 if missed and options.check else 0


def _papers() -> list[str]:
    """The samples, joined and cut at paragraphs into papers of about 3 kB."""
    papers: list[str] = []
    paper = ""
    for path in sorted(SAMPLES.glob("*.txt")):
        for paragraph in path.read_text(encoding="utf-8").split("\n\n"):
            if paper and len((paper + paragraph).encode()) > PAPER:
                papers.append(paper)
                paper = ""
            paper += paragraph + "\n\n"
    return papers


def _read_all(sources: Sequence[str | bytes]) -> None:
    for source in sources:
        read(source)


def _rate(work: Callable[[], object], count: int, rounds: int) -> float:
    """Papers a second of processor time, the best of several rounds after a first one that does not count."""
    work()
    best = float("inf")
    gc.collect()
    for _ in range(rounds):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return count / best


def _files(papers: Sequence[str]) -> Iterator[tuple[str, list[bytes]]]:
    """The same papers as files."""
    some = papers[:20]
    docx = importlib.import_module("docx")
    documents: list[bytes] = []
    for paper in some:
        document = docx.Document()
        for paragraph in paper.split("\n"):
            document.add_paragraph(paragraph)
        stream = BytesIO()
        document.save(stream)
        documents.append(stream.getvalue())
    yield "DOCX", documents
    typst = importlib.import_module("typst")
    pages: list[bytes] = []
    with tempfile.TemporaryDirectory() as folder:
        for paper in some:
            source = Path(folder) / "paper.typ"
            lines = (f'#par("{line.translate(_QUOTED)}")' for line in paper.split("\n") if line.strip())
            source.write_text("\n".join(lines), encoding="utf-8")
            pages.append(typst.compile(str(source), font_paths=[str(ROOT / "fonts")]))
    yield "PDF with text", pages


_QUOTED = str.maketrans({"\\": "\\\\", '"': '\\"'})


def _peer(papers: Sequence[str]) -> float | None:
    """Papers a second of underthesea's named entity recognition, model load apart; ``None`` where it is absent."""
    try:
        ner = importlib.import_module("underthesea").ner
    except ImportError:
        return None
    ner("Công an tỉnh họp.")
    began = time.process_time()
    for paper in papers[:_PEER_PAPERS]:
        ner(paper)
    return _PEER_PAPERS / (time.process_time() - began)


def _start() -> float:
    """Milliseconds of importing the reader and loading its lexicons, in a child, the best of five.

    The child keeps its bytecode, as an installed program does, whatever the environment says: compiling the sources
    each time would be two thirds of what is measured.
    """
    program = (
        "import time; began = time.process_time(); from phoihop.reading import read; "
        "read('Sáng 11/3/2019, Công an tỉnh tặng Giấy khen cho 2 tập thể.'); "
        "print((time.process_time() - began) * 1000)"
    )
    with tempfile.TemporaryDirectory() as kept:
        known = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        child = partial(
            subprocess.run, capture_output=True, text=True, check=True, env={**known, "PYTHONPYCACHEPREFIX": kept}
        )
        return min(float(child([sys.executable, "-c", program]).stdout) for _ in range(6))


def _curve(papers: Sequence[str], length: int) -> float:
    """MB a second of one text of a length."""
    text = "\n".join(line for paper in papers for line in paper.split("\n") if len(line) > 60)
    text *= length // len(text.encode()) + 1
    text = text.encode()[:length].decode(errors="ignore")
    gc.collect()
    began = time.process_time()
    read(text)
    return length / 1e6 / (time.process_time() - began)

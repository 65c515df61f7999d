"""Reading in a limited child process (đọc trong tiến trình con): a hostile or damaged file harms nothing else.

The child has a limit of memory and of file size, no core dumps, and no network: a network namespace of its own
where the kernel allows, else sockets are blocked in it. The parent waits a limited time, then kills. What comes back
is data of a closed set of classes; nothing else is accepted from a child.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import os
import pickle
import resource
import select
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from queue import Queue
from types import TracebackType
from typing import Any, Final

from phoihop.reading.load.limits import FILE_BYTES
from phoihop.reading.load.refused import LoadRefused
from phoihop.reading.screen import Mark, PeopleList, Screening
from phoihop.reading.tables import CellValue, Row, TableFigure, TableReading, read_tables
from phoihop.reading.values import (
    Award,
    Cell,
    Document,
    Event,
    Figure,
    Item,
    Loaded,
    Meta,
    Person,
    Piece,
    Reading,
    Register,
    Section,
    Span,
    Table,
    Where,
)

__all__ = ["Done", "Failure", "Progress", "Worker", "confine", "read_files", "read_in_child"]

SECONDS: Final = 20.0
MEMORY_MB: Final = 700
# Programs that the child may start (LibreOffice, Tesseract) need more than a reader does.
PROGRAM_MEMORY_MB: Final = 4096
_LARGEST_ANSWER: Final = 512 * 1024 * 1024
_NEW_NETWORK: Final = 0x40000000
_NEW_USER: Final = 0x10000000


@dataclass(frozen=True, slots=True)
class Done:
    """A file that was read: its text and places, what screening met, its facts and its tables of indicators.

    ``reading`` is ``None`` where a secrecy mark stands on it: such a file is not read further.
    """

    loaded: Loaded
    screening: Screening
    reading: Reading | None = None
    tables: tuple[TableReading, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that was not read: a code of ``load.CODES``, or ``timeout``, ``memory``, ``crashed``; and its facts."""

    code: str
    facts: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """One file of many: its place in the order given, what came of it, how many are done, and seconds left."""

    at: int
    source: Path
    outcome: Done | Failure
    done: int
    total: int
    seconds_left: float


def read_in_child(
    source: Path | bytes,
    *,
    name: str | None = None,
    published: date | None = None,
    register: Register | None = None,
    seconds: float = SECONDS,
    memory_mb: int = MEMORY_MB,
    limit: int = FILE_BYTES,
    facts: bool = True,
    scan: bool = False,
) -> Done | Failure:
    """Load, screen and read one file in a child of its own.

    ``seconds`` is wall-clock time (a scan takes about 4 a page); ``memory_mb`` the child's address space. Nothing is
    raised for a bad file: every outcome is a value. ``facts=False`` loads and screens alone; ``scan`` takes a picture.
    """
    with Worker(memory_mb=memory_mb) as worker:
        return worker.read(
            source,
            name=name,
            published=published,
            register=register,
            seconds=seconds,
            limit=limit,
            facts=facts,
            scan=scan,
        )


def read_files(
    sources: Sequence[Path], *, workers: int = 2, seconds: float = SECONDS, memory_mb: int = MEMORY_MB
) -> Iterator[Progress]:
    """Read many files, each within the limits, and report each as it is done; one bad file never stops the rest."""
    waiting: Queue[int] = Queue()
    for at in range(len(sources)):
        waiting.put(at)
    results: Queue[tuple[int, Done | Failure]] = Queue()
    stopped = threading.Event()

    def work() -> None:
        with Worker(memory_mb=memory_mb) as worker:
            while not stopped.is_set() and not waiting.empty():
                with contextlib.suppress(Exception):  # an empty queue: another worker took the last one
                    at = waiting.get_nowait()
                    results.put((at, worker.read(sources[at], seconds=seconds)))

    threads = [threading.Thread(target=work, daemon=True) for _ in range(max(1, min(workers, len(sources))))]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    try:
        for done in range(1, len(sources) + 1):
            at, outcome = results.get()
            left = (time.monotonic() - began) / done * (len(sources) - done)
            yield Progress(at, sources[at], outcome, done, len(sources), left)
    finally:
        stopped.set()
        for thread in threads:
            thread.join(timeout=seconds + 5)


class Worker:
    """A child that reads one file after another; it is replaced after a crash, a timeout or a lack of memory."""

    def __init__(self, *, memory_mb: int = MEMORY_MB) -> None:
        self._memory_mb = memory_mb
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child."""
        child, self._child = self._child, None
        if child is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)  # its own group: also a program that it started
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()

    def read(
        self,
        source: Path | bytes | Loaded,
        *,
        name: str | None = None,
        published: date | None = None,
        register: Register | None = None,
        seconds: float = SECONDS,
        limit: int = FILE_BYTES,
        facts: bool = True,
        mask: bool = False,
        scan: bool = False,
    ) -> Done | Failure:
        """Read one file; ``facts=False`` loads and screens it only, ``mask`` covers its single contacts first.

        A masked file is a text from then on, whose tables stay what they were. ``scan`` takes a picture, too. What was
        loaded before is read as it stands.
        """
        child = self._child = self._child or self._start()
        assert child.stdin is not None
        if isinstance(source, Path):
            name, source = name or source.name, source.absolute()
        try:
            _send(child.stdin, pickle.dumps((source, name, published, register, limit, facts, mask, scan)))
            answer = self._answer(child, time.monotonic() + seconds)
        except (BrokenPipeError, EOFError):
            self.close()
            return Failure("crashed")
        except TimeoutError:
            self.close()
            return Failure("timeout", (("seconds", int(seconds)),))
        try:
            outcome = _Plain(io.BytesIO(answer)).load()
        except Exception:  # whatever a broken child wrote, it is not an answer
            self.close()
            return Failure("crashed")
        if isinstance(outcome, Failure) and outcome.code == "memory":
            self.close()
        return outcome if isinstance(outcome, Done | Failure) else Failure("crashed")

    def _start(self) -> subprocess.Popen[bytes]:
        command = f"from phoihop.reading.sandbox import serve; serve({self._memory_mb})"
        return subprocess.Popen(  # noqa: S603 - this interpreter, a command of our own
            [sys.executable, "-I", "-c", command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "OMP_NUM_THREADS": "1", "TMPDIR": tempfile.gettempdir()},
            start_new_session=True,
        )

    def _answer(self, child: subprocess.Popen[bytes], until: float) -> bytes:
        assert child.stdout is not None
        handle = child.stdout.fileno()
        size = struct.unpack(">Q", _take(handle, 8, until))[0]
        if size > _LARGEST_ANSWER:
            raise EOFError
        return _take(handle, size, until)


def _take(handle: int, size: int, until: float) -> bytes:
    parts: list[bytes] = []
    while size:
        left = until - time.monotonic()
        if left <= 0 or not select.select([handle], [], [], left)[0]:
            raise TimeoutError
        part = os.read(handle, min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _send(pipe: Any, content: bytes) -> None:
    pipe.write(struct.pack(">Q", len(content)) + content)
    pipe.flush()


class _Plain(pickle.Unpickler):
    """Takes back values of the reader and nothing else."""

    _TAKEN: Final = {
        (kind.__module__, kind.__qualname__): kind
        for kind in (
            *(Award, Cell, Document, Event, Figure, Item, Loaded, Meta, Person, Piece, Reading, Section, Span),
            *(Table, Where, Mark, PeopleList, Screening, Done, Failure, CellValue, Row, TableFigure, TableReading),
            Decimal,
        )
    }

    def find_class(self, module: str, name: str) -> Any:
        """Only the classes of values."""
        if (module, name) not in self._TAKEN:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return self._TAKEN[module, name]


# The child's side.


def serve(memory_mb: int) -> None:
    """Answer requests on standard input until it closes: what the child runs."""
    confine(memory_mb)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints must not mix with the answers
    requests = sys.stdin.buffer
    while len(head := requests.read(8)) == 8:
        asked = pickle.loads(requests.read(struct.unpack(">Q", head)[0]))  # noqa: S301 - from the parent
        try:
            answer = pickle.dumps(_read(*asked))
        except MemoryError:
            answer = pickle.dumps(Failure("memory", (("limit_mb", memory_mb),)))
        _send(answers, answer)


def _read(
    source: Path | bytes | Loaded,
    name: str | None,
    published: date | None,
    register: Register | None,
    limit: int,
    facts: bool,
    mask: bool,
    scan: bool,
) -> Done | Failure:
    from phoihop.reading import read
    from phoihop.reading.load import load
    from phoihop.reading.load.picture import as_pdf, is_picture
    from phoihop.reading.load.unshown import unshown
    from phoihop.reading.screen import masked, screen

    hidden = beside = ""
    try:
        if scan and isinstance(source, bytes):
            hidden, beside = unshown(source)
            if is_picture(source):
                source, name = as_pdf(source), None
        try:
            loaded = source if isinstance(source, Loaded) else load(source, name=name, limit=limit)
        except LoadRefused as refused:
            # A page without letters may be kept as a scan; what lies beside them is looked through all the same.
            loaded = Loaded("", kind="pdf", hidden=hidden, beside=beside)
            if refused.code not in ("empty", "needs_program") or not (met := screen(loaded)).hidden:
                raise
            return Done(loaded, met)
        if beside and not loaded.beside:
            loaded = replace(loaded, beside=beside)
        screening = screen(loaded)
        if mask:
            loaded = _as_text(masked(loaded, screening.contacts))
            screening = replace(screening, contacts=())
        if not facts or screening.secret is not None:
            return Done(loaded, screening)
        reading = read(loaded, register=register, published=published)
        return Done(loaded, screening, reading, read_tables(loaded))
    except LoadRefused as refused:
        return Failure(refused.code, tuple(sorted(refused.facts.items())))
    except RecursionError:
        return Failure("damaged", (("part", "nesting"),))
    except OSError as error:
        return Failure("damaged", (("part", type(error).__name__),))


def _as_text(loaded: Loaded) -> Loaded:
    """A loaded file as the text that is kept of it: no pages to draw, its tables as they were."""
    pieces = tuple(replace(piece, at=replace(piece.at, page=None, box=None)) for piece in loaded.pieces)
    return replace(loaded, kind="text", pieces=pieces, pages=())


def confine(memory_mb: int) -> bool:
    """Limits that hold for the child and all that it starts; tells whether the kernel took the network away."""
    most = PROGRAM_MEMORY_MB * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * 1024 * 1024, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (256 * 1024 * 1024,) * 2)
    return _without_network()


def _without_network() -> bool:
    """Leave the network; tells whether the kernel did it. Sockets are blocked in Python in any case."""
    sys.addaudithook(_no_sockets)
    libc = ctypes.CDLL(None, use_errno=True)
    unshare = getattr(libc, "unshare", None)
    return unshare is not None and (unshare(_NEW_NETWORK) == 0 or unshare(_NEW_USER | _NEW_NETWORK) == 0)


def _no_sockets(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith("socket."):
        raise PermissionError(event)

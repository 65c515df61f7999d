"""The page as it looks (hình trang): a page of a PDF, drawn in a limited child process."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Final

from phoihop.reading.sandbox import confine

__all__ = ["WIDTH", "page_picture"]

#: Pixels across: a page at half the width of a desk's screen, sharp on screens of double density.
WIDTH: Final = 1240
SECONDS: Final = 20.0
MEMORY_MB: Final = 900
_TALLEST: Final = 4 * WIDTH
_LARGEST: Final = 8 * 1024 * 1024
_HEAD: Final = b"RIFF"


def page_picture(path: Path, number: int, *, seconds: float = SECONDS, memory_mb: int = MEMORY_MB) -> bytes | None:
    """A page of the PDF at ``path`` as a WebP picture ``WIDTH`` pixels wide; ``number`` counts from 1.

    ``None`` where it cannot be drawn: no such page, a damaged file, or one that costs more than the limits allow.
    """
    child = subprocess.Popen(  # noqa: S603 - this interpreter, a command of our own
        [sys.executable, "-I", "-c", f"from phoihop.reading.pictures import serve; serve({memory_mb})"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "OMP_NUM_THREADS": "1"},
        start_new_session=True,
    )
    try:
        drawn, _ = child.communicate(f"{number} {path.absolute()}".encode(), timeout=seconds)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.communicate()
        return None
    if child.returncode or not drawn.startswith(_HEAD) or len(drawn) > _LARGEST:
        return None
    return drawn


def serve(memory_mb: int) -> None:
    """Draw the page asked for on standard input: what the child runs."""
    confine(memory_mb)
    import pypdfium2

    number, _, path = sys.stdin.buffer.read().decode().partition(" ")
    document = pypdfium2.PdfDocument(Path(path))
    page = document[int(number) - 1]
    width, height = page.get_size()
    scale = min(WIDTH / width, _TALLEST / height)
    out = io.BytesIO()
    page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB").save(out, "webp", quality=78, method=4)
    sys.stdout.buffer.write(out.getvalue())

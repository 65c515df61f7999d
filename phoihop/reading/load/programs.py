"""What needs a program beside Python: old Word and OpenDocument texts (LibreOffice), scans (Tesseract).

Each is looked for when it is needed; where it is missing the file is refused with its name. A program runs in a
folder of its own with a time limit, without a shell and without the caller's environment.
"""

from __future__ import annotations

import csv
import io
import os
import resource
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from phoihop.reading.load import limits
from phoihop.reading.load.archive import Archive
from phoihop.reading.load.hidden import hidden_in_open_document
from phoihop.reading.load.layout import Word
from phoihop.reading.load.refused import LoadRefused
from phoihop.reading.load.word import load_docx
from phoihop.reading.values import Loaded

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["load_doc", "load_odt", "recognise"]

_PATH: Final = "/usr/local/bin:/usr/bin:/bin:/opt/libreoffice/program"


def load_doc(data: bytes) -> Loaded:
    """A Word 97 document, through LibreOffice. Raises ``LoadRefused``: needs_program, damaged and those of DOCX."""
    return _converted(data, "doc")


def load_odt(data: bytes) -> Loaded:
    """An OpenDocument text, through LibreOffice. Raises ``LoadRefused``: needs_program, damaged and those of DOCX."""
    archive = Archive(data, "odt")
    archive.check_all()
    loaded = _converted(data, "odt")
    unseen = filter(None, (loaded.hidden, hidden_in_open_document(archive)))
    return replace(loaded, hidden="\n".join(unseen))


def recognise(picture: Image, scale: float) -> list[Word]:
    """The words on a picture of a page, in points, with Tesseract's confidence (0 to 1).

    ``scale`` is pixels per point. Raises ``LoadRefused``: needs_program where Tesseract or its Vietnamese is missing.
    """
    program = _program("tesseract", "pdf")
    languages = _run([program, "--list-langs"]).stdout.decode("utf-8", "replace").split()
    if "vie" not in languages:
        raise LoadRefused("needs_program", program="tesseract-ocr-vie", kind="pdf")
    page = io.BytesIO()
    picture.save(page, "png")
    answer = _run([program, "-", "-", "-l", "vie", "--dpi", str(round(scale * 72)), "tsv"], page.getvalue())
    words: list[Word] = []
    for row in csv.DictReader(io.StringIO(answer.stdout.decode("utf-8", "replace")), delimiter="\t", quotechar=None,
                              quoting=csv.QUOTE_NONE):  # fmt: skip
        text = (row.get("text") or "").strip()
        if row.get("level") != "5" or not text:
            continue
        left, top, width, height = (int(row[name]) / scale for name in ("left", "top", "width", "height"))
        sure = max(float(row["conf"]), 0.0) / 100
        words.append(Word(text, left, top, left + width, top + height, len(words), True, sure))
    return _evened(words)


def _evened(words: list[Word]) -> list[Word]:
    """Give the words of a line one height: letters with and without tails do not stand on one box."""
    done: list[Word] = []
    line: list[Word] = []
    for word in [*words, None]:
        if line and (word is None or word.left < line[-1].left or word.top > line[-1].bottom):
            tall = sorted(each.height for each in line)[len(line) // 2]
            middle = sum((each.top + each.bottom) / 2 for each in line) / len(line)
            for each in line:
                each.top, each.bottom = middle - tall / 2, middle + tall / 2
            done += line
            line = []
        if word is not None:
            line.append(word)
    return done


def _converted(data: bytes, kind: str) -> Loaded:
    program = _program("soffice", kind)
    with tempfile.TemporaryDirectory(prefix="phoihop-") as folder:
        source = Path(folder, f"source.{kind}")
        source.write_bytes(data)
        out = Path(folder, "out")
        command = [program, "--headless", "--norestore", f"-env:UserInstallation=file://{folder}/profile"]
        try:
            _run([*command, "--convert-to", "docx", "--outdir", str(out), str(source)], home=folder)
            done = (out / "source.docx").read_bytes()
        except (subprocess.SubprocessError, FileNotFoundError) as error:
            raise LoadRefused("damaged", kind=kind, part="conversion") from error
    loaded = load_docx(done)
    import hashlib

    return replace(loaded, kind=kind, sha256=hashlib.sha256(data).hexdigest())


def _program(name: str, kind: str) -> str:
    found = shutil.which(name, path=_PATH)
    if not found:
        raise LoadRefused("needs_program", program={"soffice": "LibreOffice"}.get(name, name), kind=kind)
    return found


def _run(command: list[str], data: bytes = b"", home: str = "/nonexistent") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603 - a fixed program, no shell, arguments of our own
        command,
        input=data,
        capture_output=True,
        timeout=limits.PROGRAM_SECONDS,
        check=True,
        env={"PATH": _PATH, "HOME": home, "LANG": "C.UTF-8", "OMP_THREAD_LIMIT": "1"},
        preexec_fn=_loosen if os.name == "posix" else None,
    )


def _loosen() -> None:
    """A reader's child is held to a soft limit of memory that an office program cannot start in."""
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))

"""Plain text and RTF: which encoding the bytes are in, then lines."""

from __future__ import annotations

import unicodedata
from typing import Final

from phoihop.reading.load import legacy
from phoihop.reading.load.compose import Composer
from phoihop.reading.load.refused import LoadRefused
from phoihop.reading.load.sniff import wide
from phoihop.reading.values import Loaded, Where

__all__ = ["compose_lines", "decode", "load_rtf", "load_text"]

_BOMS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Bytes as Unicode text, and warnings; legacy Vietnamese encodings are recognised by what they yield.

    UTF-8 and UTF-16 are tried first. What is neither is Windows-1258, TCVN3, VNI or Windows-1252: the one that
    gives the largest share of possible Vietnamese syllables.
    """
    for mark, code in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(code, "replace"), ()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if text and "\0" not in text:
        found = legacy.guess(text)
        return (legacy.convert(text, found), (f"legacy_{found}",)) if found else (text, ())
    if pairs := wide(data[:4096]):
        return data.decode(pairs, "replace"), ()
    latin = _latin(data)
    if found := legacy.guess(latin):
        return legacy.convert(latin, found), (f"legacy_{found}",)
    windows = unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
    if legacy.vietnamese_share(windows[:20_000]) > max(0.6, legacy.vietnamese_share(latin[:20_000])):
        return windows, ("legacy_windows1258",)
    return latin, ()


def load_text(data: bytes) -> Loaded:
    """A plain text: every line that is not blank is a paragraph. Raises ``LoadRefused``: empty."""
    text, warnings = decode(data)
    return compose_lines(text, "text", data, warnings)


def load_rtf(data: bytes) -> Loaded:
    """A rich text file (RTF), its text alone. Raises ``LoadRefused``: damaged, empty."""
    from striprtf.striprtf import rtf_to_text  # here: only RTF needs it

    source = data.decode("latin-1")
    fonts = {legacy.encoding_of_font(name) for name in _rtf_fonts(source)}
    page = "cp1258" if "\\ansicpg1258" in source[:2000] else "cp1252"
    try:
        text: str = rtf_to_text(source, encoding=page, errors="replace")  # type: ignore[no-untyped-call]
    except Exception as error:  # the parser has no error of its own
        raise LoadRefused("damaged", kind="rtf", part="text") from error
    found = legacy.guess(text) if (fonts - {None}) or not text.isascii() else None
    if found:
        text = legacy.convert(text, found)
    return compose_lines(text.replace("|", "\t"), "rtf", data, (f"legacy_{found}",) if found else ())


def compose_lines(text: str, kind: str, data: bytes, warnings: tuple[str, ...] = ()) -> Loaded:
    """A text whose every line is a paragraph, with the lines' numbers."""
    composer = Composer()
    blank = False
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n").split("\n")):
        if not line.strip():
            blank = not composer.empty
            continue
        if blank:
            composer.write("\n")
            blank = False
        composer.piece(line, "paragraph", Where(paragraph=number))
    return composer.loaded(kind, data, warnings=warnings)


def _latin(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _rtf_fonts(source: str) -> list[str]:
    table = source[:20_000].partition("{\\fonttbl")[2].partition("}}")[0]
    return [entry.rpartition(" ")[2].strip(";{}") for entry in table.split("{\\f")]

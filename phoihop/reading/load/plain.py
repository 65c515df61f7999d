"""Plain text and RTF: which encoding the bytes are in, then lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from phoihop.reading.load import legacy
from phoihop.reading.load.compose import Composer
from phoihop.reading.load.refused import LoadRefused
from phoihop.reading.load.sniff import wide
from phoihop.reading.patterns import regex
from phoihop.reading.values import Loaded, Where

__all__ = ["compose_lines", "decode", "load_rtf", "load_text"]

_RTF_UNSEEN: Final = regex(r"\{\\(?:info\b|\*\\(?:annotation|atnauthor|atnid|userprops|company)\b)")
_RTF_DESTINATION: Final = regex(
    r"\{\\\*|\{\\(?:title|subject|author|manager|company|operator|category|keywords|comment|doccomm|hlinkbase)\b"
)
_RTF_BRACE: Final = regex(r"(?:\\.|[^\\{}])*?([{}])", re.DOTALL)
_BOMS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


#: Signs that end a line or a page, one for one as a line's end.
_BREAKS: Final = {ord(sign): "\n" for sign in "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"}


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Bytes as Unicode text, and warnings; legacy Vietnamese encodings are recognised by what they yield.

    UTF-8 and UTF-16 are tried first, also with a few damaged letters. What is neither is Windows-1258, TCVN3, VNI or
    Windows-1252: the one that gives the largest share of possible Vietnamese syllables.
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
    if torn := _torn(data):
        return torn, ("damaged_letters",)
    latin = _latin(data)
    if found := legacy.guess(latin):
        return legacy.convert(latin, found), (f"legacy_{found}",)
    windows = unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
    if legacy.vietnamese_share(windows[:20_000]) > max(0.6, legacy.vietnamese_share(latin[:20_000])):
        return windows, ("legacy_windows1258",)
    return latin, ()


def _torn(data: bytes) -> str:
    """UTF-8 with a stray byte or cut within a letter, by its many letters that are whole; empty for anything else."""
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    whole = sum(letter > "\u00bf" for letter in text) - lost
    return text if 0 < lost <= whole // 4 + (whole > 0) and "\0" not in text else ""


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
    loaded = compose_lines(text.replace("|", "\t"), "rtf", data, (f"legacy_{found}",) if found else ())
    unseen = (rtf_to_text(f"{{\\rtf1 {group}}}", encoding=page, errors="replace") for group in _rtf_unseen(source))  # type: ignore[no-untyped-call]
    return replace(loaded, hidden="\n".join(unseen))


def _rtf_unseen(source: str) -> Iterator[str]:
    """The groups of a rich text that its page does not show: comments and the file's own properties."""
    end = 0
    for opened in _RTF_UNSEEN.finditer(source):
        if opened.start() < end:
            continue
        depth, at = 1, len(source)
        for brace in _RTF_BRACE.finditer(source, opened.end()):
            depth += 1 if brace[1] == "{" else -1
            if depth == 0:
                at = brace.start(1)
                break
        end = at
        yield _RTF_DESTINATION.sub("{", source[opened.end() : at])


def compose_lines(text: str, kind: str, data: bytes, warnings: tuple[str, ...] = ()) -> Loaded:
    """A text whose every line is a paragraph, with the lines' numbers."""
    composer = Composer()
    blank = False
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").translate(_BREAKS).split("\n")):
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

"""What a PDF, a picture or a web page holds beside what it shows (phần không hiện): screened, never read for facts.

Of a PDF: every text of its objects (XMP, bookmarks, fields of forms, what nothing leads to), and bytes around it. Of a
picture: what stands beside its pixels. Of a web page: remarks in its source, what it says of itself, its scripts.
"""

from __future__ import annotations

import html
import re
import zlib
from collections.abc import Iterator
from typing import Final

from phoihop.reading.load import limits
from phoihop.reading.load.annotations import hidden_in_pdf
from phoihop.reading.load.hidden import letters_in
from phoihop.reading.patterns import regex

__all__ = ["unshown", "unshown_in_page", "unshown_in_pdf", "unshown_in_picture"]

_STREAM: Final = regex(rb"(?<!end)stream\r?\n")
_LITERAL: Final = regex(rb"\(((?:[^()\\]|\\.|\((?:[^()\\]|\\.){0,4000}\)){1,60000})\)", re.DOTALL)
_HEX: Final = regex(rb"<((?:FEFF|feff|EFBBBF|efbbbf)[0-9A-Fa-f\s]{4,200000})>")
_ESCAPE: Final = regex(rb"\\([nrtbf()\\]|[0-7]{1,3}|\r?\n)")
_ESCAPED: Final = {b"n": b"\n", b"r": b"\n", b"t": b"\t", b"b": b"", b"f": b"", b"(": b"(", b")": b")", b"\\": b"\\"}
#: Marks of origin and addresses are full of digits that are no one's.
_ORIGIN: Final = regex(r"https?://\S+|[0-9A-Fa-f-]{16,}|D:\d+[+Z'\d-]*")
_TAG: Final = regex(r"<[^>]*>")
_UNPACKED: Final = 8 * 1024 * 1024
#: Segments of a JPEG whose bytes are colours or tables, not words.
_COLOURS: Final = 0xE2


def unshown(content: bytes) -> tuple[str, str]:
    """``Loaded.hidden`` and ``Loaded.beside`` of a scan (PDF, JPEG, PNG), whether or not it has letters."""
    if not content.startswith(b"%PDF-"):
        return "", unshown_in_picture(content)
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return "", unshown_in_pdf(content)  # the loader says what is wrong with it
    try:
        return hidden_in_pdf(document), unshown_in_pdf(content)
    finally:
        document.close()


def unshown_in_pdf(data: bytes) -> str:
    """The words of a PDF's objects that stand on no page, also of those that nothing leads to, and around it."""
    return _lines([*_of_objects(data), _around(data)])


def unshown_in_picture(content: bytes) -> str:
    """The words of a JPEG or PNG beside its pixels: comments, what a camera or a program wrote, what follows."""
    parts = _png_words(content) if content.startswith(b"\x89PNG") else _jpeg_words(content)
    return _lines([letters_in(part, shown=()) for part in parts])


def unshown_in_page(source: str) -> str:
    """The words of a web page's source that it does not show: remarks, what it says of itself, its scripts."""
    remarks = re.findall(r"(?s)<!--(.{4,200000}?)-->", source)
    said = re.findall(r"(?is)<meta\s[^>]*?\bcontent\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", source)
    # What stands alone in a menu, a head or a picture is left out of the news, but may be a stamp.
    shown = re.findall(r"(?i)(?:>|\b(?:alt|title|aria-label)\s*=\s*[\"'])\s*([^<>\"']{3,40})(?=[<\"'])", source)
    alone = [text for text in map(html.unescape, shown) if "Ậ" in text]
    scripts = re.findall(r"(?is)<(?:script|style|noscript|template)\b[^>]*>(.{4,400000}?)</", source)
    return _lines([html.unescape(text) for text in (*alone, *remarks, *("".join(each) for each in said), *scripts)])


def _lines(found: list[str]) -> str:
    told = (_ORIGIN.sub(" ", text.replace("\\n", "\n").replace("\r", "\n")).strip() for text in found)
    return "\n\n".join(text for text in dict.fromkeys(told) if text)[: limits.TEXT_CHARACTERS]


def _of_objects(data: bytes) -> Iterator[str]:
    """The texts of all objects, also of those that no page leads to."""
    at, plain = 0, []
    for mark in _STREAM.finditer(data):
        if mark.start() < at:
            continue
        head = data[max(at, mark.start() - 2000) : mark.start()].rpartition(b" obj")[2]
        plain.append(data[at : mark.start()])
        end = data.find(b"endstream", mark.end())
        at = len(data) if end < 0 else end
        if b"/ObjStm" in head:
            plain.append(_unpacked(data[mark.end() : at], head))
        elif b"/Metadata" in head:
            yield html.unescape(_TAG.sub("\n", _unpacked(data[mark.end() : at], head).decode("utf-8", "replace")))
    plain.append(data[at:])
    for part in plain:
        for found in _LITERAL.finditer(part):
            yield _text(_ESCAPE.sub(_escaped, found[1]))
        for found in _HEX.finditer(part):
            digits = re.sub(rb"\s", b"", found[1])
            yield _text(bytes.fromhex(digits[: len(digits) // 2 * 2].decode()))


def _unpacked(content: bytes, head: bytes) -> bytes:
    if b"/FlateDecode" not in head:
        return content
    try:
        return zlib.decompressobj().decompress(content, _UNPACKED)
    except zlib.error:
        return b""


def _escaped(found: re.Match[bytes]) -> bytes:
    sign = found[1]
    return bytes([int(sign, 8) % 256]) if sign.isdigit() else _ESCAPED.get(sign, b"")


def _text(value: bytes) -> str:
    """A text of a PDF; empty where the bytes are none, as of a key or a picture's."""
    if value.startswith(b"\xfe\xff"):
        return value[2:].decode("utf-16-be", "replace")
    text = value.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    return "" if "\ufffd" in text or any(ord(sign) < 32 and sign not in "\n\r\t" for sign in text) else text


def _around(data: bytes) -> str:
    """The words before the head of a PDF and after its end."""
    end = data.rfind(b"%%EOF")
    return letters_in(data[: max(data.find(b"%PDF-"), 0)] + b"\0\0" + (data[end + 5 :] if end >= 0 else b""), shown=())


def _jpeg_words(content: bytes) -> Iterator[bytes]:
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] != 0xDA:
        size = int.from_bytes(content[at + 2 : at + 4], "big")
        if content[at + 1] == 0xFE or (0xE0 <= content[at + 1] <= 0xEF and content[at + 1] != _COLOURS):
            yield content[at + 4 : at + 2 + size]
        at += 2 + max(size, 2)
    end = content.rfind(b"\xff\xd9")
    if end >= 0:
        yield content[end + 2 :]


def _png_words(content: bytes) -> Iterator[bytes]:
    at = 8
    while at + 8 <= len(content):
        size, kind = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        part = content[at + 8 : at + 8 + size]
        if kind in (b"tEXt", b"iTXt", b"zTXt", b"eXIf"):
            yield part
            packed = part.find(b"x", part.find(b"\0") + 1)  # what a zlib stream begins with
            yield _unpacked(part[packed:], b"/FlateDecode") if packed >= 0 else b""
        at += 12 + size
        if kind == b"IEND":
            yield content[at:]
            return

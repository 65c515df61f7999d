"""Zip containers (DOCX, XLSX, ODS) opened within limits: no bombs, no document type definitions, no odd names."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from phoihop.reading.load import limits
from phoihop.reading.load.refused import LoadRefused
from phoihop.reading.patterns import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Archive"]

_XML: Final = regex(r"\.(xml|rels|vml)$", re.IGNORECASE)
_DTD: Final = tuple(
    word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("ascii", "utf-16-le", "utf-16-be")
)
_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    KeyError,
    ValueError,
    IndexError,
    NotImplementedError,
    RuntimeError,
    UnicodeError,
)


class Archive:
    """The parts of a zip container, each read once, checked and kept (tệp nén có kiểm soát).

    Sizes are those really unpacked: the zip reader stops at a part's stated size and then compares its checksum,
    so a part that lies about its size is damaged, and one that tells the truth is counted before it is opened.
    Raises ``LoadRefused``: damaged, encrypted, bomb.
    """

    def __init__(self, data: bytes, kind: str) -> None:
        self.kind = kind
        self._data = data
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except _DAMAGE as error:
            raise LoadRefused("damaged", kind=kind, part="zip") from error
        if len(entries) > limits.ENTRIES:
            raise LoadRefused("bomb", what="entries", found=len(entries), limit=limits.ENTRIES)
        unpacked = sum(entry.file_size for entry in entries)
        if unpacked > limits.UNPACKED_BYTES:
            raise LoadRefused("bomb", what="size", found=unpacked, limit=limits.UNPACKED_BYTES)
        end = 0
        for entry in sorted(entries, key=lambda entry: entry.header_offset):
            if entry.header_offset < end:
                raise LoadRefused("bomb", what="overlap")
            end = entry.header_offset + entry.compress_size
            if entry.flag_bits & 1:
                raise LoadRefused("encrypted", kind=kind)
            ratio = entry.file_size // max(entry.compress_size, 1)
            if entry.file_size > limits.RATIO_FREE_BYTES and ratio > limits.PACK_RATIO:
                raise LoadRefused("bomb", what="ratio", found=ratio, limit=limits.PACK_RATIO)
            if entry.filename.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", entry.filename):
                raise LoadRefused("damaged", kind=kind, part="name")
        self._entries = {entry.filename: entry for entry in entries}
        self._read: dict[str, bytes] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all parts, in the container's order."""
        return tuple(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def bytes(self, name: str) -> bytes:
        """One part, unpacked; an XML part that brings a document type definition is refused."""
        if name not in self._read:
            try:
                content = self._zip.read(self._entries[name])
            except _DAMAGE as error:
                raise LoadRefused("damaged", kind=self.kind, part=name) from error
            if _XML.search(name) and any(mark in content for mark in _DTD):
                raise LoadRefused("bomb", what="entities", part=name)
            self._read[name] = content
        return self._read[name]

    def xml(self, name: str) -> _Element:
        """One part as an XML tree, without entities, network or unbounded depth."""
        from lxml import etree  # here: the library is heavy, and text needs none of it

        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(self.bytes(name), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise LoadRefused("damaged", kind=self.kind, part=name) from error
        if root.getroottree().docinfo.doctype:
            raise LoadRefused("bomb", what="entities", part=name)
        return root

    @property
    def remark(self) -> str:
        """What the container says outside of its parts: its comment, and bytes that stand before the first part."""
        first = min((entry.header_offset for entry in self._entries.values()), default=0)
        return (self._zip.comment + b"\n" + self._data[:first]).decode("utf-8", "replace").strip()

    def check_all(self) -> None:
        """Unpack every part once, for readers that open the container themselves."""
        for name in self._entries:
            self.bytes(name)

"""The package of a Word file and the small words of its XML."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from phoihop.reading.load.archive import Archive
from phoihop.reading.load.refused import LoadRefused

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = [
    "STRICT",
    "W",
    "flat",
    "local",
    "main_part",
    "number",
    "numbering_of",
    "raw",
    "relations",
    "transitional",
    "value",
]

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"


def main_part(archive: Archive) -> str:
    for target, relation in relations(archive, "").values():
        if relation == "officeDocument" and target in archive:
            return target
    if "word/document.xml" in archive:
        return "word/document.xml"
    raise LoadRefused("damaged", kind="docx", part="word/document.xml")


def relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """What a part points at inside the package: id → (part name, last word of the relation's type)."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, tuple[str, str]] = {}
    for item in archive.xml(path) if path in archive else ():
        if item.get("TargetMode") != "External" and isinstance(item.tag, str):
            target = (item.get("Target") or "").replace("\\", "/")
            whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[item.get("Id") or str(len(found))] = (whole, (item.get("Type") or "").rpartition("/")[2])
    return found


def transitional(archive: Archive, part: str) -> _Element:
    """A part in the strict form of the format, with the names of the usual one."""
    from lxml import etree  # here: the library is heavy, and text needs none of it

    content = archive.bytes(part).replace(STRICT[1:-1].encode(), W[1:-1].encode())
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def flat(parent: _Element) -> Iterator[_Element]:
    """Children, with those of content controls, tracked insertions and custom XML in their place."""
    stack = list(reversed(parent))
    while stack:
        child = stack.pop()
        name = local(child)
        if name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"):
            stack.extend(reversed(child))
        elif isinstance(child.tag, str):
            yield child


def raw(parent: _Element) -> Iterator[str]:
    return (node.text or "" for node in parent.iter(f"{W}t"))


def local(node: _Element) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def value(node: _Element | None) -> str | None:
    return None if node is None else node.get(f"{W}val")


def number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 5 else default


def numbering_of(node: _Element | None) -> tuple[str, int] | None:
    if node is None:
        return None
    held = value(node.find(f"{W}numId"))
    return (held, number(value(node.find(f"{W}ilvl")), 0)) if held and held != "0" else None

"""What an Office file holds beside what its page shows (phần ẩn): it is screened, never read for facts.

Hidden and deleted text, comments, custom XML, the file's own properties, and workbooks that lie inside the file.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from phoihop.reading.load import limits
from phoihop.reading.load.archive import Archive
from phoihop.reading.load.refused import LoadRefused

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["hidden_in_open_document", "hidden_text"]

_SHOWN_PART: Final = re.compile(r"word/(?:document|header|footer|footnotes|endnotes)\d*\.xml")
_UNSEEN_PART: Final = re.compile(
    r"(?:word/(?:comments\w*|glossary/document)|xl/(?:comments\w*|threadedComments/\w+|comments/\w+)|"
    r"customXml/item\d+|docProps/(?:core|app|custom))\.xml"
)
_INSIDE: Final = re.compile(r"(?:word|xl|ppt)/embeddings/[^/]+")
_MAY_HIDE: Final = (b"vanish", b"delText", b"moveFrom")
_UNSEEN_NODES: Final = ("{*}annotation", "{*}tracked-changes", "{*}hidden-paragraph")
_TAG: Final = re.compile(r"<[^>]*>")
_BLOCK: Final = re.compile(r"</(?:\w+:)?(?:p|comment|threadedComment|text|row|c)>|</(?!\w+:(?:r|t)\b|r>|t>)[^>]*>")


def hidden_text(archive: Archive) -> str:
    """All that a file of Word or Excel holds out of sight, line by line; empty where it holds nothing."""
    found: list[str] = []
    for name in archive.names:
        if _SHOWN_PART.fullmatch(name):
            content = archive.bytes(name)
            if any(word in content for word in _MAY_HIDE):
                found += _out_of_sight(archive.xml(name))
        elif _UNSEEN_PART.fullmatch(name):
            found.append(_bare(archive.bytes(name).decode("utf-8", "replace")))
        elif _INSIDE.fullmatch(name):
            found.append(_inside(archive.bytes(name)))
    return "\n".join(text for text in found if text.strip())[: limits.TEXT_CHARACTERS]


def hidden_in_open_document(archive: Archive) -> str:
    """All that an OpenDocument file holds out of sight, line by line: comments, what was deleted, hidden text, its own
    properties."""
    found: list[str] = []
    for name in archive.names:
        if name == "meta.xml":
            found.append(_bare(archive.bytes(name).decode("utf-8", "replace")))
        elif name in ("content.xml", "styles.xml"):
            root = archive.xml(name)
            found += ["".join(str(text) for text in node.itertext()) for node in root.iter(*_UNSEEN_NODES)]
            unseen = {
                value
                for style in root.iter("{*}style")
                if any(_named(each, "display") == "none" for each in style.iter("{*}text-properties"))
                if (value := _named(style, "name"))
            }
            found += [
                "".join(str(text) for text in node.itertext())
                for node in root.iter("{*}span", "{*}p")
                if unseen and _named(node, "style-name") in unseen
            ]
            texts = root.iter("{*}hidden-text", "{*}hidden-paragraph")
            found += [value for node in texts if (value := _named(node, "string-value"))]
    return "\n".join(text for text in found if text.strip())[: limits.TEXT_CHARACTERS]


def _named(node: _Element, name: str) -> str:
    """An attribute by its name, in whatever space of names."""
    return next((str(value) for key, value in node.attrib.items() if str(key).rpartition("}")[2] == name), "")


def _out_of_sight(root: _Element) -> Iterator[str]:
    """Of each paragraph what is hidden or deleted."""
    for paragraph in root.iter("{*}p"):
        parts = [
            node.text or ""
            for node in paragraph.iter("{*}t", "{*}delText")
            if str(node.tag).endswith("}delText") or _is_hidden(node)
        ]
        if parts:
            yield "".join(parts)


def _is_hidden(node: _Element) -> bool:
    run = node.getparent()
    mark = run.find("{*}rPr/{*}vanish") if run is not None else None
    if mark is not None and next((v for k, v in mark.attrib.items() if str(k).endswith("val")), "1") not in (
        "0",
        "false",
    ):
        return True
    return any(str(each.tag).rpartition("}")[2] in ("del", "moveFrom") for each in node.iterancestors())


def _bare(xml: str) -> str:
    return html.unescape(_TAG.sub("", _BLOCK.sub("\n", xml)))


def _inside(content: bytes) -> str:
    """The text of a file that lies inside another; of one that cannot be read, the letters in its bytes."""
    from phoihop.reading.load import load  # here: the loaders of Office files ask this module

    try:
        loaded = load(content)
    except LoadRefused:
        return content.decode("utf-8", "ignore") + "\n" + content.decode("utf-16-le", "ignore")
    return f"{loaded.text}\n{loaded.hidden}"

"""What an Office file holds beside what its page shows (phần ẩn): it is screened, never read for facts.

Hidden and deleted text, comments, what pictures are described with, custom XML, the file's own properties, what a
workbook keeps of other books and of its pivot tables, text on its drawings, and workbooks that lie inside the file.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Final

from phoihop.reading.load import limits
from phoihop.reading.load.archive import Archive
from phoihop.reading.load.refused import LoadRefused
from phoihop.reading.patterns import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["hidden_in_open_document", "hidden_text", "letters_in", "text_inside"]

_SHOWN_PART: Final = regex(r"word/(?:document|header|footer|footnotes|endnotes)\d*\.xml")
_UNSEEN_PART: Final = regex(
    r"(?:word/(?:comments\w*|glossary/document)|"
    r"xl/(?:comments\w*|threadedComments/\w+|comments/\w+|drawings/drawing\d+|externalLinks/\w+)|"
    r"customXml/item\d+|docProps/(?:core|app|custom))\.xml"
)
#: Parts in the workbook's own binary form.
_UNSEEN_BINARY: Final = regex(r"xl/(?:comments\w*|threadedComments/\w+|externalLinks/\w+)\.bin")
#: What pictures and tables are described with, letters drawn as a picture (watermarks), variables of the file, and what
#: a pivot table keeps of its rows.
_DESCRIBED: Final = regex(r"(?:word/(?:document|header|footer|settings)|xl/drawings/drawing)\d*\.xml")
_DESCRIPTION: Final = regex(
    rb"<[\w:]*(?:docPr|cNvPr)\s[^>]*?\b(?:descr|title)=\"([^\"]+)\"|"
    rb"<[\w:]*(?:tblCaption|tblDescription|docVar)\s[^>]*?\bval=\"([^\"]+)\"|"
    rb"<[\w:]*textpath\s[^>]*?\bstring=\"([^\"]+)\""
)
_PIVOT: Final = regex(r"xl/pivotCache/\w+\.xml")
_KEPT_VALUE: Final = regex(rb"<(?:\w+:)?s\s[^>]*?\bv=\"([^\"]+)\"")
#: Who wrote remarks, and names of sheets that the workbook shows, are nothing out of sight.
_NOT_SAID: Final = regex(r"(?s)<((?:\w+:)?(?:authors|TitlesOfParts|HeadingPairs))>.*?</\1>")
#: Letters in the bytes of a binary file: of two bytes each (Latin and Vietnamese), or of one.
_WIDE: Final = regex(
    rb"(?:[\t\n\r -~\xa0-\xff]\x00|[\x02\x03\x10\x11\x28\x29\x68\x69\xa0\xa1\xaf\xb0]\x01|"
    rb"[\x00\x01\x03\x09\x23]\x03|[\xa0-\xf9]\x1e){6,}"
)
_NARROW: Final = regex(rb"[\t\n\r -~\x80-\xff]{6,}")
_INSIDE: Final = regex(r"(?:word|xl|ppt)/embeddings/[^/]+")
#: Parts whose words the page shows, and those that say how it looks; whatever else lies in the container is read.
_KNOWN_PART: Final = regex(
    r"(?:word/(?:document|header|footer|footnotes|endnotes)\d*\.xml|mimetype|\[Content_Types\]\.xml|.*\.rels|"
    r"(?:word|xl)/(?:theme/\w+|styles|stylesWithEffects|fontTable|numbering|webSettings|settings|calcChain|"
    r"sharedStrings|workbook|metadata|worksheets/\w+)\.(?:xml|bin)|(?:word|xl)/(?:printerSettings/\w+|vbaProject)\.bin|"
    r".*\.(?:png|jpe?g|gif|emf|wmf|tiff?|svg|odttf|fntdata|ttf))",
    re.IGNORECASE,
)
_PICTURE: Final = regex(r".*\.(?:png|jpe?g)", re.IGNORECASE)
#: What a workbook says beside its cells: names, lists of choices and their messages, forms of numbers, page heads.
_WORKBOOK_PART: Final = regex(r"xl/(?:workbook|styles|worksheets/\w+|tables/\w+)\.xml")
_SAID_BESIDE: Final = regex(
    rb"<(?:\w+:)?(?:definedName|formula[12])\b[^>]*>([^<]{4,20000})<|"
    rb"<(?:\w+:)?(?:numFmt|dataValidation|tableColumn|hyperlink|protectedRange)\s([^>]{4,8000})>"
)
_PAGE_HEAD: Final = regex(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)>([^<]{4,4000})<")
_QUOTED: Final = regex(rb"=\"([^\"]*)\"")
_TWO_WORDS: Final = regex(r"[^\W\d_]{2,} [^\W\d_]{2,}")
_MAY_HIDE: Final = (b"vanish", b"delText", b"moveFrom")
_UNSEEN_NODES: Final = ("{*}annotation", "{*}tracked-changes", "{*}hidden-paragraph")
#: An empty line between what was found in one place and in another.
_BETWEEN: Final = "\n\n"
#: Words of a head that tell a list of those who work, take part or are honoured from any other.
_OF_WHOM: Final = regex(
    r"\b(?:khen thưởng|giấy khen|bằng khen|biểu dương|danh hiệu|đại biểu|thành viên|cán bộ|ban chỉ đạo|đồng chí)\b"
)
_TAG: Final = regex(r"<[^>]*>")
_BLOCK: Final = regex(r"</(?:\w+:)?(?:p|comment|threadedComment|text|row|c)>|</(?!\w+:(?:r|t)\b|r>|t>)[^>]*>")


def hidden_text(archive: Archive) -> str:
    """All that a file of Word or Excel holds out of sight, line by line; empty where it holds nothing."""
    found: list[str] = []
    for name in archive.names:
        if _SHOWN_PART.fullmatch(name):
            content = archive.bytes(name)
            if any(word in content for word in _MAY_HIDE):
                found.append("\n".join(_out_of_sight(archive.xml(name))))
        elif _UNSEEN_PART.fullmatch(name):
            found.append(_bare(archive.bytes(name).decode("utf-8", "replace")))
        elif _UNSEEN_BINARY.fullmatch(name):
            found.append(letters_in(archive.bytes(name), shown=()))
        elif _PIVOT.fullmatch(name):
            found.append(_values(_KEPT_VALUE, archive.bytes(name)))
        elif _INSIDE.fullmatch(name):
            found.append(text_inside(archive.bytes(name)))
        elif _PICTURE.fullmatch(name):
            found.append(_beside_pixels(archive.bytes(name)))
        elif not _KNOWN_PART.fullmatch(name):
            found.append(_strange(name, archive.bytes(name)))
        if _WORKBOOK_PART.fullmatch(name):
            found += _said_beside(archive.bytes(name))
        if _DESCRIBED.fullmatch(name):
            found.append(_values(_DESCRIPTION, archive.bytes(name)))
    found.append(archive.remark)
    return _BETWEEN.join(text for text in found if text.strip())[: limits.TEXT_CHARACTERS]


def letters_in(content: bytes, *, shown: Collection[str]) -> str:
    """The words in the bytes of a binary file of Office, line by line, less those that it ``shown`` anyway: its notes,
    its properties, who wrote it."""
    found: dict[str, None] = {}
    for pattern, encoding in ((_WIDE, "utf-16-le"), (_NARROW, "utf-8")):
        for run in pattern.finditer(content):
            text = unicodedata.normalize("NFC", run[0].decode(encoding, "ignore")).replace("\r", "\n").strip()
            bare = " ".join(text.split())
            if " " in bare and bare not in shown and bare[:-1].rstrip() not in shown:  # a length may stand behind it
                found[text] = None
    return "\n".join(found)


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
    return _BETWEEN.join(text for text in found if text.strip())[: limits.TEXT_CHARACTERS]


def _named(node: _Element, name: str) -> str:
    """An attribute by its name, in whatever space of names."""
    return next((str(value) for key, value in node.attrib.items() if str(key).rpartition("}")[2] == name), "")


def _out_of_sight(root: _Element) -> Iterator[str]:
    """Of each paragraph what is hidden or deleted, behind the words of the one before that say of whom it is."""
    before = ""
    for paragraph in root.iter("{*}p"):
        nodes = list(paragraph.iter("{*}t", "{*}delText"))
        parts = [node.text or "" for node in nodes if str(node.tag).endswith("}delText") or _is_hidden(node)]
        if parts:
            if before:
                yield " ".join(_OF_WHOM.findall(before.lower()))
                before = ""
            yield "".join(parts)
        elif text := "".join(node.text or "" for node in nodes).strip():
            before = text


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
    return html.unescape(_TAG.sub("", _BLOCK.sub("\n", _NOT_SAID.sub("", xml))))


def _values(pattern: re.Pattern[bytes], content: bytes) -> str:
    """What the named attributes of a part say, line by line."""
    said = (next(filter(None, found.groups())) for found in pattern.finditer(content))
    return "\n".join(html.unescape(value.decode("utf-8", "replace")) for value in said)


def _said_beside(content: bytes) -> Iterator[str]:
    """What a part of a workbook says beside its cells; of page heads, which are printed, the words without numbers."""
    for found in _SAID_BESIDE.finditer(content):
        values = [found[1]] if found[1] else _QUOTED.findall(found[2])
        told = (html.unescape(value.decode("utf-8", "replace")) for value in values)
        yield "\n".join(text for text in told if found[1] or _TWO_WORDS.search(text) or "Ậ" in text)
    for found in _PAGE_HEAD.finditer(content):
        yield re.sub(r"&\"[^\"]*\"|&[A-Z]|\d", "", html.unescape(found[1].decode("utf-8", "replace")))


def _beside_pixels(content: bytes) -> str:
    from phoihop.reading.load.unshown import unshown_in_picture  # here: it asks this module

    return unshown_in_picture(content)


def _strange(name: str, content: bytes) -> str:
    """The words of a part that readers do not know."""
    if name.lower().endswith((".xml", ".vml")):
        return _bare(content.decode("utf-8", "replace"))
    if name.lower().endswith(".bin"):
        return letters_in(content, shown=())
    return text_inside(content)


def text_inside(content: bytes) -> str:
    """The text of a file that lies inside another (tệp nhúng); of one that cannot be read, the letters in its bytes."""
    from phoihop.reading.load import load  # here: the loaders of Office files ask this module

    try:
        loaded = load(content)
    except LoadRefused:
        return content.decode("utf-8", "ignore") + "\n" + content.decode("utf-16-le", "ignore")
    return f"{loaded.text}\n{loaded.hidden}"

"""Word files (DOCX): paragraphs, tables, headers, footers and notes, with what the page shows and nothing else.

The text is taken from ``w:t`` wherever it stands, so that tracked insertions, content controls and smart tags are
kept; deletions, field codes and hidden text are not on the page and are left out. Numbers that Word itself writes
before paragraphs are written out, since an outline cannot be told without them.
Source: ECMA-376 part 1, WordprocessingML.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar

from phoihop.reading.load import legacy
from phoihop.reading.load.archive import Archive
from phoihop.reading.load.compose import Composer
from phoihop.reading.load.refused import LoadRefused
from phoihop.reading.values import Cell, Loaded, Meta, Where

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["load_docx"]

_V = TypeVar("_V")
W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_COMPATIBLE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_LAYOUT_ROWS: Final = 4
_LAYOUT_COLUMNS: Final = 3
_HEAD_OR_SIGNATURE: Final = re.compile(
    r"CỘNG HÒA XÃ HỘI|CỘNG HOÀ XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM|Nơi nhận|^\s*(?:TM|KT|TL|TUQ|T/M|K/T|T/L)\b", re.MULTILINE
)
_SKIPPED: Final = frozenset({"del", "moveFrom", "instrText", "delText", "delInstrText", "rPr", "pPr", "tblPr", "sdtPr"})


def load_docx(data: bytes) -> Loaded:
    """A Word document. Raises ``LoadRefused``: damaged, encrypted, bomb, empty."""
    archive = Archive(data, "docx")
    main = _main_part(archive)
    body = archive.xml(main)
    if str(body.tag).startswith(_STRICT):
        body = _transitional(archive, main)
    document = _Document(archive, main)
    return document.load(body, data)


@dataclass
class _Styles:
    """What styles say of a paragraph: font, outline level, numbering, whether a table has lines."""

    fonts: dict[str, str] = field(default_factory=dict)
    outline: dict[str, int] = field(default_factory=dict)
    numbering: dict[str, tuple[str, int]] = field(default_factory=dict)
    bordered: set[str] = field(default_factory=set)
    default_font: str | None = None


class _Document:
    """One document on its way into a text."""

    def __init__(self, archive: Archive, main: str) -> None:
        self.archive = archive
        self.folder = posixpath.dirname(main)
        self.relations = _relations(archive, main)
        self.styles = self._read_styles()
        self.numbers = _Numbering(self._part("numbering"))
        self.composer = Composer()
        self.warnings: list[str] = []
        self.paragraphs = 0
        self.unmarked_encoding: legacy.Encoding | None = None

    def load(self, body: _Element, data: bytes) -> Loaded:
        self.unmarked_encoding = legacy.guess(" ".join(_raw(body)))
        if self.unmarked_encoding:
            self.warnings.append(f"legacy_{self.unmarked_encoding.partition('-')[0]}")
        if any(name.endswith("vbaProject.bin") for name in self.archive.names):
            self.warnings.append("macros_ignored")
        for root in self._headers_and_footers("header"):
            self._blocks(root, "header")
        first = body.find(f"{W}body")
        self._blocks(first if first is not None else body, "paragraph")
        for kind in ("footnotes", "endnotes"):
            notes = self._part(kind)
            for note in notes if notes is not None else ():
                if note.get(f"{W}type") in (None, "normal"):
                    self._blocks(note, "footnote")
        for root in self._headers_and_footers("footer"):
            self._blocks(root, "footer")
        return self.composer.loaded("docx", data, meta=self._meta(), warnings=self.warnings)

    # Parts beside the body.

    def _part(self, kind: str) -> _Element | None:
        for target, relation in self.relations.values():
            if relation == kind and target in self.archive:
                return self.archive.xml(target)
        return None

    def _headers_and_footers(self, kind: str) -> Iterator[_Element]:
        seen: set[str] = set()
        for target, relation in self.relations.values():
            if relation == kind and target in self.archive and target not in seen:
                seen.add(target)
                yield self.archive.xml(target)

    def _meta(self) -> Meta:
        if "docProps/core.xml" not in self.archive:
            return Meta()
        try:
            core = self.archive.xml("docProps/core.xml")
        except LoadRefused as refused:
            if refused.code != "damaged":
                raise
            return Meta()
        said = {str(child.tag).rpartition("}")[2]: (child.text or "").strip() for child in core if child.text}
        # The file's own dates are when it was typed, not when the paper was issued: they are not read.
        return Meta(title=said.get("title") or None, author=said.get("creator") or None)

    def _read_styles(self) -> _Styles:
        styles, root = _Styles(), self._part("styles")
        if root is None:
            return styles
        fonts = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")
        styles.default_font = _font(fonts)
        based: dict[str, str] = {}
        for style in root.iter(f"{W}style"):
            name = style.get(f"{W}styleId") or ""
            based[name] = _value(style.find(f"{W}basedOn")) or ""
            if font := _font(style.find(f"{W}rPr/{W}rFonts")):
                styles.fonts[name] = font
            level = _value(style.find(f"{W}pPr/{W}outlineLvl"))
            title = re.fullmatch(r"(?i)(?:heading|tiêu đề) ?(\d)", _value(style.find(f"{W}name")) or "")
            if title or (level and level.isdecimal() and int(level) < 9):
                styles.outline[name] = int(title[1]) - 1 if title else int(level or 0)
            if number := _numbering_of(style.find(f"{W}pPr/{W}numPr")):
                styles.numbering[name] = number
            if _has_lines(style.find(f"{W}tblPr/{W}tblBorders")):
                styles.bordered.add(name)
        for name in list(based):
            base, steps = based[name], 0
            while base and steps < 20:
                _inherit(styles.fonts, name, base)
                _inherit(styles.outline, name, base)
                _inherit(styles.numbering, name, base)
                if base in styles.bordered:
                    styles.bordered.add(name)
                base, steps = based.get(base, ""), steps + 1
        return styles

    # The body.

    def _blocks(self, parent: _Element, kind: str) -> None:
        for child in _flat(parent):
            if child.tag == f"{W}p":
                self._paragraph(child, kind)
            elif child.tag == f"{W}tbl":
                self._table(child, kind)

    def _paragraph(self, paragraph: _Element, kind: str, at: Where | None = None) -> None:
        number, self.paragraphs = self.paragraphs, self.paragraphs + 1
        text, boxes = self._text_of(paragraph)
        where = at or Where(paragraph=number)
        if text.strip():
            text = self._label(paragraph) + text
            self.composer.piece(text, "heading" if kind == "paragraph" and self._is_heading(paragraph) else kind, where)
        for box in boxes:
            self._blocks(box, kind)

    def _is_heading(self, paragraph: _Element) -> bool:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return False
        level = _value(properties.find(f"{W}outlineLvl"))
        style = _value(properties.find(f"{W}pStyle")) or ""
        return (level is not None and level != "9") or style in self.styles.outline

    def _label(self, paragraph: _Element) -> str:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return ""
        own = _numbering_of(properties.find(f"{W}numPr"))
        number = own or self.styles.numbering.get(_value(properties.find(f"{W}pStyle")) or "")
        return self.numbers.next_label(*number) if number else ""

    def _text_of(self, paragraph: _Element) -> tuple[str, list[_Element]]:
        """What a paragraph shows, and the text boxes that hang on it."""
        style = _value(paragraph.find(f"{W}pPr/{W}pStyle")) or ""
        font = self.styles.fonts.get(style) or self.styles.default_font
        runs: list[tuple[legacy.Encoding | None, str]] = []
        boxes: list[_Element] = []
        stack: list[tuple[_Element, str | None]] = [(paragraph, font)]
        while stack:
            node, font = stack.pop()
            name = _local(node)
            if name in _SKIPPED or node.tag == f"{_COMPATIBLE}Fallback":
                continue
            if name == "txbxContent":
                boxes.append(node)
                continue
            if name == "r":
                properties = node.find(f"{W}rPr")
                if properties is not None:
                    hidden = properties.find(f"{W}vanish")
                    if hidden is not None and _value(hidden) not in ("0", "false"):
                        self.warnings.append("hidden_text_left_out")
                        continue
                    font = _font(properties.find(f"{W}rFonts")) or self._run_font(properties) or font
            text = self._sign(node, name)
            if text:
                encoding = legacy.encoding_of_font(font) or self.unmarked_encoding
                if runs and runs[-1][0] == encoding:
                    runs[-1] = (encoding, runs[-1][1] + text)
                else:
                    runs.append((encoding, text))
            stack.extend((child, font) for child in reversed(node) if isinstance(child.tag, str))
        for encoding, _ in runs:
            if encoding:
                self.warnings.append(f"legacy_{encoding.partition('-')[0]}")
        return "".join(legacy.convert(text, encoding) if encoding else text for encoding, text in runs), boxes

    def _run_font(self, properties: _Element) -> str | None:
        return self.styles.fonts.get(_value(properties.find(f"{W}rStyle")) or "")

    def _sign(self, node: _Element, name: str) -> str:
        if name == "t":
            return node.text or ""
        # A soft hyphen is invisible, but in TCVN3 its code is the letter ư.
        return {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}.get(name, "")

    # Tables.

    def _table(self, table: _Element, kind: str) -> None:
        grid = self._grid(table)
        if not grid:
            return
        if kind != "paragraph" or self._is_layout(table, grid):
            for row in grid:
                for _, _, cell in row:
                    self._blocks(cell, kind)
            return
        number = self.composer.tables
        open_cells: dict[int, tuple[int, int]] = {}
        rows: list[list[Cell]] = []
        for r, row in enumerate(grid):
            line: list[Cell] = []
            for col, span, cell in row:
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is not None and _value(merge) in (None, "continue") and col in open_cells:
                    top, place = open_cells[col]
                    held = rows[top][place] if top < r else line[place]
                    rows[top][place] = Cell(0, 0, held.text, held.row, held.col, r - top + 1, held.colspan, held.where)
                    continue
                where = Where(table=number, row=r, col=col)
                if merge is not None:
                    open_cells[col] = (r, len(line))
                else:
                    open_cells.pop(col, None)
                line.append(Cell(0, 0, self._cell_text(cell), r, col, 1, span, where))
            rows.append(line)
        if any(cell.text.strip() for line in rows for cell in line):
            self.composer.table(rows)

    def _grid(self, table: _Element) -> list[list[tuple[int, int, _Element]]]:
        """Rows of (column, width in columns, cell)."""
        grid: list[list[tuple[int, int, _Element]]] = []
        for row in _flat(table):
            if row.tag != f"{W}tr" or row.find(f"{W}trPr/{W}del") is not None:
                continue
            col = _number(_value(row.find(f"{W}trPr/{W}gridBefore")), 0)
            line: list[tuple[int, int, _Element]] = []
            for cell in _flat(row):
                if cell.tag == f"{W}tc":
                    span = max(_number(_value(cell.find(f"{W}tcPr/{W}gridSpan")), 1), 1)
                    line.append((col, span, cell))
                    col += span
            grid.append(line)
        return grid

    def _is_layout(self, table: _Element, grid: list[list[tuple[int, int, _Element]]]) -> bool:
        """Whether a table only places text side by side: the head of a letter, a signature."""
        columns = max(len(row) for row in grid)
        if len(grid) > _LAYOUT_ROWS or columns > _LAYOUT_COLUMNS:
            return False
        if any(_HEAD_OR_SIGNATURE.search("\n".join(_raw(cell))) for row in grid for _, _, cell in row):
            return True
        style = _value(table.find(f"{W}tblPr/{W}tblStyle")) or ""
        lines = _has_lines(table.find(f"{W}tblPr/{W}tblBorders")) or style in self.styles.bordered
        return not lines and not any(_has_lines(borders) for borders in table.iter(f"{W}tcBorders"))

    def _cell_text(self, cell: _Element) -> str:
        found: list[str] = []
        for block in _flat(cell):
            if block.tag == f"{W}p":
                self.paragraphs += 1
                text, boxes = self._text_of(block)
                if text.strip():
                    found.append(self._label(block) + text.strip())
                found += [self._cell_text(box) for box in boxes]
            elif block.tag == f"{W}tbl":
                found += [self._cell_text(inner) for row in self._grid(block) for _, _, inner in row]
        return " ".join(found)


class _Numbering:
    """The numbers that Word writes before paragraphs (đánh số tự động), level by level."""

    def __init__(self, root: _Element | None) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._abstract: dict[str, str] = {}
        if root is None:
            return
        abstract = {
            item.get(f"{W}abstractNumId") or "": {
                _number(level.get(f"{W}ilvl"), 0): (
                    _value(level.find(f"{W}numFmt")) or "decimal",
                    _value(level.find(f"{W}lvlText")) or "",
                    _number(_value(level.find(f"{W}start")), 1),
                )
                for level in item.iter(f"{W}lvl")
            }
            for item in root.iter(f"{W}abstractNum")
        }
        for item in root.iter(f"{W}num"):
            number, base = item.get(f"{W}numId") or "", _value(item.find(f"{W}abstractNumId")) or ""
            self._levels[number] = abstract.get(base, {})
            # Lists of one definition count on together unless one of them says where it starts.
            self._abstract[number] = number if item.find(f"{W}lvlOverride/{W}startOverride") is not None else f"a{base}"

    def next_label(self, number: str, level: int) -> str:
        """The label of the next paragraph of a list, with a space behind; empty where the list has none."""
        levels = self._levels.get(number, {})
        if level not in levels:
            return ""
        form, pattern, _ = levels[level]
        if form == "bullet":
            return "- "
        if form == "none" or not pattern:
            return ""
        counts = self._counts.setdefault(self._abstract[number], {})
        counts[level] = counts.get(level, levels[level][2] - 1) + 1
        for deeper in [held for held in counts if held > level]:
            del counts[deeper]

        def printed(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            form, _, start = levels.get(at, ("decimal", "", 1))
            return _numeral(counts.get(at, start), form)

        return re.sub(r"%(\d)", printed, pattern) + " "


_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_ROMAN: Final = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
                 (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def _numeral(number: int, form: str) -> str:
    if form.endswith("Letter"):
        text = _LETTERS[(number - 1) % 26] * ((number - 1) // 26 + 1) if 0 < number < 1000 else str(number)
    elif form.endswith("Roman"):
        text, rest = "", min(max(number, 0), 5000)
        for value, sign in _ROMAN:
            text, rest = text + sign * (rest // value), rest % value
    else:
        return f"{number:02d}" if form == "decimalZero" else str(number)
    return text.upper() if form.startswith("upper") else text


def _main_part(archive: Archive) -> str:
    for target, relation in _relations(archive, "").values():
        if relation == "officeDocument" and target in archive:
            return target
    if "word/document.xml" in archive:
        return "word/document.xml"
    raise LoadRefused("damaged", kind="docx", part="word/document.xml")


def _relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
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


def _transitional(archive: Archive, part: str) -> _Element:
    """A part in the strict form of the format, with the names of the usual one."""
    from lxml import etree  # here: the library is heavy, and text needs none of it

    content = archive.bytes(part).replace(_STRICT[1:-1].encode(), W[1:-1].encode())
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _flat(parent: _Element) -> Iterator[_Element]:
    """Children, with those of content controls, tracked insertions and custom XML in their place."""
    stack = list(reversed(parent))
    while stack:
        child = stack.pop()
        name = _local(child)
        if name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"):
            stack.extend(reversed(child))
        elif isinstance(child.tag, str):
            yield child


def _inherit(table: dict[str, _V], name: str, base: str) -> None:
    if base in table:
        table.setdefault(name, table[base])


def _raw(parent: _Element) -> Iterator[str]:
    return (node.text or "" for node in parent.iter(f"{W}t"))


def _local(node: _Element) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _value(node: _Element | None) -> str | None:
    return None if node is None else node.get(f"{W}val")


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 5 else default


def _font(fonts: _Element | None) -> str | None:
    return None if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi")


def _numbering_of(node: _Element | None) -> tuple[str, int] | None:
    if node is None:
        return None
    number = _value(node.find(f"{W}numId"))
    return (number, _number(_value(node.find(f"{W}ilvl")), 0)) if number and number != "0" else None


def _has_lines(borders: _Element | None) -> bool:
    return borders is not None and any(_value(side) not in (None, "nil", "none") for side in borders)

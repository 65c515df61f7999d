"""One Word document on its way into a text."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from phoihop.reading.load import legacy
from phoihop.reading.load.archive import Archive
from phoihop.reading.load.compose import Composer
from phoihop.reading.load.hidden import hidden_text
from phoihop.reading.load.refused import LoadRefused
from phoihop.reading.load.word.numbering import Numbering
from phoihop.reading.load.word.package import W, flat, local, number, numbering_of, raw, relations, value
from phoihop.reading.load.word.styles import Styles, font_of, has_lines
from phoihop.reading.patterns import regex
from phoihop.reading.values import Cell, Loaded, Meta, Where

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Document"]

_COMPATIBLE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_LAYOUT_ROWS: Final = 4
_LAYOUT_COLUMNS: Final = 3
_HEAD_OR_SIGNATURE: Final = regex(
    r"CỘNG HÒA XÃ HỘI|CỘNG HOÀ XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM|Nơi nhận|^\s*(?:TM|KT|TL|TUQ|T/M|K/T|T/L)\b", re.MULTILINE
)
#: Heads of columns: what stands below them is a table, also without lines and however small.
_HEADS_COLUMN: Final = regex(
    r"\s*(?:stt|tt|số tt|số thứ tự|họ tên|họ và tên|họ, tên|chỉ tiêu|đvt|đơn vị tính|năm sinh|cccd|số cccd)\s*",
    re.IGNORECASE,
)
_SKIPPED: Final = frozenset({"del", "moveFrom", "instrText", "delText", "delInstrText", "rPr", "pPr", "tblPr", "sdtPr"})


class Document:
    """One document on its way into a text."""

    def __init__(self, archive: Archive, main: str) -> None:
        self.archive = archive
        self.folder = posixpath.dirname(main)
        self.relations = relations(archive, main)
        self.styles = Styles(self._part("styles"))
        self.numbers = Numbering(self._part("numbering"))
        self.composer = Composer()
        self.warnings: list[str] = []
        self.paragraphs = 0
        self.new_page = False
        self.breaks: list[int] = []
        self.unmarked_encoding: legacy.Encoding | None = None

    def load(self, body: _Element, data: bytes) -> Loaded:
        self.unmarked_encoding = legacy.guess(" ".join(raw(body)))
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
        loaded = self.composer.loaded("docx", data, meta=self._meta(), warnings=self.warnings)
        return replace(loaded, hidden=hidden_text(self.archive), breaks=tuple(self.breaks))

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

    # The body.

    def _blocks(self, parent: _Element, kind: str) -> None:
        for child in flat(parent):
            if child.tag == f"{W}p":
                self._paragraph(child, kind)
            elif child.tag == f"{W}tbl":
                self._table(child, kind)

    def _paragraph(self, paragraph: _Element, kind: str, at: Where | None = None) -> None:
        place, self.paragraphs = self.paragraphs, self.paragraphs + 1
        text, boxes = self._text_of(paragraph)
        where = at or Where(paragraph=place)
        if text.strip():
            text = self._label(paragraph) + text
            if self.new_page:
                self.breaks.append(self.composer.length)
                self.new_page = text.rstrip(" ").endswith("\n")
            self.composer.piece(text, "heading" if kind == "paragraph" and self._is_heading(paragraph) else kind, where)
        for box in boxes:
            self._blocks(box, kind)

    def _is_heading(self, paragraph: _Element) -> bool:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return False
        level = value(properties.find(f"{W}outlineLvl"))
        style = value(properties.find(f"{W}pStyle")) or ""
        return (level is not None and level != "9") or self.styles.is_heading(style)

    def _label(self, paragraph: _Element) -> str:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return ""
        own = numbering_of(properties.find(f"{W}numPr"))
        listed = own or self.styles.numbering(value(properties.find(f"{W}pStyle")))
        return self.numbers.next_label(*listed) if listed else ""

    def _text_of(self, paragraph: _Element) -> tuple[str, list[_Element]]:
        """What a paragraph shows, and the text boxes that hang on it."""
        style = value(paragraph.find(f"{W}pPr/{W}pStyle")) or ""
        font = self.styles.font(style) or self.styles.default_font
        runs: list[tuple[legacy.Encoding | None, str]] = []
        boxes: list[_Element] = []
        stack: list[tuple[_Element, str | None, bool]] = [(paragraph, font, False)]
        while stack:
            node, font, capitals = stack.pop()
            name = local(node)
            if name in _SKIPPED or node.tag == f"{_COMPATIBLE}Fallback":
                continue
            if name == "txbxContent":
                boxes.append(node)
                continue
            if name == "r":
                properties = node.find(f"{W}rPr")
                if properties is not None:
                    if _is_on(properties.find(f"{W}vanish")):
                        self.warnings.append("hidden_text_left_out")
                        continue
                    capitals = any(_is_on(properties.find(f"{W}{each}")) for each in ("caps", "smallCaps"))
                    font = font_of(properties.find(f"{W}rFonts")) or self._run_font(properties) or font
            text = self._sign(node, name)
            if text and capitals:
                text = text.upper()
            if (name == "br" and node.get(f"{W}type") == "page") or name == "lastRenderedPageBreak":
                self.new_page = True
            if text:
                encoding = legacy.encoding_of_font(font) or self.unmarked_encoding
                if runs and runs[-1][0] == encoding:
                    runs[-1] = (encoding, runs[-1][1] + text)
                else:
                    runs.append((encoding, text))
            stack.extend((child, font, capitals) for child in reversed(node) if isinstance(child.tag, str))
        for encoding, _ in runs:
            if encoding:
                self.warnings.append(f"legacy_{encoding.partition('-')[0]}")
        return "".join(legacy.convert(text, encoding) if encoding else text for encoding, text in runs), boxes

    def _run_font(self, properties: _Element) -> str | None:
        return self.styles.font(value(properties.find(f"{W}rStyle")))

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
        here = self.composer.tables
        open_cells: dict[int, tuple[int, int]] = {}
        rows: list[list[Cell]] = []
        for r, row in enumerate(grid):
            line: list[Cell] = []
            for col, span, cell in row:
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is not None and value(merge) in (None, "continue") and col in open_cells:
                    top, place = open_cells[col]
                    held = rows[top][place] if top < r else line[place]
                    rows[top][place] = Cell(0, 0, held.text, held.row, held.col, r - top + 1, held.colspan, held.where)
                    continue
                where = Where(table=here, row=r, col=col)
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
        for row in flat(table):
            if row.tag != f"{W}tr" or row.find(f"{W}trPr/{W}del") is not None:
                continue
            col = number(value(row.find(f"{W}trPr/{W}gridBefore")), 0)
            line: list[tuple[int, int, _Element]] = []
            for cell in flat(row):
                if cell.tag == f"{W}tc":
                    span = max(number(value(cell.find(f"{W}tcPr/{W}gridSpan")), 1), 1)
                    line.append((col, span, cell))
                    col += span
            grid.append(line)
        return grid

    def _is_layout(self, table: _Element, grid: list[list[tuple[int, int, _Element]]]) -> bool:
        """Whether a table only places text side by side: the head of a letter, a signature."""
        columns = max(len(row) for row in grid)
        if len(grid) > _LAYOUT_ROWS or columns > _LAYOUT_COLUMNS:
            return False
        if any(_HEAD_OR_SIGNATURE.search("\n".join(raw(cell))) for row in grid for _, _, cell in row):
            return True
        if len(grid) > 1 and any(_HEADS_COLUMN.fullmatch("\n".join(raw(cell))) for _, _, cell in grid[0]):
            return False
        style = value(table.find(f"{W}tblPr/{W}tblStyle")) or ""
        lines = has_lines(table.find(f"{W}tblPr/{W}tblBorders")) or self.styles.has_lines(style)
        return not lines and not any(has_lines(borders) for borders in table.iter(f"{W}tcBorders"))

    def _cell_text(self, cell: _Element) -> str:
        found: list[str] = []
        for block in flat(cell):
            if block.tag == f"{W}p":
                self.paragraphs += 1
                text, boxes = self._text_of(block)
                if text.strip():
                    found.append(self._label(block) + text.strip())
                found += [self._cell_text(box) for box in boxes]
            elif block.tag == f"{W}tbl":
                found += [self._cell_text(inner) for row in self._grid(block) for _, _, inner in row]
        return " ".join(found)


def _is_on(mark: _Element | None) -> bool:
    return mark is not None and value(mark) not in ("0", "false")

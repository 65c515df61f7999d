"""Rows and columns that a workbook does not show (hàng, cột ẩn), sheet by sheet; each kind of file has its way."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from phoihop.reading.load.archive import Archive
from phoihop.reading.patterns import regex

__all__ = ["Unseen", "sheet_parts", "unseen_in_ods", "unseen_in_xls", "unseen_in_xlsx"]

_COLUMN: Final = regex(rb"<(?:\w+:)?col\s[^>]*>")
_ROW: Final = regex(rb"<(?:\w+:)?row\s[^>]*>")
_NO_SIZE: Final = regex(rb'\b(?:hidden="(?:1|true)"|(?:width|ht)="0(?:\.0+)?")')
_NUMBERED: Final = regex(rb'\b(min|max|r)="(\d{1,7})"')


#: More rows or columns than a sheet has are no stretch of hidden ones.
_REPEATS: Final = 10_000
#: Of the years before 2007: where a sheet's records begin, and its records of columns and rows.
_XLS_SHEET: Final = regex(rb"\x09\x08\x10\x00\x00\x06([\x05\x10\x20\x40])\x00", re.DOTALL)
_XLS_COLUMNS: Final = regex(rb"\x7d\x00\x0c\x00(.{12})", re.DOTALL)
_XLS_ROW: Final = regex(rb"\x08\x02\x10\x00(.{16})", re.DOTALL)
_GLOBALS: Final = b"\x05"


@dataclass(frozen=True, slots=True)
class Unseen:
    """Rows and columns, counted from 0, that a sheet does not show; columns as stretches with both ends."""

    rows: frozenset[int] = frozenset()
    columns: tuple[tuple[int, int], ...] = ()

    def holds(self, row: int, col: int) -> bool:
        """Whether a cell lies in one of them."""
        return row in self.rows or any(first <= col <= last for first, last in self.columns)


def unseen_in_xlsx(archive: Archive) -> dict[int, Unseen]:
    """The hidden columns and rows of each sheet, by sheet number."""
    found: dict[int, Unseen] = {}
    for at, part in enumerate(sheet_parts(archive)):
        content = archive.bytes(part)
        columns, rows = [], set()
        for mark in (*_COLUMN.finditer(content), *_ROW.finditer(content)):
            if _NO_SIZE.search(mark[0]):
                told = {name: int(number) - 1 for name, number in _NUMBERED.findall(mark[0])}
                if b"min" in told and b"max" in told:
                    columns.append((told[b"min"], told[b"max"]))
                elif b"r" in told:
                    rows.add(told[b"r"])
        if columns or rows:
            found[at] = Unseen(frozenset(rows), tuple(columns))
    return found


def unseen_in_ods(archive: Archive) -> dict[int, Unseen]:
    """The same of an OpenDocument spreadsheet."""
    found: dict[int, Unseen] = {}
    for at, sheet in enumerate(archive.xml("content.xml").iterfind(".//{*}spreadsheet/{*}table")):
        hidden: dict[str, list[tuple[int, int]]] = {"table-column": [], "table-row": []}
        for kind, stretches in hidden.items():
            first = 0
            for node in sheet.iter(f"{{*}}{kind}"):
                said = {str(name).rpartition("}")[2]: str(value) for name, value in node.attrib.items()}
                repeated = said.get(f"number-{kind.removeprefix('table-')}s-repeated", "")
                last = first + (int(repeated) if repeated.isascii() and repeated.isdecimal() else 1) - 1
                if said.get("visibility") in ("collapse", "filter"):
                    stretches.append((first, min(last, first + _REPEATS)))
                first = last + 1
        rows = {row for start, end in hidden["table-row"] for row in range(start, end + 1)}
        found[at] = Unseen(frozenset(rows), tuple(hidden["table-column"]))
    return found


def unseen_in_xls(data: bytes) -> dict[int, Unseen]:
    """The same of a workbook of the years before 2007, told from its records as they lie in the file."""
    begins = [mark.start() for mark in _XLS_SHEET.finditer(data) if mark[1] != _GLOBALS]
    found: dict[int, Unseen] = {}
    for at, start in enumerate(begins):
        end = begins[at + 1] if at + 1 < len(begins) else len(data)
        columns, rows = tuple(_xls_columns(data, start, end)), frozenset(_xls_rows(data, start, end))
        if columns or rows:
            found[at] = Unseen(rows, columns)
    return found


def _xls_columns(data: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    for mark in _XLS_COLUMNS.finditer(data, start, end):
        first, last, width, _form, flags, _spare = struct.unpack("<6H", mark[1])
        if first <= last < 0x100 and (flags & 1 or not width):
            yield first, last


def _xls_rows(data: bytes, start: int, end: int) -> Iterator[int]:
    for mark in _XLS_ROW.finditer(data, start, end):
        row, first, last, _height, _spare, _unused, flags, _form = struct.unpack("<8H", mark[1])
        if flags & 0x20 and first <= last <= 0x100:
            yield row


def sheet_parts(archive: Archive) -> list[str]:
    """The parts of the sheets in the workbook's order."""
    relations = "xl/_rels/workbook.xml.rels"
    if "xl/workbook.xml" not in archive or relations not in archive:
        return []
    targets = {
        item.get("Id"): (item.get("Target") or "").lstrip("/").removeprefix("xl/")
        for item in archive.xml(relations)
        if isinstance(item.tag, str)
    }
    key = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    parts = [f"xl/{targets.get(sheet.get(key), '')}" for sheet in archive.xml("xl/workbook.xml").iter("{*}sheet")]
    return [part if part in archive else "xl/workbook.xml" for part in parts]

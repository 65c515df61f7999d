"""Workbooks (XLSX, XLSB, XLS, ODS): sheets become tables whose cells know their address.

Numbers come out of the file as binary fractions: whole ones are printed whole, others with a decimal comma, and
percentages as the sheet shows them. Formulas give the value that the file keeps; error cells show their error.
"""

from __future__ import annotations

import datetime
import html
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from phoihop.reading.load import legacy, limits
from phoihop.reading.load.archive import Archive
from phoihop.reading.load.compose import Composer
from phoihop.reading.load.hidden import hidden_in_open_document, hidden_text, letters_in
from phoihop.reading.load.refused import LoadRefused
from phoihop.reading.load.unseen import Unseen, sheet_parts, unseen_in_ods, unseen_in_xls, unseen_in_xlsx
from phoihop.reading.patterns import regex
from phoihop.reading.values import Cell, Loaded, Span, Where

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

__all__ = ["address", "load_ods", "load_xls", "load_xlsb", "load_xlsx", "row_and_column"]

_CELL: Final = regex(rb"<(?:\w+:)?c\s([^>]*[^/>])>(?=(.{0,200}))", re.DOTALL)
_REFERENCE: Final = regex(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_STYLE: Final = regex(rb'\bs="(\d+)"')
_VALUE: Final = regex(rb"<(?:\w+:)?v>([^<]{1,20})<")
_REPEATED_CELL: Final = regex(rb'number-columns-repeated="(\d+)"[^>]*[^/>]>')
_REPEATED_ROW: Final = regex(rb'number-rows-repeated="(\d+)"[^>]*>((?:(?!</table:table-row>).){0,2000})', re.S)
_REPEATS: Final = 10_000
#: The head that is printed over every page of a sheet, and the codes of form in it (&L, &13, &"Times,Bold", &P).
_PAGE_HEAD: Final = regex(rb"<(?:\w+:)?(?:odd|even|first)Header>([^<]{1,2000})<")
_HEAD_CODE: Final = regex(r"&(?:&|\"[^\"]*\"|\d+|K[0-9A-F]{6}|[A-Za-z])")


def load_xlsx(data: bytes) -> Loaded:
    """An Excel workbook. Raises ``LoadRefused``: damaged, encrypted, bomb, empty."""
    archive = Archive(data, "xlsx")
    archive.check_all()
    percent, errors = _shown(archive)
    macros = ("macros_ignored",) if any(name.endswith("vbaProject.bin") for name in archive.names) else ()
    loaded = _load(data, "xlsx", percent, errors, macros, heads=_page_heads(archive), unseen=unseen_in_xlsx(archive))
    return replace(loaded, hidden=hidden_text(archive))


def load_xlsb(data: bytes) -> Loaded:
    """A binary Excel workbook. Raises ``LoadRefused``: damaged, encrypted, bomb, empty."""
    archive = Archive(data, "xlsb")
    archive.check_all()
    return replace(_load(data, "xlsb"), hidden=hidden_text(archive))


def load_ods(data: bytes) -> Loaded:
    """An OpenDocument spreadsheet. Raises ``LoadRefused``: damaged, encrypted, bomb, empty."""
    archive = Archive(data, "ods")
    archive.check_all()
    if "content.xml" not in archive:
        raise LoadRefused("damaged", kind="ods", part="content.xml")
    archive.xml("content.xml")  # the reader never ends on a part that does
    content = archive.bytes("content.xml")
    wide = any(int(found[1]) > _REPEATS for found in _REPEATED_CELL.finditer(content))
    tall = any(int(row[1]) > _REPEATS and b"office:value-type" in row[2] for row in _REPEATED_ROW.finditer(content))
    if wide or tall:
        raise LoadRefused("bomb", what="cells", limit=limits.CELLS)
    return replace(_load(data, "ods", unseen=unseen_in_ods(archive)), hidden=hidden_in_open_document(archive))


def load_xls(data: bytes) -> Loaded:
    """An Excel workbook of the years before 2007. Raises ``LoadRefused``: damaged, encrypted, empty."""
    loaded = _load(data, "xls", unseen=unseen_in_xls(data))
    shown = {" ".join(loaded.text[piece.start : piece.end].split()) for piece in loaded.pieces}
    return replace(loaded, hidden=letters_in(data, shown=shown))


def address(row: int, col: int) -> str:
    """A cell's address from its row and column, counted from 0.

    >>> address(6, 2), address(0, 26)
    ('C7', 'AA1')
    """
    letters = ""
    while col >= 0:
        col, rest = divmod(col, 26)
        letters = chr(65 + rest) + letters
        col -= 1
    return f"{letters}{row + 1}"


def row_and_column(reference: str) -> tuple[int, int]:
    """A cell's row and column, counted from 0, from its address: the way back of ``address``.

    >>> row_and_column("C7")
    (6, 2)
    """
    letters = reference.rstrip("0123456789")
    return int(reference[len(letters) :]) - 1, _column(letters.encode()) - 1


def _load(
    data: bytes,
    kind: str,
    percent: Mapping[int, frozenset[str]] | None = None,
    errors: Mapping[int, Mapping[str, str]] | None = None,
    warnings: tuple[str, ...] = (),
    heads: Mapping[int, tuple[str, ...]] | None = None,
    unseen: Mapping[int, Unseen] | None = None,
) -> Loaded:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    composer, notes = Composer(), list(warnings)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = [(sheet.name, not str(sheet.visible).endswith(".Visible")) for sheet in book.sheets_metadata]
        grids = [_grid(book.get_sheet_by_index(at)) for at, _ in enumerate(names)]
    except PasswordError as error:
        raise LoadRefused("encrypted", kind=kind) from error
    except LoadRefused:
        raise
    except (CalamineError, ValueError, OSError, KeyError, TypeError, OverflowError) as error:
        raise LoadRefused("damaged", kind=kind, part="workbook") from error
    except BaseException as error:
        # A panic of the reader's own language comes out as this, and as nothing narrower.
        if type(error).__name__ != "PanicException":
            raise
        raise LoadRefused("damaged", kind=kind, part="workbook") from error
    words = " ".join(value for cells, _ in grids for value in cells.values() if isinstance(value, str))
    encoding = legacy.guess(words)
    if encoding:
        notes.append(f"legacy_{encoding}")
    dark: set[tuple[str | None, str | None]] = set()
    for at, ((name, hidden), (cells, merged)) in enumerate(zip(names, grids, strict=True)):
        shown: dict[tuple[int, int], str] = {}
        for (row, col), value in cells.items():
            text = _printed(value, percent=address(row, col) in (percent or {}).get(at, ()))
            shown[row, col] = legacy.convert(text, encoding) if encoding and isinstance(value, str) else text
        for reference, text in (errors or {}).get(at, {}).items():
            shown[row_and_column(reference)] = text
        if hidden and shown:
            notes.append("hidden_sheet")
        out = (unseen or {}).get(at, Unseen())
        dark |= {(name, address(*place)) for place in shown if hidden or out.holds(*place)}
        _sheet(composer, name, {place: text for place, text in shown.items() if text.strip()}, merged)
        if not shown and "ậ" in name.lower():
            composer.piece(name, "header", Where(sheet=name))  # an empty sheet can be the stamp of the book
        for head in (heads or {}).get(at, ()):
            composer.piece(head, "header", Where(sheet=name))
    loaded = composer.loaded(kind, data, warnings=notes)
    spans = (Span(piece.start, piece.end) for piece in loaded.pieces if (piece.at.sheet, piece.at.cell) in dark)
    return replace(loaded, unseen=tuple(spans)) if dark else loaded


_Merged = Mapping[tuple[int, int], tuple[int, int]]


def _grid(sheet: CalamineSheet) -> tuple[dict[tuple[int, int], Any], _Merged]:
    """The filled cells of a sheet, and the size in rows and columns of each merged one."""
    top, left = sheet.start or (0, 0)
    if sheet.height * sheet.width > limits.CELLS:
        raise LoadRefused("bomb", what="cells", found=sheet.height * sheet.width, limit=limits.CELLS)
    cells = {
        (top + r, left + c): value
        for r, row in enumerate(sheet.iter_rows())
        for c, value in enumerate(row)
        if value not in ("", None)
    }
    merged = {
        start: (end[0] - start[0] + 1, end[1] - start[1] + 1)
        for start, end in sheet.merged_cell_ranges or ()
        if end[0] >= start[0] and end[1] >= start[1]
    }
    return cells, merged


def _sheet(composer: Composer, name: str, cells: Mapping[tuple[int, int], str], merged: _Merged) -> None:
    """Write one sheet: blocks parted by blank rows; lines of one cell around a table are paragraphs."""
    rows: dict[int, dict[int, str]] = {}
    for (row, col), text in sorted(cells.items()):
        rows.setdefault(row, {})[col] = text
    for block in _blocks(rows):
        numbers = list(block)
        while numbers and len(rows[numbers[0]]) == 1:
            _paragraph(composer, name, numbers[0], rows[numbers.pop(0)])
        after: list[int] = []
        while numbers and len(rows[numbers[-1]]) == 1 and _is_note(rows[numbers[-1]]):
            after.insert(0, numbers.pop())
        if numbers:
            _table(composer, name, range(numbers[0], numbers[-1] + 1), rows, merged)
        for number in after:
            _paragraph(composer, name, number, rows[number])


def _blocks(rows: Mapping[int, Mapping[int, str]]) -> Iterator[list[int]]:
    """Rows that belong together: a blank row ends a block unless what follows goes on with numbers."""
    block: list[int] = []
    for number, row in rows.items():
        goes_on = len(row) > 1 and any(text[0].isdigit() for text in row.values())
        if block and number > block[-1] + 1 and not (goes_on and len(rows[block[-1]]) > 1):
            yield block
            block = []
        block.append(number)
    if block:
        yield block


def _is_note(row: Mapping[int, str]) -> bool:
    (text,) = row.values()
    return len(text) > 25 or text.lstrip("*( ").lower().startswith(("ghi chú", "lưu ý", "người lập", "nguồn"))


def _paragraph(composer: Composer, name: str, number: int, row: Mapping[int, str]) -> None:
    ((col, text),) = row.items()
    composer.piece(text, "paragraph", Where(sheet=name, cell=address(number, col)))


def _table(composer: Composer, name: str, span: range, rows: Mapping[int, Mapping[int, str]], merged: _Merged) -> None:
    columns = [col for number in span for col in rows.get(number, ())]
    left, right = min(columns), max(columns)
    covered = {
        (row + r, col + c)
        for (row, col), (height, width) in merged.items()
        if row in span and left <= col <= right
        for r in range(min(height, len(span)))
        for c in range(min(width, right - left + 1))
        if r or c
    }
    number = composer.tables
    lines: list[list[Cell]] = []
    for at, row in enumerate(span):
        line: list[Cell] = []
        for col in range(left, right + 1):
            if (row, col) not in covered:
                height, width = merged.get((row, col), (1, 1))
                where = Where(sheet=name, cell=address(row, col), table=number, row=at, col=col - left)
                line.append(Cell(0, 0, rows.get(row, {}).get(col, ""), at, col - left, height, width, where))
        lines.append(line)
    composer.table(lines)


def _printed(value: Any, *, percent: bool = False) -> str:
    """A cell's value as Vietnamese print shows it.

    >>> _printed(1250.0), _printed(2.5), _printed(0.785, percent=True), _printed(datetime.date(2026, 3, 5))
    ('1250', '2,5', '78,5%', '05/03/2026')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        number = Decimal(f"{value * 100 if percent else value:.12g}")
        text = format(number.normalize() if number != number.to_integral() else number.to_integral(), "f")
        return text.replace(".", ",") + ("%" if percent else "")
    if isinstance(value, datetime.datetime) and value.time() != datetime.time():
        return value.strftime("%d/%m/%Y %H:%M")
    if isinstance(value, datetime.date):
        return value.strftime("%d/%m/%Y")
    return str(value)


def _shown(archive: Archive) -> tuple[dict[int, frozenset[str]], dict[int, dict[str, str]]]:
    """What the values alone do not tell: cells shown as percentages, and error cells, by sheet number."""
    styles = _percent_styles(archive)
    percent: dict[int, frozenset[str]] = {}
    errors: dict[int, dict[str, str]] = {}
    for at, part in enumerate(sheet_parts(archive)):
        content = archive.bytes(part)
        rows, columns, shown, wrong = [0], [0], set(), {}
        for found in _CELL.finditer(content):
            attributes = found[1]
            reference = _REFERENCE.search(attributes)
            if not reference:
                continue
            rows.append(int(reference[2]))
            columns.append(_column(reference[1]))
            style = _STYLE.search(attributes) if styles else None
            name = (reference[1] + reference[2]).decode()
            if style and int(style[1]) in styles:
                shown.add(name)
            if b't="e"' in attributes and (value := _VALUE.search(found[2])):
                wrong[name] = value[1].decode("utf-8", "replace")
        area = (max(rows) - min(rows[1:], default=0) + 1) * (max(columns) - min(columns[1:], default=0) + 1)
        if area > limits.CELLS:
            raise LoadRefused("bomb", what="cells", found=area, limit=limits.CELLS)
        percent[at], errors[at] = frozenset(shown), wrong
    return percent, errors


def _page_heads(archive: Archive) -> dict[int, tuple[str, ...]]:
    """What is printed over the pages of each sheet, left, middle and right apart, by sheet number."""
    heads: dict[int, tuple[str, ...]] = {}
    for at, part in enumerate(sheet_parts(archive)):
        told = [
            html.unescape(found[1].decode("utf-8", "replace")) for found in _PAGE_HEAD.finditer(archive.bytes(part))
        ]
        stretches = [stretch for head in told for stretch in re.split(r"&[LCR]", head)]
        heads[at] = tuple(dict.fromkeys(text for each in stretches if (text := _HEAD_CODE.sub("", each).strip())))
    return heads


def _percent_styles(archive: Archive) -> frozenset[int]:
    if "xl/styles.xml" not in archive:
        return frozenset()
    root = archive.xml("xl/styles.xml")
    formats = {"9", "10"}
    for item in root.iter("{*}numFmt"):
        if "%" in (item.get("formatCode") or ""):
            formats.add(item.get("numFmtId") or "")
    used = enumerate(root.iterfind("{*}cellXfs/{*}xf"))
    return frozenset(at for at, item in used if item.get("numFmtId") in formats)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number

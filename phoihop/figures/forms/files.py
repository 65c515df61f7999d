"""Tables of figures as files that leave: CSV, XLSX, Parquet, each with its explanation; no cell is ever a formula."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

import duckdb
import xlsxwriter  # type: ignore[import-untyped]
from django.utils.translation import gettext as _

__all__ = ["FORMATS", "Leaf", "as_csv", "as_parquet", "as_xlsx", "harmless"]

Cell = str | int | float | None

#: Format → (media type, ending).
FORMATS = {
    "csv": ("text/csv; charset=utf-8", "csv"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    "parquet": ("application/vnd.apache.parquet", "parquet"),
}
#: Points of a line of a sheet.
LINE_HEIGHT = 15
#: What a spreadsheet takes as the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A table to print: heads, rows, and what explains it line by line (label, text)."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    explained: Sequence[tuple[str, str]]
    #: The lines under the title of a sheet: what is counted, on which map, until when, a warning of sample data.
    above: Sequence[str] = ()


def harmless(cell: Cell) -> Cell:
    """Text that a spreadsheet would run gets a quotation mark before it; numbers stay numbers.

    >>> harmless("=1+1"), harmless(-5), harmless(" @SUM(A1)"), harmless("Xã Can Lộc")
    ("'=1+1", -5, "' @SUM(A1)", 'Xã Can Lộc')
    """
    if isinstance(cell, str) and cell.lstrip(" \N{NO-BREAK SPACE}\ufeff").startswith(_FORMULA):
        return f"'{cell}"
    return cell


def as_csv(leaf: Leaf) -> bytes:
    """CSV with a byte order mark, so that Excel reads Vietnamese; the explanation follows an empty line."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([harmless(head) for head in leaf.heads])
    writer.writerows([harmless(cell) for cell in row] for row in leaf.rows)
    writer.writerow([])
    writer.writerows([harmless(label), harmless(text)] for label, text in leaf.explained)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(leaf: Leaf) -> bytes:
    """A workbook with the table on the first sheet and its explanation on the second; both print on A4."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    bold = book.add_format({"bold": True, "valign": "top"})
    head_of = {
        at: book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1, "align": at})
        for at in ("left", "right")
    }
    grouped, wrapped = book.add_format({"num_format": "#,##0.##"}), book.add_format({"text_wrap": True})
    sheet = book.add_worksheet(_("Số liệu"))
    tallest, top = 1, len(leaf.above) + 2 if leaf.above else 0
    if leaf.above:
        sheet.write_string(0, 0, leaf.title, book.add_format({"bold": True, "font_size": 14}))
        for line, text in enumerate(leaf.above, start=1):
            sheet.write_string(line, 0, text)
    for column, head in enumerate(leaf.heads):
        cells = [row[column] for row in leaf.rows]
        wordy = any(isinstance(cell, str) and cell for cell in cells)
        sheet.write_string(top, column, head, head_of["left" if wordy else "right"])
        longest = max((len(str(cell)) for cell in cells if cell is not None), default=0)
        width = min(max(longest + 3, len(head) // 2 + 3, 10), 44)
        sheet.set_column(column, column, width)
        tallest = max(tallest, ceil(len(head) / (width - 2)))
    sheet.set_row(top, LINE_HEIGHT * tallest)
    for line, row in enumerate(leaf.rows, start=top + 1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(line, column, cell)
            elif cell is not None:
                sheet.write_number(line, column, cell, grouped)
    sheet.freeze_panes(top + 1, 1)
    sheet.set_landscape()
    told = book.add_worksheet(_("Giải thích"))
    for line, (label, text) in enumerate(leaf.explained):
        told.write_string(line, 0, label, bold)
        told.write_string(line, 1, text, wrapped)
        told.set_row(line, LINE_HEIGHT * max(ceil(len(text) / 64), 1))
    told.set_column(0, 0, 30)
    told.set_column(1, 1, 70)
    for page in (sheet, told):
        page.set_paper(9)
        page.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    sheet.set_footer(f"&L{leaf.title.replace('&', '&&')}&R&P/&N")
    book.close()
    return out.getvalue()


def as_parquet(leaf: Leaf) -> bytes:
    """Parquet with one column a head; the explanation stands in the file's metadata."""
    kinds = [
        "VARCHAR" if any(isinstance(row[at], str) for row in leaf.rows) else "DOUBLE" for at in range(len(leaf.heads))
    ]
    names = [name.replace('"', "'") for name in leaf.heads]
    columns = ", ".join(f'"{name}" {kind}' for name, kind in zip(names, kinds, strict=True))
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(":memory:") as base:
        file = Path(folder) / "so-lieu.parquet"
        base.execute(f"CREATE TABLE leaf ({columns})")
        if leaf.rows:
            rows = [
                [
                    str(cell) if kind == "VARCHAR" and cell is not None else cell
                    for cell, kind in zip(row, kinds, strict=True)
                ]
                for row in leaf.rows
            ]
            base.executemany(f"INSERT INTO leaf VALUES ({', '.join('?' * len(kinds))})", rows)  # noqa: S608
        told = "; ".join(f"{label}: {text}" for label, text in leaf.explained).replace("'", "’")
        base.execute(f"COPY leaf TO '{file}' (FORMAT PARQUET, KV_METADATA {{giai_thich: '{told}'}})")
        return file.read_bytes()

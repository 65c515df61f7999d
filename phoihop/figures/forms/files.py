"""Tables of figures as files that leave: CSV, XLSX, Parquet, each with its explanation; no cell is ever a formula."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path
from typing import Any

import duckdb
import xlsxwriter  # type: ignore[import-untyped]
from django.utils.translation import gettext as _

__all__ = ["FORMATS", "Leaf", "Sign", "as_csv", "as_parquet", "as_xlsx", "harmless"]

Cell = str | int | float | None


class Sign(str):
    """What stands in a column of numbers in place of a number (ký hiệu), such as "..." where nothing was reported."""

    __slots__ = ()


#: Format → (media type, ending).
FORMATS = {
    "csv": ("text/csv; charset=utf-8", "csv"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    "parquet": ("application/vnd.apache.parquet", "parquet"),
}
#: Points of a line of a sheet.
LINE_HEIGHT = 16
#: A table of more columns lies on its side.
PORTRAIT = 5
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
    #: Whether the last row is what the others add up to.
    total: bool = False


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
    looks = _Looks(book)
    sheet = book.add_worksheet(_("Số liệu"))
    top = len(leaf.above) + 2 if leaf.above else 0
    if leaf.above:
        sheet.write_string(0, 0, leaf.title, looks(bold=True, font_size=14))
        for line, text in enumerate(leaf.above, start=1):
            sheet.write_string(line, 0, text, looks())
    tallest = max(_head(sheet, looks, leaf, column, top) for column in range(len(leaf.heads))) if leaf.heads else 1
    sheet.set_row(top, LINE_HEIGHT * tallest)
    prints = [_decimals([row[column] for row in leaf.rows]) for column in range(len(leaf.heads))]
    for line, row in enumerate(leaf.rows, start=top + 1):
        sums = leaf.total and line == top + len(leaf.rows)
        for column, cell in enumerate(row):
            if isinstance(cell, Sign):
                sheet.write_string(line, column, cell, looks(border=1, align="right", bold=sums))
            elif isinstance(cell, str):
                sheet.write_string(line, column, cell, looks(border=1, align="left", indent=1, bold=sums))
            elif cell is None:
                sheet.write_blank(line, column, None, looks(border=1, bold=sums))
            else:
                look = looks(border=1, bold=sums, num_format=prints[column])
                sheet.write_number(line, column, cell, look)
    sheet.freeze_panes(top + 1, 1)
    if len(leaf.heads) > PORTRAIT:
        sheet.set_landscape()
    _told(book.add_worksheet(_("Giải thích")), looks, leaf.explained)
    for page in book.worksheets():
        page.set_paper(9)
        page.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    sheet.set_footer(f"&L{leaf.title.replace('&', '&&')}&R&P/&N")
    book.close()
    return out.getvalue()


class _Looks:
    """The formats of a workbook, each made once; all in the type of official papers."""

    def __init__(self, book: Any) -> None:
        self.book, self.made = book, dict[tuple[tuple[str, object], ...], Any]()

    def __call__(self, **wanted: object) -> Any:
        key = tuple(sorted(wanted.items()))
        if key not in self.made:
            usual = {"font_name": "Times New Roman", "font_size": 12, "valign": "top", "border_color": "#8a8a8a"}
            self.made[key] = self.book.add_format(usual | wanted)
        return self.made[key]


def _head(sheet: Any, looks: _Looks, leaf: Leaf, column: int, top: int) -> int:
    """Write the head of a column and set its width by what stands below; return how many lines the head takes."""
    head, cells = leaf.heads[column], [row[column] for row in leaf.rows]
    wordy = any(isinstance(cell, str) and cell and not isinstance(cell, Sign) for cell in cells)
    look = looks(bold=True, text_wrap=True, valign="vcenter", align="center", border=1, bg_color="#efefef")
    sheet.write_string(top, column, head, look)
    longest = max((len(str(cell)) for cell in cells if cell is not None), default=0)
    width = min(max(longest + 4, 10), 44) if wordy else min(max(longest + 4, len(head) // 3 + 3, 10), 24)
    sheet.set_column(column, column, width)
    return ceil(len(head) / (width - 3))


def _decimals(cells: Sequence[Cell]) -> str:
    """How a column's numbers print: whole ones without a decimal mark, which "0.##" would leave dangling."""
    broken = any(isinstance(cell, float) and not cell.is_integer() for cell in cells)
    return "#,##0.00" if broken else "#,##0"


def _told(sheet: Any, looks: _Looks, explained: Sequence[tuple[str, str]]) -> None:
    for line, (label, text) in enumerate(explained):
        sheet.write_string(line, 0, label, looks(bold=True))
        sheet.write_string(line, 1, text, looks(text_wrap=True))
        sheet.set_row(line, LINE_HEIGHT * max(ceil(len(text) / 60), 1))
    sheet.set_column(0, 0, 32)
    sheet.set_column(1, 1, 70)


def as_parquet(leaf: Leaf) -> bytes:
    """Parquet with one column a head; the explanation stands in the file's metadata.

    A column of numbers stays one: the signs in it stand in a column of their own after it.
    """
    leaf = _signs_apart(leaf)
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


def _signs_apart(leaf: Leaf) -> Leaf:
    """The same table with a column of signs after each column that holds one."""
    heads: list[str] = []
    columns: list[list[Cell]] = []
    for at, head in enumerate(leaf.heads):
        cells = [row[at] for row in leaf.rows]
        heads.append(head)
        columns.append([None if isinstance(cell, Sign) else cell for cell in cells])
        if any(isinstance(cell, Sign) for cell in cells):
            heads.append(_("{head} (ký hiệu)").format(head=head))
            columns.append([str(cell) if isinstance(cell, Sign) else None for cell in cells])
    return replace(leaf, heads=heads, rows=[list(row) for row in zip(*columns, strict=True)] if leaf.rows else [])

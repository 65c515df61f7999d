"""A report's table of indicators (biểu số liệu) becomes figures with unit, period, place and the cell that says so.

Two ways of printing are known: indicators down (years, places or totals across) and places down (indicators
across). Heads may take several rows and merged cells. Every cell of value is handed out, also blank ones, dashes,
"không áp dụng" and those that must be asked: the caller decides what becomes a figure.
"""

from phoihop.reading.tables.facts import counted, with_tables
from phoihop.reading.tables.figures import Row, TableFigure, TableReading, read_table, read_tables
from phoihop.reading.tables.heads import period_of
from phoihop.reading.tables.numbers import CellValue, State, cell_value

__all__ = [
    "CellValue",
    "Row",
    "State",
    "TableFigure",
    "TableReading",
    "cell_value",
    "counted",
    "period_of",
    "read_table",
    "read_tables",
    "with_tables",
]

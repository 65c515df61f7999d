"""A table of the interface (bảng) as a value: columns, rows, sort, filter and column choice read from the address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phoihop.web import print as printed

__all__ = ["Cell", "Column", "Head", "Line", "Table"]

_NOTHING = gettext_lazy("Chưa có dữ liệu")

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Column:
    """A column (cột): ``value`` takes a row to what is printed; ``sort`` names the order the query knows."""

    key: str
    name: Text
    value: Callable[[Any], Any]
    numeric: bool = False
    sort: str = ""
    hideable: bool = True
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    numeric: bool


@dataclass(frozen=True, slots=True)
class Line:
    cells: Sequence[Cell]
    href: str
    selected: bool


@dataclass(frozen=True, slots=True)
class Head:
    name: Text
    numeric: bool
    href: str
    sorted: str


@dataclass(frozen=True, slots=True)
class Table:
    """What ``web/components/table.html`` prints.

    ``params`` is ``request.GET``: ``xep`` (a sort, "-" before it for descending), ``loc`` (filter) and ``cot``
    (chosen columns). The page's query reads ``order`` and ``filter`` and does the sorting and filtering itself.
    """

    id: str
    title: Text
    all_columns: Sequence[Column]
    rows: Sequence[Any]
    params: QueryDict
    note: Text = ""
    href: Callable[[Any], str] | None = None
    selected: Callable[[Any], bool] | None = None
    filterable: bool = False
    export: str = ""
    pages: Page[Any] | None = None
    empty_title: Text = _NOTHING
    empty_text: Text = ""
    empty_icon: str = field(default="empty")

    @property
    def filter(self) -> str:
        return self.params.get("loc", "").strip()

    @property
    def hideable(self) -> bool:
        return sum(column.hideable for column in self.all_columns) > 2

    @property
    def has_tools(self) -> bool:
        return bool(self.filterable or self.export or self.hideable)

    @property
    def columns(self) -> list[Column]:
        chosen = self.params.getlist("cot")
        if not chosen:
            return [column for column in self.all_columns if not column.hidden]
        return [column for column in self.all_columns if not column.hideable or column.key in chosen]

    @property
    def heads(self) -> Iterator[Head]:
        now = self.params.get("xep", "")
        for column in self.columns:
            if not column.sort:
                yield Head(column.name, column.numeric, "", "")
                continue
            state = {column.sort: "ascending", f"-{column.sort}": "descending"}.get(now, "")
            first = f"-{column.sort}" if column.numeric else column.sort
            other = column.sort if column.numeric else f"-{column.sort}"
            params = self.params.copy()
            params["xep"] = other if now == first else first
            params.pop("trang", None)
            yield Head(column.name, column.numeric, f"?{params.urlencode()}", state)

    @property
    def body(self) -> Iterator[Line]:
        for row in self.rows:
            cells = [Cell(_printed(column.value(row)), column.numeric) for column in self.columns]
            yield Line(cells, self.href(row) if self.href else "", bool(self.selected and self.selected(row)))

    @property
    def drawn(self) -> SafeString:
        """The body's rows as HTML; written out here because a template takes ten times as long for a long table."""
        made = []
        for line in self.body:
            made.append('<tr class="sel">' if line.selected else "<tr>")
            for place, cell in enumerate(line.cells):
                text = conditional_escape(cell.text)
                if place == 0:
                    linked = f'<a class="link ink" href="{escape(line.href)}">{text}</a>' if line.href else text
                    made.append(f'<th scope="row">{linked}</th>')
                else:
                    made.append(f'<td class="r">{text}</td>' if cell.numeric else f"<td>{text}</td>")
            made.append("</tr>")
        return SafeString("".join(made))

    @property
    def kept(self) -> Iterable[tuple[str, str]]:
        """Parameters that the filter form carries along."""
        return self._without("loc", "trang")

    @property
    def kept_for_columns(self) -> Iterable[tuple[str, str]]:
        return self._without("cot", "trang")

    def _without(self, *names: str) -> list[tuple[str, str]]:
        return [(name, value) for name in self.params if name not in names for value in self.params.getlist(name)]


def _printed(value: Any) -> str:
    """A cell's text: numbers and days in Vietnamese print; safe HTML stays as it is."""
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    if value is None or isinstance(value, int | float | Decimal):
        return printed.number(value)
    if isinstance(value, date):
        return printed.day(value)
    return value if isinstance(value, str) else str(value)

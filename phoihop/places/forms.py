"""What the units' pages ask: a file of populations, shares of a divided unit."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
from django import forms
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from phoihop.core.numbers import number_said
from phoihop.core.refusal import Refusal, Refused
from phoihop.core.text import fold
from phoihop.places import rules
from phoihop.places.queries import Kin, Name
from phoihop.reading.load.sheets import row_and_column
from phoihop.reading.sandbox import Failure, read_in_child
from phoihop.web.forms import Form

__all__ = ["PeopleForm", "SharesForm", "people_of", "template_of"]

LARGEST_FILE = 5 * 1024 * 1024
MOST_PEOPLE = 10**9
CODE, PEOPLE = ("ma", "ma don vi"), ("dan so", "dan so (nguoi)")


class PeopleForm(Form):
    """A file of populations with its day and source."""

    on = forms.DateField(
        label=_("Dân số tính đến ngày"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    source = forms.CharField(
        label=_("Nguồn"), max_length=200, help_text=_("Ví dụ: Niên giám thống kê tỉnh 2025, bảng 12.")
    )
    file = forms.FileField(label=_("Tệp XLSX hoặc CSV"), help_text=_("Cột “Mã” và cột “Dân số”; tối đa 5 MB."))

    def clean_file(self) -> dict[str, int]:
        given = self.cleaned_data["file"]
        if given.size > LARGEST_FILE:
            raise forms.ValidationError(_("Tệp lớn hơn 5 MB. Chia theo tỉnh rồi tải từng tệp."))
        return people_of(given.read())


class SharesForm(Form):
    """A share in per cent for each heir of a divided unit, with the act that states them."""

    act = forms.CharField(label=_("Văn bản xác định tỷ lệ"), max_length=160, required=False)

    def __init__(self, *args: Any, heirs: Sequence[Kin], shares: dict[int, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kin in heirs:
            self.fields[f"phan-{kin.place_id}"] = forms.DecimalField(
                label=kin.name.heading,
                required=False,
                localize=True,
                decimal_places=4,
                initial=shares[kin.place_id] / 10_000 if kin.place_id in shares else None,
            )
        self.heirs = heirs

    @property
    def shares(self) -> dict[int, int]:
        """Millionths by heir; empty where nothing was written."""
        given = {kin.place_id: self.cleaned_data[f"phan-{kin.place_id}"] for kin in self.heirs}
        return {} if not any(given.values()) else {heir: int((share or 0) * 10_000) for heir, share in given.items()}


def people_of(content: bytes) -> dict[str, int]:
    """The populations of a workbook's first sheet or of a CSV file, by code; raises ``Refused``."""
    found: dict[str, int] = {}
    head: tuple[int, int] | None = None
    for number, row in enumerate(_rows(content), start=1):
        if head is None:
            head = _head(row)
            continue
        code, said = (row[at].strip() if at < len(row) else "" for at in head)
        if not said:
            continue
        people = number_said(said)
        if not isinstance(people, int) or not 0 < people < MOST_PEOPLE:
            raise Refused(Refusal(rules.PART, "bad_number", row=str(number), said=said[:40]))
        if code in found:
            raise Refused(Refusal(rules.PART, "said_twice", code=code))
        found[code] = people
    if head is None:
        raise Refused(Refusal(rules.PART, "bad_file"))
    return found


def _head(row: Sequence[str]) -> tuple[int, int] | None:
    names = [fold(cell).strip() for cell in row]
    places = [next((at for at, name in enumerate(names) if name in wanted), None) for wanted in (CODE, PEOPLE)]
    return None if places[0] is None or places[1] is None else (places[0], places[1])


#: What every workbook begins with: a zip container, or the compound file of the years before 2007.
_WORKBOOK = (b"PK", b"\xd0\xcf\x11\xe0")


def _rows(content: bytes) -> Iterator[Sequence[str]]:
    """The lines of the file, each cell as it is shown; a blank line keeps its number."""
    if content.startswith(_WORKBOOK):
        yield from _first_sheet(content)
        return
    try:
        text = content.decode("utf-8-sig")
        sign = ";" if text.split("\n", 1)[0].count(";") else ","
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    except (UnicodeDecodeError, csv.Error) as wrong:
        raise Refused(Refusal(rules.PART, "bad_file")) from wrong


def _first_sheet(content: bytes) -> Iterator[Sequence[str]]:
    """The rows of a workbook's first sheet, read in a limited child: what a damaged one does, it does there."""
    read = read_in_child(content, facts=False)
    if isinstance(read, Failure):
        code = "file_too_wide" if read.code in ("bomb", "memory", "timeout", "crashed") else "bad_file"
        raise Refused(Refusal(rules.PART, code))
    loaded = read.loaded
    first = next((piece.at.sheet for piece in loaded.pieces if piece.at.cell), None)
    lines: dict[int, dict[int, str]] = {}
    for piece in loaded.pieces:
        if piece.at.sheet == first and piece.at.cell:
            row, column = row_and_column(piece.at.cell)
            lines.setdefault(row, {})[column] = loaded.text[piece.start : piece.end]
    for row in range(max(lines, default=-1) + 1):
        cells = lines.get(row, {})
        yield [cells.get(column, "") for column in range(max(cells, default=-1) + 1)]


def template_of(units: Iterable[Name], known: dict[int, int]) -> bytes:
    """A workbook to fill: code, name, population as it is known (tệp mẫu)."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False})
    sheet, bold = book.add_worksheet(gettext("Dân số")), book.add_format({"bold": True})
    grouped = book.add_format({"num_format": "#,##0"})
    # The heads are read back, so they stay as they are.
    for column, name in enumerate((gettext_noop("Mã"), gettext_noop("Đơn vị"), gettext_noop("Dân số"))):
        sheet.write_string(0, column, name, bold)
    for line, unit in enumerate(units, start=1):
        sheet.write_string(line, 0, unit.key)
        sheet.write_string(line, 1, unit.heading)
        if unit.place_id in known:
            sheet.write_number(line, 2, known[unit.place_id], grouped)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 34)
    sheet.set_column(2, 2, 16)
    book.close()
    return out.getvalue()

"""What the columns of a table hold, told from their heads and from what stands below."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from phoihop.reading import lexicon
from phoihop.reading.normalise import fold
from phoihop.reading.patterns import regex
from phoihop.reading.tables.numbers import cell_value
from phoihop.reading.values import Cell, Period, Table

__all__ = [
    "Column",
    "Matrix",
    "Role",
    "columns",
    "head_parts",
    "head_rows",
    "is_total",
    "matrix",
    "period_of",
    "place_of",
]

Role = Literal["index", "label", "unit", "place", "when", "note", "compare", "target", "value", "empty"]
Matrix = list[list[Cell | None]]

_INDEX: Final = regex(r"(?:s\.?t\.?t|t\.?t|số\s?tt|số thứ tự|thứ tự|số|s[oố]\s?t\.?t|mục|#|no\.?|(?:số )?th[uứ] t[uự])")
#: Heads that stand over row numbers and over counts.
_MAY_COUNT: Final = frozenset(("số", "mục"))
_COUNTING: Final = regex(r"\(?(?:\d{1,3}(?:\.\d{1,2}){0,3}|[a-zđ]|[ivx]{1,5})[.)]?\)?")
_LABEL: Final = regex(
    r"(?:tên |các |danh mục )?(?:chỉ tiêu|chỉ số|nội dung|tiêu chí|hạng mục|nhiệm vụ|công việc|nội dung công việc|"
    r"nội dung báo cáo|chỉ tiêu báo cáo|kết quả thực hiện|lĩnh vực|số liệu)\b.{0,60}"
)
_UNIT: Final = regex(r"(?:đvt|đơn vị tính|đ\.v\.t|đơn vị đo|đv tính|dvt)\b.{0,20}")
_PLACE: Final = regex(
    r"(?:tên )?(?:xã|phường|đặc khu|địa phương|đơn vị|địa bàn|xã, phường.*|xã/phường.*|phường, xã.*|tên đơn vị|"
    r"đơn vị báo cáo|đơn vị, địa phương|tỉnh, thành phố|tỉnh|tỉnh/thành phố|huyện|cơ quan|cụm|thôn.*|khu dân cư)"
)
_NOTE: Final = regex(
    r"(?:ghi chú|nguồn(?! tin\b| lực\b| vốn\b| kinh phí\b| thu\b)|lưu ý|diễn giải|thuyết minh|minh chứng|ghi chép)\b.*"
)
_COMPARE: Final = regex(
    r".*(?:so sánh|so với|so kỳ|tăng|giảm|chênh lệch|\+/-|% ?so|tỷ lệ hoàn thành|% hoàn thành|% thực hiện).*"
)
_TARGET: Final = regex(r".*(?:kế hoạch|chỉ tiêu giao|mục tiêu|được giao|dự kiến|phấn đấu).*")
_TOTAL: Final = regex(
    r"(?:tổng|cộng|tổng cộng|tổng số|lũy kế|cộng dồn|toàn tỉnh|toàn thành phố|toàn quốc|toàn xã|toàn phường|"
    r"cả giai đoạn|cả năm|chung|tổng hợp)"
    r"(?:\s(?:cộng|chung|các năm|các đơn vị|toàn|cả|từ|đến|năm|giai đoạn|\(|\d).{0,40})?"
)
_PERIOD_HEAD: Final = regex(r"(?:tháng|quý|năm|kỳ|kỳ báo cáo|giai đoạn|thời kỳ|thời gian)")
_RELATIVE: Final = {"previous": ("kỳ trước", "cùng kỳ"), "current": ("kỳ này", "trong kỳ", "kỳ báo cáo")}
_THIS_PERIOD: Final = frozenset(("kỳ", "kỳ báo cáo"))
_RATE_HEAD: Final = regex(r"(?:tỷ lệ|tỉ lệ|đạt|đạt tỷ lệ)?\s*\(?%?\)?")
# Decree 09/2019 closes a year on 14 December: what such days bound are the year, its halves and quarters, its first
# months.
_DECREE_09: Final = {
    ((15, 12), (14, 12)): ("", ""), ((15, 6), (14, 12)): ("-07", "-12"), ((15, 3), (14, 6)): ("-04", "-06"),
    ((15, 6), (14, 9)): ("-07", "-09"), ((15, 9), (14, 12)): ("-10", "-12"),
    **{((15, 12), (14, month)): ("-01", f"-{month:02d}") for month in range(1, 12)},
}  # fmt: skip
_ADDRESS: Final = regex(
    r"(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|tỉnh|thành phố|tp\.?|thôn|tổ dân phố|khu phố|công an|mttq|"
    r"ủy ban mttq|đơn vị)\s+\S.*"
)
_WRITTEN_DAY: Final = regex(r"\bngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+(?:19|20)\d\d")
_NAMED_YEAR: Final = regex(r"\bnăm\s+((?:19|20)\d\d)\b")
_NUMBERING: Final = regex(r"\(?(?:\d{1,2}|[a-hA-H])\)?(?:\s?=.*)?")
_YEAR: Final = regex(r"(?:năm\s*)?((?:19|20)\d\d)")
_VALUE: Final = regex(r"(?:số lượng|kết quả|số liệu|thực hiện|giá trị|kỳ này|trong kỳ|tổng số)(?:\s.{0,40})?")
_HEADS: Final = (_INDEX, _LABEL, _UNIT, _PLACE, _NOTE, _PERIOD_HEAD)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head as printed, its role, and what its head says of period, place or total."""

    at: int
    head: str
    role: Role
    period: Period | None = None
    relative: str | None = None
    place: str | None = None
    total: bool = False


def matrix(table: Table) -> Matrix:
    """The table as a full rectangle, a merged cell standing at every place that it takes."""
    height = max((cell.row + cell.rowspan for row in table.rows for cell in row), default=0)
    width = max((cell.col + cell.colspan for row in table.rows for cell in row), default=0)
    height, width = min(height, len(table.rows) + 200), min(width, 400)
    filled: Matrix = [[None] * width for _ in range(height)]
    for row in table.rows:
        for cell in row:
            for r in range(cell.row, min(cell.row + cell.rowspan, height)):
                for c in range(cell.col, min(cell.col + cell.colspan, width)):
                    if filled[r][c] is None:
                        filled[r][c] = cell
    return filled


def head_rows(rows: Matrix) -> tuple[int, int]:
    """The first row of the head and the first row below it; equal where the table has no head."""
    start = None
    for at, row in enumerate(rows[:12]):
        texts = _texts(row)
        if start is None:
            named = sum(any(pattern.fullmatch(fold(text)) for pattern in _HEADS) for text in texts)
            years = sum(_YEAR.fullmatch(fold(text)) is not None for text in texts)
            plain = sum(_VALUE.fullmatch(fold(text)) is not None for text in texts)
            if len(texts) > 1 and (named >= 2 or (named and (len(texts) > 2 or years or plain)) or years >= 2):
                start = at
            continue
        if _is_data(row, rows[start]):
            return start, at
    return (start, min(start + 1, len(rows))) if start is not None else (0, 0)


def columns(rows: Matrix, start: int, end: int) -> list[Column]:
    """The role of every column."""
    width = len(rows[0]) if rows else 0
    found: list[Column] = []
    for at in range(width):
        parts = head_parts(rows, start, end, at)
        below = [cell.text for row in rows[end:] if (cell := row[at]) and cell.text]
        found.append(_column(at, parts, below))
    found = _same_time_last_year(found)
    if not any(column.role == "label" for column in found):
        found = _label_by_content(found, rows, end)
    return found


def head_parts(rows: Matrix, start: int, end: int, at: int) -> list[str]:
    """The wordings of a column's head, from top to bottom; one that spans columns without being merged counts for all.

    Rows that number the columns are left out.
    """
    parts: list[str] = []
    for row in range(start, end):
        cell = rows[row][at]
        text = cell.text if cell else ""
        if not text and row < end - 1 and _text(rows[row + 1][at]):
            left = at - 1
            while left > 0 and not _text(rows[row][left]) and _text(rows[row + 1][left]):
                left -= 1
            if left >= 0 and _text(rows[row + 1][left]) not in ("", _text(rows[row][left])):
                text = _text(rows[row][left])
        if text and text not in parts and not _NUMBERING.fullmatch(text):
            parts.append(text)
    return parts


def period_of(text: str) -> Period | None:
    """The period that a head names.

    >>> period_of("Năm 2025"), period_of("6 tháng đầu năm 2025"), period_of("Quý II/2025"), period_of("2022 - 2026")
    (('2025', '2025'), ('2025-01', '2025-06'), ('2025-04', '2025-06'), ('2022', '2026'))
    >>> period_of("Kết quả năm 2026 (số liệu đến 15/11/2026)"), period_of("Số liệu đến 15/11/2026")
    (('2026', '2026'), None)
    """
    folded = _WRITTEN_DAY.sub("", fold(text))
    if found := re.search(r"\b((?:19|20)\d\d)\s*(?:-|–|đến)\s*(?:năm\s*)?((?:19|20)\d\d)\b", folded):
        return found[1], found[2]
    if found := re.search(r"\b(\d{1,2})\s*tháng\s*(đầu|cuối)?\s*(?:năm)?\s*(?:năm)?\s*((?:19|20)\d\d)\b", folded):
        months = int(found[1])
        if 1 < months <= 12:
            first, last = (13 - months, 12) if found[2] == "cuối" else (1, months)
            return f"{found[3]}-{first:02d}", f"{found[3]}-{last:02d}"
    if found := re.search(r"\bquý\s*(iv|i{1,3}|[1-4])\s*(?:[-/,]|năm)*\s*(?:năm\s*)?((?:19|20)\d\d)\b", folded):
        quarter = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(found[1]) or int(found[1])
        return f"{found[2]}-{quarter * 3 - 2:02d}", f"{found[2]}-{quarter * 3:02d}"
    if found := re.search(r"\btháng\s*(\d{1,2})\s*(?:[-/,]|năm)*\s*((?:19|20)\d\d)\b", folded):
        if 1 <= int(found[1]) <= 12:
            return f"{found[2]}-{int(found[1]):02d}", f"{found[2]}-{int(found[1]):02d}"
        return None
    days = re.findall(r"\b(\d{1,2})[/-](\d{1,2})[/-]((?:19|20)\d\d)\b", folded)
    if len(days) == 2:
        opens, closes = ((int(day), int(month)) for day, month, _ in days)
        year = days[1][2]
        if (opens, closes) in _DECREE_09 and int(days[0][2]) == int(year) - (opens == (15, 12)):
            ends = _DECREE_09[opens, closes]
            return f"{year}{ends[0]}", f"{year}{ends[1]}"
    if len(days) == 1 and len(named := set(_NAMED_YEAR.findall(folded))) == 1:
        return (year := named.pop()), year  # "năm 2026 (số liệu đến 15/11/2026)": the day only closes the count
    if days:
        return None
    years = re.findall(r"(?:\bnăm\s*|(?<![\d/.-]))((?:19|20)\d\d)(?![\d/.-])", folded)
    return (years[0], years[0]) if len(set(years)) == 1 else None


def place_of(text: str) -> str | None:
    """A head or label that names a unit, as printed; ``None`` for every other.

    >>> place_of("Xã Phú Hữu"), place_of("Chỉ tiêu")
    ('Xã Phú Hữu', None)
    """
    folded = fold(text.strip())
    return text.strip() if _ADDRESS.fullmatch(folded) and not _UNIT.match(folded) and len(text) < 80 else None


def is_total(text: str) -> bool:
    """Whether a head or label stands for a sum."""
    return _TOTAL.fullmatch(fold(text.strip(" :.")) or "") is not None


def _text(cell: Cell | None) -> str:
    return cell.text if cell else ""


def _same_time_last_year(found: list[Column]) -> list[Column]:
    """ "Cùng kỳ 2024" beside "6 tháng 2025" is the same six months."""
    current = [column.period for column in found if column.role == "value" and column.period and not column.relative]
    if len(set(current)) != 1 or current[0] is None:
        return found
    first, last = current[0]
    done = []
    for column in found:
        if column.relative == "previous" and column.period and first and last and first[:4] == last[:4]:
            year = (column.period[0] or "")[:4]
            column = replace(column, period=(year + first[4:], year + last[4:]))
        done.append(column)
    return done


def _texts(row: Sequence[Cell | None]) -> list[str]:
    seen: list[Cell] = []
    for cell in row:
        if cell and cell.text and cell not in seen:
            seen.append(cell)
    return [cell.text for cell in seen]


def _is_data(row: Sequence[Cell | None], head: Sequence[Cell | None]) -> bool:
    """Whether a row below the first head row holds values; a row that numbers the columns does not."""
    texts = _texts(row)
    if len(texts) > 2 and all(_NUMBERING.fullmatch(text) for text in texts):
        numbers = [int(text.strip("()")) for text in texts if text.strip("()").isdecimal()]
        if numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True:
            return False
    own = [cell for at, cell in enumerate(row) if cell and cell is not head[at] and cell.text]
    if not own:
        return False
    if any(any(pattern.fullmatch(fold(cell.text)) for pattern in (_LABEL, _UNIT, _NOTE)) for cell in own):
        return False
    first = fold(own[0].text)
    if re.fullmatch(r"(?:[ivx]{1,5}|[a-hđ]|\d{1,3}(?:\.\d{1,2})*)[.)]?", first) and len(own) > 1:
        return True
    values = [cell_value(cell.text).state for cell in own if not _YEAR.fullmatch(fold(cell.text))]
    if any(state in ("number", "ask", "dash", "not_applicable") for state in values):
        return True
    # Words alone: a head goes on where it stands below a merged cell, data begin where it does not.
    above = [head[at] for at, cell in enumerate(row) if cell and cell is not head[at] and cell.text]
    return not any(cell and (cell.colspan > 1 or not cell.text) for cell in above)


def _column(at: int, parts: Sequence[str], below: Sequence[str]) -> Column:
    head = " ".join(parts)
    folded = fold(head).strip(" :.")
    last = fold(parts[-1]).strip(" :.") if parts else ""
    if not parts and not below:
        return Column(at, head, "empty")
    numbers = sum(cell_value(text).state in ("number", "dash", "ask", "not_applicable") for text in below)
    if _INDEX.fullmatch(folded) and (folded not in _MAY_COUNT or _in_order(below)):
        return Column(at, head, "index")
    if _UNIT.fullmatch(folded):
        return Column(at, head, "unit")
    if _NOTE.fullmatch(folded) and numbers * 2 <= len(below):
        return Column(at, head, "note")
    if _LABEL.fullmatch(folded) and numbers * 2 < len(below) + 1:
        return Column(at, head, "label")
    if _PLACE.fullmatch(folded) and numbers * 2 < len(below) + 1:
        measures = sum(fold(text) in lexicon.words("measures") for text in below)
        return Column(at, head, "unit" if measures * 2 >= len(below) > 0 else "place")
    if _PERIOD_HEAD.fullmatch(folded) and below and not (folded in _THIS_PERIOD and _are_counts(below)):
        return Column(at, head, "when")
    if at == 0 and not parts and _in_order(below):
        return Column(at, head, "index")
    if not parts and numbers * 2 < len(below):
        return Column(at, head, "label" if at < 2 else "note")
    if (
        _COMPARE.fullmatch(last)
        or (folded and _RATE_HEAD.fullmatch(folded))
        or (_COMPARE.fullmatch(folded) and not _YEAR.fullmatch(last))
    ):
        return Column(at, head, "compare", period_of(head))
    if _TARGET.fullmatch(folded) and "thực hiện" not in last:
        return Column(at, head, "target", period_of(head))
    relative = next((name for name, words in _RELATIVE.items() if any(word in folded for word in words)), None)
    place = next((found for part in reversed(parts) if (found := place_of(part))), None)
    total = any(is_total(part) for part in parts[-1:])
    return Column(at, head, "value", None if total and not period_of(head) else period_of(head), relative, place, total)


def _in_order(below: Sequence[str]) -> bool:
    """Whether cells number the lines: 1, 2, 3 or I, 1, 2, a, b, also where some are missing."""
    said = [text.strip() for text in below]
    if not said or not all(_COUNTING.fullmatch(fold(text)) for text in said):
        return False
    numbers = [int(text.strip("().")) for text in said if text.strip("().").isdecimal()]
    if numbers[:1] not in ([], [1]):
        return False
    steps = sum(after == before + 1 or after == 1 for before, after in itertools.pairwise(numbers))
    return steps * 2 >= len(numbers) - 1 and (len(numbers) > 1 or len(said) > 1)


def _are_counts(below: Sequence[str]) -> bool:
    """Whether the cells below a head are numbers and no years."""
    said = [text for text in below if cell_value(text).state == "number" and not _YEAR.fullmatch(fold(text))]
    return len(said) * 2 > len(below)


def _label_by_content(found: list[Column], rows: Matrix, end: int) -> list[Column]:
    """Where no head names the label column: the first column of words that is no unit, note or place."""
    if any(column.role in ("place", "when") for column in found):
        return found
    for position, column in enumerate(found):
        texts = [cell.text for row in rows[end:] if (cell := row[column.at]) and cell.text]
        words = sum(cell_value(text).state == "words" for text in texts)
        if column.role == "value" and texts and words * 2 > len(texts):
            role: Role = "place" if sum(place_of(text) is not None for text in texts) * 2 > len(texts) else "label"
            return [*found[:position], Column(column.at, column.head, role), *found[position + 1 :]]
    return found

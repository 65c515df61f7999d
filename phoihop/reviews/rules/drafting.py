"""First words of a section, drafted from figures: what was done, how it moved, who did most and least.

Every number is written as a token, so that nothing drafted is unbound. People edit what stands here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Amount", "Row", "Signed", "by_year", "contents", "difficulties", "numbers", "programme"]


@dataclass(frozen=True, slots=True)
class Amount:
    """One figure: its value in the indicator's smallest step (``None``: not counted) and its token.

    ``exact``: not "hơn", "khoảng"; ``stated``: a unit's own word for all below it stands in for their sum.
    """

    value: int | None
    token: str
    exact: bool = True
    stated: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator over the years of a review: by year, in all, in the span before, and by unit below.

    ``stock`` says that the last year stands for all (số hiện có); ``units`` are names and amounts of those that
    reported in every year; ``steady``: the same units did in all whole years, so that years can be compared;
    ``phrase`` tells the figure in running text, ``{}`` for the number; ``whole`` is the code of what it is a part of,
    ``share`` how much.
    """

    code: str
    name: str
    unit: str
    years: tuple[tuple[int, Amount], ...]
    total: Amount
    previous: Amount
    units: tuple[tuple[str, Amount], ...] = ()
    stock: bool = False
    scale: int = 0
    phrase: str = ""
    whole: str = ""
    share: Amount | None = None
    steady: bool = True

    @property
    def counted(self) -> bool:
        return self.total.value is not None


def _number(amount: Amount) -> str:
    return f"[[{amount.token}]]"


def contents(
    rows: Sequence[Row], *, first: int, last: int, below: str, whole: str = "", unfinished: int | None = None
) -> tuple[str, ...]:
    """Paragraphs for one content of the programme, from its indicators.

    ``below`` names the units under the body ("xã, phường"), ``whole`` its own area ("toàn tỉnh"); ``unfinished`` is the
    year still running, which is no year to call the lowest. Nothing counted gives no paragraph.
    """
    shown = [row for row in rows if row.counted]
    codes, shares = {row.code for row in shown}, {row.share.token for row in shown if row.share}
    parts = [row for row in shown if row.whole in codes]
    apart = [row for row in shown if row not in parts and row.total.token not in shares]
    if not apart:
        return ()
    lead, *others = apart
    told = " ".join(
        filter(
            None,
            (
                _lead(lead, parts, first, last, whole, unfinished),
                _moved(lead, unfinished),
                "" if unfinished else _spread(lead, below),
            ),
        )
    )
    return tuple(filter(None, (told, _others(others, parts))))


def _named(row: Row) -> tuple[str, bool]:
    """The indicator's name within a sentence, and whether a number can stand before it.

    It can where the name says what is counted among its first words ("buổi tuyên truyền", "nguồn tin nhân dân cung
    cấp") or behind a short name in brackets ("câu lạc bộ (CLB)").
    """
    name = f"{row.name[:1].lower()}{row.name[1:]}"
    unit = row.unit.partition("(")[0].strip().lower()
    first = [word.strip(",").lower() for word in name.split()[:3]]
    counted = [word.strip(",") for word in unit.split()]
    said = any(first[at : at + len(counted)] == counted for at in range(len(first)))
    return name, said or f"({row.unit})" in row.name


def _measured(amount: Amount, unit: str) -> str:
    return f"{_number(amount)}%" if unit == "%" else f"{_number(amount)} {unit}"


#: What is done with what an indicator counts, by the first words of its name; of everything else there "is" some.
_DONE = (
    ("buổi", "tổ chức"),
    ("cuộc", "tổ chức"),
    ("hội nghị", "tổ chức"),
    ("diễn đàn", "tổ chức"),
    ("hội thi", "tổ chức"),
    ("lớp", "mở"),
    ("lượt người dự", "thu hút"),
)


def _counted(row: Row) -> str:
    """The total with what was done: "tổ chức […] buổi tuyên truyền", "có […] mô hình"; else name and number."""
    if row.phrase:
        return row.phrase.replace("{}", _number(row.total))
    name, begins = _named(row)
    verb = next((verb for head, verb in _DONE if name.startswith(f"{head} ")), "")
    if begins:
        return f"{verb or 'có'} {_number(row.total)} {name}"
    if verb:
        return f"{verb} {_measured(row.total, row.unit)} {name}"
    return f"{name} đạt {_measured(row.total, row.unit)}"


def _with_parts(row: Row, parts: Sequence[Row]) -> str:
    """What of a figure's number is told behind it: of the same unit a part with its share, else what came of it."""
    told = ""
    for part in (one for one in parts if one.whole == row.code):
        share = f" ({_number(part.share)}%)" if part.share and part.share.value is not None else ""
        told += f", {'trong đó' if part.unit == row.unit else 'qua đó'} {_counted(part)}{share}"
    return told


def _lead(row: Row, parts: Sequence[Row], first: int, last: int, whole: str, unfinished: int | None) -> str:
    span = f"giai đoạn {first}-{last}" if first < last else f"năm {first}"
    if unfinished:
        span += f" (năm {unfinished} chưa đủ số liệu)"
    begin = f"Đến cuối {span}" if row.stock else f"Trong {span}"
    told = _counted(row) + (" (theo báo cáo của đơn vị)" if row.total.stated else "")
    where = f" {whole}" if whole and _said_of_a_place(row) else ""
    return f"{begin},{where} {told}{_against(row, first, last, unfinished)}{_with_parts(row, parts)}."


def _said_of_a_place(row: Row) -> bool:
    """Whether the sentence says what a place did or has, not what an indicator reached."""
    return " đạt " not in _counted(row)


def _against(row: Row, first: int, last: int, unfinished: int | None) -> str:
    """More or less than in the span before; while the last year runs only what is more already."""
    if row.previous.value is None or row.total.value is None:
        return ""
    if unfinished and not row.stock and row.total.value <= row.previous.value:
        return ""
    length = last - first + 1
    before = f"giai đoạn {first - length}-{first - 1}" if length > 1 else f"năm {first - 1}"
    if row.total.value == row.previous.value:
        return f", bằng {before}"
    word = "tăng" if row.total.value > row.previous.value else "giảm"
    return f", {word} so với {before} ({_measured(row.previous, row.unit)})"


def _others(rows: Sequence[Row], parts: Sequence[Row]) -> str:
    told = []
    for at, row in enumerate(rows):
        now = "đến nay " if row.stock and row.phrase and not (at and rows[at - 1].stock) else ""
        told.append(f"{now}{_counted(row)}{_with_parts(row, parts)}")
    return f"Bên cạnh đó, {'; '.join(told)}." if told else ""


def _moved(row: Row, unfinished: int | None) -> str:
    """The best and the weakest of the whole years, where the same units said an exact number in each."""
    told = [(year, amount) for year, amount in row.years if amount.value is not None and year != unfinished]
    if len(told) < 2 or not row.steady or not all(amount.exact for _, amount in told):
        return ""
    ranked = sorted(told, key=lambda one: one[1].value or 0)
    weakest, best = ranked[0][1], ranked[-1][1]
    if weakest.value == best.value:
        return ""
    begin = f"Trong các năm {told[0][0]} - {told[-1][0]}" if unfinished or row.stock else "Trong đó"
    return (
        f"{begin}, {_years_of(row, told, best)} đạt cao nhất ({_measured(best, row.unit)}), "
        f"{_years_of(row, told, weakest)} thấp nhất ({_measured(weakest, row.unit)})."
    )


def _years_of(row: Row, told: Sequence[tuple[int, Amount]], like: Amount) -> str:
    years = [str(year) for year, amount in told if amount.value == like.value]
    return f"{'cuối năm' if row.stock else 'năm'} {_listed(years)}"


def _spread(row: Row, below: str) -> str:
    """Who did most and least, up to two each, never a part of those that did the same."""
    counted = sorted(
        ((name, amount) for name, amount in row.units if amount.value is not None),
        key=lambda one: (-(one[1].value or 0), one[0]),
    )
    if len(counted) < 4 or not all(amount.exact for _, amount in counted):
        return ""
    told = [
        f"{word} là {', '.join(f'{name} ({_measured(amount, row.unit)})' for name, amount in some)}"
        for word, some in (("cao nhất", _apart(counted)), ("thấp nhất", _apart(counted[::-1])))
        if some
    ]
    return f"Trong các {below} có báo cáo, {'; '.join(told)}." if told else ""


def _apart(ranked: Sequence[tuple[str, Amount]]) -> Sequence[tuple[str, Amount]]:
    """The first two of a ranking, or the first alone where others share the second's number; nobody where all tie."""
    return next((ranked[:n] for n in (2, 1) if ranked[n - 1][1].value != ranked[n][1].value), ())


def difficulties(told: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """What the units below wrote about difficulties, each named once with its own words kept as they are."""
    return tuple(f"{unit}: {text.strip().rstrip('.')}." for unit, text in told if text.strip())


def by_year(rows: Sequence[Row]) -> tuple[str, ...]:
    """The table by year, one paragraph a row: the tokens of each year, of all years, and of the span before."""
    return tuple(
        " ".join(_number(amount) for amount in (*(amount for _, amount in row.years), row.total, row.previous))
        for row in rows
        if row.counted
    )


def numbers(rows: Sequence[Row]) -> dict[str, str]:
    """What a bracket may ask for: ``TT01`` over all years, ``TT01/2025`` in one; to its token."""
    asked = {row.code: row.total.token for row in rows}
    for row in rows:
        asked |= {f"{row.code}/{year}": amount.token for year, amount in row.years}
    return asked


@dataclass(frozen=True, slots=True)
class Signed:
    """What is known of the programme's signing (ký kết): ``on`` is printed, empty where unknown."""

    title: str
    number: str
    parties: tuple[str, ...]
    on: str
    contents: int
    predecessor: str


def programme(signed: Signed) -> tuple[str, ...]:
    """One paragraph on what the review is about, from the programme's own record."""
    named = f"{signed.title} số {signed.number}" if signed.number else signed.title
    by = f" do {_listed(signed.parties)} ký kết" if signed.parties else ""
    when = f" ngày {signed.on}" if signed.on else ""
    holds = f", gồm {signed.contents} nội dung phối hợp" if signed.contents else ""
    after = f", kế tục {signed.predecessor}" if signed.predecessor else ""
    return (f"{named}{by}{when}{holds}{after}.",)


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} và {names[-1]}"

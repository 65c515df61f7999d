"""From the parts of a paper to lines ready to be set: numbers given, words fixed, styles chosen.

The layout is the same for both writers; what it makes is in ``ready``.
"""

from collections.abc import Iterator
from dataclasses import replace

from phoihop.writing.paper import Annex, Cell, Column, Number, Paper, Row, Runs, Table, plain, unbound
from phoihop.writing.ready import Leaf, Line, Ready, Set
from phoihop.writing.setting.body import Body, ended
from phoihop.writing.setting.first_page import called, first_page
from phoihop.writing.setting.foot import foot
from phoihop.writing.setting.lines import PAGE, Lines
from phoihop.writing.spelling import roman

__all__ = ["lay_out"]

_LIST_COLUMNS = (Column(1, numeric=True), Column(2.2, numeric=True), Column(8), Column(4))


def lay_out(paper: Paper) -> Ready:
    """Turn a paper into lines in the styles of its regime; see ``write``."""
    lines = Lines(paper)
    title = " ".join(filter(None, (paper.kind, paper.subject)))
    return Ready(
        regime=paper.regime,
        title=lines.spelled(title or paper.header.issuers[0].name),
        blocks=tuple(_blocks(lines)),
        sample_mark=lines.spelled("SỐ LIỆU MINH HỌA") if paper.sample else "",
    )


def _blocks(lines: Lines) -> Iterator[Set]:
    paper, body = lines.paper, Body(lines)
    yield from first_page(lines)
    text = list(body.blocks(ended(paper.body, paper.regime.end), lines.room))
    signed = list(foot(lines))
    if signed and text and isinstance(text[-1], Line):  # never a signature alone on its page
        last = text[-1]
        style = replace(last.style, name=f"{last.style.name}, trước chữ ký", keep_next=True)
        text[-1] = replace(last, style=style)
    yield from text
    yield from signed
    for i, annex in enumerate(paper.annexes, 1):
        yield from _annex(body, annex, roman(i) if len(paper.annexes) > 1 else "")
    yield from _open_numbers(body)


def _annex(body: Body, annex: Annex, numeral: str) -> Iterator[Set]:
    lines, regime = body.lines, body.lines.regime
    yield Leaf(annex.landscape)
    body.counts.clear()
    room = PAGE[1] - 2 * regime.margin_top if annex.landscape else lines.room
    yield lines.line(f"Phụ lục {numeral}".strip(), regime.annex_mark)
    yield from lines.broken(annex.title, regime.annex_title, room * 0.9)
    yield lines.line(f"(Kèm theo {called(lines)})", regime.annex_source)
    yield from body.blocks(annex.body, room)


def _open_numbers(body: Body) -> Iterator[Set]:
    lines = body.lines
    rows = unbound(lines.paper)
    if not rows:
        return
    yield Leaf()
    yield lines.line(f"Số chưa gắn nguồn: {len(rows)}", lines.regime.annex_title)
    yield lines.line("(Trang này chỉ có trong bản dự thảo)", lines.regime.annex_source)
    head = Row(tuple(Cell((text,)) for text in ("Stt", "Số", "Trong câu", "Mục")))
    listed = tuple(
        Row((Cell((str(i),)), Cell((number,)), Cell((_around(runs, number),)), Cell((title,))))
        for i, (title, runs, number) in enumerate(rows, 1)
    )
    yield from body.blocks((Table(_LIST_COLUMNS, (head,), listed),), lines.room)


def _around(runs: Runs, number: Number) -> str:
    """The words around a number, enough to find it."""
    at = next(i for i, run in enumerate(runs) if run is number)
    return f"…{plain(runs[:at])[-40:]}{number.text}{plain(runs[at + 1 :])[:40]}…"

"""From the parts of a paper to lines ready to be set: numbers given, words fixed, styles chosen.

The layout is the same for both writers; what it makes is in ``ready``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from phoihop.writing import charts, tables
from phoihop.writing.measure import balanced, width
from phoihop.writing.paper import (
    Align,
    Annex,
    Block,
    Cell,
    Chart,
    Column,
    Level,
    Number,
    Paper,
    Paragraph,
    Row,
    Run,
    Runs,
    Section,
    Signature,
    Table,
    Text,
    plain,
    unbound,
)
from phoihop.writing.ready import Box, Grid, Leaf, Line, Picture, Piece, Ready, Rule, Set
from phoihop.writing.regimes import Regime, Style
from phoihop.writing.spelling import POINT_LETTERS, day_in_words, roman, tones

__all__ = ["lay_out"]

_A4 = (210.0, 297.0)
_LIST_COLUMNS = (Column(1, numeric=True), Column(2.2, numeric=True), Column(8), Column(4))


def lay_out(paper: Paper) -> Ready:
    """Turn a paper into lines in the styles of its regime; see ``write``."""
    title = " ".join(filter(None, (paper.kind, paper.subject)))
    ready = Ready(
        regime=paper.regime,
        title=tones(title or paper.header.issuers[0].name, paper.regime.tones),
        blocks=tuple(_Setter(paper).blocks()),
        sample_mark="SỐ LIỆU MINH HỌA" if paper.sample else "",
    )
    return replace(ready, sample_mark=tones(ready.sample_mark, paper.regime.tones))


@dataclass
class _Setter:
    """Walks a paper once; holds the counters of sections, tables and figures."""

    paper: Paper
    counts: dict[Level, int] = field(default_factory=dict)
    tables: int = 0
    figures: int = 0

    @property
    def regime(self) -> Regime:
        return self.paper.regime

    @property
    def room(self) -> float:
        return _A4[0] - self.regime.margin_left - self.regime.margin_right

    def blocks(self) -> Iterator[Set]:
        yield self._head()
        yield from self._title()
        if self.paper.decided_by:
            yield self._line(self.paper.decided_by, self.regime.decided_by)
        yield from self._bases()
        body = list(self._body(_ended(self.paper.body, self.regime.end), self.room))
        foot = list(self._foot())
        if foot and body and isinstance(body[-1], Line):  # never a signature alone on its page
            kept = replace(body[-1].style, name=f"{body[-1].style.name}, trước chữ ký", keep_next=True)
            body[-1] = replace(body[-1], style=kept)
        yield from body
        yield from foot
        for i, annex in enumerate(self.paper.annexes, 1):
            yield from self._annex(annex, roman(i) if len(self.paper.annexes) > 1 else "")
        yield from self._open_numbers()

    # words

    def _spell(self, text: str) -> str:
        return tones(text, self.regime.tones)

    def _line(self, text: str | Runs, style: Style, *, boxed: bool = False) -> Line:
        runs = (text,) if isinstance(text, str) else text
        return Line(tuple(self._piece(run, style) for run in runs), style, boxed)

    def _piece(self, run: Run, style: Style) -> Piece:
        text = self._spell(run if isinstance(run, str) else run.text)
        text = text.upper() if style.caps else text
        match run:
            case Number():
                return Piece(text, style.bold or run.bold, style.italic, style.underline, run)
            case Text():
                return Piece(text, style.bold or run.bold, style.italic != run.italic, style.underline)
        return Piece(text, style.bold, style.italic, style.underline)

    # head

    def _head(self) -> Grid:
        regime, paper = self.regime, self.paper
        left = round(self.room * regime.left_share, 1)
        right = self.room - left
        rows = [
            (Box(tuple(self._issuers(left - 2))), Box(tuple(self._motto()), 1)),
            (
                Box((self._line(self._number(), replace(regime.number, before=6)),)),
                Box((self._line(self._place(), replace(regime.place_date, before=6)),), 1),
            ),
        ]
        below: list[Line] = []
        if not paper.kind:
            about = regime.letter_subject_form.format(paper.subject)
            below += self._broken(about, regime.letter_subject, left - 4)
        if paper.draft:
            below.append(self._line(paper.draft, regime.mark, boxed=True))
        if below:
            rows.append((Box(tuple(below)), Box((self._line("", regime.place_date),), 1)))
        return Grid((left, right), tuple(rows))

    def _broken(self, text: str, style: Style, room: float) -> list[Line]:
        shown = self._spell(text).upper() if style.caps else self._spell(text)
        lines = balanced(shown, room, style.size, bold=style.bold)
        later = replace(style, before=0)
        return [self._line(line, style if i == 0 else later) for i, line in enumerate(lines)]

    def _issuers(self, room: float) -> Iterator[Line | Rule]:
        last = ""
        for issuer in self.paper.header.issuers:
            if issuer.superior:
                yield from self._broken(issuer.superior, self.regime.superior, room)
            lines = self._broken(issuer.name, self.regime.issuer, room)
            last = lines[-1].pieces[0].text
            yield from lines
        if self.regime.issuer_mark == "rule":
            style = self.regime.issuer
            yield Rule(round(0.45 * width(last, style.size, bold=style.bold), 1))
        else:
            yield self._line(self.regime.issuer_mark, replace(self.regime.issuer, bold=False))

    def _motto(self) -> Iterator[Line | Rule]:
        for text, style in self.regime.motto:
            yield self._line(text, style)
        text, style = self.regime.motto[-1]
        yield Rule(round(width(self._spell(text), style.size, bold=style.bold), 1))

    def _number(self) -> str:
        symbol = self.paper.symbol
        bodies = "-".join(symbol.bodies)
        return self.regime.number_form.format(
            number="\u00a0" * 7 if symbol.number is None else f"{symbol.number:02d}",
            symbol="-".join(filter(None, (symbol.kind, bodies))),
            kind=symbol.kind or "CV",
            bodies=bodies,
        )

    def _place(self) -> str:
        place = self.paper.place_and_date
        if place.day is None:
            gap = "\u00a0" * 5
            return f"{place.place}, ngày{gap}tháng{gap}năm{gap}"
        return f"{place.place}, {day_in_words(place.day, day_open=place.day_open)}"

    # title

    def _title(self) -> Iterator[Set]:
        regime, paper = self.regime, self.paper
        if paper.kind:
            yield self._line(paper.kind, regime.kind)
            lines = self._broken(paper.subject, regime.subject, self.room * 0.86)
            yield from lines
            if regime.subject_mark == "rule":
                longest = max(width(line.pieces[0].text, regime.subject.size, bold=True) for line in lines)
                yield Rule(round(min(0.4 * longest, 50), 1), after=8)
            else:
                yield self._line(regime.subject_mark, replace(regime.subject, after=8))
        yield from self._addressees()

    def _addressees(self) -> Iterator[Line]:
        to, style = self.paper.addressees, self.regime.addressee
        petition = self.paper.symbol.kind == "TTr"
        word = self.regime.petition_word if petition else self.regime.addressee_word
        if len(to) == 1:
            centred = replace(style, name=f"{style.name} một nơi", align="centre")
            yield self._line(f"{word} {_closed(to[0], '.')}", centred)
        elif to:
            left = round(self.room * 0.22, 1)
            yield self._line(word, replace(style, left_indent=left, after=0, keep_next=True))
            for i, name in enumerate(to):
                last = i == len(to) - 1
                item = replace(
                    style,
                    name=f"{style.name} từng nơi",
                    left_indent=left + 14,
                    before=0,
                    hanging=3.5,
                    after=style.after if last else 0,
                    keep_next=not last,
                )
                yield self._line(f"- {_closed(name, '.' if last else ';')}", item)

    def _bases(self) -> Iterator[Line]:
        for i, runs in enumerate(self.paper.bases):
            end = self.regime.basis_end if i == len(self.paper.bases) - 1 else ";"
            before, _, after = self.regime.basis_form.partition("{}")
            closed = runs if plain(runs).endswith((";", ".", ",")) else (*runs, end)
            yield self._line(tuple(filter(None, (before, *closed, after))), self.regime.basis)

    # body

    def _body(self, blocks: Iterable[Block], room: float) -> Iterator[Set]:
        for block in blocks:
            match block:
                case Paragraph():
                    yield self._paragraph(block)
                case Section():
                    yield from self._section(block, room)
                case Table():
                    yield from self._table(block, room)
                case Chart():
                    yield from self._chart(block, room)

    def _paragraph(self, block: Paragraph, lead: str = "") -> Line:
        style = self.regime.body
        if block.align is not Align.JUSTIFY:
            style = replace(style, name=f"{style.name}, {block.align.value}", align=block.align.value, first_indent=0)
        elif not block.indent:
            style = replace(style, name=f"{style.name} sát lề", first_indent=0)
        runs: Runs = block.runs
        if lead or block.dash:
            runs = (lead or "- ", *runs)
        return self._line(runs, style)

    def _section(self, block: Section, room: float) -> Iterator[Set]:
        label = self._count(block.level)
        if block.level is Level.PART:
            yield self._line(f"{label}\n{block.title.upper()}", self.regime.part)
            body = block.body
        elif block.title:
            yield self._line(f"{label} {block.title}", self._style(block.level))
            body = block.body
        else:
            first, body = (block.body[0], block.body[1:]) if block.body else (Paragraph(()), ())
            if not isinstance(first, Paragraph):
                raise TypeError("a section without a title begins with a paragraph")
            yield self._paragraph(first, lead=f"{label} ")
        yield from self._body(body, room)

    def _style(self, level: Level) -> Style:
        regime = self.regime
        return {
            Level.HEADING: regime.heading,
            Level.CLAUSE: regime.clause,
            Level.SUBCLAUSE: regime.subclause,
            Level.POINT: regime.point,
            Level.ARTICLE: regime.article,
        }[level]

    def _count(self, level: Level) -> str:
        order = list(Level)
        number = self.counts[level] = self.counts.get(level, 0) + 1
        for deeper in order[order.index(level) + 1 :]:
            if deeper is not Level.ARTICLE:  # articles run on through the whole paper
                self.counts.pop(deeper, None)
        if level is Level.ARTICLE:
            for inner in (Level.CLAUSE, Level.SUBCLAUSE, Level.POINT):
                self.counts.pop(inner, None)
        match level:
            case Level.PART:
                return f"Phần {roman(number)}"
            case Level.HEADING:
                return f"{roman(number)}."
            case Level.CLAUSE:
                return f"{number}."
            case Level.SUBCLAUSE:
                return f"{self.counts.get(Level.CLAUSE, 1)}.{number}."
            case Level.POINT:
                return f"{POINT_LETTERS[number - 1]})"
        return f"Điều {number}."

    def _table(self, block: Table, room: float) -> Iterator[Set]:
        regime = self.regime
        if block.title:
            self.tables += 1
            yield self._line(f"Biểu {self.tables}. {block.title}", regime.table_title)
        if block.unit:
            style = replace(regime.note, name="Đơn vị tính", align="right", before=0, after=2, keep_next=True)
            yield self._line(f"Đơn vị tính: {block.unit}", style)
        yield tables.grid(block, room, regime, self._line)
        for note in block.notes:
            yield self._line(note, regime.note)
        yield self._line("", replace(regime.note, name="Sau biểu", before=0, after=2))

    def _chart(self, block: Chart, room: float) -> Iterator[Set]:
        self.figures += 1
        shown = replace(block, title=self._spell(block.title))
        yield Picture(charts.svg(shown, room), room, charts.words(shown))
        yield self._line(f"Hình {self.figures}. {block.title}", self.regime.figure_title)
        if block.note:
            yield self._line(block.note, replace(self.regime.note, align="centre", after=6))

    # foot

    def _foot(self) -> Iterator[Set]:
        paper = self.paper
        if not paper.signatures and not paper.recipients:
            return
        half = self.room / 2
        gap = self._line("", replace(self.regime.recipient, name="Trước chữ ký", size=6, keep_next=True))
        yield gap
        if len(paper.signatures) <= 1:
            signed = tuple(self._signature(paper.signatures[0])) if paper.signatures else (gap,)
            left = tuple(self._recipients()) or (gap,)
            yield Grid((self.room * 0.46, self.room * 0.54), ((Box(left), Box(signed, 1)),), together=True)
            return
        keeper, others = paper.signatures[0], list(paper.signatures[1:])
        cells: list[Signature | None] = [*others, keeper] if len(others) % 2 else [*others, None, keeper]
        rows = tuple(
            tuple(
                Box(tuple(self._signature(cell, below=i > 0)) if cell else (gap,), at)
                for at, cell in enumerate(cells[i : i + 2])
            )
            for i in range(0, len(cells), 2)
        )
        yield Grid((half, half), rows, together=True)
        if paper.recipients:
            yield gap
            yield Grid((half, half), ((Box(tuple(self._recipients())), Box((gap,), 1)),), together=True)

    def _signature(self, who: Signature, *, below: bool = False) -> Iterator[Line]:
        style, words = self.regime.authority, dict(self.regime.authority_words)
        lines = [who.body] if who.body else []
        lines += [f"{words[act.how.value]} {act.whose}" for act in who.acting]
        lines += [who.title] if who.title else []
        room = self.room / 2 - 4
        if below:  # the second row of a grid
            lines = ["", *lines]
        for text in lines:
            yield from self._broken(text, style, room) if text else [self._line("", style)]
        name = f"{who.rank} {who.name}".strip() if who.rank else who.name
        signer = replace(self.regime.signer, before=self.regime.signature_room / 25.4 * 72)
        yield Line((Piece(name, signer.bold),), signer)

    def _recipients(self) -> Iterator[Line]:
        names = self.paper.recipients
        if not names:
            return
        yield self._line("Nơi nhận:", self.regime.recipients_word)
        for i, name in enumerate(names):
            style = replace(self.regime.recipient, hanging=2.2, left_indent=2.2)
            if i == len(names) - 1:
                style = replace(style, name=f"{style.name} cuối", keep_next=False)
            yield self._line(f"- {_closed(name, '.' if i == len(names) - 1 else ';')}", style)

    # annexes

    def _annex(self, annex: Annex, numeral: str) -> Iterator[Set]:
        regime = self.regime
        yield Leaf(annex.landscape)
        self.counts.clear()
        room = _A4[1] - 2 * regime.margin_top if annex.landscape else self.room
        yield self._line(f"Phụ lục {numeral}".strip(), regime.annex_mark)
        yield from self._broken(annex.title, regime.annex_title, room * 0.9)
        yield self._line(f"(Kèm theo {self._called()})", regime.annex_source)
        yield from self._body(annex.body, room)

    def _called(self) -> str:
        kind = self.paper.kind.capitalize() or "Công văn"
        words = self._number().replace("Số:", "số").replace("Số", "số")
        place = self.paper.place_and_date
        gap = "\u00a0" * 5
        day = day_in_words(place.day, day_open=place.day_open) if place.day else f"ngày{gap}tháng{gap}năm{gap}"
        bodies = " và ".join(issuer.name.replace("\n", " ") for issuer in self.paper.header.issuers)
        return f"{kind} {words} {day} của {bodies}"

    # what is still to be bound

    def _open_numbers(self) -> Iterator[Set]:
        rows = unbound(self.paper)
        if not rows:
            return
        yield Leaf()
        yield self._line(f"Số chưa gắn nguồn: {len(rows)}", self.regime.annex_title)
        yield self._line("(Trang này chỉ có trong bản dự thảo)", self.regime.annex_source)
        head = Row(tuple(Cell((text,)) for text in ("Stt", "Số", "Trong câu", "Mục")))
        body = tuple(
            Row((Cell((str(i),)), Cell((number,)), Cell((_around(runs, number),)), Cell((title,))))
            for i, (title, runs, number) in enumerate(rows, 1)
        )
        yield from self._table(Table(_LIST_COLUMNS, (head,), body), self.room)


def _closed(text: str, mark: str) -> str:
    """End a list item with its mark unless it carries one."""
    return text if text.endswith((".", ";", ",", ":")) else text + mark


def _ended(blocks: tuple[Block, ...], mark: str) -> tuple[Block, ...]:
    """Close the last paragraph of the body with the end mark ("./.")."""
    if not blocks:
        return blocks
    *before, last = blocks
    if isinstance(last, Section) and last.body:
        return (*before, replace(last, body=_ended(last.body, mark)))
    if not isinstance(last, Paragraph) or not last.runs or plain(last.runs).endswith(mark):
        return blocks
    end = last.runs[-1]
    if isinstance(end, Number):
        return (*before, replace(last, runs=(*last.runs, mark)))
    text = (end if isinstance(end, str) else end.text).rstrip(" .") + mark
    return (*before, replace(last, runs=(*last.runs[:-1], text if isinstance(end, str) else replace(end, text=text))))


def _around(runs: Runs, number: Number) -> str:
    """The words around a number, enough to find it."""
    at = next(i for i, run in enumerate(runs) if run is number)
    return f"…{plain(runs[:at])[-40:]}{number.text}{plain(runs[at + 1 :])[:40]}…"

"""The body of a paper: numbered sections, paragraphs, tables and charts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from phoihop.writing import charts, tables
from phoihop.writing.paper import Align, Block, Chart, Level, Number, Paragraph, Runs, Section, Table, plain
from phoihop.writing.ready import Line, Picture, Set
from phoihop.writing.regimes import Style
from phoihop.writing.setting.lines import Lines
from phoihop.writing.spelling import POINT_LETTERS, roman

__all__ = ["Body", "ended"]


@dataclass
class Body:
    """Walks blocks in reading order; holds the counters of sections, tables and figures."""

    lines: Lines
    counts: dict[Level, int] = field(default_factory=dict)
    tables: int = 0
    figures: int = 0

    def blocks(self, blocks: Iterable[Block], room: float) -> Iterator[Set]:
        """Set some blocks into a width in millimetres."""
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
        style = self.lines.regime.body
        if block.align is not Align.JUSTIFY:
            style = replace(style, name=f"{style.name}, {block.align.value}", align=block.align.value, first_indent=0)
        elif not block.indent:
            style = replace(style, name=f"{style.name} sát lề", first_indent=0)
        runs: Runs = block.runs
        if lead or block.dash:
            runs = (lead or "- ", *runs)
        return self.lines.line(runs, style)

    def _section(self, block: Section, room: float) -> Iterator[Set]:
        label = self._count(block.level)
        if block.level is Level.PART:
            yield self.lines.line(f"{label}\n{block.title.upper()}", self.lines.regime.part)
            body = block.body
        elif block.title:
            style = self._style(block.level)
            if not block.body:  # nothing to keep it with
                style = replace(style, name=f"{style.name}, chưa viết", keep_next=False)
            yield self.lines.line(f"{label} {block.title}", style)
            body = block.body
        else:
            first, body = (block.body[0], block.body[1:]) if block.body else (Paragraph(()), ())
            if not isinstance(first, Paragraph):
                raise TypeError("a section without a title begins with a paragraph")
            yield self._paragraph(first, lead=f"{label} ")
        yield from self.blocks(body, room)

    def _style(self, level: Level) -> Style:
        regime = self.lines.regime
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
                turn, at = divmod(number - 1, len(POINT_LETTERS))
                return POINT_LETTERS[at] * (turn + 1) + ")"
        return f"Điều {number}."

    def _table(self, block: Table, room: float) -> Iterator[Set]:
        regime = self.lines.regime
        if block.title:
            self.tables += 1
            yield self.lines.line(f"Biểu {self.tables}. {block.title}", regime.table_title)
        if block.unit:
            style = replace(regime.note, name="Đơn vị tính", align="right", before=0, after=2, keep_next=True)
            yield self.lines.line(f"Đơn vị tính: {block.unit}", style)
        yield tables.grid(block, room, regime, self.lines.line)
        for note in block.notes:
            yield self.lines.line(note, regime.note)
        yield self.lines.line("", replace(regime.note, name="Sau biểu", before=0, after=2))

    def _chart(self, block: Chart, room: float) -> Iterator[Set]:
        self.figures += 1
        shown = replace(block, title=self.lines.spelled(block.title))
        yield Picture(charts.svg(shown, room), room, charts.words(shown))
        yield self.lines.line(f"Hình {self.figures}. {block.title}", self.lines.regime.figure_title)
        if block.note:
            yield self.lines.line(block.note, replace(self.lines.regime.note, align="centre", after=6))


def ended(blocks: tuple[Block, ...], mark: str) -> tuple[Block, ...]:
    """Close the last paragraph of the body with the end mark ("./.")."""
    if not blocks:
        return blocks
    *before, last = blocks
    if isinstance(last, Section) and last.body:
        return (*before, replace(last, body=ended(last.body, mark)))
    if not isinstance(last, Paragraph) or not last.runs or plain(last.runs).endswith(mark):
        return blocks
    end = last.runs[-1]
    if isinstance(end, Number):
        return (*before, replace(last, runs=(*last.runs, mark)))
    text = (end if isinstance(end, str) else end.text).rstrip(" .") + mark
    return (*before, replace(last, runs=(*last.runs[:-1], text if isinstance(end, str) else replace(end, text=text))))

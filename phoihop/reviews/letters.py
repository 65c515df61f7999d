"""The paper of a review: its sections, numbers and tables as parts that ``writing`` sets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.utils import timezone
from django.utils.translation import override

from phoihop.core.actor import System
from phoihop.reviews import queries
from phoihop.reviews.models import Review
from phoihop.reviews.queries import Line, Print, Standing
from phoihop.reviews.rules.notation import Piece
from phoihop.reviews.rules.outlines import Depth
from phoihop.reviews.rules.states import Kind, State
from phoihop.web.print import day, points
from phoihop.writing import (
    Acting,
    Align,
    Annex,
    Authority,
    Block,
    Cell,
    Chart,
    Column,
    Form,
    Header,
    Issuer,
    Level,
    Number,
    Paper,
    Paragraph,
    PlaceAndDate,
    Section,
    Series,
    Signature,
    Symbol,
    Table,
    write,
)
from phoihop.writing import Row as TableRow
from phoihop.writing.numbers import percent
from phoihop.writing.regimes import Regime
from phoihop.writing.regimes.front import FRONT
from phoihop.writing.regimes.party import PARTY
from phoihop.writing.regimes.state import STATE

__all__ = ["by_year", "export", "filename", "paper"]

REGIMES: Mapping[System, Regime] = {System.MASS: PARTY, System.POLICE: STATE, System.GOVERNMENT: STATE}
_LEVELS = {Depth.PART: Level.PART, Depth.HEADING: Level.HEADING, Depth.CLAUSE: Level.CLAUSE}
_DEPTHS = list(_LEVELS)
END = " (số cuối kỳ)"
STOCK = "Chỉ tiêu ghi “số cuối kỳ”: cột cuối lấy số gần nhất của từng đơn vị, không cộng các năm."
BLANK = "Ô trống là chưa có số liệu đã nhận."
UNLIKE = "Cột “So kỳ trước” để trống nơi đơn vị có số ở hai kỳ không giống nhau hoặc số không chính xác: không so được."


def export(review: Review, *, as_: Literal["docx", "pdf"], site: str = "") -> bytes:
    """A review as a file: a draft with its mark and open numbers listed, or the copy for signature.

    ``site`` is the address before the paths of explanations, for links in the file.
    """
    return write(paper(review, site=site), as_=as_)


def filename(review: Review, as_: str) -> str:
    """The name under which a review is taken away."""
    kind = "tong-ket" if review.kind == Kind.FINAL else "so-ket"
    mark = "-du-thao" if review.stage is State.DRAFT else ""
    return f"bao-cao-{kind}-{review.first_year}-{review.last_year}-{review.pk}{mark}.{as_}"


def paper(review: Review, *, site: str = "") -> Paper:
    """A review as the parts of a paper in the layout of its body's system, in Vietnamese whatever the screen shows."""
    with override("vi"):
        return _paper(review, site=site)


def _paper(review: Review, *, site: str) -> Paper:
    standings = queries.sections(review)
    wanted = {token for standing in standings for told in standing.paragraphs for token in told.tokens}
    setter = _Setter(review, queries.prints(review, wanted), site, queries.noted(review, standings).paper)
    head = queries.papers_head(review)
    years = review.last_year - review.first_year + 1
    about = f"{review.get_kind_display()} {years} năm thực hiện {review.programme.name}"
    return Paper(
        regime=REGIMES.get(review.body.line, FRONT),
        header=Header((Issuer(head.issuer or str(review.body), head.superior),)),
        symbol=Symbol("BC", tuple(filter(None, head.symbol.split("-"))), review.number),
        place_and_date=PlaceAndDate(head.place, review.dated or review.map_date, day_open=review.dated is None),
        kind="Báo cáo",
        subject=_subject(about, review),
        addressees=head.lines("addressees"),
        body=setter.nested([s for s in standings if s.section.depth != Depth.ANNEX]),
        signatures=(
            Signature(head.signer_title, head.signer, head.signer_rank, tuple(map(_acting, head.lines("acting")))),
        ),
        recipients=head.lines("recipients"),
        annexes=tuple(
            Annex(standing.section.title, setter.filled(standing), landscape=True)
            for standing in standings
            if standing.section.depth == Depth.ANNEX and standing.paragraphs
        ),
        draft="Dự thảo" if review.stage is State.DRAFT else "",
        sample=review.sample,
    )


def _subject(about: str, review: Review) -> str:
    """The subject names the years once, also where the programme's own name has them."""
    span = f"{review.first_year}-{review.last_year}"
    named = about.replace("–", "-").replace(f"{review.first_year} - {review.last_year}", span)
    return named if span in named else f"{named}, giai đoạn {span}"


def _acting(line: str) -> Acting:
    """ "KT. Giám đốc" as an authority and whose; an unknown word stands as on behalf."""
    word, _, whose = line.partition(" ")
    known = {how.value: how for how in Authority}
    how = known.get(word.upper().replace("/", "") if word.upper() in known else word.upper())
    return Acting(how, whose) if how else Acting(Authority.ON_BEHALF, line)


@dataclass(frozen=True, slots=True)
class _Setter:
    """Sets sections with their numbers printed."""

    review: Review
    prints: Mapping[str, Print]
    site: str
    noted: int | None = None

    def nested(self, standings: Sequence[Standing]) -> tuple[Block, ...]:
        """Flat sections as a tree: what stands deeper belongs to the one before."""
        blocks: list[Block] = []
        at = 0
        while at < len(standings):
            depth = _DEPTHS.index(Depth(standings[at].section.depth))
            end = at + 1
            while end < len(standings) and _DEPTHS.index(Depth(standings[end].section.depth)) > depth:
                end += 1
            inner = self.nested(standings[at + 1 : end])
            level = _LEVELS[_DEPTHS[depth]]
            blocks.append(Section(level, standings[at].section.title, self.filled(standings[at]) + inner))
            at = end
        return tuple(blocks)

    def filled(self, standing: Standing) -> tuple[Block, ...]:
        """The blocks of one section."""
        if standing.table:
            lines = queries.table_lines(standing, self.prints)
            return (by_year(self.review, lines, self.number), *charts(self.review, lines)) if lines else ()
        written = tuple(Paragraph(tuple(map(self.run, told.pieces))) for told in standing.paragraphs)
        if standing.section.pk != self.noted:
            return written
        note = Paragraph((queries.running_note(self.review),))
        return (*written, note) if standing.holds_text else (note,)

    def run(self, piece: Piece) -> str | Number:
        if piece.token:
            return self.number(self.prints[piece.token], piece.token)
        if piece.open:
            return Number(piece.text, unbound=True)
        return Number(piece.text) if piece.own else piece.text

    def number(self, shown: Print, token: str = "") -> Number:
        token = token or shown.token
        return Number(shown.text, token, shown.citation, f"{self.site}{shown.url}" if self.site and shown.url else "")


def by_year(review: Review, lines: Sequence[Line], number: Callable[[Print], Number]) -> Table:
    """The table by year (biểu số liệu theo năm): every figure bound; against the span before where that is counted."""
    years = range(review.first_year, review.last_year + 1)
    compared = any(map(_change, lines))
    head = (
        TableRow(
            (
                Cell(("Stt",), down=2),
                Cell(("Chỉ tiêu",), down=2),
                Cell(("Đơn vị tính",), down=2),
                Cell(("Năm",), across=len(years)),
                Cell((f"{queries.closing(lines)}\n{years[0]}-{years[-1]}",), down=2),
                *([Cell(("So kỳ trước (%)",), down=2)] if compared else []),
            )
        ),
        TableRow(tuple(Cell((queries.running_head(review, year),)) for year in years)),
    )
    body = tuple(
        TableRow(
            (
                Cell((str(at),)),
                Cell((f"{line.indicator.name}{END}" if line.stock else line.indicator.name,)),
                Cell((line.indicator.unit,)),
                *(Cell((number(cell),)) for cell in line.years),
                Cell((number(line.total),), bold=True),
                *([Cell((_change(line),))] if compared else []),
            )
        )
        for at, line in enumerate(lines, 1)
    )
    columns = (
        Column(9, align=Align.CENTRE),
        Column(66),
        Column(24, align=Align.CENTRE),
        *(Column(20, numeric=True) for _ in years),
        Column(24, numeric=True),
        *([Column(18, numeric=True)] if compared else []),
    )
    return Table(
        columns, head, body, "Kết quả thực hiện theo từng năm", notes=tuple((note,) for note in _notes(review, lines))
    )


def _notes(review: Review, lines: Sequence[Line]) -> list[str]:
    """What stands under the table: the rule of the last column, who has no figure of the last year, how far it is,
    and the edition that all of it is taken from (bản chốt).
    """
    carried = queries.carried_note(review, [line.indicator for line in lines])
    stock = STOCK if any(line.stock for line in lines) else ""
    unlike = UNLIKE if any(map(_change, lines)) and not all(map(_change, lines)) else ""
    return list(filter(None, (stock, carried, BLANK, unlike, queries.running_note(review), _edition(review))))


def _edition(review: Review) -> str:
    """Which edition the numbers are taken from (bản chốt); empty where none was frozen."""
    if review.edition is None:
        return ""
    frozen, on = day(timezone.localtime(review.edition.made_at).date()), day(review.map_date)
    return f"Số liệu theo bản chốt {review.edition_number} ngày {frozen}, địa giới hành chính ngày {on}."


def _change(line: Line) -> str:
    """The change against the span before, as a signed percentage, of a rate in points; empty where there is none."""
    now, before = line.total.value, line.previous.value
    if line.indicator.unit == "%":
        return points(*(None if one is None else Decimal(one).scaleb(-line.indicator.scale) for one in (now, before)))
    return percent(now - before, before, sign=True).removesuffix("%") if now is not None and before else ""


def charts(review: Review, lines: Sequence[Line]) -> list[Chart]:
    """Bars by year for the first indicators that have at least three years."""
    shown = [line for line in lines if line.drawn]
    running = queries.unfinished(review)
    labels = tuple(map(str, range(review.first_year, review.last_year + 1)))
    return [
        Chart(
            Form.BAR,
            f"{line.indicator.name} ({line.indicator.unit.partition('(')[0].strip()})",
            labels,
            (Series(line.indicator.name, tuple(line.values)),),
            unit=line.indicator.unit,
            note="Cột rỗng: năm chưa đủ số liệu." if running else "",
            partial=(str(running),) if running else (),
        )
        for line in shown[: queries.CHARTS]
    ]

"""Papers out (soạn văn bản): typed parts in, an official document out, as DOCX or PDF.

>>> from phoihop.writing.regimes.state import STATE
>>> paper = Paper(
...     regime=STATE, header=Header((Issuer("Công an tỉnh Ninh Bình", "Bộ Công an"),)), kind="Báo cáo",
...     symbol=Symbol("BC", ("CAT",)), place_and_date=PlaceAndDate("Ninh Bình"), subject="Kết quả năm 2026",
...     body=(Paragraph(("Đã tổ chức ", Number("18.937", token="TT01"), " buổi.")),),
... )
>>> write(paper, as_="pdf")[:5]
b'%PDF-'
"""

from typing import Literal

from phoihop.writing.docx import docx
from phoihop.writing.paper import (
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
    Row,
    Run,
    Runs,
    Section,
    Series,
    Signature,
    Symbol,
    Table,
    Text,
    Tile,
    UnboundNumbersError,
    plain,
    unbound,
)
from phoihop.writing.pdf import pdf
from phoihop.writing.setting import lay_out

__all__ = [
    "Acting",
    "Align",
    "Annex",
    "Authority",
    "Block",
    "Cell",
    "Chart",
    "Column",
    "Form",
    "Header",
    "Issuer",
    "Level",
    "Number",
    "Paper",
    "Paragraph",
    "PlaceAndDate",
    "Row",
    "Run",
    "Runs",
    "Section",
    "Series",
    "Signature",
    "Symbol",
    "Table",
    "Text",
    "Tile",
    "UnboundNumbersError",
    "plain",
    "unbound",
    "write",
]


def write(paper: Paper, *, as_: Literal["docx", "pdf"]) -> bytes:
    """Write a paper (văn bản) as a file; the same paper gives the same bytes.

    A draft shades and lists its unbound numbers and, in DOCX, carries citations as comments; a paper
    without a draft mark raises ``UnboundNumbersError`` while any remain. The layout is that of ``paper.regime``.
    """
    if not paper.draft and (left := unbound(paper)):
        raise UnboundNumbersError(tuple(number for _, _, number in left))
    ready, dated = lay_out(paper), paper.place_and_date.day
    if as_ == "pdf":
        return pdf(ready, dated=dated)
    return docx(ready, dated=dated, comments=bool(paper.draft))

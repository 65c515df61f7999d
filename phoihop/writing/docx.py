"""A laid-out paper as DOCX: named styles, Times New Roman throughout, Vietnamese as its language."""

import io
import zipfile
from datetime import UTC, date, datetime
from typing import Any

from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from phoihop.writing.pdf import picture
from phoihop.writing.ready import Box, Grid, Leaf, Line, Picture, Piece, Ready, Rule
from phoihop.writing.regimes import Style
from phoihop.writing.tables import PAD
from phoihop.writing.unbroken import parts

__all__ = ["docx"]

_FONT = "Times New Roman"
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_EPOCH = date(2020, 1, 1)
_SHADE = "FFE08A"
_NO_BREAK_SPACE = "\u00a0"
_KEPT = {"Normal", "DefaultParagraphFont", "TableNormal", "NoList", "TableGrid", "CommentText", "CommentReference"}


def docx(ready: Ready, *, dated: date | None = None, comments: bool = False) -> bytes:
    """Write a paper as DOCX. The same paper gives the same bytes; ``comments`` puts citations beside the
    numbers of sentences (those of tables keep their links only, or the margin would hold nothing else).
    """
    writer = _Writer(ready, comments=comments)
    stamp = datetime.combine(dated or _EPOCH, datetime.min.time(), tzinfo=UTC)
    return writer.write(stamp)


class _Writer:
    def __init__(self, ready: Ready, *, comments: bool) -> None:
        self.ready = ready
        self.comments = comments
        self.word: Word = Document()
        self.styles: dict[Style, str] = {}
        self.stamp = datetime.combine(_EPOCH, datetime.min.time(), tzinfo=UTC)

    def write(self, stamp: datetime) -> bytes:
        self.stamp = stamp
        self._plain_base()
        section = self.word.sections[0]
        self._page(section, landscape=False)
        for block in self.ready.blocks:
            match block:
                case Line():
                    self._line(self.word.add_paragraph(), block, comments=self.comments)
                case Rule():
                    self._rule(self.word.add_paragraph(), block, self._room(section))
                case Grid():
                    self._grid(block)
                case Picture():
                    self._picture(block)
                case Leaf():
                    section = self.word.add_section(WD_SECTION.NEW_PAGE)
                    self._page(section, landscape=block.landscape)
        self._facts(stamp)
        return _same_bytes(self.word)

    # base

    def _plain_base(self) -> None:
        """Take theme fonts and colours out of the default style; Vietnamese becomes the language."""
        defaults = self.word.styles.element.find(qn("w:docDefaults"))
        if defaults is not None:
            for fonts in defaults.iter(qn("w:rFonts")):
                for name in [a for a in fonts.attrib if str(a).endswith("Theme")]:
                    del fonts.attrib[name]
                for slot in ("ascii", "hAnsi", "eastAsia", "cs"):
                    fonts.set(qn(f"w:{slot}"), _FONT)
            for language in defaults.iter(qn("w:lang")):
                for slot in ("val", "eastAsia", "bidi"):
                    language.set(qn(f"w:{slot}"), "vi-VN")
        normal = self.word.styles["Normal"]
        assert isinstance(normal, ParagraphStyle)
        _face(normal, Style("Normal", self.ready.regime.body.size))
        normal.paragraph_format.space_after = Pt(0)
        normal.paragraph_format.line_spacing = 1.0
        self._modern()
        for style in list(self.word.styles.element.findall(qn("w:style"))):
            if style.get(qn("w:styleId")) not in _KEPT:
                self.word.styles.element.remove(style)

    def _modern(self) -> None:
        """Ask for the layout of today's Word instead of its compatibility mode."""
        settings = self.word.settings.element
        for language in settings.iter(qn("w:themeFontLang")):
            language.set(qn("w:val"), "vi-VN")
        for setting in settings.iter(qn("w:compatSetting")):
            if setting.get(qn("w:name")) == "compatibilityMode":
                setting.set(qn("w:val"), "15")

    def _facts(self, stamp: datetime) -> None:
        facts = self.word.core_properties
        facts.title, facts.author, facts.comments, facts.language = self.ready.title, "", "", "vi-VN"
        facts.created = facts.modified = stamp.replace(tzinfo=None)
        facts.last_modified_by = ""

    def _page(self, section: Section, *, landscape: bool) -> None:
        regime = self.ready.regime
        long, short = Mm(297), Mm(210)
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (long, short) if landscape else (short, long)
        section.top_margin, section.bottom_margin = Mm(regime.margin_top), Mm(regime.margin_bottom)
        section.left_margin = Mm(regime.margin_top if landscape else regime.margin_left)
        section.right_margin = Mm(regime.margin_top if landscape else regime.margin_right)
        section.header_distance = Mm(regime.page_number_from_top)
        section.footer_distance = Mm(10)
        section.different_first_page_header_footer = True
        section.header.is_linked_to_previous = section.first_page_header.is_linked_to_previous = False
        self._page_head(section.header.paragraphs[0], self._room(section), numbered=True)
        self._page_head(section.first_page_header.paragraphs[0], self._room(section), numbered=False)
        counted = _element("w:pgNumType", start="1")
        for old in section._sectPr.findall(qn("w:pgNumType")):
            section._sectPr.remove(old)
        columns = section._sectPr.find(qn("w:cols"))
        columns.addprevious(counted) if columns is not None else section._sectPr.append(counted)

    def _page_head(self, paragraph: Paragraph, room: float, *, numbered: bool) -> None:
        self._as(paragraph, Style("Số trang", self.ready.regime.page_number, align="left"))
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(Mm(room / 2), alignment=1)  # centre
        stops.add_tab_stop(Mm(room), alignment=2)  # right
        paragraph.add_run("\t")
        if numbered:
            for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
                run = paragraph.add_run()
                part = _element("w:fldChar", fldCharType=kind) if kind else _element("w:instrText")
                part.text = text or None
                run._r.append(part)
        if self.ready.sample_mark:
            paragraph.add_run("\t")
            run = paragraph.add_run(self.ready.sample_mark)
            run.font.size, run.font.bold = Pt(9), True
            run._r.get_or_add_rPr().append(_element("w:color", val="B3261E"))
            _frame(run, "B3261E")

    def _room(self, section: Section) -> float:
        width, left, right = section.page_width, section.left_margin, section.right_margin
        assert width is not None
        assert left is not None
        assert right is not None
        return (width - left - right) / 36000

    # lines

    def _as(self, paragraph: Paragraph, style: Style) -> None:
        """Set a paragraph in a style; the style is written straight in, as looking it up takes milliseconds."""
        properties = paragraph._p.get_or_add_pPr()
        properties.style = self._style(style)

    def _style(self, style: Style) -> str:
        """The identity of Word's style for a style of ours; a second one of the same name gets a number."""
        if style not in self.styles:
            again = sum(known.name == style.name for known in self.styles)
            name = f"{style.name} {again + 1}" if again else style.name
            made = self.word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            assert isinstance(made, ParagraphStyle)
            made.base_style = self.word.styles["Normal"]
            made.quick_style = True
            _face(made, style)
            _spacing(made, style)
            self.styles[style] = made.style_id
        return self.styles[style]

    def _line(self, paragraph: Paragraph, line: Line, *, comments: bool = False) -> None:
        self._as(paragraph, line.style)
        for piece in line.pieces:
            self._piece(paragraph, piece, line, comments=comments)

    def _piece(self, paragraph: Paragraph, piece: Piece, line: Line, *, comments: bool) -> None:
        if not piece.text:
            return
        run = paragraph.add_run()
        for text, whole in parts(piece.text):
            _write(run, text, whole=whole)
        for name in ("bold", "italic", "underline"):
            if getattr(piece, name) != getattr(line.style, name):
                setattr(run.font, name, getattr(piece, name))
        if line.boxed:
            _frame(run, "000000")
        number = piece.number
        if number is None:
            return
        if number.unbound:
            run._r.get_or_add_rPr().append(_element("w:shd", val="clear", color="auto", fill=_SHADE))
        if number.citation and comments:
            comment = self.word.add_comment(run, text=number.citation, author="Phối Hợp", initials="PH")
            comment._comment_elm.set(qn("w:date"), f"{self.stamp:%Y-%m-%dT%H:%M:%SZ}")
        if number.url:
            _link(paragraph, run, number.url, number.citation)

    def _rule(self, paragraph: Paragraph, rule: Rule, room: float) -> None:
        """A rule is the lower border of an empty line, drawn in from both sides to its length."""
        style = Style("Đường kẻ", 2, exactly=max(2.0, rule.before + 1), after=rule.after)
        self._as(paragraph, style)
        side = Mm(max(0.0, (room - rule.length) / 2))
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
        border = _element("w:pBdr")
        border.append(_element("w:bottom", val="single", sz="6", space="0", color="000000"))
        properties = paragraph._p.get_or_add_pPr()
        properties.insert_element_before(border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")

    # grids

    def _grid(self, grid: Grid) -> None:
        table = self.word.add_table(rows=len(grid.rows), cols=len(grid.widths))
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        if grid.bordered:
            table.style = self.word.styles["Table Grid"]
        pad = PAD if grid.bordered else 0.0
        _table_facts(table, grid, pad)
        cells = table._cells  # each look-up by row and column builds this list again
        for at, row in enumerate(grid.rows):
            if grid.bordered or grid.together:
                _row_fact(table, at, "w:cantSplit")
            if at < grid.head_rows:
                _row_fact(table, at, "w:tblHeader")
                table.rows[at].height = Pt(grid.head_heights[at])
            for box in row:
                first = at * len(grid.widths) + box.column
                cell = cells[first]
                if box.across > 1 or box.down > 1:
                    cell = cell.merge(cells[first + (box.down - 1) * len(grid.widths) + box.across - 1])
                self._box(cell, box, sum(grid.widths[box.column : box.column + box.across]) - 2 * pad, grid)

    def _box(self, cell: _Cell, box: Box, room: float, grid: Grid) -> None:
        if grid.bordered:
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        for i, part in enumerate(box.content):
            paragraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
            if isinstance(part, Rule):
                self._rule(paragraph, part, room)
            else:
                self._line(paragraph, part)

    def _picture(self, block: Picture) -> None:
        paragraph = self.word.add_paragraph()
        self._as(paragraph, Style("Hình", 12, align="centre", before=6, keep_next=True))
        shape = paragraph.add_run().add_picture(io.BytesIO(picture(block.svg)), width=Mm(block.width))
        shape._inline.docPr.set("descr", block.alt)


def _element(name: str, **values: str) -> Any:
    """A new element with its attributes; python-docx has stubs for its own element classes only."""
    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _face(made: ParagraphStyle, style: Style) -> None:
    font = made.font
    font.name, font.size = _FONT, Pt(style.size)
    font.bold, font.italic, font.underline = style.bold, style.italic, style.underline
    fonts = made.element.get_or_add_rPr().get_or_add_rFonts()
    for slot in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{slot}"), _FONT)


def _spacing(made: ParagraphStyle, style: Style) -> None:
    facts = made.paragraph_format
    facts.alignment = _ALIGN[style.align]
    facts.space_before, facts.space_after = Pt(style.before), Pt(style.after)
    facts.keep_with_next, facts.widow_control = style.keep_next, True
    facts.left_indent = Mm(style.left_indent)
    facts.first_line_indent = Mm(style.first_indent or -style.hanging)
    if style.exactly:
        facts.line_spacing_rule, facts.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(style.exactly)
    else:
        facts.line_spacing = style.pitch
    if style.outline:
        made.element.get_or_add_pPr().append(_element("w:outlineLvl", val=str(style.outline - 1)))


def _write(run: Run, text: str, *, whole: bool) -> None:
    """Add a text to a run, a new line as a break.

    Where it must stay whole, its hyphens and spaces are such as no line breaks at.
    """
    if not whole:
        for at, line in enumerate(text.split("\n")):
            if at:
                run.add_break()
            run.add_text(line)
        return
    for at, part in enumerate(text.replace(" ", _NO_BREAK_SPACE).split("-")):
        if at:
            run._r.append(_element("w:noBreakHyphen"))
        if part:
            run.add_text(part)


def _frame(run: Run, colour: str) -> None:
    run._r.get_or_add_rPr().append(_element("w:bdr", val="single", sz="6", space="0", color=colour))


def _link(paragraph: Paragraph, run: Run, url: str, tip: str) -> None:
    """Make a run a link without changing how it looks."""
    key = paragraph.part.relate_to(
        url, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink", is_external=True
    )
    link = _element("w:hyperlink")
    link.set(qn("r:id"), key)
    if tip:
        link.set(qn("w:tooltip"), tip[:250])
    run._r.addprevious(link)
    link.append(run._r)


def _table_facts(table: Table, grid: Grid, pad: float) -> None:
    for column, width in zip(table.columns, grid.widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    properties = table._tbl.tblPr
    margins = _element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_element(f"w:{side}", w=str(round(pad / 25.4 * 1440)), type="dxa"))
    look = properties.find(qn("w:tblLook"))
    look.addprevious(margins) if look is not None else properties.append(margins)


def _row_fact(table: Table, at: int, name: str) -> None:
    table.rows[at]._tr.get_or_add_trPr().append(_element(name))


def _same_bytes(word: Word) -> bytes:
    """Save with fixed times inside the archive, so that the same paper is the same file."""
    first, final = io.BytesIO(), io.BytesIO()
    word.save(first)
    with zipfile.ZipFile(first) as source, zipfile.ZipFile(final, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return final.getvalue()

"""PDF files: the text layer in reading order with a box for every line; scanned pages through Tesseract.

Tables are found by their ruling lines. Why not a second library for them: the lines are already at hand in the
first one, and pages cost a tenth.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from phoihop.reading.load import legacy, limits
from phoihop.reading.load.annotations import hidden_in_pdf
from phoihop.reading.load.compose import Composer
from phoihop.reading.load.layout import Block, Line, Page, Word, arrange, furniture, joined
from phoihop.reading.load.refused import LoadRefused
from phoihop.reading.load.rulings import Box, grids
from phoihop.reading.load.unshown import unshown_in_pdf
from phoihop.reading.values import Cell, Loaded, Meta, Where

if TYPE_CHECKING:
    import pypdfium2

__all__ = ["load_pdf"]

_MOST_PATHS: Final = 20_000
_LIGATURES: Final = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFFFE: "-", 0x02: "-", 0xA0: " "}
_SPACES: Final = frozenset((0x20, 0x09, 0xA0, 0x3000))


def load_pdf(data: bytes) -> Loaded:
    """A PDF. Raises ``LoadRefused``: damaged, encrypted, bomb, empty, needs_program (a scan without Tesseract)."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        code = "encrypted" if "password" in str(error).lower() or "security" in str(error).lower() else "damaged"
        raise LoadRefused(code, kind="pdf") from error
    try:
        count = len(document)
        if count > limits.PAGES:
            raise LoadRefused("bomb", what="pages", found=count, limit=limits.PAGES)
        beside = unshown_in_pdf(data)
        return replace(_load(document, count, data), hidden=hidden_in_pdf(document), beside=beside)
    except pypdfium2.PdfiumError as error:
        raise LoadRefused("damaged", kind="pdf", part="page") from error
    finally:
        document.close()


def _load(document: pypdfium2.PdfDocument, count: int, data: bytes) -> Loaded:
    warnings: list[str] = []
    sheets: list[tuple[float, float, list[Word], list[Box]]] = []
    scans: list[int] = []
    encodings: set[str] = set()
    for at in range(count):
        page = document[at]
        width, height = page.get_size()
        words, fonts = _words(page)
        encodings |= fonts
        if len(words) < 3 and _has_picture(page):
            scans.append(at)
        sheets.append((width, height, words, _rulings(page)))
        page.close()
    if scans and (len(scans) == count or sum(len(sheet[2]) for sheet in sheets) < 20 * count):
        _read_scans(document, scans, sheets, warnings)
    elif scans:
        warnings.append("pages_without_text")
    whole = " ".join(word.text for sheet in sheets for word in sheet[2][:400])
    if not encodings and (found := legacy.guess(whole)):
        encodings.add(found)
        for sheet in sheets:
            for word in sheet[2]:
                word.text = legacy.convert(word.text, found)
    warnings += sorted({f"legacy_{name.partition('-')[0]}" for name in encodings})
    pages = [
        arrange(at + 1, width, height, words, grids(boxes) if words else ())
        for at, (width, height, words, boxes) in enumerate(sheets)
    ]
    furniture(pages)
    composer = Composer()
    _write(composer, pages)
    for page in pages:
        for line in (*page.notes, *page.head, *page.foot):
            kind = "footnote" if line in page.notes else "header" if line in page.head else "footer"
            where = Where(page=page.number, box=_rounded(line.box))
            composer.piece(line.text, kind, where, confidence=line.confidence)
    loaded = composer.loaded("pdf", data, meta=_meta(document), warnings=warnings)
    sizes = tuple((round(width, 1), round(height, 1)) for width, height, _, _ in sheets)
    return replace(loaded, pages=sizes)


def _meta(document: pypdfium2.PdfDocument) -> Meta:
    said = document.get_metadata_dict(skip_empty=True)
    return Meta(title=said.get("Title"), author=said.get("Author"))


# Words of a page.


def _words(page: pypdfium2.PdfPage) -> tuple[list[Word], set[str]]:
    """The words of a page with boxes, in the file's order, and the legacy encodings that their fonts name."""
    import pypdfium2.raw as pdfium

    text = page.get_textpage()
    left, bottom, right, top = page.get_bbox()
    place = _placer(page.get_rotation(), left, bottom, right, top)
    total = text.count_chars()
    if total > limits.TEXT_CHARACTERS:
        raise LoadRefused("bomb", what="text", limit=limits.TEXT_CHARACTERS)
    box = pdfium.FS_RECTF()
    reference = ctypes.byref(box)
    handle = text.raw
    words: list[Word] = []
    fonts: set[str] = set()
    # Asking for a font costs as much as a letter: a sample tells whether the page has any that matters.
    old = any(legacy.encoding_of_font(_font(handle, at)) for at in range(0, total, 25))
    letters: list[str] = []
    edges = [0.0, 0.0, 0.0, 0.0]
    spaced = False
    encoding: legacy.Encoding | None = None

    def close() -> None:
        nonlocal letters
        if letters:
            word = "".join(letters)
            if encoding:
                word = legacy.convert(word, encoding)
                fonts.add(encoding)
            words.append(Word(word, edges[0], edges[1], edges[2], edges[3], len(words), spaced))
            letters = []

    for at in range(total):
        code = pdfium.FPDFText_GetUnicode(handle, at)
        if code in (10, 13, 0):
            close()
            spaced = False
            continue
        if code in _SPACES:
            close()
            spaced = not pdfium.FPDFText_IsGenerated(handle, at)
            continue
        if not pdfium.FPDFText_GetLooseCharBox(handle, at, reference):
            continue
        x0, y0, x1, y1 = place(box.left, box.bottom, box.right, box.top)
        if letters:
            tall = max(edges[3] - edges[1], 1.0)
            if (
                abs((y0 + y1) - (edges[1] + edges[3])) > tall
                or x0 > edges[2] + 0.3 * tall
                or x1 < edges[0] - 0.5 * tall
            ):
                close()
                spaced = False
        if not letters:
            edges = [x0, y0, x1, y1]
            encoding = legacy.encoding_of_font(_font(handle, at)) if old else None
        else:
            edges = [min(edges[0], x0), min(edges[1], y0), max(edges[2], x1), max(edges[3], y1)]
        letters.append(_LIGATURES.get(code) or (chr(code) if code < 0x110000 else ""))
    close()
    text.close()
    return [word for word in words if word.text and unicodedata.category(word.text[0]) != "Cc"], fonts


def _font(handle: object, at: int) -> str:
    import pypdfium2.raw as pdfium

    buffer = ctypes.create_string_buffer(64)
    length = pdfium.FPDFText_GetFontInfo(handle, at, buffer, 64, None)
    return buffer.raw[: max(min(length, 64) - 1, 0)].decode("latin-1")


class _placer:  # noqa: N801 - a function with the page's frame bound
    """Turns a box of the page's own space into points from the top left corner of the page as it is shown."""

    def __init__(self, rotation: int, left: float, bottom: float, right: float, top: float) -> None:
        self.rotation, self.left, self.bottom = rotation % 360, left, bottom
        self.width, self.height = right - left, top - bottom

    def __call__(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        x0, x1, y0, y1 = x0 - self.left, x1 - self.left, y0 - self.bottom, y1 - self.bottom
        if self.rotation == 90:
            return y0, x0, y1, x1
        if self.rotation == 180:
            return self.width - x1, y0, self.width - x0, y1
        if self.rotation == 270:
            return self.height - y1, self.width - x1, self.height - y0, self.width - x0
        return x0, self.height - y1, x1, self.height - y0


def _has_picture(page: pypdfium2.PdfPage) -> bool:
    import pypdfium2.raw as pdfium

    return next(iter(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)), None) is not None


def _rulings(page: pypdfium2.PdfPage) -> list[Box]:
    """Thin boxes and the edges of drawn frames: what can rule a table."""
    import pypdfium2.raw as pdfium

    left, bottom, right, top = page.get_bbox()
    place = _placer(page.get_rotation(), left, bottom, right, top)
    values = [ctypes.c_float() for _ in range(4)]
    references = [ctypes.byref(value) for value in values]
    found: list[Box] = []
    for at, item in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3)):
        if at > _MOST_PATHS:
            return []
        if not pdfium.FPDFPageObj_GetBounds(item.raw, *references):
            continue
        x0, y0, x1, y1 = place(*(value.value for value in values))
        if x1 - x0 <= 3 or y1 - y0 <= 3:
            found.append((x0, y0, x1, y1))
            continue
        segments = pdfium.FPDFPath_CountSegments(item.raw)
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(item.raw, ctypes.byref(mode), ctypes.byref(stroke))
        if stroke.value and 4 <= segments <= 6:
            found += [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]
    return found


# Scanned pages.


def _read_scans(
    document: pypdfium2.PdfDocument,
    scans: Sequence[int],
    sheets: list[tuple[float, float, list[Word], list[Box]]],
    warnings: list[str],
) -> None:
    from phoihop.reading.load.programs import recognise

    total, sure = 0, 0.0
    for at in scans[: limits.OCR_PAGES]:
        page = document[at]
        picture = page.render(scale=200 / 72, grayscale=True).to_pil()
        words = recognise(picture, 200 / 72)
        page.close()
        total += len(words)
        sure += sum(word.confidence or 0.0 for word in words)
        sheets[at] = (sheets[at][0], sheets[at][1], words, sheets[at][3])
    if len(scans) > limits.OCR_PAGES:
        warnings.append("pages_without_text")
    warnings.append(f"ocr {sure / max(total, 1):.2f}")


# Pages into a text.


def _write(composer: Composer, pages: Sequence[Page]) -> None:
    """Paragraphs and tables in reading order; a paragraph may run over the end of a page."""
    heights = [line.height for page in pages for block in page.blocks for line in block.lines if line.free]
    usual = sorted(heights)[len(heights) // 2] if heights else 12.0
    edges = _edges(pages)
    pending: list[tuple[Line, int]] = []
    table: _Table | None = None

    def end() -> None:
        nonlocal table
        if table:
            composer.table(table.rows)
            table = None
        for at, (line, number) in enumerate(pending):
            after = "\n" if at == len(pending) - 1 else _between(line, pending[at + 1][0])
            where = Where(page=number, box=_rounded(line.box))
            composer.piece(line.text, "line", where, after=after, confidence=line.confidence)
        pending.clear()

    for page in pages:
        left, right = edges[round(page.width)]
        first_of_page = True
        for block in page.blocks:
            if block.grid:
                if not (table and first_of_page and table.takes(block)):
                    end()
                    table = _Table(composer.tables)
                table.add(page, block)
                first_of_page = False
                continue
            if table:
                end()
            column = (left, right) if _is_wide(block, right) else _bounds(block.lines)
            gaps = [b.box[1] - a.box[3] for a, b in zip(block.lines, block.lines[1:], strict=False)]
            gap = sorted(gaps)[len(gaps) // 4] if gaps else 0.0
            for line in block.lines:
                if pending:
                    before, number = pending[-1]
                    if number != page.number and first_of_page:
                        goes_on = _over_the_page(before, line, column, usual)
                    else:
                        goes_on = number == page.number and joined(before, line, column[1], column[0], gap)
                    if not goes_on:
                        end()
                pending.append((line, page.number))
                first_of_page = False
    end()


def _over_the_page(before: Line, after: Line, column: tuple[float, float], usual: float) -> bool:
    shift = before.box[3] - after.box[1] + 0.2 * usual
    moved = Line([Word(w.text, w.left, w.top + shift, w.right, w.bottom + shift) for w in after.words], after.free)
    starts_small = after.text[0].islower() or after.text[0].isdigit()
    return starts_small and joined(before, moved, column[1], column[0], usual)


def _between(line: Line, after: Line) -> str:
    """What stands between two lines of a paragraph: nothing where a dash inside a word ends the first."""
    end, start = line.text[-2:], after.text[:1]
    return "" if len(end) == 2 and end[1] in "-–/" and end[0].isalnum() and start.isalnum() else " "


def _edges(pages: Sequence[Page]) -> dict[int, tuple[float, float]]:
    """The left and right edge of the running text, by width of page."""
    edges: dict[int, tuple[float, float]] = {}
    for width in {round(page.width) for page in pages}:
        boxes = [
            line.box
            for page in pages
            if round(page.width) == width
            for block in page.blocks
            for line in block.lines
            if line.free and line.box[2] - line.box[0] > 0.45 * width
        ]
        rights, lefts = sorted(box[2] for box in boxes), sorted(box[0] for box in boxes)
        edges[width] = (lefts[len(lefts) // 10], rights[len(rights) * 9 // 10]) if boxes else (0.0, float(width))
    return edges


def _is_wide(block: Block, right: float) -> bool:
    return any(line.box[2] > 0.9 * right for line in block.lines) and any(
        line.box[0] < 0.4 * right for line in block.lines
    )


def _bounds(lines: Sequence[Line]) -> tuple[float, float]:
    return min(line.box[0] for line in lines), max(line.box[2] for line in lines)


class _Table:
    """A table that may run over pages: rows are added while its columns stay where they were."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.rows: list[list[Cell]] = []
        self._edges: tuple[float, ...] = ()

    def takes(self, block: Block) -> bool:
        """Whether a table at the head of the next page is the same one."""
        edges = _column_edges(block)
        return len(edges) == len(self._edges) and all(abs(a - b) < 4 for a, b in zip(edges, self._edges, strict=True))

    def add(self, page: Page, block: Block) -> None:
        """Add the rows of one page; a head that is printed again is left out."""
        assert block.grid is not None
        self._edges = self._edges or _column_edges(block)
        rows: dict[int, list[Cell]] = {}
        for place, words in zip(block.grid.cells, block.cells, strict=True):
            rows.setdefault(place.row, []).append(
                Cell(0, 0, _cell_text(words), place.row, place.col, place.rowspan, place.colspan,
                     Where(page=page.number, box=_rounded(place.box)))
            )  # fmt: skip
        for at in sorted(rows):
            texts = [cell.text for cell in rows[at]]
            if self.rows and at < len(self.rows) and texts == [cell.text for cell in self.rows[at]] and any(texts):
                continue
            row = len(self.rows)
            self.rows.append(
                [
                    replace(cell, row=row, where=replace(cell.where, table=self.number, row=row, col=cell.col))
                    for cell in rows[at]
                ]
            )


def _column_edges(block: Block) -> tuple[float, ...]:
    assert block.grid is not None
    return tuple(sorted({round(cell.box[0]) for cell in block.grid.cells} | {round(block.grid.box[2])}))


def _cell_text(words: Sequence[Word]) -> str:
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.top + word.bottom) / 2):
        middle = (word.top + word.bottom) / 2
        if lines and middle - (lines[-1][0].top + lines[-1][0].bottom) / 2 < 0.5 * word.height:
            lines[-1].append(word)
        else:
            lines.append([word])
    return " ".join(word.text for line in lines for word in sorted(line, key=lambda word: word.left))


def _rounded(box: Box) -> Box:
    left, top, right, bottom = (round(edge, 1) for edge in box)
    return left, top, right, bottom

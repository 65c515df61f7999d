"""Word files (DOCX): paragraphs, tables, headers, footers and notes, with what the page shows and nothing else.

The text is taken from ``w:t`` wherever it stands, so that tracked insertions, content controls and smart tags are
kept; deletions, field codes and hidden text are not on the page and are left out. Numbers that Word itself writes
before paragraphs are written out, since an outline cannot be told without them.
Source: ECMA-376 part 1, WordprocessingML.
"""

from __future__ import annotations

from phoihop.reading.load.archive import Archive
from phoihop.reading.load.word.document import Document
from phoihop.reading.load.word.package import STRICT, main_part, transitional
from phoihop.reading.values import Loaded

__all__ = ["load_docx"]


def load_docx(data: bytes) -> Loaded:
    """A Word document. Raises ``LoadRefused``: damaged, encrypted, bomb, empty."""
    archive = Archive(data, "docx")
    main = main_part(archive)
    body = archive.xml(main)
    if str(body.tag).startswith(STRICT):
        body = transitional(archive, main)
    document = Document(archive, main)
    return document.load(body, data)

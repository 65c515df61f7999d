"""What a PDF holds beside its pages (ghi chú, thuộc tính, tệp kèm): it is screened, never read for facts."""

from __future__ import annotations

import contextlib
import ctypes
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from phoihop.reading.load import limits
from phoihop.reading.load.hidden import text_inside

if TYPE_CHECKING:
    import pypdfium2

__all__ = ["hidden_in_pdf"]

_SAID: Final = ("Title", "Subject", "Author", "Keywords")
#: Links and fields of forms are no remarks.
_NO_REMARKS: Final = frozenset({2, 20})
_FILES: Final = 20
_REMARKS: Final = 5_000


def hidden_in_pdf(document: pypdfium2.PdfDocument) -> str:
    """The remarks on its pages, its properties, and the text of files that lie inside; empty where it has none."""
    said = document.get_metadata_dict(skip_empty=True)
    found = ["\n".join(said[name] for name in _SAID if name in said), "\n".join(_remarks(document))]
    found += _files(document)
    return "\n\n".join(text for text in found if text.strip())[: limits.TEXT_CHARACTERS]


def _files(document: pypdfium2.PdfDocument) -> Iterator[str]:
    from pypdfium2 import PdfiumError

    for at in range(min(document.count_attachments(), _FILES)):
        with contextlib.suppress(PdfiumError):  # one that cannot be taken out of the file cannot be read by anybody
            yield text_inside(bytes(document.get_attachment(at).get_data()))


def _remarks(document: pypdfium2.PdfDocument) -> Iterator[str]:
    import pypdfium2.raw as pdfium

    left = _REMARKS
    for page in document:
        for at in range(min(pdfium.FPDFPage_GetAnnotCount(page), left)):
            remark = pdfium.FPDFPage_GetAnnot(page, at)
            left -= 1
            if not remark:
                continue
            if pdfium.FPDFAnnot_GetSubtype(remark) not in _NO_REMARKS:
                length = pdfium.FPDFAnnot_GetStringValue(remark, b"Contents", None, 0)
                buffer = ctypes.create_string_buffer(length)
                wide = ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR))
                pdfium.FPDFAnnot_GetStringValue(remark, b"Contents", wide, length)
                if text := buffer.raw.decode("utf-16-le", "ignore").rstrip("\0").replace("\r", "\n"):
                    yield text
            pdfium.FPDFPage_CloseAnnot(remark)
        page.close()

"""Pictures of signed papers (ảnh chụp): one page of a PDF each, so that a scan is read in one way."""

from __future__ import annotations

import io
from typing import Final

from phoihop.reading.load.refused import LoadRefused

__all__ = ["as_pdf", "is_picture"]

_HEADS: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_PIXELS: Final = 60_000_000


def is_picture(content: bytes) -> bool:
    """Whether bytes are a JPEG or a PNG."""
    return content.startswith(_HEADS)


def as_pdf(content: bytes) -> bytes:
    """A picture as a PDF of one page. Raises ``LoadRefused``: damaged, bomb (too many pixels)."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
            if picture.width * picture.height > _PIXELS:
                raise LoadRefused("bomb", what="pixels", limit=_PIXELS)
            out = io.BytesIO()
            picture.convert("L").save(out, "PDF", resolution=max(72.0, picture.width / 8.27))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise LoadRefused("damaged", kind="picture", part="pixels") from error
    return out.getvalue()

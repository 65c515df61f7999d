"""Files in: bytes become a text whose every piece knows where it stood (tải tệp).

Only the library that a kind of file needs is imported, inside its own loader: start-up stays fast, and text
needs none of them.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Final

from phoihop.reading.load import limits
from phoihop.reading.load.refused import CODES, LoadRefused
from phoihop.reading.load.sniff import check_name, kind_of
from phoihop.reading.values import Loaded, Where

__all__ = ["CODES", "LoadRefused", "load", "locate"]

_LOADERS: Final = {
    "doc": ("programs", "load_doc"),
    "docx": ("word", "load_docx"),
    "html": ("news", "load_html"),
    "ods": ("sheets", "load_ods"),
    "odt": ("programs", "load_odt"),
    "pdf": ("pdf", "load_pdf"),
    "rtf": ("plain", "load_rtf"),
    "text": ("plain", "load_text"),
    "xls": ("sheets", "load_xls"),
    "xlsb": ("sheets", "load_xlsb"),
    "xlsx": ("sheets", "load_xlsx"),
}


def load(source: Path | bytes | str, *, name: str | None = None, limit: int = limits.FILE_BYTES) -> Loaded:
    """Turn a file into text with pieces, tables and places (``Loaded``).

    ``source`` is a path, a file's bytes, or a text that is already at hand (``str``: taken as it is). ``name`` is
    the name that the sender gave it; a path brings its own. ``limit`` is the largest size in bytes. The kind is told
    from the content; a name that says another one is refused. Macros are never run.

    Raises ``LoadRefused`` with one of ``CODES``.

    >>> loaded = load("Báo cáo\\nĐã tổ chức 12 buổi.")
    >>> [(piece.kind, piece.at.paragraph) for piece in loaded.pieces]
    [('paragraph', 0), ('paragraph', 1)]
    """
    if isinstance(source, str):
        from phoihop.reading.load.plain import compose_lines

        return compose_lines(source, "text", source.encode("utf-8", "replace"))
    if isinstance(source, Path):
        name = name or source.name
        size = source.stat().st_size
        if size > limit:
            raise LoadRefused("too_large", size=size, limit=limit)
        source = source.read_bytes()
    if len(source) > limit:
        raise LoadRefused("too_large", size=len(source), limit=limit)
    kind = kind_of(source)
    check_name(name, kind)
    if kind not in _LOADERS:
        raise LoadRefused("unsupported", found=kind)
    module, function = _LOADERS[kind]
    loaded: Loaded = getattr(import_module(f"phoihop.reading.load.{module}"), function)(source)
    return loaded


def locate(loaded: Loaded, span: tuple[int, int]) -> tuple[Where, ...]:
    """Every place that a span touches, in reading order: lines of a page, cells, paragraphs."""
    return tuple(dict.fromkeys(p.at for p in loaded.pieces if p.start < max(span[1], span[0] + 1) and span[0] < p.end))

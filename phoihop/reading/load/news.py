"""News pages (HTML): the article without menus, counters and other news, and what the page says of itself.

The extracted text is the evidence: nothing points back into the page's source, which readers never see.
"""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from typing import Final

from phoihop.reading.load import legacy, limits
from phoihop.reading.load.compose import Composer
from phoihop.reading.load.plain import decode
from phoihop.reading.load.refused import LoadRefused
from phoihop.reading.load.unshown import unshown_in_page
from phoihop.reading.patterns import regex
from phoihop.reading.values import Cell, Loaded, Meta, Where

__all__ = ["load_html"]

_CHARSET: Final = regex(rb"<meta[^>]+charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
# What the page states, no search through its text: that loads the calendars of all languages, and the finders know
# Vietnamese ones. No date depends on the day of reading.
_DATES: Final = {"original_date": True, "extensive_search": False, "min_date": "1990-01-01", "max_date": "2100-01-01"}
_DATE: Final = regex(r"\d{4}-\d{2}-\d{2}")


def load_html(data: bytes) -> Loaded:
    """A web page's article with title, author and date. Raises ``LoadRefused``: damaged, empty, bomb."""
    import trafilatura
    from lxml import etree, html

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it finds odd is told by our own refusals
    source, warnings = _decoded(data)
    if len(source) > limits.TEXT_CHARACTERS:
        raise LoadRefused("bomb", what="text", limit=limits.TEXT_CHARACTERS)
    try:
        tree = html.fromstring(
            source.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8", no_network=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise LoadRefused("damaged", kind="html", part="page") from error
    for hidden in tree.xpath("//script | //style | //noscript | //template"):
        hidden.drop_tree()
    found = trafilatura.bare_extraction(
        tree,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        favor_recall=True,
        date_extraction_params=_DATES,
    )
    composer = Composer()
    number = 0
    title = getattr(found, "title", None)
    body = getattr(found, "body", None)
    if title:
        composer.piece(title, "heading", Where(paragraph=number))
    for block in body if body is not None else ():
        number += 1
        if block.tag == "table":
            _table(composer, block)
            continue
        text = " ".join("".join(map(str, block.itertext())).split())
        if number == 1 and title and text.casefold() == title.casefold():
            continue
        parts = block if block.tag == "list" else [block]
        for part in parts:
            text = " ".join("".join(map(str, part.itertext())).split())
            composer.piece(
                ("- " if block.tag == "list" else "") + text if text else "",
                _kind(str(block.tag)),
                Where(paragraph=number),
            )
    if composer.empty:
        for line in tree.text_content().split("\n"):
            number += 1
            composer.piece(" ".join(line.split()), "paragraph", Where(paragraph=number))
    date = getattr(found, "date", None)
    meta = Meta(
        title=title or None,
        published=date if date and _DATE.fullmatch(date) else None,
        author=getattr(found, "author", None) or None,
    )
    return replace(composer.loaded("html", data, meta=meta, warnings=warnings), beside=unshown_in_page(source))


def _decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    said = _CHARSET.search(data[:4096])
    # A page that can say so in ASCII is not in UTF-16, whatever it says.
    if (
        said
        and not said[1].lower().startswith(b"utf-16")
        and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"))
    ):
        try:
            text = data.decode(said[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            return decode(data)
        found = legacy.guess(re.sub(r"<[^>]*>", " ", text[:40_000]))
        return (legacy.convert(text, found), (f"legacy_{found}",)) if found else (text, ())
    return decode(data)


def _kind(tag: str) -> str:
    return "heading" if tag == "head" else "paragraph"


def _table(composer: Composer, table: object) -> None:
    number = composer.tables
    rows = [
        [
            Cell(0, 0, " ".join("".join(cell.itertext()).split()), r, c, where=Where(table=number, row=r, col=c))
            for c, cell in enumerate(row.iterchildren("cell"))
        ]
        for r, row in enumerate(table.iter("row"))  # type: ignore[attr-defined]
    ]
    if any(cell.text for row in rows for cell in row):
        composer.table(rows)

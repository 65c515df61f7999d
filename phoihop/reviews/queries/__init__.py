"""Every read of reviews; ``visible_to`` is the scope."""

from phoihop.reviews.queries.counted import Print, asked, prints, rows
from phoihop.reviews.queries.page import Shown, page, typed_text
from phoihop.reviews.queries.papers import body_names, letterhead_for, papers_head, programme_facts, superior_of
from phoihop.reviews.queries.texts import Standing, Told, open_count, sections, told_difficulties, unwritten
from phoihop.reviews.queries.visible import editable_by, listed, programmes_for, visible_to

__all__ = [
    "Print",
    "Shown",
    "Standing",
    "Told",
    "asked",
    "body_names",
    "editable_by",
    "letterhead_for",
    "listed",
    "open_count",
    "page",
    "papers_head",
    "prints",
    "programme_facts",
    "programmes_for",
    "rows",
    "sections",
    "superior_of",
    "told_difficulties",
    "typed_text",
    "unwritten",
    "visible_to",
]

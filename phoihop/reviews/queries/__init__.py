"""Every read of reviews; ``visible_to`` is the scope."""

from phoihop.reviews.queries.counted import Print, asked, named, newer, offered, prints, rows, span, unfinished
from phoihop.reviews.queries.noted import noted
from phoihop.reviews.queries.page import CHARTS, Line, Shown, closing, page, table_lines, typed_text
from phoihop.reviews.queries.papers import letterhead_for, papers_head, programme_facts, whole_area
from phoihop.reviews.queries.running import carried_note, coverage, running_head, running_note
from phoihop.reviews.queries.texts import Standing, Told, open_count, sections, told_difficulties, unwritten
from phoihop.reviews.queries.visible import editable_by, listed, may_issue, programmes_for, visible_to

__all__ = [
    "CHARTS",
    "Line",
    "Print",
    "Shown",
    "Standing",
    "Told",
    "asked",
    "carried_note",
    "closing",
    "coverage",
    "editable_by",
    "letterhead_for",
    "listed",
    "may_issue",
    "named",
    "newer",
    "noted",
    "offered",
    "open_count",
    "page",
    "papers_head",
    "prints",
    "programme_facts",
    "programmes_for",
    "rows",
    "running_head",
    "running_note",
    "sections",
    "span",
    "table_lines",
    "told_difficulties",
    "typed_text",
    "unfinished",
    "unwritten",
    "visible_to",
    "whole_area",
]

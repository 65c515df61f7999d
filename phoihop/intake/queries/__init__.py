"""Reading what was handed in, what is proposed, and what was learnt."""

from phoihop.intake.queries.lists import (
    aliases_of,
    bodies_about,
    catalogue,
    learnt,
    paper_of,
    tell,
    told,
    uploads_of,
    visible_to,
    work_list,
)
from phoihop.intake.queries.page import page

__all__ = [
    "aliases_of",
    "bodies_about",
    "catalogue",
    "learnt",
    "page",
    "paper_of",
    "tell",
    "told",
    "uploads_of",
    "visible_to",
    "work_list",
]

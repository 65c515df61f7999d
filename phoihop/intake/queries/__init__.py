"""Reading what was handed in, what is proposed, and what was learnt."""

from phoihop.intake.queries.agreeing import agreeing, refusal_of_words, standing_for, sure_of
from phoihop.intake.queries.beside import sums_below
from phoihop.intake.queries.columns import Grid, chosen_of, grids
from phoihop.intake.queries.in_hand import in_hand
from phoihop.intake.queries.lists import (
    aliases_of,
    bodies_about,
    body_named_in,
    catalogue,
    count_of,
    learnt,
    may_confirm,
    may_tell_all,
    named_bodies_about,
    opens,
    paper_of,
    readings_of,
    tell,
    told,
    told_again,
    units_below,
    uploads_of,
    visible_to,
    work_list,
)
from phoihop.intake.queries.naming import title_of
from phoihop.intake.queries.page import keep_typed, page
from phoihop.intake.queries.periods import period_name
from phoihop.intake.queries.reader import reader, unfinished

__all__ = [
    "Grid",
    "agreeing",
    "aliases_of",
    "bodies_about",
    "body_named_in",
    "catalogue",
    "chosen_of",
    "count_of",
    "grids",
    "in_hand",
    "keep_typed",
    "learnt",
    "may_confirm",
    "may_tell_all",
    "named_bodies_about",
    "opens",
    "page",
    "paper_of",
    "period_name",
    "reader",
    "readings_of",
    "refusal_of_words",
    "standing_for",
    "sums_below",
    "sure_of",
    "tell",
    "title_of",
    "told",
    "told_again",
    "unfinished",
    "units_below",
    "uploads_of",
    "visible_to",
    "work_list",
]

"""Administrative units without a database: printed names, namesakes told apart, the plan of what is loaded."""

from phoihop.places.rules.names import full_name, search_text, sentence_name, variants
from phoihop.places.rules.namesakes import Decision, Link, tell_apart
from phoihop.places.rules.placing import Placed, place_on_map
from phoihop.places.rules.plan import COUNTED, NEW_MAP, Heritage, Plan, Sources, Unit, Version, plan
from phoihop.places.rules.stating import PART, refusal_to_count, refusal_to_share
from phoihop.places.rules.tiles import SPECIAL_TILES, TILES, SpecialTile

__all__ = [
    "COUNTED",
    "NEW_MAP",
    "PART",
    "SPECIAL_TILES",
    "TILES",
    "Decision",
    "Heritage",
    "Link",
    "Placed",
    "Plan",
    "Sources",
    "SpecialTile",
    "Unit",
    "Version",
    "full_name",
    "place_on_map",
    "plan",
    "refusal_to_count",
    "refusal_to_share",
    "search_text",
    "sentence_name",
    "tell_apart",
    "variants",
]

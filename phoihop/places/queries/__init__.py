"""Reading the units: hierarchy, names, heirs, search and population, each on a day."""

from phoihop.places.queries.comparing import Difference, differences
from phoihop.places.queries.kin import Kin, Sheet, Stretch, heirs, origins, placed_on, sheet
from phoihop.places.queries.people import People, Stated, by_code, populations, shares_of, told_otherwise
from phoihop.places.queries.searching import Found, find
from phoihop.places.queries.tables import digest_of_tables, shares_stated_since, tables_told_otherwise
from phoihop.places.queries.units import (
    Name,
    at_or_above,
    below,
    by_key,
    communes_by_province,
    data_version,
    first_days,
    holding,
    name,
    names,
    path,
    provinces,
    territory,
    tiles,
    tree,
)

__all__ = [
    "Difference",
    "Found",
    "Kin",
    "Name",
    "People",
    "Sheet",
    "Stated",
    "Stretch",
    "at_or_above",
    "below",
    "by_code",
    "by_key",
    "communes_by_province",
    "data_version",
    "differences",
    "digest_of_tables",
    "find",
    "first_days",
    "heirs",
    "holding",
    "name",
    "names",
    "origins",
    "path",
    "placed_on",
    "populations",
    "provinces",
    "shares_of",
    "shares_stated_since",
    "sheet",
    "tables_told_otherwise",
    "territory",
    "tiles",
    "told_otherwise",
    "tree",
]

"""Reading figures: what stands, totals on the map of any day, explanations, editions."""

from phoihop.figures.queries.bound import Bound, answers, render
from phoihop.figures.queries.editions import Correction, Difference, diff
from phoihop.figures.queries.explaining import Explanation, explain
from phoihop.figures.queries.geography import geography, map_version
from phoihop.figures.queries.manifests import Manifest, as_data, manifest, path_of
from phoihop.figures.queries.standing import (
    Claim,
    Offered,
    Stands,
    claims,
    offers,
    owners,
    pending,
    said_by_origins,
    stands,
)
from phoihop.figures.queries.totals import Beside, Table, Total, table, targets, totals
from phoihop.figures.queries.verifying import Verified, verify
from phoihop.figures.queries.witnesses import SEALED, seal_of, told_otherwise, witnesses

__all__ = [
    "SEALED",
    "Beside",
    "Bound",
    "Claim",
    "Correction",
    "Difference",
    "Explanation",
    "Manifest",
    "Offered",
    "Stands",
    "Table",
    "Total",
    "Verified",
    "answers",
    "as_data",
    "claims",
    "diff",
    "explain",
    "geography",
    "manifest",
    "map_version",
    "offers",
    "owners",
    "path_of",
    "pending",
    "render",
    "said_by_origins",
    "seal_of",
    "stands",
    "table",
    "targets",
    "told_otherwise",
    "totals",
    "verify",
    "witnesses",
]

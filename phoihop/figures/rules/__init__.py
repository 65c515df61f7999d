"""What holds of figures without a database: values, comparators, which of them count, maps, printing."""

from phoihop.figures.rules.deciding import (
    FREEZERS,
    NOT_A_CLAIM,
    refusal_to_assign,
    refusal_to_choose,
    refusal_to_freeze,
    refusal_to_overlap,
    takes_in,
)

__all__ = [
    "FREEZERS",
    "NOT_A_CLAIM",
    "refusal_to_assign",
    "refusal_to_choose",
    "refusal_to_freeze",
    "refusal_to_overlap",
    "takes_in",
]

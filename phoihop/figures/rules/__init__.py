"""What holds of figures without a database: values, comparators, which of them count, maps, printing."""

from phoihop.figures.rules.deciding import NOT_A_CLAIM, refusal_to_choose

__all__ = ["NOT_A_CLAIM", "refusal_to_choose"]

"""Doors of figures: totals, explanations, editions, sources, tables to ask."""

from phoihop.figures.views.deciding import (
    adding,
    catalogue,
    edition,
    editions,
    goals,
    overlaps,
    sources,
)
from phoihop.figures.views.explaining import explain, manifest
from phoihop.figures.views.showing import index, pivot, quality, two_maps

__all__ = [
    "adding",
    "catalogue",
    "edition",
    "editions",
    "explain",
    "goals",
    "index",
    "manifest",
    "overlaps",
    "pivot",
    "quality",
    "sources",
    "two_maps",
]

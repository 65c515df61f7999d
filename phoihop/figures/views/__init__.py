"""Doors of figures: totals, explanations, editions, tables to ask."""

from phoihop.figures.views.explaining import explain, manifest
from phoihop.figures.views.showing import edition, index, pivot, quality

__all__ = ["edition", "explain", "index", "manifest", "pivot", "quality"]

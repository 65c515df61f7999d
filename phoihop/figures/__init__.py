"""Figures (số liệu): values with their provenance, claims, totals on the map of any day, editions, bound numbers.

Parts above put values with `actions.put`, accept and withdraw them by their origin, and ask `queries.totals`.
"""

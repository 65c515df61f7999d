"""Finders: each reads a ``Context`` and yields facts or mentions of one type, in reading order."""

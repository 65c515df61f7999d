"""Seals of rows that decide who may do what and how numbers are told: each of their lines holds what they said then.

A model names its columns in ``SEALED`` and, where rows of others belong to it, ``SEALED_WITH``: their related name to
their columns. `record` seals such a row as it stands at the end of the act; `queries.otherwise` compares it with its
last line.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import models

__all__ = ["FACT", "seals"]

#: The name of the fact that holds a row's seal.
FACT = "row"


def seals(model: type[models.Model], pks: Collection[int]) -> dict[int, str]:
    """SHA-256 over the sealed columns of rows (dấu kiểm), by id; none for a model that seals nothing."""
    columns: tuple[str, ...] = getattr(model, "SEALED", ())
    if not columns or not pks:
        return {}
    said: dict[int, list[object]] = {}
    for pk, *values in model._base_manager.filter(pk__in=pks).values_list("pk", *columns):
        said[pk] = [_plain(value) for value in values]
    parts: Mapping[str, tuple[str, ...]] = getattr(model, "SEALED_WITH", {})
    for name, theirs in parts.items():
        relation = model._meta.get_field(name)
        rows: dict[int, list[str]] = defaultdict(list)
        found = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": pks})  # type: ignore[union-attr]
        for owner, *values in found.values_list(relation.field.attname, *theirs):  # type: ignore[union-attr]
            rows[owner].append(repr([_plain(value) for value in values]))
        for pk in said:
            said[pk].append((name, sorted(rows[pk])))
    return {pk: hashlib.sha256(repr((model._meta.label, row)).encode()).hexdigest() for pk, row in said.items()}


def _plain(value: Any) -> object:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)

"""The units of all days in memory, made again when their rows have changed."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from django.db import connection
from django.db.models import Count, Max, Sum

from phoihop.figures.rules.maps import Geography, SuccessionRow, VersionRow
from phoihop.places.models import PlaceVersion, Succession

__all__ = ["geography", "map_version"]


def _stamp() -> tuple[object, ...]:
    versions = PlaceVersion.objects.aggregate(
        Count("pk"), Max("pk"), Max("valid_to"), Sum("parent_id"), Count("valid_to")
    )
    successions = Succession.objects.aggregate(Count("pk"), Max("pk"), Sum("heir_id"), Sum("share_millionths"))
    return (connection.settings_dict["NAME"], *versions.values(), *successions.values())


def geography() -> Geography:
    """All units over time (đơn vị hành chính theo thời gian), kept in memory until a version or succession changes."""
    return _load(_stamp())


@lru_cache(maxsize=2)
def _load(stamp: tuple[object, ...]) -> Geography:
    versions = PlaceVersion.objects.values_list("place_id", "place__level", "parent_id", "valid_from", "valid_to")
    successions = Succession.objects.values_list("predecessor_id", "heir_id", "on", "share_millionths")
    return Geography(
        (VersionRow(*row) for row in versions.order_by("place_id", "valid_from")),
        (SuccessionRow(*row) for row in successions.order_by("predecessor_id", "heir_id")),
    )


def map_version() -> str:
    """SHA-256 over all versions and successions (phiên bản dữ liệu đơn vị), by their keys, as hex."""
    digest = hashlib.sha256()
    for row in PlaceVersion.objects.order_by("place__key", "valid_from").values_list(
        "place__key", "name", "kind", "parent__key", "valid_from", "valid_to"
    ):
        digest.update(repr(row).encode())
    for row in Succession.objects.order_by("predecessor__key", "heir__key", "on").values_list(
        "predecessor__key", "heir__key", "on", "kind", "share_millionths"
    ):
        digest.update(repr(row).encode())
    return digest.hexdigest()

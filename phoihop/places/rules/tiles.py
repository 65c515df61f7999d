"""The tile map of the provinces: a hand-made grid, one cell a province, roughly where it lies (bản đồ ô)."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["SPECIAL_TILES", "TILES", "SpecialTile"]

#: Column and row of each province of today by its national code.
TILES: dict[str, tuple[int, int]] = {
    "12": (1, 0),
    "15": (2, 0),
    "08": (3, 0),
    "04": (4, 0),
    "11": (0, 1),
    "14": (1, 1),
    "25": (2, 1),
    "19": (3, 1),
    "20": (4, 1),
    "01": (3, 2),
    "24": (4, 2),
    "22": (5, 2),
    "38": (2, 3),
    "37": (3, 3),
    "33": (4, 3),
    "31": (5, 3),
    "40": (2, 4),
    "42": (2, 5),
    "44": (3, 6),
    "46": (4, 6),
    "48": (5, 7),
    "51": (5, 8),
    "52": (5, 9),
    "66": (5, 10),
    "56": (6, 10),
    "80": (3, 11),
    "75": (4, 11),
    "68": (5, 11),
    "91": (2, 12),
    "82": (3, 12),
    "79": (4, 12),
    "96": (2, 13),
    "92": (3, 13),
    "86": (4, 13),
}


@dataclass(frozen=True, slots=True)
class SpecialTile:
    """A special zone at sea, shown apart and tied to its province (đặc khu)."""

    name: str
    province: str
    col: int
    row: int
    tie_col: int
    tie_row: int
    elbow: bool


SPECIAL_TILES = (
    SpecialTile("Hoàng Sa", "48", 7, 7, 6, 7, elbow=False),
    SpecialTile("Trường Sa", "56", 7, 12, 6, 11, elbow=True),
)

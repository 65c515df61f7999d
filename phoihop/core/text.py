"""Vietnamese text folded for search and comparison."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["fold"]

_SPACES = re.compile(r"[\s\-–—'’.,]+")


def fold(text: str) -> str:
    """Lower case without accents or tone marks, one space between words (chuỗi tìm kiếm).

    Databases fold ASCII only, so the folded form is stored beside the printed one.

    >>> fold("Đắk  Lắk"), fold("Uỷ ban - Ủy ban"), fold("M’Gar")
    ('dak lak', 'uy ban uy ban', 'm gar')
    """
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _SPACES.sub(" ", plain).strip().lower()

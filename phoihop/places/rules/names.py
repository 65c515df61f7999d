"""How units are printed (Nghị định 30/2020/NĐ-CP, Phụ lục II) and how they are looked up."""

from __future__ import annotations

import re

from phoihop.core.text import fold

__all__ = ["KINDS", "full_name", "search_text", "sentence_name", "variants"]

#: Kinds of units of both maps (loại đơn vị), as printed inside a sentence.
KINDS = ("thành phố", "thị xã", "thị trấn", "đặc khu", "phường", "huyện", "quận", "tỉnh", "xã")
_ABBREVIATED = {
    "tp": "thanh pho",
    "tx": "thi xa",
    "tt": "thi tran",
    "dk": "dac khu",
    "q": "quan",
    "h": "huyen",
    "p": "phuong",
    "x": "xa",
    "t": "tinh",
}
_ALSO_CALLED = {
    "hcm": "ho chi minh",
    "tphcm": "thanh pho ho chi minh",
    "sai gon": "ho chi minh",
    "brvt": "ba ria vung tau",
    "br vt": "ba ria vung tau",
}
_GLUED = re.compile(r"\b(q|p)(\d+)\b")
_NUMBERED = re.compile(r"^\d")


def full_name(kind: str, name: str) -> str:
    """A unit's name inside a sentence: common noun lower, but upper before a number (tên trong câu).

    >>> full_name("tỉnh", "Ninh Bình"), full_name("phường", "4"), full_name("thành phố", "Hồ Chí Minh")
    ('tỉnh Ninh Bình', 'Phường 4', 'Thành phố Hồ Chí Minh')
    >>> full_name("", "Việt Nam")
    'Việt Nam'
    """
    if not kind:
        return name
    upper = _NUMBERED.match(name) or name == "Hồ Chí Minh"
    return f"{kind[0].upper()}{kind[1:]} {name}" if upper else f"{kind} {name}"


def sentence_name(full: str) -> str:
    """The same at the head of a line (tên đầu dòng).

    >>> sentence_name("tỉnh Ninh Bình")
    'Tỉnh Ninh Bình'
    """
    return full[:1].upper() + full[1:]


def search_text(*names: str) -> str:
    """What a unit is found by: its own full name, then those above it, folded, with spaces at both ends."""
    return f" {fold(' '.join(names))} "


def variants(text: str) -> list[str]:
    """What a person may have meant, folded: as typed, then with abbreviations written out (cách viết).

    >>> variants("TP. Nam Định"), variants("Sài Gòn")
    (['tp nam dinh', 'thanh pho nam dinh'], ['sai gon', 'ho chi minh'])
    >>> variants("p.4 tp tân an")
    ['p 4 tp tan an', 'phuong 4 thanh pho tan an']
    """
    plain = fold(text.replace(",", " ").replace("/", " "))
    written_out = " ".join(_ABBREVIATED.get(word, word) for word in _GLUED.sub(r"\1 \2", plain).split())
    for called, name in _ALSO_CALLED.items():
        written_out = re.sub(rf"\b{called}\b", name, written_out)
    return [plain] if written_out == plain else [plain, written_out]

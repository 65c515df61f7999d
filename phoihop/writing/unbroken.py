"""What no line may break: document numbers and spans of years (không tách số, ký hiệu văn bản ở cuối dòng)."""

import re
from collections.abc import Iterator

__all__ = ["parts"]

_WHOLE = re.compile(
    r"\b\d{1,5}(?:/(?:19|20)\d\d)?[-/][A-ZĐ][\w.]*(?:[-/]\w+)*"  # 06-CTr/BTGDVTU-CAT, 15/2025/TT-BNV
    r"|\b(?:19|20)\d\d ?[-–] ?(?:19|20)\d\d\b"  # 2022 - 2026
)


def parts(text: str) -> Iterator[tuple[str, bool]]:
    """Yield a text in parts, each with whether it must stay on one line.

    >>> list(parts("Chỉ thị số 09-CT/TW, giai đoạn 2022 - 2026"))
    [('Chỉ thị số ', False), ('09-CT/TW', True), (', giai đoạn ', False), ('2022 - 2026', True)]
    """
    at = 0
    for found in _WHOLE.finditer(text):
        if found.start() > at:
            yield text[at : found.start()], False
        yield found.group(), True
        at = found.end()
    if at < len(text):
        yield text[at:], False

"""Row numbers at the heads of lines (số thứ tự đầu dòng): a table whose letters were recognised has no columns."""

from __future__ import annotations

from typing import Final

from phoihop.reading.patterns import regex

__all__ = ["row_numbers"]

_HEAD: Final = regex(r"[ \t]*(\d{1,3})[.)|/]?(?=[ \t]|$)")
_HEADS_TABLE: Final = regex(r"(?im)^[ \t|]*(?:s\.?t\.?t|t\.?t|số tt|số thứ tự)\b")
#: Lines in order that tell numbered rows, and other lines that may stand between two.
_ROWS = 3
_BETWEEN = 4


def row_numbers(text: str) -> frozenset[int]:
    """The offsets of numbers that only count lines: 1, 2, 3 at their heads, or right below a head "TT", "STT".

    >>> sorted(row_numbers("TT Nội dung\\n1 Tin, bài 13 tin\\n2 Mô hình 1 mô hình"))
    [12, 30]
    >>> sorted(row_numbers("12 mô hình\\n5 câu lạc bộ"))
    []
    """
    headed = _HEADS_TABLE.search(text)
    found: list[int] = []
    run: list[tuple[int, int]] = []
    offset = since = 0

    def close() -> None:
        below = headed is not None and bool(run) and run[0][0] > headed.start() and run[0][1] == 1
        if len(run) >= _ROWS or below:
            found.extend(at for at, _ in run)
        run.clear()

    for line in text.split("\n"):
        head = _HEAD.match(line)
        if head and run and int(head[1]) == run[-1][1] + 1:
            run.append((offset + head.start(1), int(head[1])))
            since = 0
        elif head and int(head[1]) == 1:
            close()
            run.append((offset + head.start(1), 1))
            since = 0
        elif line.strip():
            since += 1
            if since > _BETWEEN:
                close()
        offset += len(line) + 1
    close()
    return frozenset(found)

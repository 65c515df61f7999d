"""Widths of text in Tinos, which has the widths of Times New Roman: both writers break header lines alike."""

from functools import cache
from pathlib import Path

from PIL import ImageFont

__all__ = ["FONTS", "balanced", "width"]

FONTS = Path(__file__).resolve().parents[2] / "fonts" / "paper"

_EM = 1000
_MM = 25.4 / 72


@cache
def _face(bold: bool, italic: bool) -> ImageFont.FreeTypeFont:
    name = f"Tinos_{700 if bold else 400}{'Bold' if bold else 'Regular'}{'_Italic' if italic else ''}.ttf"
    return ImageFont.truetype(FONTS / name, _EM, layout_engine=ImageFont.Layout.BASIC)


def width(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """The width of a line in millimetres, at a size in points."""
    return _face(bold, italic).getlength(text) / _EM * size * _MM


def balanced(text: str, room: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """Break a header line into as few lines as fit into ``room`` millimetres, as even as can be.

    Breaks written as newlines are kept. A word wider than the room stands on a line of its own.
    """
    return tuple(line for part in text.split("\n") for line in _even(part.split(), room, size, bold))


def _even(words: list[str], room: float, size: float, bold: bool) -> list[str]:
    lines = _greedy(words, room, size, bold)
    target = len(lines)
    while target > 1:  # narrow the room while the number of lines stays
        tighter = room * 0.97
        trial = _greedy(words, tighter, size, bold)
        if len(trial) != target or any(width(line, size, bold=bold) > tighter for line in trial):
            break
        lines, room = trial, tighter
    return lines


def _greedy(words: list[str], room: float, size: float, bold: bool) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and width(f"{lines[-1]} {word}", size, bold=bold) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines

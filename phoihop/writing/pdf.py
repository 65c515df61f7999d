"""A laid-out paper as PDF, set by typst with Tinos embedded (PDF/A-2)."""

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from phoihop.writing.measure import FONTS
from phoihop.writing.ready import Grid, Leaf, Line, Picture, Ready, Rule, Set
from phoihop.writing.unbroken import parts

__all__ = ["compiled", "pdf", "picture"]

_TEMPLATE = Path(__file__).with_name("paper.typ")
_EPOCH = date(2020, 1, 1)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def pdf(ready: Ready, *, dated: date | None = None) -> bytes:
    """Set a paper as PDF/A-2u. The same paper gives the same bytes; ``dated`` is stamped as its date."""
    return compiled(_TEMPLATE.read_bytes(), {"paper": json.dumps(_values(ready), ensure_ascii=False)}, dated=dated)


def compiled(source: bytes, inputs: dict[str, str], *, dated: date | None = None) -> bytes:
    """Compile a typst source of ours with its values handed in beside it, never written into it."""
    stamp = datetime.combine(dated or _EPOCH, datetime.min.time(), tzinfo=UTC)
    made = typst.compile(
        source, font_paths=_fonts(), sys_inputs=inputs, format="pdf", pdf_standards=["a-2u"],
        timestamp=int(stamp.timestamp()),
    )  # fmt: skip
    return bytes(made)


def picture(svg: str, *, ppi: float = 200) -> bytes:
    """A chart as PNG, for writers that cannot hold SVG."""
    source = b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")'
    return bytes(typst.compile(source, font_paths=_fonts(), sys_inputs={"svg": svg}, format="png", ppi=ppi))


def _values(ready: Ready) -> dict[str, Any]:
    regime = ready.regime
    leaves: list[dict[str, Any]] = [{"landscape": False, "blocks": []}]
    for block in ready.blocks:
        if isinstance(block, Leaf):
            leaves.append({"landscape": block.landscape, "blocks": []})
        else:
            leaves[-1]["blocks"].append(_value(block))
    return {
        "title": ready.title,
        "mark": ready.sample_mark,
        "page": {
            "top": regime.margin_top,
            "bottom": regime.margin_bottom,
            "left": regime.margin_left,
            "right": regime.margin_right,
            "number": regime.page_number,
            "number_top": regime.page_number_from_top,
        },
        "leaves": leaves,
    }


def _value(block: Set, *, narrow: bool = False) -> dict[str, Any]:
    """A block as the template takes it; in ``narrow`` cells a number too long for its line may break."""
    match block:
        case Line():
            return {
                "type": "line",
                "style": asdict(block.style),
                "boxed": block.boxed,
                "pieces": [
                    {
                        "text": text,
                        "whole": whole and not narrow,
                        "bold": piece.bold,
                        "italic": piece.italic,
                        "underline": piece.underline,
                        "unbound": bool(piece.number and piece.number.unbound),
                        "url": piece.number.url if piece.number else "",
                    }
                    for piece in block.pieces
                    for text, whole in parts(piece.text)
                ],
            }
        case Rule():
            return {"type": "rule", **asdict(block)}
        case Picture():
            return {"type": "picture", **asdict(block)}
        case Grid():
            return {
                "type": "grid",
                "widths": block.widths,
                "bordered": block.bordered,
                "head_rows": block.head_rows,
                "together": block.together,
                "rows": [
                    [
                        {
                            "across": box.across,
                            "down": box.down,
                            "content": [_value(part, narrow=block.bordered) for part in box.content],
                        }
                        for box in row
                    ]
                    for row in block.rows
                ],
            }
    raise TypeError(f"{block!r} has no place on a page")

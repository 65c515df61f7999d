"""Charts of papers and pages as SVG (hình, biểu đồ): bars, lines, a map of tiles.

The previous period is always grey. Every value is printed, so a chart can be read without its colours.
"""

from collections.abc import Iterator
from decimal import Decimal
from math import ceil, floor, log10
from xml.sax.saxutils import escape

from phoihop.writing.numbers import number
from phoihop.writing.paper import Chart, Form, Series

__all__ = ["svg", "words"]

_INK, _GREY, _LINE, _MUTED = "#2b4a73", "#b3aca1", "#d9d5cd", "#5c5850"
_SHADES = ("#e4eaf2", "#b9c8dc", "#8aa2c2", "#567aa5", "#2b4a73")
_MORE = ("#2b4a73", "#7a95b8", "#4f6f52", "#8a6d3b")
_PT_PER_MM = 72 / 25.4


def svg(chart: Chart, width: float) -> str:
    """Draw a chart ``width`` millimetres wide; text is set in Tinos at paper size."""
    w = width * _PT_PER_MM
    if chart.form is Form.TILES:
        height, parts = _tiles(chart, w)
    else:
        height, parts = _axes(chart, w)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w:.1f} {height:.1f}" width="{w:.1f}pt" '
        f'height="{height:.1f}pt" font-family="Tinos, \'Times New Roman\', serif" font-size="10">'
        f"<title>{escape(words(chart))}</title>{''.join(parts)}</svg>"
    )


def words(chart: Chart) -> str:
    """What a chart shows, in words: its title and every value."""
    told = [f"{chart.title}{f' ({chart.unit})' if chart.unit else ''}."]
    for series in chart.series:
        pairs = zip(chart.labels, series.values, strict=True)
        told.append(f"{series.name}: " + "; ".join(f"{label}: {_print(value)}" for label, value in pairs) + ".")
    if chart.tiles:
        told.append("; ".join(f"{tile.label}: {_print(tile.value)}" for tile in chart.tiles) + ".")
    return " ".join(told)


def _print(value: int | Decimal | None) -> str:
    return "chưa có số liệu" if value is None else number(value)


def _text(x: float, y: float, text: str, *, anchor: str = "middle", fill: str = "#1a1815", more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}"{more}>{escape(text)}</text>'


def _steps(top: float) -> list[int]:
    """Round values for the grid lines, from 0 to the first one at or above ``top``."""
    raw = max(top, 1) / 4
    unit = 10 ** floor(log10(raw))
    step = max(1, int(next(unit * n for n in (1, 2, 2.5, 5, 10) if unit * n >= raw)))
    return [step * i for i in range(ceil(max(top, 1) / step) + 1)]


def _colour(chart: Chart, series: Series) -> str:
    if series.previous:
        return _GREY
    present = [one for one in chart.series if not one.previous]
    return _MORE[present.index(series) % len(_MORE)]


def _axes(chart: Chart, w: float) -> tuple[float, list[str]]:
    values = [float(v) for series in chart.series for v in series.values if v is not None]
    steps = _steps(max(values, default=1) * 1.08)
    left, right, top, bottom = 12 + 5.4 * len(number(steps[-1])), w - 6.0, 16.0, 158.0
    span = bottom - top
    parts = []
    for step in steps:
        y = bottom - step / steps[-1] * span
        parts.append(f'<path d="M{left:.1f} {y:.1f}H{right:.1f}" stroke="{_LINE}" stroke-width=".6"/>')
        parts.append(_text(left - 5, y + 3.4, number(step), anchor="end", fill=_MUTED))
    slot = (right - left) / max(1, len(chart.labels))
    for i, label in enumerate(chart.labels):
        parts.append(_text(left + slot * (i + 0.5), bottom + 13, label))
    draw = _bars if chart.form is Form.BAR else _lines
    parts += draw(chart, left, bottom, slot, span / steps[-1])
    parts.append(f'<path d="M{left:.1f} {bottom}H{right:.1f}" stroke="{_MUTED}" stroke-width=".8"/>')
    parts += _legend(chart, left, bottom + 30)
    return bottom + (36 if len(chart.series) > 1 else 20), parts


def _bars(chart: Chart, left: float, bottom: float, slot: float, scale: float) -> Iterator[str]:
    bar = min(slot * 0.72 / len(chart.series), 34)
    for at, series in enumerate(chart.series):
        for i, value in enumerate(series.values):
            x = left + slot * (i + 0.5) + bar * (at - len(chart.series) / 2)
            if value is None:
                yield _text(x + bar / 2, bottom - 3, "…", fill=_MUTED)
                continue
            h = max(0.0, float(value) * scale)
            colour = _colour(chart, series)
            hollow = chart.labels[i] in chart.partial
            look = f'fill="#ffffff" stroke="{colour}" stroke-dasharray="3 2"' if hollow else f'fill="{colour}"'
            yield f'<rect x="{x + 1:.1f}" y="{bottom - h:.1f}" width="{bar - 2:.1f}" height="{h:.1f}" {look}/>'
            size = ' font-size="9"' if bar < 26 else ""
            yield _text(x + bar / 2, bottom - h - 3, number(value), fill=_MUTED if series.previous else _INK, more=size)


def _lines(chart: Chart, left: float, bottom: float, slot: float, scale: float) -> Iterator[str]:
    for series in chart.series:
        colour, points, last = _colour(chart, series), [], False
        for i, value in enumerate(series.values):
            if value is None:
                last = False
                continue
            x, y = left + slot * (i + 0.5), bottom - float(value) * scale
            points.append(f"{'L' if last else 'M'}{x:.1f} {y:.1f}")
            last = True
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="{colour}"/>'
            yield _text(x, y + (13 if series.previous else -6), number(value), fill=_MUTED if series.previous else _INK)
        yield f'<path d="{"".join(points)}" fill="none" stroke="{colour}" stroke-width="1.8"/>'


def _legend(chart: Chart, x: float, y: float) -> Iterator[str]:
    if len(chart.series) < 2:
        return
    for series in chart.series:
        yield f'<rect x="{x:.1f}" y="{y - 7.5:.1f}" width="9" height="9" fill="{_colour(chart, series)}"/>'
        yield _text(x + 13, y, series.name, anchor="start")
        x += 28 + 5.2 * len(series.name)


def _tiles(chart: Chart, w: float) -> tuple[float, list[str]]:
    columns, rows = max(t.column for t in chart.tiles) + 1, max(t.row for t in chart.tiles) + 1
    wide, tall = min(w / columns, 66.0), 32.0
    start = (w - wide * columns) / 2
    known = sorted(float(t.value) for t in chart.tiles if t.value is not None)
    parts = []
    for tile in chart.tiles:
        x, y = start + tile.column * wide, tile.row * tall
        shade = _shade(tile.value, known)
        fill, ink = ("#ffffff", _MUTED) if shade is None else (_SHADES[shade], "#ffffff" if shade > 2 else "#1a1815")
        dash = ' stroke-dasharray="3 2"' if shade is None else ""
        parts.append(
            f'<rect x="{x + 1:.1f}" y="{y + 1:.1f}" width="{wide - 2:.1f}" height="{tall - 2:.1f}" rx="2" '
            f'fill="{fill}" stroke="{_GREY}" stroke-width=".6"{dash}/>'
        )
        size = ' font-size="8.5"' if len(tile.label) > 10 else ' font-size="9.5"'
        parts.append(_text(x + wide / 2, y + 13, tile.label, fill=ink, more=size))
        shown = "…" if tile.value is None else number(tile.value)
        parts.append(_text(x + wide / 2, y + 25, shown, fill=ink, more=' font-weight="bold"'))
    return rows * tall, parts


def _shade(value: int | Decimal | None, known: list[float]) -> int | None:
    """The fifth of all known values in which a value stands."""
    if value is None:
        return None
    below = sum(v < float(value) for v in known)
    return min(4, below * 5 // len(known))

"""Tags and filters of the interface: ``{% load ui %}``. docs/components.md shows each with its HTML.

Filters: ``so`` number, ``phan_tram`` per cent, ``tang_giam`` change, ``ngay`` day, ``ngay_gio`` day and time,
``thu`` weekday, ``tuongdoi`` day seen from today, ``viet_tat`` initials.

Tags: ``icon``, ``mark``, ``state``, ``number``, ``bar``, ``level``, ``sample_mark``, ``field``, ``drawing``,
``line_chart``,
``bar_chart``, ``ranked_chart``, ``tile_map``, ``unit_tiles``, ``unit_picker``, ``query`` (address with one
parameter changed).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from phoihop.web import charts
from phoihop.web import print as printed

register = template.Library()

Value = int | float | Decimal | None

#: Icon of each kind of state where none is named.
STATE_ICONS = {"ok": "okc", "wait": "clock", "doubt": "tri", "bad": "oct", "none": "empty", "gold": "award"}
_SPAN = re.compile(r"(\d{4}) ([-–]) (\d{4})")
#: Shades of the tile map, from few to many.
SHADES = 5
#: The least number that no longer fits a tile of the map on a phone.
TILE_HOLDS = 100_000


@register.filter
def lien(value: Any) -> str:
    """A title whose spans of years do not break over two lines (liền): "2022 - 2026".

    After a hyphen a line may break even before a space that never breaks; a word joiner stops that.
    """
    return _SPAN.sub("\\1\N{NO-BREAK SPACE}\\2\N{WORD JOINER}\N{NO-BREAK SPACE}\\3", str(value))


@register.filter
def so(value: Any, places: int | None = None) -> str:
    """Number in Vietnamese print (số): ``{{ 1234567.8|so }}`` → 1.234.567,8; text passes through."""
    return str(value) if isinstance(value, str) else printed.number(value, places)


@register.filter
def phan_tram(value: Value, places: int = 1) -> str:
    """Share already in per cent: ``{{ 82.2|phan_tram }}`` → 82,2 %."""
    return printed.percent(value, places)


@register.filter
def tang_giam(now: Value, before: Value) -> str:
    """Change since the previous period: ``{{ now|tang_giam:before }}`` → +16,1 %, +2, gấp 8 lần, bằng."""
    return printed.change(now, before)


@register.filter
def ngay(value: date | datetime | None) -> str:
    """Day: 09/12/2026, 14/4/2022."""
    return printed.day(_local(value))


@register.filter
def ngay_tung_phan(value: str) -> str:
    """Day as far as known: 01/8/2013, tháng 8/2013, năm 2013, 15/9."""
    return printed.partial_day(value)


@register.filter
def ngay_gio(value: datetime | None) -> str:
    """Time and day: 08:42 ngày 09/12/2026."""
    local = _local(value)
    return "–" if local is None else _("{at} ngày {day}").format(at=f"{local:%H:%M}", day=printed.day(local))


@register.filter
def thu(value: date | datetime | None) -> str:
    """Weekday: thứ Tư."""
    local = _local(value)
    return "–" if local is None else str(printed.WEEKDAYS[local.weekday()])


@register.filter
def tuongdoi(value: date | datetime | None, today: date | None = None) -> str:
    """Day seen from today: hôm nay, còn 5 ngày, 9 ngày trước; pass the page's day where it has one."""
    return printed.relative(_local(value), today or timezone.localdate())


@register.filter
def viet_tat(name: str) -> str:
    """Initials of a person's name."""
    return printed.initials(name)


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """An icon of the sprite; ``{% icon "check" "s" %}`` is the small one. Words stand beside it, so it is silent."""
    return format_html(
        '<svg class="i{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        " s" if size == "s" else "",
        static("web/icons.svg"),
        name,
    )


@register.simple_tag
def mark() -> SafeString:
    """The brand mark: two open hands as one ring."""
    return SafeString(
        '<svg viewBox="0 0 26 26" aria-hidden="true"><rect width="26" height="26" rx="6" fill="currentColor"/>'
        '<g fill="none" stroke="#fff" stroke-width="2.6"><path d="M14.6 16.2a4.8 4.8 0 1 1 0-6.4"/>'
        '<path d="M11.4 9.8a4.8 4.8 0 1 1 0 6.4"/></g></svg>'
    )


@register.simple_tag
def sample_mark() -> SafeString:
    """The mark of invented data."""
    return format_html(
        '<span class="demo" title="{}">{}</span>', _("Tên và con số được đặt ra để minh họa"), _("SỐ LIỆU MINH HỌA")
    )


@register.simple_tag
def state(kind: str, label: str, icon_name: str = "") -> SafeString:
    """A state (tình trạng): icon and coloured word. ``kind``: ok, wait, doubt, bad, none, gold or empty."""
    return format_html(
        '<span class="st {}">{}{}</span>', kind, icon(icon_name or STATE_ICONS.get(kind, "half"), "s"), label
    )


@register.simple_tag
def number(text: Any, href: str = "", *, label: str = "") -> SafeString:
    """A figure with its explanation: a quiet link that opens the panel, or the page where there is no JavaScript.

    ``text`` is a number or printed text; ``href`` the address that answers with the panel's content.
    """
    shown = so(text)
    if not href:
        return format_html('<span class="n">{}</span>', shown)
    title = label or _("Xem nguồn gốc số liệu")
    return format_html(
        '<a class="num" href="{0}" hx-get="{0}" hx-target="#giai-thich" hx-swap="innerHTML" title="{1}">{2}</a>',
        href,
        title,
        shown,
    )


@register.simple_tag
def bar(share: Value, *, previous: Value = None, kind: str = "", label: str = "") -> SafeString:
    """A share of 100 as a bar; ``previous`` sets the tick. Silent unless ``label`` is given."""
    filled = _clamp(share)
    tick = (
        ""
        if previous in (None, "")
        else format_html('<rect class="tk" x="{}%" width="2" height="12"/>', _clamp(previous))
    )
    heard = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="bar {}" {}><rect class="bg" y="3" width="100%" height="6" rx="3"/>'
        '<rect y="3" width="{}%" height="6" rx="3"/>{}</svg>',
        kind,
        heard,
        filled,
        tick,
    )


@register.simple_tag
def level(share: Value) -> SafeString:
    """The thin line at the foot of a tile that says how much of it is filled."""
    return format_html('<svg class="lv" aria-hidden="true"><rect width="{}%" height="3"/></svg>', _clamp(share))


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: Any) -> str:
    """The address of this page with some parameters changed; ``None`` or empty drops one: ``{% query trang=2 %}``."""
    params = context["request"].GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            params.pop(name, None)
        else:
            params[name] = value
    return f"?{params.urlencode()}"


@register.inclusion_tag("web/components/field.html")
def field(bound: BoundField, *, hint: str = "", opt: bool = False) -> dict[str, Any]:
    """A form row (dòng biểu mẫu): label, help, error, input. ``opt`` adds "(không bắt buộc)"."""
    told = [
        f"{bound.auto_id}-{part}" for part, there in (("giup", hint or bound.help_text), ("loi", bound.errors)) if there
    ]
    attrs: dict[str, Any] = {"aria-describedby": " ".join(told)} if told else {}
    if bound.errors:
        attrs["aria-invalid"] = "true"
    widget = bound.field.widget
    choice = getattr(widget, "input_type", "") in ("radio", "checkbox")
    if not choice:
        attrs["class"] = f"field {widget.attrs.get('class', '')}".strip()
    return {
        "field": bound,
        "control": bound.as_widget(attrs=attrs),
        "hint": hint or bound.help_text,
        "optional": opt,
        "choice": choice,
        "group": choice and hasattr(widget, "choices"),
    }


@register.simple_tag
def drawing(chart: charts.Chart, kind: str = "") -> SafeString:
    """A chart's geometry as SVG; written out here because a page of many small charts has hundreds of marks."""
    made = [
        f'<svg class="ch {escape(kind)}" viewBox="0 0 {chart.width} {chart.height}" role="img" '
        f'aria-label="{escape(chart.summary)}">'
    ]
    made += [f'<path class="{escape(mark.kind)}" d="{escape(mark.path)}"/>' for mark in chart.rules]
    for mark in chart.marks:
        if mark.path:
            made.append(f'<path class="{escape(mark.kind)}" d="{escape(mark.path)}"/>')
        elif mark.height:
            made.append(
                f'<rect class="{escape(mark.kind)}" x="{mark.x:.1f}" y="{mark.y:.1f}" width="{mark.width:.1f}" '
                f'height="{mark.height:.1f}" rx="2"/>'
            )
        else:
            made.append(f'<circle class="{escape(mark.kind)}" cx="{mark.x:.1f}" cy="{mark.y:.1f}" r="3.5"/>')
    for text in chart.labels:
        kept = f' class="{escape(text.kind)}"' if text.kind else ""
        anchor = f' text-anchor="{escape(text.anchor)}"' if text.anchor != "start" else ""
        made.append(f'<text{kept} x="{text.x:.1f}" y="{text.y:.1f}"{anchor}>{escape(text.text)}</text>')
    return SafeString("".join([*made, "</svg>"]))


@register.inclusion_tag("web/components/chart.html")
def line_chart(
    labels: Sequence[str], current: Sequence[Value], previous: Sequence[Value] = (), **options: Any
) -> dict[str, Any]:
    """A small line chart: ``{% line_chart years now before name="…" unit="buổi" last_is_open=True %}``."""
    table = options.pop("table", False)
    return {"chart": charts.lines(list(labels), list(current), list(previous or ()), **options), "table": table}


@register.inclusion_tag("web/components/chart.html")
def bar_chart(
    labels: Sequence[str], current: Sequence[Value], previous: Sequence[Value] = (), **options: Any
) -> dict[str, Any]:
    """Pairs of bars by year, drawn once for wide screens and once for phones."""
    table = options.pop("table", True)
    data = (list(labels), list(current), list(previous or ()))
    return {
        "chart": charts.bars(*data, **options),
        "narrow": charts.bars(*data, **{**options, "width": 326, "height": 200}),
        "table": table,
    }


@register.inclusion_tag("web/components/chart.html")
def ranked_chart(rows: Sequence[Mapping[str, Any] | None], **options: Any) -> dict[str, Any]:
    """Best and weakest as lying bars: rows of ``{"name", "value", "current"}``, ``None`` for the dots between."""
    table = options.pop("table", True)
    return {
        "chart": charts.ranked(rows, **options),
        "narrow": charts.ranked(rows, **{**options, "width": 326}),
        "table": table,
    }


@register.inclusion_tag("web/components/tile_map.html")
def tile_map(
    tiles: Sequence[Mapping[str, Any]], *, legend: str = "", unit: str = "", bounds: Sequence[Value] = ()
) -> dict[str, Any]:
    """Tile map of provinces (bản đồ ô): tiles of ``name, short, col, row, value, href, current, special, of``.

    ``value`` ``None`` is hatched with ``missing`` (default "chưa nộp"). ``bounds``: the four lower bounds of shades
    2 to 5; without them they are cut so that each shade holds as many provinces. On phones tiles from 100.000 up are
    printed in thousands, and the legend says so.
    """
    known = sorted(float(t["value"]) for t in tiles if t.get("value") is not None and not t.get("special"))
    cuts = [float(b) for b in bounds if b is not None] or _even_cuts(known)
    lightest = SHADES - len(cuts)
    shown = [
        {**t, "shade": 0 if t.get("value") is None else lightest + sum(float(t["value"]) >= cut for cut in cuts)}
        for t in tiles
    ]
    by_name = {t["name"]: t["shade"] for t in shown}
    for tile in shown:
        if tile.get("special") and tile.get("of") in by_name:
            tile["shade"] = by_name[tile["of"]]
    thousands = any(value >= TILE_HOLDS for value in known)
    if thousands:
        for tile in shown:
            if tile.get("value") is not None:
                tile["brief"] = printed.number(float(tile["value"]) / 1000, 0)
    return {
        "tiles": shown,
        "legend": legend,
        "unit": unit,
        "steps": _steps(cuts, lightest),
        "thousands": thousands,
        "gap_words": next((t["missing"] for t in tiles if t.get("value") is None and t.get("missing")), ""),
    }


@register.inclusion_tag("web/components/unit_tiles.html")
def unit_tiles(groups: Sequence[Mapping[str, Any]], *, dense: str = "") -> dict[str, Any]:
    """Every commune by name: groups of ``name, note, units``; units of ``name, href, kind, state, share, figure``.

    ``kind``: ok, wait, doubt, bad, fill (with ``share`` of 100 and ``figure``) or none; ``state`` is the word read out.
    """
    return {"groups": groups, "dense": dense}


@register.inclusion_tag("web/components/unit_picker.html")
def unit_picker(
    name: str,
    *,
    label: str,
    value: str = "",
    shown: str = "",
    url: str = "/don-vi/tim/",
    hint: str = "",
    error_id: str = "",
) -> dict[str, Any]:
    """Picker of a unit (chọn đơn vị): types, searches ``url?q=`` also by old names, keeps the chosen id in ``name``.

    ``error_id`` is the element that says what is wrong; ``web/components/pick_row.html`` is the row of a form.
    """
    told = " ".join(filter(None, (f"chon-{name}-giup" if hint else "", error_id)))
    context = {"name": name, "label": label, "value": value, "shown": shown, "url": url, "hint": hint}
    return {**context, "told": told, "wrong": bool(error_id)}


def _clamp(share: Value) -> str:
    return f"{min(max(float(share or 0), 0), 100):.1f}"


def _local(value: Any) -> Any:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


def _even_cuts(known: Sequence[float]) -> list[float]:
    """Lower bounds of the shades after the lightest, so that each holds about as many; fewer where values repeat."""
    cuts = {known[len(known) * n // SHADES] for n in range(1, SHADES) if known}
    return sorted(cut for cut in cuts if cut > known[0])


def _steps(cuts: Sequence[float], lightest: int) -> list[tuple[int, str]]:
    """Legend of the tile map: shade and its words."""
    if not cuts:
        return []
    told = [printed.number(cut) for cut in cuts]
    words = [_("dưới {n}").format(n=told[0]), *(_("từ {n}").format(n=low) for low in told)]
    return list(enumerate(words, start=lightest))

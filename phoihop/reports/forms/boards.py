"""The board of completeness as tiles (ai đã gửi, ai chưa)."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phoihop.core.alphabet import sort_key
from phoihop.reports.queries import Board, Place
from phoihop.reports.rules import State

__all__ = ["MEASURES", "measures", "reminders", "tiles"]

MEASURES = {
    "submitted": gettext_lazy("Đã gửi"),
    "filled": gettext_lazy("Đủ ô"),
    "plausible": gettext_lazy("Không có số nghi ngờ"),
    "evidenced": gettext_lazy("Có văn bản đã ký"),
}


def measures(board: Board, chosen: str) -> list[dict[str, Any]]:
    """The four measures of completeness as stat tiles."""
    total = len(board.places)
    return [
        {
            "key": key,
            "label": MEASURES[key],
            "value": value,
            "of": total,
            "share": value * 100 / total if total else 0,
            "href": f"?do={key}",
            "chosen": key == chosen,
        }
        for key, value in board.measures.items()
    ]


def tiles(board: Board, measure: str) -> list[dict[str, Any]]:
    """Every body by name, by the province of the old map, coloured by the chosen measure."""
    groups: dict[str, list[Place]] = {}
    for place in board.places:
        groups.setdefault(place.origin, []).append(place)
    return [
        {
            "name": _("{province} (cũ)").format(province=name[:1].upper() + name[1:]) if name else "",
            "note": f"{sum(_reached(place, measure) for place in found)}/{len(found)}",
            "units": [_tile(place, measure) for place in found],
        }
        for name, found in sorted(groups.items(), key=lambda group: sort_key(group[0]))
    ]


def reminders(board: Board) -> str:
    """Who is to be reminded (danh sách đôn đốc) as lines for a message: unit, where it stands, whom to call."""
    return "\n".join(
        f"{number}. {place.name}: {_standing(place)}" + (f" ({'; '.join(place.officers)})" if place.officers else "")
        for number, place in enumerate(board.waiting, 1)
    )


def _standing(place: Place) -> str:
    if place.state is State.RETURNED:
        return _("bị trả lại, chưa gửi lại")
    if place.in_hand and place.filled:
        told = _("đã gửi văn bản, đang nhập {done}/{rows} ô")
        return told.format(done=place.filled, rows=place.rows)
    if place.in_hand:
        return _("đã gửi văn bản, chưa nhập số")
    if place.filled:
        return _("đang nhập {done}/{rows} ô").format(done=place.filled, rows=place.rows)
    return _("chưa bắt đầu")


def _reached(place: Place, measure: str) -> bool:
    return {
        "submitted": place.submitted,
        "filled": place.complete,
        "plausible": place.plausible,
        "evidenced": place.evidenced,
    }[measure]


def _tile(place: Place, measure: str) -> dict[str, Any]:
    kind, state = _look(place, measure)
    sent = place.report is not None and place.report.submitted_at is not None
    return {
        "name": place.short,
        "full": place.name,
        "kind": kind,
        "state": state,
        "share": place.share,
        "figure": place.filled if kind == "fill" else None,
        "href": reverse("reports:edit", args=[place.report.pk]) if sent and place.report else f"#goi-{place.body_id}",
    }


def _look(place: Place, measure: str) -> tuple[str, str]:
    """The kind of a tile and the word that is read out."""
    if _reached(place, measure):
        if measure == "submitted" and place.state is State.SUBMITTED:
            return ("doubt", _("đã gửi, có số nghi ngờ")) if place.doubts else ("wait", _("đã gửi, chờ nhận"))
        return "ok", _("đã nhận") if place.state is State.ACCEPTED else str(MEASURES[measure]).lower()
    if place.state is State.RETURNED:
        return "bad", _standing(place)
    if place.submitted and measure == "plausible":
        return "doubt", _("có số nghi ngờ")
    if place.submitted and measure == "evidenced":
        return "doubt", _("chưa có văn bản đã ký")
    return ("fill" if place.filled else "none"), _standing(place)

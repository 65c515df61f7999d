"""A row of the log in the words of the side panel."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from phoihop.figures.forms.asking import period_label
from phoihop.figures.queries.behind import Portion
from phoihop.figures.queries.explaining import Said
from phoihop.figures.rules.printing import Form, printed, quoted
from phoihop.figures.rules.values import Comparator, Coverage, SourceKind, Standing
from phoihop.indicators.models import Indicator
from phoihop.web.print import day, number

__all__ = ["share_words", "step_of"]


def step_of(one: Said, indicator: Indicator) -> dict[str, Any]:
    """A row of the log as a step of the panel: who said what, where, how much of it counts, who entered it."""
    source = one.source
    place = f"?tu={source.start}&den={source.end}#doan" if source.paper_id and source.start is not None else ""
    text = one.quote.said if one.quote else ""
    value = quoted(one.stated, one.comparator, unit=indicator.unit, scale=indicator.scale, text=text or source.label)
    notes = [period_label(one.period.period)]
    if one.portion:
        notes.append(_portion(one.portion, value))
        value = printed(one.value, one.comparator, unit=indicator.unit, scale=indicator.scale, form=Form.BARE)
    if one.coverage is Coverage.AREA:
        notes.append(_("số đơn vị báo cáo cho cả địa bàn"))
    if one.heirs:
        notes.append(_("nay là {names}").format(names=", ".join(one.heirs[:3])))
    if one.chosen_by:
        told = _("{who} chọn thay số cộng, vì: {reason}") if one.forced else _("{who} chọn, vì: {reason}")
        notes.append(told.format(who=one.chosen_by, reason=one.reason))
    elif one.before is not None:
        before = printed(one.before, Comparator.EQ, unit=indicator.unit, scale=indicator.scale, form=Form.BARE)
        told = _("trước đây ghi {before}, sửa vì: {reason}") if one.reason else _("trước đây ghi {before}")
        notes.append(told.format(before=before, reason=one.reason))
    step: dict[str, Any] = {
        "name": one.body,
        "value": value,
        "note": "; ".join(notes),
        "doc": {"name": source.label, "href": source.address + place, "place": source.cell},
        "read_note": _who(one),
    }
    if one.quote:
        step["quote"] = {
            "before": one.quote.before,
            "mark_before": "",
            "figure": one.quote.said,
            "mark_after": "",
            "after": one.quote.after,
        }
    if source.address:
        label = _("Mở báo cáo") if source.kind == SourceKind.FORM else _("Mở văn bản")
        step |= {"open_href": source.address + place, "open_label": label}
    if one.evidence:
        step["note"] += ". " + _("Cùng số: {sources}").format(sources="; ".join(proof.label for proof in one.evidence))
    return step


def share_words(millionths: int) -> str:
    """A stated share as people read it.

    >>> share_words(400_000), share_words(333_333)
    ('40\\xa0%', '33,3333\\xa0%')
    """
    exact = Decimal(millionths).scaleb(-4).normalize()
    return f"{number(exact, max(-int(exact.as_tuple().exponent), 0))}\N{NO-BREAK SPACE}%"


def _portion(portion: Portion, stated: str) -> str:
    """How much of a number counts here, and by which act: "đã ghi 100, tính 40 % theo Nghị quyết 12"."""
    if portion.millionths is None:
        return _("đã ghi {stated}, chỉ tính phần của các đơn vị kế thừa chưa có số mới hơn").format(stated=stated)
    share = share_words(portion.millionths)
    told = _("đã ghi {stated}, tính {share} theo {acts}") if portion.acts else _("đã ghi {stated}, tính {share}")
    return told.format(stated=stated, share=share, acts="; ".join(portion.acts))


def _who(one: Said) -> str:
    source = one.source
    entered = timezone.localtime(source.entered_at)
    words = _("{name} nhập {at:%H:%M} ngày {day}").format(name=source.entered_by, at=entered, day=day(entered.date()))
    if source.accepted_by and source.accepted_at:
        accepted = day(timezone.localtime(source.accepted_at).date())
        words += "; " + _("{name} nhận ngày {day}").format(name=source.accepted_by, day=accepted)
    elif one.standing is Standing.SUBMITTED:
        words += "; " + _("chờ cấp trên nhận")
    return words

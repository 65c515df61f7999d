"""Where a report stands on its way, as the stepper shows it (các bước của báo cáo)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from phoihop.reports.models import Report
from phoihop.reports.rules import State
from phoihop.web import print as printed

__all__ = ["steps"]


def steps(report: Report) -> list[dict[str, str]]:
    """Typed, laid before the approver where the body does so, sent, taken in: what is done, what is at hand."""
    state = report.stands
    typing = _("Bổ sung số liệu") if state is State.AMENDED else _("Sửa ô bị trả lại")
    names = [typing if state in (State.AMENDED, State.RETURNED) else _("Nhập số liệu")]
    if state is State.PROPOSED:
        names.append(_("Duyệt trong cơ quan"))
    names += [_("Gửi cấp trên"), _("Cấp trên nhận")]
    at = {State.SUBMITTED: len(names) - 1, State.ACCEPTED: len(names), State.PROPOSED: 1}.get(state, 0)
    made = [
        {"name": name, "state": "done" if place < at else "now" if place == at else ""}
        for place, name in enumerate(names)
    ]
    if state in (State.SUBMITTED, State.ACCEPTED):
        made[-2]["note"] = _day(report.submitted_at)
    if state is State.ACCEPTED:
        made[-1]["note"] = _day(report.accepted_at)
    return made


def _day(at: datetime | None) -> str:
    return printed.day(at and timezone.localtime(at))

"""The steps of a report above its page: what is done, what is at hand, on which days."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from phoihop.reports import forms
from phoihop.reports.rules import State

SENT, TAKEN = datetime(2026, 12, 8, 20, 0, tzinfo=UTC), datetime(2026, 12, 10, 3, 0, tzinfo=UTC)


@dataclass
class Standing:
    stands: State
    submitted_at: datetime | None = SENT
    accepted_at: datetime | None = TAKEN


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (State.DRAFT, ["now Nhập số liệu", " Gửi cấp trên", " Cấp trên nhận"]),
        (State.PROPOSED, ["done Nhập số liệu", "now Duyệt trong cơ quan", " Gửi cấp trên", " Cấp trên nhận"]),
        (State.SUBMITTED, ["done Nhập số liệu", "done Gửi cấp trên 09/12/2026", "now Cấp trên nhận"]),
        (State.RETURNED, ["now Sửa ô bị trả lại", " Gửi cấp trên", " Cấp trên nhận"]),
        (State.ACCEPTED, ["done Nhập số liệu", "done Gửi cấp trên 09/12/2026", "done Cấp trên nhận 10/12/2026"]),
        (State.AMENDED, ["now Bổ sung số liệu", " Gửi cấp trên", " Cấp trên nhận"]),
    ],
)
def test_each_state_has_its_steps(state, told):
    made = forms.steps(Standing(state))

    assert [" ".join(filter(None, (f"{s['state']} {s['name']}", s.get("note", "")))) for s in made] == told

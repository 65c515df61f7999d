"""The landing page: what waits for me, until when, how do we stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phoihop.core.actor import Actor, Role
from phoihop.intake import queries as intake
from phoihop.reports import queries as reports
from phoihop.reports.models import Window
from phoihop.reports.rules import State
from phoihop.reports.wording import period_name
from phoihop.reviews import queries as reviews

__all__ = ["Landing", "Moment", "Wait", "landing"]

MINUTES_A_ROW = 0.2
MINUTES_A_REVIEW = 3
MINUTES_A_PROPOSAL = 0.25


@dataclass(frozen=True, slots=True)
class Wait:
    """One thing that waits (việc đang chờ): what, why, until when, about how many minutes, in which state."""

    title: str
    note: str
    href: str
    due: datetime | None
    minutes: int | None
    kind: str
    word: str

    @property
    def done(self) -> bool:
        return self.kind == "ok"


@dataclass(frozen=True, slots=True)
class Moment:
    """A day that matters (mốc thời gian)."""

    day: date
    title: str
    note: str
    now: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Landing:
    """All that the page shows; ``board`` is the running collection of the level below, if there is one."""

    waits: tuple[Wait, ...]
    moments: tuple[Moment, ...]
    board: reports.Board | None

    @property
    def next(self) -> Wait | None:
        """What to go on with: the first that is not done."""
        return next((wait for wait in self.waits if not wait.done), None)

    @property
    def minutes(self) -> int:
        return sum(wait.minutes or 0 for wait in self.waits if not wait.done)


def landing(actor: Actor, *, now: datetime) -> Landing:
    """What waits for the actor (Trang của tôi), in a number of queries that does not grow with the units below."""
    on = now.date()
    board = _board(actor, on)
    waits = [*_own_reports(actor, now), *_incoming(board), *_papers(actor, on), *_reviews(actor, on)]
    waits.sort(key=lambda wait: (wait.done, wait.due is None, wait.due or now))
    return Landing(tuple(waits), tuple(_moments(actor, board, waits, on)), board)


def _board(actor: Actor, on: date) -> reports.Board | None:
    """The collection of the level below that is open or was last open."""
    if not actor.may(Role.COMPILER, Role.APPROVAL, Role.LEADER):
        return None
    window = reports.collections(actor, on=on).first()
    return reports.board(window, actor, on=on) if window else None


def _own_reports(actor: Actor, now: datetime) -> Iterator[Wait]:
    words = {
        None: ("none", _("Chưa bắt đầu")),
        State.DRAFT: ("", _("Đang nhập")),
        State.PROPOSED: ("wait", _("Chờ duyệt trong cơ quan")),
        State.SUBMITTED: ("ok", _("Đã gửi, chờ nhận")),
        State.RETURNED: ("bad", _("Bị trả lại")),
        State.ACCEPTED: ("ok", _("Đã nhận")),
        State.AMENDED: ("", _("Đang bổ sung")),
    }
    for task in reports.index(actor, on=now.date())[:6]:
        if now.date() < task.window.opens:
            continue
        kind, word = words[task.state]
        if task.late(now):
            kind, word = "bad", _("Quá hạn")
        href = reverse("reports:edit", args=[task.report.pk]) if task.report else reverse("reports:index")
        left = max(task.rows - task.done, 0)
        note = _("Đã điền {done}/{rows} ô. {form}.").format(done=task.done, rows=task.rows, form=task.window.form.name)
        minutes = max(1, round(left * MINUTES_A_ROW)) if kind != "ok" else None
        yield Wait(_report_title(task.window), note, href, task.window.due, minutes, kind, word)


def _incoming(board: reports.Board | None) -> Iterator[Wait]:
    if board is None:
        return
    window, submitted = board.window, [*board.ready, *board.doubtful]
    queue = reverse("reports:queue_of", args=[window.pk])
    if submitted:
        shown = ", ".join(_short(place.name) for place in submitted[:3])
        more = _(" và {n} đơn vị khác").format(n=len(submitted) - 3) if len(submitted) > 3 else ""
        yield Wait(
            _("Duyệt {n} báo cáo vừa gửi").format(n=len(submitted)),
            f"{shown}{more}.",
            queue,
            window.due,
            len(submitted) * MINUTES_A_REVIEW,
            "wait",
            _("Chờ duyệt"),
        )
    if board.doubtful:
        cells = sum(len(place.doubts) for place in board.doubtful)
        yield Wait(
            _("Xem {n} ô cần giải thích ở {units} đơn vị").format(n=cells, units=len(board.doubtful)),
            _("Số tăng, giảm nhiều so với kỳ trước; đơn vị đã ghi lý do."),
            f"{queue}?loc=nghi-ngo",
            window.due,
            cells,
            "doubt",
            _("Cần xem"),
        )
    missing = board.waiting
    if missing and not window.closed < timezone.localdate():
        yield Wait(
            _("Gọi {n} đơn vị chưa gửi").format(n=len(missing)),
            _("Trong đó {n} đơn vị chưa bắt đầu.").format(n=sum(place.report is None for place in missing)),
            reverse("reports:board_of", args=[window.pk]),
            window.due,
            None,
            "none",
            _("Chưa gửi"),
        )


def _papers(actor: Actor, on: date) -> Iterator[Wait]:
    mine = intake.visible_to(actor, on=on).filter(body_id=actor.body_id)
    found = mine.aggregate(
        papers=Count("pk", filter=Q(state="read"), distinct=True),
        proposals=Count("proposals", filter=Q(proposals__decision="pending", state="read")),
    )
    if found["papers"]:
        yield Wait(
            _("Xác nhận {n} mục máy đọc từ {papers} văn bản").format(n=found["proposals"], papers=found["papers"]),
            _("Chưa xác nhận thì chưa có gì được ghi."),
            reverse("intake:index"),
            None,
            max(1, round(found["proposals"] * MINUTES_A_PROPOSAL)),
            "wait",
            _("Chờ xác nhận"),
        )


def _reviews(actor: Actor, on: date) -> Iterator[Wait]:
    for review in (
        reviews.visible_to(actor, on=on).filter(body_id=actor.body_id, state="draft").select_related("programme")
    ):
        yield Wait(
            _("Viết tiếp {name}").format(name=str(review).lower()),
            review.programme.name + ".",
            reverse("reviews:show", args=[review.pk]),
            None,
            None,
            "",
            _("Đang viết"),
        )


def _moments(actor: Actor, board: reports.Board | None, waits: list[Wait], on: date) -> Iterator[Moment]:
    due_today = sum(1 for wait in waits if wait.due and wait.due.date() == on and not wait.done)
    note = _("{n} việc đến hạn hôm nay").format(n=due_today) if due_today else _("không có việc nào đến hạn hôm nay")
    yield Moment(on, _("Hôm nay"), note, now=True)
    windows = {task.window for task in reports.index(actor, on=on)} | ({board.window} if board else set())
    days: list[Moment] = []
    for window in windows:
        name = _report_title(window)
        if window.counted_until and window.counted_until > on:
            days.append(Moment(window.counted_until, _("Chốt số liệu"), name))
        if window.due.date() > on:
            days.append(Moment(timezone.localtime(window.due).date(), _("Hạn gửi báo cáo"), name))
        if window.closed > on:
            days.append(Moment(window.closed, _("Khóa nhận báo cáo"), name))
    yield from sorted(days, key=lambda moment: moment.day)[:6]


def _report_title(window: Window) -> str:
    return _("Báo cáo {period}").format(period=period_name(window.period.value).lower())


def _short(name: str) -> str:
    """A commune body's name without what all of them share."""
    for head in ("Công an xã ", "Công an phường ", "Công an đặc khu "):
        name = name.removeprefix(head)
    return name

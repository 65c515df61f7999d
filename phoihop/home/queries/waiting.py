"""What waits for an actor, part by part and role by role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from phoihop.accounts import queries as accounts
from phoihop.commendations import queries as commendations
from phoihop.conferences import queries as conferences
from phoihop.core.actor import Actor, Role
from phoihop.intake import queries as intake
from phoihop.intake.rules import CONFIRMERS
from phoihop.reports import queries as reports
from phoihop.reports.models import Window
from phoihop.reports.rules import State
from phoihop.reports.wording import period_name
from phoihop.reviews import queries as reviews
from phoihop.reviews.rules.states import State as Stage

__all__ = ["Wait", "report_title", "waits"]

MINUTES_A_ROW = 0.2
MINUTES_A_REVIEW = 3
MINUTES_A_PROPOSAL = 0.25
#: How far back a conference may lie whose conclusions are still asked for.
RECENT = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Wait:
    """One thing that waits (việc đang chờ): what, why, until when, about how many minutes, in which state.

    ``begins`` says that ``href`` begins it when posted to; otherwise ``href`` is a page. What is not ``mine`` waits
    for another role of the body: the actor may look at it.
    """

    title: str
    note: str
    href: str
    due: datetime | None
    minutes: int | None
    kind: str
    word: str
    begins: bool = False
    mine: bool = True

    @property
    def act(self) -> str:
        """What the page's first button says: begin it, go on with it, or look at it."""
        if not self.mine:
            return _("Xem: {name}").format(name=self.title)
        return (_("Bắt đầu: {name}") if self.kind == "none" else _("Làm tiếp: {name}")).format(name=self.title)

    @property
    def done(self) -> bool:
        return self.kind == "ok"


def waits(actor: Actor, board: reports.Board | None, *, now: datetime) -> list[Wait]:
    """All that waits for the actor's roles, its own first, what is due first first; what is done comes last."""
    on = now.date()
    found = [
        *_own_reports(actor, now),
        *_incoming(actor, board, on),
        *_papers(actor, on),
        *_reviews(actor, on),
        *_conferences(actor, on),
        *_awards(actor, on),
        *_accounts(actor, on),
    ]
    found.sort(key=lambda wait: (wait.done, not wait.mine, wait.due is None, wait.due or now))
    return found


def _own_reports(actor: Actor, now: datetime) -> Iterator[Wait]:
    """The reports that the body owes; sent ones only while their window is open."""
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
        kind, word = words[task.state]
        if now.date() < task.window.opens or (kind == "ok" and task.window.closed <= now.date()):
            continue
        if task.late(now):
            kind, word = "bad", _("Quá hạn")
        title, note = report_title(task.window), _("Đã điền {done}/{rows} ô. {form}.")
        mine = actor.may(Role.ENTRY, Role.COMPILER)
        begins = task.report is None and now.date() < task.window.closed and mine
        if task.report:
            href = reverse("reports:edit", args=[task.report.pk])
        else:
            href = reverse("reports:start", args=[task.window.pk]) if begins else reverse("reports:index")
        if task.report and task.state is State.PROPOSED and actor.may(Role.APPROVAL, Role.LEADER):
            title, mine = _("Duyệt và gửi {name}").format(name=title.lower()), True
            href = reverse("reports:check", args=[task.report.pk])
        left = max(task.rows - task.done, 0)
        minutes = max(1, round(left * MINUTES_A_ROW)) if kind != "ok" else None
        told = note.format(done=task.done, rows=task.rows, form=task.window.form.name)
        yield Wait(title, told, href, task.window.due, minutes, kind, word, begins, mine)


def _incoming(actor: Actor, board: reports.Board | None, on: date) -> Iterator[Wait]:
    if board is None or not actor.may(Role.COMPILER, Role.APPROVAL):
        return
    window, submitted = board.window, [*board.ready, *board.doubtful]
    queue = reverse("reports:queue_of", args=[window.pk])
    if submitted:
        shown = ", ".join(place.short for place in submitted[:3])
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
            _("Cần xem lại"),
        )
    missing = board.waiting
    if missing and on <= window.closed:
        yield Wait(
            _("Đôn đốc {n} đơn vị chưa nộp").format(n=len(missing)),
            _("Trong đó {n} đơn vị chưa bắt đầu.").format(n=sum(place.report is None for place in missing)),
            reverse("reports:board_of", args=[window.pk]),
            window.due,
            None,
            "none",
            _("Chưa nộp"),
        )


def _papers(actor: Actor, on: date) -> Iterator[Wait]:
    """What was read out of papers, for those who may confirm it."""
    if not actor.may(*CONFIRMERS):
        return
    mine = intake.visible_to(actor, on=on).filter(body_id=actor.body_id)
    found = mine.aggregate(
        papers=Count("pk", filter=Q(state="read"), distinct=True),
        proposals=Count("proposals", filter=Q(proposals__decision="pending", state="read")),
    )
    if found["papers"]:
        yield Wait(
            _("Xác nhận {n} mục đọc được từ {papers} văn bản").format(n=found["proposals"], papers=found["papers"]),
            _("Chỉ những mục đã xác nhận mới được ghi vào hồ sơ."),
            reverse("intake:index"),
            None,
            max(1, round(found["proposals"] * MINUTES_A_PROPOSAL)),
            "wait",
            _("Chờ xác nhận"),
        )


def _reviews(actor: Actor, on: date) -> Iterator[Wait]:
    """Drafts to go on with; for a leader the copies to sign, for the secretary those to be given number and day."""
    stages = [Stage.DRAFT, Stage.READY] if actor.may(Role.LEADER, Role.SECRETARY) else [Stage.DRAFT]
    act = _("Xem, ký {name}") if actor.may(Role.LEADER) else _("Ghi số, ngày ban hành {name}")
    mine = reviews.visible_to(actor, on=on).filter(body_id=actor.body_id, state__in=stages)
    for review in mine.select_related("programme"):
        ready = review.stage is Stage.READY
        name = _("báo cáo {name}").format(name=str(review).lower())
        yield Wait(
            (act if ready else _("Soạn tiếp {name}")).format(name=name),
            _("Tải bản trình ký; ký trên bản giấy hoặc ký số ngoài hệ thống, rồi ghi số, ngày ban hành.")
            if ready
            else f"{review.programme.name}.",
            reverse("reviews:show", args=[review.pk]),
            None,
            None,
            "wait" if ready else "",
            _("Chờ ký") if ready else _("Đang soạn"),
        )


def _conferences(actor: Actor, on: date) -> Iterator[Wait]:
    """Conferences held of late at the secretary's own place whose conclusions nobody has written down."""
    if not actor.may(Role.SECRETARY):
        return
    held = conferences.kept_by(actor, on=on).filter(
        place=actor.place_id, conclusions=None, day__gte=(on - RECENT).isoformat(), day__lte=on.isoformat()
    )
    for conference in held[:3]:
        yield Wait(
            _("Ghi kết luận hội nghị ngày {day}").format(day=_day(conference.day)),
            f"{conference}.",
            reverse("conferences:edit", args=[conference.pk]),
            None,
            None,
            "none",
            _("Chưa ghi"),
        )


def _awards(actor: Actor, on: date) -> Iterator[Wait]:
    """Awards of the officer's own place that still lack their decision."""
    if not actor.may(Role.COMMENDATION):
        return
    open_ones = commendations.kept_by(actor, on=on).filter(place=actor.place_id, decision=None).count()
    if open_ones:
        yield Wait(
            _("Bổ sung số quyết định cho {n} lượt khen thưởng").format(n=open_ones),
            _("Số và ngày quyết định cần có khi lập danh sách, in bằng."),
            f"{reverse('commendations:index')}?quyet-dinh=chua",
            None,
            None,
            "none",
            _("Còn thiếu"),
        )


def _accounts(actor: Actor, on: date) -> Iterator[Wait]:
    """What an administrator looks after: roles that end soon, first passwords never used."""
    ending = accounts.ending_terms(actor, on=on).count()
    index = reverse("accounts:index")
    if ending:
        yield Wait(
            _("Bàn giao hoặc gia hạn {n} phân công sắp hết hạn").format(n=ending),
            _("Hết hạn trong {n} ngày tới; chưa có người nhận.").format(n=accounts.SOON.days),
            f"{index}?xem={accounts.Shown.ENDING}",
            None,
            ending,
            "doubt",
            _("Sắp hết hạn"),
        )
    unopened = accounts.unopened(actor, on=on).count()
    if unopened:
        yield Wait(
            _("Nhắc {n} tài khoản đổi mật khẩu ban đầu").format(n=unopened),
            _("Mật khẩu ban đầu chỉ dùng được 72 giờ; quá hạn thì cấp lại."),
            f"{index}?xem={accounts.Shown.UNOPENED}",
            None,
            None,
            "wait",
            _("Chưa đăng nhập"),
        )


def report_title(window: Window) -> str:
    """A report by its period, as the list of what waits names it."""
    return _("Báo cáo {period}").format(period=period_name(window.period.value).lower())


def _day(day: str) -> str:
    """A whole day in Vietnamese print: 2026-11-20 → 20/11/2026."""
    return "/".join(reversed(day.split("-")))

"""The landing page: what waits for me, until when, how do we stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from phoihop.accounts import queries as accounts
from phoihop.core.actor import Actor, Level, Matter, Role
from phoihop.home.queries.waiting import Wait, report_title, waits
from phoihop.programmes import queries as programmes
from phoihop.programmes.models import Programme
from phoihop.reports import queries as reports

__all__ = ["Landing", "Moment", "landing"]


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
    """All that the page shows.

    ``board`` is the running collection of the level below, ``cascade`` the programme of the actor's unit with who
    below has signed, ``accounts`` what an administrator looks after; each only where there is one.
    """

    waits: tuple[Wait, ...]
    moments: tuple[Moment, ...]
    board: reports.Board | None
    cascade: tuple[Programme, programmes.Coverage] | None
    accounts: accounts.Tally | None

    @property
    def open(self) -> list[Wait]:
        """What is still to be done."""
        return [wait for wait in self.waits if not wait.done]

    @property
    def done(self) -> list[Wait]:
        return [wait for wait in self.waits if wait.done]

    @property
    def next(self) -> Wait | None:
        """What to go on with: the first that is not done."""
        return next(iter(self.open), None)

    @property
    def minutes(self) -> int:
        return sum(wait.minutes or 0 for wait in self.open)


def landing(actor: Actor, *, now: datetime) -> Landing:
    """What waits for the actor (Trang của tôi), in a number of queries that does not grow with the units below."""
    on = now.date()
    board = _board(actor, on)
    found = waits(actor, board, now=now)
    tally = accounts.tally(actor, on=on) if actor.may(Role.ADMIN) else None
    return Landing(tuple(found), tuple(_moments(actor, board, found, on)), board, _cascade(actor, on), tally)


def _board(actor: Actor, on: date) -> reports.Board | None:
    """The collection of the level below that is open or was last open."""
    if not actor.may(Role.COMPILER, Role.APPROVAL, Role.LEADER):
        return None
    window = reports.collections(actor, on=on).first()
    return reports.board(window, actor, on=on) if window else None


def _cascade(actor: Actor, on: date) -> tuple[Programme, programmes.Coverage] | None:
    """The newest programme that the actor's own body signed above the communes, with who below has signed."""
    if actor.level is Level.COMMUNE or not actor.may(Role.COMPILER, Role.LEADER, Role.APPROVAL):
        return None
    signed = Q(parties__body=actor.body_id) | Q(standing_body=actor.body_id)
    mine = programmes.visible_to(actor, on=on).filter(signed, place=actor.place_id, last_year__gte=on.year)
    newest = mine.order_by("-first_year", "-signed_on", "pk").first()
    return (newest, programmes.coverage(newest, on=on)) if newest else None


def _moments(actor: Actor, board: reports.Board | None, found: Sequence[Wait], on: date) -> Iterator[Moment]:
    due_today = sum(1 for wait in found if wait.due and wait.due.date() == on and not wait.done)
    told = _("{n} việc đến hạn").format(n=due_today) if due_today else _("Không có việc nào đến hạn")
    yield Moment(on, told, "", now=True)
    days: list[Moment] = []
    if actor.reads(Matter.REPORTS):
        windows = {task.window for task in reports.index(actor, on=on)} | ({board.window} if board else set())
        for window in windows:
            name = report_title(window)
            if window.counted_until and window.counted_until > on:
                days.append(Moment(window.counted_until, _("Chốt số liệu"), name))
            if window.due.date() > on:
                days.append(Moment(timezone.localtime(window.due).date(), _("Hạn gửi báo cáo"), name))
            if window.closed > on:
                days.append(Moment(window.closed, _("Khóa nhận báo cáo"), name))
    ends = sorted({term.valid_to for term in accounts.ending_terms(actor, on=on) if term.valid_to})
    days += [Moment(day, _("Hết hạn phân công"), _("xem ở Quản trị")) for day in ends[:3]]
    yield from sorted(days, key=lambda moment: moment.day)[:6]

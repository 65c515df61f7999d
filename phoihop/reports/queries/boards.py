"""Lists: one's own reports, what waits for review, who is missing. Each costs a constant number of queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Collate

from phoihop.accounts.models import Term
from phoihop.core.actor import Actor, Matter
from phoihop.core.alphabet import COLLATION
from phoihop.organisations.models import Body, BodyVersion
from phoihop.places import queries as places
from phoihop.programmes.queries import covering, narrowed, within
from phoihop.reports.models import Closing, Receipt, Report, Row, Window
from phoihop.reports.queries.scope import holding, subordinates
from phoihop.reports.rules import Content, State

__all__ = ["Board", "InHand", "Place", "Task", "board", "closings", "collections", "index", "owes"]

#: Windows are shown this long before they open.
AHEAD = timedelta(days=30)
#: The last day of the old map, by whose provinces the communes of a merged one are grouped.
OLD_MAP = date(2025, 6, 30)


@dataclass(frozen=True, slots=True)
class Task:
    """One report that a body owes (báo cáo phải nộp): its window, the report if begun, how much is filled."""

    window: Window
    report: Report | None
    rows: int
    done: int

    @property
    def state(self) -> State | None:
        return self.report.stands if self.report else None

    def late(self, now: datetime) -> bool:
        return now > self.window.due and (self.report is None or self.report.submitted_at is None)


@dataclass(frozen=True, slots=True)
class InHand:
    """Papers of a body that were handed in and are no numbers yet (văn bản chưa nhập số): how many, where they open.

    ``href`` is empty for those who may not see them.
    """

    count: int
    href: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """One body below and how complete its report is (đơn vị phải nộp), by content, not by a tick."""

    body_id: int
    name: str
    place_id: int
    report: Report | None
    filled: int
    rows: int
    doubts: Sequence[str]
    origin: str = ""
    officers: Sequence[str] = field(default_factory=tuple)
    in_hand: InHand | None = None

    @property
    def state(self) -> State | None:
        return self.report.stands if self.report else None

    @property
    def short(self) -> str:
        """The name without the words that every tile would repeat (Công an xã Gia Viễn → Gia Viễn)."""
        for word in (" xã ", " phường ", " đặc khu ", " thị trấn ", " tỉnh ", " thành phố "):
            if word in self.name:
                return self.name.split(word, 1)[1]
        return self.name

    @property
    def submitted(self) -> bool:
        return self.report is not None and self.report.submitted_at is not None and self.state is not State.RETURNED

    @property
    def complete(self) -> bool:
        return self.rows > 0 and self.filled >= self.rows

    @property
    def plausible(self) -> bool:
        return self.submitted and not self.doubts

    @property
    def evidenced(self) -> bool:
        return self.submitted and self.report is not None and bool(self.report.paper_number or self.report.scan_id)

    @property
    def share(self) -> int:
        return min(100, round(self.filled * 100 / self.rows)) if self.rows else 0


@dataclass(frozen=True, slots=True)
class Board:
    """Who has sent what for one form and period (bảng theo dõi)."""

    window: Window
    places: Sequence[Place]

    def of(self, *states: State | None) -> list[Place]:
        return [place for place in self.places if place.state in states]

    def knowing(self, papers: Mapping[int, InHand]) -> Board:
        """The same board, told whose papers are in hand (đã gửi văn bản), by body."""
        return replace(self, places=[replace(place, in_hand=papers.get(place.body_id)) for place in self.places])

    @property
    def ready(self) -> list[Place]:
        return [place for place in self.of(State.SUBMITTED) if not place.doubts]

    @property
    def doubtful(self) -> list[Place]:
        return [place for place in self.of(State.SUBMITTED) if place.doubts]

    @property
    def waiting(self) -> list[Place]:
        """Those from whom nothing is in: not begun, in work, or sent back to them."""
        return [place for place in self.places if not place.submitted]

    @property
    def accepted(self) -> list[Place]:
        return [place for place in self.places if place.report is not None and place.report.accepted_at is not None]

    @property
    def measures(self) -> dict[str, int]:
        """How many bodies are so far: submitted, filled, plausible, evidenced."""
        return {
            "submitted": sum(place.submitted for place in self.places),
            "filled": sum(place.complete for place in self.places),
            "plausible": sum(place.plausible for place in self.places),
            "evidenced": sum(place.evidenced for place in self.places),
        }


def _filled() -> Count:
    return Count("cells", filter=~Q(cells__content=Content.BLANK))


def _rows() -> Coalesce:
    """How many rows of a form are typed: all but rates, which are divided."""
    counted = Row.objects.filter(form=OuterRef("form"), indicator__numerator=None).order_by()
    return Coalesce(Subquery(counted.values("form").annotate(n=Count("pk")).values("n")), 0)


def index(actor: Actor, *, on: date) -> list[Task]:
    """The reports that the actor's body owes or has sent (báo cáo của tôi), the next due first."""
    if not actor.reads(Matter.REPORTS):
        return []
    mine = Body.objects.filter(pk=actor.body_id, main=True)
    windows = (
        Window.objects.filter(
            narrowed(actor, "form__programme", on=on),
            Exists(mine),
            system=actor.system,
            level=actor.level,
            form__programme__in=covering(actor.place_id, on=on),
        )
        .filter(opens__lte=on + AHEAD)
        .select_related("form__programme", "period")
        .annotate(rows=_rows())
        .order_by("-due", "form")
    )
    reports = (
        Report.objects.filter(body=actor.body_id).select_related("period", "body", "form").annotate(done=_filled())
    )
    found = {(report.form_id, report.period_id): report for report in reports}
    tasks = []
    for window in windows:
        report = found.get((window.form_id, window.period_id))
        tasks.append(Task(window, report, window.rows, report.done if report else 0))
    return tasks


def owes(actor: Actor, window: Window, *, on: date) -> bool:
    """Whether a window is for the bodies of the actor's system, level and area (thuộc diện báo cáo)."""
    mine = (window.system, window.level) == (actor.system, actor.level)
    return mine and covering(actor.place_id, on=on).filter(pk=window.form.programme_id).exists()


def collections(actor: Actor, *, on: date) -> QuerySet[Window]:
    """The forms and periods that come in to the actor's body from below (đợt thu), the newest first."""
    if not actor.reads(Matter.REPORTS):
        return Window.objects.none()
    levels = subordinates(actor, on=on).values("level")
    return (
        Window.objects.filter(
            narrowed(actor, "form__programme", on=on),
            Q(form__programme__in=covering(actor.place_id, on=on))
            | Q(form__programme__place__in=places.territory(actor.place_id, on=on)),
            system=actor.system,
            level__in=levels,
            opens__lte=on,
        )
        .select_related("form__programme", "period")
        .order_by("-due", "form")
    )


def board(window: Window, actor: Actor, *, on: date) -> Board:
    """Every body below with its report for one window (ai còn thiếu); seven queries, whatever their number."""
    name = BodyVersion.objects.filter(holding(on), body=OuterRef("pk")).values("name")[:1]
    bodies = list(
        subordinates(actor, on=on)
        .filter(within(window.form.programme, "place", on=on), level=window.level)
        .annotate(shown=Coalesce(Subquery(name, output_field=CharField()), F("key")))
        .order_by(Collate("shown", COLLATION))
    )
    ids = [body.pk for body in bodies]
    latest = Receipt.objects.filter(report=OuterRef("pk")).order_by("-at", "-pk")
    reports = {
        report.body_id: report
        for report in Report.objects.filter(form=window.form_id, period=window.period_id, body__in=ids)
        .select_related("body", "form", "period")
        .annotate(
            done=_filled(), doubted=Subquery(latest.values("doubts")[:1]), receipt=Subquery(latest.values("pk")[:1])
        )
    }
    rows = Row.objects.filter(form=window.form_id, indicator__numerator=None).count()
    origins = _old_provinces([body.place_id for body in bodies])
    officers = _officers(ids, on)
    listed = []
    for body in bodies:
        report = reports.get(body.pk)
        doubts = tuple(report.doubted or ()) if report else ()
        origin, named = origins.get(body.place_id, ""), tuple(officers.get(body.pk, ()))
        filled = report.done if report else 0
        listed.append(Place(body.pk, body.shown, body.place_id, report, filled, rows, doubts, origin, named))
    return Board(window, listed)


def _old_provinces(place_ids: Sequence[int]) -> dict[int, str]:
    """The province of the old map that most of each unit lay in; empty where all lay in one."""
    found: dict[int, str] = {}
    for place, kin in places.origins(place_ids, on=OLD_MAP).items():
        above = Counter(one.name.above[-1] for one in kin if one.name.above)
        if above:
            found[place] = above.most_common(1)[0][0]
    return found if len(set(found.values())) > 1 else {}


def _officers(body_ids: Sequence[int], on: date) -> dict[int, list[str]]:
    """Whom to call at each body: the accounts that type and approve there."""
    found: dict[int, list[str]] = {}
    terms = Term.objects.filter(holding(on), body__in=body_ids, user__is_active=True, role__in=("entry", "approval"))
    for term in terms.select_related("user").order_by("role", Collate("user__name", COLLATION), "pk"):
        told = f"{term.user.name}, {term.user.office}" if term.user.office else term.user.name
        if told not in found.setdefault(term.body_id, []):
            found[term.body_id].append(told)
    return found


def closings(window: Window, actor: Actor) -> list[Closing]:
    """How often what came in was closed, first the main one, then its supplements."""
    return list(
        Closing.objects.filter(form=window.form_id, period=window.period_id, body=actor.body_id).annotate(
            count=Count("included")
        )
    )

"""Papers handed in and wordings learnt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Case, Count, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThan
from django.urls import reverse
from django.utils.translation import gettext as _

from phoihop.core.actor import Actor, Level, Matter, System
from phoihop.core.refusal import Refusal
from phoihop.documents.models import Source
from phoihop.indicators.models import Indicator
from phoihop.intake import rules
from phoihop.intake.models import Alias, Paper, Upload
from phoihop.intake.queries.naming import head_lines
from phoihop.jobs import queries as jobs
from phoihop.jobs.models import Job
from phoihop.jobs.rules import State as JobState
from phoihop.organisations import queries as organisations
from phoihop.organisations.models import Body
from phoihop.places import queries as places
from phoihop.programmes.queries import narrowed
from phoihop.reading.match import CatalogueRow, is_general, own_aliases
from phoihop.web.answers import sentence

__all__ = [
    "aliases_of",
    "bodies_about",
    "body_named_in",
    "catalogue",
    "count_of",
    "learnt",
    "may_confirm",
    "may_tell_all",
    "named_bodies_about",
    "opens",
    "paper_of",
    "readings_of",
    "tell",
    "told",
    "told_again",
    "units_below",
    "uploads_of",
    "visible_to",
    "work_list",
]


def visible_to(actor: Actor, *, on: date) -> QuerySet[Paper]:
    """The papers handed in by the bodies that the actor may read (văn bản tiếp nhận).

    Narrowed to its programmes where its body is; papers of no programme stay. None for roles that open no papers.
    """
    if not actor.reads(Matter.PAPERS):
        return Paper.objects.none()
    bodies = organisations.visible_to(actor, on=on)
    return Paper.objects.filter(narrowed(actor, "programme", on=on, also_without=True), body__in=bodies)


def work_list(papers: QuerySet[Paper], *, newest: bool = False) -> QuerySet[Paper]:
    """Papers with how many proposals each has, how many wait and how many of these are doubtful (việc cần xem).

    Those that wait for a person come first, the most doubtful on top, or the newest where asked for.
    """
    sure = F("proposals__confidence") * Coalesce(F("proposals__match_confidence"), 1.0)
    unsure = LessThan(sure, (rules.LOOK - 0.5) / 100)  # what rounds to less, see rules.wants_look
    open_figure = Q(proposals__type="figure") & (
        Q(proposals__indicator=None) | Q(proposals__subject=None) | Q(proposals__period="")
    )
    remarked = ~Q(proposals__outside="") | ~Q(proposals__note="")
    pending = Q(proposals__decision=rules.Decision.PENDING)
    order = [When(state=rules.State.READ, then=Value(0)), When(state=rules.State.WAITING, then=Value(1))]
    waits = Case(*order, default=Value(2))
    return (
        papers.select_related("source")
        .annotate(
            found=Count("proposals"),
            waiting=Count("proposals", filter=pending),
            doubtful=Count("proposals", filter=pending & (Q(unsure) | open_figure | remarked)),
        )
        .order_by(waits, *(() if newest else ("-doubtful",)), "-received_at", "-pk")
    )


def paper_of(source: Source, body_id: int) -> Paper | None:
    """The body's paper that was kept as this source, if it was handed in before."""
    return Paper.objects.filter(source=source, body_id=body_id).first()


def aliases_of(body_id: int) -> dict[str, str]:
    """Wordings that people tied to indicators, for all and for one body (its own win): folded wording → code."""
    rows = Alias.objects.filter(Q(body=None) | Q(body_id=body_id)).values_list("folded", "indicator__code", "body_id")
    own_last = sorted(rows, key=lambda row: row[2] is not None)
    return {folded: code for folded, code, _ in own_last if not is_general(folded)}


def uploads_of(actor: Actor) -> QuerySet[Upload]:
    """The files that the person is sending for this body and has not handed in (tệp gửi dở)."""
    return Upload.objects.filter(user_id=actor.account_id, body_id=actor.body_id)


def readings_of(actor: Actor) -> QuerySet[Job]:
    """What the actor's body has under way of reading (đang đọc), newest first."""
    under_way = jobs.visible_to(actor).filter(state__in=[JobState.WAITING, JobState.RUNNING])
    return under_way.filter(Q(papers__isnull=False) | Q(papers_again__isnull=False)).distinct()


def opens(job: Job, papers: Sequence[Paper]) -> str:
    """The page that a job of one paper opens when it has ended: the paper's, or of the same paper handed in before."""
    read = next((paper for paper in papers if paper.source_id), None)
    if read:
        return reverse("intake:paper", args=[read.pk])
    return "" if papers else job.address


def count_of(job: Job, papers: Iterable[Paper]) -> dict[str, int]:
    """How many files of one handing in are ``done`` of ``all``, and how many of them ``failed``.

    The job does not count those that were turned away before it began; whoever handed them in does.
    """
    at_door = sum(each.state == rules.State.FAILED and each.read_at is None for each in papers)
    return {"done": job.done + at_door, "all": job.total + at_door, "failed": job.failed + at_door}


def bodies_about(actor: Actor, *, on: date) -> QuerySet[Body]:
    """Whom a paper may be about (văn bản nói về ai): the actor's body and those of its line one level down."""
    order = list(Level)
    step = order.index(actor.level) + 1
    levels = (
        {actor.level, *order[step : step + 2]}
        if actor.level is Level.PROVINCE
        else {actor.level, *order[step : step + 1]}
    )
    bodies = organisations.visible_to(actor, on=on).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on), main=True, valid_from__lte=on, level__in=levels
    )
    return bodies.order_by(Case(When(pk=actor.body_id, then=Value(0)), default=Value(1)), "key")


def named_bodies_about(actor: Actor, *, on: date) -> list[tuple[int, str]]:
    """The same bodies as number and name, the actor's own first; two queries."""
    bodies = list(bodies_about(actor, on=on))
    names = organisations.names_of([body.pk for body in bodies], on=on)
    return [(body.pk, names[body.pk].name) for body in bodies if body.pk in names]


def may_confirm(actor: Actor) -> bool:
    """Whether the actor's role accepts proposals for its body (xác nhận)."""
    return actor.may(*rules.CONFIRMERS)


def may_tell_all(actor: Actor) -> bool:
    """Whether the actor sets wordings that hold for every unit (cách gọi chung)."""
    return rules.refusal_to_remember(rules.Remember.ALL, actor=actor) is None


def body_named_in(text: str, actor: Actor, *, on: date) -> int:
    """Whom a paper is about by its letterhead (theo phần đầu văn bản); the actor's own body where that is not clear."""
    bodies = bodies_about(actor, on=on)
    names = {pk: body.name for pk, body in organisations.names_of(bodies, on=on).items()}
    return rules.body_named(head_lines(text), names, own=actor.body_id)


def units_below(about: Body, *, on: date) -> int:
    """How many units of its line lie right below a body (số đơn vị trực tiếp); 0 for one that has none below it."""
    below = {Level.COUNTRY: Level.PROVINCE, Level.PROVINCE: Level.COMMUNE}.get(about.rank)
    if below is None:
        return 0
    bodies = organisations.main_bodies(on, systems=[System(about.system)]).filter(level=below)
    if about.rank is not Level.COUNTRY:
        bodies = bodies.filter(place__in=places.territory(about.place_id, on=on))
    return bodies.count()


def catalogue() -> tuple[CatalogueRow, ...]:
    """The indicators as the reader's plain data (danh mục cho máy đọc), with the wordings that come with it."""
    spoken = own_aliases()
    rows = Indicator.objects.order_by("order").values_list("code", "name", "unit", "nature")
    return tuple(CatalogueRow(code, name, unit, spoken.get(code, ()), nature) for code, name, unit, nature in rows)


def learnt(actor: Actor) -> QuerySet[Alias]:
    """The wordings that hold for the actor's body: those it taught and those for all (cách gọi đã nhớ)."""
    return Alias.objects.filter(Q(body_id=actor.body_id) | Q(body=None)).select_related("indicator")


def tell(papers: Iterable[Paper], *, on: date) -> None:
    """Give each paper of a list page the name of its body and, where refused, the sentence why; one query."""
    listed = list(papers)
    names = organisations.names_of({paper.about_id for paper in listed}, on=on)
    for paper in listed:
        paper.about_name = names[paper.about_id].name  # type: ignore[attr-defined]
        reason = Refusal("intake", paper.reason, **paper.reason_facts)
        paper.told = sentence(reason) if paper.reason else ""  # type: ignore[attr-defined]
        paper.told_again = told_again(paper)  # type: ignore[attr-defined]


def told_again(paper: Paper) -> str:
    """What reading a paper once more brought (kết quả đọc lại), as one sentence; empty where it was read once."""
    said = paper.again_told
    if "refused" in said:
        return sentence(Refusal("intake", said["refused"], **said["facts"]))
    if paper.again_at is None or not said:
        return ""
    parts = [
        (said["added"], _("thêm {n} mục mới")),
        (said["gone"], _("bớt {n} mục chưa xem")),
        (said["held"], _("giữ nguyên {n} mục đã xử lý")),
    ]
    told = ", ".join(words.format(n=count) for count, words in parts if count)
    if not said["added"] and not said["gone"]:
        return _("Đã đọc lại: không có gì mới.")
    return _("Đã đọc lại: {told}.").format(told=told)


def told(done: rules.Confirmed) -> str:
    """What confirming brought, as one sentence (kết quả ghi nhận)."""
    parts = [
        (done.figures, _("{n} số liệu")),
        (done.documents, _("{n} văn bản")),
        (done.events, _("{n} sự kiện")),
        (done.awards, _("{n} khen thưởng")),
    ]
    said = _("Đã ghi ") + ", ".join(str(words).format(n=count) for count, words in parts if count) + "."
    if done.evidence:
        said += " " + _("{n} số trùng với số đã có: chỉ thêm minh chứng, không ghi trùng.").format(n=done.evidence)
    if done.aside:
        said += " " + _("{n} số khác với số đang có hiệu lực: để bên cạnh, chờ chọn.").format(n=done.aside)
    return said

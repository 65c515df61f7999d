"""Twenty files of every kind from the communes of a province, through intake to a commune's accepted report."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from phoihop.accounts.models import Term, User
from phoihop.audit import queries as audit
from phoihop.core.actor import Actor, Level, Role, System
from phoihop.core.periods import Calendar, Kind, Period
from phoihop.core.text import fold
from phoihop.documents.models import Document
from phoihop.figures import queries as figures
from phoihop.figures.models import Figure
from phoihop.figures.rules.values import Coverage, Standing
from phoihop.intake import actions, queries
from phoihop.intake.actions import Given
from phoihop.intake.models import Paper
from phoihop.intake.rules import Decision, State
from phoihop.intake.tasks import read_batch
from phoihop.jobs.models import Job
from phoihop.organisations import queries as organisations
from phoihop.organisations.models import Body
from phoihop.places.models import Place
from phoihop.programmes.models import Programme
from phoihop.reports import actions as reports
from phoihop.reports import queries as forms
from phoihop.reports.models import Window
from tests.intake.papers import Made, made

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 9, 5, 0, tzinfo=UTC)
YEAR = Period(Calendar.ADMINISTRATIVE, Kind.YEAR, 2026)
CODES = ["TT01", "TT02", "NT01"]


@pytest.fixture
def compiler(officer: Actor) -> Actor:
    """The officer of the province with an account of her own, as a background job needs one."""
    user = User.objects.create(username="th42", name=officer.name)
    Term.objects.create(user=user, body_id=officer.body_id, role=Role.COMPILER, valid_from=date(2026, 1, 1))
    return replace(officer, account_id=user.pk)


@pytest.fixture
def window(officer: Actor) -> Window:
    """The form of 2026 with the three indicators, open to the police of communes."""
    document = Document.objects.create(kind="coordination_programme", title="CT 09", folded=fold("CT 09"))
    country = Place.objects.get(key="VN")
    programme = Programme.objects.create(
        document=document, name="CT 09", short_name="CT 09", level="tw", place=country, first_year=2022, last_year=2026
    )
    rows = [("A. Kết quả", code) for code in CODES]
    form = reports.publish_form(
        programme, code="02-TH", name="Số liệu năm", rows=rows, valid_from=date(2026, 1, 1), by=None, at=NOON
    )
    return reports.open_window(
        form,
        system=System.POLICE,
        level=Level.COMMUNE,
        period=YEAR,
        opens=date(2026, 11, 15),
        due=datetime(2026, 12, 16, 10, tzinfo=UTC),
        closed=date(2026, 12, 20),
        by=None,
        at=NOON,
    )


def read_all(files: list[Made], by: Actor) -> Job:
    given = [Given(file.name, file.content) for file in files]
    about = Body.objects.get(pk=by.body_id)
    job = actions.receive_many(given, about=about, programme=None, drop_lists=False, by=by, at=NOON)
    read_batch.func(job.pk)
    return Job.objects.get(pk=job.pk)


def said_by(paper: Paper) -> dict[str, int]:
    """What the proposals of a paper say of the year, by indicator."""
    found = paper.proposals.filter(indicator__code__in=CODES, period=YEAR.code).select_related("indicator")
    return {proposal.indicator.code: proposal.fact["value"] for proposal in found}


def named(papers: dict[str, Paper]) -> set[int]:
    """The bodies that papers are about."""
    return {paper.about_id for paper in papers.values()}


def kept_rows() -> list[Figure]:
    """Every figure that came of a paper, in force or beside."""
    return list(Figure.objects.filter(replaces=None).select_related("source__paper", "indicator").order_by("pk"))


def waiting(by: Actor) -> Iterator[Paper]:
    yield from queries.work_list(queries.visible_to(by, on=NOON.date())).filter(state=State.READ)


def test_twenty_mixed_files_become_figures_of_communes_and_an_accepted_report(compiler, window, tmp_path):
    files = {file.name: file for file in made(20)}

    job = read_all(list(files.values()), compiler)

    # every file ends as a row: read with its commune and its figures, or with the reason why not
    papers = {paper.name: paper for paper in Paper.objects.select_related("about")}
    bad = {name: file.refused for name, file in files.items() if file.refused}
    assert (job.state, job.done, job.failed) == ("done", 19, len(bad) - 1)  # the empty one is not read at all
    assert {name: papers[name].reason for name in bad} == bad
    assert len(bad) >= 5
    good = {name: papers[name] for name in files if name not in bad}
    assert {paper.state for paper in good.values()} == {State.READ}
    assert {name: said_by(paper) for name, paper in good.items()} == {name: files[name].says for name in good}
    assert all(paper.about.level == Level.COMMUNE for paper in good.values())
    assert list((tmp_path / "quarantine").iterdir()) == []

    assert Figure.objects.count() == 0

    # a person goes through the work list, accepts what is right, confirms
    for paper in sorted(waiting(compiler), key=lambda paper: paper.name):
        for proposal in paper.proposals.filter(indicator__code__in=CODES, period=YEAR.code):
            actions.decide(proposal, decision=Decision.ACCEPTED, by=compiler, at=NOON)
        actions.confirm(paper, by=compiler, at=NOON)

    # each commune has the numbers of the first paper confirmed of it in force, and every paper's as claim or evidence
    of = {body: [name for name in sorted(good) if good[name].about_id == body] for body in named(good)}
    for body, names in of.items():
        stands = figures.stands(body, YEAR)
        assert {code: stands[code, None, Coverage.AREA].value for code in CODES} == files[names[0]].says, names
    told = {(file, code) for file in good for code in CODES}
    assert {(row.source.label, row.indicator.code) for row in kept_rows()} == told
    for row in kept_rows():
        words = row.source.paper.text[row.source.start : row.source.end]
        printed = int("".join(sign for sign in words if sign.isdigit()))
        assert printed == row.value == files[row.source.label].says[row.indicator.code]
    assert set(Paper.objects.filter(source=None).values_list("name", flat=True)) == set(bad)
    first = next(name for name in sorted(good) if good[name].about.place.key == "xa:18562")
    commune = good[first].about

    # the commune finds them offered in its form, sends its report, and the province accepts it
    clerk = Actor(
        2,
        "Lê Văn Mẫu",
        commune.pk,
        commune.place_id,
        System.POLICE,
        Level.COMMUNE,
        frozenset({Role.ENTRY, Role.APPROVAL}),
        "42",
    )
    report = reports.open_report(window, by=clerk, at=NOON)
    offered = figures.offers(commune.pk, YEAR, indicators=CODES)
    last = of[commune.pk][-1]
    assert {code: (offer.value, offer.source.label) for code, offer in offered.items()} == {
        code: (files[last].says[code], last) for code in CODES
    }
    for row in window.form.rows.select_related("indicator"):
        text = str(offered[row.indicator.code].value)
        reports.save_cell(report, row.pk, text=text, seen=0, by=clerk, at=NOON)
    reports.state_counted_until(report, day=date(2026, 12, 8), by=clerk, at=NOON)
    receipt = reports.submit_report(report, key=uuid4(), by=clerk, at=NOON)
    accepted = reports.accept_report(receipt.report, by=compiler, at=NOON)

    stands = figures.stands(commune.pk, YEAR)
    assert accepted.state == "accepted"
    own = {code: stands[code, None, Coverage.OWN] for code in CODES}
    assert {code: row.value for code, row in own.items()} == files[last].says
    assert {row.standing for row in own.values()} == {Standing.ACCEPTED}
    assert figures.verify().differences == ()
    assert [fault for _, _, faults in audit.verify() for fault in faults] == []
    assert organisations.name_of(commune.pk, on=NOON.date()).name.startswith("Công an xã")
    assert forms.visible_to(compiler, on=NOON.date()).get() == accepted


def test_read_again_nothing_doubles(compiler):
    files = made(4)
    read_all(files, compiler)
    before = (Paper.objects.count(), sum(paper.proposals.count() for paper in Paper.objects.all()))

    read_all(files, compiler)

    assert (Paper.objects.count(), sum(paper.proposals.count() for paper in Paper.objects.all())) == before


def test_a_batch_whose_worker_died_goes_on_where_it_stopped(compiler, monkeypatch):
    from phoihop.intake.actions import receiving
    from phoihop.jobs import actions as jobs
    from phoihop.jobs.rules import LEASE

    class Died(BaseException):
        pass

    keep, kept = receiving._keep, []

    def dies_at_the_third(paper, *given, **known):
        if len(kept) == 2:
            raise Died
        kept.append(paper.name)
        return keep(paper, *given, **known)

    monkeypatch.setattr(receiving, "_keep", dies_at_the_third)
    given = [Given(file.name, file.content) for file in made(5)]
    about = Body.objects.get(pk=compiler.body_id)
    job = actions.receive_many(given, about=about, programme=None, drop_lists=False, by=compiler, at=NOON)
    with pytest.raises(Died):
        read_batch.func(job.pk)
    monkeypatch.setattr(receiving, "_keep", keep)
    job.refresh_from_db()
    jobs.rescue(at=job.heard_of_at + LEASE * 2)
    read_batch.func(job.pk)

    job.refresh_from_db()
    assert (job.state, job.attempts, job.done, job.message) == ("done", 2, 5, "Đã đọc 5 tệp.")
    assert set(Paper.objects.values_list("state", flat=True)) == {State.READ}

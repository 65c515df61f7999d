"""An acceptance that is undone leaves in force what a person chose among several sources."""

from uuid import uuid4

import pytest

from phoihop.figures import actions as figures
from phoihop.figures import queries
from phoihop.figures.models import Figure
from phoihop.figures.rules.values import Provenance, SourceKind, Standing, Value
from phoihop.reports import actions
from tests.reports.line import DECEMBER_9, YEAR

NOW = {"at": DECEMBER_9}


def total(line):
    unit = line.bodies["NB"].place_id
    return queries.totals(unit=unit, period=YEAR.range, on=DECEMBER_9.date(), indicators=["TT02"])[0].value


@pytest.fixture
def chosen(line):
    """An accepted report that says 4,865, put in force over the 12 of a paper that came first."""
    paper = Provenance(origin="documents.source:1", label="Báo cáo giấy", kind=SourceKind.PAPER)
    said = [Value("TT02", line.bodies["GV"].pk, YEAR, 12)]
    figures.put(said, standing=Standing.ACCEPTED, source=paper, by=None, **NOW)
    report = line.sent().report
    actions.accept_report(report, by=line.reviewer(), **NOW)
    assert total(line) == 12
    last = Figure.objects.filter(indicator__code="TT02", source__origin=report.origin).latest("pk")
    figures.choose_claim(last.pk, reason="Báo cáo ký sau", by=line.reviewer(), **NOW)
    assert total(line) == 4865
    report.refresh_from_db()
    return report


def test_the_number_chosen_before_a_supplement_counts_again(line, chosen):
    actions.amend_report(chosen, reason="Đếm lại", by=line.officer(), **NOW)
    chosen.refresh_from_db()
    line.type(chosen, "4", "5.000")
    actions.submit_report(chosen, key=uuid4(), by=line.officer(), **NOW)
    actions.accept_report(chosen, by=line.reviewer(), **NOW)
    assert total(line) == 5000
    chosen.refresh_from_db()

    actions.reverse_acceptance(chosen, of=1, by=line.reviewer(), **NOW)

    assert total(line) == 4865
    assert queries.verify().differences == ()


def test_the_number_chosen_counts_when_its_report_is_accepted_again(line, chosen):
    actions.reverse_acceptance(chosen, of=0, by=line.reviewer(), **NOW)
    assert total(line) == 12  # nothing else is accepted until then

    chosen.refresh_from_db()
    actions.accept_report(chosen, by=line.reviewer(), **NOW)

    assert total(line) == 4865
    assert queries.verify().differences == ()

"""Steps cannot be skipped: three actors press everything in any order; a small model says what may happen (T8)."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from phoihop.core.actor import Level, Role
from phoihop.core.refusal import Refused
from phoihop.figures import queries as figures
from phoihop.figures.rules.values import Standing
from phoihop.reports import actions
from phoihop.reports.models import Cell, Receipt, Report
from phoihop.reports.rules.states import diagram
from tests.reports.line import DECEMBER_9, YEAR, Line, a_body, a_place, an_actor

#: How many presses; the nightly run asks for ten thousand.
STEPS = int(os.environ.get("PHOIHOP_STEPS", "480"))
WHO = st.sampled_from(["nhập", "duyệt", "cấp trên"])


class Model:
    """What a report may do, in the fewest words: where it stands, what it says, what counts."""

    def __init__(self, value: int) -> None:
        self.state, self.back, self.opened, self.flagged = "draft", "draft", False, False
        self.supplement, self.value = 0, value
        self.sent: int | None = None
        self.counts: int | None = None

    def may(self, act: str, who: str) -> bool:
        drafts = {"draft", "returned", "amended"}
        return {
            "type": who == "nhập" and self.state in drafts and (self.state != "returned" or self.flagged),
            "propose": who == "nhập" and self.state in drafts,
            "take_back": who in ("nhập", "duyệt") and self.state == "proposed",
            "submit": who == "duyệt" and self.state == "proposed",
            "recall": who == "duyệt" and self.state == "submitted" and not self.opened,
            "open": who == "cấp trên" and self.state == "submitted",
            "accept": who == "cấp trên" and self.state == "submitted",
            "send_back": who == "cấp trên" and self.state == "submitted",
            "reverse": who == "cấp trên" and self.state == "accepted",
            "amend": who == "nhập" and self.state == "accepted",
        }[act]


class Steps(RuleBasedStateMachine):
    line: Line

    @initialize()
    def begin(self) -> None:
        Cell.objects.all().delete()
        self.clock = DECEMBER_9
        self.report = self.fresh()
        self.model = Model(4865)
        self.before: list[tuple[int | None, int]] = []
        self.typed = 4865

    def fresh(self) -> Report:
        """Another commune's report, filled."""
        number = Report.objects.count()
        place = a_place(f"xa:{40000 + number}", Level.COMMUNE, f"Xã {number}", self.line.bodies["NB"].place)
        self.line.bodies[f"S{number}"] = a_body(place, f"Công an xã {number}")
        return self.line.fill(self.line.report(f"S{number}"))

    def actor(self, who: str):
        if who == "cấp trên":
            return self.line.reviewer()
        return an_actor(self.report.body, Role.ENTRY if who == "nhập" else Role.APPROVAL)

    def attempt(self, act: str, who: str, call) -> bool:
        """Do it, and check that it was refused exactly when the model says so."""
        self.clock += timedelta(seconds=1)
        refusal = ""
        try:
            call(by=self.actor(who), at=self.clock)
        except Refused as refused:
            refusal = refused.refusal.code
        told = f"{who} {act} while {self.model.state}: {refusal or 'done'}"
        assert (refusal == "") == self.model.may(act, who), told
        return not refusal

    @rule(who=WHO, value=st.integers(2500, 7000))
    def type(self, who: str, value: int) -> None:
        row = self.line.rows["4"]
        cell = Cell.objects.get(report=self.report, row=row)

        def call(**given):
            actions.save_cell(self.report, row.pk, text=str(value), seen=cell.version, **given)

        if self.attempt("type", who, call):
            self.model.value = value

    @rule(who=WHO)
    def propose(self, who: str) -> None:
        if self.attempt("propose", who, lambda **given: actions.propose_report(self.report, **given)):
            self.model.back, self.model.state = self.model.state, "proposed"

    @rule(who=WHO)
    def take_back(self, who: str) -> None:
        if self.attempt("take_back", who, lambda **given: actions.take_back(self.report, **given)):
            self.model.state = self.model.back

    @rule(who=WHO)
    def submit(self, who: str) -> None:
        if self.attempt("submit", who, lambda **given: actions.submit_report(self.report, key=uuid4(), **given)):
            self.model.state, self.model.opened, self.model.flagged = "submitted", False, False
            self.model.sent = self.model.value

    @rule(who=WHO)
    def recall(self, who: str) -> None:
        if self.attempt("recall", who, lambda **given: actions.recall_report(self.report, **given)):
            self.model.state = "draft" if self.model.counts is None else "amended"
            self.model.sent = None

    @rule(who=WHO)
    def open(self, who: str) -> None:
        if self.attempt("open", who, lambda **given: actions.open_for_review(self.report, **given)):
            self.model.opened = True

    @rule(who=WHO)
    def accept(self, who: str) -> None:
        if self.attempt("accept", who, lambda **given: actions.accept_report(self.report, **given)):
            self.before.append((self.model.counts, self.model.supplement))
            self.model.state, self.model.opened = "accepted", True
            self.model.counts, self.model.sent = self.model.sent, None

    @rule(who=WHO)
    def send_back(self, who: str) -> None:
        reasons = {self.line.rows["4"].pk: "Xem lại"}
        if self.attempt("send_back", who, lambda **given: actions.return_report(self.report, reasons=reasons, **given)):
            self.model.state, self.model.opened, self.model.flagged, self.model.sent = "returned", True, True, None

    @rule(who=WHO)
    def reverse(self, who: str) -> None:
        def call(**given):
            actions.reverse_acceptance(self.report, of=self.model.supplement, **given)

        if self.attempt("reverse", who, call):
            self.model.state, self.model.sent = "submitted", self.model.counts
            self.model.counts, _ = self.before.pop()

    @rule(who=WHO)
    def amend(self, who: str) -> None:
        if self.attempt("amend", who, lambda **given: actions.amend_report(self.report, reason="Sót", **given)):
            self.model.state, self.model.supplement = "amended", self.model.supplement + 1

    @invariant()
    def the_report_and_its_figures_are_as_the_model_says(self) -> None:
        if not hasattr(self, "model"):
            return
        report = Report.objects.get(pk=self.report.pk)
        assert (report.state, report.supplement) == (self.model.state, self.model.supplement)
        assert self.figure(accepted_only=True) == self.model.counts
        assert self.figure() == (self.model.counts if self.model.sent is None else self.model.sent)
        accepted = Receipt.objects.filter(report=report, accepted_at__isnull=False).count()
        assert accepted == len(self.before)

    def figure(self, **more) -> int | None:
        stands = figures.stands(self.report.body_id, YEAR, **more).values()
        found = [stand for stand in stands if stand.indicator == "TT02" and stand.standing != Standing.WITHDRAWN]
        return found[0].value if found else None


@pytest.mark.django_db
def test_no_step_is_skipped_whoever_presses_what_in_whatever_order(line):
    Steps.line = line
    quick = settings(
        max_examples=STEPS // 40,
        stateful_step_count=40,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )

    run_state_machine_as_test(Steps, settings=quick)


def test_the_diagram_in_the_docs_is_the_one_of_the_rules():
    text = (Path(__file__).resolve().parents[2] / "docs/reports.md").read_text(encoding="utf-8")

    assert f"```mermaid\n{diagram()}\n```" in text

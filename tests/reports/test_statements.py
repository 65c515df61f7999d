"""What typing, sending and accepting a whole report costs in statements, whatever the form's length."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from phoihop.audit.models import Entry
from phoihop.reports import actions
from phoihop.reports.actions.drafting import Typed
from phoihop.reports.models import Cell, Row

from .line import DECEMBER_9, a_line, an_actor, an_indicator

#: Report, cells, figures that stand, window, rows, the cells' insert, the log's three, and savepoints.
AT_MOST = 14
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rows", [1, 3])
def test_a_form_sent_at_once_costs_the_same_statements_whatever_its_length(rows):
    line = a_line()
    for number in range(rows):
        indicator = an_indicator(f"ZZ{number:02}", f"Chỉ tiêu thêm {number}", "buổi")
        Row.objects.create(form=line.form, group="Thêm", number=f"9.{number}", indicator=indicator, order=90 + number)
    report, typist = line.report(), an_actor(line.bodies["GV"])
    typed = {row.pk: Typed("7", 0) for row in line.form.rows.filter(indicator__numerator=None)}

    with CaptureQueriesContext(connection) as said:
        saved = actions.save_form(report, typed, by=typist, at=DECEMBER_9)

    assert (saved.cells, saved.refused) == (len(typed), {})
    assert len(said) <= AT_MOST
    assert Entry.objects.filter(action="cell.saved").count() == len(typed) == Cell.objects.count()

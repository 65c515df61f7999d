from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phoihop.audit.models import Entry
from phoihop.core.actor import Actor, Level, Role, System
from phoihop.core.refusal import Refused
from phoihop.documents import actions, queries, rules
from phoihop.documents.models import Document, Source
from phoihop.organisations.models import Body
from phoihop.places.models import Place

NOON = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)


@pytest.fixture
def officer(db, settings, tmp_path) -> Actor:
    settings.VAR = tmp_path
    place = Place.objects.create(key="tinh:42", level=Level.PROVINCE)
    body = Body.objects.create(key="cong_an@tinh:42", system=System.POLICE, place=place, level=Level.PROVINCE)
    return Actor(1, "Trần Thị Mẫu", body.pk, place.pk, System.POLICE, Level.PROVINCE, frozenset({Role.COMPILER}), "42")


def keep(officer: Actor, content: bytes = b"B\xc3\xa1o c\xc3\xa1o") -> tuple[Source, bool]:
    return actions.keep_paper(
        title="bao-cao.txt",
        text=content.decode(),
        loaded={},
        content=content,
        media_type="text/plain",
        pasted=False,
        sample=True,
        by=officer,
        at=NOON,
    )


def test_equal_bytes_of_one_body_are_kept_once(officer, tmp_path):
    first, new = keep(officer)
    again, doubled = keep(officer)

    assert (new, doubled, again.pk) == (True, False, first.pk)
    assert (tmp_path / "files" / first.file).read_bytes() == "Báo cáo".encode()
    assert Entry.objects.filter(action="source.kept").count() == 1


def test_press_variants_of_a_number_are_one_document_and_blanks_are_filled(officer):
    first = actions.register(kind="coordination_programme", number="09/CTr-BCA-MTTW", by=officer, at=NOON)
    again = actions.register(
        kind="coordination_programme", number="09/Ctr-BCA- MTTW", issued_on="2013-08-01", by=officer, at=NOON
    )

    again.refresh_from_db()
    assert (again.pk, again.number, again.issued_on) == (first.pk, "09/CTr-BCA-MTTW", "2013-08-01")


def test_one_number_in_two_years_is_two_documents(officer):
    actions.register(kind="report", number="15/BC-CAT", issued_on="2024-12-10", by=officer, at=NOON)
    actions.register(kind="report", number="15/BC-CAT", issued_on="2025-12-09", by=officer, at=NOON)

    assert Document.objects.count() == 2


def test_a_document_without_number_and_title_is_refused(officer):
    with pytest.raises(Refused) as refused:
        actions.register(kind="plan", by=officer, at=NOON)

    assert refused.value.refusal.code == "nameless"
    assert Document.objects.count() == 0


def test_a_mention_is_noted_once_a_place(officer):
    document = actions.register(kind="plan", number="12/KH-BCA", by=officer, at=NOON)
    source, _ = keep(officer)

    assert actions.mention(document, source, [(0, 3), (4, 7)]) == 2
    assert actions.mention(document, source, [(0, 3)]) == 0


@given(st.dates(), st.integers(0, 2))
def test_a_date_agrees_with_every_shorter_form_of_itself(day, dropped):
    whole = day.isoformat()
    short = "-".join(whole.split("-")[: 3 - dropped])

    assert rules.dates_agree(whole, short)
    assert rules.dates_agree(short, whole)


def test_the_number_of_a_report_is_known_to_those_who_may_read_a_paper_that_names_it(officer):
    source, _ = keep(officer)
    place = Place.objects.create(key="tinh:37", level=Level.PROVINCE)
    body = Body.objects.create(key="mttq@tinh:37", system=System.FRONT, place=place, level=Level.PROVINCE)
    other = Actor(2, "Lê Văn Mẫu", body.pk, place.pk, System.FRONT, Level.PROVINCE, frozenset({Role.COMPILER}), "37")
    numbers = {"report": "15/BC-CAT", "plan": "12/KH-CAT", "decree": "30/2020/NĐ-CP"}
    for kind, number in numbers.items():
        actions.mention(actions.register(kind=kind, number=number, by=officer, at=NOON), source, [])
    actions.register(kind="report", number="88/BC-UBND", by=officer, at=NOON)

    def register(actor):
        return [(row.number, row.times) for row in queries.documents(actor, on=NOON.date()).order_by("number_key")]

    assert register(officer) == [("12/KH-CAT", 1), ("15/BC-CAT", 1), ("30/2020/NĐ-CP", 1), ("88/BC-UBND", 0)]
    assert register(other) == [("30/2020/NĐ-CP", 0), ("88/BC-UBND", 0)]

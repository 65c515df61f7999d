"""A signed-in reader and a province with figures, shared by the tests of pages."""

from collections.abc import Callable
from datetime import date
from urllib.parse import urlencode

import pytest
import time_machine
from django.test import Client

from phoihop.accounts import actions as accounts
from phoihop.core.actor import Level, Role, System
from phoihop.documents.models import Source as Paper
from phoihop.figures import actions
from phoihop.figures.rules.values import Coverage, Provenance, SourceKind, Value
from phoihop.organisations.models import Body, BodyVersion
from tests.figures.country import ACCEPTED, NOON, a_body, a_place, a_value, an_indicator, from_report, month, year

PASSWORD = "mat-khau-dai-cua-toi"
SENTENCE = "Năm 2026, Mặt trận xã phối hợp tổ chức 24 buổi tuyên truyền tại 11 thôn."


def asked(unit="tinh:37", **more):
    """The address of a question about the province's meetings in 2026, or with other words."""
    return urlencode({"chi-tieu": "TT01", "don-vi": unit, "ky": year(2026).code, "ban-do": "2026-11-21",
                      "he-thong": "mttq"} | more)  # fmt: skip


class Story:
    """A country with two provinces; the first has communes that reported and one paper that was read."""

    def __init__(self) -> None:
        an_indicator("TT01")
        an_indicator("MH03", time="last")
        self.country = a_place("VN", Level.COUNTRY)
        self.province = a_place("tinh:37", Level.PROVINCE, self.country)
        self.other = a_place("tinh:42", Level.PROVINCE, self.country)
        self.communes: list[Body] = []
        self.bodies = {"TW": a_body(self.country), "NB": a_body(self.province), "HT": a_body(self.other)}
        for body in self.bodies.values():
            named(body)

    def commune(self) -> Body:
        number = len(self.communes) + 1
        body = a_body(a_place(f"xa:{number}", Level.COMMUNE, self.province))
        named(body)
        self.communes.append(body)
        actions.put(
            [
                a_value("TT01", body, year(2025), 10 * number),
                a_value("TT01", body, month(2026, 1), 5 * number),
                a_value("MH03", body, month(2026, 1), number),
            ],
            standing=ACCEPTED,
            source=from_report(number),
            by=None,
            at=NOON,
        )
        return body

    def paper(self, body: Body) -> None:
        text = f"Báo cáo năm.\n{SENTENCE}\nHết."
        paper = Paper.objects.create(
            kind="paste", title="Báo cáo 31/BC", text=text, added_by="Thử", added_at=NOON, sha256="0" * 64, body=body
        )
        start = text.index(SENTENCE)
        actions.put(
            [Value("TT01", body.pk, month(2026, 2), 24, span=(start, start + len(SENTENCE)))],
            standing=ACCEPTED,
            source=Provenance(
                origin=f"documents.source:{paper.pk}",
                label="Báo cáo 31/BC",
                address=f"/van-ban/nguon/{paper.pk}/",
                kind=SourceKind.PAPER,
                paper=paper.pk,
                entered_by="Lê Thị Mẫu",
            ),
            by=None,
            at=NOON,
        )

    def stated(self, value: int) -> None:
        actions.put(
            [a_value("TT01", self.bodies["NB"], year(2026), value, coverage=Coverage.AREA)],
            standing=ACCEPTED,
            source=from_report(90),
            by=None,
            at=NOON,
        )


def named(body: Body) -> None:
    name = f"Mặt trận {body.place.key}"
    BodyVersion.objects.create(body=body, name=name, short_name=name, folded=name.lower())


def the_police_report(story, value=7, origin=60, codes=("TT01",)):
    body = Body.objects.filter(key="cong_an@xa:1").first() or a_body(story.communes[0].place, System.POLICE)
    for code in codes:
        actions.put([a_value(code, body, month(2026, 3), value)], standing=ACCEPTED, source=from_report(origin),
                    by=None, at=NOON, reason="Đếm lại")  # fmt: skip


@pytest.fixture
def at_noon():
    """The clock stands still on the day that figures are asked on."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def story(db: None) -> Story:
    made = Story()
    for _ in range(3):
        made.commune()
    made.paper(made.communes[0])
    return made


@pytest.fixture
def reader(story: Story) -> Callable[[str], Client]:
    """A client signed in as a compiler of one of the story's bodies."""

    def make(where: str) -> Client:
        body = story.bodies.get(where) or story.communes[int(where)]
        made = accounts.make_account(
            username=f"can-bo-{where.lower()}", name="Phạm Mẫu", password=PASSWORD, by=None, at=NOON
        )
        accounts.assign(
            made.user, body=body, role=Role.COMPILER, valid_from=date(2026, 1, 1), valid_to=None, by=None, at=NOON
        )
        client = Client()
        client.force_login(made.user)
        return client

    return make

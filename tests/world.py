"""A small world with a record behind every number in an address: for tests that walk all pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from phoihop.accounts import actions as accounts
from phoihop.commendations.actions import record_award
from phoihop.conferences.actions import Guest, record_conference
from phoihop.core.actor import Role
from phoihop.documents.actions import cite
from phoihop.figures import actions as figures
from phoihop.indicators.models import Choice
from phoihop.intake import actions as intake
from phoihop.intake.actions import Given
from phoihop.intake.models import Alias
from phoihop.jobs.models import Job
from phoihop.organisations.models import Body
from phoihop.programmes import actions as programmes
from phoihop.programmes.models import Content, Party, Programme
from phoihop.reports.models import Report
from phoihop.reviews import actions as reviews
from phoihop.reviews.models import Paragraph, Section
from phoihop.reviews.rules.states import Kind
from phoihop.writing import Header, Issuer, Paper, PlaceAndDate, Symbol, write
from phoihop.writing import Paragraph as PaperParagraph
from phoihop.writing.regimes.state import STATE
from tests.reports.line import YEAR, Line, a_line, a_programme, an_actor

__all__ = ["World", "a_pdf", "a_world", "routes"]

PASSWORD = "bốn con trâu gặm cỏ"


@dataclass(frozen=True)
class World:
    """A province's police, what it keeps, and the numbers and keys that stand in addresses."""

    line: Line
    body: Body
    ids: dict[str, object]

    def fill(self, address: str) -> str:
        """An address pattern with a record of this world behind each of its blanks, nothing behind other blanks."""
        for name, value in self.ids.items():
            for kind in ("int", "str"):
                address = address.replace(f"<{kind}:{name}>", str(value))
        return re.sub(r"<uuid:\w+>", str(UUID(int=0)), re.sub(r"<int:\w+>", "987654321", address))

    def holds(self, address: str) -> bool:
        """Whether a record stands behind every blank of an address pattern."""
        return set(re.findall(r"<\w+:(\w+)>", address)) <= set(self.ids) and "<uuid:" not in address


def routes(resolver: URLResolver | None = None, space: str = "", before: str = "/") -> Iterator[tuple[str, str]]:
    """Yield every address pattern with its URL namespace."""
    for entry in (resolver or get_resolver()).url_patterns:
        address = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, space or entry.namespace or "", address)
        elif isinstance(entry, URLPattern):
            yield space, address


def a_world() -> World:
    """One record of every kind at Ninh Bình's police; a commune below has sent its report."""
    now = timezone.localtime()
    line = a_line()
    body = line.bodies["NB"]
    compiler = an_actor(body, Role.COMPILER, Role.APPROVAL)
    programme, older = line.form.programme, a_programme("Chương trình trước")
    for one in (programme, older):
        _signed(one, body)
    Choice.objects.create(
        programme=programme, indicator=line.rows["1"].indicator, content=programme.contents.first(), order=1
    )
    line.sent()
    report = Report.objects.get()
    clerk = accounts.make_account(username="giavien", name="Lê Thị Mẫu", password=PASSWORD, by=None, at=now).user
    term = accounts.assign(clerk, body=line.bodies["GV"], role=Role.ENTRY, valid_from=date(2026, 1, 1), by=None, at=now)
    paper, _ = intake.receive(
        [Given("bao-cao.pdf", a_pdf("Năm 2026, toàn tỉnh tổ chức 1.250 buổi tuyên truyền tập trung."))],
        about=body, programme=None, drop_lists=False, by=compiler, at=now,
    )  # fmt: skip
    article = cite(title="Bài đã đăng", publisher="Báo thử", by=None, at=now)
    award, _ = record_award(
        form="bang_khen", place=body.place, authorities=["Bộ Công an"], collectives=3, individuals=5, on="2026-08-19",
        programme=programme, source=article, by=None, at=now,
    )  # fmt: skip
    conference, _ = record_conference(
        kinds=["final_review"], day="2026-11-20", place=body.place, title="Hội nghị tổng kết", programmes=[programme],
        guests=[Guest("Lê Văn Mẫu", "Đại tá", ("Giám đốc Công an tỉnh",))], source=article, by=None, at=now,
    )  # fmt: skip
    review = reviews.start(programme, kind=Kind.FINAL, first_year=2022, last_year=2026, by=compiler, at=now)
    section = Section.objects.filter(review=review, paragraphs__isnull=False).first() or review.sections.first()
    paragraph = section.paragraphs.first() or Paragraph.objects.create(
        section=section, order=1, text="Đã thực hiện.", edited_by="Mẫu", edited_at=now
    )
    edition = review.edition or figures.freeze(
        name="Bản chốt", place=body.place_id, period=YEAR, map_date=now.date(), reason="", by=compiler, at=now
    )
    alias = Alias.objects.create(
        body=body, folded="buoi sinh hoat", printed="buổi sinh hoạt", indicator=line.rows["1"].indicator,
        learnt_from="Mẫu", learnt_at=now,
    )  # fmt: skip
    follows = programmes.assign(
        clerk, body=line.bodies["GV"], programme=programme, valid_from=now.date(),
        by=an_actor(body, Role.ADMIN, account=0), at=now,
    )  # fmt: skip
    job = Job.objects.create(task=intake.READ_BATCH, title="Đọc 2 tệp", body=body, user=clerk, total=2, asked_at=now)
    return World(
        line,
        body,
        {
            "programme_id": programme.pk,
            "older_id": older.pk,
            "report_id": report.pk,
            "row_id": line.rows["1"].pk,
            "receipt_id": report.receipts.get().pk,
            "window_id": line.window.pk,
            "review_id": review.pk,
            "section_id": section.pk,
            "paragraph_id": paragraph.pk,
            "paper_id": paper.pk,
            "proposal_id": paper.proposals.first().pk,
            "alias_id": alias.pk,
            "source_id": paper.source_id,
            "number": 1,
            "document_id": programme.document_id,
            "job_id": job.pk,
            "award_id": award.pk,
            "conference_id": conference.pk,
            "edition_id": edition.pk,
            "user_id": clerk.pk,
            "term_id": term.pk,
            "body_id": body.pk,
            "assignment_id": follows.pk,
            "key": body.place.key,
            "form": "docx",
        },
    )


def a_pdf(*paragraphs: str) -> bytes:
    """A one-page report with these paragraphs."""
    paper = Paper(
        regime=STATE,
        header=Header((Issuer("Công an xã Gia Viễn", "Công an tỉnh Ninh Bình"),)),
        symbol=Symbol("BC", ("CAX",), 31),
        place_and_date=PlaceAndDate("Gia Viễn", date(2026, 12, 9)),
        subject="Kết quả phối hợp",
        body=tuple(PaperParagraph((text,)) for text in paragraphs),
    )
    return write(paper, as_="pdf")


def _signed(programme: Programme, body: Body) -> None:
    Party.objects.create(programme=programme, body=body, lead=True)
    Content.objects.create(programme=programme, number=1, text="Tuyên truyền, vận động nhân dân")

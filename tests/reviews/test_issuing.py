"""The last step of a review: number and day of the paper that was signed outside the system."""

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from phoihop.audit.models import Entry
from phoihop.core.actor import Role
from phoihop.home.queries.waiting import _reviews
from phoihop.reviews import actions, queries
from phoihop.reviews.models import Review
from phoihop.reviews.rules.states import Kind, State
from tests.reviews.conftest import NOON, TODAY, acting, signed_in
from tests.world import a_pdf

pytestmark = pytest.mark.django_db
SAID = {"number": "145", "dated": "2026-11-20", "signer": "Vũ Văn Mẫu"}


@pytest.fixture
def review(programme, compiler, settings, tmp_path):
    settings.VAR = tmp_path
    return actions.start(programme, kind=Kind.FINAL, first_year=2022, last_year=2026, by=compiler, at=NOON)


@pytest.fixture
def ready(review, compiler):
    for standing in queries.sections(review):
        if not standing.written:
            actions.add_paragraph(standing.section, typed="Đã thực hiện.", by=compiler, at=NOON)
    return actions.finish(review, by=compiler, at=NOON)


def test_the_secretary_notes_number_day_signer_and_scan_and_the_paper_bears_them(ready, officer):
    user = officer("NB", Role.SECRETARY)
    client, scan = signed_in(user), SimpleUploadedFile("145.pdf", a_pdf("Báo cáo tổng kết"))

    assert "Ghi số, ngày ban hành" in client.get(f"/tong-ket/{ready.pk}/").content.decode()
    assert client.post(f"/tong-ket/{ready.pk}/ban-hanh/", SAID | {"scan": scan}).status_code == 302

    issued = Review.objects.get(pk=ready.pk)
    assert (issued.stage, issued.number, str(issued.dated), issued.scan.title, issued.issued_by) == (
        State.ISSUED, 145, "2026-11-20", "145.pdf", user.name,
    )  # fmt: skip
    logged = Entry.objects.get(action="review.issued")
    assert (logged.facts["number"], logged.facts["signer"]) == (145, "Vũ Văn Mẫu")
    page = client.get(f"/tong-ket/{ready.pk}/").content.decode()
    assert "số 145/BC-CAT-PV05 ngày 20/11/2026, Vũ Văn Mẫu ký" in page
    assert "Mở lại dự thảo" not in page
    assert "số 145, ngày 20/11/2026" in client.get("/tong-ket/").content.decode()
    pdf = pypdfium2.PdfDocument(client.get(f"/tong-ket/{ready.pk}/tai-ve.pdf").content)
    text = " ".join(leaf.get_textpage().get_text_range() for leaf in pdf)
    for words in ("Số: 145/BC-CAT-PV05", "ngày 20 tháng 11 năm 2026", "Vũ Văn Mẫu"):
        assert words in text
    assert "Dự thảo" not in text


def test_a_refusal_stands_on_the_form_and_nothing_is_noted(ready, officer):
    client = signed_in(officer("NB", Role.LEADER))

    answer = client.post(f"/tong-ket/{ready.pk}/ban-hanh/", SAID | {"dated": "2099-01-01"})
    assert (answer.status_code, "Ngày ký chưa tới." in answer.content.decode()) == (409, True)
    assert client.post(f"/tong-ket/{ready.pk}/ban-hanh/", {"number": ""}).status_code == 200
    assert Review.objects.get(pk=ready.pk).stage is State.READY


def test_a_draft_is_not_issued_and_others_find_no_such_form(review, officer):
    answer = signed_in(officer("NB", Role.SECRETARY)).post(f"/tong-ket/{review.pk}/ban-hanh/", SAID)

    assert (answer.status_code, "Báo cáo còn là dự thảo." in answer.content.decode()) == (409, True)
    assert signed_in(officer("TW", Role.LEADER)).get(f"/tong-ket/{review.pk}/ban-hanh/").status_code == 404
    assert signed_in(officer("NB", Role.ENTRY)).get(f"/tong-ket/{review.pk}/ban-hanh/").status_code == 404


def test_the_work_list_asks_leader_and_secretary_until_the_review_is_issued(ready, officer):
    leader, secretary = acting(officer("NB", Role.LEADER)), acting(officer("NB", Role.SECRETARY))

    assert [wait.title for wait in _reviews(leader, TODAY)] == ["Xem, ký báo cáo tổng kết 2022-2026"]
    assert [wait.title for wait in _reviews(secretary, TODAY)] == ["Ghi số, ngày ban hành báo cáo tổng kết 2022-2026"]
    actions.issue(ready, number=145, dated=TODAY, signer="Vũ Văn Mẫu", by=secretary, at=NOON)
    assert [*_reviews(leader, TODAY), *_reviews(secretary, TODAY)] == []


def test_finishing_too_early_names_the_sections_on_the_page_with_links(review, compiler, officer):
    answer = signed_in(officer("NB")).post(f"/tong-ket/{review.pk}/trinh-ky/")
    page = answer.content.decode()
    waiting = [one.section for one in queries.sections(review) if not one.written]

    assert answer.status_code == 409
    assert f"Còn {len(waiting)} mục chưa viết." in page
    note = page.partition('id="chua-xong"')[2].partition("</ul>")[0]
    assert [f'href="?muc={section.pk}"' in note for section in waiting] == [True] * len(waiting)

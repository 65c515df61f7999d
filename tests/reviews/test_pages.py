"""The doors: list, editor, conflict, downloads."""

import io

import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document as Word

from phoihop.audit.models import Entry
from phoihop.reviews import actions
from phoihop.reviews.models import Paragraph, Review, Section
from phoihop.reviews.rules.states import Kind
from tests.reviews.conftest import NOON, acting, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(officer):
    return officer("NB")


@pytest.fixture
def review(programme, user):
    return actions.start(programme, kind=Kind.FINAL, first_year=2022, last_year=2026, by=acting(user), at=NOON)


@pytest.fixture
def paragraph(review, user):
    section = Section.objects.get(review=review, title="Ưu điểm")
    return actions.add_paragraph(section, typed="Đã tổ chức hơn 1.500 buổi.", by=acting(user), at=NOON)


def test_a_review_is_begun_from_its_form_and_opens(programme, user):
    asked = {"programme": programme.pk, "kind": "tong_ket", "first_year": 2022, "last_year": 2026}
    answer = signed_in(user).post("/tong-ket/lap/", asked, follow=True)

    assert answer.status_code == 200
    assert answer.request["PATH_INFO"] == f"/tong-ket/{Review.objects.get().pk}/"
    assert "Báo cáo tổng kết" in answer.content.decode()


def test_a_form_left_empty_says_what_to_do(user):
    page = signed_in(user).post("/tong-ket/lap/", {}).content.decode()

    assert "Lỗi:" in page
    assert Review.objects.count() == 0


def test_the_editor_marks_open_numbers_and_owning_them_is_one_button(user, paragraph):
    client = signed_in(user)
    address = f"/tong-ket/{paragraph.section.review_id}/?muc={paragraph.section_id}"
    before = client.get(address).content.decode()
    client.post(f"/tong-ket/doan/{paragraph.pk}/go-tay/")
    after = client.get(address).content.decode()

    assert '<mark class="open-number" title="Số chưa gắn nguồn">hơn 1.500</mark>' in before
    assert "open-number" not in after
    assert '<span class="chip hand" title="Số nhập tay">hơn 1.500</span>' in after


def test_saving_over_another_shows_both_and_loses_neither(user, paragraph):
    client = signed_in(user)
    address = f"/tong-ket/doan/{paragraph.pk}/"
    client.post(address, {"text": "Bản người khác.", "version": 1})
    answer = client.post(address, {"text": "Bản của tôi.", "version": 1})
    page = answer.content.decode()

    assert answer.status_code == 409
    assert "Bản người khác." in page
    assert "Bản của tôi." in page
    assert client.post(address, {"text": "Bản chung.", "version": 2}).status_code == 302
    assert Paragraph.objects.get(pk=paragraph.pk).text == "Bản chung."


def test_a_draft_goes_out_with_its_mark_and_open_numbers_and_the_log_says_so(user, paragraph):
    client = signed_in(user)
    review = paragraph.section.review
    word = client.get(f"/tong-ket/{review.pk}/tai-ve.docx")
    pdf = client.get(f"/tong-ket/{review.pk}/tai-ve.pdf")
    text = "\n".join(p.text for p in Word(io.BytesIO(word.content)).paragraphs)
    printed = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf.content))

    assert 'filename="bao-cao-tong-ket-2022-2026-' in word.headers["Content-Disposition"]
    assert "BÁO CÁO" in text
    assert "SỐ CHƯA GẮN NGUỒN: 1" in text
    assert "DỰ THẢO" in printed
    assert [e.facts["form"] for e in Entry.objects.filter(action="review.downloaded").order_by("number")] == [
        "docx", "pdf",
    ]  # fmt: skip


def test_the_letterhead_is_kept_and_printed(user, review):
    client = signed_in(user)
    form = {
        "issuer": "Công an tỉnh Ninh Bình", "superior": "Bộ Công an", "symbol": "CAT-PV05", "number": "145",
        "place": "Ninh Bình", "dated": "21/11/2026", "addressees": "Bộ Công an", "acting": "KT. Giám đốc",
        "signer_title": "Phó Giám đốc", "signer_rank": "Đại tá", "signer": "Trần Văn Mẫu",
        "recipients": "Như trên\nLưu: VT",
    }  # fmt: skip
    assert client.post(f"/tong-ket/{review.pk}/the-thuc/", form).status_code == 302
    pdf = pypdfium2.PdfDocument(client.get(f"/tong-ket/{review.pk}/tai-ve.pdf").content)
    text = " ".join(page.get_textpage().get_text_range() for page in pdf)

    for words in ("Số: 145/BC-CAT-PV05", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Đại tá Trần Văn Mẫu", "- Lưu: VT."):
        assert words in text


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("recipients", "Như trên\nÔng Nguyễn Văn Bình, sinh năm 1990, trú tại thôn 3, nghiện ma túy"),
        ("addressees", "TUYỆT MẬT\nBộ Công an"),
        ("signer_title", "Nông dân, CCCD 037090001234"),
        ("acting", "Theo phản ánh của ông Nguyễn Văn An"),
    ],
)
def test_the_letterhead_names_no_resident_and_bears_no_secrecy_mark(user, review, field, typed):
    before = review.letterhead
    form = {
        "issuer": "Công an tỉnh Ninh Bình", "symbol": "CAT-PV05", "place": "Ninh Bình", "signer_title": "Giám đốc",
    }  # fmt: skip

    answer = signed_in(user).post(f"/tong-ket/{review.pk}/the-thuc/", form | {field: typed})

    assert answer.status_code == 409
    review.refresh_from_db()
    assert review.letterhead == before


def test_other_branches_find_no_such_page(review, officer):
    client = signed_in(officer("HT"))

    assert client.get(f"/tong-ket/{review.pk}/").status_code == 404
    assert client.get(f"/tong-ket/{review.pk}/tai-ve.docx").status_code == 404


@pytest.mark.parametrize("address", ["xem", "rtf"])
def test_other_forms_of_file_are_unknown(user, review, address):
    assert signed_in(user).get(f"/tong-ket/{review.pk}/tai-ve.{address}").status_code == 404


def test_the_list_and_the_editor_cost_the_same_queries_however_much_they_hold(user, programme):
    client, by = signed_in(user), acting(user)
    counts = []
    for first in (2022, 2023, 2024):
        review = actions.start(programme, kind=Kind.FINAL, first_year=first, last_year=2026, by=by, at=NOON)
        section = Section.objects.get(review=review, title="Ưu điểm")
        for _ in range(first - 2021):
            actions.add_paragraph(section, typed="Có 3 tin.", by=by, at=NOON)
        asked = []
        for address in ("/tong-ket/", f"/tong-ket/{review.pk}/?muc={section.pk}"):
            with CaptureQueriesContext(
                connection,
            ) as caught:
                client.get(address)
            asked.append(len(caught))
        counts.append(asked)

    assert counts[0] == counts[2]

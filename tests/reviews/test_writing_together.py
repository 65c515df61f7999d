"""A review from its beginning to the copy for signature: who may, what is kept, what stands in the log."""

from dataclasses import replace

import pytest

from phoihop.audit.models import Entry
from phoihop.core.actor import Role
from phoihop.core.refusal import Refused
from phoihop.reviews import actions, queries
from phoihop.reviews.models import Earlier, Paragraph, Review, Section
from phoihop.reviews.rules.states import Kind, State
from tests.reviews.conftest import NOON, TODAY, acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(programme, compiler):
    return actions.start(programme, kind=Kind.FINAL, first_year=2022, last_year=2026, by=compiler, at=NOON)


def code_of(act):
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.refusal.code


def a_paragraph(review, compiler, typed="Đã tổ chức 12 buổi."):
    section = Section.objects.get(review=review, title="Ưu điểm")
    return actions.add_paragraph(section, typed=typed, by=compiler, at=NOON)


def test_a_review_begins_with_its_outline_letterhead_and_what_is_known_of_the_programme(review):
    titles = [standing.section.title for standing in queries.sections(review)]
    head = queries.papers_head(review)
    told = Paragraph.objects.get(section__fill="programme")

    assert titles[5:8] == [
        "Kết quả thực hiện các nội dung phối hợp", "Tuyên truyền, vận động nhân dân", "Xây dựng mô hình tự quản",
    ]  # fmt: skip
    assert (head.issuer, head.superior, head.place) == ("Công an tỉnh Ninh Bình", "Bộ Công an", "Ninh Bình")
    assert told.text == (
        "Chương trình phối hợp công tác dân vận giai đoạn 2022-2026 số 02-CTr/BDVTU-CAT do Công an tỉnh Ninh Bình "
        "ký kết ngày 15/9/2022, gồm 2 nội dung phối hợp."
    )
    assert Entry.objects.get().action == "review.begun"
    assert review.sample


def test_the_same_review_is_begun_once(review, programme, compiler):
    again = {"kind": Kind.FINAL, "first_year": 2022, "last_year": 2026, "by": compiler, "at": NOON}

    assert code_of(lambda: actions.start(programme, **again)) == "already_begun"
    assert Review.objects.count() == 1


def test_a_saved_paragraph_keeps_the_one_before(review, compiler):
    paragraph = a_paragraph(review, compiler)
    saved = actions.save_paragraph(paragraph, typed="Đã tổ chức {15} buổi.", seen=1, by=compiler, at=NOON)

    assert (saved.text, saved.version) == ("Đã tổ chức {{15}} buổi.", 2)
    assert [(e.version, e.text) for e in Earlier.objects.all()] == [(1, "Đã tổ chức 12 buổi.")]
    assert actions.save_paragraph(saved, typed="Đã tổ chức {15} buổi.", seen=2, by=compiler, at=NOON).version == 2


def test_what_another_saved_meanwhile_is_not_overwritten(review, compiler):
    paragraph = a_paragraph(review, compiler)
    other = replace(compiler, name="Phạm Văn Mẫu")
    actions.save_paragraph(paragraph, typed="Bản của người khác.", seen=1, by=other, at=NOON)

    assert code_of(lambda: actions.save_paragraph(paragraph, typed="Bản tôi.", seen=1, by=compiler, at=NOON)) == (
        "changed_meanwhile"
    )
    assert Paragraph.objects.get(pk=paragraph.pk).text == "Bản của người khác."


def test_brackets_that_name_no_number_are_refused(review, compiler):
    paragraph = a_paragraph(review, compiler)

    assert code_of(lambda: actions.save_paragraph(paragraph, typed="Có [99] tin", seen=1, by=compiler, at=NOON)) == (
        "unknown_numbers"
    )
    assert code_of(lambda: a_paragraph(review, compiler, typed="Có [TT99] tin")) == "unknown_numbers"


def test_the_copy_for_signature_waits_for_every_number_and_section(review, compiler):
    paragraph = a_paragraph(review, compiler)
    assert code_of(lambda: actions.finish(review, by=compiler, at=NOON)) == "open_and_unwritten"

    actions.own_numbers(paragraph, by=compiler, at=NOON)
    assert code_of(lambda: actions.finish(review, by=compiler, at=NOON)) == "unwritten"

    for standing in queries.sections(review):
        if not standing.written:
            actions.add_paragraph(standing.section, typed="Đã thực hiện.", by=compiler, at=NOON)
    assert actions.finish(review, by=compiler, at=NOON).stage is State.READY
    assert code_of(lambda: a_paragraph(review, compiler)) == "ready_for_signature"

    assert actions.reopen(review, by=compiler, at=NOON).stage is State.DRAFT
    assert [e.action for e in Entry.objects.order_by("-number")[:2]] == ["review.reopened", "review.finished"]


def test_a_removed_paragraph_is_gone_from_the_text_and_kept_among_the_earlier(review, compiler):
    paragraph = a_paragraph(review, compiler)
    actions.remove_paragraph(paragraph, by=compiler, at=NOON)
    standing = next(s for s in queries.sections(review) if s.section.title == "Ưu điểm")

    assert standing.paragraphs == ()
    assert Earlier.objects.get().text == "Đã tổ chức 12 buổi."


def test_others_see_what_is_theirs_to_see_and_change_nothing(review, compiler, officer):
    ministry, commune, south = acting(officer("TW")), acting(officer("GV")), acting(officer("HT"))
    paragraph = a_paragraph(review, compiler)

    assert list(queries.visible_to(ministry, on=TODAY)) == [review]
    assert list(queries.visible_to(commune, on=TODAY)) == []
    assert list(queries.visible_to(south, on=TODAY)) == []
    assert code_of(lambda: actions.own_numbers(paragraph, by=ministry, at=NOON)) == "not_yours"
    assert code_of(lambda: actions.own_numbers(paragraph, by=acting(officer("NB", Role.SECRETARY)), at=NOON)) == (
        "editors_only"
    )


def test_the_standing_body_of_a_programme_reads_all_its_reviews(review, programme, bodies, officer):
    programme.standing_body = bodies["HT"]
    programme.save()
    standing = acting(officer("HT"))
    assert list(queries.visible_to(standing, on=TODAY)) == []

    programme.parties.update(confirmed_at=NOON)

    assert list(queries.visible_to(standing, on=TODAY)) == [review]


def test_difficulties_are_gathered_from_the_finished_reviews_below(programme, compiler, officer):
    below = acting(officer("GV"))
    theirs = actions.start(programme, kind=Kind.FINAL, first_year=2022, last_year=2026, by=below, at=NOON)
    for standing in queries.sections(theirs):
        if not standing.written:
            text = "Thiếu cán bộ." if standing.section.fill == "difficulties" else "Đã làm."
            actions.add_paragraph(standing.section, typed=text, by=below, at=NOON)
    assert queries.told_difficulties(theirs) == ()

    early = actions.start(programme, kind=Kind.MIDTERM, first_year=2022, last_year=2026, by=compiler, at=NOON)
    actions.finish(theirs, by=below, at=NOON)
    late = actions.start(programme, kind=Kind.FINAL, first_year=2022, last_year=2026, by=compiler, at=NOON)
    told = {
        r: [p.text for p in Paragraph.objects.filter(section__review=r, section__fill="difficulties")]
        for r in (early, late)
    }

    assert told == {early: [], late: ["Công an xã Gia Viễn: Thiếu cán bộ."]}


def test_a_paragraph_names_no_informant_and_no_identity_number(review, compiler):
    paragraph = a_paragraph(review, compiler)
    versions = Paragraph.objects.count()
    said = "Ông Nguyễn Văn Mẫu, CCCD 037090001234 cung cấp tin."

    assert code_of(lambda: a_paragraph(review, compiler, said)) == "person_in_words"
    assert (
        code_of(lambda: actions.save_paragraph(paragraph, typed=said, seen=1, by=compiler, at=NOON))
        == "person_in_words"
    )
    assert Paragraph.objects.count() == versions

"""Every write of reviews."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext_noop, override

from phoihop.audit.actions import record
from phoihop.core.actor import Actor, Level
from phoihop.core.refusal import Refused
from phoihop.core.words import refusal_to_keep_reason, refusal_to_keep_words
from phoihop.documents import actions as documents
from phoihop.figures import actions as figures
from phoihop.organisations.models import Body
from phoihop.programmes.models import Programme
from phoihop.reviews import queries
from phoihop.reviews.models import Earlier, Paragraph, Review, Section
from phoihop.reviews.rules import drafting, notation, states
from phoihop.reviews.rules.letterheads import Letterhead
from phoihop.reviews.rules.outlines import Fill, outline
from phoihop.reviews.rules.states import Kind, State

__all__ = [
    "add_paragraph",
    "draft_section",
    "finish",
    "issue",
    "note_download",
    "own_numbers",
    "remove_paragraph",
    "reopen",
    "save_letterhead",
    "save_paragraph",
    "start",
    "take_changes",
]

BELOW = {Level.COUNTRY: gettext_noop("tỉnh, thành phố"), Level.PROVINCE: gettext_noop("xã, phường")}


@transaction.atomic
def start(programme: Programme, *, kind: Kind, first_year: int, last_year: int, by: Actor, at: datetime) -> Review:
    """Begin a body's review of a programme (lập báo cáo): outline laid out, sections drafted from data.

    Raises ``Refused``: ``editors_only``, ``ends_before_it_begins``, ``already_begun``.
    """
    key = {
        "programme": programme,
        "body_id": by.body_id,
        "kind": kind,
        "first_year": first_year,
        "last_year": last_year,
    }
    exists = Review.objects.filter(**key).exists()
    if refusal := states.refusal_to_start(actor=by, exists=exists, first_year=first_year, last_year=last_year):
        raise Refused(refusal)
    body = Body.objects.get(pk=by.body_id)
    review = Review.objects.create(
        **key,
        map_date=at.date(),
        letterhead=queries.letterhead_for(body, on=at.date()).as_dict(),
        sample=programme.sample,
        begun_by=by.name,
        begun_at=at,
    )
    contents = list(programme.contents.all())
    laid = outline(kind, by.level, [content.text for content in contents])
    sections = Section.objects.bulk_create(
        Section(
            review=review,
            order=order,
            depth=item.depth,
            title=item.title[:500],
            fill=item.fill,
            content=None if at_content is None else contents[at_content],
        )
        for order, (item, at_content) in enumerate(laid, 1)
    )
    _freeze(review, reason=gettext_noop("Lập báo cáo {review}"), by=by, at=at)
    rows = queries.rows(review)
    for section in sections:
        _put(section, _drafted(review, section, rows), by=by, at=at)
    record("review.begun", review, by=by, at=at, kind=kind, years=f"{first_year}-{last_year}")
    return review


def _freeze(review: Review, *, reason: str, by: Actor, at: datetime) -> None:
    """Freeze the figures that the review binds to (bản chốt); nothing where none is counted yet.

    Name and reason are kept in Vietnamese whatever language the screen has.
    """
    number = review.edition_number + 1
    with override("vi"):
        told = str(review)
    name = gettext_noop("{review}, {programme}, báo cáo {pk}, bản {number}").format(
        review=told, programme=review.programme.short_name, pk=review.pk, number=number
    )
    try:
        edition = figures.freeze(
            name=name[:160],
            place=review.body.place_id,
            period=queries.span(review),
            map_date=review.map_date,
            reason=reason.format(review=told)[:300],
            by=by,
            at=at,
        )
    except Refused as refused:
        if refused.refusal.code != "empty_edition":
            raise
        return
    review.edition, review.edition_number, review.coverage = edition, number, queries.coverage(review)
    review.save(update_fields=["edition", "edition_number", "coverage"])


def _drafted(review: Review, section: Section, rows: Sequence[tuple[int | None, drafting.Row]]) -> tuple[str, ...]:
    """The first words of a section, by what it is drafted from."""
    match section.fill:
        case Fill.CONTENT:
            own = [row for content, row in rows if content == section.content_id]
            below = BELOW.get(review.body.rank, gettext_noop("đơn vị"))
            running = queries.unfinished(review)
            return drafting.contents(
                own,
                first=review.first_year,
                last=review.last_year,
                below=below,
                whole=queries.whole_area(review),
                unfinished=running,
            )
        case Fill.PROGRAMME:
            return drafting.programme(queries.programme_facts(review))
        case Fill.BY_YEAR:
            return drafting.by_year([row for _, row in rows])
        case Fill.DIFFICULTIES:
            return drafting.difficulties(queries.told_difficulties(review))
    return ()


def _put(section: Section, texts: Sequence[str], *, by: Actor, at: datetime) -> list[Paragraph]:
    last = section.paragraphs.aggregate(last=Max("order"))["last"] or 0
    return Paragraph.objects.bulk_create(
        Paragraph(section=section, order=order, text=text, edited_by=by.name, edited_at=at)
        for order, text in enumerate(texts, last + 1)
    )


@transaction.atomic
def draft_section(section: Section, *, by: Actor, at: datetime) -> int:
    """Add paragraphs drafted from the review's figures to the end of a section (soạn từ số liệu); return how many.

    Its edition's where it has one. The table by year is made anew instead.
    """
    review = _locked(section.review_id)
    _may_edit(review, by)
    if section.fill == Fill.BY_YEAR:
        for paragraph in section.paragraphs.exclude(text="").select_related("section"):
            _replace(paragraph, "", review=review, act="review.paragraph_removed", by=by, at=at)
    made = _put(section, _drafted(review, section, queries.rows(review)), by=by, at=at)
    record("review.section_drafted", review, by=by, at=at, section=section.title, paragraphs=len(made))
    return len(made)


@transaction.atomic
def add_paragraph(section: Section, *, typed: str, by: Actor, at: datetime) -> Paragraph:
    """Add a paragraph to the end of a section (thêm đoạn). Raises ``Refused`` as ``save_paragraph`` does."""
    review = _locked(section.review_id)
    text, unknown = notation.kept(typed, before="", prints={}, ask=queries.asked(review).get)
    refusal = states.refusal_to_save(
        actor=by, body_id=review.body_id, state=review.stage, seen=0, version=0, by="", unknown=unknown
    )
    if refusal := refusal or refusal_to_keep_words(text):
        raise Refused(refusal)
    paragraph = _put(section, [text], by=by, at=at)[0]
    record("review.paragraph_added", review, by=by, at=at, section=section.title, text=text)
    return paragraph


@transaction.atomic
def save_paragraph(paragraph: Paragraph, *, typed: str, seen: int, by: Actor, at: datetime) -> Paragraph:
    """Save the text of a paragraph (lưu đoạn); ``seen`` is the version that was edited.

    The version before is kept. Raises ``Refused``: ``changed_meanwhile`` where another saved since,
    ``unknown_numbers`` where a bracket names none, and as ``refusal_to_edit`` says.
    """
    paragraph = Paragraph.objects.select_for_update().select_related("section").get(pk=paragraph.pk)
    review = _locked(paragraph.section.review_id)
    printed = {token: one.text for token, one in queries.prints(review, notation.tokens(paragraph.text)).items()}
    text, unknown = notation.kept(typed, before=paragraph.text, prints=printed, ask=queries.asked(review).get)
    refusal = states.refusal_to_save(
        actor=by,
        body_id=review.body_id,
        state=review.stage,
        seen=seen,
        version=paragraph.version,
        by=paragraph.edited_by,
        unknown=unknown,
    )
    if refusal := refusal or refusal_to_keep_words(text):
        raise Refused(refusal)
    return _replace(paragraph, text, review=review, act="review.paragraph_saved", by=by, at=at)


@transaction.atomic
def own_numbers(paragraph: Paragraph, *, by: Actor, at: datetime) -> Paragraph:
    """Own every open number of a paragraph as typed by hand (nhận các số là gõ tay)."""
    paragraph = Paragraph.objects.select_for_update().select_related("section").get(pk=paragraph.pk)
    review = _locked(paragraph.section.review_id)
    _may_edit(review, by)
    text = notation.owned(paragraph.text)
    return _replace(paragraph, text, review=review, act="review.numbers_owned", by=by, at=at)


@transaction.atomic
def remove_paragraph(paragraph: Paragraph, *, by: Actor, at: datetime) -> Paragraph:
    """Take a paragraph out (bỏ đoạn); its text stays among the earlier versions."""
    paragraph = Paragraph.objects.select_for_update().select_related("section").get(pk=paragraph.pk)
    review = _locked(paragraph.section.review_id)
    _may_edit(review, by)
    return _replace(paragraph, "", review=review, act="review.paragraph_removed", by=by, at=at)


def _replace(paragraph: Paragraph, text: str, *, review: Review, act: str, by: Actor, at: datetime) -> Paragraph:
    if text == paragraph.text:
        return paragraph
    Earlier.objects.create(
        paragraph=paragraph,
        version=paragraph.version,
        text=paragraph.text,
        edited_by=paragraph.edited_by,
        edited_at=paragraph.edited_at,
    )
    Paragraph.objects.filter(pk=paragraph.pk).update(
        text=text, version=F("version") + 1, edited_by=by.name, edited_at=at
    )
    record(act, review, by=by, at=at, section=paragraph.section.title, paragraph=paragraph.pk, text=text)
    paragraph.refresh_from_db()
    return paragraph


@transaction.atomic
def take_changes(review: Review, *, by: Actor, at: datetime) -> int:
    """Move a review to a new edition of today's figures (nhận các số mới); return how many paragraphs it changed.

    Every bound number that is another today is bound anew, and what is bound later comes from the new edition.
    """
    review = _locked(review.pk)
    _may_edit(review, by)
    paragraphs = list(Paragraph.objects.filter(section__review=review).exclude(text="").select_related("section"))
    shown = queries.prints(review, {token for one in paragraphs for token in notation.tokens(one.text)})
    fresh = {token: one.token for token, one in shown.items() if one.changed_to}
    changed = [(one, notation.rebound(one.text, fresh)) for one in paragraphs]
    changed = [(one, text) for one, text in changed if text != one.text]
    if changed or queries.newer(review):
        _freeze(review, reason=gettext_noop("Nhận số mới cho báo cáo {review}"), by=by, at=at)
    for paragraph, text in changed:
        _replace(paragraph, text, review=review, act="review.changes_taken", by=by, at=at)
    for section in review.sections.filter(fill=Fill.BY_YEAR):
        told = {line.partition("|")[0] for line in section.paragraphs.exclude(text="").values_list("text", flat=True)}
        lines = _drafted(review, section, queries.rows(review))
        _put(section, [line for line in lines if line.partition("|")[0] not in told], by=by, at=at)
    return len(changed)


@transaction.atomic
def save_letterhead(
    review: Review, *, letterhead: Letterhead, number: int | None, dated: date | None, by: Actor, at: datetime
) -> Review:
    """Save what stands around the text: number, date, addressees, signer, recipients (thể thức).

    Raises ``Refused`` as ``refusal_to_edit`` says, and where a part tells of a private person or bears a secrecy mark.
    """
    review = _locked(review.pk)
    _may_edit(review, by)
    if refusal := refusal_to_keep_reason(*letterhead.as_dict().values()):
        raise Refused(refusal)
    review.letterhead, review.number, review.dated = letterhead.as_dict(), number, dated
    review.save(update_fields=["letterhead", "number", "dated"])
    record("review.letterhead_saved", review, by=by, at=at, number=number, signer=letterhead.signer)
    return review


@transaction.atomic
def finish(review: Review, *, by: Actor, at: datetime) -> Review:
    """Make the draft the copy for signature (hoàn thành bản trình ký): its text stands still from here.

    Raises ``Refused``: ``open_numbers``, ``unwritten``, ``open_and_unwritten``, and as ``refusal_to_edit`` says.
    """
    review = _locked(review.pk)
    standings = queries.sections(review)
    refusal = states.refusal_to_finish(
        actor=by,
        body_id=review.body_id,
        state=review.stage,
        open_numbers=queries.open_count(standings),
        unwritten=queries.unwritten(standings),
    )
    if refusal:
        raise Refused(refusal)
    return _move(review, State.READY, act="review.finished", by=by, at=at)


def issue(
    review: Review,
    *,
    number: int,
    dated: date,
    signer: str,
    scan: documents.Scan | None = None,
    by: Actor,
    at: datetime,
) -> Review:
    """Note what the paper signed outside the system bears (ghi số, ngày ban hành); the review is issued from here.

    Number, day of signing, who signed, and its scan where there is one. Raises ``Refused``: ``issuers_only``,
    ``not_ready_yet``, ``already_issued``, ``signed_on_a_day_to_come``, and as ``documents.look_through`` does.
    """
    if scan:
        documents.look_through(scan)
    with transaction.atomic():
        review = _locked(review.pk)
        refusal = refusal_to_keep_reason(signer) or states.refusal_to_issue(
            actor=by, body_id=review.body_id, state=review.stage, dated=dated, today=at.date()
        )
        if refusal:
            raise Refused(refusal)
        if scan:
            review.scan = documents.keep_scan(scan, sample=review.sample, by=by, at=at)
        review.number, review.dated, review.letterhead = number, dated, {**review.letterhead, "signer": signer.strip()}
        review.state, review.issued_by, review.issued_at = State.ISSUED, by.name, at
        review.save(update_fields=["number", "dated", "letterhead", "state", "scan", "issued_by", "issued_at"])
        told = {"number": number, "dated": dated.isoformat(), "signer": signer.strip(), "scan": review.scan_id}
        record("review.issued", review, by=by, at=at, **told)
        return review


@transaction.atomic
def reopen(review: Review, *, by: Actor, at: datetime) -> Review:
    """Make a copy for signature a draft again (mở lại dự thảo)."""
    review = _locked(review.pk)
    if refusal := states.refusal_to_reopen(actor=by, body_id=review.body_id, state=review.stage):
        raise Refused(refusal)
    return _move(review, State.DRAFT, act="review.reopened", by=by, at=at)


@transaction.atomic
def note_download(review: Review, *, form: str, digest: str, by: Actor, at: datetime) -> None:
    """Record that somebody took the paper away (tải về): in which form, and the SHA-256 of the file."""
    record("review.downloaded", review, by=by, at=at, form=form, state=review.state, sha256=digest)


def _move(review: Review, state: State, *, act: str, by: Actor, at: datetime) -> Review:
    review.state = state
    review.save(update_fields=["state"])
    record(act, review, by=by, at=at)
    return review


def _locked(review_id: int) -> Review:
    return Review.objects.select_for_update(of=("self",)).select_related("body", "programme").get(pk=review_id)


def _may_edit(review: Review, by: Actor) -> None:
    if refusal := states.refusal_to_edit(actor=by, body_id=review.body_id, state=review.stage):
        raise Refused(refusal)

"""Every column that could hold free words: an action asks before it writes it, or it says here why none need to."""

import inspect
import sys

from django.apps import apps
from django.db import models

from phoihop.accounts import actions as accounts
from phoihop.commendations import actions as commendations
from phoihop.conferences import actions as conferences
from phoihop.core.words import refusal_to_keep_words
from phoihop.documents import actions as documents
from phoihop.figures.actions import freezing, log, supplying
from phoihop.indicators import actions as catalogue
from phoihop.intake.actions import deciding, receiving, uploading
from phoihop.intake.queries import refusal_of_words
from phoihop.places import actions as places
from phoihop.programmes import actions as programmes
from phoihop.reports.actions import drafting, reviewing, sending
from phoihop.reviews import actions as reviews

#: The door of each column of free words. It, or a function of its own module that it calls, asks about the words.
ASKED = {
    "accounts.user.name": accounts.make_account,
    "accounts.user.office": accounts.make_account,
    "commendations.award.authorities": commendations.record_award,
    "commendations.award.reason": commendations.record_award,
    "commendations.recipient.name": commendations.record_award,
    "commendations.recipient.office": commendations.record_award,
    "conferences.conclusion.text": conferences.record_conference,
    "conferences.conference.title": conferences.record_conference,
    "conferences.conference.venue": conferences.record_conference,
    "conferences.host.name": conferences.record_conference,
    "conferences.participant.name": conferences.record_conference,
    "conferences.participant.positions": conferences.record_conference,
    "conferences.participant.rank": conferences.record_conference,
    "conferences.site.name": conferences.record_conference,
    "documents.document.issuers": documents.register,
    "documents.document.number": documents.register,
    "documents.document.title": documents.register,
    "documents.source.publisher": documents.cite,
    "documents.source.title": documents.cite,
    "documents.source.url": documents.cite,
    "figures.change.reason": log.begin,
    "figures.edition.name": freezing.freeze,
    "figures.edition.reason": freezing.freeze,
    "figures.source.label": supplying._source,
    "indicators.adding.reason": catalogue.add_systems,
    "intake.alias.printed": deciding._learn,
    "intake.proposal.corrected": refusal_of_words,
    "intake.proposal.reason": deciding.decide,
    "places.population.source": places.state_population,
    "places.succession.share_act": places.state_shares,
    "programmes.content.text": programmes.add_content,
    "programmes.phase.name": programmes.add_phase,
    "programmes.programme.name": programmes.create,
    "programmes.programme.short_name": programmes.create,
    "reports.cell.note": drafting._written,
    "reports.closing.note": reviewing.close_collection,
    "reports.comment.text": reviewing.comment,
    "reports.report.paper_number": sending.add_paper,
    "reports.report.reason": sending.amend_report,
    "reviews.paragraph.text": reviews.save_paragraph,
    "reviews.review.letterhead": reviews.save_letterhead,
    # Names of files: whoever is named in one stands covered. Files: the child that reads them looks them through.
    "intake.paper.name": receiving.Given.__post_init__,
    "intake.upload.name": uploading.open_upload,
    "documents.source.text": receiving._Look.through,
    "documents.source.loaded": receiving._Look.through,
    "intake.proposal.fact": receiving._Look.through,
}
CODES = "a code, a key or a digest that the program makes"
ACCOUNTS = "the name of an account, which was asked about when the account was made"
DATES = "a date as far as it is known"
SHIPPED = "comes with the program's own files, never from a form"
OURS = "a sentence of the program about what it did"
COPIES = "a copy of words that were asked about when they were first kept"
#: Columns that hold no free words of anybody, each with its reason.
EXEMPT = {
    CODES: """audit.chain.key audit.chain.head audit.entry.chain audit.entry.action audit.entry.subject
        audit.entry.previous audit.entry.digest places.place.key places.unitdata.digest organisations.body.key
        accounts.user.password accounts.user.username accounts.guess.account accounts.guess.network jobs.job.task
        jobs.job.address documents.source.sha256 documents.source.media_type documents.source.file
        figures.change.act figures.change.origin figures.source.origin figures.source.address figures.source.cell
        figures.edition.map_version figures.edition.digest figures.unitsthen.digest figures.overlap.systems
        reports.receipt.number reports.receipt.content reports.receipt.head commendations.award.key
        conferences.conference.kinds conferences.participant.roles
        intake.paper.held intake.paper.reason intake.upload.held intake.proposal.period
        intake.proposal.coverage intake.proposal.decision intake.proposal.record intake.paper.reader""",
    ACCOUNTS: """audit.entry.name places.population.entered_by documents.source.added_by figures.change.name
        figures.source.entered_by figures.source.accepted_by figures.edition.made_by reports.cell.saved_by
        reports.receipt.by_name reports.comment.by_name reports.closing.by_name reviews.review.issued_by
        reviews.review.begun_by reviews.paragraph.edited_by reviews.earlier.edited_by intake.paper.received_by
        intake.paper.confirmed_by intake.proposal.decided_by intake.alias.learnt_from indicators.adding.name""",
    DATES: """documents.source.published_on documents.document.issued_on documents.document.period_from
        documents.document.period_to commendations.award.on conferences.conference.day intake.paper.published""",
    SHIPPED: """places.placeversion.name places.placeversion.kind places.placeversion.code places.placeversion.folded
        places.placeversion.search places.placeversion.legal_act places.placeversion.source
        places.succession.legal_act places.succession.source places.unitdata.counts places.unitdata.notes
        organisations.bodyversion.name organisations.bodyversion.short_name organisations.bodyversion.folded
        organisations.bodyversion.legal_act organisations.bodysuccession.legal_act indicators.indicator.code
        indicators.indicator.name indicators.indicator.unit indicators.indicator.group
        indicators.indicator.definition indicators.indicator.source indicators.indicator.levels
        indicators.indicator.frequencies indicators.indicator.folded indicators.breakdown.code
        indicators.breakdown.name indicators.breakdown.dimension reports.formversion.code reports.formversion.name
        reports.row.group reports.row.number reviews.section.title""",
    OURS: """jobs.job.title jobs.job.message reports.closing.missing reports.closing.doubtful reports.receipt.doubts
        reviews.review.coverage intake.paper.reason_facts intake.proposal.match_reason intake.proposal.note
        intake.paper.outside intake.proposal.outside intake.paper.again_told""",
    COPIES: """audit.entry.facts documents.document.number_key documents.document.folded reports.receipt.values
        reviews.earlier.text intake.alias.folded""",
}
SCREENS = ("refusal_to_keep", "kept_file_name", "names_someone", "screening")


def columns_of_words():
    """The columns of text without a fixed list of values, by label."""
    kinds = models.CharField | models.TextField | models.JSONField
    return {
        f"{model._meta.label_lower}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("phoihop.")
        for field in model._meta.concrete_fields
        if isinstance(field, kinds) and not field.choices
    }


def words_of(door):
    """The source of a door and of the functions of its module that it calls by name."""
    own = inspect.getsource(door)
    module = sys.modules[inspect.unwrap(door).__module__]
    called = [
        inspect.getsource(function)
        for name, function in vars(module).items()
        if inspect.isfunction(function) and f"{name}(" in own and function.__module__ == module.__name__
    ]
    return "\n".join([own, *called])


def test_every_column_of_words_is_asked_about_or_says_why_not():
    exempt = [column for names in EXEMPT.values() for column in names.split()]

    assert len(exempt) == len(set(exempt))
    assert set(exempt) & set(ASKED) == set()
    assert columns_of_words() == set(exempt) | set(ASKED)


def test_the_door_of_each_column_asks():
    assert [column for column, door in ASKED.items() if not any(word in words_of(door) for word in SCREENS)] == []
    assert refusal_to_keep_words("MẬT").code == "secret_words"

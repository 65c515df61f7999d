"""The five articles' facts become records by the same actions that people use; each keeps its citation."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from phoihop.commendations import actions as commendations
from phoihop.conferences import actions as conferences
from phoihop.config.demo.agreements import AGREEMENTS, STATED
from phoihop.config.demo.articles import ARTICLES, INSTRUMENTS
from phoihop.config.demo.meetings import MEETINGS
from phoihop.core.periods import Calendar, Kind, Period
from phoihop.documents import actions as documents
from phoihop.documents.models import Document, Source
from phoihop.figures import actions as figures
from phoihop.figures.rules.values import Comparator, Coverage, Provenance, SourceKind, Standing, Value
from phoihop.organisations.models import Body
from phoihop.places.models import Place
from phoihop.programmes import actions as programmes
from phoihop.programmes.models import Programme


@transaction.atomic
def build(*, at: datetime) -> None:
    """Register citations, documents, programmes, conferences, awards and stated figures."""
    sources = {
        key: documents.cite(
            title=article.title, publisher=article.publisher, published_on=article.published_on, by=None, at=at
        )
        for key, article in ARTICLES.items()
    }
    papers = _documents(sources, at=at)
    agreed = _programmes(papers, at=at)
    _meetings(sources, agreed, at=at)
    _stated(sources, at=at)


def _documents(sources: dict[str, Source], *, at: datetime) -> dict[str, Document]:
    made = {}
    for one in INSTRUMENTS:
        made[one.key] = documents.register(
            kind=one.kind,
            number=one.number,
            title=one.title,
            issued_on=one.issued_on,
            period=one.period,
            issuers=one.issuers,
            by=None,
            at=at,
        )
        for article in one.articles:
            documents.mention(made[one.key], sources[article], [])
    return made


def _programmes(papers: dict[str, Document], *, at: datetime) -> dict[str, Programme]:
    made: dict[str, Programme] = {}
    for one in AGREEMENTS:
        made[one.document] = programmes.create(
            document=papers[one.document],
            name=one.name,
            short_name=one.short_name,
            place=Place.objects.get(key=one.place),
            years=one.years,
            parties=[Body.objects.get(key=key) for key in one.parties],
            signed_on=one.signed_on,
            contents=one.contents,
            bases=[papers[key] for key in one.bases],
            cascades_from=made.get(one.cascades_from or ""),
            predecessor=made.get(one.predecessor or ""),
            by=None,
            at=at,
        )
    return made


def _meetings(sources: dict[str, Source], agreed: dict[str, Programme], *, at: datetime) -> None:
    for one in MEETINGS:
        place = Place.objects.get(key=one.place)
        awards = [
            commendations.record_award(
                form=award.form,
                authorities=award.authorities,
                place=place,
                on=one.on.isoformat(),
                collectives=award.collectives,
                individuals=award.individuals,
                recipients=award.recipients,
                programme=agreed[one.programmes[0]],
                source=sources[one.article],
                by=None,
                at=at,
            )[0]
            for award in one.awards
        ]
        bodies = [Body.objects.get(key=key) for key in one.hosts]
        conferences.record_conference(
            kinds=one.kinds,
            day=one.on.isoformat(),
            title=one.title,
            place=place,
            venue=one.venue,
            mode=one.mode,
            hosts=list(zip(one.host_names, bodies, strict=True)),
            programmes=[agreed[key] for key in one.programmes],
            guests=[conferences.Guest(g.name, g.rank, g.positions, g.roles) for g in one.guests],
            conclusions=one.tasks,
            awards=awards,
            source=sources[one.article],
            by=None,
            at=at,
        )


def _stated(sources: dict[str, Source], *, at: datetime) -> None:
    for one in STATED:
        source = sources[one.article]
        figures.put(
            [
                Value(
                    indicator=one.indicator,
                    body=Body.objects.get(key=one.body).pk,
                    period=Period(Calendar.ADMINISTRATIVE, Kind.SPAN, *one.years),
                    value=one.value,
                    comparator=Comparator[one.comparator.upper()],
                    coverage=Coverage.AREA,
                )
            ],
            standing=Standing.ACCEPTED,
            source=Provenance(
                origin=f"documents.source:{source.pk}",
                label=f"{source.title}, {source.publisher}",
                address=reverse("documents:source", args=[source.pk]),
                kind=SourceKind.PAPER,
                paper=source.pk,
            ),
            by=None,
            at=at,
        )

"""What figures keep that the log must say too."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, cast

from django.db.models import QuerySet

from phoihop.audit import queries as audit
from phoihop.audit.rules import Witness
from phoihop.figures.models import Change, Edition, Figure, Offer, Overlap, Source, Target
from phoihop.figures.queries.editions import digest_of
from phoihop.figures.rules.sealing import FIGURE, SOURCE, seal

__all__ = ["SEALED", "seal_of", "seal_stated", "seals_of", "told_otherwise", "witnesses"]

_LINES = {
    "put": "figures.put",
    "accept": "figures.accepted",
    "withdraw": "figures.withdrawn",
    "choose": "figures.claim_chosen",
}
#: What is stated beside the figures, with the action of its line.
_STATED: dict[type[Offer | Overlap | Target], str] = {
    Offer: "figures.offered",
    Overlap: "figures.overlap_recorded",
    Target: "figures.target_set",
}
#: The actions whose lines of the log hold a seal (dấu kiểm).
SEALED = (*_LINES.values(), *_STATED.values(), "figures.frozen")
_AT_ONCE = 400


def seal_of(edition: Edition) -> str:
    """SHA-256 over what an edition says of itself (dấu kiểm): name, unit, change, map, period, reason, who and when."""
    said: tuple[int | str, ...] = (
        edition.name,
        edition.place_id,
        edition.change,
        edition.map_date.isoformat(),
        edition.map_version,
        edition.period_id,
        edition.reason,
        edition.made_by,
        round(edition.made_at.timestamp() * 1_000_000),
        edition.digest,
    )
    if edition.body is not None:
        said = (*said, edition.body, edition.system)
    if edition.adding is not None and edition.overlap is not None:
        said = (*said, "adding", edition.adding, "overlap", edition.overlap)
    if edition.units is not None:
        said = (*said, "units", edition.units.digest)
    return hashlib.sha256(repr(said).encode()).hexdigest()


def seal_stated(row: Offer | Overlap | Target) -> str:
    """SHA-256 over a target, an overlap or an offer (dấu kiểm) and the source that says it."""
    told = sorted((f.attname, _plain(getattr(row, f.attname))) for f in row._meta.concrete_fields if f.attname != "at")
    source = [_plain(getattr(row.source, name)) for name in SOURCE]
    return hashlib.sha256(repr((row._meta.label, told, source)).encode()).hexdigest()


def _plain(value: int | str | None) -> int | str | None:
    """A value as the database gives it back, also where it is a member of an enumeration."""
    return value if value is None else int(value) if isinstance(value, int) else str(value)


def seals_of(changes: Sequence[Change]) -> dict[int, str]:
    """The seal of each act by its number, from the rows that stand under it now; two queries."""
    numbers = [change.pk for change in changes]
    figures: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    sources: dict[int, set[int]] = defaultdict(set)
    at = FIGURE.index("source_id")
    for change, *row in Figure.objects.filter(change__in=numbers).values_list("change_id", *FIGURE):
        figures[change].append(tuple(row))
        sources[change].add(row[at])
    wanted = set().union(*sources.values()) if sources else set()
    rows = {row[0]: row for row in Source.objects.filter(pk__in=wanted).values_list(*SOURCE)}
    return {
        one.pk: seal(
            (one.pk, one.origin, one.name, one.body, one.reason),
            figures[one.pk],
            [rows[source] for source in sources[one.pk]],
        )
        for one in changes
    }


def witnesses() -> Iterator[Witness]:
    """Every act on figures, edition (số liệu chốt), target, overlap and offer, digested again, beside its line.

    Seals are compared where the line holds one: acts and editions of before have none. Acts are read 400 at a time.
    """
    last = 0
    while some := list(Change.objects.filter(pk__gt=last, act__in=_LINES).order_by("pk")[:_AT_ONCE]):
        last, seals = some[-1].pk, seals_of(some)
        for change in some:
            facts = {"seal": seals[change.pk]}
            yield Witness(f"act {change.pk} on figures", _LINES[change.act], f"figures.change:{change.pk}", facts)
    for one in Edition.objects.select_related("units").defer("units__packed").order_by("pk"):
        facts = {"name": one.name, "digest": digest_of(one.pk), "seal": seal_of(one)}
        yield Witness(f"edition {one.pk} ({one.name})", "figures.frozen", f"figures.edition:{one.pk}", facts)
    for model, action in _STATED.items():
        rows: QuerySet[Offer | Overlap | Target] = model._default_manager.select_related("source").order_by("pk")
        for row in rows.iterator(chunk_size=_AT_ONCE):
            subject = f"{model._meta.label_lower}:{row.pk}"
            said: dict[str, object] = {"value": row.value, "seal": seal_stated(row)}
            yield Witness(f"{model._meta.model_name} {row.pk}", action, subject, said, latest=True)


def told_otherwise() -> Iterator[str]:
    """A sentence for each act with another name or time than its line, and for targets that went without one.

    An act that is gone itself is named by its line. Lines of targets name the indicator, lines that take targets back
    how many of which: more gone than taken back is a fault.
    """
    for some in audit.told(tuple(_LINES.values())):
        lines = {int(subject.rpartition(":")[2]): found[0] for subject, found in some}
        for pk, *said in Change.objects.filter(pk__in=lines).order_by("pk").values_list("pk", "at", "name"):
            if said != [lines[pk].at, lines[pk].name]:
                yield f"act {pk} on figures: its line names another time or person"
    gone: dict[str, list[int]] = defaultdict(list)
    for some in audit.told(("figures.target_set",)):
        codes = {int(subject.rpartition(":")[2]): str(found[-1].facts["indicator"]) for subject, found in some}
        for pk in sorted(set(codes) - set(Target.objects.filter(pk__in=codes).values_list("pk", flat=True))):
            gone[codes[pk]].append(pk)
    back: Counter[str] = Counter()
    for some in audit.told(("figures.targets_taken_back",)):
        for subject, found in some:
            back[subject.rpartition(":")[2]] += sum(len(cast("list[int]", line.facts["places"])) for line in found)
    for code, targets in sorted(gone.items()):
        if len(targets) != back[code]:
            of = ", ".join(map(str, targets))
            yield f"targets of {code}: {len(targets)} are gone ({of}), the log takes back {back[code]}"

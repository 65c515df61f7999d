"""Reading the log."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby, islice
from typing import TypeVar

from django.apps import apps
from django.db import models

from phoihop.audit.models import Chain, Entry
from phoihop.audit.rules import Line, Witness, breaks, refuted
from phoihop.audit.sealing import FACT, seals

__all__ = ["compare", "in_parts", "kept", "of_subject", "otherwise", "told", "unsealed", "verify"]

T = TypeVar("T")
_FIELDS = ("chain", "number", "at", "action", "subject", "account", "body", "name", "facts", "previous", "digest")


def of_subject(subject: models.Model) -> models.QuerySet[Entry]:
    """The history of one record (lịch sử), newest first."""
    label = f"{subject._meta.label_lower}:{subject.pk}"
    return Entry.objects.filter(subject=label).order_by("-at", "-number")


def verify() -> Iterator[tuple[str, int, list[str]]]:
    """Check every chain (kiểm tra nhật ký): its key, its length, and what is wrong with it."""
    heads = {chain.key: chain for chain in Chain.objects.all()}
    orphans = set(Entry.objects.order_by().values_list("chain", flat=True).distinct()) - set(heads)
    for key in sorted(heads):
        rows = Entry.objects.filter(chain=key).order_by("number").values_list(*_FIELDS)
        lines = (Line(**dict(zip(_FIELDS, row, strict=True))) for row in rows.iterator(chunk_size=5000))
        yield key, heads[key].length, list(breaks(key, lines, length=heads[key].length, head=heads[key].head))
    for key in sorted(orphans):
        yield key, 0, [f"{key}: the chain's head was deleted"]


def compare(witnesses: Iterable[Witness]) -> Iterator[tuple[Witness, str | None]]:
    """Each witness with what is wrong between it and the log (đối chiếu); one query for every 500."""
    for some in in_parts(witnesses):
        lines: dict[tuple[str, str], list[tuple[str, Mapping[str, object]]]] = defaultdict(list)
        subjects = {witness.subject for witness in some}
        found = Entry.objects.filter(subject__in=subjects).order_by("at", "chain", "number")
        for action, subject, line, facts in found.values_list("action", "subject", "digest", "facts"):
            lines[action, subject].append((line, facts))
        for witness in some:
            yield witness, refuted(witness, lines[witness.action, witness.subject])


def told(actions: Collection[str], *, of: Collection[str] | None = None) -> Iterator[list[tuple[str, list[Line]]]]:
    """What the lines of some actions tell of each subject (nhật ký kể gì), oldest first; 500 subjects at a time.

    Of the subjects in ``of`` alone where they are given: found by their index, not by reading the whole log.
    """
    found = Entry.objects.filter(action__in=actions)
    if of is not None:
        found = found.filter(subject__in=of)
    rows = found.order_by("subject", "at", "pk").values_list(*_FIELDS)
    lines = (Line(**dict(zip(_FIELDS, row, strict=True))) for row in rows.iterator(chunk_size=2000))
    yield from in_parts((subject, list(some)) for subject, some in groupby(lines, key=lambda line: line.subject))


def kept(actions: Collection[str], *, taken_back: Collection[str] = ()) -> Iterator[tuple[str, str | None]]:
    """Each record that a line of some actions made, with a sentence where it is gone (bản ghi bị lấy đi).

    One query for every 500; the actions are such as write a record that nothing takes away again, unless a line of
    ``taken_back`` says that it was.
    """
    excused = set(Entry.objects.filter(action__in=taken_back).values_list("subject", flat=True))
    subjects = Entry.objects.filter(action__in=actions).order_by("subject").values_list("subject", flat=True).distinct()
    for some in in_parts(subjects.iterator(chunk_size=2000)):
        wanted: dict[str, list[str]] = defaultdict(list)
        for subject in some:
            label, _, number = subject.partition(":")
            wanted[label].append(number)
        for label, numbers in wanted.items():
            there = set(apps.get_model(label)._base_manager.filter(pk__in=numbers).values_list("pk", flat=True))
            for number in numbers:
                name = f"{label}:{number}"
                yield (
                    name,
                    None
                    if int(number) in there or name in excused
                    else f"{name}: its line is in the log, the record is gone",
                )


def otherwise() -> Iterator[tuple[str, str | None]]:
    """Each row that its model seals, with what is wrong between it and its last line (bản ghi khác nhật ký).

    Three queries for every 500 rows; lines of before hold no seal, and what only they tell of passes.
    """
    for model in (one for one in apps.get_models() if hasattr(one, "SEALED")):
        label = model._meta.label_lower
        for pks in in_parts(model._base_manager.order_by("pk").values_list("pk", flat=True).iterator(2000)):
            now = seals(model, pks)
            told: dict[str, str] = {}
            lines = Entry.objects.filter(subject__in=[f"{label}:{pk}" for pk in pks]).order_by("at", "pk")
            for subject, facts in lines.values_list("subject", "facts"):
                told[subject] = facts.get(FACT) or told.get(subject, "")
            for pk in pks:
                name = f"{label}:{pk}"
                wrong = None
                if name not in told:
                    wrong = f"{name}: no line of the log tells of it"
                elif told[name] and told[name] != now[pk]:
                    wrong = f"{name}: it does not say what its last line in the log says"
                yield name, wrong


def unsealed(actions: Collection[str]) -> int:
    """How many lines of some actions hold no seal (dòng không có dấu kiểm): their records are compared in part only."""
    return Entry.objects.filter(action__in=actions).exclude(facts__has_key="seal").count()


def in_parts(things: Iterable[T]) -> Iterator[list[T]]:
    """Things 500 at a time, as many as one query is asked about."""
    rest = iter(things)
    while some := list(islice(rest, 500)):
        yield some

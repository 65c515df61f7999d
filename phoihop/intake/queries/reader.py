"""Which reader reads papers now (bản đọc): a digest of all that a reading rests on."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django.db.models import Q, QuerySet

from phoihop import reading
from phoihop.core.actor import Actor
from phoihop.intake import rules
from phoihop.intake.models import Paper
from phoihop.jobs.rules import State as JobState

__all__ = ["reader", "unfinished"]

_KINDS = (".py", ".txt", ".csv", ".json")
#: Modules of this part that say what a fact becomes.
_OWN = ("actions/proposing.py", "actions/tying.py", "queries/heading.py", "queries/naming.py")


@cache
def reader() -> str:
    """The digest of the reader as it is installed (bản đọc hiện nay): its code, its words, what makes proposals."""
    library = Path(reading.__file__).parent
    files = [path for path in sorted(library.rglob("*")) if path.suffix in _KINDS]
    files += [Path(__file__).parents[1] / name for name in _OWN]
    told = hashlib.sha256()
    for path in files:
        told.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return told.hexdigest()[:16]


def unfinished(actor: Actor) -> QuerySet[Paper]:
    """The papers of the actor's body that still wait for a person and were read by another reader (chưa xong)."""
    states = [rules.State.READ, rules.State.CONFIRMED]
    pending = Q(state=rules.State.READ) | Q(proposals__decision=rules.Decision.PENDING)
    under_way = Q(again__state__in=[JobState.WAITING, JobState.RUNNING], again_at=None)
    mine = Paper.objects.filter(pending, body_id=actor.body_id, state__in=states)
    return mine.exclude(under_way).exclude(reader=reader()).distinct()

"""Files on their way in by pieces, and the quarantine where all that has not been looked through lies."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet, Sum

from phoihop.audit.actions import record
from phoihop.core.actor import Actor
from phoihop.core.refusal import Refused
from phoihop.documents.rules import kept_file_name
from phoihop.intake import rules
from phoihop.intake.models import Paper, Upload
from phoihop.jobs import rules as jobs

__all__ = ["add_piece", "drop_upload", "hold", "open_upload", "quarantine", "sweep"]

#: How long a file that was not sent to its end waits to be gone on with.
KEPT = timedelta(days=1)


@transaction.atomic
def open_upload(*, name: str, size: int, modified: int, by: Actor, at: datetime) -> Upload:
    """Begin to take in a file by pieces, or go on with the same one (bắt đầu gửi tệp); ``size`` in bytes.

    Raises ``Refused`` where the role, the size or the number of files on the way forbids it.
    """
    if refusal := rules.refusal_to_receive(actor=by, sizes=[size], limit=settings.MAX_UPLOAD):
        raise Refused(refusal)
    name = kept_file_name(name)
    mine = Upload.objects.filter(user_id=by.account_id)
    _drop(mine.filter(heard_of_at__lt=at - KEPT))
    if known := mine.filter(body_id=by.body_id, name=name[:200], size=size, modified=modified).first():
        if (quarantine() / known.held).is_file():
            return known
        known.delete()
    weighing = mine.aggregate(weighing=Sum("size", default=0))["weighing"]
    if refusal := rules.refusal_to_open(on_the_way=mine.count(), weighing=weighing, size=size):
        raise Refused(refusal)
    held = hold(())
    upload, new = Upload.objects.get_or_create(
        name=name[:200],
        size=size,
        modified=modified,
        body_id=by.body_id,
        user_id=by.account_id,
        defaults={"held": held, "started_at": at, "heard_of_at": at},
    )
    if not new:  # the same file was begun this moment in another window
        (quarantine() / held).unlink(missing_ok=True)
    return upload


@transaction.atomic
def add_piece(upload: Upload, *, offset: int, content: bytes, at: datetime) -> Upload:
    """Add the next piece of a file (nhận một phần); return the upload with what it has now.

    Sent again after a broken connection, a piece that is here already is refused with the place to go on from.
    """
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if refusal := rules.refusal_to_add_piece(
        offset=offset, length=len(content), received=upload.received, size=upload.size
    ):
        raise Refused(refusal)
    with (quarantine() / upload.held).open("r+b") as file:
        file.seek(offset)
        file.write(content)
        file.truncate()
        file.flush()
        os.fsync(file.fileno())
    upload.received, upload.heard_of_at = offset + len(content), at
    upload.save(update_fields=["received", "heard_of_at"])
    return upload


def drop_upload(upload: Upload) -> None:
    """Forget a file that was being sent, and its bytes (bỏ tệp gửi dở), unless it was handed in this moment."""
    _drop(Upload.objects.filter(pk=upload.pk))


def _drop(uploads: QuerySet[Upload]) -> int:
    """Drop uploads as they stand once they are locked: none that was gone on with or handed in meanwhile."""
    with transaction.atomic():
        gone = list(uploads.select_for_update())
        Upload.objects.filter(pk__in=[each.pk for each in gone]).delete()
    for each in gone:
        (quarantine() / each.held).unlink(missing_ok=True)
    return len(gone)


def sweep(*, at: datetime) -> int:
    """Clear the quarantine (dọn khu cách ly); return how many files went.

    What goes: papers whose batch was cancelled or given up, uploads that nobody went on with for a day, and files
    that no row names.
    """
    gone = _drop_waiting(at=at) + _drop(Upload.objects.filter(heard_of_at__lt=at - KEPT))
    named = {
        *Upload.objects.values_list("held", flat=True),
        *Paper.objects.exclude(held="").values_list("held", flat=True),
    }
    for path in quarantine().iterdir():
        if path.name not in named and path.stat().st_mtime < (at - KEPT).timestamp():
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _drop_waiting(*, at: datetime) -> int:
    """Let go of the papers that a cancelled or given-up batch did not come to."""
    ended = [str(jobs.State.CANCELLED), str(jobs.State.FAILED)]
    asked = Paper.objects.filter(state=rules.State.WAITING, job__state__in=ended)
    if not asked.exists():
        return 0
    with transaction.atomic():
        waiting = list(asked.select_for_update(of=("self",)))  # what a worker reads this moment is no longer among them
        Paper.objects.filter(pk__in=[paper.pk for paper in waiting]).update(
            state=rules.State.FAILED, held="", reason="cancelled", read_at=at
        )
        for paper in waiting:
            record("paper.dropped", paper, by=None, at=at)
    for paper in waiting:
        (quarantine() / paper.held).unlink(missing_ok=True)
    return len(waiting)


def hold(chunks: Iterable[bytes]) -> str:
    """Write bytes into quarantine and on to the disk; return the name that they lie under."""
    name = uuid.uuid4().hex
    with (quarantine() / name).open("xb") as new:
        for chunk in chunks:
            new.write(chunk)
        new.flush()
        os.fsync(new.fileno())
    return name


def quarantine() -> Path:
    """The folder of what has not been looked through (khu cách ly); nobody but the server opens it."""
    folder = Path(settings.VAR) / "quarantine"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder

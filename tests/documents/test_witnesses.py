"""The text read from a paper may not change after it was kept."""

import pytest
from django.db import transaction

from phoihop.audit.actions import record
from phoihop.audit.queries import compare
from phoihop.documents import queries
from phoihop.documents.models import Source
from tests.audit.test_chain import NOON

pytestmark = pytest.mark.django_db
#: The SHA-256 of "abc".
FILE = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def wrong():
    return [said for _, said in compare(queries.witnesses())]


def test_a_paper_whose_text_or_file_digest_changed_is_named():
    paper = Source.objects.create(
        kind="file", title="Báo cáo", text="abc", file="x", added_by="Thử", added_at=NOON, sha256="1" * 64
    )
    with transaction.atomic():
        record("source.kept", paper, by=None, at=NOON, sha256="1" * 64, seal=FILE)
    assert wrong() == [None]

    Source.objects.update(text="abd")
    assert wrong() == [f"paper {paper.pk}: it does not say what its line in the log says"]

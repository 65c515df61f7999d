"""The officer of Hà Tĩnh's police who takes papers in, with a folder of data of her own."""

from datetime import UTC, datetime

import pytest

from phoihop.core.actor import Actor, Level, Role, System
from phoihop.indicators.actions import load_catalogue
from phoihop.organisations.models import Body

NOON = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)


@pytest.fixture
def officer(bodies: None, settings, tmp_path) -> Actor:
    """A compiler and approver; not an account that can sign in."""
    settings.VAR = tmp_path
    load_catalogue(by=None, at=NOON)
    body = Body.objects.get(key="cong_an@tinh:42")
    roles = frozenset({Role.COMPILER, Role.APPROVAL})
    return Actor(1, "Nguyễn Thị Mẫu", body.pk, body.place_id, System.POLICE, Level.PROVINCE, roles, "42")

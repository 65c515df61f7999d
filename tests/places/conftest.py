"""The units of both maps, loaded once for the tests of this folder."""

import pytest
from django.utils import timezone

from phoihop.places import actions


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        actions.load_units(by=None, at=timezone.now())


@pytest.fixture
def _units(db):
    """Marks that a test reads the loaded units."""

"""What every test shares: where the project and, if it stands beside it, the shared folder are."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import settings
from pytest_django.plugin import DjangoDbBlocker

from tests.browser import chromium, page, sign_in  # noqa: F401

ROOT = Path(__file__).resolve().parent.parent
# A busy machine is no fault of a property, and a run of everything tries the same cases each time.
settings.register_profile("run", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("run")
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of articles and domain tables beside the checkout; tests that need it are skipped without it."""
    if not SHARED.is_dir():
        pytest.skip("the shared folder does not stand beside this checkout")
    return SHARED


def pytest_configure() -> None:
    """Pages are tested without collecting static files first."""
    from django.conf import settings

    settings.STATIC_ROOT.mkdir(exist_ok=True)
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"


@contextmanager
def _undone(blocker: DjangoDbBlocker) -> Iterator[None]:
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def units(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Every administrative unit of both maps, for the tests of one module; use with the mark ``django_db``."""
    from phoihop.places.actions import load_units

    with _undone(django_db_blocker):
        load_units(by=None, at=timezone.now())
        connection.check_constraints()
        yield


@pytest.fixture(scope="module")
def bodies(units: None) -> None:
    """Every body of every system at every unit, for the tests of one module; some ten seconds."""
    from phoihop.organisations.actions import load_bodies

    load_bodies(by=None, at=timezone.now())
    connection.check_constraints()


@pytest.fixture
def signed_in_as(client: Client, db: None) -> Callable[..., Client]:
    """Sign the client in for a body with roles, all where none are named: ``signed_in_as(body, Role.ENTRY)``."""
    from phoihop.accounts import actions
    from phoihop.core.actor import Role
    from phoihop.organisations.models import Body

    def signing(body: Body, *roles: Role) -> Client:
        now = timezone.now()
        made = actions.make_account(
            username=f"can.bo.{body.pk}", name="Phạm Quốc Việt", password="bốn con trâu gặm cỏ", by=None, at=now
        )
        for role in roles or tuple(Role):
            actions.assign(made.user, body=body, role=role, valid_from=date(2025, 1, 1), valid_to=None, by=None, at=now)
        client.force_login(made.user)
        return client

    return signing


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests keep SQLite in a file: in memory, a page and a test at once meet "table is locked"."""
    from django.conf import settings
    from django.db import connection

    if connection.vendor == "sqlite" and any(item.get_closest_marker("browser") for item in items):
        connection.settings_dict["TEST"]["NAME"] = str(settings.VAR / f"test-{os.getpid()}.sqlite3")

"""What every test shares: where the project and, if it stands beside it, the shared folder are."""

from pathlib import Path

import pytest

from tests.browser import chromium, page, sign_in  # noqa: F401

ROOT = Path(__file__).resolve().parent.parent
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

"""The shell's own little site: tests/web/pages.py, with everyone signed in as one compiler."""

from collections.abc import Iterator

import pytest
from django.conf import settings as django_settings
from django.test import override_settings
from pytest_django.live_server_helper import LiveServer

from tests.web import pages


def acting(middleware: list[str]) -> list[str]:
    """The product's middleware, with one compiler signed in instead of the accounts' own."""
    return [
        *(name for name in middleware if not name.startswith("phoihop.accounts.")),
        "tests.web.pages.ActingMiddleware",
    ]


@pytest.fixture(scope="session")
def shell_server() -> Iterator[LiveServer]:
    """A server of the shell's pages; it reads its middleware once, when it starts."""
    with override_settings(MIDDLEWARE=acting(django_settings.MIDDLEWARE)):
        server = LiveServer("localhost")
    yield server
    server.stop()


@pytest.fixture
def shell_site(settings):
    """Serve the pages of tests/web/pages.py instead of the product's."""
    settings.ROOT_URLCONF = "tests.web.pages"
    settings.SAMPLE_DATA = True
    settings.MIDDLEWARE = acting(settings.MIDDLEWARE)
    options = settings.TEMPLATES[0]["OPTIONS"]
    ours = [
        *(name for name in options["context_processors"] if not name.startswith(("phoihop.home", "phoihop.accounts"))),
        "tests.web.pages.shell",
    ]
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "OPTIONS": {**options, "context_processors": ours}}]
    pages.SAVED.clear()
    pages.ANSWERS.clear()

"""The shell's own little site: tests/web/pages.py, with everyone signed in as one compiler."""

import pytest

from tests.web import pages


@pytest.fixture
def shell_site(settings):
    """Serve the pages of tests/web/pages.py instead of the product's."""
    settings.ROOT_URLCONF = "tests.web.pages"
    settings.SAMPLE_DATA = True
    settings.MIDDLEWARE = [
        *(name for name in settings.MIDDLEWARE if not name.startswith("phoihop.accounts.")),
        "tests.web.pages.ActingMiddleware",
    ]
    options = settings.TEMPLATES[0]["OPTIONS"]
    ours = [
        *(name for name in options["context_processors"] if not name.startswith(("phoihop.home", "phoihop.accounts"))),
        "tests.web.pages.shell",
    ]
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "OPTIONS": {**options, "context_processors": ours}}]
    pages.SAVED.clear()
    pages.ANSWERS.clear()

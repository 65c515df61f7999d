"""What is kept is the same whatever language the screen has; what is shown is not."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.test import Client
from django.utils import translation

from phoihop.figures.models import Edition
from phoihop.reviews import letters
from phoihop.reviews.models import Review
from tests.world import PASSWORD, a_world

pytestmark = pytest.mark.django_db
MARK = "⟦"


@contextmanager
def in_a_language_of_marks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """English, of which the catalogue is the source text in brackets: what has been translated shows."""

    def marked(text: str) -> str:
        return f"{MARK}{text}⟧" if translation.get_language() == "en" else text

    with monkeypatch.context() as patch, translation.override("en"):
        patch.setattr(translation._trans, "gettext", marked)
        patch.setattr(translation._trans, "ngettext", lambda one, many, n: marked(one if n == 1 else many))
        yield


@pytest.fixture(autouse=True)
def a_folder_of_its_own(settings, tmp_path):
    settings.VAR = tmp_path


def marks_kept() -> list[str]:
    return [
        f"{model._meta.label}.{column}: {value}"
        for model in apps.get_models()
        for row in model._default_manager.values()
        for column, value in row.items()
        if MARK in str(value)
    ]


def test_what_is_kept_does_not_change_with_the_language(monkeypatch):
    with in_a_language_of_marks(monkeypatch):
        a_world()
        kind = str(Review.objects.get())

    assert kind.startswith(MARK)
    assert marks_kept() == []
    assert Edition.objects.get().name.startswith("Tổng kết 2022-2026, ")


def test_a_paper_is_vietnamese_and_its_page_is_not(monkeypatch):
    world = a_world()
    review = Review.objects.get()
    vietnamese = letters.paper(review)
    client = Client()

    with in_a_language_of_marks(monkeypatch):
        paper = letters.paper(review)
        client.post("/dang-nhap/", {"username": "giavien", "password": PASSWORD})
        page = client.get(world.fill("/bao-cao/<int:report_id>/")).content.decode()

    assert paper == vietnamese
    assert f"{MARK}Báo cáo, số liệu⟧" in page

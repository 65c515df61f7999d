"""The database, SQLite or PostgreSQL, sorts names as Python does."""

import pytest
from django.db.models.functions import Collate

from phoihop.accounts.models import User
from phoihop.core.alphabet import COLLATION
from tests.core.test_alphabet import IN_ORDER, NAMES


@pytest.mark.django_db
def test_the_database_sorts_as_python_does():
    User.objects.bulk_create(User(username=f"u{number}", name=name) for number, name in enumerate(NAMES))
    assert list(User.objects.order_by(Collate("name", COLLATION)).values_list("name", flat=True)) == IN_ORDER

"""What the models promise, the database holds."""

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.db import IntegrityError, connection, transaction

from phoihop.figures.models import PeriodTotal

OURS = [model for model in apps.get_models() if model.__module__.startswith("phoihop.")]


@pytest.mark.django_db
def test_every_constraint_of_every_model_stands_in_the_database():
    missing = []
    with connection.cursor() as cursor:
        for model in OURS:
            standing = connection.introspection.get_constraints(cursor, model._meta.db_table)
            missing += [c.name for c in model._meta.constraints if c.name not in standing]

    assert missing == []


@pytest.mark.django_db
def test_no_check_of_the_models_says_that_a_constraint_will_not_be_made():
    said = [warning.id for warning in run_checks(databases=["default"]) if (warning.id or "").startswith("models.")]

    assert said == []


@pytest.mark.django_db
def test_two_totals_without_a_breakdown_are_one_too_many():
    key = {"province": 1, "period": 1, "indicator": 1, "system": 1, "breakdown": None, "coverage": 1}
    PeriodTotal.objects.create(**key)

    with pytest.raises(IntegrityError), transaction.atomic():
        PeriodTotal.objects.create(**key)

    PeriodTotal.objects.create(**key | {"breakdown": 1})
    assert PeriodTotal.objects.count() == 2

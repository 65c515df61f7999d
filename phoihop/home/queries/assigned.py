"""What officers of an administrator's branch follow."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from phoihop.accounts import queries as accounts
from phoihop.accounts.models import Term, User
from phoihop.core.actor import Actor, Role
from phoihop.organisations.models import Body
from phoihop.programmes import queries as programmes
from phoihop.programmes.models import Assignment

__all__ = ["followed", "serving"]


def serving(user: User, actor: Actor, *, on: date) -> QuerySet[Body]:
    """The bodies of the administrator's branch for which an account works on content that day, named as ``shown``."""
    terms = Term.objects.filter(programmes.holding(on), user=user, body=OuterRef("pk")).exclude(role=Role.ADMIN)
    return accounts.named_bodies(actor, on=on).filter(Exists(terms))


def followed(user: User, actor: Actor, *, on: date) -> QuerySet[Assignment]:
    """What an account follows for the bodies of the administrator's branch, now and before (chương trình theo dõi)."""
    return programmes.assignments_of(user, body_ids=accounts.bodies_under(actor, on=on))

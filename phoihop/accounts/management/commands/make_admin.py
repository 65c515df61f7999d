"""Make the first administrator of a body and print the password that opens the account once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from phoihop.accounts import actions
from phoihop.core.actor import Role
from phoihop.organisations.models import Body


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("name", help="the officer's name as printed")
        parser.add_argument("--body", default="cong_an@VN", help="the body's key, such as cong_an@tinh:37")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.localtime()
        body = Body.objects.filter(key=options["body"]).first()
        if body is None:
            raise CommandError(f"no body {options['body']}; run phoihop prepare first")
        made = actions.make_account(username=options["username"], name=options["name"], by=None, at=now)
        actions.assign(made.user, body=body, role=Role.ADMIN, valid_from=now.date(), by=None, at=now)
        self.stdout.write(f"{made.user.username}: {made.password}")

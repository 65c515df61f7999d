"""Work off background jobs: rescue the lost ones, do what is queued, wait a moment, again."""

import signal
import threading
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from phoihop.jobs import actions


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is queued now and stop")

    def handle(self, *args: Any, **options: Any) -> None:
        stopped = threading.Event()
        while True:
            actions.rescue(at=timezone.now())
            call_command("db_worker", batch=True, reload=False, startup_delay=False, queue_name="*", verbosity=0)
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, lambda *_: stopped.set())
            if options["once"] or stopped.wait(1):
                return

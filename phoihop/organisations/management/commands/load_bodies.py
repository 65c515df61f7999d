from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from phoihop.organisations import actions


class Command(BaseCommand):
    help = "Make the bodies of each system at each unit, with names and successions; a second run changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = actions.load_bodies(by=None, at=timezone.now())
        for name, count in sorted(loaded.counts.items()):
            self.stdout.write(f"{name}: {count}")
        self.stdout.write(f"rows: {loaded.added} added, {loaded.changed} changed, {loaded.removed} removed")

import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from phoihop.places import actions, queries


class Command(BaseCommand):
    help = "Load the administrative units of both maps with their successions; a second run changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--against", type=Path, help="a CSV of the reform, a line a province, to compare with")

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = actions.load_units(by=None, at=timezone.now())
        now, before = ({k: loaded.counts[f"{when}_{k}"] for k in ("tinh", "huyen", "xa")} for when in ("now", "before"))
        self.stdout.write(f"today: {now['tinh']} provinces, {now['xa']} communes")
        self.stdout.write(
            f"until 30/6/2025: {before['tinh']} provinces, {before['huyen']} districts, {before['xa']} communes"
        )
        self.stdout.write(
            f"successions: {loaded.counts['successions_whole']} whole, {loaded.counts['successions_part']} in part; "
            f"{loaded.counts['continued_communes']} communes unchanged"
        )
        self.stdout.write(f"namesakes told apart: {loaded.counts['false_splits']} false heirs dropped")
        for note in loaded.notes:
            self.stdout.write(f"  {note}")
        self.stdout.write(f"rows: {loaded.added} added, {loaded.changed} changed, {loaded.removed} removed")
        self.stdout.write(f"data {loaded.digest[:12]}")
        if options["against"]:
            self._compare(options["against"])

    def _compare(self, path: Path) -> None:
        with path.open(encoding="utf-8") as file:
            seen, found = queries.differences(csv.DictReader(file), today=timezone.localdate())
        self.stdout.write(f"compared with {path.name}: {seen} provinces, {len(found)} differences")
        for one in found:
            self.stdout.write(f"  {one.code} {one.what}: loaded {one.loaded or '-'}, stated {one.stated or '-'}")
        if found:
            raise CommandError("the two sources differ")

"""Send each report from eight threads at once with one key, on a fresh database; print what came of it as JSON.

Run in a process of its own with DATABASE_URL naming an empty database: python -m tests.reports.parallel
"""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "phoihop.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, connections, transaction  # noqa: E402

from phoihop.audit import queries as audit  # noqa: E402
from phoihop.audit.models import Entry  # noqa: E402
from phoihop.core.actor import Level  # noqa: E402
from phoihop.core.refusal import Refused  # noqa: E402
from phoihop.figures.models import Figure  # noqa: E402
from phoihop.reports import actions  # noqa: E402
from phoihop.reports.models import Receipt, Report  # noqa: E402
from tests.reports.line import DECEMBER_9, a_body, a_line, a_place, an_actor  # noqa: E402

REPORTS, THREADS = 20, 8


def prepare() -> list[Report]:
    """Twenty filled reports of communes of one province."""
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        line = a_line()
        province = line.bodies["NB"].place
        filled = []
        for number in range(REPORTS):
            place = a_place(f"xa:{30000 + number}", Level.COMMUNE, f"Xã mẫu {number}", province)
            line.bodies[f"P{number}"] = a_body(place, f"Công an xã mẫu {number}")
            filled.append(line.fill(line.report(f"P{number}")))
    return filled


def send(report: Report, key: object, start: Barrier) -> str:
    """One thread's try: the receipt's number, or the code of the refusal."""
    try:
        start.wait()
        return actions.submit_report(report, key=key, by=an_actor(report.body), at=DECEMBER_9).number  # type: ignore[arg-type]
    except Refused as refused:
        return refused.refusal.code
    finally:
        connections.close_all()


def main() -> None:
    filled = prepare()
    one_key, two_keys = [], []
    with ThreadPoolExecutor(THREADS) as pool:
        for number, report in enumerate(filled):
            key, start = uuid4(), Barrier(THREADS)
            keys = [key if number < REPORTS // 2 or turn % 2 else uuid4() for turn in range(THREADS)]
            answers = list(pool.map(lambda key, report=report, start=start: send(report, key, start), keys))
            (one_key if number < REPORTS // 2 else two_keys).append(answers)
    told = {
        "vendor": connection.vendor,
        "one_key": [sorted(set(answers)) for answers in one_key],
        "two_keys": [sorted(set(answers)) for answers in two_keys],
        "receipts": Receipt.objects.count(),
        "figures": Figure.objects.count(),
        "lines": Entry.objects.filter(action="report.submitted").count(),
        "faults": [fault for _, _, faults in audit.verify() for fault in faults],
    }
    print(json.dumps(told))  # noqa: T201


if __name__ == "__main__":
    main()

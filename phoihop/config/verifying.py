"""``phoihop figures verify`` and ``phoihop audit verify``: recompute, compare, name each difference."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path

from django.db import DatabaseError, connection

from phoihop.audit import queries as audit_queries
from phoihop.audit.models import Entry

SHOWN = 50
#: What writes a record that nothing takes away again, under its own name in the log.
LASTING = (
    "account.made", "award.recorded", "body.added", "collection.closed", "conference.recorded", "document.registered",
    "figures.accepted", "figures.claim_chosen", "figures.frozen", "figures.offered", "figures.overlap_recorded",
    "figures.put", "figures.withdrawn", "form.published", "programme.registered",
    "report.let_in_late", "report.opened", "report.submitted", "review.begun", "source.cited", "source.kept",
    "term.given", "units.loaded", "window.opened",
)  # fmt: skip
#: What takes a record back again, told in a line of its own.
TAKEN_BACK = ("programme.withdrawn",)


def where_there_is_a_database(command: str, check: Callable[[], int]) -> int:
    """Run a check; 2 with one sentence where there is no database of ours to check."""
    wanted = connection.settings_dict
    named = str(wanted["NAME"])
    where = f"{wanted['HOST']}:{named}" if wanted["HOST"] else named
    try:
        # asked first: opening would make an empty file
        found = connection.vendor != "sqlite" or Path(named).is_file() or "memory" in named
        found = found and Entry._meta.db_table in connection.introspection.table_names()
    except DatabaseError:
        found = False
    if not found:
        told = f"{command}: there is no Phối Hợp database at {where}. "
        print(f"{told}Set DATABASE_URL or PHOIHOP_VAR, or build one with “phoihop prepare”.", file=sys.stderr)
        return 2
    return check()


def audit() -> int:
    """Check every chain of the log, what records say of it and it of them; 0 when all is whole, 1 otherwise."""
    from phoihop.accounts import queries as account_queries
    from phoihop.documents import queries as document_queries
    from phoihop.figures import queries as figure_queries
    from phoihop.places import queries as place_queries
    from phoihop.reports import queries as report_queries

    faults: list[str] = []
    lines = 0
    chains = 0
    for key, length, found in audit_queries.verify():
        chains += 1
        lines += length
        faults += found
        print(f"chain {key:<4} {length:>9} lines  {'whole' if not found else f'{len(found)} faults'}")
    counted = 0
    for _witness, wrong in audit_queries.compare(
        chain(report_queries.witnesses(), figure_queries.witnesses(), document_queries.witnesses())
    ):
        counted += 1
        faults += [wrong] if wrong else []
    faults += report_queries.changed_after_sending()
    faults += report_queries.counted_otherwise()
    lasting = 0
    for _subject, gone in audit_queries.kept(LASTING, taken_back=TAKEN_BACK):
        lasting += 1
        faults += [gone] if gone else []
    for _subject, wrong in audit_queries.otherwise():
        lasting += 1
        faults += [wrong] if wrong else []
    faults += chain(
        report_queries.told_otherwise(),
        figure_queries.told_otherwise(),
        account_queries.told_otherwise(),
        place_queries.told_otherwise(),
        place_queries.tables_told_otherwise(),
    )
    _say_unsealed((*figure_queries.SEALED, "source.kept"))
    checked = f"{lines} lines in {chains} chains, {counted} witnesses (acts, receipts, editions, papers)"
    return _verdict(faults, f"{checked}, {lasting} records that the log tells of")


def figures() -> int:
    """Recompute every kept total from the figures; 0 when all agree, 1 when any differs."""
    from phoihop.figures import queries

    checked = queries.verify()
    _say_unsealed(queries.SEALED)
    return _verdict(list(checked.differences), checked.summary)


def _say_unsealed(actions: Sequence[str]) -> None:
    """Lines of before hold no seal, so what they wrote is compared in part only: say how many there are."""
    print(f"lines of the log without a seal (không có dấu kiểm): {audit_queries.unsealed(actions)}")


def _verdict(faults: list[str], checked: str) -> int:
    for fault in faults[:SHOWN]:
        print(f"FAULT  {fault}")
    if len(faults) > SHOWN:
        print(f"FAULT  and {len(faults) - SHOWN} more")
    print(f"checked {checked}: {'all right' if not faults else f'{len(faults)} faults'}")
    return 1 if faults else 0

"""``phoihop figures verify`` and ``phoihop audit verify``: recompute, compare, name each difference."""

from __future__ import annotations

from phoihop.audit import queries as audit_queries

SHOWN = 50


def audit() -> int:
    """Check every chain of the log; 0 when all are whole, 1 when any is not."""
    faults: list[str] = []
    lines = 0
    chains = 0
    for key, length, found in audit_queries.verify():
        chains += 1
        lines += length
        faults += found
        print(f"chain {key:<4} {length:>9} lines  {'whole' if not found else f'{len(found)} faults'}")
    return _verdict(faults, f"{lines} lines in {chains} chains")


def figures() -> int:
    """Recompute every kept total from the figures; 0 when all agree, 1 when any differs."""
    from phoihop.figures import queries

    checked = queries.verify()
    return _verdict(list(checked.differences), checked.summary)


def _verdict(faults: list[str], checked: str) -> int:
    for fault in faults[:SHOWN]:
        print(f"FAULT  {fault}")
    if len(faults) > SHOWN:
        print(f"FAULT  and {len(faults) - SHOWN} more")
    print(f"checked {checked}: {'all right' if not faults else f'{len(faults)} faults'}")
    return 1 if faults else 0

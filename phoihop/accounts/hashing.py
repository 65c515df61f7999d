"""Password hashing lean enough for the hour of the deadline: Argon2id, 19 MiB, two passes, at most two at once."""

from __future__ import annotations

import fcntl
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from argon2 import Parameters, Type
from argon2.low_level import ARGON2_VERSION
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher

__all__ = ["AT_ONCE", "LeanArgon2Hasher", "a_slot"]

#: Hashes at once on one machine, whatever the number of its workers and threads.
AT_ONCE = 2


@contextmanager
def a_slot(folder: Path) -> Iterator[None]:
    """Hold one of the machine's hashing slots (a locked file each), waiting for it where all are taken."""
    with ExitStack() as stack:
        slots = [stack.enter_context((folder / f"hashing-{n}.lock").open("a")) for n in range(AT_ONCE)]
        if not any(_locked(slot) for slot in slots):
            fcntl.flock(slots[threading.get_ident() // 64 % AT_ONCE], fcntl.LOCK_EX)
        yield


def _locked(slot: IO[str]) -> bool:
    """Whether the slot was free and is ours now."""
    try:
        fcntl.flock(slot, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


class LeanArgon2Hasher(Argon2PasswordHasher):
    """OWASP's minimum for Argon2id (19 MiB, t=2, p=1); Django's default takes 100 MiB and half the machine."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1

    def params(self) -> Parameters:
        return Parameters(
            type=Type.ID,
            version=ARGON2_VERSION,
            salt_len=16,
            hash_len=32,
            time_cost=self.time_cost,
            memory_cost=self.memory_cost,
            parallelism=self.parallelism,
        )

    def encode(self, password: str, salt: str) -> str:
        with a_slot(settings.VAR):
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with a_slot(settings.VAR):
            return super().verify(password, encoded)

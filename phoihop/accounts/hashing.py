"""Password hashing lean enough for the hour of the deadline: Argon2id, 19 MiB, two passes, at most two at once."""

from __future__ import annotations

import threading

from argon2 import Parameters, Type
from argon2.low_level import ARGON2_VERSION
from django.contrib.auth.hashers import Argon2PasswordHasher

_AT_ONCE = threading.BoundedSemaphore(2)


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
        with _AT_ONCE:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with _AT_ONCE:
            return super().verify(password, encoded)

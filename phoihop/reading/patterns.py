"""Regular expressions that are compiled when first used: a paper meets few of the hundreds that the reader knows."""

from __future__ import annotations

import re
import sys
from typing import Any, AnyStr, cast

__all__ = ["regex"]


def regex(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    r"""A regular expression of the module ``re``, compiled at its first use.

    Raises ``re.error`` then, not here. Two threads that meet at the first use compile it twice and keep either.

    >>> number = regex(r"\d+")
    >>> number.sub("n", "12 buổi, 3 bài"), number.pattern
    ('n buổi, n bài', '\\d+')
    """
    return cast("re.Pattern[AnyStr]", _Regex(source, flags, sys._getframe(1).f_globals))


class _Regex:
    """Stands for an expression until it is compiled; then its name in its module is the compiled one's.

    Whoever holds it otherwise finds the methods on it, so later calls take no way round.
    """

    def __init__(self, source: str | bytes, flags: int, module: dict[str, Any]) -> None:
        self._source = source
        self._flags = flags
        self._module = module

    def __getattr__(self, name: str) -> object:
        if name.startswith("_"):
            raise AttributeError(name)
        compiled = re.compile(self._source, self._flags)
        for own in _METHODS:
            setattr(self, own, getattr(compiled, own))
        for named in [key for key, value in self._module.items() if value is self]:
            self._module[named] = compiled
        return getattr(compiled, name)


_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")

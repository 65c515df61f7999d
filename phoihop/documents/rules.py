"""When two printed mentions are one document, and what may be stored of a paper."""

from __future__ import annotations

import re

from phoihop.core.text import fold

__all__ = ["dates_agree", "number_key", "search_text"]

_SPACES = re.compile(r"\s+")


def number_key(number: str) -> str:
    """A document number in one spelling (số, ký hiệu): press variants such as ``22- Ctr/ĐUCA`` fall together.

    >>> number_key("09/CTr-BCA-MTTW") == number_key(" 09/Ctr-BCA- MTTW")
    True
    """
    return _SPACES.sub("", number).replace("–", "-").upper()


def dates_agree(one: str, other: str) -> bool:
    """Whether two dates, each as far as known, may be one day.

    >>> dates_agree("2013-08-01", "2013"), dates_agree("", "2016"), dates_agree("2013-08", "2013-09")
    (True, True, False)
    """
    return one.startswith(other) or other.startswith(one)


def search_text(number: str, title: str, kind: str) -> str:
    """The folded text that a document is searched by."""
    return fold(f"{kind} {number} {title}")[:700]

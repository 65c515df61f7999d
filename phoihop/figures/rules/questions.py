"""A question about figures as plain data: an address, a bound number and the API say it the same way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from phoihop.core.actor import System
from phoihop.core.periods import Period
from phoihop.figures.rules.printing import Form

__all__ = ["Question", "tokens"]

_TOKEN = re.compile(r"\[\[so:([^\[\]]+)\]\]")


@dataclass(frozen=True, slots=True)
class Question:
    """What one number answers (số gắn nguồn).

    ``unit`` is a place's key, ``system`` ``None`` for all parties, ``edition`` the id of an edition; ``line`` picks
    what the unit's own bodies did (``own``) or what cannot be allocated below it (``unallocated``).

    >>> asked = Question("TT01", "tinh:42", Period.from_code("hanh_chinh:nam:2026:1"), date(2026, 11, 21), System.FRONT)
    >>> asked.token
    '[[so:TT01|tinh:42|mttq|hanh_chinh:nam:2026:1|2026-11-21]]'
    >>> Question.of(asked.token[5:-2]) == asked
    True
    """

    indicator: str
    unit: str
    period: Period
    on: date
    system: System | None = None
    breakdown: str | None = None
    edition: int | None = None
    form: Form = Form.FULL
    accepted_only: bool = True
    line: str = "all"

    @property
    def params(self) -> dict[str, str]:
        """As parameters of an address."""
        given = {
            "chi-tieu": self.indicator,
            "don-vi": self.unit,
            "ky": self.period.code,
            "ban-do": self.on.isoformat(),
            "he-thong": self.system.value if self.system else "",
            "phan-to": self.breakdown or "",
            "ban-chot": str(self.edition or ""),
            "so-lieu": "" if self.accepted_only else "gui",
            "dong": "" if self.line == "all" else self.line,
        }
        return {name: value for name, value in given.items() if value}

    @property
    def query(self) -> str:
        return urlencode(self.params)

    @property
    def live_query(self) -> str:
        """The same of today's figures, for pages that an edition does not answer."""
        return replace(self, edition=None).query

    @classmethod
    def from_params(cls, params: Mapping[str, str]) -> Question:
        """The question of an address; raises ``ValueError`` for one that says nothing sensible."""
        if said := params.get("so"):
            return cls.of(said)
        try:
            return cls(
                indicator=params["chi-tieu"],
                unit=params["don-vi"],
                period=Period.from_code(params["ky"]),
                on=date.fromisoformat(params["ban-do"]),
                system=System(params["he-thong"]) if params.get("he-thong") else None,
                breakdown=params.get("phan-to") or None,
                edition=_edition(params.get("ban-chot", "")),
                accepted_only=params.get("so-lieu") != "gui",
                line=params.get("dong") or "all",
            )
        except KeyError as missing:
            raise ValueError(f"the question lacks {missing}") from missing

    @property
    def token(self) -> str:
        """As it stands in a text, bound."""
        parts = [self.indicator, self.unit, self.system.value if self.system else "", self.period.code]
        parts.append(self.on.isoformat())
        more = [str(self.edition or ""), self.breakdown or "", "" if self.form is Form.FULL else self.form.value]
        while more and not more[-1]:
            more.pop()
        if more:
            parts += ["ban", *more]
        return f"[[so:{'|'.join(parts)}]]"

    @classmethod
    def of(cls, text: str) -> Question:
        """The question of a token's inside; what other texts append after the map date is left out.

        Raises ``ValueError`` for anything else.
        """
        parts = text.split("|")
        if len(parts) < 5:
            raise ValueError(f"not a bound number: {text!r}")
        indicator, unit, system, period, on = parts[:5]
        asked = cls(
            indicator, unit, Period.from_code(period), date.fromisoformat(on), System(system) if system else None
        )
        if len(parts) > 6 and parts[5] == "ban":
            edition, breakdown, form = [*parts[6:], "", "", ""][:3]
            asked = replace(
                asked,
                edition=_edition(edition),
                breakdown=breakdown or None,
                form=Form(form) if form else Form.FULL,
            )
        return asked


def _edition(text: str) -> int | None:
    if not text:
        return None
    if len(text) > 9 or not (text.isascii() and text.isdigit()):
        raise ValueError(f"no edition {text[:20]}")
    return int(text)


def tokens(text: str) -> Iterator[tuple[int, int, Question]]:
    """The bound numbers of a text with their places; malformed ones raise ``ValueError``.

    >>> [(start, end) for start, end, _ in tokens("Có [[so:TT01|VN||hanh_chinh:nam:2026:1|2026-11-21]].")]
    [(3, 51)]
    """
    for match in _TOKEN.finditer(text):
        yield match.start(), match.end(), Question.of(match.group(1))

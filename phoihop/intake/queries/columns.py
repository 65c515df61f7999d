"""The figures of a paper by the tables and columns that they stand in, so that many are accepted at once (cả cột)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from phoihop.documents.models import Source
from phoihop.intake import rules
from phoihop.intake.models import Paper, Proposal
from phoihop.intake.queries.agreeing import Standing, judged, other

__all__ = ["Column", "Grid", "chosen_of", "column_of", "grids"]

_NO_HEAD = re.compile(r"[\s\d().,\[\]%+=/-]*|\(?[a-zA-ZđĐ]\)?|\W*")
_LONG = 70


@dataclass(slots=True)
class Column:
    """One column of a table, or all of it: the figures that wait, by whether they can be accepted together.

    ``plain`` nothing speaks against; ``doubtful`` ask for a look and are taken where a person ticks them; ``held``
    lack something or want a reason of their own, so that they are decided one by one.
    """

    key: str
    name: str
    plain: list[Proposal] = field(default_factory=list)
    doubtful: list[Proposal] = field(default_factory=list)
    held: list[Proposal] = field(default_factory=list)

    @property
    def waiting(self) -> int:
        """How many cells wait for a person."""
        return len(self.plain) + len(self.doubtful) + len(self.held)

    def add(self, proposal: Proposal, kind: str) -> None:
        """Put a figure among its kind."""
        {"plain": self.plain, "doubtful": self.doubtful, "held": self.held}[kind].append(proposal)


@dataclass(slots=True)
class Grid:
    """A table of a paper (bảng, trang tính): all of it, and its columns from left to right."""

    whole: Column
    columns: list[Column]

    @property
    def worth(self) -> bool:
        """Whether taking a column at once spares anything: two of its cells wait."""
        return any(column.waiting > 1 for column in self.columns)


def grids(paper: Paper, proposals: Iterable[Proposal], *, standing: Standing, beside: Collection[int]) -> list[Grid]:
    """The tables of a paper in which figures wait (bảng); ``standing`` and ``beside`` are numbers known else."""
    if paper.source is None:
        return []
    waiting = [p for p in proposals if p.type == "figure" and p.decision == rules.Decision.PENDING]
    places = _places(paper.source)
    found: dict[int, dict[int, Column]] = defaultdict(dict)
    whole: dict[int, Column] = {}
    for proposal in waiting:
        place = places.get(proposal.fact["evidence"][0][0])
        if place is None:
            continue
        table, at = place
        kind = _kind(proposal, standing, beside)
        if table not in whole:
            whole[table] = Column(str(table), _table_name(paper.source, table))
        if at not in found[table]:
            found[table][at] = Column(f"{table}.{at}", _head(paper.source, table, at))
        whole[table].add(proposal, kind)
        found[table][at].add(proposal, kind)
    return [Grid(whole[table], [columns[at] for at in sorted(columns)]) for table, columns in sorted(found.items())]


def chosen_of(grids_: Iterable[Grid], key: str) -> Column | None:
    """The column or table of a key such as ``0.3`` or ``0``; ``None`` where nothing of it waits."""
    return next((one for grid in grids_ for one in (grid.whole, *grid.columns) if one.key == key), None)


def column_of(paper: Paper, proposals: Iterable[Proposal]) -> dict[int, str]:
    """The key of the column that each figure stands in, by proposal; none for those of running text."""
    places = _places(paper.source) if paper.source else {}
    found = {}
    for proposal in proposals:
        if proposal.type == "figure" and (place := places.get(proposal.fact["evidence"][0][0])):
            found[proposal.pk] = f"{place[0]}.{place[1]}"
    return found


def _kind(proposal: Proposal, standing: Standing, beside: Collection[int]) -> str:
    facts = judged(proposal)
    if proposal.outside or proposal.fact.get("planned") or not facts["placed"]:
        return "held"
    doubted = rules.wants_look(**facts) or proposal.pk in beside or other(proposal, standing) is not None
    return "doubtful" if doubted else "plain"


def _tables(source: Source) -> Sequence[Sequence[Sequence[Sequence[int]]]]:
    told: Mapping[str, Any] = source.loaded
    return list(told.get("tables", ()))


def _places(source: Source) -> dict[int, tuple[int, int]]:
    """Table and column of each cell that holds something, by where its text begins."""
    return {
        cell[0]: (number, cell[2])
        for number, rows in enumerate(_tables(source))
        for row in rows
        for cell in row
        if cell[0] < cell[1]
    }


def _table_name(source: Source, table: int) -> str:
    cells = [cell for row in _tables(source)[table] for cell in row]
    sheets = {piece[0]: piece[3].get("sheet") for piece in source.loaded.get("pieces", ()) if "sheet" in piece[3]}
    sheet = next((sheets[cell[0]] for cell in cells if sheets.get(cell[0])), "")
    return _("Trang tính “{name}”").format(name=sheet) if sheet else _("Bảng {n}").format(n=table + 1)


def _head(source: Source, table: int, at: int) -> str:
    """What stands over the numbers of a column: the lowest line of words above its first number, else its place."""
    told: list[str] = []
    for row in _tables(source)[table]:
        for start, end, col, _rowspan, colspan in row:
            if not col <= at < col + colspan:
                continue
            said = " ".join(source.text[start:end].split())
            if any(sign.isdigit() for sign in said) and _NO_HEAD.fullmatch(said) and told:
                return _short(told[-1])
            if said and not _NO_HEAD.fullmatch(said):
                told.append(said)
    return _short(told[0]) if told else _("Cột {n}").format(n=at + 1)


def _short(said: str) -> str:
    return said if len(said) <= _LONG else f"{said[:_LONG].rpartition(' ')[0]}…"

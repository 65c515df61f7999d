"""What screening hands out."""

from __future__ import annotations

from dataclasses import dataclass

from phoihop.reading.values import Span, Where

__all__ = ["Mark", "PeopleList", "Screening"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A secrecy mark (dấu độ mật): ``level`` is MẬT, TỐI MẬT or TUYỆT MẬT; where it stands."""

    level: str
    span: Span
    at: Where


@dataclass(frozen=True, slots=True)
class PeopleList:
    """A list of private people (danh sách cá nhân): how many rows, and the lines that they take."""

    rows: int
    lines: tuple[Span, ...]
    at: Where


@dataclass(frozen=True, slots=True)
class Screening:
    """What was met: a secrecy mark, lists of people, and single contacts to mask (phones, identity numbers, births).

    ``narrowed`` are short lists of people whose cells are among the contacts: where nothing can be masked, as in a
    picture, they stand against keeping the file. ``hidden``: one of these, or five bare names, stand in what the file
    holds out of sight, where they can neither be cut nor masked.
    """

    secret: Mark | None = None
    people_lists: tuple[PeopleList, ...] = ()
    contacts: tuple[Span, ...] = ()
    hidden: bool = False
    narrowed: tuple[PeopleList, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether nothing stands against keeping the file as it is."""
        return self.secret is None and not self.people_lists and not self.hidden

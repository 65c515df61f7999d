"""Words into lines: spelled for the layout, in the faces of their style."""

from dataclasses import dataclass, replace

from phoihop.writing.measure import balanced
from phoihop.writing.paper import Number, Paper, Run, Runs, Text
from phoihop.writing.ready import Line, Piece
from phoihop.writing.regimes import Regime, Style
from phoihop.writing.spelling import tones

__all__ = ["PAGE", "Lines", "closed"]

PAGE = (210.0, 297.0)  # A4, millimetres


@dataclass(frozen=True, slots=True)
class Lines:
    """Sets the lines of one paper."""

    paper: Paper

    @property
    def regime(self) -> Regime:
        return self.paper.regime

    @property
    def room(self) -> float:
        """The width between the margins."""
        return PAGE[0] - self.regime.margin_left - self.regime.margin_right

    def spelled(self, text: str) -> str:
        """A text with the tone marks of the layout."""
        return tones(text, self.regime.tones)

    def line(self, text: str | Runs, style: Style, *, boxed: bool = False) -> Line:
        """One line; neighbours of one face become one piece."""
        runs = (text,) if isinstance(text, str) else text
        pieces: list[Piece] = []
        for piece in (self._piece(run, style) for run in runs):
            before = pieces[-1] if pieces else None
            if before and replace(before, text="") == replace(piece, text="") and piece.number is None:
                pieces[-1] = replace(before, text=before.text + piece.text)
            else:
                pieces.append(piece)
        return Line(tuple(pieces), style, boxed)

    def _piece(self, run: Run, style: Style) -> Piece:
        text = self.spelled(run if isinstance(run, str) else run.text)
        text = text.upper() if style.caps else text
        match run:
            case Number():
                return Piece(text, style.bold or run.bold, style.italic, style.underline, run)
            case Text():
                return Piece(text, style.bold or run.bold, style.italic != run.italic, style.underline)
        return Piece(text, style.bold, style.italic, style.underline)

    def broken(self, text: str, style: Style, room: float) -> list[Line]:
        """A text broken evenly into lines that fit; the gap above stands before the first only."""
        shown = self.spelled(text).upper() if style.caps else self.spelled(text)
        lines = balanced(shown, room, style.size, bold=style.bold)
        later = replace(style, before=0)
        return [self.line(line, style if i == 0 else later) for i, line in enumerate(lines)]


def closed(text: str, mark: str) -> str:
    """End a list item with its mark unless it carries one."""
    return text if text.endswith((".", ";", ",", ":")) else text + mark

"""The foot of a paper: signatures and recipients."""

from collections.abc import Iterator
from dataclasses import replace

from phoihop.writing.paper import Signature
from phoihop.writing.ready import Box, Grid, Line, Piece, Set
from phoihop.writing.setting.lines import Lines, closed

__all__ = ["foot"]


def foot(lines: Lines) -> Iterator[Set]:
    """One signature beside the recipients; several in two columns, the keeper of the number last on the right."""
    paper = lines.paper
    if not paper.signatures and not paper.recipients:
        return
    half = lines.room / 2
    gap = lines.line("", replace(lines.regime.recipient, name="Trước chữ ký", size=6, keep_next=True))
    yield gap
    if len(paper.signatures) <= 1:
        signed = tuple(_signature(lines, paper.signatures[0])) if paper.signatures else (gap,)
        left = tuple(_recipients(lines)) or (gap,)
        yield Grid((lines.room * 0.46, lines.room * 0.54), ((Box(left), Box(signed, 1)),), together=True)
        return
    keeper, others = paper.signatures[0], list(paper.signatures[1:])
    cells: list[Signature | None] = [*others, keeper] if len(others) % 2 else [*others, None, keeper]
    rows = tuple(
        tuple(
            Box(tuple(_signature(lines, cell, below=i > 0)) if cell else (gap,), at)
            for at, cell in enumerate(cells[i : i + 2])
        )
        for i in range(0, len(cells), 2)
    )
    yield Grid((half, half), rows, together=True)
    if paper.recipients:
        yield gap
        yield Grid((half, half), ((Box(tuple(_recipients(lines))), Box((gap,), 1)),), together=True)


def _signature(lines: Lines, who: Signature, *, below: bool = False) -> Iterator[Line]:
    style, words = lines.regime.authority, dict(lines.regime.authority_words)
    above = [who.body] if who.body else []
    above += [f"{words[act.how.value]} {act.whose}" for act in who.acting]
    above += [who.title] if who.title else []
    room = lines.room / 2 - 4
    if below:  # the second row of a grid
        above = ["", *above]
    for text in above:
        yield from lines.broken(text, style, room) if text else [lines.line("", style)]
    name = f"{who.rank} {who.name}".strip() if who.rank else who.name
    signer = replace(lines.regime.signer, before=lines.regime.signature_room / 25.4 * 72)
    yield Line((Piece(name, signer.bold),), signer)


def _recipients(lines: Lines) -> Iterator[Line]:
    names = lines.paper.recipients
    if not names:
        return
    yield lines.line("Nơi nhận:", lines.regime.recipients_word)
    for i, name in enumerate(names):
        style = replace(lines.regime.recipient, hanging=2.2, left_indent=2.2)
        if i == len(names) - 1:
            style = replace(style, name=f"{style.name} cuối", keep_next=False)
        yield lines.line(f"- {closed(name, '.' if i == len(names) - 1 else ';')}", style)

"""The head of the first page: issuers, motto, number, place and date, title, addressees, bases."""

from collections.abc import Iterator
from dataclasses import replace

from phoihop.writing.measure import width
from phoihop.writing.paper import plain
from phoihop.writing.ready import Box, Grid, Line, Rule, Set
from phoihop.writing.setting.lines import Lines, closed
from phoihop.writing.spelling import day_in_words

__all__ = ["called", "first_page"]


def first_page(lines: Lines) -> Iterator[Set]:
    """Everything above the body."""
    yield _head(lines)
    yield from _title(lines)
    if lines.paper.decided_by:
        yield lines.line(lines.paper.decided_by, lines.regime.decided_by)
    yield from _bases(lines)


def _head(lines: Lines) -> Grid:
    regime, paper = lines.regime, lines.paper
    left = round(lines.room * regime.left_share, 1)
    right = lines.room - left
    rows = [
        (Box(tuple(_issuers(lines, left - 2))), Box(tuple(_motto(lines)), 1)),
        (
            Box((lines.line(_number(lines), replace(regime.number, before=6)),)),
            Box((lines.line(_place(lines), replace(regime.place_date, before=6)),), 1),
        ),
    ]
    below: list[Line] = []
    if not paper.kind:
        about = regime.letter_subject_form.format(paper.subject)
        below += lines.broken(about, regime.letter_subject, left - 4)
    if paper.draft:
        below.append(lines.line(paper.draft, regime.mark, boxed=True))
    if below:
        rows.append((Box(tuple(below)), Box((lines.line("", regime.place_date),), 1)))
    return Grid((left, right), tuple(rows))


def _issuers(lines: Lines, room: float) -> Iterator[Line | Rule]:
    last = ""
    for issuer in lines.paper.header.issuers:
        if issuer.superior:
            yield from lines.broken(issuer.superior, lines.regime.superior, room)
        shown = lines.broken(issuer.name, lines.regime.issuer, room)
        last = shown[-1].pieces[0].text
        yield from shown
    if lines.regime.issuer_mark == "rule":
        style = lines.regime.issuer
        yield Rule(round(0.45 * width(last, style.size, bold=style.bold), 1))
    else:
        yield lines.line(lines.regime.issuer_mark, replace(lines.regime.issuer, bold=False))


def _motto(lines: Lines) -> Iterator[Line | Rule]:
    for text, style in lines.regime.motto:
        yield lines.line(text, style)
    text, style = lines.regime.motto[-1]
    yield Rule(round(width(lines.spelled(text), style.size, bold=style.bold), 1))


def _number(lines: Lines) -> str:
    symbol = lines.paper.symbol
    bodies = "-".join(symbol.bodies)
    return lines.regime.number_form.format(
        number="\u00a0" * 7 if symbol.number is None else f"{symbol.number:02d}",
        symbol="-".join(filter(None, (symbol.kind, bodies))),
        kind=symbol.kind or "CV",
        bodies=bodies,
    )


def _place(lines: Lines) -> str:
    place = lines.paper.place_and_date
    if place.day is None:
        gap = "\u00a0" * 5
        return f"{place.place}, ngày{gap}tháng{gap}năm{gap}"
    return f"{place.place}, {day_in_words(place.day, day_open=place.day_open)}"


def _title(lines: Lines) -> Iterator[Set]:
    regime, paper = lines.regime, lines.paper
    if paper.kind:
        yield lines.line(paper.kind, regime.kind)
        shown = lines.broken(paper.subject, regime.subject, lines.room * 0.86)
        yield from shown
        if regime.subject_mark == "rule":
            longest = max(width(line.pieces[0].text, regime.subject.size, bold=True) for line in shown)
            yield Rule(round(min(0.4 * longest, 50), 1), after=12)
        else:
            yield lines.line(regime.subject_mark, replace(regime.subject, after=12))
    yield from _addressees(lines)


def _addressees(lines: Lines) -> Iterator[Line]:
    to, style = lines.paper.addressees, lines.regime.addressee
    petition = lines.paper.symbol.kind == "TTr"
    word = lines.regime.petition_word if petition else lines.regime.addressee_word
    if len(to) == 1:
        centred = replace(style, name=f"{style.name} một nơi", align="centre")
        yield lines.line(f"{word} {closed(to[0], '.')}", centred)
    elif to:
        left = round(lines.room * 0.22, 1)
        yield lines.line(word, replace(style, left_indent=left, after=0, keep_next=True))
        for i, name in enumerate(to):
            last = i == len(to) - 1
            item = replace(
                style,
                name=f"{style.name} từng nơi",
                left_indent=left + 14,
                before=0,
                hanging=3.5,
                after=style.after if last else 0,
                keep_next=not last,
            )
            yield lines.line(f"- {closed(name, '.' if last else ';')}", item)


def _bases(lines: Lines) -> Iterator[Line]:
    for i, runs in enumerate(lines.paper.bases):
        end = lines.regime.basis_end if i == len(lines.paper.bases) - 1 else ";"
        before, _, after = lines.regime.basis_form.partition("{}")
        closed = runs if plain(runs).endswith((";", ".", ",")) else (*runs, end)
        yield lines.line(tuple(filter(None, (before, *closed, after))), lines.regime.basis)


def called(lines: Lines) -> str:
    """How an annex names the paper it belongs to."""
    kind = lines.paper.kind.capitalize() or "Công văn"
    words = _number(lines).replace("Số:", "số").replace("Số", "số")
    place = lines.paper.place_and_date
    gap = "\u00a0" * 5
    day = day_in_words(place.day, day_open=place.day_open) if place.day else f"ngày{gap}tháng{gap}năm{gap}"
    bodies = " và ".join(issuer.name.replace("\n", " ") for issuer in lines.paper.header.issuers)
    return f"{kind} {words} {day} của {bodies}"

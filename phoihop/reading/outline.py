"""A report's outline (đề cương): parts, sections, points, and what kind of content each holds.

Reports of a programme follow one plan: tình hình, kết quả, đánh giá (ưu điểm, tồn tại, nguyên nhân, bài học), phương
hướng, kiến nghị. Reviews gather the sections of a kind from many reports, so the kind is told even where a writer
numbers or words them in a way of his own; a part without telling words has the kind of the part that it is in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from phoihop.reading.normalise import fold
from phoihop.reading.patterns import regex
from phoihop.reading.values import Loaded, Piece, Section, Span

__all__ = ["body_of", "gather", "outline"]

_KINDS: Final = (
    ("appendix", regex(r"^phụ lục")),
    ("proposals", regex(r"kiến nghị|đề xuất(?! khen)")),
    ("lessons", regex(r"bài học|kinh nghiệm")),
    (
        "limitations",
        regex(r"tồn tại|hạn chế|vướng mắc|bất cập|thiếu sót|yếu kém|khuyết điểm|^(?:những )?khó khăn"),
    ),
    ("causes", regex(r"nguyên nhân")),
    ("situation", regex(r"đặc điểm|tình hình|bối cảnh|khái quát|thuận lợi")),
    ("directions", regex(r"phương hướng|(?<!thực hiện )nhiệm vụ|giải pháp|trọng tâm|định hướng|mục tiêu")),
    ("results", regex(r"kết quả|ưu điểm|làm được|thành tích|mặt mạnh|đạt được")),
    ("commendation", regex(r"khen thưởng|thi đua")),
    ("assessment", regex(r"đánh giá|nhận xét")),
)
# Within results, a heading of these words is still a result: it names work, not a plan.
_WITHIN_RESULTS: Final = frozenset(("directions", "situation", "proposals", "commendation"))
_MARKS: Final = (
    (1, regex(
        r"(?:phần(?: thứ)?\s+(?:[ivx]+|[a-hđ]|\d|nhất|hai|ba|bốn|tư|năm|một)|phụ lục(?:\s+(?:[ivx]+|\d+|số \d+))?)\b"
        r"[.:\-–\s]*"
    )),
    (2, regex(r"[a-hđ]\s?[.\-–/]\s*(?=[^\s\d])")),
    (3, regex(r"[ivx]{1,6}\s?[.\-–/)]\s*(?=\S)")),
    (4, regex(r"(?:mục\s+)?\d{1,2}\s?[.\-–)/](?!\d)\s*(?=\S)")),
    (5, regex(r"\d{1,2}\.\d{1,2}\.?(?!\d)\s*(?=\S)")),
    (6, regex(r"\d{1,2}\.\d{1,2}\.\d{1,2}\.?\s*(?=\S)")),
    (7, regex(r"[a-zđ]\s?[)]\s*(?=\S)")),
    (8, regex(r"[-–+*•]\s*(?=\S)")),
)  # fmt: skip
_CAPITAL_MARKS: Final = (2, 3)
_LONGEST_MARK: Final = 100
_LONGEST_TITLE: Final = 170
_LONGEST_RUN_IN: Final = 110
_END: Final = regex(r"\s*(?:nơi nhận|(?:tm|kt|tl|tuq|t/m|k/t|t/l)\s?\.?\s+[^\W\d_])")
_SKIPPED: Final = frozenset(("cell", "header", "footer", "footnote"))


@dataclass(slots=True)
class _Heading:
    start: int
    body: int
    title: str
    rank: int
    kind: str | None


def outline(source: Loaded | str, pieces: Sequence[Piece] = ()) -> tuple[Section, ...]:
    """The sections of a report in reading order, each up to the next of its own or a higher level.

    ``level`` counts from 1; ``kind`` is situation, results, assessment, limitations, causes, lessons, directions,
    proposals, commendation, appendix or ``None``. The text ends at the signature, an appendix behind it apart.

    >>> text = "I. KẾT QUẢ\\n1. Tuyên truyền\\nĐã tổ chức 12 buổi.\\nII. TỒN TẠI, HẠN CHẾ\\nCòn chậm."
    >>> [(s.level, s.kind, s.title) for s in outline(text)]
    [(1, 'results', 'KẾT QUẢ'), (2, 'results', 'Tuyên truyền'), (1, 'limitations', 'TỒN TẠI, HẠN CHẾ')]
    """
    text, pieces = (source.text, source.pieces) if isinstance(source, Loaded) else (source, pieces)
    lines = _lines(text, pieces)
    opens = [(start, fold(line[:_LONGEST_MARK])) for start, line, _ in lines]
    end = next((start for start, line in opens if _END.match(line) and start > 0), len(text))
    appendix = next((start for start, line in opens if line.startswith("phụ lục") and start > end), None)
    headings = _headings(lines, end, appendix)
    return tuple(_nested(headings, end, appendix, len(text)))


def body_of(text: str, section: Section) -> Span:
    """What a section says behind its title, as a span; empty where it is a title alone."""
    at = text.find(section.title, section.start, section.end)
    start = at + len(section.title) if at >= 0 else section.start
    while start < section.end and text[start] in " .:;-–\n\t":
        start += 1
    end = section.end
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def gather(sections: Sequence[Section], *kinds: str) -> tuple[Section, ...]:
    """The sections of some kinds, without those that lie inside another of the same kind."""
    found: list[Section] = []
    for section in sections:
        if section.kind in kinds and not any(
            held.kind == section.kind and held.start <= section.start < held.end for held in found
        ):
            found.append(section)
    return tuple(found)


def _lines(text: str, pieces: Sequence[Piece]) -> list[tuple[int, str, str]]:
    """Lines that may open a section: start, text, kind of piece; a line of a PDF goes on until its paragraph ends."""
    skipped = sorted((piece.start, piece.end) for piece in pieces if piece.kind in _SKIPPED)
    heads = {piece.start for piece in pieces if piece.kind == "heading"}
    found: list[tuple[int, str, str]] = []
    at, place = 0, 0
    for line in text.split("\n"):
        start, at = at, at + len(line) + 1
        while place < len(skipped) and skipped[place][1] <= start:
            place += 1
        inside = place < len(skipped) and skipped[place][0] <= start < skipped[place][1]
        if line.strip() and not inside:
            lead = start + len(line) - len(line.lstrip())
            found.append((lead, line.strip(), "heading" if lead in heads else "paragraph"))
    return found


def _headings(lines: Sequence[tuple[int, str, str]], end: int, appendix: int | None) -> list[_Heading]:
    found: list[_Heading] = []
    waiting: _Heading | None = None
    for start, line, piece in lines:
        if end <= start and (appendix is None or start < appendix):
            continue
        if waiting and line.isupper() and len(line) < _LONGEST_TITLE and not _rank(line)[0]:
            # "PHẦN I" stands on a line of its own, its title below.
            waiting.title, waiting.body = line, start + len(line)
            waiting.kind = _kind(line)
            waiting = None
            continue
        waiting = None
        heading = _heading(start, line, piece)
        if heading:
            found.append(heading)
            if not heading.title:
                heading.title, waiting = line, heading
    return found


def _heading(start: int, line: str, piece: str) -> _Heading | None:
    rank, length = _rank(line)
    rest = line[length:].strip()
    if not rank:
        if piece == "heading" and len(line) < _LONGEST_TITLE:
            return _Heading(start, start + len(line), line.strip(" .:"), 3, _kind(line))
        return None
    if rank == 1 and not rest:
        return _Heading(start, start + len(line), "", rank, _kind(line))
    title = _title(rest, rank)
    if title is None:
        return None
    return _Heading(start, start + length + len(title), title.strip(" .:;-–"), rank, _kind(title if rank > 1 else line))


def _title(rest: str, rank: int) -> str | None:
    """What of a marked line is its title: the line, or what stands before a first colon or full stop."""
    whole = len(rest) < _LONGEST_TITLE and not rest.endswith((";", ",", "./."))
    if rank <= 3 and whole:
        return rest
    run_in = re.match(r"[^.:;]{3,110}?(?:\([^)]{1,60}\))?\s*[:.](?=\s|$)", rest)
    head = run_in[0] if run_in and len(run_in[0]) <= _LONGEST_RUN_IN else None
    if rank == 8:
        # A stroke opens a section only where it names one: "- Hạn chế: …".
        return (
            head
            if head and len(head) < 60 and _kind(head) in ("limitations", "causes", "lessons", "proposals")
            else None
        )
    if whole and not rest.endswith(".") and not _says_much(rest):
        return rest
    if head and (_kind(head) or head.endswith(":")) and not _says_much(head):
        return head
    named = _kind(rest) or fold(rest).startswith(("công tác", "về ", "kết quả", "tình hình"))
    return rest if whole and named and len(rest) < 60 and not _says_much(rest) else None


def _says_much(text: str) -> bool:
    """Whether a line tells what was done rather than naming a section: it holds a count."""
    return len(re.findall(r"(?<![\d/.-])\d[\d.]*\s+(?!tháng|năm|nội dung|nhiệm vụ|tiêu chí)[^\W\d_]", text)) > 0


def _rank(line: str) -> tuple[int, int]:
    folded = fold(line[:_LONGEST_MARK])
    for rank, pattern in _MARKS:
        found = pattern.match(folded)
        if found and (rank not in _CAPITAL_MARKS or line[0].isupper()):
            # "A." and "I." open sections; "D. Lê" or "v. v." do not: what follows is a capital.
            behind = line[found.end() : found.end() + 1]
            if rank in _CAPITAL_MARKS and not (behind.isupper() or behind.isdigit() or behind in '“"'):
                continue
            return rank, found.end()
    return 0, 0


def _kind(title: str) -> str | None:
    folded = fold(title)
    return next((kind for kind, pattern in _KINDS if pattern.search(folded)), None)


def _nested(headings: Sequence[_Heading], end: int, appendix: int | None, total: int) -> list[Section]:
    sections: list[Section] = []
    open_: list[tuple[int, int, str | None]] = []  # rank, place in sections, kind
    for heading in headings:
        while open_ and open_[-1][0] >= heading.rank:
            _, place, _ = open_.pop()
            sections[place] = replace(sections[place], end=heading.start)
        outer = open_[-1][2] if open_ else None
        kind = heading.kind
        if kind is None or (outer == "results" and kind in _WITHIN_RESULTS):
            kind = outer if outer != "assessment" else kind
        stop = total if appendix is not None and heading.start >= appendix else end
        sections.append(Section(heading.start, stop, heading.title, len(open_) + 1, kind))
        open_.append((heading.rank, len(sections) - 1, kind))
    if appendix is not None:
        sections = [replace(each, end=min(each.end, end)) if each.start < end else each for each in sections]
    return sections

"""Enumerated contents, tasks and weaknesses (nội dung, nhiệm vụ, hạn chế), one a clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from phoihop.reading.finders.items.clauses import State, clauses
from phoihop.reading.finders.items.cues import CLOSING, IMPERATIVE, INLINE_HEAD, NUMBERING
from phoihop.reading.finders.items.sections import (
    ends_list,
    goes_on,
    heads,
    is_official,
    is_plan,
    is_speech,
    section_of,
    signs,
)
from phoihop.reading.finders.items.tasks import task_cue
from phoihop.reading.finders.items.told import listed, narrated
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context, Paragraph, Sentence
from phoihop.reading.values import Item

__all__ = ["find"]


def find(page: Context) -> Iterator[Item]:
    """Yield the contents of the instrument, the tasks asked for and the weaknesses stated, in reading order.

    >>> from phoihop.reading.segment import context
    >>> page = context("Phát biểu kết luận, ông Nam đề nghị hai ngành tiếp tục đổi mới; nhân rộng mô hình hay.")
    >>> [(i.role, i.text) for i in find(page)]
    [('direction', 'hai ngành tiếp tục đổi mới'), ('direction', 'nhân rộng mô hình hay')]
    """
    state = State(plan=is_plan(page), signing=signs(page), speech=is_speech(page))
    by_paragraph: dict[int, list[Sentence]] = {}
    for sentence in page.sentences:
        by_paragraph.setdefault(sentence.paragraph, []).append(sentence)
    official = is_official(page)
    for index, sentences in by_paragraph.items():
        part = _part_of(page, index, sentences, official, len(by_paragraph) > 3)
        if not any(step(part, state) for step in _STEPS):
            _told(part, state)
    return iter(_once(state.found))


@dataclass(frozen=True, slots=True)
class _Part:
    """A paragraph with what the steps ask of it; ``rest`` is what stands behind its numbering, from ``at``."""

    page: Context
    index: int
    paragraph: Paragraph
    sentences: list[Sentence]
    body: str
    rest: str
    at: int
    numbered: re.Match[str] | None
    official: bool
    long: bool

    @property
    def opens(self) -> bool:
        """Does it end with a colon?"""
        return self.body.rstrip().endswith(":")


def _part_of(page: Context, index: int, sentences: list[Sentence], official: bool, long: bool) -> _Part:
    paragraph = page.paragraphs[index]
    body = page.folded[paragraph.start : paragraph.end]
    numbered = NUMBERING.match(body)
    skip = numbered.end() if numbered else 0
    return _Part(page, index, paragraph, sentences, body, body[skip:], paragraph.start + skip, numbered, official, long)


def _closing(part: _Part, state: State) -> bool:
    """The foot of a paper: for whom, signed by whom."""
    if not part.official or len(part.body) >= 60 or not part.body.startswith(_FOOT) or not CLOSING.match(part.body):
        return False
    state.section = state.going = state.listing = None
    return True


def _heading(part: _Part, state: State) -> bool:
    if not heads(part.page, part.index, part.body, part.rest, bool(part.numbered), part.official):
        return False
    section = section_of(part.rest, state.plan)
    if section is None and part.numbered and goes_on(state.section, part.numbered.group(), part.rest):
        section = state.section
    state.section, state.going, state.listing = section, None, None
    return True


def _inline(part: _Part, state: State) -> bool:
    """``Hạn chế: …``: a heading in the line."""
    inline = INLINE_HEAD.match(part.rest)
    if inline and not (part.official or part.numbered or part.long or IMPERATIVE.match(part.rest, inline.end())):
        return False
    role = None
    if inline:
        role = "direction" if inline["task"] else section_of(inline["head"], state.plan)
    if inline is None or role not in ("limitation", "direction"):
        return False
    clauses(part.page, state, part.at + inline.end(), part.paragraph.end, role, 0.95)
    return True


def _line(part: _Part, state: State) -> bool:
    """A line of a list that a sentence with a colon opened."""
    page, body = part.page, part.body
    if state.listing and (part.official or part.numbered or not ends_list(page, part.paragraph.start, body)):
        text = page.text[part.paragraph.start : part.paragraph.end]
        asks = part.opens and task_cue(body, text) is not None
        if part.opens and len(body) < 120 and not asks:
            return True
        if not asks and (part.numbered or state.listing != "limitation"):
            listed(page, state, part.at, part.sentences)
            return True
    state.listing = None
    return False


def _in_section(part: _Part, state: State) -> bool:
    """A paragraph below a heading of tasks, weaknesses or contents."""
    section = state.section
    if section not in ("limitation", "direction", "content"):
        return False
    if not (part.official or part.numbered):
        closed = ends_list(part.page, part.paragraph.start, part.body) or part.body.startswith("nguyên nhân:")
        if section != "limitation" or closed:
            return False
    if not part.opens and (section == "limitation" or not _FRAME.match(part.rest)):
        clauses(part.page, state, part.at, part.paragraph.end, section, 0.95)
    return True


def _told(part: _Part, state: State) -> None:
    """Running text, sentence by sentence."""
    state.spoken = state.speech
    state.quoting = state.answering = False
    open_end = part.body.rstrip().endswith(";")
    if state.open_end and state.going and part.body[:1].isalpha():
        clauses(part.page, state, part.paragraph.start, part.paragraph.end, state.going, 0.85)
        state.open_end = open_end
        return
    for sentence in part.sentences:
        narrated(part.page, state, sentence, part.paragraph.kind)
    state.open_end = open_end and state.going is not None
    if state.going in ("direction", "content", "limitation") and part.opens:
        state.listing = state.going


_STEPS = (_closing, _heading, _inline, _line, _in_section)
_FOOT = ("nơi nhận", "tm", "kt", "tl", "k/t", "t/m")
_FRAME = regex(r"(?:cơ\s+quan\s+thường\s+trực|kinh\s+phí|thời\s+gian|địa\s+điểm|thành\s+phần|nguyên\s+nhân)")


def _once(found: list[Item]) -> list[Item]:
    """Items in reading order, a repeated one once."""
    seen: set[tuple[str, str]] = set()
    kept: list[Item] = []
    for item in sorted(found, key=lambda one: one.evidence[0]):
        key = (item.role, " ".join(item.text.lower().split()[-14:]))
        if key not in seen:
            seen.add(key)
            kept.append(item)
    return kept

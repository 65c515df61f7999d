"""Enumerated contents, tasks and weaknesses (nội dung, nhiệm vụ, hạn chế), one a clause."""

from __future__ import annotations

import re
from collections.abc import Iterator

from phoihop.reading.finders.items.clauses import State, clauses
from phoihop.reading.finders.items.cues import CLOSING, INLINE_HEAD, NUMBERING
from phoihop.reading.finders.items.sections import ends_list, goes_on, heads, is_official, is_plan, section_of, signs
from phoihop.reading.finders.items.tasks import task_cue
from phoihop.reading.finders.items.told import listed, narrated
from phoihop.reading.segment import Context, Sentence
from phoihop.reading.values import Item

__all__ = ["find"]


def find(page: Context) -> Iterator[Item]:
    """Yield the contents of the instrument, the tasks asked for and the weaknesses stated, in reading order.

    >>> from phoihop.reading.segment import context
    >>> page = context("Phát biểu kết luận, ông Nam đề nghị hai ngành tiếp tục đổi mới; nhân rộng mô hình hay.")
    >>> [(i.role, i.text) for i in find(page)]
    [('direction', 'hai ngành tiếp tục đổi mới'), ('direction', 'nhân rộng mô hình hay')]
    """
    state = State(plan=is_plan(page), signing=signs(page))
    by_paragraph: dict[int, list[Sentence]] = {}
    for sentence in page.sentences:
        by_paragraph.setdefault(sentence.paragraph, []).append(sentence)
    official = is_official(page)
    for index, sentences in by_paragraph.items():
        paragraph = page.paragraphs[index]
        body = page.folded[paragraph.start : paragraph.end]
        numbered = NUMBERING.match(body)
        rest = body[numbered.end() :] if numbered else body
        if (
            official
            and CLOSING.match(body)
            and len(body) < 60
            and body.startswith(("nơi nhận", "tm", "kt", "tl", "k/t", "t/m"))
        ):
            state.section = state.going = state.listing = None
            continue
        if heads(page, index, body, rest, bool(numbered), official):
            part = section_of(rest, state.plan)
            if part is None and numbered and goes_on(state.section, numbered.group(), rest):
                part = state.section
            state.section, state.going, state.listing = part, None, None
            continue
        if inline := INLINE_HEAD.match(rest) if (official or numbered or len(by_paragraph) > 3) else None:
            role = "direction" if inline["task"] else section_of(inline["head"], state.plan)
            if role in ("limitation", "direction"):
                at = paragraph.start + len(body) - len(rest) + inline.end()
                clauses(page, state, at, paragraph.end, role, 0.95)
                continue
        if state.listing and (official or numbered or not ends_list(page, paragraph.start, body)):
            asks = (
                body.rstrip().endswith(":") and task_cue(body, page.text[paragraph.start : paragraph.end]) is not None
            )
            if body.rstrip().endswith(":") and len(body) < 120 and not asks:
                continue
            if not asks and (numbered or state.listing != "limitation"):
                listed(page, state, paragraph.start + len(body) - len(rest), sentences)
                continue
        state.listing = None
        told_there = state.section == "limitation" and not (
            ends_list(page, paragraph.start, body) or body.startswith("nguyên nhân:")
        )
        if state.section in ("limitation", "direction", "content") and (official or numbered or told_there):
            if body.rstrip().endswith(":") or (
                state.section != "limitation"
                and re.match(
                    r"(?:cơ\s+quan\s+thường\s+trực|kinh\s+phí|thời\s+gian|địa\s+điểm|thành\s+phần|"
                    r"nguyên\s+nhân)",
                    rest,
                )
            ):
                continue
            clauses(page, state, paragraph.start + len(body) - len(rest), paragraph.end, state.section, 0.95)
            continue
        state.spoken = False
        if state.open_end and state.going and body[:1].isalpha():
            clauses(page, state, paragraph.start, paragraph.end, state.going, 0.85)
            state.open_end = body.rstrip().endswith(";")
            continue
        state.open_end = False
        for sentence in sentences:
            narrated(page, state, sentence, paragraph.kind)
        state.open_end = body.rstrip().endswith(";") and state.going is not None
        if state.going in ("direction", "content", "limitation") and body.rstrip().endswith(":"):
            state.listing = state.going
    return iter(_once(state.found))


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

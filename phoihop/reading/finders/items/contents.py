"""Contents of what is signed or issued, told in running text (nội dung ký kết)."""

from __future__ import annotations

from phoihop.reading.finders.items.cues import AGREED, CONTENTS, INSTRUMENT, MODAL
from phoihop.reading.finders.items.lines import PAST, Line, closed
from phoihop.reading.finders.items.tasks import from_subject
from phoihop.reading.patterns import regex

__all__ = ["JUDGED", "agreed", "asked_by_paper", "listed_contents", "pursuant"]

JUDGED = regex(r"(?<!\w)(?:đánh\s+giá|kết\s+quả|đã|thống\s+nhất\s+ký)(?!\w)")
_PAPER_ASKS = regex(
    r"(?:bản\s+)?(?:chỉ\s+thị|nghị\s+quyết|thông\s+tri|kế\s+hoạch|quy\s+chế|thỏa\s+thuận|"
    r"biên\s+bản\s+ghi\s+nhớ)(?:\s+[^\s,;:.]+){0,14}?\s+(?:cũng\s+)?(?:yêu\s+cầu|giao|nêu\s+rõ|quy\s+định|đề\s+ra|"
    r"chỉ\s+rõ)"
    r"(?!\w)[^:;.]{0,40}?(?::|(?=\s))\s*"
)
_PURSUANT = regex(r"theo\s+(?:đó|nội\s+dung|thỏa\s+thuận|quy\s+chế|chương\s+trình|kế\s+hoạch)[^,;:.]{0,80},\s+")
_ANY_PLAN = regex(r"theo\s+(?:kế\s+hoạch|chương\s+trình)\s*,?")
_PASSIVE = regex(r"(?<!\w)được(?!\w)")
_REPORTS = regex(r"(?<!\w)(?:đã|báo\s+cáo)(?!\w)")


def listed_contents(line: Line) -> bool:
    """``Chương trình gồm 3 nội dung: …; …``."""
    contracts = line.state.signing or line.state.plan or "phối hợp" in line.body
    contents = CONTENTS.search(f"{line.body} ") if contracts else None
    if contents is None or JUDGED.search(line.body[: max(contents.start() + 20, contents.end())]):
        return False
    return line.put(contents.end(), "content", 0.9)


def asked_by_paper(line: Line) -> bool:
    """``Chỉ thị yêu cầu …``, ``Nghị quyết giao …``."""
    asked = _PAPER_ASKS.match(line.opening, line.linked)
    if asked is None or PAST.search(asked.group()):
        return False
    return line.put(line.skip + asked.end(), "content", 0.75)


def pursuant(line: Line) -> bool:
    """``Theo nội dung ký kết, …`` where a signing is told."""
    under = _PURSUANT.match(line.opening) if line.state.signing else None
    if under is None or PAST.search(line.opening[: under.end() + 60]):
        return False
    return line.put(line.skip + under.end(), "content", 0.75)


def agreed(line: Line) -> bool:
    """What an instrument lays down or its parties undertake, and what goes on with it."""
    state, body = line.state, line.body
    paper = INSTRUMENT.match(line.opening)
    if paper and _ANY_PLAN.fullmatch(paper.group()) and not (state.signing or state.plan):
        paper = None
    party = AGREED.search(body)
    going = state.going == "content"
    if not (paper or going or (party and (state.signing or state.plan))) or (line.told and not paper and not party):
        return False
    modal = MODAL.search(body)
    lays_down = paper is not None and "quy định" in paper.group()
    goes_on = going and (line.linked or (_PASSIVE.search(body) is not None and not closed(line.opening)))
    if not (modal or party or lays_down or goes_on) or _REPORTS.search(body[:90] if not paper else ""):
        return False
    at = line.skip + (paper.end() if paper else 0)
    if lays_down:
        at = body.find("quy định")
    elif party and not paper:
        at = party.start("what")
    if going and modal:
        start = line.sentence.start
        second = from_subject(line.page, start + at, start + modal.start()) - start
        if second - at > 60 and not body.startswith("theo", at):
            line.put(at, "content", 0.7, second)
            at = second
    return line.put(at, "content", 0.7)

"""Contents of what is signed or issued, told in running text (nội dung ký kết)."""

from __future__ import annotations

from phoihop.reading.finders import bodies
from phoihop.reading.finders.items.cues import AGREED, CONTENTS, INSTRUMENT, MODAL
from phoihop.reading.finders.items.lines import PAST, Line, closed
from phoihop.reading.finders.items.tasks import from_subject
from phoihop.reading.patterns import regex

__all__ = ["JUDGED", "agreed", "asked_by_paper", "called_contents", "listed_contents", "pursuant", "undertaken"]

JUDGED = regex(r"(?<!\w)(?:đánh\s+giá|kết\s+quả|đã|thống\s+nhất\s+ký)(?!\w)")
_PAPER_ASKS = regex(
    r"(?:bản\s+)?(?:chỉ\s+thị|nghị\s+quyết|thông\s+tri|kế\s+hoạch|quy\s+chế|thỏa\s+thuận|chương\s+trình(?:\s+phối\s+hợp)?|"
    r"biên\s+bản\s+ghi\s+nhớ)(?:\s+[^\s,;:.]+){0,14}?\s+(?:cũng\s+)?(?:yêu\s+cầu|giao|nêu\s+rõ|quy\s+định|đề\s+ra|"
    r"chỉ\s+rõ)"
    r"(?!\w)[^:;.]{0,40}?(?::|(?=\s))\s*"
)
_PURSUANT = regex(
    r"theo\s+(?:đó|(?:nội\s+dung|thỏa\s+thuận|quy\s+chế|chương\s+trình|kế\s+hoạch|biên\s+bản)(?P<which>[^,;:.]{0,80})),\s+"
)
_JUST_SIGNED = regex(r"(?<!\w)(?:vừa|đã|được)\s+ký(?:\s+kết)?(?!\w)")
_CALLED = regex(
    r"(?:điểm\s+(?:mới|nhấn|chính)|nội\s+dung\s+(?:chính|cốt\s+lõi|chủ\s+yếu|(?:ký|phối)\s+\S+)|cam\s+kết)(?:\s+[^,;:.]{0,60}?)?\s+"
    r"(?:là|tập\s+trung\s+(?:vào|ở)|xoay\s+quanh|hướng\s+(?:vào|tới))\s*:?\s+"
)
_SHARED = regex(
    r"(?:(?:theo\s+đó|cụ\s+thể),\s+)?(?:hai|ba|bốn|các|mỗi)\s+(?:bên|ngành|cơ\s+quan|đơn\s+vị|lực\s+lượng)(?!\w)[^:;.]{0,80}?(?<!\w)(?:cam\s+kết|phần\s+việc|"
    r"trách\s+nhiệm|nội\s+dung|việc|điều\s+khoản|điểm)(?!\w)[^:;.]{0,40}:\s+"
)
_SIDE = regex(
    r"(?:(?:về\s+)?phía\s+|bên\s+)?(?P<who>ngân\s+hàng|hội|sở|tòa\s+án|viện\s+kiểm\s+sát|công\s+an|bệnh\s+viện|nhà\s+trường|tỉnh\s+đoàn|đoàn|bảo\s+hiểm\s+xã\s+hội|"
    r"kiểm\s+lâm|biên\s+phòng|mặt\s+trận|liên\s+đoàn|phòng|chi\s+cục|ban|ủy\s+ban)(?!\w)"
)
_UNDERTAKES = regex(
    r"\s*,?\s+(?:cam\s+kết|có\s+(?:trách\s+nhiệm|nhiệm\s+vụ)|chịu\s+trách\s+nhiệm|đảm\s+nhận|nhận\s+(?:phần|trách|việc|nhiệm)|lo(?!\s+(?:lắng|ngại))|bảo\s+đảm|"
    r"đảm\s+bảo|sẽ|dành|cử|bố\s+trí|hỗ\s+trợ|soạn|cung\s+cấp|tạo\s+điều\s+kiện|chia\s+sẻ|cho\s+vay|miễn|ưu\s+tiên|tập\s+huấn|chủ\s+trì)(?!\w)"
)
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
    under = _PURSUANT.match(line.opening)
    signed = under is not None and under["which"] is not None and _JUST_SIGNED.search(under["which"]) is not None
    if under is None or not (line.state.signing or signed):
        return False
    if PAST.search("" if signed else under.group()) or PAST.search(line.opening, under.end(), under.end() + 60):
        return False
    return line.put(line.skip + under.end(), "content", 0.75)


def called_contents(line: Line) -> bool:
    """``Điểm mới của quy chế là …``, ``Mỗi bên được giao một phần việc: …`` where a signing is told."""
    if not line.state.signing or (
        line.told is not None and line.told.group() not in ("cam kết", "thống nhất", "xác định")
    ):
        return False
    called = _CALLED.match(line.opening, line.linked) or _SHARED.match(line.opening, line.linked)
    if called is None or PAST.search(called.group()):
        return False
    return line.put(line.skip + called.end(), "content", 0.8)


def undertaken(line: Line) -> bool:
    """What one party takes on: ``Ngân hàng cam kết …; Hội nhận phần …`` where a signing is told."""
    state, opening = line.state, line.opening
    if not state.signing or (line.told is not None and line.told.group() != "cam kết"):
        return False
    side = _SIDE.match(opening, line.linked)
    if side is None or closed(opening):
        return False
    first = line.sentence.start + line.skip
    whole = bodies.at(line.page, first + side.start("who"), line.sentence.end)
    if not _UNDERTAKES.match(opening, max(side.end(), whole.end - first if whole else 0)):
        return False
    return line.put(line.skip + line.linked, "content", 0.7)


def agreed(line: Line) -> bool:
    """What an instrument lays down or its parties undertake, and what goes on with it."""
    state, body = line.state, line.body
    paper = INSTRUMENT.match(line.opening)
    if paper and _ANY_PLAN.fullmatch(paper.group()) and not (state.signing or state.plan):
        paper = None
    party = line.first(AGREED)
    going = state.going == "content"
    if not (paper or going or (party and (state.signing or state.plan))) or (line.told and not paper and not party):
        return False
    modal = MODAL.search(body)
    lays_down = paper is not None and "quy định" in paper.group()
    if paper and body.startswith(":", line.skip + paper.end()):
        return line.put(line.skip + paper.end() + 1, "content", 0.75)
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

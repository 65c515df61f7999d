"""Bodies side by side (các cơ quan kể liền nhau): ``A phối hợp với B``, ``A, B và C``, and names that no list knows."""

from __future__ import annotations

from collections.abc import Sequence

from phoihop.reading.finders import bodies
from phoihop.reading.normalise import UPPER
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context
from phoihop.reading.values import Span

__all__ = ["joined", "printed", "series", "slot"]

_BOUND = regex(
    r"\s*(?:\([^()]{1,30}\)\s*)?(?:,?\s*(?:và|với|cùng với|cùng|chủ trì,? phối hợp với|chủ trì,? phối hợp|"
    r"phối hợp với|phối hợp cùng|phối hợp|"
    r"đã phối hợp với|đã phối hợp cùng|đã phối hợp|&)|,|-|–)\s*(?:các\s+)?"
)
_LOOSE = regex(r"[^,.;]{0,30}?(?:vừa|đã|cho\s+biết)?\s*phối\s+hợp\s*(?:với|cùng)?\s*")


def joined(gap: str) -> bool:
    """Do the words between two bodies make them act together?

    >>> joined(" phối hợp với "), joined(" đề nghị ")
    (True, False)
    """
    return _BOUND.fullmatch(gap) is not None or _LOOSE.fullmatch(gap) is not None


def series(page: Context, start: int, stop: int, people: dict[int, int]) -> list[Span]:
    """Bodies one behind the other from an offset on: ``A, B và C``."""
    found: list[Span] = []
    here = start
    while here < stop:
        span = bodies.at(page, here, stop, people)
        if span is None:
            break
        found.append(span)
        joint = _BOUND.match(page.folded, span.end)
        if joint is None:
            break
        here = joint.end()
    return found


_NAMED = regex(rf"(?:[{UPPER}][\w&.]*(?:[ -](?=\S)[\w&.]+){{0,6}}?)")
_JOINT = regex(
    r"\s+(?:đã\s+|vừa\s+)?(?:chủ\s+trì,?\s+)?(?:phối\s+hợp\s+(?:với|cùng)|phối\s+hợp|cùng\s+với|cùng|và|với)\s+$"
)
_SUBJECT_END = regex(r"(?:\s+(?:đã|vừa|cùng|chính\s+thức|long\s+trọng))*\s+$")
_NO_NAME = regex(r"(?:ngày|sáng|chiều|tối|trưa|tại|ở|hội nghị|lễ|buổi|đồng chí|các|những|ông|bà|nhân|theo|trong)(?!\w)")


def slot(page: Context, start: int, stop: int, people: dict[int, int], *, alone: bool) -> Span | None:
    """A capitalised name that stands where a host stands, although no list knows it (``Viettel Hà Giang``).

    It fills the stretch between the last comma or dash and ``stop``: a joint before the first known body, or, where
    ``alone``, the verb itself. Places, people and times are no hosts.
    """
    end = (_SUBJECT_END if alone else _JOINT).search(page.folded, start, stop)
    if end is None:
        return None
    comma = max(page.text.rfind(mark, start, end.start()) for mark in (", ", ": ", " - ", " – "))
    begin = start
    if comma >= 0:
        begin = comma + (2 if page.text[comma] in ",:" else 3)
    name = page.text[begin : end.start()].rstrip()
    words = name.split()
    if not 1 <= len(words) <= 7 or _NAMED.fullmatch(name) is None or _NO_NAME.match(page.folded, begin):
        return None
    if any(begin <= offset < end.start() for offset in people) or not _capitals(words):
        return None
    return Span(begin, begin + len(name))


def _capitals(words: Sequence[str]) -> bool:
    """Is a name printed with capitals all through, and with a word that is not a plain syllable first?"""
    return all(word[0].isupper() or word[0].isdigit() for word in words) and (
        len(words) > 1 or words[0].isupper() or any(char.isupper() for char in words[0][1:])
    )


def printed(page: Context, spans: Sequence[Span]) -> tuple[str, ...]:
    """The names of bodies as printed, each once."""
    return tuple(dict.fromkeys(bodies.printed(page, span) for span in spans))

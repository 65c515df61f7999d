"""Cut a text into what is page furniture and what is said: paragraphs, sentences, captions, bylines.

What the finders see is a ``Context``: the cleaned text with furniture blanked out (offsets stay), its
folded copy, and what earlier finders found.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, NamedTuple

from phoihop.reading import lexicon
from phoihop.reading.lexicon.phrases import Phrases
from phoihop.reading.normalise import UPPER, Clean, clean, fold
from phoihop.reading.patterns import regex
from phoihop.reading.values import Award, Document, Event, Fact, Figure, Item, Person, Piece, Span

__all__ = ["Context", "Paragraph", "Sentence", "context", "credits"]


class Sentence(NamedTuple):
    """One sentence (câu), trimmed; ``paragraph`` is the index of its paragraph."""

    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph (đoạn) with its kind: title, text, caption, byline."""

    start: int
    end: int
    kind: str = "text"


@dataclass
class Context:
    """One document as the finders see it; offsets of all members point into ``text``.

    ``text`` has its furniture blanked out, ``folded`` is its lower-case copy of the same length. ``whole`` is
    the text before blanking. ``published`` is the document's own date, ISO or partial. The lists of facts hold
    what the steps before found.
    """

    plain: Clean
    text: str
    folded: str
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    credits: tuple[Span, ...] = ()
    published: str | None = None
    documents: list[Document] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    awards: list[Award] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    targets: list[Figure] = field(default_factory=list)
    """Figures that the text only plans: no facts."""
    kept: dict[str, Any] = field(default_factory=dict)
    """What a finder reckons once for all who ask, by name."""

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def digits(self) -> list[tuple[int, int]]:
        """Where digits stand, run by run."""
        return [run.span() for run in _DIGITS.finditer(self.folded)]

    @cached_property
    def ends(self) -> list[int]:
        """Where the sentences end, in order."""
        return [sentence.end for sentence in self.sentences]

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds an offset, or the last one before it."""
        return self.sentences[max(0, bisect_right(self._starts, offset) - 1)]

    def paragraph_at(self, offset: int) -> Paragraph:
        """The paragraph that holds an offset."""
        return self.paragraphs[self.sentence_at(offset).paragraph]

    @property
    def facts(self) -> Iterator[Fact]:
        """All facts found so far, type by type."""
        groups: tuple[Iterable[Fact], ...] = (
            self.documents,
            self.events,
            self.people,
            self.figures,
            self.awards,
            self.items,
        )
        for group in groups:
            yield from group


_DIGITS = regex(r"\d+")
_LINE = regex(r"[^\n]+")
_WEEKDAY = r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật|cn)"
_STAMP = regex(
    rf"(?:{_WEEKDAY}\s*,?\s*)?(?:ngày\s+)?\d{{1,2}}\s?[/.-]\s?\d{{1,2}}\s?[/.-]\s?\d{{4}}"
    r"(?:\s*[-–|,]?\s*(?:lúc\s*)?\d{1,2}\s*[:h]\s*\d{2}(?::\d{2})?(?:\s*(?:am|pm|sa|ch))?)?(?:\s*\(?gmt\s*\+?\d\)?)?"
)
_FOUR_DIGITS = regex(r"\d{4}")
_TWO_LETTERS = regex(r"[^\W\d_]{2}")
_SLUG = regex(r"(?<![a-z0-9])[a-z0-9]{1,30}(?:-[a-z0-9]{1,30}){3,40}")
_ABBREVIATED = regex(
    r"(?:\b(?:TP|Tp|tp|TT|TX|Tx|tx|Q|P|H|X|T|Ts|TS|ThS|Ths|PGS|GS|BS|Bs|KS|CN|LS|Ls|NSND|NSƯT|Th|Đ|St|Mr|Ms|Dr|TL|KT|TM|TUQ|No|Tr|tr|"
    r"v\.v|đ/c|Đ/c|đ\.c)|\b[A-ZĐ](?:\.[A-ZĐƯ]){0,4})$"
)
_STOP = regex(rf"[.!?…](?:(?<=…)|(?<!…)[.!?]{{0,5}})[”\"’')\]]{{0,3}}(?=\s|$|[{UPPER}“\"])")
_UPPER = regex(rf"[{UPPER}]")
_CREDIT = regex(
    r"\(?\b(?:[ẢA]nh|Nguồn ảnh|Nguồn|Video|Clip|Đồ họa)(?:\s+(?:tư liệu|minh họa|internet))?\s?[:\-–]\s?", re.IGNORECASE
)
_CREDITS = regex(  # what ends every credit's mark, looked for from its last sign, which is rare
    "[:\\-–](?:"
    + "|".join(rf"(?<={end}.)|(?<={end}\s.)" for end in ("nh", "uồn", "eo", "ip", "họa", "liệu", "net"))
    + ")",
    re.IGNORECASE,
)
_WITH_TEXT = regex(r"(?:tin|bài)(?:\s+viết)?\s*(?:,|và|-|–|&)?\s*$", re.IGNORECASE)  # "Tin, ảnh:" names the author
_CAPITAL_RUN = regex(rf"[{UPPER}][\w.&]*(?:[ /\-–,]{{1,3}}[{UPPER}][\w.&]*){{0,7}}")


@cache
def _furniture() -> tuple[Phrases, Phrases]:
    tails = [line[5:].strip() for line in lexicon.lines("furniture") if line.startswith("tail:")]
    odd = [line[5:].strip() for line in lexicon.lines("furniture") if line.startswith("line:")]
    return Phrases(tails), Phrases(odd)


def context(source: str, *, published: str | None = None, pieces: tuple[Piece, ...] = ()) -> Context:
    """Cut a text; headers and footers among ``pieces`` are furniture. ``published`` overrules the dateline.

    >>> page = context("Tin mới\\n\\nSáng nay họp. Chiều nghỉ.\\n\\nCác tin khác\\nTin hai")
    >>> [page.text[s.start:s.end] for s in page.sentences]
    ['Tin mới', 'Sáng nay họp.', 'Chiều nghỉ.']
    """
    plain = clean(source)
    whole = plain.text
    folded = fold(whole)
    blank: list[tuple[int, int]] = [(piece.start, piece.end) for piece in pieces if piece.kind in ("header", "footer")]
    tail, odd = _furniture()
    lines = [(m.start(), m.end()) for m in _LINE.finditer(whole) if m.group().strip()]
    kept: list[tuple[int, int]] = []
    stamps: list[tuple[int, int, bool]] = []
    for start, end in lines:
        line = folded[start:end].strip()
        at = start + len(folded[start:end]) - len(folded[start:end].lstrip())
        last = at + len(line)
        if kept and len(line) <= 80 and tail.match(line) and _closes(line):
            blank.append((start, len(whole)))
            break
        stamp = _STAMP.search(line) if len(line) <= 90 and _FOUR_DIGITS.search(line) else None
        if stamp and len(line) - len(stamp.group()) <= 28 and not _says(line, stamp):
            stamps.append((at + stamp.start(), at + stamp.end(), line.startswith(("print", "in ", "in:", "ngày in"))))
            blank.append((start, end))
            continue
        if (
            len(line) <= 160
            and odd.match(line)
            and not line.endswith((".", ";"))
            and len(line.split()) <= 18
            and ":" in line + (":" if len(line.split()) <= 5 else "")
        ):
            blank.append((start, end))
            continue
        if line.startswith((">>", "»")) or not _TWO_LETTERS.search(line):
            blank.append((start, end))
            continue
        kept.append((at, last))
    for start, end in kept:
        if whole.count("-", start, end) > 2:
            blank += [slug.span() for slug in _SLUG.finditer(whole, start, end)]
    cut = _inline_tail(folded, kept)
    if cut is not None:
        blank.append((cut, len(whole)))
        kept = [(start, min(end, cut)) for start, end in kept if start < cut]
    text = _blanked(whole, blank)
    folded = _blanked(folded, blank)
    paragraphs = _paragraphs(text, kept)
    text, folded = _joined(text, paragraphs), _joined(folded, paragraphs)
    folded = _joined(folded, paragraphs)
    credit_spans = tuple(credits(text))
    sentences = tuple(_sentences(text, paragraphs, credit_spans))
    return Context(plain, text, folded, paragraphs, sentences, credit_spans, published)


def credits(text: str) -> Iterator[Span]:
    """Photo credits (ghi nguồn ảnh): the mark and the name behind it.

    Where text goes on without a stop, the last capitalised word before it opens the next sentence.

    >>> [text[s:e] for text in ["Ký kết. Ảnh: Hải Nguyễn Tham gia lễ ký."] for s, e in credits(text)]
    ['Ảnh: Hải Nguyễn']
    """
    for mark in _CREDIT.finditer(text) if _CREDITS.search(text) else ():
        run = _CAPITAL_RUN.match(text, mark.end())
        if run is None or _WITH_TEXT.search(text, max(0, mark.start() - 24), mark.start()):
            continue
        end = run.end()
        behind = text[end : end + 3].lstrip(" ")
        if behind[:1].islower() or (behind[:1].isdigit() and " " in run.group()):
            cut = max(run.group().rfind(" "), run.group().rfind("/") if " " not in run.group() else -1)
            if cut > 0:
                end = run.start() + cut
            elif behind[:1].islower():
                continue
        yield Span(mark.start(), end)


def _closes(line: str) -> bool:
    return len(line.split()) <= 9 and not line.endswith(".")


def _says(line: str, stamp: re.Match[str]) -> bool:
    """Does a short line with a date say something beside it (a sentence, a signed source note)?"""
    rest = (line[: stamp.start()] + " " + line[stamp.end() :]).strip(" |-–,.:()'’")
    return bool(rest) and not re.fullmatch(
        r"(?:print|in|cập nhật|cập nhật lúc|cập nhật ngày|đăng ngày|ngày đăng|đăng lúc|ngày cập nhật|ngày tạo|ngày in|"
        r"thời sự|chính trị|xã hội|tin tức|pháp luật|lượt xem|date|[\d\s:|h,-]+)(?:\s*[:|]?[\d\s:h]*)",
        rest,
    )


def _inline_tail(folded: str, kept: list[tuple[int, int]]) -> int | None:
    for mark in ("đã có lỗi xảy ra, mời bạn", "hiện chưa có bình luận", "vui lòng nhập nội dung bình luận"):
        at = folded.find(mark)
        if at > 0 and kept and at > kept[0][1]:
            return at
    return None


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    if not spans:
        return text
    parts: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if end <= at:
            continue
        start = max(start, at)
        parts.append(text[at:start])
        parts.append(re.sub(r"[^\n]", " ", text[start:end]))
        at = end
    parts.append(text[at:])
    return "".join(parts)


def _joined(text: str, paragraphs: tuple[Paragraph, ...]) -> str:
    """The text with line breaks inside paragraphs turned into spaces."""
    broken = [p for p in paragraphs if "\n" in text[p.start : p.end]]
    if not broken:
        return text
    parts: list[str] = []
    at = 0
    for p in broken:
        parts += [text[at : p.start], text[p.start : p.end].replace("\n", " ")]
        at = p.end
    return "".join([*parts, text[at:]])


_OPENS_LINE = regex(
    r"(?:[-–•+*]\s|\d{1,3}(?:\.\d{1,2}){0,3}[.)]\s|[a-zđ]\)\s|[IVX]{1,5}[.)]\s|(?:Điều|Phần|Chương|Mục)\s+[\dIVX])"
)


def _paragraphs(text: str, kept: list[tuple[int, int]]) -> tuple[Paragraph, ...]:
    """Lines put together where a line was broken inside a sentence, or where the next word no longer fitted."""
    lines: list[tuple[int, int]] = []
    for start, end in kept:
        body = text[start:end]
        start += len(body) - len(body.lstrip())
        end = start + len(body.strip())
        if start < end:
            lines.append((start, end))
    width = max((end - start for start, end in lines), default=0)
    full = sum(end - start > 0.8 * width for start, end in lines)
    wrapped = 50 <= width <= 130 and full >= max(3, 0.3 * len(lines))
    joined: list[tuple[int, int]] = []
    last = 0
    for start, end in lines:
        if joined and text.count("\n", joined[-1][1], start) == 1 and not _OPENS_LINE.match(text, start):
            stop = joined[-1][1]
            word = text.find(" ", start, end)
            no_room = wrapped and stop - last + 1 + (word if word > 0 else end) - start > width
            if no_room or (stop - last > 50 and text[start].islower() and text[stop - 1] not in '.;:!?…”"'):
                joined[-1] = (joined[-1][0], end)
                last = start
                continue
        joined.append((start, end))
        last = start
    return tuple(Paragraph(start, end, _kind(text[start:end], index)) for index, (start, end) in enumerate(joined))


_SCENE = regex(r"(?:toàn cảnh|quang cảnh|hình ảnh|\(?ảnh\b|các đại biểu (?:dự|tham dự|chụp))")


def _kind(body: str, index: int) -> str:
    if index == 0 and len(body) <= 250 and body[-1] not in ".;:":
        return "title"
    if len(body) <= 250 and _SCENE.match(fold(body[:40])):
        return "caption"
    return "text"


def _sentences(text: str, paragraphs: tuple[Paragraph, ...], credit_spans: tuple[Span, ...]) -> Iterator[Sentence]:
    marks = list(credit_spans)
    for index, paragraph in enumerate(paragraphs):
        cuts: set[int] = set()
        for stop in _STOP.finditer(text, paragraph.start, paragraph.end):
            if _ends(text, stop, paragraph):
                cuts.add(stop.end())
        for span in marks:
            if paragraph.start <= span.start < paragraph.end:
                cuts.update((span.start, span.end))
        at = paragraph.start
        for cut in [*sorted(cuts), paragraph.end]:
            body = text[at:cut]
            start = at + len(body) - len(body.lstrip())
            end = start + len(body.strip())
            if start < end:
                yield Sentence(start, end, index)
            at = max(at, cut)


def _ends(text: str, stop: re.Match[str], paragraph: Paragraph) -> bool:
    mark = stop.group()
    before = text[max(paragraph.start, stop.start() - 12) : stop.start()]
    rest = text[stop.end() : stop.end() + 4]
    after = rest.lstrip()
    if not after or stop.end() >= paragraph.end:
        return True
    glued = rest[:1] not in " \n"
    if mark[0] == "." and len(mark.rstrip("”\"’')]")) == 1:
        if _ABBREVIATED.search(before):
            return False
        if before[-1:].isdigit() and after[0] in "-–":
            return False
        if glued:
            return before[-1:].islower() or (before[-1:].isdigit() and _UPPER.match(after) is not None)
    elif glued and after[0] not in '“"':
        return before[-1:].islower() or mark[-1] in '”"'
    return not (after[0].islower() or (after[0].isdigit() and before[-1:].isdigit() and glued)) or after[0] in '“"-–'

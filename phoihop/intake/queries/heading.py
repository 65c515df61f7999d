"""What a paper says of itself at its head: the period that it reports on (kỳ của văn bản)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from phoihop.reading.normalise import fold
from phoihop.reading.tables import period_of
from phoihop.reading.values import Period, Span

__all__ = ["OwnPeriod", "own_period"]

_LINES = 30
_KIND = re.compile(r"(?:báo cáo|biểu|phụ lục|thống kê|tổng hợp|kết quả)(?!\w)")
_CONCERNS = re.compile(r"(?:v/v|về việc)\s*:?\s*(?:gửi |nộp )?(?:báo cáo|kết quả|số liệu|thống kê|tổng hợp)(?!\w)")
_GOES_ON = re.compile(r"(?!kính gửi|số\s*:|[ivx]+\.|[a-zđ]\)|\d+[.)]|phần |-)[^\W\d_]")
_OPENING = re.compile(r"[^.;\n]{0,300}?(?<!\w)(?:báo cáo|kết quả)(?!\w)[^.;\n]{0,200}?như sau")
_REPORTS = re.compile(r"(?<!\w)(?:báo cáo|kết quả)(?!\w)")
_NOT_ITS_OWN = re.compile(r"(?:so với|chương trình[^,]{0,80}|kế hoạch[^,]{0,80}|nghị quyết[^,]{0,80})\s*$")
_OPENS_WITHIN = 4000


@dataclass(frozen=True, slots=True)
class OwnPeriod:
    """The period that a paper names as its own, and the words of the paper that say so."""

    value: Period
    evidence: Span


def own_period(text: str) -> OwnPeriod | None:
    """The period that a report's title (tiêu đề), subject line (trích yếu) or opening sentence names as its own.

    ``None`` where none of them names one, or where they name different ones.

    >>> own_period("BÁO CÁO\\nKết quả năm 2026\\n\\nKính gửi: Công an tỉnh").value
    ('2026', '2026')
    >>> own_period("Công an xã báo cáo kết quả 6 tháng đầu năm 2026 như sau:").value
    ('2026-01', '2026-06')
    >>> own_period("KẾ HOẠCH\\nPhối hợp năm 2027") is None
    True
    """
    found = [
        OwnPeriod(value, span)
        for span in (*_titles(text), *_openings(text))
        if (value := period_of(text[span.start : span.end]))
    ]
    return found[0] if len({each.value for each in found}) == 1 else None


def _titles(text: str) -> Iterator[Span]:
    """The title of a report with the lines that it runs over, else its subject line."""
    lines = list(re.finditer(r"[^\n]+|(?<=\n)(?=\n)", text[:_OPENS_WITHIN]))[:_LINES]
    for at, line in enumerate(lines):
        said = fold(line[0]).strip()
        if concerns := _CONCERNS.search(said):
            yield Span(line.start() + line[0].lower().find(concerns[0][:3]), line.end())
            return
        if line[0].strip().isupper() and _KIND.match(said):
            end = line.end()
            for each in lines[at + 1 : at + 4]:
                if not each[0].strip() or not _GOES_ON.match(fold(each[0]).strip()) or len(each[0]) > 250:
                    if each[0].strip() or end > line.end():
                        break
                    continue
                if each[0].rstrip().endswith((".", ";", ":")):
                    break
                end = each.end()
            yield Span(line.start(), end)
            return


def _openings(text: str) -> Iterator[Span]:
    """The words behind "báo cáo kết quả" in the sentence that opens a report ("… như sau")."""
    folded = fold(text[:_OPENS_WITHIN])
    if len(folded) != len(text[:_OPENS_WITHIN]) or not (sentence := _OPENING.search(folded)):
        return
    *_, last = _REPORTS.finditer(folded, sentence.start(), sentence.end())
    first = next(_REPORTS.finditer(folded, sentence.start(), sentence.end()))
    start = last.start() if period_of(folded[last.start() : sentence.end()]) else first.start()
    year = re.search(r"(?:19|20)\d\d", folded[start : sentence.end()])
    if year and not _NOT_ITS_OWN.search(folded[start : start + year.start()].removesuffix("năm ")):
        yield Span(start, sentence.end())

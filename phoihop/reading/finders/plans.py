"""What is still to come (chỉ tiêu, kế hoạch): a number that a text only plans is told apart from what was done."""

from __future__ import annotations

from phoihop.reading.contexts import doubt_of, says_done
from phoihop.reading.normalise import fold, holds
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context, Sentence
from phoihop.reading.values import Period

__all__ = ["Plans", "is_past", "planned_year"]

_LINES, _OPENS_WITHIN, _REACH = 30, 4000, 160
_TITLE = regex(r"(?:báo cáo|biểu|kế hoạch|chương trình|đề án|phương án|thông báo|tờ trình|công văn|biên bản)(?!\w)")
_PLAN = regex(r"(?:kế hoạch|chương trình (?:công tác|hành động)|đề án|phương án)(?!\w)")
_YEAR = regex(r"(?<!\d)20\d\d(?!\d)")
_WORDS = ("kế hoạch", "chỉ tiêu", "mục tiêu", "dự toán", "chương trình công tác", "dự kiến", "phấn đấu", "đăng ký")
_COMING = ("tới", "tiếp theo", "chuẩn bị", "có kế hoạch")
_NEXT = regex(
    r"(?<!\w)(?:(?:thời gian|năm|quý|tháng|kỳ|giai đoạn|nhiệm kỳ) (?:tới|tiếp theo)"
    r"(?!\w|\s+(?:nay|thăm|dự|tặng|trao|chúc|động viên|từng|khi|hết))|"
    r"(?:chuẩn bị|có kế hoạch) (?:tổ chức|mở|xây dựng|khởi công|thành lập|hỗ trợ)(?!\w))(?!.*(?<!\w)đã(?!\w))"
)
_UNTIL = regex(r"(?<!\w)đến (?:hết |cuối )?năm (20\d\d)(?!\d)")
_STANDS = regex(r"(?<!\w)(?:hiện|đến nay|tính đến|trong đó|của|trong số|nhất là)(?!\w)[^,;:]*$")


class Plans:
    """What of a page is planned, by the words of its sentences, by its periods and by what kind of paper it is."""

    def __init__(self, page: Context) -> None:
        self._page = page
        self.year = planned_year(page.text, page.published)
        """The year that the paper plans for, ``""`` where it is no plan."""

    def holds(self, start: int, end: int, sentence: Sentence, period: Period | None) -> bool:
        """Whether the number at ``[start, end)`` of the page says what shall be, not what is (số theo kế hoạch)."""
        page = self._page
        before = page.folded[max(sentence.start, start - _REACH) : start]
        around = before + page.folded[start : min(sentence.end, end + 60)]
        if holds(around, _WORDS) and doubt_of(page.text, start, end) == "planned":
            return True
        coming = holds(before, _COMING) and _NEXT.search(before)
        ahead = coming or self._ahead(before, period) or (self.year and not is_past(period, self.year))
        return bool(ahead) and _STANDS.search(before) is None and (bool(coming) or not says_done(page.text, start))

    def _ahead(self, before: str, period: Period | None) -> bool:
        """Whether what a number is of begins or ends after the paper's day, as far as both are known."""
        day = self._page.published or ""
        if not day.startswith("20"):
            return False
        if "đến" in before and any(year > day[:4] for year in _UNTIL.findall(before)):
            return True
        first = (period and (period[0] or period[1])) or ""
        known = min(len(day), len(first))
        return known >= 4 and first.startswith("20") and first[:known] > day[:known]


def is_past(period: Period | None, year: str) -> bool:
    """Whether a period was over before the year that a paper plans for (kỳ đã qua)."""
    return bool(period and period[1] and period[1][:4] < year)


def planned_year(text: str, published: str | None) -> str:
    """The year in a plan's title (kế hoạch, chương trình công tác, đề án), else that of its day; ``""`` for no plan.

    A plan of neither is for ``0001``, so that nothing is past for it.

    >>> planned_year("KẾ HOẠCH\\nPhối hợp năm 2027", "2026-12-20"), planned_year("BÁO CÁO\\nNăm 2026", "2026")
    ('2027', '')
    """
    title = _title(text)
    if title is None:
        return ""
    years = [year[0] for line in title for year in _YEAR.finditer(line)]
    return max(years, default=(published or "0001")[:4])


def _title(text: str) -> list[str] | None:
    """The title of a plan and the lines that it may run over; ``None`` for a paper of another kind."""
    lines = [line.strip() for line in text[:_OPENS_WITHIN].split("\n")[:_LINES]]
    at = next((n for n, line in enumerate(lines) if line.isupper() and _TITLE.match(fold(line))), None)
    return lines[at : at + 4] if at is not None and _PLAN.match(fold(lines[at])) else None

"""Whose a figure is (chủ thể): who achieved it or what is measured, as printed, in its sentence."""

from __future__ import annotations

import re

from phoihop.reading.finders import units
from phoihop.reading.finders.numbers import Number
from phoihop.reading.finders.units import Unit
from phoihop.reading.segment import Context, Sentence

__all__ = ["Owners"]

_CHUNK = re.compile(r"[;:,.…()]\s+|\s[–-]\s|,(?=[^\d\s])")
_TOKEN = re.compile(r"[^\W\d_]+(?:[&\-.][^\W\d_]+)*|\d[\d.,/]*|[“\"][^”\"]{1,80}[”\"]|\S")
_LEAD = re.compile(
    r"^(?:và|đồng thời|qua đó|từ đó|theo đó|nhờ đó|cụ thể|trong đó|trong khi đó|ngoài ra|bên cạnh đó|riêng|đặc biệt|còn|tuy nhiên|"
    r"hiện nay|hiện|đến nay|tính đến nay|được biết|thời gian qua|vừa qua|\d+(?:\.\d+)*[.)]?|[-–+*•])\s+"
)
_HELPED = re.compile(r"(?<!\w)(?:giúp|giúp đỡ cho|tạo điều kiện cho|hỗ trợ cho|yêu cầu|để)\s+")
_MEASURED = re.compile(
    r"^(?:tỷ lệ|tỉ lệ|số(?!\s(?:còn|này))|tổng(?!\s(?:liên|cục|công ty))|doanh thu|lợi nhuận|nợ|dư nợ|mức độ|thiệt hại|kinh phí|thu nhập|"
    r"nguồn vốn|trị giá|chi phí|diện tích|sản lượng|quỹ)"
)
_RISES = re.compile(
    r"(?<!\w)(?:đạt|là|giảm|tăng|chiếm|còn|được|ước|chỉ|lên|xuống|hơn|trên|dưới|gần|khoảng|luôn|đã|hiện|có|từ|vượt|bình quân|cũng|tiếp nhận|cho)(?!\w)"
)
_OF = re.compile(r"(?<!\w)của\s+")
_SUBJECTLESS = frozenset(
    "trong qua theo từ với tại ở cho do để nhằm vì khi nếu sau trước đối về bằng trên dưới ngoài gồm như cùng đến tính"
    " trung nhân bình dịp hằng hàng hồi vào nhờ thông căn thực".split()
)
_FIRST = re.compile(r"(?<!\w)(?:đã|đang|sẽ|hiện có|hiện|có|còn|được|vẫn|cũng|đều|luôn|vừa|đạt|chiếm|là|gồm|tăng|giảm|thuộc|chỉ|mới|tiếp tục)(?!\w)")


class Owners:
    """The subjects of a text's figures, asked in reading order."""

    def __init__(self, page: Context) -> None:
        self._page = page

    def of(self, number: Number, unit: Unit, sentence: Sentence) -> str | None:
        """The subject of a figure, or ``None`` where its sentence names none.

        >>> from phoihop.reading.finders import numbers
        >>> from phoihop.reading.segment import context
        >>> page = context("Năm 2024, Công an xã đã tổ chức 12 buổi, thu hút 300 người; Nhân dân cung cấp 9 nguồn tin.")
        >>> owners = Owners(page)
        >>> found = [(n, units.of(page, n, len(page.text))) for n in numbers.find(page)]
        >>> [owners.of(n, u, page.sentences[0]) for n, u in found if u]
        ['Công an xã', 'Công an xã', 'Nhân dân']
        """
        page = self._page
        if unit.text == "%" and (after := self._share(unit, sentence)):
            return after
        if behind := self._belongs(unit, sentence):
            return behind
        start = sentence.start
        cuts = [start] + [m.end() for m in _CHUNK.finditer(page.folded, start, number.opens)]
        for index in range(len(cuts) - 1, -1, -1):
            stop = cuts[index + 1] if index + 1 < len(cuts) else number.opens
            if page.folded[cuts[index] : stop].startswith("("):
                continue
            if span := self._subject(cuts[index], stop, last=index == len(cuts) - 1):
                return " ".join(page.text[span[0] : span[1]].split())
        return None

    def _share(self, unit: Unit, sentence: Sentence) -> str | None:
        """``95% chi hội cựu chiến binh ký kết``: the noun phrase behind a percentage."""
        found = re.compile(r"\s+(?:số\s+|các\s+|tổng\s+số\s+)*(?=[^\W\d_])").match(self._page.folded, unit.end, sentence.end)
        if not found:
            return None
        end = units._phrase_end(self._page.folded, found.end(), sentence.end)
        text = " ".join(self._page.text[found.end() : end].split())
        return text if len(text) > 1 and not text.startswith(("kế hoạch", "chỉ tiêu")) else None

    def _belongs(self, unit: Unit, sentence: Sentence) -> str | None:
        """``77 tổ thuộc Công an huyện``: an owner printed behind the unit."""
        found = re.compile(r"\s+thuộc\s+").match(self._page.folded, unit.end, sentence.end)
        if not found:
            return None
        end = units._phrase_end(self._page.folded, found.end(), sentence.end)
        return " ".join(self._page.text[found.end() : end].split()) or None

    def _subject(self, start: int, stop: int, *, last: bool) -> tuple[int, int] | None:
        """The noun phrase that opens a chunk of a sentence and does something in it."""
        folded = self._page.folded
        while lead := _LEAD.match(folded[start:stop]):
            start += lead.end()
        helped = None
        for helped in _HELPED.finditer(folded, start, stop):
            pass
        if helped is not None and (span := self._actor(helped.end(), stop)):
            return span
        chunk = folded[start:stop]
        if measured := _MEASURED.match(chunk):
            rises = _RISES.search(chunk, measured.end())
            end = rises.start() if rises else len(chunk)
            if 0 < len(chunk[:end].split()) <= 14 and (rises or last):
                return self._trim(start, start + end)
            return None
        return self._actor(start, stop)

    def _actor(self, start: int, stop: int) -> tuple[int, int] | None:
        folded = self._page.folded
        tokens = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(folded, start, stop)]
        words = [token[0] for token in tokens]
        if not words or words[0] in _SUBJECTLESS or words[0][0].isdigit() or not (words[0][0].isalpha() or words[0][0] in "“\""):
            return None
        if units.longest("verbs", words, 0) or units.longest("verbs", words, 0, "hard:"):
            return None
        for index in range(1, min(len(words), 16)):
            if words[index][0].isdigit():
                return None
            hard = units.longest("verbs", words, index, "hard:")
            soft = units.longest("verbs", words, index)
            if soft and index == 1 and units.longest("event_heads", words, 0) == 1:
                continue
            if hard or soft:
                return self._trim(start, tokens[index - 1][2])
        return None

    def _trim(self, start: int, end: int) -> tuple[int, int] | None:
        folded = self._page.folded
        text = folded[start:end].rstrip()
        for word in (" hiện nay", " hiện", " cũng", " đều", " lực lượng chức năng"):
            text = text.removesuffix(word) if word != " lực lượng chức năng" else text
        return (start, start + len(text)) if text.strip() else None

"""Whose a figure is (chủ thể): who achieved it or what is measured, as printed, in its sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import islice

from phoihop.reading.finders import units
from phoihop.reading.finders.numbers import Number
from phoihop.reading.finders.owned import LEAD, belongs, counted_before, printed, share
from phoihop.reading.finders.units import Unit
from phoihop.reading.lexicon.phrases import Opening
from phoihop.reading.normalise import holds
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context, Sentence

__all__ = ["Owners"]

_CHUNK = regex(r"(?<=\s)trong\skhi\s|[;:,…()]\s+|\.\s+(?=\D)|\s–\s|\s\(|,(?=[^\d\s])")
_TOKEN = regex(r"[^\W\d_]+(?:[&\-.][^\W\d_]+)*|\d[\d.,/]*|[“\"][^”\"]{1,80}[”\"]|\S")
_HELPING = ("giúp", "điều kiện", "hỗ trợ", "vận động")
_HELPED = regex(r"(?<!\w)(?:giúp|tạo điều kiện cho|hỗ trợ cho|vận động)\s+(?=(?:\S+\s+){1,6})")
_REPORTS = regex(r"(?<!\w)(?:cho\s+(?:biết|hay|rằng)|thông\s+tin)(?:\s+rằng)?\s+")
"""What a speaker is said to report has a subject of its own behind these."""
_REPORTING = ("cho biết", "cho hay", "cho rằng", "thông tin")
_MEASURED = regex(
    r"(?:tỷ lệ|tỉ lệ|số(?!\s(?:còn|này|\d))|tổng(?!\s(?:liên|cục|công ty|giám|bí))|doanh thu|lợi nhuận|nợ|dư nợ|"
    r"mức độ|thiệt hại|kinh phí|thu nhập|"
    r"nguồn vốn|chi phí|diện tích|sản lượng|mạng lưới|quy mô)(?!\w)"
)
_DIGIT = regex(r"\d")
_RISES = regex(
    r"(?<!\w)(?<!phát\s)(?<!thể\s)(?:đạt|là|giảm|tăng|chiếm|còn|ước|chỉ|xuống|luôn|vượt|được\s+(?=kiểm|duy|nâng|"
    r"giữ)|hiện|đã|có(?=\s+\d))(?!\w)"
)
_WHOLE = regex(r"(?:tổng\s+tài\s+sản|mạng\s+lưới|quy\s+mô|tổng\s+số|tổng\s+doanh\s+thu|doanh\s+thu)\s+của\s+")
_AUXILIARY = frozenset(("đã", "đang", "hiện", "còn", "vẫn", "cũng", "đều", "luôn", "vừa", "sẽ", "có", "được"))
_TRUE_AUXILIARY = frozenset(("đã", "đang", "hiện", "còn", "vẫn", "cũng", "đều", "luôn", "vừa"))
_AMBIGUOUS = frozenset([
    "cấp", "thi", "học", "về", "thành", "in", "chi", "mở", "thu", "phát", "góp", "sửa", "nuôi", "trả", "nhập",
    "đi", "đến", "bán", "mua", "khám", "tiếp", "đăng", "trích", "nộp", "bảo", "giám",
])  # fmt: skip
_SPEECH = frozenset(
    (
        "đề nghị",
        "cho biết",
        "cho rằng",
        "khẳng định",
        "nhấn mạnh",
        "yêu cầu",
        "phát biểu",
        "nêu rõ",
        "chia sẻ",
        "thông tin",
    )
)
_REACH = 18  # tokens of the longest subject looked for, its verb included
_NO_SUBJECT = frozenset([
    "trong", "qua", "theo", "từ", "với", "tại", "ở", "cho", "do", "để", "nhằm", "vì", "khi", "nếu", "sau",
    "trước", "đối", "về", "bằng", "trên", "dưới", "ngoài", "gồm", "như", "cùng", "tính", "dịp", "hằng", "hàng",
    "hồi", "vào", "nhờ", "thông", "căn", "thực", "đây", "đó", "hậu", "điều", "việc", "nguyên", "kết", "nhất",
    "mỗi", "một", "tương", "bên", "đến", "tới", "cuối", "đầu", "sáng", "chiều", "giữa", "xuống", "lên", "ngay", "nhìn",
    "nơi", "dù", "tuy", "khiến", "làm", "kéo", "nâng", "trị", "tổng",
])  # fmt: skip
_NOT_A_SUBJECT = regex(
    r"(?:kết\s+quả|hạn\s+chế|tồn\s+tại|khó\s+khăn|nhấn\s+mạnh|hậu\s+quả|nguyên\s+nhân|việc|điều|nhân\s+dịp|nhằm|"
    r"(?:đại|thượng|trung|thiếu)\s+(?:tá|tướng|úy)|phó\s+(?:chủ|giám|trưởng|bí|cục|tổng)|các\s+ý\s+kiến|"
    r"bình\s+quân|trung\s+bình|lần\s+lượt|thời\s+gian|ngày|sáng|chiều|tối|ảnh|giá|phát\s+biểu|báo\s+cáo)(?!\w)"
)
_HEADING = regex(r"(?:công\s+tác|hoạt\s+động|phong\s+trào|nhiệm\s+vụ|nội\s+dung|lĩnh\s+vực)(?!\w)")
"""What opens the name of a part of a report ("1. Công tác tuyên truyền: …"), which does nothing itself."""
_ATTENDS = regex(r"\s+(?:đã\s+)?(?:tham\s+gia|tham\s+dự|dự|đến\s+từ|có\s+mặt)(?!\w)")
_HOLDS = Opening(
    r"(?<!\w)(?:tổ\s+chức|mở|diễn\s+ra|khai\s+mạc)\s+(?:[^\W\d]\S*\s+){0,2}?(?:hội\s+nghị|lễ|diễn\s+đàn|ngày\s+hội|"
    r"lớp|hội\s+thảo|cuộc\s+họp|buổi\s+lễ|hội\s+thi)(?!\w)",
    "tổ mở diễn khai",
)
_WHERE = regex(r"(?<!\w)(?:ở|của|của\s+học\s+sinh)\s+$")
_PLACES = regex(
    r"(?:xã|phường|huyện|quận|tỉnh|thành phố|thị xã|thị trấn|thôn|bản|ấp|làng|buôn|khu phố|khu dân cư|địa phương|"
    r"tổ dân phố)(?!\w)"
)
_ITSELF = regex(r"(?:\s+(?!và|cùng|của|với)[^\W\d_]+){0,4}?\s+(?:được|đã|nhận|tham\s+gia|đang|tự\s+nguyện)(?!\w)")
_AGENT = regex(r"\s+(?:đã\s+)?được\s+")
_FEW = regex(r"(?:(?:đã|hiện|và|nay)\s+)?(?:có\s+)?")
_LABEL = regex(r"(?P<label>[^:;.,()]{4,60}):\s+$")


_NAMES_WITH_COMMA = (("an ninh", "trật tự"), ("phòng", "chống"), ("hòa giải", "đối thoại"), ("sản xuất", "kinh doanh"))


def _one_name(folded: str, floor: int, cut: int) -> bool:
    """Does a comma stand inside a name ("an ninh, trật tự") or inside quotation marks?"""
    before = folded[max(floor, cut - 160) : cut]
    if before.count("“") > before.count("”"):
        opens = folded.rfind("“", floor, cut)
        return opens > floor and not folded.endswith(": ", 0, opens)  # what is said in so many words has clauses
    return any(before.endswith(f"{first}, ") and folded.startswith(second, cut) for first, second in _NAMES_WITH_COMMA)


class Owners:
    """The subjects of a text's figures, asked figure by figure."""

    def __init__(self, page: Context) -> None:
        self._page = page
        self._units: list[tuple[int, int]] = []
        self._chunks: tuple[int, list[int]] = (-1, [])
        self._known: dict[tuple[int, int, bool], tuple[tuple[int, int] | None, bool] | None] = {}

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
        folded = self._page.folded
        start = max(sentence.start, number.opens - 600)
        self._units = [*self._units[-5:], (unit.start, unit.end)]
        if unit.text == "%" and (part := share(self._page, number, unit, sentence)):
            return part
        if behind := belongs(self._page, unit, sentence):
            return behind
        if (acts := self._acts_itself(number, unit, sentence)) is not None:
            return acts or None
        bracket = folded.rfind("(", start, number.opens)
        if bracket >= 0 and folded.find(")", bracket, number.opens) < 0:
            if unit.text == "%" and bracket + 1 == number.opens:
                return counted_before(self._page, bracket, start)
            return self._search(start, bracket) if folded.startswith(("(tăng", "(giảm"), bracket) else None
        if _HOLDS.search(folded, start, number.opens) and (
            _ATTENDS.match(folded, unit.end)
            or "lớp" in folded[start : number.opens]
            or "với" in folded[start : number.opens]
            or folded[start : number.opens].rstrip(" hơngầtrê").endswith(("thu hút", "trước"))
        ):
            return None
        head = folded[max(start, number.opens - 70) : number.opens]
        if _WHERE.search(head) and _PLACES.match(unit.text):
            return None  # "2.000 người của 5 xã", "mô hình ở 58 địa phương": where, not what was done
        if (
            head.endswith((": ", ":"))
            and (label := _LABEL.search(head))
            and not self._verb_in(label["label"])
            and not _NOT_A_SUBJECT.match(label["label"].strip())
        ):
            at = number.opens - len(head) + label.start("label")
            return printed(self._page, at, at + len(label["label"]), strip=True)
        return self._search(start, number.opens)

    def _cuts(self, start: int, stop: int) -> list[int]:
        """Where chunks open between two offsets; they are looked up once a sentence."""
        sentence = self._page.sentence_at(start)
        if self._chunks[0] != sentence.start:
            folded = self._page.folded
            opens = [
                m.end()
                for m in _CHUNK.finditer(folded, sentence.start, sentence.end)
                if not _one_name(folded, sentence.start, m.end())
            ]
            self._chunks = (sentence.start, opens)
        opens = self._chunks[1]
        return opens[bisect_right(opens, start) : bisect_right(opens, stop)]

    def _search(self, start: int, stop: int) -> str | None:
        """Look from the number back to the opening of the sentence for a phrase that acts."""
        folded = self._page.folded
        cuts = [start, *self._cuts(start, stop)]
        bare: tuple[int, int] | None = None
        for index in range(len(cuts) - 1, max(-1, len(cuts) - 14), -1):
            last = cuts[index + 1] if index + 1 < len(cuts) else stop
            before = folded[max(0, cuts[index] - 2) : cuts[index]]
            if any(a <= cuts[index] < b for a, b in self._units):
                continue
            key = (cuts[index], last, index == len(cuts) - 1)
            if key not in self._known:
                self._known[key] = self._subject(*key)
            found = self._known[key]
            if found is not None:
                span, sure = found
                if span is None:
                    return printed(self._page, *bare) if bare else None
                span = self._joined(cuts, index, span)
                if sure:
                    return printed(self._page, *span)
                bare = bare or span
            if ";" in before:
                if bare:
                    break
                if folded[cuts[index] : cuts[index] + 1].isdigit() and index == len(cuts) - 1:
                    return None
            if "(" in before and ")" not in folded[cuts[index] : stop]:
                return None
        return printed(self._page, *bare) if bare else None

    def _subject(self, start: int, stop: int, last: bool) -> tuple[tuple[int, int] | None, bool] | None:
        """The phrase that opens a chunk and acts in it, and whether an auxiliary shows that it does.

        ``(None, …)`` where a speaker opens the chunk: nothing before it is a subject either.
        """
        folded = self._page.folded
        while (lead := LEAD.match(folded, start, stop)) and lead.end() < stop:
            start = lead.end()
        said = folded[start:stop]
        if holds(said, _REPORTING) and (reports := list(_REPORTS.finditer(folded, start, stop))):
            at = reports[-1].end()
            while (lead := LEAD.match(folded, at, stop)) and lead.end() < stop:
                at = lead.end()
            told = self._actor(at, stop) if not _NOT_A_SUBJECT.match(folded, at, stop) else None
            if told and told[0] is not None:
                return told
        helps = holds(said, _HELPING)
        for helped in reversed(list(_HELPED.finditer(folded, start, stop))) if helps else ():
            span = self._actor(helped.end(), stop)
            if span and span[0] is not None and folded[span[0][0] : span[0][1]] not in ("dân", "người dân", "nhân dân"):
                return span[0], True
            if span and span[0] is not None and helped.group().startswith("vận"):
                return span[0], True
        if measured := _MEASURED.match(folded, start, stop):
            digit = _DIGIT.search(folded, start, stop)
            rises = list(_RISES.finditer(folded, measured.end(), digit.start() if digit else stop))
            if not rises:
                return None
            end = rises[-1].start() if folded.startswith(("số", "tỷ", "tỉ"), start) else rises[0].start()
            if whole := _WHOLE.match(folded, start, end):
                start = whole.end()
            return (start, end), True
        if _NOT_A_SUBJECT.match(folded, start, stop) or (_HEADING.match(said) and said.rstrip().endswith(":")):
            return None
        noun = folded[start:stop].strip()
        if (
            last
            and 2 <= len(noun.split()) <= 6
            and noun.split()[0] not in _NO_SUBJECT
            and not self._verb_in(noun)
            and noun[0].isalpha()
            and not noun.endswith((" và", " cùng", " với"))
        ) and not re.search(r"(?<!\w)(?:với|cho|ở|tại|trong|từ|đến|về|của|hơn|gần|khoảng)(?!\w)|\d", noun):
            return (start, self._before_verb(start, stop)), True
        return self._actor(start, stop)

    def _before_verb(self, start: int, stop: int) -> int:
        """Where a phrase right before a number ends, less a verb of one syllable that closes it (``Ban trích``)."""
        tokens = list(_TOKEN.finditer(self._page.folded, start, stop))
        words = [token.group() for token in tokens]
        last = len(words) - 1
        closes = (
            last > 0
            and words[last] in _AMBIGUOUS
            and not any(units.longest("nouns", words, last - n) == n + 1 for n in (1, 2) if last >= n)
        )
        return tokens[last - 1].end() if closes else stop

    def _actor(self, start: int, stop: int) -> tuple[tuple[int, int] | None, bool] | None:
        folded = self._page.folded
        tokens = [(m.group(), m.start(), m.end()) for m in islice(_TOKEN.finditer(folded, start, stop), _REACH)]
        words = [token[0] for token in tokens]
        compound = bool(words) and (units.longest("nouns", words, 0) or units.longest("subjects", words, 0))
        if not words or words[0][0].isdigit() or not (words[0][0].isalpha() or words[0][0] in '“"'):
            return None
        if not compound and (
            words[0] in _NO_SUBJECT or units.longest("verbs", words, 0) or units.longest("verbs", words, 0, "hard:")
        ):
            return None
        index = max(1, compound)
        if words[0] in ("các", "những", "một", "nhiều") and len(words) > 1:
            index = 2 if words[1] != "số" else 3
        if (
            index < len(words)
            and units.longest("event_heads", words, index - 1) == 1
            and (verb := units.longest("verbs", words, index))
        ):
            index += verb
        bare: tuple[int, int] | None = None
        while index < len(words):
            word = words[index]
            if word[0].isdigit():
                if (
                    bare is None
                    and index > 0
                    and units.longest("ordinal_heads", words, index - 1) == 1
                    and word.isdigit()
                    and len(word) < 3
                ):
                    index += 1
                    continue
                if bare is None and index + 1 < len(words) and words[index + 1] in ("cấp", "bên", "ngành"):
                    index += 2
                    continue
                break
            if two := units.longest("nouns", words, index):
                index += two
                continue
            hard = units.longest("verbs", words, index, "hard:")
            soft = units.longest("verbs", words, index)
            if self._page.text[tokens[index][1]].isupper():
                hard = soft = 0
            if " ".join(words[index : index + 2]) in _SPEECH and word not in ("yêu", "đề"):
                return None, True
            if " ".join(words[index : index + 2]) in ("đề nghị", "yêu cầu"):
                return None, True
            if word in _AUXILIARY and (hard or soft):
                if bare is None or word in _TRUE_AUXILIARY:
                    return (start, tokens[index - 1][2]), True
                return bare, True
            doubtful = word in _AMBIGUOUS and max(hard, soft) == 1
            if doubtful and index > 1 and index >= len(words) - 2 and folded.startswith(",", tokens[index][2]):
                doubtful = False  # "quân y khám, phát thuốc": verbs side by side
            if (hard or soft) and bare is None and not doubtful:
                bare = (start, tokens[index - 1][2])
                after = index + max(hard, soft)
                if words[after : after + 2] in (["được", "trị"], ["được", "là"], ["được", "đạt"]):
                    bare = (start, tokens[after][2])  # "hàng hóa thu được trị giá …"
            index += max(hard, soft, 1)
        return (bare, False) if bare else None

    def _joined(self, cuts: list[int], index: int, span: tuple[int, int]) -> tuple[int, int]:
        """A subject whose first nouns stand before a comma: ``Cán bộ, chiến sĩ Công an …``."""
        folded = self._page.folded
        while index and span[0] == cuts[index] and folded[max(0, cuts[index] - 4) : cuts[index]].rstrip().endswith(","):
            before = folded[cuts[index - 1] : cuts[index]].rstrip(" ,")
            while lead := LEAD.match(before + " "):
                before = before[lead.end() :]
            if (
                not before
                or len(before.split()) > 7
                or self._verb_in(before)
                or _NOT_A_SUBJECT.match(before)
                or before.split()[0] in _NO_SUBJECT
                or any(c.isdigit() for c in before)
            ):
                break
            first, second = before.split(), folded[span[0] : span[1]].split()
            groups = units.groups()
            alike = {groups.get(" ".join(first[-n:])) for n in (1, 2, 3)} & {
                groups.get(" ".join(second[:n])) for n in (1, 2, 3)
            } - {None}
            at = folded.rfind(before, 0, cuts[index])
            bodies = (
                self._page.text[at].isupper()
                and (self._page.text[span[0]].isupper() or second[0] == "các")
                and len(first) > 1
            )
            if not alike and not bodies:
                break
            span = (at, span[1])
            index -= 1
        return span

    def _verb_in(self, text: str) -> bool:
        words = [m.group() for m in _TOKEN.finditer(text)]
        for index, word in enumerate(words):
            length = max(units.longest("verbs", words, index), units.longest("verbs", words, index, "hard:"))
            if length and not units.longest("nouns", words, index) and not (length == 1 and word in _AMBIGUOUS):
                return True
        return False

    def _acts_itself(self, number: Number, unit: Unit, sentence: Sentence) -> str | None:
        """Whose a figure is that opens its clause and acts in it: empty where nobody else is named for it.

        ``…; 240 công nhân được khám`` is nobody's, ``1.127 lá đơn được hội viên gửi`` is the members'; ``None`` where
        the figure does not open its clause.
        """
        folded = self._page.folded
        verb = _ITSELF.match(folded, unit.end, sentence.end)
        if verb is None or unit.text == "%":
            return None
        opens = [sentence.start, *self._cuts(sentence.start, number.opens)][-1]
        while (lead := LEAD.match(folded, opens, number.opens)) and lead.end() <= number.opens:
            opens = lead.end()
        listed = verb.group().endswith("tham gia") and folded[sentence.start : number.opens].rstrip().endswith(",")
        if listed or _FEW.fullmatch(folded, opens, number.opens) is None:
            return None
        if (agent := _AGENT.match(folded, unit.end, sentence.end)) is not None:
            found = self._actor(agent.end(), min(sentence.end, agent.end() + 60))
            if found is not None and found[0] is not None and len(folded[slice(*found[0])].split()) > 1:
                return printed(self._page, *found[0]) or ""
        return ""

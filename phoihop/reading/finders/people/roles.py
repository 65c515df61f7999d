"""What persons do at the event (vai trò): attend, chair, speak, sign, present awards, receive them."""

from __future__ import annotations

import re
from functools import cache

from phoihop.reading import lexicon
from phoihop.reading.finders.people.mentions import Mention
from phoihop.reading.lexicon.phrases import Phrases
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context, Sentence

__all__ = ["ADVERBS", "assign", "of_predicate", "speech"]


@cache
def speech() -> Phrases:
    """Verbs of speaking."""
    return Phrases(lexicon.lines("speech"))


ADVERBS = (
    r"(?:(?:đã|cũng|đều|còn|sẽ|vừa|đang|rất|tiếp tục|trực tiếp|cùng|thay mặt[^,.;]{0,80}?|nhiệt liệt|"
    r"thì|một lần nữa|trân trọng|tham dự và|dự và|đến dự và|tới dự và|thẳng thắn|đặc biệt|chân thành|"
    r"ân cần|lần lượt|mạnh dạn|xin|được|tin rằng|đồng thời|đã đến|nhân dịp này|đồng|ôn lại và)\s+){0,4}"
)
_ATTENDS = regex(
    rf"^[\s,]*{ADVERBS}(?:đã\s+)?(?:(?:đến|tới|tham|về|cùng|và các đại biểu|và đại biểu)\s+)?(?:dự|"
    rf"tham dự|có mặt|tham gia|chứng kiến|tới dự|đến dự|"
    rf"bấm nút|nhấn nút|ấn nút|cắt băng)(?!\w|\s+(?:kiến|thảo|án|báo|phòng|toán|định|trữ|"
    rf"luật|thi))"
)
_WITH_OTHERS = regex(r"[\s,]*(?:cùng|và)\s+[^.;:]{0,90}?(?:tham\s+dự|đến\s+dự|tới\s+dự|dự\s+(?:hội|buổi|lễ))(?!\w)")
_SHOWN_AT = regex(  # a caption: "Chủ tịch … và các đại biểu tại buổi lễ"
    r"[\s,]*(?:và\s+(?:các\s+)?(?:đại\s+biểu|khách\s+mời)\s+)?(?:tại|trong)\s+(?:buổi|hội\s+nghị|lễ|cuộc|phiên|"
    r"chương\s+trình)[^.;:,]{0,50}"
)
_CHAIRS = regex(r"(?:đồng\s+)?chủ\s+trì|chủ\s+tọa|điều\s+hành\s+(?:hội\s+nghị|cuộc|buổi|phiên)|đồng\s+chủ\s+tọa")
_SIGNS = regex(
    rf"^[\s,]*(?:đại\s+diện\s+[^,.;]{{0,60}}\s)?{ADVERBS}(?:thực\s+hiện\s+(?:lễ\s+)?ký|ký\s+kết|ký(?!\s+quyết|"
    rf"\s+văn|\s+ban|\s+bằng|\w)|tiến\s+hành\s+ký|đặt\s+bút\s+ký|(?:thay\s+mặt|đại\s+diện)\s+[^,.;]{{2,30}}?\ský(?!\w))"
)
_SIGN_LEAD = regex(
    r"(?<!\w)ký(?!\w)[^.;:]{0,60}(?:là|có|gồm)(?:\s+(?:ba|hai|bốn|\d+|"
    r"các)\s+đồng\s+chí)?\s*:\s*$|(?<!\w)đại\s+diện\s+(?:hai|các|ba)\s+(?:bên|ngành|đơn\s+vị)\s+ký(?:\s+kết)?\s+(?:là|có|gồm)\s+$"
)
_SIGN_LATER = regex(
    r"[\s,]*(?:đã\s+|cùng\s+|trực\s+tiếp\s+)*(?:đặt\s+bút\s+)?ký(?:\s+kết)?\s+(?:vào\s+)?(?:bản\s+)?(?:văn\s+bản|thỏa\s+thuận|chương\s+trình|quy\s+chế|biên\s+bản)"
)
_AWARD = (
    r"(?:bằng\s+(?:khen|chứng)|giấy\s+khen|băng\s+khen|cờ|huân\s+chương|huy\s+chương|kỷ\s+niệm\s+chương|"
    r"danh\s+hiệu|giải|khen\s+thưởng|quyết\s+định\s+(?:khen|tặng)|phần\s+thưởng|thư\s+khen|huy\s+hiệu)"
)
_PRESENTS = regex(
    rf"(?:trao\s+tặng|trao|tặng|thưởng|gắn)\s+(?:[^,.;]{{0,40}}?\s)?{_AWARD}|^[\s,]*{ADVERBS}(?:khen\s+thưởng|"
    rf"trao\s+thưởng|tuyên\s+dương)\s+(?:các|cho|những|\d)"
)
_DECIDED = regex(r"(?<!\w)(?:quyết\s+định|về\s+việc|đề\s+nghị|tờ\s+trình|kế\s+hoạch)(?!\w)")
_PASSIVE = regex(r"(?:^|[\s,])(?:được|vinh\s+dự|đã\s+được|nhận)\s+[^,.;]{0,80}$")
_CLAUSE = regex(r"[;:.!?]|\s[-–]\s")

_SPEECH_LEAD = regex(
    r"(?:^|[,;“”\"]\s*|\b(?:tiếp\s+đó|tiếp\s+theo|sau\s+đó|nhân\s+dịp\s+này|tại\s+[^,]{2,60}),?\s+)(?:phát\s+biểu|"
    r"kết\s+luận|chỉ\s+đạo|khai\s+mạc|bế\s+mạc|trao\s+đổi|chia\s+sẻ|trả\s+lời|đáp\s+từ|báo\s+cáo|"
    r"thông\s+tin|nói\s+(?:về|tại)|đánh\s+giá|trình\s+bày|giải\s+trình|ghi\s+nhận|đại\s+diện[^,]{0,80}phát\s+biểu|"
    r"tham\s+luận|giao\s+nhiệm\s+vụ|góp\s+ý)(?=[\s,])[^.;:]{0,200}$"
)
_ACCORDING = regex(
    r"(?:^|[\s,])(?:theo|lời|ý\s+kiến\s+của|chỉ\s+đạo\s+của|phát\s+biểu\s+của|tham\s+luận\s+của|chia\s+sẻ\s+của|"
    r"báo\s+cáo\s+của|khẳng\s+định\s+của)\s+$"
)
_PRESENCE = regex(
    r"(?<!\w)(?:dự|tham\s+dự|tham\s+gia|có\s+mặt|sự\s+hiện\s+diện|hiện\s+diện|chứng\s+minh\s+(?:buổi|lễ)|đến\s+dự|"
    r"tới\s+dự|cùng\s+dự|chứng\s+kiến|về\s+phía|phía|đại\s+diện|khách\s+mời|đại\s+biểu|thành\s+phần|"
    r"sự\s+tham\s+gia|sự\s+tham\s+dự|đoàn\s+công\s+tác)(?!\w)"
)
_AT_ONCE = regex(
    r"(?:cùng\s+|tham\s+|đến\s+|tới\s+)?dự\s+(?:và\s+chỉ\s+đạo\s+)?(?:hội\s+nghị|buổi\s+lễ|lễ|buổi|cuộc|đại\s+hội|"
    r"hội\s+thảo|diễn\s+đàn|tọa\s+đàm)"
    r"[^.;:]{0,40}$"
)
_PRESENT_AT = regex(
    r"(?:cùng\s+|đến\s+|tới\s+|tham\s+)?(?:có\s+mặt|dự|chứng\s+kiến)\s+(?:tại\s+|trong\s+)?(?:hội\s+nghị|buổi|lễ|cuộc|"
    r"ngày\s+hội|diễn\s+đàn|tọa\s+đàm|hội\s+thảo)[^,.;:]{0,40},\s*(?:đồng\s+chí\s+|các\s+đồng\s+chí\s*:?\s+)?$"
)
_DELEGATION = regex(
    r"(?:^|\s)đoàn\s+[^,.;:]{2,40}\s(?:do|gồm|có)\s+$|các\s+thành\s+viên\s+(?:đoàn\s+)?(?:gồm|có)\s*:?\s*$"
)
_HAS = regex(r"(?<!\w)(?:có|gồm|gồm\s+có|của|là)(?!\w)|:|\bdự\b")
_MET = regex(
    r"(?:cuộc\s+(?:họp|làm\s+việc|gặp|tiếp)|buổi\s+(?:làm\s+việc|gặp|tiếp|họp))\s+(?:với|cùng|"
    r"giữa)\s+[^.;]{0,60}$|(?:làm\s+việc|gặp\s+mặt|tiếp)\s+(?:với|cùng)?\s*$"
)
_CHAIR_LEAD = regex(
    r"(?:chủ\s+trì\s+của|chủ\s+trì\s+(?:hội\s+nghị|buổi|cuộc|lễ|phiên|hội\s+thảo|tọa\s+đàm|đại\s+hội|kỳ\s+họp|"
    r"ngày\s+hội|diễn\s+đàn|đối\s+thoại)[^.;]{0,60}(?:có|là|gồm|:)|chủ\s+tọa[^.;]{0,30}(?:có|là|:)|chủ\s+trì\s*:|"
    r"chủ\s+trì\s+(?:tại|ở)\s+[^.;:,]{2,40}?\s(?:có|là|gồm)|"
    r"(?<!\w)do)\s*(?:các\s+)?(?:đồng\s+chí\s*:?\s*)?$"
)
_WIN_LEAD = regex(
    rf"(?:(?:tặng|trao|trao\s+tặng)\s+(?:[^.;]{{0,60}}?\s)?{_AWARD}|khen\s+thưởng|tuyên\s+dương|biểu\s+dương|"
    rf"vinh\s+danh|tôn\s+vinh|truy\s+tặng)[^.;]{{0,160}}?(?:cho|gồm|đối\s+với|là|:)\s[^.]{{0,600}}$"
)
_WIN_REACH = 1000
"""Characters that a lead of winners can span, with those behind it."""
_AMONG_WINNERS = regex(
    rf"(?:trong\s+(?:số\s+)?(?:đó|các|những|\d+)?\s*(?:cá\s+nhân|điển\s+hình|gương|tấm\s+gương|"
    rf"người\s+được)[^.;]{{0,60}}?\s(?:có|là|gồm)\s*:?\s|"
    rf"được\s+(?:khen|trao\s+thưởng|nhận\s+thưởng)\s[^.;]{{0,60}}?(?:gồm|là|có)\s*:?\s|"
    rf"{_AWARD}\s+của\s[^.;]{{0,100}}?\scho\s)[^.;]{{0,200}}$"
)
_LIST_OF_WINNERS = regex(
    r"danh\s+sách[^.]{0,200}(?:khen|tuyên\s+dương|biểu\s+dương|quyết\s+định)|tặng\s+(?:bằng|"
    r"giấy)\s+khen[^.;]{0,200}danh\s+sách"
)
_WIN_BEHIND = regex(
    rf"^[^.;]{{0,60}}?(?:được|vinh\s+dự|nhận|đón\s+nhận)\s+(?:[^.;]{{0,60}}?\s)?(?:tặng|trao|nhận|phong|{_AWARD})"
)


def assign(page: Context, all_mentions: list[Mention]) -> None:
    by_sentence: dict[int, list[Mention]] = {}
    for mention in all_mentions:
        by_sentence.setdefault(page.sentence_at(mention.name.start).start, []).append(mention)
    listed = _LIST_OF_WINNERS.search(page.folded) is not None
    for start, group in by_sentence.items():
        sentence = page.sentence_at(start)
        _sentence_roles(page, sentence, group)
        if page.events and _is_caption(page, sentence):
            for mention in group:
                mention.pictured = not mention.roles
        if listed and re.match(
            r"\d{1,3}\s?[.)]\s|[-–+•]\s", page.text[page.paragraphs[sentence.paragraph].start :][:8]
        ):
            for mention in group:
                mention.winner = mention.winner or not mention.roles


_ONE_UNIT = regex(
    r"(?:\s*\([^()]{1,40}\))?[\s,;)]*(?:(?:và|cùng với|cùng|với)\s*)?(?:(?:các|hai)\s*)?"
    r"(?:(?:đồng chí|đ/c|ông|bà)\s*:?\s*)?"
)
_HAS_MET = regex(r"[\s,]*(?:đã\s+)?có\s+(?:cuộc|buổi)\s+(?:họp|làm\s+việc|gặp|tiếp|trao\s+đổi)")
_GOES_ON = regex(r"\s*;\s*(?:và\s+)?")


_NUMBERED_PICTURE = regex(r"(?:ảnh|hình)\s+\d{1,2}\s*[:.]")


def _is_caption(page: Context, sentence: Sentence) -> bool:
    """Does a sentence stand under a picture: a caption, a numbered picture, or a line that ends with its credit?"""
    paragraph = page.paragraphs[sentence.paragraph]
    if paragraph.kind == "caption" or _NUMBERED_PICTURE.match(page.folded, paragraph.start):
        return True
    return paragraph.end - paragraph.start < 350 and any(
        paragraph.start < credit.start and paragraph.end - credit.end < 3 for credit in page.credits
    )


def _sentence_roles(page: Context, sentence: Sentence, group: list[Mention]) -> None:
    folded = page.folded
    units: list[list[Mention]] = []
    for mention in group:
        if units:
            gap = folded[units[-1][-1].end : mention.start]
            if _ONE_UNIT.fullmatch(gap):
                units[-1].append(mention)
                continue
        units.append([mention])
    lead = folded[sentence.start : units[0][0].start]
    presence = _PRESENCE.search(lead)
    attends = (
        _AT_ONCE.match(lead) is not None
        or _PRESENT_AT.match(lead) is not None
        or (
            presence is not None
            and (_HAS.search(lead, presence.end()) is not None or lead.rstrip().endswith((":", "dự")))
            and not _SPEECH_LEAD.search(lead)
            and not re.search(r"(?:thành\s+tích|khen|tặng|trao)\b", lead)
        )
    )
    previous: list[Mention] = []
    signing = False
    for index, unit in enumerate(units):
        first, last = unit[0], unit[-1]
        floor = units[index - 1][-1].end if index else sentence.start
        ceiling = units[index + 1][0].start if index + 1 < len(units) else sentence.end
        before = folded[floor : first.start]
        behind = _ASIDE.sub("", _DASH_ON.sub(" ", folded[last.end : ceiling]))
        roles: set[str] = set()
        broken = _CLAUSE.search(behind)
        clause = behind[: broken.start()] if broken is not None and broken.group() != ":" else behind
        if attends and (
            index == 0
            or re.search(r"[;,:)]|(?:và|cùng|có)\s*$|đồng chí", before) is not None
            or not _verb_between(before)
        ):
            roles.add("attends")
        if _MET.search(before) or _DELEGATION.search(before) or _HAS_MET.match(clause):
            roles.add("attends")
        shown = broken is None and index + 1 == len(units) and _SHOWN_AT.fullmatch(clause.rstrip(" ."))
        if _ATTENDS.match(clause) or _WITH_OTHERS.match(clause) or shown:
            roles.add("attends")
        if _CHAIRS.search(clause[:90]) and not re.search(r"(?:do|cơ quan)\s+[^,]{0,60}chủ\s+trì", clause[:90]):
            roles.add("chairs")
        if _CHAIR_LEAD.search(before) and (
            "do" not in before.split()[-3:] or re.match(r"[^,.;]{0,40}chủ\s+trì", clause)
        ):
            roles.add("chairs")
        if _SIGNS.match(clause) or _SIGN_LATER.match(clause) or (index == 0 and _SIGN_LEAD.search(before)) or signing:
            signing = signing or _SIGNS.match(clause) is None
            roles.add("signs")
        award = _PRESENTS.search(clause[:140])
        if (
            award is not None
            and not _DECIDED.search(clause[: award.start()])
            and not _PASSIVE.search(clause[: award.start()])
            and not before.rstrip().endswith(("cho", "được", "của"))
        ):
            roles.add("presents_award")
        if _speaks(page, sentence, before, clause, behind, first, last, index):
            roles.add("speaks")
        given = award is None or _PASSIVE.search(clause[: award.start()]) is not None
        if given and (
            (_WIN_BEHIND.match(clause) and re.search(_AWARD, clause[:140]))
            or _WIN_LEAD.search(folded[max(sentence.start, first.start - _WIN_REACH) : first.start])
            or _AMONG_WINNERS.search(folded[max(sentence.start, first.start - _WIN_REACH) : first.start])
        ):
            for mention in unit:
                mention.winner = "attends" not in roles and not roles & {"speaks", "chairs"}
        if index == 0 and attends and re.search(r"phát\s+biểu", lead):
            first.roles.add("speaks")  # "Tới dự và phát biểu chỉ đạo có …": the first named
        if roles >= {"attends", "chairs"} and re.match(r"\s*,\s*(?:đồng\s+)?chủ\s+trì", clause):
            roles.discard("attends")
        for mention in unit:
            mention.roles |= roles
        if roles == {"attends"} and all(not mention.roles for mention in previous):
            for mention in previous:  # "A; B cùng … tham dự": one verb for the whole list
                mention.roles.add("attends")
        previous = [*previous, *unit] if _GOES_ON.fullmatch(behind) else []


def of_predicate(clause: str) -> set[str]:
    """The roles that the words right behind an office alone give to who holds it."""
    roles: set[str] = set()
    verb = re.match(rf"\s*,?\s*{ADVERBS}", clause)
    if verb is not None and speech().match(clause, verb.end()):
        roles.add("speaks")
    award = _PRESENTS.search(clause[:100])
    if (
        award is not None
        and award.start() < 30
        and "trao" in award.group()
        and not _PASSIVE.search(clause[: award.start()])
    ):
        roles.add("presents_award")
    return roles


def _verb_between(before: str) -> bool:
    return speech().search(before) is not None or re.search(r"(?:trao|tặng|chủ trì|ký kết)\b", before) is not None


_CALLING = regex(  # who somebody is, without an office: "ông X, nông dân xã Y cho biết"
    r"(?:\s*,\s+|\s*\(|\s+(?=ở|trú|ngụ))(?:nông\s+dân|người\s+dân|chủ|hội\s+viên|đoàn\s+viên|công\s+nhân|"
    r"giáo\s+viên|sinh\s+viên|học\s+sinh|ngư\s+dân|tiểu\s+thương|"
    r"cựu\s+chiến\s+binh|trú|ngụ|ở|cư\s+dân|phụ\s+huynh|đại\s+diện|người|khối|tổ|thôn|bản|xóm|ấp|khu|phường|"
    r"xã)(?!\w)[^,.;:“”]{0,70}?(?=[)]?\s(?:cho|nói|chia|phản|bày|kể|mong|đề|kiến|khẳng|đã|cũng|phàn|lo|than|trăn|"
    r"băn|xúc|thắc|hỏi|nêu|tâm)[\s:])"
)
_ASIDE = regex(r"^\s*\([^()]{1,60}\)(?=\s)")
_QUOTED_BEFORE = regex(r"[”\"]\s?,\s+(?:(?:đồng\s+chí|ông|bà|anh|chị|cô|thầy|cụ|bác|em)\s+)?$")
_DASH_ON = regex(r"^\s*(?:[-–]\s+|\.{3}\s|…\s?)")


@cache
def _says() -> re.Pattern[str]:
    verbs = lexicon.alternatives(lexicon.lines("speech"))
    return regex(rf"[\s,)]*{ADVERBS}(?P<verb>{verbs})(?!\w)")


_TELLS = regex(  # "ông X gật gù: giờ ra khơi …", "bà Y, tổ trưởng, thẳng thắn: còn …", "bà Y vẫy tay: “…”"
    r"(?:\s+(?!(?:có|gồm|là|sau|như|đồng|chí|trao|tặng|ký|gửi|"
    r"thăm)\s)[^\W\d_]+){1,4}(?<!gồm)(?<!là)(?<!sau)(?<!như)(?<!chí)(?<!có):\s+[^\s\d]|"
    r"[^.;:“”\"]{1,70}:\s*[“\"]"
)
_FRANKLY = regex(r"\)?,\s+(?!gồm|có|là|như)[a-zà-ỹđ][^,.;:“”\"]{1,40}:\s+[^\W\d_A-ZĐ]")
"""``bà X, Chi cục trưởng, thẳng thắn: có lúc …``"""
_COMMA = regex(rf",\s+{ADVERBS}")


def _apposed(clause: str) -> bool:
    """Does a verb of speech stand behind one to three appositions: ``bà X, tiểu thương ở đây, kể rằng``?"""
    if not clause.lstrip().startswith(","):
        return False
    commas = list(_COMMA.finditer(clause[:240]))[1:4]
    return any(speech().match(clause, comma.end()) for comma in commas)


_ALSO_SPEAKS = regex(
    r"[^.;:“”]{0,140}?(?:,|\svà)\s*(?:đã\s+|cũng\s+|đồng\s+thời\s+)?(?:phát\s+biểu|kết\s+luận\s+hội|"
    r"khẳng\s+định|nhấn\s+mạnh|đề\s+nghị|yêu\s+cầu|bày\s+tỏ|đánh\s+giá\s+cao|ghi\s+nhận)(?!\w)"
)
_QUOTED = regex(r"\s*:\s*[“\"]")
_SPEAKS_THERE = regex(
    r"[\s,]*(?:tại\s+[^,.;]{2,60}[,\s]+|trong\s+[^,.;]{2,60}[,\s]+)(?:đã\s+|cũng\s+)?(?:phát\s+biểu|"
    r"cho\s+biết|khẳng\s+định|nhấn\s+mạnh|đề\s+nghị|yêu\s+cầu)"
)


def _speaks(
    page: Context, sentence: Sentence, before: str, clause: str, behind: str, first: Mention, last: Mention, index: int
) -> bool:
    verb = _says().match(clause)
    if verb is not None and not re.match(r"(?:bằng|giấy)\s+khen", clause[verb.end() :].lstrip()):
        return not re.match(r"[\s,]*(?:được|bị)\s", clause) or "phát biểu" in verb["verb"]
    joined = _ALSO_SPEAKS.match(clause)
    if joined is not None and not re.search(r"\b(?:các|nhiều)\s+(?:đại\s+biểu|ý\s+kiến)", joined.group()):
        return True
    if _QUOTED.match(behind) or _SPEAKS_THERE.match(clause):
        return True
    calling = _CALLING.match(clause)
    if calling is not None and _says().match(clause, calling.end()):
        return True
    if first.start - sentence.start < 24 and _TELLS.match(behind):
        return True
    if _apposed(clause) or (first.start - sentence.start < 24 and _FRANKLY.match(page.text, last.end, sentence.end)):
        return True
    if _ACCORDING.search(before) or _QUOTED_BEFORE.search(before):
        return True
    return index == 0 and _SPEECH_LEAD.search(before) is not None

"""An explanation in the words and the shape of the side panel."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone

from phoihop.figures.forms.asking import CLOSED, MAPS, period_label, system_label
from phoihop.figures.queries.explaining import Explanation, Joined, Line, Said
from phoihop.figures.queries.totals import Total
from phoihop.figures.rules.printing import Form, counted_unit, doubted, printed, quoted
from phoihop.figures.rules.questions import Question
from phoihop.figures.rules.values import Comparator, Coverage, SourceKind, Standing
from phoihop.indicators.models import Indicator
from phoihop.web.print import day, number

__all__ = ["address", "panel", "rule_words", "said_of"]

SHOWN = 8
#: How many successions stand in the line about the map; the others unfold below.
NAMED = 3

UNITS = {
    "sum": "Cộng các đơn vị",
    "none": "Không cộng các đơn vị",
}
TIME = {
    "sum": "cộng số của các kỳ, đã có số của cả kỳ dài (như cả năm) thì dùng số đó",
    "last": "lấy kỳ cuối có số của từng đơn vị",
    "mean": "bình quân các kỳ",
    "none": "không gộp các kỳ",
}
SYSTEMS = {
    "apart": "mỗi hệ thống một số, không cộng chung",
    "sum": "cộng các hệ thống",
    "union": "cộng các hệ thống, trừ phần trùng đã ghi",
}


def address(question: Question) -> str:
    """Where a number is explained."""
    return f"{reverse('figures:explain')}?{question.query}"


def said_of(total: Total | None, indicator: Indicator, form: Form = Form.BARE) -> str:
    """A total as printed, an en dash where nothing is counted; what cannot be carries a word of doubt."""
    if total is None:
        return "–"
    told = printed(total.value, total.comparator, unit=indicator.unit, scale=indicator.scale, form=form)
    doubt = doubted(total.value, unit=indicator.unit, scale=indicator.scale)
    return f"{told} ({doubt})" if doubt else told


def rule_words(indicator: Indicator) -> str:
    """How an indicator adds up, as one sentence (cách cộng)."""
    if indicator.numerator is not None:
        return "Cộng riêng tử số và mẫu số rồi mới chia, không lấy bình quân các tỷ lệ."
    return f"{UNITS[indicator.over_units]}; {TIME[indicator.over_time]}; {SYSTEMS[indicator.over_systems]}."


def panel(found: Explanation, *, sample: bool) -> dict[str, Any]:
    """What ``web/components/explanation.html`` shows."""
    indicator, question = found.indicator, found.question
    steps: list[dict[str, Any]] = []
    value = said_of(found.total, indicator, Form.FULL)
    if found.parts:
        steps.append({"name": found.unit, "value": said_of(found.total, indicator), "note": _note(found)})
        steps.append(_parts(found))
    elif not found.lines_shown:
        steps.append({"name": found.unit, "value": said_of(found.total, indicator), "note": f"{CLOSED}."})
    elif _note(found):
        steps.append({"name": found.unit, "value": said_of(found.total, indicator), "note": _note(found)})
    steps += [_said(one, indicator) for one in found.said]
    steps += [_half(line, found.counted_by(line)) for line in found.halves]
    if not steps:
        steps.append(
            {"name": found.unit, "value": value, "note": "Chưa có số liệu nào được tính cho đơn vị này trong kỳ."}
        )
    title = f"{value} {indicator.name[:1].lower()}{indicator.name[1:]}" if indicator.unit == "%" else value
    return {
        "title": title,
        "subtitle": f"{indicator.name}; {found.unit}, {system_label(question.system)}, {period_label(question.period)}",
        "sample": sample,
        "facts": _facts(found),
        "steps": steps,
        "clip": f"{value} ({found.unit}, {system_label(question.system)}, {period_label(question.period)}; "
        f"{indicator.code}, theo địa giới hành chính ngày {day(question.on)}"
        f"{f'; {found.edition.name}' if found.edition else ''})",
        "silent": [(name, address(asked)) for name, asked in found.silent],
        "joined": [_joined_words(one) for one in found.joined[NAMED:]],
        "maps": f"{reverse('figures:two_maps')}?{question.query}" if found.former else "",
        "manifest": f"{reverse('figures:manifest')}?{question.query}",
    }


def _facts(found: Explanation) -> list[tuple[str, str]]:
    indicator = found.indicator
    facts = [
        ("Đếm gì", _what(indicator)),
        ("Cách cộng", rule_words(indicator)),
        ("Địa giới", _map_words(found)),
        ("Số liệu", _standing_words(found)),
    ]
    if found.edition:
        facts.append(("Số liệu chốt", _edition_words(found)))
    if found.below[1]:
        facts.append(("Độ phủ", _coverage_words(found)))
    elif found.units and found.total is not None:
        facts.append(("Độ phủ", f"Chưa có số liệu của đơn vị nào trong {number(found.units)} đơn vị bên dưới."))
    if found.indicator.unit != "%" and found.question.line == "all":
        facts.append(("Trên 1 vạn dân", _people_words(found)))
    if found.beside and (found.parts or not (found.total and found.total.standin)):
        facts.append(("Đơn vị tự báo cáo", _beside_words(found)))
    if found.carried:
        facts.append(("Kỳ của số", f"{found.carried} đơn vị chưa có số của kỳ cuối, lấy số kỳ trước đó."))
    if found.halves:
        halves = [said_of(line.total, found.counted_by(line)) for line in found.halves]
        facts.append(("Tử số, mẫu số", " / ".join(halves)))
    return facts


def _standing_words(found: Explanation) -> str:
    question, edition = found.question, found.edition
    words = "Số đã được cấp trên nhận" if question.accepted_only else "Cả số đã gửi, chưa nhận"
    until, days = timezone.localtime(edition.made_at if edition else None).date(), question.period.range
    if days.start <= until < days.end:
        return f"{words}. Kỳ chưa kết thúc, theo số liệu ghi đến ngày {day(until)}."
    return f"{words}."


def _what(indicator: Indicator) -> str:
    unit = counted_unit(indicator.unit) or indicator.unit
    return f"{indicator.name} ({indicator.code}), tính bằng {unit}. {indicator.definition}".strip()


def _map_words(found: Explanation) -> str:
    words = f"Theo địa giới hành chính ngày {day(found.question.on)}."
    for one in found.joined[:NAMED]:
        words += f" {_joined_words(one)}."
    if more := len(found.joined[NAMED:]):
        words += f" Và {number(more)} lần sắp xếp khác, xem ở dưới."
    elif found.former and not found.joined:
        kind = "cũ" if found.question.on >= MAPS[1] else "trên địa giới khác"
        words += f" Gồm số của {number(found.former)} đơn vị {kind}."
    return words


def _joined_words(one: Joined) -> str:
    act = f" ({one.legal_act})" if one.legal_act else ""
    return f"{one.old[:1].upper()}{one.old[1:]} → {one.new} từ {day(one.on)}{'' if one.whole else ', một phần'}{act}"


def _edition_words(found: Explanation) -> str:
    edition = found.edition
    if edition is None:
        return ""
    words = f"{edition.name}, chốt ngày {day(timezone.localtime(edition.made_at))}, mã {edition.digest[:12]}."
    if found.now is not None and found.total is not None and found.now.value != found.total.value:
        words += f" Số chốt là {said_of(found.total, found.indicator)}; hiện nay là "
        words += f"{said_of(found.now, found.indicator)}."
    return words


def _coverage_words(found: Explanation) -> str:
    said, of = found.below
    words = f"{number(said)} trên {number(of)} đơn vị có số liệu"
    return f"{words}." if said == of else f"{words}, {number(of - said)} đơn vị chưa có."


def _people_words(found: Explanation) -> str:
    people, total = found.people, found.total
    if people is None:
        return "Chưa có dân số của đơn vị này, nên không tính được."
    told = f"dân số {number(people.people)} người, tính đến {day(people.on)}, nguồn: {people.source}"
    if total is None or total.value is None:
        return f"Chưa có số để tính; {told}."
    said, of = found.below
    partly = f" Mới có {number(said)} trên {number(of)} đơn vị, tính trên dân số cả đơn vị." if said < of else ""
    return f"{number(people.per(total.value / 10**found.indicator.scale))} ({told}).{partly}"


def _beside_words(found: Explanation) -> str:
    told = []
    for one in found.beside:
        value = printed(
            one.value, one.comparator, unit=found.indicator.unit, scale=found.indicator.scale, form=Form.BARE
        )
        told.append(f"{value} ({period_label(one.period)})")
    words = "; ".join(told)
    difference = found.total.difference if found.total else None
    if difference:
        words += f". {'Hơn' if difference > 0 else 'Kém'} số cộng {_difference(found, abs(difference))}."
    return words


def _difference(found: Explanation, difference: int) -> str:
    """How far a statement is from the sum: about so much where one of the two is not exact, in points for a rate."""
    indicator, total = found.indicator, found.total
    exact = total is None or {total.comparator, found.beside[0].comparator} == {Comparator.EQ}
    amount = printed(
        difference,
        Comparator.EQ if exact else Comparator.APPROX,
        unit="" if indicator.unit == "%" else indicator.unit,
        scale=indicator.scale,
        form=Form.BARE,
    )
    return f"{amount} điểm phần trăm" if indicator.unit == "%" else amount


def _note(found: Explanation) -> str:
    total = found.total
    if total is None:
        return ""
    words = []
    standing_in = sum(line.total.standin for line in found.parts)
    if standing_in:
        every = len(found.parts)
        of = f"cả {number(every)}" if standing_in == every else f"{number(standing_in)} trong {number(every)}"
        words.append(
            f"ở {of} đơn vị bên dưới, nơi nào cấp dưới chưa có số thì dùng số đơn vị đó báo cáo cho cả địa bàn"
        )
    elif total.standin and found.units and not found.parts:
        words.append("lấy theo báo cáo của đơn vị cho cả địa bàn, vì các đơn vị bên dưới chưa có số")
    elif total.standin and found.parts:
        words.append("có phần lấy theo báo cáo của đơn vị cho cả địa bàn, ở kỳ mà các đơn vị bên dưới chưa có số")
    if total.forced:
        words.append("người tổng hợp chọn số của đơn vị thay số cộng")
    if total.comparator is Comparator.GE and total.counted > 1:
        words.append("có đơn vị ghi “hơn”, “trên” nên tổng hiểu là ít nhất")
    if total.excused:
        words.append(f"{total.excused} đơn vị không áp dụng")
    return (f"{'; '.join(words)}.").capitalize() if words else ""


def _parts(found: Explanation) -> dict[str, Any]:
    top = max((abs(line.total.value or 0) for line in found.parts), default=0) or 1
    lines = [
        {
            "name": line.name,
            "value": said_of(line.total, found.indicator),
            "share": 100 * abs(line.total.value or 0) / top,
            "href": address(line.question),
        }
        for line in found.parts
    ]
    said, of = found.below
    counted = sum(line.total.counted for line in found.parts)
    return {
        "name": f"{number(said)} trên {number(of)} đơn vị có số liệu",
        "value": said_of(found.total, found.indicator),
        "note": f"Cộng từ {number(counted)} số liệu. Bấm vào đơn vị để xem tiếp.",
        "parts": lines[:SHOWN] if len(lines) > SHOWN + 1 else lines,
        "others": lines[SHOWN:] if len(lines) > SHOWN + 1 else [],
    }


def _said(one: Said, indicator: Indicator) -> dict[str, Any]:
    source = one.source
    place = f"?tu={source.start}&den={source.end}#doan" if source.paper_id and source.start is not None else ""
    text = one.quote.said if one.quote else ""
    value = quoted(one.value, one.comparator, unit=indicator.unit, scale=indicator.scale, text=text or source.label)
    notes = [period_label(one.period.period)]
    if one.coverage is Coverage.AREA:
        notes.append("số đơn vị báo cáo cho cả địa bàn")
    if one.heirs:
        notes.append(f"nay là {', '.join(one.heirs[:3])}")
    if one.before is not None:
        before = printed(one.before, Comparator.EQ, unit=indicator.unit, scale=indicator.scale, form=Form.BARE)
        notes.append(f"trước đây ghi {before}" + (f", sửa vì: {one.reason}" if one.reason else ""))
    step: dict[str, Any] = {
        "name": one.body,
        "value": value,
        "note": "; ".join(notes),
        "doc": {"name": source.label, "href": source.address + place, "place": source.cell},
        "read_note": _who(one),
    }
    if one.quote:
        step["quote"] = {
            "before": one.quote.before,
            "mark_before": "",
            "figure": one.quote.said,
            "mark_after": "",
            "after": one.quote.after,
        }
    if source.address:
        label = "Mở báo cáo" if source.kind == SourceKind.FORM else "Mở văn bản"
        step |= {"open_href": source.address + place, "open_label": label}
    if one.evidence:
        step["note"] += ". Cùng số: " + "; ".join(proof.label for proof in one.evidence)
    return step


def _who(one: Said) -> str:
    source = one.source
    entered = timezone.localtime(source.entered_at)
    words = f"{source.entered_by} nhập {entered:%H:%M} ngày {day(entered.date())}"
    if source.accepted_by and source.accepted_at:
        words += f"; {source.accepted_by} nhận ngày {day(timezone.localtime(source.accepted_at).date())}"
    elif one.standing is Standing.SUBMITTED:
        words += "; chờ cấp trên nhận"
    return words


def _half(line: Line, indicator: Indicator) -> dict[str, Any]:
    value = said_of(line.total, indicator)
    return {
        "name": line.name,
        "value": value,
        "parts": [{"name": line.name, "value": value, "share": 100, "href": address(line.question)}],
    }

"""An explanation in the words and the shape of the side panel."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phoihop.figures.forms.asking import CLOSED, MAPS, period_label, system_label
from phoihop.figures.forms.evidence import share_words, step_of
from phoihop.figures.forms.saying import address, rule_words, said_of
from phoihop.figures.forms.together import steps_of_all_parties
from phoihop.figures.queries.explaining import Explanation, Joined, Line, Said
from phoihop.figures.rules.comparators import compared, of_sum
from phoihop.figures.rules.printing import WORDS, Form, counted_unit, printed
from phoihop.figures.rules.values import Comparator
from phoihop.indicators.models import Indicator
from phoihop.web.print import day, number

__all__ = ["panel"]

SHOWN = 8
#: How many successions stand in the line about the map; the others unfold below.
NAMED = 3


def panel(found: Explanation, *, sample: bool) -> dict[str, Any]:
    """What ``web/components/explanation.html`` shows."""
    indicator, question = found.indicator, found.question
    steps: list[dict[str, Any]] = []
    value = said_of(found.total, indicator, Form.FULL)
    steps += steps_of_all_parties(found)
    if found.parts:
        steps.append({"name": found.unit, "value": said_of(found.total, indicator), "note": _note(found)})
        if found.total is None or not found.total.forced:
            steps.append(_parts(found))
    elif not found.lines_shown:
        steps.append({"name": found.unit, "value": said_of(found.total, indicator), "note": f"{CLOSED}."})
    elif _note(found):
        steps.append({"name": found.unit, "value": said_of(found.total, indicator), "note": _note(found)})
    steps += [step_of(one, indicator) for one in found.said if not _only_beside(found)]
    if found.parts and found.total is not None and found.total.forced:
        steps.append(_parts(found))
    steps += [_half(line, found.counted_by(line)) for line in found.halves]
    steps += [step_of(one, indicator) | {"note": _beside_note(one)} for one in found.said if _only_beside(found)]
    if not steps:
        steps.append(
            {"name": found.unit, "value": value, "note": _("Chưa có số liệu nào được tính cho đơn vị này trong kỳ.")}
        )
    title = f"{value} {indicator.name[:1].lower()}{indicator.name[1:]}" if indicator.unit == "%" else value
    return {
        "title": title,
        "subtitle": f"{indicator.name}; {found.unit}, {system_label(question.system)}, {period_label(question.period)}",
        "sample": sample,
        "facts": _facts(found),
        "steps": steps,
        "clip": _("{value} ({unit}, {system}, {period}; {code}, theo địa giới hành chính ngày {day}{edition})").format(
            value=value,
            unit=found.unit,
            system=system_label(question.system),
            period=period_label(question.period),
            code=indicator.code,
            day=day(question.on),
            edition=f"; {found.edition.name}" if found.edition else "",
        ),
        "silent": [(name, address(asked)) for name, asked in found.silent],
        "joined": [_joined_words(one) for one in found.joined[NAMED:]],
        "maps": f"{reverse('figures:two_maps')}?{question.query}" if found.former else "",
        "manifest": f"{reverse('figures:manifest')}?{question.query}",
    }


def _facts(found: Explanation) -> list[tuple[str, str]]:
    indicator = found.indicator
    facts = [
        (_("Đếm gì"), _what(indicator)),
        (_("Cách cộng"), rule_words(indicator)),
        (_("Địa giới"), _map_words(found)),
        (_("Số liệu"), _standing_words(found)),
    ]
    if found.edition:
        facts.append((_("Số liệu chốt"), _edition_words(found)))
    if found.below[1]:
        facts.append((_("Độ phủ"), _coverage_words(found)))
    elif found.units and found.total is not None:
        nothing = _("Chưa có số liệu của đơn vị nào trong {n} đơn vị bên dưới.")
        facts.append((_("Độ phủ"), nothing.format(n=number(found.units))))
    if found.indicator.unit != "%" and found.question.line == "all":
        facts.append((_("Trên 1 vạn dân"), _people_words(found)))
    if found.beside and (found.parts or not (found.total and found.total.standin)):
        facts.append((_("Đơn vị tự báo cáo"), _beside_words(found)))
    if found.carried:
        carried = _("{n} đơn vị chưa có số của kỳ cuối, lấy số kỳ trước đó.")
        facts.append((_("Kỳ của số"), carried.format(n=found.carried)))
    if found.parties and found.question.breakdown and found.indicator.over_systems == "union":
        facts.append((_("Phần trùng"), _("Ghi cho cả chỉ tiêu, không chia theo phân tổ: số của phân tổ là số cộng.")))
    if found.halves:
        halves = [said_of(line.total, found.counted_by(line)) for line in found.halves]
        facts.append((_("Tử số, mẫu số"), " / ".join(halves)))
    if found.older_parts:
        facts.append((_("Kỳ của phân tổ"), _older_words(found)))
    if found.stating_the_rate:
        facts.append((_("Tỷ lệ ghi thẳng"), _stated_words(found)))
    if any(found.one_half):
        facts.append((_("Cần xem lại"), _one_half_words(found)))
    return facts


def _older_words(found: Explanation) -> str:
    """That a part of a stock is of an earlier period than the stock: the two are not of one day."""
    if not found.parts:
        return _("Tổng đã có số của kỳ sau, phân tổ này thì chưa: hai số không cùng một kỳ.")
    told = _("{n} đơn vị có tổng của kỳ sau mà phân tổ còn của kỳ trước: cộng các phân tổ có thể không bằng tổng.")
    return told.format(n=number(found.older_parts))


def _stated_words(found: Explanation) -> str:
    """Which units state the rate itself: it is kept and printed with them, and never added."""
    names = found.stating_the_rate
    shown = ", ".join(names[:SHOWN]) + ("…" if len(names) > SHOWN else "")
    told = _("{n} đơn vị ghi thẳng tỷ lệ: {names}. Tỷ lệ không cộng được nên không nằm trong số này.")
    return told.format(n=number(len(names)), names=shown)


def _one_half_words(found: Explanation) -> str:
    """Which units said one half of a rate alone: what is divided is then not of the same units."""
    words = (
        _("{n} đơn vị chỉ có tử số, không có mẫu số: {names}."),
        _("{n} đơn vị chỉ có mẫu số, không có tử số: {names}."),
    )
    told = []
    for said, names in zip(words, found.one_half, strict=True):
        if names:
            shown = ", ".join(names[:SHOWN]) + ("…" if len(names) > SHOWN else "")
            told.append(said.format(n=number(len(names)), names=shown))
    return " ".join([*told, _("Tỷ lệ vẫn tính cả những số này.")])


def _standing_words(found: Explanation) -> str:
    question, edition = found.question, found.edition
    words = _("Số đã được cấp trên nhận") if question.accepted_only else _("Cả số đã gửi, chưa nhận")
    until, days = timezone.localtime(edition.made_at if edition else None).date(), question.period.range
    if days.start <= until < days.end:
        return _("{words}. Kỳ chưa kết thúc, theo số liệu ghi đến ngày {day}.").format(words=words, day=day(until))
    return f"{words}."


def _what(indicator: Indicator) -> str:
    unit = counted_unit(indicator.unit) or indicator.unit
    told = _("{name} ({code}), tính bằng {unit}. {definition}")
    return told.format(name=indicator.name, code=indicator.code, unit=unit, definition=indicator.definition).strip()


def _map_words(found: Explanation) -> str:
    words = _("Theo địa giới hành chính ngày {day}.").format(day=day(found.question.on))
    for one in found.joined[:NAMED]:
        words += f" {_joined_words(one)}."
    if more := len(found.joined[NAMED:]):
        words += " " + _("Và {n} lần sắp xếp khác, xem ở dưới.").format(n=number(more))
    elif found.former and not found.joined:
        later = found.question.on >= MAPS[1]
        told = _("Địa bàn gồm {n} đơn vị cũ.") if later else _("Địa bàn gồm {n} đơn vị trên địa giới khác.")
        words += " " + told.format(n=number(found.former))
    return words


def _joined_words(one: Joined) -> str:
    act = f" ({one.legal_act})" if one.legal_act else ""
    told = _("{old} → {new} từ {day}{act}") if one.whole else _("{old} → {new} từ {day}, một phần{act}")
    if not one.whole and one.share:
        told = _("{old} → {new} từ {day}, {share}{act}")
    share = share_words(one.share) if one.share else ""
    return told.format(old=f"{one.old[:1].upper()}{one.old[1:]}", new=one.new, day=day(one.on), act=act, share=share)


def _edition_words(found: Explanation) -> str:
    edition = found.edition
    if edition is None:
        return ""
    words = _("{name}, chốt ngày {day}, mã {digest}.").format(
        name=edition.name, day=day(timezone.localtime(edition.made_at)), digest=edition.digest[:12]
    )
    if found.now is not None and found.total is not None and found.now.value != found.total.value:
        words += " " + _("Số chốt là {frozen}; hiện nay là {now}.").format(
            frozen=said_of(found.total, found.indicator), now=said_of(found.now, found.indicator)
        )
    return words


def _coverage_words(found: Explanation) -> str:
    said, of = found.below
    words = [_("{n} trên {of} đơn vị có số liệu").format(n=number(said), of=number(of))]
    if found.excused:
        words.append(_("{n} đơn vị không áp dụng").format(n=number(found.excused)))
    if left := of - said - found.excused:
        words.append(_("{left} đơn vị chưa có").format(left=number(left)))
    return f"{', '.join(words)}."


def _people_words(found: Explanation) -> str:
    people, total = found.people, found.total
    if people is None:
        return _("Chưa có dân số của đơn vị này, nên không tính được.")
    told = _("dân số {n} người, tính đến {day}, nguồn: {source}").format(
        n=number(people.people), day=day(people.on), source=people.source
    )
    if total is None or total.value is None:
        return _("Chưa có số để tính; {told}.").format(told=told)
    said, of = found.below
    if said < of:
        partly = _("Mới có số của {n} trên {of} đơn vị nên chưa tính; {told}.")
        return partly.format(n=number(said), of=number(of), told=told)
    word = WORDS[compared(total.comparator)]
    return f"{word}{number(people.per(total.value / 10**found.indicator.scale))} ({told})."


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
        told_by = _("Hơn số cộng {n}.") if difference > 0 else _("Kém số cộng {n}.")
        words += f". {told_by.format(n=_difference(found, abs(difference)))}"
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
    return _("{n} điểm phần trăm").format(n=amount) if indicator.unit == "%" else amount


def _note(found: Explanation) -> str:
    total = found.total
    if total is None:
        return ""
    words = []
    units = [line for line in found.parts if line.group.kind == "all"]
    standing_in = sum(line.total.standin for line in units)
    if standing_in:
        every = len(units)
        told = (
            _("ở cả {every} đơn vị bên dưới, nơi nào cấp dưới chưa có số thì dùng số đơn vị đó báo cáo cho cả địa bàn")
            if standing_in == every
            else _(
                "ở {n} trong {every} đơn vị bên dưới, nơi nào cấp dưới chưa có số thì dùng số đơn vị đó báo cáo cho "
                "cả địa bàn"
            )
        )
        words.append(told.format(n=number(standing_in), every=number(every)))
    elif total.standin and found.units and not found.parts:
        words.append(_("lấy theo báo cáo của đơn vị cho cả địa bàn, vì các đơn vị bên dưới chưa có số"))
    elif total.standin and found.parts:
        words.append(_("có phần lấy theo báo cáo của đơn vị cho cả địa bàn, ở kỳ mà các đơn vị bên dưới chưa có số"))
    if total.forced:
        words.append(_("người tổng hợp chọn số của đơn vị thay số cộng"))
    if total.comparator is Comparator.GE and total.counted > 1:
        words.append(_("có đơn vị ghi “hơn”, “trên” nên tổng hiểu là ít nhất"))
    if found.excused:
        words.append(_("{n} đơn vị không áp dụng").format(n=number(found.excused)))
    return (f"{'; '.join(words)}.").capitalize() if words else ""


def _parts(found: Explanation) -> dict[str, Any]:
    top = max((abs(line.total.value or 0) for line in found.parts), default=0) or 1
    lines = [
        {
            "name": _line_name(line),
            "value": said_of(line.total, found.indicator),
            "share": 100 * abs(line.total.value or 0) / top,
            "href": address(line.question),
        }
        for line in found.parts
    ]
    said, of = found.below
    counted = sum(line.total.counted for line in found.parts)
    note = _("Cộng từ {n} số liệu. Bấm vào đơn vị để xem tiếp.")
    if found.taken_off:
        note = _("Phần trùng ghi cho cả địa bàn chỉ trừ ở tổng, không trừ ở từng đơn vị. Bấm vào đơn vị để xem tiếp.")
    if found.indicator.numerator is not None:
        note = _("Tỷ lệ của từng đơn vị. Bấm vào đơn vị để xem tiếp.")
    over = found.total is not None and found.total.forced and any(one.forced for one in found.said)
    if over:
        note = _("Số cộng từ {n} số liệu, để bên cạnh số đã chọn. Bấm vào đơn vị để xem tiếp.")
    return {
        "name": _("{n} trên {of} đơn vị có số liệu").format(n=number(said), of=number(of)),
        "value": _sum_of(found) if over else said_of(found.total, found.indicator),
        "note": note.format(n=number(counted)),
        "parts": lines[:SHOWN] if len(lines) > SHOWN + 1 else lines,
        "others": lines[SHOWN:] if len(lines) > SHOWN + 1 else [],
    }


def _line_name(line: Line) -> str:
    """What a part is called: a unit by its name; what the unit states for its whole area is not its own work."""
    if line.group.kind == "all":
        return line.name
    if line.group.kind == "own" and line.total.standin:
        return _("Cơ quan cấp này, gồm số báo cáo cho cả địa bàn")
    return _(line.name)


def _sum_of(found: Explanation) -> str:
    """What lies below in all, where a statement counts in its place."""
    if found.indicator.over_units != "sum":
        return "–"
    return printed(
        sum(line.total.value or 0 for line in found.parts),
        of_sum(line.total.comparator for line in found.parts),
        unit=found.indicator.unit,
        scale=found.indicator.scale,
        form=Form.BARE,
    )


def _only_beside(found: Explanation) -> bool:
    """Whether what was said is a rate itself, beside the halves that the total is divided from."""
    return found.total is not None and found.total.halves is not None


def _beside_note(one: Said) -> str:
    told = _("{period}; đơn vị ghi thẳng tỷ lệ, để đối chiếu, không dùng để tính")
    return told.format(period=period_label(one.period.period))


def _half(line: Line, indicator: Indicator) -> dict[str, Any]:
    value = said_of(line.total, indicator)
    return {
        "name": line.name,
        "value": value,
        "parts": [{"name": line.name, "value": value, "share": 100, "href": address(line.question)}],
    }

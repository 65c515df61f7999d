"""Bound numbers: rendered from figures, flagged when these have moved on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.urls import reverse

from phoihop.core.refusal import Refusal, Refused
from phoihop.figures.models import Edition, EditionTotal
from phoihop.figures.queries.periods import find
from phoihop.figures.queries.totals import Total, totals
from phoihop.figures.rules.printing import printed
from phoihop.figures.rules.questions import Question, tokens
from phoihop.figures.rules.values import PART, SYSTEM_NUMBERS, Comparator
from phoihop.indicators.models import Indicator
from phoihop.places.models import Place

__all__ = ["Bound", "answers", "render"]


@dataclass(frozen=True, slots=True)
class Bound:
    """A bound number as printed, with the address that explains it.

    ``changed_to`` is how the number prints today where it differs from the edition that it cites; ``newer`` names
    the latest edition of the unit where that is a later one.
    """

    question: Question
    text: str
    address: str
    value: int | None
    changed_to: str = ""
    newer: str = ""


def answers(questions: Collection[Question]) -> dict[Question, Total | None]:
    """What each question comes to as figures stand now, a fixed number of queries for each unit, period and map."""
    places = dict(Place.objects.filter(key__in={question.unit for question in questions}).values_list("key", "pk"))
    together: dict[tuple[object, ...], list[Question]] = defaultdict(list)
    for question in questions:
        key = (question.unit, question.period, question.on, question.breakdown, question.accepted_only)
        together[key].append(question)
    found: dict[Question, Total | None] = dict.fromkeys(questions)
    for asked in together.values():
        first = asked[0]
        if first.unit not in places:
            continue
        made = {
            (total.indicator, total.system): total
            for total in totals(
                unit=places[first.unit],
                period=first.period.range,
                on=first.on,
                indicators={question.indicator for question in asked},
                breakdown=first.breakdown,
                calendar=first.period.calendar,
                accepted_only=first.accepted_only,
            )
        }
        for question in asked:
            found[question] = made.get((question.indicator, question.system))
    return found


def render(text: str) -> tuple[str, tuple[Bound, ...]]:
    """A text with its bound numbers printed, and each of them in order (số gắn nguồn).

    One that cites an edition prints the edition's number for ever and says what it is today. Raises ``Refused``
    (``unknown_token``) where a token names nothing that is known.
    """
    try:
        found = list(tokens(text))
    except ValueError as wrong:
        raise Refused(Refusal(PART, "unknown_token", token=str(wrong))) from wrong
    questions = [question for _, _, question in found]
    known = {row.code: row for row in Indicator.objects.filter(code__in={one.indicator for one in questions})}
    for question in questions:
        if question.indicator not in known:
            raise Refused(Refusal(PART, "unknown_token", token=question.token))
    now = answers(set(questions))
    cited = _cited([question for question in questions if question.edition])
    newest = _newest({question.unit for question in questions if question.edition})
    bound = tuple(_bound(question, known[question.indicator], now[question], cited, newest) for question in questions)
    printed_text, at = [], 0
    for (start, end, _), one in zip(found, bound, strict=True):
        printed_text += [text[at:start], one.text]
        at = end
    return "".join([*printed_text, text[at:]]), bound


def _bound(
    question: Question,
    indicator: Indicator,
    now: Total | None,
    cited: dict[Question, tuple[int | None, Comparator]],
    newest: dict[str, Edition],
) -> Bound:
    said = (now.value, now.comparator) if now else (None, Comparator.EQ)
    value, comparator = cited.get(question, said)
    style = {"unit": indicator.unit, "scale": indicator.scale, "form": question.form}
    latest = newest.get(question.unit)
    return Bound(
        question,
        printed(value, comparator, **style),  # type: ignore[arg-type]
        f"{reverse('figures:explain')}?{question.query}",
        value,
        printed(*said, **style) if (value, comparator) != said else "",  # type: ignore[arg-type]
        latest.name if latest and question.edition and latest.pk > question.edition else "",
    )


def _cited(questions: Sequence[Question]) -> dict[Question, tuple[int | None, Comparator]]:
    """The numbers of questions that cite an edition, from the edition."""
    if not questions:
        return {}
    places = dict(Place.objects.filter(key__in={question.unit for question in questions}).values_list("key", "pk"))
    codes = dict(Indicator.objects.filter(code__in={one.indicator for one in questions}).values_list("code", "pk"))
    rows = {
        (row.edition_id, row.unit, row.period, row.indicator, row.system): row
        for row in EditionTotal.objects.filter(
            edition__in={question.edition for question in questions}, indicator__in=codes.values()
        )
    }
    found: dict[Question, tuple[int | None, Comparator]] = {}
    periods = {question.period: find(question.period) for question in questions}
    for question in questions:
        period = periods[question.period]
        if period is None:
            continue
        key = (
            question.edition,
            places.get(question.unit),
            period.pk,
            codes[question.indicator],
            SYSTEM_NUMBERS[question.system] if question.system else 0,
        )
        row = rows.get(key)  # type: ignore[arg-type]
        found[question] = (row.value, Comparator(row.comparator)) if row else (None, Comparator.EQ)
    return found


def _newest(units: Collection[str]) -> dict[str, Edition]:
    newest: dict[str, Edition] = {}
    for edition in Edition.objects.filter(place__key__in=units).select_related("place").order_by("pk"):
        newest[edition.place.key] = edition
    return newest

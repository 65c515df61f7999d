"""The figures of a review: what each indicator of its programme comes to, and how a token is printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from phoihop.core.actor import System
from phoihop.core.periods import Calendar, Kind, Period, years
from phoihop.figures.models import Change
from phoihop.figures.queries.held import as_held
from phoihop.figures.queries.reporting import by_year
from phoihop.figures.queries.totals import Table, Total, table
from phoihop.figures.rules.grouping import Group
from phoihop.figures.rules.questions import Question
from phoihop.figures.rules.values import Comparator
from phoihop.indicators.models import Choice, Indicator
from phoihop.indicators.queries import parts, phrases
from phoihop.places import queries as places
from phoihop.places.models import Place
from phoihop.reviews.models import Review
from phoihop.reviews.rules.drafting import Amount, Row, numbers
from phoihop.reviews.rules.tokens import Token
from phoihop.web.print import day

__all__ = ["Print", "asked", "named", "newer", "of_system", "offered", "prints", "rows", "span", "unfinished"]


@dataclass(frozen=True, slots=True)
class Print:
    """How a bound number is printed, where it is explained, and what it is now where it has changed.

    ``token`` is the number as it stands today, to bind instead; ``value`` the one bound.
    """

    text: str
    token: str
    value: int | None = None
    citation: str = ""
    url: str = ""
    changed_to: str = ""


def span(review: Review) -> Period:
    """The years of a review as one period (giai đoạn)."""
    return Period(Calendar(review.calendar), Kind.SPAN, review.first_year, review.last_year)


def unfinished(review: Review) -> int | None:
    """The last year where it still ran on the day of the review's figures; ``None`` where it had ended."""
    year = Period(Calendar(review.calendar), Kind.YEAR, review.last_year)
    return review.last_year if review.map_date < year.range.end else None


def named(codes: Iterable[str]) -> dict[str, Indicator]:
    """Indicators by code; one query."""
    return {row.code: row for row in Indicator.objects.filter(code__in=set(codes))}


def rows(review: Review) -> tuple[tuple[int | None, Row], ...]:
    """Each indicator that the programme counts, with the content it stands under, in the programme's order.

    Accepted figures only, on the review's map, as the review's edition holds them; a constant number of queries.
    """
    choices = list(Choice.objects.filter(programme=review.programme_id).select_related("indicator"))
    return tuple(zip((choice.content_id for choice in choices), _rows(review, choices, below=True), strict=True))


def offered(review: Review, content: int | None) -> tuple[Row, ...]:
    """The figures that may be bound in a section: those of its content, or all where it has none of its own.

    As the review's edition holds them, like every other number of the paper.
    """
    choices = list(Choice.objects.filter(programme=review.programme_id).select_related("indicator"))
    own = [choice for choice in choices if content is not None and choice.content_id == content]
    return _rows(review, own or choices, below=False)


def asked(review: Review) -> dict[str, str]:
    """What a bracket may ask for: an indicator's code, or code and year; to the token. What is counted only."""
    return {word: token for word, token in numbers(offered(review, None)).items() if Token.of(token).value is not None}


def newer(review: Review) -> tuple[Row, ...]:
    """The figures that are others today than in the review's edition, as they are today (số mới hơn bản chốt)."""
    if review.edition is None or not _changed_since(review):
        return ()
    choices = list(Choice.objects.filter(programme=review.programme_id).select_related("indicator"))
    live = _rows(review, choices, below=False, live=True)
    return tuple(now for now, then in zip(live, _rows(review, choices, below=False), strict=True) if now != then)


def _rows(review: Review, choices: Sequence[Choice], *, below: bool, live: bool = False) -> tuple[Row, ...]:
    if not choices:
        return ()
    codes = [choice.indicator.code for choice in choices]
    shares = _shares(codes) if below else {}
    asking = _Asking(review, [*codes, *(one.code for one in shares.values())], below=below, live=live)
    asking.compare([choice.indicator for choice in choices])
    return tuple(asking.row(choice.indicator, shares.get(choice.indicator.code)) for choice in choices)


def _shares(codes: Sequence[str]) -> dict[str, Indicator]:
    """The rates that say how much of a whole its part is, by the part's code; one query."""
    pairs = {(part, whole) for part, whole in parts().items() if part in codes and whole in codes}
    rates = Indicator.objects.filter(numerator__code__in=[part for part, _ in pairs]).order_by("order")
    found = rates.select_related("numerator", "denominator")
    return {
        one.numerator.code: one
        for one in found
        if one.numerator and one.denominator and (one.numerator.code, one.denominator.code) in pairs
    }


class _Asking:
    """The totals of a review's place by year, over its span and the one before, and of the units right below.

    As its edition holds them unless ``live``; the span before lies outside the edition and is counted today.
    """

    def __init__(self, review: Review, codes: Sequence[str], *, below: bool, live: bool) -> None:
        self.review, self.whole = review, span(review)
        self.periods = [
            *years(self.whole.calendar, review.first_year, review.last_year),
            self.whole,
            self.whole.previous,
        ]
        self.system, self.compared = review.body.line, set[str]()
        self.reported: dict[str, tuple[frozenset[int], ...]] = {}
        on, unit, calendar = review.map_date, review.body.place_id, self.whole.calendar
        ranges = [period.range for period in self.periods]
        self.own = table(unit=unit, ranges=ranges, on=on, indicators=codes, calendar=calendar, children=False)
        self.below = Table(unit, on, (), (), {})
        if below:
            self.below = table(unit=unit, ranges=[self.whole.range], on=on, indicators=codes, calendar=calendar)
        if review.edition is not None and not live:
            self.own = as_held(review.edition, self.own, codes=list(codes), calendar=calendar)
            if below:
                self.below = as_held(review.edition, self.below, codes=list(codes), calendar=calendar)
        children = [line.unit for line in self.below.lines if line.kind == "all" and line.unit != unit]
        self.names = places.names(children, on=on)
        self.keys = dict(Place.objects.filter(pk__in=[unit, *children]).values_list("pk", "key"))

    def compare(self, indicators: Sequence[Indicator]) -> None:
        """Leave the span before blank where other units reported it, or one of the two numbers is not exact."""
        whole, before = len(self.periods) - 2, len(self.periods) - 1
        self.reported, then = (
            by_year(indicators, unit=self.review.body.place_id, on=self.review.map_date, system=self.system, span=span)
            for span in (self.whole, self.whole.previous)
        )
        unit = Group(self.review.body.place_id)
        for one in indicators:
            totals = [of_system(self.own, unit, at, one.code, self.system)[0] for at in (whole, before)]
            same = self._alike(self.reported[one.code], then[one.code])
            if same and all(total and total.comparator is Comparator.EQ for total in totals):
                self.compared.add(one.code)

    def _alike(self, now: Sequence[frozenset[int]], then: Sequence[frozenset[int]]) -> bool:
        """Whether the same units reported in the same years of both spans; in a year still running, some of them."""
        running = unfinished(self.review) is not None
        pairs = list(zip(now, then, strict=True))
        at = len(pairs) - 2
        return all(new == old or (running and n == at and new <= old) for n, (new, old) in enumerate(pairs))

    def row(self, indicator: Indicator, share: Indicator | None = None) -> Row:
        unit = Group(self.review.body.place_id)
        amounts = [self._amount(self.own, unit, at, period, indicator) for at, period in enumerate(self.periods)]
        whole_years = self.reported.get(indicator.code, ())[: -2 if unfinished(self.review) else -1]
        said = [units for units in whole_years if units]
        steady, any_year = frozenset.intersection(*said) if said else frozenset(), frozenset[int]().union(*said)
        below = [
            (self.names[line.unit].full, self._amount(self.below, line, 0, self.whole, indicator))
            for line in self.below.lines
            if line.unit in self.names and (line.unit in steady or line.unit not in any_year)
        ]
        return Row(
            indicator.code,
            indicator.name,
            indicator.unit.split("(")[0].strip(),
            tuple(zip(range(self.review.first_year, self.review.last_year + 1), amounts, strict=False)),
            amounts[-2],
            amounts[-1] if indicator.code in self.compared else self._blank(amounts[-1]),
            tuple(below),
            indicator.over_time == Indicator.OverTime.LAST,
            indicator.scale,
            phrases().get(indicator.code, ""),
            parts().get(indicator.code, ""),
            self._amount(self.own, unit, len(self.periods) - 2, self.whole, share) if share else None,
            steady=len(set(whole_years)) < 2,
        )

    def _blank(self, amount: Amount) -> Amount:
        return Amount(None, str(Token.of(amount.token).now(None, "eq")))

    def _amount(self, found: Table, line: Group, at: int, period: Period, indicator: Indicator) -> Amount:
        total, system = of_system(found, line, at, indicator.code, self.system)
        token = Token(
            indicator.code,
            self.keys[line.unit],
            system.value if system else "",
            period.code,
            self.review.map_date,
            total.value if total else None,
            total.comparator.name.lower() if total else "eq",
        )
        exact = total is None or total.comparator is Comparator.EQ
        return Amount(token.value, str(token), exact, total is not None and total.standin)


def of_system(found: Table, line: Group, at: int, code: str, own: System) -> tuple[Total | None, System | None]:
    """The total of all parties where the indicator adds its systems, else that of the body's own system."""
    together = found.get(line, at, code, None)
    if together is not None:
        return together, None
    return found.get(line, at, code, own), own


def prints(review: Review, texts: Iterable[str]) -> dict[str, Print]:
    """How tokens are printed (in số gắn nguồn), by their text; a constant number of queries.

    A token keeps the value that it was bound to; ``changed_to`` says what the figure is today.
    """
    tokens = {text: Token.of(text) for text in texts}
    if not tokens:
        return {}
    known, moved = named(token.indicator for token in tokens.values()), _changed_since(review)
    today = _found(review, list(tokens.values())) if moved else None
    held = _found(review, list(tokens.values()), held=True) if moved and review.edition else None
    names, before = _unit_names(tokens.values(), review), span(review).previous.code
    made = {}
    for text, token in tokens.items():
        indicator = known[token.indicator]
        fresh = token
        if today is not None:
            now = today.get((token.unit, token.period, token.indicator, token.system))
            fresh = token.now(now.value, now.comparator.name.lower()) if now else token.now(None, "eq")
        left_out = token.value is None and token.period == before
        changed = not left_out and (fresh.value, fresh.comparator) != (token.value, token.comparator)
        made[text] = Print(
            token.text(indicator.scale),
            str(fresh),
            token.value,
            _citation(indicator, names.get(token.unit, token.unit), token),
            _address(token, _cited(review, token, held) if token.period != before else None),
            (fresh.text(indicator.scale) or _("chưa có số")) if changed else "",
        )
    return made


def _changed_since(review: Review) -> bool:
    """Whether any figure changed after the review froze its own."""
    return review.edition is None or Change.objects.filter(number__gt=review.edition.change).exists()


def _cited(review: Review, token: Token, held: Mapping[tuple[str, str, str, str], Total] | None) -> int | None:
    """The edition that a number is explained from: the review's, but for one bound to what came after it."""
    if review.edition is None or held is None:
        return review.edition_id
    kept = held.get((token.unit, token.period, token.indicator, token.system))
    return review.edition_id if kept is not None and kept.value == token.value else None


def _found(review: Review, tokens: Sequence[Token], *, held: bool = False) -> dict[tuple[str, str, str, str], Total]:
    """The totals that tokens name, of the review's place and the units right below: as they are now, or ``held``."""
    codes = {token.indicator for token in tokens}
    own_key = review.body.place.key
    found: dict[tuple[str, str, str, str], Total] = {}
    for children in (False, True):
        wanted = [token for token in tokens if (token.unit != own_key) is children]
        if not wanted:
            continue
        periods = sorted({token.period for token in wanted})
        shown = table(
            unit=review.body.place_id,
            ranges=[Period.from_code(code).range for code in periods],
            on=review.map_date,
            indicators=codes,
            calendar=Calendar(review.calendar),
            children=children,
        )
        if held and review.edition is not None:
            shown = as_held(review.edition, shown, codes=list(codes), calendar=Calendar(review.calendar))
        keys = dict(Place.objects.filter(pk__in=[line.unit for line in shown.lines]).values_list("pk", "key"))
        for (line, at, code, system), total in shown.cells.items():
            if line.kind == "all":
                found[keys[line.unit], periods[at], code, system.value if system else ""] = total
    return found


def _unit_names(tokens: Iterable[Token], review: Review) -> dict[str, str]:
    keys = dict(Place.objects.filter(key__in={token.unit for token in tokens}).values_list("pk", "key"))
    return {keys[pk]: name.full for pk, name in places.names(list(keys), on=review.map_date).items()}


def _citation(indicator: Indicator, unit: str, token: Token) -> str:
    period = Period.from_code(token.period)
    span = period.kind is Kind.SPAN
    when = f"{period.year}-{period.number}" if span else _("năm {year}").format(year=period.year)
    told = _("{indicator}, {unit}, {when}, địa giới hành chính ngày {on}")
    return told.format(indicator=f"{indicator.code} {indicator.name}", unit=unit, when=when, on=day(token.on))


def _address(token: Token, edition: int | None) -> str:
    """Where the number is explained (số này từ đâu ra), as the edition that it cites holds it."""
    system = System(token.system) if token.system else None
    asked = Question(token.indicator, token.unit, Period.from_code(token.period), token.on, system, edition=edition)
    return f"{reverse('figures:explain')}?{asked.query}"

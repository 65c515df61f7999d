"""Totals equal a recount from the leaves: random trees with mergers and splits, late, returned and amended values."""

import os
import random
from datetime import date, timedelta

import pytest
from django.db import transaction

from phoihop.core.actor import Level, System
from phoihop.core.refusal import Refused
from phoihop.figures import actions, queries
from phoihop.figures.rules import takes_in
from phoihop.figures.rules.values import Comparator, Coverage, Force, Standing, State
from tests.figures import recount
from tests.figures.country import (
    ACCEPTED,
    NOON,
    REFORM,
    SUBMITTED,
    a_body,
    a_breakdown,
    a_compiler,
    a_place,
    a_value,
    an_indicator,
    becomes,
    from_report,
    half,
    month,
    nine_months,
    span,
    year,
)

TREES = int(os.environ.get("PHOIHOP_TREES", "100"))
SAID = [Comparator.EQ] * 6 + [Comparator.GT, Comparator.GE, Comparator.LT, Comparator.APPROX]
BEFORE, AFTER = date(2025, 6, 30), date(2026, 11, 21)
PERIODS = [
    year(2024),
    year(2025),
    year(2026),
    month(2024, 11),
    month(2025, 3),
    month(2025, 4),
    month(2025, 11),
    month(2026, 1),
    month(2026, 2),
    half(2025, 1),
    half(2025, 2),
    nine_months(2025),
    span(2024, 2026),
]
RANGES = [
    year(2025).range,
    year(2026).range,
    span(2024, 2026).range,
    span(2024, 2025).range,
    month(2026, 1).range,
    type(year(2025).range)(month(2025, 3).range.start, month(2025, 11).range.end),
]


class Story:
    """A random country and what was said in it, told to the product and kept beside it."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.world = recount.World()
        self.values: dict[tuple, list] = {}
        self.country = a_place("VN", Level.COUNTRY)
        self.remember(self.country)
        self.old: list = []
        self.communes: list = []
        self.reports: dict[tuple, int] = {}
        self.build()
        self.bodies = []
        for unit, place in self.places.items():
            for system, chance in ((System.FRONT, 1.0), (System.POLICE, 0.3)):
                if self.random.random() < chance:
                    self.bodies.append((unit, a_body(place, system)))
            if self.random.random() < 0.15:
                self.bodies.append((unit, a_body(place, System.FRONT, "/2")))

    def remember(self, place) -> None:
        self.places = getattr(self, "places", {})
        self.places[place.pk] = place
        times = [(v.valid_from, v.valid_to, v.parent_id) for v in place.versions.order_by("valid_from")]
        self.world.units[place.pk] = recount.Unit(place.pk, recount.LEVEL[place.level], times)

    def place(self, key, level, parent, **times):
        made = a_place(key, level, parent, **times)
        self.remember(made)
        return made

    def becomes(self, old, *heirs, shares=()):
        becomes(old, *heirs, shares=shares)
        for number, heir in enumerate(heirs):
            self.world.moves.append((old.pk, heir.pk, REFORM, shares[number] if shares else None))

    def build(self) -> None:
        rnd = self.random
        stays = self.place("tinh:1", Level.PROVINCE, self.country)
        for n in range(rnd.randint(1, 3)):
            self.place(f"xa:1{n}", Level.COMMUNE, stays)
        merged = [
            self.place(f"tinh63:{n}", Level.PROVINCE, self.country, valid_to=REFORM) for n in range(rnd.randint(2, 3))
        ]
        heir = self.place("tinh:2", Level.PROVINCE, self.country, valid_from=REFORM)
        for province in merged:
            self.becomes(province, heir)
        for p, province in enumerate(merged):
            above = province
            if rnd.random() < 0.5:
                above = self.place(f"huyen63:{p}", Level.DISTRICT, province, valid_to=REFORM)
            olds = [self.place(f"xa63:{p}{n}", Level.COMMUNE, above, valid_to=REFORM) for n in range(rnd.randint(1, 3))]
            news = [self.place(f"xa:2{p}{n}", Level.COMMUNE, heir, valid_from=REFORM) for n in range(rnd.randint(1, 2))]
            for number, old in enumerate(olds):
                if len(news) > 1 and rnd.random() < 0.35:
                    shares = rnd.choice([(), (), (400_001, 599_999)])
                    self.becomes(old, *news, shares=shares)
                else:
                    self.becomes(old, news[number % len(news)])
            if rnd.random() < 0.4:
                stayed = a_place(f"xa:3{p}", Level.COMMUNE, above, valid_to=REFORM)
                stayed.versions.create(
                    name="x", kind="xa", parent=heir, code="x", valid_from=REFORM, folded="x", source="thử"
                )
                self.remember(stayed)

    def say(self, steps: int) -> None:
        for _ in range(steps):
            getattr(self, self.random.choice(["put", "put", "put", "put", "accept", "withdraw", "force"]))()

    def put(self) -> None:
        unit, body = self.random.choice(self.bodies)
        period = self.random.choice(PERIODS)
        if not self.world.lives(unit, period.range.start) and self.world.lives(unit, BEFORE):
            return  # refused of bodies that have ended: `test_nobody_speaks_of_a_period_after_its_end`
        low = self.world.units[unit].level == 3
        area = self.random.random() < (0.15 if low else 0.6)
        coverage = Coverage.AREA if area else Coverage.OWN
        standing = self.random.choice([ACCEPTED, ACCEPTED, SUBMITTED])
        values = []
        for code in ("TT01", "MH03"):
            state = State.NUMBER if self.random.random() < 0.9 else State.NOT_APPLICABLE
            number = self.random.randint(0, 50) if state is State.NUMBER else None
            said = self.random.choice(SAID) if number is not None else Comparator.EQ
            values.append(a_value(code, body, period, number, comparator=said, coverage=coverage, state=state))
            row = self.values.get((f"{code}/hs", body.pk, period.code, coverage))
            stands = row[1][0] if row and row[1] else 0
            # a part that stands above its new total is refused: `test_an_of_which_above_the_total_that_stands_…`
            if number is not None and (self.random.random() < 0.4 or stands > number):
                part = self.random.randint(0, number)
                values.append(a_value(code, body, period, part, coverage=coverage, breakdown="hs"))
        report = self.reports.setdefault((body.pk, period.code, coverage), len(self.reports) + 1)
        actions.put(values, standing=standing, source=from_report(report), by=None, at=NOON)
        for value in values:
            code = value.indicator + (f"/{value.breakdown}" if value.breakdown else "")
            key = (code, body.pk, period.code, coverage)
            row = self.values.setdefault(key, [None, None, False, unit, body, period, coverage])
            new = (value.value,)
            if standing is Standing.ACCEPTED:
                row[0], row[1] = new, new
            elif row[1] != new or row[0] is None:
                row[1] = new

    def accept(self) -> None:
        self.move(actions.accept, lambda row: (row[1], row[1]))

    def withdraw(self) -> None:
        self.move(lambda origin, **act: actions.withdraw(origin, reason="Trả lại", **act), lambda row: (row[0], row[0]))

    def move(self, act, then) -> None:
        if not self.reports:
            return
        (body, code, coverage), report = self.random.choice(list(self.reports.items()))
        rows = [
            row
            for key, row in self.values.items()
            if key[1:] == (body, code, coverage) and row[1] is not None and self.waits(key)
        ]
        try:
            act(f"reports.report:{report}", by=None, at=NOON)
        except Refused:
            assert not rows
            return
        assert rows
        for row in rows:
            row[0], row[1] = then(row)

    def waits(self, key) -> bool:
        code, _, part = key[0].partition("/")
        stand = queries.stands(key[1], self.values[key][5]).get((code, part or None, key[3]))
        return stand is not None and stand.standing is Standing.SUBMITTED

    def force(self) -> None:
        areas = [
            (key, row)
            for key, row in self.values.items()
            if key[3] is Coverage.AREA and row[1] and "/" not in key[0] and self.random.random() < 0.3
        ]
        if not areas:
            return
        key, row = self.random.choice(areas)
        claims = queries.claims(indicator=key[0], body=key[1], period=row[5], coverage=key[3])
        row[2] = not row[2]
        by = a_compiler(row[4])
        actions.choose_claim(claims[0].figure, over_sum=row[2], reason="Thử", by=by, at=NOON)
        if takes_in(by, body=key[1]):
            row[0] = row[1]
        assert queries.claims(indicator=key[0], body=key[1], period=row[5], coverage=key[3])[0].force == (
            Force.OVER_SUM if row[2] else Force.COUNTS
        )

    def said(self, indicator: str, system: System, view: int) -> list[recount.Said]:
        found = []
        for number, (key, row) in enumerate(self.values.items()):
            code, body, _, coverage = key
            accepted, everything, forced, unit, reporter, period, _ = row
            value = everything if view else accepted
            if code != indicator or reporter.system != system or value is None or value[0] is None:
                continue
            stretch = period.range
            found.append(
                recount.Said(
                    number,
                    unit,
                    body,
                    stretch.start,
                    stretch.end,
                    coverage is Coverage.AREA,
                    forced,
                    value[0],
                )
            )
        return found


def check(story: Story, seed: int) -> None:
    for view in (0, 1):
        for on in (BEFORE, AFTER):
            living = [unit for unit in story.places if story.world.lives(unit, on)]
            for number, stretch in enumerate(RANGES):
                asked = story.random.sample(living, min(4, len(living)))
                for unit in {story.country.pk, *asked}:
                    for part in (None, "hs") if unit in (story.country.pk, asked[0]) else (None,):
                        answered = {
                            (total.indicator, total.system): total.value
                            for total in queries.totals(
                                unit=unit,
                                period=stretch,
                                on=on,
                                indicators=["TT01", "MH03"],
                                breakdown=part,
                                accepted_only=not view,
                            )
                            if total.value is not None
                        }
                        expected = expect(story, stretch, unit=unit, on=on, view=view, part=part)
                        assert answered == expected, (seed, story.places[unit].key, on, number, view, part)


def expect(story: Story, stretch, *, unit: int, on: date, view: int, part: str | None) -> dict:
    """The recount's totals by (indicator, system)."""
    expected = {}
    for code in ("TT01", "MH03"):
        for system in (System.FRONT, System.POLICE):
            wholes = story.said(code, system, view)
            made = recount.total(
                story.world,
                wholes if part is None else story.said(f"{code}/{part}", system, view),
                unit=unit,
                on=on,
                start=stretch.start,
                end=stretch.end,
                stock=code == "MH03",
                wholes=None if part is None else wholes,
            )
            if made is not None:
                expected[code, system] = made
    return expected


@pytest.mark.django_db
@pytest.mark.parametrize("batch", range(10))
def test_totals_equal_a_recount_from_the_leaves_on_every_map(batch):
    for seed in range(batch * TREES // 10, (batch + 1) * TREES // 10):
        with transaction.atomic():
            for indicator in (an_indicator("TT01"), an_indicator("MH03", time="last")):
                a_breakdown(indicator, "hs", "cho ai", "of_which")
            story = Story(seed)
            story.say(story.random.randint(5, 25))
            check(story, seed)
            assert queries.verify().differences == (), seed
            transaction.set_rollback(True)


@pytest.mark.django_db
def test_the_country_is_the_same_on_every_map_and_its_lines_add_up_to_it():
    for seed in range(100, 100 + max(TREES // 10, 4)):
        with transaction.atomic():
            for indicator in (an_indicator("TT01"), an_indicator("MH03", time="last")):
                a_breakdown(indicator, "hs", "cho ai", "of_which")
            story = Story(seed)
            for _ in range(15):
                story.put()
            for stretch in RANGES:
                made = []
                for on in (BEFORE, REFORM - timedelta(days=200), AFTER):
                    whole = queries.totals(
                        unit=story.country.pk, period=stretch, on=on, indicators=["TT01", "MH03"], accepted_only=False
                    )
                    lines = queries.table(
                        unit=story.country.pk,
                        ranges=[stretch],
                        on=on,
                        indicators=["TT01", "MH03"],
                        accepted_only=False,
                    )
                    made.append({(total.indicator, total.system): total.value for total in whole})
                    for total in whole:
                        area = any(
                            row[3] == story.country.pk and row[6] is Coverage.AREA for row in story.values.values()
                        )
                        parts = [
                            cell.value or 0
                            for (_, _, code, system), cell in lines.cells.items()
                            if (code, system) == (total.indicator, total.system)
                        ]
                        assert area or sum(parts) == (total.value or 0), (seed, on)
                assert made[0] == made[1] == made[2], seed
            transaction.set_rollback(True)

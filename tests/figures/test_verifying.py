import re
from datetime import timedelta

import pytest

from phoihop.audit.models import Entry
from phoihop.audit.queries import compare, kept, unsealed
from phoihop.core.actor import Level, System
from phoihop.core.refusal import Refused
from phoihop.figures import actions, queries
from phoihop.figures.models import (
    Change,
    Counted,
    Edition,
    EditionTotal,
    Figure,
    Offer,
    Overlap,
    PeriodTotal,
    Source,
    Target,
    UnitTotal,
)
from phoihop.figures.queries.editions import digest_of
from phoihop.figures.rules.values import Coverage, Standing
from phoihop.organisations.models import Body
from phoihop.places.models import Place
from tests.figures.country import (
    ACCEPTED,
    NOON,
    a_body,
    a_compiler,
    a_place,
    a_value,
    an_indicator,
    from_report,
    month,
    span,
    year,
)

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


@pytest.fixture
def province():
    """Two communes with a year and two months each, and what the province itself states."""
    an_indicator("TT01")
    an_indicator("MH03", time="last")
    country = a_place("VN", Level.COUNTRY)
    province = a_place("tinh:1", Level.PROVINCE, country)
    bodies = [a_body(a_place(f"xa:{n}", Level.COMMUNE, province)) for n in (1, 2)]
    put(a_value("TT01", bodies[0], span(2024, 2026), 100))
    for number, body in enumerate(bodies, start=1):
        put(
            *(a_value("TT01", body, month(2026, m), m * number) for m in (1, 2)),
            *(a_value("MH03", body, month(2026, m), m * number) for m in (1, 2)),
            number=number,
        )
    put(a_value("TT01", a_body(province), year(2026), 50, coverage=Coverage.AREA), number=9)
    return province, bodies


def put(*values, number=1):
    return actions.put(values, standing=ACCEPTED, source=from_report(number), by=None, at=NOON)


def test_untouched_figures_verify_and_what_was_checked_is_counted(province):
    checked = queries.verify()

    assert checked.differences == ()
    assert (checked.figures, checked.totals > 0) == (10, True)


FIRST_PLACE = Place.objects.order_by("pk").values("pk")[:1]


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        (lambda: Figure.objects.filter(value=2).update(value=3), "counts as"),
        (lambda: Counted.objects.filter(value=2).delete(), "should count and does not"),
        (
            lambda: Counted.objects.filter(value=2).update(place=Place.objects.order_by("pk").values("pk")[:1]),
            "should count and does not",
        ),
        (lambda: PeriodTotal.objects.filter(value=3).update(value=4), "period total"),
        (lambda: PeriodTotal.objects.all().delete(), "period total"),
        (lambda: UnitTotal.objects.filter(value=6).update(value=7), "unit total"),
        (lambda: UnitTotal.objects.all().delete(), "unit total"),
        (lambda: UnitTotal.objects.filter(part=1).update(counted=9), "unit total"),
    ],
)
def test_every_kind_of_tampering_is_named(province, tamper, said):
    tamper()

    assert any(said in difference for difference in queries.verify().differences)


def test_a_fault_names_unit_indicator_and_period_and_what_differs(province):
    UnitTotal.objects.filter(value=6).update(value=7)

    told = [difference for difference in queries.verify().differences if difference.startswith("unit total")]

    assert told
    for difference in told:
        assert re.match(r"unit total of (xa|tinh)\S*, [A-Z]{2}\d\d, \S+, system \d+: .*value", difference), difference
        assert "(" not in difference


def ask(unit, period, *indicators, **more):
    return {
        total.indicator: total
        for total in queries.totals(
            unit=unit.pk, period=period.range, on=TODAY, indicators=indicators or ["TT01"], **more
        )
    }


def test_flows_add_months_stocks_take_the_last_and_the_coarsest_value_covers_finer_ones(province):
    place, _ = province

    made = ask(place, year(2026), "TT01", "MH03")
    assert (made["TT01"].value, made["MH03"].value) == (1 + 2 + 2 + 4, 2 + 4)
    assert ask(place, span(2024, 2026))["TT01"].value == 100 + 2 + 4
    assert ask(place, month(2026, 1))["TT01"].value == 1 + 2


def test_what_the_province_states_stands_beside_the_sum_until_a_compiler_puts_it_over(province):
    place, _ = province
    total = ask(place, year(2026))["TT01"]
    assert (total.value, total.beside[0].value, total.difference) == (9, 50, 41)

    claim = queries.claims(indicator="TT01", body=body_of(place).pk, period=year(2026))[0]
    actions.choose_claim(claim.figure, over_sum=True, reason="Mới có 2 xã gửi", by=a_compiler(body_of(place)), at=NOON)

    forced = ask(place, year(2026))["TT01"]
    assert (forced.value, forced.forced, forced.beside) == (50, True, ())
    assert queries.verify().differences == ()


def body_of(place):
    return place.bodies.get()


def test_a_span_used_late_is_read_from_its_years_until_it_is_kept(province):
    place, bodies = province
    put(a_value("TT01", bodies[1], year(2023), 7), number=30)
    put(a_value("TT01", bodies[1], span(2022, 2023), 40), number=31)
    assert ask(place, span(2022, 2023))["TT01"].value == 40

    actions.keep_span(span(2022, 2023), by=None, at=NOON)

    assert ask(place, span(2022, 2023))["TT01"].value == 40
    assert queries.verify().differences == ()


def test_an_edition_keeps_its_totals_and_later_corrections_show_as_differences(province):
    place, bodies = province
    edition = actions.freeze(name="Bản 1", place=place.pk, period=year(2026), map_date=TODAY, by=None, at=NOON)
    assert queries.diff(edition) == []

    actions.put(
        [a_value("TT01", bodies[0], month(2026, 2), 12)],
        standing=ACCEPTED,
        source=from_report(1),
        by=None,
        at=NOON,
        reason="Nộp bổ sung",
    )

    found = {difference.unit: difference for difference in queries.diff(edition)}
    assert {unit: (one.before, one.after) for unit, one in found.items()} == {
        place.pk: (9, 19),
        bodies[0].place_id: (3, 13),
    }
    why = found[place.pk].corrections[0]
    assert (why.before, why.after, why.reason) == (2, 12, "Nộp bổ sung")

    second = actions.freeze(name="Bản 2", place=place.pk, period=year(2026), map_date=TODAY, by=None, at=NOON)
    assert len(queries.diff(edition, second)) == 2
    assert queries.diff(second) == []


def test_an_edition_needs_a_free_name_and_some_figures(province):
    place, _ = province
    freeze = {"place": place.pk, "map_date": TODAY, "by": None, "at": NOON}
    actions.freeze(name="Bản 1", period=year(2026), **freeze)
    for given, code in (({"name": "Bản 1", "period": year(2026)}, "edition_name_taken"),
                        ({"name": "Bản 9", "period": year(2019)}, "empty_edition")):  # fmt: skip
        with pytest.raises(Refused) as refused:
            actions.freeze(**given, **freeze)
        assert refused.value.refusal.code == code


def test_a_tampered_edition_is_named(province):
    place, _ = province
    actions.freeze(name="Bản 1", place=place.pk, period=year(2026), map_date=TODAY, by=None, at=NOON)
    EditionTotal.objects.filter(value=9).update(value=10)

    assert "its totals are not those of its digest" in queries.verify().differences[0]


@pytest.mark.parametrize(
    "changed",
    [{"name": "Khác"}, {"reason": "q"}, {"made_by": "Z"}, {"map_date": TODAY.replace(year=2020)}, {"change": 1}],
)
def test_what_an_edition_says_of_itself_is_compared_with_the_log(province, changed):
    edition = actions.freeze(name="Chốt", place=province[0].pk, period=year(2026), map_date=TODAY, by=None, at=NOON)
    assert wrong() == []

    Edition.objects.update(**changed)
    name = changed.get("name", edition.name)
    assert wrong() == [f"edition {edition.pk} ({name}): it does not say what its line in the log says"]


def test_an_editions_total_changed_with_its_digest_is_named(province):
    edition = actions.freeze(name="Chốt", place=province[0].pk, period=year(2026), map_date=TODAY, by=None, at=NOON)
    EditionTotal.objects.update(value=7)
    Edition.objects.update(digest=digest_of(edition.pk))

    assert queries.verify().differences == ()
    assert wrong() == [f"edition {edition.pk} (Chốt): it does not say what its line in the log says"]


def wrong():
    return [said for _, said in compare(queries.witnesses()) if said]


@pytest.mark.parametrize(
    "tamper",
    [
        lambda: Figure.objects.filter(value=100).update(value=101),
        lambda: Source.objects.update(label="Giả mạo"),
        lambda: Source.objects.update(entered_by="X"),
        lambda: Source.objects.update(accepted_by="Y"),
        lambda: Change.objects.update(name="Người khác"),
        lambda: Change.objects.update(reason="x"),
        lambda: Figure.objects.update(standing=1),
    ],
)
def test_rows_of_an_act_changed_afterwards_are_named_by_its_seal(province, tamper):
    actions.put([a_value("TT01", province[1][0], month(2026, 3), 7)], standing=Standing.SUBMITTED,
                source=from_report(70), by=None, at=NOON)  # fmt: skip
    actions.accept("reports.report:70", by=None, at=NOON)
    actions.put([a_value("TT01", province[1][0], month(2026, 3), 7)], standing=ACCEPTED, source=from_report(71),
                by=None, at=NOON)  # fmt: skip
    assert wrong() == []

    tamper()
    assert "on figures: it does not say what its line in the log says" in wrong()[0]


def test_an_act_that_sets_another_sources_number_aside_is_sealed_with_its_source(province):
    for number, standing in ((80, Standing.SUBMITTED), (81, ACCEPTED), (82, Standing.SUBMITTED)):
        month_said = month(2026, 3 if number < 82 else 4)
        actions.put([a_value("TT01", province[1][0], month_said, number)], standing=standing,
                    source=from_report(number), by=None, at=NOON)  # fmt: skip
    actions.put([a_value("TT01", province[1][0], month(2026, 4), 90)], standing=Standing.SUBMITTED,
                source=from_report(83), by=None, at=NOON)  # fmt: skip
    actions.accept("reports.report:83", by=None, at=NOON)

    assert wrong() == []


def choose(province, number):
    """Put the last source's number in force for the first commune's January."""
    put(a_value("TT01", province[1][0], month(2026, 1), number), number=number)
    figure = Figure.objects.latest("pk")
    actions.choose_claim(figure.pk, reason="Đã đối chiếu sổ", by=a_compiler(province[1][0]), at=NOON)


def test_a_choice_of_a_source_is_sealed_in_its_line(province):
    choose(province, 80)
    assert wrong() == []
    change = Change.objects.get(act="choose")

    Figure.objects.filter(change=change, value=80).update(value=90)
    assert wrong() == [f"act {change.pk} on figures: it does not say what its line in the log says"]


STATED = [(Target, actions.set_target, {}), (Offer, actions.offer, {}),
          (Overlap, actions.record_overlap, {"systems": [System.FRONT, System.POLICE]})]  # fmt: skip


@pytest.mark.parametrize(("model", "act", "more"), STATED)
def test_what_is_stated_beside_the_figures_is_sealed_and_only_its_last_line_counts(province, model, act, more):
    where = {"body": province[1][0].pk} if model is Offer else {"place": province[0].pk}
    given = {"indicator": "TT01", "period": year(2026), "source": from_report(5), "by": None, "at": NOON}
    rows = [act(value=value, **given, **where, **more) for value in (7, 8)]
    replaced = model is not Overlap  # a later word on an overlap is a row of its own
    assert (rows[0].pk == rows[1].pk, wrong()) == (replaced, [])

    model.objects.filter(pk=rows[1].pk).update(value=7, source=rows[0].source)
    told = f"{model._meta.model_name} {rows[1].pk}: it does not say what its line in the log says"
    assert wrong() == [told]


def test_lines_of_before_without_a_seal_are_counted(province):
    assert unsealed(queries.SEALED) == 0
    line = Entry.objects.filter(action="figures.put").latest("number")

    Entry.objects.filter(pk=line.pk).update(facts={key: said for key, said in line.facts.items() if key != "seal"})
    assert unsealed(queries.SEALED) == 1


def test_an_act_that_its_line_dates_or_names_otherwise_is_named(province):
    change = Change.objects.latest("pk")
    assert list(queries.told_otherwise()) == []

    Change.objects.filter(pk=change.pk).update(at=NOON + timedelta(days=1))
    assert list(queries.told_otherwise()) == [f"act {change.pk} on figures: its line names another time or person"]


LASTING_ACTS = ("figures.put", "figures.frozen")


def test_an_act_and_an_edition_that_were_taken_away_are_named(province):
    edition = actions.freeze(name="Chốt", place=province[0].pk, period=year(2026), map_date=TODAY, by=None, at=NOON)
    change = Change.objects.earliest("pk")
    assert {gone for _, gone in kept(LASTING_ACTS)} == {None}

    act, frozen = change.pk, edition.pk
    EditionTotal.objects.all().delete()
    edition.delete()
    Figure.objects.filter(change=change).delete()
    change.delete()
    assert [gone for _, gone in kept(LASTING_ACTS) if gone] == [
        f"figures.change:{act}: its line is in the log, the record is gone",
        f"figures.edition:{frozen}: its line is in the log, the record is gone",
    ]


def test_targets_that_no_line_takes_back_are_named(province):
    given = {"indicator": "TT01", "source": from_report(5), "by": None, "at": NOON, "place": province[0].pk}
    _, gone = (actions.set_target(value=7, period=year(number), **given) for number in (2026, 2025))
    assert list(queries.told_otherwise()) == []
    Target.objects.filter(pk=gone.pk).delete()

    assert list(queries.told_otherwise()) == [f"targets of TT01: 1 are gone ({gone.pk}), the log takes back 0"]


def test_targets_that_a_line_takes_back_are_not_missed(province):
    given = {"indicator": "TT01", "source": from_report(5), "by": None, "at": NOON, "period": year(2026)}
    commune = Place.objects.get(key="xa:1")
    by = a_compiler(Body.objects.get(place=province[0]))
    actions.set_target(value=7, place=commune.pk, system=by.system, **given)
    actions.assign_targets(
        {commune.pk: None}, indicator="TT01", period=year(2026), system=by.system, label="Kế hoạch 5", by=by, at=NOON
    )

    assert (Target.objects.count(), list(queries.told_otherwise())) == (0, [])

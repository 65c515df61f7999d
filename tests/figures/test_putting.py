from datetime import date

import pytest

from phoihop.audit.models import Entry
from phoihop.core.actor import Level
from phoihop.core.refusal import Refused
from phoihop.figures import actions, queries
from phoihop.figures.models import Counted, Figure
from phoihop.figures.rules.values import Coverage, Force, Outcome, Standing, State
from tests.figures.country import (
    ACCEPTED,
    NOON,
    SUBMITTED,
    a_body,
    a_breakdown,
    a_compiler,
    a_place,
    a_value,
    an_indicator,
    from_report,
    month,
    year,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune():
    country = a_place("VN", Level.COUNTRY)
    province = a_place("tinh:37", Level.PROVINCE, country)
    an_indicator("TT01")
    return a_body(a_place("xa:1", Level.COMMUNE, province))


def put(*values, number=1, standing=SUBMITTED):
    return actions.put(values, standing=standing, source=from_report(number), by=None, at=NOON)


def said(body, *, accepted_only=False, coverage=Coverage.OWN):
    stands = queries.stands(body.pk, year(2026), accepted_only=accepted_only)
    return stands["TT01", None, coverage].value if ("TT01", None, coverage) in stands else None


def test_a_submitted_value_counts_only_with_submitted_ones_until_it_is_accepted(commune):
    put(a_value("TT01", commune, year(2026), 12))

    assert (said(commune), said(commune, accepted_only=True)) == (12, None)

    actions.accept("reports.report:1", by=None, at=NOON)

    assert (said(commune), said(commune, accepted_only=True)) == (12, 12)
    assert Figure.objects.latest("pk").source.accepted_by == "Hệ thống"
    assert Figure.objects.count() == 2


def test_an_amendment_leaves_the_accepted_value_in_force_until_accepted_and_a_return_restores_it(commune):
    put(a_value("TT01", commune, year(2026), 12), standing=ACCEPTED)
    put(a_value("TT01", commune, year(2026), 15))
    assert (said(commune), said(commune, accepted_only=True)) == (15, 12)

    actions.withdraw("reports.report:1", reason="Ghi nhầm cột", by=None, at=NOON)
    assert (said(commune), said(commune, accepted_only=True)) == (12, 12)

    put(a_value("TT01", commune, year(2026), 16))
    actions.accept("reports.report:1", by=None, at=NOON)
    assert (said(commune), said(commune, accepted_only=True)) == (16, 16)


def test_a_returned_first_report_leaves_nothing(commune):
    put(a_value("TT01", commune, year(2026), 12))
    actions.withdraw("reports.report:1", reason="Thiếu", by=None, at=NOON)

    assert said(commune) is None
    assert Counted.objects.count() == 0
    with pytest.raises(Refused) as refused:
        actions.accept("reports.report:1", by=None, at=NOON)
    assert refused.value.refusal.code == "nothing_pending"


def test_the_same_value_twice_changes_nothing_and_rows_are_never_updated(commune):
    first = put(a_value("TT01", commune, year(2026), 12))
    again = put(a_value("TT01", commune, year(2026), 12))
    changed = put(a_value("TT01", commune, year(2026), 13))

    assert [done.outcomes[0][1] for done in (first, again, changed)] == [
        Outcome.NEW,
        Outcome.UNCHANGED,
        Outcome.CHANGED,
    ]
    last = Figure.objects.latest("pk")
    assert (last.replaces_id, last.claim_id, last.change_id) == (first.outcomes[0][2],) * 2 + (changed.change,)


def numbers(commune):
    """The numbers of 2026, the one that counts first: value, whether it counts, how many others say the same."""
    found = queries.claims(indicator="TT01", body=commune.pk, period=year(2026), coverage=Coverage.OWN)
    return [(claim.value, claim.counts, len(claim.evidence)) for claim in found]


def test_another_source_with_the_same_number_is_evidence_and_with_another_number_a_claim_aside(commune):
    put(a_value("TT01", commune, year(2026), 12), standing=ACCEPTED)
    equal = put(a_value("TT01", commune, year(2026), 12), number=2, standing=ACCEPTED)
    again = put(a_value("TT01", commune, year(2026), 12), number=2, standing=ACCEPTED)
    other = put(a_value("TT01", commune, year(2026), 14), number=3, standing=ACCEPTED)

    assert [done.outcomes[0][1] for done in (equal, again, other)] == [
        Outcome.EVIDENCE,
        Outcome.UNCHANGED,
        Outcome.ASIDE,
    ]
    assert said(commune) == 12
    assert numbers(commune) == [(12, True, 1), (14, False, 0)]


def test_an_origin_that_says_nothing_leaves_a_line_and_changes_nothing(commune):
    done = put()

    assert (done.outcomes, Figure.objects.count(), Entry.objects.filter(action="figures.put").count()) == ((), 0, 1)


def test_evidence_stays_with_the_number_that_it_says_when_the_claim_moves_on(commune):
    put(a_value("TT01", commune, year(2026), 10), standing=ACCEPTED)
    put(a_value("TT01", commune, year(2026), 10), number=2, standing=ACCEPTED)
    assert numbers(commune) == [(10, True, 1)]

    put(a_value("TT01", commune, year(2026), 12), standing=ACCEPTED)

    assert (said(commune), numbers(commune)) == (12, [(12, True, 0), (10, False, 0)])


def test_an_accepted_source_counts_though_the_report_that_it_confirms_waits_or_is_returned(commune):
    put(a_value("TT01", commune, year(2026), 10))
    put(a_value("TT01", commune, year(2026), 10), number=2, standing=ACCEPTED)
    assert (said(commune), said(commune, accepted_only=True)) == (10, 10)

    actions.withdraw("reports.report:1", reason="returned", by=None, at=NOON)

    assert (said(commune), said(commune, accepted_only=True)) == (10, 10)
    assert numbers(commune) == [(10, True, 0)]


@pytest.mark.parametrize("taken", ["returned", "missing"])
def test_when_the_number_in_force_is_taken_back_the_one_beside_it_counts(commune, taken):
    put(a_value("TT01", commune, year(2026), 10), standing=SUBMITTED if taken == "returned" else ACCEPTED)
    put(a_value("TT01", commune, year(2026), 12), number=2, standing=SUBMITTED if taken == "returned" else ACCEPTED)
    assert (said(commune), numbers(commune)) == (10, [(10, True, 0), (12, False, 0)])

    if taken == "returned":
        actions.withdraw("reports.report:1", reason="returned", by=None, at=NOON)
    else:
        put(a_value("TT01", commune, year(2026), None, state=State.MISSING), standing=ACCEPTED)

    assert (said(commune), numbers(commune)) == (12, [(12, True, 0)])
    assert said(commune, accepted_only=True) == (None if taken == "returned" else 12)


def test_accepting_a_report_accepts_what_it_says_not_what_it_once_confirmed(commune):
    put(a_value("TT01", commune, year(2026), 10), number=2)
    put(a_value("TT01", commune, year(2026), 10))
    put(a_value("TT01", commune, year(2026), 15), number=2)

    actions.accept("reports.report:1", by=None, at=NOON)

    assert (said(commune), said(commune, accepted_only=True)) == (10, 10)
    assert numbers(commune) == [(10, True, 0), (15, False, 0)]


def test_a_report_corrected_and_accepted_counts_over_what_only_confirmed_it(commune):
    """A paper said 10 first, the commune's report said so too; it is corrected to 11 and accepted."""
    put(a_value("TT01", commune, year(2026), 10), number=2, standing=ACCEPTED)
    put(a_value("TT01", commune, year(2026), 10))
    actions.accept("reports.report:1", by=None, at=NOON)
    assert numbers(commune) == [(10, True, 1)]

    put(a_value("TT01", commune, year(2026), 11))
    assert said(commune, accepted_only=True) == 10
    actions.accept("reports.report:1", by=None, at=NOON)

    assert (said(commune), said(commune, accepted_only=True)) == (11, 11)
    assert numbers(commune) == [(11, True, 0), (10, False, 0)]


def test_an_accepted_number_takes_the_place_of_one_that_nobody_accepted(commune):
    put(a_value("TT01", commune, year(2026), 700), number=2)
    put(a_value("TT01", commune, year(2026), 34))
    assert (said(commune), said(commune, accepted_only=True)) == (700, None)

    actions.accept("reports.report:1", by=None, at=NOON)

    assert (said(commune), said(commune, accepted_only=True)) == (34, 34)
    claims = queries.claims(indicator="TT01", body=commune.pk, period=year(2026), coverage=Coverage.OWN)
    assert [(claim.value, claim.force) for claim in claims] == [(34, Force.COUNTS), (700, Force.ASIDE)]


def test_an_accepted_number_put_beside_a_waiting_one_counts_but_not_beside_an_accepted_one(commune):
    put(a_value("TT01", commune, year(2026), 700), number=2)
    put(a_value("TT01", commune, year(2026), 34), number=3, standing=ACCEPTED)
    put(a_value("TT01", commune, year(2026), 35), number=4, standing=ACCEPTED)

    assert (said(commune), said(commune, accepted_only=True)) == (34, 34)


def test_accepting_what_is_evidence_for_a_waiting_number_accepts_that_number(commune):
    put(a_value("TT01", commune, year(2026), 34), number=2)
    assert put(a_value("TT01", commune, year(2026), 34)).outcomes[0][1] is Outcome.EVIDENCE

    actions.accept("reports.report:1", by=None, at=NOON)

    assert said(commune, accepted_only=True) == 34


def test_choosing_a_waiting_number_takes_it_in_where_the_chooser_stands_above(commune):
    waiting = put(a_value("TT01", commune, year(2026), 700), number=2).outcomes[0][2]

    actions.choose_claim(waiting, reason="Đã đối chiếu", by=a_compiler(commune), at=NOON)
    assert said(commune, accepted_only=True) is None

    above = a_body(commune.place.versions.get().parent)
    actions.choose_claim(Figure.objects.latest("pk").pk, reason="Đã đối chiếu", by=a_compiler(above), at=NOON)
    assert said(commune, accepted_only=True) == 700
    assert Figure.objects.latest("pk").source.accepted_by == a_compiler(above).name


def test_a_compiler_chooses_the_claim_in_force_and_says_why(commune):
    put(a_value("TT01", commune, year(2026), 12), standing=ACCEPTED)
    other = put(a_value("TT01", commune, year(2026), 14), number=3, standing=ACCEPTED).outcomes[0][2]
    with pytest.raises(Refused) as refused:
        actions.choose_claim(other, reason=" ", by=a_compiler(commune), at=NOON)
    assert refused.value.refusal.code == "reason_needed"

    actions.choose_claim(other, reason="Số của công văn sau", by=a_compiler(commune), at=NOON)

    assert said(commune, accepted_only=True) == 14
    claims = queries.claims(indicator="TT01", body=commune.pk, period=year(2026), coverage=Coverage.OWN)
    assert [(claim.value, claim.force) for claim in claims] == [(14, Force.COUNTS), (12, Force.ASIDE)]


def test_zero_missing_and_not_applicable_are_three_things(commune):
    put(a_value("TT01", commune, year(2026), 0), standing=ACCEPTED)
    assert queries.stands(commune.pk, year(2026))["TT01", None, Coverage.OWN].value == 0

    put(a_value("TT01", commune, year(2026), None, state=State.NOT_APPLICABLE), standing=ACCEPTED)
    stand = queries.stands(commune.pk, year(2026))["TT01", None, Coverage.OWN]
    assert (stand.value, stand.state) == (None, State.NOT_APPLICABLE)

    put(a_value("TT01", commune, year(2026), None, state=State.MISSING), standing=ACCEPTED)
    assert queries.stands(commune.pk, year(2026)) == {}


@pytest.mark.parametrize(
    ("values", "code"),
    [
        (lambda body: [a_value("TT99", body, year(2026), 1)], "unknown_indicator"),
        (lambda body: [a_value("TT01", body, year(2026), -3)], "negative"),
        (lambda body: [a_value("TT01", body, year(2026), None)], "number_and_state_differ"),
        (lambda body: [a_value("TT01", body, year(2026), 1, breakdown="x")], "unknown_breakdown"),
        (lambda body: [a_value("TT01", body, year(2026), 1)] * 2, "said_twice"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(commune, values, code):
    with pytest.raises(Refused) as refused:
        put(*values(commune))

    assert refused.value.refusal.code == code
    assert (Figure.objects.count(), Entry.objects.count()) == (0, 0)


def test_nobody_speaks_of_a_period_after_its_end(commune):
    commune.valid_to = date(2026, 1, 1)
    commune.save()
    put(a_value("TT01", commune, year(2025), 12), a_value("TT01", commune, year(2026), 3))

    with pytest.raises(Refused) as refused:
        put(a_value("TT01", commune, month(2026, 2), 1))

    assert (refused.value.refusal.code, refused.value.refusal.facts["ended"]) == ("body_had_ended", date(2026, 1, 1))
    assert Figure.objects.count() == 2


def test_parts_must_make_the_total_and_a_missing_total_is_their_sum(commune):
    indicator = an_indicator("TT02")
    a_breakdown(indicator, "nam", "giới")
    a_breakdown(indicator, "nu", "giới")
    a_breakdown(indicator, "dang-vien", "đảng viên", kind="of_which")
    parts = [a_value("TT02", commune, year(2026), n, breakdown=b) for n, b in ((3, "nam"), (4, "nu"))]

    with pytest.raises(Refused) as refused:
        put(a_value("TT02", commune, year(2026), 9), *parts)
    assert refused.value.refusal.code == "parts_differ_from_total"
    with pytest.raises(Refused) as refused:
        put(a_value("TT02", commune, year(2026), 7), a_value("TT02", commune, year(2026), 8, breakdown="dang-vien"))
    assert refused.value.refusal.code == "part_over_total"

    put(*parts)
    assert queries.stands(commune.pk, year(2026))["TT02", None, Coverage.OWN].value == 7


@pytest.fixture
def parted(commune):
    """Its people are men and women; among them party members."""
    indicator = an_indicator("TT02")
    a_breakdown(indicator, "nam", "giới")
    a_breakdown(indicator, "nu", "giới")
    a_breakdown(indicator, "dang-vien", "đảng viên", kind="of_which")
    return commune


def part(body, code, value):
    state = State.MISSING if value is None else State.NUMBER
    return a_value("TT02", body, year(2026), value, breakdown=code, state=state)


def whole(body, *, accepted_only=False):
    stands = queries.stands(body.pk, year(2026), accepted_only=accepted_only)
    return stands["TT02", None, Coverage.OWN].value if ("TT02", None, Coverage.OWN) in stands else None


def test_a_total_added_from_parts_follows_the_parts_that_come_later_and_goes_with_the_last(parted):
    put(part(parted, "nam", 3), part(parted, "nu", 4), standing=ACCEPTED)
    assert whole(parted) == 7

    put(part(parted, "nam", 9), standing=ACCEPTED)
    assert (whole(parted), whole(parted, accepted_only=True)) == (13, 13)

    put(part(parted, "nu", None), standing=ACCEPTED)
    assert whole(parted) == 9

    put(part(parted, "nam", None), standing=ACCEPTED)
    assert (whole(parted), Counted.objects.count()) == (None, 0)
    assert queries.verify().differences == ()


def test_a_total_added_from_parts_follows_them_after_they_were_accepted(parted):
    put(part(parted, "nam", 3), part(parted, "nu", 4))
    actions.accept("reports.report:1", by=None, at=NOON)
    put(part(parted, "nam", 9))
    assert (whole(parted), whole(parted, accepted_only=True)) == (13, 7)

    actions.withdraw("reports.report:1", reason="returned", by=None, at=NOON)
    put(part(parted, "nu", 5))
    assert (whole(parted), whole(parted, accepted_only=True)) == (8, 7)


def test_the_parts_of_another_source_add_nothing_to_a_total(parted):
    put(part(parted, "nam", 3), part(parted, "nu", 4), standing=ACCEPTED)
    put(part(parted, "nam", 9), number=2, standing=ACCEPTED)

    claims = queries.claims(indicator="TT02", body=parted.pk, period=year(2026), coverage=Coverage.OWN)
    assert [(claim.value, claim.counts) for claim in claims] == [(7, True), (9, False)]


def test_a_total_that_the_source_gave_stands_and_later_parts_must_go_with_it(parted):
    put(a_value("TT02", parted, year(2026), 20), standing=ACCEPTED)
    put(part(parted, "nam", 3), standing=ACCEPTED)
    assert whole(parted) == 20

    rows = Figure.objects.count()
    for values, parts, total in (
        ([part(parted, "nam", 21)], 21, 20),
        ([part(parted, "nu", 4)], 7, 20),
        ([a_value("TT02", parted, year(2026), 2)], 3, 2),
    ):
        with pytest.raises(Refused) as refused:
            put(*values, standing=ACCEPTED)
        assert refused.value.refusal.code == "parts_differ_from_total"
        assert (refused.value.refusal.facts["parts"], refused.value.refusal.facts["total"]) == (parts, total)

    assert (whole(parted), Figure.objects.count()) == (20, rows)


def test_a_total_said_as_it_was_added_no_longer_follows_its_parts(parted):
    put(part(parted, "nam", 3), part(parted, "nu", 4), standing=ACCEPTED)
    put(a_value("TT02", parted, year(2026), 7), standing=ACCEPTED)

    with pytest.raises(Refused) as refused:
        put(part(parted, "nam", 9), standing=ACCEPTED)

    assert (refused.value.refusal.code, refused.value.refusal.facts["parts"]) == ("parts_differ_from_total", 13)
    assert whole(parted) == 7


def test_an_of_which_above_the_total_that_stands_is_refused_from_either_side(parted):
    put(a_value("TT02", parted, year(2026), 10), standing=ACCEPTED)
    with pytest.raises(Refused) as refused:
        put(part(parted, "dang-vien", 15), standing=ACCEPTED)
    facts = refused.value.refusal.facts
    assert (refused.value.refusal.code, facts["said"], facts["total"]) == ("part_over_total", 15, 10)

    put(part(parted, "dang-vien", 8), standing=ACCEPTED)
    with pytest.raises(Refused) as refused:
        put(a_value("TT02", parted, year(2026), 7), standing=ACCEPTED)
    facts = refused.value.refusal.facts
    assert (refused.value.refusal.code, facts["said"], facts["total"]) == ("part_over_total", 8, 7)
    assert (whole(parted), Figure.objects.count()) == (10, 2)

    put(part(parted, "dang-vien", 15), number=2, standing=ACCEPTED)
    assert Figure.objects.count() == 3


def test_each_act_is_one_line_in_the_log(commune):
    put(a_value("TT01", commune, year(2026), 12))
    actions.accept("reports.report:1", by=None, at=NOON)

    assert list(Entry.objects.order_by("number").values_list("action", flat=True)) == [
        "figures.put",
        "figures.accepted",
    ]


def test_a_withdrawn_value_put_again_beside_another_in_force_stands_aside(commune):
    put(a_value("TT01", commune, year(2026), 12))
    actions.withdraw("reports.report:1", reason="Trùng", by=None, at=NOON)
    put(a_value("TT01", commune, year(2026), 20), number=2, standing=Standing.ACCEPTED)
    put(a_value("TT01", commune, year(2026), 12))

    assert said(commune) == 20

"""Placing values on another day's map and telling namesakes apart, on units made up at random."""

from hypothesis import given
from hypothesis import strategies as st

from phoihop.core.tree import Tree
from phoihop.places.rules import Link, Placed, place_on_map, tell_apart
from phoihop.places.rules.namesakes import Spot

#: The map: country 1, provinces 2-4, communes 10-29; former provinces 40-44, former communes 50-99.
PROVINCES, COMMUNES, OLD_PROVINCES, OLD_COMMUNES = range(2, 5), range(10, 30), range(40, 45), range(50, 100)


@st.composite
def maps(draw):
    parents = {1: None, **dict.fromkeys(PROVINCES, 1)}
    parents |= {commune: draw(st.sampled_from(PROVINCES)) for commune in COMMUNES}
    links = {old: [draw(st.sampled_from(PROVINCES))] for old in OLD_PROVINCES}
    above = dict(parents) | dict.fromkeys(OLD_PROVINCES, 1)
    for old in OLD_COMMUNES:
        above[old] = draw(st.sampled_from(OLD_PROVINCES))
        under = [commune for commune in COMMUNES if parents[commune] == links[above[old]][0]]
        if under:
            links[old] = draw(st.lists(st.sampled_from(under), max_size=3, unique=True))
    return Tree(parents), links, above


@given(maps())
def test_every_value_counts_once_and_the_country_has_them_all(made):
    tree, links, above = made
    placed = place_on_map(above, tree=tree, links=links, above=above)
    assert set(placed) == set(above)
    values = dict.fromkeys(OLD_COMMUNES, 1)
    country = sum(value for unit, value in values.items() if 1 in tree.path(placed[unit].unit))
    assert country == len(OLD_COMMUNES)


@given(maps())
def test_a_value_is_exact_where_all_went_to_one_and_else_stands_above_all_its_heirs(made):
    tree, links, above = made
    placed = place_on_map(above, tree=tree, links=links, above=above)
    for old in OLD_COMMUNES:
        heirs = links.get(old, [])
        if len(heirs) == 1:
            assert placed[old] == Placed(heirs[0], exact=True)
        elif heirs:
            assert not placed[old].exact
            assert set(heirs) <= set(tree.below(placed[old].unit))
        else:
            assert placed[old] == Placed(placed[above[old]].unit, exact=False)


def spot(code, name, province, district="01", at=(10.0, 105.0)):
    return Spot(code, name, district, province, *at)


def test_an_heir_goes_to_the_namesake_of_its_other_origins_province_even_where_that_lies_farther():
    old = {
        "a": spot("a", "xaphutan", "93", at=(9.0, 105.0)),
        "b": spot("b", "xaphutan", "94", at=(10.0, 105.0)),
        "c": spot("c", "xadongphu", "93"),
    }
    new = {"n": spot("n", "xaphuhuu", "92")}
    kept, (decision,) = tell_apart([Link("a", "n"), Link("b", "n"), Link("c", "n")], old, new)
    assert kept == {Link("a", "n"), Link("c", "n")}
    assert (decision.kept, decision.dropped, decision.reason) == ("a", ("b",), "cùng tỉnh cũ với các xã khác nhập vào")


def test_among_equals_the_nearest_namesake_is_taken():
    old = {"a": spot("a", "phuong3", "87", at=(10.4, 105.6)), "b": spot("b", "phuong3", "87", at=(10.0, 105.0))}
    kept, (decision,) = tell_apart([Link("a", "n"), Link("b", "n")], old, {"n": spot("n", "x", "82")})
    assert (kept, decision.reason) == ({Link("b", "n")}, "gần nhất")


def test_a_true_split_of_one_commune_is_left_alone():
    old = {"a": spot("a", "xaphuhuu", "93")}
    new = {"n": spot("n", "x", "92"), "m": spot("m", "y", "92")}
    links = {Link("a", "n"), Link("a", "m")}
    assert tell_apart(links, old, new) == (links, [])

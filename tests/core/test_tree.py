import pytest
from hypothesis import given
from hypothesis import strategies as st

from phoihop.core.tree import Tree


@st.composite
def parents(draw):
    size = draw(st.integers(1, 30))
    return {n: (None if n == 0 else draw(st.integers(0, n - 1))) for n in range(size)}


@given(parents(), st.data())
def test_below_is_exactly_the_units_whose_path_passes_through(tree_parents, data):
    tree = Tree(tree_parents)
    unit = data.draw(st.sampled_from(sorted(tree_parents)))

    assert set(tree.below(unit)) == {other for other in tree_parents if unit in tree.path(other)}


@given(parents(), st.data())
def test_the_common_unit_is_the_deepest_on_every_path(tree_parents, data):
    tree = Tree(tree_parents)
    units = data.draw(st.lists(st.sampled_from(sorted(tree_parents)), min_size=1))

    on_every_path = set.intersection(*(set(tree.path(unit)) for unit in units))

    assert tree.common(units) == max(on_every_path, key=lambda unit: len(tree.path(unit)))


def test_no_units_have_nothing_in_common():
    assert Tree({1: None}).common([]) is None


@pytest.mark.parametrize("broken", [{1: 2, 2: 1}, {1: 9}])
def test_a_circle_or_an_unknown_parent_is_refused(broken):
    with pytest.raises(ValueError, match="circle"):
        Tree(broken)

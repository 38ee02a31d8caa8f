"""Likeness and groups."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.compare.grouping import compare_all, group_by_average


@given(
    lists=st.lists(
        st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0.1, 5, allow_nan=False), max_size=5), max_size=12
    ),
    least=st.floats(0.05, 0.95),
)
def test_grouping_puts_every_thing_in_one_group(lists: list[dict[str, float]], least: float) -> None:
    groups = group_by_average(compare_all(lists), least)
    assert sorted(i for g in groups for i in g) == list(range(len(lists)))


def test_grouping_joins_by_average_not_by_one_bridge() -> None:
    likeness = np.array([[1, 0.9, 0.5], [0.9, 1, 0], [0.5, 0, 1]], np.float32)
    assert group_by_average(likeness, 0.4) == [[0, 1], [2]]
    assert group_by_average(likeness, 0.2) == [[0, 1, 2]]


def test_compare_all_gives_the_cosine() -> None:
    likeness = compare_all([{"a": 1.0, "b": 1.0}, {"a": 2.0}, {"c": 1.0}])
    assert np.allclose(likeness, np.array([[1, 2**-0.5, 0], [2**-0.5, 1, 0], [0, 0, 1]], np.float64))

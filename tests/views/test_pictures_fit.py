"""Pictures in numbers: what is drawn keeps to its picture, and one thing does not lie on another."""

import datetime as dt
import re

from hypothesis import given
from hypothesis import strategies as st

from onrecord.views.lineage import Branch, Leaf
from onrecord.views.pictures.axis import HALF, LINE_HEIGHT, Axis, Box, place_labels
from onrecord.views.pictures.svg import shorten, width_of, wrap
from onrecord.views.pictures.tree import WIDTH as TREE
from onrecord.views.pictures.tree import draw_tree

NOON = dt.datetime(2031, 3, 3, 12, tzinfo=dt.UTC)
WIDTH = 350.0
WORDS = st.text("Wörter iiii МШ a", max_size=120)
MARKS = st.tuples(st.floats(60, 246), st.floats(20, 350), st.floats(20, 270), st.sampled_from([0.0, 26.0, -26.0]))


@given(WORDS, st.floats(60, 400))
def test_no_line_of_wrapped_words_is_wider_than_its_room(words: str, room: float) -> None:
    lines = wrap(words, 14, room, most=2)
    assert len(lines) <= 2
    assert all(width_of(line, 14) <= room for line in (*lines, shorten(words, 14, room)))


def test_words_that_fit_on_two_lines_are_not_cut() -> None:
    room = width_of("the ferry stands", 14)
    assert wrap("the ferry stands still here", 14, room, most=2) == ["the ferry stands", "still here"]


@given(st.lists(WORDS, min_size=1, max_size=5), st.lists(st.integers(0, 90), min_size=5, max_size=5))
def test_names_of_outlets_end_within_an_origin_tree(outlets: list[str], hours: list[int]) -> None:
    leaves = tuple(
        Leaf(
            report=f"r{n}",
            label=f"r{n}",
            outlet=outlet,
            at=NOON + dt.timedelta(hours=hour),
            through=(),
            copy_of=None,
            statement=f"s{n}",
            statement_label=f"s{n}",
            words="The ferry stands still.",
        )
        for n, (outlet, hour) in enumerate(zip(outlets, hours, strict=False))
    )
    branch = Branch(origin="o1", name="the ministry", party=None, because="it says so", leaves=leaves)
    drawn = re.findall(r'<text x="([\d.]+)" y="[\d.]+" class="outlet">([^<]*)<', draw_tree("t", [branch], name="it"))
    assert len(drawn) == len(leaves)
    assert all(float(x) + width_of(words, 12) <= TREE + 0.1 for x, words in drawn)


@given(st.lists(MARKS, min_size=1, max_size=6))
def test_labels_of_a_track_keep_to_the_plot_off_each_other_and_off_arrows(
    marks: list[tuple[float, float, float, float]],
) -> None:
    axis = Axis(bounds=[0, 12_000], moments=[NOON, NOON + dt.timedelta(days=5)], size=(WIDTH, 370), room=90)
    boxes = [Box(x=x, y=y, width=width, arrow=arrow) for x, y, width, arrow in marks]
    placed = [(left, left + box.width, y) for (left, y), box in zip(place_labels(boxes, axis), boxes, strict=True)]
    assert all(axis.left <= left and right <= WIDTH + 1e-6 for left, right, _ in placed)
    signs = [(b.x - HALF, b.x + HALF, b.y + part * b.arrow) for b in boxes for part in (0, 0.5, 1)]
    for n, (left, right, y) in enumerate(placed):
        for other_left, other_right, other_y in (*placed[n + 1 :], *signs):
            is_apart = left >= other_right or other_left >= right
            assert is_apart or abs(y - other_y) >= LINE_HEIGHT - 1e-6

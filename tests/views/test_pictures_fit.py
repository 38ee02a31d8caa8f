"""Pictures in numbers: what is drawn keeps to its picture, and one thing does not lie on another."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from onrecord.views.pictures.axis import HALF, LINE_HEIGHT, Axis, Box, place_labels
from onrecord.views.pictures.svg import shorten, width_of, wrap

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

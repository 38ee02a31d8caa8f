"""What stands near a place is what a look at everything would find."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.records.places import Places
from onrecord.records.span import Span

SPANS = st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda p: Span(start=p[0], end=p[0] + p[1]))


@given(st.lists(SPANS, max_size=30), SPANS)
def test_places_finds_what_a_look_at_all_finds(spans: list[Span], asked: Span) -> None:
    places = Places((span, n) for n, span in enumerate(spans))
    assert {n for _, n in places.overlapping(asked)} == {n for n, s in enumerate(spans) if s.overlaps(asked)}
    assert {n for _, n in places.within(asked)} == {n for n, s in enumerate(spans) if asked.contains(s)}
    assert [s for s, _ in places.overlapping(asked)] == sorted(s for s in spans if s.overlaps(asked))

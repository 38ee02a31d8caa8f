"""Reports placed as they come and go stand where they would had all been placed at once."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.case import holding
from onrecord.case.linking import Linking
from onrecord.compare import linking
from onrecord.compare.stories import cluster_sketches
from onrecord.records.sketch import Placed, Sketch
from onrecord.store.memory import MemoryStore

FIRST = dt.date(2031, 3, 1)
WORDS = [f"{letter}{n}" for letter in "ab" for n in range(7)]
TOLD = st.tuples(st.dictionaries(st.sampled_from(WORDS), st.integers(1, 4), min_size=1, max_size=6), st.integers(0, 60))


@given(told=st.lists(TOLD, min_size=4, max_size=22), steps=st.lists(st.tuples(st.integers(1, 9), st.integers(0, 3))))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_reports_that_come_and_go_are_placed_as_if_at_once(
    monkeypatch: pytest.MonkeyPatch, told: list[tuple[dict[str, int], int]], steps: list[tuple[int, int]]
) -> None:
    monkeypatch.setattr(linking, "COMMON", 3)
    monkeypatch.setattr(holding, "COMMON", 3)
    store, waiting = MemoryStore(), [_sketch(n, words, day) for n, (words, day) in enumerate(told)]
    held: dict[str, Sketch] = {}
    for come, go in (*steps, (len(waiting), 1)):
        new, waiting = waiting[:come], waiting[come:]
        gone = [held.pop(id) for id in sorted(held)[1 : 1 + go]]
        held |= {s.report: s for s in new}
        with store.snapshot() as snapshot, store.writing(wait_s=1) as writer:
            before, placed = Linking(snapshot, new=new, passages=[], gone=gone).place()
            moved = [p for id, p in placed.items() if id in before]
            writer.place([(s, placed[s.report]) for s in new], moved, [s.report for s in gone])
        with store.snapshot() as snapshot:
            assert set(snapshot.list_placed()) == _place(list(held.values()))


def _place(sketches: list[Sketch]) -> set[Placed]:
    order = {s.report: s.order for s in sketches}
    return {
        Placed(report=id, order=order[id], linked=min(m for c in linked for m in c), cluster=min(cluster))
        for linked in cluster_sketches(sketches)
        for cluster in linked
        for id in cluster
    }


def _sketch(n: int, words: dict[str, int], day: int) -> Sketch:
    weights = tuple(sorted(((w, v + 0.5) for w, v in words.items()), key=lambda x: (-x[1], x[0])))
    id = f"r{(n * 7) % 23:02d}"  # the order of ids is not that of coming
    return Sketch(report=id, order=("2031-01-01", id, 0), day=FIRST + dt.timedelta(day), weights=weights)

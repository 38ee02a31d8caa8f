"""An adding of any length counts as one that knows all its pages by heart, whatever others store meanwhile."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator
from itertools import islice

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.records.capture import Capture
from onrecord.store.adding import Adding, AddResult
from onrecord.store.memory import MemoryStore
from onrecord.store.store import Entry, Store

Made = Callable[..., Entry]
MONTH = dt.datetime(2031, 3, 1, tzinfo=dt.UTC)


def _entry(make_entry: Made, page: int, words: int, minute: int) -> Entry:
    """A page with these words as it was fetched at that minute."""
    entry = make_entry(f"p{page}", f"Lind said {words} on {page}.", address=f"https://coastline.example/{page}")
    return dataclasses.replace(
        entry, capture=dataclasses.replace(entry.capture, fetched=MONTH + dt.timedelta(minutes=minute))
    )


def _add(store: Store, entries: list[Entry], batch: int, remembered: int, others: list[Entry]) -> AddResult:
    """The counts of adding these in batches; after each batch but the first somebody else stores one of the others."""
    adding, by_words = Adding(store, wait_s=1, remembered=remembered), {e.capture.content: e for e in entries}
    rest: Iterator[Capture] = adding.list_fresh(e.capture for e in entries)
    theirs = iter(others)
    while captures := list(islice(rest, batch)):
        adding.keep([dataclasses.replace(by_words[c.content], capture=c) for c in captures])
        for other in islice(theirs, 1):
            with store.writing(wait_s=1) as writer:
                if not writer.known([other.capture.id]):
                    writer.add([other])
    return adding.result()


Row = tuple[int, int, int]  # page, words, minute at which it was fetched: no two at one
ROWS = st.tuples(st.integers(0, 9), st.integers(0, 2), st.integers(100, 10_000))
PAGES = st.lists(ROWS, max_size=90, unique_by=lambda row: row[2])
LONG = PAGES.flatmap(lambda rows: st.permutations([*rows, *((n % 10, n % 3, n) for n in range(60))]))
ANY = settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # it is a function


@ANY
@given(added=LONG, held=PAGES, batch=st.sampled_from([1, 3, 32]))
def test_what_is_looked_up_again_counts_as_what_is_known_by_heart(
    added: list[Row], held: list[Row], batch: int, make_entry: Made
) -> None:
    results = []
    for remembered in (1, 10_000):
        store = MemoryStore()
        _add(store, [_entry(make_entry, *row) for row in held], 32, 10_000, [])
        results.append(_add(store, [_entry(make_entry, *row) for row in added], batch, remembered, []))
    assert results[0] == results[1]


@ANY
@given(added=LONG, others=PAGES, batch=st.sampled_from([1, 3, 32]))
def test_what_others_store_meanwhile_is_neither_doubled_nor_lost(
    added: list[Row], others: list[Row], batch: int, make_entry: Made
) -> None:
    store = MemoryStore()
    entries = [_entry(make_entry, *row) for row in added]
    result = _add(store, entries, batch, 1, [_entry(make_entry, *row) for row in others])
    with store.snapshot() as snapshot:
        held = [f.capture for f in snapshot.list_filed()]
    assert result.read + result.skipped == len(added)
    assert len(held) == len(set(held))
    assert {e.capture.id for e in entries} <= set(held)

"""What each outlet puts on all its pages, from the texts of those that are stored and those that are being added."""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence

from onrecord.reading.decode import decode_capture
from onrecord.reading.furniture import recurring_lines
from onrecord.records.capture import Capture
from onrecord.store.store import Store

PAGES = 200  # the latest of an outlet that are searched for lines that come again


class Outlets:
    """The outlets of one adding; texts are loaded when an outlet first turns up."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._texts: dict[str, deque[str]] = {}

    def part(self, batch: Sequence[Capture]) -> Iterator[tuple[frozenset[str], list[Capture]]]:
        """The captures in groups, each with the lines that are furniture in it; an outlet is never in two groups."""
        by_outlet: dict[str | None, list[Capture]] = defaultdict(list)
        for capture in batch:
            by_outlet[capture.outlet].append(capture)
        groups: dict[frozenset[str], list[Capture]] = defaultdict(list)
        for outlet, captures in by_outlet.items():
            groups[self._recurring(outlet, captures)].extend(captures)
        yield from groups.items()

    def _recurring(self, outlet: str | None, captures: Sequence[Capture]) -> frozenset[str]:
        if outlet is None:
            return frozenset()
        if outlet not in self._texts:
            with self._store.snapshot() as snapshot:
                self._texts[outlet] = deque(snapshot.list_texts(outlet, limit=PAGES), maxlen=PAGES)
        self._texts[outlet].extend(decode_capture(c).text for c in captures if c.media_type == "text/plain")
        return recurring_lines(self._texts[outlet])

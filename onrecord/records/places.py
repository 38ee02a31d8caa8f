"""Things by where they stand in a text: those near a place are found without a look at all the others."""

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from onrecord.records.span import Span

T = TypeVar("T")


class Places(Generic[T]):
    """Things with the spans that they stand at, which may overlap; one that stands at several is given for each."""

    def __init__(self, things: Iterable[tuple[Span, T]]) -> None:
        self._things = sorted(things, key=lambda pair: (pair[0].start, pair[0].end))
        self._starts = [span.start for span, _ in self._things]
        self._furthest = list(itertools.accumulate((span.end for span, _ in self._things), max))  # end up to each

    def overlapping(self, span: Span) -> Iterator[tuple[Span, T]]:
        """Those that share a character with the span, in text order."""
        first, last = bisect_right(self._furthest, span.start), bisect_left(self._starts, span.end)
        return ((place, thing) for place, thing in self._things[first:last] if place.overlaps(span))

    def within(self, span: Span) -> Iterator[tuple[Span, T]]:
        """Those that lie wholly inside the span, in text order."""
        return ((place, thing) for place, thing in self.overlapping(span) if span.contains(place))

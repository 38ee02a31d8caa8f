"""Which reports are linked: told by their heaviest words, by how many hold these, and by how alike two reports are.

A word among the heaviest of more than `COMMON` reports of a case is common there: it belongs to a kind of news (what
satellites show, what courts hear) or to a matter so large that its name alone tells little.  Whoever shares a word that
is not common is looked at; of those who share a common one only the next before and after by day, and they are linked
where they are nearly told alike.  So a report has few that it is held against, however many the case holds, and what a
report changes are its own neighbours'.
"""

import datetime as dt
import math
from bisect import bisect_left, insort
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Protocol

from onrecord.records.sketch import Sketch

LEAST = 0.18  # average likeness within a story; B-cubed F1 on BASIL is best from .16 to .18, over .95 from .14 to .26
COMMON = 32  # reports; from 16 to 64 nothing changes on BASIL; at 64, many simulated stories hang together by chance
ALIKE = 0.45  # likeness of neighbours by a common word; simulated reports of two stories told alike reach .414
WINDOW_DAYS = 30  # reports further apart than this are less alike, by half for every such stretch

Place = tuple[int, str]  # day and id: in this order are the holders of a word


class Holders(Protocol):
    """Which reports have a word among their heaviest."""

    def few(self, word: str) -> tuple[str, ...] | None:
        """All of them, by id; None: they are more than `COMMON`."""

    def beside(self, word: str, place: Place) -> tuple[str, ...]:
        """The next before that place and the next after it."""


class Held:
    """The holders of the words of some sketches."""

    def __init__(self, sketches: Iterable[Sketch] = ()) -> None:
        self._held: dict[str, list[Place]] = {}
        for sketch in sketches:
            self.add(sketch)

    def add(self, sketch: Sketch) -> None:
        """Take in one more."""
        for word in sketch.top:
            insort(self._held.setdefault(word, []), sketch.place)

    def every(self, word: str) -> Sequence[Place]:
        """All places, in their order."""
        return self._held.get(word, ())

    def few(self, word: str) -> tuple[str, ...] | None:
        """As `Holders` says."""
        found = self._held.get(word, ())
        return None if len(found) > COMMON else tuple(id for _, id in found)

    def beside(self, word: str, place: Place) -> tuple[str, ...]:
        """As `Holders` says."""
        return next_to(self._held.get(word, ()), place)


def next_to(found: Sequence[Place], place: Place) -> tuple[str, ...]:
    """Who stands next before and after in sorted places; the place itself may be one of them."""
    at = bisect_left(found, place)
    after = at + (at < len(found) and found[at] == place)
    return tuple(id for _, id in (*found[max(0, at - 1) : at], *found[after : after + 1]))


class Links:
    """The links of reports, as these holders tell them; `load` gives the sketches of reports that are asked for."""

    def __init__(self, holders: Holders, load: Callable[[Collection[str]], Iterable[Sketch]]) -> None:
        self._holders = holders
        self._load = load
        self._known: dict[str, tuple[Sketch, Mapping[str, float]]] = {}

    def list_links(self, sketch: Sketch) -> list[str]:
        """The reports that this one is linked to, by id."""
        telling, beside = find_near(sketch, self._holders)
        self.prepare(telling | beside)
        own = self._known.setdefault(sketch.report, _weigh(sketch))
        return [
            id
            for near, least in ((telling, LEAST), (beside, ALIKE))
            for id in sorted(near)
            if _compare(own, self._known[id]) >= least
        ]

    def liken(self, a: str, b: str) -> float:
        """How alike two reports are."""
        self.prepare({a, b})
        return _compare(self._known[a], self._known[b])

    def sketch(self, report: str) -> Sketch:
        """The sketch of a report."""
        self.prepare({report})
        return self._known[report][0]

    def prepare(self, reports: Collection[str]) -> None:
        """Load those that are not at hand."""
        missing = [id for id in reports if id not in self._known]
        if missing:
            self._known |= {s.report: _weigh(s) for s in self._load(missing)}


def find_near(sketch: Sketch, holders: Holders) -> tuple[set[str], set[str]]:
    """The reports that share a word with it that is not common, and those beside it by a common word alone."""
    telling: set[str] = set()
    beside: set[str] = set()
    for word in sketch.top:
        few = holders.few(word)
        if few is None:
            beside.update(holders.beside(word, sketch.place))
        else:
            telling.update(few)
    telling.discard(sketch.report)
    beside.discard(sketch.report)
    return telling, beside - telling


def fade(likeness: float, a: dt.date | None, b: dt.date | None) -> float:
    """The likeness of two reports of these days: less where they are far apart."""
    apart = abs((a - b).days) if a and b else 0
    return round(likeness * 0.5 ** (apart / WINDOW_DAYS - 1) if apart > WINDOW_DAYS else likeness, 5)


def _weigh(sketch: Sketch) -> tuple[Sketch, Mapping[str, float]]:
    length = math.sqrt(sum(v * v for _, v in sketch.weights)) or 1.0
    return sketch, {word: value / length for word, value in sketch.weights}


def _compare(a: tuple[Sketch, Mapping[str, float]], b: tuple[Sketch, Mapping[str, float]]) -> float:
    (one, words), (other, others) = sorted((a, b), key=lambda x: x[0].report)  # the same either way, to the last bit
    dot = math.fsum(value * others[word] for word, value in words.items() if word in others)
    return fade(dot, one.day, other.day)

"""Who holds a word once some reports have come and others gone, asked of the store for the rest."""

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Sequence

from onrecord.compare.linking import COMMON, next_to
from onrecord.records.sketch import Sketch
from onrecord.store.store import Position, Snapshot


class Holding:
    """The holders of words: as the store has them, without those that are gone and with those that are new."""

    def __init__(self, snapshot: Snapshot, *, new: Iterable[Sketch], gone: Iterable[Sketch]) -> None:
        self._snapshot = snapshot
        self._new: dict[str, list[Position]] = defaultdict(list)
        self._gone: dict[str, set[Position]] = defaultdict(set)
        for sketch in new:
            for word in sketch.keys:
                insort(self._new[word], sketch.place)
        for sketch in gone:
            for word in sketch.keys:
                self._gone[word].add(sketch.place)
        self._kept: dict[str, tuple[Position, ...]] = {}

    @property
    def changed(self) -> set[str]:
        """The words of what came and went."""
        return {*self._new, *self._gone}

    def few(self, word: str) -> tuple[str, ...] | None:
        """All holders, by id; None: the word is common."""
        gone = self._gone.get(word, ())
        found = [p for p in self._read(word) if p not in gone]
        new = self._new.get(word, ())
        return None if len(found) + len(new) > COMMON else tuple(id for _, id in (*found, *new))

    def before(self, word: str) -> tuple[str, ...] | None:
        """All holders before anything came or went; None: the word was common."""
        found = self._read(word)
        return None if len(found) > COMMON else tuple(id for _, id in found)

    def beside(self, word: str, place: Position) -> tuple[str, ...]:
        """The next before that place and the next after it."""
        gone = self._gone.get(word, set())
        kept = [p for p in self._snapshot.list_beside(word, place, most=1 + len(gone)) if p not in gone]
        return next_to(sorted([*kept, *self._new.get(word, ())]), place)

    def list_parted(self, word: str) -> list[tuple[str, str]]:
        """Of a word that stays common: those that stood side by side before, and do so no more."""
        if len(self._read(word)) <= COMMON:
            return []
        gone = self._gone.get(word, set())
        pairs = []
        for place in self._new.get(word, ()):
            kept = self._snapshot.list_beside(word, place, most=1)
            around = [p for p in kept if p not in gone]
            if len(around) == len(kept) == 2:
                pairs.append((around[0][1], around[1][1]))
        return pairs

    def list_met(self, word: str) -> list[tuple[str, str]]:
        """Of a word that stays common: those that stand side by side only now that another is gone from between."""
        pairs = []
        for place in self._gone.get(word, ()):
            around = self.beside(word, place)
            if len(around) == 2:
                pairs.append((around[0], around[1]))
        return pairs

    def _read(self, word: str) -> Sequence[Position]:
        """The holders in the store, or more than can be few."""
        if word not in self._kept:
            most = COMMON + 1 + len(self._gone.get(word, ()))
            self._kept[word] = self._snapshot.list_holders([word], most=most)[word]
        return self._kept[word]

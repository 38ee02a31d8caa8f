"""Reports that came and went put among those that are kept: what is linked to what, what no longer is, and the rest.

Only what is near is looked at: who shares a word that is not common, who stands beside by a common one, and the groups
of linked reports that these are in.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from onrecord.case.holding import Holding
from onrecord.compare.linking import ALIKE, LEAST, Links
from onrecord.compare.passages import find_anchor
from onrecord.compare.stories import split_linked
from onrecord.compare.union import Sets
from onrecord.records.sketch import PASSAGE, Placed, Sketch, is_passage, report_of
from onrecord.store.store import Snapshot

Pair = tuple[str, str]
EVERY = 1 << 30  # holders of a word; passages are few


class Linking:
    """What came and went, and what that changes."""

    def __init__(
        self, snapshot: Snapshot, *, new: Sequence[Sketch], passages: Sequence[Sketch], gone: Sequence[Sketch]
    ) -> None:
        self._snapshot = snapshot
        self._new = {s.report: s for s in new}
        self._passages = passages
        self._gone = {s.report: s for s in gone}
        self._holding = Holding(snapshot, new=[*new, *passages], gone=gone)
        self._links = Links(self._holding, self._load)
        self._placed: dict[str, Placed] = {}  # before anything came or went, as far as asked for

    def place(self) -> tuple[dict[str, Placed], dict[str, Placed]]:
        """The reports of all groups that something bore on, as they stood and as they stand."""
        edges = {(s.report, other) for s in self._new.values() for other in self._links.list_links(s)}
        edges |= set(self._list_met())
        self._know({id for pair in edges for id in pair if id not in self._new} | self._gone.keys())
        torn = {self._group(id) for id in self._gone if not is_passage(id)} | self._find_torn(edges)
        touched = torn | {self._group(id) for pair in edges for id in pair if id not in self._new}
        while True:
            before = {p.report: p for p in self._snapshot.list_linked(touched)}
            members = [*(id for id in before if id not in self._gone), *self._new]
            self._links.prepare(members)
            relinked = {
                (id, other)
                for id in members
                if id in before and before[id].linked in torn
                for other in self._links.list_links(self._links.sketch(id))
            }
            missing = {other for _, other in relinked} - set(members)
            if not missing:
                return before, self._settle(members, before, torn, edges | relinked)
            touched |= {self._group(id) for id in missing}

    def _settle(
        self, members: Sequence[str], before: Mapping[str, Placed], torn: Collection[str], edges: Iterable[Pair]
    ) -> dict[str, Placed]:
        """The members in linked groups and clusters; a group that was not torn holds together."""
        ordered = sorted((self._links.sketch(id) for id in members), key=lambda s: (s.order, s.report))
        index = {s.report: n for n, s in enumerate(ordered)}
        sets = Sets(len(ordered))
        first: dict[str, str] = {}
        for id in members:
            if id in before and before[id].linked not in torn:
                sets.join(index[id], index[first.setdefault(before[id].linked, id)], "")
        for a, b in edges:
            sets.join(index[a], index[b], "")
        out: dict[str, Placed] = {}
        for found, _ in sets.groups():
            part = [ordered[i] for i in found]
            linked = min(s.report for s in part)
            order = {s.report: s.order for s in part}
            for cluster in split_linked(part):
                name = min(cluster)
                out |= {id: Placed(report=id, order=order[id], linked=linked, cluster=name) for id in cluster}
        return out

    def _list_met(self) -> Iterator[Pair]:
        """Links between reports that were there, which are new since another is gone."""
        for word in self._list_words():
            few = self._holding.few(word)
            if few is None:
                pairs, least = self._holding.list_met(word), ALIKE
            elif self._holding.before(word) is None:
                pairs, least = [(a, b) for a in few for b in few if a < b], LEAST
            else:
                continue
            yield from (pair for pair in pairs if self._links.liken(*pair) >= least)

    def _find_torn(self, edges: Collection[Pair]) -> set[str]:
        """Groups of which two reports may be linked no more, since a word became common or another came between."""
        torn = set()
        linked: dict[str, set[str]] = defaultdict(set)
        for a, b in edges:
            linked[b].add(a)
        for word in self._list_words():
            if self._holding.few(word) is not None:
                continue
            before = self._holding.before(word)
            if before is not None:
                self._know(before)
                groups = Counter(self._group(id) for id in before if id not in self._gone)
                torn |= {group for group, many in groups.items() if many > 1}
                continue
            for a, b in self._holding.list_parted(word):
                if linked[a].isdisjoint(linked[b]) and self._links.liken(a, b) >= ALIKE:
                    torn.add(self._group(a))
        return torn

    def _list_words(self) -> list[str]:
        return sorted(w for w in self._holding.changed if not w.startswith(PASSAGE))

    def place_passages(self, placed: Mapping[str, Placed], moved: Collection[str]) -> dict[str, Placed]:
        """Each passage whose place depends on what came, went or moved, and each new one, where it now stands."""
        changed = [self._links.sketch(id) for id in (*self._new, *moved)]
        changed += [s for id, s in self._gone.items() if not is_passage(id)]
        words = {w for s in changed for w in s.top}
        telling = {w for w in words if not (self._holding.few(w) is None and self._holding.before(w) is None)}
        held = self._snapshot.list_holders({PASSAGE + w for w in telling}, most=EVERY)
        again = {id for found in held.values() for _, id in found}
        again |= {p.report for p in self._snapshot.list_passages(moved) if report_of(p.report) in moved}
        kept = self._snapshot.load_sketches(again - self._gone.keys())
        return {s.report: self._stand(s, placed) for s in (*kept, *self._passages)}

    def _stand(self, passage: Sketch, placed: Mapping[str, Placed]) -> Placed:
        near = sorted({id for word in passage.top for id in self._holding.few(word) or ()})
        self._links.prepare(near)
        asked = {*near, report_of(passage.report)}
        self._know([id for id in asked if id not in placed])
        cluster_of = {id: (placed.get(id) or self._placed[id]).cluster for id in asked}
        return stand(passage, find_anchor(passage, (self._links.sketch(id) for id in near), cluster_of))

    def _group(self, report: str) -> str:
        """The group of linked reports that a report was in."""
        self._know([report])
        return self._placed[report].linked

    def _know(self, reports: Iterable[str]) -> None:
        missing = [id for id in reports if id not in self._placed]
        if missing:
            self._placed |= {p.report: p for p in self._snapshot.load_placed(missing)}

    def _load(self, reports: Collection[str]) -> Iterator[Sketch]:
        yield from (self._new[id] for id in reports if id in self._new)
        asked = [id for id in reports if id not in self._new]
        if asked:
            yield from self._snapshot.load_sketches(asked)


def stand(passage: Sketch, anchor: str | None) -> Placed:
    """A passage beside the report that it belongs to; None: it stays with its own."""
    home = report_of(passage.report)
    return Placed(report=passage.report, order=passage.order, linked=home, cluster=anchor or "")

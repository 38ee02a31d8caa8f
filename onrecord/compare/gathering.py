"""Groups that may share members: what claims are, since a statement of several propositions stands in several.

Groups that share nothing must choose where a long statement belongs, and grow wide by it: whoever stands between two
matters joins them.  Here every two things that are near stand in some group together, and a group takes in only who is
near to all that it holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from onrecord.compare.grouping import Matrix

OVERLAP = 0.6  # share that two groups have of their members together, from which on they are one


@dataclass(slots=True)
class _Groups:
    """Groups as they are made, and which of them hold each thing."""

    members: list[set[int]] = field(default_factory=list)
    holders: dict[int, set[int]] = field(default_factory=dict)

    def add(self, found: set[int]) -> set[int]:
        """The group that the found one became: one that is nearly the same takes it in."""
        near = sorted({number for i in found for number in self.holders.get(i, ())})
        best = max(near, key=lambda number: self._overlap(number, found), default=None)
        if best is None or self._overlap(best, found) < OVERLAP:
            best = len(self.members)
            self.members.append(set())
        self.members[best] |= found
        for i in found:
            self.holders.setdefault(i, set()).add(best)
        return self.members[best]

    def _overlap(self, number: int, found: set[int]) -> float:
        held = self.members[number]
        return len(held & found) / len(held | found)


def gather(likeness: Matrix, least: float, lowest: float) -> list[list[int]]:
    """Groups so that every two things at least `least` alike share one; no group lies within another.

    A group is begun by the two most alike that share none yet, and takes in the next nearest as long as it is `least`
    like its members on average and `lowest` like each.  What is like nothing is alone.  Groups and members come in
    index order; ties go to the lower index.
    """
    work = np.round(likeness, 5).astype(np.float64)
    np.fill_diagonal(work, -1.0)
    shared = np.zeros(work.shape, bool)
    groups = _Groups()
    for i, j in _list_near(work, least):
        if not shared[i, j]:
            members = sorted(groups.add(_grow(work, (i, j), least, lowest)))
            shared[np.ix_(members, members)] = True
    alone = [{i} for i in range(len(work)) if i not in groups.holders]
    return _drop_inner([*groups.members, *alone])


def _list_near(work: npt.NDArray[np.float64], least: float) -> list[tuple[int, int]]:
    """Every two things at least `least` alike, the most alike first."""
    first, second = np.nonzero(np.triu(work >= least, 1))
    order = np.lexsort((second, first, -work[first, second]))
    return list(zip(first[order].tolist(), second[order].tolist(), strict=True))


def _grow(work: npt.NDArray[np.float64], pair: tuple[int, int], least: float, lowest: float) -> set[int]:
    i, j = pair
    others = np.flatnonzero(np.minimum(work[i], work[j]) >= lowest)
    total = work[i, others] + work[j, others]
    group = [i, j]
    while len(others):
        best = int(np.argmax(np.round(total, 5)))
        if total[best] < least * len(group):
            break
        taken = int(others[best])
        group.append(taken)
        total = total + work[taken, others]
        keep = work[taken, others] >= lowest
        others, total = others[keep], total[keep]
    return set(group)


def _drop_inner(groups: Sequence[set[int]]) -> list[list[int]]:
    """The groups that lie in no other, in index order."""
    kept: list[set[int]] = []
    holders: dict[int, list[set[int]]] = {}
    for group in sorted(groups, key=lambda g: (-len(g), sorted(g))):
        if not any(group <= other for other in holders.get(min(group), ())):
            kept.append(group)
            for i in group:
                holders.setdefault(i, []).append(group)
    return sorted((sorted(g) for g in kept), key=lambda g: (g[0], len(g), g))

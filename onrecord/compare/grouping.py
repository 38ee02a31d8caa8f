"""Likeness of many things at once, and groups made from it: what stories and claims have in common."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]
COLUMNS = 4096  # words multiplied together; bounds the memory of a large case


def compare_all(weights: Sequence[Mapping[str, float]]) -> Matrix:
    """The cosine of every two weighted word lists, as a symmetric matrix with ones on the diagonal.

    Words that only one list has count for its length alone.
    """
    n = len(weights)
    lengths = np.array([sum(v * v for v in w.values()) ** 0.5 or 1.0 for w in weights], np.float32)
    holders: dict[str, int] = {}
    for w in weights:
        for word in w:
            holders[word] = holders.get(word, 0) + 1
    shared = sorted(word for word, k in holders.items() if k > 1)
    likeness = np.zeros((n, n), np.float32)
    for start in range(0, len(shared), COLUMNS):
        column = {word: i for i, word in enumerate(shared[start : start + COLUMNS])}
        block = np.zeros((n, len(column)), np.float32)
        for row, w in enumerate(weights):
            for word, value in w.items():
                if word in column:
                    block[row, column[word]] = value / lengths[row]
        likeness += block @ block.T
    np.fill_diagonal(likeness, 1.0)
    return likeness


def lean_on_neighbours(likeness: Matrix, share: float) -> Matrix:
    """The likeness with a share of it replaced by how alike two things' likenesses to all others are.

    Two statements that share no rare word are still near when the same third ones are near to both.
    """
    others = likeness.copy()
    np.fill_diagonal(others, 0.0)
    second = others @ others.T
    size = np.sqrt(np.maximum(np.diag(second), 1e-12))
    return ((1 - share) * likeness + share * second / size[:, None] / size[None, :]).astype(np.float32)


def group_by_average(likeness: Matrix, least: float) -> list[list[int]]:
    """Groups whose members' likeness is on average at least `least` when they are joined.

    Average linkage by nearest-neighbour chains (Murtagh 1983): the same groups whatever pair is tried first, ties
    aside; ties go to the lower index.  Groups and their members come in index order.
    """
    n = len(likeness)
    work = np.asarray(np.round(likeness, 6), dtype=np.float64)
    np.fill_diagonal(work, -1.0)
    sizes = np.asarray([1.0] * n, dtype=np.float64)
    alive = np.ones(n, bool)
    parent = list(range(n))
    chain: list[int] = []
    while alive.sum() > 1:
        if not chain:
            chain = [int(np.flatnonzero(alive)[0])]
        top = chain[-1]
        near = int(np.argmax(work[top]))
        if len(chain) > 1 and work[top, chain[-2]] >= work[top, near]:
            near = chain[-2]
        if work[top, near] < least:  # nothing joins it now, and averages never rise above their parts
            alive[top] = False
            work[top, :] = work[:, top] = -1.0
            chain.clear()
        elif len(chain) > 1 and near == chain[-2]:
            chain = chain[:-2]
            _merge(work, sizes, alive, (min(top, near), max(top, near)))
            parent[max(top, near)] = min(top, near)
        else:
            chain.append(near)
    return _collect(parent)


def _merge(
    work: npt.NDArray[np.float64], sizes: npt.NDArray[np.float64], alive: npt.NDArray[np.bool_], pair: tuple[int, int]
) -> None:
    kept, gone = pair
    total = sizes[kept] + sizes[gone]
    row = (work[kept] * sizes[kept] + work[gone] * sizes[gone]) / total
    alive[gone] = False
    row[~alive] = -1.0
    row[kept] = -1.0
    work[kept, :] = work[:, kept] = row
    work[gone, :] = work[:, gone] = -1.0
    sizes[kept] = total


def _collect(parent: list[int]) -> list[list[int]]:
    groups: dict[int, list[int]] = {}
    for i in range(len(parent)):
        root = i
        while parent[root] != root:
            root = parent[root]
        groups.setdefault(root, []).append(i)
    return [groups[root] for root in sorted(groups)]

"""Passages to attributions: the network run over one passage at a time.

One at a time, because the weights are in eight bits: the scale of what flows through the network is taken over all that
is run together, so in a batch a report's marks would depend on its neighbours.  And none is padded.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.annotate.tagging.decode import CANDIDATE, CONTENT, NONE, Candidate, Floats, best_paths, choose, softmax
from onrecord.annotate.tagging.features import features_of
from onrecord.annotate.tagging.passages import Passage
from onrecord.annotate.tagging.weights import Weights
from onrecord.records.annotation import Attribution

START, END = 101, 102  # [CLS] and [SEP]


def tag(passages: Sequence[Passage], weights: Weights) -> list[list[Attribution]]:
    """The attributions of each passage, in the order the passages come."""
    return [choose(p, list_candidates(p, weights)) for p in passages]


def list_candidates(passage: Passage, weights: Weights) -> list[Candidate]:
    """What the network makes of every word that may start a cue."""
    counts = [len(w.pieces) for w in passage.words]
    first = np.cumsum([1, *counts])[:-1]
    ids = np.array([[START, *(p for w in passage.words for p in w.pieces), END]], dtype=np.int64)
    extra = np.zeros((1, ids.shape[1], 3), dtype=np.int64)
    extra[0, 1:-1] = np.repeat([features_of(w) for w in passage.words], counts, axis=0)
    states, found = weights.finder.run(None, {"ids": ids, "extra": extra})
    chance = softmax(found[0, first])
    likely = [int(i) for i in np.flatnonzero(chance[:, NONE] <= 1 - CANDIDATE)]
    if not likely:
        return []
    given = {"states": states, "anchor": first[likely].astype(np.int64)}
    roles, kinds = weights.reader.run(None, given)
    logs = np.log(softmax(roles[:, 1:-1]) + 1e-9)
    totals: Floats = np.add.reduceat(logs, first - 1, axis=1, dtype=np.float32)
    by_word = totals / np.array(counts, dtype=np.float32)[None, :, None]
    return candidates_of(likely, chance, by_word, kinds)


def candidates_of(
    anchors: Sequence[int], chance: Floats, by_word: Floats, kinds: NDArray[np.float32]
) -> list[Candidate]:
    """The candidates, one a row of `by_word` (log probability of each role for each word) and of `kinds`."""
    out = []
    for row, path in enumerate(best_paths(by_word)):
        inside = path == CONTENT
        sure = float(np.exp(by_word[row, inside, CONTENT]).mean()) if inside.any() else 0.0
        anchor = anchors[row]
        roles = tuple(int(r) for r in path)
        found = tuple(float(c) for c in chance[anchor])
        out.append(Candidate(anchor=anchor, found=found, path=roles, sure=sure, kinds=kinds[row]))
    return out

"""Passages to attributions: the network run over one passage at a time.

One at a time, because the weights are in eight bits: the scale of what flows through the network is taken over all that
is run together, so in a batch a report's marks would depend on its neighbours.  And none is padded.

Most words start no cue, and the lowest layers tell most of them: a passage without any word that may goes no further,
and the others ask the last layer about those words only.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.annotate.tagging.decode import (
    CANDIDATE,
    CONTENT,
    NONE,
    WORTH,
    Candidate,
    Floats,
    best_paths,
    choose,
    softmax,
)
from onrecord.annotate.tagging.features import features_of
from onrecord.annotate.tagging.passages import Passage
from onrecord.annotate.tagging.weights import Weights
from onrecord.records.annotation import Attribution

START, END = 101, 102  # [CLS] and [SEP]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A word that may start a cue, as the network gives it."""

    anchor: int  # word
    found: tuple[float, ...]  # chance of each tier before reading on
    roles: Floats  # log probability of each role for each word
    kinds: Floats  # logits of tier, stance, certainty, manner


def tag(passages: Sequence[Passage], weights: Weights) -> list[list[Attribution]]:
    """The attributions of each passage, in the order the passages come."""
    read = [read_cues(p, weights) for p in passages]
    candidates = iter(candidates_of([cue for cues in read for cue in cues]))
    return [choose(p, [next(candidates) for _ in cues]) for p, cues in zip(passages, read, strict=True)]


def read_cues(passage: Passage, weights: Weights) -> list[Cue]:
    """What the network makes of every word that may start a cue."""
    given, first, counts = pieces_of(passage)
    low, odds = weights.first.run(None, given)
    worth = np.flatnonzero(odds[first] >= WORTH)
    if not len(worth):
        return []
    states, found = weights.finder.run(None, {"low": low, "at": first[worth]})
    chance = softmax(found)
    likely = np.flatnonzero(chance[:, NONE] <= 1 - CANDIDATE)
    if not len(likely):
        return []
    anchors = worth[likely]
    roles, kinds = weights.reader.run(None, {"states": states, "anchor": first[anchors]})
    logs = np.log(softmax(roles[:, 1:-1]) + 1e-9)
    totals: Floats = np.add.reduceat(logs, first - 1, axis=1, dtype=np.float32)
    by_word = totals / counts[None, :, None]
    return [
        Cue(anchor=anchor, found=tuple(found), roles=by_word[row], kinds=kinds[row])
        for row, (anchor, found) in enumerate(zip(anchors.tolist(), chance[likely].tolist(), strict=True))
    ]


def pieces_of(passage: Passage) -> tuple[dict[str, NDArray[np.int64]], NDArray[np.int64], Floats]:
    """What the network takes, the place of each word's first piece in it, and how many pieces each word has."""
    counts = [len(w.pieces) for w in passage.words]
    first = np.cumsum([1, *counts], dtype=np.int64)[:-1]
    ids = np.array([[START, *(p for w in passage.words for p in w.pieces), END]], dtype=np.int64)
    extra = np.zeros((1, ids.shape[1], 3), dtype=np.int64)
    extra[0, 1:-1] = np.repeat([features_of(w) for w in passage.words], counts, axis=0)
    return {"ids": ids, "extra": extra}, first, np.array(counts, dtype=np.float32)


def candidates_of(cues: Sequence[Cue]) -> list[Candidate]:
    """The same cues with the best path through the words of each."""
    out = []
    for cue, path in zip(cues, best_paths([c.roles for c in cues]), strict=True):
        inside = path == CONTENT
        sure = float(np.exp(cue.roles[inside, CONTENT]).mean()) if inside.any() else 0.0
        roles = tuple(path.tolist())
        out.append(Candidate(anchor=cue.anchor, found=cue.found, path=roles, sure=sure, kinds=cue.kinds))
    return out

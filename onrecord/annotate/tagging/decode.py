"""Probabilities to attributions: which cues hold, and which words are their source, content and relays."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.annotate.tagging.labels import CERTAINTIES, MANNERS, ROLES, STANCES, TIERS
from onrecord.annotate.tagging.passages import Passage
from onrecord.records.annotation import Attribution
from onrecord.records.span import Span

Floats = NDArray[np.float32]

CANDIDATE = 0.15  # the least chance, at first look, that a cue is worth reading
ACCEPTED = 0.55  # the least chance of a core statement against none, chosen on the three sets that measure
SWITCH = 1.0  # what a change of role between neighbouring words costs, in nats
ALIKE = 0.8  # two statements whose contents share this much are one

NONE, CORE = (TIERS.index(t) for t in ("none", "core"))
SOURCE, CONTENT, RELAY, CUE = (ROLES.index(r) for r in ("source", "content", "relay", "cue"))
KIND_ENDS = np.cumsum([len(TIERS), len(STANCES), len(CERTAINTIES)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One cue as the model read it."""

    anchor: int  # word
    found: tuple[float, ...]  # chance of each tier at first look
    path: tuple[int, ...]  # role of each word
    sure: float  # mean probability of the content's words on that path
    kinds: Floats  # logits of tier, stance, certainty, manner


def best_paths(roles: Floats) -> NDArray[np.int64]:
    """For each candidate the likeliest role of each word, when every change of role has its price.

    `roles` holds log probabilities, candidates x words x roles.
    """
    rows, length, kinds = roles.shape
    price = np.full((kinds, kinds), -SWITCH, dtype=np.float32)
    np.fill_diagonal(price, 0.0)
    score = roles[:, 0]
    back = np.zeros((rows, length, kinds), dtype=np.int64)
    for t in range(1, length):
        ways = score[:, :, None] + price
        back[:, t] = ways.argmax(axis=1)
        score = ways.max(axis=1) + roles[:, t]
    path = np.zeros((rows, length), dtype=np.int64)
    path[:, -1] = score.argmax(axis=1)
    for t in range(length - 1, 0, -1):
        path[:, t - 1] = back[np.arange(rows), t, path[:, t]]
    return path


def choose(passage: Passage, candidates: Sequence[Candidate]) -> list[Attribution]:
    """The statements of a passage, in the order of their cues."""
    kept: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda c: _tiers(c)[NONE]):
        tiers = _tiers(candidate)
        likely = tiers[CORE] >= ACCEPTED * (tiers[CORE] + tiers[NONE])
        if likely and CONTENT in candidate.path and not any(_same(candidate, k) for k in kept):
            kept.append(candidate)
    return [_attribution(passage, c) for c in sorted(kept, key=lambda c: c.anchor)]


def _tiers(candidate: Candidate) -> Floats:
    """Chance of each tier: the mean of first look and reading, which err on different words."""
    found = np.asarray(candidate.found, dtype=np.float32)
    return np.asarray((found + softmax(candidate.kinds[: len(TIERS)])) / 2, dtype=np.float32)


def _same(a: Candidate, kept: Candidate) -> bool:
    if kept.path[a.anchor] == CUE or a.path[kept.anchor] == CUE:
        return True
    mine = {i for i, r in enumerate(a.path) if r == CONTENT}
    theirs = {i for i, r in enumerate(kept.path) if r == CONTENT}
    return len(mine & theirs) > ALIKE * len(mine | theirs)


def _attribution(passage: Passage, candidate: Candidate) -> Attribution:
    _, stance, certainty, manner = np.split(candidate.kinds, KIND_ENDS)
    cues = _spans(passage, candidate.path, CUE) or (passage.words[candidate.anchor].span,)
    at = passage.words[candidate.anchor].span
    main = next((c for c in cues if c.contains(at)), at)
    none, core, borderline = (float(t) for t in _tiers(candidate))
    return Attribution(
        cue=main,
        cue_extra=tuple(c for c in cues if not c.overlaps(main)),
        source=_spans(passage, candidate.path, SOURCE),
        relay=_spans(passage, candidate.path, RELAY),
        content=_spans(passage, candidate.path, CONTENT),
        score=round((1 - none) * candidate.sure, 4),
        core=round(core / (core + borderline), 4),
        stance=STANCES[int(stance.argmax())],
        certainty=CERTAINTIES[int(certainty.argmax())],
        manner=MANNERS[int(manner.argmax())],
    )


def _spans(passage: Passage, path: Sequence[int], role: int) -> tuple[Span, ...]:
    spans: list[Span] = []
    before = -2
    for i, r in enumerate(path):
        if r != role:
            continue
        word = passage.words[i].span
        if i == before + 1:
            spans[-1] = Span(start=spans[-1].start, end=word.end)
        else:
            spans.append(word)
        before = i
    return tuple(spans)


def softmax(x: Any) -> Floats:
    """Probabilities over the last axis."""
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asarray(e / e.sum(axis=-1, keepdims=True), dtype=np.float32)

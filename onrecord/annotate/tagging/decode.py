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

WORTH = 1.0  # the least log odds, after the lowest layers, for a word to be asked about again; see training/README.md
CANDIDATE = 0.3  # the least chance that a cue starts for it to be read
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


def best_paths(roles: Sequence[Floats]) -> list[NDArray[np.int64]]:
    """For each candidate the likeliest role of each word, when every change of role has its price.

    `roles` holds for each candidate the log probabilities, words x roles.  All go through their words together, the
    longest first, so that those which have a word at some place are the first so many.
    """
    if not roles:
        return []
    order = sorted(range(len(roles)), key=lambda n: -len(roles[n]))
    lengths = [len(roles[n]) for n in order]
    longest, kinds = roles[order[0]].shape
    given = np.zeros((longest, len(order), kinds), dtype=np.float32)
    for row, n in enumerate(order):
        given[: lengths[row], row] = roles[n]
    price = np.full((kinds, kinds), -SWITCH, dtype=np.float32)
    np.fill_diagonal(price, 0.0)
    back = np.zeros(given.shape, dtype=np.int64)
    score = given[0]
    running = [sum(length > t for length in lengths) for t in range(longest)]
    for t in range(1, longest):
        ways = score[: running[t], :, None] + price
        back[t, : running[t]] = ways.argmax(axis=1)
        score[: running[t]] = ways.max(axis=1) + given[t, : running[t]]
    path = np.zeros((len(order), longest), dtype=np.int64)
    ends = np.array(lengths) - 1
    path[np.arange(len(order)), ends] = score.argmax(axis=1)
    for t in range(longest - 1, 0, -1):
        rows = np.arange(running[t])
        path[rows, t - 1] = back[t, rows, path[rows, t]]
    found = {n: path[row, : lengths[row]] for row, n in enumerate(order)}
    return [found[n] for n in range(len(roles))]


def choose(passage: Passage, candidates: Sequence[Candidate]) -> list[Attribution]:
    """The statements of a passage, in the order of their cues."""
    kept: list[tuple[Candidate, Floats]] = []
    for candidate, tiers in sorted(((c, _tiers(c)) for c in candidates), key=lambda x: x[1][NONE]):
        likely = tiers[CORE] >= ACCEPTED * (tiers[CORE] + tiers[NONE])
        if likely and CONTENT in candidate.path and not any(_same(candidate, k) for k, _ in kept):
            kept.append((candidate, tiers))
    return [_attribution(passage, c, tiers) for c, tiers in sorted(kept, key=lambda x: x[0].anchor)]


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


def _attribution(passage: Passage, candidate: Candidate, tiers: Floats) -> Attribution:
    _, stance, certainty, manner = np.split(candidate.kinds, KIND_ENDS)
    cues = _spans(passage, candidate.path, CUE) or (passage.words[candidate.anchor].span,)
    at = passage.words[candidate.anchor].span
    main = next((c for c in cues if c.contains(at)), at)
    none, core, borderline = (float(t) for t in tiers)
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

"""Examples read by the network as the product reads passages, but in torch."""

from collections.abc import Sequence

import numpy as np
import torch

from onrecord.annotate.tagging.decode import CANDIDATE, NONE, Candidate, choose
from onrecord.annotate.tagging.passages import Passage
from onrecord.annotate.tagging.tagger import Cue, candidates_of
from onrecord.records.annotation import Attribution
from training.batches import make_batch
from training.corpus import Example
from training.network import Tagger


def read_all(tagger: Tagger, examples: Sequence[Example]) -> list[tuple[str, list[Attribution]]]:
    """For each example its document and the attributions read in it."""
    tagger.eval()
    with torch.no_grad():
        return [(e.doc, choose(Passage(words=e.words), list_candidates(tagger, e))) for e in examples]


def list_candidates(tagger: Tagger, example: Example) -> list[Candidate]:
    """What the network makes of every word that could start a cue."""
    batch = make_batch([example])
    states, found = tagger.finder(batch.ids, batch.extra)
    first = _first_pieces(example)
    chance = found.softmax(-1)[0, first].numpy()
    anchors = np.flatnonzero(chance[:, NONE] <= 1 - CANDIDATE)
    if not len(anchors):
        return []
    rows = torch.zeros(len(anchors), dtype=torch.long)
    roles, kinds = tagger.reader(states[rows], torch.tensor([first[a] for a in anchors]))
    logs = roles.log_softmax(-1).numpy()
    ends = [*first[1:], batch.ids.shape[1] - 1]
    words = np.stack([logs[:, a:b].mean(axis=1) for a, b in zip(first, ends, strict=True)], axis=1)
    read = zip(anchors.tolist(), chance[anchors].tolist(), words, kinds.numpy(), strict=True)
    return candidates_of([Cue(anchor=a, found=tuple(f), roles=w, kinds=k) for a, f, w, k in read])


def _first_pieces(example: Example) -> list[int]:
    firsts, at = [], 1
    for word in example.words:
        firsts.append(at)
        at += len(word.pieces)
    return firsts

"""The first look: which words the last layer need not be asked about, told from the states of a low layer.

A line through the states, fitted to what the trained tagger itself says of the words of the gold: this is cheap to
learn, and it need not be right about cues, only about what the tagger would turn down anyway.
"""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from onrecord.annotate.tagging.decode import CANDIDATE, NONE, softmax
from onrecord.annotate.tagging.passages import Passage
from onrecord.annotate.tagging.tagger import pieces_of
from onrecord.annotate.tagging.weights import Weights

KEPT = 0.998  # of the words that the tagger would read on from, by their chance; the others are lost
DECAY = 1e-4  # of the line's weights, against fitting the gold's own words

Floats = NDArray[np.float32]


def fit_look(weights: Weights, passages: Sequence[Passage]) -> tuple[Floats, float]:
    """Weights and bias of the log odds; a word for which they fall below nought is not looked at again."""
    states, chances = _read(weights, passages)
    middle, spread = states.mean(dim=0), states.std(dim=0)
    given = (states - middle) / spread
    slope = torch.zeros(given.shape[1], requires_grad=True)
    bias = torch.zeros(1, requires_grad=True)
    optimiser = torch.optim.LBFGS([slope, bias], max_iter=100, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimiser.zero_grad()
        missed = nn.functional.binary_cross_entropy_with_logits(given @ slope + bias, chances)
        whole: Tensor = missed + DECAY * slope.square().sum()
        whole.backward()
        return whole

    optimiser.step(loss)
    with torch.no_grad():
        lowest = _lowest((given @ slope + bias).numpy(), chances.numpy())
        slope = slope / spread
        return slope.numpy(), float(bias - (slope * middle).sum()) - lowest


def _lowest(odds: Floats, chances: Floats) -> float:
    """The log odds above which KEPT of the candidates stand."""
    would = chances >= CANDIDATE
    order = np.argsort(odds[would], kind="stable")
    lost = np.cumsum(chances[would][order]) / chances[would].sum()
    return float(odds[would][order][np.searchsorted(lost, 1 - KEPT)])


def _read(weights: Weights, passages: Sequence[Passage]) -> tuple[Tensor, Tensor]:
    """For each word its state where the first look is taken, and the chance that a cue starts there."""
    states, chances = [], []
    for passage in passages:
        given, first, _ = pieces_of(passage)
        low, _ = weights.first.run(None, given)
        _, found = weights.finder.run(None, {"low": low, "at": first})
        states.append(low[0, first])
        chances.append(1 - softmax(found)[:, NONE])
    return torch.from_numpy(np.concatenate(states)), torch.from_numpy(np.concatenate(chances))

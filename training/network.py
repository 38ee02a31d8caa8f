"""The network: MiniLM, whose upper layers run twice.

First over a passage, to find the words at which cues start.  Then once for each cue, over the same passage with that
cue marked, to read its parts (cue, source, content, relay) and what kind of statement it makes.  The lower layers run
once for both, so a cue costs a third of a pass, and two statements in one sentence never mix.
"""

import math
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from onrecord.annotate.tagging.labels import CERTAINTIES, MANNERS, ROLES, STANCES, TIERS

REACH = 64  # pieces; those farther from the cue count as that far


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Sizes of the network; the first four are MiniLM's."""

    width: int = 384
    heads: int = 12
    inner: int = 1536
    layers: int = 6
    shared: int = 4  # lower layers that run once for both uses
    shapes: int = 0  # letter-case classes as extra input; 0: none
    tags: int = 0  # part-of-speech tags as extra input; 0: none
    deps: int = 0  # dependency labels as extra input; 0: none
    dropout: float = 0.1


class Layer(nn.Module):
    """One transformer layer, as BERT has it."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.query = nn.Linear(shape.width, shape.width)
        self.key = nn.Linear(shape.width, shape.width)
        self.value = nn.Linear(shape.width, shape.width)
        self.attended = nn.Linear(shape.width, shape.width)
        self.attended_norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.inner = nn.Linear(shape.width, shape.inner)
        self.outer = nn.Linear(shape.inner, shape.width)
        self.outer_norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.drop = nn.Dropout(shape.dropout)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        return self.mix(x, (self.query(x), self.key(x), self.value(x)), bias)

    def mix(self, x: Tensor, queries_keys_values: tuple[Tensor, Tensor, Tensor], bias: Tensor | None) -> Tensor:
        """What the layer makes of its input and of the queries, keys and values made from it."""
        rows, length, width = x.shape
        size = width // self.heads

        def split(y: Tensor) -> Tensor:
            return y.view(rows, length, self.heads, size).transpose(1, 2)

        q, k, v = (split(y) for y in queries_keys_values)
        # No dropout on the weights of attention: drawing it costs a sixth of the time that training takes here.
        likeness = q @ k.transpose(-1, -2) / math.sqrt(size)
        weights = torch.softmax(likeness if bias is None else likeness + bias, dim=-1)
        mixed = (weights @ v).transpose(1, 2).reshape(rows, length, width)
        x = self.attended_norm(x + self.drop(self.attended(mixed)))
        return self.outer_norm(x + self.drop(self.outer(nn.functional.gelu(self.inner(x)))))


class Finder(nn.Module):
    """Passage to states of the shared layers and, for each piece, how likely a cue starts there, by tier."""

    def __init__(self, shape: Shape, vocabulary: int) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, shape.width)
        self.places = nn.Embedding(512, shape.width)
        self.kind = nn.Parameter(torch.zeros(shape.width))
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.extra = nn.ModuleList(nn.Embedding(n, shape.width) for n in (shape.shapes, shape.tags, shape.deps) if n)
        for e in self.extra:
            nn.init.normal_(e.weight, std=0.01)
        self.drop = nn.Dropout(shape.dropout)
        self.lower = nn.ModuleList(Layer(shape) for _ in range(shape.shared))
        self.upper = nn.ModuleList(Layer(shape) for _ in range(shape.layers - shape.shared))
        self.anchor = nn.Linear(shape.width, len(TIERS))

    def forward(self, ids: Tensor, extra: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.places(places) + self.kind
        for n, embedding in enumerate(self.extra):
            x = x + embedding(extra[..., n])
        x = self.drop(self.norm(x))
        bias = bias_of(mask)
        for layer in self.lower:
            x = layer(x, bias)
        states = x
        for layer in self.upper:
            x = layer(x, bias)
        return states, self.anchor(self.drop(x))


class Reader(nn.Module):
    """States and one marked cue to the role of each piece and the kind of statement.

    Every piece is told how far it stands from the cue, and the cue's own state.  A mark at the cue alone is not enough:
    with it the one layer left the later statements of a passage without content.
    """

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.away = nn.Embedding(2 * REACH + 1, shape.width)
        self.cue = nn.Linear(shape.width, shape.width)
        nn.init.normal_(self.away.weight, std=0.1)
        nn.init.normal_(self.cue.weight, std=0.01)
        self.upper = nn.ModuleList(Layer(shape) for _ in range(shape.layers - shape.shared))
        self.drop = nn.Dropout(shape.dropout)
        self.roles = nn.Linear(shape.width, len(ROLES))
        self.kinds = nn.Linear(shape.width, len(TIERS) + len(STANCES) + len(CERTAINTIES) + len(MANNERS))

    def forward(self, states: Tensor, anchor: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        marked = nn.functional.one_hot(anchor, states.shape[1]).to(states.dtype)
        cue = (states * marked.unsqueeze(-1)).sum(dim=1)  # one passage serves all its cues
        steps = torch.arange(states.shape[1], device=states.device) - anchor.unsqueeze(1)
        x = states + self.away(steps.clamp(-REACH, REACH) + REACH) + self.cue(cue).unsqueeze(1)
        bias = bias_of(mask)
        for layer in self.upper:
            x = layer(x, bias)
        x = self.drop(x)
        at_cue = (x * marked.unsqueeze(-1)).sum(dim=1)
        return self.roles(x), self.kinds(at_cue)


class Tagger(nn.Module):
    """Finder and reader, trained together."""

    def __init__(self, shape: Shape, vocabulary: int = 30522) -> None:
        super().__init__()
        self.shape = shape
        self.finder = Finder(shape, vocabulary)
        self.reader = Reader(shape)

    def card(self) -> dict[str, object]:
        """The sizes, for the record."""
        return asdict(self.shape)


def bias_of(mask: Tensor | None) -> Tensor | None:
    """Added to attention: nothing for pieces that are there, so much less for padding that it counts for nothing."""
    if mask is None:
        return None
    return (1.0 - mask.to(torch.float32))[:, None, None, :] * -1e4


def load_base(tagger: Tagger, weights: Path) -> None:
    """Copies MiniLM's weights in; both uses of the upper layers start from the same ones."""
    base = load_file(weights)
    finder, reader = tagger.finder, tagger.reader
    with torch.no_grad():
        finder.words.weight.copy_(base["embeddings.word_embeddings.weight"])
        finder.places.weight.copy_(base["embeddings.position_embeddings.weight"])
        finder.kind.copy_(base["embeddings.token_type_embeddings.weight"][0])
        _fill(finder.norm, base, "embeddings.LayerNorm")
        shared = tagger.shape.shared
        for n in range(tagger.shape.layers):
            layers = [finder.lower[n]] if n < shared else [finder.upper[n - shared], reader.upper[n - shared]]
            for layer in layers:
                _fill_layer(layer, base, f"encoder.layer.{n}")


def _fill_layer(layer: Layer, base: dict[str, Tensor], at: str) -> None:
    for part, name in (
        (layer.query, "attention.self.query"),
        (layer.key, "attention.self.key"),
        (layer.value, "attention.self.value"),
        (layer.attended, "attention.output.dense"),
        (layer.attended_norm, "attention.output.LayerNorm"),
        (layer.inner, "intermediate.dense"),
        (layer.outer, "output.dense"),
        (layer.outer_norm, "output.LayerNorm"),
    ):
        _fill(part, base, f"{at}.{name}")


def _fill(part: nn.Linear | nn.LayerNorm, base: dict[str, Tensor], name: str) -> None:
    part.weight.copy_(base[f"{name}.weight"])
    part.bias.copy_(base[f"{name}.bias"])

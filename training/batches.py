"""Examples to tensors, and the variations of them that training sees."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from onrecord.annotate.tagging.features import features_of
from onrecord.annotate.tagging.passages import LIMIT, Word
from training.corpus import Example, Target

START, END = 101, 102  # [CLS] and [SEP] of the vocabulary
SKIP = -100  # no loss here


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Passages of like length as tensors; `rows` and those after it hold one entry a statement."""

    ids: Tensor  # passages x pieces
    mask: Tensor
    extra: Tensor  # passages x pieces x features
    tiers: Tensor  # passages x pieces: the tier of a cue that starts here, 0 none, SKIP where no word starts
    rows: Tensor  # the passage of each statement
    anchors: Tensor  # the piece at which its cue starts
    roles: Tensor  # statements x pieces
    kinds: Tensor  # statements x (tier, stance, certainty, manner)


def make_batch(examples: Sequence[Example]) -> Batch:
    """The examples padded to the longest of them."""
    length = 2 + max(sum(len(w.pieces) for w in e.words) for e in examples)
    ids = torch.zeros(len(examples), length, dtype=torch.long)
    mask = torch.zeros(len(examples), length, dtype=torch.long)
    extra = torch.zeros(len(examples), length, 3, dtype=torch.long)
    tiers = torch.full((len(examples), length), SKIP)
    rows, anchors, roles, kinds = [], [], [], []
    for n, example in enumerate(examples):
        owner = [i for i, w in enumerate(example.words) for _ in w.pieces]
        size = len(owner) + 2
        ids[n, :size] = torch.tensor([START, *(p for w in example.words for p in w.pieces), END])
        mask[n, :size] = 1
        features = [features_of(w) for w in example.words]
        extra[n, 1 : size - 1] = torch.tensor([features[i] for i in owner])
        first = {}
        for piece, i in enumerate(owner, start=1):
            first.setdefault(i, piece)
        tiers[n, list(first.values())] = 0
        for target in example.targets:
            rows.append(n)
            anchors.append(first[target.anchor])
            tiers[n, first[target.anchor]] = target.tier
            line = [SKIP] * length
            line[1 : size - 1] = [target.roles[i] for i in owner]
            roles.append(line)
            kinds.append((target.tier, target.stance, target.certainty, target.manner))
    return Batch(
        ids=ids,
        mask=mask,
        extra=extra,
        tiers=tiers,
        rows=torch.tensor(rows, dtype=torch.long),
        anchors=torch.tensor(anchors, dtype=torch.long),
        roles=torch.tensor(roles, dtype=torch.long).reshape(-1, length),
        kinds=torch.tensor(kinds, dtype=torch.long).reshape(-1, 4),
    )


def shuffled_batches(examples: Sequence[Example], pieces: int, rng: random.Random) -> Iterator[list[Example]]:
    """Batches of at most that many pieces, padding counted, of passages of like length, in random order."""

    def size(e: Example) -> int:
        return 2 + sum(len(w.pieces) for w in e.words)

    noisy = sorted(examples, key=lambda e: size(e) * rng.uniform(0.9, 1.1))
    batches: list[list[Example]] = [[]]
    widest = 0
    for example in noisy:
        if batches[-1] and max(widest, size(example)) * (len(batches[-1]) + 1) > pieces:
            batches.append([])
            widest = 0
        batches[-1].append(example)
        widest = max(widest, size(example))
    rng.shuffle(batches)
    yield from batches


@dataclass(frozen=True, slots=True, kw_only=True)
class Variation:
    """How often each change is made."""

    names: float = 0.0  # a name becomes another name of the corpus, throughout the passage
    quotes: float = 0.0  # quotation marks become straight or curly
    split: float = 0.0  # only some neighbouring sentences are kept
    join: float = 0.0  # the next passage of the article is appended


class Varier:
    """Draws variations of the examples of one corpus."""

    def __init__(
        self, examples: Sequence[Example], how: Variation, marks: dict[tuple[int, ...], tuple[int, ...]]
    ) -> None:
        self.how = how
        self.marks = marks  # pieces of a quotation mark to those of its other style
        self.names = sorted({w.pieces for e in examples for w in e.words if w.tag == "NNP"})

    def vary(self, examples: Sequence[Example], rng: random.Random) -> list[Example]:
        """One variation of each example."""
        out = []
        for n, example in enumerate(examples):
            if rng.random() < self.how.join and n + 1 < len(examples) and examples[n + 1].doc == example.doc:
                example = _join(example, examples[n + 1])
            if rng.random() < self.how.split:
                example = _part(example, rng)
            out.append(self._rename(example, rng))
        return out

    def _rename(self, example: Example, rng: random.Random) -> Example:
        swap: dict[tuple[int, ...], tuple[int, ...]] = {}
        if rng.random() < self.how.quotes:
            swap.update(self.marks)
        for name in sorted({w.pieces for w in example.words if w.tag == "NNP"}):
            if rng.random() < self.how.names:
                swap[name] = rng.choice(self.names)
        if not swap:
            return example
        words = tuple(w._replace(pieces=swap.get(w.pieces, w.pieces)) for w in example.words)
        return replace(example, words=words) if _size(words) <= LIMIT else example


def _join(a: Example, b: Example) -> Example:
    if _size(a.words) + _size(b.words) > LIMIT:
        return a
    before, after = (0,) * len(a.words), (0,) * len(b.words)
    targets = [replace(t, roles=t.roles + after) for t in a.targets]
    targets += [replace(t, roles=before + t.roles, anchor=t.anchor + len(before)) for t in b.targets]
    return Example(doc=a.doc, words=a.words + b.words, sentences=a.sentences + b.sentences, targets=tuple(targets))


def _part(example: Example, rng: random.Random) -> Example:
    """Some neighbouring sentences with the statements that lie wholly in them; all, where a statement would be cut."""
    numbers = sorted(set(example.sentences))
    first = rng.randrange(len(numbers))
    last = rng.randrange(first, len(numbers))
    kept = [i for i, s in enumerate(example.sentences) if numbers[first] <= s <= numbers[last]]
    lo, hi = kept[0], kept[-1] + 1
    targets: list[Target] = []
    for t in example.targets:
        inside = lo <= t.anchor < hi
        cut = any(t.roles[:lo]) or any(t.roles[hi:])
        if inside and cut:
            return example
        if inside:
            targets.append(replace(t, roles=t.roles[lo:hi], anchor=t.anchor - lo))
    return Example(
        doc=example.doc, words=example.words[lo:hi], sentences=example.sentences[lo:hi], targets=tuple(targets)
    )


def _size(words: tuple[Word, ...]) -> int:
    return sum(len(w.pieces) for w in words)

"""Trains the tagger on gold folders and writes its weights.

    python -m training.train GOLD [GOLD ...] --out FOLDER [--held-out 0/4] [--option value ...]

`--held-out k/n` leaves every n-th article out and scores the statements read in them; nothing is written for the
product then.  All options have the values that the shipped model was made with.
"""

import argparse
import copy
import json
import random
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from onrecord.annotate.tagging.features import DEPS, SHAPES, TAGS
from onrecord.annotate.tagging.labels import CERTAINTIES, MANNERS, STANCES, TIERS
from onrecord.annotate.tagging.vocabulary import pieces_by
from training.base import base_weights, fresh_tokenizer
from training.batches import SKIP, Batch, Variation, Varier, make_batch, shuffled_batches
from training.corpus import Example, read_examples, read_lines
from training.network import Shape, Tagger, load_base
from training.reading import read_all
from training.score import score_examples

STRIDE = 40  # steps between two lines of the log
WARM = 0.1  # part of the steps over which the learning rate rises
FROZEN = ("words", "places", "kind")  # the word table: verbs that the gold never has keep their place among the others
KIND_WEIGHTS = (1.0, 0.3, 0.2, 0.3)  # tier, stance, certainty, manner


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How training goes."""

    seed: int = 1
    epochs: int = 8
    pieces: int = 1024  # in a batch, padding counted
    rate: float = 2e-4  # of MiniLM's top layer
    head_rate: float = 1e-3  # of what starts from nothing
    decay: float = 0.9  # of the rate, from a layer to the one below
    average: float = 0.99  # of the weights' moving average, which is what is kept
    borderline: float = 0.5  # weight of borderline statements' parts
    roles: float = 12.0  # weight of the roles' loss beside that of finding cues


def train(
    examples: list[Example],
    shape: Shape,
    recipe: Recipe,
    variation: Variation,
    watch: Callable[[Tagger], None] | None = None,
) -> Tagger:
    """The trained network; the same for the same arguments on the same machine.

    `watch` is shown the averaged weights from time to time.
    """
    torch.manual_seed(recipe.seed)
    rng = random.Random(recipe.seed)
    tokenizer = fresh_tokenizer()
    tagger = Tagger(shape)
    load_base(tagger, base_weights())
    pieces = pieces_by(tokenizer)
    straight, opening, closing = pieces('"'), pieces("“"), pieces("”")
    marks = {straight: opening, opening: straight, closing: straight}
    varier = Varier(examples, variation, marks)
    optimiser = torch.optim.AdamW(list(_groups(tagger, recipe)), weight_decay=0.01, foreach=True)
    plan = [
        batch
        for _ in range(recipe.epochs)
        for batch in shuffled_batches(varier.vary(examples, rng), recipe.pieces, rng)
    ]
    warm = int(len(plan) * WARM)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: (n + 1) / warm if n < warm else (len(plan) - n) / (len(plan) - warm)
    )
    kept = copy.deepcopy(tagger)
    started, total = time.monotonic(), 0.0
    tagger.train()
    for step, batch in enumerate(plan):
        loss = loss_of(tagger, make_batch(batch), recipe)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        _move_average(kept, tagger, min(recipe.average, (step + 1) / (step + 10)))
        total += loss.item()
        if (step + 1) % STRIDE == 0:
            took = time.monotonic() - started
            print(f"step {step + 1}/{len(plan)} loss {total / STRIDE:.3f} {took:.0f} s", flush=True)
            total = 0.0
            if watch:
                watch(kept)
    return kept.eval()


def loss_of(tagger: Tagger, batch: Batch, recipe: Recipe) -> Tensor:
    """Of finding cues, of reading their parts and kinds, and of turning down words that look like cues and are none."""
    states, found = tagger.finder(batch.ids, batch.extra, batch.mask)
    cross = nn.functional.cross_entropy
    anchor = cross(found.flatten(0, 1), batch.tiers.flatten(), ignore_index=SKIP, reduction="sum") / len(batch.ids)
    loss = anchor
    rows, anchors = _with_lookalikes(found.detach(), batch)
    real = len(batch.rows)
    roles, kinds = tagger.reader(states[rows], anchors, batch.mask[rows])
    parts = kinds.split([len(TIERS), len(STANCES), len(CERTAINTIES), len(MANNERS)], dim=1)
    tiers = torch.cat([batch.kinds[:, 0], torch.zeros(len(rows) - real, dtype=torch.long)])
    loss = loss + KIND_WEIGHTS[0] * cross(parts[0], tiers, reduction="sum") / len(batch.ids)
    if not real:
        return loss
    each = torch.where(batch.kinds[:, 0] == TIERS.index("core"), 1.0, recipe.borderline)
    for n in (1, 2, 3):
        loss = loss + KIND_WEIGHTS[n] * (cross(parts[n][:real], batch.kinds[:, n], reduction="none") * each).mean()
    by_piece = cross(
        roles[:real].flatten(0, 1),
        batch.roles.flatten(),
        ignore_index=SKIP,
        reduction="none",
    ).view(real, -1)
    by_row = by_piece.sum(dim=1) / (batch.roles != SKIP).sum(dim=1)
    return loss + recipe.roles * (by_row * each).mean()


def _with_lookalikes(found: Tensor, batch: Batch) -> tuple[Tensor, Tensor]:
    """The gold's cues, then the likeliest words that start none, one in each of half of the passages."""
    chance = found.softmax(-1)[..., 1:].sum(-1).masked_fill(batch.tiers != 0, -1.0)
    most, at = chance.max(dim=1)
    rows = most.topk((len(batch.ids) + 1) // 2).indices
    return torch.cat([batch.rows, rows]), torch.cat([batch.anchors, at[rows]])


def _groups(tagger: Tagger, recipe: Recipe) -> list[dict[str, object]]:
    """Parameters with their learning rates."""
    top = tagger.shape.layers
    groups = []
    for name, parameter in tagger.named_parameters():
        part = name.split(".")
        if part[1] in FROZEN:
            parameter.requires_grad_(False)
            continue
        if part[1] == "lower":
            rate = recipe.rate * recipe.decay ** (top - 1 - int(part[2]))
        elif part[1] == "upper":
            rate = recipe.rate * recipe.decay ** (top - 1 - tagger.shape.shared - int(part[2]))
        elif part[1] == "norm":
            rate = recipe.rate * recipe.decay**top
        else:
            rate = recipe.head_rate
        groups.append({"params": [parameter], "lr": rate})
    return groups


def _move_average(kept: Tagger, tagger: Tagger, share: float) -> None:
    with torch.no_grad():
        for a, b in zip(kept.parameters(), tagger.parameters(), strict=True):
            a.lerp_(b, 1 - share)


def main() -> None:
    """Reads the command line, trains, scores or writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--held-out", default=None)
    parser.add_argument("--yardstick", type=Path, default=Path("../shared/yardstick/yardstick.py"))
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--layers", type=int, default=6, help="of MiniLM's six, the lowest")
    parser.add_argument("--shared", type=int, default=5)
    parser.add_argument("--features", default="shape,tag,dep")
    parser.add_argument("--dropout", type=float, default=0.1)
    for options in (Recipe(), Variation(names=0.15, quotes=0.3, split=0.3, join=0.1)):
        for name, value in asdict(options).items():
            parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    o = parser.parse_args()
    torch.set_num_threads(o.threads)
    torch.set_flush_denormal(True)
    recipe = Recipe(**{n: getattr(o, n) for n in asdict(Recipe())})
    variation = Variation(**{n: getattr(o, n) for n in asdict(Variation())})
    told = set(filter(None, o.features.split(",")))
    shape = Shape(
        layers=o.layers,
        shared=o.shared,
        dropout=o.dropout,
        shapes=SHAPES * ("shape" in told),
        tags=len(TAGS) * ("tag" in told),
        deps=len(DEPS) * ("dep" in told),
    )
    examples = [e for folder in o.gold for e in read_examples(folder, pieces_by(fresh_tokenizer()))]
    held: list[Example] = []
    if o.held_out:
        k, n = map(int, o.held_out.split("/"))
        out = {d for i, d in enumerate(sorted({e.doc for e in examples})) if i % n == k}
        held = [e for e in examples if e.doc in out]
        examples = [e for e in examples if e.doc not in out]
    card = {"shape": asdict(shape), "recipe": asdict(recipe), "variation": asdict(variation)}

    def keep(tagger: Tagger) -> None:
        if o.out:
            o.out.mkdir(parents=True, exist_ok=True)
            torch.save(tagger.state_dict(), o.out / "tagger.pt")
            (o.out / "recipe.json").write_text(json.dumps(card, indent=1) + "\n")

    tagger = train(examples, shape, recipe, variation, keep)
    keep(tagger)
    if held:
        # Of the first folder alone: the others name no speakers.
        first = {e.doc for e in held} & {r["doc"] for r in read_lines(o.gold[0] / "reports.jsonl")}
        score_examples(read_all(tagger, [e for e in held if e.doc in first]), o.gold[0], first, o.yardstick)


if __name__ == "__main__":
    main()

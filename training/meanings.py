"""Writes the graph that the sentence model is run by: its own, but that words are looked up before they become floats.

    python -m training.meanings --into onrecord/models/meanings

The model's file keeps the vectors of 30,522 words in eight bits, and makes all of them floats before it looks up those
of a text: 47 MB that are held for as long as it is loaded.  Here the few that are asked for are made floats, by the
same two steps, so what comes out is the same to the last bit.  The matrices stay in the model's own file, where this
graph says at which bytes: onnxruntime maps them, and nothing is copied.
"""

import argparse
import hashlib
import importlib.util
import json
from pathlib import Path

import onnx
from onnx import TensorProto, helper

from onrecord.extract.meanings import DIGEST, PACKAGE

WORDS = "inner.embeddings.word_embeddings.weight"  # the table, as the model's file calls it
LEAST = 100_000  # bytes of a constant that stays in the model's file
FILE = "model.onnx"


def main() -> None:
    """Reads the command line and writes the graph and its card."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--into", type=Path, required=True)
    into: Path = parser.parse_args().into
    content = _find().read_bytes()
    model = onnx.load_model_from_string(content)
    look_up_first(model.graph)
    leave_outside(model.graph, content)
    graph = model.SerializeToString(deterministic=True)
    card = {
        "name": "meanings",
        "licence": "Apache-2.0",
        "base": {"weights": f"all-MiniLM-L6-v2 in eight bits, from {PACKAGE} (Apache-2.0)", "sha256": DIGEST},
        "sha256": {"graph.onnx": hashlib.sha256(graph).hexdigest()},
    }
    into.mkdir(parents=True, exist_ok=True)
    (into / "graph.onnx").write_bytes(graph)
    (into / "model.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def _find() -> Path:
    """The model's file.  Exits where it is not the one that was measured."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{PACKAGE} is not installed.")
    path = Path(spec.origin).parent / FILE
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != DIGEST:
        raise SystemExit(f"{path} has sha256 {found}, expected {DIGEST}.")
    return path


def look_up_first(graph: onnx.GraphProto) -> None:
    """Turn "all vectors to floats, then those of the words" into "those of the words, then to floats"."""
    nodes = {name: node for node in graph.node for name in node.output}
    cast, scale = nodes[f"{WORDS}_f"], nodes[WORDS]
    (gather,) = (node for node in graph.node if WORDS in node.input)
    words, vectors = gather.input[1], gather.output[0]
    gather.input[0], gather.output[0], cast.input[0] = f"{WORDS}_q", f"{WORDS}_rows", f"{WORDS}_rows"
    scales = helper.make_node("Gather", [f"{WORDS}_scale", words], [f"{WORDS}_scales"], axis=0)
    scale.input[1], scale.output[0] = f"{WORDS}_scales", vectors
    others = [node for node in graph.node if node not in (cast, scale)]
    at = others.index(gather) + 1
    shapes = [v for v in graph.value_info if v.name not in (WORDS, f"{WORDS}_f")]  # the others steer what is fused
    del graph.node[:], graph.value_info[:]
    graph.node.extend([*others[:at], scales, cast, scale, *others[at:]])
    graph.value_info.extend(shapes)


def leave_outside(graph: onnx.GraphProto, content: bytes) -> None:
    """Put the place that it has in the model's file in the stead of every large constant."""
    for tensor in graph.initializer:
        held = tensor.raw_data
        if len(held) < LEAST:
            continue
        place = {"location": FILE, "offset": str(content.index(held)), "length": str(len(held))}
        tensor.ClearField("raw_data")
        tensor.data_location = TensorProto.EXTERNAL
        tensor.external_data.extend(onnx.StringStringEntryProto(key=k, value=v) for k, v in place.items())
    for node in graph.node:  # where its code stood, on the machine on which it was exported
        node.ClearField("doc_string")
        del node.metadata_props[:]


if __name__ == "__main__":
    main()

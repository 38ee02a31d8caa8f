"""The network as ONNX graphs, written node by node in the operators that onnxruntime runs fastest on a processor.

Matrices stand in eight bits, and the inputs of each multiplication are put into eight bits as they come.  Attention,
layer norm and GELU are one node each: exported from torch they were thirty, and took two fifths of the time.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from training.network import REACH, Finder, Layer, Reader

Floats = NDArray[np.float32]
Eighths = tuple[NDArray[np.int8], Floats]
Sized = tuple[int, tuple[str | int, ...]]  # type, length of each axis
OURS = "com.microsoft"  # the domain of onnxruntime's own operators
HALF = 64  # seven bits of eight: without VNNI, sums of eight overflow
OPSET, FORMAT = 18, 9  # of ONNX: the operators' version, the file's
FLOAT, LONG = TensorProto.FLOAT, TensorProto.INT64
LONGEST = 256  # pieces of a passage, see tagging/passages.py
STATES: Sized = (FLOAT, (1, "pieces", 384))


class Graph:
    """A graph that is being written; names are made as needed."""

    def __init__(self) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def constant(self, values: Any) -> str:
        """The name of a constant."""
        name = f"c{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(np.asarray(values, order="C"), name))
        return name

    def many(self, kind: str, given: Sequence[str], gives: int, **options: Any) -> list[str]:
        """The names of what one node gives."""
        outs = [f"{kind}{len(self._nodes)}.{n}" for n in range(gives)]
        self._nodes.append(helper.make_node(kind, given, outs, **options))
        return outs

    def one(self, kind: str, *given: str, **options: Any) -> str:
        """The name of what a node with one result gives."""
        return self.many(kind, given, 1, **options)[0]

    def name(self, values: str, name: str) -> None:
        """Gives a result its name in the file."""
        self._nodes.append(helper.make_node("Identity", [values], [name]))

    def save(self, path: Path, given: Mapping[str, Sized], gives: Mapping[str, Sized]) -> None:
        """Writes the file; type and shape of each input and output are said."""
        ins, outs = (
            [helper.make_tensor_value_info(name, kind, shape) for name, (kind, shape) in part.items()]
            for part in (given, gives)
        )
        graph = helper.make_graph(self._nodes, path.stem, ins, outs, self._constants)
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(OURS, 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=FORMAT, producer_name="onrecord")
        onnx.checker.check_model(model)
        path.write_bytes(model.SerializeToString(deterministic=True))


def write_first(finder: Finder, look: tuple[Floats, float], layers: int, path: Path) -> None:
    """Pieces to the states of the lowest layers, and a first look: the log odds that a cue starts at a piece."""
    g = Graph()
    words, scale, zero = _bytes(_array(finder.words.weight))
    x = g.one("DequantizeLinear", g.one("Gather", g.constant(words), "ids"), g.constant(scale), g.constant(zero))
    length = g.one("Shape", "ids", start=1)
    places = _rounded(_array(finder.places.weight))[:LONGEST] + _array(finder.kind)
    x = g.one("Add", x, g.one("Slice", g.constant(places), g.constant([0]), length, g.constant([0])))
    for n, table in enumerate(finder.extra):
        column = g.one("Gather", "extra", g.constant(n), axis=-1)
        x = g.one("Add", x, g.one("Gather", g.constant(_rounded(_array(table.weight))), column))
    x = _normed(g, x, finder.norm)
    for layer in [*finder.lower, *finder.upper][:layers]:
        x = _layer(g, x, layer)
    g.name(x, "low")
    weights, bias = look
    odds = g.one("MatMul", x, g.constant(weights[:, None]))
    g.name(g.one("Add", g.one("Squeeze", odds, g.constant([0, 2])), g.constant(np.float32(bias))), "odds")
    given = {"ids": (LONG, (1, "pieces")), "extra": (LONG, (1, "pieces", 3))}
    g.save(path, given, {"low": STATES, "odds": (FLOAT, ("pieces",))})


def write_finder(finder: Finder, layers: int, path: Path) -> None:
    """The states of the lowest layers to those that the reader takes, and the logits of each tier at some pieces.

    The last layer is asked about those pieces only.
    """
    g = Graph()
    x = "low"
    for layer in list(finder.lower)[layers:]:
        x = _layer(g, x, layer)
    g.name(x, "states")
    (top,) = finder.upper
    g.name(g.one("Squeeze", _multiply(g, _asked(g, x, "at", top), finder.anchor), g.constant([0])), "found")
    given = {"low": STATES, "at": (LONG, ("words",))}
    g.save(path, given, {"states": STATES, "found": (FLOAT, ("words", finder.anchor.out_features))})


def write_reader(reader: Reader, path: Path) -> None:
    """States, and the piece of each cue, to the logits of each piece's role and of the kind of statement."""
    g = Graph()
    cue = _multiply(g, g.one("Gather", g.one("Squeeze", "states", g.constant([0])), "anchor"), reader.cue)
    at = g.one("Unsqueeze", "anchor", g.constant([-1]))
    length = g.one("Squeeze", g.one("Shape", "states", start=1, end=2))
    steps = g.one("Sub", g.one("Range", g.constant(np.int64(0)), length, g.constant(np.int64(1))), at)
    away = g.one("Clip", steps, g.constant(np.int64(-REACH)), g.constant(np.int64(REACH)))
    table = g.constant(_rounded(_array(reader.away.weight)))
    x = g.one("Add", "states", g.one("Gather", table, g.one("Add", away, g.constant(np.int64(REACH)))))
    x = g.one("Add", x, g.one("Unsqueeze", cue, g.constant([1])))
    for layer in reader.upper:
        x = _layer(g, x, layer)
    g.name(_multiply(g, x, reader.roles), "roles")
    g.name(_multiply(g, g.one("GatherND", x, at, batch_dims=1), reader.kinds), "kinds")
    given = {"states": STATES, "anchor": (LONG, ("cues",))}
    roles, kinds = reader.roles.out_features, reader.kinds.out_features
    g.save(path, given, {"roles": (FLOAT, ("cues", "pieces", roles)), "kinds": (FLOAT, ("cues", kinds))})


def _layer(g: Graph, x: str, layer: Layer) -> str:
    weights, bias, scale = _joined(layer.query, layer.key, layer.value)
    small, step, zero = g.many("DynamicQuantizeLinear", [x], 3)
    given = (small, g.constant(weights), g.constant(bias), step, g.constant(scale), "", zero)
    return _mixed(g, x, g.one("QAttention", *given, domain=OURS, num_heads=layer.heads), layer)


def _asked(g: Graph, x: str, at: str, layer: Layer) -> str:
    """What a layer makes of some pieces, which see all."""
    keys, values = g.many("Split", [_multiply(g, x, layer.key, layer.value)], 2, axis=-1, num_outputs=2)
    few = g.one("Gather", x, at, axis=1)
    queries = _multiply(g, few, layer.query)
    mixed = g.one("MultiHeadAttention", queries, keys, values, domain=OURS, num_heads=layer.heads)
    return _mixed(g, few, mixed, layer)


def _mixed(g: Graph, x: str, attended: str, layer: Layer) -> str:
    x = _normed(g, g.one("Add", x, _multiply(g, attended, layer.attended)), layer.attended_norm)
    inner = g.one("Gelu", _multiply(g, x, layer.inner), domain=OURS)
    return _normed(g, g.one("Add", x, _multiply(g, inner, layer.outer)), layer.outer_norm)


def _multiply(g: Graph, x: str, *by: nn.Linear) -> str:
    weights, bias, scale = _joined(*by)
    zeros = g.constant(np.zeros(len(scale), dtype=np.int8))
    given = (g.constant(weights), g.constant(scale), zeros, g.constant(bias))
    return g.one("DynamicQuantizeMatMul", x, *given, domain=OURS)


def _normed(g: Graph, x: str, norm: nn.LayerNorm) -> str:
    """Not joined with the sum before it: onnxruntime's node for both takes twice the time of the two."""
    gain, shift = _both(norm)
    return g.one("LayerNormalization", x, g.constant(gain), g.constant(shift), axis=-1, epsilon=1e-12)


def _joined(*parts: nn.Linear) -> tuple[NDArray[np.int8], Floats, Floats]:
    """Weights in eight bits, biases and the weights' scales of multiplications that take the same input."""
    weights, scale = _eighths(np.concatenate([_array(part.weight) for part in parts]).T)
    return weights, np.concatenate([_array(part.bias) for part in parts]), scale


def _both(part: nn.Linear | nn.LayerNorm) -> tuple[Floats, Floats]:
    return _array(part.weight), _array(part.bias)


def _array(values: Tensor) -> Floats:
    return np.asarray(values.detach().numpy(), dtype=np.float32)


def _eighths(weights: Floats) -> Eighths:
    """Each column as whole numbers and the size of their one."""
    scale = np.maximum(np.abs(weights).max(axis=0), 1e-9) / HALF
    return np.rint(weights / scale).astype(np.int8), scale.astype(np.float32)


def _bytes(table: Floats) -> tuple[NDArray[np.uint8], np.float32, np.uint8]:
    """A table in eight bits, the size of their one, and the byte that stands for nought."""
    low, high = min(float(table.min()), 0.0), max(float(table.max()), 0.0)
    scale = np.float32((high - low) / 255)
    zero = np.uint8(round(-low / float(scale)))
    return np.clip(np.rint(table / scale) + zero, 0, 255).astype(np.uint8), scale, zero


def _rounded(table: Floats) -> Floats:
    """A small table as it would be in eight bits: kept whole, it would change what all the figures were measured on."""
    whole, scale, zero = _bytes(table)
    return np.asarray((whole.astype(np.float32) - np.float32(zero)) * scale, dtype=np.float32)

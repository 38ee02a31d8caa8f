"""What the parser's parts are told of each word, as one graph of onnxruntime.

spaCy reckons it in some forty steps of numpy; here each batch of texts is one call, a word that stands in it twice is
looked up once, and no step's result is held longer than the next one needs it.  Sums are rounded otherwise in the last
digit, see `products.py`.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from thinc.api import Model

from onrecord.models import MODELS, list_options, load_runtime, loaded_once

Floats = NDArray[np.float32]
GRAPH = MODELS / "encoder.onnx"  # `training/encoder.py` writes it; the weights are spaCy's and come with each call
MIX = np.array(  # odd numbers by which the columns of a word are summed
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5, 0x85EBCA77C2B2AE63, 1],
    dtype=np.uint64,
)


def encode_at_once(nlp: Any) -> Any:
    """The same pipeline, whose first part encodes so."""
    part = nlp.get_pipe("tok2vec")
    embed, encode = part.model.layers
    extract, _, hashed, mixed, _ = embed.layers
    steps = [mixed.layers[0], *encode.layers[0].layers]
    part.model = Model(
        "encoder",
        _forward,
        dims={"nO": part.model.get_dim("nO")},
        attrs={
            "columns": extract.attrs["columns"],
            "look_up": hashed.layers[0].predict,
            "pad": encode.attrs["pad"],
            "weights": {name: values for n, step in enumerate(steps) for name, values in _list_weights(n, step)},
        },
    )
    return nlp


def _list_weights(n: int, step: Any) -> list[tuple[str, Floats]]:
    """Each with its name in the graph; the pieces of which the largest is taken stand one after another, not mixed."""
    maxout, norm = (next(part for part in step.walk() if part.name == kind) for kind in ("maxout", "layernorm"))
    weights, bias = maxout.get_param("W"), maxout.get_param("b")
    given = {
        "weights": weights.transpose(1, 0, 2).reshape(-1, weights.shape[2]),
        "bias": bias.T.reshape(-1),
        "gain": norm.get_param("G"),
        "shift": norm.get_param("b"),
    }
    return [(f"{name}{n}", np.ascontiguousarray(values, dtype=np.float32)) for name, values in given.items()]


def _forward(model: Any, docs: Sequence[Any], is_train: bool) -> tuple[list[Floats], Callable[[Any], Any]]:
    """The vectors of each text's words.  Between texts stand rows of nought, as spaCy puts them there."""
    pad, lengths = model.attrs["pad"], [len(doc) for doc in docs]
    rows = np.concatenate([doc.to_array(model.attrs["columns"]) for doc in docs])
    first, which = _tell_apart(rows)
    ends = np.cumsum([pad + n for n in lengths])
    at = np.zeros(ends[-1] + pad, dtype=np.int64)
    at[np.arange(len(rows)) + np.repeat(pad * np.arange(1, len(docs) + 1), lengths)] = which + 1  # 0 is a row of nought
    given = {"hashed": model.attrs["look_up"](rows[first]), "at": at, **model.attrs["weights"]}
    made = _session().run(None, given)[0]
    return [made[end - n : end] for end, n in zip(ends.tolist(), lengths, strict=True)], _no_way_back


def _tell_apart(rows: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where each different row stands first, and which of these each row is."""
    _, first, which = np.unique(rows @ MIX, return_index=True, return_inverse=True)
    if (rows[first][which] == rows).all():
        return first, which
    return np.arange(len(rows)), np.arange(len(rows))  # two rows came to one sum


def _no_way_back(_: Any) -> Any:
    raise NotImplementedError("This pipeline is not trained.")


@loaded_once
def _session() -> Any:
    return load_runtime().InferenceSession(str(GRAPH), list_options(), providers=["CPUExecutionProvider"])

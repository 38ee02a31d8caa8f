"""The tagger's files: found, held against their digests, loaded once.

`onrecord/models/attributions/` holds `first.onnx`, `finder.onnx` and `reader.onnx` (see `training/README.md` for what
they do), `tokenizer.json`, and `model.json`, the card: digests, labels, the recipe and what it was trained on.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.annotate.tagging.labels import CERTAINTIES, MANNERS, ROLES, STANCES, TIERS
from onrecord.annotate.tagging.vocabulary import pieces_by
from onrecord.errors import ModelError
from onrecord.models import MODELS, list_options, load_runtime, load_tokenizer, loaded_once

FOLDER = MODELS / "attributions"
FILES = ("first.onnx", "finder.onnx", "reader.onnx", "tokenizer.json")
LABELS = {"roles": ROLES, "tiers": TIERS, "stances": STANCES, "certainties": CERTAINTIES, "manners": MANNERS}
CURE = "Install onrecord again, or build the files with: make tagger"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The loaded tagger."""

    first: Any  # onnxruntime sessions
    finder: Any
    reader: Any
    pieces: Callable[[str], tuple[int, ...]]
    version: str  # first digits of the digest over all files


@loaded_once
def load_weights(folder: Path = FOLDER, threads: int = 1) -> Weights:
    """The tagger, ready to run; `threads` are those that one call may use.

    Raises ModelError when a file is missing, is not the one that was measured, or speaks of other labels.
    """
    card = check_files(folder)
    digest = hashlib.sha256("".join(card["sha256"][name] for name in FILES).encode()).hexdigest()
    return open_files(folder, version=digest[:8], threads=threads)


def open_files(folder: Path, *, version: str, threads: int = 1) -> Weights:
    """The tagger in a folder, whatever it is."""
    onnxruntime = load_runtime()
    options = list_options(threads=threads)
    options.use_deterministic_compute = True
    # The graphs are written in fused nodes; fusing further joins sums and norms into a node that takes twice the time.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    first, finder, reader = (
        onnxruntime.InferenceSession(str(folder / name), options, providers=["CPUExecutionProvider"])
        for name in FILES[:3]
    )
    pieces = pieces_by(load_tokenizer(folder / FILES[3]))
    return Weights(first=first, finder=finder, reader=reader, pieces=pieces, version=version)


def check_files(folder: Path) -> dict[str, Any]:
    """The model's card, once every file has the digest that it gives.  Raises ModelError otherwise."""
    path = folder / "model.json"
    if not path.is_file():
        raise ModelError(f"The tagger's card {path} is missing.", where=str(path), help=CURE)
    card: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for name in FILES:
        file = folder / name
        found = hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else "nothing"
        expected = card["sha256"][name]
        if found != expected:
            message = f"The tagger's file {file} has digest {found[:12]}, expected {expected[:12]}."
            raise ModelError(message, where=str(file), help=CURE)
    for name, labels in LABELS.items():
        if tuple(card["labels"][name]) != labels:
            message = f"The tagger in {folder} knows other {name} than this version of onrecord."
            raise ModelError(message, where=str(path), help=CURE)
    return card

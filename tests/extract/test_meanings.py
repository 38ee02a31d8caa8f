"""What a statement means is read where the sentence model is installed, and missing where it is not."""

import base64
import importlib.util
from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from onrecord.errors import ModelError
from onrecord.extract import meanings
from onrecord.extract.meanings import PACKAGE, load_reader
from onrecord.language import load
from onrecord.pipeline import read_captures
from onrecord.records.capture import Capture

TEXT = "The ferry sank off Harrow on Monday, Ostria said.\n\nVerania denied that its ships were near the ferry."


def _meanings(text: str) -> dict[str, bytes]:
    capture = Capture(id="a", content=text.encode(), media_type="text/plain", doc="a", published="2031-03-01")
    (reading,) = read_captures([capture], language=load("en"))
    return {s: base64.b64decode(v) for f in reading.findings for s, v in f.meanings}


def test_no_model_gives_no_meanings() -> None:
    assert load_reader("a_package_that_nobody_has") is None


def test_other_bytes_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "swapped_sentence_model"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "model.onnx").write_bytes(b"not the measured file")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModelError, match="digest"):
        load_reader("swapped_sentence_model")


@pytest.mark.skipif(load_reader() is None, reason="the extra `vectors` is not installed")
def test_every_statement_has_a_meaning_that_is_the_same_each_time() -> None:
    found = _meanings(TEXT)
    assert found
    assert all(len(v) == 384 and np.abs(np.frombuffer(v, np.int8)).max() == 127 for v in found.values())
    assert found == _meanings(TEXT)


@pytest.mark.skipif(load_reader() is None, reason="the extra `vectors` is not installed")
def test_our_graph_gives_the_same_bits_as_the_one_that_the_model_came_with() -> None:
    reader = load_reader()
    assert reader is not None
    spec = importlib.util.find_spec(PACKAGE)
    assert spec is not None
    assert spec.origin is not None
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.use_deterministic_compute = True
    given = str(Path(spec.origin).parent / "model.onnx")
    theirs = onnxruntime.InferenceSession(given, options, providers=["CPUExecutionProvider"])
    for length in (3, 40, 256):
        pieces = np.arange(1000, 1000 + 97 * length, 97, dtype=np.int64)[None, :]
        rows = {
            "input_ids": pieces,
            "attention_mask": np.ones_like(pieces),
            "token_type_ids": np.zeros_like(pieces),
        }
        assert np.array_equal(theirs.run(None, rows)[0], reader.session.run(None, rows)[0])


def test_graph_that_was_changed_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if load_reader() is None:
        pytest.skip("the extra `vectors` is not installed")
    (tmp_path / "graph.onnx").write_bytes(b"another graph")
    monkeypatch.setattr(meanings, "GRAPH", tmp_path / "graph.onnx")
    with pytest.raises(ModelError, match=r"graph\.onnx has digest"):
        load_reader.__wrapped__()

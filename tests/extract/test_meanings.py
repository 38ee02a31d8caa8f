"""What a statement means is read where the sentence model is installed, and missing where it is not."""

import base64
from pathlib import Path

import numpy as np
import pytest

from onrecord.errors import ModelError
from onrecord.extract.meanings import load_reader
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

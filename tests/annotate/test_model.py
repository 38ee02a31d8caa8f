"""The parser's files are the measured ones, or are refused with the cure."""

import shutil
from pathlib import Path

import pytest

from onrecord.annotate.model import CURE, check_model, find_model
from onrecord.errors import ModelError


def test_installed_model_is_the_measured_one() -> None:
    check_model(find_model())


def test_model_with_one_other_byte_is_refused_and_the_cure_named(tmp_path: Path) -> None:
    copy = tmp_path / "model"
    shutil.copytree(find_model(), copy)
    weights = copy / "parser" / "model"
    weights.write_bytes(weights.read_bytes()[:-1] + b"?")
    with pytest.raises(ModelError) as caught:
        check_model(copy)
    assert caught.value.help == CURE
    assert str(copy) in caught.value.message

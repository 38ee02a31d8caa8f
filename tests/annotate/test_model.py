"""The parser's files are the measured ones, or are refused with the cure."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import spacy

from onrecord.annotate.model import CURE, check_model, find_model, load_parser
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


def test_labels_are_those_of_spacys_own_multiplication() -> None:
    text = (
        "The harbour of Talvi Bay was closed on Monday, the ministry said, after 31 of 48 boats had sunk. "
        "“We do not deny that,” its spokeswoman Ilse Marn told reporters, and there is no plan to open it."
    )
    own = spacy.load(find_model(), exclude=["ner"])  # and with all the words of its training
    ours, theirs = (
        [(t.text, t.tag_, t.dep_, t.head.i, t.pos_, t.lemma_, str(t.morph), t.is_sent_start) for t in nlp(text)]
        for nlp in (load_parser(), own)
    )
    assert ours == theirs


def test_parser_is_loaded_without_spacys_command_line_which_can_still_be_had() -> None:
    program = (
        "import json, sys; from onrecord.annotate.model import load_parser; load_parser(); "
        "before = [n for n in sys.modules if n.startswith(('spacy.cli', 'weasel'))]; "
        "import spacy, spacy.cli; told = spacy.info(silent=True); "
        "print(json.dumps([before, hasattr(spacy.cli, 'download'), told['spacy_version'] == spacy.__version__]))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout.splitlines()[-1]) == [[], True, True]

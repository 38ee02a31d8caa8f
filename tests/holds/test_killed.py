"""Verbs that write are killed and go on; `make kills` does it hundreds of times, this a few."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EVERY = "9"  # one kill of each verb


@pytest.mark.skipif(sys.platform == "win32", reason="processes cannot be forked there")
@pytest.mark.parametrize("store", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_what_was_killed_opens_is_whole_and_goes_on(store: str) -> None:
    if store == "postgres":
        pytest.importorskip("pgserver", exc_type=ImportError)
    command = [sys.executable, "-m", "evaluation.kills", "--store", store, "--kills", EVERY]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert " 0 failures" in ended.stdout

"""Hostile clients and a few others at once at the real server; `make clients` does it with hundreds for a minute."""

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("uvicorn", reason="the extra web is not installed")

ROOT = Path(__file__).parents[2]


def test_server_holds_against_hostile_clients() -> None:
    command = [sys.executable, "-m", "evaluation.clients", "--clients", "8", "--slow", "3", "--seconds", "3"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ", 0 lost" in ended.stdout

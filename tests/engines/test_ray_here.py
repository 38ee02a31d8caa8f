"""Without an address a Ray of this machine reads, and ends with the adding."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.ray_engine import QUIET

pytest.importorskip("ray", reason="the extra 'ray' is not installed")
REPORTS = [
    f"Row {n}\n\nMinister Ilsa Brandt said on Sunday that about {n} lorries had left Talvi." for n in range(101, 109)
]


def _run(*words: str, feed: str = "") -> str:
    """What the program prints, run as people do: a Ray of its own leaves nothing in this process."""
    command = [sys.executable, "-m", "onrecord", *words]
    place = {**os.environ, **QUIET}
    done = subprocess.run(command, input=feed, capture_output=True, text=True, encoding="utf-8", check=False, env=place)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_adding_without_an_address_starts_a_ray_of_its_own_and_gives_the_same_case(tmp_path: Path) -> None:
    rows = [{"id": f"r{n}", "text": text, "published": "2031-03-09"} for n, text in enumerate(REPORTS)]
    feed = "".join(json.dumps(row) + "\n" for row in rows)
    exports = []
    for name, engine in (("own", ()), ("ray", ("--engine", "ray", "--jobs", "2"))):
        folder = str(tmp_path / name)
        _run("init", folder)
        _run("add", "-", "--case", folder, *engine, feed=feed)
        exports.append(_statements(_run("export", "--to", "jsonl", "--case", folder)))
    assert exports[0] == exports[1]
    assert len(exports[0]) == len(REPORTS)


def _statements(export: str) -> list[str]:
    return [line for line in export.splitlines() if json.loads(line).get("type") == "statement"]

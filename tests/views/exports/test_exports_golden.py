"""Exports that people read, as written of the hand-made casebook.

`GOLDEN=write pytest tests/views/exports` rewrites the expected files; read the diff.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from onrecord.views.exports.formats import FORMATS

GOLDEN = Path(__file__).parents[2] / "golden" / "exports"
TEXTS = [f.name for f in FORMATS.values() if f.is_text and not f.is_folder]


@pytest.mark.parametrize("to", [*TEXTS, "csv"])
def test_export_reads_as_expected(to: str, written: Callable[[str], Any]) -> None:
    made = written(to)
    if isinstance(made, dict):
        made = b"".join(b"== %s\n%s" % (name.encode(), data) for name, data in made.items())
    path = GOLDEN / f"{to}.txt"
    if os.environ.get("GOLDEN") == "write":
        path.write_bytes(made)
    assert made.decode() == path.read_bytes().decode()

"""Tables are parsed once and kept as modules are; what is kept is never older than the file."""

import sys
from pathlib import Path

import pytest

from onrecord.language.tables import read_table

TABLE = """words = ["harbour", "pier"]

[[groups]]
name = "hours"
of = { low = 1, high = 2.5, is_open = true }
"""
READ = {"words": ["harbour", "pier"], "groups": [{"name": "hours", "of": {"low": 1, "high": 2.5, "is_open": True}}]}


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A table in an empty folder, where Python may keep what it compiles."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    path = tmp_path / "words.toml"
    path.write_text(TABLE, encoding="utf-8")
    return path


def _kept(table: Path) -> list[Path]:
    return list((table.parent / "__pycache__").glob("words.*"))


def test_table_reads_the_same_when_it_was_kept(table: Path) -> None:
    assert read_table(table) == READ
    assert len(_kept(table)) == 1
    assert read_table(table) == READ


def test_edited_table_is_read_anew(table: Path) -> None:
    read_table(table)
    table.write_text(TABLE.replace("pier", "quay wall"), encoding="utf-8")
    assert read_table(table)["words"] == ["harbour", "quay wall"]


@pytest.mark.parametrize("left", [b"", b"no table", b"\xe9\x01"], ids=["empty", "other", "cut off"])
def test_damaged_keep_is_passed_over(table: Path, left: bytes) -> None:
    read_table(table)
    _kept(table)[0].write_bytes(left)
    assert read_table(table) == READ


def test_nothing_is_kept_where_python_keeps_nothing(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert read_table(table) == READ
    assert not _kept(table)


def test_table_in_a_folder_that_cannot_be_written_is_read(table: Path) -> None:
    (table.parent / "__pycache__").write_text("in the way", encoding="utf-8")
    assert read_table(table) == READ

"""`onrecord doctor` finds what was done to a store, works out again what can be, and says what it did."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from evaluation.faces import run_verb


@pytest.fixture
def damaged(example_case: Path, tmp_path: Path) -> Path:
    """A copy of the example case, to be damaged."""
    return Path(shutil.copytree(example_case, tmp_path / "case"))


def _harm(folder: Path, *statements: str) -> None:
    database = sqlite3.connect(folder / "onrecord.db")
    with database:
        for statement in statements:
            database.execute(statement)
    database.close()


def test_doctor_finds_nothing_in_a_whole_case(damaged: Path) -> None:
    code, out, err = run_verb(damaged, ("doctor",))
    assert (code, out) == (0, ""), err


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM passages WHERE id < 5",
        "UPDATE passages SET start = start + 1 WHERE id = 3",
        "INSERT INTO passage_words(passage_words) VALUES ('delete-all')",
    ],
)
def test_doctor_makes_the_search_again(damaged: Path, harm: str) -> None:
    _, before, _ = run_verb(damaged, ("search", "missiles"))
    _harm(damaged, harm)
    assert run_verb(damaged, ("doctor",))[0] == 1
    code, out, err = run_verb(damaged, ("doctor", "--repair"))
    assert code == 0, out
    assert out.startswith("mended: ")
    assert "worked out again" in err
    assert run_verb(damaged, ("search", "missiles"))[1] == before


def test_doctor_tells_of_bytes_that_changed_and_leaves_them(damaged: Path) -> None:
    capture = next(p for p in sorted((damaged / "captures").rglob("*")) if p.is_file())
    capture.chmod(0o644)
    capture.write_bytes(b"something else")
    code, out, _ = run_verb(damaged, ("doctor", "--repair"))
    assert code == 1
    assert capture.read_bytes() == b"something else"
    assert out


def test_the_store_of_a_newer_version_is_refused_and_left(damaged: Path) -> None:
    _harm(damaged, "UPDATE alembic_version SET version_num = '9999'")
    before = (damaged / "onrecord.db").read_bytes()
    code, _, err = run_verb(damaged, ("doctor",))
    assert code == 1
    assert "newer onrecord" in err
    assert (damaged / "onrecord.db").read_bytes() == before

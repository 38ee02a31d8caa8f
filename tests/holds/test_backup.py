"""`onrecord backup` gives a whole case of one moment, while others write; opening it is restoring it."""

import json
import shutil
import sqlite3
import threading
import tomllib
from pathlib import Path

import pytest

from evaluation.faces import run_verb
from onrecord import case
from onrecord.case.backing import back_up
from onrecord.case.doctor import examine
from onrecord.case.moving import Move, move
from onrecord.errors import InputError, StoreError

LINE = "Defence Minister Ilsa Brandt said on Monday that {} soldiers had come to Talvi.\n"
LATER = 5


@pytest.fixture
def home(example_case: Path, tmp_path: Path) -> Path:
    """A case of the example story, with what a watch remembers."""
    folder = Path(shutil.copytree(example_case, tmp_path / "talvi"))
    (folder / "watch").mkdir()
    (folder / "watch" / "0123.json").write_text("{}", encoding="utf-8")
    return folder


def _export(folder: Path) -> list[str]:
    with case.open(folder) as opened:
        return [json.dumps(line, sort_keys=True) for line in opened.export_records()]


def _check_backup_beside_a_writer(home: Path, copy: Path) -> None:
    inbox = home.parent / "inbox"
    inbox.mkdir()
    for number in range(LATER):
        (inbox / f"{number}.txt").write_text(LINE.format(f"{number + 1},500"), encoding="utf-8")
    with case.open(home) as opened:
        before = {f.doc for f in opened.list_filed()}

    def write() -> None:
        with case.open(home) as opened:
            for number in range(LATER):
                opened.add([inbox / f"{number}.txt"])

    writer = threading.Thread(target=write)
    writer.start()
    with case.open(home) as opened:
        made = back_up(opened, copy)
    writer.join()
    with case.open(copy) as opened:
        filed = opened.list_filed()
        assert examine(opened, repair=False).faults == ()
        assert opened.search("missiles")
    held = [f.doc for f in filed]
    assert before <= set(held)
    assert [f.number for f in filed] == list(range(1, made.captures + 1))
    with case.open(home) as opened:
        assert [f.doc for f in opened.list_filed()][: len(held)] == held
        assert len(opened.list_filed()) == len(before) + LATER


def test_backup_of_a_case_that_is_written_to_is_whole_and_nothing_is_lost(home: Path, tmp_path: Path) -> None:
    _check_backup_beside_a_writer(home, tmp_path / "copy")
    assert (tmp_path / "copy" / "watch" / "0123.json").exists()


@pytest.mark.postgres
def test_backup_of_a_case_on_a_server_is_a_case_in_a_folder(
    home: Path, tmp_path: Path, postgres_url: str, postgres_schema: str
) -> None:
    pytest.importorskip("psycopg", exc_type=ImportError)
    move(home, Move(to=postgres_url, schema=postgres_schema))
    _check_backup_beside_a_writer(home, tmp_path / "copy")
    toml = tomllib.loads((tmp_path / "copy" / "onrecord.toml").read_text(encoding="utf-8"))
    assert not {"url", "url_file", "schema"} & set(toml.get("store", {}))


def test_case_that_is_backed_up_and_opened_is_the_same(home: Path, tmp_path: Path) -> None:
    before = _export(home)
    code, out, err = run_verb(home, ("backup", str(tmp_path / "copies" / "one"), "--json"))
    assert code == 0, err
    told = json.loads(out)
    assert told["to"] == str(tmp_path / "copies" / "one")
    shutil.rmtree(home)
    assert _export(Path(told["to"])) == before


def test_backup_while_a_writer_holds_the_case_does_not_wait(home: Path, tmp_path: Path) -> None:
    with case.open(home) as opened, opened._store.writing(wait_s=0):
        assert back_up(opened, tmp_path / "copy").captures


def test_backup_into_a_folder_with_something_in_it_is_refused(home: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "note.txt").write_text("mine", encoding="utf-8")
    for taken in (tmp_path / "full", home):
        with case.open(home) as opened, pytest.raises(InputError, match="something in"):
            back_up(opened, taken)
    assert (tmp_path / "full" / "note.txt").read_text(encoding="utf-8") == "mine"


def test_backup_that_is_interrupted_leaves_nothing_and_can_be_had_again(home: Path, tmp_path: Path) -> None:
    def stop(copied: int) -> None:
        raise KeyboardInterrupt

    before = {p.name for p in tmp_path.iterdir()}
    with case.open(home) as opened:
        with pytest.raises(KeyboardInterrupt):
            back_up(opened, tmp_path / "copy", on_copied=stop)
        assert {p.name for p in tmp_path.iterdir()} == before
        assert back_up(opened, tmp_path / "copy").captures


def test_backup_of_a_damaged_case_says_so_and_is_none(home: Path, tmp_path: Path) -> None:
    next(p for p in sorted((home / "captures").rglob("*")) if p.is_file()).unlink()
    with case.open(home) as opened, pytest.raises(StoreError, match="is gone"):
        back_up(opened, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_backup_of_a_damaged_database_says_so(home: Path, tmp_path: Path) -> None:
    with sqlite3.connect(home / "onrecord.db") as database:
        page = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'findings'").fetchone()[0]
        size = database.execute("PRAGMA page_size").fetchone()[0]
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    with case.open(home) as opened:
        with (home / "onrecord.db").open("r+b") as file:
            file.seek((page - 1) * size)
            file.write(b"\xff" * size)
        with pytest.raises(StoreError, match="damaged"):
            back_up(opened, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()

"""A case that is moved is the same case: equal exports, whatever interrupted the moving."""

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from onrecord import case
from onrecord.case.moving import Move, edit_settings, move
from onrecord.errors import InputError, SettingsError, StoreError
from onrecord.store import copying

postgres = pytest.mark.postgres


@pytest.fixture
def home(example_case: Path, tmp_path: Path) -> Path:
    """A case of the example story, to be moved."""
    return Path(shutil.copytree(example_case, tmp_path / "talvi"))


@pytest.fixture
def server(request: pytest.FixtureRequest) -> str:
    """The address of a server."""
    pytest.importorskip("psycopg", exc_type=ImportError)
    return str(request.getfixturevalue("postgres_url"))


def _export(folder: Path) -> list[str]:
    with case.open(folder) as opened:
        return [json.dumps(line, sort_keys=True) for line in opened.export_records()]


@postgres
def test_case_moved_to_a_server_and_back_gives_equal_exports(home: Path, server: str, postgres_schema: str) -> None:
    before = _export(home)
    with case.open(home) as opened:
        contents = {f.capture: opened.content(f.capture) for f in opened.list_filed()}
    moved = move(home, Move(to=server, schema=postgres_schema))
    assert moved.copied.captures == len(contents)
    assert not (home / "onrecord.db").exists()
    shutil.rmtree(home / "captures")
    assert _export(home) == before
    with case.open(home) as opened:
        assert {f.capture: opened.content(f.capture) for f in opened.list_filed()} == contents
        assert opened.search("missiles")
        assert opened.faults() == ()
    move(home, Move(to=str(home)))
    assert _export(home) == before
    with case.open(home) as opened:
        assert {f.capture: opened.content(f.capture) for f in opened.list_filed()} == contents
        assert opened.search("missiles")


@postgres
def test_case_on_a_server_goes_on_as_before(home: Path, server: str, postgres_schema: str, tmp_path: Path) -> None:
    move(home, Move(to=server, schema=postgres_schema))
    page = tmp_path / "new.txt"
    page.write_text("TALVI, March 9 (Coastline) - Ilsa Brandt said 14,000 troops were at the crossing.\n")
    with case.open(home) as opened:
        held = len(opened.list_filed())
        assert opened.add([page]).new == 1
        assert opened.add([page]).skipped == 1
        assert [f.number for f in opened.list_filed()] == list(range(1, held + 2))
        assert any(hit.report.doc == "new.txt" for hit in opened.search("Brandt troops crossing"))


@postgres
def test_what_was_left_on_a_server_says_where_the_case_is(home: Path, server: str, postgres_schema: str) -> None:
    move(home, Move(to=server, schema=postgres_schema))
    settings = (home / "onrecord.toml").read_text(encoding="utf-8")
    with case.open(home) as other:
        move(home, Move(to=str(home)))
        with pytest.raises(StoreError, match="was moved to"), other._store.writing(wait_s=0):
            pass
    (home / "onrecord.toml").write_text(settings, encoding="utf-8")
    with pytest.raises(StoreError, match="was moved to"):
        case.open(home)


KILLED = """
import os, signal, sys
from pathlib import Path
from onrecord.case.moving import Move, move
from onrecord.store import copying
copying.CHUNK = 2
def die(copied):
    if copied >= 6:
        os.kill(os.getpid(), signal.SIGKILL)
move(sys.argv[1], Move(to=sys.argv[2], schema=sys.argv[3]), on_copied=die)
"""


@postgres
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill so")
def test_moving_that_was_killed_goes_on_and_nothing_is_lost_meanwhile(
    home: Path, server: str, postgres_schema: str
) -> None:
    before = _export(home)
    killed = subprocess.run([sys.executable, "-c", KILLED, home, server, postgres_schema], timeout=120, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert _export(home) == before
    moved = move(home, Move(to=server, schema=postgres_schema))
    assert moved.copied.resumed == 6
    assert _export(home) == before


@postgres
def test_place_of_another_case_is_refused(home: Path, server: str, postgres_schema: str, tmp_path: Path) -> None:
    other = Path(shutil.copytree(home, tmp_path / "other"))
    move(other, Move(to=server, schema=postgres_schema))
    with pytest.raises(InputError, match="There is a case at"):
        move(home, Move(to=server, schema=postgres_schema))


def test_case_moved_into_another_folder_is_there_and_not_here(home: Path, tmp_path: Path) -> None:
    before = _export(home)
    move(home, Move(to=str(tmp_path / "new")))
    assert _export(tmp_path / "new") == before
    with pytest.raises(InputError, match="There is no case"):
        case.open(home)


def test_copy_that_is_not_the_same_is_found_out(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = copying._write_part

    def spoil(writer: object, target: object, part: copying._Part) -> None:
        part.rows[copying.texts][0]["text"] += "!"
        write(writer, target, part)  # type: ignore[arg-type]

    monkeypatch.setattr(copying, "_write_part", spoil)
    with pytest.raises(StoreError, match=r"'texts'.*is not the same"):
        move(home, Move(to=str(tmp_path / "new")))
    assert not (tmp_path / "new" / "onrecord.toml").exists()
    assert _export(home)


def test_damaged_bytes_are_not_moved(home: Path, tmp_path: Path) -> None:
    file = next(f for f in (home / "captures").rglob("*") if f.is_file())
    file.write_bytes(b"something else")
    with pytest.raises(StoreError, match="was changed after it was kept"):
        move(home, Move(to=str(tmp_path / "new")))


def test_moving_home_is_refused(home: Path) -> None:
    with pytest.raises(InputError, match="already"):
        move(home, Move(to=str(home)))


@pytest.mark.parametrize(
    ("before", "said", "after"),
    [
        ("", {"store.url": "postgresql://h/d"}, '\n[store]\nurl = "postgresql://h/d"\n'),
        ("[store]\nwait_s = 3\n", {"store.url": "u"}, '[store]\nurl = "u"\nwait_s = 3\n'),
        (
            '[store] # here\nurl = "x"\n# kept\n[user2]\n',
            {"store.url": "u"},
            '[store] # here\nurl = "u"\n# kept\n[user2]\n',
        ),
        ('store.url = "x"\njobs = 2\n', {}, "jobs = 2\n"),
        ('[store]\nurl = "x"\nschema = "s"\n[story]\nname = "t"\n', {}, '[store]\n[story]\nname = "t"\n'),
    ],
)
def test_settings_are_changed_line_by_line(before: str, said: dict[str, str], after: str) -> None:
    assert edit_settings(before, said) == after
    tomllib.loads(after)


@pytest.mark.parametrize("before", ["store.wait_s = 2\n", 'store = { url = "x" }\n'])
def test_settings_that_cannot_be_changed_so_are_left_alone(before: str) -> None:
    with pytest.raises(InputError, match="cannot be changed by a program"):
        edit_settings(before, {"store.url": "u"})


def test_password_in_an_address_is_refused(home: Path) -> None:
    with pytest.raises(SettingsError, match="holds a password"):
        move(home, Move(to="postgresql://ana:secret@db.example/news"))
    with sqlite3.connect(home / "onrecord.db") as database:
        assert database.execute("SELECT count(*) FROM facts WHERE name = 'moving_from'").fetchone() == (0,)
    database.close()


def test_place_named_by_a_variable_cannot_be_moved(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_STORE_SCHEMA", "elsewhere")
    with pytest.raises(InputError, match="ONRECORD_STORE_SCHEMA says where"):
        move(home, Move(to="postgresql://db.example/news"))

"""What is the database store's own: files, locks, schema, damage."""

import datetime as dt
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from onrecord.errors import StoreError
from onrecord.records import ids
from onrecord.records.capture import Capture
from onrecord.store import engine, tables
from onrecord.store.lock import hold_lock
from onrecord.store.sql import SqlStore
from onrecord.store.store import Entry

NOW = dt.datetime(2031, 3, 7, tzinfo=dt.UTC)


def _entry(doc: str, content: bytes = b"Talvi.") -> Entry:
    capture = Capture(id=ids.capture_id(content, None, doc), content=content, media_type="text/plain", doc=doc)
    return Entry(capture=capture, added=NOW, reports=(), findings=(), notes=())


def _add(folder: Path, *entries: Entry) -> None:
    store = SqlStore(folder)
    with store.writing(wait_s=1) as writer:
        writer.add(entries)
    store.close()


def test_same_bytes_are_kept_once(tmp_path: Path) -> None:
    _add(tmp_path, _entry("a.txt"), _entry("b.txt"))
    assert len([f for f in (tmp_path / "captures").rglob("*") if f.is_file()]) == 1


def test_changed_bytes_are_found_out(tmp_path: Path) -> None:
    entry = _entry("a.txt")
    _add(tmp_path, entry)
    (file,) = (f for f in (tmp_path / "captures").rglob("*") if f.is_file())
    file.write_bytes(b"Talvi!")
    with pytest.raises(StoreError, match="changed after it was kept"):
        SqlStore(tmp_path).content(entry.capture.id)
    file.unlink()
    with pytest.raises(StoreError, match="is gone"):
        SqlStore(tmp_path).content(entry.capture.id)


def test_closed_store_is_one_file_that_can_be_copied(tmp_path: Path) -> None:
    _add(tmp_path, _entry("a.txt"))
    assert not (tmp_path / "onrecord.db-wal").exists()


def test_store_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    _add(tmp_path)
    with sqlite3.connect(tmp_path / "onrecord.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    with pytest.raises(StoreError, match="newer onrecord") as refused:
        SqlStore(tmp_path)
    assert "Upgrade" in (refused.value.help or "")


@pytest.mark.parametrize(
    "content", [b"not a database, but long enough to look like one" * 100, b"SQLite format 3\0 no"]
)
def test_damaged_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "onrecord.db").write_bytes(content)
    with pytest.raises(StoreError):
        SqlStore(tmp_path)


def test_failed_adding_leaves_nothing_behind(tmp_path: Path) -> None:
    store = SqlStore(tmp_path)
    bad = _entry("b.txt", b"B")
    broken = Entry(capture=bad.capture, added=None, reports=(), findings=(), notes=())  # type: ignore[arg-type]
    with store.writing(wait_s=1) as writer, pytest.raises(AttributeError):
        writer.add([_entry("a.txt"), broken])
    with store.snapshot() as snapshot:
        assert snapshot.list_filed() == ()
        assert snapshot.revision() == 0


def test_migrations_make_the_tables_that_are_written_to(tmp_path: Path) -> None:
    path = tmp_path / "onrecord.db"
    SqlStore(tmp_path).close()
    made = engine.make_engine(path)
    with engine.reading(made, path) as connection:
        inspector = sa.inspect(connection)
        for table in tables.metadata.sorted_tables:
            found = {c["name"]: c["nullable"] for c in inspector.get_columns(table.name)}
            assert found == {c.name: c.nullable for c in table.columns}, table.name
            indexed = {tuple(i["column_names"]) for i in inspector.get_indexes(table.name)}
            assert indexed >= {tuple(c.name for c in i.columns) for i in table.indexes}, table.name
    assert engine.read_revision(made, path) == tables.REVISIONS[-1]


@pytest.mark.parametrize("first", tables.REVISIONS)
def test_store_of_every_revision_is_brought_to_the_present_one(
    first: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "TARGET", first)
    monkeypatch.setattr(engine, "REVISIONS", (first,))
    SqlStore(tmp_path).close()
    monkeypatch.undo()
    _add(tmp_path, _entry("a.txt"))
    assert engine.read_revision(engine.make_engine(tmp_path / "onrecord.db"), tmp_path) == tables.REVISIONS[-1]


def test_every_migration_is_known() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(engine.__file__).parent / "migrations"))
    script = ScriptDirectory.from_config(config)
    assert tuple(reversed([s.revision for s in script.walk_revisions()])) == tables.REVISIONS


def test_lock_names_its_holder(tmp_path: Path) -> None:
    lock = tmp_path / "onrecord.lock"
    with (
        hold_lock(lock, wait_s=0),
        pytest.raises(StoreError, match=f"process {os.getpid()} on "),
        hold_lock(lock, wait_s=0),
    ):
        pass


def test_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    lock = tmp_path / "onrecord.lock"
    code = (
        "import sys, pathlib; from onrecord.store.lock import hold_lock\n"
        "with hold_lock(pathlib.Path(sys.argv[1]), wait_s=5):\n"
        "    print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(StoreError, match=f"process {holder.pid} on "), hold_lock(lock, wait_s=0):
            pass
        holder.kill()
        holder.wait()
        with hold_lock(lock, wait_s=5):
            pass


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_folder_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match=r"unable to open|Cannot write"):
        SqlStore(tmp_path)

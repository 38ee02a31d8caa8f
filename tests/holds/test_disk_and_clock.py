"""A full disk, a folder that may only be read, a store that is locked, a clock that goes back: said clearly, none lost.

Disks are small file systems in a mount namespace of their own; where none can be made those tests are skipped.
"""

import datetime as dt
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from evaluation.faces import run_verb
from onrecord import case
from onrecord.case.doctor import examine
from onrecord.case.moving import Move, move
from onrecord.case.stopping import Stop
from onrecord.case.watching import WatchOptions
from onrecord.records.decision import Action, Choice
from onrecord.store import engine
from onrecord.store.lock import hold_lock

ROOT = Path(__file__).parents[2]
PROGRAM = Path(__file__).with_name("disk_program.py")
REPORT = (
    "TALVI, March 9 (Coastline) - Defence Minister Ilsa Brandt said on Monday that 12,000 soldiers had newly come.\n"
)


@pytest.fixture
def disk(tmp_path: Path, example_case: Path) -> Any:
    """A function that does a thing to the case on a small disk, and gives what was seen."""
    alone = ["unshare", "--mount", *(["--map-root-user"] if os.name != "nt" and os.geteuid() else [])]
    place, home = tmp_path / "disk", Path(shutil.copytree(example_case, tmp_path / "case"))
    place.mkdir()
    (tmp_path / "new.txt").write_text(REPORT, encoding="utf-8")
    mount = ["mount", "-t", "tmpfs", "onrecord-test", str(place)]
    if shutil.which("unshare") is None or subprocess.run([*alone, *mount], capture_output=True, check=False).returncode:
        pytest.skip("small file systems cannot be mounted here")

    def do(kind: str) -> dict[str, Any]:
        command = [*alone, sys.executable, str(PROGRAM), kind, str(place), str(home), str(tmp_path / "new.txt")]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, capture_output=True, text=True, env=env, cwd=ROOT, check=False)
        assert done.returncode == 0, done.stderr
        seen: dict[str, Any] = json.loads(done.stdout.rpartition("\n")[2])
        return seen

    return do


def test_full_disk_is_said_and_costs_nothing(disk: Any) -> None:
    seen = disk("full")
    after = {one["after"]["digest"] for one in seen["tried"]}
    assert len(after) == 1
    assert after != {seen["before"]["digest"]}
    assert {one["code"] for one in seen["tried"]} == {0, 1}
    for one in seen["tried"]:
        assert one["code"] == 0 or "room" in one["err"] or "disk" in one["err"], one
        assert "Traceback" not in one["err"]
        assert one["between"]["faults"] == [] == one["after"]["faults"]
        assert one["between"]["left"] == []
        assert (one["again"], one["between"]["digest"] in (seen["before"]["digest"], *after)) == (0, True)


def test_case_of_an_older_version_is_brought_up_to_date_or_left_whole_where_the_disk_is_full(disk: Any) -> None:
    seen = disk("older")
    code, told, _ = seen["shown"]
    assert (code, {one["first"][0] for one in seen["tried"]}) == (0, {0, 1})
    for one in seen["tried"]:
        code, out, err = one["first"]
        assert "Traceback" not in err
        assert (out == told) if code == 0 else "room" in err or "disk" in err, one
        assert one["again"][:2] == [0, told]
        assert one["after"] == seen["before"]


def test_case_on_a_disk_that_may_only_be_read_is_read_there_and_stays_as_it_is(disk: Any) -> None:
    seen = disk("readonly")
    assert seen["after"] == seen["before"] == seen["copy"]
    for verb, (code, out, err) in seen["writing"].items():
        assert (verb, code, out) == (verb, 1, "")
        assert "Cannot write to the case in " in err
        assert "Copy the case to a folder that you may write to" in err
    for verb, (code, out, err) in seen["reading"].items():
        assert "Traceback" not in err
        if verb not in ("backup", "export", "config"):  # they name their folders
            assert (verb, code, out) == (verb, 0, seen["home"][verb][1])
        assert code == 0, (verb, err)
    assert "This visit is not remembered" in seen["reading"]["diff unseen"][2]
    assert set(seen["pages"].values()) in (set(), {200, 403})
    assert seen["used"][0] == 0
    assert "newly" in seen["used"][1]
    for name, words in (("cut", "copied while it was written to"), ("old", "written by an older onrecord")):
        code, out, err = seen[name]
        assert (code, out) == (1, "")
        assert words in err
        assert "Copy the" in err


@pytest.fixture
def home(tmp_path: Path, example_case: Path) -> Path:
    """A case to be written to."""
    return Path(shutil.copytree(example_case, tmp_path / "talvi"))


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A report to be added."""
    path = tmp_path / "new.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def _export(folder: Path) -> list[str]:
    with case.open(folder) as opened:
        lines = [{k: v for k, v in line.items() if k != "known"} for line in opened.export_records()]
    return sorted(json.dumps(line, sort_keys=True) for line in lines if line["type"] != "manifest")


def test_database_that_another_program_locks_is_said_and_left(
    home: Path, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_MS", 50)
    before = _export(home)
    other = sqlite3.connect(home / "onrecord.db")
    other.execute("BEGIN IMMEDIATE")
    code, out, err = run_verb(home, ("add", str(page)))
    assert (code, out) == (1, "")
    assert "locked" in err
    assert "Another program holds the file" in err
    assert run_verb(home, ("stories",))[0] == 0
    other.rollback()
    other.close()
    assert _export(home) == before
    assert run_verb(home, ("add", str(page)))[0] == 0


def test_case_that_another_program_writes_to_is_said_with_its_number(home: Path, page: Path) -> None:
    (home / "onrecord.toml").write_text("[store]\nwait_s = 0.1\n", encoding="utf-8")
    before = _export(home)
    with hold_lock(home / "onrecord.lock", wait_s=0):
        for words in (("add", str(page)), ("grade", "Coastline", "B2"), ("doctor", "--repair")):
            code, _, err = run_verb(home, words)
            assert code == 1, words
            assert f"process {os.getpid()}" in err
        assert run_verb(home, ("brief",))[0] == 0
    assert _export(home) == before


REFUSALS = {"a full disk": ("53100", "Make room on the server's disk"), "a standby": ("25006", "read-only")}


@pytest.mark.postgres
@pytest.mark.parametrize(("state", "words"), REFUSALS.values(), ids=REFUSALS)
def test_server_that_refuses_in_the_midst_of_an_adding_is_said_and_nothing_is_kept(
    home: Path, page: Path, postgres_url: str, postgres_schema: str, state: str, words: str
) -> None:
    psycopg = pytest.importorskip("psycopg", exc_type=ImportError)
    move(home, Move(to=postgres_url, schema=postgres_schema))
    before = _export(home)
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"SET search_path = {postgres_schema}")
        connection.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION 'as said' USING ERRCODE = '{state}'; END $$"
        )
        connection.execute("CREATE TRIGGER refuse BEFORE INSERT ON findings EXECUTE FUNCTION refuse()")
        code, out, err = run_verb(home, ("add", str(page)))
        connection.execute("DROP FUNCTION refuse CASCADE")
    assert (code, out) == (1, "")
    assert words in err
    assert _export(home) == before
    assert run_verb(home, ("add", str(page)))[0] == 0


LATE = dt.datetime(2036, 1, 1, tzinfo=dt.UTC)
EARLY = dt.datetime(2032, 1, 1, tzinfo=dt.UTC)


def test_what_is_added_and_decided_under_a_clock_that_went_back_comes_last(
    home: Path, page: Path, tmp_path: Path
) -> None:
    right = Path(shutil.copytree(home, tmp_path / "right"))
    second = tmp_path / "second.txt"
    second.write_text(REPORT.replace("12,000", "13,000"), encoding="utf-8")
    for folder, moments in ((home, (LATE, EARLY)), (right, (EARLY, LATE))):
        with case.open(folder) as opened:
            said = next(s for f in opened.casebook().findings for s in f.statements)
            for path, moment in zip((page, second), moments, strict=True):
                opened.add([path], now=moment)
            for action, moment in zip((Action.ACCEPT, Action.REJECT), moments, strict=True):
                opened.decide(Choice(action=action, things=(said.id,)), by="Ana Kesh", now=moment)
                opened.visit(reader="Ana Kesh", now=moment)
            assert [f.doc for f in opened.list_filed()][-2:] == ["new.txt", "second.txt"]
            assert [d.action for d in opened.decisions()] == [Action.ACCEPT, Action.REJECT]
            assert not any(s.id == said.id for f in opened.casebook().findings for s in f.statements)
            assert examine(opened, repair=False).faults == ()
    timeless = [[line for line in _export(folder) if '"type": "decision"' not in line] for folder in (home, right)]
    assert timeless[0] == timeless[1]


def test_watch_looks_again_at_once_when_the_clock_went_back(tmp_path: Path) -> None:
    inboxes = [tmp_path / "one", tmp_path / "two"]
    for inbox in inboxes:
        inbox.mkdir()
    now, stop = [LATE], Stop()

    def pause(seconds: float) -> None:
        assert seconds <= 86_400
        now[0] = EARLY if now[0] == LATE else now[0] + dt.timedelta(seconds=seconds)
        for number, inbox in enumerate(inboxes):
            (inbox / "a.txt").write_text(REPORT.replace("12,000", f"1{number},000"), encoding="utf-8")
            os.utime(inbox / "a.txt", (0, 0))
        if now[0] > EARLY + dt.timedelta(minutes=5):
            stop.ask()

    with case.init(tmp_path / "case") as opened:
        options = WatchOptions(now=lambda: now[0], pause=pause, stop=stop)
        came = list(opened.watch([str(inbox) for inbox in inboxes], options))
        assert {each.where for each in came} == {str(inbox) for inbox in inboxes}
        assert len(opened.list_filed()) == 2

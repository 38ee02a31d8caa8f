"""Run inside a mount namespace: verbs of a case on a disk that has no room, or that may not be written to.

    python disk_program.py full|readonly|older DISK CASE REPORT

DISK is where a small file system is mounted; what was seen is printed as JSON.
"""

import contextlib
import hashlib
import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evaluation.faces import HOME, run_verb
from evaluation.kills.trials import make_old
from onrecord import case
from onrecord.case.doctor import examine
from onrecord.store.sqlite import FILE

NEW = "newly"  # a word that only the report that is added has
WRITING = (("grade", "Coastline", "B2"), ("doctor", "--repair"))
SPARE = (0, 24 << 10, 60 << 10, 120 << 10, 250 << 10, 500 << 10)  # bytes left on the disk
OF_THE_CLOCK = ("known", "fetched")


def look(home: Path) -> dict[str, Any]:
    """What doctor finds, and a digest of all that the case tells."""
    with case.open(home) as opened:
        faults = [fault.message for fault in examine(opened, repair=False).faults]
        lines = [{k: v for k, v in line.items() if k not in OF_THE_CLOCK} for line in opened.export_records()]
    told = sorted(json.dumps(line, sort_keys=True) for line in lines if line["type"] != "manifest")
    left = [str(p.name) for p in home.rglob("*.part")]
    return {"faults": faults, "left": left, "digest": hashlib.sha256("".join(told).encode()).hexdigest()}


def crowd(disk: Path, home: Path) -> Iterator[tuple[int, Path, Path]]:
    """Copies of a case on the disk, one by one: the bytes left beside it, the copy, the file that fills the rest."""
    for spare in SPARE:
        shutil.rmtree(disk / "case", ignore_errors=True)
        copy = Path(shutil.copytree(home, disk / "case"))
        filler = disk / "filler"
        filler.write_bytes(bytes(max(shutil.disk_usage(disk).free - spare, 0)))
        yield spare, copy, filler


def fill_up(disk: Path, home: Path, report: Path) -> dict[str, Any]:
    """Add to a case with so and so much room, look at it, make room and add again."""
    tried = []
    for spare, copy, filler in crowd(disk, home):
        code, _, err = run_verb(copy, ("add", str(report)))
        shown = run_verb(copy, ("stories",))
        filler.unlink()
        between = look(copy)
        again, _, told = run_verb(copy, ("add", str(report)))
        tried.append(
            {"spare": spare, "code": code, "err": err, "shown": shown, "between": between}
            | {"again": again, "told": told, "after": look(copy)}
        )
    return {"tried": tried, "before": look(home)}


def bring_up_to_date(disk: Path, home: Path, _: Path) -> dict[str, Any]:
    """Open a case of the oldest form with so and so much room, make room and open it again."""
    shown = run_verb(home, ("brief",))
    old = Path(shutil.copytree(home, home.parent / "old"))
    make_old(old)
    tried = []
    for spare, copy, filler in crowd(disk, old):
        first = run_verb(copy, ("brief",))
        filler.unlink()
        tried.append({"spare": spare, "first": first, "again": run_verb(copy, ("brief",)), "after": look(copy)})
    return {"tried": tried, "shown": shown, "before": look(home)}


def refuse_writing(disk: Path, home: Path, report: Path) -> dict[str, Any]:
    """Verbs of a case on a disk that may only be read: as it was left, in use, copied while in use, and an old one."""
    for name in ("case", "old"):
        shutil.copytree(home, disk / name)
    with contextlib.closing(sqlite3.connect(disk / "old" / FILE)) as old, old:
        old.execute("UPDATE alembic_version SET version_num = '0004'")
    used = Path(shutil.copytree(home, home.parent / "used"))
    with contextlib.closing(sqlite3.connect(used / FILE)) as other:
        other.execute("SELECT count(*) FROM captures").fetchone()
        run_verb(used, ("add", str(report)))  # it stays in the log while another program has the file open
        for name in ("used", "cut"):
            shutil.copytree(used, disk / name)
        (disk / "cut" / f"{FILE}-shm").unlink()
    with case.open(home) as opened:
        said = next(s.id for f in opened.casebook().findings for s in f.statements)
    verbs = (("add", str(report)), ("review", said, "--accept"), *WRITING)
    at_home = {name: run_verb(home, words) for name, words in list_reading(home.parent / "here", said).items()}
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    seen = {
        "writing": {words[0]: run_verb(disk / "case", words) for words in verbs},
        "reading": {
            name: run_verb(disk / "case", words) for name, words in list_reading(home.parent / "there", said).items()
        },
        "home": at_home,
        "used": run_verb(disk / "used", ("search", NEW)),
        "cut": run_verb(disk / "cut", ("brief",)),
        "old": run_verb(disk / "old", ("brief",)),
        "pages": ask_pages(disk / "case"),
    }
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    return {**seen, "before": look(home), "after": look(disk / "case"), "copy": look(home.parent / "there" / "copy")}


def list_reading(into: Path, said: str) -> dict[str, tuple[str, ...]]:
    """Verbs that change no case, by name; what they write goes into that folder."""
    into.mkdir(parents=True)
    shown = ("stories", "brief", "figures", "claims", "timeline", "diff", "review", "grade", "doctor", "config")
    return {
        **{verb: (verb,) for verb in shown},
        "diff unseen": ("diff", "--unseen"),
        "who": ("who", "Brandt"),
        "show": ("show", said),
        "search": ("search", "soldiers"),
        "ask": ("ask", "How many soldiers came?"),
        "as of": ("brief", "--as-of", "2031-03-05"),
        "export": ("export", "--to", "jsonl", "-o", str(into / "out.jsonl")),
        "backup": ("backup", str(into / "copy")),
    }


def ask_pages(home: Path) -> dict[str, int]:
    """The statuses with which the server answers a reader and a writer; nothing where the pages are not installed."""
    try:
        # Only who serves pages has them.
        from fastapi.testclient import TestClient

        from onrecord.interfaces.rest.app import PATH, create_api
        from onrecord.interfaces.web.app import create_app
    except ImportError:
        return {}
    with case.open(home) as opened:
        app = create_app(opened, mounts={PATH: lambda rooms: create_api(rooms, can_edit=True)})
        said = next(s.id for f in opened.casebook().findings for s in f.statements)
        with TestClient(app, base_url=HOME, raise_server_exceptions=False) as client:
            got = {address: client.get(address).status_code for address in ("/stories.json", f"/s/{said}")}
            posted = client.post(f"{PATH}/statements/{said}/reviews", json={"verdict": "accept", "by": "Ada"})
            return {**got, "review": posted.status_code}


def main() -> None:
    """Mount the disk, do what is asked, and print what was seen."""
    kind, disk, home, report = sys.argv[1], *map(Path, sys.argv[2:5])
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "onrecord-test", str(disk)], check=True)
    done = {"full": fill_up, "readonly": refuse_writing, "older": bring_up_to_date}[kind](disk, home, report)
    sys.stdout.write("\n" + json.dumps(done))


if __name__ == "__main__":
    main()

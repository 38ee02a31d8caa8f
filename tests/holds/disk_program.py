"""Run inside a mount namespace: verbs of a case on a disk that has no room, or that may not be written to.

    python disk_program.py full|readonly DISK CASE REPORT

DISK is where a small file system is mounted; what was seen is printed as JSON.
"""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from evaluation.faces import run_verb
from onrecord import case
from onrecord.case.doctor import examine

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


def fill_up(disk: Path, home: Path, report: Path) -> dict[str, Any]:
    """Add to a case with so and so much room, look at it, make room and add again."""
    tried = []
    for spare in SPARE:
        shutil.rmtree(disk / "case", ignore_errors=True)
        copy = Path(shutil.copytree(home, disk / "case"))
        filler = disk / "filler"
        filler.write_bytes(bytes(max(shutil.disk_usage(disk).free - spare, 0)))
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


def refuse_writing(disk: Path, home: Path, report: Path) -> dict[str, Any]:
    """Verbs of a case on a disk that may only be read."""
    shutil.copytree(home, disk / "case")
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    verbs = (("add", str(report)), ("stories",), ("doctor",), ("undo",), ("backup", str(home.parent / "copy")))
    seen = {words[0]: run_verb(disk / "case", words) for words in verbs}
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    return {"verbs": seen, "before": look(home), "after": look(disk / "case")}


def main() -> None:
    """Mount the disk, do what is asked, and print what was seen."""
    kind, disk, home, report = sys.argv[1], *map(Path, sys.argv[2:5])
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "onrecord-test", str(disk)], check=True)
    done = {"full": fill_up, "readonly": refuse_writing}[kind](disk, home, report)
    sys.stdout.write("\n" + json.dumps(done))


if __name__ == "__main__":
    main()

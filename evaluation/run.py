"""Score the sets that lie beside the project and hold the figures against `floors.json`.

    python -m evaluation.run --shared ../shared            score, compare, fail under a floor
    python -m evaluation.run --shared ../shared --raise     the same, and write what was beaten as new floors
    python -m evaluation.run --shared ../shared --lower seeds.statements.f1=.80 --because "..."
                                                           the only way down; add a line to CHANGELOG.md too

The sets are not part of the project; without them there is nothing to hold against, which is said and passes.
"""

import argparse
import datetime as dt
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FLOORS = Path(__file__).with_name("floors.json")
MARGIN = 0.005  # a figure may lie this far under its floor: ties in matching, not noise, since the run is deterministic


@dataclass(frozen=True, slots=True, kw_only=True)
class Set:
    """One thing to score."""

    name: str  # as in floors.json
    kind: str  # the yardstick's own name for its form
    data: str | None = None  # folder under shared, where the yardstick needs one
    options: tuple[str, ...] = ()  # of the filter
    is_account: bool = False  # the whole account, not the filter's lines
    stories: int = 0  # so many simulated stories, which need nothing beside the project


SETS = (
    Set(name="seeds", kind="seeds"),
    Set(name="wikinews-dev", kind="seeds", data="gold/wikinews/dev"),
    Set(name="stories", kind="seeds", data="gold/stories"),
    Set(name="polnear-dev", kind="polnear-dev"),
    Set(name="newsquant", kind="newsquant"),
    Set(name="tempeval-train", kind="tempeval-train"),
    Set(name="tempeval-train-timeml", kind="tempeval-train", options=("--timeml",)),
    Set(name="seeds-account", kind="seeds", is_account=True),
    Set(name="stories-account", kind="seeds", data="gold/stories", is_account=True),
    Set(name="simulator", kind="simulator", stories=6),
)
COUNTS = (".gold", ".predicted", "_matched", "_predicted")


def main() -> int:
    """Exit 0 when no figure lies under its floor, 1 when one does, 2 on wrong use."""
    options = _arguments()
    shared = Path(options.shared).resolve()
    yardstick = shared / "yardstick" / "yardstick.py"
    floors: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8"))
    if options.lower:
        return _lower(floors, options.lower, options.because)
    if not yardstick.exists():
        print(f"No evaluation sets at {shared}: nothing scored, no floor held. Put them there to run this check.")
        return 0
    figures = dict(score_all(yardstick, shared, only=options.only))
    failed = list(under_floor(figures, floors["floors"]))
    for name, figure, floor in failed:
        print(f"UNDER ITS FLOOR  {name}: {figure:.3f}, floor {floor:.3f}")
    if options.raise_floors and not failed:
        raise_floors(figures, floors, digest_of(shared))
    print(f"{len(figures)} figures, {len(failed)} under their floors, {len(floors['floors'])} floors")
    return 1 if failed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--shared", default="../shared")
    parser.add_argument("--only", action="append", help="score this set alone; may be repeated")
    parser.add_argument("--raise", dest="raise_floors", action="store_true")
    parser.add_argument("--lower", metavar="NAME=VALUE", help="lower one floor")
    parser.add_argument("--because", help="why it is lowered")
    return parser.parse_args()


def score_all(yardstick: Path, shared: Path, *, only: list[str] | None) -> Iterator[tuple[str, float]]:
    """Name and value of each figure of each set that is there."""
    for one in SETS:
        if only and one.name not in only:
            continue
        if one.data and not (shared / one.data).exists():
            print(f"{one.name}: not there, left out")
            continue
        started = time.perf_counter()
        figures = _score(yardstick, shared, one)
        print(f"# {one.name}  ({time.perf_counter() - started:.0f} s)")
        for name, value in figures.items():
            print(f"{one.name}.{name} {value:.3f}")
            yield f"{one.name}.{name}", value


def _score(yardstick: Path, shared: Path, one: Set) -> dict[str, float]:
    if one.stories:
        out = _run([sys.executable, "-m", "evaluation.simulator", "--stories", str(one.stories), "--seed", "1"])
        timed = ("seconds_per_report", "seconds_per_further_report")  # told, never held: machines differ
        found = {name.removeprefix("simulator."): value for name, value in _figures(out).items()}
        return {name: value for name, value in found.items() if name not in timed}
    return score_account(yardstick, shared, one) if one.is_account else score_set(yardstick, shared, one)


def score_set(yardstick: Path, shared: Path, one: Set) -> dict[str, float]:
    """Figures of the filter's output on one set."""
    place = ["--data", str(shared / one.data)] if one.data else []
    lines = _run([sys.executable, str(yardstick), "docs", one.kind, *place])
    answers = _run([*ONRECORD, "annotate", *one.options, "-"], feed=lines)
    return _figures(_run([sys.executable, str(yardstick), "score", one.kind, "-", *place], feed=answers))


def score_account(yardstick: Path, shared: Path, one: Set) -> dict[str, float]:
    """Figures of the account that a case of its own gives."""
    place = ["--data", str(shared / one.data)] if one.data else []
    with tempfile.TemporaryDirectory() as folder:
        where = {"ONRECORD_CASE": folder}
        _run([*ONRECORD, "init", folder])
        if one.data:
            lines = _run([sys.executable, str(yardstick), "docs", one.kind, *place])
            _run([*ONRECORD, "add", "-"], feed=lines, case=where)
        else:
            pages = sorted(str(p) for p in (shared / "reports" / "seeds").glob("*.txt"))
            _run([*ONRECORD, "add", *pages], case=where)
        rows = _run([*ONRECORD, "export", "--to", "jsonl"], case=where)
    return _figures(_run([sys.executable, str(yardstick), "account", "-", *place], feed=rows))


ONRECORD = (sys.executable, "-m", "onrecord")


def _run(command: list[str], *, feed: str | None = None, case: dict[str, str] | None = None) -> str:
    place = {**os.environ, **(case or {})}
    done = subprocess.run(command, input=feed, capture_output=True, text=True, encoding="utf-8", check=False, env=place)
    if done.returncode != 0 or (feed and not done.stdout and "add" not in command):
        sys.stderr.write(done.stderr[-2000:])
        raise SystemExit(f"evaluation: {' '.join(command[:6])} ended with {done.returncode}")
    return done.stdout


def _figures(text: str) -> dict[str, float]:
    pairs = (line.split() for line in text.splitlines())
    return {p[0]: float(p[1]) for p in pairs if len(p) == 2 and p[0] != "note:"}


def under_floor(figures: dict[str, float], floors: dict[str, float]) -> Iterator[tuple[str, float, float]]:
    """Figures that lie under their floor by more than the margin."""
    for name, floor in sorted(floors.items()):
        if name in figures and figures[name] < floor - MARGIN:
            yield name, figures[name], floor


def raise_floors(figures: dict[str, float], floors: dict[str, Any], digest: str) -> None:
    """Write each beaten figure as the new floor; counts have none."""
    kept: dict[str, float] = floors["floors"]
    for name, value in figures.items():
        if not name.endswith(COUNTS) and value > kept.get(name, -1.0):
            kept[name] = int(value * 1000) / 1000
    floors["data_sha256"] = digest
    floors["measured"] = {"commit": _find_commit(), "day": dt.datetime.now(dt.UTC).date().isoformat()}
    FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _find_commit() -> str:
    done = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"


def digest_of(shared: Path) -> str:
    """SHA-256 over the gold that the figures were measured on."""
    h = hashlib.sha256()
    for path in sorted((shared / "gold").rglob("*.jsonl")):
        h.update(path.relative_to(shared).as_posix().encode() + b"\0" + path.read_bytes())
    return h.hexdigest()


def _lower(floors: dict[str, Any], what: str, because: str | None) -> int:
    name, _, value = what.partition("=")
    if name not in floors["floors"] or not value or not because:
        print("Lower a floor with --lower NAME=VALUE --because '...'; NAME must be in floors.json.")
        return 2
    floors["floors"][name] = float(value)
    floors.setdefault("lowered", []).append({"name": name, "to": float(value), "because": because})
    FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{name} is now {float(value):.3f}. Add a line to CHANGELOG.md that says so.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

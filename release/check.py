"""Build what is released, twice, and use it where nothing else of the project is.

    python -m release.check [none web mcp postgres parquet ray]

The wheel must come out the same each time, and the same again from the source archive.  Then, for each extra and for
none, a fresh environment gets the wheel with that extra, at the versions of `locks/use.txt`, and the example story is
read and shown in it, outside the repository; without an extra the source archive is installed first, as pip installs
one.  What is installed must keep to its size, and `onrecord --help` to its time.  It needs the package registry; each
environment takes minutes.
"""

import hashlib
import os
import re
import resource
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from release.locked import ROOT, USE

EXTRAS = ("none", "web", "mcp", "postgres", "parquet", "ray")
STORY = ROOT / "examples" / "story"
DEMO = (("--version",), ("--help",), ("init", "case"), ("add", "{story}", "--case", "case"))
SHOWN = (("stories",), ("brief", "talvi"), ("figures", "talvi"), ("export", "--to", "csv", "--output", "out"))
OWN: Mapping[str, tuple[str, ...]] = {  # what an extra alone lets one do
    "web": ("-c", "from onrecord.interfaces.web import app"),
    "mcp": ("-m", "onrecord", "mcp", "--help"),
    "postgres": ("-c", "import psycopg"),
    "parquet": ("-m", "onrecord", "export", "--to", "parquet", "--output", "table", "--case", "case"),
    "ray": ("-m", "onrecord", "add", "{story}", "--case", "again", "--engine", "ray"),
}
MOST_MB: Mapping[str, int] = {"none": 700, "web": 730, "mcp": 730, "postgres": 730, "parquet": 880, "ray": 960}
HELP_S = 0.6  # of computing for `onrecord --help`, the least of HELPS
HELPS = 5
SAFE = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}


def main(extras: Sequence[str]) -> int:
    """0 when all of it holds; the first thing that does not is told and ends it."""
    for extra in extras:
        if extra not in EXTRAS:
            sys.exit(f"There is no extra '{extra}'. Known: {', '.join(EXTRAS)}.")
    with tempfile.TemporaryDirectory(prefix="onrecord-release-") as made:
        folder = Path(made)
        wheel = build_alike(folder)
        say(f"{wheel.name}: {wheel.stat().st_size / 1e6:.1f} MB, built three times alike")
        for extra in extras or EXTRAS:
            use(wheel, extra, folder / extra)
            say(f"{extra}: {keep_budgets(extra, folder / extra / 'venv')}, the example story read and shown")
            shutil.rmtree(folder / extra)
    return 0


def build_alike(folder: Path) -> Path:
    """The wheel, once it came out the same from this tree twice and from the source archive."""
    first = build(ROOT, folder / "first")
    again = build(ROOT, folder / "again")
    with tarfile.open(next((folder / "first").glob("*.tar.gz"))) as archive:
        archive.extractall(folder / "unpacked", filter="data")
    source = next((folder / "unpacked").iterdir())
    third = build(source, folder / "third")
    if len({hashlib.sha256(wheel.read_bytes()).digest() for wheel in (first, again, third)}) != 1:
        sys.exit("The wheel is not the same each time that it is built.")
    return first


def build(source: Path, out: Path) -> Path:
    """The wheel of a source tree, built into a folder beside the source archive."""
    run([sys.executable, "-m", "hatchling", "build", "--directory", str(out)], source)
    return next(out.glob("*.whl"))


def use(wheel: Path, extra: str, folder: Path) -> None:
    """Install the wheel with an extra and nothing else, and walk through the example."""
    folder.mkdir()
    run([sys.executable, "-m", "venv", "venv"], folder)
    python = str(folder / "venv" / "bin" / "python")
    pins = folder / "pins.txt"
    pins.write_text(re.sub(r"( \\)?\n +--hash=\S+", "", USE.read_text(encoding="utf-8")), encoding="utf-8")
    if extra == "none":
        install(python, pins, str(next(wheel.parent.glob("*.tar.gz"))))
        run([python, "-m", "onrecord", "--version"], folder)
        run([python, "-m", "pip", "uninstall", "--quiet", "--yes", "onrecord"], folder)
    install(python, pins, str(wheel) if extra == "none" else f"{wheel}[{extra}]")
    run([python, "-m", "pip", "check"], folder)
    program = str(folder / "venv" / "bin" / "onrecord")
    for words in (*DEMO, *((*shown, "--case", "case") for shown in (*SHOWN, ("doctor",)))):
        run([program, *(w.format(story=STORY) for w in words)], folder)
    if own := OWN.get(extra):
        run([program, "init", "again"], folder)
        run([python, *(w.format(story=STORY) for w in own)], folder)


def install(python: str, pins: Path, wanted: str) -> None:
    """Install it and what it needs, at the versions of the pins."""
    words = ["install", "--quiet", "--disable-pip-version-check", "--constraint", str(pins), wanted]
    subprocess.run([python, "-m", "pip", *words], check=True, cwd=pins.parent)


def keep_budgets(extra: str, venv: Path) -> str:
    """What is installed and how long its help takes to appear; the check ends where either is too much."""
    size = weigh(venv / "lib") / 1e6
    took_s = min(time_help(venv) for _ in range(HELPS))
    told = f"{size:.0f} MB installed (at most {MOST_MB[extra]}), help after {took_s:.2f} s (at most {HELP_S})"
    if size > MOST_MB[extra] or took_s > HELP_S:
        sys.exit(f"{extra}: too much: {told}")
    return told


def time_help(venv: Path) -> float:
    """Seconds of computing for `onrecord --help`."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run([str(venv / "bin" / "onrecord"), "--help"], venv)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def run(command: Sequence[str], folder: Path) -> str:
    """What the command prints; the check ends where it fails."""
    done = subprocess.run(command, cwd=folder, env=SAFE, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    return done.stdout


def weigh(folder: Path) -> int:
    """Bytes of all files in a folder."""
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file() and not p.is_symlink())


def say(text: str) -> None:
    """Tell how far it is."""
    print(text, flush=True)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

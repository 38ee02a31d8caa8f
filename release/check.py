"""Build what is released, twice, and use it where nothing else of the project is.

    python -m release.check [none web mcp postgres parquet ray]

The wheel must come out the same each time, and the same again from the source archive.  Then, for each extra and for
none, a fresh environment gets the wheel with that extra, at the versions of `locks/use.txt`, and the example story is
read and shown in it, outside the repository.  It needs the package registry; each environment takes minutes.
"""

import hashlib
import os
import re
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
            say(f"{extra}: installed, {weigh(folder / extra / 'venv') / 1e6:.0f} MB, the example story read and shown")
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
    wanted = str(wheel) if extra == "none" else f"{wheel}[{extra}]"
    install = [
        python,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--constraint",
        str(pins),
        wanted,
    ]
    subprocess.run(install, check=True, cwd=folder)
    run([python, "-m", "pip", "check"], folder)
    program = str(folder / "venv" / "bin" / "onrecord")
    for words in (*DEMO, *((*shown, "--case", "case") for shown in (*SHOWN, ("doctor",)))):
        run([program, *(w.format(story=STORY) for w in words)], folder)
    if own := OWN.get(extra):
        run([program, "init", "again"], folder)
        run([python, *(w.format(story=STORY) for w in own)], folder)


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

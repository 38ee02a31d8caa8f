"""The wheel and the source archive hold what they must, nothing else, and come out the same each time."""

import hashlib
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path, PurePosixPath

import pytest

from release.locked import ROOT

pytest.importorskip("hatchling", reason="hatchling, which builds what is released, is not installed")

MOST_BYTES = 40_000_000  # of the wheel; the two taggers are 30 million
SUFFIXES = {".py", ".typed", ".toml", ".onnx", ".json", ".html", ".css", ".js", ".svg", ".txt", ".mako", ".ico", ".md"}
NEEDED = ("onrecord/py.typed", "onrecord/interfaces/web/static/htmx.min.js", "onrecord/store/migrations/env.py")
REPORT = b'{"id": "a", "text": "Talvi\\n\\nThe mayor, Ilsa Brandt, said on Sunday that nine lorries had left."}\n'
PROGRAM = """
import sys
sys.path.insert(0, sys.argv.pop(1))
import onrecord
from onrecord.interfaces.cli.main import run
try:
    run()
finally:
    sys.stderr.write("\\n" + onrecord.__file__)
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive of this tree."""
    return _build(ROOT, tmp_path_factory.mktemp("built"), "wheel", "sdist")


def _build(source: Path, out: Path, *kinds: str) -> Path:
    targets = [word for kind in kinds for word in ("--target", kind)]
    command = [sys.executable, "-m", "hatchling", "build", "--directory", str(out), *targets]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    return out


def _wheel(folder: Path) -> Path:
    return next(folder.glob("*.whl"))


def _names(folder: Path) -> set[str]:
    with zipfile.ZipFile(_wheel(folder)) as wheel:
        return set(wheel.namelist())


def _kept() -> set[str]:
    """Every file of the package that the repository knows of."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "onrecord"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode:
        pytest.skip("this is no git repository")
    return {name for name in listed.stdout.splitlines() if (ROOT / name).exists()}


def test_wheel_holds_the_whole_package_and_nothing_else(built: Path) -> None:
    names = _names(built)
    inside = {name for name in names if name.startswith("onrecord/")}
    assert inside == _kept()
    assert {PurePosixPath(name).parts[0].partition("-")[0] for name in names} == {"onrecord"}
    assert {PurePosixPath(name).suffix for name in inside} <= SUFFIXES
    assert set(NEEDED) <= inside


def test_wheel_holds_each_kind_of_thing_that_is_no_code(built: Path) -> None:
    names = _names(built)
    for folder, suffix in (
        ("onrecord/models/attributions/", ".onnx"),
        ("onrecord/models/attributions_fast/", ".onnx"),
        ("onrecord/language/en/", ".toml"),
        ("onrecord/interfaces/web/templates/", ".html"),
        ("onrecord/interfaces/web/static/", ".css"),
    ):
        assert any(name.startswith(folder) and name.endswith(suffix) for name in names), folder
    licences = {PurePosixPath(name).name for name in names if ".dist-info/licenses/" in name}
    assert licences == {"LICENSE", "NOTICE"}


def test_wheel_keeps_to_its_size(built: Path) -> None:
    assert _wheel(built).stat().st_size <= MOST_BYTES


def test_wheel_is_the_same_from_the_source_archive(built: Path, tmp_path: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        archive.extractall(tmp_path, filter="data")
    again = _build(next(tmp_path.iterdir()), tmp_path / "again", "wheel")
    assert _digest(_wheel(again)) == _digest(_wheel(built))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_source_archive_holds_what_it_takes_to_check_it(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for name in ("Makefile", "SECURITY.md", "THIRD_PARTY.md", "NOTICE", "locks/dev.txt", "tests/conftest.py"):
        assert name in names
    assert not {n for n in names if n.startswith((".venv", "build/", "dist/")) or "__pycache__" in n}


def test_program_runs_from_the_wheel_alone(built: Path, tmp_path: Path) -> None:
    """Its own code and data come out of the wheel; only the packages that it needs are those of this environment."""
    with zipfile.ZipFile(_wheel(built)) as wheel:
        wheel.extractall(tmp_path / "installed")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "installed"), "annotate", "-"],
        cwd=tmp_path, input=REPORT, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    assert b"Ilsa Brandt" in done.stdout
    assert done.stderr.decode().splitlines()[-1].startswith(str(tmp_path / "installed"))

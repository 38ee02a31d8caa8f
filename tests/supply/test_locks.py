"""The locks hold what pyproject.toml asks for, each file by its hash, and name no place that it came from."""

import re
import tomllib
from collections.abc import Iterator

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from release.locked import LOCKS, ROOT, plain, read_lock

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = {
    "dev": ("dev",),
    "dev-ci": ("dev", "ci"),
    "dev-docs": ("dev", "docs"),
    "use": ("web", "mcp", "postgres", "parquet", "ray"),
}
CURE = "run `make lock`"


def _asked(extras: tuple[str, ...]) -> Iterator[Requirement]:
    yield from map(Requirement, PROJECT["dependencies"])
    for extra in extras:
        for line in PROJECT["optional-dependencies"][extra]:
            wanted = Requirement(line)
            if wanted.name == PROJECT["name"]:
                yield from _asked(tuple(wanted.extras))
            else:
                yield wanted


def test_every_lock_is_known_here() -> None:
    assert {path.stem for path in LOCKS.iterdir()} == set(EXTRAS)


@pytest.mark.parametrize("name", EXTRAS)
def test_lock_holds_what_the_project_asks_for(name: str) -> None:
    pinned = {pin.name: pin.version for pin in read_lock(LOCKS / f"{name}.txt")}
    for wanted in _asked(EXTRAS[name]):
        found = pinned.get(plain(wanted.name))
        assert found is not None, f"{name}.txt lacks {wanted.name}: {CURE}"
        allowed: SpecifierSet = wanted.specifier
        assert allowed.contains(found, prereleases=True), f"{name}.txt has {wanted.name} {found}: {CURE}"


@pytest.mark.parametrize("name", EXTRAS)
def test_every_package_of_a_lock_has_hashes_and_no_address(name: str) -> None:
    text = (LOCKS / f"{name}.txt").read_text(encoding="utf-8")
    pins = read_lock(LOCKS / f"{name}.txt")
    assert len(pins) == len(re.findall(r"^[a-z0-9]", text, flags=re.MULTILINE))
    assert all(pin.hashes for pin in pins)
    assert not re.search(r"://|--index|--find-links|@ ", text)


def test_locks_agree_on_every_version() -> None:
    versions: dict[str, set[str]] = {}
    for name in EXTRAS:
        for pin in read_lock(LOCKS / f"{name}.txt"):
            versions.setdefault(pin.name, set()).add(pin.version)
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}

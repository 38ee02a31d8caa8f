"""The packages that a lock pins, and which of them an installation of onrecord brings along."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCKS = ROOT / "locks"
USE = LOCKS / "use.txt"  # what users get, with every extra that is for them
ENTRY = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;\\]+)(?: ; (?P<marker>[^\\]+?))? \\")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A package at one version, and the files that may be installed as it."""

    name: str  # as the registry compares names
    version: str
    marker: str | None  # machines that it is for; None: all
    hashes: tuple[str, ...]  # SHA-256 of each file, hex


def read_lock(path: Path = USE) -> tuple[Pin, ...]:
    """The pins of a lock file, in its order."""
    return tuple(_list_pins(path.read_text(encoding="utf-8")))


def _list_pins(text: str) -> Iterator[Pin]:
    starts = [*ENTRY.finditer(text)]
    ends = [*(m.start() for m in starts[1:]), len(text)]
    for found, end in zip(starts, ends, strict=True):
        hashes = tuple(HASH.findall(text[found.end() : end]))
        yield Pin(name=plain(found["name"]), version=found["version"], marker=found["marker"], hashes=hashes)


def plain(name: str) -> str:
    """A package's name as names are compared: small letters, single hyphens."""
    return re.sub(r"[-_.]+", "-", name).lower()

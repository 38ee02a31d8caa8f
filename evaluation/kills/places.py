"""Places for cases that are copied, written to and thrown away: a folder, or a folder with a database on a server.

A case on a server is copied by PostgreSQL itself: a database made after a template is the same to the bit.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit, urlunsplit

from evaluation.kills.forks import Ended, Kill, run, run_verb

SCHEMA = "onrecord_case"
SETTINGS = """user = "Ana Kesh"

[network]
private = true
delay_s = 0.0
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A case's folder, and its database where that is on a server."""

    folder: Path
    url: str = ""  # empty: SQLite, in the folder

    @property
    def case(self) -> Path:
        """The folder with the settings."""
        return self.folder / "case"

    @property
    def files(self) -> tuple[Path, ...]:
        """Files whose growth says how far a run is."""
        return (self.case / "onrecord.db", self.case / "onrecord.db-wal")


class Places(Protocol):
    """Makes places, by name."""

    def make(self, name: str) -> Place:
        """A place without a case, with all that runs read from."""

    def copy(self, place: Place, name: str) -> Place:
        """Another place that holds the same."""

    def drop(self, place: Place) -> None:
        """Throw it away."""


class Folders:
    """Places with SQLite."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def make(self, name: str) -> Place:
        """A place without a case."""
        place = Place(folder=self._root / name)
        place.case.mkdir(parents=True)
        (place.case / "onrecord.toml").write_text(SETTINGS, encoding="utf-8")
        return place

    def copy(self, place: Place, name: str) -> Place:
        """Another place that holds the same."""
        return Place(folder=Path(shutil.copytree(place.folder, self._root / name)))

    def drop(self, place: Place) -> None:
        """Throw it away."""
        shutil.rmtree(place.folder)


class Server:
    """Places with a database each on a PostgreSQL server; `is_there` where their cases begin on it."""

    def __init__(self, root: Path, url: str, *, is_there: bool = True) -> None:
        self._root = root
        self._url = url
        self._is_there = is_there

    def make(self, name: str) -> Place:
        """A place without a case."""
        self._do(f'CREATE DATABASE "{name}" TEMPLATE template0 ENCODING UTF8')
        place = Place(folder=self._root / name, url=self._address(name))
        place.case.mkdir(parents=True)
        self._write(place)
        return place

    def copy(self, place: Place, name: str) -> Place:
        """Another place that holds the same."""
        self._do(f'CREATE DATABASE "{name}" TEMPLATE "{place.folder.name}"')
        made = Place(folder=Path(shutil.copytree(place.folder, self._root / name)), url=self._address(name))
        toml = (made.case / "onrecord.toml").read_text(encoding="utf-8")
        (made.case / "onrecord.toml").write_text(toml.replace(place.url, made.url), encoding="utf-8")
        return made

    def drop(self, place: Place) -> None:
        """Throw it away."""
        self._do(f'DROP DATABASE "{place.folder.name}" WITH (FORCE)')
        shutil.rmtree(place.folder)

    def _address(self, name: str) -> str:
        return urlunsplit(urlsplit(self._url)._replace(path=f"/{name}"))

    def _write(self, place: Place) -> None:
        store = f'\n[store]\nurl = "{place.url}"\nschema = "{SCHEMA}"\n' if self._is_there else ""
        (place.case / "onrecord.toml").write_text(SETTINGS + store, encoding="utf-8")

    def _do(self, statement: str) -> None:
        """In a process of its own: what is forked later must not share a connection with us."""
        ended = run(lambda: _execute(self._url, statement), kill=Kill())
        if ended.code != 0:
            raise RuntimeError(f"{statement}: {ended.said}")


def _execute(url: str, statement: str) -> None:
    # Only who has a server needs it.
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)


def must_run(place: Place, *words: str) -> Ended:
    """A run that nothing disturbs.  Raises RuntimeError where it fails."""
    ended = run_verb((words[0], "--case", str(place.case), *words[1:]))
    if ended.code != 0:
        raise RuntimeError(f"onrecord {' '.join(words)}: exit code {ended.code}\n{ended.said}")
    return ended

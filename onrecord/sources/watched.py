"""A folder that is looked into again and again: files that came or changed, once they are whole."""

import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from onrecord.records.capture import Capture
from onrecord.records.note import Note
from onrecord.sources.folder import list_files, read_file
from onrecord.sources.thing import ReadOptions

SETTLE_S = 2.0  # that a file must not have changed for: somebody may still be writing it
Mark = tuple[int, int]  # size and time of change: when neither moves between two looks, nobody is writing


@dataclass
class WatchedFolder:
    """A folder and how its files stood at the last look; starting anew reads them again, and the case knows them."""

    path: Path
    names: dict[str, PurePath] = field(default_factory=dict)  # given out so far; shared by the folders of one watch
    _taken: dict[Path, Mark] = field(default_factory=dict)
    _given: dict[Path, Mark] = field(default_factory=dict)
    _told: frozenset[str] = frozenset()  # notes of the last look, so that a lasting fault is told once

    def look(self, options: ReadOptions, *, now_s: float, settle_s: float = SETTLE_S) -> Iterator[Capture | Note]:
        """Captures of files that came or changed and then stood still for `settle_s`; `now_s` is Unix time.

        They are given again at the next look unless `keep` is called once they are stored.
        """
        self._given = {}
        if not self.path.is_dir():
            message = f"There is no folder {self.path}. Make it, or take it out of what is watched."
            yield from self._tell([Note(kind="no-folder", message=message, where=str(self.path))])
            return
        found = list(list_files(self.path))
        yield from self._tell([n for n in found if isinstance(n, Note)])
        marks = {p: mark for p in found if isinstance(p, Path) and (mark := _mark(p)) is not None}
        self._taken = {p: mark for p, mark in self._taken.items() if p in marks}
        for path, mark in marks.items():
            age_s = now_s - mark[1] / 1e9
            if self._taken.get(path) == mark or 0 <= age_s < settle_s:
                continue
            yield from read_file(path, path.relative_to(self.path).as_posix(), self.names, options)
            self._given[path] = mark

    def keep(self) -> None:
        """What the last look gave is stored."""
        self._taken |= self._given
        self._given = {}

    def _tell(self, notes: list[Note]) -> Iterator[Note]:
        fresh = [n for n in notes if n.message not in self._told]
        self._told = frozenset(n.message for n in notes)
        yield from fresh


def _mark(path: Path) -> Mark | None:
    try:
        status = path.stat()
    except OSError:
        return None  # gone meanwhile
    return (status.st_size, status.st_mtime_ns) if stat.S_ISREG(status.st_mode) else None

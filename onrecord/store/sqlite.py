"""A case's database in its folder: `onrecord.db` (SQLite), the bytes as files in `captures/`, the lock a file."""

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from sqlalchemy import Connection

from onrecord.errors import StoreFixed
from onrecord.store import bytes as kept_bytes
from onrecord.store import engine as engines
from onrecord.store import search
from onrecord.store.database import Begin
from onrecord.store.lock import hold_lock
from onrecord.store.store import Hit

FILE = "onrecord.db"
CAPTURES = "captures"
OPEN_WAIT_S = 30.0  # another process making the same tables needs far less


class SqliteDatabase:
    """The database in a folder."""

    def __init__(self, folder: Path) -> None:
        """Open the database, making it or bringing it to the present form where needed.

        Where nothing can be written the database is read as it lies.  Raises StoreError for a damaged file, one of a
        newer version, and one of an older version or none in a folder that cannot be written to.
        """
        self.place = str(folder)
        self._path = folder / FILE
        self._lock = folder / "onrecord.lock"
        self._captures = folder / CAPTURES
        self._engine = engines.make_engine(self._path)
        found = engines.read_revision(self._engine, self._path)
        if not engines.check_revision(found, str(self._path)):
            self._upgrade(found)

    def _upgrade(self, found: str | None) -> None:
        try:
            with hold_lock(self._lock, wait_s=OPEN_WAIT_S), engines.writing(self._engine, self._path) as connection:
                engines.upgrade(connection)
        except StoreFixed as error:
            if found is None:
                raise
            raise StoreFixed(
                f"The case was written by an older onrecord and cannot be brought up to date: {error.message}",
                where=error.where,
                help=error.help,
            ) from error

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection whose every query sees the same state."""
        return engines.reading(self._engine, self._path)

    @contextlib.contextmanager
    def holding(self, *, wait_s: float) -> Iterator[Begin]:
        """The right to write, held until the context ends."""
        with hold_lock(self._lock, wait_s=wait_s):
            yield lambda: engines.writing(self._engine, self._path)

    def keep_bytes(self, connection: Connection, contents: Sequence[bytes]) -> list[str]:
        """Keep these bytes before any row that points at them, and give their hashes back."""
        return [kept_bytes.keep_bytes(self._captures, content) for content in contents]

    def read_bytes(self, connection: Connection, sha256: str) -> bytes:
        """The bytes with that hash."""
        return kept_bytes.read_bytes(self._captures, sha256)

    def index_passages(self, connection: Connection, rows: Iterable[tuple[int, str]]) -> None:
        """Make these passages be found by their words."""
        search.index_passages(connection, rows)

    def search(self, connection: Connection, query: str, *, limit: int) -> tuple[Hit, ...]:
        """Passages that hold all the words of the query, best first."""
        return search.search_passages(connection, query, limit=limit)

    def leave(self, target: str) -> str:
        """Give the database's file another name; `captures/` stays, and is used again should the case come back."""
        self.close()
        return leave_file(self._path.parent)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()


def leave_file(folder: Path) -> str:
    """Give the database in that folder another name, which is given back; where it has that already, that is all."""
    path = folder / FILE
    left = path.with_name(f"{FILE}.moved")
    for ending in ("-wal", "-shm", ""):  # the log is there while another program looks into the file
        part = path.with_name(path.name + ending)
        if part.exists():
            part.replace(left.with_name(left.name + ending))
    return str(left)

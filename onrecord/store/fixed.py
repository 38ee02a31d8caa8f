"""A database of SQLite in a folder where nothing can be written: an archive, a disc, what somebody else shares.

SQLite keeps two files beside a database while it is used.  Where it cannot make them it reads only what is told never
to change; a writer elsewhere may change it all the same, so the file is looked at before and after.
"""

import sqlite3
import tempfile
from collections.abc import Sequence
from pathlib import Path

from onrecord.errors import StoreError, StoreFixed

CLOSED_TO_WRITERS = frozenset({sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR})
PRIMARY = 0xFF  # the bits of SQLite's error numbers that name the kind


class FixedFile(sqlite3.Connection):
    """A connection to a file that must not change while it is read."""

    seen: tuple[int, int] | None = None  # size and time of change; None: SQLite itself sees what writers do


def can_make_files(folder: Path) -> bool:
    """Whether a file can be made there: tried, since rights alone do not tell on every system."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def is_closed(error: sqlite3.OperationalError, path: Path) -> bool:
    """Whether the database failed because nothing can be written where it lies."""
    kind = getattr(error, "sqlite_errorcode", 0) & PRIMARY
    return kind in CLOSED_TO_WRITERS and path.exists() and not can_make_files(path.parent)


def ready(connection: sqlite3.Connection, path: Path, pragmas: Sequence[str]) -> sqlite3.Connection:
    """The connection once it took these pragmas, the first that touch the file; else one that only reads, as below.

    Raises what SQLite raises where that is not for want of a place to write.
    """
    try:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
    except sqlite3.OperationalError as error:
        connection.close()
        if is_closed(error, path):
            return open_fixed(path)
        raise
    return connection


def open_fixed(path: Path) -> FixedFile:
    """A connection that only reads.  Raises StoreFixed where changes lie beside the file and cannot be brought in."""
    log, index = (path.with_name(path.name + ending) for ending in ("-wal", "-shm"))
    has_log = log.exists() and log.stat().st_size > 0
    if has_log and not index.exists():
        raise StoreFixed(
            f"The case was copied while it was written to, and {log.name} cannot be brought in where it lies.",
            where=str(path.parent),
            help="Copy the whole folder to a place that you may write to, and open it there.",
        )
    how = "mode=ro" if has_log else "mode=ro&immutable=1"
    address = f"{path.resolve().as_uri()}?{how}"
    connection = sqlite3.connect(address, uri=True, check_same_thread=False, factory=FixedFile)
    connection.seen = None if has_log else _look(path)
    return connection


def check_unchanged(connection: object, path: Path) -> None:
    """Raise StoreError where somebody wrote to a file that was read as one that nobody writes to."""
    if isinstance(connection, FixedFile) and connection.seen not in (None, _look(path)):
        raise StoreError(
            f"The store {path.name} was written to while it was read.", where=str(path), help="Ask once more."
        )


def _look(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns

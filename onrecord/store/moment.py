"""One moment of a database of SQLite as a file of its own, taken while other programs read and write."""

import contextlib
import os
import sqlite3
from pathlib import Path

from onrecord.errors import StoreError
from onrecord.store.fixed import check_unchanged, ready

WAIT_S = 30.0  # for the moment in which a writer's commit is switched in


def copy_moment(source: Path, target: Path) -> None:
    """Copy the database whole, on the disk when this ends; a writer is not kept waiting.

    Raises StoreError where either file cannot be read or written, or the copy is damaged.
    """
    told = copy_pages(source, target, check="quick_check(1)")
    if told != "ok":
        raise StoreError(
            f"The copy of the database is damaged: {told}.",
            where=str(target),
            help="Run `onrecord doctor` on the case; where it is whole, check the disk that it is copied to.",
        )


def copy_pages(source: Path, target: Path, *, check: str = "user_version") -> str:
    """Copy the database by SQLite's online backup, as it is, and give the answer to a pragma that is asked of the copy.

    What a writer commits meanwhile is not in the copy.  Raises StoreError where either file cannot be read or written.
    """
    try:
        with contextlib.closing(_open(source)) as old, contextlib.closing(sqlite3.connect(target)) as new:
            old.backup(new)
            check_unchanged(old, source)
            told = str(new.execute(f"PRAGMA {check}").fetchone()[0])
        with target.open("rb") as file:
            os.fsync(file.fileno())
    except (sqlite3.Error, OSError) as error:
        raise StoreError(
            f"The database could not be copied to {target}: {error}.",
            where=str(target),
            help="Check that the disk has room and may be written to; the case itself is as it was.",
        ) from error
    return told


def _open(source: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True, timeout=WAIT_S)
    return ready(connection, source, ("schema_version",))

"""One moment of a database of SQLite as a file of its own, taken while other programs read and write."""

import contextlib
import os
import sqlite3
from pathlib import Path

from onrecord.errors import StoreError

WAIT_S = 30.0  # for the moment in which a writer's commit is switched in


def copy_moment(source: Path, target: Path) -> None:
    """Copy the database by SQLite's online backup, whole and on the disk when this ends.

    A writer is not kept waiting, and what it commits meanwhile is not in the copy.  Raises StoreError where either file
    cannot be read or written, or the copy is damaged.
    """
    try:
        with (
            contextlib.closing(
                sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True, timeout=WAIT_S)
            ) as old,
            contextlib.closing(sqlite3.connect(target)) as new,
        ):
            old.backup(new)
            told = new.execute("PRAGMA quick_check(1)").fetchone()[0]
        with target.open("rb") as file:
            os.fsync(file.fileno())
    except (sqlite3.Error, OSError) as error:
        raise StoreError(
            f"The database could not be copied to {target}: {error}.",
            where=str(target),
            help="Check that the disk has room and may be written to; the case itself is as it was.",
        ) from error
    if told != "ok":
        raise StoreError(
            f"The copy of the database is damaged: {told}.",
            where=str(target),
            help="Run `onrecord doctor` on the case; where it is whole, check the disk that it is copied to.",
        )

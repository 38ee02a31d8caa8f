"""A backup of a case that is in use: one moment of it, in a folder that opens as any case does.

Captures are kept before any row that names them and never change, so a moment of the database is a moment of the case.
A case on a server is copied row by row into a folder, from one moment too: a backup needs no server to be read.
"""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from onrecord.case.case import Case
from onrecord.case.folder import SETTINGS_FILE
from onrecord.case.moving import edit_settings
from onrecord.case.stores import open_database
from onrecord.case.switching import replace
from onrecord.errors import InputError, StoreError
from onrecord.store.copying import CopyOptions, copy_store
from onrecord.store.feedstate import FOLDER as WATCHED
from onrecord.store.moment import copy_moment
from onrecord.store.sqlite import FILE, SqliteDatabase
from onrecord.store.tables import captures

if TYPE_CHECKING:
    from onrecord.store.database import Database

Told = Callable[[int], None] | None  # told how many captures were copied so far


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A case that was copied."""

    source: str
    target: Path
    captures: int
    size: int  # bytes of the captures


def back_up(case: Case, into: str | os.PathLike[str], *, on_copied: Told = None) -> Backup:
    """Copy the case as it is at this moment into a new folder, whole or not at all; nobody who writes has to wait.

    Every byte is held against its hash on the way.  Raises InputError for a folder that holds something and StoreError
    where something is damaged or cannot be written.
    """
    target = Path(into).resolve()
    home = (case.folder or Path()).resolve()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise InputError(f"There is something in '{target}' already.", where=str(target), help="Name a new folder.")
    part = target.with_name(f".{target.name}.part")
    try:
        shutil.rmtree(part, ignore_errors=True)  # of a backup that was interrupted
        part.mkdir(parents=True)
        made = _copy(case, home, part, on_copied)
        if target.exists():
            target.rmdir()
        part.replace(target)
    except OSError as error:
        raise StoreError(
            f"Cannot back up to '{target}': {error.strerror}.",
            where=str(target),
            help="Check that the disk has room and may be written to; the case itself is as it was.",
        ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return Backup(source=made.source, target=target, captures=made.captures, size=made.size)


def _copy(case: Case, home: Path, part: Path, on_copied: Told) -> Backup:
    if (home / WATCHED).is_dir():  # first: what a watch says that it has seen must be in the database
        shutil.copytree(home / WATCHED, part / WATCHED, ignore=shutil.ignore_patterns("*.part"))
    database = open_database(home, case.settings)
    try:
        if isinstance(database, SqliteDatabase):
            copy_moment(home / FILE, part / FILE)
            many, size = _copy_captures(database, part, on_copied)
        else:
            many, size = _copy_rows(database, part, on_copied)
        place = database.place
    finally:
        database.close()
    toml = (home / SETTINGS_FILE).read_text(encoding="utf-8")
    replace(part / SETTINGS_FILE, edit_settings(toml, {}))
    return Backup(source=place, target=part, captures=many, size=size)


def _copy_captures(source: SqliteDatabase, part: Path, on_copied: Told) -> tuple[int, int]:
    """The bytes of every capture that the copied database names; how many, and their size."""
    copy, size = SqliteDatabase(part), 0
    try:
        with copy.reading() as connection:
            hashes = connection.execute(sa.select(captures.c.sha256).order_by(captures.c.number)).scalars().all()
            for number, sha256 in enumerate(hashes, 1):
                content = source.read_bytes(connection, sha256)
                copy.keep_bytes(connection, [content])
                size += len(content)
                if on_copied is not None:
                    on_copied(number)
    finally:
        copy.close()
    return len(hashes), size


def _copy_rows(source: "Database", part: Path, on_copied: Told) -> tuple[int, int]:
    copy = SqliteDatabase(part)
    try:
        copied = copy_store(source, copy, CopyOptions(is_alone=False, on_copied=on_copied))
    finally:
        copy.close()
    return copied.captures, copied.size


def as_object(backup: Backup) -> dict[str, Any]:
    """What was copied, as it is told to programs."""
    return {
        "type": "backup",
        "from": backup.source,
        "to": str(backup.target),
        "captures": backup.captures,
        "bytes": backup.size,
    }

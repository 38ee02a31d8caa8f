"""Opening a case's database: SQLite's settings, and the schema brought to the form that this version writes."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc

from onrecord.errors import StoreError
from onrecord.store.fixed import check_unchanged, ready
from onrecord.store.tables import REVISIONS

TARGET = "head"  # the revision that a schema is brought to
BUSY_MS = 10_000  # a reader waits that long for the moment in which a writer's commit is switched in


def make_engine(path: Path) -> sa.Engine:
    """An engine on the file; connections begin their transactions explicitly, so that a reader sees one state."""
    engine = sa.create_engine("sqlite://", creator=lambda: _connect(path), poolclass=sa.pool.NullPool)

    @sa.event.listens_for(engine, "connect")
    def _set_up(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # else the driver decides when a transaction begins, and never for a SELECT
        connection.execute("PRAGMA foreign_keys=ON")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        mode = "BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN"
        connection.exec_driver_sql(mode)

    return engine


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_MS / 1000, check_same_thread=False)
    return ready(connection, path, ("journal_mode=WAL", "synchronous=NORMAL"))


@contextlib.contextmanager
def reading(engine: sa.Engine, path: Path) -> Iterator[sa.Connection]:
    """A connection whose every query sees the same state."""
    with store_errors(path), engine.connect() as connection, connection.begin():
        yield connection
        check_unchanged(connection.connection.driver_connection, path)


@contextlib.contextmanager
def writing(engine: sa.Engine, path: Path) -> Iterator[sa.Connection]:
    """A connection in one transaction, committed at the end, undone on any error."""
    with store_errors(path), engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


@contextlib.contextmanager
def store_errors(path: Path) -> Iterator[None]:
    """Errors of the database leave as StoreError, with their cure."""
    try:
        yield
    except exc.DBAPIError as error:
        why = str(error.orig)
        raise StoreError(f"The store {path.name} failed: {why}.", where=str(path), help=_cure(why)) from error


def _cure(why: str) -> str:
    if "locked" in why or "busy" in why:
        return "Another program holds the file; close it and try again."
    if "full" in why:
        return "Make room on the disk; nothing was half written."
    if "disk i/o" in why.lower():
        return "The disk is full, failing or gone: see to it, then add again; nothing was half written."
    if "readonly" in why or "unable to open" in why:
        return "Check that you may write to the case folder, or copy the case to one where you may."
    return "The file is damaged or is no database: put it back from a copy, or remove it and add the captures again."


def read_revision(engine: sa.Engine, path: Path) -> str | None:
    """The revision of the schema in the file; None: an empty file."""
    with reading(engine, path) as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


def check_revision(found: str | None, where: str) -> bool:
    """True where the schema is the one that this version writes; False where it must be brought up to it.

    Raises StoreError for the store of a newer onrecord.
    """
    if found is not None and found not in REVISIONS:
        raise StoreError(
            f"The case was written by a newer onrecord: its store is at {found}, this one knows {REVISIONS[-1]}.",
            where=where,
            help="Upgrade onrecord: pip install --upgrade onrecord.",
        )
    return found == REVISIONS[-1]


def upgrade(connection: sa.Connection) -> None:
    """Bring the schema to the newest revision, in the connection's transaction."""
    # Alembic takes as long to import as everything else together, and is needed once in a case's life.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, TARGET)

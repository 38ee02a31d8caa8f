"""A case's database on a PostgreSQL server, in a schema of its own, so that machines share a case and cases a database.

Only who keeps a case there loads this: psycopg comes with the extra `postgres`.
"""

import contextlib
import hashlib
import os
import socket
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import psycopg
import sqlalchemy as sa
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy.dialects.postgresql import insert

from onrecord.errors import SettingsError, StoreBusy, StoreError
from onrecord.store import tsearch
from onrecord.store.bytes import sha256_of
from onrecord.store.copying import MOVED
from onrecord.store.database import Begin
from onrecord.store.engine import check_revision, upgrade
from onrecord.store.refusals import server_errors
from onrecord.store.store import Hit
from onrecord.store.tables import facts, metadata

CONNECT_S = 10  # for the server to answer at all
OPEN_WAIT_S = 60.0  # for another process that makes the same tables or brings them to the present form
ALIVE_S = 60  # after which the server looks whether a silent client is still there: the dead hold no lock for hours
TAKEN = "55P03"  # SQLSTATE of a lock that was not to be had in time

kept = sa.Table(
    "contents",
    sa.MetaData(),
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
)


class PostgresDatabase:
    """The database in a schema of a server's database."""

    def __init__(self, url: str, schema: str, *, is_target: bool = False) -> None:
        """Open the database, making it or bringing it to the present form where needed.

        `url` is libpq's (postgresql://user@host:port/name?sslmode=...); what it leaves out, its environment and
        password file say.  Raises SettingsError for an address that cannot be read and StoreError for a server that
        cannot be reached or refuses, for a store of a newer version, and for one that a case was moved away from; with
        `is_target` that one is emptied.
        """
        self._schema = schema
        self._key = int.from_bytes(hashlib.sha256(f"onrecord {schema}".encode()).digest()[:8], "big", signed=True)
        self.place = _name_place(url, schema)
        self._is_open = False
        self._engine = _make_engine(url, schema)
        try:
            self._set_up(is_target=is_target)
        except BaseException:
            self._engine.dispose()
            raise

    def _set_up(self, *, is_target: bool) -> None:
        if not check_revision(self._read_revision(), self.place):
            with self.holding(wait_s=OPEN_WAIT_S) as begin, begin() as connection:
                self._make_schema(connection)
                upgrade(connection)
        if is_target:
            self._empty_left()
        self._is_open = True
        with self.reading() as connection:
            self._refuse_left(connection)

    @contextlib.contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection whose every query sees the same state."""
        how = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with (
            server_errors(self.place),
            self._engine.connect().execution_options(**how) as connection,
            connection.begin(),
        ):
            connection.exec_driver_sql("SELECT 1")  # the state is that of the first query, not of the beginning
            yield connection

    @contextlib.contextmanager
    def holding(self, *, wait_s: float) -> Iterator[Begin]:
        """The right to write: a lock of the server's on the schema's name.

        What is written goes through the connection that holds the lock, so when it breaks nothing more is written.
        """
        with server_errors(self.place), self._engine.connect() as connection:
            self._take_lock(connection, wait_s)
            try:
                if self._is_open:
                    with connection.begin():
                        self._refuse_left(connection)
                yield lambda: self._begin(connection)
            finally:
                try:
                    with connection.begin():
                        connection.execute(sa.select(sa.func.pg_advisory_unlock(self._key)))
                except sa.exc.SQLAlchemyError:
                    connection.invalidate()  # the server lets go of the lock with the connection

    def keep_bytes(self, connection: sa.Connection, contents: Sequence[bytes]) -> list[str]:
        """Keep these bytes, each once, and give their hashes back."""
        hashes = [sha256_of(content) for content in contents]
        fresh = dict(zip(hashes, contents, strict=True))
        if fresh:
            values = [{"sha256": sha256, "content": content} for sha256, content in fresh.items()]
            connection.execute(insert(kept).on_conflict_do_nothing(), values)
        return hashes

    def read_bytes(self, connection: sa.Connection, sha256: str) -> bytes:
        """The bytes with that hash."""
        found = connection.execute(sa.select(kept.c.content).where(kept.c.sha256 == sha256)).scalar()
        if found is None or sha256_of(found) != sha256:
            why = "is gone" if found is None else "was changed after it was kept"
            raise StoreError(
                f"The capture {sha256[:12]} {why}.",
                where=self.place,
                help="Put the server's table `contents` back from a copy.",
            )
        return bytes(found)

    def index_passages(self, connection: sa.Connection, rows: Iterable[tuple[int, str]]) -> None:
        """Make these passages be found by their words."""
        tsearch.index_passages(connection, rows)

    def search(self, connection: sa.Connection, query: str, *, limit: int) -> tuple[Hit, ...]:
        """Passages that hold all the words of the query, best first."""
        return tsearch.search_passages(connection, query, limit=limit)

    def leave(self, target: str) -> str:
        """Mark the schema as left, so that other machines, which still know it by its name, are told where to look."""
        with server_errors(self.place), self._engine.connect() as connection, connection.begin():
            connection.execute(sa.insert(facts).values(name=MOVED, value=target))
        return self.place

    def close(self) -> None:
        """Let go of the connections."""
        self._engine.dispose()

    def _refuse_left(self, connection: sa.Connection) -> None:
        target = connection.execute(sa.select(facts.c.value).where(facts.c.name == MOVED)).scalar()
        if target is not None:
            raise StoreError(
                f"The case of {self.place} was moved to {target}.",
                where=self.place,
                help="Set store.url to where it is now, or leave it out where that is the case folder.",
            )

    def _empty_left(self) -> None:
        """Forget what a case left here that was moved away: it comes back, or another one comes."""
        with self.holding(wait_s=OPEN_WAIT_S) as begin, begin() as connection:
            if connection.execute(sa.select(facts.c.value).where(facts.c.name == MOVED)).scalar() is None:
                return
            names = ", ".join(table.name for table in (*metadata.sorted_tables, kept))
            connection.exec_driver_sql(f"TRUNCATE passage_words, {names}")

    @contextlib.contextmanager
    def _begin(self, connection: sa.Connection) -> Iterator[sa.Connection]:
        with server_errors(self.place), connection.begin():
            yield connection

    def _take_lock(self, connection: sa.Connection, wait_s: float) -> None:
        if wait_s <= 0:
            with connection.begin():
                if connection.execute(sa.select(sa.func.pg_try_advisory_lock(self._key))).scalar():
                    return
            raise self._busy(connection)
        try:
            with connection.begin():
                limit_ms = max(int(wait_s * 1000), 1)
                connection.execute(sa.select(sa.func.set_config("lock_timeout", f"{limit_ms}ms", True)))
                connection.execute(sa.select(sa.func.pg_advisory_lock(self._key)))
        except sa.exc.DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) != TAKEN:
                raise
            raise self._busy(connection) from error

    def _busy(self, connection: sa.Connection) -> StoreBusy:
        query = sa.text(
            """SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a USING (pid)
               WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
               AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
               AND (l.classid::bigint << 32) | l.objid::bigint = :key"""
        )
        with connection.begin():
            holder = connection.execute(query, {"key": self._key}).scalar()
        return StoreBusy(
            f"The case is being written to by {_read_holder(holder)}.",
            where=self.place,
            help="Wait for it to end, or give it longer with the setting store.wait_s.",
        )

    def _read_revision(self) -> str | None:
        with self.reading() as connection:
            there = connection.execute(
                sa.text("SELECT to_regclass(quote_ident(:schema) || '.alembic_version')"), {"schema": self._schema}
            )
            if there.scalar() is None:
                return None
            return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()

    def _make_schema(self, connection: sa.Connection) -> None:
        encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
        if encoding != "UTF8":
            raise StoreError(
                f"The database at {self.place} writes its text in {encoding}, which cannot hold all the news.",
                where=self.place,
                help="Make one in UTF-8: createdb -E UTF8 -T template0 NAME.",
            )
        found = sa.text("SELECT 1 FROM pg_namespace WHERE nspname = :schema")
        if connection.execute(found, {"schema": self._schema}).scalar() is None:
            connection.execute(sa.schema.CreateSchema(self._schema))


def _make_engine(url: str, schema: str) -> sa.Engine:
    name = f"onrecord {os.getpid()} {socket.gethostname()}"

    def connect() -> Any:
        return psycopg.connect(url, application_name=name, connect_timeout=CONNECT_S)

    engine = sa.create_engine(
        "postgresql+psycopg://", creator=connect, pool_size=2, max_overflow=14, pool_pre_ping=True
    )

    @sa.event.listens_for(engine, "connect", insert=True)
    def _set_up(connection: Any, _: Any) -> None:
        said = {
            "search_path": psycopg.sql.Identifier(schema).as_string(connection),
            "tcp_keepalives_idle": str(ALIVE_S),
        }
        with connection.cursor() as cursor:
            for setting, value in said.items():
                cursor.execute("SELECT set_config(%s, %s, false)", (setting, value))
        connection.commit()

    return engine


def _name_place(url: str, schema: str) -> str:
    """The address without user and password, and the schema."""
    try:
        told = conninfo_to_dict(url)
    except psycopg.ProgrammingError as error:
        raise SettingsError(
            "The address of the store cannot be read.",
            where="store.url",
            help="Write it like postgresql://user@host:5432/name.",
        ) from error
    where = told.get("host") or told.get("service") or "this machine"
    port = f":{told['port']}" if told.get("port") else ""
    return f"{where}{port}/{told.get('dbname') or ''}#{schema}"


def _read_holder(name: Any) -> str:
    parts = str(name or "").split()
    if len(parts) == 3 and parts[0] == "onrecord":
        return f"process {parts[1]} on {parts[2]}"
    return "another program"

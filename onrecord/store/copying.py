"""A whole store copied into another database: in parts, so that what is killed goes on, and checked when it is done.

Captures only ever come, with higher numbers, so what has been copied of them stays right; all else is copied at the end
in one transaction.  Rows are copied and not records: what a later version reads in them is there as well.
"""

import contextlib
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from onrecord.errors import InputError, StoreError
from onrecord.store.database import Begin, Database
from onrecord.store.tables import captures, facts, findings, metadata, passages, reports, texts

CHUNK = 50  # captures copied in one transaction
ROWS = 1_000  # rows of other tables that are in memory at a time
MOVING = "moving_from"  # the fact that marks a copy as not finished
MOVED = "moved_to"  # the fact that marks what a case left behind on a server
OF_CAPTURES = (captures, texts, reports, findings, passages)  # in the order in which they refer to one another

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """What a store held that was copied."""

    captures: int
    size: int  # bytes of the captures
    resumed: int  # captures that an earlier copying had brought over already


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyOptions:
    """How a copying goes."""

    wait_s: float = 10.0  # for another writer
    on_copied: Callable[[int], None] | None = None  # told how many captures were copied so far
    is_alone: bool = True  # nobody else may write to the source meanwhile; else one moment of it is copied
    then: Callable[[Copied], None] | None = None  # done when all is checked, before anybody else may write


def copy_store(source: Database, target: Database, options: CopyOptions) -> Copied:
    """Copy all that the source holds into the target, and check every row and byte there.

    The source is not changed, and nobody else may write to the target meanwhile.  A copying that was interrupted goes
    on where it was.  Raises InputError for a target that holds another case, StoreError where the copy is not the same.
    """
    with contextlib.ExitStack() as stack:
        if options.is_alone:
            stack.enter_context(source.holding(wait_s=options.wait_s))
        begin = stack.enter_context(target.holding(wait_s=options.wait_s))
        with source.reading() as reader:
            copied = _copy(reader, begin, source, target, options)
        if options.then is not None:
            options.then(copied)
        with begin() as writer:
            writer.execute(sa.delete(facts).where(facts.c.name == MOVING))
    return copied


def _copy(reader: sa.Connection, begin: Begin, source: Database, target: Database, options: CopyOptions) -> Copied:
    last = resumed = _begin_copy(reader, begin, source.place, target.place)
    while part := _read_part(reader, source, last):
        with begin() as writer:
            _write_part(writer, target, part)
        last = part.rows[captures][-1]["number"]
        if options.on_copied is not None:
            options.on_copied(last)
    with begin() as writer:
        _copy_rest(reader, writer)
        writer.execute(sa.insert(facts).values(name=MOVING, value=source.place))
    return Copied(captures=last, size=_check(reader, begin, target), resumed=resumed)


@dataclass(frozen=True, slots=True)
class _Part:
    rows: Mapping[sa.Table, list[Row]]
    contents: list[bytes]


def _begin_copy(reader: sa.Connection, begin: Begin, source: str, target: str) -> int:
    """The number of the last capture that is there already."""
    with begin() as writer:
        last = writer.execute(sa.select(sa.func.max(captures.c.number))).scalar() or 0
        told = writer.execute(sa.select(facts.c.value).where(facts.c.name == MOVING)).scalar()
        if told is None and (last or writer.execute(sa.select(facts.c.name)).first() is not None):
            raise InputError(f"There is a case at {target} already.", where=target, help="Name a place that is empty.")
        if told not in (None, source):
            raise InputError(
                f"The case of {told} was half moved to {target}.",
                where=target,
                help=f"Finish that first: onrecord move --case {told} --to {target}.",
            )
        there = writer.execute(sa.select(captures.c.number, captures.c.id).where(captures.c.number == last)).first()
        here = reader.execute(sa.select(captures.c.number, captures.c.id).where(captures.c.number == last)).first()
        if last and there != here:
            raise StoreError(f"What was copied to {target} is not from {source}.", where=target, help="Empty it.")
        if told is None:
            writer.execute(sa.insert(facts).values(name=MOVING, value=source))
    return int(last)


def _read_part(reader: sa.Connection, source: Database, after: int) -> _Part | None:
    found = _rows(reader, sa.select(captures).where(captures.c.number > after).order_by(captures.c.number).limit(CHUNK))
    if not found:
        return None
    first, last = found[0]["number"], found[-1]["number"]
    rows = {captures: found}
    for table in OF_CAPTURES[1:]:
        query = sa.select(table)
        number = table.c.capture if "capture" in table.c else reports.c.capture
        if "capture" not in table.c:
            query = query.join(reports, reports.c.id == table.c.report)
        rows[table] = _rows(reader, query.where(number.between(first, last)))
    return _Part(rows=rows, contents=[source.read_bytes(reader, row["sha256"]) for row in found])


def _write_part(writer: sa.Connection, target: Database, part: _Part) -> None:
    hashes = target.keep_bytes(writer, part.contents)
    for row, sha256 in zip(part.rows[captures], hashes, strict=True):
        if row["sha256"] != sha256:
            raise StoreError(f"The capture {row['id']} changed on its way.", where=target.place, help="Try again.")
    for table, rows in part.rows.items():
        if rows:
            writer.execute(sa.insert(table), rows)
    whole = {row["capture"]: row["text"] for row in part.rows[texts]}
    target.index_passages(writer, ((p["id"], whole[p["capture"]][p["start"] : p["end"]]) for p in part.rows[passages]))


def _copy_rest(reader: sa.Connection, writer: sa.Connection) -> None:
    """All but captures and what was read in them."""
    for table in _others():
        writer.execute(sa.delete(table))
        for rows in _stream(reader, table):
            if mine := [row for row in rows if not _is_mark(table, row)]:
                writer.execute(sa.insert(table), mine)
        if writer.dialect.name == "postgresql":
            _set_counter(writer, table)


def _others() -> list[sa.Table]:
    return [table for table in metadata.sorted_tables if table not in OF_CAPTURES]


def _is_mark(table: sa.Table, row: Row) -> bool:
    return table is facts and row["name"] in (MOVING, MOVED)


def _set_counter(writer: sa.Connection, table: sa.Table) -> None:
    """Numbers that the server gives go on after those that were copied."""
    column = table.autoincrement_column
    if column is not None:
        highest = writer.execute(sa.select(sa.func.max(column))).scalar()
        if highest:
            counter = sa.func.pg_get_serial_sequence(table.name, column.name)
            writer.execute(sa.select(sa.func.setval(counter, highest)))


def _rows(connection: sa.Connection, query: Any) -> list[Row]:
    return [dict(row._mapping) for row in connection.execute(query)]


def _stream(connection: sa.Connection, table: sa.Table) -> Iterator[list[Row]]:
    found = connection.execute(sa.select(table), execution_options={"yield_per": ROWS})
    for rows in found.partitions():
        yield [dict(row._mapping) for row in rows]


def _check(reader: sa.Connection, begin: Begin, target: Database) -> int:
    """The bytes of all captures together.  Raises StoreError where the copy is not the same."""
    with begin() as writer:
        for table in metadata.sorted_tables:
            if _digest(reader, table) != _digest(writer, table):
                raise StoreError(
                    f"The copy of the table '{table.name}' at {target.place} is not the same.",
                    where=target.place,
                    help="The case is where it was.  Empty the place, check its disk and move again.",
                )
        hashes = writer.execute(sa.select(captures.c.sha256).distinct()).scalars().all()
        return sum(len(target.read_bytes(writer, sha256)) for sha256 in hashes)


def _digest(connection: sa.Connection, table: sa.Table) -> tuple[int, int]:
    """The number of rows and a sum over their hashes, which is the same in any order."""
    count, total = 0, 0
    for rows in _stream(connection, table):
        for row in rows:
            if not _is_mark(table, row):
                count += 1
                total += int.from_bytes(hashlib.sha256(repr(list(row.values())).encode()).digest(), "big")
    return count, total % (1 << 256)

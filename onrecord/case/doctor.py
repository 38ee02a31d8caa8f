"""Looking a case over, and working out again what is worked out from the rest: the search and the account.

Captures, reports, findings and decisions are never touched: what is wrong with them is told, and put back from a copy.
"""

import contextlib
import tempfile
from dataclasses import dataclass
from pathlib import Path

from onrecord.case.case import Case
from onrecord.case.stores import open_database
from onrecord.errors import StoreFixed
from onrecord.records.note import Note
from onrecord.store.bytes import clear_parts
from onrecord.store.database import Database
from onrecord.store.examining import (
    UNREADABLE,
    check_answers,
    check_columns,
    check_readable,
    check_shared,
    check_sketches,
    check_texts,
    check_visits,
    mend_columns,
)
from onrecord.store.indexes import check_file, check_passages, check_words, forget_account, rebuild_search
from onrecord.store.moment import copy_pages
from onrecord.store.sql import SqlSnapshot
from onrecord.store.sqlite import CAPTURES, FILE, SqliteDatabase

LASTING = ("row", "decision", "span", "text")  # kinds of faults in what everything is worked out from


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What was found wrong and what was done."""

    captures: int  # how many were looked at
    faults: tuple[Note, ...]  # what is wrong now
    mended: tuple[Note, ...]  # what was wrong and is no more


def examine(case: Case, *, repair: bool) -> Examined:
    """Every hash, span, reference and index of the case; with `repair` what can be worked out again is.

    Raises StoreError while another program writes.
    """
    if case.folder is None:
        return Examined(captures=len(case.list_filed()), faults=case.faults(), mended=())
    before = _look(case)
    after, mended = before, list[Note]()
    if repair:
        mended.extend(_clear(case))
        if before and not any(fault.kind == "row" for fault in before):
            _rebuild(case)
            if not any(fault.kind in LASTING for fault in before):
                case.casebook()
            after = _look(case)
    mended.extend(fault for fault in before if fault not in after)
    return Examined(captures=len(case.list_filed()), faults=after, mended=tuple(mended))


def _look(case: Case) -> tuple[Note, ...]:
    # Comparing takes longer to load than a command that only looks at what is kept.
    from onrecord.compare.joining import list_name_keys

    database = _database(case)
    try:
        with database.reading() as connection:
            first = (*check_texts(connection), *check_readable(connection), *check_columns(connection))
            first += (*check_sketches(connection), *check_visits(connection), *check_answers(connection))
            first += tuple(check_shared(connection, lambda entity: list_name_keys(entity, case.language)))
            readable = not any(fault.kind == "row" for fault in first)
            reports = [r for r, _ in SqlSnapshot(connection, database).load_reports()] if readable else []
            passages = tuple(check_passages(connection, reports)) if readable else ()
        file = _look_at_file(case, database)
    finally:
        database.close()
    return (*first, *(_faults(case) if readable else ()), *passages, *file)


def _look_at_file(case: Case, database: Database) -> tuple[Note, ...]:
    """What is wrong with the database's own file and the search's words; where nothing can be written, in a copy."""
    try:
        with database.holding(wait_s=case.settings["store.wait_s"]) as begin:
            return (*check_file(begin), *check_words(begin, database))
    except StoreFixed:
        with tempfile.TemporaryDirectory(prefix="onrecord-") as scratch:
            copy_pages((case.folder or Path()) / FILE, Path(scratch) / FILE)
            with contextlib.closing(SqliteDatabase(Path(scratch))) as copy, copy.holding(wait_s=0) as begin:
                return (*check_file(begin), *check_words(begin, database))


def _faults(case: Case) -> tuple[Note, ...]:
    try:
        return case.faults()
    except UNREADABLE as error:
        message = f"What is kept of the account cannot be read: {type(error).__name__}."
        return (Note(kind="account", message=message, where="account"),)


def _clear(case: Case) -> tuple[Note, ...]:
    """Remove what writers that were killed left half written."""
    folder = case.folder or Path()
    database = _database(case)
    try:
        with database.holding(wait_s=case.settings["store.wait_s"]):
            many = clear_parts(folder / CAPTURES)
    finally:
        database.close()
    message = f"{many} half written captures, which a killed program left, were removed; nothing refers to them."
    return (Note(kind="leftover", message=message, where=str(folder / CAPTURES)),) if many else ()


def _rebuild(case: Case) -> None:
    database = _database(case)
    try:
        with database.holding(wait_s=case.settings["store.wait_s"]) as begin:
            with begin() as connection:
                mend_columns(connection)
            with database.reading() as connection:
                reports = [r for r, _ in SqlSnapshot(connection, database).load_reports()]
            rebuild_search(begin, database, reports)
            forget_account(begin)
    finally:
        database.close()


def _database(case: Case) -> Database:
    return open_database(case.folder or Path(), case.settings)

"""Looking a case over, and working out again what is worked out from the rest: the search and the account.

Captures, reports, findings and decisions are never touched: what is wrong with them is told, and put back from a copy.
"""

from dataclasses import dataclass
from pathlib import Path

from onrecord.case.case import Case
from onrecord.case.stores import open_database
from onrecord.records.note import Note
from onrecord.store.database import Database
from onrecord.store.indexes import check_file, check_passages, forget_account, rebuild_search
from onrecord.store.sql import SqlSnapshot


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
    after = before
    if repair and before:
        _rebuild(case)
        case.casebook()
        after = _look(case)
    mended = tuple(fault for fault in before if fault not in after)
    return Examined(captures=len(case.list_filed()), faults=after, mended=mended)


def _look(case: Case) -> tuple[Note, ...]:
    database = _database(case)
    try:
        with database.reading() as connection:
            reports = [r for r, _ in SqlSnapshot(connection, database).load_reports()]
            passages = tuple(check_passages(connection, reports))
        with database.holding(wait_s=case.settings["store.wait_s"]) as begin:
            file = tuple(check_file(begin))
    finally:
        database.close()
    return (*case.faults(), *passages, *file)


def _rebuild(case: Case) -> None:
    database = _database(case)
    try:
        with database.holding(wait_s=case.settings["store.wait_s"]) as begin:
            with database.reading() as connection:
                reports = [r for r, _ in SqlSnapshot(connection, database).load_reports()]
            rebuild_search(begin, database, reports)
            forget_account(begin)
    finally:
        database.close()


def _database(case: Case) -> Database:
    return open_database(case.folder or Path(), case.settings)

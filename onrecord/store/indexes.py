"""Is what the store works out from its own tables still so?  And working it out again.

The search's passages come from the reports, its words from the passages, the account from all reports: none of them
holds anything that could be lost.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

import sqlalchemy as sa
from sqlalchemy import exc

from onrecord.records.note import Note
from onrecord.records.report import Report
from onrecord.store import tables
from onrecord.store.database import Begin, Database
from onrecord.store.passages import list_passages

_CHECK_WORDS = sa.text("INSERT INTO passage_words(passage_words, rank) VALUES ('integrity-check', 1)")
_FORGET_WORDS = sa.text("INSERT INTO passage_words(passage_words) VALUES ('delete-all')")


def check_passages(connection: sa.Connection, reports: Iterable[Report]) -> Iterator[Note]:
    """A Note for each report that the search does not find by exactly its headings and paragraphs."""
    kept: dict[str, Counter[tuple[int, int]]] = {}
    columns = tables.passages.c
    for report, start, end in connection.execute(sa.select(columns.report, columns.start, columns.end)):
        kept.setdefault(report, Counter())[start, end] += 1
    for report in reports:
        wanted = Counter((s.start, s.end) for s in list_passages(report))
        if kept.pop(report.id, Counter()) != wanted:
            yield Note(kind="index", message="The search has other paragraphs than the report.", where=report.doc)
    for id in sorted(kept):
        yield Note(kind="index", message="The search has a report that is not stored.", where=id)


def check_file(begin: Begin) -> Iterator[Note]:
    """A Note where SQLite finds its file damaged, a row that points at nothing, or words that no passage has."""
    with begin() as connection:
        if connection.dialect.name != "sqlite":
            return
        for fault in connection.execute(sa.text("PRAGMA integrity_check")).scalars():
            if fault != "ok":
                yield Note(kind="file", message=f"The database is damaged: {fault}.", where="onrecord.db")
        for table, *_ in connection.execute(sa.text("PRAGMA foreign_key_check")):
            yield Note(kind="reference", message=f"A row of {table} points at nothing.", where="onrecord.db")
        try:
            connection.execute(_CHECK_WORDS)
        except exc.DatabaseError:
            message = "The words of the search are not those of its paragraphs."
            yield Note(kind="index", message=message, where="onrecord.db")


def rebuild_search(begin: Begin, database: Database, reports: Iterable[Report]) -> None:
    """Put the search's passages and words in place again, all or nothing."""
    with begin() as connection:
        known = connection.execute(sa.select(tables.captures.c.id, tables.captures.c.number))
        numbers = {row.id: row.number for row in known}
        connection.execute(sa.delete(tables.passages))
        if connection.dialect.name == "sqlite":
            connection.execute(_FORGET_WORDS)
        found = [(report, span) for report in reports for span in list_passages(report)]
        rows = [
            {"id": id, "capture": numbers[r.capture], "report": r.id, "start": span.start, "end": span.end}
            for id, (r, span) in enumerate(found, 1)
        ]
        if rows:
            connection.execute(sa.insert(tables.passages), rows)
        database.index_passages(connection, ((id, span.of(r.text)) for id, (r, span) in enumerate(found, 1)))


def forget_account(begin: Begin) -> None:
    """Let go of the account that is kept; it is made again when it is next asked for."""
    with begin() as connection:
        connection.execute(sa.delete(tables.account))
        connection.execute(sa.delete(tables.parts))
        connection.execute(sa.delete(tables.facts).where(tables.facts.c.name == "account_key"))

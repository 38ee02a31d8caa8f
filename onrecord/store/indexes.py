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
from onrecord.store.accounting import BASIS
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
    """A Note where SQLite finds its file damaged, or a row that points at nothing."""
    with begin() as connection:
        if connection.dialect.name != "sqlite":
            return
        for fault in connection.execute(sa.text("PRAGMA integrity_check")).scalars():
            if fault != "ok":
                yield Note(kind="file", message=f"The database is damaged: {fault}.", where="onrecord.db")
        for table, *_ in connection.execute(sa.text("PRAGMA foreign_key_check")):
            yield Note(kind="reference", message=f"A row of {table} points at nothing.", where="onrecord.db")


def check_words(begin: Begin, database: Database) -> Iterator[Note]:
    """A Note where the search knows other words than its paragraphs have."""
    with begin() as connection:
        if connection.dialect.name == "sqlite":
            try:
                connection.execute(_CHECK_WORDS)
                is_same = True
            except exc.DatabaseError:
                is_same = False
        else:
            is_same = _has_same_words(connection, database)
        if not is_same:
            message = "The words of the search are not those of its paragraphs."
            yield Note(kind="index", message=message, where=database.place)


def _has_same_words(connection: sa.Connection, database: Database) -> bool:
    """The index made once more, in a table of this transaction's own that hides the one that is kept, and compared."""
    schema = connection.execute(sa.select(sa.func.quote_ident(sa.func.current_schema()))).scalar_one()
    connection.execute(sa.text(f"CREATE TEMP TABLE passage_words (LIKE {schema}.passage_words) ON COMMIT DROP"))
    held, kept = tables.texts.c, tables.passages.c
    query = sa.select(kept.id, kept.start, kept.end, held.text).join(tables.texts, held.capture == kept.capture)
    database.index_passages(connection, ((r.id, r.text[r.start : r.end]) for r in connection.execute(query)))
    both = (
        "SELECT passage, piece, words FROM pg_temp.passage_words",
        f"SELECT passage, piece, words FROM {schema}.passage_words",
    )
    found = [connection.execute(sa.text(f"{a} EXCEPT {b} LIMIT 1")).first() for a, b in (both, both[::-1])]
    return not any(found)


def rebuild_search(begin: Begin, database: Database, reports: Iterable[Report]) -> None:
    """Put the search's passages and words in place again, all or nothing."""
    with begin() as connection:
        known = connection.execute(sa.select(tables.captures.c.id, tables.captures.c.number))
        numbers = {row.id: row.number for row in known}
        if connection.dialect.name == "sqlite":
            connection.execute(sa.text("REINDEX"))
            connection.execute(_FORGET_WORDS)
        else:
            connection.execute(sa.text("DELETE FROM passage_words"))
        connection.execute(sa.delete(tables.passages))
        found = [(report, span) for report in reports for span in list_passages(report)]
        rows = [
            {"id": id, "capture": numbers[r.capture], "report": r.id, "start": span.start, "end": span.end}
            for id, (r, span) in enumerate(found, 1)
        ]
        if rows:
            connection.execute(sa.insert(tables.passages), rows)
        database.index_passages(connection, ((id, span.of(r.text)) for id, (r, span) in enumerate(found, 1)))


def forget_account(begin: Begin) -> None:
    """Let go of the account that is kept and of what it is made from; both are made again when next asked for."""
    with begin() as connection:
        connection.execute(sa.delete(tables.top_words))
        connection.execute(sa.delete(tables.sketches))
        connection.execute(sa.delete(tables.account))
        connection.execute(sa.delete(tables.parts))
        connection.execute(sa.delete(tables.bearers))
        connection.execute(sa.delete(tables.name_keys))
        connection.execute(sa.delete(tables.answers))
        connection.execute(sa.delete(tables.facts).where(tables.facts.c.name.in_(("account_key", BASIS))))

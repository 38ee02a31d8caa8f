"""Entries as rows: a batch is a few statements of many rows each, since a server may be far away."""

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from onrecord.store import rows
from onrecord.store.bytes import as_bytes, sha256_of
from onrecord.store.database import Database
from onrecord.store.passages import list_passages
from onrecord.store.store import Entry
from onrecord.store.tables import captures, findings, passages, reports, texts


def file_entries(connection: sa.Connection, database: Database, entries: Sequence[Entry]) -> None:
    """Store these, none of which is stored yet.  Only who holds the right to write may: numbers are given here."""
    hashes = database.keep_bytes(connection, [e.capture.content for e in entries])
    first = _next(connection, captures.c.number)
    held: dict[sa.Table, list[rows.Row]] = {t: [] for t in (captures, texts, reports, findings)}
    words: list[rows.Row] = []
    for number, (entry, sha256) in enumerate(zip(entries, hashes, strict=True), start=first):
        row = rows.capture_row(entry.capture, added=entry.added, sha256=sha256, notes=entry.notes)
        held[captures].append({"number": number, **row})
        if entry.reports:
            text = entry.reports[0].text
            held[texts].append({"capture": number, "text": text, "sha256": sha256_of(as_bytes(text))})
        for place, (report, found) in enumerate(zip(entry.reports, entry.findings, strict=True)):
            held[reports].append(rows.report_row(report, found, capture=number, place=place))
            held[findings].extend(rows.finding_rows(found))
            where = {"capture": number, "report": report.id}
            for span in list_passages(report):
                words.append({**where, "start": span.start, "end": span.end, "text": span.of(report.text)})
    for table, values in held.items():
        if values:
            connection.execute(sa.insert(table), values)
    _file_passages(connection, database, words)


def _file_passages(connection: sa.Connection, database: Database, words: Iterable[rows.Row]) -> None:
    numbered = [{"id": id, **row} for id, row in enumerate(words, start=_next(connection, passages.c.id))]
    if numbered:
        connection.execute(sa.insert(passages), [{k: v for k, v in row.items() if k != "text"} for row in numbered])
        database.index_passages(connection, ((row["id"], row["text"]) for row in numbered))


def _next(connection: sa.Connection, column: "sa.Column[Any]") -> int:
    return int(connection.execute(sa.select(sa.func.max(column))).scalar() or 0) + 1

"""A case's store in a database: records as rows, one transaction for each adding, the bytes as files beside it."""

import contextlib
import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from onrecord.errors import NotFound
from onrecord.records.decision import Decision, order
from onrecord.records.finding import Findings
from onrecord.records.report import Report
from onrecord.records.when import When
from onrecord.store import bytes as kept_bytes
from onrecord.store import engine as engines
from onrecord.store import rows, search, tables
from onrecord.store.lock import hold_lock
from onrecord.store.passages import list_passages
from onrecord.store.store import Entry, Filed, Hit, Saved
from onrecord.store.tables import captures, facts, findings, passages, reports, texts

CHUNK = 500  # values in one IN (...); databases limit how many a query may carry
OPEN_WAIT_S = 30.0  # another process making the same tables needs far less


class SqlStore:
    """The store in `folder`: `onrecord.db`, `captures/` and the lock file."""

    def __init__(self, folder: Path) -> None:
        """Open the store, making it or bringing it to the present form where needed.

        Raises StoreError for a damaged file, one of a newer version, or a folder that cannot be written to.
        """
        self._path = folder / "onrecord.db"
        self._lock = folder / "onrecord.lock"
        self._captures = folder / "captures"
        self._engine = engines.make_engine(self._path)
        if not engines.check_revision(engines.read_revision(self._engine, self._path), self._path):
            with hold_lock(self._lock, wait_s=OPEN_WAIT_S):
                engines.migrate(self._engine, self._path)

    @contextlib.contextmanager
    def snapshot(self) -> Iterator["SqlSnapshot"]:
        """A view to read from."""
        with engines.reading(self._engine, self._path) as connection:
            yield SqlSnapshot(connection)

    @contextlib.contextmanager
    def writing(self, *, wait_s: float) -> Iterator["SqlWriter"]:
        """The right to write, held until the context ends."""
        with hold_lock(self._lock, wait_s=wait_s):
            yield SqlWriter(self._engine, self._path, self._captures)

    def content(self, capture: str) -> bytes:
        """The bytes of a capture, checked against their hash."""
        with engines.reading(self._engine, self._path) as connection:
            sha256 = connection.execute(sa.select(captures.c.sha256).where(captures.c.id == capture)).scalar()
        if sha256 is None:
            raise NotFound(f"No capture has the id '{capture}'.", where=capture)
        return kept_bytes.read_bytes(self._captures, sha256)

    def close(self) -> None:
        """Let go of files and connections."""
        self._engine.dispose()


class SqlSnapshot:
    """One state of the database."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def list_filed(self) -> tuple[Filed, ...]:
        """Every capture, in the order of adding."""
        found = self._connection.execute(sa.select(captures).order_by(captures.c.number))
        held: dict[int, list[str]] = defaultdict(list)
        query = sa.select(reports.c.capture, reports.c.id).order_by(reports.c.capture, reports.c.place)
        for capture, report in self._connection.execute(query):
            held[capture].append(report)
        return tuple(rows.read_filed(row, held[row.number]) for row in found)

    def load_reports(self, captures: Collection[str] | None = None) -> tuple[tuple[Report, Findings], ...]:
        """The reports of these captures, by order of adding, then place in the text."""
        if captures is None:
            return tuple(self._load(None))
        wanted = sorted(captures)
        parts = [p for i in range(0, len(wanted), CHUNK) for p in self._load(wanted[i : i + CHUNK])]
        order = {f.capture: f.number for f in self.list_filed()} if len(wanted) > CHUNK else {}
        return tuple(sorted(parts, key=lambda p: order[p[0].capture])) if order else tuple(parts)

    def _load(self, ids: Sequence[str] | None) -> Iterator[tuple[Report, Findings]]:
        chosen = captures.c.id.in_(ids) if ids is not None else sa.true()
        query = (
            sa.select(reports.c.id, reports.c.body, reports.c.marks, texts.c.text)
            .join(captures, captures.c.number == reports.c.capture)
            .join(texts, texts.c.capture == reports.c.capture)
            .where(chosen)
            .order_by(reports.c.capture, reports.c.place)
        )
        said = (
            sa.select(findings.c.report, findings.c.kind, findings.c.body)
            .join(reports, reports.c.id == findings.c.report)
            .join(captures, captures.c.number == reports.c.capture)
            .where(chosen)
            .order_by(findings.c.report, findings.c.kind, findings.c.place)
        )
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for report, kind, body in self._connection.execute(said):
            found[report].append((kind, body))
        shared: dict[str, str] = {}  # reports of one capture share one text
        for id, body, marks, text in self._connection.execute(query):
            one = shared.setdefault(text, text)
            yield rows.read_report(body, one), rows.read_findings(id, marks, found[id])

    def load_account(self, key: str) -> Saved | None:
        """The account saved under exactly that key, else None."""
        if self._fact("account_key") != key:
            return None
        found = self._connection.execute(
            sa.select(tables.account.c.kind, tables.account.c.body).order_by(
                tables.account.c.kind, tables.account.c.place
            )
        )
        everything = [(kind, body) for kind, body in found]
        again = rows.read_dated(body for kind, body in everything if kind == rows.DATED)
        captures_of = self._captures_of(again)
        held = {r.id: r for r, _ in self.load_reports(captures_of)} if again else {}
        return Saved(
            account=rows.read_account(row for row in everything if row[0] != rows.DATED),
            dated=tuple((replace(held[report], published=when), said) for report, when, said in again),
        )

    def _captures_of(self, again: Sequence[tuple[str, When, Findings]]) -> frozenset[str]:
        chosen = reports.c.id.in_([report for report, _, _ in again])
        query = sa.select(captures.c.id).join(reports, reports.c.capture == captures.c.number).where(chosen)
        return frozenset(self._connection.execute(query).scalars())

    def revision(self) -> int:
        """A number that grows with every adding."""
        return int(self._fact("revision") or 0)

    def search(self, query: str, *, limit: int) -> tuple[Hit, ...]:
        """Paragraphs that hold all the words of the query, best first."""
        return search.search_passages(self._connection, query, limit=limit)

    def list_decisions(self) -> tuple[Decision, ...]:
        """Every decision ever taken, by time."""
        bodies = self._connection.execute(sa.select(tables.decisions.c.body)).scalars()
        return tuple(sorted((rows.read_decision(body) for body in bodies), key=order))

    def last_visit(self, reader: str, story: str) -> dt.datetime | None:
        """When the reader last looked at the story."""
        chosen = (tables.visits.c.reader == reader) & (tables.visits.c.story == story)
        return rows.read_time(self._connection.execute(sa.select(tables.visits.c.at).where(chosen)).scalar())

    def _fact(self, name: str) -> str | None:
        return self._connection.execute(sa.select(facts.c.value).where(facts.c.name == name)).scalar()


class SqlWriter:
    """The one writer; each method is one transaction."""

    def __init__(self, engine: sa.Engine, path: Path, folder: Path) -> None:
        self._engine = engine
        self._path = path
        self._captures = folder

    def known(self, captures: Iterable[str]) -> frozenset[str]:
        """Those of these capture ids that are stored."""
        with engines.reading(self._engine, self._path) as connection:
            return _known(connection, captures)

    def add(self, entries: Sequence[Entry]) -> None:
        """Store these whole or not at all.  The bytes go first: a row never points at bytes that are not there."""
        hashes = [kept_bytes.keep_bytes(self._captures, e.capture.content) for e in entries]
        with engines.writing(self._engine, self._path) as connection:
            stored = set(_known(connection, (e.capture.id for e in entries)))
            for entry, sha256 in zip(entries, hashes, strict=True):
                if entry.capture.id not in stored:
                    _add_entry(connection, entry, sha256)
                    stored.add(entry.capture.id)
            before = connection.execute(sa.select(facts.c.value).where(facts.c.name == "revision")).scalar()
            _put_fact(connection, "revision", str(int(before or 0) + 1))

    def save_account(self, saved: Saved, key: str) -> None:
        """Put this account in the place of the one before."""
        values = list(rows.saved_rows(saved))
        with engines.writing(self._engine, self._path) as connection:
            connection.execute(sa.delete(tables.account))
            if values:
                connection.execute(sa.insert(tables.account), values)
            _put_fact(connection, "account_key", key)

    def decide(self, decisions: Sequence[Decision]) -> None:
        """Keep these; one that is kept already is left as it is."""
        table = tables.decisions
        with engines.writing(self._engine, self._path) as connection:
            for decision in decisions:
                if connection.execute(sa.select(table.c.number).where(table.c.id == decision.id)).scalar() is None:
                    connection.execute(sa.insert(table), rows.decision_row(decision))

    def mark_visit(self, reader: str, story: str, at: dt.datetime) -> None:
        """Remember that the reader looked at the story then."""
        table, when = tables.visits, rows.write_time(at)
        chosen = (table.c.reader == reader) & (table.c.story == story)
        with engines.writing(self._engine, self._path) as connection:
            if not connection.execute(sa.update(table).where(chosen).values(at=when)).rowcount:
                connection.execute(sa.insert(table).values(reader=reader, story=story, at=when))


def _known(connection: sa.Connection, ids: Iterable[str]) -> frozenset[str]:
    wanted = sorted(set(ids))
    found: set[str] = set()
    for i in range(0, len(wanted), CHUNK):
        chosen = captures.c.id.in_(wanted[i : i + CHUNK])
        found.update(connection.execute(sa.select(captures.c.id).where(chosen)).scalars())
    return frozenset(found)


def _put_fact(connection: sa.Connection, name: str, value: str) -> None:
    changed = connection.execute(sa.update(facts).where(facts.c.name == name).values(value=value))
    if not changed.rowcount:
        connection.execute(sa.insert(facts).values(name=name, value=value))


def _add_entry(connection: sa.Connection, entry: Entry, sha256: str) -> None:
    row = rows.capture_row(entry.capture, added=entry.added, sha256=sha256, notes=entry.notes)
    number = _insert(connection, captures, row)
    if not entry.reports:
        return
    connection.execute(sa.insert(texts).values(capture=number, text=entry.reports[0].text))
    for place, (report, found) in enumerate(zip(entry.reports, entry.findings, strict=True)):
        connection.execute(sa.insert(reports), rows.report_row(report, found, capture=number, place=place))
        if said := list(rows.finding_rows(found)):
            connection.execute(sa.insert(findings), said)
        words = []
        for span in list_passages(report):
            row = {"capture": number, "report": report.id, "start": span.start, "end": span.end}
            words.append((_insert(connection, passages, row), span.of(report.text)))
        search.index_passages(connection, words)


def _insert(connection: sa.Connection, table: sa.Table, row: dict[str, Any]) -> int:
    key = connection.execute(sa.insert(table), row).inserted_primary_key
    assert key is not None  # every table that is inserted into one by one numbers its rows
    return int(key[0])

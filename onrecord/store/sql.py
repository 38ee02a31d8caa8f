"""A case's store in a database: records as rows, one transaction for each adding."""

import contextlib
import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from onrecord.errors import NotFound
from onrecord.records import ids
from onrecord.records.claim import Entity, Story
from onrecord.records.decision import Decision, order
from onrecord.records.finding import Findings
from onrecord.records.report import Report
from onrecord.records.sketch import Placed, Sketch
from onrecord.store import accounting, nearby, rows, store, tables
from onrecord.store.database import Begin, Database
from onrecord.store.filing import file_entries
from onrecord.store.nearby import CHUNK
from onrecord.store.sqlite import SqliteDatabase
from onrecord.store.store import Answer, Change, Entry, Filed, Head, Hit, Joined, MadeFrom, Part, Position, Tally
from onrecord.store.tables import captures, facts, findings, reports, texts


class SqlStore:
    """The store in a database; a folder stands for the SQLite database in it."""

    is_shared = True

    def __init__(self, kept: Path | Database) -> None:
        """Open the store, making it or bringing it to the present form where needed.

        Raises StoreError for a damaged file, one of a newer version, or a folder that cannot be written to.
        """
        self._database: Database = SqliteDatabase(kept) if isinstance(kept, Path) else kept

    @contextlib.contextmanager
    def snapshot(self) -> Iterator["SqlSnapshot"]:
        """A view to read from."""
        with self._database.reading() as connection:
            yield SqlSnapshot(connection, self._database)

    @contextlib.contextmanager
    def writing(self, *, wait_s: float) -> Iterator["SqlWriter"]:
        """The right to write, held until the context ends."""
        with self._database.holding(wait_s=wait_s) as begin:
            yield SqlWriter(begin, self._database)

    def content(self, capture: str) -> bytes:
        """The bytes of a capture, checked against their hash."""
        with self._database.reading() as connection:
            sha256 = connection.execute(sa.select(captures.c.sha256).where(captures.c.id == capture)).scalar()
            if sha256 is None:
                raise NotFound(f"No capture has the id '{capture}'.", where=capture)
            return self._database.read_bytes(connection, sha256)

    def close(self) -> None:
        """Let go of files and connections."""
        self._database.close()


class SqlSnapshot:
    """One state of the database."""

    def __init__(self, connection: sa.Connection, database: Database) -> None:
        self._connection = connection
        self._database = database

    def list_filed(self, *, after: int = 0) -> tuple[Filed, ...]:
        """The captures that were added after the one with that number, in the order of adding."""
        return tuple(self._list_filed(captures.c.number > after))

    def list_pages(self, pages: Collection[str]) -> tuple[Filed, ...]:
        """Every capture of these pages, in the order of adding."""
        return self._list_among([ids.digest(page) for page in pages])

    def list_siblings(self, captures: Collection[str]) -> tuple[Filed, ...]:
        """Every capture of the pages that these captures are versions of, in the order of adding."""
        kept = tables.captures.c
        return self._list_among([r.page for r in self._among(kept.id, captures, kept.page)])

    def _list_among(self, pages: Iterable[str]) -> tuple[Filed, ...]:
        listed = sorted(set(pages))
        parts = (listed[i : i + CHUNK] for i in range(0, len(listed), CHUNK))
        found = (f for part in parts for f in self._list_filed(captures.c.page.in_(part)))
        return tuple(sorted(found, key=lambda f: f.number))

    def _list_filed(self, chosen: Any) -> Iterator[Filed]:
        held: dict[int, list[str]] = defaultdict(list)
        query = sa.select(reports.c.capture, reports.c.id).join(captures, captures.c.number == reports.c.capture)
        for capture, report in self._connection.execute(
            query.where(chosen).order_by(reports.c.capture, reports.c.place)
        ):
            held[capture].append(report)
        for row in self._connection.execute(sa.select(captures).where(chosen).order_by(captures.c.number)):
            yield rows.read_filed(row, held[row.number])

    def list_later(self, moment: dt.datetime) -> tuple[Filed, ...]:
        """Every capture fetched after the moment, or nobody said when, in the order of adding."""
        number, fetched = captures.c.number, captures.c.fetched
        # Each half by the index on it: of both together, put in order, SQLite reads every capture that there is.
        later = (sa.select(number).where(told) for told in (fetched.is_(None), fetched > rows.write_time(moment)))
        return tuple(self._list_filed(number.in_(sa.union_all(*later))))

    def captures_of(self, reports: Collection[str]) -> frozenset[str]:
        """Ids of the captures in which these reports were read."""
        kept = tables.reports.c
        numbers = {r.capture for r in self._among(kept.id, reports, kept.capture)}
        return frozenset(r.id for r in self._among(captures.c.number, numbers, captures.c.id))

    def list_texts(self, outlet: str, *, limit: int) -> tuple[str, ...]:
        """The texts of the latest captures of an outlet in which there was anything to read, the oldest first."""
        query = sa.select(texts.c.text).join(captures, captures.c.number == texts.c.capture)
        chosen = query.where(captures.c.desk == ids.digest(outlet)).order_by(captures.c.number.desc()).limit(limit)
        return tuple(reversed(self._connection.execute(chosen).scalars().all()))

    def last_number(self) -> int:
        """The number of the capture that was added last; 0 where there is none."""
        return int(self._connection.execute(sa.select(sa.func.max(captures.c.number))).scalar() or 0)

    def load_reports(self, captures: Collection[str] | None = None) -> tuple[tuple[Report, Findings], ...]:
        """The reports of these captures, by order of adding, then place in the text."""
        if captures is None:
            return tuple(self._load(None))
        wanted = sorted(captures)
        parts = [p for i in range(0, len(wanted), CHUNK) for p in self._load(wanted[i : i + CHUNK])]
        if len(wanted) <= CHUNK:
            return tuple(parts)
        kept = tables.captures.c
        order = {r.id: r.number for r in self._among(kept.id, wanted, kept.id, kept.number)}
        return tuple(sorted(parts, key=lambda p: order[p[0].capture]))

    def _load(self, chosen_ids: Sequence[str] | None) -> Iterator[tuple[Report, Findings]]:
        chosen = captures.c.id.in_(chosen_ids) if chosen_ids is not None else sa.true()
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

    def load_joined(self, key: str) -> Joined | None:
        """What was saved of the case as a whole under exactly that key, else None."""
        if not self.has_account(key):
            return None
        kept = tables.account.c
        query = sa.select(kept.kind, kept.id, kept.body).order_by(kept.kind, kept.place)
        return rows.read_joined((kind, id, body) for kind, id, body in self._connection.execute(query))

    def has_account(self, key: str) -> bool:
        """True where an account was saved under exactly that key, and no other since."""
        return self._fact("account_key") == key

    def load_stories(self) -> tuple[tuple[Story, str], ...]:
        """The stories of the account that was saved, each with the key of its part."""
        kept = tables.account.c
        query = sa.select(kept.kind, kept.id, kept.body).where(kept.kind == "story").order_by(kept.place)
        return rows.read_joined((kind, id, body) for kind, id, body in self._connection.execute(query)).stories

    def load_entities(self, ids: Collection[str]) -> tuple[tuple[Entity, ...], tuple[tuple[str, str], ...]]:
        """What these entities of stories are over the case, by name, and those that became another's."""
        kept = tables.account.c
        told = [r for r in self._among(kept.id, ids, kept.kind, kept.id, kept.body) if r.kind == "became"]
        became = rows.read_joined((r.kind, r.id, r.body) for r in told).became
        wanted = {*ids, *(after for _, after in became)} - {before for before, _ in became}
        named = [r for r in self._among(kept.id, wanted, kept.kind, kept.id, kept.body) if r.kind == "entity"]
        return rows.read_joined((r.kind, r.id, r.body) for r in named).entities, became

    def load_heads(self, bare: Collection[str]) -> dict[str, Head]:
        """What the case needs of those of these parts that are kept, by their keys without decisions on names."""
        return {h.bare: h for h in nearby.load_heads(self._connection, tables.parts.c.bare, bare)}

    def load_parts(self, keys: Collection[str]) -> dict[str, Part]:
        """Those of these parts that are kept, by key."""
        kept = tables.parts.c
        found = list(self._among(kept.key, keys, *kept))
        return {r.key: rows.read_part(rows.read_head(r), r.body, self._find_reports) for r in found}

    def _find_reports(self, wanted: Iterable[str]) -> dict[str, Report]:
        return {r.id: r for r, _ in self.load_reports(self.captures_of(frozenset(wanted)))}

    def list_placed(self) -> tuple[Placed, ...]:
        """Where clustering put the reports."""
        kept = tables.sketches.c
        found = self._connection.execute(
            sa.select(kept.report, kept.day, kept.doc, kept.place, kept.linked, kept.cluster)
        )
        return tuple(
            Placed(report=r.report, order=(r.day, r.doc, r.place), linked=r.linked, cluster=r.cluster) for r in found
        )

    def load_sketches(self, reports: Collection[str]) -> tuple[Sketch, ...]:
        """The sketches of those of these reports that have one."""
        return tuple(rows.read_sketch(r) for r in self._among(tables.sketches.c.report, reports, *tables.sketches.c))

    def load_placed(self, reports: Collection[str]) -> tuple[Placed, ...]:
        """Where clustering put those of these reports and passages that it did put somewhere."""
        return nearby.find_placed(self._connection, tables.sketches.c.report, reports)

    def list_linked(self, groups: Collection[str]) -> tuple[Placed, ...]:
        """The reports of these groups of linked ones."""
        return nearby.list_linked(self._connection, groups)

    def list_passages(self, reports: Collection[str]) -> tuple[Placed, ...]:
        """The passages that stand in these reports, and those that stand beside them in their stories."""
        return nearby.list_passages(self._connection, reports)

    def list_holders(self, words: Collection[str], *, most: int) -> dict[str, tuple[Position, ...]]:
        """Those that have each of these words among their keys, as many at most of each, in their order."""
        return nearby.list_holders(self._connection, words, most)

    def list_beside(self, word: str, place: Position, *, most: int) -> tuple[Position, ...]:
        """The holders of a word next before a place and next after it, as many at most of each."""
        return nearby.list_beside(self._connection, word, place, most)

    def load_tallies(self, ids: Collection[str], *, without: Collection[str]) -> tuple[Tally, ...]:
        """These entities as stories have them, those of these parts, by key, left out."""
        return tuple(nearby.load_tallies(self._connection, ids, without))

    def find_named(self, keys: Collection[str]) -> frozenset[tuple[str, str]]:
        """Entities of stories, by id and name, that are found by one of these keys."""
        return nearby.find_named(self._connection, keys)

    def list_keys(self, blocks: Collection[str]) -> frozenset[str]:
        """All keys of these blocks."""
        return nearby.list_keys(self._connection, blocks)

    def load_alike(self, slugs: Collection[str]) -> tuple[tuple[Story, str], ...]:
        """The stories that were saved whose slugs, without numbers at their end, are these."""
        kept = tables.account.c
        found = self._among(kept.name, slugs, kept.kind, kept.id, kept.body)
        return rows.read_joined((r.kind, r.id, r.body) for r in found).stories

    def entities_of(self, parts: Collection[str]) -> frozenset[str]:
        """Ids of the entities that these parts have."""
        kept = tables.bearers.c
        return frozenset(r.id for r in self._among(kept.part, parts, kept.id))

    def load_answer(self, name: str) -> Answer | None:
        """The answer that is kept under that name."""
        kept = tables.answers.c
        query = sa.select(kept.name, kept.state, kept.made_from, kept.body).where(kept.name == name)
        row = self._connection.execute(query).first()
        return (
            None
            if row is None
            else Answer(name=row.name, state=row.state, made_from=row.made_from, body=bytes(row.body))
        )

    def basis(self) -> MadeFrom | None:
        """What the kept account was made from."""
        return accounting.read_basis(self._connection)

    def reports_of(self, findings: Collection[str]) -> dict[str, str]:
        """Of these ids of findings, those that are stored, each with the report it was read in."""
        kept = tables.findings.c
        return {r.id: r.report for r in self._among(kept.id, findings, kept.id, kept.report)}

    def _among(self, column: Any, values: Collection[Any], *wanted: Any) -> Iterator[Any]:
        return nearby.among(self._connection, column, values, *wanted)

    def revision(self) -> int:
        """A number that grows with every adding."""
        return int(self._fact("revision") or 0)

    def search(self, query: str, *, limit: int) -> tuple[Hit, ...]:
        """Paragraphs that hold all the words of the query, best first."""
        return self._database.search(self._connection, query, limit=limit)

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

    def __init__(self, begin: Begin, database: Database) -> None:
        self._begin = begin
        self._database = database

    def known(self, captures: Iterable[str]) -> frozenset[str]:
        """Those of these capture ids that are stored."""
        with self._begin() as connection:
            return _known(connection, captures)

    def add(self, entries: Sequence[Entry]) -> None:
        """Store these whole or not at all.  The bytes go first: a row never points at bytes that are not there."""
        with self._begin() as connection:
            stored = _known(connection, (e.capture.id for e in entries))
            fresh: dict[str, Entry] = {}
            for entry in entries:
                if entry.capture.id not in stored:
                    fresh.setdefault(entry.capture.id, entry)
            file_entries(connection, self._database, list(fresh.values()))
            before = connection.execute(sa.select(facts.c.value).where(facts.c.name == "revision")).scalar()
            accounting.put_fact(connection, "revision", str(int(before or 0) + 1))

    def place(self, sketches: Sequence[tuple[Sketch, Placed]], moved: Sequence[Placed], gone: Collection[str]) -> None:
        """Keep where clustering put new reports and moved others; the account is no longer made from what is kept."""
        table, words = tables.sketches, tables.top_words
        left = sorted({*gone, *(s.report for s, _ in sketches)})
        with self._begin() as connection:
            accounting.put_basis(connection, None)
            for i in range(0, len(left), CHUNK):
                connection.execute(sa.delete(words).where(words.c.report.in_(left[i : i + CHUNK])))
                connection.execute(sa.delete(table).where(table.c.report.in_(left[i : i + CHUNK])))
            if sketches:
                connection.execute(sa.insert(table), [rows.sketch_row(s, p) for s, p in sketches])
            held = [{"word": w, "day": s.place[0], "report": s.report} for s, _ in sketches for w in s.keys]
            if held:
                connection.execute(sa.insert(words), held)
            for p in moved:
                chosen = table.c.report == p.report
                connection.execute(sa.update(table).where(chosen).values(linked=p.linked, cluster=p.cluster))

    def save_account(self, joined: Joined, parts: Sequence[Part], key: str, basis: MadeFrom | None = None) -> None:
        """Put this account in the place of the one before."""
        with self._begin() as connection:
            accounting.put_account(connection, joined, parts)
            accounting.put_fact(connection, "account_key", key)
            accounting.put_basis(connection, basis)

    def change_account(self, change: Change, key: str, basis: MadeFrom) -> None:
        """Change the account that is kept."""
        with self._begin() as connection:
            accounting.change_account(connection, change)
            accounting.put_fact(connection, "account_key", key)
            accounting.put_basis(connection, basis)

    def decide(self, decisions: Sequence[Decision]) -> None:
        """Keep these; one that is kept already is left as it is."""
        table = tables.decisions
        with self._begin() as connection:
            for decision in decisions:
                if connection.execute(sa.select(table.c.number).where(table.c.id == decision.id)).scalar() is None:
                    connection.execute(sa.insert(table), rows.decision_row(decision))

    def keep_answers(self, answers: Sequence[Answer]) -> None:
        """Keep these in the place of those of the same names; of very many, the latest."""
        table = tables.answers
        with self._begin() as connection:
            for each in answers:
                connection.execute(sa.delete(table).where(table.c.name == each.name))
                row = {"name": each.name, "state": each.state, "made_from": each.made_from, "body": each.body}
                connection.execute(sa.insert(table).values(row))
            last = connection.execute(sa.select(sa.func.max(table.c.number))).scalar() or 0
            connection.execute(sa.delete(table).where(table.c.number <= last - store.MOST_ANSWERS))

    def mark_visit(self, reader: str, story: str, at: dt.datetime) -> None:
        """Remember that the reader looked at the story then."""
        table, when = tables.visits, rows.write_time(at)
        chosen = (table.c.reader == reader) & (table.c.story == story)
        with self._begin() as connection:
            if not connection.execute(sa.update(table).where(chosen).values(at=when)).rowcount:
                connection.execute(sa.insert(table).values(reader=reader, story=story, at=when))


def _known(connection: sa.Connection, wanted_ids: Iterable[str]) -> frozenset[str]:
    wanted = sorted(set(wanted_ids))
    found: set[str] = set()
    for i in range(0, len(wanted), CHUNK):
        chosen = captures.c.id.in_(wanted[i : i + CHUNK])
        found.update(connection.execute(sa.select(captures.c.id).where(chosen)).scalars())
    return frozenset(found)

"""Is each table what the others say?  Texts and hashes, columns and the records beside them, words of sketches."""

import datetime as dt
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

import sqlalchemy as sa

from onrecord.records.claim import Entity
from onrecord.records.decision import Choice, decision_id
from onrecord.records.note import Note
from onrecord.store import rows, tables
from onrecord.store.bytes import as_bytes, sha256_of
from onrecord.store.nearby import bearer_rows, load_heads

UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, zlib.error)  # of a row that is not what we wrote


def check_texts(connection: sa.Connection) -> Iterator[Note]:
    """A Note for each text that is not the one that was read in its capture."""
    held, known = tables.texts.c, tables.captures.c
    query = sa.select(known.doc, held.text, held.sha256).join(tables.captures, known.number == held.capture)
    for doc, text, sha256 in connection.execute(query.execution_options(yield_per=100)):
        if sha256 is not None and sha256_of(as_bytes(text)) != sha256:
            yield Note(
                kind="text", message="The text was changed after it was read. Put it back from a copy.", where=doc
            )


def check_readable(connection: sa.Connection) -> Iterator[Note]:
    """A Note for each report with its findings, and each decision, that cannot be read or is another than its id."""
    for id, marks in connection.execute(sa.select(tables.reports.c.id, tables.reports.c.marks)):
        try:
            rows.read_findings(id, marks, ())
        except UNREADABLE:
            yield Note(kind="row", message="What was marked in the report cannot be read.", where=id)
    kept = tables.findings.c
    for row in connection.execute(sa.select(kept.report, kept.kind, kept.id, kept.body)):
        try:
            rows.read_findings(row.report, rows.EMPTY, [(row.kind, row.body)])
        except UNREADABLE:
            yield Note(kind="row", message=f"The {row.kind} cannot be read.", where=row.id)
    for id, body in connection.execute(sa.select(tables.decisions.c.id, tables.decisions.c.body)):
        if not _is_as_taken(id, body):
            yield Note(kind="decision", message="The decision is not the one that was taken.", where=id)


def _is_as_taken(id: str, body: str) -> bool:
    try:
        taken = rows.read_decision(body)
        said = {name: getattr(taken, name) for name in ("action", "things", "others", "changes", "matter")}
        return taken.id == id == decision_id(Choice(**said), by=taken.by, at=taken.at)
    except UNREADABLE:
        return False


def check_columns(connection: sa.Connection) -> Iterator[Note]:
    """A Note for each row of a finding or decision whose columns say other than the record beside them."""
    for (_, _, finding, _), wrong in _wrong_findings(connection).items():
        yield Note(kind="index", message=f"Its row says other than the record: {', '.join(wrong)}.", where=finding)
    for id, wrong in _wrong_decisions(connection).items():
        yield Note(kind="index", message=f"Its row says other than the decision: {', '.join(wrong)}.", where=id)
    for id, wrong in _wrong_captures(connection).items():
        yield Note(kind="index", message=f"It would not be found by its names: {', '.join(wrong)}.", where=id)


def mend_columns(connection: sa.Connection) -> None:
    """Write these columns again, from the records."""
    kept = tables.findings.c
    for (report, kind, _, place), wrong in _wrong_findings(connection).items():
        chosen = (kept.report == report) & (kept.kind == kind) & (kept.place == place)
        connection.execute(sa.update(tables.findings).where(chosen).values(**wrong))
    for id, wrong in _wrong_decisions(connection).items():
        connection.execute(sa.update(tables.decisions).where(tables.decisions.c.id == id).values(**wrong))
    for id, wrong in _wrong_captures(connection).items():
        connection.execute(sa.update(tables.captures).where(tables.captures.c.id == id).values(**wrong))


def _wrong_findings(connection: sa.Connection) -> dict[tuple[str, str, str, int], rows.Row]:
    out = {}
    for row in connection.execute(sa.select(tables.findings)):
        try:
            found = rows.read_findings(row.report, rows.EMPTY, [(row.kind, row.body)])
        except UNREADABLE:
            continue
        right = next(rows.finding_rows(found), {})
        wrong = {n: right[n] for n in ("id", "doc", "start", "end") if right and getattr(row, n) != right[n]}
        if wrong:
            out[row.report, row.kind, row.id, row.place] = wrong
    return out


def _wrong_captures(connection: sa.Connection) -> dict[str, rows.Row]:
    kept = tables.captures.c
    out = {}
    for row in connection.execute(sa.select(kept.id, kept.doc, kept.address, kept.outlet, kept.page, kept.desk)):
        right = rows.names_of(row.doc, row.address, row.outlet)
        wrong = {name: value for name, value in right.items() if getattr(row, name) != value}
        if wrong:
            out[row.id] = wrong
    return out


def _wrong_decisions(connection: sa.Connection) -> dict[str, rows.Row]:
    out = {}
    for row in connection.execute(sa.select(tables.decisions)):
        if not _is_as_taken(row.id, row.body):
            continue  # told by `check_readable`; nothing is taken from it
        right = rows.decision_row(rows.read_decision(row.body))
        wrong = {n: right[n] for n in ("at", "by", "action") if getattr(row, n) != right[n]}
        if wrong:
            out[row.id] = wrong
    return out


def check_sketches(connection: sa.Connection) -> Iterator[Note]:
    """A Note for each report whose words for clustering are not those of its sketch, and each sketch of no report."""
    words: dict[str, set[str]] = defaultdict(set)
    for word, report in connection.execute(sa.select(tables.top_words.c.word, tables.top_words.c.report)):
        words[report].add(word)
    known = set(connection.execute(sa.select(tables.reports.c.id)).scalars())
    for row in connection.execute(sa.select(tables.sketches)):
        try:
            top = set(rows.read_sketch(row).keys)
        except UNREADABLE:
            top = set()
        if words.pop(row.report, set()) != top or row.report.partition("#")[0] not in known:
            message = "What stories are made from is not what the report says."
            yield Note(kind="index", message=message, where=row.report)
    for report in sorted(words):
        yield Note(kind="index", message="Words of a report are kept that has no sketch.", where=report)


def check_shared(connection: sa.Connection, keys_of: Callable[[Entity], Iterable[tuple[str, str]]]) -> Iterator[Note]:
    """A Note for each story by whose names other stories do not find its entities, or find some that it has not.

    `keys_of` gives the keys of an entity's name, each with its block.
    """
    try:
        heads = list(
            load_heads(connection, tables.parts.c.key, list(connection.scalars(sa.select(tables.parts.c.key))))
        )
    except UNREADABLE:
        return  # told with the account
    borne = {(r["part"], r["id"], r["digest"], r["reports"]) for r in bearer_rows(heads)}
    last = {(h.key, e.id, key): (block, e.name) for h in heads for e, _ in h.entities for key, block in keys_of(e)}
    named = {(*at, *told) for at, told in last.items()}
    kept, keys = tables.bearers.c, tables.name_keys.c
    for wanted, columns in (
        (borne, (kept.part, kept.id, kept.digest, kept.reports)),
        (named, (keys.part, keys.id, keys.key, keys.block, keys.name)),
    ):
        held = {tuple(row) for row in connection.execute(sa.select(*columns))}
        for part in sorted({row[0] for row in held ^ wanted}):
            yield Note(kind="index", message="Who the story names would not be found by other stories.", where=part)


def check_answers(connection: sa.Connection) -> Iterator[Note]:
    """A Note for each answer that cannot be read."""
    for name, body in connection.execute(sa.select(tables.answers.c.name, tables.answers.c.body)):
        try:
            rows.unpack(body)
        except UNREADABLE:
            yield Note(kind="index", message="An answer that is kept cannot be read.", where=name)


def check_visits(connection: sa.Connection) -> Iterator[Note]:
    """A Note for each time of a visit that cannot be read."""
    for reader, at in connection.execute(sa.select(tables.visits.c.reader, tables.visits.c.at)):
        try:
            dt.datetime.fromisoformat(at)
        except ValueError:
            yield Note(kind="row", message=f"The time of a visit cannot be read: '{at}'.", where=reader)

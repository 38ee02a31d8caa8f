"""A casebook as lines of the wire: one record a line, its type first."""

from collections import Counter
from collections.abc import Iterator

from onrecord.records import wire
from onrecord.records.casebook import Casebook, Version


def list_lines(book: Casebook, *, name: str, version: str) -> Iterator[wire.Json]:
    """First what the case is, then its records, last how many of each type were written.

    Reports come first, each followed by what it says; then the account.  `name` is the case's, `version` ours.
    """
    counts: Counter[str] = Counter()
    yield {"type": "case", "wire": wire.VERSION, "name": name, "made_by": f"onrecord {version}"}
    for line in _list_records(book):
        counts[line["type"]] += 1
        yield line
    yield {"type": "manifest", "counts": dict(sorted(counts.items()))}


def _list_records(book: Casebook) -> Iterator[wire.Json]:
    versions = {v.report.id: v for v in book.versions}
    for report, found in zip(book.reports, book.findings, strict=True):
        yield {**wire.typed(report), **_facts(versions.get(report.id))}
        for record in (*found.statements, *found.figures, *found.events):
            yield wire.typed(record)
        for mark in (*found.times, *found.mentions, *found.notes):
            yield {**wire.typed(mark), "doc": report.doc, "report": report.id}
    account = book.account
    for entity in account.entities:
        yield wire.typed(entity)
    for of, printed, entity_id in account.names:
        yield {"type": "name", "report": of, "name": printed, "entity": entity_id}
    for each in (*account.copies, *account.stories):
        yield wire.typed(each)
    for claim in account.claims:
        yield wire.typed(claim)
        for relation in claim.relations:
            yield {**wire.typed(relation), "claim": claim.id}
    for record in (*account.series, *book.decisions, *book.grades):
        yield wire.typed(record)


def _facts(version: Version | None) -> wire.Json:
    if version is None:
        return {}
    fetched = None if version.fetched is None else wire.encode_time(version.fetched)
    return {
        "page": version.page,
        "version": version.number,
        "known": wire.encode_time(version.known),
        "fetched": fetched,
    }

"""Is what is stored whole?  Spans inside their text, references to something that is there."""

from collections.abc import Iterable, Iterator

from onrecord.records import ids
from onrecord.records.claim import Account
from onrecord.records.finding import Event, Figure, Findings, Statement
from onrecord.records.note import Note
from onrecord.records.report import Report
from onrecord.records.span import Span

OURS = ("tagger-", "rules-")  # makers whose ids are made by `records.ids` from their spans


def check_reports(pairs: Iterable[tuple[Report, Findings]]) -> Iterator[Note]:
    """A Note for each span outside its text or not the one that was read, and for each finding that points at another
    report or at nothing.

    Ids are made of spans (`records.ids`), so a span that was changed afterwards is no longer that of its record.
    """
    for report, found in pairs:
        if report.id != ids.report_id(report.capture, report.span):
            yield Note(kind="span", message=f"The report {report.id} has another span than its id.", where=report.doc)
        for span in _spans_of(report, found):
            if span.end > len(report.text):
                message = f"Characters {span.start}-{span.end} lie outside the text of {len(report.text)}."
                yield Note(kind="span", message=message, where=report.doc)
        statements = {s.id for s in found.statements}
        records: tuple[Statement | Figure | Event, ...] = (*found.statements, *found.figures, *found.events)
        for record in records:
            if not _is_as_read(record, report):
                yield Note(kind="span", message=f"{record.id} has other spans than its id.", where=report.doc)
            if record.evidence.report != report.id:
                yield Note(
                    kind="reference", message=f"{record.id} has its evidence in another report.", where=report.doc
                )
            if not isinstance(record, Statement) and record.statement not in (None, *statements):
                message = f"{record.id} stands in the statement {record.statement}, which is not there."
                yield Note(kind="reference", message=message, where=report.doc)


def check_account(account: Account, pairs: Iterable[tuple[Report, Findings]]) -> Iterator[Note]:
    """A Note for each record of the account that names a report, statement, figure or entity that is not there."""
    pairs = tuple(pairs)
    reports = {r.id for r, _ in pairs}
    statements = {s.id for _, f in pairs for s in f.statements}
    figures = {x.id for _, f in pairs for x in f.figures}
    entities = {e.id for e in account.entities}
    claims = {c.id for c in account.claims}
    named = [
        *((s.id, s.reports, reports) for s in account.stories),
        *((s.id, s.claims, claims) for s in account.stories),
        *((f"{c.a}-{c.b}", (c.a, c.b), reports) for c in account.copies),
        *((c.id, c.statements, statements) for c in account.claims),
        *((c.id, (r.a, r.b), set(c.statements)) for c in account.claims for r in c.relations),
        *((c.id, o.statements, set(c.statements)) for c in account.claims for o in c.origins),
        *((s.id, tuple(p.figure for p in s.points), figures) for s in account.series),
        *((n[1], (n[2],), entities) for n in account.names),
    ]
    for where, names, known in named:
        for missing in sorted(set(names) - known):
            yield Note(kind="reference", message=f"{where} names {missing}, which is not there.", where=where)


def _is_as_read(record: Statement | Figure | Event, report: Report) -> bool:
    """False where the record's spans are not those that its id was made of; records of others are taken as they are."""
    if not record.evidence.maker.startswith(OURS):
        return True
    if isinstance(record, Statement):
        cue = [record.cue] if record.cue else []
        return record.id == ids.finding_id("statement", report.id, *record.content, *cue)
    if isinstance(record, Figure):
        return record.id == ids.finding_id("figure", report.id, record.evidence.spans[0])
    words = " ".join(" ".join(s.of(report.text).split()) for s in record.evidence.spans)
    return record.label == words


def _spans_of(report: Report, found: Findings) -> Iterator[Span]:
    yield from (report.span, *report.body, *report.subheads, *(f.span for f in report.furniture))
    yield from (s for s in (report.headline, report.standfirst) if s is not None)
    for statement in found.statements:
        yield from (*statement.content, *statement.quoted, *statement.evidence.spans)
    yield from (s for figure in found.figures for s in figure.evidence.spans)
    yield from (s for event in found.events for s in event.evidence.spans)
    yield from (time.span for time in found.times)
    yield from (mention.span for mention in found.mentions)

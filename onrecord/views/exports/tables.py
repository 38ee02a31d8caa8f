"""A casebook as flat tables: one CSV file each, and a `datapackage.json` that says what every column means."""

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.records import wire
from onrecord.records.casebook import Casebook
from onrecord.records.when import When
from onrecord.views import phrases
from onrecord.views.disputes import list_claims
from onrecord.views.index import Index, index_casebook, squeeze, words_of
from onrecord.views.stories import headline

Row = tuple[str | int | float | None, ...]
FORMULA = ("=", "+", "-", "@")  # a spreadsheet runs a cell that begins so


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column and what it means."""

    name: str
    type: str  # of the Table Schema: "string", "integer", "number"
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with its columns and rows."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def _columns(*told: str) -> tuple[Column, ...]:
    """Columns from lines of "name:type what it means"; the type is string where none is given."""
    out = []
    for line in told:
        head, _, description = line.partition(" ")
        name, _, kind = head.partition(":")
        out.append(Column(name=name, type=kind or "string", description=description))
    return tuple(out)


REPORTS = _columns(
    "report id of the report",
    "label short label within this export",
    "doc id or file name under which the text came in",
    "outlet who published it; empty: not known",
    "headline headline as printed or given",
    "published day or interval of publication, ISO 8601",
    "basis where the date comes from: stated, metadata, inferred, unknown",
    "address URL; empty: not known",
    "language BCP 47",
)
STATEMENTS = _columns(
    "statement id of the statement",
    "label short label within this export",
    "report id of the report it stands in",
    "speaker the speaker's fullest name over the case; empty: nobody is named",
    "as_named the speaker's name within the report",
    "kind what sort of speaker",
    "party the side the speaker belongs to; empty: not known",
    "chain sources it came through, origin first, joined by ' > '",
    "cue the words that attribute, verbatim",
    "words the content, verbatim; white space as single blanks, gaps as an ellipsis",
    "start:integer first character of the content, in Unicode code points of the stored text",
    "end:integer one past its last character",
    "manner direct, mixed, indirect, none",
    "stance what the speaker does with the content",
    "certainty how sure the speaker puts it",
    "said when it was said: day or interval",
    "origin id of the act of saying it goes back to",
    "claims ids of the claims it belongs to, joined by blanks",
)
FIGURES = _columns(
    "figure id of the figure",
    "report id of the report it stands in",
    "statement id of the statement it stands in; empty: the report's own words",
    "series id of the number's life; empty: none",
    "of what is counted, as the report puts it",
    "low:number lower bound; empty: open",
    "high:number upper bound; empty: open",
    "unit canonical unit; empty: a plain count",
    "approximator as printed: about, nearly",
    "change up, down, <, >, ~; empty: plain",
    "scope sent, planned, killed ...; empty: not told",
    "as_of the time the amount holds for",
    "words the amount, verbatim",
    "relation how it stands to the one before in its series",
)
CLAIMS = _columns(
    "claim id of the claim",
    "label short label within this export",
    "words its best statement, verbatim, with its cue where the two stand together",
    "standing agreed, one_party, disputed, silent",
    "reports:integer reports that hold it",
    "origins:integer acts of saying behind it",
    "parties:integer sides behind it",
    "bound exact, or 'at most' where a source is unknown and so perhaps not independent",
    "positions party=position, joined by '; '",
)
RELATIONS = _columns(
    "claim id of the claim",
    "a id of the statement that stands so",
    "relation same, refines, updates, qualifies, other_scope, other_time, denies, contradicts",
    "b id of the statement that it stands to",
    "because what a reader can check",
)
EVENTS = _columns(
    "event id of the event",
    "report id of the report",
    "statement id of the statement it stands in; empty: the report's own words",
    "words verbatim",
    "happened day or interval; empty: not dated",
    "place empty: not told",
    "actors names, joined by '; '",
    "status reported_as_fact, claimed, planned, denied",
)


def list_tables(book: Casebook) -> tuple[Table, ...]:
    """The tables, rows in the order of the casebook."""
    index = index_casebook(book)
    return (
        Table(name="reports", columns=REPORTS, rows=tuple(_reports(index))),
        Table(name="statements", columns=STATEMENTS, rows=tuple(_statements(index))),
        Table(name="figures", columns=FIGURES, rows=tuple(_figures(index))),
        Table(name="claims", columns=CLAIMS, rows=tuple(_claims(book))),
        Table(name="relations", columns=RELATIONS, rows=tuple(_relations(book))),
        Table(name="events", columns=EVENTS, rows=tuple(_events(index))),
    )


def _when(when: When | None) -> str | None:
    text = phrases.when_text(when)
    return None if text == "-" else text


def _reports(index: Index) -> Iterator[Row]:
    for r in index.book.reports:
        basis = r.published.basis.value if r.published else "unknown"
        head = (r.id, index.labels[r.id], r.doc, r.outlet, headline(r))
        yield (*head, _when(r.published), basis, r.address, r.language)


def _statements(index: Index) -> Iterator[Row]:
    for s in index.statements.values():
        report, origin = index.report_of(s), index.origin_of(s.id)
        yield (
            *(s.id, index.labels[s.id], report.id, index.speaker_name(s), s.speaker.name, s.speaker.kind.value),
            *(index.party_of(s), " > ".join(x.name or "?" for x in s.chain) or None),
            squeeze(s.cue.of(report.text)) if s.cue else None,
            *(words_of(report, s.content), s.content[0].start, s.content[-1].end),
            *(s.manner.value, s.stance.value, s.certainty.value, _when(s.said), origin.id if origin else None),
            " ".join(c.id for c in index.claims.get(s.id, ())) or None,
        )


def _figures(index: Index) -> Iterator[Row]:
    for x in index.figures.values():
        report, series = index.report_of(x), index.series.get(x.id)
        point = next((p for p in series.points if p.figure == x.id), None) if series else None
        low = None if x.low is None else wire.encode_amount(x.low)
        high = None if x.high is None else wire.encode_amount(x.high)
        yield (
            *(x.id, report.id, x.statement, series.id if series else None, x.of, low, high, x.unit, x.approximator),
            *(x.change, x.scope, _when(x.as_of), words_of(report, x.evidence.spans[:1])),
            point.relation if point else None,
        )


def _claims(book: Casebook) -> Iterator[Row]:
    for row in list_claims(book):
        positions = "; ".join(f"{cell.party}={cell.position.value}" for cell in row.cells)
        head = (row.claim, row.label, row.words, row.standing, row.reports, row.origins, row.parties)
        yield (*head, "at most" if row.has_unknown_party else "exact", positions or None)


def _relations(book: Casebook) -> Iterator[Row]:
    for claim in book.account.claims:
        for r in claim.relations:
            yield (claim.id, r.a, r.kind.value, r.b, r.because)


def _events(index: Index) -> Iterator[Row]:
    for event in (e for f in index.book.findings for e in f.events):
        report = index.report_of(event)
        words = words_of(report, event.evidence.spans)
        actors = "; ".join(event.actors) or None
        yield (event.id, report.id, event.statement, words, _when(event.when), event.place, actors, event.status.value)


def write_tables(book: Casebook) -> Iterator[tuple[str, str]]:
    """File name and text of every table, last `datapackage.json` with the codebook, the counts and the hashes."""
    resources = []
    for table in list_tables(book):
        text = _as_csv(table)
        resources.append(_resource(table, text))
        yield f"{table.name}.csv", text
    package = {
        "profile": "tabular-data-package",
        "name": "onrecord",
        "description": "Who said what, through whom and when; every row points to the words it rests on. "
        "The words belong to those who published them.",
        "wire": wire.VERSION,
        "resources": resources,
    }
    yield "datapackage.json", json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _as_csv(table: Table) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(column.name for column in table.columns)
    writer.writerows([_cell(value) for value in row] for row in table.rows)
    return out.getvalue()


def _cell(value: str | int | float | None) -> str | int | float:
    """Report text is quoted matter: a cell that a spreadsheet would run is set off by an apostrophe."""
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return "" if value is None else value


def _resource(table: Table, text: str) -> dict[str, Any]:
    fields = [{"name": c.name, "type": c.type, "description": c.description} for c in table.columns]
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "rows": len(table.rows),
        "hash": f"sha256:{hashlib.sha256(text.encode()).hexdigest()}",
        "schema": {"fields": fields, "missingValues": [""]},
    }

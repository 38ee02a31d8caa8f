"""A casebook as flat tables, rows made as they are asked for; what the columns mean is in the codebook.

Every format of tables (CSV, SQLite, Parquet) writes exactly these.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from onrecord.records import wire
from onrecord.records.casebook import Casebook
from onrecord.records.claim import SeriesPoint
from onrecord.records.finding import Figure
from onrecord.records.when import When
from onrecord.views import phrases
from onrecord.views.disputes import list_claims
from onrecord.views.exports import codebook
from onrecord.views.exports.citing import cite, list_reviewers, text_sha256
from onrecord.views.exports.codebook import Column
from onrecord.views.index import Index, index_casebook, squeeze, words_of
from onrecord.views.stories import headline

Value = str | int | float | None
Row = tuple[Value, ...]
Reference = tuple[str, str, str]  # column, table, the column there
PLURALS = {"entity": "entities", "story": "stories", "copy": "copies", "series": "series"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with its columns, and how to make its rows."""

    name: str
    kind: str  # of its records, as the wire names them
    columns: tuple[Column, ...]
    make: Callable[[], Iterator[Row]]
    key: tuple[str, ...]  # columns that name a row
    refers: tuple[Reference, ...] = ()

    @property
    def rows(self) -> Iterator[Row]:
        """The rows in the order of the casebook, made anew each time."""
        return self.make()


def list_tables(book: Casebook, index: Index | None = None) -> tuple[Table, ...]:
    """The tables, each after those that it refers to."""
    index = index or index_casebook(book)
    report, statement, claim, series = (_reference(name) for name in ("report", "statement", "claim", "series"))
    sides = (("a", "statements", "statement"), ("b", "statements", "statement"))
    pages = (("a", "reports", "report"), ("b", "reports", "report"))

    def table(kind: str, make: Callable[[Index], Iterator[Row]], key: tuple[str, ...], *refers: Reference) -> Table:
        name = PLURALS.get(kind, f"{kind}s")
        columns = codebook.TABLES[name]
        return Table(name=name, kind=kind, columns=columns, make=partial(make, index), key=key, refers=refers)

    return (
        table("report", _reports, ("report",)),
        table("entity", _entities, ("entity",)),
        table("story", _stories, ("story",)),
        table("claim", _claims, ("claim",)),
        table("statement", _statements, ("statement",), report),
        table("series", _series, ("series",)),
        table("figure", _figures, ("figure",), report, statement, series),
        table("event", _events, ("event",), report, statement),
        table("origin", _origins, ("claim", "origin"), claim),
        table("relation", _relations, (), claim, *sides),
        table("point", _points, ("series", "place"), series, _reference("figure")),
        table("copy", _copies, (), *pages),
    )


def _reference(kind: str) -> Reference:
    return kind, PLURALS.get(kind, f"{kind}s"), kind


def _when(when: When | None) -> str | None:
    text = phrases.when_text(when)
    return None if text == "-" else text


def _joined(parts: tuple[str, ...], by: str = "; ") -> str | None:
    return by.join(parts) or None


def _reports(index: Index) -> Iterator[Row]:
    grades = {g.outlet: f"{g.letter}{g.digit}" for g in index.book.grades}
    for r in index.book.reports:
        basis = r.published.basis.value if r.published else "unknown"
        version = index.versions.get(r.id)
        head = (r.id, index.labels[r.id], r.doc, r.outlet, headline(r))
        known = wire.encode_time(version.known) if version else None
        fetched = wire.encode_time(version.fetched) if version and version.fetched else None
        page, number = (version.page, version.number) if version else (r.address or r.doc, None)
        yield (
            *(*head, _when(r.published), basis, r.address, r.language),
            *(page, number, known, fetched, grades.get(r.outlet or ""), text_sha256(r)),
        )


def _statements(index: Index) -> Iterator[Row]:
    reviewers = list_reviewers(index.book)
    for s in index.statements.values():
        report, origin, cited = index.report_of(s), index.origin_of(s.id), cite(index, s)
        yield (
            *(s.id, index.labels[s.id], report.id, index.speaker_name(s), s.speaker.name, s.speaker.kind.value),
            *(index.party_of(s), _joined(tuple(x.name or "?" for x in s.chain), " > ")),
            squeeze(s.cue.of(report.text)) if s.cue else None,
            *(cited.words, s.content[0].start, s.content[-1].end),
            *(s.manner.value, s.stance.value, s.certainty.value, _when(s.said), origin.id if origin else None),
            _joined(tuple(c.id for c in index.claims.get(s.id, ())), " "),
            *(s.evidence.maker, reviewers.get(s.id), cited.local, cited.live, cited.archive),
        )


def _bounds(of: Figure | SeriesPoint) -> tuple[Value, Value]:
    low = None if of.low is None else wire.encode_amount(of.low)
    return low, None if of.high is None else wire.encode_amount(of.high)


def _figures(index: Index) -> Iterator[Row]:
    relations = {p.figure: p.relation for s in index.book.account.series for p in s.points}
    for x in index.figures.values():
        report, series = index.report_of(x), index.series.get(x.id)
        yield (
            *(x.id, report.id, x.statement, series.id if series else None, x.of, *_bounds(x), x.unit, x.approximator),
            *(x.change, x.scope, _when(x.as_of), words_of(report, x.evidence.spans[:1])),
            *(relations.get(x.id), x.evidence.maker),
        )


def _claims(index: Index) -> Iterator[Row]:
    for row in list_claims(index.book):
        positions = "; ".join(f"{cell.party}={cell.position.value}" for cell in row.cells)
        head = (row.claim, row.label, row.words, row.standing, row.reports, row.origins, row.parties)
        yield (*head, "at most" if row.has_unknown_party else "exact", positions or None)


def _relations(index: Index) -> Iterator[Row]:
    for claim in index.book.account.claims:
        for r in claim.relations:
            yield (claim.id, r.a, r.kind.value, r.b, r.because)


def _origins(index: Index) -> Iterator[Row]:
    for claim in index.book.account.claims:
        for o in claim.origins:
            yield (claim.id, o.id, o.name, o.party, _joined(o.statements, " "), o.because)


def _events(index: Index) -> Iterator[Row]:
    for event in (e for f in index.book.findings for e in f.events):
        report = index.report_of(event)
        words = words_of(report, event.evidence.spans)
        yield (
            *(event.id, report.id, event.statement, words, _when(event.when), event.place, _joined(event.actors)),
            *(event.status.value, event.evidence.maker),
        )


def _entities(index: Index) -> Iterator[Row]:
    for e in index.book.account.entities:
        offices = tuple(f"{o.title} ({phrases.when_text(o.seen)})" for o in e.offices)
        yield (e.id, index.labels[e.id], e.name, e.kind.value, e.party, _joined(e.aliases), _joined(offices), e.because)


def _stories(index: Index) -> Iterator[Row]:
    for s in index.book.account.stories:
        yield (s.id, s.slug, s.name, len(s.reports), len(s.claims), s.because)


def _series(index: Index) -> Iterator[Row]:
    for s in index.book.account.series:
        yield (s.id, index.labels[s.id], s.of, s.unit, s.reports, s.origins, _joined(s.parties))


def _points(index: Index) -> Iterator[Row]:
    for s in index.book.account.series:
        for place, p in enumerate(s.points, 1):
            yield (
                *(s.id, place, p.figure, *_bounds(p), _when(p.said), _when(p.as_of), p.scope, p.speaker, p.party),
                *(_joined(p.via, " > "), p.relation, p.because),
            )


def _copies(index: Index) -> Iterator[Row]:
    for c in index.book.account.copies:
        yield (c.a, c.b, c.kind.value, c.share, c.because)

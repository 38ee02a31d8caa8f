"""A casebook with its cross references looked up once: which report, label, party and relations a finding has.

Every view starts from an `Index`.  Short labels (s1, r2, c3) are given by `labels`.
"""

import datetime as dt
import weakref
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from onrecord.compare.union import Sets
from onrecord.errors import NotFound
from onrecord.records.casebook import Casebook, Version
from onrecord.records.claim import Claim, Entity, Origin, Relation, Series
from onrecord.records.decision import Action, Decision, Matter, tell
from onrecord.records.finding import Event, Figure, SpeakerKind, Statement
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.views.labels import number_things, read_label

Record = Report | Statement | Figure | Event | Claim | Series | Entity
MIN_PREFIX = 4  # hex digits that an abbreviated id needs, so that a mistyped label is not taken for one


@dataclass(frozen=True, slots=True, kw_only=True, weakref_slot=True)
class Index:
    """Lookups over one casebook."""

    book: Casebook
    reports: Mapping[str, Report]
    statements: Mapping[str, Statement]
    figures: Mapping[str, Figure]
    entities: Mapping[tuple[str, str], Entity]  # by report id and name within the report
    records: Mapping[str, Record]  # by full id
    labels: Mapping[str, str]  # full id -> label, as `labels.number_things` gives them
    ids: Mapping[str, str]  # label -> full id
    claims: Mapping[str, tuple[Claim, ...]]  # by statement id
    relations: Mapping[str, tuple[Relation, ...]]  # by statement id, either side
    origins: Mapping[str, Origin]  # by statement id, that of its first claim
    series: Mapping[str, Series]  # by figure id
    figures_of: Mapping[str, tuple[Figure, ...]]  # by statement id
    versions: Mapping[str, Version]  # by report id; without those that the casebook says nothing of
    reviews: Mapping[str, Decision]  # the latest by statement id
    said_by: Mapping[str, tuple[Statement, ...]]  # by the speaker's fullest name over the case

    def id_of(self, wanted: str) -> str:
        """The full id that a label means; what is no label is taken for an id.  Raises as `read_label` does."""
        return read_label(self.book, self.ids, wanted) or wanted

    def report_of(self, finding: Statement | Figure | Event) -> Report:
        """The report that a finding was read in."""
        return self.reports[finding.evidence.report]

    def entity_of(self, statement: Statement) -> Entity | None:
        """The speaker over the whole case; None: not named, or not known across reports."""
        name = statement.speaker.name
        return self.entities.get((statement.evidence.report, name)) if name else None

    def speaker_name(self, statement: Statement) -> str | None:
        """The speaker's fullest name over the case; None: nobody is named."""
        entity = self.entity_of(statement)
        return entity.name if entity else statement.speaker.name

    def party_of(self, statement: Statement) -> str | None:
        """The side the speaker belongs to; None: not known."""
        entity = self.entity_of(statement)
        return entity.party if entity else statement.speaker.country

    def side_of(self, statement: Statement) -> str | None:
        """The side that the statement counts for: that of its origin, else the speaker's; None: not known."""
        origin = self.origin_of(statement.id)
        return (origin.party if origin else None) or self.party_of(statement)

    def known_at(self, report: Report) -> dt.datetime | None:
        """The moment from which the case could know the report: as its version says, else its publication."""
        version = self.versions.get(report.id)
        return version.known if version else published_at(report)

    def members(self, claim: Claim) -> tuple[Statement, ...]:
        """The statements of a claim that this casebook holds, in the claim's order."""
        return tuple(self.statements[s] for s in claim.statements if s in self.statements)

    def origin_of(self, statement: str) -> Origin | None:
        """The act of saying that the statement goes back to; None: in no claim."""
        return self.origins.get(statement)


_HELD: "weakref.WeakValueDictionary[int, Index]" = weakref.WeakValueDictionary()  # by the id of the casebook


def index_casebook(book: Casebook) -> Index:
    """The casebook with its lookups; while somebody holds those that were made of it, the same."""
    held = _HELD.get(id(book))
    if held is None or held.book is not book:
        held = _HELD[id(book)] = _look_up(book)
    return held


def _look_up(book: Casebook) -> Index:
    entities = {e.id: e for e in book.account.entities}
    records = {r.id: r for r in _records(book)}
    labels, ids = number_things(book)
    claims: dict[str, tuple[Claim, ...]] = {}
    relations: dict[str, dict[Relation, None]] = {}
    origins: dict[str, Origin] = {}
    for claim in book.account.claims:
        for origin in claim.origins:
            for statement in origin.statements:
                origins.setdefault(statement, origin)
        for statement in claim.statements:
            claims[statement] = (*claims.get(statement, ()), claim)
        for relation in claim.relations:
            for side in (relation.a, relation.b):
                relations.setdefault(side, {})[relation] = None
    index = Index(
        book=book,
        reports={r.id: r for r in (*book.earlier, *book.reports)},
        statements={s.id: s for f in book.findings for s in f.statements},
        figures={x.id: x for f in book.findings for x in f.figures},
        entities={(report, name): entities[id] for report, name, id in book.account.names if id in entities},
        records=records,
        labels=labels,
        ids=ids,
        claims=claims,
        relations={side: tuple(held) for side, held in relations.items()},
        origins=origins,
        series={p.figure: s for s in book.account.series for p in s.points},
        figures_of=_figures_of(book),
        versions={v.report.id: v for v in book.versions},
        reviews={s: d for d in book.decisions if d.matter is Matter.STATEMENT for s in d.things},
        said_by={},
    )
    return replace(index, said_by=_list_by_name(index))


def _list_by_name(index: Index) -> dict[str, tuple[Statement, ...]]:
    out: dict[str, list[Statement]] = {}
    for statement in index.statements.values():
        if who := index.speaker_name(statement):
            out.setdefault(who, []).append(statement)
    return {who: tuple(said) for who, said in out.items()}


def _figures_of(book: Casebook) -> dict[str, tuple[Figure, ...]]:
    out: dict[str, list[Figure]] = {}
    for figure in (x for f in book.findings for x in f.figures if x.statement):
        out.setdefault(figure.statement or "", []).append(figure)
    return {id: tuple(held) for id, held in out.items()}


def _records(book: Casebook) -> Iterable[Record]:
    yield from book.earlier
    yield from book.reports
    for findings in book.findings:
        yield from findings.statements
        yield from findings.figures
        yield from findings.events
    yield from book.account.claims
    yield from book.account.series
    yield from book.account.entities


def find_record(index: Index, wanted: str) -> Record:
    """The record with that label, full id or unique beginning of an id.  Raises NotFound."""
    labelled = read_label(index.book, index.ids, wanted)
    if labelled is not None:
        return index.records[labelled]
    if wanted in index.records:
        return index.records[wanted]
    hits = sorted(id for id in index.records if id.startswith(wanted)) if len(wanted) > MIN_PREFIX else []
    if len(hits) == 1:
        return index.records[hits[0]]
    if hits:
        raise NotFound(
            f"{len(hits)} things have an id that begins with '{wanted}'.", where=wanted, help="Give more of it."
        )
    if rejected := find_rejected(index, wanted):
        raise rejected
    raise NotFound(
        f"Nothing here answers to '{wanted}'." if wanted.strip() else "What is to be shown is empty.",
        where=wanted,
        help="Labels are shown by `onrecord brief` and `onrecord claims`.",
    )


def find_rejected(index: Index, id: str) -> NotFound | None:
    """That the statement was rejected, by whom, and how to have it back; None: it was not."""
    decision = next((d for d in index.book.decisions if d.action is Action.REJECT and id in d.things), None)
    if decision is None:
        return None
    return NotFound(f"'{id}' was {tell(decision)}.", where=id, help=f"To have it back: onrecord undo {decision.id}")


def squeeze(text: str) -> str:
    """The words with every run of white space as one blank: a wrapped line reads like an unwrapped one."""
    return " ".join(text.split())


def words_of(report: Report, spans: Iterable[Span]) -> str:
    """The exact words of the spans, wrapped lines joined, gaps between spans shown by an ellipsis."""
    return " … ".join(squeeze(span.of(report.text)) for span in spans)


def said_date(statement: Statement, report: Report) -> dt.date | None:
    """The day on which it was said, as late as the evidence and the report's day allow; else that day."""
    days = [(w.latest or w.earliest) if w else None for w in (statement.said, report.published)]
    said, printed = days
    is_stretch = statement.said is not None and statement.said.earliest != said
    return min(said, printed) if said and printed and is_stretch else said or printed


def published_at(report: Report) -> dt.datetime | None:
    """The moment of publication; the end of the day where only the day is known; None: not known."""
    when = report.published
    if when is None:
        return None
    if when.at:
        return when.at
    day = when.latest or when.earliest
    return dt.datetime.combine(day, dt.time.max, tzinfo=dt.UTC) if day else None


def is_named(statement: Statement) -> bool:
    """True when the report says who speaks."""
    return statement.speaker.name is not None and statement.speaker.kind is not SpeakerKind.UNSTATED


def count_acts(claims: Iterable[Claim]) -> int:
    """The acts of saying behind all of them: origins of two claims that share a statement are one."""
    acts = [o.statements for c in claims for o in c.origins]
    place = {s: n for n, s in enumerate(dict.fromkeys(s for act in acts for s in act))}
    sets = Sets(len(place))
    for act in acts:
        for statement in act[1:]:
            sets.join(place[act[0]], place[statement], "one act of saying")
    return sum(1 for _ in sets.groups())

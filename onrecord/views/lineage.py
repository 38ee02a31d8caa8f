"""How the words of a claim reached its reports: the act of saying, those it came through, the outlets that print it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.records.claim import Claim, CopyKind, Origin
from onrecord.records.finding import SpeakerKind, Statement
from onrecord.views.index import Index, published_at, words_of

OWN_WORDS = "the report itself"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One report that prints the words of an origin."""

    report: str  # id
    label: str
    outlet: str
    at: dt.datetime | None
    through: tuple[str, ...]  # agencies and outlets between the act of saying and this report, first to last
    copy_of: str | None  # label of the report that it repeats; None: its own work
    statement: str  # id of the first statement that goes back to the origin
    statement_label: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One act of saying with all that hangs on it."""

    origin: str  # id
    name: str
    party: str | None  # None: not known, so it may not be independent
    because: str
    leaves: tuple[Leaf, ...]  # by publication


def list_branches(index: Index, claim: Claim) -> tuple[Branch, ...]:
    """The origins of a claim that this index holds words of, the one with most reports first."""
    found = [_branch(index, origin) for origin in claim.origins]
    return tuple(sorted((b for b in found if b.leaves), key=lambda b: (-len(b.leaves), _first(b), b.name)))


def _first(branch: Branch) -> float:
    return min((leaf.at.timestamp() for leaf in branch.leaves if leaf.at), default=float("inf"))


def _branch(index: Index, origin: Origin) -> Branch:
    of_report: dict[str, Statement] = {}
    for id in origin.statements:
        if statement := index.statements.get(id):
            kept = of_report.setdefault(statement.evidence.report, statement)
            if statement.content[0] < kept.content[0]:
                of_report[statement.evidence.report] = statement
    leaves = [_leaf(index, origin, statement) for statement in of_report.values()]
    leaves.sort(key=lambda leaf: (leaf.at or dt.datetime.max.replace(tzinfo=dt.UTC), leaf.label))
    return Branch(
        origin=origin.id,
        name=origin.name or OWN_WORDS,
        party=origin.party,
        because=origin.because,
        leaves=tuple(leaves),
    )


def _leaf(index: Index, origin: Origin, statement: Statement) -> Leaf:
    report = index.report_of(statement)
    outlet = report.outlet or report.doc
    return Leaf(
        report=report.id,
        label=index.labels[report.id],
        outlet=outlet,
        at=published_at(report),
        through=_through(index, origin, statement, outlet),
        copy_of=_copied(index, report.id),
        statement=statement.id,
        statement_label=index.labels[statement.id],
        words=words_of(report, statement.content),
    )


def _through(index: Index, origin: Origin, statement: Statement, outlet: str) -> tuple[str, ...]:
    """The media of the chain, in its order; neither who speaks first nor who prints it."""
    media = [s for s in statement.chain if s.kind is SpeakerKind.MEDIA and s.name]
    names = [_full_name(index, statement, s.name or "") for s in media]
    return tuple(dict.fromkeys(n for n in names if n not in (origin.name, outlet)))


def _full_name(index: Index, statement: Statement, name: str) -> str:
    entity = index.entities.get((statement.evidence.report, name))
    return entity.name if entity else name


def _copied(index: Index, report: str) -> str | None:
    whole = (c.a for c in index.book.account.copies if c.b == report and c.kind is not CopyKind.PASSAGES)
    return next((index.labels[a] for a in whole if a in index.labels), None)


def list_relays(index: Index) -> tuple[tuple[str, str, int], ...]:
    """Who repeats whom, by outlet, and in how many reports: whole copies, and media named in a chain."""
    counts: dict[tuple[str, str], set[str]] = {}
    for copy in index.book.account.copies:
        a, b = index.reports.get(copy.a), index.reports.get(copy.b)
        if a and b and copy.kind is not CopyKind.PASSAGES:
            counts.setdefault((b.outlet or b.doc, a.outlet or a.doc), set()).add(b.id)
    for statement in index.statements.values():
        report = index.report_of(statement)
        outlet = report.outlet or report.doc
        for name in _media(index, statement):
            if not _is_same(name, outlet):
                counts.setdefault((outlet, name), set()).add(report.id)
    return tuple(sorted((b, a, len(reports)) for (b, a), reports in counts.items()))


def _media(index: Index, statement: Statement) -> Iterable[str]:
    return (_full_name(index, statement, s.name) for s in statement.chain if s.kind is SpeakerKind.MEDIA and s.name)


def _is_same(name: str, outlet: str) -> bool:
    a, b = name.casefold(), outlet.casefold()
    return a in b or b in a

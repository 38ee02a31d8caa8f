"""Finding in a case: paragraphs by their words, records by their ids."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.case.accounts import Accounts
from onrecord.errors import NotFound
from onrecord.records.casebook import Casebook
from onrecord.records.finding import Findings
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.store.store import Hit, Snapshot, Store
from onrecord.store.versions import current_captures

Choose = Callable[[Sequence[Hit]], list[Hit]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """A paragraph or headline that answers a search."""

    report: Report
    span: Span
    words: tuple[Span, ...]  # what matched, in text order
    statements: tuple[str, ...]  # ids of the statements that share text with `span`


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What of a case is looked at."""

    story: str | None = None  # None: all of it
    as_of: dt.datetime | None = None  # None: as it stands now
    book: Casebook | None = None  # the casebook of that, where whoever asks holds it; None: it is read if need be


def search_store(store: Store, accounts: Accounts, query: str, *, scope: Scope, limit: int) -> tuple[SearchHit, ...]:
    """Paragraphs of the current reports in the scope that hold all the words of the query, best first."""
    if scope == Scope():
        with store.snapshot() as snapshot:
            hits = _find(snapshot, query, lambda found: _list_current(snapshot, found), limit)
            pairs = snapshot.load_reports({h.capture for h in hits})
        return _show(hits, {report.id: (report, said) for report, said in pairs})
    book = scope.book or accounts.casebook(story=scope.story, as_of=scope.as_of)
    found = {report.id: (report, said) for report, said in zip(book.reports, book.findings, strict=True)}
    with store.snapshot() as snapshot:
        hits = _find(snapshot, query, lambda hits: [h for h in hits if h.report in found], limit)
    return _show(hits, found)


def _find(snapshot: Snapshot, query: str, choose: Choose, limit: int) -> list[Hit]:
    """The best hits that are chosen; earlier versions and other stories fall out, so more are asked for if need be."""
    for most in (limit * 2, limit * 10):
        hits = snapshot.search(query, limit=most)
        kept = choose(hits)
        if len(kept) >= limit or len(hits) < most:
            break
    return kept[:limit]


def _list_current(snapshot: Snapshot, hits: Sequence[Hit]) -> list[Hit]:
    """The hits in the newest versions of their pages."""
    current = current_captures(snapshot.list_siblings({h.capture for h in hits}))
    return [h for h in hits if h.capture in current]


def _show(hits: Iterable[Hit], found: Mapping[str, tuple[Report, Findings]]) -> tuple[SearchHit, ...]:
    return tuple(
        SearchHit(
            report=found[h.report][0],
            span=h.span,
            words=h.words,
            statements=tuple(
                s.id for s in found[h.report][1].statements if any(e.overlaps(h.span) for e in s.evidence.spans)
            ),
        )
        for h in hits
        if h.report in found
    )


def get_record(book: Casebook, id: str) -> Any:
    """The record with that id, or with the only id that begins so; a doc's name gives its report.

    Raises NotFound where there is none or there are several.
    """
    if by_doc := [r for r in book.reports if r.doc == id]:
        return by_doc[0]
    near = [(each.id, each) for each in _list_records(book) if id and each.id.startswith(id)]
    exact = [record for name, record in near if name == id]
    if exact or len(near) == 1:
        return exact[0] if exact else near[0][1]
    if near:
        known = ", ".join(name for name, _ in near[:5])
        raise NotFound(f"'{id}' is the beginning of {len(near)} ids.", where=id, help=f"Write more of it: {known}.")
    raise NotFound(f"Nothing in the case has the id '{id}'.", where=id, help="Find ids with `onrecord search`.")


def _list_records(book: Casebook) -> Iterator[Any]:
    yield from book.reports
    for found in book.findings:
        yield from (*found.statements, *found.figures, *found.events)
    account = book.account
    yield from (*account.entities, *account.stories, *account.claims, *account.series)
    yield from book.earlier

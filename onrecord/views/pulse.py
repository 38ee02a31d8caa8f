"""The pulse of a story: one beat a report in order of time, and whether a new origin begins with it."""

import datetime as dt
from dataclasses import dataclass

from onrecord.records.claim import CopyKind
from onrecord.views.index import Index, published_at
from onrecord.views.stories import headline


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """One report."""

    report: str  # id
    label: str
    at: dt.datetime
    outlet: str
    headline: str
    new_origins: int  # acts of saying that no earlier report gives
    is_copy: bool


def list_beats(index: Index) -> tuple[Beat, ...]:
    """The dated reports by publication; an origin begins with the earliest report that goes back to it."""
    copies = {c.b for c in index.book.account.copies if c.kind is not CopyKind.PASSAGES}
    dated = sorted(((at, r) for r in index.book.reports if (at := published_at(r))), key=lambda p: (p[0], p[1].doc))
    order = {report.id: n for n, (_, report) in enumerate(dated)}
    begins: dict[str, int] = {}
    for origin in {o.id: o for c in index.book.account.claims for o in c.origins}.values():
        told_in = {index.statements[s].evidence.report for s in origin.statements if s in index.statements}
        first = min((r for r in told_in - copies if r in order), key=lambda r: order[r], default=None)
        if first:
            begins[first] = begins.get(first, 0) + 1
    return tuple(
        Beat(
            report=report.id,
            label=index.labels[report.id],
            at=at,
            outlet=report.outlet or report.doc,
            headline=headline(report),
            new_origins=begins.get(report.id, 0),
            is_copy=report.id in copies,
        )
        for at, report in dated
    )

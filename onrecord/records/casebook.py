"""Everything a view is computed from: some reports, what they say, and what comparing them gave."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from onrecord.records.claim import Account, Claim, Excerpt, Origin, Series, Story
from onrecord.records.decision import Decision, Grade
from onrecord.records.finding import Findings
from onrecord.records.report import Report
from onrecord.records.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A report with what it says, and when and how the case came to know it."""

    report: Report
    findings: Findings
    page: str  # the address, else the doc: versions of one page share it
    number: int  # 1 for the first version of the page that the case holds
    known: dt.datetime  # aware, UTC: fetched; else when published; else when added
    fetched: dt.datetime | None  # None: whoever handed it in did not say
    is_inferred: bool = False  # True: `known` is the end of a day that only other reports tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Casebook:
    """Reports of a case, or of one story of it, with their findings and account."""

    reports: tuple[Report, ...]  # by publication, then doc
    findings: tuple[Findings, ...]  # as long as `reports`
    account: Account  # over exactly these reports
    earlier: tuple[Report, ...] = ()  # superseded versions of pages in `reports` (same address or doc), oldest first
    versions: tuple[Version, ...] = ()  # of these reports and of earlier versions of their pages, by page, then number
    decisions: tuple[Decision, ...] = ()  # by people, that count, oldest first; applied already
    grades: tuple[Grade, ...] = ()  # of outlets, by name; one that is not here is not graded


def find_story(account: Account, name: str) -> Story | None:
    """The story with that id, slug or name; else the only one whose slug or name contains the words; else None."""
    wanted = name.strip().lower()
    for story in account.stories:
        if is_called(story, name):
            return story
    near = [s for s in account.stories if wanted and (wanted in s.slug or wanted in s.name.lower())]
    return near[0] if len(near) == 1 else None


def is_called(story: Story, name: str) -> bool:
    """True where that is the story's id, slug or name."""
    return name == story.id or name.strip().lower() in (story.slug, story.name.lower())


def restrict(book: Casebook, story: Story) -> Casebook:
    """The casebook of one story: its reports, and the account over exactly these, counts included."""
    ids = frozenset(story.reports)
    whole = {r.id: (r, f) for r, f in zip(book.reports, book.findings, strict=True) if r.id in ids}
    pairs = cut_to(whole, story.excerpts)
    report_of = {s.id: f.report for _, f in pairs for s in f.statements}
    figures = frozenset(x.id for _, f in pairs for x in f.figures)
    names = tuple(n for n in book.account.names if n[0] in ids)
    named = {entity for _, _, entity in names}
    page_of = {v.report.id: v.page for v in book.versions}
    pages = {page_of.get(r.id, r.address or r.doc) for r, _ in pairs}
    account = Account(
        entities=tuple(e for e in book.account.entities if e.id in named),
        names=names,
        copies=tuple(c for c in book.account.copies if c.a in ids and c.b in ids),
        stories=(story,),
        claims=tuple(c for c in (trim_claim(c, report_of) for c in book.account.claims) if c is not None),
        series=tuple(s for s in (_trim_series(s, figures) for s in book.account.series) if s is not None),
    )
    return Casebook(
        reports=tuple(r for r, _ in pairs),
        findings=tuple(f for _, f in pairs),
        account=account,
        earlier=tuple(r for r in book.earlier if page_of.get(r.id, r.address or r.doc) in pages),
        versions=tuple(v for v in book.versions if v.page in pages),
        decisions=book.decisions,
        grades=book.grades,
    )


def cut_to(pairs: Mapping[str, tuple[Report, Findings]], excerpts: Iterable[Excerpt]) -> list[tuple[Report, Findings]]:
    """The reports by id, in their order, each with what it says, as far as a story with these excerpts has them.

    What stands above the paragraphs, as a headline does, goes with the report's own story.
    """
    held = {e.report: e for e in excerpts}
    return [_cut(report, found, held[id]) if id in held else (report, found) for id, (report, found) in pairs.items()]


def _cut(report: Report, found: Findings, excerpt: Excerpt) -> tuple[Report, Findings]:
    kept = frozenset(excerpt.paragraphs)
    gone = tuple(p for p in report.body if p not in kept)

    def is_here(span: Span) -> bool:
        inside = excerpt.paragraphs if excerpt.is_guest else gone
        return any(p.start <= span.start < p.end for p in inside) == excerpt.is_guest

    body = tuple(p for p in report.body if p in kept)
    cut = replace(report, body=body)
    if excerpt.is_guest:
        cut = replace(cut, headline=None, standfirst=None, title=None, subheads=())
    return cut, replace(
        found,
        statements=tuple(s for s in found.statements if is_here(s.content[0])),
        figures=tuple(f for f in found.figures if is_here(f.evidence.spans[0])),
        events=tuple(e for e in found.events if is_here(e.evidence.spans[0])),
        times=tuple(t for t in found.times if is_here(t.span)),
        mentions=tuple(m for m in found.mentions if is_here(m.span)),
    )


def trim_claim(claim: Claim, report_of: Mapping[str, str]) -> Claim | None:
    """The claim with only the statements that `report_of` has a report for, counts included; None: none is left."""
    statements = tuple(s for s in claim.statements if s in report_of)
    if not statements:
        return None
    if statements == claim.statements:
        return claim
    origins = tuple(o for o in (_trim_origin(o, report_of) for o in claim.origins) if o is not None)
    return replace(
        claim,
        statements=statements,
        relations=tuple(r for r in claim.relations if r.a in report_of and r.b in report_of),
        origins=origins,
        reports=len({report_of[s] for s in statements}),
        parties=tuple(sorted({o.party for o in origins if o.party is not None})),
        has_unknown_party=any(o.party is None for o in origins),
    )


def _trim_origin(origin: Origin, report_of: Mapping[str, str]) -> Origin | None:
    statements = tuple(s for s in origin.statements if s in report_of)
    return replace(origin, statements=statements) if statements else None


def _trim_series(series: Series, figures: frozenset[str]) -> Series | None:
    points = tuple(p for p in series.points if p.figure in figures)
    if not points:
        return None
    if points == series.points:
        return series
    return replace(
        series,
        points=points,
        reports=min(series.reports, len(points)),
        origins=min(series.origins, len(points)),
        parties=tuple(sorted({p.party for p in points if p.party is not None})),
    )

"""One story of a large case taken out of it without looking at all the others: who is asked for is looked up."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from onrecord.records.casebook import Casebook, Version, restrict
from onrecord.records.claim import Account, Claim, Copy, Series, Story
from onrecord.records.decision import Decision, Matter
from onrecord.views.index import Index

K = TypeVar("K")
V = TypeVar("V")
Name = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelves:
    """The parts of a casebook by the report that they belong to, each in the order of the casebook."""

    index: Index
    places: Mapping[str, int]  # of the reports, by id
    names: Mapping[str, tuple[Name, ...]]
    copies: Mapping[str, tuple[Copy, ...]]
    claims: Mapping[str, int]  # places of the claims, by id
    series: Mapping[str, int]
    versions: Mapping[str, tuple[Version, ...]]  # by page
    earlier: Mapping[str, tuple[int, ...]]  # places of the earlier versions, by page


def fill_shelves(index: Index) -> Shelves:
    """The shelves of a casebook."""
    book = index.book
    page_of = {v.report.id: v.page for v in book.versions}
    return Shelves(
        index=index,
        places={r.id: n for n, r in enumerate(book.reports)},
        names=_group((name[0], name) for name in book.account.names),
        copies=_group((copy.a, copy) for copy in book.account.copies),
        claims={c.id: n for n, c in enumerate(book.account.claims)},
        series={s.id: n for n, s in enumerate(book.account.series)},
        versions=_group((v.page, v) for v in book.versions),
        earlier=_group((page_of.get(r.id, r.address or r.doc), n) for n, r in enumerate(book.earlier)),
    )


def take_story(shelves: Shelves, story: Story) -> Casebook:
    """The casebook of the story, as `restrict` gives it of the whole, with the decisions that bear on it."""
    book, index = shelves.index.book, shelves.index
    places = sorted({shelves.places[r] for r in story.reports if r in shelves.places})
    reports = tuple(book.reports[n] for n in places)
    findings = tuple(book.findings[n] for n in places)
    statements = {s.id for f in findings for s in f.statements}
    pages = sorted({index.versions[r.id].page if r.id in index.versions else r.address or r.doc for r in reports})
    names = tuple(name for r in reports for name in shelves.names.get(r.id, ()))
    named = {entity for _, _, entity in names}
    account = Account(
        entities=tuple(e for e in book.account.entities if e.id in named),
        names=tuple(sorted(names)),
        copies=tuple(c for r in reports for c in shelves.copies.get(r.id, ())),
        stories=(story,),
        claims=_claims(shelves, statements),
        series=_series(shelves, (x.id for f in findings for x in f.figures)),
    )
    narrow = Casebook(
        reports=reports,
        findings=findings,
        account=account,
        earlier=tuple(book.earlier[n] for n in sorted(n for page in pages for n in shelves.earlier.get(page, ()))),
        versions=tuple(v for page in pages for v in shelves.versions.get(page, ())),
        decisions=tuple(d for d in book.decisions if _bears_on(d, statements)),
        grades=book.grades,
    )
    return restrict(narrow, story)


def _claims(shelves: Shelves, statements: Iterable[str]) -> tuple[Claim, ...]:
    found = {c.id: c for s in statements for c in shelves.index.claims.get(s, ())}
    return tuple(sorted(found.values(), key=lambda c: shelves.claims[c.id]))


def _series(shelves: Shelves, figures: Iterable[str]) -> tuple[Series, ...]:
    found = {s.id: s for x in figures if (s := shelves.index.series.get(x))}
    return tuple(sorted(found.values(), key=lambda s: shelves.series[s.id]))


def _bears_on(decision: Decision, statements: Collection[str]) -> bool:
    return decision.matter is not Matter.STATEMENT or any(t in statements for t in decision.things)


def _group(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    out: dict[K, list[V]] = {}
    for key, value in pairs:
        out.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in out.items()}

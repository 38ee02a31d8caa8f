"""A casebook without some names: what they said, what mentions them, and every letter of them.

The records go, the text stays in place: every character of what went is replaced by a block, so that the offsets of all
that is left still hold.  Whoever published or signed a report under a listed name loses the whole report.  A name is
followed to its other forms as far as the account joins them ("Brandt" for "Ilsa Brandt"); leaving out too much is the
safe side, and every list of what went is a count, never a name.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar, cast
from urllib.parse import unquote

from onrecord.records.annotation import EntityKind
from onrecord.records.casebook import Casebook, Version, trim_claim
from onrecord.records.claim import Account, Claim, Entity, Series
from onrecord.records.decision import Decision
from onrecord.records.finding import Event, Figure, Findings, Statement
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.views.exports.order import count_records
from onrecord.views.index import squeeze

T = TypeVar("T")
Done = Mapping[str, tuple[Report, Findings]]
BLOCK = "█"
UNSEEN = ("Cf",)  # categories of characters that do not show: soft hyphens, joiners, marks of direction
WITHHELD = "[withheld]"  # for a name outside of a text
MIN_FORM = 2  # letters; a shorter form of a name ("K") would take half of a text with it
MIN_PART = 3  # of a single part of a person's name: "van" goes with it, "de" does not
JOINT = r"[\s\-‐‑.'’_+]*"  # between the parts of a name: blanks in prose, hyphens or nothing in an address
JOINTS = re.compile(r"[\s\-‐‑.'’_+]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction:
    """What is left, and how much went."""

    book: Casebook
    gone: Mapping[str, int]  # by kind
    unseen: int  # listed names that stand nowhere: mistyped, perhaps
    names: "Names"


class Names:
    """Tells whether a text holds one of the names, in any case, accents or joining of its parts.

    `parts` are single words that may be ordinary ones too ("Will"): in prose they count where they are not in small
    letters, in an address or slug always.
    """

    def __init__(self, names: Iterable[str], parts: Iterable[str] = ()) -> None:
        self.forms = frozenset(form for name in names if len(form := plain(name)) >= MIN_FORM)
        self.parts = frozenset(form for part in parts if len(form := plain(part)) >= MIN_FORM) - self.forms
        words = sorted(self.forms | self.parts, key=len, reverse=True)
        patterns = (JOINT.join(re.escape(w) for w in form.split()) for form in words)
        self._pattern = re.compile(rf"(?<![^\W_])(?:{'|'.join(patterns)})(?![^\W_])") if words else None

    def spans(self, text: str) -> list[Span]:
        """Where they stand in the text."""
        if self._pattern is None or not text:
            return []
        folded, places = _fold(text)
        is_prose = any(letter.isspace() for letter in text)
        return [
            Span(start=places[m.start()], end=places[m.end() - 1] + 1)
            for m in self._pattern.finditer(folded)
            if not (is_prose and plain(m[0]) in self.parts and text[places[m.start()]].islower())
        ]

    def are_in(self, text: str | None) -> bool:
        """True when one of them stands in the text."""
        return bool(text) and bool(self.spans(text or ""))

    def strike(self, text: str) -> str:
        """The text with a sign for each of them; an encoded address that holds one goes whole."""
        if "%" in text and self.are_in(unquote(text)):
            return WITHHELD
        out: list[str] = []
        last = 0
        for span in self.spans(text):
            out += [text[last : span.start], WITHHELD]
            last = span.end
        return "".join((*out, text[last:])) if out else text


def plain(name: str) -> str:
    """The name in small letters, without accents, its parts joined by single blanks."""
    return " ".join(w for w in JOINTS.split(_fold(name)[0]) if w)


def _fold(text: str) -> tuple[str, list[int]]:
    """Small letters without accents or what does not show (soft hyphens), and for each the place it comes from."""
    if text.isascii():
        return text.lower(), list(range(len(text)))
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for each in unicodedata.normalize("NFKD", letter).casefold():
            if not unicodedata.combining(each) and unicodedata.category(each) not in UNSEEN:
                letters.append(each)
                places.append(place)
    return "".join(letters), places


def redact(book: Casebook, listed: Iterable[str]) -> Redaction:
    """The casebook without the listed names."""
    listed = tuple(listed)
    names = _with_forms(book, Names(listed))
    kept = [(r, f) for r, f in zip(book.reports, book.findings, strict=True) if not _is_theirs(r, names)]
    done = {r.id: _redact_report(r, f, names) for r, f in kept}
    found_of = {v.report.id: v.findings for v in book.versions}

    def redacted(report: Report) -> tuple[Report, Findings]:
        return done.get(report.id) or _redact_report(report, found_of.get(report.id, _nothing(report)), names)

    versions = (v for v in book.versions if not _is_theirs(v.report, names))
    left = Casebook(
        reports=tuple(r for r, _ in done.values()),
        findings=tuple(f for _, f in done.values()),
        account=_redact_account(book.account, done, names),
        earlier=tuple(redacted(r)[0] for r in book.earlier if not _is_theirs(r, names)),
        versions=tuple(_replaced(v, *redacted(v.report)) for v in versions),
        decisions=tuple(_kept_decisions(book.decisions, done)),
        grades=tuple(g for g in book.grades if not names.are_in(g.outlet)),
    )
    clean = _scrub(left, names)
    gone = Counter(count_records(book))
    gone.subtract(count_records(clean))
    return Redaction(book=clean, gone=dict(gone), unseen=_count_unseen(book, listed), names=names)


def _count_unseen(book: Casebook, listed: Iterable[str]) -> int:
    """How many of the names stand neither in the account nor in a report."""
    reports = (*book.reports, *book.earlier, *(v.report for v in book.versions))
    told = {name for e in book.account.entities for name in (e.name, *e.aliases)}
    told |= {name for r in reports for name in (r.outlet, r.byline, r.title, r.address) if name}
    held = "\n".join(told)
    left = [one for one in (Names([name]) for name in dict.fromkeys(listed)) if not one.are_in(held)]
    return sum(1 for one in left if not any(one.are_in(r.text) for r in reports))


def _with_forms(book: Casebook, names: Names) -> Names:
    """The names with their other forms: those that the account or a report joins, and the parts of a person's name.

    A name that is neither in the account nor an outlet's is taken for a person's.
    """
    forms = set(names.forms)
    others = {plain(r.outlet) for r in book.reports if r.outlet}
    for entity in book.account.entities:
        known = (entity.name, *entity.aliases)
        if any(names.are_in(form) for form in known):
            forms.update(plain(form) for form in known)
            others.update(plain(form) for form in known if entity.kind is not EntityKind.PERSON)
    wider = Names(forms)
    for report, found in zip(book.reports, book.findings, strict=True):
        for mention in found.mentions:
            if wider.are_in(mention.name):
                forms.update((plain(mention.name), plain(mention.span.of(report.text))))
    parts = {word for name in names.forms - others for word in name.split() if len(word) >= MIN_PART}
    short = {form for form in forms - names.forms if " " not in form}
    return Names(forms - short, parts | short)


def _is_theirs(report: Report, names: Names) -> bool:
    """True for a report that one of them published or signed."""
    return names.are_in(report.outlet) or names.are_in(report.byline)


def _nothing(report: Report) -> Findings:
    return Findings(report=report.id, statements=(), figures=(), events=(), times=(), mentions=(), notes=())


def _kept_decisions(decisions: Iterable[Decision], done: Done) -> Iterator[Decision]:
    """Those on statements and reports that are left, without their reasons, which may tell of what went."""
    left = {*done, *(s.id for _, found in done.values() for s in found.statements)}
    for decision in decisions:
        if left.issuperset((*decision.things, *decision.others)):
            yield replace(decision, reason=None, changes=())


def _replaced(version: Version, report: Report, found: Findings) -> Version:
    return replace(version, report=report, findings=found)


def _redact_report(report: Report, found: Findings, names: Names) -> tuple[Report, Findings]:
    """The report with its text blocked out where it must be, and the findings that are left of it."""
    blocked = names.spans(report.text)
    blocked += [m.span for m in found.mentions if names.are_in(m.name)]
    gone = [s for s in found.statements if _mentions(s, report, blocked, names)]
    lost = {s.id for s in gone}
    for statement in gone:
        edges = [*statement.evidence.spans, *statement.content, *((statement.cue,) if statement.cue else ())]
        blocked += [*edges, Span(start=min(e.start for e in edges), end=max(e.end for e in edges))]
    kept = Findings(
        report=found.report,
        statements=tuple(s for s in found.statements if s.id not in lost and not _touches(s.content, blocked)),
        figures=tuple(x for x in found.figures if x.statement not in lost and not _is_hit(x, blocked, names)),
        events=tuple(e for e in found.events if e.statement not in lost and not _is_hit(e, blocked, names)),
        times=tuple(t for t in found.times if not _touches((t.span,), blocked)),
        mentions=tuple(m for m in found.mentions if not _touches((m.span,), blocked)),
        notes=tuple(n for n in found.notes if not names.are_in(n.message)),
    )
    headline = None if report.headline and _touches((report.headline,), blocked) else report.headline
    title = None if names.are_in(report.title) else report.title
    address = None if names.are_in(unquote(report.address or "")) else report.address
    return replace(report, text=_block(report.text, blocked), headline=headline, title=title, address=address), kept


def _mentions(statement: Statement, report: Report, blocked: list[Span], names: Names) -> bool:
    people = (statement.speaker, *statement.chain)
    told = [name for p in people for name in (p.name, p.role, p.country, *p.members)]
    cue = (statement.cue,) if statement.cue else ()
    held = (*statement.content, *statement.evidence.spans, *cue)
    return any(names.are_in(name) for name in told) or _touches(held, blocked)


def _is_hit(finding: Figure | Event, blocked: list[Span], names: Names) -> bool:
    words = (finding.of, finding.scope) if isinstance(finding, Figure) else (finding.label, *finding.actors)
    return _touches(finding.evidence.spans, blocked) or any(names.are_in(w) for w in words)


def _touches(spans: Iterable[Span], blocked: list[Span]) -> bool:
    return any(span.overlaps(other) for span in spans for other in blocked)


def _block(text: str, blocked: list[Span]) -> str:
    """The text with blocks in the place of letters; line ends stay, since paragraphs hang on them."""
    letters = list(text)
    for span in blocked:
        for place in range(span.start, span.end):
            if letters[place] != "\n":
                letters[place] = BLOCK
    return "".join(letters)


def _redact_account(account: Account, done: Done, names: Names) -> Account:
    report_of = {s.id: f.report for _, f in done.values() for s in f.statements}
    words = {s.id: _words(r, s) for r, f in done.values() for s in f.statements}
    figures = frozenset(x.id for _, f in done.values() for x in f.figures)
    lost = frozenset(e.id for e in account.entities if _is_named(e, names))
    claims = tuple(_relabel(c, words) for c in (trim_claim(c, report_of) for c in account.claims) if c is not None)
    held = frozenset(c.id for c in claims)
    return Account(
        entities=tuple(e for e in account.entities if e.id not in lost),
        names=tuple(n for n in account.names if n[0] in done and n[2] not in lost and not names.are_in(n[1])),
        copies=tuple(c for c in account.copies if c.a in done and c.b in done),
        stories=tuple(
            replace(
                s,
                reports=tuple(r for r in s.reports if r in done),
                claims=tuple(c for c in s.claims if c in held),
                because=WITHHELD,
            )
            for s in account.stories
            if any(r in done for r in s.reports)
        ),
        claims=claims,
        series=tuple(s for s in (_trim_series(s, figures) for s in account.series) if s is not None),
    )


def _is_named(entity: Entity, names: Names) -> bool:
    return any(names.are_in(form) for form in (entity.name, *entity.aliases))


def _words(report: Report, statement: Statement) -> str:
    return " … ".join(squeeze(span.of(report.text)) for span in statement.content)


def _relabel(claim: Claim, words: Mapping[str, str]) -> Claim:
    """The label is one of the claim's own contents: of one that is left."""
    contents = [words[s] for s in claim.statements]
    return replace(claim, label=claim.label if claim.label in contents else min(contents, key=lambda w: (len(w), w)))


def _trim_series(series: Series, figures: frozenset[str]) -> Series | None:
    """The number's life without the points that went; what came after one of them is compared with nothing."""
    points = []
    is_broken = False
    for point in series.points:
        if point.figure not in figures:
            is_broken = True
        else:
            points.append(replace(point, relation="withheld", because=WITHHELD) if is_broken else point)
    if not points or not is_broken:
        return series if points else None
    return replace(
        series,
        points=tuple(points),
        reports=min(series.reports, len(points)),
        origins=min(series.origins, len(points)),
        parties=tuple(sorted({p.party for p in points if p.party is not None})),
    )


def _scrub(value: T, names: Names) -> T:
    """The record with every name struck from every field, whatever its place; texts are blocked out already."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return cast(T, names.strike(value))
    if isinstance(value, tuple):
        return cast(T, tuple(_scrub(v, names) for v in value))
    if is_dataclass(value) and not isinstance(value, type | Span):
        changed: dict[str, Any] = {}
        for f in fields(value):
            old = getattr(value, f.name)
            if f.name == "text" and isinstance(value, Report):
                continue
            new = _scrub(old, names)
            if new is not old and new != old:
                changed[f.name] = new
        return replace(value, **changed) if changed else value
    return value

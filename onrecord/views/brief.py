"""The account in five fixed parts, every line of it held word for word against what it cites."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from onrecord.language import Language
from onrecord.records.casebook import Casebook
from onrecord.records.claim import Claim, CopyKind
from onrecord.records.finding import Statement
from onrecord.views import phrases
from onrecord.views.changes import Change, ChangeKind, list_changes
from onrecord.views.disputes import disputed_amounts, disputed_lines
from onrecord.views.index import Index, index_casebook, published_at, said_date
from onrecord.views.line import Line, Piece, frame, holds, marked, name, tally
from onrecord.views.standing import Standing, best_statement, is_silent, most_told, standing_of
from onrecord.views.unknowns import list_unknowns
from onrecord.views.wording import joined_pieces, statement_pieces

MAX_LINES = 8  # lines shown of a part; a brief is read on one screen or two
MAX_VOICES = 3  # speakers named in one line
BRIEF_CHANGES = frozenset({ChangeKind.REVISED, ChangeKind.EDITED})  # the rest stands in the other parts
MIN_WORDS = 3  # a content shorter than this is no sentence to put into a brief


class PartKind(StrEnum):
    """The five parts, in the order they are shown."""

    AGREED = "said by more than one party, not denied"
    ONE_PARTY = "one party says"
    DISPUTED = "disputed"
    NOT_KNOWN = "not known"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a brief."""

    kind: PartKind
    lines: tuple[Line, ...]  # most told first; all of them hold
    more: int  # lines that hold but are not shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """The account of a story as far as its reports carry it."""

    title: str
    as_of: dt.datetime | None  # None: the latest publication
    since: dt.datetime | None  # of the part "changed"; None: over the story's life
    reports: int
    copies: int  # of those, copies of another
    origins: int
    parties: tuple[str, ...]
    has_unknown_party: bool  # True: the count of origins is an upper bound
    makers: tuple[str, ...]  # what read the reports
    parts: tuple[Part, ...]
    citations: int  # in all lines made
    held: int  # of those, found word for word
    dropped: int  # lines not shown because they did not hold
    inferred: tuple[str, ...] = ()  # labels of reports whose day, from which they count as known, others tell


def make_brief(
    book: Casebook,
    *,
    title: str,
    language: Language,
    since: dt.datetime | None = None,
    as_of: dt.datetime | None = None,
) -> Brief:
    """The brief of a casebook."""
    index = index_casebook(book)
    made = {kind: _distinct(lines) for kind, lines in _lines(index, since, language).items()}
    kept = {kind: [line for line in lines if holds(line, index)] for kind, lines in made.items()}
    every = [line for lines in made.values() for line in lines]
    held = [line for lines in kept.values() for line in lines]
    return Brief(
        title=title,
        as_of=as_of or max((at for r in book.reports if (at := published_at(r))), default=None),
        since=since,
        reports=len(book.reports),
        copies=len({c.b for c in book.account.copies if c.kind is not CopyKind.PASSAGES}),
        origins=len({o.id for c in book.account.claims for o in c.origins}),
        parties=tuple(sorted({p for c in book.account.claims for p in c.parties})),
        has_unknown_party=any(c.has_unknown_party for c in book.account.claims),
        makers=tuple(sorted({s.evidence.maker for f in book.findings for s in f.statements})),
        parts=tuple(Part(kind=k, lines=tuple(v[:MAX_LINES]), more=max(0, len(v) - MAX_LINES)) for k, v in kept.items()),
        citations=sum(len(line.cites) for line in every),
        held=sum(len(line.cites) for line in held),
        dropped=len(every) - len(held),
        inferred=tuple(
            index.labels[v.report.id] for v in book.versions if v.is_inferred and v.report.id in index.labels
        ),
    )


def _distinct(lines: Iterable[Line]) -> list[Line]:
    """The lines, those that say the same in the same words once."""
    return list({line.words: line for line in reversed(list(lines))}.values())[::-1]


def _lines(index: Index, since: dt.datetime | None, language: Language) -> dict[PartKind, Iterable[Line]]:
    claims: dict[Standing, list[Claim]] = {standing: [] for standing in Standing}
    for claim in most_told(index):
        claims[standing_of(index, claim)].append(claim)
    changes = [c for c in list_changes(index.book, since=since).changes if c.kind in BRIEF_CHANGES]
    in_dispute = disputed_amounts(index)
    return {
        PartKind.AGREED: _told(index, claims[Standing.AGREED]),
        PartKind.ONE_PARTY: _told(
            index, [c for c in claims[Standing.ONE_PARTY] if not in_dispute.issuperset(c.statements)]
        ),
        PartKind.DISPUTED: disputed_lines(index, claims[Standing.DISPUTED]),
        PartKind.NOT_KNOWN: [*list_unknowns(index, language=language), *_not_known(index, claims[Standing.SILENT])],
        PartKind.CHANGED: [_change_line(c) for c in changes],
    }


def _told(index: Index, claims: Iterable[Claim]) -> Iterator[Line]:
    for claim in claims:
        voices = _voices(index, claim)
        if voices and any(_is_sentence(index, v) for v in voices):
            pieces, cites = joined_pieces(index, voices)
            yield Line(pieces=(*pieces, frame("  "), *_counted(index, claim)), cites=cites)


def _voices(index: Index, claim: Claim) -> list[Statement]:
    """One statement for each party of the claim, else the one that says it best."""
    parties: dict[str, list[Statement]] = {}
    for statement in index.members(claim):
        party = index.side_of(statement)
        if party and not is_silent(statement):
            parties.setdefault(party, []).append(statement)
    chosen = [best_statement(index, said) for said in parties.values()]
    if not chosen:
        chosen = [best_statement(index, index.members(claim))]
    return chosen[:MAX_VOICES]


def _is_sentence(index: Index, statement: Statement) -> bool:
    text = index.report_of(statement).text
    return sum(len(span.of(text).split()) for span in statement.content) >= MIN_WORDS


def _counted(index: Index, claim: Claim) -> tuple[Piece, ...]:
    origins = len(claim.origins)
    if claim.reports == 1 or origins == 1:
        outlets = {index.report_of(s).outlet for s in index.members(claim)}
        told = phrases.count(claim.reports, "report") + ", " if claim.reports > 1 else ""
        only = next(iter(outlets)) if len(outlets) == 1 else None
        count = tally(f"{told}{phrases.count(origins, 'origin')}".capitalize())
        return (count, frame(", via "), name(only), frame(" only.")) if only else (count, frame("."))
    at_most = claim.has_unknown_party
    return (tally(phrases.three_counts(claim.reports, origins, len(claim.parties), at_most=at_most) + "."),)


def _not_known(index: Index, claims: Iterable[Claim]) -> Iterator[Line]:
    for claim in claims:
        voice = best_statement(index, index.members(claim))
        marks, cites = marked(index, voice)
        date = said_date(voice, index.report_of(voice))
        dated = (frame(" ("), tally(phrases.day(date)), frame(")")) if date else ()
        yield Line(pieces=(*statement_pieces(index, voice), *dated, *marks), cites=cites)


def _change_line(change: Change) -> Line:
    return replace(change.line, pieces=(frame(f"{change.kind.value:<8} "), *change.line.pieces))


def brief_lines(brief: Brief, *, width: int, story: str | None = None) -> tuple[str, ...]:
    """The brief for people; `story` is how to name it to the commands that show more."""
    out = _heading(brief, width)
    option = f" --story {story}" if story else ""
    for part in brief.parts:
        title = part.kind.value
        if part.kind is PartKind.CHANGED and brief.since:
            title += f" since {phrases.moment(brief.since)}"
        out += ["", title.upper()]
        for line in part.lines:
            out += phrases.wrap(line.text, width=width, indent="  ")
        if not part.lines:
            out.append("  Nothing yet." if part.kind is not PartKind.CHANGED else "  Nothing.")
        if part.more:
            verb = "diff" if part.kind is PartKind.CHANGED else "claims"
            out.append(f"  … and {part.more:,} more: onrecord {verb}{option}")
    return (*out, "", *_footer(brief, option, width))


def _heading(brief: Brief, width: int) -> list[str]:
    counts = phrases.three_counts(brief.reports, brief.origins, len(brief.parties), at_most=brief.has_unknown_party)
    facts = [f"as of {phrases.moment(brief.as_of)}" if brief.as_of else "no dates", counts]
    if brief.copies:
        facts.append(f"{brief.copies} of the reports {'is a copy' if brief.copies == 1 else 'are copies'}")
    facts += [f"read by {', '.join(brief.makers)}"] if brief.makers else []
    return phrases.wrap(f"{brief.title.upper()}   " + " · ".join(facts), width=width)


def _footer(brief: Brief, option: str, width: int) -> list[str]:
    checked = f"Every line checked: {brief.held:,} of {phrases.count(brief.citations, 'citation')} found word for word."
    if brief.dropped:
        checked += f" Not shown because it did not hold: {phrases.count(brief.dropped, 'line')}."
    if brief.as_of and brief.inferred:
        checked += f" Dated by other reports alone, and taken as known from that day on: {', '.join(brief.inferred)}."
    labels = [c.label for part in brief.parts for line in part.lines for c in line.cites if " " not in c.label]
    return phrases.wrap(f"{checked} Show one: onrecord show {labels[-1]}{option}" if labels else checked, width=width)


def brief_plain(brief: Brief) -> tuple[str, ...]:
    """One tab-separated line a line: part, words, labels."""
    return tuple(
        phrases.tabbed((part.kind.value, line.words, ",".join(dict.fromkeys(c.label for c in line.cites))))
        for part in brief.parts
        for line in part.lines
    )

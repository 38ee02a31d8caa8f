"""The account in five fixed parts, every line of it held word for word against what it cites."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from onrecord.language import Language
from onrecord.records.casebook import Casebook
from onrecord.records.claim import Claim, CopyKind
from onrecord.records.finding import Statement
from onrecord.views import phrases
from onrecord.views.agreeing import Asserting, Assertion
from onrecord.views.changes import Change, ChangeKind, Changes, History, cut_history, list_history
from onrecord.views.contested import list_disputes
from onrecord.views.disputes import disputed_amounts, disputed_lines
from onrecord.views.index import Index, count_acts, index_casebook, published_at
from onrecord.views.line import Line, Piece, frame, holds, name, tally
from onrecord.views.silences import silence_lines
from onrecord.views.standing import Standing, best_statement, is_silent, most_told, opposing, standing_of
from onrecord.views.sums import sum_lines
from onrecord.views.unknowns import list_unknowns
from onrecord.views.wording import joined_pieces

MAX_LINES = 12  # lines shown of a part; a brief is read on one screen or two
WIDENED = 4 * MAX_LINES  # of the most told, which look for others that say the same
MAX_VOICES = 3  # speakers named in one line
BRIEF_CHANGES = frozenset(
    {ChangeKind.REVISED, ChangeKind.UPDATED, ChangeKind.EDITED}
)  # the rest stands in the other parts
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
    history: History | None = None,
) -> Brief:
    """The brief of a casebook; `history` is its own, where the caller has it already."""
    index = index_casebook(book)
    changed = cut_history(history or list_history(book), since=since)
    made = {kind: _distinct(lines) for kind, lines in _lines(index, changed, language).items()}
    kept = {kind: [line for line in lines if holds(line, index)] for kind, lines in made.items()}
    every = [line for lines in made.values() for line in lines]
    held = [line for lines in kept.values() for line in lines]
    return Brief(
        title=title,
        as_of=as_of or max((at for r in book.reports if (at := published_at(r))), default=None),
        since=since,
        reports=len(book.reports),
        copies=len({c.b for c in book.account.copies if c.kind is not CopyKind.PASSAGES}),
        origins=count_acts(book.account.claims),
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


def _lines(index: Index, changed: Changes, language: Language) -> dict[PartKind, Iterable[Line]]:
    claims = most_told(index)
    disputed = [c for c in claims if standing_of(index, c) is Standing.DISPUTED]
    opposed = {side for c in disputed for r in opposing(index, c) for side in (r.a, r.b)}
    disputes = list_disputes(index, disputed)
    opposed |= {s.id for d in disputes for s in d.statements}
    amounts = disputed_amounts(index)
    told = _told(index, claims, opposed, amounts - opposed)
    return {
        PartKind.AGREED: (_told_line(index, a, amounts) for a in told if len(a.sides) > 1),
        PartKind.ONE_PARTY: (_told_line(index, a, amounts) for a in told if len(a.sides) < 2),
        PartKind.DISPUTED: disputed_lines(index, disputes),
        PartKind.NOT_KNOWN: [
            *list_unknowns(index, language=language),
            *sum_lines(index, language=language),
            *silence_lines(index, opposed, language=language),
        ],
        PartKind.CHANGED: [_change_line(c) for c in _latest(index, changed.changes) if c.kind in BRIEF_CHANGES],
    }


def _told(
    index: Index, claims: Iterable[Claim], left_out: Collection[str], amounts: Collection[str]
) -> list[Assertion]:
    """What is asserted, by how many sides, origins and reports say it; each statement once.

    `amounts` are statements that give a disputed amount: they bear out what others say, and lead no line.
    """
    seen, asserting = {*left_out, *amounts}, Asserting(index)
    out: list[Assertion] = []
    for fewest in (
        2,
        0,
    ):  # a statement of several claims goes with the other sides that say the same, where there are any
        for claim in claims:
            fresh = [s for s in index.members(claim) if s.id not in seen and not is_silent(s)]
            made = [a for a in asserting.list_assertions(fresh) if len(a.sides) >= fewest]
            seen.update(s.id for a in made for s in a.statements)
            out += [a for a in made if any(_is_sentence(index, s) for s in a.statements)]
    return _spread(index, sorted(_widen(index, asserting, out, amounts), key=_rank))


def _rank(told: Assertion) -> tuple[int, int, int]:
    """By sides, origins and reports, the most first."""
    return -max(1, len(told.sides)), -told.origins, -told.reports


def _widen(index: Index, asserting: Asserting, told: Iterable[Assertion], amounts: Iterable[str]) -> list[Assertion]:
    """The assertions, the most told with those of their other claims that say the same: a matter has many claims."""
    others = asserting.list_alone(index.statements[id] for id in sorted(amounts))
    ordered = [*sorted(told, key=_rank), *others]
    leading = len(ordered) - len(others)
    holders: dict[str, list[int]] = {}
    for n, assertion in enumerate(ordered):
        for claim in _claims_of(index, assertion):
            holders.setdefault(claim, []).append(n)
    gone: set[int] = set()
    for n, assertion in enumerate(ordered[: min(WIDENED, leading)]):
        near = {m for claim in _claims_of(index, assertion) for m in holders[claim] if m > n} - gone
        if n in gone or not near:
            continue
        best = assertion.statements[0]
        same = [m for m in sorted(near) if any(asserting.says_same(best, s) for s in ordered[m].statements)]
        same = [m for m in same if m < leading or set(ordered[m].sides) <= set(assertion.sides)]
        ordered[n] = asserting.join([assertion, *(ordered[m] for m in same)]) if same else assertion
        gone |= set(same)
    return [a for n, a in enumerate(ordered[:leading]) if n not in gone]


def _claims_of(index: Index, told: Assertion) -> set[str]:
    return {c.id for s in told.statements for c in index.claims.get(s.id, ())}


def _spread(index: Index, told: Iterable[Assertion]) -> list[Assertion]:
    """One assertion of each matter before a second of any: a brief is to be as wide as its story."""
    left, out = list(told), list[Assertion]()
    while left:
        covered: set[str] = set()
        later = []
        for assertion in left:
            claims = _claims_of(index, assertion)
            if claims & covered:
                later.append(assertion)
            else:
                out.append(assertion)
                covered |= claims
        left = later
    return out


def _told_line(index: Index, assertion: Assertion, amounts: Collection[str]) -> Line:
    pieces, cites = joined_pieces(index, _voices(index, assertion, amounts))
    return Line(pieces=(*pieces, frame("  "), *_counted(index, assertion)), cites=cites)


def _voices(index: Index, assertion: Assertion, amounts: Collection[str]) -> list[list[Statement]]:
    """The statements of each side, the one that says it best first; those of no known side go with the first.

    None that gives one of the disputed `amounts` is put into words where another can be.
    """
    sides: dict[str | None, list[Statement]] = {}
    for statement in assertion.statements:
        sides.setdefault(index.side_of(statement), []).append(statement)
    unknown = sides.pop(None, [])
    named = [_best_first(index, said, amounts) for said in sides.values()]
    if not named:
        return [[assertion.statements[0], *(s for s in unknown if s is not assertion.statements[0])]]
    rest = [s for said in named[MAX_VOICES:] for s in said]
    return [[*named[0], *unknown, *rest], *named[1:MAX_VOICES]]


def _best_first(index: Index, said: Sequence[Statement], amounts: Collection[str]) -> list[Statement]:
    settled = [s for s in said if s.id not in amounts] or said
    best = best_statement(index, settled)
    return [best, *(s for s in said if s is not best)]


def _is_sentence(index: Index, statement: Statement) -> bool:
    text = index.report_of(statement).text
    return sum(len(span.of(text).split()) for span in statement.content) >= MIN_WORDS


def _counted(index: Index, told: Assertion) -> tuple[Piece, ...]:
    if len(told.sides) < 2 and (told.reports == 1 or told.origins == 1):
        outlets = {index.report_of(s).outlet for s in told.statements}
        before = phrases.count(told.reports, "report") + ", " if told.reports > 1 else ""
        only = next(iter(outlets)) if len(outlets) == 1 else None
        count = tally(f"{before}{phrases.count(told.origins, 'origin')}".capitalize())
        return (count, frame(", via "), name(only), frame(" only.")) if only else (count, frame("."))
    counts = phrases.three_counts(told.reports, told.origins, len(told.sides), at_most=told.has_unknown_side)
    return (tally(counts + "."),)


def _latest(index: Index, changes: Iterable[Change]) -> list[Change]:
    """The changes, one of each later saying, from what was said last before it: four times one thing is one line."""
    out: dict[tuple[ChangeKind, str], Change] = {}
    for change in changes:
        key = change.kind, change.line.cites[-1].id
        if key not in out or _began(index, out[key]) <= _began(index, change):
            out[key] = change
    return list(out.values())


def _began(index: Index, change: Change) -> float:
    """When what changed had been told."""
    report = index.reports.get(change.line.cites[0].report)
    known = index.known_at(report) if report else None
    return known.timestamp() if known else 0.0


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

"""What changed: figures and statements revised, denied or new since a moment, and pages edited after they appeared.

Repeats are counted, never listed.  An edit is listed only where it touches a number, a name, a quotation or a "not".
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from onrecord.compare.ahead import is_ahead
from onrecord.language import load_beside
from onrecord.records.casebook import Casebook
from onrecord.records.claim import Claim, RelationKind, Series, SeriesPoint
from onrecord.records.finding import Figure, SpeakerKind, Statement
from onrecord.views import phrases
from onrecord.views.agreeing import Asserting
from onrecord.views.edits import list_edits
from onrecord.views.index import Index, index_casebook
from onrecord.views.line import Line, frame, holds, marked, name, quote
from onrecord.views.withdrawn import list_withdrawn
from onrecord.views.wording import amount_pieces, statement_pieces

NO_STEP = ("relay", "other time")  # relations of amounts that none after them updates
UNNAMED = frozenset({SpeakerKind.UNNAMED_PERSON, SpeakerKind.UNNAMED_GROUP})
SLACK = Decimal("1.1")  # above a lower bound, as far as an amount is no other one than the bound told


class ChangeKind(StrEnum):
    """The kinds that matter; everything else is a repeat."""

    NEW = "new"
    REVISED = "revised"  # by the same speaker
    UPDATED = "updated"  # another amount of one thing, by another
    DENIED = "denied"  # or set against what cannot hold beside it
    EDITED = "edited"
    WITHDRAWN = "withdrawn"  # a page says it no more


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that changed, as a line that holds."""

    kind: ChangeKind
    at: dt.datetime | None  # when the later of the two reports was there to be known
    line: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All that changed, oldest first within each kind."""

    since: dt.datetime | None  # None: over the whole life of what is there
    changes: tuple[Change, ...]
    repeats: int  # statements since then that only repeat what was said before
    dropped: int  # lines that did not hold and are not shown


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All that ever changed, from which what changed since a moment is told without looking at the reports again."""

    changes: tuple[Change, ...]  # in the order shown; those that say the same in the same words are still apart
    held: tuple[bool, ...]  # as long: whether the line holds
    repeated: tuple[dt.datetime | None, ...]  # when each statement that only repeats was known; None: not known


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What changed, as people read it."""

    changes: tuple[tuple[str, str], ...]  # kind and words, in the order shown
    repeats: int
    dropped: int


_Found = tuple[Change, bool]  # with whether its line holds


def list_changes(book: Casebook, *, since: dt.datetime | None = None) -> Changes:
    """Changes since a moment (None: ever, and then nothing counts as new)."""
    return cut_history(list_history(book), since=since)


def list_history(book: Casebook) -> History:
    """Every change there ever was; what was said first is new."""
    index = index_casebook(book)
    firsts = [(claim, first) for claim in book.account.claims if (first := _first_said(index, claim))]
    telling = _Telling(index)
    new = (
        (Change(kind=ChangeKind.NEW, at=at, line=telling.tell(said)), telling.holds(said)) for _, (at, said) in firsts
    )
    others = (
        (Change(kind=kind, at=at, line=line), holds(line, index))
        for kind, lines in ((ChangeKind.EDITED, list_edits(index)), (ChangeKind.WITHDRAWN, list_withdrawn(index)))
        for at, line in lines
    )
    found = [*new, *_revised(index, telling), *_denied(index, telling), *others]
    order = {kind: n for n, kind in enumerate(ChangeKind)}
    found.sort(key=lambda f: (order[f[0].kind], f[0].at.timestamp() if f[0].at else 0.0, f[0].line.text))
    told = {first[1].id for _, first in firsts}
    repeats = (s for s in index.statements.values() if s.id in index.claims and s.id not in told)
    return History(
        changes=tuple(change for change, _ in found),
        held=tuple(held for _, held in found),
        repeated=tuple(_known(index, s) for s in repeats),
    )


def cut_history(history: History, *, since: dt.datetime | None = None) -> Changes:
    """What changed since a moment (None: ever, and then nothing counts as new)."""
    changes = history.changes
    columns = [c.kind for c in changes], [c.at for c in changes], [c.line.text for c in changes]
    chosen = choose(*columns, since=since)
    kept = tuple(changes[n] for n in chosen if history.held[n])
    repeats = sum(1 for at in history.repeated if since is None or at is None or at >= since)
    return Changes(since=since, changes=kept, repeats=repeats, dropped=len(chosen) - len(kept))


def choose(
    kinds: Sequence[str], moments: Sequence[dt.datetime | None], texts: Sequence[str], *, since: dt.datetime | None
) -> list[int]:
    """The places of what changed since a moment (None: ever, but for what is new), the same words of a kind once."""
    if since is None:
        recent = [n for n, kind in enumerate(kinds) if kind != ChangeKind.NEW]
    else:
        recent = [n for n, at in enumerate(moments) if at is not None and at >= since]
    return list({(kinds[n], texts[n]): n for n in recent}.values())


def tell(answer: Changes) -> Told:
    """The changes as people read them."""
    told = tuple((c.kind.value, c.line.text) for c in answer.changes)
    return Told(changes=told, repeats=answer.repeats, dropped=answer.dropped)


def _known(index: Index, statement: Statement) -> dt.datetime | None:
    return index.known_at(index.report_of(statement))


def _first_said(index: Index, claim: Claim) -> tuple[dt.datetime, Statement] | None:
    dated = [(at, s) for s in index.members(claim) if (at := _known(index, s))]
    return min(dated, key=lambda pair: (pair[0], pair[1].id)) if dated else None


def _revised(index: Index, telling: "_Telling") -> Iterator[_Found]:
    shown: set[tuple[str | None, str | None]] = set()
    for series in index.book.account.series:
        revised = [(ChangeKind.REVISED, *pair) for pair in _revisions(index, series)]
        told = {after.figure for _, _, after in revised}
        moved = [(ChangeKind.UPDATED, *pair) for pair in _moves_of(index, series) if pair[1].figure not in told]
        for kind, before, after in (*revised, *moved):
            old, new = index.figures.get(before.figure), index.figures.get(after.figure)
            if old is None or new is None or not _is_news(old, new):
                continue
            shown.add((new.statement, old.statement))
            first, first_cites = marked(index, old)
            then, then_cites = marked(index, new)
            amount = quote(index.report_of(new), new.evidence.spans[:1])
            later = amount if kind is ChangeKind.REVISED else amount_pieces(index, after, new)
            counted = () if kind is ChangeKind.REVISED else (name(series.of), frame(": "))
            pieces = (*counted, *amount_pieces(index, before, old), *first, frame(" -> "), *later, *then)
            line = Line(pieces=pieces, cites=first_cites + then_cites)
            yield Change(kind=kind, at=index.known_at(index.report_of(new)), line=line), holds(line, index)
    # Lines of an actor take longer to load than a command that only looks at what is kept.
    from onrecord.views.stances import list_turns

    turned = [
        (index.statements[t.before.statement], index.statements[t.after.statement]) for t in list_turns(index.book)
    ]
    for old_line, new_line in turned:
        line = telling.join(old_line, new_line)
        shown.add((new_line.id, old_line.id))
        yield Change(kind=ChangeKind.REVISED, at=_known(index, new_line), line=line), holds(line, index)
    yield from _related(index, RelationKind.UPDATES, frozenset(shown), telling)


def _revisions(index: Index, series: Series) -> Iterator[tuple[SeriesPoint, SeriesPoint]]:
    """Each dated point that revises its own speaker's earlier one of that stage; undated ones have no order."""
    for n, point in enumerate(series.points):
        if point.said and point.relation.startswith("revises"):
            earlier = [p for p in series.points[:n] if p.said and _is_before(index, p, point)]
            before = [p for p in earlier if p.speaker == point.speaker and p.relation != "relay"]
            alike = [p for p in before if p.scope is None or point.scope is None or p.scope == point.scope]
            own = [p for p in alike if not _is_ahead(index, p)]
            if own:
                yield own[-1], point


def _is_ahead(index: Index, point: SeriesPoint) -> bool:
    figure = index.figures.get(point.figure)
    day = point.said.latest if point.said else None
    return bool(figure and day and is_ahead(figure, index.statements.get(figure.statement or ""), day))


def _is_news(old: Figure, new: Figure) -> bool:
    """True where the later amount is another report's, and not told by the earlier: "thousands" after "tens of"."""
    if old.evidence.report == new.evidence.report or (old.low, old.high) == (new.low, new.high):
        return False
    if old.high is None and old.low is not None and new.high is not None and old.low <= new.high <= old.low * SLACK:
        return False  # "at least 30" holds of 31
    is_open = old.high is None and new.high is None
    return not (is_open and (new.low or 0) <= (old.low or 0))


def _moves_of(index: Index, series: Series) -> Iterator[tuple[SeriesPoint, SeriesPoint]]:
    """Each dated point that is above or below the last one before it where no two sides stand against each other."""
    if len(series.parties) > 1:
        return
    for n, point in enumerate(series.points):
        if point.said and point.relation in ("higher", "lower") and not _is_ahead(index, point):
            earlier = [p for p in series.points[:n] if p.said and _is_before(index, p, point)]
            earlier = [p for p in earlier if p.relation not in NO_STEP]
            alike = [p for p in earlier if p.scope is None or point.scope is None or p.scope == point.scope]
            alike = [p for p in alike if _is_one_count(index, p, point)]
            given = {_bounds(index, p) for p in series.points[:n] if p.figure in index.figures}
            if alike and _bounds(index, point) not in given:  # else two amounts stand side by side
                yield from ((p, point) for p in alike[-1:] if not _is_ahead(index, p))


def _is_one_count(index: Index, before: SeriesPoint, later: SeriesPoint) -> bool:
    """True where the later amount may take the place of the earlier: a toll by anybody, an estimate by its own side.

    What became of people is counted on, by police and hospitals alike; what two who are of no one side hold are views.
    """
    if before.speaker is None or later.speaker is None or before.speaker == later.speaker:
        return True
    if before.party is not None and before.party == later.party:
        return True
    tongue = load_beside(index.reports[index.figures[later.figure].evidence.report].language)
    outcomes = tongue.table("relations")["counting"]["outcomes"]
    return before.scope == later.scope and later.scope in outcomes


def _bounds(index: Index, point: SeriesPoint) -> tuple[Decimal | None, Decimal | None]:
    figure = index.figures[point.figure]
    return figure.low, figure.high


def _is_before(index: Index, a: SeriesPoint, b: SeriesPoint) -> bool:
    """True where it was said on an earlier day, or printed at an earlier moment: two of one day have no order."""
    reports = [index.reports[index.figures[p.figure].evidence.report] for p in (a, b) if p.figure in index.figures]
    printed = {r.published.at for r in reports if r.published and r.published.at}
    return len(printed) > 1 or bool(a.said and b.said and a.said.latest != b.said.latest)


def _denied(index: Index, telling: "_Telling") -> Iterator[_Found]:
    for kind in (RelationKind.DENIES, RelationKind.CONTRADICTS):
        yield from _related(index, kind, frozenset(), telling)


def _related(
    index: Index, kind: RelationKind, shown: frozenset[tuple[str | None, str | None]], telling: "_Telling"
) -> Iterator[_Found]:
    asserting = Asserting(index)
    for claim in index.book.account.claims:
        for relation in claim.relations:
            if relation.kind is not kind:
                continue
            later, before = index.statements.get(relation.a), index.statements.get(relation.b)
            if later is None or before is None or (later.id, before.id) in shown:
                continue
            if kind is not RelationKind.UPDATES and asserting.says_not(before) and not asserting.says_not(later):
                continue  # the denial came first: what is said against it later is denied by nobody yet
            if kind is RelationKind.UPDATES and not _moves(index, asserting, before, later):
                continue  # said later, about something else of the matter, or by somebody whose line it never was
            changed = ChangeKind.REVISED if kind is RelationKind.UPDATES else ChangeKind.DENIED
            line = telling.join(before, later)
            yield Change(kind=changed, at=_known(index, later), line=line), telling.both_hold(before, later, line)


class _Telling:
    """Statements as a line tells them, each put together once: the same one stands in as many lines as it changed."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._told: dict[str, Line] = {}
        self._holds: dict[str, bool] = {}

    def tell(self, statement: Statement) -> Line:
        """Who says what, with the marks that hold it."""
        found = self._told.get(statement.id)
        if found is None:
            marks, cites = marked(self._index, statement)
            pieces = (*statement_pieces(self._index, statement), *marks)
            found = self._told[statement.id] = Line(pieces=pieces, cites=cites)
        return found

    def join(self, before: Statement, later: Statement) -> Line:
        """What was said before, and what is said now."""
        old, new = self.tell(before), self.tell(later)
        return Line(pieces=(*old.pieces, frame(" -> "), *new.pieces), cites=old.cites + new.cites)

    def holds(self, statement: Statement) -> bool:
        """True where the line of the statement alone holds."""
        found = self._holds.get(statement.id)
        if found is None:
            found = self._holds[statement.id] = holds(self.tell(statement), self._index)
        return found

    def both_hold(self, before: Statement, later: Statement, line: Line) -> bool:
        """True where their line holds: what each of the two holds by itself, they hold together."""
        return (self.holds(before) and self.holds(later)) or holds(line, self._index)


def _moves(index: Index, asserting: Asserting, before: Statement, later: Statement) -> bool:
    """True where one speaker's line on one thing moved; what another says is no update of it."""
    from onrecord.views.moves import is_held_before  # as above

    tongue = load_beside(index.report_of(later).language)
    if not _is_one_speaker(index, before, later) or is_held_before(index, later, tongue):
        return False  # what "had earlier" been said is no later line
    return asserting.is_one_matter(before, later) or asserting.is_turned(before, later)


def _is_one_speaker(index: Index, before: Statement, later: Statement) -> bool:
    """True for one by name: "officials" and "reports" are others the next day."""
    who = index.speaker_name(later)
    is_named = not {before.speaker.kind, later.speaker.kind} & UNNAMED
    return is_named and who is not None and who == index.speaker_name(before)


def changes_lines(answer: Changes | Told, *, width: int) -> tuple[str, ...]:
    """The answer for people."""
    told = tell(answer) if isinstance(answer, Changes) else answer
    leads = [f"{kind:<8} " for kind, _ in told.changes]
    out = phrases.wrap_behind(leads, [text for _, text in told.changes], width=width)
    if not out:
        out.append("Nothing changed.")
    out.append(f"{phrases.count(told.repeats, 'repeat')} not listed.")
    if told.dropped:
        out.append(f"{phrases.count(told.dropped, 'line')} did not hold word for word and are not shown.")
    return tuple(out)


def changes_plain(answer: Changes) -> tuple[str, ...]:
    """One tab-separated line a change: kind, words, labels."""
    return tuple(
        phrases.tabbed((c.kind.value, c.line.words, ",".join(dict.fromkeys(x.label for x in c.line.cites))))
        for c in answer.changes
    )

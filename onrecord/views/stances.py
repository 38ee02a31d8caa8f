"""Where an actor stood on a topic, and where the line moved: denied, then vaguer, then does not deny.

A topic is a claim; a move is shown with the words before and the words after, each cited.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from onrecord.compare.keys import ANSWERING, list_matter, statement_span
from onrecord.compare.opposites import calls_false, count_negators
from onrecord.compare.words import list_words
from onrecord.language import Language
from onrecord.records.casebook import Casebook
from onrecord.records.claim import Claim
from onrecord.records.finding import Certainty, Stance, Statement
from onrecord.views import phrases
from onrecord.views.index import Index, index_casebook, said_date
from onrecord.views.labels import label_order
from onrecord.views.line import Line, Piece, frame, holds, marked, tally
from onrecord.views.voices import STANCE_WORDS, find_speakers
from onrecord.views.wording import said_pieces

CLIP = 160  # characters of each of the two quotations
SHARED = 0.5  # of the shorter content's topic words: two lines of one actor in a claim on the same matter
SAID = 0.5  # firmness from which something is said


class Move(StrEnum):
    """How a later line stands to the earlier one of the same actor on the same topic."""

    REVERSED = "reversed"  # from saying to denying, or back
    NO_LONGER_DENIES = "no longer denies"
    NO_LONGER_SAYS = "no longer says"
    VAGUER = "vaguer"
    FIRMER = "firmer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of the actor on the topic."""

    statement: str  # id
    label: str
    said: dt.date | None
    stance: Stance
    certainty: Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A move, with both quotations."""

    move: Move
    before: Step
    after: Step
    line: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """An actor's line on one claim over time."""

    actor: str
    party: str | None
    claim: str  # id
    topic: str  # label of the claim
    steps: tuple[Step, ...]  # by the day of saying
    turns: tuple[Turn, ...]


def list_stances(
    book: Casebook, *, language: Language, speaker: str | None = None, about: str | None = None
) -> tuple[Topic, ...]:
    """The topics on which an actor (None: anyone) spoke on more than one day, those with most moves first.

    Raises NotFound when nobody of that name speaks here.
    """
    index = index_casebook(book)
    if speaker is None:
        return _list_topics(index, book.account.claims, None, language, about)
    return list_stances_of(index, find_speakers(index, speaker), language=language, about=about)


def list_stances_of(
    index: Index, actors: Sequence[str], *, language: Language, about: str | None = None
) -> tuple[Topic, ...]:
    """The same for those of these very names, the fullest over the case."""
    said = (s for who in actors for s in index.said_by.get(who, ()))
    own = {c.id for s in said for c in index.claims.get(s.id, ())}
    return _list_topics(index, (c for c in index.book.account.claims if c.id in own), actors, language, about)


def _list_topics(
    index: Index, claims: Iterable[Claim], actors: Sequence[str] | None, language: Language, about: str | None
) -> tuple[Topic, ...]:
    found = [t for claim in claims for t in _topics(index, claim, language, actors)]
    kept = [t for t in found if about is None or _is_about(t, about)]
    kept.sort(key=lambda t: (-len(t.turns), t.actor, t.steps[0].said or dt.date.max, t.claim))
    return tuple(_told_once(kept))


def _told_once(topics: Iterable[Topic]) -> Iterator[Topic]:
    """The topics; a move that two claims show is told by the first."""
    seen: set[tuple[str, str]] = set()
    for topic in topics:
        fresh = tuple(t for t in topic.turns if (t.before.statement, t.after.statement) not in seen)
        seen.update((t.before.statement, t.after.statement) for t in fresh)
        yield replace(topic, turns=fresh)


def _is_about(topic: Topic, about: str) -> bool:
    words = " ".join((topic.topic, *(t.line.words for t in topic.turns))).casefold()
    return all(word in words for word in about.casefold().split())


def _topics(index: Index, claim: Claim, language: Language, actors: Sequence[str] | None) -> Iterator[Topic]:
    by_actor: dict[str, list[Statement]] = {}
    for statement in index.members(claim):
        who = index.speaker_name(statement)
        if who and (actors is None or who in actors):
            by_actor.setdefault(who, []).append(statement)
    for who, said in sorted(by_actor.items()):
        dated = [s for s in said if said_date(s, index.report_of(s))]
        dated.sort(key=lambda s: (said_date(s, index.report_of(s)) or dt.date.max, label_order(index.labels[s.id])))
        if len(dated) > 1:
            yield Topic(
                actor=who,
                party=index.party_of(dated[0]),
                claim=claim.id,
                topic=claim.label,
                steps=tuple(_step(index, s) for s in dated),
                turns=tuple(_turns(index, dated, language)),
            )


def _step(index: Index, statement: Statement) -> Step:
    return Step(
        statement=statement.id,
        label=index.labels[statement.id],
        said=said_date(statement, index.report_of(statement)),
        stance=statement.stance,
        certainty=statement.certainty,
    )


def _turns(index: Index, said: Sequence[Statement], language: Language) -> Iterator[Turn]:
    """Moves between successive days; what is said on one day is one line, the firmest of it."""
    lines: list[_Line] = []
    for statement in said:
        line = _read_line(index, statement, language)
        earlier = [x for x in lines if x.step.said != line.step.said and _is_one_matter(x, line)]
        today = [x for x in lines if x.step.said == line.step.said and abs(x.firmness) >= abs(line.firmness)]
        lines.append(line)
        if not earlier or any(_is_one_matter(x, line) for x in today):
            continue
        move = compare_lines(earlier[-1].firmness, line.firmness)
        if move is not None and holds(told := _line(index, earlier[-1].statement, statement), index):
            yield Turn(move=move, before=earlier[-1].step, after=line.step, line=told)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A statement with what it is compared by."""

    statement: Statement
    step: Step
    firmness: float
    matter: frozenset[str]


def _read_line(index: Index, statement: Statement, language: Language) -> _Line:
    report = index.report_of(statement)
    words = [w for span in statement.content for w in list_words(report.text, span, language=language)]
    whole = list_words(report.text, statement_span(statement), language=language)
    is_denied = statement.stance is not Stance.DENIES and calls_false(whole, language=language)
    size = -firmness(statement) if is_denied else firmness(statement)
    says_not = count_negators(words, language=language) % 2 == 1
    return _Line(
        statement=statement,
        step=_step(index, statement),
        firmness=-size if says_not and size >= SAID else size,
        matter=list_matter(words, language),
    )


def _is_one_matter(a: _Line, b: _Line) -> bool:
    """True where enough of what the shorter content says, names apart, stands in the other's.

    An answer to "the reports" has no words of its own: that it stands in the claim says what it is about.
    """
    least = min(len(a.matter), len(b.matter))
    if not least:
        return any(not x.matter and x.statement.stance in ANSWERING for x in (a, b))
    return len(a.matter & b.matter) >= max(1, SHARED * least)


def firmness(statement: Statement) -> float:
    """From -2, a firm denial, over 0, saying nothing, to 2, a firm assertion; words of negation are not looked at."""
    if statement.stance is Stance.DECLINES or statement.stance is Stance.ASKS:
        return 0.0
    if statement.stance is Stance.DOES_NOT_DENY:
        return 0.25
    size = {Certainty.CERTAIN: 2.0, Certainty.PROBABLE: 1.5, Certainty.POSSIBLE: 1.0, Certainty.UNKNOWN: 0.5}
    if statement.stance is Stance.SPECULATES:
        return min(1.0, size[statement.certainty])
    return -size[statement.certainty] if statement.stance is Stance.DENIES else size[statement.certainty]


def compare_lines(old: float, new: float) -> Move | None:
    """The move from one firmness to the next; None: the line is the same."""
    if (old <= -SAID and new >= SAID) or (old >= SAID and new <= -SAID):
        return Move.REVERSED
    if old <= -SAID and new > -SAID:
        return Move.NO_LONGER_DENIES
    if old >= SAID and -SAID < new < SAID:
        return Move.NO_LONGER_SAYS
    if abs(new) == abs(old):
        return None
    return Move.FIRMER if abs(new) > abs(old) else Move.VAGUER


def _line(index: Index, before: Statement, after: Statement) -> Line:
    first, first_cites = marked(index, before)
    then, then_cites = marked(index, after)
    pieces = (
        *_dated(index, before),
        *said_pieces(index, before, limit=CLIP),
        *first,
        frame(" -> "),
        *_dated(index, after),
        *said_pieces(index, after, limit=CLIP),
        *then,
    )
    return Line(pieces=pieces, cites=first_cites + then_cites)


def _dated(index: Index, statement: Statement) -> tuple[Piece, ...]:
    day = said_date(statement, index.report_of(statement))
    return (tally(phrases.day(day)), frame(" "))


def stances_lines(topics: Sequence[Topic], *, width: int) -> tuple[str, ...]:
    """The topics for people: a strip of stances, then each move with both quotations."""
    out: list[str] = []
    for topic in topics:
        side = f" ({topic.party})" if topic.party and topic.party not in topic.actor else ""
        strip = " -> ".join(f"{STANCE_WORDS[s.stance]} [{s.label}]" for s in topic.steps)
        out += phrases.wrap(f"{topic.actor}{side} on “{topic.topic}”", width=width)
        out += phrases.wrap(strip, width=width, indent="  ")
        for turn in topic.turns:
            out += phrases.wrap(f"{turn.move.value}: {turn.line.text}", width=width, indent="  ", hang="    ")
    return tuple(out)


def stances_plain(topics: Sequence[Topic]) -> tuple[str, ...]:
    """One tab-separated line a move: actor, topic, move, words before and after, labels."""
    return tuple(
        phrases.tabbed((t.actor, t.topic, turn.move.value, turn.line.words, f"{turn.before.label},{turn.after.label}"))
        for t in topics
        for turn in t.turns
    )

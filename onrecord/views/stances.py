"""Where an actor stood on a topic, and where the line moved: denied, then vaguer, then does not deny.

A topic is a claim; a move is shown with the words before and the words after, each cited.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.language import Language, load_beside
from onrecord.records.annotation import EntityKind
from onrecord.records.casebook import Casebook
from onrecord.records.claim import Claim
from onrecord.records.finding import Certainty, SpeakerKind, Stance, Statement
from onrecord.views import phrases
from onrecord.views.index import Index, index_casebook, said_date
from onrecord.views.labels import label_order
from onrecord.views.line import Line, Piece, frame, holds, marked, tally
from onrecord.views.moves import (
    TURNS,
    Move,
    Stand,
    find_move,
    is_admission,
    is_admitting,
    is_before,
    is_held_before,
    is_one_matter,
    may_say_not,
    order_of,
    read_stand,
)
from onrecord.views.voices import STANCE_WORDS, find_speakers
from onrecord.views.wording import said_pieces

CLIP = 160  # characters of each of the two quotations
REACH = 32  # of an actor's lines before, that a line is held against


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


def list_turns(book: Casebook) -> tuple[Turn, ...]:
    """Every turn of an actor's or a side's line in the casebook, one of each later saying; a change of tone is none."""
    if not book.reports:
        return ()
    index, tongue = index_casebook(book), load_beside(book.reports[0].language)
    topics = _list_topics(index, book.account.claims, None, tongue, None, turned=True)
    turns = [t for topic in topics for t in topic.turns if t.move in TURNS]
    return tuple({t.after.statement: t for t in reversed(turns)}.values())[::-1]


def _list_topics(
    index: Index,
    claims: Iterable[Claim],
    actors: Sequence[str] | None,
    language: Language,
    about: str | None,
    *,
    turned: bool = False,
) -> tuple[Topic, ...]:
    """The topics; with `turned`, those that can hold no turn are left out unread."""
    reading = _Reading(index, language, turned=turned)
    found = [t for claim in claims for t in _topics(index, claim, reading, actors)]
    found += [*_admissions(index, reading, actors)]
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


class _Reading:
    """Statements as they are compared, each read once."""

    def __init__(self, index: Index, language: Language, *, turned: bool) -> None:
        self._index = index
        self._language = language
        self._turned = turned
        self._read: dict[str, Stand] = {}
        self._says_not: dict[str, bool] = {}

    def read(self, statement: Statement) -> Stand:
        """What the statement is compared by."""
        found = self._read.get(statement.id)
        if found is None:
            found = self._read[statement.id] = read_stand(self._index, statement, self._language)
        return found

    def in_order(self, statements: Sequence[Statement]) -> list[Stand]:
        """Those with a day, as they were said; none where only turns are looked for, and there can be none."""
        if len(statements) < 2 or (self._turned and not self._may_turn(statements)):
            return []
        stands = [stand for s in statements if (stand := self.read(s)).said]
        return sorted(stands, key=lambda x: (*order_of(x), label_order(self._index.labels[x.statement.id])))

    def admitted(self, statements: Sequence[Statement]) -> tuple[list[Stand], list[Stand]]:
        """Of these, what is denied and what is admitted, as they were said."""
        admitting = [s for s in statements if is_admitting(self._index, s, self._language)]
        if not admitting:
            return [], []
        stands = self.in_order([s for s in statements if s in admitting or self._may_say_not(s)])
        return [x for x in stands if x.firmness < 0], [x for x in stands if x.admits and x.firmness > 0]

    def _may_turn(self, statements: Sequence[Statement]) -> bool:
        """True where somebody may say not, and not all is of one day."""
        days = {said_date(s, self._index.report_of(s)) for s in statements}
        if len(days) < 2 and not any(is_held_before(self._index, s, self._language) for s in statements):
            return False
        return any(self._may_say_not(s) for s in statements)

    def _may_say_not(self, statement: Statement) -> bool:
        found = self._says_not.get(statement.id)
        if found is None:
            found = self._says_not[statement.id] = may_say_not(self._index, statement, self._language)
        return found


def _topics(index: Index, claim: Claim, reading: _Reading, actors: Sequence[str] | None) -> Iterator[Topic]:
    """The lines of each actor in the claim; and of each side, where who speaks for it moved away from another."""
    members = index.members(claim)
    for who, said in _by(members, index.speaker_name, actors):
        if len(stands := reading.in_order(said)) > 1:
            yield _topic(index, who, claim, stands, _turns(index, stands, is_of_one=True))
    for side, said in _by(members, lambda s: _voice_of(index, s), actors):
        stands = reading.in_order(said)
        turns = tuple(t for t in _turns(index, stands, is_of_one=False) if _is_of_side(index, t))
        if turns:
            yield _topic(index, side, claim, stands, turns)


def _topic(index: Index, actor: str, claim: Claim, stands: Sequence[Stand], turns: Iterable[Turn]) -> Topic:
    return Topic(
        actor=actor,
        party=index.party_of(stands[0].statement),
        claim=claim.id,
        topic=claim.label,
        steps=tuple(_step(index, x) for x in stands),
        turns=tuple(turns),
    )


def _by(
    statements: Iterable[Statement], name: Callable[[Statement], str | None], wanted: Sequence[str] | None
) -> list[tuple[str, list[Statement]]]:
    out: dict[str, list[Statement]] = {}
    for statement in statements:
        who = name(statement)
        if who and (wanted is None or who in wanted):
            out.setdefault(who, []).append(statement)
    return sorted(out.items())


def _voice_of(index: Index, statement: Statement) -> str | None:
    """The state or body that the speaker speaks for; None: not known, or the words are passed on.

    Who counts for a side only since his words go back to it does not speak for it: "experts doubt".
    """
    speaker = statement.speaker
    if speaker.members or any(link.name and link.name != speaker.name for link in statement.chain[:1]):
        return None
    return index.party_of(statement) and index.side_of(statement)


def _is_of_side(index: Index, turn: Turn) -> bool:
    """True for a turn between two who speak for one state or body; two politicians of one party may differ."""
    before, after = (index.statements[step.statement] for step in (turn.before, turn.after))
    if turn.move not in TURNS or index.speaker_name(before) == index.speaker_name(after):
        return False
    is_person = all(s.speaker.kind is SpeakerKind.PERSON for s in (before, after))
    return not is_person or index.party_of(before) in _states(index)


def _states(index: Index) -> set[str]:
    return {e.party for e in index.book.account.entities if e.kind is EntityKind.GOVERNMENT and e.party}


def _admissions(index: Index, reading: _Reading, actors: Sequence[str] | None) -> Iterator[Topic]:
    """What a side admits after it denied the like, anywhere in one story: the words between may have few in common."""
    story = {report: s.id for s in index.book.account.stories for report in s.reports}
    for side, said in _by(index.statements.values(), lambda s: _voice_of(index, s), actors):
        denied, admitted = reading.admitted(said)
        told: set[str] = set()
        for after in (x for x in admitted if x.statement.id in index.claims):
            near = (x for x in denied if order_of(x) < order_of(after) and is_admission(x, after))
            of_story = story.get(after.statement.evidence.report)
            earlier = [x for x in near if story.get(x.statement.evidence.report) == of_story]
            if earlier and earlier[-1].statement.id not in told:
                told.update(x.statement.id for x in earlier)
                claim = index.claims[after.statement.id][0]
                yield _topic(index, side, claim, (earlier[-1], after), _told(index, Move.ADMITS, earlier[-1], after))


def _step(index: Index, stand: Stand) -> Step:
    return Step(
        statement=stand.statement.id,
        label=index.labels[stand.statement.id],
        said=stand.said,
        stance=stand.statement.stance,
        certainty=stand.statement.certainty,
    )


def _turns(index: Index, stands: Sequence[Stand], *, is_of_one: bool) -> Iterator[Turn]:
    """Moves between successive days; what is said on one day is one line, the firmest of it."""
    lines: list[Stand] = []
    for stand in stands:
        near = lines[-REACH:]
        lines.append(stand)
        today = [x for x in near if not is_before(x, stand) and abs(x.firmness) >= abs(stand.firmness)]
        if any(is_one_matter(x, stand) for x in today):
            continue
        moves = ((x, find_move(x, stand, is_of_one=is_of_one)) for x in reversed(near) if is_before(x, stand))
        before, move = next(((x, move) for x, move in moves if move or is_one_matter(x, stand)), (stand, None))
        if move is not None:
            yield from _told(index, move, before, stand)


def _told(index: Index, move: Move, before: Stand, after: Stand) -> Iterator[Turn]:
    """The turn with both quotations, where its line holds."""
    told = _line(index, before, after)
    if holds(told, index):
        yield Turn(move=move, before=_step(index, before), after=_step(index, after), line=told)


def _line(index: Index, before: Stand, after: Stand) -> Line:
    first, first_cites = marked(index, before.statement)
    then, then_cites = marked(index, after.statement)
    pieces = (
        *_dated(before),
        *said_pieces(index, before.statement, limit=CLIP),
        *first,
        frame(" -> "),
        *_dated(after),
        *said_pieces(index, after.statement, limit=CLIP),
        *then,
    )
    return Line(pieces=pieces, cites=first_cites + then_cites)


def _dated(stand: Stand) -> tuple[Piece, ...]:
    until = (frame("before, as told on "),) if stand.held_before else ()
    return (*until, tally(stand.said.isoformat() if stand.said else "-"), frame(" "))


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
